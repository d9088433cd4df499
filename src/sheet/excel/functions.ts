import { AGGREGATE_FUNCTIONS } from "./aggregates";
import { ARRAY_FUNCTIONS } from "./arrays";
import { CONDITIONAL_FUNCTIONS } from "./conditional";
import { DATABASE_FUNCTIONS } from "./database";
import { DATE_FUNCTIONS } from "./dates";
import { DISTRIBUTION_FUNCTIONS } from "./distributions";
import { ENGINEERING_FUNCTIONS } from "./engineering";
import type { SheetFunction } from "./excelFunction";
import { FINANCE_FUNCTIONS } from "./finance";
import { INFORMATION_FUNCTIONS } from "./information";
import { LAMBDA_FUNCTIONS } from "./lambdas";
import { LOOKUP_FUNCTIONS } from "./lookups";
import { MATH_FUNCTIONS } from "./math";
import { PLACE_FUNCTIONS } from "./places";
import { STATISTICS_FUNCTIONS } from "./statistics";
import { TEXT_FUNCTIONS } from "./text";
import { SPECIAL_FORMS } from "../evaluator/specialForms";
import { bareName } from "../formula/functionName";

const FUNCTIONS: ReadonlyMap<string, SheetFunction> = new Map(
  [
    AGGREGATE_FUNCTIONS,
    ARRAY_FUNCTIONS,
    CONDITIONAL_FUNCTIONS,
    DATABASE_FUNCTIONS,
    DATE_FUNCTIONS,
    DISTRIBUTION_FUNCTIONS,
    ENGINEERING_FUNCTIONS,
    FINANCE_FUNCTIONS,
    INFORMATION_FUNCTIONS,
    LAMBDA_FUNCTIONS,
    LOOKUP_FUNCTIONS,
    MATH_FUNCTIONS,
    PLACE_FUNCTIONS,
    STATISTICS_FUNCTIONS,
    TEXT_FUNCTIONS,
  ].flatMap((family) => Object.entries(family)),
);

/** The function of Excel of this name, in capitals and without prefix. Undefined where nothing here calculates it. */
export function functionNamed(name: string): SheetFunction | undefined {
  return FUNCTIONS.get(name);
}

/** How a function takes an argument: the letters are told in `ExcelFunction`. */
export type Taken = "V" | "R" | "A" | "S";

/** The letter for the argument at this index, counted from 0. */
export function takenAs(takes: string, index: number): Taken {
  if (takes.length === 1) return takes as Taken;
  const plus = takes.indexOf("+");
  if (plus < 0) return (takes[index] ?? takes.at(-1)) as Taken;
  return (index < plus ? takes[index] : takes[plus + 1 + ((index - plus) % (takes.length - plus - 1))]) as Taken;
}

/** Whether a function takes a range at this place as a range, and not one value of it. Those that choose among their arguments do not. */
export function takesRange(name: string, index: number): boolean {
  const bare = bareName(name);
  if (SPECIAL_FORMS.has(bare)) return false;
  const taken = takenAs(functionNamed(bare)?.takes ?? "R", index);
  return taken === "R" || taken === "A";
}
