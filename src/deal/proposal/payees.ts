import type { CellValue } from "../../cells/cell";
import type { Term } from "../deal";
import { due } from "./due";
import { cellOf } from "./modelSheet";
import type { Reference, Row } from "./reference";
import { asIs, valueIn, type Deal, type Running } from "./steps";
import { split, splitOfParts, type Split } from "./tables";
import { sameText, shapeOf, type Terms } from "./terms";

/** Who is paid, and the row in which it stands. */
export interface Part {
  readonly label: string;
  readonly running: Running;
  /** The name under which terms serve it, where they do. */
  readonly stream?: string;
  /** Its tax was withheld before it was shared out. */
  readonly isTaxed?: boolean;
}

/** What is due shared out among payees, and what each then receives. */
export function received(deal: Deal, whole: Running): readonly Part[] {
  const parts = sharedOut(deal, { label: "Licensor", running: whole, stream: "" }).map((part) => (part.stream === "" ? part : afterOwnSteps(deal, part)));
  return payable(deal, afterTax(deal, parts));
}

/** The parts of a part, to any depth; itself where nothing shares it out. */
function sharedOut(deal: Deal, part: Part, depth = 0): readonly Part[] {
  const { terms } = deal;
  const { stream } = part;
  if (stream === undefined || depth > 5) return [part];
  const isShared = terms.has("split", stream) || terms.has("split part", stream) || terms.has("layers", stream);
  if (!isShared) return [part];
  const own = stream === "" ? part : taxedBefore(deal, afterOwnSteps(deal, part), stream);
  const { isTaxed = false } = own;
  return (divided(deal, own, stream) ?? [part]).flatMap((one) => sharedOut(deal, { ...one, isTaxed }, depth + 1));
}

/** Tax of a payee that shares its part with others comes off before they have theirs. */
function taxedBefore(deal: Deal, part: Part, stream: string): Part {
  const rate = deal.terms.own("withholding", stream);
  const [running] = rate === undefined ? [] : withheld(deal, [part.running], rate, part.label);
  return running === undefined ? part : { ...part, running, isTaxed: true };
}

function divided(deal: Deal, { label, running }: Part, stream: string): readonly Part[] | undefined {
  const { model, terms } = deal;
  const layers = terms.own("layers", stream);
  if (layers !== undefined) return downLayers(deal, running, layers);
  const table = terms.own("split", stream);
  const [first, ...rest] = terms.all("split part", stream);
  const shares = table !== undefined ? split(model, terms, table) : first && splitOfParts(model, terms, [first, ...rest]);
  return shares && divide(deal, running, shares, stream === "" ? "" : label);
}

function divide(deal: Deal, running: Running, { weights, holders }: Split, of: string): readonly Part[] {
  const { model, words } = deal;
  const head = { kind: "split", label: of === "" ? "Parts" : `Parts of ${of}`, of, unit: running.unit } as const;
  const rows = model.call(head, "DEAL.PRORATA", { pool: model.across(running.row), weights, decimals: words.reference("decimals", "") }, holders.map((label) => ({ label, of: running.row.label })));
  return rows.map((row) => part(deal, row.label, { row, of: row.label, unit: running.unit, isRounded: true }));
}

/** Cash down the layers, and what each payee has of all of its own. */
function downLayers(deal: Deal, running: Running, term: Term): readonly Part[] {
  const { model, terms, words } = deal;
  const layers = layerRows(terms, term);
  const decimals = words.reference("decimals", "");
  const head = { kind: "layers", label: "Paid by layer", of: "", unit: running.unit } as const;
  const rows = model.call(head, "DEAL.WATERFALL", { cash: model.across(running.row), layers: model.source(term.source), decimals }, layers.map(({ label, payee }) => ({ label, of: payee })));
  const payees = layers.reduce<string[]>((found, { payee }) => (found.some((one) => sameText(one, payee)) ? found : [...found, payee]), []);
  const [top, bottom] = [rows[0]?.at ?? 0, rows.at(-1)?.at ?? 0];
  // The label of a row stands in column A, the payee of a layer in column B. SUMIFS would read * and ? in a name as others.
  const first = (rows.at(-1)?.at ?? 0) + 2;
  const lines = payees.map((label, i) => ({ label, formula: (column: string) => `SUMPRODUCT(($B$${top}:$B$${bottom}=$A${first + i})*${column}$${top}:${column}$${bottom})` }));
  const paid = model.plain(asIs("Paid by payee", "", running.unit), lines, rows);
  return paid.map((row) => part(deal, row.label, { row, of: row.label, unit: running.unit, isRounded: decimals !== undefined }));
}

/** What a layer is called, and who is paid by it: by the table's header row, else by the order of its columns. */
function layerRows(terms: Terms, term: Term): { label: string; payee: string }[] {
  const [head = [], ...rest] = terms.values(term);
  const named = (word: string) => head.findIndex((value) => typeof value === "string" && sameText(value, word));
  const isHeaded = named("payee") >= 0;
  const [rank, payee, type] = isHeaded ? [named("rank"), named("payee"), named("type")] : [0, 1, 2];
  const body = (isHeaded ? rest : [head, ...rest]).filter((row) => row.some((value) => value !== null && value !== ""));
  const text = (value: CellValue | undefined) => (typeof value === "string" || typeof value === "number" ? String(value).trim() : "");
  return body.map((row) => ({ label: `${text(row[rank])} ${text(row[type])}`.trim(), payee: text(row[payee]) }));
}

function part({ terms }: Deal, label: string, running: Running): Part {
  const streams = terms.streamsWith("split", "split part", "layers", "advance", "reserve", "opening balance", "guarantee", "fee", "commission", "withholding", "discount rate");
  const isSource = (stream: string) => terms.has("base", stream) || terms.has("usage", stream);
  const stream = streams.find((one) => one !== "" && !isSource(one) && isCalled(label, one));
  return { label, running, ...(stream !== undefined && { stream }) };
}

/** `agency` and `Foreign agency`, `Labels/South` and `South`. */
export function isCalled(label: string, stream: string): boolean {
  const words = (text: string) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
  const [own = "", asked] = [stream.split("/").at(-1), words(label)];
  const wanted = words(own);
  return wanted.length > 0 && (wanted.every((word) => asked.includes(word)) || asked.every((word) => wanted.includes(word)));
}

/** What the payee's own terms make of its part: recoupment from its share, advances and fees of its own. */
function afterOwnSteps(deal: Deal, one: Part): Part {
  if (one.stream === undefined) return one;
  const { unit } = one.running;
  return { ...one, running: due(deal, one.stream, unit, one.running) ?? one.running };
}

/** Tax withheld from payees by their own rates or, where they have none, by the whole deal's. With gross-up it is paid besides, and they receive their parts whole. */
function afterTax(deal: Deal, parts: readonly Part[]): readonly Part[] {
  const whole = deal.isTaxedAtSource ? undefined : deal.terms.own("withholding", "");
  const rates = parts.map(({ stream = "", isTaxed }) => (isTaxed === true ? undefined : stream === "" ? whole : (deal.terms.own("withholding", stream) ?? whole)));
  const together = parts.filter((_, i) => rates[i] !== undefined && rates[i] === whole);
  const net = new Map<Part, Running>();
  const note = (taxed: readonly Part[], rate: Term, of: string): void => {
    withheld(deal, taxed.map(({ running }) => running), rate, of).forEach((running, i) => {
      const [one] = taxed.slice(i, i + 1);
      if (one !== undefined) net.set(one, running);
    });
  };
  if (whole !== undefined && together.length > 0) note(together, whole, "");
  parts.forEach((one, i) => {
    const rate = rates[i];
    if (rate !== undefined && rate !== whole) note([one], rate, one.label);
  });
  return parts.map((one) => ({ ...one, running: net.get(one) ?? one.running }));
}

/** What is left of amounts after tax, and the tax. */
export function withheld(deal: Deal, taxed: readonly Running[], rate: Term, of: string): readonly Running[] {
  const { model, words } = deal;
  const unit = taxed[0]?.unit ?? deal.currency;
  const isGrossUp = words.is("gross up", rate.stream, "gross up");
  const head = { kind: "withholding", label: isGrossUp ? "Gross, tax included" : "After tax", of, unit } as const;
  const rateRead: Reference = shapeOf(rate.source) === "down" ? model.across(...turnedRow(deal, rate)) : model.source(rate.source);
  const decimals = words.reference("decimals", "");
  const given = (running: Running) => ({ royalty: model.across(running.row), rate: rateRead, gross_up: words.reference("gross up", rate.stream), decimals });
  const [only] = taxed;
  const labels = taxed.map((running) => ({ label: taxed.length === 1 ? head.label : running.of, of: running.of }));
  const rows = taxed.length === 1 && only !== undefined ? model.call(head, "DEAL.WITHHOLDING", given(only)) : model.calls(head, "DEAL.WITHHOLDING", taxed.map((running, i) => ({ ...(labels[i] ?? head), given: given(running) })));
  const taxes = taxed.map((running, i) => {
    const [gross, net] = isGrossUp ? [rows[i], running.row] : [running.row, rows[i]];
    return { label: labels[i]?.label ?? "", of: running.of, formula: (column: string) => (gross === undefined || net === undefined ? "0" : `${cellOf(gross, column)}-${cellOf(net, column)}`) };
  });
  model.plain(asIs(isGrossUp ? "Tax paid besides" : "Tax withheld", of, unit), taxes, [...rows, ...taxed.map(({ row }) => row)]);
  return taxed.map((running, i) => (isGrossUp ? running : { ...running, row: rows[i] ?? running.row, isRounded: decimals !== undefined }));
}

function turnedRow(deal: Deal, rate: Term): readonly [Row] {
  const label = deal.terms.label(rate);
  const [row] = deal.model.plain(asIs(label, rate.stream, "fraction", false), [{ label, formula: valueIn(deal, rate) }], []);
  if (row === undefined) throw new Error(`${label} has no row.`);
  return [row];
}

/** Rounded where nothing before has rounded what is paid. */
function payable(deal: Deal, parts: readonly Part[]): readonly Part[] {
  const decimals = deal.words.reference("decimals", "");
  const open = parts.filter(({ running }) => !running.isRounded);
  if (decimals === undefined || open.length === 0) return parts;
  const { unit } = open[0]?.running ?? { unit: deal.currency };
  const lines = open.map(({ label, running }) => ({ label: parts.length === 1 ? "Payable" : label, formula: (column: string) => `ROUND(${cellOf(running.row, column)},${decimals.text})` }));
  const rows = deal.model.plain({ kind: "payable", label: "Payable", of: "", unit }, lines, open.map(({ running }) => running.row));
  return parts.map((one) => {
    const row = rows[open.indexOf(one)];
    return row === undefined ? one : { ...one, running: { ...one.running, row, isRounded: true } };
  });
}

/** What payments are worth today, payee by payee. */
export function presentValue(deal: Deal, parts: readonly Part[]): void {
  const { model, terms, words } = deal;
  const term = terms.own("discount rate", "");
  if (term === undefined || parts.length === 0) return;
  const head = { kind: "present value", label: "Present value", of: "", unit: parts[0]?.running.unit ?? deal.currency } as const;
  const [aYear, isFor] = [words.reference("periods a year", ""), words.reference("discount rate is for", "")];
  const isOfYear = isFor === undefined || words.is("discount rate is for", "", "a year");
  if (isOfYear && aYear === undefined) {
    model.refused(head, "The discount rate is for a year, and nothing says how many periods a year has.", parts.map(({ running }) => running.row));
    return;
  }
  const of = (rate: string) => {
    if (aYear === undefined) return rate;
    const ofPeriod = `(1+${rate})^(1/${aYear.text})-1`;
    return isFor === undefined ? ofPeriod : `IF(${isFor.text}="a year",${ofPeriod},${rate})`;
  };
  const label = "Discount rate of a period";
  const rates = shapeOf(term.source) === "cell" ? model.once(asIs(label, "", "fraction", false), [{ label, formula: of(model.source(term.source).text) }]) : model.plain(asIs(label, "", "fraction", false), [{ label, formula: (column) => of(valueIn(deal, term)(column)) }], []);
  const [rate] = rates;
  if (rate === undefined) return;
  const read: Reference = { ...model.across(rate), source: term.source };
  model.once(head, parts.map((one) => ({ label: parts.length === 1 ? head.label : one.label, formula: { name: "DEAL.NPV_ROYALTY", given: { rate: read, royalties: model.across(one.running.row), when: words.reference("when", "") } } })));
}

