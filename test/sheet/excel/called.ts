import type { CellError, CellValue, ErrorCode } from "../../../src/cells/cell";
import { Matrix, Reference, type Value, isErrorValue } from "../../../src/sheet/evaluator/value";
import { ARRAY_FUNCTIONS } from "../../../src/sheet/excel/arrays";
import { DATE_FUNCTIONS } from "../../../src/sheet/excel/dates";
import { ENGINEERING_FUNCTIONS } from "../../../src/sheet/excel/engineering";
import { type Context, type ExcelFunctions, answerOf } from "../../../src/sheet/excel/excelFunction";
import { INFORMATION_FUNCTIONS } from "../../../src/sheet/excel/information";
import { MATH_FUNCTIONS } from "../../../src/sheet/excel/math";
import { TEXT_FUNCTIONS } from "../../../src/sheet/excel/text";
import type { FormulaNode } from "../../../src/sheet/formula/nodes";
import { parsedFormula } from "../../../src/sheet/formula/parser";
import { type Sheet, Workbook } from "../../../src/sheet/workbook";
import { cellOf } from "../build";

const FUNCTIONS: ExcelFunctions = { ...ARRAY_FUNCTIONS, ...DATE_FUNCTIONS, ...ENGINEERING_FUNCTIONS, ...INFORMATION_FUNCTIONS, ...MATH_FUNCTIONS, ...TEXT_FUNCTIONS };

/** What a call of one function answers: arguments are constants, arrays, cells A1 … of `cells`, or other calls. An array is given as its rows. */
export function called(formula: string, cells: Readonly<Record<string, CellValue>> = {}, from1904 = false): CellValue | readonly (readonly CellValue[])[] {
  const book = new Workbook();
  const sheet = book.addSheet("Sheet1");
  for (const [place, value] of Object.entries(cells)) {
    const [, letter = "A", row = "1"] = /^([A-Z])(\d+)$/.exec(place) ?? [];
    sheet.setCell(Number(row), letter.charCodeAt(0) - 64, cellOf({ value }));
  }
  const value = answer(parsedFormula(formula), formula, sheet, contextOf(from1904));
  return value instanceof Matrix ? value.rows : value instanceof Reference ? "a reference" : (value as CellValue);
}

/** A number by the 15 digits that Excel and LibreOffice show; an error by its code alone, for its sentence is ours. */
export function sameDigits(value: ReturnType<typeof called>): ReturnType<typeof called> {
  if (typeof value === "number") return Number(value.toPrecision(15));
  return typeof value === "object" && value !== null && "error" in value ? { error: value.error } : value;
}

function contextOf(from1904: boolean): Context {
  const rows = (value: Value | undefined): readonly (readonly CellValue[])[] | CellError => {
    if (value instanceof Matrix) return value.rows;
    if (!(value instanceof Reference)) return [[(value ?? null) as CellValue]];
    const [area] = value.areas;
    if (area === undefined) throw new Error("A reference without an area.");
    return Array.from({ length: area.bottom - area.top + 1 }, (_, row) =>
      Array.from({ length: area.right - area.left + 1 }, (_unused, column) => area.sheet.cell(area.top + row, area.left + column)?.value ?? null),
    );
  };
  return {
    from1904,
    now: 45_000.75,
    rows,
    each: (value, visit) => {
      for (const row of rows(value) as readonly (readonly CellValue[])[]) for (const item of row) if (item !== null || value instanceof Matrix) visit(item);
    },
    areas: (reference) => reference.areas,
  };
}

function answer(node: FormulaNode, formula: string, sheet: Sheet, context: Context): Value {
  const text = formula.slice(node.start, node.end);
  switch (node.kind) {
    case "number":
    case "text":
    case "boolean":
    case "error":
      return constant(text);
    case "prefix":
      return -(answer(node.operand, formula, sheet, context) as number);
    case "operation":
      return (answer(node.left, formula, sheet, context) as number) / (answer(node.right, formula, sheet, context) as number);
    case "array":
      return new Matrix(
        text
          .slice(1, -1)
          .split(";")
          .map((row) => row.split(",").map(constant)),
      );
    case "reference":
      return new Reference([{ sheet, top: node.top.at, left: node.left.at, bottom: node.bottom.at, right: node.right.at }]);
    case "call":
      return answerOfCall(
        node.name.toUpperCase(),
        node.arguments.map((argument) => (argument === null ? undefined : answer(argument, formula, sheet, context))),
        context,
      );
    default:
      throw new Error(`${formula}: this helper reads no ${node.kind}.`);
  }
}

function constant(written: string): CellValue {
  const text = written.trim();
  if (text.startsWith('"')) return text.slice(1, -1).replaceAll('""', '"');
  if (text.startsWith("#")) return { error: text as ErrorCode };
  return text === "TRUE" || text === "FALSE" ? text === "TRUE" : Number(text);
}

/** As an evaluator calls it: a cell is its value where the function takes values, and each value of an array gets an answer of its own. */
function answerOfCall(name: string, args: readonly (Value | undefined)[], context: Context): Value {
  const called = FUNCTIONS[name];
  if (called === undefined) throw new Error(`There is no function ${name}.`);
  if (args.length < called.fewest || args.length > called.most) return { error: "#VALUE!", message: "the number of arguments" };
  const letter = (index: number) => called.takes.charAt(Math.min(index, called.takes.length - 1));
  const rowsAt = args.map((arg, index) => (letter(index) === "V" && (arg instanceof Matrix || arg instanceof Reference) ? (context.rows(arg) as readonly (readonly CellValue[])[]) : undefined));
  const height = Math.max(1, ...rowsAt.map((rows) => rows?.length ?? 1));
  const width = Math.max(1, ...rowsAt.map((rows) => rows?.[0]?.length ?? 1));
  const rows = Array.from({ length: height }, (_, row) =>
    Array.from({ length: width }, (_unused, column) => {
      const values = args.map((arg, index) => {
        const grid = rowsAt[index];
        const line = grid?.[grid.length === 1 ? 0 : row];
        return grid === undefined ? arg : (line?.[line.length === 1 ? 0 : column] ?? null);
      });
      const error = called.seesErrors === true ? undefined : values.find((value, index) => letter(index) === "V" && isErrorValue(value));
      return error ?? answerOf(called, values, context);
    }),
  );
  const only = rows[0]?.[0] ?? null;
  return height === 1 && width === 1 ? only : new Matrix(rows as CellValue[][]);
}
