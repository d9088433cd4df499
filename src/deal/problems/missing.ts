import { decimalOf } from "../../cells/decode";
import { Cut, ONE, rounded } from "../../engine/decimal";
import type { CellRange } from "../../host/host";
import { haveCellsInCommon } from "../../sheet/area";
import type { Choice, ChoiceName, Role, Term } from "../deal";
import { figureText, labelText, listed, percentText } from "../sentences/phrases";
import { periodNoun, wordOf } from "../sentences/speech";
import { gridOf, placeText, quoted, rangeOf, type Book, type Found, type Given } from "./book";

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
    ...choices.flatMap((choice) => [...askedChoice(book, given, choice), ...contradiction(terms, choice)]),
  ];
}

const SAYS_WHAT_IS_PAID: readonly Role[] = ["tiers", "tier starts", "rate", "split", "split part", "layers", "share"];
const EARNS: readonly Role[] = ["base", "usage", "fee"];

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
  const isPool = base !== undefined && shared?.role === "split" && serving(terms, stream, ["tiers", "tier starts", "rate", "share", "usage", "layers", "deductions"]).length === 0;
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

/** These may be several in one stream, and add up. */
const MANY: readonly Role[] = ["fee", "advance", "usage", "deductions", "split part", "fee count", "period labels"];

function twice(terms: readonly Term[], stream: string): Found[] {
  const own = terms.filter((term) => term.stream === stream && !MANY.includes(term.role));
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
    if (choice !== "currency" || stream === "" || currency === "" || String(word) === currency || serving(terms, stream, ["exchange rate"]).length > 0) return [];
    const term = of(terms, stream, EARNS)[0] ?? of(terms, stream, SAYS_WHAT_IS_PAID)[0];
    if (term === undefined) return [];
    return [problem("M08", "error", term, `${labelText(stream)} is in ${labelText(String(word))} and the deal in ${labelText(currency)}; there is no exchange rate for it.`, "Name the row of exchange rates.")];
  });
}

/** By which of a deal's terms a question about a choice is shown. */
const BESIDE: Partial<Record<ChoiceName, readonly Role[]>> = {
  method: ["tiers", "tier starts"], resets: ["tiers", "tier starts", "rate card"], window: ["guarantee"], crossed: ["advance"], "gross up": ["withholding"],
  when: ["discount rate"], "fee treatment": ["fee"], "fee paid": ["fee"], "guarantee is for": ["guarantee"], "discount rate is for": ["discount rate"],
};

const ASKS: Partial<Record<ChoiceName, string>> = {
  method: "how the rates of the scale apply", resets: "where the tiers start again", window: "until when a shortfall is made good", crossed: "whether accounts recoup each other",
  "gross up": "who bears the tax", when: "when in its period a payment is taken", "fee treatment": "whether the fee is recouped", "fee paid": "when the fee is paid",
  "guarantee is for": "for how long the guarantee is", currency: "what the currency is", "periods a year": "how many periods a year has", decimals: "to how many decimals is rounded",
};

function askedChoice(book: Book, given: Given, choice: Choice): Found[] {
  if (choice.state !== "asked") return [];
  const term = (given.terms ?? []).find((one) => (one.stream === choice.stream || choice.stream === "") && (BESIDE[choice.choice] ?? []).includes(one.role)) ?? given.terms?.[0];
  const place: CellRange | { readonly name: string } = choice.source?.at ?? term?.source.at ?? { name: choice.choice };
  if (choice.choice === "discount rate is for" && term !== undefined) return rateForWhat(book, given, term);
  const words = listed(choice.words.map((word) => (typeof word === "number" ? String(word) : quoted(word)))).replace(/ and (?=[^,]*$)/, " or ");
  return [{ code: "C01", kind: "warn", place, stream: choice.stream, sentence: `Nothing in the workbook says ${ASKS[choice.choice] ?? `what ${choice.choice} is`}; the figures stand for ${quoted(String(choice.word))}.`, fix: `Choose ${words}.` }];
}

function rateForWhat({ workbook }: Book, given: Given, term: Term): Found[] {
  const sheet = workbook.sheet(term.source.at.sheet);
  const value = sheet === undefined ? undefined : gridOf({ ...term.source.at, sheet })?.[0]?.[0];
  const aYear = wordOf({ choices: given.choices ?? [] }, "periods a year");
  const period = periodNoun({ choices: given.choices ?? [], periods: [] });
  const rate = typeof value === "number" ? percentText(decimalOf(value)) : called(term);
  const each = typeof value === "number" && typeof aYear === "number" && aYear > 1 ? ` For a year it is ${figureText(rounded(new Cut(decimalOf(value).plus(ONE).toFixed()).pow(ONE.dividedBy(aYear).toFixed(30)).minus(1).times(100), 4))}% a ${period}.` : "";
  return [problem("M07", "warn", term, `Is ${rate} in ${placeText(term.source.at)} for a year or for a ${period}?${each}`, `Choose a year or a ${period}.`)];
}

/** The word says that nothing starts again, and a row says where it does. */
function contradiction(terms: readonly Term[], { choice, stream, word, state, source }: Choice): Found[] {
  if (choice !== "resets" || state === "asked" || String(word).toLowerCase() !== "never") return [];
  const years = serving(terms, stream, ["contract years"])[0];
  if (years === undefined) return [];
  return [{ code: "C03", kind: "error", place: source?.at ?? years.source.at, stream, sentence: `${source?.name === undefined ? "The tiers never start again" : `${labelText(source.name)} says "never"`}, and ${called(years)} is a row of contract years.`, fix: "Choose one of them." }];
}
