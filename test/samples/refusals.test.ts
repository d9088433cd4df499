import { BOOKS } from "../../scripts/samples/books";
import { isError, type CellValue } from "../../src/cells/cell";
import { catalogue } from "../../src/functions/catalogue";
import { recalculate } from "../../src/sheet/recalculation";
import { cellsOf, openSample } from "./sampleFiles";

/** What every cell with a formula, and every cell that one fills, shows when something is typed into a cell of Inputs. */
function shownAfter(fileName: string, typed?: { readonly row: number; readonly column: number; readonly value: CellValue }): ReadonlyMap<string, CellValue> {
  const book = BOOKS.find((one) => one.fileName === fileName);
  if (book === undefined) throw new Error(`No sample ${fileName}`);
  const { workbook } = openSample(book);
  if (typed !== undefined) workbook.sheet("Inputs")?.setCell(typed.row, typed.column, { value: typed.value });
  recalculate(workbook, catalogue);
  return new Map([...cellsOf(workbook)].filter(([, cell]) => cell.formula !== undefined || cell.filledFrom !== undefined).map(([place, { value }]) => [place, value]));
}

/**
 * A figure that another amount changes depends on it: where no amount stands, it is an error, and neither a number nor a blank that is read as 0.
 * The sheet Proof has no call of ours: there a text counts as Excel has it, and the checks tell.
 */
test.each([
  { fileName: "music-consortium.xlsx", row: 5, column: 5, moved: 2_000_000, text: "1.000.000,50", what: "a quarter's revenue, with another country's separators" },
  { fileName: "tier-reading.xlsx", row: 5, column: 4, moved: 200_000, text: "abc", what: "a year's revenue" },
  { fileName: "voice-licence.xlsx", row: 6, column: 6, moved: 100_000, text: "n/a", what: "a quarter's revenue" },
  { fileName: "film-style-licence.xlsx", row: 5, column: 7, moved: 90_000, text: "TBC", what: "a quarter's cash" },
  { fileName: "film-style-licence.xlsx", row: 14, column: 2, moved: 4, text: "fifth", what: "the rank of a clause" },
  { fileName: "stock-library.xlsx", row: 10, column: 6, moved: 90_000, text: "USD 100,000", what: "a quarter's gross" },
])("$fileName shows no figure that depends on a text: $what", ({ fileName, row, column, moved, text }) => {
  const [before, other, spoilt] = [shownAfter(fileName), shownAfter(fileName, { row, column, value: moved }), shownAfter(fileName, { row, column, value: text })];
  const dependent = [...before].filter(([place, value]) => typeof value === "number" && typeof other.get(place) === "number" && other.get(place) !== value && !place.startsWith("Proof!")).map(([place]) => place);
  expect(dependent.length).toBeGreaterThan(5);
  const stillFigures = dependent.filter((place) => {
    const value = spoilt.get(place) ?? null;
    // The cell itself, where it is shown again, shows the text.
    return !isError(value) && value !== text;
  });
  expect(stillFigures).toEqual([]);
});
