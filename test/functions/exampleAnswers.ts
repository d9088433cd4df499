import { isError, type CellValue, type Grid } from "../../src/cells/cell";
import type { CatalogueEntry } from "../../src/functions/catalogueEntry";
import manual from "../../src/functions/generated/manual.json";
import { evaluations } from "../../src/sheet/evaluation";
import { Workbook } from "../../src/sheet/workbook";

export interface ExampleAnswer {
  readonly formula: string;
  readonly expected: CellValue[][] | string;
  readonly got: CellValue[][] | string;
}

/** Every @example of the documentation, or of some functions in it: what it says, and what these functions answer. */
export function exampleAnswers(functions: readonly CatalogueEntry[], isMeant: (name: string) => boolean = () => true): ExampleAnswer[] {
  const examples = Object.entries(manual).flatMap(([name, { examples }]) => (isMeant(name) ? examples : []));
  const answers = evaluations(new Workbook(), examples.map(({ formula }) => formula.slice(1)), functions);
  const constants = evaluations(new Workbook(), examples.map(({ answer }) => (answer.startsWith("#") ? "0" : answer)), functions);
  return examples.map(({ formula, answer }, i) => ({ formula, expected: answer.startsWith("#") ? answer : written(constants[i] ?? []), got: written(answers[i] ?? []) }));
}

/** An answer as documentation writes it: the formula's own array constant, or an error with its message. */
function written(grid: Grid): CellValue[][] | string {
  const first = grid[0]?.[0] ?? null;
  return isError(first) ? `${first.error} ${first.message ?? ""}`.trim() : grid.map((row) => [...row]);
}
