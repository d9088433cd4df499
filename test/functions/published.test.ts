import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Decimal } from "decimal.js";
import type { CellValue, Grid } from "../../src/cells/cell";
import { answer, column, line, refusal, type Argument } from "./call";

/** A column that grows, worked out in the sheet: first × (1 + growth)^t. */
interface Growing {
  readonly first: number;
  readonly growth: number;
  readonly periods: number;
}

interface Call {
  readonly fn: string;
  readonly args: readonly (Argument | Growing)[];
  /** Our figure, rounded to `decimals`. */
  readonly expected?: number | number[][];
  readonly decimals: number;
  /** The line of the statement (periods across, one label) that is meant, where it is not the answer. */
  readonly line?: string;
  /** Or what the refusal says. */
  readonly refused?: string;
}

interface Published {
  readonly id: string;
  readonly source: string;
  readonly function: string;
  readonly expected: unknown;
  readonly printedDecimals: number;
  readonly why?: string;
  readonly calls?: readonly Call[];
  /** What the source prints: the sum of the first call's answer and what the sheet adds. */
  readonly total?: { readonly plus: number; readonly is: number };
}

const { entries, leftOut } = JSON.parse(readFileSync(resolve(__dirname, "../oracles/published.json"), "utf8")) as {
  readonly entries: readonly Published[];
  readonly leftOut: Readonly<Record<string, string>>;
};

const called = entries.filter((entry) => entry.calls !== undefined);

describe("published figures, rounded to the decimals at which they are printed", () => {
  test.each(called.map((entry) => ({ ...entry, why: entry.why ?? "as published" })))("$id: $why", ({ calls = [], total }) => {
    for (const call of calls) {
      const args = call.args.map(argument);
      if (call.line !== undefined) expect(rounded(line(answer(call.fn, ...args), call.line, 1), call.decimals)).toEqual(call.expected);
      else if (call.refused === undefined) expect(rounded(answer(call.fn, ...args), call.decimals)).toEqual(call.expected);
      else expect(refusal(call.fn, ...args)).toContain(call.refused);
    }
    if (total !== undefined) {
      expect(figures(answer(calls[0]?.fn ?? "", ...(calls[0]?.args ?? []).map(argument))).reduce((sum, figure) => sum + figure, total.plus)).toBe(total.is);
    }
  });
});

describe("the list of published figures", () => {
  test("leaves nothing out in silence: every entry has its calls or the reason why not, and not both", () => {
    expect(entries).toHaveLength(97);
    expect(new Set(entries.map(({ id }) => id)).size).toBe(97);
    expect(called.filter(({ calls = [] }) => calls.length === 0)).toEqual([]);
    expect(entries.filter(({ calls }) => calls === undefined).map(({ id }) => id)).toEqual(Object.keys(leftOut));
    expect(Object.values(leftOut).filter((reason) => reason.trim() === "")).toEqual([]);
  });

  test.each(called.filter(({ why }) => why === undefined))("$id: without a why, the figure tested is the published one, at all the decimals printed", ({ calls, expected, printedDecimals }) => {
    const [first] = calls ?? [];
    expect(figures(first?.expected ?? null)).toEqual([expected].flat().map((figure) => decimal(Number(figure), first?.decimals ?? 0)));
    expect(first?.decimals === printedDecimals || figures(first?.expected ?? null).every((figure) => figure === decimal(figure, printedDecimals))).toBe(true);
  });

  test.each([
    { iso: "1900-03-01", serial: 61, why: "the first day after the one that never was" },
    { iso: "2000-02-29", serial: 36585, why: "a leap day of a century that has one" },
    { iso: "2026-01-01", serial: 46023, why: "36,526 (1 January 2000) + 26 x 365 + 7 leap days" },
    { iso: "9999-12-31", serial: 2958465, why: "the last date that Excel knows" },
  ])("$iso is $serial: $why", ({ iso, serial }) => {
    expect(serialOf(iso)).toBe(serial);
  });
});

function argument(given: Argument | Growing): Argument {
  if (typeof given === "object" && given !== null && "growth" in given) {
    return column(...Array.from({ length: given.periods }, (_, t) => given.first * (1 + given.growth) ** t));
  }
  return Array.isArray(given) ? (given as Grid).map((cells) => cells.map(dated)) : dated(given as CellValue);
}

function dated(value: CellValue): CellValue {
  return typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value) ? serialOf(value) : value;
}

/** Excel's serial number of a Gregorian day from 1 March 1900 on, by counting days: years that begin in March, so that the leap day is the last. */
function serialOf(iso: string): number {
  const [year = 0, month = 0, day = 0] = iso.split("-").map(Number);
  const marchYear = month > 2 ? year : year - 1;
  const daysBefore = (y: number) => 365 * y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400);
  const monthDays = Math.floor((153 * ((month + 9) % 12) + 2) / 5);
  return daysBefore(marchYear) + monthDays + day - (daysBefore(1900) + 1) + 61;
}

/** A figure at so many decimals, half away from zero, of the decimal that the double shows. */
function decimal(figure: number, decimals: number): number {
  return new Decimal(figure).toDecimalPlaces(decimals, Decimal.ROUND_HALF_UP).toNumber();
}

function rounded(answered: unknown, decimals: number): unknown {
  return Array.isArray(answered) && (answered.length > 1 || (answered[0] as unknown[]).length > 1)
    ? (answered as number[][]).map((cells) => cells.map((figure) => decimal(figure, decimals)))
    : decimal(figures(answered)[0] ?? NaN, decimals);
}

function figures(answered: unknown): number[] {
  return [answered].flat(2) as number[];
}
