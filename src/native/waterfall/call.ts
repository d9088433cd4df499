import type { CellValue } from "../../cells/cell";
import { decimalOf } from "../../cells/decode";
import { turned } from "../../cells/encode";
import type { Decimal } from "../../engine/decimal";
import { waterfallStatement, type Layer } from "../../engine/waterfall";
import { waterfallCall } from "../../functions/waterfall";
import type { Area } from "../../sheet/area";
import { NativeRefusal, asRead, gridOf, isLeftOut, type Argument } from "../parts/block";

/** How many rows a table of layers has at most: each needs some ten lines. */
const MOST_LAYERS = 200;

/** A call of WATERFALL as it stands: the words, ranks and shapes that its formulas are written for, and the figures that say how large numbers get. */
export type WaterfallCall = ReturnType<typeof readCall>;

export function readCall(cash: Area, layersArea: Area, decimals: Argument, amounts: Argument) {
  const { terms, table: read, direction } = asRead(waterfallCall, { cash, layers: layersArea, decimals, amounts });
  const { layers, payees, table } = read;
  if (table === undefined) throw new NativeRefusal("the columns of its layers are not clear");
  if (layers.length > MOST_LAYERS) throw new NativeRefusal(`it has ${layers.length} layers; plain formulas are written for ${MOST_LAYERS} at most`);
  const noAmounts = isLeftOut(amounts);
  const added = noAmounts || amounts === null ? [] : direction === "down" ? turned(gridOf(amounts)) : gridOf(amounts);
  return {
    cash,
    layersArea,
    amounts: noAmounts ? null : amounts,
    /** A cell that is given for the amounts and is blank. */
    blankAmounts: noAmounts ? amounts : null,
    periods: terms.cash.length,
    direction,
    table,
    layers,
    /** The first row that names the same payee. */
    payees: payees.map((payee) => payees.indexOf(payee)),
    decimals: terms.decimals,
    /** The function's own figures; none where nothing is rounded. */
    statement: terms.decimals === "exact" ? [] : waterfallStatement(terms),
    /** The amounts of the cash, and of each row with what falls due in it by period. */
    cashAmounts: terms.cash,
    rowAmounts: layers.map((layer, row) => figuresOf([...moneyColumns(layer).map((column) => table.value(row, column)), ...(added[row] ?? [])])),
  };
}

function figuresOf(values: readonly CellValue[]): Decimal[] {
  return values.flatMap((value) => (typeof value === "number" ? [decimalOf(value)] : []));
}

function moneyColumns(layer: Layer): string[] {
  return figureColumns(layer).filter((column) => column !== "Rate" && !(column === "Until" && layer.type === "catch-up"));
}

/** The columns of figures that a row reads, as its words now stand. */
export function figureColumns(layer: Layer): string[] {
  const limits = ["Cap", "Paid"];
  switch (layer.type) {
    case "fixed":
      return ["Amount", ...limits, ...(layer.carried ? ["Owed"] : [])];
    case "percent":
      return ["Rate", ...limits];
    case "recoup":
      return ["Rate", "Amount", ...limits];
    case "preferred":
      return ["Rate", ...("capital" in layer.on ? ["Amount"] : []), ...limits, "Owed"];
    case "split":
    case "catch-up":
      return ["Rate", ...limits, ...(layer.until === undefined ? [] : ["Until"])];
    case "residual":
      return limits;
  }
}
