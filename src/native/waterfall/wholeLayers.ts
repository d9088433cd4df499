import { isWholeFormula, type Block } from "../parts/block";
import type { Written } from "../parts/proofSheet";
import type { WaterfallCall } from "./call";
import type { GivenLayers } from "./layers";
import type { Units } from "./units";

const UNIT = "whole units in one of money";
const STEP = "whole units in a unit of payment";
const RATE_UNIT = "units in a rate of 1";
const nearest = (column: string) => `${column}, nearest whole`;
const isWhole = (column: string) => `${column} is whole`;
const limit = (column: string) => `${column}, in units of payment`;

/** The figures of the layers in whole units: amounts and rates, in units of each row; limits also in the units in which payments are made. */
export class WholeLayers {
  private readonly columns: readonly string[];
  private readonly first: number;

  constructor(
    private readonly block: Block,
    private readonly call: WaterfallCall,
    private readonly given: GivenLayers,
    private readonly units: Units,
    /** Cell: units of payment in one of money; undefined where payments are not rounded. */
    private readonly perOne: string | undefined,
  ) {
    const { proof } = block;
    const { layers } = call;
    const figures = ["Rate", "Amount", "Cap", "Until", "Paid", "Owed"].filter((column) => layers.some((_, row) => given.reads(row, column)));
    const limits = figures.filter((column) => ["Cap", "Until", "Paid"].includes(column));
    const isCounted = (row: number) => perOne !== undefined && given.reads(row, "Paid") && this.countsPaid(row);
    const paidIsWhole = layers.some((_, row) => isCounted(row)) ? [isWhole(limit("Paid"))] : [];
    this.columns = [UNIT, STEP, RATE_UNIT, ...figures.flatMap((column) => [nearest(column), isWhole(column), column]), ...limits.map(limit), ...paidIsWhole];
    proof.heads("layers in whole units", this.columns);
    this.first = proof.next;
    layers.forEach((_, row) => {
      const paid = isCounted(row) ? { formula: `${this.cell(row, limit("Paid"))}*${this.step(row)}=${this.cell(row, "Paid")}` } : {};
      const step = perOne === undefined ? { value: 1 } : { formula: `${this.unit(row)}/${perOne}` };
      proof.cells(`layer ${row + 1}`, "", [{ value: 10 ** (units.places[row] ?? 0) }, step, { value: units.rateUnit(row) }, ...figures.flatMap((column) => this.counted(row, column)), ...limits.map((column) => this.limitCell(row, column)), ...paidIsWhole.map(() => paid)]);
    });
    for (const column of figures) block.exactWhile(`each ${column} is whole`, `AND(${this.all(isWhole(column))})`);
    for (const column of figures.filter((one) => one !== "Rate")) block.exactWhile(`each ${column} is no more than 1E+15 whole units`, `MAX(${this.all(column)})<=1E+15`);
    if (perOne !== undefined) block.exactWhile("no amount is counted in fewer decimals than payments", `MIN(${this.all(STEP)})>=1`);
    if (paidIsWhole.length > 0) block.exactWhile("each Paid is whole in units of payment", `AND(${this.all(isWhole(limit("Paid")))})`);
  }

  /** Whether what was paid before counts for anything but a Cap, which leaves room in units of payment alone. */
  private countsPaid(row: number): boolean {
    const { layers } = this.call;
    const layer = layers[row];
    if (layer === undefined || layer.type === "recoup" || layer.type === "catch-up") return true;
    if (layer.type === "split") return layer.until !== undefined;
    return layer.type === "preferred" && layers.some(({ type }) => type === "catch-up");
  }

  private all(column: string): string {
    return this.block.proof.column(this.columns.indexOf(column), this.first, this.first + this.call.layers.length - 1);
  }

  /** A figure in whole units; 0 where the row does not read it. */
  figure(row: number, column: string): string {
    return this.given.reads(row, column) ? this.cell(row, column) : "0";
  }

  /** The cells of whole columns, where the table has them. */
  columnsOf(...columns: readonly string[]): string[] {
    return columns.filter((column) => this.columns.includes(column)).map((column) => this.all(column));
  }

  /** A limit, or what was paid before, in units of payment. */
  limit(row: number, column: "Cap" | "Until" | "Paid"): string {
    return this.given.reads(row, column) ? this.cell(row, limit(column)) : "0";
  }

  /** What a row may be paid under its Cap from the first period on, in units of payment: of a unit that was paid in part there is none left. */
  roomAtStart(row: number): string {
    const paid = this.perOne === undefined ? `-${this.limit(row, "Paid")}` : `+INT(-${this.figure(row, "Paid")}/${this.step(row)})`;
    return `MAX(0,${this.limit(row, "Cap")}${paid})`;
  }

  /** All that was paid before the first period, in units of payment. */
  paidBefore(): string {
    return this.columns.includes(limit("Paid")) ? `SUM(${this.all(limit("Paid"))})` : "0";
  }

  /** Cell: whole units in one of money. */
  unit(row: number): string {
    return this.cell(row, UNIT);
  }

  /** Cell: whole units in a unit of payment. */
  step(row: number): string {
    return this.cell(row, STEP);
  }

  rateUnit(row: number): string {
    return this.cell(row, RATE_UNIT);
  }

  private cell(row: number, column: string): string {
    return this.block.proof.cell(this.first + row, this.columns.indexOf(column));
  }

  private counted(row: number, column: string): Written[] {
    if (!this.given.reads(row, column)) return [{}, {}, {}];
    const figure = this.given.figure(row, column);
    const counting = this.units.counting(row, column);
    if (counting === "as it is") return [{}, { value: true }, { formula: figure }];
    const unit = counting === "money" ? this.unit(row) : this.rateUnit(row);
    const [itsNearest, itIsWhole] = [this.cell(row, nearest(column)), this.cell(row, isWhole(column))];
    const inUnits = { formula: `ROUND(${figure}*${unit},0)` };
    if (counting === "nearest") return [inUnits, { value: true }, { formula: itsNearest }];
    return [inUnits, { formula: isWholeFormula(figure, itsNearest, unit) }, { formula: `IF(${itIsWhole},${itsNearest},${figure}*${unit})` }];
  }

  private limitCell(row: number, column: string): Written {
    if (!this.given.reads(row, column)) return {};
    // Until is a share in a catch-up.
    if (column === "Until" && this.call.layers[row]?.type !== "split") return {};
    const [figure, step] = [this.cell(row, column), this.step(row)];
    const inPayments = this.perOne === undefined ? figure : `INT(${figure}/${step})+IF(2*(${figure}-INT(${figure}/${step})*${step})>=${step},1,0)`;
    return { formula: inPayments };
  }
}
