/** Why a function is not calculated, and which of ours may be meant: one whose name differs by a few letters, or by what stands before its point. */
export function unknownFunction(written: string, ours: readonly string[]): string {
  const meant = ours.find((name) => isNear(written.toUpperCase(), name));
  return meant === undefined ? `the function ${written} cannot be calculated here` : `there is no function ${written}; ${meant} may be meant`;
}

function isNear(written: string, name: string): boolean {
  const own = name.slice(name.indexOf(".") + 1);
  const most = Math.max(1, Math.floor(own.length / 3));
  return written[0] === name[0] && written.includes(".") ? distance(written, name) <= most : written[0] === own[0] && distance(written, own) <= (own.length > 5 ? most : 0);
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
