import { tieredRoyaltyBlock } from "../../src/native/tieredRoyalty";
import { tieredRoyaltyCases } from "../reference/cases";
import { testWithLibreOffice } from "../support/libreOffice";
import { differences, inPlainFormulas, isAnswered } from "./agreement";

const isRounded = ({ args }: { args: readonly unknown[] }) => typeof (args[5] as unknown[][] | null)?.[0]?.[0] === "number";

testWithLibreOffice("TIEREDROYALTY in plain formulas, calculated by LibreOffice, gives what the function gives", () => {
  const calls = tieredRoyaltyCases(2000, 20261124)
    .filter(({ args }) => isAnswered("TIEREDROYALTY", args))
    .map(({ why, args }, i) => ({ why, args, companion: i % 3 === 0 ? "LINES" : "" }));
  const compared = inPlainFormulas("TIEREDROYALTY", tieredRoyaltyBlock, calls);
  expect(differences(compared, isRounded).slice(0, 5)).toEqual([]);
  expect(compared.filter(({ exact }) => exact === true).length).toBeGreaterThan(800);
});
