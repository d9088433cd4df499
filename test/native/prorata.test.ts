import { isError, type Grid } from "../../src/cells/cell";
import { NativeRefusal } from "../../src/native/parts/block";
import { prorataBlock } from "../../src/native/prorata";
import { prorataCases } from "../reference/cases";
import { Random } from "../reference/random";
import { testWithLibreOffice } from "../support/libreOffice";
import { blockWith, column, differences, inPlainFormulas, isAnswered, misshapen, row, times, type Compared } from "./agreement";

const table = (...holders: [string, number | string][]): Grid => [["Holder", "Weight"], ...holders];

/** Whether a figure stands at the cent: in a rounded split all but the exact shares, and what rounding added to them. */
function isRounded({ args, ours }: Compared, r: number, c: number): boolean {
  const [[decimals = null] = []] = args[2] ?? [];
  return (decimals === "" || typeof decimals !== "string") && ![ours[r]?.[0], ours[0]?.[c]].some((label) => label === "exact share" || label === "rounding");
}

const exactOnes = (compared: readonly Compared[]) => compared.filter(({ exact }) => exact === true);

const DEALS: { why: string; args: (Grid | null)[] }[] = [
  { why: "half a cent, and the last place either side of it", args: [row(0.125, 0.124999999999999, 0.125000000000001, -0.125), column(1, 1), null] },
  { why: "half a cent in the last of fifteen digits, beside a larger pool", args: [row(0.124999999999999, 500), column(1, 1), null] },
  { why: "halves that binary arithmetic misses", args: [row(2.675, 1.005, -2.675, 0.285), column(1, 1), null] },
  { why: "a third of a cent, and a cent either side", args: [row(99.99, 100, 100.01, -99.99, -100, -100.01), column(1, 1, 1), null] },
  { why: "amounts reached by subtraction", args: [row(1000000.1 - 1000000, 8.41 - 8, 1.1 - 1, 0.1 + 0.2), column(0.1 + 0.2, 0.3, 1.1 - 1), null] },
  { why: "nothing to share, nobody to share it", args: [row(0, 0, 0.01), [[1, 0, 2], [3, 0, 2]], null] },
  { why: "a pool that rounds to nothing", args: [row(0.004, -0.004, 0.005), column(1, 2), null] },
  { why: "units left over go down the list among equal remainders, above them the larger", args: [row(0.01, 0.02, 0.03, 0.04, 0.05), column(1, 1, 2, 1, 2, 1, 0), null] },
  { why: "remainders that differ by one unit of fifteen digits", args: [row(0.01, 0.02), column(333333333333333, 333333333333334, 333333333333333), null] },
  { why: "equal thirds that a sheet has calculated", args: [row(0.01, 100, 1000000.01), column(1 / 3, 1 / 3, 1 / 3), null] },
  { why: "thirds and sixths that a sheet has calculated, the cent between two of them", args: [row(0.01, 0.03, 100), column(1 / 3, 1 / 3, 1 / 6, 1 / 6), null] },
  { why: "weights that have no end", args: [row(1234567.89, 0.01, 10), column(...times(40, (i) => Math.sqrt(i))), null] },
  { why: "streams: many of them, for large and for small pools", args: [row(1234567.89, 98765432.1, 0.07), column(2147483647, 1073741824, 999999937, 31415926, 1, 1), null] },
  { why: "a large pool over fine percentages", args: [row(1234567890123.45, 7777777777777.77), column(33.3333, 33.3333, 33.3334), null] },
  { why: "a large pool, a cent short of going round among 200,000", args: [row(2999999999999.99, 1499999999999.99, 3000000000000), column(99999, 100001), null] },
  { why: "a part exactly on the minimum is paid, a cent below is held", args: [row(10, 9.99, -10, -9.99), column(1, 1, 2), null, row(2.5)] },
  { why: "a minimum of more decimals than the parts", args: [row(10), column(1, 1, 2), null, row(2.5000001)] },
  { why: "a minimum beside 3.33, which is paid as 3.33", args: [row(10), column(1, 1, 1), row(2), row(3.3300000001)] },
  { why: "an exact share exactly on the minimum is paid", args: [row(10, 10.0000001, 9.9999999, -10), column(1, 3, 0), row("exact"), row(2.5)] },
  { why: "an exact share of 10/3 is above 3.3333333333333", args: [row(10), column(1, 1, 1), row("exact"), row(3.3333333333333)] },
  { why: "an exact share of 10/3 is below 3.3333333333334", args: [row(10), column(1, 1, 1), row("exact"), row(3.3333333333334)] },
  { why: "an exact share of 333,333.33 is above 333,333.329999999", args: [row(999999.99), column(1, 1, 1), row("exact"), row(333333.329999999)] },
  { why: "an exact share of 333,333.33 is below 333,333.330000001", args: [row(999999.99), column(1, 1, 1), row("exact"), row(333333.330000001)] },
  { why: "an exact share that misses the minimum by a part of 4,683,363,500 of its last place", args: [row(4999970503.26771), column(4345491869, 337871631), row("exact"), row(4639257910.9415)] },
  { why: "an exact share among weights that have no end", args: [row(1000), row(Math.SQRT2, Math.E, Math.PI), row("exact"), row(300)] },
  { why: "names, some of them missing or numbers", args: [row(100), table(["Ann", 1], ["", 2], ["12", 3], ["Zoë & Co", 0]), null] },
  { why: "sixty holders", args: [row(1000, 0.59, 0.6, 0.61, -1000), column(...times(60, (i) => 1 + (i % 7))), null] },
  { why: "a thousand holders, many alike", args: [row(12345.67, -0.99), column(...times(1000, (i) => (i * i) % 97)), null] },
  { why: "a thousand holders, all alike", args: [row(0.01, 9.99, 10), column(...times(1000, () => 8)), null] },
  { why: "a thousand holders of calculated weights", args: [column(7654321.09), column(...times(1000, (i) => Math.log(2 + i))), null] },
];

/** Periods of pools that are too large for their decimals stand beside small ones. */
const LARGE_AND_SMALL: typeof DEALS = [
  { why: "nine decimals and a minimum", args: [column(-554206617821.061, 1.005, 88311, 3244147163185.58, 66.47), row(1, 450, 0.5, 810, 0, 100, 3), row(9), row(0.5)] },
  { why: "hundredths of a thousandth beside billions", args: [row(0.00001, 9999999999.99999, 0.12345, -0.00007), column(1, 1, 1), row(5), null] },
  { why: "cents beside hundreds of trillions", args: [row(999999999999999, 0.05, -33.335, 0.1 + 0.2), column(1 / 3, 0.015, 2, 3), row(2), null] },
];

testWithLibreOffice("a small period keeps its digits beside one that is too large to be counted", () => {
  const compared = inPlainFormulas("PRORATA", prorataBlock, LARGE_AND_SMALL.map((call) => ({ ...call, companion: "" })));
  expect(compared.map(({ exactAnswer }) => exactAnswer)).toEqual([false, false, false]);
  const isSmall = ({ args }: Compared, r: number, c: number) => {
    const [pools = []] = args;
    const pool = pools?.length === 1 ? pools[0]?.[c] : pools?.[r]?.[0];
    return Math.abs(Number(pool)) < 1e6;
  };
  const ofSmall = compared.map((one) => {
    const only = (grid: Grid) => grid.map((figures, r) => figures.map((figure, c) => (isSmall(one, r, c) ? figure : null)));
    return { ...one, exact: true, ours: only(one.ours), native: only(one.native) };
  });
  expect(ofSmall.map(({ ours }) => ours.flat().filter((figure) => figure !== null).length)).toEqual([21, 9, 12]);
  expect(differences(ofSmall, () => true)).toEqual([]);
});

/** Beyond what a cell can tell apart: the block must say so. */
const BEYOND: typeof DEALS = [
  { why: "weights of fifteen digits that differ in the last, and together have sixteen", args: [row(73464631), column(999999999999999, 500000000000000, 999999999999.999, 999999999999999, 1e14, 1e15, 1e14, 1e15, 999999999999999, 1e14, 1e14, 1e14), null] },
  { why: "an exact share of 10/3 against a minimum of fifteen digits", args: [row(10), column(1, 1, 1), row("exact"), row(3.33333333333334)] },
  { why: "a pool of a thousand trillion in cents", args: [row(123456789012345), column(1, 2), null] },
];

testWithLibreOffice("PRORATA in plain formulas, calculated by LibreOffice, gives what the function gives", () => {
  // Sixty holders over several periods fill most of the sheet: every fourth of those is enough.
  const drawn = prorataCases(2700, 20261125)
    .filter(({ answer }, i) => answer.flat().length <= 60 || i % 4 === 0)
    .filter(({ args }) => isAnswered("PRORATA", args))
    .map(({ why, args }, i) => ({ why, args, companion: i % 3 === 0 ? "LINES" : "" }));
  const written = DEALS.flatMap(({ why, args }) => ["", ...((args[1]?.length ?? 0) > 60 ? [] : ["LINES"])].map((companion) => ({ why, args, companion })));
  const beyond = BEYOND.map((deal) => ({ ...deal, companion: "" }));
  const compared = inPlainFormulas("PRORATA", prorataBlock, [...drawn, ...written, ...beyond]);
  expect(differences(compared, isRounded).slice(0, 5)).toEqual([]);
  expect(misshapen(compared)).toEqual([]);
  expect(exactOnes(compared.slice(0, drawn.length)).length).toBeGreaterThan(1600);
  expect(drawn.length).toBeGreaterThan(2000);
  const uncertain = compared.slice(drawn.length).filter(({ exact, companion }) => companion === "" && exact !== true);
  expect(uncertain.map(({ why }) => why)).toEqual(BEYOND.map(({ why }) => why));
});

testWithLibreOffice("the block follows when figures are typed over", () => {
  const random = new Random(11);
  const amount = () => (random.chance(0.25) ? -1 : 1) * Number(`${random.int(0, 10 ** random.int(1, 9))}e-2`);
  const weight = () => (random.chance(0.15) ? 0 : Number(`${random.int(1, 10 ** random.int(1, 9))}e-${random.int(0, 4)}`));
  const weights = (holders: number) => times(holders, (i) => (i === holders - 1 ? 1 + weight() : weight()));
  const transposed = (grid: Grid): Grid => (grid[0] ?? []).map((_, c) => grid.map((cells) => cells[c] ?? null));
  const shapes: { why: string; pool: () => Grid; weights: () => Grid }[] = [
    { why: "one pool, a column", pool: () => row(amount()), weights: () => column(...weights(5)) },
    { why: "one pool, a row", pool: () => row(amount()), weights: () => row(...weights(4)) },
    { why: "a table", pool: () => row(amount(), amount()), weights: () => table(...weights(4).map((one, i): [string, number] => [random.pick(["Ann", "Bob", ""]) + String(i), one])) },
    { why: "periods across, a column", pool: () => row(amount(), amount(), amount()), weights: () => column(...weights(7)) },
    { why: "periods down, a row", pool: () => column(amount(), amount(), amount()), weights: () => row(...weights(3)) },
    { why: "weights by period, across", pool: () => row(amount(), amount()), weights: () => transposed([weights(4), weights(4)]) },
    { why: "weights by period, down", pool: () => column(amount(), amount()), weights: () => [weights(4), weights(4)] },
  ];
  const terms: (() => (Grid | null)[])[] = [
    () => [null, null],
    () => [row(random.int(0, 4)), null],
    () => [row(random.pick([3, ""])), row(random.pick([0, "", Math.abs(amount()) / 1000]))],
    () => [row("exact"), row(random.pick([0, "", Math.abs(amount()) / 1000]))],
    () => [row("exact"), null],
  ];
  const calls = shapes.flatMap(({ why, pool, weights: among }) =>
    terms.flatMap((rest, k) =>
      times(9, (i) => ({ why: `${why}, terms ${k}`, args: [pool(), among(), ...rest()], changed: [pool(), among(), ...rest()], companion: i % 3 === 0 ? "LINES" : "" })),
    ),
  );
  const compared = inPlainFormulas("PRORATA", prorataBlock, calls);
  expect(differences(compared, isRounded)).toEqual([]);
  expect(misshapen(compared)).toEqual([]);
  // Of a statement the remainders, too, must have room: weights that grow a thousandfold may leave it.
  expect(compared.filter(({ companion, exact }) => companion === "" && exact !== true)).toEqual([]);
  expect(exactOnes(compared).length).toBeGreaterThan(300);
});

testWithLibreOffice("what the function refuses, or the formulas are not written for, is #N/A in every cell of the answer, never a stale figure", () => {
  const named: Grid = [["Payee", "", "Units"], ["Ann", "", 3], ["Bob", "", 1], ["", "", ""]];
  const changedCell = (grid: Grid, r: number, c: number, value: number | string): Grid => grid.map((cells, i) => cells.map((cell, k) => (i === r && k === c ? value : cell)));
  const given: (Grid | null)[] = [row(100, 200), named, row(2), row(1)];
  const changes: { why: string; args?: (Grid | null)[]; argument: number; to: Grid }[] = [
    { why: "text in the pool", argument: 0, to: row(100, "200") },
    { why: "a pool beyond 1E+15", argument: 0, to: row(100, 2e15) },
    { why: "text for a weight", argument: 1, to: changedCell(named, 1, 2, "3") },
    { why: "a negative weight", argument: 1, to: changedCell(named, 2, 2, -1) },
    { why: "a weight beyond 1E+15", argument: 1, to: changedCell(named, 2, 2, 2e15) },
    { why: "no weights", argument: 1, to: changedCell(changedCell(named, 1, 2, 0), 2, 2, 0) },
    { why: "a header renamed", argument: 1, to: changedCell(named, 0, 2, "Rate") },
    { why: "the header of the names renamed", argument: 1, to: changedCell(named, 0, 0, "City") },
    { why: "a header over the empty column", argument: 1, to: changedCell(named, 0, 1, "Share") },
    { why: "something in the column without a header", argument: 1, to: changedCell(named, 1, 1, 5) },
    { why: "one more holder below", argument: 1, to: changedCell(named, 3, 2, 5) },
    { why: "one more name below", argument: 1, to: changedCell(named, 3, 0, "Cid") },
    { why: "the last holder gone", argument: 1, to: changedCell(changedCell(named, 2, 0, ""), 2, 2, 0) },
    { why: "decimals that are not whole", argument: 2, to: row(1.5) },
    { why: "decimals beyond 9", argument: 2, to: row(10) },
    { why: "decimals that say exact", argument: 2, to: row("exact") },
    { why: "exact that says 2", args: [row(10), column(1, 2), row("exact"), null], argument: 2, to: row(2) },
    { why: "exact that is blank", args: [row(10), column(1, 2), row("Exact"), null], argument: 2, to: row("") },
    { why: "a negative minimum", argument: 3, to: row(-1) },
    { why: "text for a minimum", argument: 3, to: row("1") },
    { why: "an exact share and a negative minimum", args: [row(10), column(1, 2), row("exact"), row(1)], argument: 3, to: row(-1) },
    { why: "a period without weights", args: [row(10, 20), [[1, 2], [1, 2]], null], argument: 1, to: [[1, 0], [1, ""]] },
    { why: "a negative weight of one period", args: [column(10, 20), [[1, 2], [1, 2]], row("exact")], argument: 1, to: [[1, 2], [1, -2]] },
    { why: "text for a weight of one period", args: [column(10, 20), [[1, 2], [1, 2]], null], argument: 1, to: [[1, "x"], [1, 2]] },
  ];
  const calls = changes.flatMap(({ why, args = given, argument, to }) => ["", "LINES"].map((companion) => ({ why, args, changed: args.map((one, i) => (i === argument ? to : one)), companion })));
  const compared = inPlainFormulas("PRORATA", prorataBlock, calls);
  const figures = ({ native, companion }: Compared) => (companion === "" ? native.flat() : native.flatMap((cells, r) => cells.filter((_, c) => r > 0 && c > 1 && native[0]?.[1] === "Holder")));
  expect(compared.filter((one) => !figures(one).every(isError)).map(({ why, native }) => `${why}: ${JSON.stringify(native)}`)).toEqual([]);
});

test("what plain formulas cannot say is refused with its reason", () => {
  expect(() => blockWith(prorataBlock, row(10))).toThrow(new NativeRefusal("pool and weights must be given"));
  expect(() => blockWith(prorataBlock, row(10), column(...times(5001, () => 1)))).toThrow(new NativeRefusal("it has 5001 holders; plain formulas are written for 5000 at most"));
  expect(() => blockWith(prorataBlock, row(...times(1001, () => 1)), column(1, 2))).toThrow(new NativeRefusal("it has 1001 periods; plain formulas are written for 1000 at most"));
});
