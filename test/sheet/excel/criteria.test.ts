import type { CellValue } from "../../../src/cells/cell";
import { criterion, criterionKey } from "../../../src/sheet/evaluator/criteria";
import { wildcardMatcher } from "../../../src/sheet/evaluator/wildcard";
import { workBegun } from "../../support/work";

const CELLS: readonly CellValue[] = [101, "101", "101.0", 99, "abc", "ABC", "abcd", "", null, true, false, "TRUE", { error: "#N/A" }, 0, "x*y", 0.01];

/** The places of the cells that match. */
function matching(asked: CellValue): number[] {
  const { matches } = criterion(asked, false);
  return CELLS.flatMap((cell, i) => (matches(cell) ? [i] : []));
}

describe("criteria", () => {
  test.each<[CellValue, number[], string]>([
    [101, [0, 1, 2], "a number is found as text too"],
    ["101", [0, 1, 2], "and the same written as text"],
    ["=101", [0, 1, 2], "with its operator"],
    ["<>101", [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], "all else"],
    [">99", [0], "no text is greater than a number"],
    ["<=99", [3, 13, 15], "nor smaller, and TRUE is no 1"],
    [">=1%", [0, 3, 15], "a percentage"],
    [">$1", [0, 3], "an amount in dollars"],
    ["abc", [4, 5], "texts whatever the case"],
    ["=ABC", [4, 5], "with the operator"],
    ["<>abc", [0, 1, 2, 3, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], "everything else, blanks too"],
    ["abc*", [4, 5, 6], "what begins so"],
    ["abc?", [6], "one character more"],
    ["x~*y", [14], "a star that is a star"],
    [">abc", [6, 11, 14], "texts that sort later"],
    ["", [7, 8], "no text: blank or empty"],
    ["=", [8], "really blank"],
    ["<>", [0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15], "anything in it"],
    [null, [13], "a blank as criterion is 0"],
    [true, [9], "TRUE is no 1 and no text"],
    ["TRUE", [9], "written out"],
    ["<TRUE", [10], "FALSE comes before TRUE"],
    ["<>TRUE", [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15], "all else"],
    [{ error: "#N/A" }, [12], "an error finds its like"],
    ["#N/A", [12], "also by its name"],
    ["=#DIV/0!", [], "and no other"],
    ["*", [1, 2, 4, 5, 6, 7, 11, 14], "any text, also the empty one"],
  ])("%j: %s", (asked, places) => {
    expect(matching(asked)).toEqual(places);
  });

  test("where it asks for one value, the cells it matches are those with its key", () => {
    for (const asked of [101, "101", "abc", true, "TRUE", null, "=abcd", "0", "1%"] as const) {
      const { matches, equals } = criterion(asked, false);
      expect(equals).toBeDefined();
      for (const cell of CELLS) expect(criterionKey(cell, false) === equals).toBe(matches(cell));
    }
    for (const asked of ["", "=", "<>", "<>1", ">1", "a*", "a?"]) expect(criterion(asked, false).equals).toBeUndefined();
  });

  test("patterns that would take a search with ways back for ever are answered at once", () => {
    const work = workBegun();
    expect(wildcardMatcher(`${"*a".repeat(200)}b`)("a".repeat(20_000))).toBe(false);
    expect(wildcardMatcher(`${"*a".repeat(200)}*`)("a".repeat(20_000))).toBe(true);
    expect(work()).toBeLessThan(2_000);
  });
});
