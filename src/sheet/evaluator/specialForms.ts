import type { CellError, CellValue } from "../../cells/cell";
import type { CallNode, FormulaNode } from "../formula/nodes";
import { elementwise } from "./elementwise";
import { type Locals, type Mode, type Scope, type Walk, localNamed } from "./scope";
import { Lambda, Matrix, NOT_AVAILABLE, type Value, WRONG_VALUE, asNumber, asTruth, compared, isErrorValue } from "./value";

/** A function that decides which of its arguments are calculated at all, or what their words mean. */
export type SpecialForm = (node: CallNode, mode: Mode, scope: Scope, walk: Walk) => Value;

export const SPECIAL_FORMS: ReadonlyMap<string, SpecialForm> = new Map<string, SpecialForm>([
  ["IF", ifForm],
  ["IFS", ifsForm],
  ["SWITCH", switchForm],
  ["CHOOSE", chooseForm],
  ["IFERROR", (...form) => otherwise(isErrorValue, ...form)],
  ["IFNA", (...form) => otherwise((value) => isErrorValue(value) && value.error === "#N/A", ...form)],
  ["LET", letForm],
  ["LAMBDA", lambdaForm],
  ["ISOMITTED", isOmitted],
]);

type Part = FormulaNode | null | undefined;

/** A branch of a choice: where nothing stands behind its comma, 0. */
function branch(part: Part, mode: Mode, scope: Scope, walk: Walk): Value {
  return walk.argument(part, mode, scope) ?? 0;
}

/** One value, or in a formula of today an array of them, by which something is decided. */
function deciding(part: Part, mode: Mode, scope: Scope, walk: Walk): CellValue | Matrix {
  const value = walk.argument(part, mode === "array" ? "array" : "value", scope) ?? null;
  return mode === "array" || value instanceof Matrix ? walk.loaded(value) : walk.single(value);
}

function wrongCount(node: CallNode, fewest: number, most: number, walk: Walk): CellError | undefined {
  const given = node.arguments.length;
  return given < fewest || given > most ? walk.error("#VALUE!", `${node.name} is given ${given} arguments, which is too ${given < fewest ? "few" : "many"}`) : undefined;
}

function ifForm(node: CallNode, mode: Mode, scope: Scope, walk: Walk): Value {
  const wrong = wrongCount(node, 1, 3, walk);
  if (wrong !== undefined) return wrong;
  const [condition, yes, no] = node.arguments;
  const truthOf = (part: Part, otherwise: boolean): Value => (part === undefined ? otherwise : branch(part, mode, scope, walk));
  const decided = deciding(condition, mode, scope, walk);
  if (!(decided instanceof Matrix)) {
    const truth = asTruth(decided);
    return isErrorValue(truth) ? truth : truth ? truthOf(yes, true) : truthOf(no, false);
  }
  // Each branch is calculated only if some place of the condition asks for it.
  let [whenTrue, whenFalse]: (CellValue | Matrix | undefined)[] = [undefined, undefined];
  const truths = new Matrix(decided.rows.map((row) => row.map(asTruth)));
  for (const row of truths.rows) {
    for (const truth of row) {
      if (truth === true) whenTrue ??= walk.loaded(truthOf(yes, true));
      else if (truth === false) whenFalse ??= walk.loaded(truthOf(no, false));
    }
  }
  return elementwise([truths, whenTrue ?? null, whenFalse ?? null], ALL, "IF", ([truth, one, other]) => (isErrorValue(truth) ? truth : ((truth === true ? one : other) as CellValue)));
}

const ALL = [true, true, true];

function otherwise(isReplaced: (value: CellValue) => boolean, node: CallNode, mode: Mode, scope: Scope, walk: Walk): Value {
  const wrong = wrongCount(node, 2, 2, walk);
  if (wrong !== undefined) return wrong;
  const [tried, instead] = node.arguments;
  const inner = mode === "range" ? "value" : mode;
  const value = walk.loaded(branch(tried, inner, scope, walk));
  if (!(value instanceof Matrix)) return isReplaced(value) ? branch(instead, mode, scope, walk) : value;
  if (!value.rows.some((row) => row.some(isReplaced))) return value;
  const replacement = walk.loaded(branch(instead, inner, scope, walk));
  return elementwise([value, replacement], ALL, node.name, ([one, other]) => (isReplaced(one as CellValue) ? other : one) as CellValue);
}

function ifsForm(node: CallNode, mode: Mode, scope: Scope, walk: Walk): Value {
  const parts = node.arguments;
  if (parts.length < 2 || parts.length % 2 === 1) return walk.error("#VALUE!", "IFS needs a value behind each condition");
  for (let index = 0; index < parts.length; index += 2) {
    const decided = deciding(parts[index], mode, scope, walk);
    if (decided instanceof Matrix) return ifsOfArrays(parts.slice(index), mode, scope, walk);
    const truth = asTruth(decided);
    if (isErrorValue(truth)) return truth;
    if (truth) return branch(parts[index + 1], mode, scope, walk);
  }
  return NOT_AVAILABLE;
}

function ifsOfArrays(parts: readonly (FormulaNode | null)[], mode: Mode, scope: Scope, walk: Walk): Value {
  const values = parts.map((part, index) => (index % 2 === 0 ? deciding(part, mode, scope, walk) : walk.loaded(branch(part, mode, scope, walk))));
  return elementwise(values, values.map(() => true), "IFS", (given) => {
    for (let index = 0; index < given.length; index += 2) {
      const truth = asTruth(given[index] as CellValue);
      if (isErrorValue(truth)) return truth;
      if (truth) return given[index + 1] as CellValue;
    }
    return NOT_AVAILABLE;
  });
}

/** A value of SWITCH is compared as `=` compares; what is omitted is empty. */
function switchForm(node: CallNode, mode: Mode, scope: Scope, walk: Walk): Value {
  const [asked, ...cases] = node.arguments;
  if (cases.length < 2) return walk.error("#VALUE!", "SWITCH needs at least a value to compare with, and a result");
  const pairs = Math.floor(cases.length / 2);
  const decided = deciding(asked, mode, scope, walk);
  const result = (index: number): Value => branch(cases[index], mode, scope, walk);
  if (!(decided instanceof Matrix)) {
    if (isErrorValue(decided)) return decided;
    for (let pair = 0; pair < pairs; pair++) {
      const candidate = deciding(cases[2 * pair], mode, scope, walk);
      if (candidate instanceof Matrix) return switchOfArrays(decided, cases, mode, scope, walk);
      if (isErrorValue(candidate)) return candidate;
      if (compared(decided, candidate) === 0) return result(2 * pair + 1);
    }
    return cases.length % 2 === 1 ? result(cases.length - 1) : NOT_AVAILABLE;
  }
  return switchOfArrays(decided, cases, mode, scope, walk);
}

function switchOfArrays(decided: CellValue | Matrix, cases: readonly (FormulaNode | null)[], mode: Mode, scope: Scope, walk: Walk): Value {
  const values = [decided, ...cases.map((part) => walk.loaded(branch(part, mode, scope, walk)))];
  return elementwise(values, values.map(() => true), "SWITCH", ([asked, ...given]) => {
    if (isErrorValue(asked)) return asked;
    for (let index = 0; index + 1 < given.length; index += 2) if (compared(asked as CellValue, given[index] as CellValue) === 0) return given[index + 1] as CellValue;
    return given.length % 2 === 1 ? (given.at(-1) as CellValue) : NOT_AVAILABLE;
  });
}

function chooseForm(node: CallNode, mode: Mode, scope: Scope, walk: Walk): Value {
  const [asked, ...choices] = node.arguments;
  if (choices.length === 0) return walk.error("#VALUE!", "CHOOSE needs something to choose from");
  const decided = deciding(asked, mode, scope, walk);
  const place = (value: CellValue): number | CellError => {
    const number = asNumber(value, walk.context.from1904);
    if (isErrorValue(number)) return number;
    const index = Math.trunc(number) - 1;
    return index >= 0 && index < choices.length ? index : WRONG_VALUE;
  };
  if (!(decided instanceof Matrix)) {
    const index = place(decided);
    return isErrorValue(index) ? index : branch(choices[index], mode, scope, walk);
  }
  const values = choices.map((choice) => walk.loaded(branch(choice, mode, scope, walk)));
  // CHOOSE({1,2},A1:A3,B1:B3) puts columns side by side.
  return elementwise([decided, ...values], [true, ...values.map(() => true)], "CHOOSE", ([at, ...given]) => {
    const index = place(at as CellValue);
    return isErrorValue(index) ? index : (given[index] as CellValue);
  });
}

function letForm(node: CallNode, mode: Mode, scope: Scope, walk: Walk): Value {
  const parts = node.arguments;
  if (parts.length < 3 || parts.length % 2 === 0) return walk.error("#VALUE!", "LET needs a value behind each name, and at last what is calculated with them");
  let locals = scope.locals;
  for (let index = 0; index + 1 < parts.length; index += 2) {
    const name = nameIn(parts[index]);
    if (name === undefined) return walk.error("#NAME?", "LET needs a name where something else stands");
    locals = { name, value: walk.argument(parts[index + 1], "array", { ...scope, locals }), outer: locals };
  }
  return branch(parts.at(-1), mode, { ...scope, locals }, walk);
}

function lambdaForm(node: CallNode, _mode: Mode, scope: Scope, walk: Walk): Value {
  const names = node.arguments.slice(0, -1).map(nameIn);
  const body = node.arguments.at(-1);
  if (body === undefined || names.includes(undefined)) return walk.error("#VALUE!", "LAMBDA needs names, and at last what is calculated with them");
  return new Lambda(names.length, (args) => {
    if (args.length > names.length) return walk.error("#VALUE!", `a LAMBDA of ${names.length} arguments is given ${args.length}`);
    const locals = names.reduce<Locals | undefined>((outer, name, index) => ({ name: name ?? "", value: args[index], outer }), scope.locals);
    return walk.deeper(() => branch(body, "array", { ...scope, locals }, walk));
  });
}

/** Optional parameters are written in brackets, which only files of older versions do not know. */
function nameIn(part: Part): string | undefined {
  return part?.kind === "name" && part.sheet === undefined ? part.name.toUpperCase().replace(/^_XLPM\./, "") : undefined;
}

function isOmitted(node: CallNode, _mode: Mode, scope: Scope): Value {
  const name = nameIn(node.arguments[0]);
  const local = name === undefined ? undefined : localNamed(scope.locals, name);
  return local !== undefined && local.value === undefined;
}

