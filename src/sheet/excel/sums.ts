/** The sum of numbers, with what each addition cuts off added at the end (Neumaier's way), so that long lists keep their last digits. */
export function total(numbers: readonly number[]): number {
  let sum = 0;
  let cutOff = 0;
  for (const x of numbers) {
    const next = sum + x;
    cutOff += Math.abs(sum) >= Math.abs(x) ? sum - next + x : x - next + sum;
    sum = next;
  }
  return Number.isFinite(sum) ? sum + cutOff : sum;
}

export function mean(numbers: readonly number[]): number {
  return total(numbers) / numbers.length;
}

/** Σ (x − mean)², corrected for what rounding leaves in the mean. */
export function squaredDeviations(numbers: readonly number[]): number {
  const middle = mean(numbers);
  const deviations = numbers.map((x) => x - middle);
  return Math.max(0, total(deviations.map((d) => d * d)) - total(deviations) ** 2 / numbers.length);
}
