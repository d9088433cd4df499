import { decimalOf } from "../../cells/decode";
import { Decimal } from "../../engine/decimal";
import { formulaNode } from "../../sheet/formula/parser";
import { functionCalls, unwrapped, type FormulaNode } from "../../sheet/formula/nodes";
import type { LineKind } from "../deal";
import { labelText, percentText, placesText, sentence } from "./phrases";
import type { Speech } from "./speech";

/** Lines that are no call of a function: a fee, a rate times a base, a rounding. Undefined for those that only hand figures on. */
export function plainSentence(speech: Speech): string | undefined {
  const { kind, formula } = speech.line;
  if (kind === "fee") return feeSentence(speech);
  if (kind === "payable") {
    const places = roundedTo(formula) ?? speech.choice("decimals");
    return typeof places === "number" ? sentence(`rounded ${placesText(places)} when paid`) : undefined;
  }
  const factor = factorIn(formula);
  const base = speech.deal.lines.find(({ id }) => speech.line.reads.includes(id));
  return factor === undefined || base === undefined ? undefined : productSentence(kind, labelText(base.label), percentText(factor));
}

/** A rate times an amount: `The royalty is 8% of Net sales.` */
export function productSentence(kind: LineKind, amount: string, rate: string): string | undefined {
  switch (kind) {
    case "royalty":
      return sentence(`the royalty is ${rate} of ${amount}`);
    case "share":
      return sentence(`of ${amount}, ${rate} counts`);
    case "commission":
      return sentence(`of ${amount}, ${rate} comes off`);
    default:
      return undefined;
  }
}

/** Its amounts are the line's own figures. */
function feeSentence(speech: Speech): string | undefined {
  const [row] = speech.line.rows;
  const amounts = (row?.values ?? []).flatMap((value) => (typeof value === "number" ? [decimalOf(value)] : []));
  const paid = amounts.flatMap((amount, t) => (amount.isZero() ? [] : [{ amount, t }]));
  const [first, ...later] = paid;
  if (row === undefined || first === undefined || amounts.length < row.values.length) return undefined;
  const treatment = speech.choice("fee treatment");
  const counted = treatment === "recouped" ? "; it is recouped from the royalty" : treatment === "on top" ? "; it is on top" : "";
  if (later.length === 0 && (first.t === 0 || amounts.length === 1)) {
    const when = speech.choice("fee paid");
    return sentence(`a fee of ${speech.money(first.amount)} is paid ${when === undefined || when === "at signing" ? "at signing" : labelText(String(when))}${counted}`);
  }
  const isEach = paid.length === amounts.length && later.every(({ amount }) => amount.equals(first.amount));
  if (isEach) return sentence(`a fee of ${speech.money(first.amount)} is paid in each ${speech.period}${counted}`);
  const each = paid.map(({ amount, t }) => `${speech.money(amount)} in ${speech.periodLabel(t, amounts.length)}`);
  return sentence(`a fee is paid: ${each.join(", ")}${counted}`);
}

/** The decimals of `ROUND(…, 2)`, where that is all the formula does. */
function roundedTo(formula: string): number | undefined {
  const node = formulaNode(formula.replace(/^=/, ""));
  const [call] = node === undefined ? [] : functionCalls(node);
  const places = call?.name.toUpperCase() === "ROUND" && unwrapped(node as FormulaNode) === call ? call.arguments[1] : undefined;
  return places?.kind === "number" && typeof places.value === "number" ? places.value : undefined;
}

/** The rate that a formula writes into a product: `=E8*8%`. */
function factorIn(formula: string): Decimal | undefined {
  const node = formulaNode(formula.replace(/^=/, ""));
  const product = node === undefined ? undefined : unwrapped(node);
  if (product?.kind !== "operation" || product.operator !== "*") return undefined;
  return constantIn(product.left) ?? constantIn(product.right);
}

function constantIn(node: FormulaNode): Decimal | undefined {
  const inner = unwrapped(node);
  if (inner.kind === "percent") return constantIn(inner.operand)?.times("0.01");
  return inner.kind === "number" && typeof inner.value === "number" ? decimalOf(inner.value) : undefined;
}
