/** Why a function is not calculated, and which of ours may be meant: one whose name differs by a few letters, or by what stands before its point. */
export function unknownFunction(written: string, ours: readonly string[]): string {
  const meant = nearestName(written, ours);
  return meant === undefined ? `the function ${written} cannot be calculated here` : `there is no function ${written}; ${meant} may be meant`;
}

/** The name that one differs from by the fewest letters, where they are few. */
export function nearestName(written: string, names: readonly string[]): string | undefined {
  const near = names.map((name) => ({ name, letters: lettersApart(written.toUpperCase(), name) })).filter(({ letters }) => letters < Infinity);
  return near.sort((a, b) => a.letters - b.letters)[0]?.name;
}

/** How many letters a word and a name differ by; infinitely many where nobody would take one for the other. */
function lettersApart(written: string, name: string): number {
  const own = name.slice(name.indexOf(".") + 1);
  const isWhole = written[0] === name[0] && written.includes(".");
  const [compared, shortest] = isWhole ? [name, 1] : [own, 0];
  const most = own.length > 5 ? Math.floor(own.length / 3) : shortest;
  const letters = written[0] === compared[0] ? distance(written, compared) : Infinity;
  return letters <= most ? letters : Infinity;
}

/** How many letters have to be put in, left out or changed to make one word of the other. */
function distance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const line = [row];
    for (let column = 1; column <= b.length; column++) {
      const changed = (above[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      line.push(Math.min(changed, (above[column] ?? 0) + 1, (line[column - 1] ?? 0) + 1));
    }
    above = line;
  }
  return above[b.length] ?? 0;
}
