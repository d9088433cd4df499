import type { CellError, CellValue } from "../../cells/cell";
import { LAST_COLUMN, LAST_ROW, columnLetters, sheetPrefix } from "../address";
import type { Area } from "../area";
import { Matrix, NOT_AVAILABLE, NO_REFERENCE, Reference, type Value, WRONG_VALUE, asText, isErrorValue } from "../evaluator/value";
import { type Context, type SheetContext, type SheetFunction, type SheetFunctions, areaIn, ofRanges, ofValues, rowsIn, truthIn, unlessError, wholeIn } from "./excelFunction";

/** Functions about where things stand, not about what stands there. */
export const PLACE_FUNCTIONS: SheetFunctions = {
  ROW: aboutArea((area) => lined(numbersFrom(area.top, area.bottom).map((row) => [row]))),
  COLUMN: aboutArea((area) => lined([numbersFrom(area.left, area.right)])),
  ROWS: sized((height) => height),
  COLUMNS: sized((_height, width) => width),
  AREAS: ofRanges(1, 1, "R", ([given], context) => {
    const arg = unlessError(given);
    return arg instanceof Reference ? arg.areas.length : context.error("#VALUE!", "AREAS needs a reference");
  }),
  ISREF: ofRanges(1, 1, "R", ([arg]) => arg instanceof Reference),
  SHEET: ofRanges(0, 1, "R", ([arg], { vocabulary: { workbook }, place, loaded }) => {
    if (arg === undefined || arg instanceof Reference) return workbook.sheets.indexOf(arg?.areas[0]?.sheet ?? place().sheet) + 1;
    const name = unlessError(loaded(arg));
    const at = typeof name === "string" ? workbook.sheets.findIndex((sheet) => sheet.name.toLowerCase() === name.toLowerCase()) : -1;
    return at < 0 ? NOT_AVAILABLE : at + 1;
  }),
  SHEETS: ofRanges(0, 1, "R", ([arg], { vocabulary: { workbook } }) => {
    if (arg === undefined) return workbook.sheets.length;
    return arg instanceof Reference ? new Set(arg.areas.map(({ sheet }) => sheet)).size : NO_REFERENCE;
  }),
  ISFORMULA: aboutCells((area, row, column) => area.sheet.cell(row, column)?.formula !== undefined),
  FORMULATEXT: aboutCells((area, row, column) => {
    const formula = area.sheet.cell(row, column)?.formula;
    return formula === undefined ? NOT_AVAILABLE : `=${formula.text}`;
  }),
  ADDRESS: ofValues(2, 5, address),
  CELL: ofRanges(1, 2, "VR", cellInformation),
  OFFSET: ofRanges(3, 5, "RVVVV", offset),
  INDEX: ofRanges(2, 4, "AVVV", index),
  INDIRECT: ofRanges(1, 2, "V", indirect),
};

function aboutArea(answer: (area: Area) => Value): SheetFunction {
  return ofRanges(0, 1, "R", ([arg], context) => {
    const { sheet, row, column } = context.place();
    const here = { sheet, top: row, left: column, bottom: row, right: column };
    return answer(arg === undefined ? here : areaIn(arg, "a reference to one range is expected", context));
  });
}

function lined(rows: number[][]): Value {
  const only = rows[0]?.[0];
  return rows.length === 1 && rows[0]?.length === 1 && only !== undefined ? only : new Matrix(rows);
}

function numbersFrom(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function sized(answer: (height: number, width: number) => number): SheetFunction {
  return ofRanges(1, 1, "A", ([arg], context) => {
    if (arg instanceof Reference) {
      const [area] = arg.areas;
      return area === undefined || arg.areas.length > 1 ? NO_REFERENCE : answer(area.bottom - area.top + 1, area.right - area.left + 1);
    }
    const grid = rowsIn(arg, context);
    const only = grid[0]?.[0];
    return isErrorValue(only) && !(arg instanceof Matrix) ? only : answer(grid.length, grid[0]?.length ?? 1);
  });
}

function aboutCells(answer: (area: Area, row: number, column: number) => CellValue): SheetFunction {
  return ofRanges(1, 1, "R", ([arg], context) => {
    const area = areaIn(arg, "a reference to cells is expected", context);
    const { top, left, bottom, right } = context.reader.clipped(area);
    if (top === bottom && left === right) return answer(area, top, left);
    return new Matrix(numbersFrom(top, bottom).map((row) => numbersFrom(left, right).map((column) => answer(area, row, column))));
  });
}

function address([row, column, kind, style, sheet]: readonly (CellValue | undefined)[], context: Context): CellValue {
  const [r, c, absolute] = [wholeIn(row, 0, context), wholeIn(column, 0, context), wholeIn(kind ?? 1, 1, context)];
  const a1 = truthIn(style, true);
  const name = sheet === undefined ? undefined : unlessError(asText(sheet));
  if (absolute < 1 || absolute > 4) return WRONG_VALUE;
  const [fixedRow, fixedColumn] = [absolute === 1 || absolute === 2, absolute === 1 || absolute === 3];
  if ((a1 || fixedRow) && (r < 1 || r > LAST_ROW)) return WRONG_VALUE;
  if ((a1 || fixedColumn) && (c < 1 || c > LAST_COLUMN)) return WRONG_VALUE;
  const cell = a1
    ? `${fixedColumn ? "$" : ""}${columnLetters(c)}${fixedRow ? "$" : ""}${r}`
    : `R${fixedRow ? r : r === 0 ? "" : `[${r}]`}C${fixedColumn ? c : c === 0 ? "" : `[${c}]`}`;
  return `${name === undefined ? "" : name === "" ? "!" : sheetPrefix(name)}${cell}`;
}

function cellInformation([asked, about]: readonly (Value | undefined)[], { place, error, unsupported, reader }: SheetContext): CellValue {
  if (isErrorValue(about)) return about;
  if (about !== undefined && !(about instanceof Reference)) return error("#VALUE!", "CELL needs a reference as its second argument");
  const area = about?.areas[0];
  const known = "the function CELL is calculated here for address, row, col, contents and type of a given cell only";
  if (area === undefined) return unsupported("#NAME?", known);
  switch (typeof asked === "string" ? asked.toLowerCase() : "") {
    case "row":
      return area.top;
    case "col":
      return area.left;
    case "address":
      return `${area.sheet === place().sheet ? "" : sheetPrefix(area.sheet.name)}$${columnLetters(area.left)}$${area.top}`;
    case "contents":
      return reader.cell(area.sheet, area.top, area.left) ?? 0;
    case "type": {
      const value = reader.cell(area.sheet, area.top, area.left);
      return value === null ? "b" : typeof value === "string" ? "l" : "v";
    }
    default:
      return unsupported("#NAME?", known);
  }
}

/** The cells so many rows and columns away, in this size. */
function offset([base, ...by]: readonly (Value | undefined)[], context: SheetContext): Value {
  const area = areaIn(base, "OFFSET needs a reference as its first argument", context);
  const [rows = 0, columns = 0, height = area.bottom - area.top + 1, width = area.right - area.left + 1] = by.map((arg) => wholeIn(arg, undefined, context));
  if (height === 0 || width === 0) return NO_REFERENCE;
  const top = area.top + rows + (height < 0 ? height + 1 : 0);
  const left = area.left + columns + (width < 0 ? width + 1 : 0);
  return onSheet({ sheet: area.sheet, top, left, bottom: top + Math.abs(height) - 1, right: left + Math.abs(width) - 1 });
}

function onSheet(area: Area): Reference | CellError {
  return area.top < 1 || area.left < 1 || area.bottom > LAST_ROW || area.right > LAST_COLUMN ? NO_REFERENCE : new Reference([area]);
}

/** A cell of a range or an array, or with 0 a whole row or column of it. With one index, one row is counted along the row. */
function index([given, ...at]: readonly (Value | undefined)[], context: SheetContext): Value {
  const base = unlessError(given);
  const [first = 0, second, areaNumber = 1] = at.map((arg) => wholeIn(arg, undefined, context));
  const isOneIndex = at.length === 1;
  if (first < 0 || (second ?? 0) < 0) return WRONG_VALUE;
  if (base instanceof Reference) {
    const area = base.areas[areaNumber - 1];
    if (area === undefined) return NO_REFERENCE;
    const [row, column] = isOneIndex && area.top === area.bottom ? [0, first] : [first, second ?? 0];
    if (row > area.bottom - area.top + 1 || column > area.right - area.left + 1) return NO_REFERENCE;
    return new Reference([
      {
        sheet: area.sheet,
        top: row === 0 ? area.top : area.top + row - 1,
        bottom: row === 0 ? area.bottom : area.top + row - 1,
        left: column === 0 ? area.left : area.left + column - 1,
        right: column === 0 ? area.right : area.left + column - 1,
      },
    ]);
  }
  const grid = rowsIn(base, context);
  const [row, column] = isOneIndex && grid.length === 1 ? [0, first] : [first, second ?? 0];
  if (row > grid.length || column > (grid[0]?.length ?? 0) || areaNumber !== 1) return NO_REFERENCE;
  const picked = (row === 0 ? grid : grid.slice(row - 1, row)).map((line) => (column === 0 ? line : line.slice(column - 1, column)));
  return picked.length === 1 && picked[0]?.length === 1 ? (picked[0][0] ?? null) : new Matrix(picked);
}

function indirect([text, style]: readonly (Value | undefined)[], context: SheetContext): Value {
  const written = unlessError(asText(text as CellValue));
  const a1 = truthIn(style, true);
  return a1 ? context.indirect(written) : (rowColumnReference(written, context) ?? context.error("#REF!", `INDIRECT is given "${written}", which is not a reference`));
}

/** A reference in the style R3C2 or R[-1]C, before it a sheet. */
function rowColumnReference(text: string, { place, vocabulary }: SheetContext): Value | undefined {
  const [, quoted, plain, cells = ""] = /^(?:'((?:[^']|'')+)'!|([^'!]+)!)?(.+)$/.exec(text.trim()) ?? [];
  const sheetName = quoted?.replace(/''/g, "'") ?? plain;
  const sheet = sheetName === undefined ? place().sheet : vocabulary.sheet(sheetName);
  const coordinate = (fixed: string | undefined, relative: string | undefined, here: number) => (relative !== undefined ? here + Number(relative) : fixed !== undefined ? Number(fixed) : here);
  const corners = cells.split(":").map((corner) => {
    const found = /^R(?:(\d+)|\[(-?\d+)\])?C(?:(\d+)|\[(-?\d+)\])?$/i.exec(corner.trim());
    return found === null ? undefined : { row: coordinate(found[1], found[2], place().row), column: coordinate(found[3], found[4], place().column) };
  });
  const [a, b = a] = corners;
  if (sheet === undefined || a === undefined || b === undefined || corners.length > 2) return undefined;
  return onSheet({ sheet, top: Math.min(a.row, b.row), left: Math.min(a.column, b.column), bottom: Math.max(a.row, b.row), right: Math.max(a.column, b.column) });
}

