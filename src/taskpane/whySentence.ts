import type { CellValue } from "../cells/cell";
import { moneyText, shareText } from "./amountText";
import type { CellHeadings } from "./cellHeadings";
import type { CellExplanation } from "./explanation";
import { figureText, valueText } from "./valueText";
import { ownLines, type Working } from "./working";

/** Why a cell shows what it shows, in one sentence with its own figures. */
export function whySentence({ value, text, formula, refusal, place }: CellExplanation, headings: CellHeadings, working?: { readonly name: string; readonly of: Working }): string {
  const name = nameOf(headings) ?? place;
  if (refusal !== undefined) return `${name} cannot be worked out.`;
  if (value === null || value === "") return formula === undefined ? `${place} is empty.` : `${name} shows nothing.`;
  const figure = `${typeof value === "number" ? text || figureText(value) : text}${headings.unit !== undefined && typeof value === "number" ? ` ${headings.unit}` : ""}`;
  if (formula === undefined) return typeof value === "number" ? `${name} is ${figure}: it was typed here.` : `${place} holds the text “${figure}”.`;
  const because = working === undefined ? undefined : becauseOf(working.name, working.of);
  return `${name} is ${figure}${because === undefined ? "" : `: ${because}`}.`;
}

/** `Royalty in Q1 2026` */
function nameOf({ row, column }: CellHeadings): string | undefined {
  if (row === undefined) return column?.text;
  return column === undefined || column.text === row ? row : /^total$/i.test(column.text) ? `${row} in total` : `${row} in ${column.text}`;
}

type Figures = (line: string) => number;

/** What stands behind the figure, in the figures of this period. */
function becauseOf(name: string, working: Working): string | undefined {
  const { here } = working;
  if (here === undefined) return undefined;
  const { shown } = ownLines(working);
  const numbers = (line: string) => shown.filter((one) => one.line === line).map((one) => one.values[here]).filter(isNumber);
  const figure: Figures = (line) => numbers(line).reduce((sum, one) => sum + one, 0);
  switch (name.replace(/^DEAL\./, "").replace(/\.LINES$/, "")) {
    case "TIEREDROYALTY":
      return tiersText(working, here) ?? `on a base of ${moneyText(figure("base"))}`;
    case "PRORATA":
      return partText(working, here, figure);
    case "NETREVENUE":
      return `${moneyText(figure("gross"))} gross, less ${moneyText(figure("exclusions"))} left out and ${moneyText(figure("allowed"))} deducted`;
    case "WITHHOLDING":
      return `${moneyText(figure("gross"))} less tax of ${moneyText(figure("tax"))}`;
    case "MINGUARANTEE":
      return guaranteeText(figure);
    case "RECOUP":
      return `earned ${moneyText(figure("earned"))}, of which ${moneyText(figure("recouped"))} is recouped`;
    case "USAGEFEE":
      return working.lines.filter(({ line, values }) => line === "fee" && values[here] !== 0).map(({ of, values }) => `${valueText(of[0]?.value ?? null)} ${moneyText(asNumber(values[here]))}`).join(", ") || undefined;
    case "WATERFALL":
      return `${working.lines.some(({ isHere }) => isHere) ? `of ${moneyText(figure("claim"))} claimed, ` : ""}out of cash of ${moneyText(figure("cash"))}`;
    default:
      return undefined;
  }
}

function tiersText({ lines }: Working, here: number): string | undefined {
  const parts = lines.filter(({ line, values }) => line === "base in tier" && values[here] !== 0).map(({ of, values }) => {
    const rate = of.find(({ head }) => head === "Rate")?.value;
    const base = asNumber(values[here]);
    return typeof rate === "number" ? `${shareText(rate)} of ${moneyText(base)}` : undefined;
  });
  if (parts.length === 0 || parts.includes(undefined)) return undefined;
  return joined(parts.map(String));
}

function partText({ lines }: Working, here: number, figure: Figures): string | undefined {
  const own = lines.find(({ isHere }) => isHere)?.of[0]?.value;
  const weights = lines.filter(({ line }) => line === "weight");
  const weight = weights.find(({ of }) => of[0]?.value === own);
  if (weight === undefined) return undefined;
  const all = weights.reduce((sum, { values }) => sum + asNumber(values[here]), 0);
  return `${figureText(asNumber(weight.values[here]))} of ${figureText(Number(all.toPrecision(12)))} parts of ${moneyText(figure("pool"))}`;
}

function guaranteeText(figure: Figures): string {
  const earned = `earned ${moneyText(figure("earned"))}`;
  if (figure("shortfall") > 0) return `${earned}, made up to the guarantee of ${moneyText(figure("guarantee"))}`;
  if (figure("recouped") > 0) return `${earned}, of which ${moneyText(figure("recouped"))} makes good earlier shortfalls`;
  return `${earned}, which is not below the guarantee of ${moneyText(figure("guarantee"))}`;
}

function joined(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join() : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1) ?? ""}`;
}

function isNumber(value: CellValue | undefined): value is number {
  return typeof value === "number";
}

function asNumber(value: CellValue | undefined): number {
  return typeof value === "number" ? value : 0;
}
