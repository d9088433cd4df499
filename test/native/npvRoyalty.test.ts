import { isError, type Grid } from "../../src/cells/cell";
import { NativeRefusal } from "../../src/native/parts/block";
import { npvRoyaltyBlock } from "../../src/native/npvRoyalty";
import { npvRoyaltyCases } from "../reference/cases";
import { Random } from "../reference/random";
import { testWithLibreOffice } from "../support/libreOffice";
import { blockWith, column, differences, inPlainFormulas, isAnswered, isClaimed, misshapen, row, times, type Compared } from "./agreement";



const DEALS: { why: string; args: (Grid | null)[] }[] = [
  { why: "thirty years of months", args: [row(0.005), row(...times(360, () => 1234.56)), row("mid")] },
  { why: "a thousand days", args: [row(0.0001), column(...times(1000, (i) => 100 + (i % 7))), row("END")] },
  { why: "a rate for each of many periods, some negative", args: [column(...times(60, (i) => (i % 13) / 100 - 0.04)), column(...times(60, (i) => 10 * i)), row("start")] },
  { why: "losses first, and cents that cancel in the sum", args: [row(0.08), row(-100.1, 0, 33.37, 33.37, 33.36), row("end")] },
  { why: "royalties that cancel in the sum but for a cent", args: [row(1), row(1000000000.01, -1000000000), row("start")] },
  { why: "royalties reached by subtraction", args: [row(0.1 + 0.2), row(1.1 - 1, 8.41 - 8, 1000000.1 - 1000000), row("mid")] },
  { why: "no interest", args: [row(0), row(0.1, 0.2, -0.15), row("end")] },
  { why: "nothing received", args: [row(0.1), row(0, "", 0), row("start")] },
  { why: "money that grows in waiting", args: [row(-0.9), row(1, 2, 3), row("end")] },
  { why: "a rate of 2,500%", args: [row(25), row(100, 100, 1e15), row("mid")] },
  { why: "a day that is whole at 15 digits, and one that is not", args: [row(0.1), row(100, 200, 300), row(46023, 46388 - 4e-12, 46387.9999999999)] },
  { why: "the valuation date cell is blank: the first date listed", args: [row(0.1), column(100, 200, 300), column(46023.9, 46400, 46100), [[null]]] },
  { why: "a valuation date with a time of day", args: [row(0.07), row(100, 200), row(46023.25, 46388), row(46023.75)] },
  { why: "one date", args: [row(0.25), row(100), row(46388), row(46023)] },
];

/** Beyond what binary arithmetic can tell: the block must say so. */
const BEYOND: typeof DEALS = [
  { why: "flows that cancel exactly are worth 0, but might be a hair", args: [row(0.1), row(100, 100, -231), row("end")] },
  { why: "the same, discounted twice", args: [row(0.07), row(100, 0, -114.49), row("end")] },
  { why: "flows of one day cancel to a cent of a billion", args: [row(0.1), row(1e9, -999999999.999, 0), row(46023, 46023, 46100)] },
  { why: "royalties that cancel but for digits that a cell does not hold", args: [row(1), row(1000000000.00001, -1000000000, 0.0000001234), row("start")] },
  { why: "a rate near -1", args: [row(-0.999999999999999), row(1, 100), row("end")] },
  { why: "growth beyond the digits of a cell", args: [row(1e15), row(...times(20, () => 1e15)), row("end")] },
];

testWithLibreOffice("NPV_ROYALTY in plain formulas, calculated by LibreOffice, gives what the function gives to 12 digits", () => {
  const drawn = npvRoyaltyCases(2000, 20261126)
    .filter(({ args }) => isAnswered("NPV_ROYALTY", args))
    .map(({ why, args }, i) => ({ why, args, companion: i % 3 === 0 ? "LINES" : "" }));
  const written = DEALS.flatMap(({ why, args }) => ["", "LINES"].map((companion) => ({ why, args, companion })));
  const beyond = BEYOND.map((deal) => ({ ...deal, companion: "LINES" }));
  const compared = inPlainFormulas("NPV_ROYALTY", npvRoyaltyBlock, [...drawn, ...written, ...beyond]);
  expect(differences(compared, () => false).slice(0, 5)).toEqual([]);
  expect(misshapen(compared)).toEqual([]);
  expect(compared.slice(0, drawn.length).filter(isClaimed).length).toBeGreaterThan(1950);
  expect(compared.slice(drawn.length).filter((one) => !isClaimed(one)).map(({ why }) => why)).toEqual(BEYOND.map(({ why }) => why));
  const [cancelled, cancelledTwice] = compared.slice(-BEYOND.length).map(({ native }) => native[5]?.[1]);
  expect([cancelled, cancelledTwice]).toEqual([0, 0]);
});

testWithLibreOffice("the block follows when figures are typed over", () => {
  const random = new Random(11);
  const amount = () => (random.chance(0.2) ? "" : (random.chance(0.1) ? -1 : 1) * Number(`${random.int(1, 10 ** random.int(3, 8))}e-2`));
  const rate = () => Number(`${random.int(-900, 5000)}e-4`);
  const day = () => random.int(45000, 50000) + random.pick([0, 0, 0.5]);
  const shapes: { why: string; args: () => (Grid | null)[] }[] = [
    ...["end", "mid", "start"].flatMap((word) => [
      { why: `one rate, ${word}, across`, args: () => [row(rate()), row(1000, amount(), amount(), amount()), row(word), random.pick([null, row("")])] },
      { why: `a rate each, ${word}, across`, args: () => [row(rate(), rate(), rate()), row(1000, amount(), amount()), row(word)] },
      { why: `a rate each, ${word}, down`, args: () => [column(rate(), rate(), rate()), column(1000, amount(), amount()), row(word)] },
      { why: `one period, ${word}`, args: () => [row(rate()), row(random.int(1, 100)), row(word)] },
    ]),
    { why: "dates across", args: () => [row(rate()), row(1000, amount(), amount()), row(45000, day(), day())] },
    { why: "dates down, a valuation date", args: () => [row(rate()), column(1000, amount(), amount()), column(day(), day(), day()), row(random.int(40000, 45000))] },
    { why: "dates down, a valuation date that may be blank", args: () => [row(rate()), column(1000, amount()), column(45000, day()), row(random.pick(["", 44999.5]))] },
    { why: "one date", args: () => [row(rate()), row(1000), row(day()), row(random.pick(["", 40000]))] },
  ];
  const calls = shapes.flatMap(({ why, args }) => times(10, (i) => ({ why, args: args(), changed: args(), companion: i % 3 === 0 ? "LINES" : "" })));
  const same = calls.map((call) => ({ ...call, changed: call.changed.map((grid, i) => (call.args[i] === null ? null : (grid ?? row("")))) }));
  const compared = inPlainFormulas("NPV_ROYALTY", npvRoyaltyBlock, same);
  expect(differences(compared, () => false)).toEqual([]);
  expect(misshapen(compared)).toEqual([]);
  expect(compared.filter(isClaimed).length).toBeGreaterThan(calls.length - 5);
});

testWithLibreOffice("what the function refuses, or the formulas are not written for, is #N/A in every cell of the answer, never a stale figure", () => {
  const given: (Grid | null)[] = [row(0.1, 0.2), row(100, 200), row("end"), row("")];
  const dated: (Grid | null)[] = [row(0.1), row(100, 200), row(46023, 46100), row(46000)];
  const unvalued: (Grid | null)[] = [row(0.1), row(100, 200), row(46023, 46100), null];
  const changes: { why: string; args: (Grid | null)[]; argument: number; to: Grid }[] = [
    { why: "a rate of -1", args: given, argument: 0, to: row(-1, 0.1) },
    { why: "a rate below -1", args: dated, argument: 0, to: row(-1.5) },
    { why: "a blank rate", args: given, argument: 0, to: row("", 0.1) },
    { why: "text for a rate", args: given, argument: 0, to: row("10%", 0.1) },
    { why: "a rate beyond 1E+15", args: given, argument: 0, to: row(2e15, 0.1) },
    { why: "text in the royalties", args: given, argument: 1, to: row("100", 200) },
    { why: "a royalty beyond 1E+15", args: given, argument: 1, to: row(2e15, 200) },
    { why: "another timing", args: given, argument: 2, to: row("mid") },
    { why: "a word that says nothing", args: given, argument: 2, to: row("later") },
    { why: "no timing", args: given, argument: 2, to: row("") },
    { why: "a valuation date without dates", args: given, argument: 3, to: row(46000) },
    { why: "a date before the valuation date", args: dated, argument: 2, to: row(45999, 46100) },
    { why: "a date before the first, which is the valuation date", args: unvalued, argument: 2, to: row(46023, 46022.99) },
    { why: "a later valuation date", args: dated, argument: 3, to: row(46024) },
    { why: "a blank date", args: dated, argument: 2, to: row("", 46100) },
    { why: "text for a date", args: dated, argument: 2, to: row(46023, "1 April 2026") },
    { why: "text for the valuation date", args: dated, argument: 3, to: row("1 April 2026") },
    { why: "a date that never was", args: dated, argument: 3, to: row(60) },
    { why: "a date after the end of 9999", args: dated, argument: 2, to: row(46023, 2958466) },
    { why: "a date that becomes a word", args: [row(0.1), row(100), row(46023), null], argument: 2, to: row("end") },
  ];
  const calls = changes.flatMap(({ why, args, argument, to }) => ["", "LINES"].map((companion) => ({ why, args, changed: args.map((one, i) => (i === argument ? to : one)), companion })));
  const compared = inPlainFormulas("NPV_ROYALTY", npvRoyaltyBlock, calls);
  const figures = ({ native, companion }: Compared) => (companion === "" ? native.flat() : native.slice(1).flatMap((cells) => cells.slice(2)));
  expect(compared.filter((one) => !figures(one).every(isError)).map(({ why, native }) => `${why}: ${JSON.stringify(native)}`)).toEqual([]);
});

test("what plain formulas cannot say is refused with its reason", () => {
  const block = (...args: Grid[]) => () => blockWith(npvRoyaltyBlock, ...args);
  expect(block(row(0.1), row(10))).toThrow(new NativeRefusal("rate, royalties and when must be given"));
  expect(block(row(0.1, 0.1), row(10, 20, 30), row("end"))).toThrow(new Error("There are 2 rates for 3 royalties; give one rate, or one for each period in the same direction (rate)."));
  expect(block(row(0.1), row(10, 20), column(46023, 46024))).toThrow(new Error("There are 2 royalties but 2 dates; give a date for each, in the same direction (when)."));
  expect(block(row(0.1, 0.1), row(10, 20), row(46023, 46024))).toThrow(new Error("With dates there is one rate, for a year; give a single cell (rate)."));
  expect(block(row(0.1), row(...times(1001, () => 1)), row("end"))).toThrow(new NativeRefusal("it has 1001 periods; plain formulas are written for 1000 at most"));
});
