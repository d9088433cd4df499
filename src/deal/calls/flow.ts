import { cellPlace } from "../../sheet/address";
import { rowCount, type Draft, type Edge } from "./draft";

/** A row of a line, and the sign with which another reads it. */
export interface Reading {
  readonly draft: Draft;
  /** -1: all of its rows. */
  readonly row: number;
  readonly edge: Edge;
}

/** The lines of one deal, without those that stand for a reading which was not taken, and what reads these. */
export class Flow {
  readonly drafts: readonly Draft[];
  private readonly kept: ReadonlySet<Draft>;
  private readonly gone = new Map<Draft, ReadonlySet<number>>();
  private readonly readersOf = new Map<Draft, Reading[]>();

  constructor(drafts: readonly Draft[], notTaken: ReadonlySet<Draft>) {
    this.drafts = drafts.filter((draft) => {
      const isGone = notTaken.has(draft) || this.losesAll(draft, notTaken);
      if (!isGone) for (const edge of draft.edges) this.keep(draft, edge);
      return !isGone;
    });
    this.kept = new Set(this.drafts);
  }

  /** By which a line is known: the place of the first of its rows that are left. */
  idOf(draft: Draft): string {
    const [first = 0] = this.rowsOf(draft);
    const { area, isDown } = draft;
    if (first === 0 || area === undefined) return draft.id;
    return isDown ? cellPlace(area.sheet.name, area.top, area.left + first) : cellPlace(area.sheet.name, area.top + first, area.left);
  }

  /** The lines that a line reads in the rows that are left of it. */
  readBy(draft: Draft): Draft[] {
    const rows = new Set([-1, ...this.rowsOf(draft)]);
    const kept = this.kept;
    return [...new Set(draft.edges.filter(({ row, to }) => rows.has(row) && kept.has(to)).map(({ to }) => to))];
  }

  /** The rows that are left of a line. */
  rowsOf(draft: Draft): number[] {
    const gone = this.gone.get(draft);
    return Array.from({ length: Math.max(1, rowCount(draft)) }, (_, row) => row).filter((row) => gone?.has(row) !== true);
  }

  /** Who reads a row of a line. */
  readers(draft: Draft, row: number): Reading[] {
    return (this.readersOf.get(draft) ?? []).filter(({ edge, draft: by }) => (edge.toRow === row || edge.toRow === -1 || row === -1) && this.gone.get(by)?.has(edge.row) !== true);
  }

  private keep(draft: Draft, edge: Edge): void {
    const known = this.readersOf.get(edge.to);
    const reading = { draft, row: edge.row, edge };
    if (known === undefined) this.readersOf.set(edge.to, [reading]);
    else known.push(reading);
  }

  private losesAll(draft: Draft, notTaken: ReadonlySet<Draft>): boolean {
    const rows = new Set<number>();
    const count = Math.max(1, rowCount(draft));
    for (const { row, to, toRow } of draft.edges) {
      const isLost = notTaken.has(to) || (this.gone.get(to)?.size ?? -1) >= Math.max(1, rowCount(to)) || this.gone.get(to)?.has(toRow) === true;
      if (isLost && row >= 0) rows.add(row);
      else if (isLost) for (let each = 0; each < count; each++) rows.add(each);
    }
    if (rows.size > 0) this.gone.set(draft, rows);
    return rows.size >= count;
  }
}

/** A line and all that it comes from, by money and by terms. */
export function withSources(drafts: Iterable<Draft>): Set<Draft> {
  const found = new Set<Draft>();
  const open = [...drafts];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    for (const { to } of next.edges) open.push(to);
  }
  return found;
}
