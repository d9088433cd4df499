import { haveCellsInCommon, type Area } from "../area";
import type { Sheet } from "../workbook";

/** Who reads which cells, asked from the other side: what has to be calculated again when these cells change? */
export class Dependents<Reader extends object> {
  private readonly columns = new Map<Sheet, Map<number, Intervals<Reader>>>();
  /** Whole rows and the like: too wide to be kept column by column. */
  private readonly wide = new Map<Sheet, { readonly area: Area; readonly reader: Reader }[]>();

  constructor(readings: Iterable<{ readonly reader: Reader; readonly reads: readonly Area[] }>) {
    const found = new Map<Sheet, Map<number, Interval<Reader>[]>>();
    for (const { reader, reads } of readings) {
      for (const area of reads) {
        if (area.right - area.left > WIDEST) listOf(this.wide, area.sheet).push({ area, reader });
        else {
          for (let column = area.left; column <= area.right; column++) listOf(mapOf(found, area.sheet), column).push({ top: area.top, bottom: area.bottom, reader });
        }
      }
    }
    for (const [sheet, columns] of found) this.columns.set(sheet, new Map([...columns].map(([column, intervals]) => [column, new Intervals(intervals)])));
  }

  /** All that depends on these areas, directly or over others. `filled` tells which cells show what a reader answers. */
  of(areas: Iterable<Area>, filled: (reader: Reader) => Area): Set<Reader> {
    const dependents = new Set<Reader>();
    const open = [...areas];
    this.search((ask) => {
      for (let area = open.pop(); area !== undefined; area = open.pop()) {
        for (const reader of ask(area)) {
          dependents.add(reader);
          open.push(filled(reader));
        }
      }
    });
    return dependents;
  }

  /** A search asks for the readers of one area after the other, and is told each reader once. */
  search(searching: (ask: (area: Area) => readonly Reader[]) => void): void {
    const found = new Set<Reader>();
    const asked = new Set<Intervals<Reader>>();
    const ask = (area: Area): Reader[] => {
      const readers: Reader[] = [];
      const meet = (reader: Reader): void => {
        if (found.has(reader)) return;
        found.add(reader);
        readers.push(reader);
      };
      const columns = this.columns.get(area.sheet);
      for (let column = area.left; columns !== undefined && column <= area.right; column++) {
        const intervals = columns.get(column);
        if (intervals === undefined) continue;
        asked.add(intervals);
        intervals.take(area.top, area.bottom, meet);
      }
      for (const { area: read, reader } of this.wide.get(area.sheet) ?? []) if (haveCellsInCommon(read, area)) meet(reader);
      return readers;
    };
    try {
      searching(ask);
    } finally {
      for (const intervals of asked) intervals.restore();
    }
  }
}

const WIDEST = 64;

interface Interval<Reader> {
  readonly top: number;
  readonly bottom: number;
  readonly reader: Reader;
}

/**
 * Intervals of rows, found by the rows they meet. An interval that has been found is taken out until all are put back, so that 50,000 running totals
 * are each found once, and not by every cell that they read.
 */
class Intervals<Reader> {
  private readonly sorted: readonly Interval<Reader>[];
  private readonly size: number;
  /** The lowest bottom edge below each node of a binary tree over `sorted`; 0 where all are taken out. */
  private readonly lowest: Float64Array;
  /** The same while none is taken out. */
  private readonly whole: Float64Array;
  private readonly taken: number[] = [];

  constructor(intervals: readonly Interval<Reader>[]) {
    this.sorted = [...intervals].sort((a, b) => a.top - b.top);
    this.size = 2 ** Math.ceil(Math.log2(Math.max(1, intervals.length)));
    this.lowest = new Float64Array(2 * this.size);
    this.sorted.forEach(({ bottom }, i) => (this.lowest[this.size + i] = bottom));
    for (let node = this.size - 1; node > 0; node--) this.update(node);
    this.whole = this.lowest.slice();
  }

  /** Takes out every interval that meets the rows. */
  take(top: number, bottom: number, found: (reader: Reader) => void): void {
    this.search(1, 0, this.size, top, bottom, found);
  }

  restore(): void {
    const { lowest, whole } = this;
    // Above a node that is whole again, others have been here before.
    for (const i of this.taken) for (let node = this.size + i; node > 0 && lowest[node] !== whole[node]; node >>= 1) lowest[node] = whole[node] ?? 0;
    this.taken.length = 0;
  }

  private search(node: number, from: number, to: number, top: number, bottom: number, found: (reader: Reader) => void): void {
    const first = this.sorted[from];
    if (first === undefined || first.top > bottom || (this.lowest[node] ?? 0) < top) return;
    if (to - from === 1) {
      this.taken.push(from);
      this.lowest[node] = 0;
      found(first.reader);
      return;
    }
    const middle = (from + to) / 2;
    this.search(2 * node, from, middle, top, bottom, found);
    this.search(2 * node + 1, middle, to, top, bottom, found);
    this.update(node);
  }

  private update(node: number): void {
    this.lowest[node] = Math.max(this.lowest[2 * node] ?? 0, this.lowest[2 * node + 1] ?? 0);
  }
}

function mapOf<Key, Inner, Value>(map: Map<Key, Map<Inner, Value>>, key: Key): Map<Inner, Value> {
  let inner = map.get(key);
  if (inner === undefined) map.set(key, (inner = new Map<Inner, Value>()));
  return inner;
}

function listOf<Key, Value>(map: Map<Key, Value[]>, key: Key): Value[] {
  let list = map.get(key);
  if (list === undefined) map.set(key, (list = []));
  return list;
}
