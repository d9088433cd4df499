import { readFileSync } from "node:fs";
import { openXlsx, savedXlsx } from "../../src/file/xlsx";
import { FUNCTIONS, MAIN, made, opened, put } from "./handmade";
import { danglingParts, invalidElements, misplacedElements } from "./schemaOrder";

describe("what is written is valid against the schema of the format", () => {
  test("cells of every kind, in a file without any, with rows and cells of their own, and on added sheets", () => {
    const file = opened({ sheet: '<row r="3" spans="1:2" ht="20" customHeight="1"><c r="A3" s="0"><f t="shared" ca="1" ref="A3:B3" si="0">NOW()</f><v>1</v></c><c r="B3"><f t="shared" ca="1" si="0"/><v>1</v></c></row>' });
    put(file, "A1", { value: -1.5e-7 });
    put(file, "B1", { value: " text\r\u0001 " });
    put(file, "C1", { value: false });
    put(file, "D1", { value: { error: "#SPILL!" } });
    put(file, "A2", { value: "x", formula: { text: "SEQUENCE(1,2)&\" \"", kind: "dynamic" }, extent: { rows: 1, columns: 2 } });
    put(file, "B2", { value: "y", filledFrom: { row: 2, column: 1 } });
    put(file, "C2", { value: 1, formula: { text: "SUM(A1:A3)", kind: "dynamic" } });
    put(file, "D2", { value: true, formula: { text: "A1:B2=1", kind: "array" } });
    put(file, "A3", { value: 5 });
    file.workbook.names.push({ name: "Rate", formula: "Sheet1!$A$1" }, { name: "Own", formula: " 5 ", sheet: "Sheet1", hidden: true });
    const added = file.workbook.addSheet("Added & more");
    added.look = { widths: [10, 20.5], frozenRows: 1, frozenColumns: 2 };
    added.hiddenRows.add(7);
    added.setCell(1, 1, { value: "Heading", bold: true });
    added.setCell(2, 1, { value: 1, format: '0.00 "EUR"' });
    added.setCell(2, 2, { value: 0.5, format: "0%", bold: true });
    added.setCell(3, 1, { value: 1, formula: { text: "UNIQUE(A1:A2)", kind: "dynamic" } });
    const bytes = savedXlsx(file);
    expect([...invalidElements(bytes), ...misplacedElements(bytes), ...danglingParts(bytes)]).toEqual([]);
  });

  test.each(["tier-reading", "voice-licence"])("the sample %s, every figure changed", (name) => {
    const file = openXlsx(readFileSync(`${__dirname}/../../samples/${name}.xlsx`), FUNCTIONS);
    for (const sheet of file.workbook.sheets) for (const cells of sheet.rows.values()) for (const cell of cells.values()) if (typeof cell.value === "number") cell.value += 0.5;
    const bytes = savedXlsx(file);
    expect([...invalidElements(bytes), ...misplacedElements(bytes), ...danglingParts(bytes)]).toEqual([]);
  });

  test.each<[string, string, string]>([
    ["a value before its formula", '<c r="A1"><v>1</v><f>1</f></c>', "holds v, f"],
    ["an attribute that nobody knows", '<c r="A1" style="1"><v>1</v></c>', "may not have style"],
    ["an error that files do not know", '<c r="A1" t="e"><v>#SPILL!</v></c>', "holds #SPILL! as e"],
    ["a number that is none", '<c r="A1"><v>NaN</v></c>', "holds NaN as n"],
    ["a text without its type", '<c r="A1"><is><t>x</t></is></c>', "has a text in it and the type n"],
    ["an array formula over nothing", '<c r="A1"><f t="array">1</f><v>1</v></c>', "has an array formula over nothing"],
    ["two values", '<c r="A1"><v>1</v><v>2</v></c>', "has v twice"],
    ["a formula with a style", '<c r="A1"><f s="1">1</f></c>', "may not have s"],
  ])("%s is found", (_, cell, what) => {
    expect(invalidElements(made({ sheet: `<row r="1">${cell}</row>` })).join("\n")).toContain(what);
  });

  test.each<[string, string, string]>([
    ["a table without its place", '<table id="1" displayName="T"><tableColumns count="1"><tableColumn id="1" name="a"/></tableColumns></table>', "lacks ref"],
    ["a table whose filter comes last", '<table id="1" displayName="T" ref="A1:A2"><tableColumns count="1"><tableColumn id="1" name="a"/></tableColumns><autoFilter ref="A1:A2"/></table>', "holds tableColumns, autoFilter"],
    ["a column whose totals come first", '<table id="1" displayName="T" ref="A1:A2"><tableColumns count="1"><tableColumn id="1" name="a"><totalsRowFormula>1</totalsRowFormula><calculatedColumnFormula>1</calculatedColumnFormula></tableColumn></tableColumns></table>', "holds totalsRowFormula, calculatedColumnFormula"],
  ])("%s is found", (_, table, what) => {
    expect(invalidElements(made({ parts: { "xl/tables/table1.xml": table.replace("<table ", `<table xmlns="${MAIN}" `) } })).join("\n")).toContain(what);
  });
});
