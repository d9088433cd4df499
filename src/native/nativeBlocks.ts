// Generated: one entry for each file of this folder, or of a folder in it, that has the name of a function (npm run generate). Do not edit.
import type { BlockOf } from "./parts/block";
import { minGuaranteeBlock } from "./minGuarantee";
import { netRevenueBlock } from "./netRevenue";
import { npvRoyaltyBlock } from "./npvRoyalty";
import { prorataBlock } from "./prorata";
import { recoupBlock } from "./recoup/recoup";
import { tieredRoyaltyBlock } from "./tieredRoyalty";
import { usageFeeBlock } from "./usageFee/usageFee";
import { versionBlock } from "./version";
import { waterfallBlock } from "./waterfall/waterfall";
import { withholdingBlock } from "./withholding";

/** How the calls of each function are written in plain formulas, by the function's name. */
export const nativeBlocks: ReadonlyMap<string, BlockOf> = new Map<string, BlockOf>([
  ["DEAL.MINGUARANTEE", minGuaranteeBlock],
  ["DEAL.NETREVENUE", netRevenueBlock],
  ["DEAL.NPV_ROYALTY", npvRoyaltyBlock],
  ["DEAL.PRORATA", prorataBlock],
  ["DEAL.RECOUP", recoupBlock],
  ["DEAL.TIEREDROYALTY", tieredRoyaltyBlock],
  ["DEAL.USAGEFEE", usageFeeBlock],
  ["DEAL.VERSION", versionBlock],
  ["DEAL.WATERFALL", waterfallBlock],
  ["DEAL.WITHHOLDING", withholdingBlock],
]);
