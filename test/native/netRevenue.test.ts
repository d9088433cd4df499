import { isError, type Grid } from "../../src/cells/cell";
import { NativeRefusal } from "../../src/native/parts/block";
import { netRevenueBlock } from "../../src/native/netRevenue";
import { netRevenueCases } from "../reference/netRevenueCases";
import { Random } from "../reference/random";
import { testWithLibreOffice } from "../support/libreOffice";
import { blockWith, differences, inPlainFormulas, isAnswered, isClaimed, misshapen, row, times, type Compared } from "./agreement";

/** All but what a common cap leaves of each deduction: those are quotients. */
const isWhole = ({ ours, companion }: Compared, r: number, c: number) => companion === "" || ![ours[r]?.[0], ours[0]?.[c]].some((label) => label === "allowed" || label === "disallowed");

testWithLibreOffice("NETREVENUE in plain formulas, calculated by LibreOffice, gives what the function gives: exactly, and to 12 digits where a common cap cuts", () => {
  const drawn = netRevenueCases(3000, 20261127)
    .filter(({ args }) => isAnswered("NETREVENUE", args))
    .map(({ why, args }, i) => ({ why, args, companion: i % 3 === 0 ? "LINES" : "" }));
  const compared = inPlainFormulas("NETREVENUE", netRevenueBlock, drawn);
  expect(compared.length).toBe(drawn.length);
  expect(differences(compared, isWhole).slice(0, 5)).toEqual([]);
  expect(misshapen(compared)).toEqual([]);
  expect(compared.filter(isClaimed).length).toBeGreaterThan(2000);
});

testWithLibreOffice("the block follows when figures are typed over", () => {
  const random = new Random(11);
  const cents = (least: number, most: number) => Number(`${random.int(least, most)}e-2`);
  const permille = () => Number(`${random.int(0, 200)}e-3`);
  const calls = times(60, (i) => {
    const word = i % 2 === 0 ? "carry" : "Floor";
    const terms = (): (Grid | null)[] => [
      row(...times(4, () => cents(-20_000, 900_000))),
      [
        ["Name", "Kind", "Cap rate", "Cap amount", ...times(4, () => (random.chance(0.5) ? "Q1" : random.int(1, 9)))],
        ["Refunds", "exclusion", "", 0, ...times(4, () => cents(0, 90_000))],
        ["Freight", "deduction", permille(), "", ...times(4, () => cents(-3_000, 60_000))],
        ["Fees", "Deduction", permille(), random.int(0, 400), ...times(4, () => cents(0, 60_000))],
        ["", "", "", "", "", "", "", ""],
      ],
      i % 3 === 0 ? null : row(permille()),
      row(word),
      i % 2 === 0 ? row(cents(0, 90_000)) : null,
      i % 4 === 0 ? null : row(random.int(0, 4)),
    ];
    return { why: word, args: terms(), changed: terms(), companion: i % 4 < 2 ? "LINES" : "" };
  });
  const compared = inPlainFormulas("NETREVENUE", netRevenueBlock, calls);
  expect(differences(compared, isWhole)).toEqual([]);
  expect(misshapen(compared)).toEqual([]);
  expect(compared.filter(isClaimed).length).toBe(calls.length);
});

testWithLibreOffice("what the function refuses, or the formulas are not written for, is #N/A in every cell of the answer, never a stale figure", () => {
  const table = (changes: Readonly<Record<string, string | number>> = {}): Grid => {
    const cells: (string | number)[][] = [["Line", "Kind", "Cap rate", "Cap amount", "Q1", "Q2"], ["VAT", "exclusion", "", "", 10, 20], ["Freight", "deduction", 0.05, "", 8, 9], ["Fees", "deduction", "", 4, 3, 5], ["", "", "", "", "", ""]];
    return cells.map((line, r) => line.map((value, c) => changes[`${r},${c}`] ?? value));
  };
  const given: (Grid | null)[] = [row(100, 200), table(), row(0.1), row("carry"), row(5), row(2)];
  const changes: { why: string; argument: number; to: Grid }[] = [
    { why: "text in the gross", argument: 0, to: row("100", 200) },
    { why: "gross beyond 1E+15", argument: 0, to: row(100, -2e15) },
    { why: "another kind", argument: 1, to: table({ "2,1": "exclusion" }) },
    { why: "no kind", argument: 1, to: table({ "3,1": "" }) },
    { why: "a percentage typed as a whole number", argument: 1, to: table({ "2,2": 5 }) },
    { why: "a negative cap rate", argument: 1, to: table({ "2,2": -0.05 }) },
    { why: "a negative cap amount", argument: 1, to: table({ "3,3": -4 }) },
    { why: "a cap on an exclusion", argument: 1, to: table({ "1,3": 4 }) },
    { why: "a rate cap on an exclusion", argument: 1, to: table({ "1,2": 0.04 }) },
    { why: "text for an amount", argument: 1, to: table({ "2,4": "8" }) },
    { why: "an amount beyond 1E+15", argument: 1, to: table({ "2,5": 2e15 }) },
    { why: "another header", argument: 1, to: table({ "0,2": "Cap amount", "0,3": "Cap rate" }) },
    { why: "a column's name over a period", argument: 1, to: table({ "0,4": "Cap  amount" }) },
    { why: "a row below the table", argument: 1, to: table({ "4,4": 7 }) },
    { why: "a name below the table", argument: 1, to: table({ "4,0": "More" }) },
    { why: "a common cap above 1", argument: 2, to: row(1.01) },
    { why: "a negative common cap", argument: 2, to: row(-0.1) },
    { why: "the other word", argument: 3, to: row("floor") },
    { why: "no word", argument: 3, to: row("") },
    { why: "a negative deficit", argument: 4, to: row(-5) },
    { why: "text for the deficit", argument: 4, to: row("x") },
    { why: "decimals of 10", argument: 5, to: row(10) },
    { why: "decimals emptied", argument: 5, to: row("") },
  ];
  const calls = changes.map(({ why, argument, to }) => ({ why, args: given, changed: given.map((one, i) => (i === argument ? to : one)), companion: "" }));
  const floored = { why: "a deficit where it is lost", args: [row(100, 200), table(), null, row("floor"), row(0), null], changed: [row(100, 200), table(), null, row("floor"), row(5), null], companion: "" };
  const compared = inPlainFormulas("NETREVENUE", netRevenueBlock, [...calls, floored]);
  expect(compared).toHaveLength(changes.length + 1);
  expect(compared.filter(({ native }) => !native.flat().every(isError)).map(({ why, native }) => `${why}: ${JSON.stringify(native)}`)).toEqual([]);
});

test("what plain formulas cannot say is refused with its reason", () => {
  const lines = (count: number): Grid => times(count, () => ["a", "deduction", 1]);
  expect(() => blockWith(netRevenueBlock, row(100), lines(60))).not.toThrow();
  expect(() => blockWith(netRevenueBlock, row(100), lines(61))).toThrow(new NativeRefusal("it has 61 exclusions and deductions; plain formulas are written for 60 at most"));
  expect(() => blockWith(netRevenueBlock, row(...times(1001, () => 1)), [["a", "deduction", ...times(1001, () => 1)]], null, row("carry"))).toThrow("it has 1001 periods; plain formulas are written for 1000 at most");
});
