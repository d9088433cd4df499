import { made, MAIN, OFFICE } from "../file/handmade";
import { WorkbenchPage, closeBrowser, until } from "./support/workbenchPage";

/** A text as it was drawn last, and where its line begins on the canvas. */
interface Drawn {
  readonly text: string;
  readonly font: string;
  readonly y: number;
}

/** Looks by number: 0 the usual one, 1 `#,##0.00`, 2 `0`, 3 a date, 4 wrapped text at the top, 5 text at the top, 6 letters of 24 points, 7 wrapped `#,##0.00`. */
const STYLES = `<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy-mm-dd"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><sz val="24"/><name val="Calibri"/></font></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="8"><xf/><xf numFmtId="4"/><xf numFmtId="1"/><xf numFmtId="164"/><xf><alignment wrapText="1" vertical="top"/></xf><xf><alignment vertical="top"/></xf><xf fontId="1"/><xf numFmtId="4"><alignment wrapText="1"/></xf></cellXfs></styleSheet>`;

/** A sheet with columns so many characters wide. */
function sheetFile(widths: readonly number[], data: string, merged = ""): Uint8Array {
  // In a file the padding of a column counts as 5/7 of a character (ECMA-376 part 1, 18.3.1.13).
  const columns = widths.map((width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width + 5 / 7}" customWidth="1"/>`).join("");
  return made({
    sheet: `<worksheet xmlns="${MAIN}"><cols>${columns}</cols><sheetData>${data}</sheetData>${merged}</worksheet>`,
    links: [{ type: `${OFFICE}/styles`, target: "styles.xml" }],
    overrides: '<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>',
    parts: { "xl/styles.xml": STYLES },
  });
}

const number = (address: string, value: number, look = 0) => `<c r="${address}" s="${look}"><v>${value}</v></c>`;
const text = (address: string, value: string, look = 0) => `<c r="${address}" s="${look}" t="inlineStr"><is><t>${value}</t></is></c>`;

let workbench: WorkbenchPage;
beforeEach(async () => {
  workbench = await WorkbenchPage.opened();
});
afterEach(async () => {
  await workbench.close();
  expect(workbench.complaints).toEqual([]);
});
afterAll(closeBrowser);

/** Opens a file, and gives what is drawn of it. */
async function drawnOf(bytes: Uint8Array): Promise<Drawn[]> {
  await workbench.page.evaluate(() => {
    const drawn: Drawn[] = [];
    const { value: fillText } = Object.getOwnPropertyDescriptor(CanvasRenderingContext2D.prototype, "fillText") as { value: (text: string, x: number, y: number) => void };
    CanvasRenderingContext2D.prototype.fillText = function (text: string, x: number, y: number) {
      drawn.push({ text, font: this.font, y: this.getTransform().transformPoint({ x, y }).y });
      fillText.call(this, text, x, y);
    };
    Object.assign(globalThis, { drawn });
  });
  await workbench.openFile("drawn.xlsx", bytes);
  await workbench.page.waitForTimeout(1_000);
  return workbench.page.evaluate(() => (globalThis as unknown as { drawn: Drawn[] }).drawn);
}

test("a number is drawn as a whole or as ####, never in part", async () => {
  const drawn = await drawnOf(
    sheetFile(
      [6, 13, 10, 9, 6, 6],
      [
        `<row r="1">${number("A1", 1234567.89, 1)}${number("B1", 2345678.91, 1)}</row>`,
        // As many digits as the column has characters, and one more.
        `<row r="2">${number("C2", 1111111111, 2)}${number("D2", 2222222222, 2)}</row>`,
        `<row r="3">${number("C3", -333333333, 2)}${number("D3", -444444444, 2)}</row>`,
        `<row r="4">${number("A4", 46022, 3)}${number("B4", 46023, 3)}</row>`,
        `<row r="5">${number("A5", 3456789.12, 7)}</row><row r="6">${text("A6", "a text goes on into the next cell")}</row>`,
        `<row r="7">${number("E7", 4567890.12, 1)}</row>`,
        `<row r="8"><c r="A8"><f>B1*0+5678901.23456</f></c><c r="B8" t="b"><v>1</v></c></row>`,
      ].join(""),
      '<mergeCells count="1"><mergeCell ref="E7:F7"/></mergeCells>',
    ),
  );
  const texts = new Set(drawn.map(({ text }) => text));
  for (const shown of ["2,345,678.91", "1111111111", "-333333333", "2026-01-01", "a text goes on into the next cell", "4,567,890.12", "TRUE"]) expect([...texts]).toContain(shown);
  for (const cut of ["1,234,567.89", "2222222222", "-444444444", "2025-12-31", "3,456,789.12", "5678901.23456"]) expect([...texts]).not.toContain(cut);
  expect([...texts].filter((text) => /^#+$/.test(text)).length).toBeGreaterThan(0);
});

test("in the format General decimals give way to the width of the column, before the number does", async () => {
  const drawn = await drawnOf(sheetFile([8, 4], `<row r="1">${number("A1", 0.123456789012)}${number("B1", 98765.4321)}</row><row r="2">${number("A2", 55555.987654)}${number("B2", 0.5)}</row>`));
  const texts = drawn.map(({ text }) => text);
  expect(texts.filter((text) => "0.123456789012".startsWith(text.slice(0, -1)) && text.startsWith("0.12")).map((text) => text.length >= 7 && text.length <= 9)).not.toContain(false);
  expect(texts).toContain("0.5");
  expect(texts.some((text) => text.startsWith("98765"))).toBe(false);
  expect(texts.some((text) => /^55555\.9|^55556/.test(text))).toBe(true);
  expect(texts).not.toContain("55555.987654");
});

test("a row whose height the file does not say is as high as its text: wrapped, in several columns, in large letters", async () => {
  const words = "alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima";
  const drawn = await drawnOf(sheetFile([14, 7, 30], `<row r="1">${text("A1", words, 4)}${text("B1", "mike november", 4)}</row><row r="2">${text("A2", "below", 5)}</row><row r="3">${text("A3", "Large", 6)}</row><row r="4">${text("A4", "under", 5)}</row>`));
  const at = (text: string) => drawn.filter((one) => one.text === text).at(-1)?.y ?? NaN;
  const lines = [...new Map(drawn.filter(({ text }) => words.split(" ").includes(text.split(" ")[0] ?? "")).map(({ text, y }) => [text.trim(), y])).entries()].sort(([, a], [, b]) => a - b);
  expect(lines.map(([text]) => text).join(" ")).toBe(words);
  const [first = NaN, second = NaN] = lines.map(([, y]) => y);
  const last = lines.at(-1)?.[1] ?? NaN;
  expect(lines.length).toBeGreaterThan(3);
  // From the foot of the last line to that of the line in the next row is a line at least: nothing of either is cut.
  expect(at("below") - last).toBeGreaterThanOrEqual(second - first);
  // 24 points are 32 pixels.
  expect(at("under") - at("below")).toBeGreaterThanOrEqual(20 + 32);
});

test("letters as wide as Calibri's come with the page, and their licence beside them", async () => {
  const fonts = await workbench.page.evaluate(() => {
    const loaded: string[] = [];
    document.fonts.forEach(({ family, weight, status }) => {
      if (status === "loaded") loaded.push(`${family} ${weight}`);
    });
    return loaded;
  });
  expect(fonts).toEqual(expect.arrayContaining(["Carlito 400", "Carlito 700"]));
  const drawn = await drawnOf(sheetFile([10], `<row r="1">${text("A1", "in Calibri")}</row>`));
  expect(drawn.find(({ text }) => text === "in Calibri")?.font).toContain("Calibri, Carlito");
  const licence = await workbench.page.evaluate(async () => (await fetch("fonts/OFL.txt")).text());
  expect(licence).toContain("SIL OPEN FONT LICENSE Version 1.1");
});

test.each([1400, 1024, 420, 320])("at %d pixels no figure of a statement is cut, wherever it is scrolled to", async (width) => {
  await workbench.page.setViewportSize({ width, height: 900 });
  await workbench.select("Role_Pools", "E18");
  const statement = await workbench.statement();
  await statement.locator("thead th").first().scrollIntoViewIfNeeded();
  for (const to of [0, 37, 111, 5_000]) {
    await statement.evaluate((table, to) => table.parentElement?.scrollTo({ left: to }), to);
    await workbench.page.waitForTimeout(300);
    const seen = await statement.evaluate((table) =>
      Array.from(table.querySelectorAll("thead th")).slice(2).map((cell) => {
        const { left, right, top, height } = cell.getBoundingClientRect();
        return [left + 9, right - 9].map((x) => document.elementFromPoint(x, top + height / 2) === cell);
      }),
    );
    expect(seen.every(([left, right]) => left === right)).toBe(true);
    expect(seen.some(([left]) => left)).toBe(true);
  }
});

describe("while a formula is typed", () => {
  const offered = async (typed: string) => {
    await workbench.select("D40");
    await workbench.page.keyboard.type(typed, { delay: 40 });
    const names = workbench.page.locator("[data-u-comp=sheets-formula-editor] li > span:first-child");
    await names.first().waitFor();
    await workbench.page.waitForTimeout(400);
    return names.allInnerTexts();
  };

  test.each([
    { typed: "=tier", first: ["DEAL.TIEREDROYALTY", "DEAL.TIEREDROYALTY.LINES"], why: "its middle" },
    { typed: "=DEAL.", first: ["DEAL.NETREVENUE", "DEAL.TIEREDROYALTY", "DEAL.USAGEFEE", "DEAL.WATERFALL", "DEAL.MINGUARANTEE", "DEAL.RECOUP", "DEAL.PRORATA", "DEAL.WITHHOLDING", "DEAL.NPV_ROYALTY"], why: "all of ours, in the order of a deal" },
    { typed: "=sum", first: ["SUM", "SUMIF"], why: "Excel's own" },
    { typed: "=pool", first: ["Module_Pool"], why: "a name of the workbook" },
    { typed: "=DEAL.TIEREDROYALTY(A1,B1:C3,ma", first: ['"marginal"'], why: "a word of the argument, before all else" },
    { typed: "=DEAL.WATERFALL(pool", first: ["Module_Pool"], why: "in an argument without words, names" },
  ])("$typed offers $why", async ({ typed, first }) => {
    expect((await offered(typed)).slice(0, first.length)).toEqual(first);
  });

  test("a word is put where it belongs, in its quotes and without a bracket", async () => {
    expect((await offered("=DEAL.TIEREDROYALTY(150,{0,0.05;100,0.1},cl"))[0]).toBe('"cliff"');
    await workbench.page.keyboard.press("Enter");
    // The word is put there in a few steps, and nobody types on that fast.
    await workbench.page.waitForTimeout(500);
    await workbench.page.keyboard.type(")");
    await workbench.page.keyboard.press("Enter");
    await workbench.expectFact("D40", "formula", '=DEAL.TIEREDROYALTY(150,{0,0.05;100,0.1},"cliff")');
    expect(await workbench.fact("value")).toBe("15");
  });

  test("the help has one example, and of the arguments the one that is typed", async () => {
    await offered("=withh");
    await workbench.page.keyboard.press("Enter");
    const help = workbench.page.locator(".univer-w-\\[250px\\]", { hasText: "gross_up" });
    await help.waitFor();
    expect((await help.innerText()).match(/DEAL\.WITHHOLDING\([^[]*?\)/g)).toEqual(['DEAL.WITHHOLDING(100,0.3,"gross up",2)']);
    await help.getByText("The royalty: one amount").waitFor();
    expect(await help.getByText("The rate of tax as a fraction").isVisible()).toBe(false);
  });

  test("the button before the formula leads to the functions in the pane", async () => {
    const button = workbench.page.getByRole("button", { name: "Functions", exact: true });
    await button.focus();
    await workbench.page.keyboard.press("Enter");
    const list = workbench.page.getByRole("list", { name: "Functions" });
    await list.waitFor();
    await until(async () => (await workbench.page.evaluate(() => document.activeElement?.textContent ?? "")).startsWith("Functions"), () => workbench.page.evaluate(() => document.activeElement?.textContent ?? ""));
    await list.getByText("DEAL.RECOUP(earned").click();
    await list.getByText("For a block, which accounts recoup each other").waitFor();
    expect(await workbench.page.getByRole("tab", { name: "Functions" }).getAttribute("aria-selected")).toBe("true");
    await workbench.showView("Why");
    await list.waitFor({ state: "detached" });
  });
});
