import type { Decimal } from "../../engine/decimal";
import type { WaterfallCall } from "./call";

/** How a figure is counted: in whole units of money, in those of its row's rate, in the nearest of them, or as it is. */
export type Counting = "money" | "rate" | "nearest" | "as it is";

/** The most decimals that whole numbers in a cell keep. */
const MOST_PLACES = 15;

/** How finely amounts and rates are counted, and how large numbers get with the figures at hand: that says how products are divided. */
export class Units {
  /** Decimals of a whole unit in which cash is counted. */
  readonly cashPlaces: number;
  /** Decimals of a whole unit of money, by row. */
  readonly places: readonly number[];
  /** Units in a rate of 1, by row. */
  private readonly ofRate: readonly number[];
  /** The most cash that a period hands out, in units of payment. */
  readonly cash: number;

  constructor(private readonly call: WaterfallCall) {
    const { decimals, cashAmounts, rowAmounts } = call;
    if (decimals === "exact") {
      // One unit for all, finer than the amounts, so that what is taken of them is whole as well.
      const all = [...cashAmounts, ...rowAmounts.flat()];
      this.cashPlaces = Math.max(2, placesOf(all), Math.min(placesOf(all) + 4, 12 - digitsOf(all)));
      this.places = rowAmounts.map(() => this.cashPlaces);
    } else {
      this.cashPlaces = Math.max(2, decimals, Math.min(placesOf(cashAmounts), 13 - digitsOf(cashAmounts)));
      this.places = rowAmounts.map((amounts) => Math.max(2, decimals, placesOf(amounts)));
    }
    this.ofRate = call.layers.map((_, row) => this.rateUnitOf(row));
    this.cash = this.largest((period) => Number(period.gross));
  }

  /** Whole units of money in a unit of payment. */
  step(row: number): number {
    return this.call.decimals === "exact" ? 1 : 10 ** ((this.places[row] ?? 0) - this.call.decimals);
  }

  counting(row: number, column: string): Counting {
    const layer = this.call.layers[row];
    const isRate = column === "Rate" || (column === "Until" && layer?.type === "catch-up");
    if (!isRate) return "money";
    if (this.rateUnit(row) === 1) return "as it is";
    return layer?.type === "preferred" && this.hasFineRate(row) ? "nearest" : "rate";
  }

  /** Whether a rate has more decimals than its unit keeps. */
  hasFineRate(row: number): boolean {
    return 10 ** this.ratePlaces(row) > this.rateUnit(row);
  }

  /** All cash that is handed out, in units of payment. */
  get allCash(): number {
    return this.cash * Math.max(1, this.call.statement.length);
  }

  /** The most that a row claims. */
  claim(row: number): number {
    return this.largest((period) => Number(period.lines[row]?.claim ?? 0));
  }

  /** What a return is earned on, in units of payment. */
  capital(row: number): number {
    const rate = this.rate(row) / this.rateUnit(row);
    return rate === 0 ? 1 : this.largest((period) => Number(period.lines[row]?.due ?? 0)) / rate;
  }

  rate(row: number): number {
    const layer = this.call.layers[row];
    return layer !== undefined && "rate" in layer ? Math.round(Number(layer.rate) * this.rateUnit(row)) : 0;
  }

  until(row: number): number {
    const layer = this.call.layers[row];
    if (layer === undefined || !("until" in layer)) return 0;
    return Math.round(Number(layer.until) * (layer.type === "split" ? this.perOne : this.rateUnit(row)));
  }

  rateUnit(row: number): number {
    return this.ofRate[row] ?? 1;
  }

  /** 100% of a split or catch-up, in lowest terms with its rates and the Until of a catch-up. */
  wholeInLowestTerms(rows: readonly number[]): number {
    const unit = this.rateUnit(rows[0] ?? 0);
    const rates = rows.map((row) => this.rate(row));
    const sum = rates.reduce((all, rate) => all + rate, 0);
    const whole = Math.abs(sum - unit) <= unit * 1e-12 ? sum : unit;
    const untils = rows.flatMap((row) => (this.call.layers[row]?.type === "catch-up" ? [this.until(row)] : []));
    return whole / [...rates, ...untils].reduce(measureOf, whole);
  }

  private get perOne(): number {
    return this.call.decimals === "exact" ? 1 : 10 ** this.call.decimals;
  }

  private largest(figure: (period: WaterfallCall["statement"][number]) => number): number {
    return Math.max(1, ...this.call.statement.map(figure)) * this.perOne;
  }

  private ratePlaces(row: number): number {
    const layer = this.call.layers[row];
    if (layer === undefined || !("rate" in layer)) return 0;
    const until = layer.type === "catch-up" ? (layer.until?.decimalPlaces() ?? 0) : 0;
    return Math.max(layer.rate.decimalPlaces(), until);
  }

  /** Percentages, splits and catch-ups of one rank have one unit, for their remainders are compared. */
  private rateUnitOf(row: number): number {
    const { layers, decimals } = this.call;
    const layer = layers[row];
    if (layer === undefined || !("rate" in layer)) return 1;
    const isShared = layer.type !== "recoup" && layer.type !== "preferred";
    const rows = isShared ? layers.flatMap((other, i) => (other.rank === layer.rank && other.type === layer.type ? [i] : [])) : [row];
    const places = Math.max(4, ...rows.map((one) => this.ratePlaces(one)));
    // Nothing is counted in rates where payments are not rounded: a rate of more digits is taken as it is.
    if (decimals === "exact" && places > MOST_PLACES) return 1;
    return 10 ** Math.min(places, layer.type === "preferred" && decimals !== "exact" ? MOST_PLACES - ((this.places[row] ?? 0) - decimals) : MOST_PLACES);
  }
}

function placesOf(amounts: readonly Decimal[]): number {
  return Math.max(0, ...amounts.map((amount) => amount.decimalPlaces()));
}

/** Digits before the point. */
function digitsOf(amounts: readonly Decimal[]): number {
  return Math.ceil(Math.log10(Math.max(1, ...amounts.map((amount) => Math.abs(Number(amount))))));
}

function measureOf(a: number, b: number): number {
  return b === 0 ? a : measureOf(b, a % b);
}
