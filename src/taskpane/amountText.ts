import { isError, type CellValue } from "../cells/cell";
import { decimalOf } from "../cells/decode";
import { isMoney } from "../deal/unit";
import { rounded } from "../engine/decimal";
import { figureText } from "./valueText";

/** An amount of money for reading: thousands apart, rounded to the cent as a cell rounds it, a minus that can be seen. */
export function moneyText(amount: number): string {
  const shown = rounded(decimalOf(amount), 2);
  const [whole = "", cents = ""] = shown.abs().toFixed(2).split(".");
  return `${shown.lessThan(0) ? "−" : ""}${whole.replace(/\B(?=(\d{3})+$)/g, ",")}.${cents}`;
}

/** A figure of a line in its unit: money to the cent, a rate in percent, counts as they are. */
export function amountText(value: CellValue, unit: string): string {
  if (isError(value)) return "not worked out";
  if (typeof value !== "number") return figureText(value);
  if (isMoney(unit)) return moneyText(value);
  return unit === "%" ? shareText(value) : figureText(Number(value.toPrecision(12)));
}

/** A part of a whole: 0.065 is 6.5%. */
export function shareText(part: number): string {
  return `${Number((part * 100).toPrecision(12))}%`;
}

/** A part for comparing with others: one decimal. */
export function roundShareText(part: number): string {
  return `${(part * 100).toFixed(1)}%`;
}

/** `3 to answer`, `1 problem` */
export function counted(count: number, one: string, several = `${one}s`): string {
  return `${count} ${count === 1 ? one : several}`;
}
