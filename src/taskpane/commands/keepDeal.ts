import { HostRefusal, type Host, type Written, type WrittenCell } from "../../host/host";
import type { Answers, Deal } from "../../deal/deal";
import { isKeptSheet, KEPT_COLUMNS, KEPT_SHEET, keptSheet } from "../../deal/keptAnswers";
import { WHOLE_SHEET } from "../../sheet/area";
import { sameName } from "../../sheet/workbook";

/** Writes the answers to the sheet Deal, in place of what was kept there before. Refuses over a sheet of that name that somebody else has made. */
export async function keepDeal(host: Host, deal: Deal, answers: Answers): Promise<Written> {
  return host.write({ sheets: [keptSheet(deal, answers)], names: [] }, await standing(host));
}

/** What was kept before, as it stands now: words that were changed there have been read, and are written again. */
async function standing(host: Host): Promise<Written | undefined> {
  const name = (await host.sheets()).find((sheet) => sameName(sheet, KEPT_SHEET));
  if (name === undefined) return undefined;
  const [content] = await host.read([{ sheet: name, ...WHOLE_SHEET }]);
  const { values = [], formulas = [] } = content ?? {};
  if (!isKeptSheet((row, column) => values[row - 1]?.[column - 1])) throw new HostRefusal(`The workbook has a sheet ${name} of its own, and it stays as it is. Rename that sheet, and press Keep again.`);
  if (values.some((row) => row.slice(KEPT_COLUMNS).some((value) => value !== null))) throw new HostRefusal(`Somebody has written beside the answers on the sheet ${name}. Move that to another sheet, and press Keep again.`);
  const cells = values.flatMap((row, r) => row.flatMap((value, c): WrittenCell[] => {
    const formula = formulas[r]?.[c] ?? null;
    if (formula === null && value === null) return [];
    return [{ row: r + 1, column: c + 1, entry: formula === null ? { value } : { formula } }];
  }));
  return { sheets: [{ name, cells }], names: [], isOneStep: false };
}
