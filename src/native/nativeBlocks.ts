// Generated: one entry for each file of this folder that has the name of a function (npm run generate). Do not edit.
import type { BlockOf } from "./block";
import { tieredRoyaltyBlock } from "./tieredRoyalty";
import { versionBlock } from "./version";

/** How the calls of each function are written in plain formulas, by the function's name. */
export const nativeBlocks: ReadonlyMap<string, BlockOf> = new Map<string, BlockOf>([
  ["DEAL.TIEREDROYALTY", tieredRoyaltyBlock],
  ["DEAL.VERSION", versionBlock],
]);
