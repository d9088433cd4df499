import { haveCellsInCommon } from "../../sheet/area";
import type { Choice, Role, Term } from "../deal";
import { SEVERAL } from "../recognition/verdict";
import { labelText, listed } from "../sentences/phrases";
import { placeText, rangeOf, type Book, type Found, type Given } from "./book";

/** What a proposed deal lacks, has twice, or says in two ways. Lines that are read from calls are whole, as far as they are not refused. */
export function dealProblems(book: Book, given: Given): Found[] {
  const { terms = [], choices = [] } = given;
  const proposed = terms.filter(({ state }) => state !== "read");
  const streams = [...new Set(proposed.map(({ stream }) => stream))];
  return [
    ...nothingToCountOn(book, proposed),
    ...streams.flatMap((stream) => [...ofStream(book, proposed, stream), ...twice(proposed, stream)]),
    ...bothDivide(book, proposed),
    ...currencies(given),
    ...choices.flatMap((choice) => contradiction(terms, choice)),
  ];
}

const SAYS_WHAT_IS_PAID: readonly Role[] = ["tiers", "tier starts", "rate", "split", "split part", "layers", "share"];
const EARNS: readonly Role[] = ["base", "usage", "earned by account", "fee"];

function of(terms: readonly Term[], stream: string, roles: readonly Role[]): Term[] {
  return terms.filter((term) => term.stream === stream && roles.includes(term.role));
}

/** Of this stream, or of the whole deal, which serves every stream. */
function serving(terms: readonly Term[], stream: string, roles: readonly Role[]): Term[] {
  return [...of(terms, stream, roles), ...(stream === "" ? [] : of(terms, "", roles))];
}

function called(term: Term): string {
  return term.source.name === undefined ? placeText(term.source.at) : labelText(term.source.name);
}

function problem(code: string, kind: Found["kind"], term: Term, sentence: string, fix: string): Found {
  return { code, kind, place: term.source.at, stream: term.stream, sentence, fix };
}

/** Whether a name of which nothing can be read is likely to be what a stream lacks. */
function isBrokenOf({ names }: Book, stream: string): boolean {
  return names.some(({ defined, form }) => (form.kind === "broken" || form.kind === "areas") && defined.name.toLowerCase().includes(stream.toLowerCase()));
}

function nothingToCountOn(book: Book, terms: readonly Term[]): Found[] {
  const [first] = terms.filter(({ role }) => SAYS_WHAT_IS_PAID.includes(role));
  if (first === undefined || terms.some(({ role }) => EARNS.includes(role)) || isBrokenOf(book, "")) return [];
  return [problem("M01", "error", first, `There is nothing that ${called(first)} is counted on: no revenue, no units, no usage, no fee.`, "Name the row of revenue or units.")];
}

function ofStream(book: Book, terms: readonly Term[], stream: string): Found[] {
  const [base] = of(terms, stream, ["base"]);
  const [scale, rate] = [of(terms, stream, ["tiers", "tier starts"])[0], of(terms, stream, ["rate"])[0]];
  const [starts, rates] = [of(terms, stream, ["tier starts"])[0], of(terms, stream, ["tier rates"])[0]];
  const shared = serving(terms, stream, ["split", "layers"])[0];
  const isPaid = serving(terms, stream, SAYS_WHAT_IS_PAID).length > 0;
  const name = stream === "" ? "The deal" : labelText(stream);
  const all = terms.some(({ role }) => EARNS.includes(role));
  const isPool = base !== undefined && shared?.role === "split" && serving(terms, stream, ["tiers", "tier starts", "rate", "share", "usage", "layers", "deductions", "deduction rate"]).length === 0;
  return [
    ...(base !== undefined && !isPaid && !isBrokenOf(book, stream) ? [problem("M02", "error", base, `${name} has revenue (${called(base)}) and no scale, rate, split or waterfall; it would earn nothing.`, "Name its scale or its rate.")] : []),
    ...(stream !== "" && scale !== undefined && all && serving(terms, stream, ["base", "usage"]).length === 0 && !isBrokenOf(book, stream)
      ? [problem("M03", "error", scale, `The scale of ${name} (${called(scale)}) has no revenue of ${name}.`, `Name the revenue of ${name}, or leave the scale out.`)]
      : []),
    ...(isPool ? [problem("M11", "warn", base, `All of ${called(base)} would be paid out: ${called(shared)} shares it, and no rate comes before.`, "Name the rate, or confirm that it is a pool.")] : []),
    ...(starts !== undefined && rates !== undefined ? [problem("T02", "note", starts, `The scale is in two places, ${called(starts)} and ${called(rates)}; a call takes one table.`, "Put them beside each other under the heads Above and Rate.")] : []),
    ...(scale !== undefined && rate !== undefined ? [problem("S12", "warn", rate, `${name} has a scale (${called(scale)}) and a rate (${called(rate)}); which of them is its royalty?`, "Leave one of them out.")] : []),
  ];
}

function twice(terms: readonly Term[], stream: string): Found[] {
  const own = terms.filter((term) => term.stream === stream && !SEVERAL.has(term.role));
  return [...new Set(own.map(({ role }) => role))].flatMap((role): Found[] => {
    const [first, ...others] = own.filter((term) => term.role === role);
    if (first === undefined || others.length === 0) return [];
    const whose = stream === "" ? "" : ` of ${labelText(stream)}`;
    return [problem("N08", "warn", first, `${listed([first, ...others].map(called))} could ${others.length === 1 ? "both" : "all"} be the ${role}${whose}.`, "Choose one; the others are left out.")];
  });
}

/** A split and a waterfall of the same money. */
function bothDivide({ calls }: Book, terms: readonly Term[]): Found[] {
  const streams = [...new Set(terms.map(({ stream }) => stream))];
  const proposed = streams.flatMap((stream): Found[] => {
    const [split, layers] = [of(terms, stream, ["split"])[0], of(terms, stream, ["layers"])[0]];
    return split === undefined || layers === undefined ? [] : [problem("S08", "error", split, `${called(split)} and ${called(layers)} both divide what is payable.`, "Give one of them to a payee, or leave one out.")];
  });
  const argument = (name: string, parameter: string) => calls.filter(({ call }) => call.entry.name === name).flatMap(({ site, arguments: given }) => given.flatMap((one) => (one.parameter === parameter && one.area ? [{ site, area: one.area, text: one.text }] : [])));
  const [pools, cash] = [argument("DEAL.PRORATA", "pool"), argument("DEAL.WATERFALL", "cash")];
  const both = pools.flatMap((pool): Found[] => {
    const other = cash.find(({ area }) => haveCellsInCommon(area, pool.area));
    return other === undefined ? [] : [{ code: "S08", kind: "warn", place: { sheet: pool.site.sheet.name, top: pool.site.row, left: pool.site.column, bottom: pool.site.row, right: pool.site.column }, sentence: `${pool.site.place} and ${other.site.place} both divide ${placeText(rangeOf(pool.area))}.`, fix: "Let one of them divide what the other leaves, or take one as another reading of the deal." }];
  });
  return [...proposed, ...both];
}

function currencies({ currency = "", terms = [], choices = [] }: Given): Found[] {
  return choices.flatMap(({ choice, stream, word }): Found[] => {
    if (choice !== "currency" || stream === "" || currency === "" || currency.startsWith(String(word)) || serving(terms, stream, ["exchange rate"]).length > 0) return [];
    const term = of(terms, stream, EARNS)[0] ?? of(terms, stream, SAYS_WHAT_IS_PAID)[0];
    if (term === undefined) return [];
    return [problem("M08", "error", term, `${labelText(stream)} is in ${labelText(String(word))} and the deal in ${labelText(currency)}; there is no exchange rate for it.`, "Name the row of exchange rates.")];
  });
}

/** The word says that nothing starts again, and a row says where it does. */
function contradiction(terms: readonly Term[], { choice, stream, word, state, source }: Choice): Found[] {
  if (choice !== "resets" || state === "asked" || String(word).toLowerCase() !== "never") return [];
  const years = serving(terms, stream, ["contract years"])[0];
  if (years === undefined) return [];
  return [{ code: "C03", kind: "error", place: source?.at ?? years.source.at, stream, sentence: `${source?.name === undefined ? "The tiers never start again" : `${labelText(source.name)} says "never"`}, and ${called(years)} is a row of contract years.`, fix: "Choose one of them." }];
}
