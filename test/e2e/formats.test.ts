import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { appearance, type SheetAppearance } from "../../src/file/looks/appearance";
import type { CellLook } from "../../src/file/looks/cellLooks";
import { openXlsx } from "../../src/file/xlsx";
import { catalogue } from "../../src/functions/catalogue";
import { cellAt } from "../../src/sheet/address";
import { recalculatedByLibreOffice, testWithLibreOffice } from "../support/libreOffice";
import { displayedByGrid } from "./support/hostInPage";
import { WorkbenchPage, closeBrowser, until } from "./support/workbenchPage";

const NAMES = catalogue.map(({ name }) => name);
const SAMPLE = new Uint8Array(readFileSync(resolve(__dirname, "../../samples/tier-reading.xlsx")));

let workbench: WorkbenchPage;
beforeEach(async () => {
  workbench = await WorkbenchPage.opened();
  await workbench.openSample("One sentence, eight readings", "tier-reading.xlsx");
  await workbench.showSheet("Inputs");
});
afterEach(async () => {
  const { complaints } = workbench;
  await workbench.close();
  expect(complaints).toEqual([]);
});
afterAll(closeBrowser);

/** How a saved file looks: a sheet, and the look of each of its cells. */
function looksOf(bytes: Uint8Array, sheetName: string): { readonly sheet: SheetAppearance | undefined; readonly look: (address: string) => CellLook | undefined } {
  const file = openXlsx(bytes, NAMES);
  const { looks, sheets } = appearance(file);
  const sheet = sheets[file.workbook.sheets.findIndex(({ name }) => name === sheetName)];
  return {
    sheet,
    look: (address) => {
      const { row = 0, column = 0 } = cellAt(address) ?? {};
      return looks[sheet?.cells.get(row)?.get(column) ?? 0];
    },
  };
}

function changedParts(bytes: Uint8Array): string[] {
  const [before, after] = [unzipSync(SAMPLE), unzipSync(bytes)];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((part) => strFromU8(before[part] ?? new Uint8Array()) !== strFromU8(after[part] ?? new Uint8Array()));
}

async function choose(menu: string, item: string): Promise<void> {
  await workbench.page.getByRole("button", { name: menu }).click();
  await workbench.page.getByRole("menuitem", { name: item }).click();
}

const press = (name: string | RegExp) => workbench.page.getByRole("button", { name }).click();

/** The lines between column headers, and between row headers, are drawn. */
async function dragged(from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  const grid = await workbench.grid();
  const { mouse } = workbench.page;
  await mouse.move(grid.x + from.x, grid.y + from.y, { steps: 4 });
  await mouse.down();
  await mouse.move(grid.x + to.x, grid.y + to.y, { steps: 8 });
  await mouse.up();
}

/** Everything that is offered, each on a cell of its own. */
async function dressed(): Promise<void> {
  const { page } = workbench;
  await workbench.select("D5");
  await page.keyboard.press("Control+b");
  await workbench.select("E5");
  await press("Italic");
  await workbench.type("F20", "0.125");
  await workbench.select("F20");
  await choose("Number format", "Percent");
  await press("Fewer decimals");
  await choose("Fill", "Yellow");
  await choose("Borders", "All borders");
  await workbench.type("F21", "1234.5");
  await workbench.select("F21");
  await choose("Number format", "Money");
  await workbench.type("F22", "46112");
  await workbench.select("F22");
  await choose("Number format", "Date");
  await workbench.select("C3");
  await press(/^Freeze/);
}

test("what is offered is shown, saved as patches of two parts, taken back by Undo to the last byte, and done again", async () => {
  await dressed();
  await until(async () => (await displayedByGrid(workbench, "Inputs", 22, 6)) === "2026-03-31", async () => String(await displayedByGrid(workbench, "Inputs", 22, 6)));
  expect([await displayedByGrid(workbench, "Inputs", 20, 6), await displayedByGrid(workbench, "Inputs", 21, 6)]).toEqual(["12.5%", "1,234.50"]);
  await workbench.expectFact("F20", "value", "12.5%");
  const bytes = await workbench.saved();
  expect(changedParts(bytes)).toEqual(["xl/worksheets/sheet2.xml", "xl/styles.xml"]);
  const expectDressed = (saved: Uint8Array) => {
    const { sheet, look } = looksOf(saved, "Inputs");
    const thin = { line: "thin", colour: "#000000" };
    expect([look("D5")?.font.bold, look("E5")?.font.bold, look("E5")?.font.italic]).toEqual([true, false, true]);
    expect(look("F20")).toMatchObject({ format: "0.0%", fill: "#FFF2CC", borders: { left: thin, right: thin, top: thin, bottom: thin } });
    expect([look("F21")?.format, look("F22")?.format]).toEqual(["#,##0.00", "yyyy-mm-dd"]);
    expect([sheet?.frozenRows, sheet?.frozenColumns]).toEqual([2, 2]);
  };
  expectDressed(bytes);

  // As many times as there were things done.
  for (let time = 1; time <= 13; time++) await press("Undo");
  await until(async () => changedParts(await workbench.saved()).length === 0, async () => changedParts(await workbench.saved()).join());
  for (let time = 1; time <= 13; time++) await press("Redo");
  await until(async () => (await displayedByGrid(workbench, "Inputs", 22, 6)) === "2026-03-31", () => Promise.resolve("F22 is no date again."));
  expectDressed(await workbench.saved());

  await workbench.openFile("again.xlsx", bytes);
  await workbench.showSheet("Inputs");
  expect([await displayedByGrid(workbench, "Inputs", 20, 6), await displayedByGrid(workbench, "Inputs", 22, 6)]).toEqual(["12.5%", "2026-03-31"]);
  expect(changedParts(await workbench.saved())).toEqual(changedParts(bytes));
});

testWithLibreOffice("LibreOffice shows them", async () => {
  await dressed();
  const [theirs = new Uint8Array()] = recalculatedByLibreOffice([await workbench.saved()]);
  const { look } = looksOf(theirs, "Inputs");
  expect([look("D5")?.font.bold, look("E5")?.font.italic]).toEqual([true, true]);
  expect(look("F20")).toMatchObject({ format: "0.0%", fill: "#FFF2CC", borders: { left: { line: "thin" }, bottom: { line: "thin" } } });
  expect([look("F21")?.format, look("F22")?.format]).toEqual(["#,##0.00", "yyyy\\-mm\\-dd"]);
});

test("columns and rows that are drawn wider and higher are so in the file, and only those", async () => {
  const before = looksOf(SAMPLE, "Inputs").sheet;
  const { page } = workbench;
  await workbench.select("D5");
  const width = await page.evaluate(() => {
    const sheet = (globalThis as unknown as { dealsheet: { grid: { getActiveWorkbook(): { getActiveSheet(): { getColumnWidth(column: number): number } } } } }).dealsheet.grid.getActiveWorkbook().getActiveSheet();
    return [0, 1, 2].reduce((sum, column) => sum + sheet.getColumnWidth(column), 0);
  });
  // The header of rows is 46 wide, that of columns 20 high.
  await dragged({ x: 46 + width, y: 10 }, { x: 46 + width + 60, y: 10 });
  await until(async () => (await page.getByText("not saved").count()) === 1, () => Promise.resolve("No column was drawn."));
  const bytes = await workbench.saved();
  expect(changedParts(bytes)).toEqual(["xl/worksheets/sheet2.xml"]);
  const after = looksOf(bytes, "Inputs").sheet;
  const widthsOf = (sheet: SheetAppearance | undefined) => [1, 2, 3, 4, 5].map((column) => sheet?.columns.find(({ first, last }) => first <= column && column <= last)?.width ?? 0);
  const changes = widthsOf(after).map((width, i) => width - (widthsOf(before)[i] ?? 0));
  expect(changes.map((change) => change !== 0)).toEqual([false, false, true, false, false]);
  expect(changes[2]).toBeGreaterThan(5);
  await press("Undo");
  await until(async () => changedParts(await workbench.saved()).length === 0, () => Promise.resolve("The width is not taken back."));
});

test("a row that is inserted takes formats and heights along, and what is pasted looks as where it came from", async () => {
  const { page } = workbench;
  await page.evaluate(() => {
    const { grid } = (globalThis as unknown as { dealsheet: { grid: { getActiveWorkbook(): { getActiveSheet(): { insertRowBefore(row: number): void } } } } }).dealsheet;
    grid.getActiveWorkbook().getActiveSheet().insertRowBefore(2);
  });
  await workbench.expectFact("D6", "value", "375,000.00");
  const before = looksOf(SAMPLE, "Inputs");
  const { look } = looksOf(await workbench.saved(), "Inputs");
  for (const [from, to] of [["D5", "D6"], ["E11", "E12"], ["A4", "A5"], ["A9", "A10"]] as const) expect(look(to)).toEqual(before.look(from));
  expect(look("A4")).toEqual(before.look("A3"));

  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await workbench.select("D6");
  await page.keyboard.press("Control+c");
  await page.waitForFunction(() => navigator.clipboard.readText().then((text) => text !== ""));
  await workbench.addSheet();
  const sheet = (await workbench.fact("place")).split("!")[0] ?? "";
  await workbench.select("B2");
  await page.keyboard.press("Control+v");
  await workbench.expectFact("B2", "value", "375,000.00");
  const pasted = looksOf(await workbench.saved(), sheet).look("B2");
  expect(pasted).toMatchObject({ format: before.look("D5")?.format, fill: before.look("D5")?.fill, font: { colour: before.look("D5")?.font.colour } });
});

test("a format alone calculates nothing, and formulas keep their answers", async () => {
  await workbench.showSheet("Readings");
  await workbench.select("D5:E12", "D5");
  await choose("Number format", "Whole number");
  await until(async () => (await displayedByGrid(workbench, "Readings", 5, 4)) === "38,000", async () => String(await displayedByGrid(workbench, "Readings", 5, 4)));
  await workbench.expectFact("D5", "value", "38,000");
  const bytes = await workbench.saved();
  const [before, after] = [SAMPLE, bytes].map((of) => openXlsx(of, NAMES).workbook.sheet("Readings"));
  for (const [row, cells] of before?.rows ?? []) for (const [column, cell] of cells) expect({ ...after?.cell(row, column), format: undefined }).toEqual({ ...cell, format: undefined });
  expect(looksOf(bytes, "Readings").look("E12")?.format).toBe("#,##0");
});

test("what a file would not keep is refused with its sentence", async () => {
  await workbench.select("D5");
  const done = await workbench.page.evaluate(() => (globalThis as unknown as { dealsheet: { grid: { executeCommand(id: string): Promise<boolean> } } }).dealsheet.grid.executeCommand("sheet.command.add-worksheet-merge-all").catch(() => false));
  expect(done).toBe(false);
  await workbench.page.getByText("Not done: a file saved here keeps merged cells, hidden rows and columns, colours of tabs and protection as it came with them.").waitFor();
  expect(await workbench.page.getByText("not saved").count()).toBe(0);
});
