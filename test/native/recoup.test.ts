import { recoupBlock } from "../../src/native/recoup";
import { recoupCases } from "../reference/recoupCases";
import { testWithLibreOffice } from "../support/libreOffice";
import { differences, inPlainFormulas, isAnswered, isClaimed, misshapen } from "./agreement";

testWithLibreOffice("RECOUP in plain formulas, calculated by LibreOffice, gives what the function gives", () => {
  const calls = recoupCases(3000, 20261127)
    .filter(({ args }) => isAnswered("RECOUP", args))
    .map(({ why, args }, i) => ({ why, args, companion: i % 3 === 0 ? "LINES" : "" }));
  const compared = inPlainFormulas("RECOUP", recoupBlock, calls);
  console.log(calls.length, compared.length, compared.filter(isClaimed).length);
  expect(differences(compared, () => true).slice(0, 8)).toEqual([]);
  expect(misshapen(compared)).toEqual([]);
});
