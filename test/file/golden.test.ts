import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { isError, type CellValue } from "../../src/cells/cell";
import { openXlsx } from "../../src/file/xlsx";
import { catalogue } from "../../src/functions/catalogue";
import { areaOf } from "../../src/sheet/formula/areas";
import { sheetPrefix } from "../../src/sheet/address";
import { recalculate } from "../../src/sheet/recalculation";
import type { Workbook } from "../../src/sheet/workbook";

/**
 * Workbooks that others wrote, or that show what others' do, with the values that their cells must have: as Excel stored them, or by the definition of the
 * function. Any workbook laid into test/golden with a line in expected.json is tested.
 */
const GOLDEN = join(__dirname, "../golden");
const EXPECTED = JSON.parse(readFileSync(join(GOLDEN, "expected.json"), "utf8")) as Record<string, Record<string, CellValue>>;

function recalculated(file: string): Workbook {
  const { workbook } = openXlsx(readFileSync(join(GOLDEN, file)), catalogue.map(({ name }) => name));
  recalculate(workbook, catalogue);
  return workbook;
}

/** A number by the 15 digits that Excel knows of it; an error by its code. */
function shown(value: CellValue): CellValue {
  return typeof value === "number" ? Number(value.toPrecision(15)) : isError(value) ? value.error : value;
}

test("each workbook has its expected values, and each expected value its workbook", () => {
  expect(readdirSync(GOLDEN).filter((file) => file.endsWith(".xlsx")).sort()).toEqual(Object.keys(EXPECTED).sort());
});

test.each(Object.keys(EXPECTED))("%s", (file) => {
  const workbook = recalculated(file);
  const [first] = workbook.sheets;
  const found: Record<string, CellValue> = {};
  const expected: Record<string, CellValue> = {};
  for (const [place, value] of Object.entries(EXPECTED[file] ?? {})) {
    const area = areaOf(workbook, place.includes("!") ? place : `${sheetPrefix(first?.name ?? "")}${place}`);
    found[place] = shown(area?.sheet.cell(area.top, area.left)?.value ?? null);
    expected[place] = shown(value);
  }
  expect(found).toEqual(expected);
});

test("a file that allows circles: x = 100 + 0.1 x within the least change that it names", () => {
  const workbook = recalculated("iteration-allowed-by-the-file.xlsx");
  const [x, tenth] = [2, 3].map((row) => workbook.sheets[0]?.cell(row, 1)?.value as number);
  expect(Math.abs((x ?? NaN) - 1000 / 9)).toBeLessThan(0.001);
  expect(Math.abs((tenth ?? NaN) - 100 / 9)).toBeLessThan(0.001);
});
