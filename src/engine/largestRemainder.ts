/** Whole units in proportion to `shares` (each over `total`) that add up to `units`: cut down, then one more for the largest remainders in list order. */
export function largestRemainder(shares: readonly bigint[], total: bigint, units: bigint): bigint[] {
  const parts = shares.map((share) => share / total);
  const left = units - parts.reduce((given, part) => given + part, 0n);
  if (left === 0n) return parts;
  const remainders = shares.map((share, i) => ({ i, remainder: share % total }));
  remainders.sort((a, b) => (a.remainder === b.remainder ? a.i - b.i : a.remainder > b.remainder ? -1 : 1));
  for (const { i } of remainders.slice(0, Number(left))) parts[i] = (parts[i] ?? 0n) + 1n;
  return parts;
}
