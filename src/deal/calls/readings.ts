import type { Block } from "./blocks";
import type { Carriers } from "./carriers";
import { areaKey } from "./cellsRead";
import type { Draft } from "./draft";
import type { Graph } from "./graph";
import { plainFormula } from "./plainFormula";

/** Calls of one function on the same money, in other words or on another table: one of them is the deal. */
export interface ReadingGroup {
  readonly id: string;
  readonly members: readonly Draft[];
  /** Those that formulas read on which do not read all of them alike. */
  readonly readOn: readonly Draft[];
}

/** Where several lines are readings of one. Lines that are added up somewhere are streams. */
export function readingGroups(graph: Graph, drafts: readonly Draft[], carriers: Carriers): ReadingGroup[] {
  const groups = new Map<string, Draft[]>();
  for (const draft of drafts) {
    const key = draft.kind === "present value" ? undefined : moneyKey(draft);
    if (key === undefined) continue;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [draft]);
    else known.push(draft);
  }
  return [...groups.values()].flatMap((all) => {
    const members = all.filter((draft) => !all.some((other) => other !== draft && comesFrom(other, draft)));
    const [first] = members;
    if (first === undefined || members.length < 2 || areAdded(graph, drafts, members, carriers)) return [];
    return [{ id: `reading ${first.id}`, members, readOn: members.filter((member) => isReadOn(graph, drafts, member, members, carriers)) }];
  });
}

/** A function and the money that it is called on. */
function moneyKey({ call, edges, arguments: read }: Draft): string | undefined {
  if (call === undefined) return undefined;
  const money = edges.filter(({ isMoney }) => isMoney).map(({ row, to, toRow }) => `${row} ${to.id} ${toRow}`);
  const usage = read.get("usage")?.area;
  return money.length === 0 && usage === undefined ? undefined : `${call.entry.name} on ${money.length > 0 ? money.join(", ") : usage === undefined ? "" : areaKey(usage)}`;
}

/** Whether two of them flow into one sum. */
function areAdded(graph: Graph, drafts: readonly Draft[], members: readonly Draft[], carriers: Carriers): boolean {
  const isSum = (draft: Draft) => draft.call === undefined && draft.edges.filter(({ isMoney, isMinus }) => isMoney && !isMinus).length > 1;
  const sums = drafts.filter((draft) => draft.kind === "earned" || isSum(draft));
  const inDeal = sums.some(({ edges }) => {
    const rows = new Set(edges.map(({ row }) => row));
    return [...rows].some((row) => members.filter((member) => edges.some((edge) => edge.row === row && !edge.isMinus && comesFrom(edge.to, member))).length > 1);
  });
  return inDeal || members.some((member) => carriers.blocksOf(member).some((block) => addsTwo(graph, block, members)));
}

/** A plain sum behind the last call, of one cell each. */
function addsTwo(graph: Graph, block: Block, members: readonly Draft[]): boolean {
  const plain = block.node && plainFormula(block.node);
  if (plain?.does !== "add" || plain.operands.length < 2 || plain.operands.some(({ isMinus }) => isMinus)) return false;
  const { edges } = graph.ofBlock(block, 0, 0);
  return members.filter((member) => edges.some(({ to, row }) => to === member && row === edges[0]?.row)).length > 1;
}

function comesFrom(draft: Draft, source: Draft, within = new Set<Draft>()): boolean {
  if (draft === source) return true;
  if (within.has(draft)) return false;
  within.add(draft);
  return draft.edges.some(({ to }) => comesFrom(to, source, within));
}

/** Whether a formula reads this one, and not all of them: in the deal, or behind its last call. */
function isReadOn(graph: Graph, drafts: readonly Draft[], member: Draft, members: readonly Draft[], carriers: Carriers): boolean {
  const readsOn = (draft: Draft, of: Draft) => draft.edges.some(({ to }) => to === of);
  const isOfAll = (reads: (of: Draft) => boolean) => members.every(reads);
  if (drafts.some((draft) => draft.kind !== "present value" && readsOn(draft, member) && !isOfAll((of) => readsOn(draft, of)))) return true;
  const alike = blocksOfAll(members, carriers);
  const open: { block: Block; rows: ReadonlySet<number> }[] = carriers.blocksOf(member).map((block) => ({ block, rows: rowsReading(graph, block, member) }));
  const seen = new Set<Block>();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { block, rows } = next;
    if (seen.has(block) || rows.size === 0) continue;
    seen.add(block);
    const does = block.node === undefined ? "other" : plainFormula(block.node).does;
    if (!alike.has(block)) {
      if (does === "take" || graph.formulas.lineCalls(block).length > 0) return true;
      continue;
    }
    for (const reader of carriers.readersOf(block)) open.push({ block: reader, rows: rowsReadingRows(graph, reader, block, rows) });
  }
  return false;
}

/** The blocks that read all of them, be it at some distance. */
function blocksOfAll(members: readonly Draft[], carriers: Carriers): Set<Block> {
  const reached = members.map((member) => {
    const found = new Set<Block>();
    const open = [...carriers.blocksOf(member)];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (found.has(next)) continue;
      found.add(next);
      open.push(...carriers.readersOf(next));
    }
    return found;
  });
  const [first = new Set<Block>(), ...others] = reached;
  return new Set([...first].filter((block) => block.down * block.across > 1 && others.every((each) => each.has(block))));
}

function rowsReading(graph: Graph, block: Block, member: Draft): Set<number> {
  return member.area === undefined ? new Set() : rowsThatRead(graph, block, member.area);
}

function rowsReadingRows(graph: Graph, reader: Block, block: Block, rows: ReadonlySet<number>): Set<number> {
  const found = new Set<number>();
  for (const row of rows) for (const each of rowsThatRead(graph, reader, { ...block, top: block.top + row, bottom: block.top + row })) found.add(each);
  return found;
}

function rowsThatRead(graph: Graph, block: Block, area: NonNullable<Draft["area"]>): Set<number> {
  return graph.formulas.rowsReading(block, area);
}
