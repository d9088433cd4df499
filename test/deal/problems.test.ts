import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { CellValue } from "../../src/cells/cell";
import type { Problem } from "../../src/deal/deal";
import { problems } from "../../src/deal/problems/problems";
import { openXlsx } from "../../src/file/xlsx";
import { catalogue } from "../../src/functions/catalogue";
import { cellAt } from "../../src/sheet/address";
import { rectangleAddress } from "../../src/sheet/area";
import { recalculate } from "../../src/sheet/recalculation";
import type { Workbook } from "../../src/sheet/workbook";

const SAMPLES = join(__dirname, "../../samples");

function sample(name: string): Workbook {
  const names = catalogue.map((entry) => entry.name);
  return openXlsx(new Uint8Array(readFileSync(join(SAMPLES, name))), names).workbook;
}

/** A cell of a workbook, by its place: `Inputs!E5`. */
function cell(workbook: Workbook, place: string, value: CellValue): void {
  const [sheet = "", address = ""] = place.split("!");
  const at = cellAt(address);
  if (at === undefined) throw new Error(`${place} is no cell`);
  const on = workbook.sheet(sheet);
  on?.setCell(at.row, at.column, { ...on.cell(at.row, at.column), value });
}

function name(workbook: Workbook, word: string, formula: string): void {
  const at = workbook.names.findIndex((defined) => defined.name === word);
  workbook.names.splice(at < 0 ? workbook.names.length : at, at < 0 ? 0 : 1, { name: word, formula });
}

function told({ code, kind, place, sentence, fix = "" }: Problem): string[] {
  return [code, kind, "name" in place ? place.name : `${place.sheet}!${rectangleAddress(place)}`, sentence, fix];
}

/** What is wrong with stock-library after this. */
function broken(breakIt: (workbook: Workbook) => void): string[][] {
  const workbook = sample("stock-library.xlsx");
  breakIt(workbook);
  recalculate(workbook, catalogue);
  return problems(workbook).map(told);
}

describe("ten broken copies of stock-library show exactly their problem, at its cell", () => {
  test.each<[why: string, breakIt: (workbook: Workbook) => void, code: string, kind: string, place: string]>([
    ["tiers that do not rise", (workbook) => cell(workbook, "Inputs!C44", 500_000), "F01", "error", "Inputs!C44"],
    ["a rate of 8 for 8%", (workbook) => cell(workbook, "Inputs!D48", 8), "F01", "error", "Inputs!D48"],
    ["a split with its total row", (workbook) => {
      cell(workbook, "Inputs!C57", "Total");
      cell(workbook, "Inputs!D57", 100);
      name(workbook, "Split", "Inputs!$C$53:$D$57");
    }, "T09", "error", "Inputs!C57"],
    ["a guarantee that is a quarter short", (workbook) => name(workbook, "Guarantee", "Inputs!$E$6:$O$6"), "F01", "error", "Inputs!E6:O6"],
    ["a scale cut off by deletion", (workbook) => name(workbook, "Pro_Scale", "Inputs!#REF!"), "N01", "error", "Pro_Scale"],
    ["two holders of one name", (workbook) => cell(workbook, "Inputs!C56", "foreign Agency "), "S02", "error", "Inputs!C56"],
    ["a contract year that goes back", (workbook) => cell(workbook, "Inputs!K5", 1), "P07", "error", "Inputs!K5"],
    ["a metric without price", (workbook) => cell(workbook, "Inputs!D29", "API calls"), "F01", "error", "Inputs!D29"],
    ["a rate as text", (workbook) => cell(workbook, "Inputs!D43", "12%"), "F01", "error", "Inputs!D43"],
    ["Tax_Rate in a hidden row", (workbook) => workbook.sheet("Inputs")?.hiddenRows.add(7), "N07", "warn", "Inputs!E7:P7"],
  ])("%s", (_why, breakIt, code, kind, place) => {
    const found = broken(breakIt);
    expect(found.map((one) => one.slice(0, 3))).toEqual([[code, kind, place]]);
  });
});

test.each(readdirSync(SAMPLES).filter((file) => file.endsWith(".xlsx")))("%s as it is: nothing is wrong", (file) => {
  const found = problems(sample(file)).map(told);
  expect(found).toEqual([]);
});
