import { readFileSync } from "node:fs";
import { isError, type CellValue, type Grid } from "../../src/cells/cell";
import { turned } from "../../src/cells/encode";
import { openXlsx } from "../../src/file/xlsx";
import { gridOf } from "../../src/native/parts/block";
import { waterfallBlock } from "../../src/native/waterfall/waterfall";
import { Random } from "../reference/random";
import { waterfallCases } from "../reference/waterfallCases";
import { testWithLibreOffice } from "../support/libreOffice";
import { blockWith, differences, inPlainFormulas, isAnswered, row, times, type Compared } from "./agreement";

type Args = (Grid | null)[];

const isRounded = ({ args }: { args: readonly (Grid | null)[] }) => typeof args[2]?.[0]?.[0] === "number";

const MONEY_LINES: readonly CellValue[] = ["opening deficit", "deficit made good", "closing deficit", "gross", "paid", "cash left", "undistributed", "check"];

/** The line of a statement in which a cell stands. */
function lineOf({ ours }: Compared, row: number, column: number): CellValue {
  return (ours[0]?.[3] === "Line" ? ours[row]?.[3] : ours[3]?.[column]) ?? null;
}

/** What differs, to the last digit wherever the block claims that; of a statement where it claims as much of the answer alone, its amounts of money, and the other lines to twelve digits of the largest. */
function allDifferences(compared: readonly Compared[]): string[] {
  const ofAnswer = compared
    .filter((one) => one.companion === "LINES" && isRounded(one) && one.exact !== true && one.exactAnswer === true)
    .map((one) => {
      const differing = (grid: Grid) => grid.map((row, r) => row.map((value, c) => (isCloseEnough(one, r, c) ? null : value)));
      return { ...one, exact: true, ours: differing(one.ours), native: differing(one.native) };
    });
  return [...differences(compared, isRounded), ...differences(ofAnswer, () => true)];
}

function isCloseEnough(one: Compared, row: number, column: number): boolean {
  const [ours, native] = [one.ours[row]?.[column], one.native[row]?.[column]];
  if (typeof native !== "number" || typeof ours !== "number" || MONEY_LINES.includes(lineOf(one, row, column))) return false;
  const largest = Math.max(...one.ours.flat().map((figure) => (typeof figure === "number" ? Math.abs(figure) : 0)));
  return Math.abs(native - ours) <= largest * 1e-12;
}

function exactOf(compared: readonly Compared[]) {
  return { exact: compared.filter(({ exactAnswer }) => exactAnswer === true).length, statements: compared.filter(({ companion, exact }) => companion === "LINES" && exact === true).length, all: compared.length };
}

testWithLibreOffice("WATERFALL in plain formulas, calculated by LibreOffice, pays what the function pays", () => {
  // Of the larger deals every twelfth: LibreOffice would take minutes for all.
  const calls = waterfallCases(3200, 20261124, { recoupAmount: "opening" })
    .filter(({ args: [cash, layers] }, i) => i % 12 === 0 || (cash?.flat().length ?? 0) * (layers?.length ?? 0) <= 40)
    .map(({ why, args }, i) => ({ why, args, companion: i % 3 === 0 ? "LINES" : i % 10 === 1 ? "PAYEES" : "" }));
  const compared = inPlainFormulas("WATERFALL", waterfallBlock, calls);
  expect(allDifferences(compared).slice(0, 5)).toEqual([]);
  expect(compared.filter(({ check }) => check !== 0).map(({ why, check }) => `${why}: ${JSON.stringify(check)}`)).toEqual([]);
  // The deals that are written out come first.
  expect(compared.slice(0, 20).filter(({ exact }) => exact !== true).map(({ why }) => why)).toEqual([]);
  const [rounded, unrounded] = [exactOf(compared.filter(isRounded)), exactOf(compared.filter((one) => !isRounded(one)))];
  expect(calls.length).toBeGreaterThan(2000);
  expect(compared.length).toBe(calls.length);
  expect(rounded.exact / rounded.all).toBeGreaterThan(0.85);
  expect(unrounded.exact / unrounded.all).toBeGreaterThan(0.65);
});

const HEADERS = ["Rank", "Payee", "Type", "Rate", "Amount", "Of", "Cap", "Until", "Carry", "Paid", "Owed"] as const;
type Row = Partial<Record<(typeof HEADERS)[number], string | number>>;

function table(...rows: Row[]): Grid {
  return [[...HEADERS], ...rows.map((row) => HEADERS.map((header): CellValue => row[header] ?? (header === "Payee" ? "Me" : null)))];
}

const REST: Row = { Rank: 99, Payee: "Rest", Type: "residual" };
const claims = (...amounts: number[]): Row[] => amounts.map((amount, i) => ({ Rank: 1, Payee: `P${i}`, Type: "fixed", Amount: amount }));
const split = (rank: number, ...rates: number[]): Row[] => rates.map((rate, i) => ({ Rank: rank, Payee: `P${i}`, Type: "split", Rate: rate }));

const CLOSE_CALLS: readonly { why: string; cash: number[]; decimals: number | "exact"; rows: Row[] }[] = [
  { why: "half a cent of a percentage, and a cent of cash to each side", cash: [0.99, 1, 1.01, 2.99, 3, 3.01], decimals: 2, rows: [{ Rank: 1, Type: "percent", Rate: 0.005, Of: "gross" }, REST] },
  { why: "two half cents in one rank make one", cash: [0.99, 1, 1.01, 5], decimals: 2, rows: [{ Rank: 1, Type: "percent", Rate: 0.005, Of: "gross" }, { Rank: 1, Payee: "B", Type: "percent", Rate: 0.005, Of: "gross" }, REST] },
  { why: "half a unit at no decimals", cash: [1, 2, 3, 4, 5, 6, 7], decimals: 0, rows: [{ Rank: 1, Type: "percent", Rate: 0.5, Of: "remaining" }, { Rank: 2, Type: "percent", Rate: 0.25, Of: "after 1" }, REST] },
  { why: "cash itself at half a cent, also below zero", cash: [1.005, -1.005, 2.675, 0.0049999999, 0.005, 1.0049999999], decimals: 2, rows: [REST] },
  { why: "arrears with half cents", cash: [0, 0.5, 5, 5], decimals: 2, rows: [{ Rank: 1, Type: "fixed", Amount: 1.005, Carry: "yes" }, REST] },
  { why: "arrears a tenth of a cent from a half", cash: [10, 10, 10], decimals: 2, rows: [{ Rank: 1, Type: "fixed", Amount: 1.004, Carry: "yes" }, { Rank: 1, Type: "fixed", Amount: 1.006, Carry: "yes" }, REST] },
  { why: "a premium that ends on half a cent", cash: [0.05, 0.4, 1], decimals: 2, rows: [{ Rank: 1, Type: "recoup", Rate: 0.1, Amount: 0.05 }, { Rank: 2, Type: "recoup", Rate: 0.1, Amount: 0.35 }, REST] },
  { why: "a return that ends on half a cent, simple and compound", cash: [0, 30, 60, 100], decimals: 2, rows: [{ Rank: 1, Type: "preferred", Rate: 0.025, Amount: 1000.2, Carry: "simple" }, { Rank: 2, Type: "preferred", Rate: 0.025, Amount: 1000.2, Carry: "compound" }, REST] },
  { why: "0.004 of a return a period is a cent in the second", cash: [1, 1, 1, 1, 1], decimals: 2, rows: [{ Rank: 1, Type: "preferred", Rate: 0.0004, Amount: 10, Carry: "simple" }, REST] },
  { why: "a Cap on half a cent, and one below", cash: [1, 1], decimals: 2, rows: [{ Rank: 1, Type: "residual", Cap: 0.005 }, { Rank: 2, Type: "residual", Cap: 0.00499999999999999 }, { Rank: 3, Type: "residual", Cap: 1.005 }, REST] },
  { why: "amounts reached by subtraction", cash: [0.3 - 0.1, 1 - 0.9, 100.1 - 0.1, 1.1 - 1], decimals: 2, rows: [{ Rank: 1, Type: "fixed", Amount: 1.3 - 1.1, Carry: "yes", Cap: 100.3 - 0.3 }, ...split(2, 1 - 0.9, 0.3 - 0.1, 0.7)] },
  { why: "no cash, and cash that ends on nothing", cash: [0, 10, 0, 10.01], decimals: 2, rows: [{ Rank: 1, Type: "fixed", Amount: 10, Carry: "no" }, { Rank: 2, Payee: "B", Type: "percent", Rate: 1, Of: "remaining" }, REST] },
  { why: "deficits that are made good to the cent, by a cent more and by a cent less", cash: [-10, 10, -10, 10.01, -10, 9.99, 0.02], decimals: 2, rows: [{ Rank: 1, Type: "fixed", Amount: 0.01, Carry: "yes" }, REST] },
  { why: "three equal claims, one and two cents", cash: [0.01, 0.02, 0.03, 0.04, 3, 3.01], decimals: 2, rows: [...claims(1, 1, 1), REST] },
  { why: "seven equal claims with equal remainders", cash: [1, 2, 3, 4, 5, 6, 7, 8], decimals: 0, rows: [...claims(13, 13, 13, 13, 13, 13, 13), REST] },
  { why: "equal remainders of claims that are not equal", cash: [3, 9, 15, 27], decimals: 0, rows: [...claims(1, 3, 5, 7, 8), REST] },
  { why: "cash that just covers the claims, a cent less and a cent more", cash: [60, 59.99, 60.01], decimals: 2, rows: [...claims(10, 20, 30), REST] },
  { why: "large claims that divide evenly", cash: [450_000_000, 225_000_000, 112_500_000.01], decimals: 2, rows: [...claims(300_000_000, 150_000_000, 450_000_000), REST] },
  { why: "large claims with remainders, two of them equal", cash: [123_456_789.01, 99_999_999.99, 600_000_000], decimals: 2, rows: [...claims(200_000_000.01, 200_000_000.01, 199_999_999.99), REST] },
  { why: "claims with and without remainders, short and in full", cash: [10, 100, 333.33, 99.99], decimals: 2, rows: [{ Rank: 1, Type: "percent", Rate: 0.3333, Of: "gross" }, { Rank: 1, Type: "percent", Rate: 0.1, Of: "gross", Cap: 12.5 }, { Rank: 1, Type: "fixed", Amount: 60, Carry: "yes" }, { Rank: 1, Type: "recoup", Rate: 0.2, Amount: 50 }, REST] },
  { why: "claims that the cash misses by a fraction of a unit", cash: [10], decimals: 0, rows: [{ Rank: 1, Type: "fixed", Amount: 7 }, { Rank: 2, Type: "percent", Rate: 0.16, Of: "gross" }, { Rank: 2, Payee: "B", Type: "percent", Rate: 0.16, Of: "gross" }, REST] },
  { why: "Until reached exactly, in two periods, a cent before and a cent after", cash: [50, 50, 1], decimals: 2, rows: [{ Rank: 1, Type: "split", Rate: 0.1, Until: 10 }, { Rank: 1, Payee: "A", Type: "split", Rate: 0.9 }, ...split(2, 0.13, 0.87)] },
  { why: "Until reached a cent of cash early", cash: [99.99, 0.01, 1], decimals: 2, rows: [{ Rank: 1, Type: "split", Rate: 0.1, Until: 10 }, { Rank: 1, Payee: "A", Type: "split", Rate: 0.9 }, ...split(2, 0.13, 0.87)] },
  { why: "Until reached a cent of cash late", cash: [100.01, 1], decimals: 2, rows: [{ Rank: 1, Type: "split", Rate: 0.1, Until: 10 }, { Rank: 1, Payee: "A", Type: "split", Rate: 0.9 }, ...split(2, 0.13, 0.87)] },
  { why: "two Untils that are reached at once, and one that is reached first", cash: [70, 60, 100], decimals: 2, rows: [{ Rank: 1, Type: "split", Rate: 0.4, Until: 40 }, { Rank: 1, Payee: "A", Type: "split", Rate: 0.6, Until: 60 }, { Rank: 2, Type: "split", Rate: 0.3, Until: 10 }, { Rank: 2, Payee: "A", Type: "split", Rate: 0.7, Until: 23.33 }, { Rank: 2, Payee: "B", Type: "split", Rate: 0, Cap: 5 }, REST] },
  { why: "two Untils within one cent of cash, the later listed first", cash: [28.64, 0.01, 100], decimals: 2, rows: [{ Rank: 1, Type: "split", Rate: 0.35, Until: 10.03 }, { Rank: 1, Payee: "A", Type: "split", Rate: 0.6, Until: 17.19 }, { Rank: 1, Payee: "B", Type: "split", Rate: 0.05 }, REST] },
  { why: "two Untils within one cent of cash, all at once", cash: [100], decimals: 2, rows: [{ Rank: 1, Type: "split", Rate: 0.35, Until: 10.03 }, { Rank: 1, Payee: "A", Type: "split", Rate: 0.6, Until: 17.19 }, { Rank: 1, Payee: "B", Type: "split", Rate: 0.05 }, REST] },
  { why: "Until at thirds", cash: [29.99, 0.01, 100], decimals: 2, rows: [{ Rank: 1, Type: "split", Rate: 1 / 3, Until: 10 }, { Rank: 1, Payee: "A", Type: "split", Rate: 1 / 3 }, { Rank: 1, Payee: "B", Type: "split", Rate: 1 / 3 }, REST] },
  { why: "Until that was paid before, wholly and but for a cent", cash: [100, 100], decimals: 2, rows: [{ Rank: 1, Type: "split", Rate: 0.4, Until: 30, Paid: 30 }, { Rank: 1, Payee: "A", Type: "split", Rate: 0.6 }, { Rank: 2, Type: "split", Rate: 0.4, Until: 30, Paid: 29.99 }, { Rank: 2, Payee: "A", Type: "split", Rate: 0.6 }, REST] },
  { why: "a Cap that is used up exactly, and but for a cent", cash: [20, 20, 20], decimals: 2, rows: [{ Rank: 1, Type: "split", Rate: 0.5, Cap: 20 }, { Rank: 1, Payee: "B", Type: "split", Rate: 0.5, Cap: 19.99 }, { Rank: 2, Type: "fixed", Amount: 5, Carry: "yes", Cap: 12 }, REST] },
  { why: "a catch-up at its limit, half a cent beyond and a cent short", cash: [100, 60, 55, 54.99, 55.01], decimals: 2, rows: [{ Rank: 1, Payee: "LP", Type: "recoup", Amount: 50 }, { Rank: 2, Payee: "LP", Type: "preferred", Rate: 0.08, Amount: 50, Carry: "simple" }, { Rank: 3, Payee: "GP", Type: "catch-up", Rate: 1, Until: 0.2 }, { Rank: 4, Payee: "LP", Type: "split", Rate: 0.8 }, { Rank: 4, Payee: "GP", Type: "split", Rate: 0.2 }] },
  { why: "a catch-up to its limit exactly", cash: [55, 5, 5], decimals: 2, rows: [{ Rank: 1, Payee: "LP", Type: "recoup", Amount: 50 }, { Rank: 2, Payee: "LP", Type: "preferred", Rate: 0.08, Amount: 50, Carry: "simple" }, { Rank: 3, Payee: "GP", Type: "catch-up", Rate: 1, Until: 0.2 }, { Rank: 4, Payee: "LP", Type: "split", Rate: 0.8 }, { Rank: 4, Payee: "GP", Type: "split", Rate: 0.2 }] },
  { why: "half a catch-up, with cents that do not divide", cash: [12, 3.33, 0.01, 100], decimals: 2, rows: [{ Rank: 1, Payee: "LP", Type: "preferred", Rate: 0.0803, Amount: 100, Carry: "compound" }, { Rank: 2, Payee: "GP", Type: "catch-up", Rate: 0.5, Until: 0.2, Cap: 3.1 }, { Rank: 2, Payee: "LP", Type: "catch-up", Rate: 0.5 }, { Rank: 3, Payee: "LP", Type: "split", Rate: 0.8 }, { Rank: 3, Payee: "GP", Type: "split", Rate: 0.2 }] },
  { why: "rates of fifteen digits", cash: [9_876_543.21, 0.01, 1_234_567.89], decimals: 2, rows: [{ Rank: 1, Type: "percent", Rate: 0.123456789012345, Of: "gross" }, ...split(2, 0.333333333333333, 0.666666666666667), REST] },
  { why: "thirds, within a Cap", cash: [100, 0.01, 0.02, 1_000_000], decimals: 2, rows: [{ Rank: 1, Type: "split", Rate: 1 / 3, Cap: 50 }, { Rank: 1, Payee: "A", Type: "split", Rate: 1 / 3 }, { Rank: 1, Payee: "B", Type: "split", Rate: 1 / 3 }, REST] },
  { why: "three years of a yearly return by quarters", cash: [0, 0, 0, 0, 50_000, 0, 0, 0, 0, 0, 0, 900_000], decimals: 2, rows: [{ Rank: 1, Payee: "LP", Type: "recoup", Amount: 500_000 }, { Rank: 2, Payee: "LP", Type: "preferred", Rate: 1.08 ** 0.25 - 1, Of: "balance 1", Carry: "compound" }, REST] },
  { why: "amounts that a division left with all their digits", cash: [100_000 / 7, 100_000 / 12, 1_000_000 / 3], decimals: 2, rows: [{ Rank: 1, Type: "fixed", Amount: 100_000 / 12, Carry: "yes" }, { Rank: 2, Type: "preferred", Rate: 0.02, Amount: 100_000 / 3, Carry: "simple" }, { Rank: 3, Type: "residual", Cap: 250_000 / 7 }, REST] },
  ...[0.07, 0.13, 0.29, 0.41, 0.57, 0.83].map((rate) => ({ why: `Until at ${rate}, unrounded`, cash: [60, 100, 80], decimals: "exact" as const, rows: [{ Rank: 1, Type: "split", Rate: rate, Until: 11.1 }, { Rank: 1, Payee: "A", Type: "split", Rate: Number((1 - rate).toFixed(2)) }, ...split(2, 0.25, 0.75)] })),
  { why: "a percentage of gross that the cash left does not cover, or just covers", cash: [100, 111.25, 111.24, 111.26], decimals: 2, rows: [{ Rank: 1, Type: "fixed", Amount: 100 }, { Rank: 2, Type: "percent", Rate: 0.101123, Of: "gross" }, REST] },
  { why: "a rate of more digits than are counted beside an amount of all its digits", cash: [0, 500, 1000, 0, 2000], decimals: 2, rows: [{ Rank: 1, Type: "preferred", Rate: 0.0123456789, Amount: 100_000 / 3, Carry: "simple" }, { Rank: 2, Type: "preferred", Rate: 0.0123456789, Amount: 50_000 / 3, Carry: "compound" }, REST] },
  { why: "arrears that stop at the room under Cap, unrounded", cash: [0, 0, 0, 1000], decimals: "exact", rows: [{ Rank: 1, Type: "fixed", Amount: 40.25, Carry: "yes", Cap: 100 }, REST] },
  { why: "thirds and sixths, unrounded", cash: [100, 0.01, 33.3], decimals: "exact", rows: [...claims(10, 20, 30), ...split(2, 1 / 3, 1 / 6, 1 / 2), REST] },
  { why: "half a unit too much was paid of a return: it is made up for, and earns nothing", cash: [1000, 1000, 1000, 0, 1000], decimals: 0, rows: [{ Rank: 1, Type: "preferred", Rate: 0.5, Amount: 1, Carry: "compound" }, REST] },
  { why: "a part of a cent too much was paid, beside a return that compounds unpaid", cash: [0.01, 0.02, 3, 0, 1, 1], decimals: 2, rows: [{ Rank: 1, Type: "preferred", Rate: 0.25, Amount: 0.02, Carry: "compound" }, { Rank: 2, Payee: "B", Type: "preferred", Rate: 0.125, Amount: 7.03, Carry: "compound" }, REST] },
  { why: "what was paid before in parts of a cent leaves whole cents under a Cap", cash: [2, 0.5, 100], decimals: 2, rows: [{ Rank: 1, Type: "percent", Rate: 0.37, Of: "gross", Cap: 10, Paid: 4.994 }, { Rank: 1, Payee: "B", Type: "fixed", Amount: 1.255, Carry: "yes", Cap: 3, Paid: 0.001 }, ...split(2, 0.4, 0.6).map((one) => ({ ...one, Cap: 20, Paid: 12.3456 })), { Rank: 3, Type: "residual", Cap: 10, Paid: 9.991 }, REST] },
  { why: "what was paid and owed before", cash: [3, 4, 100], decimals: 2, rows: [{ Rank: 1, Type: "fixed", Amount: 1, Carry: "yes", Owed: 2.005, Cap: 20, Paid: 12.5 }, { Rank: 2, Type: "recoup", Amount: 10, Rate: 0.2, Paid: 11.5 }, { Rank: 3, Type: "preferred", Rate: 0.1, Amount: 5, Carry: "compound", Owed: 0.335 }, REST] },
];

/** Two waterfalls of the samples, as their files hold them under names. */
function sampleDeals(): { why: string; args: Args }[] {
  const deal = (why: string, file: string, cash: string, layers: string): { why: string; args: Args } => {
    const { workbook } = openXlsx(readFileSync(`samples/${file}`), []);
    const named = (name: string): Grid => {
      const [, sheetName = "", from = "", to = ""] = /^(\w+)!\$(\w+\$\d+):\$(\w+\$\d+)$/.exec(workbook.names.find((one) => one.name === name)?.formula ?? "") ?? [];
      const sheet = workbook.sheet(sheetName);
      if (sheet === undefined) throw new Error(`${file} has no range ${name}`);
      const [top, bottom] = [from, to].map((address) => Number(address.split("$")[1])) as [number, number];
      const [left, right] = [from, to].map((address) => columnNumber(address.split("$")[0] ?? "")) as [number, number];
      return gridOf({ sheet, left, top, right, bottom });
    };
    return { why, args: [named(cash), named(layers), [[2]], null] };
  };
  return [
    deal("film-style licence: thirteen layers over eight quarters", "film-style-licence.xlsx", "Cash", "Layers"),
    deal("music consortium: the advance", "music-consortium.xlsx", "Advance_Share", "Advance_Ranks"),
  ];
}

function columnNumber(letters: string): number {
  return [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0);
}

testWithLibreOffice("half cents, ties, and limits that are just reached are paid to the cent", () => {
  const written = CLOSE_CALLS.map(({ why, cash, decimals, rows }): { why: string; args: Args } => ({ why, args: [[cash], table(...rows), [[decimals]], null] }));
  const samples = sampleDeals();
  const calls = [...written, ...samples].flatMap(({ why, args }) => ["", "LINES"].map((companion) => ({ why, args, companion })));
  expect(calls.filter(({ args }) => !isAnswered("WATERFALL", args)).map(({ why }) => why)).toEqual([]);
  const compared = inPlainFormulas("WATERFALL", waterfallBlock, calls);
  expect(allDifferences(compared)).toEqual([]);
  expect(compared.filter(({ exactAnswer }) => exactAnswer !== true).map(({ why }) => why)).toEqual([]);
  // Of the samples the statements too.
  expect(compared.filter(({ why }) => samples.some((sample) => sample.why === why)).map(({ exact }) => exact)).toEqual([true, true, true, true]);
});

testWithLibreOffice("exactness is claimed only where it holds", () => {
  const inexact: { why: string; args: Args; changed?: Args }[] = [
    { why: "a recoupment's Paid with more decimals than payments", args: [[[10]], table({ Rank: 1, Type: "recoup", Amount: 8, Paid: 2.5 }, REST), [[0]], null] },
    { why: "cash beyond 1E+15 cents", args: [[[2e13]], table(REST), [[2]], null] },
    { why: "an amount with more digits than a cell counts", args: [[[1e9]], table({ Rank: 1, Type: "fixed", Amount: 123_456_789.012345 }, REST), [[9]], null] },
    { why: "cash with many digits next to half a cent", args: [[[0.00499999999999999]], table(REST), [[2]], null] },
    { why: "a return on a return that ends on half a unit", args: [[[0]], table({ Rank: 1, Type: "preferred", Rate: 0.25, Amount: 1, Carry: "compound", Owed: 0.2 }, REST), [[0]], null] },
    { why: "a catch-up to a third", args: [[[1e6, 1e6]], table({ Rank: 1, Type: "preferred", Rate: 0.08, Amount: 1e6, Carry: "simple" }, { Rank: 2, Type: "catch-up", Rate: 1, Until: 1 / 3 }, REST), [[2]], null] },
    { why: "a hundred thousand times the cash that the formulas were written for", args: [[[100, 100]], table({ Rank: 1, Type: "percent", Rate: 0.3333, Of: "gross" }, REST), [[2]], null], changed: [[[100, 1e10]], table({ Rank: 1, Type: "percent", Rate: 0.3333, Of: "gross" }, REST), [[2]], null] },
    { why: "a rate retyped with more digits", args: [[[100]], table({ Rank: 1, Type: "percent", Rate: 0.25, Of: "gross" }, REST), [[2]], null], changed: [[[100]], table({ Rank: 1, Type: "percent", Rate: 0.123456, Of: "gross" }, REST), [[2]], null] },
    { why: "an amount retyped with more decimals", args: [[[100]], table({ Rank: 1, Type: "fixed", Amount: 25 }, REST), [[2]], null], changed: [[[100]], table({ Rank: 1, Type: "fixed", Amount: 25.125 }, REST), [[2]], null] },
    { why: "payments in more decimals than amounts are counted in", args: [[[100]], table({ Rank: 1, Type: "fixed", Amount: 25 }, REST), [[2]], null], changed: [[[100]], table({ Rank: 1, Type: "fixed", Amount: 25 }, REST), [[6]], null] },
    { why: "unrounded, a difference of the last digits", args: [[[100]], table({ Rank: 1, Type: "percent", Rate: 0.333333333333333, Of: "gross" }, { Rank: 2, Type: "percent", Rate: 0.49999999, Of: "remaining" }, { Rank: 3, Type: "percent", Rate: 0.999999999999, Of: "remaining" }, REST), null, null] },
  ];
  const compared = inPlainFormulas("WATERFALL", waterfallBlock, inexact.map((call) => ({ ...call, companion: "" })));
  expect(compared.filter(({ exactAnswer }) => exactAnswer !== false).map(({ why, exactAnswer }) => `${why}: ${JSON.stringify(exactAnswer)}`)).toEqual([]);
});

/** A deal with every kind of rank, in a table that has all columns, some rows below it, and amounts by period. */
function everyKind(random: Random, names: readonly string[]): { cash: number[]; rows: Row[]; amounts: (number | null)[][] } {
  const cents = (most: number) => Number(`${random.int(0, most)}e-2`);
  const rate = (most = 9999) => Number(`${random.int(1, most)}e-4`);
  const cap = (paid = 0) => (random.chance(0.5) ? "" : Number(`${Math.round(paid * 100) + random.int(1, 400_000)}e-2`));
  const rest = (one: number) => Number((1 - one).toFixed(4));
  const [distributor = "", agent = "", first = "", second = "", star = ""] = names;
  const [own, starRate, lastRate] = [Number(`${random.int(5001, 9999)}e-4`), rate(), rate()];
  const paid = random.int(0, 50);
  return {
    cash: Array.from({ length: 5 }, () => (random.chance(0.15) ? -1 : 1) * cents(random.pick([10_000, 1_000_000, 3_000_000]))),
    rows: [
      { Rank: 2, Payee: distributor, Type: "Fixed", Amount: cents(90_000), Carry: "Yes", Cap: cap(paid), Owed: cents(70_000), Paid: paid },
      { Rank: 1, Payee: distributor, Type: "percent", Rate: rate(3000), Of: "gross", Cap: cap() },
      { Rank: 3, Payee: agent, Type: "percent", Rate: rate(2000), Of: "remaining", Cap: cap() },
      { Rank: 3, Payee: agent, Type: "fixed", Carry: random.pick(["no", "", "No"]), Cap: cap() },
      { Rank: 3, Payee: first, Type: "percent", Rate: rate(2000), Of: "after 1" },
      { Rank: 4, Payee: first, Type: "recoup", Rate: rate(5000), Amount: cents(500_000) + 60, Paid: 50, Cap: cap(50) },
      { Rank: 4, Payee: second, Type: "recoup", Rate: rate(5000), Amount: cents(500_000) },
      { Rank: 4, Payee: second, Type: "recoup" },
      { Rank: 5, Payee: first, Type: "preferred", Rate: rate(900), Of: "balance 4", Carry: "compound", Owed: cents(1000) },
      { Rank: 5, Payee: second, Type: "preferred", Rate: rate(900), Amount: cents(300_000), Carry: "simple" },
      { Rank: 6, Payee: star, Type: "catch-up", Rate: own, Until: Number(`${random.int(500, 5000)}e-4`), Cap: cap() },
      { Rank: 6, Payee: second, Type: "catch-up", Rate: rest(own) },
      { Rank: 7, Payee: star, Type: "split", Rate: starRate, Until: cents(100_000) + 0.01 },
      { Rank: 7, Payee: first, Type: "split", Rate: rest(starRate), Until: cents(900_000) + 0.01 },
      { Rank: 8, Payee: star, Type: "split", Rate: lastRate, Cap: cap() },
      { Rank: 8, Payee: first, Type: "split", Rate: Number((rest(lastRate) * 0.9).toFixed(4)) },
      { Rank: 9, Payee: distributor, Type: "residual", Cap: cap() },
    ],
    amounts: Array.from({ length: 17 }, (_, row) => Array.from({ length: 5 }, () => (row === 3 || row === 7 || row === 9 ? cents(row === 3 ? 20_000 : 100_000) : null))),
  };
}

testWithLibreOffice("the block follows when figures are typed over, payees are renamed, and a Cap appears or goes", () => {
  const random = new Random(20261125);
  const argsOf = (names: readonly string[], isDown: boolean): Args => {
    const { cash, rows, amounts } = everyKind(random, names);
    const laid = (grid: Grid): Grid => (isDown ? turned(grid) : grid);
    return [laid([cash]), [...table(...rows), HEADERS.map(() => null)], [[random.pick([0, 2, 2])]], laid(amounts)];
  };
  const calls = Array.from({ length: 24 }, (_, i) => {
    const renamed = ["Distributor", "agent ", "Investor A", "INVESTOR B", "Star"].map((name) => (i % 3 === 1 ? `New ${name}` : name));
    return { why: `every kind, ${i}`, args: argsOf(["Distributor", "Agent", "Investor A", "Investor B", "Star"], i % 4 === 0), changed: argsOf(renamed, i % 4 === 0), companion: ["", "LINES", "PAYEES"][i % 3] ?? "" };
  });
  expect(calls.filter(({ args, changed }) => !isAnswered("WATERFALL", args) || !isAnswered("WATERFALL", changed)).map(({ why }) => why)).toEqual([]);
  const compared = inPlainFormulas("WATERFALL", waterfallBlock, calls);
  expect(allDifferences(compared).slice(0, 5)).toEqual([]);
  expect(compared.map(({ exactAnswer }) => exactAnswer)).toEqual(calls.map(() => true));
});

/** A row of each type, beside others of its rank where it needs them; `Cap` is that of the first. */
const CAPPED: readonly { type: string; rows: (cap: number) => Row[] }[] = [
  { type: "split", rows: (cap) => [{ Rank: 1, Type: "split", Rate: 0.6, Cap: cap }, { Rank: 1, Payee: "A", Type: "split", Rate: 0.4 }, REST] },
  { type: "the whole as a split", rows: (cap) => [{ Rank: 1, Type: "split", Rate: 1, Cap: cap }] },
  { type: "percent", rows: (cap) => [{ Rank: 1, Type: "percent", Rate: 0.07, Of: "gross", Cap: cap }, { Rank: 2, Type: "percent", Rate: 0.5, Of: "remaining" }, REST] },
  { type: "residual", rows: (cap) => [{ Rank: 1, Type: "residual", Cap: cap }, { Rank: 2, Payee: "Rest", Type: "residual" }] },
  { type: "fixed", rows: (cap) => [{ Rank: 1, Type: "fixed", Amount: 4e14, Carry: "yes", Cap: cap }, { Rank: 2, Payee: "A", Type: "fixed", Amount: 2e14, Carry: "no" }, REST] },
  { type: "recoup", rows: (cap) => [{ Rank: 1, Type: "recoup", Amount: 9e14, Rate: 0.1, Cap: cap }, REST] },
  { type: "preferred", rows: (cap) => [{ Rank: 1, Type: "preferred", Rate: 0.5, Amount: 9e14, Carry: "simple", Cap: cap }, REST] },
  { type: "catch-up", rows: (cap) => [{ Rank: 1, Payee: "LP", Type: "preferred", Rate: 0.5, Amount: 1000, Carry: "simple" }, { Rank: 2, Type: "catch-up", Rate: 0.5, Until: 0.25, Cap: cap }, { Rank: 2, Payee: "LP", Type: "catch-up", Rate: 0.5 }, REST] },
];

testWithLibreOffice("a blank Cap limits nothing, however much is paid, and one that is filled or emptied later is followed", () => {
  const [asShared, grown] = [
    [[1000, 1000.1234], [1000 / 3, 250], [0.01, 12.5]],
    [[1, 3], [5000, 1e9 / 7], [123_456_789_012.25, 1e13], [1e14, 9e13]],
  ];
  const calls = CAPPED.flatMap(({ type, rows }, t) =>
    (["exact", 2, 0, 9] as const).flatMap((decimals, d) =>
      grown.flatMap((later, g) =>
        [
          { caps: "blank", before: 0, after: 0 },
          { caps: "filled later", before: 0, after: 2000.5 },
          { caps: "emptied later", before: 700, after: 0 },
        ].map(({ caps, before, after }, c) => {
          const cash = asShared[(t + d + g + c) % asShared.length] ?? [];
          const args: Args = [[cash], table(...rows(before)), [[decimals]], null];
          return { why: `${type}, ${decimals} decimals, ${cash.join(" and ")} as shared, ${later.join(" and ")} later, Cap ${caps}`, args, changed: [[later], table(...rows(after)), [[decimals]], null] as Args, companion: "" };
        }),
      ),
    ),
  );
  const compared = inPlainFormulas("WATERFALL", waterfallBlock, calls);
  expect(compared.length).toBe(calls.length);
  // Also where a block does not claim the last digit of them, the figures are those of the function to twelve.
  expect(differences(compared.map((one) => ({ ...one, exact: true })), () => false)).toEqual([]);
  // Who is to have all of the cash is paid all of it.
  const whole = compared.filter(({ why, changed }) => why.startsWith("the whole") && why.endsWith("blank") && changed?.[0]?.[0]?.every(Number.isInteger));
  expect(whole.length).toBe(8);
  expect(whole.map(({ native }) => native)).toEqual(whole.map(({ changed }) => changed?.[0]));
});

testWithLibreOffice("what was paid before its amounts fall due is not taken back", () => {
  const rows: Row[] = [{ Rank: 1, Type: "recoup", Rate: 0.1, Paid: 33.5 }, REST];
  const calls = (["exact", 2, 1] as const).map((decimals) => ({ why: `${decimals} decimals`, args: [[[100, 100, 100]], table(...rows), [[decimals]], [[0, 50, 0], [0, 0, 0]]] as Args, companion: "" }));
  const compared = inPlainFormulas("WATERFALL", waterfallBlock, calls);
  expect(compared.map(({ native }) => native)).toEqual([[[0, 21.5, 0], [100, 78.5, 100]], [[0, 21.5, 0], [100, 78.5, 100]], [[0, 21.5, 0], [100, 78.5, 100]]]);
});

testWithLibreOffice("a block says whether all that is paid over its periods can be counted: below 1E+15 units", () => {
  const periods = (amount: number) => [times(12, () => amount)];
  const counted = (why: string, amount: number, decimals: number, rows: Row[]) => ({ why, args: [periods(1), table(...rows), [[decimals]], null] as Args, changed: [periods(amount), table(...rows), [[decimals]], null] as Args, companion: "" });
  const all: Row[] = [{ Rank: 1, Type: "split", Rate: 1 }];
  const compared = inPlainFormulas("WATERFALL", waterfallBlock, [
    counted("twelve times 833 billion in cents are a cent below ten trillion", 833_333_333_333.33, 2, all),
    counted("twelve times as much again", 833_333_333_333.34, 2, all),
    counted("in units of nine decimals", 83_333.333333333, 9, all),
    counted("in units of nine decimals, beyond", 83_333.333333334, 9, all),
    counted("what was paid before counts", 833_333_333_333, 2, [{ ...all[0], Paid: 3.99 }]),
    counted("what was paid before counts, beyond", 833_333_333_333, 2, [{ ...all[0], Paid: 4 }]),
  ]);
  expect(compared.map(({ exactAnswer }) => exactAnswer)).toEqual([true, false, true, false, true, false]);
  expect(differences(compared.map((one) => ({ ...one, exact: true })), () => true)).toEqual([]);
});

const REFUSED_DEAL: readonly Row[] = [
  { Rank: 1, Payee: "Distributor", Type: "percent", Rate: 0.25, Of: "gross", Cap: 90 },
  { Rank: 2, Payee: "Distributor", Type: "fixed", Amount: 20, Carry: "yes", Cap: 150, Paid: 5, Owed: 10 },
  { Rank: 2, Payee: "Agent", Type: "fixed", Carry: "no" },
  { Rank: 3, Payee: "LP", Type: "recoup", Rate: 0.2, Amount: 50, Paid: 10 },
  { Rank: 3, Payee: "LP", Type: "preferred", Rate: 0.08, Of: "balance 3", Carry: "simple" },
  { Rank: 3, Payee: "Agent", Type: "recoup", Amount: 5 },
  { Rank: 4, Payee: "GP", Type: "catch-up", Rate: 0.6, Until: 0.2 },
  { Rank: 4, Payee: "LP", Type: "catch-up", Rate: 0.4 },
  { Rank: 5, Payee: "Star", Type: "split", Rate: 0.05, Until: 10, Cap: 12, Paid: 2 },
  { Rank: 5, Payee: "Producer", Type: "split", Rate: 0.95 },
  { Rank: 6, Payee: "Star", Type: "split", Rate: 0.1 },
  { Rank: 7, Payee: "Producer", Type: "residual" },
];

testWithLibreOffice("what the function would refuse is #N/A in every cell of the answer, never a stale figure", () => {
  const noAmounts: (number | string | null)[][] = REFUSED_DEAL.map(() => [null, null]);
  const given: Args = [[[100, 200]], [...table(...REFUSED_DEAL), HEADERS.map(() => null)], [[2]], noAmounts.map((row, r) => (r === 2 ? [5, 0] : row))];
  const cell = (layer: number, header: (typeof HEADERS)[number], value: CellValue): Args => given.map((grid, a) => (a === 1 && grid !== null ? grid.map((row, r) => row.map((one, c) => (r === layer && c === HEADERS.indexOf(header) ? value : one))) : grid));
  const argument = (at: number, row: number, column: number, value: CellValue): Args => given.map((grid, a) => (a === at && grid !== null ? grid.map((cells, r) => cells.map((one, c) => (r === row && c === column ? value : one))) : grid));
  const small: Args = [[[100, 200]], [["Rank", "Type", ""], [1, "residual", null]], [[2]], [[null, null], [null, null]]];
  const changes: { why: string; args?: Args; changed: Args; companion?: string }[] = [
    { why: "text in the cash", changed: argument(0, 0, 1, "200") },
    { why: "cash beyond 1E+15", changed: argument(0, 0, 1, 2e15) },
    { why: "decimals that are not whole", changed: argument(2, 0, 0, 1.5) },
    { why: "decimals emptied", changed: argument(2, 0, 0, null) },
    { why: "payments no longer rounded", changed: argument(2, 0, 0, "exact") },
    { why: "another header", changed: cell(0, "Cap", "Until") },
    { why: "another rank", changed: cell(1, "Rank", 3) },
    { why: "a rank in text", changed: cell(1, "Rank", "1") },
    { why: "another type", changed: cell(2, "Type", "percent") },
    { why: "a type emptied", changed: cell(12, "Type", null) },
    { why: "another Of", changed: cell(1, "Of", "remaining") },
    { why: "Of that names another rank", changed: cell(5, "Of", "balance 2") },
    { why: "Carry that no longer carries", changed: cell(2, "Carry", "no") },
    { why: "Carry that now does", changed: cell(3, "Carry", "yes") },
    { why: "simple that becomes compound", changed: cell(5, "Carry", "compound") },
    { why: "a Rate in a row that reads none", changed: cell(2, "Rate", 0.1) },
    { why: "an Amount where a return is earned on a balance", changed: cell(5, "Amount", 10) },
    { why: "an Owed where nothing is owed on", changed: cell(3, "Owed", 1) },
    { why: "a word in a column that the row does not read", changed: cell(12, "Of", "gross") },
    { why: "a return whose payee has no such recoup row", changed: cell(5, "Payee", "GP") },
    { why: "a recoup row that now earns the return too", changed: cell(6, "Payee", "lp") },
    { why: "another layer below the table", changed: cell(13, "Rank", 9) },
    { why: "a text as Rate", changed: cell(1, "Rate", "25%") },
    { why: "a negative Rate", changed: cell(1, "Rate", -0.25) },
    { why: "a percentage typed as a whole number", changed: cell(1, "Rate", 25) },
    { why: "a negative Amount", changed: cell(2, "Amount", -20) },
    { why: "an Amount beyond 1E+15", changed: cell(2, "Amount", 2e15) },
    { why: "a negative Cap", changed: cell(1, "Cap", -1) },
    { why: "a negative Owed", changed: cell(2, "Owed", -1) },
    { why: "Paid above Cap", changed: cell(2, "Paid", 150.01) },
    { why: "Cap below Paid", changed: cell(2, "Cap", 4.99) },
    { why: "Paid above Until", changed: cell(9, "Paid", 10.01) },
    { why: "Cap below Until", changed: cell(9, "Cap", 9.99) },
    { why: "Paid above all that there is to recoup", changed: cell(4, "Paid", 60.01) },
    { why: "an Until that goes", changed: cell(9, "Until", null) },
    { why: "an Until that appears", changed: cell(10, "Until", 100) },
    { why: "an Until on a split without one", changed: cell(11, "Until", 100) },
    { why: "Until on a rate of 0", changed: cell(9, "Rate", 0) },
    { why: "split rates above 100%", changed: cell(10, "Rate", 0.9501) },
    { why: "split rates below 100% with an Until", changed: cell(10, "Rate", 0.9499) },
    { why: "catch-up rates below 100%", changed: cell(8, "Rate", 0.3999) },
    { why: "catch-up rates above 100%", changed: cell(8, "Rate", 0.4001) },
    { why: "a share that its own rate does not exceed", changed: cell(7, "Until", 0.6) },
    { why: "a catch-up whose Until goes", changed: cell(7, "Until", 0) },
    { why: "a negative amount by period", changed: argument(3, 2, 1, -1) },
    { why: "a text as amount by period", changed: argument(3, 2, 1, "5") },
    { why: "an amount by period beside an Amount", changed: argument(3, 1, 0, 5) },
    { why: "an amount by period for a percentage", changed: argument(3, 0, 0, 5) },
    { why: "an amount by period for a return on a balance", changed: argument(3, 4, 0, 5) },
    { why: "an amount by period beyond the layers", args: small, changed: [...small.slice(0, 3), [[null, null], [null, 5]]] },
    { why: "a column without a header that is filled", args: small, changed: [small[0] ?? null, [["Rank", "Type", ""], [1, "residual", 5]], ...small.slice(2)] },
    { why: "a blank cell for the amounts that is filled", args: [...small.slice(0, 3), [[null]]], changed: [...small.slice(0, 3), [[5]]] },
    { why: "a payee who is now two", changed: cell(9, "Payee", "Other"), companion: "PAYEES" },
    { why: "two payees who are now one", changed: cell(10, "Payee", "STAR "), companion: "PAYEES" },
  ];
  const calls = changes.map(({ why, args = given, changed, companion = "" }) => ({ why, args, changed, companion }));
  const compared = inPlainFormulas("WATERFALL", waterfallBlock, calls);
  const isNotAvailable = (value: CellValue) => isError(value) && value.error === "#N/A";
  const figures = ({ companion, native }: Compared) => (companion === "PAYEES" ? native.slice(1).flatMap((row) => row.slice(1)) : native.flat());
  expect(compared.filter((one) => !figures(one).every(isNotAvailable)).map(({ why, native }) => `${why}: ${JSON.stringify(native)}`)).toEqual([]);
  // As given they are figures, so that each change is what makes them go.
  const asGiven = inPlainFormulas("WATERFALL", waterfallBlock, [given, small].map((args) => ({ why: "as given", args, companion: "" })));
  expect(allDifferences(asGiven)).toEqual([]);
  expect(asGiven.map(({ exact }) => exact)).toEqual([true, true]);
});

test("what plain formulas cannot say is refused with its reason", () => {
  expect(() => blockWith(waterfallBlock, row(...times(1001, () => 1)), row(1, "Me", "residual"))).toThrow("it has 1001 periods; plain formulas are written for 1000 at most");
  expect(() => blockWith(waterfallBlock, row(100), times(201, (i) => [i + 1, "Me", "residual"]))).toThrow("it has 201 layers; plain formulas are written for 200 at most");
  expect(() => blockWith(waterfallBlock, row(100), null)).toThrow("cash and layers must be given");
});
