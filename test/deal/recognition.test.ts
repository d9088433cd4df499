import type { ChoiceName } from "../../src/deal/deal";
import { recognition, type Recognition } from "../../src/deal/recognition/recognition";
import { addressOf } from "../../src/deal/recognition/surroundings";
import { areaOf } from "../../src/sheet/formula/areas";
import type { Workbook } from "../../src/sheet/workbook";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openXlsx } from "../../src/file/xlsx";
import { catalogue } from "../../src/functions/catalogue";
import { recalculate } from "../../src/sheet/recalculation";
import { ROOT } from "../support/deal";
import { FINANCE_NAMES } from "./financeNames";
import { NAME_SETS, setWorkbook, type NameSet } from "./nameSets";
import { STRANGERS_BOOKS, strangersWorkbook, type StrangersBook } from "./strangersBooks";

const NO_ANSWERS = new Map<string, string | number>();

type Outcome = "right" | "asked" | "wrong" | "missing";

interface Row {
  readonly source: string;
  readonly expected: string;
  readonly got: string;
  readonly outcome: Outcome;
}

const folded = (text: string) => text.toLowerCase().replace(/[\s_']/g, "");

/** By where it stands: a name, a table or an address are one thing if they are the same cells. */
function placeOf(workbook: Workbook, source: string): string {
  const area = areaOf(workbook, workbook.tables.some(({ name }) => name === source) ? `${source}[#All]` : source);
  return area === undefined ? source : addressOf(area);
}

function sourcePlace(workbook: Workbook, source: Recognition["leftOut"][number]["source"]): string {
  if (!("at" in source)) return source.name;
  const sheet = workbook.sheet(source.at.sheet);
  return sheet === undefined ? "" : addressOf({ ...source.at, sheet });
}

function outcomes(set: NameSet, workbook: Workbook, found: Recognition): Row[] {
  return set.expect.terms.map(({ role, stream, source }): Row => {
    const place = placeOf(workbook, source);
    const term = found.terms.find((one) => sourcePlace(workbook, one.source) === place);
    const asked = found.asked.find((one) => sourcePlace(workbook, one.term.source) === place);
    const choice = found.choices.find((one) => one.source !== undefined && sourcePlace(workbook, one.source) === place);
    const left = found.leftOut.find((one) => sourcePlace(workbook, one.source) === place);
    const expected = `${role} of "${stream}"`;
    if (term !== undefined) {
      const isRight = term.role === role && folded(term.stream) === folded(stream);
      return { source, expected, got: `${term.role} of "${term.stream}"`, outcome: isRight ? "right" : "wrong" };
    }
    if (asked !== undefined) return { source, expected, got: `asked: ${asked.sentence}`, outcome: "asked" };
    if (choice !== undefined) return { source, expected, got: `${choice.choice} ${choice.word} ${choice.state}`, outcome: choice.choice === role ? (choice.state === "asked" ? "asked" : "right") : "wrong" };
    return { source, expected, got: left === undefined ? "nothing" : `left out: ${left.reason}`, outcome: "missing" };
  });
}

function choiceFaults(set: NameSet, workbook: Workbook, found: Recognition): string[] {
  return set.expect.choices.flatMap(({ choice, stream, word, source }) => {
    const got = found.choices.find((one) => one.choice === (choice as ChoiceName) && folded(one.stream) === folded(stream));
    const shown = `${choice} "${stream}": expected ${word}, got ${got === undefined ? "nothing" : `${got.word} ${got.state} (${got.reason})`}`;
    if (got === undefined) return [shown];
    if (source === "default") return got.state === "proposed" && got.word !== word ? [shown] : [];
    return got.word === word && got.source !== undefined && sourcePlace(workbook, got.source) === placeOf(workbook, source) ? [] : [shown];
  });
}

const READ = NAME_SETS.map((set) => {
  const workbook = setWorkbook(set);
  const found = recognition(workbook, NO_ANSWERS);
  return { set, workbook, found, rows: outcomes(set, workbook, found) };
});

const count = (rows: readonly Row[], ...which: Outcome[]) => rows.filter(({ outcome }) => which.includes(outcome)).length;

/** What failed, beside how much of each set is right: to be read in a test's message. */
function table(): string {
  const lines = READ.map(({ set, rows }) => `${set.id.padEnd(26)} expected ${rows.length}  right ${count(rows, "right")}  asked ${count(rows, "asked")}  wrong ${count(rows, "wrong", "missing")}`);
  const faults = READ.flatMap(({ set, rows }) => rows.filter(({ outcome }) => outcome === "wrong" || outcome === "missing").map(({ source, expected, got }) => `${set.id}: ${source}: expected ${expected}, got ${got}`));
  return [...lines, ...faults].join("\n");
}

describe("seventeen workbooks", () => {
  test("no term is silently wrong: each that is expected is proposed as what it is, or asked about", () => {
    const wrong = READ.flatMap(({ rows }) => rows.filter(({ outcome }) => outcome === "wrong" || outcome === "missing"));
    if (wrong.length > 0) throw new Error(table());
  });

  test("at least 85% of the terms are proposed, rightly", () => {
    const rows = READ.flatMap((one) => one.rows);
    if (count(rows, "right") < rows.length * 0.85) throw new Error(`${count(rows, "right")} of ${rows.length} are proposed.\n${table()}`);
  });

  test.each(READ)("$set.id: nothing is proposed that is no term", ({ set, workbook, found }) => {
    const expected = new Set(set.expect.terms.map(({ source }) => placeOf(workbook, source)));
    const others = found.terms.filter(({ role, source }) => !expected.has(sourcePlace(workbook, source)) && !(role === "period labels" && source.name === undefined));
    expect(others).toEqual([]);
  });

  test.each(READ)("$set.id: the streams are those of the deal", ({ set, found }) => {
    const expected = new Set(set.expect.streams.map((stream) => folded(typeof stream === "string" ? stream : stream.id)));
    const ofTerms = new Set(set.expect.terms.map(({ stream }) => folded(stream)));
    const streams = found.streams.map(({ id }) => folded(id));
    expect([...expected].filter((stream) => !streams.includes(stream))).toEqual([]);
    expect(streams.filter((stream) => !expected.has(stream) && !ofTerms.has(stream))).toEqual([]);
    for (const stream of set.expect.streams) if (typeof stream === "object") expect(found.streams.find(({ id }) => folded(id) === folded(stream.id))?.kind).toBe(stream.kind);
  });

  test.each(READ)("$set.id: the choices are those that cells say, and no other word is proposed", ({ set, workbook, found }) => {
    expect(choiceFaults(set, workbook, found)).toEqual([]);
  });
});

/** Names of other trades on a sheet of their own, or beside the deal: their labels say the same as their names. */
function besideFinance(workbook: Workbook, sheetName: string | undefined, names: readonly string[]): Workbook {
  const sheet = sheetName === undefined ? workbook.sheets[0] : workbook.addSheet(sheetName);
  if (sheet === undefined) throw new Error("The workbook has no sheet");
  names.forEach((name, i) => {
    const row = (sheetName === undefined ? 200 : 3) + i;
    const isRate = /rate|pct|growth|margin|inflation/i.test(name);
    sheet.setCell(row, 1, { value: name.replaceAll("_", " ") });
    for (let column = 3; column < 3 + (i % 3 === 0 && !isRate ? 4 : 1); column++) sheet.setCell(row, column, { value: isRate ? 0.01 * (1 + (i % 30)) : 1000 + 37 * i + column, ...(isRate ? { format: "0.0%" } : {}) });
    const last = i % 3 === 0 && !isRate ? "F" : "C";
    workbook.names.push({ name, formula: `'${sheet.name}'!$C$${row}:$${last}$${row}` });
  });
  return workbook;
}

describe("two hundred names of finance models", () => {
  test("are two hundred", () => {
    expect(new Set(FINANCE_NAMES).size).toBe(FINANCE_NAMES.length);
    expect(FINANCE_NAMES.length).toBeGreaterThanOrEqual(200);
  });

  const told = ({ terms, streams, choices, asked, periods, currency }: Recognition) => ({ terms, streams, choices, asked: asked.map(({ id }) => id), periods, currency });

  test.each(READ)("on a sheet of their own they change nothing in $set.id", ({ set, found }) => {
    const taken = new Set(setWorkbook(set).names.map(({ name }) => name.toLowerCase()));
    const beside = besideFinance(setWorkbook(set), "Group", FINANCE_NAMES.filter((name) => !taken.has(name.toLowerCase())));
    expect(told(recognition(beside, NO_ANSWERS))).toEqual(told(found));
  });

  test.each(READ.filter(({ set }) => Object.keys(set.names).length > 0))("beside the deal those with a word of their trade change nothing in $set.id", ({ set, found }) => {
    const taken = new Set(setWorkbook(set).names.map(({ name }) => name.toLowerCase()));
    // These words alone are a licence's as well.
    const shared = new Set(["Revenue", "Total_Revenue", "Net_Revenue", "Sales", "Revenue_PY", "Other_Income", "WACC", "Market_Share"]);
    const beside = besideFinance(setWorkbook(set), undefined, FINANCE_NAMES.filter((name) => !taken.has(name.toLowerCase()) && !shared.has(name)));
    expect(told(recognition(beside, NO_ANSWERS))).toEqual(told(found));
  });
});

describe("workbooks of strangers", () => {
  const shown = (workbook: Workbook, source: Recognition["leftOut"][number]["source"]) => source.name?.replace("[#All]", "") ?? sourcePlace(workbook, source);
  const books = STRANGERS_BOOKS.map((book) => {
    const workbook = strangersWorkbook(book);
    return { id: book.id, book, workbook, found: recognition(workbook, NO_ANSWERS) };
  });

  /** What was proposed otherwise than it is, or passed over without a question. */
  function faults(book: StrangersBook, workbook: Workbook, found: Recognition): string[] {
    const expected = new Map(Object.entries(book.terms).map(([source, said]) => [source, said.replace("?", "")]));
    const proposed = new Map(found.terms.filter(({ role, source }) => !(role === "period labels" && source.name === undefined)).map(({ role, stream, source }) => [shown(workbook, source), `${role} ${stream}`.trim()]));
    const asked = new Set(found.asked.map(({ term }) => shown(workbook, term.source)));
    return [
      ...[...proposed].filter(([source, said]) => expected.get(source)?.toLowerCase() !== said.toLowerCase()).map(([source, said]) => `${source} is proposed as ${said}, and is ${expected.get(source) ?? "no term"}`),
      ...[...expected].filter(([source]) => !proposed.has(source) && !asked.has(source)).map(([source, said]) => `${source} is ${said}, and is neither proposed nor asked about`),
    ];
  }

  test.each(books)("$id", ({ book, workbook, found }) => {
    expect(faults(book, workbook, found)).toEqual([]);
    if (book.currency !== undefined) expect(found.currency).toBe(book.currency);
    for (const [choice, word] of Object.entries(book.choices ?? {})) expect(found.choices.find((one) => one.choice === choice)).toMatchObject({ word, state: "proposed" });
  });

  test("at least 85% of their terms are proposed", () => {
    const all = books.flatMap(({ book, workbook, found }) => Object.keys(book.terms).map((source) => found.terms.some((term) => shown(workbook, term.source) === source)));
    expect(all.filter(Boolean).length).toBeGreaterThanOrEqual(all.length * 0.85);
  });
});

describe("what others keep of the money", () => {
  const read = (label: string, percent: string) => recognition(strangersWorkbook({ id: label, terms: {}, sheets: { Deal: [["", "2026", "2027"], ["US receipts", 900, 1200], ["UK receipts", 400, 300], [], [label, percent], ["Writer share", "75%"], ["Publisher share", "25%"]] } }), NO_ANSWERS);
  const at5 = ({ terms, asked }: Recognition) => [...terms, ...asked.map(({ term }) => term)].find(({ source: { at } }) => at.top === 5);
  const options = ({ asked }: Recognition) => asked.find(({ id }) => id === "term Deal!$B$5")?.options.map(({ answer }) => answer);

  test.each([
    { label: "US sub-pub %", percent: "20%", stream: "US", why: "it may keep up to a half" },
    { label: "UK sub-publisher", percent: "50%", stream: "UK", why: "exactly a half" },
    { label: "Commission du sous-éditeur", percent: "25%", stream: "", why: "of all revenue" },
  ])("$label $percent comes off the revenue: $why", ({ label, percent, stream }) => {
    expect(at5(read(label, percent))).toMatchObject({ role: "deduction rate", stream, state: "proposed" });
  });

  test("a sub-publisher's percentage above a half may be what is passed on", () => {
    expect(options(read("US sub-pub %", "50.1%"))).toEqual(["deduction rate", "share", "none"]);
  });

  test.each(["Admin fee", "Verwaltungsgebühr", "Frais de gestion", "Distribution fee"])("of %s nothing says of what it is taken", (label) => {
    expect(options(read(label, "10%"))).toEqual(["deduction rate", "commission", "none"]);
  });
});

describe("what an agent keeps", () => {
  const read = (label: string, ...more: (readonly (string | number)[])[]) => recognition(strangersWorkbook({ id: label, terms: {}, sheets: { Deal: [["", "2026", "2027"], ["Net receipts", 900, 1200], ["Royalty rate", "20%"], ["Advance", 50], [label, "10%"], ...more] } }), NO_ANSWERS);

  test.each(["Agent's commission", "Comisión de agencia", "Commission d'agent", "Agenturprovision"])("%s comes off what is due", (label) => {
    expect(read(label).terms.find(({ source: { at } }) => at.top === 5)).toMatchObject({ role: "commission", state: "proposed" });
  });

  test("beside a split it is asked of what it is taken", () => {
    expect(read("Agent's commission", ["Writer share", "75%"], ["Publisher share", "25%"]).asked.find(({ id }) => id === "term Deal!$B$5")?.options.map(({ answer }) => answer)).toEqual(["commission", "deduction rate", "none"]);
  });

  test("beside a split it is not asked where the label says it", () => {
    expect(read("Agent's commission, % of royalties", ["Writer share", "75%"], ["Publisher share", "25%"]).terms.find(({ source: { at } }) => at.top === 5)).toMatchObject({ role: "commission", state: "proposed" });
  });
});

describe("tables with a row or a column for each stream", () => {
  type Rows = readonly (readonly (string | number | null)[])[];
  const read = (sheets: Record<string, Rows>, names: Record<string, string> = {}) => {
    const found = recognition(strangersWorkbook({ id: "streams", terms: {}, sheets, names }), NO_ANSWERS);
    const proposed = found.terms.filter(({ role }) => role !== "period labels").map(({ role, stream, source }) => `${source.name ?? `${source.at.sheet}!${source.at.top},${source.at.left}`} ${role} ${stream}`.trim());
    return { ...found, proposed };
  };
  const heads = ["Category", "Unit", "Royalty %", "Q1 27", "Q2 27", "Year", "2026 actual"];
  const terms: Rows = [[], ["Advance", "AUD", 90], ["Withholding tax", "%", "5%"]];

  test("label, rate and periods in one row are the rate and the revenue of what the label says", () => {
    const { proposed } = read({ Deal: [["Toys"], [], heads, ["Plush", "AUD", "12%", 210, 185, 395, 880], ["Puzzles", "AUD", "8%", 60, 54, 114, 298], ["All categories", "AUD", null, "=D4+D5", "=E4+E5", "=F4+F5", "=G4+G5"], ...terms] });
    expect(proposed).toEqual(expect.arrayContaining(["Deal!4,3 rate Plush", "Deal!5,3 rate Puzzles", "Deal!4,4 base Plush", "Deal!5,4 base Puzzles", "Deal!8,3 advance"]));
    expect(proposed.filter((one) => one.includes(" base"))).toHaveLength(2);
  });

  test("of the label the words of revenue are no part of the stream, and a year that is past is none of its periods", () => {
    const { proposed } = read({ Deal: [["Marks"], [], ["JPY m", "Rate", "Unit", "FY25A", "FY26", "FY27"], ["Net sales, wholesale", "7%", "JPY m", 1180, 1320, 1490], ["Net sales, online", "10%", "JPY m", 140, 260, 370]] });
    expect(proposed).toEqual(expect.arrayContaining(["Deal!4,2 rate wholesale", "Deal!4,5 base wholesale", "Deal!5,2 rate online", "Deal!5,5 base online"]));
  });

  test.each([
    ["of comparable licences", ["Published royalty rates"], ["Licensee", "Unit", "Royalty %", "Q1 27", "Q2 27"]],
    ["of the mix of sales", ["Toys"], ["Category", "Unit", "Share", "Q1 27", "Q2 27"]],
  ])("percentages %s propose nothing", (_, title, row) => {
    expect(read({ Deal: [title, [], row, ["Plush", "AUD", "12%", 210, 185], ["Puzzles", "AUD", "8%", 60, 54]] }).proposed).toEqual([]);
  });

  test("a row of percentages under heads that are streams is one for each, on a sheet of its own too", () => {
    const { proposed } = read({
      Sales: [["Half-year", "Subscription revenue", "Single image revenue"], ["H1 2026", 118, 54], ["H2 2026", 131, 57]],
      Terms: [["", "Subscription", "Single image"], ["Platform costs, taken off first", "6%", "9%"], ["Royalty to owner", "32%", "45%"], [], ["Withholding tax", "15%"], ["Advance", 60]],
    });
    expect(proposed).toEqual(expect.arrayContaining(["Terms!2,2 deduction rate Subscription", "Terms!2,3 deduction rate Single image", "Terms!3,2 rate Subscription", "Terms!3,3 rate Single image", "Sales!2,2 base Subscription", "Sales!2,3 base Single image"]));
  });

  test("so is one over the figures of its columns", () => {
    const { proposed } = read({ Deal: [["Half-year", "Plush", "Puzzles"], ["Royalty rate", "12%", "8%"], ["H1 2026", 118, 54], ["H2 2026", 131, 57]] });
    expect(proposed).toEqual(["Deal!2,2 rate Plush", "Deal!2,3 rate Puzzles", "Deal!3,2 base Plush", "Deal!3,3 base Puzzles"]);
  });

  test("rows that a row of revenue sums up are revenue where percentages elsewhere are called after them", () => {
    const years = ["Market", "2027", "2028"];
    const rows: Rows = [years, ["Spain", 100, 120], ["Chile", 50, 60], ["Net sales", "=B2+B3", "=C2+C3"]];
    expect(read({ Sales: rows, Terms: [["Royalty rate Spain", "10%"], ["Royalty rate Chile", "8%"], ["Advance", 10]] }).proposed).toEqual(expect.arrayContaining(["Sales!2,2 base Spain", "Sales!3,2 base Chile", "Terms!1,2 rate Spain", "Terms!2,2 rate Chile"]));
    expect(read({ Sales: rows, Terms: [["Royalty rate", "10%"], ["Advance", 10]] }).proposed).toContain("Sales!4,2 base");
  });

  test("what names of two kinds end with is a stream", () => {
    const { terms: found } = read({ Deal: [["", "1T 2026", "2T 2026"], ["Ingresos netos de publicidad", 31, 34], ["Ingresos de suscripción", 8, 9], [], ["Participación en publicidad", 50, "%"], ["Participación en suscripciones", 40, "%"], ["Anticipo", 30]] }, { ing_publicidad: "B2:C2", ing_suscripciones: "B3:C3", pct_publicidad: "B5", pct_suscripciones: "B6", anticipo: "B7" });
    const streams = found.map(({ role, stream, source }) => [source.name, role, stream]);
    expect(streams).toEqual(expect.arrayContaining([["ing_publicidad", "base", "publicidad"], ["ing_suscripciones", "base", "suscripciones"], ["pct_publicidad", "rate", "publicidad"], ["pct_suscripciones", "rate", "suscripciones"]]));
  });
});

describe("whose revenue it is", () => {
  const proposed = (sheets: Parameters<typeof strangersWorkbook>[0]["sheets"], names: Record<string, string> = {}) => recognition(strangersWorkbook({ id: "whose", terms: {}, sheets, names }), NO_ANSWERS).terms.filter(({ role }) => role !== "period labels").map(({ role, stream, source }) => `${source.name ?? `${source.at.sheet}!${source.at.top}`} ${role} ${stream}`.trim());
  const deal = [["", "Q1 27", "Q2 27", "Q3 27"], ["Net sales", 210, 185, 260], ["Royalty rate", "12%"], ["Advance", 90]] as const;

  test("the licensee's own accounts have other periods", () => {
    expect(proposed({ Deal: deal, Licensee: [["", "FY25", "FY26"], ["Turnover", 6900, 7350], ["Gross margin", "41%", "42%"], ["Staff", 34, 36]] }).filter((one) => one.includes("base"))).toEqual(["Deal!2 base"]);
  });

  test("an amount for each piece may be more than one or less", () => {
    const pieces = [["", "2026", "2027"], ["Absatz Pumpen", 42, 51], ["Absatz Ventile", 88, 104], [], ["Stücklizenz Pumpen", 3.2, "EUR/Stück"], ["Stücklizenz Ventile", 0.85, "EUR/Stück"], ["Vorauszahlung", 75, "EUR"], ["Quellensteuer", "5%"], ["Mindestlizenz", 20, "EUR"]];
    expect(proposed({ Deal: pieces })).toEqual(expect.arrayContaining(["Deal!2 base Pumpen", "Deal!3 base Ventile", "Deal!5 rate Pumpen", "Deal!6 rate Ventile"]));
  });

  test("the discount rate of licence income is the deal's", () => {
    expect(proposed({ Deal: [...deal, ["Abzinsungssatz Lizenzerträge", "9%"]] })).toContain("Deal!5 discount rate");
  });

  test("attributable revenue is a part of all revenue, and what the royalty is on", () => {
    expect(proposed({ Deal: [["", "Q1 27", "Q2 27"], ["API revenue attributable to the corpus", 64, 81], ["API revenue, all products", 2140, 2590], [], ["Royalty on attributable API revenue, each rate on its own band"], ["Revenue over", "Royalty"], [0, "3%"], [100, "4%"], [], ["Advance", 20], ["Withholding tax", "10%"]] }).filter((one) => one.includes("base"))).toEqual(["Deal!2 base"]);
  });

  test("a prefix of all names in camel case is no stream", () => {
    expect(proposed({ Deal: [["", "Q1 27", "Q2 27"], ["Licence revenue", 31, 39], ["Royalty rate", "18%"], ["Porting fee", 9], ["Withholding tax", "5%"], ["Guarantee", 20]] }, { oemRevenue: "B2:C2", oemRoyaltyRate: "B3", oemPortingFee: "B4", oemWht: "B5", guarantee: "B6" })).toEqual(["oemRevenue base", "oemRoyaltyRate rate", "oemPortingFee fee", "oemWht withholding", "guarantee guarantee"]);
  });
});

describe("amounts by account", () => {
  const accounts = [["Account", "1H26", "2H26"], ["Album 1", 150, 80], ["Album 2", 50, 70]];
  const advances = [[], ["Advance Album 1", 100], ["Advance Album 2", 40]];
  const read = (...rows: (string | number)[][]) => recognition(strangersWorkbook({ id: "accounts", terms: {}, sheets: { Deal: rows } }), NO_ANSWERS);
  const earned = ({ terms, asked, leftOut }: Recognition) => [...terms, ...asked.map(({ term }) => term), ...leftOut].find(({ source }) => "at" in source && source.at.top === 1 && source.at.left === 1);

  test("are what is earned where advances are named after the accounts", () => {
    const found = read(...accounts, ...advances);
    expect(earned(found)).toMatchObject({ role: "earned by account", state: "proposed" });
    expect(found.periods).toEqual(["1H26", "2H26"]);
  });

  test("and the advances are those of the accounts, however their names are written", () => {
    const workbook = strangersWorkbook({ id: "names", terms: {}, sheets: { Deal: [...accounts, ...advances] }, names: { Earnings: "A1:C3", Adv_Album1: "B5", Adv_Album2: "B6" } });
    expect(recognition(workbook, NO_ANSWERS).terms.filter(({ role }) => role === "advance").map(({ stream }) => stream)).toEqual(["Album 1", "Album 2"]);
  });

  test("beside other revenue are asked about", () => {
    expect(earned(read(...accounts, ...advances, [], ["Net revenue", 900, 800], ["Royalty rate", "10%"]))).toMatchObject({ role: "earned by account", state: "asked" });
  });

  test("in two tables are asked about", () => {
    expect(earned(read(...accounts, ...advances, [], ["Account", "1H26", "2H26"], ["Album 1", 15, 8], ["Album 2", 5, 7]))).toMatchObject({ role: "earned by account", state: "asked" });
  });

  test("of a ledger are none of the deal, and say so", () => {
    expect(earned(read(["Account", "1H26", "2H26"], ["Travel", 150, 80], ["Rent", 50, 70], ...advances))).toMatchObject({ reason: "It holds amounts by account, and no advances are named after its accounts." });
  });
});

describe("answers", () => {
  const ask = (id: string) => READ.find(({ set }) => set.id === id);

  test("a question that is answered is a term, or is left out with that reason", () => {
    const book = ask("ai-training-tokens");
    const [answers, none] = [new Map([["term Tokens_Ingested_m", "base"], ["term Refreshes_n", "fee count"], ["term Refresh_Fee_USD", "fee"]]), new Map([["term Tokens_Ingested_m", "none"]])];
    if (book === undefined) throw new Error("The set is gone");
    const taken = recognition(book.workbook, answers);
    expect(taken.terms.filter(({ source }) => ["Tokens_Ingested_m", "Refreshes_n", "Refresh_Fee_USD"].includes(source.name ?? "")).map(({ role }) => role)).toEqual(["base", "fee count", "fee"]);
    const left = recognition(book.workbook, none);
    expect(left.asked.map(({ id }) => id)).not.toContain("term Tokens_Ingested_m");
    expect(left.leftOut.find(({ source }) => source.name === "Tokens_Ingested_m")?.reason).toBe("It was answered that it is no part of the deal.");
  });

  test("a choice that is answered is settled, for a stream or for all", () => {
    const book = ask("stock-snake-suffix");
    if (book === undefined) throw new Error("The set is gone");
    const { choices } = recognition(book.workbook, new Map<string, string | number>([["method", "cliff"], ["gross up Foreign agency", "gross up"]]));
    expect(choices.find(({ choice }) => choice === "method")).toMatchObject({ word: "cliff", state: "proposed" });
    expect(choices.find(({ choice }) => choice === "gross up")).toMatchObject({ word: "gross up", state: "proposed", stream: "Foreign agency" });
  });
});

describe("speed and strange input", () => {
  /** Of several runs the shortest, in the time of this process alone: others may be at work beside it. */
  const time = (work: () => unknown) =>
    Math.min(
      ...Array.from({ length: 15 }, () => {
        const from = process.cpuUsage();
        work();
        const { user, system } = process.cpuUsage(from);
        return (user + system) / 1000;
      }),
    );

  test("the stock library is read in 150 ms", () => {
    const { workbook } = openXlsx(readFileSync(join(ROOT, "samples/stock-library.xlsx")), catalogue.map(({ name }) => name));
    recalculate(workbook, catalogue);
    expect(time(() => recognition(workbook, NO_ANSWERS))).toBeLessThan(150);
  });

  test("20,000 cells and 300 names are read in 150 ms", () => {
    const workbook = setWorkbook(NAME_SETS[0] as NameSet);
    const sheet = workbook.addSheet("Figures");
    for (let row = 1; row <= 1000; row++) {
      sheet.setCell(row, 1, { value: `Line ${row} of net revenue` });
      for (let column = 2; column <= 20; column++) sheet.setCell(row, column, { value: row * column });
    }
    for (let i = 1; i <= 300; i++) workbook.names.push({ name: `Figures_line_${i}`, formula: `Figures!$B$${i}:$T$${i}` });
    expect(time(() => recognition(workbook, NO_ANSWERS))).toBeLessThan(150);
  });

  test("names and labels are text, whatever they say", () => {
    const workbook = setWorkbook(NAME_SETS[0] as NameSet);
    const sheet = workbook.addSheet("__proto__");
    const texts = ["__proto__", "constructor", "toString", "hasOwnProperty", "=cmd|' /C calc'!A0", "<img src=x>", "a".repeat(5000), "Ab".repeat(3000), "%".repeat(3000), "𝒜royalty", "‮rate", "1".repeat(4000), `${"net ".repeat(2000)}revenue`];
    texts.forEach((text, i) => {
      sheet.setCell(i + 1, 1, { value: text });
      sheet.setCell(i + 1, 2, { value: 0.1 * i });
      workbook.names.push({ name: text.slice(0, 255), formula: `'__proto__'!$B$${i + 1}` });
    });
    const from = performance.now();
    const found = recognition(workbook, NO_ANSWERS);
    expect(performance.now() - from).toBeLessThan(500);
    expect(found.terms.filter(({ source }) => source.at.sheet !== "__proto__").map(({ role }) => role)).toEqual(["base", "contract years", "tiers", "split", "discount rate", "period labels"]);
    expect(found.terms.filter(({ source }) => source.at.sheet === "__proto__")).toEqual([]);
  });
});
