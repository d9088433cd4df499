import { isError, type Grid } from "../../src/cells/cell";
import { NativeRefusal } from "../../src/native/parts/block";
import { recoupBlock } from "../../src/native/recoup/recoup";
import { Random } from "../reference/random";
import { recoupCases } from "../reference/recoupCases";
import { testWithLibreOffice } from "../support/libreOffice";
import { blockWith, column, differences, inPlainFormulas, isAnswered, isClaimed, misshapen, row, times, type Compared } from "./agreement";

type Args = (Grid | null)[];

const size = (args: readonly (Grid | null)[]) => args[0]?.flat().length ?? 0;

const DEALS: { why: string; args: Args }[] = [
  { why: "the two accounts of the rules, crossed", args: [[[150, -100, 80], [50, 60, 70]], column(100, 40), row("all")] },
  { why: "the same where recouped", args: [[["A", 150, -100, 80], ["B", 50, 60, 70]], column(100, 80), row("Recouped only")] },
  { why: "a reserve of a quarter", args: [column(100, 100, 100, 100), row(50), null, row(0.25), row(2)] },
  { why: "half a cent withheld, and a cent to each side", args: [row(10.04, 10.05, 10.06, -10.05, 0.1, 0.05), row(0), null, row(0.1), row(1), null, row(2)] },
  { why: "half a cent earned, advanced and brought in", args: [row(1.005, -1.005, 2.675, 2.665), row(0.005, 0, 0, 1.115), null, row(0.05), row(1), row(0.015, 0.005, 0.004, 0.006), row(2)] },
  { why: "reached by subtraction", args: [row(8.41 - 8, 33.33 * 3, 0.1 + 0.2, 1.1 - 1), row(0.41), null, null, null, null, row(2)] },
  { why: "more decimals than the amounts have", args: [[[100, 0.1, -7], [1, 2, 3]], column(50.5, 0), row("all"), row(0.3333), row(2), null, row(9)] },
  { why: "no decimals", args: [row(2.5, -2.5, 0.5, 1.49), row(0.5), null, row(0.5), row(1), null, row(0)] },
  { why: "a hundred million in cents, a rate of nine decimals", args: [row(99999999.99, -12345678.12, 1), row(1234567.89), null, row(0.123456789), row(1), null, row(2)] },
  { why: "thirteen digits in cents", args: [row(1999999999999.99, -123456789012.45, 5), row(0.01), null, row(0.15), row(1), null, row(2)] },
  { why: "openings that outlast the data, and advances as a table", args: [[["Account", 2026], ["A", 10], ["B", 50], ["", ""]], [["", "Paid"], ["a", 5], [" B ", ""]], row("all"), column(0.1, "", ""), row(1), [[30, 5, 6, 7], [0, 9, "", ""], [0, 0, 0, ""]]] },
  { why: "two hundred periods", args: [column(...times(200, (i) => ((i % 97) * 111 - 2000) / 100)), row(500), null, row(0.2), row(4), null, row(2)] },
  { why: "forty accounts", args: [times(40, (i) => [`Work ${i}`, ...times(3, (t) => ((i * 37 + t * 11) % 90) - 20)]), column(...times(40, (i) => (i * 53) % 70)), row("recouped only"), row(0.1), row(1)] },
];

/** Beyond what whole numbers in cells can tell: the block must say so. */
const BEYOND: typeof DEALS = [
  { why: "a reserve of more than nine decimals", args: [row(100), row(0), null, row(1 / 3), row(1), null, row(2)] },
  { why: "an amount of more than nine decimals", args: [row(100 / 3), row(0)] },
  { why: "1E+15 in cents", args: [row(1e15, 1), row(0), null, null, null, null, row(2)] },
  { why: "a billion in cents and rates of six decimals, unrounded", args: [row(1e9 + 0.01), row(0), null, row(0.333333), row(1)] },
  { why: "accounts that add up to 1E+15 cents", args: [[["A", 6e12], ["B", 6e12]], row(0), row("all")] },
];

testWithLibreOffice("RECOUP in plain formulas, calculated by LibreOffice, gives what the function gives", () => {
  // Of large calls a few do: it is their cells that take the time.
  const drawn = recoupCases(20_000, 20261127)
    .filter(({ args }, i) => (size(args) <= 6 || i % 80 === 0) && isAnswered("RECOUP", args))
    .map(({ why, args }, i) => ({ why, args, companion: i % 3 === 0 ? "LINES" : "" }));
  const written = DEALS.flatMap(({ why, args }) => ["", "LINES"].map((companion) => ({ why, args, companion })));
  const beyond = BEYOND.map((deal) => ({ ...deal, companion: "LINES" }));
  const compared = inPlainFormulas("RECOUP", recoupBlock, [...drawn, ...written, ...beyond]);
  expect(differences(compared, () => true).slice(0, 5)).toEqual([]);
  expect(misshapen(compared)).toEqual([]);
  expect(compared.slice(0, drawn.length).filter(isClaimed).length).toBeGreaterThan(2000);
  expect(compared.slice(drawn.length).filter((one) => !isClaimed(one)).map(({ why }) => why)).toEqual(BEYOND.map(({ why }) => why));
});

testWithLibreOffice("the block follows when figures are typed over", () => {
  const random = new Random(11);
  const money = () => (random.chance(0.2) ? "" : Number(`${random.int(1, 10 ** random.int(1, 7))}e-2`));
  const signed = () => (random.chance(0.3) ? -1 : 1) * Number(money());
  const rate = () => Number(`${random.int(0, 9999)}e-4`);
  const block = () => times(3, () => times(4, (t) => (t === 0 ? 500 : signed())));
  const named = (rows: Grid) => rows.map((cells, i) => [`${random.pick(["Album", "Book", "Game"])} ${i + 1}`, ...cells]);
  const shapes: { why: string; args: () => Args }[] = [
    { why: "one account across, rounded", args: () => [row(500, signed(), signed(), signed()), row(money(), 5, money(), money()), null, row(rate()), row(random.int(1, 5)), row(money(), 5, money()), row(random.int(0, 2))] },
    { why: "one account down, unrounded", args: () => [column(500, signed(), signed(), signed()), row(random.int(1, 999)), row(""), row(rate()), row(random.int(1, 3)), row(random.int(0, 99)), row("exact")] },
    { why: "one period", args: () => [row(random.int(1, 999)), row(random.int(1, 999))] },
    ...["none", "all", "recouped only"].flatMap((word) => [
      { why: `a block, ${word}`, args: () => [block(), column(100, money(), money()), row(word), column(0.1, rate(), rate()), row(random.int(1, 4)), null, row(2)] },
      { why: `names and advances by period, ${word}`, args: () => [named(block()), times(3, () => [9, money(), money(), money()]), row(word), row(rate()), row(random.int(1, 4)), times(3, () => [9, money(), money()])] },
      { why: `a header row, reserves that are 0, ${word}`, args: () => [[["Account", ...times(4, () => random.int(2020, 2030))], ...named(block())], row(0), row(word), row(0), row(random.pick(["", 0, 3]))] },
    ]),
  ];
  const calls = shapes.flatMap(({ why, args }) => times(8, (i) => ({ why, args: args(), changed: args(), companion: i % 2 === 0 ? "LINES" : "" })));
  const compared = inPlainFormulas("RECOUP", recoupBlock, calls);
  expect(differences(compared, () => true).slice(0, 5)).toEqual([]);
  expect(misshapen(compared)).toEqual([]);
  expect(compared.filter((one) => !isClaimed(one)).map(({ why }) => why)).toEqual([]);
  expect(compared).toHaveLength(calls.length);
});

testWithLibreOffice("what the function refuses, or the formulas are not written for, is #N/A in every cell of the answer, never a stale figure", () => {
  const one: Args = [row(100, 200), row(50, 0), row(""), row(0.25), row(1), row(10, 5), row(2)];
  const block: Args = [[[100, 200], [50, 60]], column(50, 0), row("all"), column(0.25, 0.1), row(1), [[10, 5], [0, 0]], row("exact")];
  const table: Args = [[["Account", 2026, 2027], ["A", 100, 200], ["B", 50, 60], ["", "", ""]], [["Name", "Advance"], ["A", 50], ["B", 0]], row("none"), column(0.25, 0.1, ""), row(1), [[10, 5], [0, 0], ["", ""]], null];
  const cornerless: Args = [[["", "Q1", "Q2"], ["A", 100, 200], ["B", 50, 60]], row(0), row("recouped only"), row(""), row(""), row(""), row("")];
  const headless: Args = [[["A", 100, 200], ["B", 50, 60]], [["A", 50, 0], ["B", 1, 2]], row("all"), null, null, null, row(2)];
  const without = (grid: Grid | null, r: number, c: number, value: Grid[number][number]) => (grid ?? []).map((cells, i) => cells.map((cell, j) => (i === r && j === c ? value : cell)));
  const changes: { why: string; args: Args; argument: number; to: Grid }[] = [
    { why: "text in the earned", args: one, argument: 0, to: row("100", 200) },
    { why: "earned beyond 1E+15", args: one, argument: 0, to: row(-2e15, 200) },
    { why: "a negative advance", args: one, argument: 1, to: row(50, -1) },
    { why: "an advance beyond 1E+15", args: one, argument: 1, to: row(2e15, 0) },
    { why: "crossed with a single account", args: one, argument: 2, to: row("none") },
    { why: "a reserve above 1", args: one, argument: 3, to: row(25) },
    { why: "a negative reserve", args: one, argument: 3, to: row(-0.1) },
    { why: "text for a reserve", args: one, argument: 3, to: row("25%") },
    { why: "no release for the reserve", args: one, argument: 4, to: row("") },
    { why: "a release of one and a half periods", args: one, argument: 4, to: row(1.5) },
    { why: "a negative release", args: one, argument: 4, to: row(-1) },
    { why: "a negative balance", args: one, argument: 5, to: row(-10, 5) },
    { why: "a negative reserve brought in", args: one, argument: 5, to: row(10, -5) },
    { why: "decimals of 10", args: one, argument: 6, to: row(10) },
    { why: "decimals emptied", args: one, argument: 6, to: row("") },
    { why: "another crossing", args: block, argument: 2, to: row("recouped only") },
    { why: "no crossing", args: block, argument: 2, to: row("") },
    { why: "a name in a block without", args: block, argument: 0, to: [["A", 200], [50, 60]] },
    { why: "one of several reserves above 1", args: block, argument: 3, to: column(0.25, 1.5) },
    { why: "decimals where nothing was rounded", args: block, argument: 6, to: row(2) },
    { why: "a name that is a number", args: table, argument: 0, to: without(table[0] ?? null, 1, 0, 7) },
    { why: "a name emptied", args: table, argument: 0, to: without(table[0] ?? null, 2, 0, " ") },
    { why: "a name that stands twice", args: table, argument: 0, to: without(table[0] ?? null, 2, 0, " a") },
    { why: "a column's name over a period", args: table, argument: 0, to: without(table[0] ?? null, 0, 1, "Title") },
    { why: "years where the first amounts were", args: headless, argument: 0, to: without(without(headless[0] ?? null, 0, 1, 2026), 0, 2, 2027) },
    { why: "months where the first advances were", args: headless, argument: 1, to: without(without(headless[1] ?? null, 0, 1, 46_023), 0, 2, 46_054) },
    { why: "a third account", args: table, argument: 0, to: without(table[0] ?? null, 3, 0, "C") },
    { why: "a header that is none", args: table, argument: 0, to: without(table[0] ?? null, 0, 0, "Territory") },
    { why: "advances of other accounts", args: table, argument: 1, to: without(table[1] ?? null, 2, 0, "C") },
    { why: "the advances' header gone", args: table, argument: 1, to: without(table[1] ?? null, 0, 0, "") },
    { why: "an advance that is text", args: table, argument: 1, to: without(table[1] ?? null, 2, 1, "0") },
    { why: "a reserve for a third account", args: table, argument: 3, to: column(0.25, 0.1, 0.3) },
    { why: "an opening for a third account", args: table, argument: 5, to: without(table[5] ?? null, 2, 1, 4) },
    { why: "a year over an empty corner", args: cornerless, argument: 0, to: without(cornerless[0] ?? null, 0, 2, 2027) },
    { why: "nothing over a period, below an empty corner", args: cornerless, argument: 0, to: without(cornerless[0] ?? null, 0, 1, "") },
    { why: "a single advance for several accounts", args: cornerless, argument: 1, to: row(100) },
    { why: "a reserve without release", args: cornerless, argument: 3, to: row(0.1) },
    { why: "an opening for a block that had none", args: cornerless, argument: 5, to: row(0) },
    { why: "the first account called Account", args: headless, argument: 0, to: without(headless[0] ?? null, 0, 0, " account ") },
    { why: "the advances in another order", args: headless, argument: 1, to: [["B", 50, 0], ["A", 1, 2]] },
  ];
  const calls = changes.flatMap(({ why, args, argument, to }) => ["", "LINES"].map((companion) => ({ why: `${why} ${companion}`, args, changed: args.map((grid, i) => (i === argument ? to : grid)), companion })));
  const compared = inPlainFormulas("RECOUP", recoupBlock, calls);
  expect(compared).toHaveLength(calls.length);
  const figures = ({ native, companion, args }: Compared) => (companion === "" ? native.flat() : native.slice(1).flatMap((cells) => cells.slice(args[0]?.length === 1 || (args[0]?.[0]?.length ?? 0) > 1 ? 2 : 1)));
  expect(compared.filter((one) => !figures(one).every(isError)).map(({ why, native }) => `${why}: ${JSON.stringify(native)}`)).toEqual([]);
});

test("what plain formulas cannot say is refused with its reason", () => {
  const block = (...args: (Grid | null)[]) => () => blockWith(recoupBlock, ...args);
  expect(block(row(100))).toThrow(new NativeRefusal("earned and advances must be given"));
  expect(block(row(...times(1001, () => 1)), row(0))).toThrow(new NativeRefusal("it has 1001 periods; plain formulas are written for 1000 at most"));
  expect(block(times(201, (i) => [`Work ${i}`, 1]), row(0), row("none"))).toThrow(new NativeRefusal("it has 201 accounts; plain formulas are written for 200 at most"));
  expect(block(times(200, (i) => [`Work ${i}`, 1]), row(0), row("all"))).not.toThrow();
  expect(block(row(100), row(0), null, null, null, row(...times(1002, () => 1)))).toThrow(new NativeRefusal("its opening has 1001 reserves for an account; plain formulas are written for 1000 at most"));
});
