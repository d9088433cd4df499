import type { Table } from "../../cells/table";
import type { Area } from "../../sheet/area";
import { cellReference, isWholeFormula, readFigure, type Block } from "./block";
import type { Shown } from "./shown";
import { HolderLines } from "./holderLines";
import { WHOLE_LIMIT, type Formula, type Period } from "./proofSheet";

/** The holders' weights on the proof sheet, as the formulas of one period read them. */
export interface GivenWeights {
  /** What the statement calls a holder. */
  readonly label: (holder: number) => Shown;
  readonly given: (holder: number, at: Period) => string;
  /** Σ weights of a period. */
  readonly total: Formula;
  /** The same of all periods. */
  readonly totals: string;
  /** Every weight. */
  readonly all: string;
  /** Writes them as whole numbers. */
  readonly inLowestTerms: () => WholeWeights;
}

/** Weights as whole numbers of the same proportions, in lowest terms: 50%, 15% and 35% are 10, 3 and 7. */
export interface WholeWeights {
  readonly of: (holder: number, at: Period) => string;
  readonly all: Formula;
  /** Their sum, 1 where it is 0. */
  readonly total: Formula;
  /** Whether their proportions are exactly those that were given: none had to be rounded. */
  readonly areExact: Formula;
  /** By how much rounding them has changed their sum. */
  readonly sumIsOffBy: Formula;
}

/** One list of weights for every period: in a row, a column or a table. */
export function fixedWeights(block: Block, weights: Area, holders: number, table: Table | undefined): GivenWeights {
  const { proof } = block;
  const [WEIGHT, HOLDER] = [0, 1];
  const source = (holder: number, column: string) => {
    if (table !== undefined) return cellReference(proof, weights, table.bodyOffset + holder, table.position(column) ?? 0);
    return weights.top === weights.bottom ? cellReference(proof, weights, 0, holder) : cellReference(proof, weights, holder, 0);
  };
  const isNamed = table?.has("Holder") === true;
  const first = block.table(
    ["weights", "Weight", ...(isNamed ? ["Holder"] : [])],
    holders,
    (holder) => `holder ${holder + 1}`,
    (_, holder) => {
      const name = source(holder, "Holder");
      return [readFigure(source(holder, "Weight")), ...(isNamed ? [`IF(OR(${name}="",${name}=0),${holder + 1},${name}&"")`] : [])];
    },
  );
  const last = first + holders - 1;
  const all = proof.column(WEIGHT, first, last);
  const total = block.read("weights, in all", "as given", `SUM(${all})`);
  if (table !== undefined) keepsItsHolders(block, weights, table);
  requireWeights(block, all);
  if (isNamed) block.requires("no name is an error", `SUMPRODUCT(--ISERROR(${proof.column(HOLDER, first, last)}))=0`);
  return {
    label: (holder) => (isNamed ? { formula: proof.cell(first + holder, HOLDER) } : holder + 1),
    given: (holder) => proof.cell(first + holder, WEIGHT),
    total: () => total,
    totals: total,
    all,
    inLowestTerms: () => {
      const [UNITS, IS_WHOLE, LOWEST] = [0, 1, 2];
      const unit = proof.once("units in a weight of 1", "as 15 digits hold", finestUnit(all));
      proof.cells("weights in lowest terms", "", ["units", "is whole", "in lowest terms"].map((value) => ({ value, bold: true })));
      const top = proof.next;
      const bottom = top + holders - 1;
      const measure = proof.cell(bottom + 1, 0);
      for (let holder = 0; holder < holders; holder++) {
        const [weight, units] = [proof.cell(first + holder, WEIGHT), proof.cell(top + holder, UNITS)];
        const cells = [`ROUND(${weight}*${unit},0)`, isWholeFormula(weight, units, unit), `${units}/${measure}`];
        proof.cells(`holder ${holder + 1}`, "", cells.map((formula) => ({ formula })));
      }
      proof.once("greatest common measure", "units", `MAX(1,GCD(${proof.column(UNITS, top, bottom)}))`);
      const lowest = proof.column(LOWEST, top, bottom);
      const inAll = proof.once("weights in lowest terms, in all", "at least 1", `MAX(1,SUM(${lowest}))`);
      const areExact = proof.once("every weight is whole", "", `AND(${proof.column(IS_WHOLE, top, bottom)},MAX(${proof.column(UNITS, top, bottom)})<${WHOLE_LIMIT})`);
      const offBy = proof.once("rounding has changed their sum by", "", `ABS(${total}*${unit}/${measure}-${inAll})`);
      return { of: (holder) => proof.cell(top + holder, LOWEST), all: () => lowest, total: () => inAll, areExact: () => areExact, sumIsOffBy: () => offBy };
    },
  };
}

/** A block of weights, in which each period has its own. Its periods lie as the pool's do. */
export function weightsByPeriod(block: Block, weights: Area, holders: number, direction: "across" | "down"): GivenWeights {
  const { proof, periods } = block;
  const ofHolder = (holder: number): Area => {
    const [row, column] = [weights.top + holder, weights.left + holder];
    return direction === "across" ? { ...weights, top: row, bottom: row } : { ...weights, left: column, right: column };
  };
  const given = new HolderLines(block, Array.from({ length: holders }, (_, holder) => block.series(`holder ${holder + 1}: weight`, "as given", ofHolder(holder))));
  const all = given.everywhere();
  const total = proof.across("weights, in all", "as given", periods, (t) => `SUM(${given.all(t)})`);
  requireWeights(block, all);
  return {
    label: (holder) => holder + 1,
    given: (holder, at) => given.of(holder, at),
    total: (at) => at.of(total),
    totals: proof.range(total),
    all,
    inLowestTerms: () => {
      const unit = proof.across("units in a weight of 1", "as 15 digits hold", periods, (t) => finestUnit(given.all(t)));
      const units = HolderLines.written(block, holders, "weight", "units", (holder, at) => `ROUND(${given.of(holder, at)}*${at.of(unit)},0)`);
      const whole = HolderLines.written(block, holders, "weight is whole", "", (holder, at) => isWholeFormula(given.of(holder, at), units.of(holder, at), at.of(unit)));
      const measure = proof.across("greatest common measure", "units", periods, (t) => `MAX(1,GCD(${units.all(t)}))`);
      const lowest = HolderLines.written(block, holders, "weight", "in lowest terms", (holder, at) => `${units.of(holder, at)}/${at.of(measure)}`);
      const inAll = proof.across("weights in lowest terms, in all", "at least 1", periods, (t) => `MAX(1,SUM(${lowest.all(t)}))`);
      const areExact = proof.across("every weight is whole", "", periods, (t) => `AND(${whole.all(t)},MAX(${units.all(t)})<${WHOLE_LIMIT})`);
      const offBy = proof.across("rounding has changed their sum by", "", periods, (t) => `ABS(${t.of(total)}*${t.of(unit)}/${t.of(measure)}-${t.of(inAll)})`);
      return { of: (holder, at) => lowest.of(holder, at), all: (at) => lowest.all(at), total: (at) => at.of(inAll), areExact: (at) => at.of(areExact), sumIsOffBy: (at) => at.of(offBy) };
    },
  };
}

/** As many units in a weight of 1 as keep each weight within 15 digits, and their sum exact in a cell. */
function finestUnit(weights: string): string {
  return `IF(MAX(${weights})=0,1,10^MIN(INT(LOG10(2E+15/SUM(${weights}))),14-INT(LOG10(MAX(${weights})))))`;
}

function requireWeights(block: Block, weights: string): void {
  block.requires("no weight is negative, or beyond 1E+15", `AND(MIN(${weights})>=0,MAX(${weights})<=${WHOLE_LIMIT})`);
}

/** The table goes on having the same columns, and its last holder: rows at its end that are blank or 0 throughout would no longer count. */
function keepsItsHolders(block: Block, area: Area, table: Table): void {
  const { proof } = block;
  block.headers(area);
  const last = area.top + table.bodyOffset + table.length - 1;
  const row = proof.reference({ ...area, top: last, bottom: last });
  block.requires("the last holder is filled in", `SUMPRODUCT((${row}<>0)*(${row}<>""))>0`);
  block.emptyBelow("the holders", area, table.bodyOffset + table.length);
}
