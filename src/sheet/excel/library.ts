import { calculateFormulas, type CellLike, type RowLike, type WorksheetLike } from "@cj-tech-master/excelts/formula";
import type { CellValue, ErrorCode } from "../../cells/cell";
import { LAST_COLUMN, LAST_ROW } from "../address";
import { Matrix, type Value, answeredNumber, errorOf } from "../evaluator/value";
import type { SheetFunction } from "./excelFunction";

/**
 * The functions of Excel that are neither in this folder nor about references, from a library (excelts). It is given values only, one call at a time: of
 * references, branches and names it understands other things than Excel.
 */
export function libraryFunction(name: string): SheetFunction | undefined {
  let known = FUNCTIONS.get(name);
  if (known === undefined) FUNCTIONS.set(name, (known = isKnown(name) ? libraryCall(name) : null));
  return known ?? undefined;
}

const FUNCTIONS = new Map<string, SheetFunction | null>();

function libraryCall(name: string): SheetFunction {
  return {
    fewest: 0,
    most: 255,
    takes: TAKES.get(name) ?? "R",
    answer: (args, context) => {
      const given: LibraryValue[] = [];
      for (const arg of args) {
        const loaded = arg === undefined ? null : context.loaded(arg);
        given.push(loaded instanceof Matrix ? libraryArray(loaded) : libraryScalar(loaded));
      }
      const answered = calculated(name, args.map((arg, index) => (arg === undefined ? "" : `_IN(${index})`)).join(","), given);
      return answered ?? context.unsupported("#VALUE!", `${name} cannot be calculated here with these arguments`);
    },
  };
}

/** Arguments that are taken one value at a time; all others are ranges. */
const TAKES = new Map<string, string>(
  Object.entries({
    V: `IMABS IMAGINARY IMARGUMENT IMCONJUGATE IMCOS IMCOSH IMCOT IMCSC IMCSCH IMDIV IMEXP IMLN IMLOG10 IMLOG2 IMPOWER IMREAL IMSEC IMSECH IMSIN IMSINH IMSQRT
      IMSUB IMTAN COMPLEX BESSELI BESSELJ BESSELK BESSELY ENCODEURL`,
  }).flatMap(([pattern, names]) => names.split(/\s+/).map((name): [string, string] => [name, pattern])),
);

/** The library knows a function of this name. Its register is not exported, so it is asked: a name it does not know is #NAME?. */
function isKnown(name: string): boolean {
  if (!/^[\p{L}_][\p{L}\p{N}_.]*$/u.test(name) || name.startsWith("_")) return false;
  const answered = calculated(name, "", []);
  return !(typeof answered === "object" && answered !== null && "error" in answered && answered.error === "#NAME?");
}

/** A value as the library holds it; its tags are not exported. */
type LibraryValue = LibraryScalar | { readonly kind: 5; readonly rows: readonly (readonly LibraryScalar[])[]; readonly height: number; readonly width: number };
type LibraryScalar =
  | { readonly kind: 0 }
  | { readonly kind: 1; readonly value: number }
  | { readonly kind: 2; readonly value: string }
  | { readonly kind: 3; readonly value: boolean }
  | { readonly kind: 4; readonly code: string };

function libraryScalar(value: CellValue): LibraryScalar {
  if (value === null) return { kind: 0 };
  if (typeof value === "number") return { kind: 1, value };
  if (typeof value === "string") return { kind: 2, value };
  return typeof value === "boolean" ? { kind: 3, value } : { kind: 4, code: value.error };
}

function libraryArray({ rows, height, width }: Matrix): LibraryValue {
  return { kind: 5, rows: rows.map((row) => row.map(libraryScalar)), height, width };
}

function fromLibrary(value: LibraryScalar): CellValue {
  if (value.kind === 0) return null;
  if (value.kind === 4) return errorOf(value.code as ErrorCode);
  return value.kind === 1 ? answeredNumber(value.value) : value.value;
}

/** One call in a workbook of its own. Undefined where the library answers nothing, or something that is no value. */
function calculated(name: string, args: string, given: readonly LibraryValue[]): Value | undefined {
  let answered: LibraryValue | undefined;
  const sheet = new OneCellSheet(`_OUT(${name}(${args}))`);
  calculateFormulas({
    worksheets: [sheet],
    getWorksheet: () => undefined,
    userFunctions: new Map([
      ["_IN", { minArity: 1, maxArity: 1, invoke: ([index]: unknown[]) => given[(index as { value: number }).value] ?? { kind: 0 } }],
      ["_OUT", { minArity: 1, maxArity: 1, invoke: ([value]: unknown[]) => ((answered = value as LibraryValue), { kind: 3, value: true }) }],
    ]),
    calcProperties: {},
    properties: {},
  });
  // Set while the library calculates, which the compiler cannot see.
  const value = answered as LibraryValue | undefined;
  if (value === undefined || value.kind > 5) return undefined;
  return value.kind === 5 ? new Matrix(value.rows.map((row) => row.map(fromLibrary))) : fromLibrary(value);
}

class OneCellSheet implements WorksheetLike {
  readonly id = 1;
  readonly name = "Sheet";
  readonly dimensions = { top: 1, left: 1, bottom: LAST_ROW, right: LAST_COLUMN };
  private readonly cell: CellLike;

  constructor(formula: string) {
    this.cell = { type: 6, row: 1, col: 1, model: {}, value: null, result: undefined, formula };
  }

  eachRow(first: unknown, second?: unknown): void {
    const visit = (second ?? first) as (row: RowLike, number: number) => void;
    visit({ hidden: false, eachCell: (a: unknown, b?: unknown) => ((b ?? a) as (cell: CellLike, column: number) => void)(this.cell, 1) }, 1);
  }

  /** The library would write its answer here; it comes through `_OUT` instead. */
  findCell(): undefined {
    return undefined;
  }

  getCell(): never {
    throw new Error("The library tried to write into a cell.");
  }
}

