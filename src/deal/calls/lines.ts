import type { CellValue, Grid } from "../../cells/cell";
import { cellCount, type Area } from "../../sheet/area";
import type { CellRange } from "../../host/host";
import type { Argument, Choice, Line, LineCall, LineRow, Source, Term } from "../deal";
import type { ArgumentRead, Draft, Reader } from "./draft";
import type { Flow } from "./flow";
import { addsUp } from "./labels";
import { lineLabel, lineUnit, lineValues, rowLabels } from "./lineText";
import { totalOf } from "./payees";

/** What formulas that stand in no cell come to, by where they stand and what they say. */
export type Evaluated = (draft: Draft, text: string) => Grid;

/** Larger arguments are lists; their cells are named and not repeated. */
const MOST_VALUES = 20_000;

export function lineOf(reader: Reader, flow: Flow, draft: Draft, of: string, evaluated: Evaluated): Line {
  const { area, kind, call } = draft;
  const unit = lineUnit(draft);
  const values = area === undefined ? evaluated(draft, draft.formula) : lineValues(draft);
  const rows = area === undefined ? values.map((_, i) => i) : flow.rowsOf(draft);
  const labels = rowLabels(draft);
  const at = area && (values.length === rows.length ? area : rowsOnly(draft, area, rows));
  const formula = at?.sheet.cell(at.top, at.left)?.formula?.text ?? draft.formula;
  return {
    id: flow.idOf(draft),
    kind,
    label: lineLabel(reader, draft),
    of,
    unit,
    state: "read",
    formula: `=${formula}`,
    ...(call && { call: callOf(flow, draft, evaluated) }),
    reads: flow.readBy(draft).map((read) => flow.idOf(read)),
    rows: rows.map((row): LineRow => {
      const own = values[row] ?? [];
      return { label: labels[row] ?? "", values: own, ...(addsUp(unit) && kind !== "present value" ? totalOf(own) : own.length === 1 && kind === "present value" ? totalOf(own) : {}) };
    }),
    ...(at && { at: rangeOf(at) }),
  };
}

/** The cells of some rows of a line, from the first to the last. */
function rowsOnly({ isDown }: Draft, area: Area, rows: readonly number[]): Area {
  const [first = 0, last = first] = [rows[0], rows.at(-1)];
  return isDown ? { ...area, left: area.left + first, right: area.left + last } : { ...area, top: area.top + first, bottom: area.top + last };
}

function callOf(flow: Flow, draft: Draft, evaluated: Evaluated): LineCall {
  const read = [...draft.arguments].map(([name, argument]): [string, Argument] => [name, argumentOf(flow, draft, argument, evaluated)]);
  return { name: draft.call?.entry.name ?? "", arguments: Object.fromEntries(read) };
}

function argumentOf(flow: Flow, draft: Draft, { text, area, name, line, value }: ArgumentRead, evaluated: Evaluated): Argument {
  const values = value !== undefined ? [[value]] : area !== undefined ? valuesOf(area) : evaluated(draft, text);
  return { text, values, ...(area && { source: sourceOf(area, name) }), ...(line && { line: flow.idOf(line) }) };
}

function valuesOf(area: Area): CellValue[][] {
  if (cellCount(area) > MOST_VALUES) return [];
  return Array.from({ length: area.bottom - area.top + 1 }, (_, i) => Array.from({ length: area.right - area.left + 1 }, (__, j) => area.sheet.cell(area.top + i, area.left + j)?.value ?? null));
}

export function rangeOf({ sheet, top, left, bottom, right }: Area): CellRange {
  return { sheet: sheet.name, top, left, bottom, right };
}

function sourceOf(area: Area, name: string | undefined): Source {
  return { at: rangeOf(area), ...(name !== undefined && { name }) };
}

/** The terms of a deal, each once; one that several streams read is the whole deal's. */
export function termsOf(reader: Reader, flow: Flow, streams: ReadonlyMap<Draft, string>): Term[] {
  const found = new Map<string, Term>();
  for (const draft of flow.drafts) {
    const stream = streams.get(draft) ?? "";
    for (const use of draft.terms) {
      const role = draft.kind === "share" && use.role === "split" ? "share" : use.role;
      const source = sourceOf(use.area, use.name ?? reader.nameOf(use.area));
      const key = JSON.stringify([role, source.at]);
      const known = found.get(key);
      found.set(key, known === undefined ? { role, stream, source, state: "read", reason: use.reason } : { ...known, stream: known.stream === stream ? stream : "" });
    }
  }
  return [...found.values()];
}

/** The words of a deal, each once; one that all calls have is the whole deal's. */
export function choicesOf(flow: Flow, streams: ReadonlyMap<Draft, string>): Choice[] {
  const found = new Map<string, Choice>();
  for (const draft of flow.drafts) {
    const stream = streams.get(draft) ?? "";
    for (const { choice, word, words, area, name, reason } of draft.choices) {
      const source = area && sourceOf(area, name);
      const key = JSON.stringify([choice, word, source?.at]);
      const known = found.get(key);
      found.set(key, known === undefined ? { choice, stream, word, words, state: "read", ...(source && { source }), reason } : { ...known, stream: known.stream === stream ? stream : "" });
    }
  }
  const all = [...found.values()];
  return all.map((choice) => (all.some((other) => other !== choice && other.choice === choice.choice) ? choice : { ...choice, stream: "" }));
}

