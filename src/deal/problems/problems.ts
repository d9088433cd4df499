import type { CellRange } from "../../host/host";
import { areaOf } from "../../sheet/formula/areas";
import type { Workbook } from "../../sheet/workbook";
import type { Problem } from "../deal";
import { bookOf, rangeOf, type Found, type Given } from "./book";
import { figureProblems } from "./figures";
import { dealProblems } from "./missing";
import { nameProblems } from "./names";
import { refusals } from "./refusals";
import { tableProblems } from "./tables";

/**
 * What is wrong with a deal, or may be, in reading order: errors, warnings, notes; within each by stream, sheet, row and column.
 *
 * A function's refusal comes through with its own sentence; the rest of the list is what no single function can see. What only follows from another
 * problem is not said. `given.problems` are those that others have found, and are put in order with these.
 */
export function problems(workbook: Workbook, given: Given = {}): Problem[] {
  const book = bookOf(workbook, given);
  const tables = tableProblems(book);
  const found = [...nameProblems(book), ...tables, ...refusals(book, tables), ...figureProblems(book), ...dealProblems(book, given), ...(given.problems ?? [])];
  const said = found.filter((problem) => !found.some((other) => other !== problem && explains(other, problem)));
  return ordered(workbook, given, said).map(({ code, kind, place, sentence, fix }) => ({ code, kind, place, sentence, ...(fix === undefined ? {} : { fix }) }));
}

/** Whether a problem is only another side, or the outcome, of this one. */
function explains(cause: Found, problem: Found): boolean {
  if (problem.code === "F01" && cause.code === "V02" && problem.sentence.includes(cause.sentence)) return true;
  if (problem.code === "F01" && (cause.code === "T09" || cause.code === "P08")) return share(cause, problem);
  // A figure that is refused is not also shown wrongly.
  return cause.code === "F01" && (problem.code === "V02" || problem.code === "V07" || problem.code === "S01") && share(cause, problem);
}

function share({ place: a }: Problem, { place: b }: Problem): boolean {
  if ("name" in a || "name" in b) return false;
  return a.sheet === b.sheet && a.top <= b.bottom && b.top <= a.bottom && a.left <= b.right && b.left <= a.right;
}

const KINDS = ["error", "warn", "note"];

function ordered(workbook: Workbook, { terms = [], lines = [] }: Given, found: readonly Found[]): Found[] {
  const streams = ["", ...terms.map(({ stream }) => stream), ...lines.map(({ of }) => of)];
  const rank = (problem: Found): number[] => {
    const place = rangeIn(workbook, problem.place);
    const sheet = place === undefined ? -1 : workbook.sheets.findIndex(({ name }) => name === place.sheet);
    return [KINDS.indexOf(problem.kind), Math.max(0, streams.indexOf(problem.stream ?? "")), sheet < 0 ? workbook.sheets.length : sheet, place?.top ?? 0, place?.left ?? 0];
  };
  return found
    .map((problem) => ({ problem, rank: rank(problem) }))
    .sort((a, b) => a.rank.map((number, i) => number - (b.rank[i] ?? 0)).find((difference) => difference !== 0) ?? 0)
    .map(({ problem }) => problem);
}

/** Where a problem of a name stands: at the name's cells, if it has any. */
function rangeIn(workbook: Workbook, place: Problem["place"]): CellRange | undefined {
  if (!("name" in place)) return place;
  const area = areaOf(workbook, place.name);
  return area && rangeOf(area);
}

