import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import type { Grid } from "../../src/cells/cell";
import type { Argument, Choice, ChoiceName, Line, LineCall, LineKind, Word } from "../../src/deal/deal";
import { bookOf, gridOf } from "../../src/deal/problems/book";
import { dealInWords, sentenceOf } from "../../src/deal/sentences/sentences";
import type { Spoken } from "../../src/deal/sentences/speech";
import { openXlsx } from "../../src/file/xlsx";
import { catalogue } from "../../src/functions/catalogue";
import { evaluation } from "../../src/sheet/evaluation";

const SAMPLES = join(__dirname, "../../samples");

const argument = (text: string, values: Grid, more: Partial<Argument> = {}): Argument => ({ text, values, ...more });
const word = (value: string | number): Argument => argument(JSON.stringify(value), [[value]]);
const callOf = (name: string, args: Readonly<Record<string, Argument>>): LineCall => ({ name: `DEAL.${name}`, arguments: args });
const line = (kind: LineKind, call: LineCall | undefined, more: Partial<Line> = {}): Line => ({
  id: kind, kind, label: kind, of: "", unit: "USD", state: "read", formula: "", reads: [], rows: [], ...(call && { call }), ...more,
});
const choice = (name: ChoiceName, chosen: Word): Choice => ({ choice: name, stream: "", word: chosen, words: [chosen], state: "proposed", reason: "" });
const dealOf = (lines: readonly Line[], more: Partial<Spoken> = {}): Spoken => ({ lines, currency: "USD", periods: ["Year 1", "Year 2"], choices: [choice("periods a year", 1)], ...more });

const REVENUE = argument("rngRevenue", [[375_000, 375_000]], { line: "base" });
const TIERS = argument("tblTiers", [[0, 0.05], [100_000, 0.12], [500_000, 0.18]]);
const BASE = line("base", undefined, { label: "Licensee revenue", rows: [{ label: "", values: [375_000, 375_000] }] });
const royalty = (more: Readonly<Record<string, Argument>>) => callOf("TIEREDROYALTY", { base: REVENUE, tiers: TIERS, resets: word("each period"), ...more });
const said = (call: LineCall, more: Partial<Line> = {}, deal: Partial<Spoken> = {}) => sentenceOf(line("royalty", call, more), dealOf([BASE], deal));

describe("a sentence for each line", () => {
  test("Alex: a marginal scale, a fee on top, rounding when paid", () => {
    const lines = [
      BASE,
      line("royalty", royalty({ method: word("marginal") })),
      line("fee", undefined, { formula: "=IF(E$4=1,Fee,0)", rows: [{ label: "Upfront fee", values: [5000, 0] }] }),
      line("payable", undefined, { formula: "=ROUND(E18,2)" }),
    ];
    expect(dealInWords(dealOf(lines, { choices: [choice("periods a year", 1), choice("fee treatment", "on top"), choice("fee paid", "at signing")] })).join(" ")).toBe(
      "The royalty is 5% of Licensee revenue up to and including USD 100,000, 12% of the part above 100,000 up to and including 500,000, and 18% of the part above 500,000, in each year by itself. " +
        "A fee of USD 5,000 is paid at signing; it is on top. Rounded to cents when paid.",
    );
  });

  test.each<[why: string, call: LineCall, expected: string]>([
    ["cliff, each period by itself", royalty({ method: word("cliff") }),
      "The royalty is 5% of all Licensee revenue while it is not above USD 100,000, 12% while it is above 100,000 and not above 500,000, and 18% while it is above 500,000, in each year by itself."],
    ["a cliff that is crossed pays a difference", royalty({ method: word("cliff"), resets: word("never"), decimals: word(2) }),
      "The royalty is 5% of all Licensee revenue while it is not above USD 100,000, 12% while it is above 100,000 and not above 500,000, and 18% while it is above 500,000, counted over both years together, rounded to cents. The rate reached applies back to where the count began; the difference is paid in the year in which a threshold is crossed."],
    ["prospective", royalty({ method: word("prospective"), resets: word("never") }),
      "The royalty on each year's Licensee revenue is at one rate, that of where Licensee revenue counted over both years together stands at the end of the year: 5% of Licensee revenue while it is not above USD 100,000, 12% while it is above 100,000 and not above 500,000, and 18% while it is above 500,000. Earlier years are not changed."],
    ["a flat rate of 15.825%", royalty({ tiers: argument("Rate", [[0, 0.15825]]) }), "The royalty is 15.825% of Licensee revenue."],
    ["7% is not 7.000000000000001%", royalty({ tiers: argument("Rate", [[0, 0.07]]) }), "The royalty is 7% of Licensee revenue."],
    ["no exponents", royalty({ tiers: argument("Rate", [[0, 1e-7]]) }), "The royalty is 0.00001% of Licensee revenue."],
    ["From: the threshold belongs to the tier that starts", royalty({ tiers: argument("T", [["From", "Rate"], [0, 0.05], [1000, 0.1], [2000, 0.2]]), resets: word(4), prior: word(250) }),
      "The royalty is 5% of Licensee revenue below USD 1,000, 10% of the part from 1,000 on and below 2,000, and 20% of the part from 2,000 on, counted anew every 4 years, 250 having been reached before."],
    ["a guarantee that is not made good", callOf("MINGUARANTEE", { earned: REVENUE, guarantee: word(60_000), window: word("none") }),
      "Not less than USD 60,000 is paid in each year; what is paid above what was earned is not made good."],
    ["a guarantee by year, and shortfalls from before", callOf("MINGUARANTEE", { earned: REVENUE, guarantee: argument("MG", [[60_000, 90_000]]), window: word("rolling 4"), opening: word(40.5) }),
      "In each year not less is paid than its guarantee, USD 60,000 in Year 1 and 90,000 in Year 2; what is paid above what was earned is recouped from what is earned above the guarantee in the next 4 years, then lost; so is a shortfall of 40.5 from before."],
    ["a split", callOf("PRORATA", { pool: REVENUE, weights: argument("Split", [["Holder", "Weight"], ["Image library", 60], ["Smith, Jones and Co", 25], ["Photographers' fund", 15]]), decimals: word(2), minimum: word(5) }),
      'Licensee revenue is shared 60 : 25 : 15 among Image library, "Smith, Jones and Co" and Photographers\' fund, rounded to cents, the parts adding up; a part below USD 5 is held and not paid.'],
    ["tax withheld at two rates", callOf("WITHHOLDING", { royalty: REVENUE, rate: argument("WHT", [[0.3, 0.1]]), decimals: word(2) }),
      "From Licensee revenue tax is withheld, 30% in Year 1 and 10% in Year 2, rounded to cents."],
    ["tax withheld of each payee", callOf("WITHHOLDING", { royalty: argument("Parts", [["Actor", 10, 20], ["Agent", 5, 5], ["Studio", 1, 1]]), rate: argument("WHT", [[0.15], [0], [0.3]]), decimals: word(2) }),
      "From Parts tax is withheld, Actor 15%, Agent 0% and Studio 30%, rounded to cents."],
    ["tax withheld of payees alike", callOf("WITHHOLDING", { royalty: argument("Parts", [[10, 20], [5, 5]]), rate: argument("WHT", [[0.3], [0.3]]) }), "From Parts 30% tax is withheld."],
    ["tax borne for each payee, by period", callOf("WITHHOLDING", { royalty: argument("Parts", [[10, 20], [5, 5]]), rate: argument("WHT", [[0.15, 0.1], [0, 0]]), gross_up: word("gross up") }), "Parts is received in full; the payer bears the tax, payee 1 15% in Year 1 and 10% in Year 2 and payee 2 0% of the gross."],
    ["gross up", callOf("WITHHOLDING", { royalty: REVENUE, rate: word(0.15), gross_up: word("gross up") }), "Licensee revenue is received in full; the payer bears the tax, 15% of the gross."],
    ["an advance with a reserve", callOf("RECOUP", { earned: REVENUE, advances: word(100_000), reserve: word(0.2), release: word(2) }),
      "An advance of USD 100,000 paid in Year 1 is recouped from Licensee revenue before more is paid; 20% is held back against returns and released 2 years later."],
    ["net revenue", callOf("NETREVENUE", { gross: REVENUE, deductions: argument("D", [["Line", "Kind", "Cap rate", "Cap amount", 1, 2], ["Refunds", "exclusion", null, null, 5, 5], ["Fees", "deduction", 0.05, 22_000, 1, 1]]), cap: word(0.1), negative: word("carry") }),
      "Net revenue is Licensee revenue less Refunds, and Fees up to 5% of Licensee revenue and USD 22,000, whichever is less; all deductions together not above 10% of Licensee revenue. A deficit comes off later years."],
    ["use under a rate card", callOf("USAGEFEE", { usage: argument("U", [["Metric", 1, 2], ["Thousand images", 100, 200]]), rate_card: argument("C", [["Metric", "Above", "Price", "Method", "Included", "Use cap", "Overage price"], ["Thousand images", 0, 6, "marginal", 500, 20_000, 5], ["", 4000, 5, "", "", "", ""]]), resets: argument("Contract_Year", [[1, 2]]) }),
      "For Thousand images 500 are included; of those beyond, USD 6 for each up to and including 4,000, and 5 for each above 4,000, and 5 for each above 20,000 in all; in each contract year by itself."],
    ["present value", callOf("NPV_ROYALTY", { rate: word(0.028737), royalties: REVENUE, when: word("mid") }), "Present value of Licensee revenue at 2.8737% a year, payments taken in the middle of their years."],
    ["layers", callOf("WATERFALL", { cash: REVENUE, layers: argument("L", [["Rank", "Payee", "Type", "Rate", "Amount", "Of", "Cap", "Carry"], [1, "Distributor", "percent", 0.25, 0, "gross", 900, ""], [2, "Bank", "recoup", 0.2, 250_000, "", "", ""], [3, "Star", "fixed", 0, 10, "", "", "yes"], [4, "Producer", "residual", 0, 0, "", "", ""]]), decimals: word(2) }),
      "Licensee revenue is paid in this order, rows of one number side by side, rounded to cents. 1: Distributor 25% of gross, at most USD 900 in all. 2: Bank 250,000 plus 20%, until paid. 3: Star 10 a year, what is not paid being owed on. 4: Producer what is left."],
  ])("%s", (_why, call, expected) => {
    expect(said(call)).toBe(expected);
  });

  test("an amount for each unit, on copies", () => {
    const copies = line("base", undefined, { id: "copies", label: "Copies", unit: "copies" });
    const call = royalty({ base: argument("Copies", [[9000, 1]], { line: "copies" }), tiers: argument("T", [["Above", "Amount per unit"], [0, 2.5], [5000, 3]]), resets: argument("Contract_Year", [[1, 2]]) });
    expect(sentenceOf(line("royalty", call), dealOf([copies]))).toBe("The royalty is USD 2.5 for each of Copies up to and including 5,000, and 3 for each of the part above 5,000, in each contract year by itself.");
  });

  test("a call that is refused has no words", () => {
    expect(said(royalty({ tiers: argument("T", [[0, 8]]) }))).toBeUndefined();
    expect(said(callOf("NOSUCH", {}))).toBeUndefined();
  });

  test("a plain product: the royalty is a rate of its base", () => {
    const plain = line("royalty", undefined, { formula: "=E8*8%", reads: ["base"] });
    expect(sentenceOf(plain, dealOf([BASE]))).toBe("The royalty is 8% of Licensee revenue.");
    expect(sentenceOf(line("royalty", { name: "×", arguments: { amount: REVENUE, rate: word(0.08) } }), dealOf([BASE]))).toBe("The royalty is 8% of Licensee revenue.");
  });

  test.each([
    ["\u0000\u202Eevil\nline", "evil line"],
    ["__proto__", "__proto__"],
    ['=cmd|"/c calc"!A1', "\"=cmd|'/c calc'!A1\""],
    ["revenue, and 90% to Bob", '"revenue, and 90% to Bob"'],
    ["x".repeat(500), `"${"x".repeat(79)}…"`],
  ])("the hostile label %j comes through as text", (label, shown) => {
    const deal = dealOf([{ ...BASE, label }]);
    expect(sentenceOf(line("royalty", royalty({ tiers: argument("R", [[0, 0.07]]) })), deal)).toBe(`The royalty is 7% of ${shown}.`);
  });

  test("an argument called as a property of every object is none", () => {
    expect(sentenceOf(line("royalty", royalty({ constructor: word(1), tiers: argument("R", [[0, 0.07]]) })), dealOf([BASE]))).toBe("The royalty is 7% of Licensee revenue.");
  });
});

describe("periods are called by their names", () => {
  test.each([
    [[choice("periods a year", 4)], ["a", "b"], "quarter"],
    [[choice("periods a year", 12)], ["a", "b"], "month"],
    [[choice("periods a year", 2)], ["a", "b"], "half-year"],
    [[], ["Q1 2026", "Q2 2026"], "quarter"],
    [[], ["2026", "2027"], "year"],
    [[], ["Spring", "Autumn"], "period"],
  ])("%j %j: %s", (choices, periods, noun) => {
    const tiers = argument("T", [[0, 0.05], [10, 0.1]]);
    expect(said(royalty({ tiers }), {}, { choices, periods })).toContain(`in each ${noun} by itself`);
  });
});

/** A figure as a reader of contracts would write it, made without the code under test. */
function written(figure: number, isRate: boolean): string {
  const digits = BigInt(figure.toFixed(7).replace(".", "")) * (isRate ? 100n : 1n);
  const whole = (digits / 10_000_000n).toString().replace(/(?<=\d)(?=(\d{3})+$)/g, ",");
  const rest = (digits % 10_000_000n).toString().padStart(7, "0").replace(/0+$/, "");
  return `${whole}${rest === "" ? "" : `.${rest}`}${isRate ? "%" : ""}`;
}

const rate = fc.integer({ min: 0, max: 100_000 }).map((n) => n / 100_000);
const money = fc.integer({ min: 1, max: 1_000_000_000 }).map((n) => n / 100);
const whole = fc.integer({ min: 2, max: 60 });

/** The calls of a sample as lines, their arguments read from its cells. */
function callsOf(file: string): Line[] {
  const { workbook } = openXlsx(new Uint8Array(readFileSync(join(SAMPLES, file))), catalogue.map(({ name }) => name));
  const calls = bookOf(workbook, {}).calls.filter(({ call }) => call.entry.name.split(".").length === 2);
  return calls.map(({ site, call, arguments: given }, i) => {
    const values = ({ area, text }: (typeof given)[number]): Grid => (area === undefined ? evaluation(workbook, text, catalogue, site.sheet.name) : (gridOf(area) ?? []));
    return line("as is", { name: call.entry.name, arguments: Object.fromEntries(given.map((one) => [one.parameter, argument(one.text, values(one))])) }, { id: String(i) });
  });
}

describe("every figure of a call stands in its sentence", () => {
  test.each(readdirSync(SAMPLES).filter((file) => file.endsWith(".xlsx")))("of each call of %s", (file) => {
    const lines = callsOf(file);
    expect(lines.length).toBeGreaterThan(0);
    for (const one of lines) {
      const text = sentenceOf(one, dealOf(lines, { periods: [], choices: [] })) ?? "";
      expect(text).toMatch(/^[A-Z"$].*[.]$/);
      const tables = ["tiers", "layers", "rate_card", "guarantee", "rate"].flatMap((parameter) => one.call?.arguments[parameter]?.values.flat() ?? []);
      // Rates that the sample calculates have more digits than are written here.
      const figures = (tables.filter((value) => typeof value === "number" && value !== 0) as number[]).filter((figure) => Number(figure.toFixed(7)) === figure);
      for (const figure of figures) expect([written(figure, false), written(figure, true)].some((one) => text.includes(one))).toBe(true);
    }
  });

  test("scales: tiers, window, prior and decimals", () => {
    const resets = fc.oneof(fc.constantFrom<Word>("each period", "never"), whole);
    const scale = fc.tuple(fc.uniqueArray(money, { minLength: 1, maxLength: 5 }), fc.array(rate, { minLength: 6, maxLength: 6 }));
    fc.assert(
      fc.property(scale, fc.constantFrom("marginal", "cliff", "prospective"), fc.constantFrom("Above", "From"), resets, fc.integer({ min: 0, max: 9 }), money, ([starts, rates], method, head, window, decimals, prior) => {
        const rows = [0, ...[...starts].sort((a, b) => a - b)].map((start, i): [number, number] => [start, rates[i] ?? 0]);
        const text = said(royalty({ tiers: argument("T", [[head, "Rate"], ...rows]), method: word(method), resets: word(window), decimals: word(decimals), prior: word(prior) })) ?? "";
        const figures = [...rows.map(([, own]) => written(own, true)), ...rows.slice(1).map(([start]) => written(start, false)), written(prior, false)];
        for (const figure of figures) expect(text).toMatch(new RegExp(`(?<![\\d,.])${figure.replace(/[.]/g, "\\.")}(?![\\d]|[,.]\\d)`));
        expect(text).toContain(window === "each period" ? "in each year by itself" : window === "never" ? "over both years together" : `anew every ${window} years`);
        expect(text).toContain(decimals === 2 ? "to cents" : decimals === 0 ? "to whole amounts" : `to ${decimals} decimal`);
        expect(text).toContain(head === "From" ? " on" : "above ");
        expect(text.match(/USD/g)).toHaveLength(1);
      }),
    );
  });

  test("guarantees, splits and taxes", () => {
    fc.assert(
      fc.property(money, fc.constantFrom("none", "life", "first 3", "rolling 7"), fc.array(money, { minLength: 1, maxLength: 6 }), rate, fc.integer({ min: 3, max: 9 }), (guarantee, window, weights, tax, decimals) => {
        const guaranteed = said(callOf("MINGUARANTEE", { earned: REVENUE, guarantee: word(guarantee), window: word(window) })) ?? "";
        expect(guaranteed).toContain(`USD ${written(guarantee, false)} is paid`);
        expect(guaranteed).toContain({ none: "not made good", life: "for good", "first 3": "up to year 3", "rolling 7": "in the next 7 years" }[window] ?? "?");
        const shared = said(callOf("PRORATA", { pool: REVENUE, weights: argument("W", [["Holder", "Weight"], ...weights.map((weight, i): [string, number] => [`Holder ${i}`, weight])]), decimals: word(decimals) })) ?? "";
        expect(shared).toContain(`shared ${weights.map((weight) => written(weight, false)).join(" : ")} among`);
        weights.forEach((_, i) => expect(shared).toContain(`Holder ${i}`));
        expect(shared).toContain(`to ${decimals} decimals`);
        expect(said(callOf("WITHHOLDING", { royalty: REVENUE, rate: word(tax) }))).toContain(` ${written(tax, true)} tax is withheld`);
      }),
    );
  });
});
