import { isBlank, isError, type CellValue } from "../../cells/cell";
import { Decimal } from "../../engine/decimal";
import { exactSum } from "../exactSum";
import type { Carriers, LineRowAt } from "./carriers";
import type { Flow, Reading } from "./flow";
import { layerPayees, lineLabel, lineValues, namesInTable, rowLabels, rowValues } from "./lineText";
import { rowCount, type Draft, type Reader } from "./draft";

export interface PayeeAt {
  readonly label: string;
  readonly draft: Draft;
  readonly row: number;
  /** Further rows that are added to it. */
  readonly others?: readonly number[];
  readonly values: readonly CellValue[];
  readonly total?: number;
}

const DIVIDES = new Set(["split", "layers"]);

/** Who is paid in a deal, and where it is last said what. */
export function payeesOf(reader: Reader, flow: Flow, carriers: Carriers): PayeeAt[] {
  const texts = new RowTexts();
  const divided = flow.drafts.filter(({ kind }) => DIVIDES.has(kind));
  const paid = new Map<string, PayeeAt>();
  for (const draft of divided) {
    const labels = texts.of(draft);
    const payees = layerPayees(draft);
    const named = namesInTable(draft).filter((name) => name !== "");
    if (isRefused(draft) && named.length > 1) {
      for (const label of named) paid.set(`${draft.id} ${label.toLowerCase()}`, { label, draft, row: 0, values: lineValues(draft)[0] ?? [] });
      continue;
    }
    for (const row of flow.rowsOf(draft)) {
      const label = payees[row] || labels[row] || `Row ${row + 1}`;
      const last = lastOf(flow, carriers, { draft, row }, label, texts);
      if (last === undefined) continue;
      const at = rowValues(last.draft, Math.max(0, last.row));
      const key = last.draft === draft && payees[row] ? `${draft.id} ${label.toLowerCase()}` : `${last.draft.id} ${last.row} `;
      const known = paid.get(key);
      // Two layers of one payee add up; a line behind them has both already.
      if (known === undefined) paid.set(key, { label, draft: last.draft, row: Math.max(0, last.row), values: at });
      else if (last.draft === draft) paid.set(key, { ...known, others: [...(known.others ?? []), last.row], values: added(known.values, at) });
    }
  }
  const found = divided.length > 0 ? [...paid.values()] : licensors(reader, flow, carriers);
  return found.map((payee) => ({ ...payee, ...totalOf(payee.values) }));
}

/** The labels of lines' rows, each looked for once. */
class RowTexts {
  private readonly known = new Map<Draft, readonly string[]>();

  of(draft: Draft): readonly string[] {
    const known = this.known.get(draft) ?? rowLabels(draft);
    this.known.set(draft, known);
    return known;
  }
}

/** A call that answers with one error instead of its rows. */
function isRefused(draft: Draft): boolean {
  const [[only = null] = []] = lineValues(draft);
  return rowCount(draft) === 1 && isError(only);
}

/** Where a row's money is said for the last time. Undefined where it is divided again. */
function lastOf(flow: Flow, carriers: Carriers, from: LineRowAt, label: string, texts: RowTexts): LineRowAt | undefined {
  const seen = new Set<string>();
  let at = from;
  for (;;) {
    const key = `${at.row} ${at.draft.id}`;
    if (seen.has(key)) return at;
    seen.add(key);
    const nexts = flow.readers(at.draft, at.row).filter(({ draft, edge }) => edge.isMoney && !edge.isMinus && draft.kind !== "present value");
    if (nexts.some(({ draft }) => DIVIDES.has(draft.kind) || draft.kind === "share")) return undefined;
    const next = nexts.find((reading) => carriesOn(reading, at, label, texts));
    const following = next === undefined ? carriers.next(at, false) : { draft: next.draft, row: next.row < 0 ? 0 : next.row };
    if (following === undefined) return at;
    at = following;
  }
}

/** A call does; a plain formula does if the row is the only one it reads of its line, or has the payee's label. */
function carriesOn({ draft, row, edge }: Reading, at: LineRowAt, label: string, texts: RowTexts): boolean {
  if (draft.call !== undefined) return true;
  if (row >= 0 && texts.of(draft)[row]?.toLowerCase() === label.toLowerCase()) return true;
  const read = draft.edges.filter((each) => each.row === edge.row && each.isMoney);
  const isAlone = read.filter(({ to }) => DIVIDES.has(to.kind)).length <= 1 && read.every(({ to, toRow }) => to !== at.draft || toRow === at.row);
  return isAlone && draft.edges.filter((each) => each.to === at.draft && each.toRow === at.row).length === 1;
}

/** Where nothing is divided, the licensor is paid: what the last line of money says. */
function licensors(reader: Reader, flow: Flow, carriers: Carriers): PayeeAt[] {
  const isMoney = ({ kind, edges }: Draft) => kind !== "present value" && kind !== "base" && kind !== "fee" && kind !== "share" && (kind !== "as is" || edges.some((edge) => edge.isMoney));
  // A part of an amount counts where it is read on.
  const runsOn = (by: Draft) => isMoney(by) || (by.kind === "share" && flow.readers(by, -1).some(({ draft, edge }) => edge.isMoney && isMoney(draft)));
  const ends: LineRowAt[] = [];
  for (const draft of flow.drafts.filter(isMoney)) {
    for (const row of flow.rowsOf(draft)) {
      const isRead = flow.readers(draft, row).some(({ draft: by, edge }) => edge.isMoney && runsOn(by) && by !== draft);
      if (isRead) continue;
      let at: LineRowAt = { draft, row };
      const seen = new Set<string>();
      for (let next = carriers.next(at, true); next !== undefined && !seen.has(`${next.row} ${next.draft.id}`); next = carriers.next(at, true)) {
        seen.add(`${next.row} ${next.draft.id}`);
        at = next;
      }
      if (!ends.some((end) => end.draft === at.draft && end.row === at.row)) ends.push(at);
    }
  }
  return ends.map(({ draft, row }) => ({ label: ends.length === 1 ? "Licensor" : (rowLabels(draft)[row] ?? "") || lineLabel(reader, draft), draft, row, values: lineValues(draft)[row] ?? [] }));
}

/** The sum of figures; none where one of them is an error or a text. */
export function totalOf(values: readonly CellValue[]): { total?: number } {
  const figures = values.filter((value) => !isBlank(value));
  const total = figures.length === 0 ? undefined : exactSum(figures);
  return total === undefined ? {} : { total };
}

function added(a: readonly CellValue[], b: readonly CellValue[]): CellValue[] {
  return a.map((value, i) => {
    const other = b[i] ?? null;
    if (typeof value === "number" && typeof other === "number") return new Decimal(value).plus(other).toNumber();
    return isBlank(value) || (typeof value === "number" && !isBlank(other)) ? other : value;
  });
}
