import { refuseAmbiguousNames } from "../../../src/file/reading/ambiguousNames";
import { FileRefusal } from "../../../src/file/fileRefusal";
import { functionNames } from "../../../src/file/formulaText";
import { openXlsx } from "../../../src/file/xlsx";
import type { Table } from "../../../src/sheet/workbook";
import { FUNCTIONS, made } from "../handmade";

function refusalOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof FileRefusal) return error.message;
    throw error;
  }
  return "opened";
}

const opening = (...names: readonly string[]) => refusalOf(() => openXlsx(made({ behindSheets: `<definedNames>${names.join("")}</definedNames>` }), FUNCTIONS));
const name = (word: string, formula: string, scope = "") => `<definedName name="${word}"${scope}>${formula}</definedName>`;

test.each([
  ["two that differ in capitals", [name("abc", "Sheet1!$A$1"), name("ABC", "Sheet1!$A$2")], "The names abc and ABC, which differ only in capitals, cannot be told apart: one is Sheet1!$A$1, the other Sheet1!$A$2. Rename one of them under Formulas > Name Manager."],
  ["two of one sheet, in other letters than a to z", [name("Ähre", "1", ' localSheetId="0"'), name("ähre", "2", ' localSheetId="0"')], "The names Ähre and ähre, which differ only in capitals, on 'Sheet1' cannot be told apart"],
  ["one that stands twice and means two things", [name("Rate", "0.1"), name("Rate", "0.2")], "The names Rate, which stands twice, cannot be told apart: one is 0.1, the other 0.2."],
  ["one that stands twice and means the same", [name("Rate", "0.1"), name("Rate", "0.1")], "opened"],
  ["one of the workbook and one of a sheet, which goes before it", [name("Rate", "0.1"), name("rate", "0.2", ' localSheetId="0"')], "opened"],
  ["one that poses as a function", [name("deal.TieredRoyalty", "_xlfn.LAMBDA(_xlpm.a,_xlpm.b,_xlpm.a)")], "The workbook has a name deal.TieredRoyalty. It is that of a custom function, and Excel would calculate the name in its place."],
  ["one that poses as a function as it is stored", [name("_xldudf_DEAL_PRORATA", "_xlfn.LAMBDA(_xlpm.a,_xlpm.a)")], "The workbook has a name _xldudf_DEAL_PRORATA. It is that of a custom function"],
  ["one of a sheet that poses as a function", [name("DEAL.NPV_ROYALTY", "0", ' localSheetId="0"')], "The workbook has a name DEAL.NPV_ROYALTY on 'Sheet1'."],
  ["one that only begins like a function", [name("DEAL.PRORATA_2", "0")], "opened"],
])("%s", (_, names, says) => expect(opening(...names)).toContain(says));

const table = (word: string, sheet: string): Table => ({ name: word, sheet, top: 1, left: 1, bottom: 2, right: 1, hasHeader: true, hasTotals: false, columns: ["Net"] });

test.each([
  ["two tables", [], [table("Sales", "Here"), table("SALES", "There")], "The tables Sales and SALES, which differ only in capitals, on 'Here' and 'There' cannot be told apart."],
  ["a table and a name", [{ name: "sales", formula: "1" }], [table("Sales", "Here")], "The name sales and the table Sales on 'Here' cannot be told apart."],
  ["a table and a name of another sheet, which formulas of that sheet alone mean", [{ name: "sales", formula: "1", sheet: "There" }], [table("Sales", "Here")], "opened"],
])("%s", (_, names, tables, says) => expect(refusalOf(() => refuseAmbiguousNames(names, tables, functionNames(FUNCTIONS)))).toContain(says));
