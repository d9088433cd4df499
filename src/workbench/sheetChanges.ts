import { refuseBadSheetName } from "../file/writing/addedSheets";
import { sheetReaders } from "../file/writing/sheetReferences";
import type { XlsxFile } from "../file/xlsx";
import { cellPlace, sheetPrefix } from "../sheet/address";
import { SheetFates, endsARow } from "../sheet/formula/sheetFates";
import { formulaNode } from "../sheet/formula/parser";
import { sameName, type Sheet } from "../sheet/workbook";

/** Why a sheet cannot be given a name; undefined: it can. */
export function renamingRefused(file: XlsxFile, sheet: Sheet, name: string): string | undefined {
  const others = file.workbook.sheets.filter((other) => other !== sheet);
  // Sheets without cells have names too.
  const hidden = file.asRead.layout.sheetNames.filter((other) => !file.asRead.sheets.some((one) => one.name === other));
  const twin = [...others.map((other) => other.name), ...hidden].find((other) => sameName(other, name));
  if (twin !== undefined) return `There is a sheet ${twin} already.`;
  try {
    refuseBadSheetName(name, []);
  } catch (fault) {
    return fault instanceof Error ? fault.message : String(fault);
  }
  const reader = whatWouldNotFollow(file, sheet);
  return reader === undefined ? undefined : `${reader} reads ${sheet.name}, and would not follow. Rename it in Excel.`;
}

/** Why a sheet cannot be removed, or what reads it and shows #REF! from then on. */
export function removalOf(file: XlsxFile, sheet: Sheet): { readonly refused: string } | { readonly readers: readonly string[] } {
  const { workbook, asRead } = file;
  if (!workbook.sheets.some((other) => other !== sheet && !other.isHidden)) return { refused: `Not removed: ${sheet.name} is the only sheet to be seen.` };
  if (asRead.parts.some(({ name }) => /vbaProject\.bin$/i.test(name))) return { refused: "Not removed: this file has macros, and a module of its own for each sheet. Remove the sheet in Excel." };
  for (const { place, text } of formulas(file)) {
    if (endsARow(text, sheet.name)) return { refused: `Not removed: ${place} reads a row of sheets that ends with ${sheet.name}. Change that formula first.` };
  }
  const fates = withoutSheet(file, sheet);
  const reader = whatWouldNotFollow(file, sheet);
  const { following = [], isCounted = false } = readersInFile(file, sheet) ?? {};
  if (reader !== undefined) return { refused: `Not removed. ${reader} reads ${sheet.name}; remove it in Excel.` };
  if (isCounted) return { refused: `Not removed: a pivot table counts cells of ${sheet.name}. Remove that table in Excel first.` };
  const places = formulas(file).filter(({ owner, text }) => owner !== sheet && fates.followed(text) !== text);
  const names = workbook.names.filter((name) => (name.sheet === undefined || !sameName(name.sheet, sheet.name)) && fates.followed(name.formula) !== name.formula);
  return {
    readers: [
      ...(places.length === 0 ? [] : [`${places.length === 1 ? "1 formula" : `${places.length} formulas`} (${places[0]?.place ?? ""}${places.length > 1 ? ", …" : ""})`]),
      ...(names.length === 0 ? [] : [`${names.length === 1 ? "the name" : "the names"} ${names.map(({ name }) => name).join(", ")}`]),
      ...(following.length === 0 ? [] : ["a chart, a table or a rule for cells"]),
    ],
  };
}

/** The fate of a sheet that goes, and of its tables. */
export function withoutSheet({ workbook }: XlsxFile, sheet: Sheet): SheetFates {
  return new SheetFates([[sheet.name, null]], workbook.tables.filter((table) => sameName(table.sheet, sheet.name)).map(({ name }) => name));
}

/** What reads a sheet in a way that nobody here can write anew. */
function whatWouldNotFollow(file: XlsxFile, sheet: Sheet): string | undefined {
  const mention = sheetPrefix(sheet.name).toLowerCase();
  const unreadable = formulas(file).find(({ text }) => text.toLowerCase().includes(mention) && formulaNode(text) === undefined);
  if (unreadable !== undefined) return `A formula that cannot be read here (${unreadable.place})`;
  const [part] = readersInFile(file, sheet)?.unknown ?? [];
  return part === undefined ? undefined : `A part of the file that is not shown here (${part})`;
}

/** Undefined of a sheet that did not come with the file: nothing else in it can read it. */
function readersInFile({ asRead }: XlsxFile, sheet: Sheet): ReturnType<typeof sheetReaders> | undefined {
  const read = asRead.sheets.find((one) => one.sheet === sheet);
  if (read === undefined) return undefined;
  const tables = asRead.tables.filter((table) => table.sheet === read.name).map(({ name }) => name);
  return sheetReaders(asRead.parts, read.name, new SheetFates([[read.name, null]], tables), read.part);
}

function formulas({ workbook }: XlsxFile): { readonly owner: Sheet; readonly place: string; readonly text: string }[] {
  return workbook.sheets.flatMap((owner) =>
    [...owner.rows].flatMap(([row, cells]) => [...cells].flatMap(([column, { formula }]) => (formula === undefined ? [] : [{ owner, place: cellPlace(owner.name, row, column), text: formula.text }]))),
  );
}
