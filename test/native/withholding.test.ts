import { isError, type Grid } from "../../src/cells/cell";
import { NativeRefusal } from "../../src/native/parts/block";
import { withholdingBlock } from "../../src/native/withholding";
import { withholdingCases } from "../reference/withholdingCases";
import { Random } from "../reference/random";
import { testWithLibreOffice } from "../support/libreOffice";
import { blockWith, column, differences, inPlainFormulas, isAnswered, isClaimed, misshapen, row, times, type Compared } from "./agreement";


const isRounded = ({ args, changed }: Compared & { readonly changed?: readonly (Grid | null)[] }) => typeof (changed ?? args)[3]?.[0]?.[0] === "number";

const bothWays = (why: string, royalty: Grid, rate: Grid, decimals: Grid | null) => ["none", "gross up"].map((word) => ({ why: `${why}, ${word}`, args: [royalty, rate, row(word), decimals] }));

const DEALS: { why: string; args: (Grid | null)[] }[] = [
  ...bothWays("half a cent of tax, a hundredth to each side", row(0.1, 0.0999, 0.1001, -0.1, 0.3, 20.1), row(0.05), row(2)),
  ...bothWays("half a cent of royalty", row(1.005, 1.0049, 1.0051, -1.005, 2.675, -2.675), row(0.1), row(2)),
  ...bothWays("reached by subtraction", row(8.41 - 8, 33.33 * 3, 0.1 + 0.2, 1.1 - 1), row(1 - 0.9), row(2)),
  ...bothWays("a rate for each", column(100, "", -100.05, 33.33), column(0.1, 0, 0.25, 0.999), row(2)),
  ...bothWays("more decimals than the royalties have", row(100, 0.1, -7), row(0.3), row(9)),
  ...bothWays("no decimals", row(2.5, -2.5, 0.5, 1.49), row(0.5), row(0)),
  ...bothWays("a billion in cents, a rate of nine decimals", row(9999999999.99, -1234567890.12), row(0.123456789), row(2)),
  ...bothWays("thirteen digits in cents", row(7999999999999.99, -1234567890123.45), row(0.15), row(2)),
  ...bothWays("a rate near 1", row(100, -0.01, 12.5), row(0.999999999), row(2)),
  ...bothWays("unrounded thirds", row(100, -200, 0), row(0.3), null),
  ...bothWays("the word exact", row(100.123456789, -1e15), row(0.999999999), row("EXACT")),
  ...bothWays("a block, one rate", [[100.05, 200, -0.1], [0.3, 20.1, 0]], row(0.05), row(2)),
  ...bothWays("a block, a rate for each payee", [[100.05, 200, -0.1], [0.3, 20.1, ""]], column(0.05, 0.3), row(2)),
  ...bothWays("a block, a rate for each royalty", [[100.05, 200], [0.3, 20.1]], [[0.05, 0], [0.3, 0.125]], row(2)),
  ...bothWays("payees across, a rate for each", [[100.05, 0.3], [200, 20.1], [-0.1, 5]], row(0.05, 0.3), row(2)),
  ...bothWays("payees across, a rate for each, one square", [[100.05, 0.3], [200, 20.1]], row(0.05, 0.3), row(2)),
  ...bothWays("names and a header row, unrounded", [["Payee", "Q1", "Q2"], ["Actor", 100.05, 200], ["Agent", 0.3, 20.1], ["", 0, ""]], [["Name", "Rate"], ["actor", 0.05], ["AGENT", 0.3], ["", ""]], null),
  ...bothWays("names without a header row, the rates alone", [["Actor", 100.05, 200], ["Agent", 0.3, 20.1], ["", "", ""]], column(0.05, 0.3, ""), row(2)),
  ...bothWays("an empty corner, one payee, a rate for each royalty", [["", "Q1", "Q2"], ["Actor", 100.05, 200]], row(0.05, 0.3), row(2)),
  ...bothWays("names, a rate for each royalty", [["Actor", 100.05, 200], ["Agent", 0.3, 20.1]], [["Actor", 0, 0.1], ["Agent", 0.2, 0.3]], row(2)),
  ...bothWays("one period, named", [["Payee", "Q1"], ["Actor", 100.05], ["Agent", 0.3]], column(0.05, 0.3), row(2)),
  ...bothWays("a hundred payees", times(100, (i) => [i + 0.05, i * 3.1, -i]), column(...times(100, (i) => i / 200)), row(2)),
  ...bothWays("a thousand royalties", column(...times(1000, (i) => ((i % 97) * 111 - 2000) / 100)), row(0.3), row(2)),
];

/** Beyond what whole numbers in cells can tell: the block must say so. */
const BEYOND: typeof DEALS = [
  ...bothWays("a rate of more than nine decimals", row(100), row(1 / 3), row(2)),
  ...bothWays("an amount of more than nine decimals", row(100 / 3), row(0.3), row(2)),
  ...bothWays("1E+15 in cents", row(1e15, 1), row(0.3), row(2)),
  { why: "a gross beyond 1E+15 cents", args: [row(9999999999.99), row(0.999999999), row("gross up"), row(2)] },
];

testWithLibreOffice("WITHHOLDING in plain formulas, calculated by LibreOffice, gives what the function gives: to the cent where it rounds, to 12 digits where not", () => {
  const drawn = withholdingCases(3000, 20261126)
    .filter(({ args }) => isAnswered("WITHHOLDING", args))
    .map(({ why, args }, i) => ({ why, args, companion: i % 3 === 0 ? "LINES" : "" }));
  const written = DEALS.flatMap(({ why, args }) => ["", "LINES"].map((companion) => ({ why, args, companion })));
  const beyond = BEYOND.map((deal) => ({ ...deal, companion: "LINES" }));
  const compared = inPlainFormulas("WITHHOLDING", withholdingBlock, [...drawn, ...written, ...beyond]);
  expect(differences(compared, isRounded).slice(0, 5)).toEqual([]);
  expect(misshapen(compared)).toEqual([]);
  expect(compared.slice(0, drawn.length).filter(isClaimed).length).toBeGreaterThan(2000);
  expect(compared.slice(drawn.length).filter((one) => !isClaimed(one)).map(({ why }) => why)).toEqual(BEYOND.map(({ why }) => why));
});

testWithLibreOffice("the block follows when figures are typed over", () => {
  const random = new Random(11);
  const amount = () => (random.chance(0.2) ? "" : (random.chance(0.2) ? -1 : 1) * Number(`${random.int(1, 10 ** random.int(3, 8))}e-2`));
  const rate = () => Number(`${random.int(0, 9999)}e-4`);
  const shapes: { why: string; args: () => (Grid | null)[] }[] = ["none", "gross up"].flatMap((word) => [
    { why: `one rate, ${word}, across`, args: () => [row(1000, amount(), amount()), row(rate()), row(word), row(random.int(0, 4))] },
    { why: `a rate each, ${word}, across`, args: () => [row(1000, amount(), amount()), row(rate(), rate(), rate()), row(word), row(2)] },
    { why: `a rate each, ${word}, down, unrounded`, args: () => [column(1000, amount(), amount()), column(rate(), rate(), rate()), row(word), row("exact")] },
    { why: `one royalty, ${word}`, args: () => [row(random.int(1, 100)), row(rate()), row(word), row(2)] },
    { why: `a block, a rate for each payee, ${word}`, args: () => [[[amount(), amount()], [amount(), amount()], [1000, amount()]], column(rate(), rate(), rate()), row(word), row(2)] },
    { why: `a block, a rate for each royalty, ${word}`, args: () => [[[1000, amount()], [amount(), amount()]], [[rate(), rate()], [rate(), rate()]], row(word), row("exact")] },
    { why: `payees across, ${word}`, args: () => [[[1000, amount()], [amount(), amount()], [amount(), amount()]], row(rate(), rate()), row(word), row(2)] },
    { why: `names, ${word}`, args: () => [[["Payee", "Q1", "Q2"], [`A ${random.int(1, 9)}`, 1000, amount()], [`B ${random.int(1, 9)}`, amount(), amount()]], column(rate(), rate()), row(word), row(2)] },
    { why: `one rate, ${word}, decimals left out`, args: () => [column(1000, amount()), row(rate()), row(word), null] },
  ]);
  const calls = shapes.flatMap(({ why, args }) => times(10, (i) => ({ why, args: args(), changed: args(), companion: i % 3 === 0 ? "LINES" : "" })));
  const compared = inPlainFormulas("WITHHOLDING", withholdingBlock, calls);
  expect(differences(compared, isRounded)).toEqual([]);
  expect(misshapen(compared)).toEqual([]);
  expect(compared.filter(isClaimed).length).toBeGreaterThan(calls.length - 5);
});

testWithLibreOffice("what the function refuses, or the formulas are not written for, is #N/A in every cell of the answer, never a stale figure", () => {
  const none: (Grid | null)[] = [row(100, 200), row(0.1, 0.2), row("none"), row(2)];
  const up: (Grid | null)[] = [column(100, 200), row(0.3), row("Gross Up"), row("exact")];
  const blank: (Grid | null)[] = [row(100, 200), row(0.3), row(""), row("")];
  const BLOCK = [[100, 200], [300, 400]];
  const block: (Grid | null)[] = [BLOCK, column(0.1, 0.2), row("none"), row(2)];
  const NAMED = [["Payee", "Q1", "Q2"], ["Actor", 100, 200], ["Agent", 300, 400], ["", "", ""]];
  const named: (Grid | null)[] = [NAMED, [["Payee", "Rate"], ["Actor", 0.1], ["Agent", 0.2], ["", ""]], row("none"), row(2)];
  const bare: (Grid | null)[] = [[["Actor", 100, 200], ["Agent", 300, 400]], column(0.1, 0.2), row("none"), row(2)];
  const beside: (Grid | null)[] = [NAMED, column(0.1, 0.2, ""), row("none"), row(2)];
  const changes: { why: string; args: (Grid | null)[]; argument: number; to: Grid }[] = [
    { why: "a negative rate of the second payee", args: block, argument: 1, to: column(0.1, -0.2) },
    { why: "a blank rate of the second payee", args: block, argument: 1, to: column(0.1, "") },
    { why: "a text in a block", args: block, argument: 0, to: [[100, 200], [300, "x"]] },
    { why: "a royalty beyond 1E+15 in a block", args: block, argument: 0, to: [[100, 200], [300, 2e15]] },
    { why: "names where amounts stood", args: block, argument: 0, to: [["Actor", 200], ["Agent", 400]] },
    { why: "a name emptied", args: named, argument: 0, to: [["Payee", "Q1", "Q2"], ["Actor", 100, 200], ["", 300, 400], ["", "", ""]] },
    { why: "a name twice", args: named, argument: 0, to: [["Payee", "Q1", "Q2"], ["Actor", 100, 200], ["ACTOR", 300, 400], ["", "", ""]] },
    { why: "one payee more", args: named, argument: 0, to: [["Payee", "Q1", "Q2"], ["Actor", 100, 200], ["Agent", 300, 400], ["Studio", 5, 6]] },
    { why: "the rates in another order", args: named, argument: 1, to: [["Payee", "Rate"], ["Agent", 0.1], ["Actor", 0.2], ["", ""]] },
    { why: "one rate more", args: named, argument: 1, to: [["Payee", "Rate"], ["Actor", 0.1], ["Agent", 0.2], ["Studio", 0.3]] },
    { why: "another header over the names", args: named, argument: 0, to: [["Who", "Q1", "Q2"], ["Actor", 100, 200], ["Agent", 300, 400], ["", "", ""]] },
    { why: "a first payee called as a header is", args: bare, argument: 0, to: [["Holder", 100, 200], ["Agent", 300, 400]] },
    { why: "amounts that look like years", args: bare, argument: 0, to: [["Actor", 2026, 2027], ["Agent", 300, 400]] },
    { why: "a rate below the last payee", args: beside, argument: 1, to: column(0.1, 0.2, 0.3) },
    { why: "a negative rate", args: none, argument: 1, to: row(-0.1, 0.1) },
    { why: "a rate above 1", args: none, argument: 1, to: row(0.1, 1.0001) },
    { why: "a percentage typed as a whole number", args: up, argument: 1, to: row(30) },
    { why: "a rate of 1 with gross-up", args: up, argument: 1, to: row(1) },
    { why: "a rate of which nine decimals leave nothing", args: up, argument: 1, to: row(0.999999999999999) },
    { why: "a rate of which nine decimals leave too little", args: [row(219789148.5346), row(0.9), row("gross up"), row(2)], argument: 1, to: row(0.9999999984) },
    { why: "a blank rate", args: none, argument: 1, to: row(0.1, "") },
    { why: "text for a rate", args: up, argument: 1, to: row("30%") },
    { why: "text in the royalties", args: none, argument: 0, to: row("100", 200) },
    { why: "a royalty beyond 1E+15", args: none, argument: 0, to: row(100, -2e15) },
    { why: "the other word", args: none, argument: 2, to: row("gross up") },
    { why: "the other word, back", args: up, argument: 2, to: row("none") },
    { why: "no word where gross-up was said", args: up, argument: 2, to: row("") },
    { why: "a word that says nothing", args: blank, argument: 2, to: row("yes") },
    { why: "decimals of 10", args: none, argument: 3, to: row(10) },
    { why: "decimals of one and a half", args: none, argument: 3, to: row(1.5) },
    { why: "decimals emptied", args: none, argument: 3, to: row("") },
    { why: "decimals where nothing was rounded", args: up, argument: 3, to: row(2) },
    { why: "decimals in a cell that was blank", args: blank, argument: 3, to: row(2) },
  ];
  const calls = changes.flatMap(({ why, args, argument, to }) => ["", "LINES"].map((companion) => ({ why, args, changed: args.map((one, i) => (i === argument ? to : one)), companion })));
  const compared = inPlainFormulas("WITHHOLDING", withholdingBlock, calls);
  expect(compared).toHaveLength(calls.length);
  const figures = ({ native, companion }: Compared) => (companion === "" ? native.flat() : native.slice(1).flatMap((cells) => cells.slice(native[0]?.[0] === "Payee" ? 2 : 1)));
  expect(compared.filter((one) => !figures(one).every(isError)).map(({ why, native }) => `${why}: ${JSON.stringify(native)}`)).toEqual([]);
});

test("what plain formulas cannot say is refused with its reason", () => {
  const block = (...args: Grid[]) => () => blockWith(withholdingBlock, ...args);
  expect(block(row(100))).toThrow(new NativeRefusal("royalty and rate must be given"));
  expect(block(row(100), row(0.999999999999999), row("gross up"))).toThrow(new NativeRefusal("a rate leaves so little of 1 that 9 decimals do not tell how much; give it fewer digits"));
  expect(block(row(100), row(0.999999999999999), row("none"))).not.toThrow();
  const besides = (royalties: number) => `There are 2 rates for ${royalties} royalties; give one rate, or one for each royalty in the same direction (rate).`;
  expect(block(row(100, 200, 300), row(0.1, 0.1))).toThrow(new Error(besides(3)));
  expect(block(column(100, 200), row(0.1, 0.1))).toThrow(new Error(besides(2)));
  expect(block(times(201, () => [1, 2]), row(0.1))).toThrow(new NativeRefusal("it has 201 payees; plain formulas are written for 200 at most"));
  expect(block(times(200, () => [1, 2]), row(0.1))).not.toThrow();
  expect(block(row(...times(1001, () => 1)), row(0.1))).toThrow(new NativeRefusal("it has 1001 periods; plain formulas are written for 1000 at most"));
});
