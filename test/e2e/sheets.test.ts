import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { openXlsx } from "../../src/file/xlsx";
import { catalogue } from "../../src/functions/catalogue";
import { recalculatedByLibreOffice, testWithLibreOffice } from "../support/libreOffice";
import { WorkbenchPage, closeBrowser, until } from "./support/workbenchPage";

const NAMES = catalogue.map(({ name }) => name);
const SAMPLE = new Uint8Array(readFileSync(resolve(__dirname, "../../samples/tier-reading.xlsx")));

let workbench: WorkbenchPage;
beforeEach(async () => {
  workbench = await WorkbenchPage.opened();
  await workbench.openSample("One sentence, eight readings", "tier-reading.xlsx");
});
afterEach(async () => {
  const { complaints } = workbench;
  await workbench.close();
  expect(complaints).toEqual([]);
});
afterAll(closeBrowser);

const tab = (name: string) => workbench.page.locator("[data-u-comp=slide-tab-item]").filter({ hasText: name });
const dialog = () => workbench.page.getByRole("dialog").or(workbench.page.getByRole("alertdialog"));
const sheets = (bytes: Uint8Array) => openXlsx(bytes, NAMES).workbook.sheets.map(({ name }) => name);

async function shown(names: readonly string[]): Promise<void> {
  const now = () => workbench.page.evaluate(() => (globalThis as unknown as { dealsheet: { host: { sheets(): Promise<string[]> } } }).dealsheet.host.sheets());
  await until(async () => (await now()).join() === names.join(), async () => (await now()).join());
}

async function renamed(from: string, to: string): Promise<void> {
  await tab(from).dblclick();
  await dialog().waitFor();
  await workbench.page.keyboard.type(to);
  await workbench.page.keyboard.press("Enter");
}

async function deleted(name: string): Promise<void> {
  await tab(name).click({ button: "right" });
  await workbench.page.getByText("Delete", { exact: true }).click();
}

function changedParts(bytes: Uint8Array): string[] {
  const [before, after] = [unzipSync(SAMPLE), unzipSync(bytes)];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((part) => strFromU8(before[part] ?? new Uint8Array()) !== strFromU8(after[part] ?? new Uint8Array()));
}

test("a sheet is renamed, what reads it follows, no figure changes, and Undo takes all of it back", async () => {
  await renamed("Inputs", "Deal's terms");
  await shown(["About", "Deal's terms", "Readings", "Statements", "Proof"]);
  await workbench.showSheet("Proof");
  await workbench.expectFact("D7", "formula", "'Deal''s terms'!");
  await workbench.showSheet("Readings");
  await workbench.expectFact("D5", "value", "38,000.00");
  const bytes = await workbench.saved();
  expect(changedParts(bytes)).toEqual(["xl/workbook.xml", "xl/worksheets/sheet5.xml", "docProps/app.xml"].sort((a, b) => changedParts(bytes).indexOf(a) - changedParts(bytes).indexOf(b)));
  const { workbook } = openXlsx(bytes, NAMES);
  expect(workbook.names.find(({ name }) => name === "Revenue")?.formula).toBe("'Deal''s terms'!$D$5:$E$5");
  await workbench.page.getByRole("button", { name: "Undo" }).click();
  await shown(["About", "Inputs", "Readings", "Statements", "Proof"]);
  expect(changedParts(await workbench.saved())).toEqual([]);
});

test("a name that is taken or not allowed is refused in the dialog, and the sheet keeps its own", async () => {
  await renamed("Inputs", "proof");
  await workbench.page.getByText("There is a sheet Proof already.").waitFor();
  await workbench.page.keyboard.press("Control+a");
  await workbench.page.keyboard.type("a/b");
  await workbench.page.keyboard.press("Enter");
  await workbench.page.getByText('"a/b" cannot be the name of a sheet in Excel').waitFor();
  await workbench.page.keyboard.press("Escape");
  await dialog().waitFor({ state: "detached" });
  expect(await tab("Inputs").innerText()).toBe("Inputs");
  expect(await workbench.page.getByText("not saved").count()).toBe(0);
});

test("a sheet that nothing reads goes at once; before one goes that others read, the page says by what", async () => {
  await deleted("Statements");
  await shown(["About", "Inputs", "Readings", "Proof"]);
  await deleted("Inputs");
  await dialog().waitFor();
  expect(await dialog().innerText()).toContain("It is read by 24 formulas (Proof!D7, …), and by the names Revenue, Upfront_Fee, Flat_Rate, Tiers.");
  await workbench.page.getByRole("button", { name: "Keep the sheet" }).click();
  await shown(["About", "Inputs", "Readings", "Proof"]);
  await deleted("Inputs");
  await workbench.page.getByRole("button", { name: "Remove", exact: true }).click();
  await shown(["About", "Readings", "Proof"]);
  await workbench.showSheet("Proof");
  await workbench.expectFact("D7", "formula", "#REF!");
  const bytes = await workbench.saved();
  expect([sheets(bytes), Object.keys(unzipSync(bytes)).filter((name) => name.startsWith("xl/worksheets/sheet"))]).toEqual([["About", "Readings", "Proof"], ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet3.xml", "xl/worksheets/sheet5.xml"]]);
  for (const count of [4, 5]) {
    await workbench.page.getByRole("button", { name: "Undo" }).click();
    await until(async () => (await tab("").count()) === count, async () => String(await tab("").count()));
  }
  await shown(["About", "Inputs", "Readings", "Statements", "Proof"]);
  await workbench.showSheet("Proof");
  await workbench.expectFact("D7", "formula", "Inputs!");
  expect(changedParts(await workbench.saved())).toEqual([]);
});

testWithLibreOffice("sheets moved and renamed are so in LibreOffice", async () => {
  await renamed("Inputs", "Terms");
  await shown(["About", "Terms", "Readings", "Statements", "Proof"]);
  await workbench.page.evaluate(() => {
    const { grid } = (globalThis as unknown as { dealsheet: { grid: { getActiveWorkbook(): { getId(): string; getSheetByName(name: string): { getSheetId(): string } }; executeCommand(id: string, params: object): Promise<boolean> } } }).dealsheet;
    const book = grid.getActiveWorkbook();
    return grid.executeCommand("sheet.command.set-worksheet-order", { unitId: book.getId(), subUnitId: book.getSheetByName("Proof").getSheetId(), order: 0 });
  });
  const order = ["Proof", "About", "Terms", "Readings", "Statements"];
  await shown(order);
  const bytes = await workbench.saved();
  expect(sheets(bytes)).toEqual(order);
  const [theirs = new Uint8Array()] = recalculatedByLibreOffice([bytes]);
  expect(sheets(theirs)).toEqual(order);
  expect(openXlsx(theirs, NAMES).workbook.sheet("Proof")?.cell(7, 4)?.value).toBe(openXlsx(SAMPLE, NAMES).workbook.sheet("Proof")?.cell(7, 4)?.value);
});
