import { columnLetters } from "../../sheet/address";

/** So many cells are named that are kept from sight in one way. */
const MOST_CELLS = 10;

/** What goes along in a copy though nobody who opens it sees it: told, so that nobody gives it away unawares. */
export class Unseen {
  private readonly rows = new Map<string, number[]>();
  private readonly columns = new Map<string, number[]>();
  private readonly cells = new Map<string, { readonly places: string[]; count: number }>();
  private readonly things = new Set<string>();

  hiddenRow(sheet: string, row: number): void {
    listOf(this.rows, sheet).push(row);
  }

  hiddenColumn(sheet: string, column: number): void {
    listOf(this.columns, sheet).push(column);
  }

  /** A cell, and what keeps it from sight: `in the colour of its ground`. */
  cell(place: string, why: string): void {
    const found = this.cells.get(why) ?? { places: [], count: 0 };
    this.cells.set(why, found);
    found.count++;
    if (found.places.length < MOST_CELLS) found.places.push(place);
  }

  thing(what: string): void {
    this.things.add(what);
  }

  /** Hidden rows and columns that hold something: `the hidden rows 5-7, 12 of 'Deal'`. */
  hidden(): string[] {
    const told = (map: ReadonlyMap<string, readonly number[]>, word: string, name: (number: number) => string) =>
      [...map].map(([sheet, numbers]) => `the hidden ${word}${numbers.length === 1 ? "" : "s"} ${spans(numbers, name)} of '${sheet}'`);
    return [...told(this.rows, "row", String), ...told(this.columns, "column", columnLetters)];
  }

  /** All else that nobody sees. */
  list(): string[] {
    const cells = [...this.cells].map(([why, { places, count }]) => `${places.join(", ")}${count > places.length ? ` and ${count - places.length} more` : ""}: ${why}`);
    return [...cells, ...this.things];
  }
}

/** `5-7, 12` */
function spans(numbers: readonly number[], name: (number: number) => string): string {
  const found: [number, number][] = [];
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const last = found.at(-1);
    if (last !== undefined && number <= last[1] + 1) last[1] = number;
    else found.push([number, number]);
  }
  return found.map(([from, to]) => (from === to ? name(from) : `${name(from)}-${name(to)}`)).join(", ");
}

function listOf(map: Map<string, number[]>, key: string): number[] {
  const list = map.get(key) ?? [];
  map.set(key, list);
  return list;
}
