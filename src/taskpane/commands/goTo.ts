import { HostRefusal, type CellRange, type Host } from "../../host/host";
import { sameName } from "../../sheet/workbook";
import { messageOf } from "../messageOf";
import type { Place } from "../placeText";

/** Selects a place in the sheet. Gives the reason where that cannot be done. */
export async function goTo(host: Host, place: Place): Promise<string | undefined> {
  try {
    await host.select("name" in place ? await namedRange(host, place.name) : place);
    return undefined;
  } catch (fault) {
    return messageOf(fault);
  }
}

async function namedRange(host: Host, wanted: string): Promise<CellRange> {
  const [, scope, own = wanted] = /^(?:'?(.+?)'?!)?(.+)$/.exec(wanted) ?? [];
  const meaning = (await host.names()).find(({ name, sheet }) => sameName(name, own) && (scope === undefined || sameName(sheet ?? "", scope)))?.meaning;
  if (meaning?.kind === "range") return meaning.range;
  throw new HostRefusal(meaning === undefined ? `The workbook has no name ${wanted} any more.` : `The name ${wanted} stands for no block of cells. It is in the Name Manager, under Formulas.`);
}
