import type { CellError } from "../../cells/cell";
import { DIVISION_BY_ZERO, NOT_A_NUMBER, unsupported } from "../evaluator/value";
import { ofDates } from "./bonds";
import { calendarDay, isLeap } from "../evaluator/calendar";
import { type Basis, daysBetween, isBasis, serialOf } from "./dayCount";
import { type ExcelFunctions, answering, ofNumbers } from "./excelFunction";

type Answer = number | CellError;

/** What an asset loses in a period, by the ways that Excel knows. */
export const DEPRECIATION_FUNCTIONS: ExcelFunctions = {
  SLN: ofNumbers(3, 3, (cost = 0, salvage = 0, life = 0) => (life === 0 ? DIVISION_BY_ZERO : (cost - salvage) / life)),
  SYD: ofNumbers(4, 4, (cost = 0, salvage = 0, life = 0, period = 0) => {
    if (salvage < 0 || life <= 0 || period < 1 || period > life) return NOT_A_NUMBER;
    return ((cost - salvage) * (life - period + 1) * 2) / (life * (life + 1));
  }),
  DB: ofNumbers(4, 5, (cost = 0, salvage = 0, life = 0, period = 0, months = 12) => fixedDeclining(cost, salvage, life, period, Math.trunc(months))),
  DDB: ofNumbers(4, 5, (cost = 0, salvage = 0, life = 0, period = 0, factor = 2) => {
    if (cost < 0 || salvage < 0 || life <= 0 || period <= 0 || factor <= 0 || period > life) return NOT_A_NUMBER;
    if (!Number.isInteger(period)) return unsupported("Double declining depreciation of a part of a period is not documented; give a whole number.");
    if (factor >= life) return period === 1 ? Math.max(0, cost - salvage) : 0;
    const [before, after] = [cost * (1 - factor / life) ** (period - 1), cost * (1 - factor / life) ** period];
    return Math.max(0, before - Math.max(after, salvage));
  }),
  VDB: ofNumbers(5, 7, (cost = 0, salvage = 0, life = 0, from = 0, to = 0, factor = 2, stays = 0) => {
    if (cost < 0 || salvage < 0 || life <= 0 || from < 0 || to < from || to > life || factor <= 0) return NOT_A_NUMBER;
    if (to > 1_000_000) return unsupported("Depreciation over more than a million periods is not calculated here.");
    if (from !== Math.trunc(from)) return unsupported("Depreciation that begins within a period is not documented; give a whole number.");
    return depreciatedBy(to, cost, salvage, life, factor, stays === 0) - depreciatedBy(from, cost, salvage, life, factor, stays === 0);
  }),
  AMORLINC: ofDates(6, 7, [1, 2], (cost = 0, bought = 0, firstEnd = 0, salvage = 0, period = 0, rate = 0, basis = 0) => {
    const asset = assetOf(cost, bought, firstEnd, salvage, period, rate, basis);
    const yearly = cost * rate;
    const first = Math.min(firstPart(asset) * yearly || yearly, cost - salvage);
    if (asset.period === 0) return first;
    return Math.max(0, Math.min(yearly, cost - salvage - first - (asset.period - 1) * yearly));
  }),
  AMORDEGRC: ofDates(6, 7, [1, 2], (cost = 0, bought = 0, firstEnd = 0, salvage = 0, period = 0, rate = 0, basis = 0) => {
    return degressive(assetOf(cost, bought, firstEnd, salvage, period, rate, basis));
  }),
};

function fixedDeclining(cost: number, salvage: number, life: number, period: number, months: number): Answer {
  if (cost < 0 || salvage < 0 || life <= 0 || period <= 0 || months < 1 || months > 12) return NOT_A_NUMBER;
  if (!Number.isInteger(life) || !Number.isInteger(period)) return unsupported("Fixed declining depreciation of parts of periods is not documented; give whole numbers.");
  if (period > life + (months < 12 ? 1 : 0)) return NOT_A_NUMBER;
  if (cost === 0) return 0;
  if (salvage > cost) return unsupported("Depreciation up to a higher value than the cost is not calculated here.");
  if (life > 1_000_000) return unsupported("Depreciation over more than a million periods is not calculated here.");
  const rate = Math.round((1 - (salvage / cost) ** (1 / life)) * 1000) / 1000;
  let lost = 0;
  let loss = (cost * rate * months) / 12;
  for (let i = 2; i <= period; i++) {
    lost += loss;
    loss = (cost - lost) * rate;
  }
  return period === life + 1 ? (loss * (12 - months)) / 12 : loss;
}

/** All that is lost up to a time, in declining shares, or in equal ones from where those are higher. */
function depreciatedBy(time: number, cost: number, salvage: number, life: number, factor: number, switches: boolean): number {
  let lost = 0;
  for (let period = 0; period < time; period++) {
    const declining = Math.max(0, Math.min((cost - lost) * (factor / life), cost - salvage - lost));
    const equal = (cost - salvage - lost) / (life - period);
    lost += (switches && equal > declining ? equal : declining) * Math.min(1, time - period);
  }
  return lost;
}

interface Asset {
  readonly cost: number;
  readonly salvage: number;
  readonly bought: number;
  readonly firstEnd: number;
  readonly period: number;
  readonly rate: number;
  readonly basis: Basis;
}

function assetOf(cost: number, bought: number, firstEnd: number, salvage: number, period: number, rate: number, given: number): Asset {
  const basis = Math.trunc(given);
  const isRefused = cost < 0 || salvage < 0 || salvage > cost || period < 0 || rate <= 0 || bought > firstEnd;
  if (isRefused || !isBasis(basis) || basis === 2) throw answering(NOT_A_NUMBER);
  if (!Number.isInteger(period)) throw answering(unsupported("Depreciation of a part of a period is not documented; give a whole number."));
  return { cost, salvage, bought, firstEnd, period, rate, basis };
}

/** The part of a year from the purchase to the end of the first period. */
function firstPart({ bought, firstEnd, basis }: Asset): number {
  const year = basis === 1 ? (isLeap(calendarDay(bought).year) ? 366 : 365) : basis === 3 ? 365 : 360;
  const [from, to] = basis === 1 || basis === 3 ? [withoutLeapDay(bought), withoutLeapDay(firstEnd)] : [bought, firstEnd];
  return daysBetween(from, to, basis) / year;
}

function withoutLeapDay(serial: number): number {
  const date = calendarDay(serial);
  return date.month === 2 && date.day === 29 ? serialOf({ ...date, day: 28 }) : serial;
}

/** By the French rule: each period a share of what is left, rounded to whole units; half of the rest in the last period but one, and all of it in the last. */
function degressive(asset: Asset): Answer {
  const { cost, salvage, period, rate } = asset;
  const life = 1 / rate;
  if (life < 3 || (life > 4 && life < 5)) return NOT_A_NUMBER;
  const years = Math.ceil(life);
  if (period > years || cost === salvage) return 0;
  const share = rate * (years <= 4 ? 1.5 : years <= 6 ? 2 : 2.5);
  const part = firstPart(asset);
  const first = Math.min(part === 0 ? cost * share : part * share * cost, cost - salvage);
  if (period === 0) return Math.round(first);
  const last = part === 0 ? years : years + 1;
  const loss = lossIn(period, cost - Math.round(first), salvage, share, last, (x) => x);
  const rounded = lossIn(period, cost - Math.round(first), salvage, share, last, Math.round);
  if (Math.round(loss) !== rounded) return unsupported("Whether Excel rounds what is lost in the periods before is not documented, and here it would change the figure.");
  return rounded;
}

function lossIn(period: number, start: number, salvage: number, share: number, last: number, kept: (loss: number) => number): number {
  let [rest, loss, current] = [start, 0, share];
  for (let i = 2; i <= period + 1; i++) {
    loss = rest < salvage ? 0 : kept(last - i === 2 ? rest * 0.5 : current * rest);
    if (last - i === 2) current = 1;
    rest -= loss;
  }
  return loss;
}
