import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { unzipSync } from "fflate";
import type { CellValue } from "../../src/cells/cell";
import { openXlsx } from "../../src/file/xlsx";
import { catalogue } from "../../src/functions/catalogue";
import { cellPlace } from "../../src/sheet/address";
import { areaOf } from "../../src/sheet/areas";
import { recalculate } from "../../src/sheet/recalculation";
import { Workbook } from "../../src/sheet/workbook";
import { deal } from "../support/deal";
import { recalculatedByLibreOffice, sameInLibreOffice, testWithLibreOffice } from "../support/libreOffice";
import { workbookBytes } from "../support/workbookBytes";
import { WorkbenchPage, closeBrowser, until } from "./support/workbenchPage";

const NAMES = catalogue.map(({ name }) => name);
const file = (path: string) => new Uint8Array(readFileSync(resolve(__dirname, "../..", path)));
const valueAt = (workbook: Workbook, place: string) => {
  const area = areaOf(workbook, place);
  return area?.sheet.cell(area.top, area.left)?.value;
};

/** What every cell of a file shows, as it is stored. */
function shownIn(bytes: Uint8Array): Map<string, CellValue> {
  const { sheets } = openXlsx(bytes, NAMES).workbook;
  return new Map(sheets.flatMap(({ name, rows }) => [...rows].flatMap(([row, cells]) => [...cells].map(([column, { value }]) => [cellPlace(name, row, column), value] as const))));
}

let workbench: WorkbenchPage;
beforeEach(async () => {
  workbench = await WorkbenchPage.opened();
});
afterEach(async () => {
  const { complaints } = workbench;
  await workbench.close();
  expect(complaints).toEqual([]);
});
afterAll(closeBrowser);

test("it opens to the first sample, computed, and the twin tells the rule of a cell and its working", async () => {
  await workbench.showSheet("Pools");
  await workbench.expectFact("E18", "formula", "=DEAL.PRORATA(Licensed_Pool,Role_Split,2)");
  expect(await workbench.fact("value")).toBe("140,448.02");
  expect(await workbench.page.getByTestId("rule").innerText()).toBe(catalogue.find(({ name }) => name === "DEAL.PRORATA")?.description);
  const statement = workbench.page.getByTestId("statement");
  await statement.waitFor();
  const rows = await statement.getByRole("row").allInnerTexts();
  expect(rows.find((row) => row.startsWith("paid\tLabels"))).toContain("140,448.02");
  expect(rows.at(-1)?.split("\t")).toEqual(["check", "", ...Array.from({ length: 8 }, () => "0")]);
});

test("an input changes what depends on it, undo takes it back, redo brings it again", async () => {
  await workbench.openSample("One sentence, eight readings", "tier-reading.xlsx");
  await workbench.showSheet("Inputs");
  await workbench.type("D5", "400000");
  await workbench.page.getByText("not saved").waitFor();
  await workbench.showSheet("Readings");
  await workbench.expectFact("D5", "value", "41,000.00");
  await workbench.page.getByRole("button", { name: "Undo" }).click();
  await workbench.showSheet("Readings");
  await workbench.expectFact("D5", "value", "38,000.00");
  await workbench.page.getByRole("button", { name: "Redo" }).click();
  await workbench.showSheet("Readings");
  await workbench.expectFact("D5", "value", "41,000.00");
});

test("a refusal shows its whole message", async () => {
  await workbench.openSample("One sentence, eight readings", "tier-reading.xlsx");
  await workbench.showSheet("Inputs");
  await workbench.type("E12", "8");
  await workbench.showSheet("Readings");
  await workbench.expectFact("D5", "refusal", "The rate 8 is 800%; was a percentage typed as a whole number? 8% is 0.08 (tiers, row 3).");
});

test("a refusal says why under the pointer, too", async () => {
  const book = new Workbook();
  book.addSheet("Deal").setCell(1, 1, { value: null, formula: { text: "_xldudf_DEAL_TIEREDROYALTY(100,{50,0.05})", kind: "plain" } });
  await workbench.openFile("refused.xlsx", workbookBytes(book));
  const grid = await workbench.grid();
  await workbench.page.mouse.move(grid.x + 70, grid.y + 30, { steps: 4 });
  const tip = workbench.page.getByRole("tooltip");
  await tip.waitFor();
  expect(await tip.innerText()).toBe(await workbench.fact("refusal"));
  await workbench.page.mouse.move(grid.x + 300, grid.y + 200, { steps: 4 });
  await tip.waitFor({ state: "detached" });
});

test("a look that a saved file would not keep is not given, and the page says so", async () => {
  await workbench.showSheet("Inputs");
  await workbench.select("E7");
  await workbench.page.keyboard.press("Control+b");
  await until(async () => (await workbench.page.getByRole("alert").allInnerTexts()).join().startsWith("Not done: a file saved here keeps"), () => workbench.page.getByRole("alert").innerText());
  expect(await workbench.page.getByText("not saved").count()).toBe(0);
});

test("a row inserted above named ranges moves them, and no figure changes", async () => {
  await workbench.openSample("One sentence, eight readings", "tier-reading.xlsx");
  await workbench.showSheet("Inputs");
  await workbench.select("A5");
  // The header of row 5, whose place on the screen the row heights give.
  const grid = await workbench.grid();
  const header = { x: grid.x + 22, y: grid.y + 123 };
  const above = workbench.page.getByText("rows above");
  // On a slow machine the heights of rows come after the rows, and the first click may meet another one.
  await until(
    async () => {
      await workbench.page.keyboard.press("Escape");
      await workbench.page.mouse.click(header.x, header.y);
      if (!(await workbench.fact("place")).startsWith("Inputs!A5 (of A5:")) return false;
      await workbench.page.mouse.click(header.x, header.y, { button: "right" });
      return above.isVisible();
    },
    () => workbench.fact("place"),
  );
  // At its end: in its middle stands the number of rows.
  await above.hover();
  const item = await above.boundingBox();
  if (item === null) throw new Error("The menu does not offer rows.");
  await workbench.page.mouse.click(item.x + item.width - 8, item.y + item.height / 2);
  await workbench.expectFact("D6", "value", "375,000.00");
  await workbench.select("Upfront_Fee", "D7");
  await workbench.type("D6", "400000");
  await workbench.showSheet("Readings");
  await workbench.expectFact("D5", "value", "41,000.00");
  const { workbook } = openXlsx(await workbench.saved(), NAMES);
  expect(workbook.names.find(({ name }) => name === "Revenue")?.formula).toBe("Inputs!$D$6:$E$6");
  expect(await workbench.page.getByRole("alert").innerText()).toContain("Rows or columns were inserted");
});

test("something typed into a spill breaks it, says where, and gives way again", async () => {
  await workbench.showSheet("Inputs");
  await workbench.type("F20", "=SEQUENCE(3)");
  await workbench.expectFact("F21", "formula", "=SEQUENCE(3) in F20, which fills this cell");
  await workbench.type("F21", "9");
  await workbench.expectFact("F20", "refusal", "Inputs!F20: the answer needs F20:F22, and Inputs!F21 is not empty. Clear it or move the formula.");
  await workbench.select("F21");
  await workbench.page.keyboard.press("Delete");
  await workbench.expectFact("F20", "value", "1");
  await workbench.expectFact("F22", "value", "3");
});

test("after a calculation that failed the next one is of the whole, and no figure stays old", async () => {
  await workbench.openSample("One sentence, eight readings", "tier-reading.xlsx");
  await workbench.showSheet("Inputs");
  await workbench.page.evaluate(() => {
    const post = Object.getOwnPropertyDescriptor(Worker.prototype, "postMessage") as PropertyDescriptor & { value: (letter: { id: number }) => void };
    Worker.prototype.postMessage = function (letter: { id: number }) {
      Object.defineProperty(Worker.prototype, "postMessage", post);
      this.dispatchEvent(new MessageEvent("message", { data: { id: letter.id, failed: "The worker has no memory left." } }));
    };
  });
  await workbench.type("D5", "400000");
  await workbench.page.getByText("That did not work: The worker has no memory left.").waitFor();
  await workbench.type("D6", "7500");
  await workbench.showSheet("Readings");
  await workbench.expectFact("D5", "value", "41,000.00");
});

test("the grid's own formula engine never runs", async () => {
  await workbench.showSheet("Inputs");
  // Excel's answer is 28 February 2025; the grid's own is 3 March.
  await workbench.type("F20", "=EDATE(DATE(2025,1,31),1)+0");
  await workbench.expectFact("F20", "value", "45716");
  // And a function that only our engine knows.
  await workbench.type("F21", "=DEAL.TIEREDROYALTY(750000,{0,0.05;100000,0.12;500000,0.18})");
  await workbench.expectFact("F21", "value", "98000");
});

test("functions of the catalogue are offered while a formula is typed, with their arguments", async () => {
  await workbench.showSheet("Inputs");
  await workbench.select("F20");
  await workbench.page.keyboard.type("=DEAL.TI", { delay: 20 });
  await workbench.page.getByText("Royalty on a base (net sales, users, outputs) under a scale of rates.").waitFor();
  await workbench.page.keyboard.type("EREDROYALTY(", { delay: 20 });
  await workbench.page.getByText("[decimals]").first().waitFor();
  await workbench.page.keyboard.press("Escape");
});

test("a file saved gives the figures of the command line, and keeps the parts that nobody touched", async () => {
  await workbench.openSample("One sentence, eight readings", "tier-reading.xlsx");
  await workbench.showSheet("Inputs");
  await workbench.type("D6", "7500");
  const bytes = await workbench.saved();
  expect(await workbench.page.getByText("not saved").count()).toBe(0);

  const { workbook } = openXlsx(bytes, NAMES);
  const original = openXlsx(file("samples/tier-reading.xlsx"), NAMES).workbook;
  original.sheet("Inputs")?.setCell(6, 4, { value: 7500 });
  recalculate(original, catalogue);
  for (const { name, rows } of original.sheets) {
    for (const [row, cells] of rows) for (const [column, { value }] of cells) expect([name, row, column, workbook.sheet(name)?.cell(row, column)?.value ?? null]).toEqual([name, row, column, value]);
  }
  const [before, after] = [unzipSync(file("samples/tier-reading.xlsx")), unzipSync(bytes)];
  expect(Object.keys(after)).toEqual(Object.keys(before));
  const changed = Object.keys(before).filter((part) => Buffer.compare(before[part] as Uint8Array, after[part] as Uint8Array) !== 0);
  expect(changed.every((part) => part.startsWith("xl/worksheets/"))).toBe(true);

  await workbench.openFile("again.xlsx", bytes);
  await workbench.showSheet("Inputs");
  await workbench.expectFact("D6", "value", "7,500.00");
});

testWithLibreOffice("a file saved gives the same figures with `deal recalc` and, with its calls as values, in LibreOffice", async () => {
  await workbench.showSheet("Inputs");
  await workbench.type("E7", "44000");
  const folder = mkdtempSync(join(tmpdir(), "workbench-"));
  try {
    const [saved, again, values] = ["saved.xlsx", "again.xlsx", "values.xlsx"].map((name) => join(folder, name)) as [string, string, string];
    writeFileSync(saved, await workbench.saved());
    expect(deal(["recalc", saved, "-o", again]).err).toBe("");
    expect(deal(["recalc", saved, "-o", values, "--values"]).err).toBe("");
    const shown = shownIn(readFileSync(saved));
    expect(shown.get("Inputs!E7")).toBe(44000);
    expect(shownIn(readFileSync(again))).toEqual(shown);
    const [recalculated] = recalculatedByLibreOffice([readFileSync(values)]);
    const theirs = shownIn(recalculated ?? new Uint8Array());
    expect([...shown].filter(([place, value]) => !sameInLibreOffice(value, theirs.get(place) ?? null))).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("a file in which nothing was changed is saved as it was", async () => {
  const bytes = await workbench.saved();
  const [before, after] = [unzipSync(file("samples/music-consortium.xlsx")), unzipSync(bytes)];
  expect(Object.keys(before).filter((part) => Buffer.compare(before[part] as Uint8Array, after[part] as Uint8Array) !== 0)).toEqual([]);
});

test("a file made by LibreOffice opens, is changed, and is saved", async () => {
  const original = file("test/file/fixtures/libreoffice.xlsx");
  const { workbook } = openXlsx(original, NAMES);
  await workbench.openFile("libreoffice.xlsx", original);
  const [sheet] = workbook.sheets;
  if (sheet === undefined) throw new Error("The file has no sheet.");
  await workbench.showSheet(sheet.name);
  await workbench.type("Z60", "12");
  await until(async () => (await workbench.page.getByText("not saved").count()) > 0, () => Promise.resolve("The change is not seen."));
  const saved = openXlsx(await workbench.saved(), NAMES).workbook;
  expect(valueAt(saved, `'${sheet.name}'!Z60`)).toBe(12);
  expect(saved.names).toEqual(workbook.names);
});

test("what is no workbook is refused in a sentence, and what was open stays", async () => {
  await workbench.page.getByLabel("Open a workbook").setInputFiles({ name: "notes.xlsx", mimeType: "application/octet-stream", buffer: Buffer.from("hello") });
  const alert = workbench.page.getByRole("alert");
  await alert.waitFor();
  expect(await alert.innerText()).toMatch(/not a|no /);
  expect(await workbench.page.locator(".fileName").innerText()).toBe("music-consortium.xlsx");
  await workbench.page.getByRole("button", { name: "Close the message" }).click();
  await alert.waitFor({ state: "detached" });
});

test("a file that is dropped opens; with unsaved changes the page asks first", async () => {
  await workbench.showSheet("Inputs");
  await workbench.type("F20", "1");
  await workbench.page.getByText("not saved").waitFor();
  const bytes = [...file("samples/voice-licence.xlsx")];
  const transfer = await workbench.page.evaluateHandle((content) => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(content)], "dropped.xlsx"));
    return data;
  }, bytes);
  await workbench.page.locator(".page").dispatchEvent("drop", { dataTransfer: transfer });
  await workbench.page.getByRole("button", { name: "Keep working" }).click();
  expect(await workbench.page.locator(".fileName").innerText()).toContain("music-consortium.xlsx");
  await workbench.page.locator(".page").dispatchEvent("drop", { dataTransfer: transfer });
  await workbench.page.getByRole("button", { name: "Discard changes" }).click();
  await workbench.settled("dropped.xlsx");
});
