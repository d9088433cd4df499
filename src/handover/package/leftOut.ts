/** What a thing that was left out is, in the order in which they are told. */
const KINDS = ["sheet", "name", "comment", "drawing", "cells", "rules", "links", "settings", "table", "style", "workbook", "program", "document", "other"] as const;

export type LeftOutKind = (typeof KINDS)[number];

/** What a copy was made without, in plain words: `3 comments on 'Inputs'`. Each thing is told once. */
export class LeftOut {
  private readonly told = new Map<LeftOutKind, Set<string>>(KINDS.map((kind) => [kind, new Set<string>()]));

  add(kind: LeftOutKind, what: string): void {
    this.told.get(kind)?.add(what);
  }

  /** By kind, and within one in the order in which they were met. */
  list(): string[] {
    return [...this.told.values()].flatMap((things) => [...things]);
  }
}

/** `1 comment`, `3 comments`. */
export function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? "" : "s"}`;
}
