/**
 * The rate above −1 at which a function is 0: by Newton's steps from a guess, as Excel finds it, and where they lead nowhere, the one nearest to the
 * guess at which the sign changes; to the last digit. Undefined where there is none.
 */
export function root(f: (rate: number) => number, guess: number): number | undefined {
  const near = newton(f, guess);
  return (near === undefined ? undefined : refined(f, near)) ?? scanned(f, guess);
}

function newton(f: (rate: number) => number, guess: number): number | undefined {
  let x = guess;
  for (let i = 0; i < 60; i++) {
    const y = f(x);
    if (y === 0) return x;
    const width = 1e-6 * (1 + x);
    const slope = (f(x + width) - f(x - width)) / (2 * width);
    let next = x - y / slope;
    if (!Number.isFinite(next)) return undefined;
    if (next <= -1) next = (x - 1) / 2;
    if (Math.abs(next - x) <= 1e-9 * (1 + Math.abs(x))) return next;
    x = next;
  }
  return undefined;
}

/** Newton's answer is near enough to find the two neighbours between which the sign changes; where it does not change there, it is no root. */
function refined(f: (rate: number) => number, near: number): number | undefined {
  if (f(near) === 0) return near;
  for (let width = 1e-12 * (1 + Math.abs(near)); width < 1e-6 * (1 + near); width *= 8) {
    const [low, high] = [near - width, near + width];
    if (f(low) * f(high) <= 0) return halved(f, low, high);
  }
  return undefined;
}

/** Wider and wider around the guess, on both sides. */
function scanned(f: (rate: number) => number, guess: number): number | undefined {
  const start = Math.log1p(guess);
  const step = 0.05;
  let [lowAt, highAt] = [start, start];
  let [low, high] = [f(guess), f(guess)];
  for (let i = 1; i <= 800; i++) {
    const [nextHighAt, nextLowAt] = [start + i * step, start - i * step];
    const [nextHigh, nextLow] = [f(Math.expm1(nextHighAt)), f(Math.expm1(nextLowAt))];
    if (high * nextHigh <= 0) return halved(f, Math.expm1(highAt), Math.expm1(nextHighAt));
    if (low * nextLow <= 0) return halved(f, Math.expm1(nextLowAt), Math.expm1(lowAt));
    [highAt, high] = [nextHighAt, nextHigh];
    [lowAt, low] = [nextLowAt, nextLow];
  }
  return undefined;
}

/** Halved until the two ends are neighbours; the one is taken where the function is smaller. */
function halved(f: (rate: number) => number, from: number, to: number): number {
  let [low, high] = [from, to];
  const below = Math.sign(f(low));
  if (below === 0) return low;
  for (;;) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) return Math.abs(f(low)) <= Math.abs(f(high)) ? low : high;
    const sign = Math.sign(f(middle));
    if (sign === 0) return middle;
    if (sign === below) low = middle;
    else high = middle;
  }
}
