import type { CellValue, Grid } from "../../src/cells/cell";
import { Refusal, type Fault } from "../../src/engine/refusal";
import { catalogue } from "../../src/functions/catalogue";

/** An argument as a test writes it: a single value, a range, or null for one that is left out. */
export type Argument = CellValue | Grid;

/** What a function answers, as Excel would be handed it. */
export function answer(name: string, ...given: readonly Argument[]): Grid | CellValue {
  return run(name, given.map(cells));
}

/** What a function answers to arguments in the shapes of Excel's runtime, whatever they are. */
export function run(name: string, given: readonly unknown[]): Grid | CellValue {
  const entry = catalogue.find((one) => one.name === `DEAL.${name}`);
  if (entry === undefined) throw new Error(`The catalogue has no ${name}`);
  // As Excel does: every parameter is passed, those left out as null.
  return entry.run(...entry.parameters.map((_, i) => given[i] ?? null));
}

/** The faults with which a function refuses, in their order. An answer, or any other error, fails the test. */
export function faults(name: string, ...given: readonly Argument[]): readonly Fault[] {
  let answered: Grid | CellValue;
  try {
    answered = answer(name, ...given);
  } catch (refusal) {
    if (refusal instanceof Refusal) return refusal.faults;
    throw refusal;
  }
  throw new Error(`Not refused: ${name} answered ${JSON.stringify(answered)}`);
}

/** What a cell shows of a refusal: its code and its first message. */
export function refusal(name: string, ...given: readonly Argument[]): string {
  const [first] = faults(name, ...given);
  return first === undefined ? "a refusal without a fault" : `${first.code} ${first.message}`;
}

/** Every fault of a refusal as code and message. */
export function refusals(name: string, ...given: readonly Argument[]): string[] {
  return faults(name, ...given).map((fault) => `${fault.code} ${fault.message}`);
}

export function row(...values: readonly CellValue[]): CellValue[][] {
  return [[...values]];
}

export function column(...values: readonly CellValue[]): CellValue[][] {
  return values.map((value) => [value]);
}

/** Rows and columns changed over. */
export function turned(grid: Grid): CellValue[][] {
  return (grid[0] ?? []).map((_, i) => grid.map((one) => one[i] ?? null));
}

/** The line of a statement (periods across) by its label and, where there are several, its second label or number. */
export function line(statement: Grid | CellValue, label: string, labels: number): CellValue[][] {
  if (!Array.isArray(statement)) throw new Error("A statement is a range");
  return (statement as Grid).filter((one) => one[0] === label).map((one) => one.slice(labels));
}

function cells(argument: Argument): Grid | null {
  if (argument === null) return null;
  return Array.isArray(argument) ? (argument as Grid) : [[argument as CellValue]];
}
