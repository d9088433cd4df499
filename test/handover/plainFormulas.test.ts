import type { CellValue } from "../../src/cells/cell";
import { isError } from "../../src/cells/cell";
import { openXlsx } from "../../src/file/xlsx";
import { catalogue } from "../../src/functions/catalogue";
import { callSites } from "../../src/handover/dealCalls";
import { writePlainFormulas } from "../../src/handover/plainFormulas";
import { cellPlace } from "../../src/sheet/address";
import { recalculate } from "../../src/sheet/recalculation";
import type { Workbook } from "../../src/sheet/workbook";
import { recalculatedByLibreOffice, testWithLibreOffice } from "../support/libreOffice";
import { workbookBytes } from "../support/workbookBytes";
import { awkwardWorkbook } from "./awkward";

const valuesOf = (book: Workbook, sheets: readonly string[]) =>
  new Map(book.sheets.filter(({ name }) => sheets.includes(name)).flatMap(({ name, rows }) => [...rows].flatMap(([row, cells]) => [...cells].map(([column, { value }]): [string, CellValue] => [cellPlace(name, row, column), value]))));

/** Equal to 12 digits, as unrounded figures are. */
const isSame = (a: CellValue, b: CellValue | undefined) =>
  typeof a === "number" && typeof b === "number" ? Math.abs(a - b) <= Math.abs(a) * 1e-12 : isError(a) ? isError(b ?? null) : (a ?? "") === (b ?? "");

function inPlainFormulas(): { readonly original: Map<string, CellValue>; readonly book: Workbook } {
  const book = awkwardWorkbook();
  recalculate(book, catalogue);
  const original = valuesOf(book, ["Model", "Net sales"]);
  writePlainFormulas(book, catalogue, callSites(book, catalogue), book.addSheet("Plain formulas"));
  recalculate(book, []);
  return { original, book };
}

const different = (original: Map<string, CellValue>, values: Map<string, CellValue>) =>
  [...original].filter(([place, value]) => !isSame(value, values.get(place))).map(([place, value]) => `${place}: ${JSON.stringify(value)} became ${JSON.stringify(values.get(place))}`);

describe("a foreign workbook with calls in awkward places", () => {
  test("shows the same in every cell once our functions are gone", () => {
    const { original, book } = inPlainFormulas();
    expect([...original.values()].filter((value) => isError(value)).length).toBeLessThan(6);
    expect(different(original, valuesOf(book, ["Model", "Net sales"]))).toEqual([]);
    expect(callSites(book, catalogue)).toEqual([]);
    expect(book.names.find(({ name }) => name === "Spilled")?.formula).toBe("Model!$A$1:$D$1");
  });

  testWithLibreOffice("and LibreOffice calculates the same", () => {
    const { original, book } = inPlainFormulas();
    const [bytes] = recalculatedByLibreOffice([workbookBytes(book)]);
    expect(different(original, valuesOf(openXlsx(bytes ?? new Uint8Array(), []).workbook, ["Model", "Net sales"]))).toEqual([]);
  });
});
