import { isError } from "../../src/cells/cell";
import { minGuaranteeBlock } from "../../src/native/minGuarantee";
import { minGuaranteeCases } from "../reference/cases";
import { Random } from "../reference/random";
import { testWithLibreOffice } from "../support/libreOffice";
import { blockWith, differences, inPlainFormulas, isAnswered, row, times } from "./agreement";

testWithLibreOffice("MINGUARANTEE in plain formulas, calculated by LibreOffice, gives what the function gives", () => {
  const calls = minGuaranteeCases(2500, 20261125)
    .filter(({ args }) => isAnswered("MINGUARANTEE", args))
    .map(({ why, args }, i) => ({ why, args, companion: i % 3 === 0 ? "LINES" : "" }));
  const compared = inPlainFormulas("MINGUARANTEE", minGuaranteeBlock, calls);
  expect(compared.length).toBeGreaterThan(2400);
  expect(differences(compared, () => true).slice(0, 5)).toEqual([]);
  const exact = compared.filter((one) => one.exact === true);
  expect(exact.length).toBeGreaterThan(2000);
  expect(exact.filter(({ check }) => check !== 0).map(({ why }) => why)).toEqual([]);
});

testWithLibreOffice("the block follows when figures are typed over", () => {
  const random = new Random(11);
  const amount = () => Number(`${random.int(0, 10 ** random.int(1, 6))}e-2`);
  const signed = () => (random.chance(0.2) ? -1 : 1) * amount();
  const calls = ["none", "life", "first 3", "ROLLING 2", "rolling  3", "rolling 50"].flatMap((window) =>
    Array.from({ length: 20 }, (_, i) => {
      const terms = () => [[Array.from({ length: 6 }, signed)], [i % 2 === 0 ? [amount()] : Array.from({ length: 6 }, amount)], [[window]], [window === "none" ? [0, 0] : [amount(), amount()]]];
      return { why: window, args: terms(), changed: terms(), companion: i % 4 === 0 ? "LINES" : "" };
    }),
  );
  const compared = inPlainFormulas("MINGUARANTEE", minGuaranteeBlock, calls);
  expect(differences(compared, () => true)).toEqual([]);
  expect(compared.filter(({ exact }) => exact === true).length).toBe(calls.length);
});

testWithLibreOffice("what the function would refuse is #N/A in every cell of the answer, never a stale figure", () => {
  const given = [[[50, 200]], [[100, 100]], [["rolling 1"]], [[0, 30]]];
  const changes: { why: string; argument: number; to: (string | number)[][] }[] = [
    { why: "text in the earned", argument: 0, to: [["50", 200]] },
    { why: "earned beyond 1E+15", argument: 0, to: [[-2e15, 200]] },
    { why: "a negative guarantee", argument: 1, to: [[100, -1]] },
    { why: "another window", argument: 2, to: [["rolling 2"]] },
    { why: "no window", argument: 2, to: [[""]] },
    { why: "an opening shortfall that has lapsed", argument: 3, to: [[10, 30]] },
    { why: "a negative opening shortfall", argument: 3, to: [[0, -30]] },
    { why: "text among the opening shortfalls", argument: 3, to: [["x", 30]] },
  ];
  const calls = changes.map(({ why, argument, to }) => ({ why, args: given, changed: given.map((one, i) => (i === argument ? to : one)), companion: "" }));
  const compared = inPlainFormulas("MINGUARANTEE", minGuaranteeBlock, calls);
  expect(compared).toHaveLength(changes.length);
  expect(compared.filter(({ native }) => !native.flat().every(isError)).map(({ why, native }) => `${why}: ${JSON.stringify(native)}`)).toEqual([]);
});

test("what plain formulas cannot say is refused with its reason", () => {
  const many = (count: number) => row(...times(count, () => 1));
  const block = (earned: number, window: string, opening: number) => blockWith(minGuaranteeBlock, many(earned), row(1), row(window), opening === 0 ? null : many(opening));
  expect(() => block(200, "rolling 121", 0)).toThrow("its window rolls over 121 periods; plain formulas are written for 120 at most");
  expect(() => block(200, "rolling 120", 0)).not.toThrow();
  expect(() => block(120, "rolling 121", 0)).not.toThrow();
  expect(() => block(2, "life", 121)).toThrow("it has 121 opening shortfalls; plain formulas are written for 120 at most");
  expect(() => block(1001, "life", 0)).toThrow("it has 1001 periods; plain formulas are written for 1000 at most");
});
