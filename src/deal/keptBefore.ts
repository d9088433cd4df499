import type { CellValue } from "../cells/cell";
import { HostRefusal, type Host, type Written, type WrittenCell } from "../host/host";
import { WHOLE_SHEET } from "../sheet/area";
import { sameName } from "../sheet/workbook";
import type { Question } from "./deal";
import { KEPT_COLUMNS, KEPT_SHEET, isKeptSheet, keptRows } from "./keptAnswers";

/** What was kept before, as it stands now: words that were changed there have been read, and are written again under their questions. */
export async function keptBefore(host: Host): Promise<{ readonly written: Written; readonly questions: readonly Question[] } | undefined> {
  const name = (await host.sheets()).find((sheet) => sameName(sheet, KEPT_SHEET));
  if (name === undefined) return undefined;
  const [content] = await host.read([{ sheet: name, ...WHOLE_SHEET }]);
  const { values = [], formulas = [] } = content ?? {};
  const valueAt = (row: number, column: number) => values[row - 1]?.[column - 1] ?? null;
  if (!isKeptSheet(valueAt)) throw new HostRefusal(`The workbook has a sheet ${name} of its own, and it stays as it is. Rename that sheet, and write again.`);
  if (values.some((row) => row.slice(KEPT_COLUMNS).some((value) => value !== null))) throw new HostRefusal(`Somebody has written beside the answers on the sheet ${name}. Move that to another sheet, and write again.`);
  const cells = values.flatMap((row, r) => row.flatMap((value, c) => writtenCell(r + 1, c + 1, value, formulas[r]?.[c] ?? null)));
  const questions = keptRows(valueAt, values.length).map(({ id, sentence, words }): Question => ({ id, sentence, options: words.map((answer) => ({ answer, label: answer })), changesTotal: false }));
  return { written: { sheets: [{ name, cells }], names: [], isOneStep: false }, questions };
}

function writtenCell(row: number, column: number, value: CellValue, formula: string | null): WrittenCell[] {
  if (formula !== null) return [{ row, column, entry: { formula } }];
  return value === null ? [] : [{ row, column, entry: { value } }];
}
