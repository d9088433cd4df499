import { anyCase, type Grid, type Value } from "./cases";
import { at } from "./fraction";
import type { Random } from "./random";

/** Names in front of the amounts; now and then, or always where `isHeaded`, a header row above and empty rows below. */
export function besideNames(random: Random, rows: Grid, names: readonly string[], words: readonly string[], isHeaded = false): Grid {
  const periods = at(rows, 0).length;
  const filler = random.pick([null, "", 0]);
  const body = [...rows.map((row, i) => [at(names, i), ...row]), ...random.list(random.chance(0.3) ? random.int(1, 2) : 0, () => random.list(periods + 1, () => filler))];
  const heads: Grid[] = [
    [[anyCase(random, random.pick(words)), ...random.list(periods, (t) => random.pick<Value>([t + 2026, `Q${t + 1}`, null]))]],
    [[random.pick([null, ""]), ...random.list(periods, (t) => `Q${t + 1}`)]],
  ];
  return [...random.pick<Grid>(isHeaded ? heads : [[], ...heads]), ...body];
}
