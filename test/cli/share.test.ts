import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openXlsx } from "../../src/file/xlsx";
import { partTexts } from "../file/handmade";
import { deal } from "../support/deal";

const BOOK = "samples/tier-reading.xlsx";
let folder = "";
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "deal-"))));
afterAll(() => rmSync(folder, { recursive: true }));

describe("deal share", () => {
  test("writes a copy with the sheets Read me first, Check, Plain formulas and As shared, says what was left out, and leaves the original as it is", () => {
    const before = readFileSync(BOOK);
    const output = join(folder, "copy.xlsx");
    const { code, out } = deal(["share", BOOK, "-o", output]);
    expect(code).toBe(0);
    expect(out).toBe(`written: ${output}\n10 figures, each held against the one shown; master check 0\nleft out:\n  author, company and dates of the file (document properties)\n`);
    expect(openXlsx(readFileSync(output), []).workbook.sheets.map(({ name }) => name)).toEqual(["Read me first", "Check", "About", "Inputs", "Readings", "Statements", "Proof", "Plain formulas", "As shared"]);
    expect(readFileSync(BOOK).equals(before)).toBe(true);
  });

  test("--sheets and --drop-names take lists; a sheet that another reads is refused with the cell, and nothing is written", () => {
    const output = join(folder, "part.xlsx");
    const { code, err } = deal(["share", BOOK, "-o", output, "--sheets", "About, Readings"]);
    expect(code).toBe(1);
    expect(err).toContain("Readings!D5 reads Inputs!D5, and the sheet Inputs is left out");
    expect(existsSync(output)).toBe(false);
    const dropped = deal(["share", BOOK, "-o", output, "--drop-names", "Total_As_Written,Total_As_Published"]);
    expect(dropped.code).toBe(0);
    expect(dropped.out).toContain("name Total_As_Written");
    expect(openXlsx(readFileSync(output), []).workbook.names.map(({ name }) => name)).not.toContain("Total_As_Published");
    for (const text of partTexts(readFileSync(output)).values()) expect(text).not.toMatch(/Total_As_/);
  });

  test.each([
    { why: "no output", args: [BOOK], says: "share needs -o out.xlsx" },
    { why: "the workbook itself as output", args: [BOOK, "-o", BOOK], says: "is the workbook itself; give -o another name" },
    { why: "an unknown mode", args: [BOOK, "-o", "x.xlsx", "--mode", "formulas"], says: "the modes are native and values" },
    { why: "no such file", args: ["nowhere.xlsx", "-o", "x.xlsx"], says: "nowhere.xlsx: there is no such file" },
    { why: "no workbook", args: ["README.md", "-o", "x.xlsx"], says: "README.md: This is a text file" },
    { why: "no such name", args: [BOOK, "-o", "x.xlsx", "--drop-names", "Nobody"], says: "Nobody" },
  ])("$why is a usage error", ({ args, says }) => {
    const { code, err } = deal(["share", ...args]);
    expect(code).toBe(2);
    expect(err).toContain(says);
    expect(existsSync("x.xlsx")).toBe(false);
  });

  test("a folder that is not there cannot be written to", () => {
    writeFileSync(join(folder, "file"), "");
    expect(deal(["share", BOOK, "-o", join(folder, "file", "x.xlsx")]).err).toContain("cannot be written");
  });
});
