import { DEDUCTION_COLUMNS } from "../cells/deductions";
import type { Table } from "../cells/table";
import { netRevenueCall, netRevenueLayout } from "../functions/netRevenue";
import type { Area } from "../sheet/area";
import { Block, NativeRefusal, asRead, cellReference, isWholeFormula, placesOf, readFigure, valuesIn, type Argument, type NativeBlock } from "./parts/block";
import { answerOf, byKey, figureIn, figuresIn, statementOf } from "./parts/shown";
import { WHOLE_LIMIT, type Formula, type Line, type Period, type ProofSheet } from "./parts/proofSheet";
import { roundedLines, rounding } from "./parts/rounding";

/** How many exclusions and deductions a block has at most: it has some lines for each of them. */
const MOST_LINES = 60;

/**
 * NETREVENUE in plain formulas.
 *
 * Everything is a whole number of units × rate units. The answer needs no division: what is allowed together is the lower of what is claimed within its caps and of the common cap.
 * Only the statement divides, where the common cap cuts: each deduction's part of what it leaves.
 */
export function netRevenueBlock(proof: ProofSheet, title: string, [gross = null, deductions = null, cap = null, negative = null, opening = null, decimals = null]: readonly Argument[]): NativeBlock {
  if (gross === null || deductions === null) throw new NativeRefusal("gross and deductions must be given");
  const call = asRead(netRevenueCall, { gross, deductions, cap, negative, opening, decimals });
  const { terms, direction } = call;
  const periods = terms.gross.length;
  const { table, lines } = givenTable(call, deductions, periods);
  const block = new Block(proof, title, periods);
  const across = (label: string, formula: Formula, once?: string) => proof.across(label, "units × rate units", periods, formula, { once });

  const given = block.series("gross", "as given", gross);
  const claimedAsGiven = lines.map(({ label, amounts }) => block.series(`${label}: claimed`, "as given", amounts));
  const commonCap = cap === null ? undefined : block.figure("common cap", "fraction", cap, 0);
  block.word("negative", negative, terms.negative);
  const deficitBefore = block.figure("opening deficit", "as given", opening, 0);
  const places = rounding(block, decimals, "exact");
  const unit = block.constant("units in one of money", 10 ** placesOf(valuesIn(gross, deductions, opening), 2));
  const hasRates = commonCap !== undefined || table.has("Cap rate");
  const rateUnit = block.constant("units in a rate of 1", hasRates ? 10 ** placesOf([...lines.map(({ capRate }) => capRate), ...valuesIn(cap)], 4) : 1);
  const caps = writtenCaps(block, deductions, table, lines, unit, rateUnit);
  if (table.bodyOffset === 1) {
    block.headers({ ...deductions, right: deductions.right - periods });
    block.periodHeads({ ...deductions, bottom: deductions.top, left: deductions.right - periods + 1 }, DEDUCTION_COLUMNS);
  }
  block.emptyBelow("the deductions", deductions, table.bodyOffset + lines.length);
  const isLost = terms.negative === "floor";
  const amounts = [given, ...claimedAsGiven].map((line) => proof.range(line)).join(",");
  block.requires("no amount is beyond 1E+15", `MAX(MAX(${amounts}),-MIN(${amounts}),${deficitBefore})<=${WHOLE_LIMIT}`);
  block.requires(isLost ? "no deficit is brought in, for it would be lost" : "the opening deficit is not negative", `${deficitBefore}${isLost ? "=" : ">="}0`);
  if (commonCap !== undefined) block.requires("the common cap is a fraction", `AND(${commonCap}>=0,${commonCap}<=1)`);

  block.working();
  const whole = block.whole(given, "gross", "whole units", unit);
  const claimed = claimedAsGiven.map((line, i) => block.whole(line, `${lines[i]?.label ?? ""}: claimed`, "whole units", unit));
  const openingDeficit = block.wholeFigure(deficitBefore, "opening deficit", "whole units", unit);
  const wholeCap = commonCap === undefined ? undefined : block.wholeFigure(commonCap, "common cap", "rate units", rateUnit);
  const capBase = proof.across("gross that caps are taken of", "whole units", periods, (t) => `MAX(0,${t.of(whole)})`);
  const size = across("largest whole number", (t) => `(ABS(${t.of(whole)})+${claimed.map((line) => `ABS(${t.of(line)})`).join("+")}+${openingDeficit})*${rateUnit}`);

  const excluded = claimed.filter((_, i) => lines[i]?.kind === "exclusion");
  const exclusions = proof.across("exclusions", "whole units", periods, (t) => excluded.map((line) => t.of(line)).join("+") || "0");
  const costs = claimed.flatMap((line, i) => {
    const { kind, label, name } = lines[i] as GivenLine;
    if (kind !== "deduction") return [];
    const { rate, amount } = caps[i] as WrittenCaps;
    const within = across(`${label}: within its caps`, (t) => {
      const all = `${t.of(line)}*${rateUnit}`;
      const limits = [...(rate === undefined ? [] : [`IF(${rate}=0,${all},${rate}*${t.of(capBase)})`]), ...(amount === undefined ? [] : [`IF(${amount}=0,${all},${amount}*${rateUnit})`])];
      return limits.length === 0 ? all : `MIN(${[all, ...limits].join(",")})`;
    });
    return [{ label, name, claimed: line, within }];
  });
  const [first, last] = [costs[0]?.within, costs.at(-1)?.within];
  const all = (t: Period) => (first === undefined || last === undefined ? undefined : t.from(first, last));
  const together = across("deductions within their caps", (t) => (all(t) === undefined ? "0" : `SUM(${all(t)})`));
  const aboveZero = across("of these, above 0", (t) => (all(t) === undefined ? "0" : `SUMIF(${all(t)},">0")`));
  const allowed = across("allowed together", (t) => (wholeCap === undefined ? t.of(together) : `IF(${wholeCap}=0,${t.of(together)},MIN(${t.of(together)},${wholeCap}*${t.of(capBase)}))`));
  const room = across("allowed of those above 0", (t) => `${t.of(allowed)}-${t.of(together)}+${t.of(aboveZero)}`);
  const parts = costs.map(({ label, name, claimed: line, within }) => {
    const own = (t: Period) => t.of(within);
    const isUncut = (t: Period) => `OR(${own(t)}<=0,${t.of(room)}=${t.of(aboveZero)})`;
    const lines = {
      claimed: line,
      allowed: across(`${label}: allowed`, (t) => `IF(${isUncut(t)},${own(t)},${own(t)}*${t.of(room)}/${t.of(aboveZero)})`),
      disallowed: across(`${label}: disallowed`, (t) => `${t.of(line)}*${rateUnit}-${own(t)}+IF(${isUncut(t)},0,${own(t)}*(${t.of(aboveZero)}-${t.of(room)})/${t.of(aboveZero)})`),
    };
    return { name, lines };
  });

  const deficitOpening = across("deficit opening", (t) => t.before(deficitClosing));
  const left = across("left, before it is held above 0", (t) => `(${t.of(whole)}-${t.of(exclusions)})*${rateUnit}-${t.of(allowed)}-${t.of(deficitOpening)}`);
  const deficitClosing: Line = across("deficit closing", (t) => (isLost ? "0" : `MAX(0,-${t.of(left)})`), `${openingDeficit}*${rateUnit}`);
  const floored = across("floored", (t) => (isLost ? `MAX(0,-${t.of(left)})` : "0"));
  const net = across("net", (t) => `MAX(0,${t.of(left)})`);
  block.productsExact("sums are below 1E+15", size);
  block.productsExact("the deficit is below 1E+15", deficitClosing);
  const perOne = `(${unit}*${rateUnit})`;
  const rounded = roundedLines(block, net, "net", perOne, places);
  const check = across(
    "check",
    (t) => `(${t.of(whole)}-${t.of(exclusions)})*${rateUnit}-${t.of(allowed)}+${t.of(deficitClosing)}-${t.of(deficitOpening)}+${t.of(floored)}+${t.of(rounded.rounding)}-${t.of(rounded.figure)}*${perOne}/${rounded.divisor}`,
  );
  const checked = proof.once("check, all periods", "", `SUMPRODUCT(ABS(${proof.range(check)}))`);

  const answer = figureIn(rounded.divisor, rounded.figure);
  const { claimed: claims, ...cuts } = byKey(parts.map((part) => part.lines));
  const amountsGiven = figuresIn(unit, { gross: whole, exclusions, claimed: claims });
  const amountsLeft = figuresIn(perOne, { ...cuts, deficitOpening, deficitClosing, floored, rounding: rounded.rounding, check });
  return block.finished(checked, { answer: "net", lines: ["gross", "exclusions", "allowed", "deficitOpening", "deficitClosing", "floored", "rounding"] }, () => ({
    "": answerOf(direction, answer),
    LINES: statementOf(netRevenueLayout(parts.map(({ name }) => name), direction), { ...amountsGiven, ...amountsLeft, net: answer }),
  }));
}

type GivenLine = ReturnType<typeof givenTable>["lines"][number];

/** Exclusions and deductions where they stand in their table; the lines on the proof sheet begin with their labels. */
function givenTable({ terms, table: { table, names } }: ReturnType<typeof netRevenueCall>, area: Area, periods: number) {
  if (table === undefined) throw new NativeRefusal("the columns of its deductions are not clear");
  const count = terms.deductions.length;
  if (count > MOST_LINES) throw new NativeRefusal(`it has ${count} exclusions and deductions; plain formulas are written for ${MOST_LINES} at most`);
  const lines = terms.deductions.map(({ kind }, i) => {
    const row = area.top + table.bodyOffset + i;
    const name = table.value(i, "Line");
    return {
      kind,
      label: `${i + 1}. ${typeof name === "string" && name.trim() !== "" ? name : kind}`,
      name: names[i] ?? i + 1,
      capRate: table.value(i, "Cap rate"),
      amounts: { ...area, top: row, bottom: row, left: area.right - periods + 1 },
    };
  });
  return { table, lines };
}

/** The caps of one deduction in whole units, as formulas refer to them; undefined where the table has no such column. */
interface WrittenCaps {
  readonly rate: string | undefined;
  readonly amount: string | undefined;
}

/** Columns of the table of caps. */
const [GIVEN, NEAREST, IS_WHOLE, WHOLE] = [0, 1, 2, 3];

/** The kinds, and the caps as given and in whole units. */
function writtenCaps(block: Block, deductions: Area, table: Table, lines: readonly GivenLine[], unit: string, rateUnit: string): WrittenCaps[] {
  const { proof } = block;
  const at = (index: number, column: string) => ({ row: table.bodyOffset + index, column: table.position(column) ?? 0 });
  lines.forEach(({ label, kind }, index) => {
    const { row, column } = at(index, "Kind");
    const cell = { top: deductions.top + row, bottom: deductions.top + row, left: deductions.left + column, right: deductions.left + column };
    block.word(`${label}: kind`, { sheet: deductions.sheet, ...cell }, kind);
  });
  const written = (column: string, perOne: string, isValid: (cells: string) => string, valid: string): readonly (string | undefined)[] => {
    if (!table.has(column)) return lines.map(() => undefined);
    const first = block.table([column, "as given", "nearest whole", "is whole", "whole"], lines.length, (index) => lines[index]?.label ?? "", (row, index) => {
      const place = at(index, column);
      return [
        readFigure(cellReference(proof, deductions, place.row, place.column)),
        `ROUND(${proof.cell(row, GIVEN)}*${perOne},0)`,
        isWholeFormula(proof.cell(row, GIVEN), proof.cell(row, NEAREST), perOne),
        `IF(${proof.cell(row, IS_WHOLE)},${proof.cell(row, NEAREST)},${proof.cell(row, GIVEN)}*${perOne})`,
      ];
    });
    const cells = (of: number) => proof.column(of, first, first + lines.length - 1);
    block.requires(valid, isValid(cells(GIVEN)));
    block.exactWhile(`${column} is whole`, `AND(${cells(IS_WHOLE)})`);
    lines.forEach(({ kind, label }, i) => kind === "exclusion" && block.requires(`${label} has no ${column.toLowerCase()}`, `${proof.cell(first + i, GIVEN)}=0`));
    return lines.map((_, i) => proof.cell(first + i, WHOLE));
  };
  const rates = written("Cap rate", rateUnit, (cells) => `AND(MIN(${cells})>=0,MAX(${cells})<=1)`, "cap rates are fractions");
  const amounts = written("Cap amount", unit, (cells) => `AND(MIN(${cells})>=0,MAX(${cells})<=${WHOLE_LIMIT})`, "no cap amount is negative");
  return lines.map((_, i) => ({ rate: rates[i], amount: amounts[i] }));
}
