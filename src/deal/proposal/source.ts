import type { Choice } from "../deal";
import { asIs, beside, fractionOf, lessKept, refused, sum, times, turned, valueIn, type Deal, type Running } from "./steps";
import { isMoney } from "../unit";
import { scale, usage } from "./tables";
import { sameText, shapeOf } from "./terms";
import type { Reference, Row } from "./reference";

/** What a plan, product or territory earns, before anything is guaranteed, recouped or withheld. Where no rate comes before what is shared out, the base itself. */
export function earnedBy(deal: Deal, stream: string, isPool: boolean): Running | undefined {
  const rows: Running[] = [];
  const counted = countedBase(deal, stream);
  const royalty = counted === undefined ? undefined : (royaltyOn(deal, stream, counted) ?? (isPool ? counted.running : undefined));
  if (royalty !== undefined) rows.push(royalty);
  const fee = usageFee(deal, stream);
  if (fee !== undefined) rows.push(fee);
  const [first] = rows;
  if (first === undefined || rows.length === 1) return first;
  const row = sum(deal, rows.map((running) => running.row), asIs("Royalty and usage fee", stream, first.unit));
  return row === undefined ? first : { ...first, row };
}

/** A base, and what calls read of it: the cells themselves where they run across. */
interface Base {
  readonly running: Running;
  readonly read: Reference;
}

function countedBase(deal: Deal, stream: string): Base | undefined {
  const { model, terms } = deal;
  const term = terms.own("base", stream);
  if (term === undefined) return undefined;
  const unit = terms.unit(term) ?? currencyOf(deal, stream);
  const head = { kind: "base", label: terms.label(term), of: stream, unit } as const;
  if (shapeOf(term.source) === "cell" && model.periods.length > 1) {
    const running = refused(deal, head, `${head.label} is one amount, and the deal has ${model.periods.length} periods. Give one for each period.`);
    return { running, read: model.across(running.row) };
  }
  const [row] = model.plain(head, [{ label: terms.label(term), formula: valueIn(deal, term) }], []);
  if (row === undefined) return undefined;
  const isAcross = shapeOf(term.source) === "across" || model.periods.length === 1;
  const base: Base = { running: { row, of: stream, unit, isRounded: false }, read: isAcross ? { ...model.source(term.source), rows: [row] } : { ...model.across(row), source: term.source } };
  const rates = [...new Set([stream, ""])].flatMap((of) => terms.all("deduction rate", of));
  const kept = lessKept(deal, base.running, rates, base.running);
  return shared(deal, stream, net(deal, stream, rates.length === 0 ? base : { running: kept, read: model.across(kept.row) }));
}

/** What becomes of a deficit where nobody has asked. */
const CARRY: Choice = { choice: "negative", stream: "", word: "carry", words: ["carry", "floor"], state: "proposed", reason: "No cell says what becomes of a deficit." };

/** The base less each table of deductions, one after the other. */
function net(deal: Deal, stream: string, base: Base): Base {
  const { model, terms, words } = deal;
  const tables = terms.all("deductions", stream);
  return (tables.length > 0 ? tables : terms.all("deductions", "")).reduce((gross, table) => {
    const head = { kind: "net revenue", label: "Net revenue", of: stream, unit: base.running.unit } as const;
    const given = { gross: gross.read, deductions: model.source(table.source), negative: words.reference("negative", stream) ?? model.word("Deal_Negative", CARRY.word, CARRY) };
    const [row = gross.running.row] = model.call(head, "DEAL.NETREVENUE", given);
    return { running: { ...gross.running, row }, read: model.across(row) };
  }, base);
}

function shared(deal: Deal, stream: string, base: Base): Base {
  const share = deal.terms.serving("share", stream);
  if (share === undefined) return base;
  const head = { kind: "share", label: deal.terms.label(share), of: stream, unit: base.running.unit } as const;
  const running = fractionOf(deal, base.running, share, head);
  return { running, read: deal.model.across(running.row) };
}

function royaltyOn(deal: Deal, stream: string, { running, read }: Base): Running | undefined {
  const { model, terms, words } = deal;
  const head = { kind: "royalty", label: "Royalty", of: stream, unit: currencyOf(deal, stream) } as const;
  const owner = [stream, ""].find((one) => terms.has("tiers", one) || terms.has("tier starts", one) || terms.has("rate", one));
  if (owner === undefined) return undefined;
  const tiers = scaleOf(deal, owner);
  const rate = tiers === undefined ? terms.own("rate", owner) : undefined;
  if (tiers !== undefined) {
    const [row = running.row] = model.call(head, "DEAL.TIEREDROYALTY", { base: read, tiers, method: words.reference("method", stream), resets: resets(deal, stream) });
    return { row, of: stream, unit: head.unit, isRounded: false };
  }
  if (rate === undefined) return undefined;
  return (isMoney(running.unit) ? fractionOf : times)(deal, running, rate, head);
}

function scaleOf(deal: Deal, stream: string): Reference | undefined {
  const key = `scale ${stream}`;
  if (!deal.tables.has(key)) deal.tables.set(key, scale(deal.model, deal.terms, stream));
  return deal.tables.get(key);
}

/** Where positions start again: in each contract year where the deal says so, or says nothing and has them. */
function resets(deal: Deal, stream: string): Reference | undefined {
  const years = deal.terms.has("contract years", stream) ? deal.terms.own("contract years", stream) : deal.terms.own("contract years", "");
  const word = deal.words.word("resets", stream);
  const isByYear = word === undefined || sameText(String(word), "contract years");
  if (years !== undefined && isByYear) return beside(deal, years);
  return isByYear ? undefined : deal.words.reference("resets", stream);
}

function usageFee(deal: Deal, stream: string): Running | undefined {
  const { model, terms } = deal;
  const [used, card] = [terms.own("usage", stream), terms.serving("rate card", stream)];
  if (used === undefined || card === undefined) return undefined;
  const head = { kind: "usage fee", label: "Usage fee", of: stream, unit: currencyOf(deal, stream) } as const;
  const [row] = model.call(head, "DEAL.USAGEFEE", { usage: usage(model, terms, used, card), rate_card: model.source(card.source), resets: resets(deal, stream) });
  return row && { row, of: stream, unit: head.unit, isRounded: false };
}

/** The currency of a stream's amounts, else the deal's. */
export function currencyOf(deal: Deal, stream: string): string {
  return currencySaid(deal, stream) ?? deal.currency;
}

/** The currency of a stream, where its own word or the units beside its revenue say one. */
function currencySaid({ terms, words }: Deal, stream: string): string | undefined {
  const own = words.choice("currency", stream);
  if (own !== undefined && own.stream !== "") return String(own.word);
  const [base] = terms.said("base", stream);
  const unit = base === undefined ? undefined : terms.unit(base);
  return unit !== undefined && /^[A-Z]{3}\b/.test(unit) && isMoney(unit) ? unit : undefined;
}

/** An amount of a stream in the deal's currency. An exchange rate that nothing is converted by is left alone. */
export function converted(deal: Deal, running: Running): Running {
  const { terms, currency } = deal;
  const said = currencySaid(deal, running.of);
  const isOther = said !== undefined && currency !== "" && said.slice(0, 3) !== currency.slice(0, 3);
  const hasOwn = running.of !== "" && terms.has("exchange rate", running.of);
  if (!isOther && !(hasOwn && said === undefined)) return running;
  const head = { kind: "currency", label: `In ${currency === "" ? "the currency of the deal" : currency}`, of: running.of, unit: currency } as const;
  const rate = terms.serving("exchange rate", running.of);
  if (rate !== undefined) return times(deal, running, rate, head);
  return refused(deal, head, `${running.of === "" ? "The revenue" : running.of} is in ${said ?? ""} and the deal in ${currency}; there is no exchange rate for it. Name a row with one.`, running);
}

/** The contract year of each period, as a row; undefined where nothing says how long a year is. */
export function contractYears(deal: Deal, stream: string): Row | undefined {
  const { model, terms, words } = deal;
  const years = terms.has("contract years", stream) ? terms.own("contract years", stream) : terms.own("contract years", "");
  if (years !== undefined) return turned(deal, years).rows?.[0];
  const aYear = words.reference("periods a year", "");
  if (aYear === undefined) return undefined;
  return model.plain(asIs("Contract year", stream, "number", false), [{ label: "Contract year", formula: (column) => `ROUNDUP(${column}$4/${aYear.text},0)` }], [])[0];
}
