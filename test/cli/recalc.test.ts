import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { openXlsx } from "../../src/file/xlsx";
import { areaOf } from "../../src/sheet/formula/areas";
import { catalogue } from "../../src/functions/catalogue";
import { made } from "../file/handmade";
import { deal } from "../support/deal";

const NAMES = catalogue.map(({ name }) => name);
const BOOK = "samples/tier-reading.xlsx";
let folder = "";
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "deal-"))));
afterAll(() => rmSync(folder, { recursive: true }));

interface Report {
  outputs: { name: string; cell: string; before: unknown; now: unknown; difference: number | null }[];
  cells: { cell: string; formula?: string; before: unknown; now: unknown; difference: number | null }[];
  refused: { cell: string; error: string; message?: string }[];
}

const recalculated = (...args: string[]) => {
  const { code, out } = deal(["recalc", BOOK, "--json", ...args]);
  return { code, report: JSON.parse(out) as Report };
};

describe("deal recalc", () => {
  test("finds nothing changed in a sample as it is", () => {
    const { code, report } = recalculated();
    expect(code).toBe(0);
    expect(report.refused).toEqual([]);
    expect(report.cells.length).toBeGreaterThan(100);
    for (const { before, now } of [...report.cells, ...report.outputs]) expect(now).toEqual(before);
  });

  test("--set changes an input by name or address, and says what it costs", () => {
    // 2,500 more upfront, on top of 90,000; recouped, it changes nothing.
    const { report } = recalculated("--set", "Upfront_Fee=7500");
    expect(report.outputs.filter(({ name }) => name.startsWith("Total_"))).toEqual([
      { name: "Total_As_Written", cell: "Readings!C20", formula: "=C18+C19", before: 98_000, now: 98_000, difference: 0 },
      { name: "Total_As_Published", cell: "Readings!D20", formula: "=D18+D19", before: 95_000, now: 97_500, difference: 2_500 },
    ]);
    // 100,000 more in year 2, at 12% marginal each period.
    const { report: more } = recalculated("--set", "Inputs!E5=475000");
    expect(more.cells.find(({ cell }) => cell === "Readings!E5")).toEqual({ cell: "Readings!E5", before: 38_000, now: 50_000, difference: 12_000 });
  });

  test("prints a table: name, cell, before, now, difference", () => {
    const { code, out } = deal(["recalc", BOOK, "--set", "Upfront_Fee=7500"]);
    expect(code).toBe(0);
    expect(out).toMatch(/Total_As_Published +Readings!D20 +95000 +97500 +2500/);
    expect(out).toMatch(/Readings!D5 +38000 +38000 +0 +=DEAL\.TIEREDROYALTY\(Revenue,Tiers,\$B5,\$C5,,2\)/);
  });

  test("exits 1 and names the cell where a call is refused", () => {
    const { code, report } = recalculated("--set", "Inputs!E12=12");
    expect(code).toBe(1);
    expect(report.refused.find(({ cell }) => cell === "Readings!D5")).toMatchObject({ error: "#VALUE!", message: expect.stringContaining("The rate 12 is 1200%") as string });
    expect(report.cells.find(({ cell }) => cell === "Readings!D5")).toMatchObject({ before: 38_000, difference: null });
  });

  test("text is text: a formula given to --set does not become one", () => {
    const { code, report } = recalculated("--set", 'Upfront_Fee="=1+1"');
    expect(code).toBe(1);
    expect(report.refused.length).toBeGreaterThan(0);
  });

  test.each([
    { text: "abc", why: "a word" },
    { text: "7.500,00", why: "a number as others write it" },
    { text: "7,500", why: "a number in groups" },
    { text: "=1+1", why: "a formula" },
    { text: "TRUE", why: "a logical value" },
    { text: "0x10", why: "a number of programmers" },
    { text: "Infinity", why: "what no cell holds" },
    { text: "5 %", why: "a percentage with a space" },
  ])("--set refuses $text where a number stands ($why)", ({ text }) => {
    expect(deal(["recalc", BOOK, "--set", `Upfront_Fee=${text}`])).toEqual({ code: 2, out: "", err: `deal: --set Upfront_Fee: ${text} is not a number, and a number stands there (5000); write it as 1234.5 or 5%. For text write 'Upfront_Fee="${text}"'\n` });
  });

  test.each([
    { text: "7500", value: 7500 },
    { text: "+7.5e3", value: 7500 },
    { text: "750000%", value: 7500 },
    { text: "0.07%", value: 0.0007 },
    { text: ".5", value: 0.5 },
    { text: "", value: null },
    { text: '"7500"', value: "7500" },
    { text: '"a ""b"" c"', value: 'a "b" c' },
    { text: '""', value: "" },
  ])("--set Upfront_Fee=$text puts $value", ({ text, value }) => {
    const out = join(folder, "set.xlsx");
    deal(["recalc", BOOK, "--set", `Upfront_Fee=${text}`, "-o", out, "--force"]);
    const { workbook } = openXlsx(readFileSync(out), NAMES);
    const { sheet, top, left } = areaOf(workbook, "Upfront_Fee") ?? { sheet: undefined, top: 0, left: 0 };
    expect(sheet?.cell(top, left)?.value).toBe(value);
  });

  test("--set puts a text where a text stands, or nothing", () => {
    const out = join(folder, "text.xlsx");
    expect(deal(["recalc", BOOK, "--set", "About!A1=7.500,00", "--set", "About!Z99=abc", "-o", out]).code).toBe(0);
    const about = openXlsx(readFileSync(out), NAMES).workbook.sheet("About");
    expect([about?.cell(1, 1)?.value, about?.cell(99, 26)?.value]).toEqual(["7.500,00", "abc"]);
  });

  test("-o writes the recalculated workbook and leaves the original alone", () => {
    const original = readFileSync(BOOK);
    const out = join(folder, "out.xlsx");
    expect(deal(["recalc", BOOK, "--set", "Upfront_Fee=7500", "-o", out])).toEqual({ code: 0, out: `written: ${out}\n`, err: "" });
    expect(readFileSync(BOOK).equals(original)).toBe(true);
    const { workbook } = openXlsx(readFileSync(out), NAMES);
    expect(workbook.sheet("Readings")?.cell(20, 4)?.value).toBe(97_500);
    expect(workbook.sheet("Readings")?.cell(5, 4)?.formula?.text).toContain("DEAL.TIEREDROYALTY(");
  });

  test("--values leaves no DEAL function in any part of the file, and the figures stay", () => {
    const out = join(folder, "values.xlsx");
    deal(["recalc", BOOK, "--values", "-o", out]);
    const { workbook } = openXlsx(readFileSync(out), NAMES);
    const formulas = workbook.sheets.flatMap((sheet) => [...sheet.rows.values()].flatMap((row) => [...row.values()].flatMap((cell) => cell.formula?.text ?? [])));
    expect(formulas.filter((formula) => /DEAL\./i.test(formula))).toEqual([]);
    expect(formulas.length).toBeGreaterThan(50);
    expect(workbook.sheet("Readings")?.cell(12, 5)?.value).toBe(90_000);
    for (const part of Object.values(unzipSync(readFileSync(out)))) expect(strFromU8(part)).not.toContain("_xldudf_");
  });

  test("-o writes nothing over the figures of what is not calculated here, and names the cells", () => {
    const [book, out] = [join(folder, "cube.xlsx"), join(folder, "cube-out.xlsx")];
    writeFileSync(book, made({ sheet: '<row r="1"><c r="A1"><f>CUBEVALUE("x","y")</f><v>731</v></c><c r="B1"><f>A1*100</f><v>73100</v></c><c r="C1"><f>1/0</f><v>7</v></c></row>' }));
    const { code, err } = deal(["recalc", book, "-o", out]);
    expect(code).toBe(1);
    expect(err).toMatch(/cube-out\.xlsx is not written.*\n {2}Sheet1!A1: #NAME\? .*CUBEVALUE.*\n {2}Sheet1!B1: #NAME\? .*Sheet1!A1.*\n$/);
    expect(existsSync(out)).toBe(false);
  });
});

describe("deal show", () => {
  test("prints a sheet in its number formats", () => {
    const { code, out } = deal(["show", BOOK, "--sheet", "Readings"]);
    expect(code).toBe(0);
    expect(out).toMatch(/^ *9 +Reading 5 +marginal +never +38,000\.00 +60,000\.00 +98,000\.00 +on top/m);
    expect(out).toContain("30.67%");
  });
});
