import { isError, type CellValue, type Grid } from "../../src/cells/cell";
import { NativeRefusal } from "../../src/native/parts/block";
import { usageFeeBlock } from "../../src/native/usageFee/usageFee";
import { Random } from "../reference/random";
import { usageFeeCases } from "../reference/usageFeeCases";
import { testWithLibreOffice } from "../support/libreOffice";
import { blockWith, differences, inPlainFormulas, isAnswered, isClaimed, misshapen, row, times } from "./agreement";

type Args = (Grid | null)[];

const HEADS = ["Metric", "Above", "Price", "Method", "Included", "Use cap", "Overage price"];

/** Deals whose terms meet what whole numbers in cells are near to. */
const DEALS: { why: string; args: Args }[] = [
  { why: "half a cent, and a cent to each side", args: [[["Calls", 5, 15, -5, 14, 16]], [["Calls", 0, 0.001]], row("never"), row(2)] },
  { why: "a trillion tokens at a millionth", args: [[["Tokens", 1e12, 123456789012, -5]], [["Tokens", 0, 0.000002, "marginal", 1e9, 9e11, 0.000003], ["", 5e11, 0.0000015, "", "", "", ""]], row(2), row(2)] },
  { why: "units and prices that are reached by calculating", args: [[["Hours", 0.1 + 0.2, 1.1 - 1, 8.41 - 8]], [["Hours", 0, 0.1 + 0.2, "cliff", 1 - 0.9, 33.33 * 3, 4.35 * 100], [" hours ", 0.7 + 0.1, 0.57, "", 0, 0, 0]], row("never"), row(9)] },
  { why: "nine decimals where the prices have two", args: [[["Seats", 3, 7]], [["Seats", 0, 19.99]], row("Each period"), row(9)] },
  { why: "a tenth and a fifth are three tenths, and then nothing", args: [[["A", 1, 1], ["B", 2, -1], ["C", 0, 1000000]], [["A", 0, 0.1], ["B", 0, 0.1], ["C", 0, 1e-9]], row("each period")] },
  { why: "fees of other sizes, unrounded", args: [[["Licence", 1], ["Tokens", 1234567890]], [["Licence", 0, 250_000.25], ["Tokens", 0, 0.000000015]]] },
  { why: "names with quotes, signs and spaces", args: [[['5" film, "HD"', 10], ["=A1 & B2", 20], ["  Ünïcode   METRIC ", 30]], [["unused", 0, 1, "flat"], ["ünïcode metric", 0, 0.5, 0], ["=a1 & b2", "", 0.5, ""], ['5" FILM, "hd"', 0, 0.5, "Marginal"], ["", 5, 0.25, ""]]] },
  { why: "two hundred months, windows by year", args: [[["Metric", ...times(200, (t) => t + 1)], ["Images", ...times(200, (t) => ((t * 37) % 900) - 100)]], [["Images", 0, 0.1, "cliff"], ["", 500, 0.08, ""], ["", 2000, 0.06, ""]], row(12), row(2)] },
  { why: "forty metrics with three prices each", args: [times(40, (i) => [`Metric ${i}`, i * 11, 900 - i]), times(120, (i) => [i % 3 === 0 ? `Metric ${i / 3}` : "", (i % 3) * 100, 0.3 - (i % 3) / 10, i % 3 === 0 ? "marginal" : ""]), row("never"), row(2)] },
];

/** Beyond what whole numbers in cells can tell: the block must say so. */
const BEYOND: typeof DEALS = [
  { why: "units of more than nine decimals", args: [[["A", 1 / 3]], [["A", 0, 1]]] },
  { why: "a price of more than nine decimals", args: [[["A", 1]], [["A", 0, 1 / 3]], null, row(2)] },
  { why: "an overage price of more than nine decimals", args: [[["A", 9]], [["A", 0, 1, "flat", 0, 5, 1 / 3]]] },
  { why: "fees of a billion", args: [[["A", 1e6]], [["A", 0, 1000]], null, row(2)] },
  { why: "fees of which only the sum is a billion", args: [[["A", 600_000], ["B", 400_000]], [["A", 0, 1000], ["B", 0, 1000]]] },
  { why: "a position beyond 1E+15 that a return takes back", args: [[["A", 9e14, 9e14, -9e14]], [["A", 0, 0]], row("never")] },
];

const cellsOf = (args: readonly (Grid | null)[]) => args[0]?.flat().length ?? 0;
const isNamedByTruth = (args: readonly (Grid | null)[]) => (args[2]?.[0]?.length ?? 0) > 1 && args[2]?.flat().some((label) => typeof label === "boolean") === true;

testWithLibreOffice("USAGEFEE in plain formulas, calculated by LibreOffice, gives what the function gives", () => {
  // Of large calls a few do, for it is their cells that take the time; and of those with fifteen digits, which are not claimed.
  const drawn = usageFeeCases(6400, 20261127)
    .filter(({ why, args }, i) => ((cellsOf(args) <= 10 && !/digits|huge/.test(why)) || i % 100 === 0) && isAnswered("USAGEFEE", args) && !isNamedByTruth(args))
    .map(({ why, args }, i) => ({ why, args, companion: i % 3 === 0 ? "LINES" : "" }));
  const written = DEALS.flatMap(({ why, args }) => ["", "LINES"].map((companion) => ({ why, args, companion })));
  const beyond = BEYOND.map((deal) => ({ ...deal, companion: "" }));
  const calls = [...drawn, ...written, ...beyond];
  const compared = inPlainFormulas("USAGEFEE", usageFeeBlock, calls);
  expect(compared.length).toBe(calls.length);
  expect(differences(compared, () => true).slice(0, 5)).toEqual([]);
  expect(misshapen(compared)).toEqual([]);
  expect(compared.slice(0, drawn.length).filter(isClaimed).length).toBeGreaterThan(2000);
  expect(compared.slice(drawn.length).filter((one) => !isClaimed(one)).map(({ why }) => why)).toEqual(BEYOND.map(({ why }) => why));
});

testWithLibreOffice("the block follows when figures are typed over", () => {
  const random = new Random(11);
  const units = () => (random.chance(0.2) ? random.pick(["", 0]) : (random.chance(0.2) ? -1 : 1) * Number(`${random.int(1, 90_000)}e-2`));
  const price = () => Number(`${random.int(0, 9999)}e-4`);
  const limits = () => {
    const useCap = random.pick<number | "">(["", 0, random.int(300, 900)]);
    return [random.int(0, 300), useCap, useCap === "" || useCap === 0 ? random.pick(["", 0]) : price() + 1];
  };
  const blank = () => random.pick(["", 0]);
  const resets: { why: string; of: () => Grid }[] = [
    { why: "never", of: () => row(random.pick(["never", " Never "])) },
    { why: "each period", of: () => row("EACH period") },
    { why: "windows of some periods", of: () => row(random.int(1, 5)) },
    { why: "windows by year", of: () => row(...times(4, () => random.pick<CellValue>([2026, "2026", 2027]))) },
  ];
  const shapes: { why: string; args: (given: Grid) => Args }[] = [
    {
      why: "headers, tiers and limits, rounded",
      args: (given) => {
        const [second, third] = [random.int(1, 400), random.int(401, 900)];
        return [
          [["Metric", ...times(4, () => random.pick<CellValue>(["Q", "", 7]))], ["Output", units(), units(), units(), units()], [random.pick(["Minutes of audio", "MINUTES  of audio"]), 400, units(), units(), 500], times(5, blank)],
          [HEADS, ["Output", blank(), price(), "marginal", ...limits()], [random.pick(["", "output", 0]), second, price(), ...times(4, blank)], [random.pick(["", " Output"]), third, price(), ...times(4, blank)], ["Minutes of Audio", 0, price(), "Cliff", ...limits()], ["", third, price(), ...times(4, blank)], times(7, blank)],
          given,
          row(random.int(0, 4)),
        ];
      },
    },
    {
      why: "bare tables, one of the cards not used, unrounded",
      args: (given) => [[["Images", units(), 300, units(), units()], ["Licence", 1, 1, units(), ""]], [["Licence", 0, random.int(0, 500)], ["Video", blank(), price()], ["images", 0, price()]], given, row("exact")],
    },
    {
      why: "a cliff from its threshold on",
      args: (given) => {
        const threshold = random.int(1, 500);
        return [[["", "Q1", "Q2", "Q3", "Q4"], ["Images", threshold, random.pick([1, -1, 0]), units(), -threshold]], [["Price", "From", "Method", "Metric"], [price(), "", "cliff", "Images"], [price(), threshold, "", ""]], given, row(random.int(0, 6))];
      },
    },
    { why: "one period", args: () => [[["Images", Math.abs(Number(units()))]], [["Images", 0, price(), "flat", random.int(0, 300)]], null, row(2)] },
  ];
  const calls = shapes.flatMap(({ why, args }) =>
    resets.flatMap((windows) =>
      times(4, (i) => ({ why: `${why}, ${windows.why}`, args: args(windows.of()), changed: args(windows.of()), companion: i % 2 === 0 ? "LINES" : "" })),
    ),
  );
  const compared = inPlainFormulas("USAGEFEE", usageFeeBlock, calls);
  expect(compared).toHaveLength(calls.length);
  expect(differences(compared, () => true).slice(0, 5)).toEqual([]);
  expect(misshapen(compared)).toEqual([]);
  expect(compared.filter((one) => !isClaimed(one)).map(({ why }) => why)).toEqual([]);
});

testWithLibreOffice("what the function refuses, or the formulas are not written for, is #N/A in every figure, never a stale one", () => {
  const usage: Grid = [["Metric", "Q1", "Q2"], ["Output", 400, 700], ["Seats", 3, ""], ["", "", ""]];
  const card: Grid = [HEADS, ["Output", 0, 0.1, "marginal", 100, 2000, 0.25], ["", 500, 0.08, "", "", "", ""], ["Seats", 0, 20, "", "", "", ""], ["Video", 0, 3, "cliff", 5, 50, 4], ["Video", 10, 2, "", "", 0, ""], ["", "", "", "", "", "", ""]];
  const headed: Args = [usage, card, row("never"), row(2)];
  const bare: Args = [[["Images", 400, 700]], [["Images", 0, 0.1, "cliff"], ["", 500, 0.08, ""]], row("Q1", "Q1"), row("exact")];
  const cornerless: Args = [[["", "Q1", "Q2"], ["Images", 400, 700]], [["Price", "Metric", "", "Use cap"], [0.1, "Images", "", 1100]], row(2), null];
  const single: Args = [[["Images", 400]], [["Images", 0, 0.1]], row(""), row("")];
  const changed = (args: Args, argument: number, r: number, c: number, value: CellValue): Grid => (args[argument] ?? []).map((cells, y) => cells.map((cell, x) => (y === r && x === c ? value : cell)));
  const at = (args: Args, argument: number) => (why: string, r: number, c: number, value: CellValue) => ({ why, args, argument, to: changed(args, argument, r, c, value) });
  const inUsage = at(headed, 0);
  const inCard = at(headed, 1);
  const changes: { why: string; args: Args; argument: number; to: Grid }[] = [
    inUsage("text for units", 1, 1, "400"),
    inUsage("units beyond 1E+15", 2, 2, -2e15),
    inUsage("another metric", 1, 0, "Images"),
    inUsage("no metric", 2, 0, ""),
    inUsage("a metric that is a number", 2, 0, 7),
    inUsage("a metric twice", 2, 0, "output"),
    inUsage("a metric below the last", 3, 0, "Video"),
    inUsage("units below the last", 3, 2, 5),
    inUsage("a column's name over a period", 0, 1, " METRIC"),
    inUsage("the header gone", 0, 0, "Q"),
    inCard("a card under another name", 3, 0, "Chairs"),
    inCard("a tier of another metric", 2, 0, "Seats"),
    inCard("a tier whose name is a number", 2, 0, 3),
    inCard("a first tier that does not start at 0", 1, 1, 1),
    inCard("tiers that do not rise", 2, 1, 0),
    inCard("a blank threshold", 2, 1, ""),
    inCard("a threshold beyond 1E+15", 2, 1, 2e15),
    inCard("a negative price", 2, 2, -0.08),
    inCard("a blank price", 3, 2, ""),
    inCard("text for a price", 1, 2, "0.1"),
    inCard("a price beyond 1E+15", 3, 2, 2e15),
    inCard("another method", 1, 3, "cliff"),
    inCard("no method", 1, 3, ""),
    inCard("a method that is none", 3, 3, "tiered"),
    inCard("a method where there was none", 3, 3, "cliff"),
    inCard("a method below the first row", 2, 3, "marginal"),
    inCard("included units below the first row", 2, 4, 50),
    inCard("a use cap below the first row", 2, 5, 900),
    inCard("an overage price below the first row, as text", 2, 6, "0"),
    inCard("negative included units", 1, 4, -1),
    inCard("more included than the use cap", 1, 4, 2001),
    inCard("a negative use cap", 1, 5, -2000),
    inCard("an overage price without use cap", 1, 5, ""),
    inCard("a negative overage price", 1, 6, -0.25),
    inCard("text for a use cap", 1, 5, "none"),
    inCard("a use cap beyond 1E+15", 1, 5, 2e15),
    inCard("use beyond the cap without a price", 3, 5, 2),
    inCard("the columns under other headers", 0, 1, "From"),
    inCard("another card below the last", 6, 0, "Audio"),
    inCard("a negative price of a card that nobody uses", 5, 2, -1),
    inCard("a card that nobody uses, without its limits' order", 4, 4, 60),
    inCard("a card that nobody uses, with text", 5, 1, "ten"),
    inCard("an error in a card that nobody uses", 4, 2, { error: "#DIV/0!" }),
    { why: "other windows", args: headed, argument: 2, to: row("each period") },
    { why: "no windows", args: headed, argument: 2, to: row("") },
    { why: "decimals of 10", args: headed, argument: 3, to: row(10) },
    { why: "decimals emptied", args: headed, argument: 3, to: row("") },
    at(bare, 0)("a header over what had none", 0, 0, "Metric"),
    at(bare, 1)("a header's word where a card began", 0, 0, "Metric"),
    at(bare, 1)("a tier that starts again", 1, 1, 0),
    { why: "a period without window", args: bare, argument: 2, to: row("Q1", "") },
    { why: "decimals where nothing was rounded", args: bare, argument: 3, to: row(2) },
    at(cornerless, 0)("a year over an empty corner", 0, 2, 2027),
    at(cornerless, 0)("nothing over a period", 0, 1, ""),
    at(cornerless, 1)("a figure under no header", 1, 2, 5),
    at(cornerless, 0)("use beyond a cap where none has an overage price", 1, 2, 701),
    at(cornerless, 1)("a cap below the use, the same", 1, 3, 1099),
    { why: "a window of one and a half periods", args: cornerless, argument: 2, to: row(1.5) },
    { why: "a word for the window of one period", args: single, argument: 2, to: row("monthly") },
    { why: "decimals where there were none", args: single, argument: 3, to: row(11) },
  ];
  const calls = changes.flatMap(({ why, args, argument, to }) => ["", "LINES"].map((companion) => ({ why: `${why} ${companion}`, args, changed: args.map((grid, i) => (i === argument ? to : grid)), companion })));
  const untouched = [headed, bare, cornerless, single].map((args) => ({ why: "nothing", args, companion: "LINES" }));
  const [compared, others] = [inPlainFormulas("USAGEFEE", usageFeeBlock, calls), inPlainFormulas("USAGEFEE", usageFeeBlock, untouched)];
  expect(compared).toHaveLength(calls.length);
  const figures = ({ native, companion }: (typeof compared)[number]) => (companion === "" ? native.flat() : native.slice(1).flatMap((cells) => cells.slice(2)));
  expect(compared.filter((one) => !figures(one).every(isError)).map(({ why, native }) => `${why}: ${JSON.stringify(native)}`)).toEqual([]);
  expect(others.filter((one) => figures(one).some(isError))).toEqual([]);
});

test("what plain formulas cannot say is refused with its reason", () => {
  const block = (...args: Args) => () => blockWith(usageFeeBlock, ...args);
  const metrics = (count: number, cells: readonly CellValue[]): Grid => times(count, (i) => [`Metric ${i}`, ...cells]);
  expect(block([["A", 1]])).toThrow(new NativeRefusal("usage and rate_card must be given"));
  expect(block(metrics(100, [1]), metrics(100, [0, 1]))).not.toThrow();
  expect(block(metrics(101, [1]), metrics(101, [0, 1]))).toThrow(new NativeRefusal("it has 101 metrics; plain formulas are written for 100 at most"));
  expect(block([["Metric 7", 1]], metrics(500, [0, 1]))).not.toThrow();
  expect(block([["Metric 7", 1]], metrics(501, [0, 1]))).toThrow(new NativeRefusal("its rate card has 501 prices; plain formulas are written for 500 at most"));
  expect(block([["A", ...times(1001, () => 1)]], [["A", 0, 1]], row("never"))).toThrow("it has 1001 periods; plain formulas are written for 1000 at most");
  expect(block([["A", 1, 1]], [["A", 0, 1]], row(true, false))).toThrow("a window is named TRUE or FALSE");
  expect(block([["B", 1]], [["A", 0, 1]])).toThrow(new Error('The rate card has no metric "B"; add its price, or write Metric over the names if this is the header row (usage, row 1, Metric).'));
  expect(block([["Film\nminutes", 1]], [["Film minutes", 0, 1]])).toThrow(new NativeRefusal('the name "Film\\nminutes" holds a line break, or a space that plain formulas do not take for one; type it again'));
  expect(block([["A", 1]], [["A", 0, 1], ["Film\u00a0minutes", 0, 1]])).toThrow("a space that plain formulas do not take for one");
  expect(block([["A".repeat(256), 1]], [["A".repeat(256), 0, 1]])).toThrow("the name of a metric has 256 letters; a formula holds 255 at most");
});
