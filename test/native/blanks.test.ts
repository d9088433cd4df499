import type { Grid } from "../../src/cells/cell";
import type { BlockOf } from "../../src/native/parts/block";
import { minGuaranteeBlock } from "../../src/native/minGuarantee";
import { netRevenueBlock } from "../../src/native/netRevenue";
import { npvRoyaltyBlock } from "../../src/native/npvRoyalty";
import { prorataBlock } from "../../src/native/prorata";
import { recoupBlock } from "../../src/native/recoup/recoup";
import { tieredRoyaltyBlock } from "../../src/native/tieredRoyalty";
import { waterfallBlock } from "../../src/native/waterfall/waterfall";
import { withholdingBlock } from "../../src/native/withholding";
import { testWithLibreOffice } from "../support/libreOffice";
import { column, differences, inPlainFormulas, isAnswered, row } from "./agreement";

const SCALE: Grid = [[0, 0.05], [100, 0.1]];
const LAYERS: Grid = [["Rank", "Payee", "Type", "Rate", "Amount"], [1, "Studio", "recoup", "", 150], [2, "Label", "split", 1, ""]];
const ACCOUNTS: (Grid | null)[] = [[[100, 200], [50, 60]], column(50, 0), row("all"), column(0.25, 0.1), row(1), [[10, 5], [0, 0]], row("exact")];

/** No periods are seen in a first row that begins with nothing. */
const NAMED: Grid = [["Song 1", "", 5], ["Song 2", 7, ""]];

const CALLS: readonly (readonly [name: string, block: BlockOf, args: readonly (Grid | null)[], emptied: readonly number[]])[] = [
  ["MINGUARANTEE", minGuaranteeBlock, [row(100, 200), row(150, 150), row("life"), null], [0]],
  ["MINGUARANTEE", minGuaranteeBlock, [row(100, 200), row(150, 150), row("life"), null], [1]],
  ["NETREVENUE", netRevenueBlock, [row(100, 200), [["Refunds", "exclusion", 0, 0]], null, row("carry")], [0]],
  ["PRORATA", prorataBlock, [row(0), column(1, 2), row(2)], [1]],
  ["NPV_ROYALTY", npvRoyaltyBlock, [row(0.1), row(100, 200), row("end")], [1]],
  ["PRORATA", prorataBlock, [row(100, 200), column(1, 2), row(2)], [0]],
  ["RECOUP", recoupBlock, ACCOUNTS, [0]],
  ["RECOUP", recoupBlock, [NAMED, row(0), row("none")], []],
  ["RECOUP", recoupBlock, ACCOUNTS, [1, 3]],
  ["RECOUP", recoupBlock, ACCOUNTS, [5]],
  ["TIEREDROYALTY", tieredRoyaltyBlock, [row(100, 200), SCALE, row("marginal"), row("never")], [0]],
  ["WATERFALL", waterfallBlock, [row(100, 200), LAYERS, row(2)], [0]],
  ["WITHHOLDING", withholdingBlock, [row(100, 200), row(0.3), row("none"), row(2)], [0]],
];

/** What was a figure when the block was written is emptied. */
testWithLibreOffice("ranges that are blank throughout are zeros in plain formulas, as in the function", () => {
  for (const [name, blockOf, args, emptied] of CALLS) {
    const changed = args.map((grid, index) => (emptied.includes(index) ? (grid?.map((cells) => cells.map(() => "")) ?? null) : grid));
    expect([name, isAnswered(name, changed)]).toEqual([name, true]);
    const compared = inPlainFormulas(name, blockOf, ["", "LINES"].map((companion) => ({ why: `${name}, ${emptied.join()} emptied`, args, changed, companion })));
    expect(compared).toHaveLength(2);
    // A present value is a quotient, and agrees to 12 digits.
    expect(differences(compared, () => name !== "NPV_ROYALTY")).toEqual([]);
  }
});
