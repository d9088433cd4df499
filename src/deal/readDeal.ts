import { isError, type CellValue, type Grid } from "../cells/cell";
import { catalogue } from "../functions/catalogue";
import { haveCellsInCommon, type Area } from "../sheet/area";
import { evaluation } from "../sheet/evaluation";
import { callSites, type CallSite } from "../sheet/formula/dealCalls";
import { areaOf, areaOfNode, areasRead } from "../sheet/formula/areas";
import type { Workbook } from "../sheet/workbook";
import type { Answers, Deal, Line, LineKind, Payee, Problem, Question, Source, Term } from "./deal";

/** The deals of a workbook, the largest first. A first reading: calls as they stand, and one scale over one base where there are none. */
export function readDeal(workbook: Workbook, answers: Answers): Deal[] {
  const sites = callSites(workbook, catalogue).filter(({ calls }) => !/\.LINES$|NPV/.test(calls[0]?.entry.name ?? ""));
  if (sites.length === 0) return proposed(workbook, answers);
  const lines = sites.map((site) => readLine(workbook, site));
  const linked = lines.map(({ line, site }) => ({ ...line, reads: lines.filter((other) => other.site !== site && readsOf(workbook, site).some((area) => haveCellsInCommon(area, areaOfSite(other.site)))).map((other) => other.line.id) }));
  const sinks = linked.filter((line) => !linked.some(({ reads }) => reads.includes(line.id)));
  const groups = linked.some(({ kind }) => kind === "split") ? [linked] : sinks.map((sink) => [sink]);
  return groups.map((group) => dealOf(workbook, group, "read")).sort((a, b) => (b.total ?? 0) - (a.total ?? 0));
}

const KINDS: Readonly<Record<string, LineKind>> = { NETREVENUE: "net revenue", TIEREDROYALTY: "royalty", USAGEFEE: "usage fee", WATERFALL: "layers", MINGUARANTEE: "guarantee", RECOUP: "recoupment", PRORATA: "split", WITHHOLDING: "withholding" };

function areaOfSite({ sheet, row, column, cell: { extent } }: CallSite): Area {
  return { sheet, top: row, left: column, bottom: row + (extent?.rows ?? 1) - 1, right: column + (extent?.columns ?? 1) - 1 };
}

function readsOf(workbook: Workbook, { node, sheet }: CallSite): Area[] {
  return areasRead(workbook, node, sheet);
}

function readLine(workbook: Workbook, site: CallSite): { line: Line; site: CallSite } {
  const area = areaOfSite(site);
  const texts = (row: number) => Array.from({ length: area.left - 1 }, (_, c) => site.sheet.cell(row, c + 1)?.value ?? null).filter((value): value is string => typeof value === "string");
  const rows = Array.from({ length: area.bottom - area.top + 1 }, (_, r) => {
    const values = Array.from({ length: area.right - area.left + 1 }, (_unused, c) => site.sheet.cell(area.top + r, area.left + c)?.value ?? null);
    return { label: texts(area.top + r)[0] ?? "", values, ...totalOf(values) };
  });
  const name = site.calls[0]?.entry.name ?? "";
  const [call] = site.calls;
  const read = (call?.node.arguments ?? []).flatMap((node, i) => {
    const area = node === null ? undefined : areaOfNode(workbook, node, site.sheet);
    const text = node?.kind === "name" ? node.name : "";
    return area === undefined ? [] : [[call?.entry.parameters[i]?.name ?? String(i), { text, values: [], source: { at: { ...area, sheet: area.sheet.name }, ...(text === "" ? {} : { name: text }) } }] as const];
  });
  const line: Line = {
    id: site.place,
    kind: KINDS[name.slice(5)] ?? "as is",
    label: rows.length === 1 ? (rows[0]?.label ?? "") : (texts(area.top - 1)[0] ?? name),
    of: "",
    unit: texts(area.top).at(-1) ?? "",
    state: "read",
    formula: `=${site.formula.text}`,
    call: { name, arguments: Object.fromEntries(read) },
    reads: [],
    rows,
    at: { ...area, sheet: site.sheet.name },
  };
  return { line, site };
}

function totalOf(values: readonly CellValue[]): { total?: number } {
  return values.some((value) => isError(value)) ? {} : { total: Math.round(values.reduce<number>((sum, value) => sum + (typeof value === "number" ? value : 0), 0) * 100) / 100 };
}

function dealOf(workbook: Workbook, lines: readonly Line[], state: Deal["state"], questions: readonly Question[] = [], terms: readonly Term[] = []): Deal {
  const last = (line: Line) => !lines.some(({ reads }) => reads.includes(line.id));
  const sinks = lines.filter(last);
  const split = sinks.find(({ kind }) => kind === "split") ?? lines.filter(({ kind }) => kind === "split").at(-1) ?? sinks.at(-1);
  const payees = (split?.rows ?? []).map((row, i): Payee => ({ label: row.label, line: split?.id ?? "", row: i, values: row.values, ...(row.total === undefined ? {} : { total: row.total }) }));
  const total = payees.every((payee) => payee.total !== undefined) && payees.length > 0 ? { total: payees.reduce((sum, payee) => sum + (payee.total ?? 0), 0) } : {};
  const at = lines[0]?.at;
  const sheet = at && workbook.sheet(at.sheet);
  const count = payees[0]?.values.length ?? 0;
  const heads = sheet ? Array.from({ length: at.top - 1 }, (_, r) => Array.from({ length: count }, (_unused, c) => sheet.cell(at.top - 1 - r, at.left + c)?.value)).find((row) => row.every((value) => typeof value === "string")) : undefined;
  const problems = lines.flatMap((line): Problem[] => line.rows.flatMap(({ values }) => values.filter(isError)).slice(0, 1).map((value) => ({ code: "F01", kind: "error", place: line.at ?? { name: line.id }, sentence: `${line.label}: ${value.message ?? value.error}`, fix: "Mend what it names; the figures follow." })));
  return {
    title: titleOf(workbook),
    currency: lines.find(({ unit }) => /^[A-Z]{3}$/.test(unit))?.unit ?? "",
    state,
    periods: heads?.map(String) ?? Array.from({ length: count }, (_, i) => `Period ${i + 1}`),
    terms,
    choices: questions.map((question) => ({ choice: "resets", stream: "", word: question.options[0]?.answer ?? "", words: question.options.map(({ answer }) => answer), state: "asked", reason: question.sentence })),
    lines,
    payees,
    ...total,
    questions,
    problems,
    leftOut: workbook.names.filter(({ name }) => /check|semantics|headcount|ebitda/i.test(name)).map(({ name }) => ({ source: { name }, reason: "It is no part of what is paid." })),
    words: lines.flatMap(({ kind, label }) => (kind === "royalty" ? [`${label} on the base of each period, by the scale of the contract.`] : kind === "split" ? [`It is shared between ${payees.map((payee) => payee.label).join(", ")}.`] : [])),
  };
}

/** One base and one scale, by their names; where the tiers start again is asked. */
function proposed(workbook: Workbook, answers: Answers): Deal[] {
  const named = (words: RegExp) => workbook.names.find(({ name }) => words.test(name));
  const [base, tiers, years] = [named(/^(?:net_?)?(?:revenue|sales)$/i), named(/^tiers$/i), named(/^contract_years?$/i)];
  if (base === undefined || tiers === undefined) return [];
  const formula = (word: string) => `=DEAL.TIEREDROYALTY(${base.name},${tiers.name},"marginal",${word},,2)`;
  const options = [...(years === undefined ? [] : [{ answer: "each contract year", text: years.name }]), { answer: "never", text: '"never"' }, { answer: "each period", text: '"each period"' }];
  const grids = options.map(({ text }) => evaluation(workbook, formula(text), catalogue));
  const paid = (grid: Grid | undefined) => (grid?.flat() ?? []).reduce<number>((sum, value) => sum + (typeof value === "number" ? value : 0), 0);
  const question: Question = { id: "resets:", sentence: "Where do the tiers start again?", options: options.map(({ answer }, i) => ({ answer, label: answer === "never" ? "never: they run on over the whole term" : answer, pays: paid(grids[i]) })), changesTotal: true };
  const answered = options.findIndex(({ answer }) => answer === answers.get(question.id));
  const chosen = Math.max(0, answered);
  const at = (name: string): Source => {
    const area = areaOf(workbook, name);
    return { name, at: area === undefined ? { sheet: "", top: 1, left: 1, bottom: 1, right: 1 } : { ...area, sheet: area.sheet.name } };
  };
  const term = (role: Term["role"], name: string): Term => ({ role, stream: "", source: at(name), state: "proposed", reason: `Its name says "${name.replaceAll("_", " ").toLowerCase()}".` });
  const values = grids[chosen]?.[0] ?? [];
  const argument = (name: string) => ({ text: name, values: [], source: at(name) });
  const line: Line = { id: "royalty", kind: "royalty", label: "Royalty", of: "", unit: "USD", state: "proposed", formula: formula(options[chosen]?.text ?? ""), call: { name: "DEAL.TIEREDROYALTY", arguments: { base: argument(base.name), tiers: argument(tiers.name) } }, reads: [], rows: [{ label: "Licensor", values, ...totalOf(values) }] };
  return [dealOf(workbook, [line], "proposed", answered < 0 ? [question] : [], [term("base", base.name), term("tiers", tiers.name)])];
}

function titleOf({ sheets: [first] }: Workbook): string {
  const value = first?.cell(1, 1)?.value;
  return typeof value === "string" ? value : (first?.name ?? "Deal");
}
