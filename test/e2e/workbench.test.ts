import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { unzipSync } from "fflate";
import { isError, type CellValue } from "../../src/cells/cell";
import { openXlsx } from "../../src/file/xlsx";
import { catalogue } from "../../src/functions/catalogue";
import { cellPlace } from "../../src/sheet/address";
import { areaOf } from "../../src/sheet/formula/areas";
import { recalculate } from "../../src/sheet/recalculation";
import { Workbook } from "../../src/sheet/workbook";
import { deal } from "../support/deal";
import { recalculatedByLibreOffice, sameInLibreOffice, testWithLibreOffice } from "../support/libreOffice";
import { workbookBytes } from "../support/workbookBytes";
import { displayedByGrid, filled, portCell } from "./support/hostInPage";
import { WorkbenchPage, closeBrowser, downloaded, until } from "./support/workbenchPage";

const NAMES = catalogue.map(({ name }) => name);
const file = (path: string) => new Uint8Array(readFileSync(resolve(__dirname, "../..", path)));
const valueAt = (workbook: Workbook, place: string) => valueCell(workbook, place)?.value;

const valueCell = (workbook: Workbook, place: string) => {
  const area = areaOf(workbook, place);
  return area?.sheet.cell(area.top, area.left);
};
/** A file keeps of an error no more than its code. */
const bare = (value: CellValue): CellValue => (isError(value) ? { error: value.error } : value);

/** A machine that does other things as well may take so many times as long. */
const SLOWNESS = 3;

/** Opens the page anew, with a script in the worker before its own. */
async function inWorker(script: string): Promise<void> {
  const { page } = workbench;
  await page.route(/worker.*\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `{ const post = self.postMessage.bind(self); ${script} }\n${await response.text()}` });
  });
  await page.reload();
  await workbench.settled("music-consortium.xlsx");
  await workbench.showView("Why");
}

/** The formula of this cell, on a sheet that was added, never ends once its calculation has begun. */
function endless(row: number, column: number): Promise<void> {
  return inWorker(`self.postMessage = (letter) => { post(letter); while (letter.begun?.row === ${row} && letter.begun.column === ${column} && letter.begun.sheet > 4); };`);
}

/** What every cell of a file shows, as it is stored. */
function shownIn(bytes: Uint8Array): Map<string, CellValue> {
  const { sheets } = openXlsx(bytes, NAMES).workbook;
  return new Map(sheets.flatMap(({ name, rows }) => [...rows].flatMap(([row, cells]) => [...cells].map(([column, { value }]) => [cellPlace(name, row, column), value] as const))));
}

/** What the grid and the port say of cells of the sheet in front, by their addresses. */
async function shownOnSheet(sheet: string, addresses: readonly string[]): Promise<Record<string, string>> {
  const shown: Record<string, string> = {};
  for (const address of addresses) {
    const { row, column } = placeOf(address);
    const text = await displayedByGrid(workbench, sheet, row, column);
    const cell = await portCell(workbench, sheet, row, column);
    shown[address] = text === cell.text ? cell.text : `grid ${text}, port ${cell.text}`;
  }
  return shown;
}

function placeOf(address: string): { row: number; column: number } {
  const [, letter = "", row = ""] = /^([A-Z])(\d+)$/.exec(address) ?? [];
  return { row: Number(row), column: letter.charCodeAt(0) - 64 };
}

/** Waits until grid and port both show this. */
async function expectShown(sheet: string, expected: Record<string, string>): Promise<void> {
  let found: Record<string, string> = {};
  await until(
    async () => {
      found = await shownOnSheet(sheet, Object.keys(expected));
      return Object.entries(expected).every(([address, text]) => found[address] === text);
    },
    () => Promise.resolve(`expected ${JSON.stringify(expected)}, got ${JSON.stringify(found)}`),
  );
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
  await until(async () => (await workbench.page.getByTestId("why").innerText()) === "Labels in Q1 2026 is 140,448.02 USD: 50 of 100 parts of 280,896.04.", () => workbench.page.getByTestId("why").innerText());
  const working = await workbench.page.getByTestId("working").getByRole("row").allInnerTexts();
  expect(working.filter((row) => row.includes("this cell"))).toEqual(["paid Labels this cell\t140,448.02"]);
  expect(working.some((row) => row.includes("Publishers"))).toBe(false);
  await workbench.page.getByText("The rule: DEAL.PRORATA").click();
  expect(await workbench.page.getByTestId("rule").innerText()).toBe(catalogue.find(({ name }) => name === "DEAL.PRORATA")?.description);
  const statement = await workbench.statement();
  expect((await statement.locator("thead th").allInnerTexts()).slice(0, 3)).toEqual(["Line", "Holder", "Q1 2026"]);
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

test("a figure, a spill and a refusal stay when their formulas are entered again, pasted twice, filled twice and undone, and are the same in the file and after reopening", async () => {
  await workbench.openSample("One sentence, eight readings", "tier-reading.xlsx");
  await workbench.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await workbench.addSheet();
  const sheet = (await workbench.fact("place")).split("!")[0] ?? "";
  const { page } = workbench;
  const refused = "The first tier must start at 0, so that all of the base falls in a tier (tiers, row 1).";
  // A column of three kinds; what follows is right of it or below.
  const column = { A1: "2", A4: "5", B4: "10", A7: "#VALUE!" };
  for (const [cell, first, again] of [
    ["A1", "=1+1", "=2"],
    ["A4", '=DEAL.TIEREDROYALTY({100,200},{0,0.05},,"never")', '=DEAL.TIEREDROYALTY({100,200},{0,0.05},"marginal","never")'],
    ["A7", "=DEAL.TIEREDROYALTY(100,{50,0.05})", "=DEAL.TIEREDROYALTY(100,{50,0.06})"],
  ] as const) {
    for (const text of [first, again, again]) await workbench.type(cell, text);
  }
  await expectShown(sheet, column);
  await workbench.expectFact("A7", "refusal", refused);

  // Pasted twice.
  for (const [from, to] of [["A1", "D1"], ["A4", "D4"], ["A7", "D7"]] as const) {
    await workbench.select(from);
    await page.keyboard.press("Control+c");
    await page.waitForFunction(() => navigator.clipboard.readText().then((text) => text !== ""));
    for (let time = 1; time <= 2; time++) {
      await workbench.select(to);
      await page.keyboard.press("Control+v");
      await expectShown(sheet, { [to]: column[from] });
    }
  }
  const pasted = { ...column, D1: "2", D4: "5", E4: "10", D7: "#VALUE!" };
  await expectShown(sheet, pasted);

  // Filled twice: over the row below, which is empty the first time and has the formula the second.
  const withFilled: Record<string, string> = { ...pasted, A2: "2", A5: "5", B5: "10", A8: "#VALUE!" };
  for (let time = 1; time <= 2; time++) {
    for (const row of [1, 4, 7]) await filled(workbench, `A${row}`, `A${row}:A${row + 1}`);
    await expectShown(sheet, withFilled);
  }

  // The second filling and the first taken back, and done again.
  const press = async (name: "Undo" | "Redo", times: number) => {
    for (let time = 1; time <= times; time++) await page.getByRole("button", { name }).click();
  };
  await press("Undo", 3);
  await expectShown(sheet, withFilled);
  await press("Undo", 3);
  await expectShown(sheet, { ...pasted, A2: "", A5: "", B5: "", A8: "" });
  await press("Redo", 6);
  await expectShown(sheet, withFilled);

  const bytes = await workbench.saved();
  const saved = openXlsx(bytes, NAMES).workbook;
  const own = saved.sheet(sheet);
  const size = { rows: 1, columns: 2 };
  expect(["A4", "A5", "D4"].map((place) => valueCell(saved, `'${sheet}'!${place}`)?.extent)).toEqual([size, size, size]);
  expect(["B4", "B5", "E4"].map((place) => valueCell(saved, `'${sheet}'!${place}`)?.filledFrom)).toEqual([{ row: 4, column: 1 }, { row: 5, column: 1 }, { row: 4, column: 4 }]);
  expect([...(own?.rows ?? [])].flatMap(([, cells]) => [...cells.values()]).filter(({ formula, filledFrom }) => formula === undefined && filledFrom === undefined)).toEqual([]);
  const asSaved = shownIn(bytes);
  recalculate(saved, catalogue);
  for (const { name, rows } of saved.sheets) {
    for (const [row, cells] of rows) for (const [column, { value }] of cells) expect([name, row, column, bare(asSaved.get(cellPlace(name, row, column)) ?? null)]).toEqual([name, row, column, bare(value)]);
  }
  await workbench.openFile("again.xlsx", bytes);
  await workbench.showSheet(sheet);
  await expectShown(sheet, withFilled);
  await workbench.expectFact("A7", "refusal", refused);
});

describe("no formula stops the page", () => {
  /** What the grid shows within five seconds after Enter, and how long it took. */
  async function answered(sheet: string, cell: string, formula: string): Promise<string> {
    const { row, column } = placeOf(cell);
    await workbench.select(cell);
    await workbench.page.keyboard.type(formula);
    const start = Date.now();
    await workbench.page.keyboard.press("Enter");
    await until(async () => ((await displayedByGrid(workbench, sheet, row, column)) ?? "") !== "", () => Promise.resolve(`${formula} shows nothing.`));
    expect([formula, Date.now() - start < 5_000 * SLOWNESS]).toEqual([formula, true]);
    return (await portCell(workbench, sheet, row, column)).text;
  }

  async function anotherSheet(): Promise<string> {
    await workbench.openSample("One sentence, eight readings", "tier-reading.xlsx");
    await workbench.addSheet();
    return (await workbench.fact("place")).split("!")[0] ?? "";
  }

  test("whole sheets, circles and answers of millions are answered or refused, and what was typed before is there", async () => {
    const sheet = await anotherSheet();
    await workbench.type("G1", "77");
    expect(await answered(sheet, "B2", "=SUM(A1:XFD1048576)")).toBe("#VALUE!");
    await workbench.expectFact("B2", "refusal", "B2 depends on itself");
    expect(await answered(sheet, "C4", "=C5")).toBe("0");
    expect(await answered(sheet, "C5", "=C4")).toBe("#VALUE!");
    await workbench.expectFact("C5", "refusal", "depends on itself");
    expect(await answered(sheet, "D1", "=SEQUENCE(100000,20)")).toBe("#CALC!");
    await workbench.expectFact("D1", "refusal", "the answer has 100000 rows and 20 columns, and one formula fills at most 200000 cells here");
    expect(await answered(sheet, "E1", "=SUM(SEQUENCE(1000,20))")).toBe("200010000");
    expect(valueAt(openXlsx(await workbench.saved(), NAMES).workbook, `'${sheet}'!G1`)).toBe(77);
  });

  test("a spill is seen to its end, below the last row that the grid had", async () => {
    const sheet = await anotherSheet();
    await workbench.type("A1", "=SEQUENCE(3000)");
    // Before the grid has grown there is no such row.
    const last = () => displayedByGrid(workbench, sheet, 3000, 1).catch(String);
    await until(async () => (await last()) === "3000", async () => String(await last()));
  });

  test("a formula that does not end is refused after some seconds; the page goes on, and everything typed is there", async () => {
    await endless(9, 20);
    const sheet = await anotherSheet();
    await workbench.type("A1", "41");
    await workbench.type("A2", "=A1+1");
    expect(await answered(sheet, "T9", "=A1*2")).toBe("#VALUE!");
    const sentence = `${sheet}!T9: this formula was stopped after 4 seconds without an answer, and is not calculated again until it is changed.`;
    await workbench.expectFact("T9", "refusal", sentence);
    await workbench.type("A1", "50");
    await workbench.expectFact("A2", "value", "51");
    await workbench.expectFact("T9", "refusal", sentence);
    await workbench.type("C1", "=T9+1");
    await workbench.expectFact("C1", "refusal", `The error comes from ${sheet}!T9.`);
    const { workbook } = openXlsx(await workbench.saved(), NAMES);
    expect(["A1", "A2"].map((cell) => valueAt(workbook, `'${sheet}'!${cell}`))).toEqual([50, 51]);
    // Elsewhere than where nothing ends it is calculated: what was stopped is the formula, not the worker.
    await workbench.type("B6", "=A1*2");
    await workbench.expectFact("B6", "value", "100");
  });

  test("a formula that was always quick, and then does not end, is found by a second calculation", async () => {
    // A change to 13 comes to no end before any formula is named.
    await inWorker(`
      self.addEventListener("message", ({ data: { request } }) => {
        self.isOpen13 = request.kind === "open" && request.sheets.at(-1).cells.some(({ cell }) => cell.value === 13);
        while (request.kind === "change" && request.cells.some(({ cell }) => cell?.value === 13));
      });
      self.postMessage = (letter) => { post(letter); while (self.isOpen13 && letter.begun?.row === 9 && letter.begun.column === 20); };`);
    const sheet = await anotherSheet();
    await workbench.type("A1", "41");
    expect(await answered(sheet, "T9", "=A1*2")).toBe("82");
    await workbench.type("A2", "=A1+1");
    await workbench.type("A1", "13");
    // Twice 4 seconds without an answer, and a workbook calculated anew.
    await workbench.page.waitForTimeout(9_000);
    await workbench.expectFact("T9", "refusal", `${sheet}!T9: this formula was stopped after 4 seconds without an answer, and is not calculated again until it is changed.`);
    await workbench.expectFact("A2", "value", "14");
  });

  test("what is typed over a formula while it is calculated stays", async () => {
    await inWorker(`
      self.addEventListener("message", ({ data: { request } }) => (self.isSlow = request.kind === "change" && request.cells.some(({ cell }) => cell?.value === 14)));
      self.postMessage = (letter) => { for (const end = Date.now() + 3_500; self.isSlow && "calculated" in letter && Date.now() < end; ); post(letter); };`);
    const sheet = await anotherSheet();
    await workbench.type("A1", "41");
    expect(await answered(sheet, "B1", "=A1*2")).toBe("82");
    await workbench.type("C1", "=B1+1");
    await workbench.select("A1");
    for (const keys of ["14", "Tab", "7", "Enter"]) await (keys.length > 2 ? workbench.page.keyboard.press(keys) : workbench.page.keyboard.type(keys));
    await workbench.expectFact("C1", "value", "8");
    await workbench.expectFact("B1", "value", "7");
    expect(await displayedByGrid(workbench, sheet, 1, 2)).toBe("7");
    expect(valueCell(openXlsx(await workbench.saved(), NAMES).workbook, `'${sheet}'!B1`)).toEqual({ value: 7 });
  });

  test("whoever waits stops the calculation: the formula that runs is refused, the others go on", async () => {
    await endless(9, 20);
    const sheet = await anotherSheet();
    await workbench.type("A1", "41");
    await workbench.type("T9", "=A1*2");
    await workbench.page.waitForTimeout(1_500);
    await workbench.page.getByRole("button", { name: "Stop" }).click();
    await workbench.expectFact("T9", "refusal", "this formula was stopped by you after");
    await workbench.type("A2", "=A1+1");
    await workbench.expectFact("A2", "value", "42");
    expect(await portCell(workbench, sheet, 9, 20)).toMatchObject({ text: "#VALUE!" });
  });
});

test("the box before the formula leads to every cell that a sheet has, shows a whole address, and says where there is no cell", async () => {
  await workbench.addSheet();
  await workbench.type("XFD1048576", "7");
  await workbench.expectFact("XFD1048576", "value", "7");
  await workbench.select("A1");
  const box = workbench.page.locator(".spreadsheet input").first();
  await box.fill("ZZ99999999");
  await box.press("Enter");
  await workbench.page.getByText("A sheet has 1,048,576 rows and the columns A to XFD: there is no such cell.").waitFor();
  expect(await workbench.fact("place")).toMatch(/!A1$/);
  await box.fill("$D$8:$O$8");
  expect(await box.evaluate((input) => input.scrollWidth <= input.clientWidth)).toBe(true);
});

test("an error leads to the cell where it begins", async () => {
  await workbench.openSample("One sentence, eight readings", "tier-reading.xlsx");
  await workbench.addSheet();
  const sheet = (await workbench.fact("place")).split("!")[0] ?? "";
  await workbench.type("A1", "1.000.000,50");
  await workbench.type("A2", "=A1*0.5");
  await workbench.type("A3", "=A2+1");
  await workbench.type("A4", "=DEAL.TIEREDROYALTY(A3,{0,0.05})");
  await workbench.select("A4");
  const cause = workbench.page.getByTestId("cause");
  await until(async () => (await cause.allInnerTexts())[0] === `It begins here: ${sheet}!A1 holds the text 1.000.000,50.`, async () => String(await cause.allInnerTexts()));
  await cause.getByRole("button").click();
  await until(async () => (await workbench.fact("place")) === `${sheet}!A1`, () => workbench.fact("place"));
  expect(await cause.count()).toBe(0);
});

test("a name that was removed is named by what reads it", async () => {
  await workbench.openSample("One sentence, eight readings", "tier-reading.xlsx");
  const removed = await workbench.page.evaluate(() => {
    const { grid } = (globalThis as unknown as { dealsheet: { grid: { getActiveWorkbook(): { getDefinedNames(): { getName(): string; delete(): void }[] } | null } } }).dealsheet;
    const name = grid.getActiveWorkbook()?.getDefinedNames().find((one) => one.getName() === "Upfront_Fee");
    name?.delete();
    return name !== undefined;
  });
  expect(removed).toBe(true);
  await workbench.showSheet("Readings");
  await workbench.select("I5");
  const cause = workbench.page.getByTestId("cause");
  await until(async () => (await cause.allInnerTexts())[0]?.includes("reads the name Upfront_Fee, and the workbook has no such name") === true, async () => `${await workbench.fact("formula")} ${String(await cause.allInnerTexts())}`);
});

test("no menu has an entry that does nothing", async () => {
  const { page } = workbench;
  await workbench.showSheet("Inputs");
  const grid = await workbench.grid();
  for (const [x, y] of [[90, 10], [20, 60], [90, 60]] as const) {
    await page.mouse.click(grid.x + x, grid.y + y, { button: "right" });
    await page.locator(":text('Paste Special'):visible").first().waitFor();
    expect(await page.getByText("Freeze").count()).toBe(0);
    await page.keyboard.press("Escape");
  }
  await page.locator("[data-u-comp=slide-tab-item]").first().click({ button: "right" });
  expect(await page.getByText("Unhide").count()).toBe(0);
});

test("two clicks on Save are one download, and the window is named after the file", async () => {
  expect(await workbench.page.title()).toBe("music-consortium.xlsx – Dealsheet");
  let downloads = 0;
  workbench.page.on("download", () => downloads++);
  const first = workbench.page.waitForEvent("download");
  await workbench.page.getByRole("button", { name: "Save" }).dblclick();
  await first;
  await workbench.saved();
  expect(downloads).toBe(2);
});

test("Ctrl+S saves the workbook, with what is being typed, from the sheet and from the pane", async () => {
  const { page } = workbench;
  await workbench.showSheet("Inputs");
  await workbench.select("F20");
  await page.keyboard.type("12.5");
  const [first] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Control+s")]);
  expect(valueAt(openXlsx(await downloaded(first), NAMES).workbook, "Inputs!F20")).toBe(12.5);
  await page.getByRole("tab", { name: "Functions", exact: true }).click();
  const [second] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Control+s")]);
  expect(second.suggestedFilename()).toBe("music-consortium.xlsx");
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
  expect(await workbench.page.getByLabel("File name").inputValue()).toBe("music-consortium.xlsx");
  await workbench.page.getByRole("button", { name: "Close the message" }).click();
  await alert.waitFor({ state: "detached" });
});

test("what is no workbook is refused before anybody is asked about unsaved changes", async () => {
  await workbench.showSheet("Inputs");
  await workbench.type("F20", "1");
  await workbench.page.getByText("not saved").waitFor();
  await workbench.page.getByLabel("Open a workbook").setInputFiles({ name: "contract.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7") });
  await workbench.page.getByRole("alert").waitFor();
  expect(await workbench.page.getByRole("button", { name: "Keep working" }).count()).toBe(0);
  expect(await workbench.page.getByText("not saved").count()).toBe(1);
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
  expect(await workbench.page.getByLabel("File name").inputValue()).toBe("music-consortium.xlsx");
  await workbench.page.locator(".page").dispatchEvent("drop", { dataTransfer: transfer });
  await workbench.page.getByRole("button", { name: "Discard changes" }).click();
  await workbench.settled("dropped.xlsx");
});
