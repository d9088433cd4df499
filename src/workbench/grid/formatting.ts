import { BorderStyleTypes, BorderType } from "@univerjs/core";
import { SetBoldCommand, SetBorderBasicCommand, SetFrozenCommand, SetItalicCommand, SetStyleCommand } from "@univerjs/sheets";
import { AddDecimalCommand, SetNumfmtCommand, SubtractDecimalCommand } from "@univerjs/sheets-numfmt";
import type { Rectangle } from "../../sheet/area";

/** What the page offers to do to the look of the selected cells. A saved file keeps all of it. */
export type Formatting =
  | { readonly kind: "number"; readonly format: string }
  | { readonly kind: "fill"; readonly colour: string | undefined }
  | { readonly kind: "border"; readonly border: "all" | "outside" | "top" | "bottom" | "none" }
  | { readonly kind: "bold" | "italic" | "more decimals" | "fewer decimals" | "freeze" };

export const NUMBER_FORMATS: readonly { readonly name: string; readonly format: string; readonly example: string }[] = [
  { name: "General", format: "General", example: "1234.5" },
  { name: "Money", format: "#,##0.00", example: "1,234.50" },
  { name: "Whole number", format: "#,##0", example: "1,235" },
  { name: "Percent", format: "0.00%", example: "12.50%" },
  { name: "Date", format: "yyyy-mm-dd", example: "2026-03-31" },
];

/** Light enough for black letters in front. */
export const FILLS: readonly { readonly name: string; readonly colour: string | undefined }[] = [
  { name: "No fill", colour: undefined },
  { name: "Yellow", colour: "#FFF2CC" },
  { name: "Green", colour: "#E2EFDA" },
  { name: "Blue", colour: "#DDEBF7" },
  { name: "Orange", colour: "#FCE4D6" },
  { name: "Grey", colour: "#EDEDED" },
];

export const BORDERS: readonly { readonly name: string; readonly border: "all" | "outside" | "top" | "bottom" | "none" }[] = [
  { name: "All borders", border: "all" },
  { name: "Around the selection", border: "outside" },
  { name: "Above", border: "top" },
  { name: "Below", border: "bottom" },
  { name: "No borders", border: "none" },
];

const BORDER_TYPES = { all: BorderType.ALL, outside: BorderType.OUTSIDE, top: BorderType.TOP, bottom: BorderType.BOTTOM, none: BorderType.NONE };

type Selected = Rectangle & { readonly sheetId: string };

/** The grid's own command for it. */
export function formattingCommand(unitId: string, formatting: Formatting, selection: Selected, isFrozenHere: boolean): { readonly id: string; readonly params?: object } {
  switch (formatting.kind) {
    case "number":
      return { id: SetNumfmtCommand.id, params: { values: [...cellsOf(selection)].map((cell) => (formatting.format === "General" ? cell : { ...cell, pattern: formatting.format })) } };
    case "fill":
      return { id: SetStyleCommand.id, params: { style: { type: "bg", value: formatting.colour === undefined ? null : { rgb: formatting.colour } } } };
    case "border":
      return { id: SetBorderBasicCommand.id, params: { value: { type: BORDER_TYPES[formatting.border], color: "#000000", style: BorderStyleTypes.THIN, activeBorderType: true } } };
    case "bold":
      return { id: SetBoldCommand.id };
    case "italic":
      return { id: SetItalicCommand.id };
    case "more decimals":
      return { id: AddDecimalCommand.id };
    case "fewer decimals":
      return { id: SubtractDecimalCommand.id };
    case "freeze":
      return { id: SetFrozenCommand.id, params: { unitId, subUnitId: selection.sheetId, ...(isFrozenHere ? UNFROZEN : frozenAt(selection)) } };
  }
}

const UNFROZEN = { startRow: -1, startColumn: -1, xSplit: 0, ySplit: 0 };

/** What stands above the selection and to its left stays in view. */
function frozenAt({ top, left }: Selected): typeof UNFROZEN {
  return { startRow: top > 1 ? top - 1 : -1, startColumn: left > 1 ? left - 1 : -1, ySplit: top - 1, xSplit: left - 1 };
}

function* cellsOf({ top, left, bottom, right }: Selected): Iterable<{ readonly row: number; readonly col: number }> {
  for (let row = top - 1; row < bottom; row++) for (let col = left - 1; col < right; col++) yield { row, col };
}

