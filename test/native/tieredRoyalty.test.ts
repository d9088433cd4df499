import { isError } from "../../src/cells/cell";
import { tieredRoyaltyBlock } from "../../src/native/tieredRoyalty";
import { tieredRoyaltyCases } from "../reference/cases";
import { Random } from "../reference/random";
import { testWithLibreOffice } from "../support/libreOffice";
import { blockWith, differences, inPlainFormulas, isAnswered, row, times } from "./agreement";

const isRounded = ({ args }: { args: readonly unknown[] }) => typeof (args[5] as unknown[][] | null)?.[0]?.[0] === "number";

testWithLibreOffice("TIEREDROYALTY in plain formulas, calculated by LibreOffice, gives what the function gives", () => {
  const calls = tieredRoyaltyCases(2000, 20261124)
    .filter(({ args }) => isAnswered("TIEREDROYALTY", args))
    .map(({ why, args }, i) => ({ why, args, companion: i % 3 === 0 ? "LINES" : "" }));
  const compared = inPlainFormulas("TIEREDROYALTY", tieredRoyaltyBlock, calls);
  expect(differences(compared, isRounded).slice(0, 5)).toEqual([]);
  expect(compared.filter(({ exact }) => exact === true).length).toBeGreaterThan(800);
});

const SCALE = [["Above", "Rate", "Up to"], [0, 0.05, 100], [100, 0.12, 500], [500, 0.18, ""], ["", "", ""]];

testWithLibreOffice("the block follows when figures are typed over", () => {
  const random = new Random(7);
  const amount = () => (random.chance(0.3) ? -1 : 1) * Number(`${random.int(0, 10 ** random.int(1, 8))}e-2`);
  const rate = () => Number(`${random.int(0, 10_000)}e-4`);
  const scaled = () => {
    const [second, third] = [random.int(1, 500_000), random.int(500_001, 900_000)];
    return [["Above", "Rate", "Up to"], [0, rate(), random.chance(0.5) ? 0 : second], [second, rate(), third], [third, rate(), ""], ["", "", ""]];
  };
  const calls = ["marginal", "cliff", "prospective"].flatMap((method) =>
    [[["never"]], [["each period"]], [[2]], [["a", "a", "B", "b", "a"]]].flatMap((resets) =>
      Array.from({ length: 12 }, (_, i) => {
        const terms = () => [[Array.from({ length: 5 }, amount)], scaled(), [[method]], resets, [[Math.abs(amount())]], [[random.pick([0, 2, 3])]]];
        return { why: `${method}, ${JSON.stringify(resets)}`, args: terms(), changed: terms(), companion: i % 4 === 0 ? "LINES" : "" };
      }),
    ),
  );
  const unsaid = { why: "one period, its window left blank", args: [[[90]], SCALE, null, [[""]]], changed: [[[150]], SCALE, null, [[""]]], companion: "" };
  const compared = inPlainFormulas("TIEREDROYALTY", tieredRoyaltyBlock, [...calls, unsaid]);
  expect(differences(compared, () => true)).toEqual([]);
  expect(compared.filter(({ exact }) => exact === true).length).toBe(calls.length + 1);
});

testWithLibreOffice("what the function would refuse is #N/A in every cell of the answer, never a stale figure", () => {
  const given = [[[50, 200]], SCALE, [["cliff"]], [["never"]], [[10]], [[2]]];
  const tiers = (row: number, column: number, value: string | number) => SCALE.map((cells, r) => cells.map((cell, c) => (r === row && c === column ? value : cell)));
  const changes: { why: string; argument: number; to: (string | number)[][] }[] = [
    { why: "text in the base", argument: 0, to: [["50", 200]] },
    { why: "a base beyond 1E+15", argument: 0, to: [[2e15, 200]] },
    { why: "a first tier that does not start at 0", argument: 1, to: tiers(1, 0, 1) },
    { why: "tiers that do not rise", argument: 1, to: tiers(3, 0, 100) },
    { why: "a threshold beyond 1E+15", argument: 1, to: tiers(3, 0, 2e15) },
    { why: "a rate above 1", argument: 1, to: tiers(2, 1, 12) },
    { why: "a negative rate", argument: 1, to: tiers(2, 1, -0.12) },
    { why: "a blank rate", argument: 1, to: tiers(2, 1, "") },
    { why: "a header that says From", argument: 1, to: tiers(0, 0, "From") },
    { why: "a tier that ends where the next does not start", argument: 1, to: tiers(1, 2, 90) },
    { why: "a last tier with an end", argument: 1, to: tiers(3, 2, 900) },
    { why: "another tier below the table", argument: 1, to: tiers(4, 0, 900) },
    { why: "another method", argument: 2, to: [["marginal"]] },
    { why: "another window", argument: 3, to: [["each period"]] },
    { why: "a negative prior position", argument: 4, to: [[-1]] },
    { why: "decimals that are not whole", argument: 5, to: [[1.5]] },
  ];
  const calls = changes.map(({ why, argument, to }) => ({ why, args: given, changed: given.map((one, i) => (i === argument ? to : one)), companion: "" }));
  const compared = inPlainFormulas("TIEREDROYALTY", tieredRoyaltyBlock, calls);
  expect(compared.filter(({ native }) => !native.flat().every(isError)).map(({ why, native }) => `${why}: ${JSON.stringify(native)}`)).toEqual([]);
});

test("what plain formulas cannot say is refused with its reason", () => {
  expect(() => blockWith(tieredRoyaltyBlock, row(10, 20), row(0, 0.1), null, row(true, false))).toThrow("a window is named TRUE or FALSE");
  expect(() => blockWith(tieredRoyaltyBlock, row(...times(1001, () => 1)), row(0, 0.1), null, row(2))).toThrow("it has 1001 periods; plain formulas are written for 1000 at most");
});
