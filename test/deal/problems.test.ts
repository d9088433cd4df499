import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { CellValue } from "../../src/cells/cell";
import type { Choice, ChoiceName, Problem, Role, Term, Word } from "../../src/deal/deal";
import type { Given } from "../../src/deal/problems/book";
import { problems } from "../../src/deal/problems/problems";
import { readDeal } from "../../src/deal/readDeal";
import { openXlsx } from "../../src/file/xlsx";
import { catalogue } from "../../src/functions/catalogue";
import { cellAddress, cellAt } from "../../src/sheet/address";
import { rectangleAddress, rectangleAt } from "../../src/sheet/area";
import { recalculate } from "../../src/sheet/recalculation";
import { areaOf } from "../../src/sheet/formula/areas";
import { Workbook } from "../../src/sheet/workbook";
import { NAME_SETS, setWorkbook } from "./nameSets";

const SAMPLES = join(__dirname, "../../samples");

function sample(name: string): Workbook {
  const names = catalogue.map((entry) => entry.name);
  return openXlsx(new Uint8Array(readFileSync(join(SAMPLES, name))), names).workbook;
}

/** A cell of a workbook, by its place: `Inputs!E5`. */
function cell(workbook: Workbook, place: string, value: CellValue): void {
  const [sheet = "", address = ""] = place.split("!");
  const at = cellAt(address);
  if (at === undefined) throw new Error(`${place} is no cell`);
  const on = workbook.sheet(sheet);
  on?.setCell(at.row, at.column, { ...on.cell(at.row, at.column), value });
}

function name(workbook: Workbook, word: string, formula: string): void {
  const at = workbook.names.findIndex((defined) => defined.name === word);
  workbook.names.splice(at < 0 ? workbook.names.length : at, at < 0 ? 0 : 1, { name: word, formula });
}

function told({ code, kind, place, sentence, fix = "" }: Problem): string[] {
  return [code, kind, "name" in place ? place.name : `${place.sheet}!${rectangleAddress(place)}`, sentence, fix];
}

/** What is wrong with stock-library after this. */
function broken(breakIt: (workbook: Workbook) => void): string[][] {
  const workbook = sample("stock-library.xlsx");
  breakIt(workbook);
  recalculate(workbook, catalogue);
  const found = problems(workbook).map(told);
  // With the deal that is read beside them there are no others.
  expect(readDeal(workbook, new Map()).flatMap((deal) => deal.problems).map(told)).toEqual(found);
  return found;
}

describe("ten broken copies of stock-library show exactly their problem, at its cell", () => {
  test.each<[why: string, breakIt: (workbook: Workbook) => void, code: string, kind: string, place: string]>([
    ["tiers that do not rise", (workbook) => cell(workbook, "Inputs!C44", 500_000), "F01", "error", "Inputs!C44"],
    ["a rate of 8 for 8%", (workbook) => cell(workbook, "Inputs!D48", 8), "F01", "error", "Inputs!D48"],
    ["a split with its total row", (workbook) => {
      cell(workbook, "Inputs!C57", "Total");
      cell(workbook, "Inputs!D57", 100);
      name(workbook, "Split", "Inputs!$C$53:$D$57");
    }, "T09", "error", "Inputs!C57"],
    ["a guarantee that is a quarter short", (workbook) => name(workbook, "Guarantee", "Inputs!$E$6:$O$6"), "F01", "error", "Inputs!E6:O6"],
    ["a scale cut off by deletion", (workbook) => name(workbook, "Pro_Scale", "Inputs!#REF!"), "N01", "error", "Pro_Scale"],
    ["two holders of one name", (workbook) => cell(workbook, "Inputs!C56", "foreign Agency "), "S02", "error", "Inputs!C56"],
    ["a contract year that goes back", (workbook) => cell(workbook, "Inputs!K5", 1), "P07", "error", "Inputs!K5"],
    ["a metric without price", (workbook) => cell(workbook, "Inputs!D29", "API calls"), "F01", "error", "Inputs!D29"],
    ["a rate as text", (workbook) => cell(workbook, "Inputs!D43", "12%"), "F01", "error", "Inputs!D43"],
    ["Tax_Rate in a hidden row", (workbook) => workbook.sheet("Inputs")?.hiddenRows.add(7), "N07", "warn", "Inputs!E7:P7"],
  ])("%s", (_why, breakIt, code, kind, place) => {
    const found = broken(breakIt);
    expect(found.map((one) => one.slice(0, 3))).toEqual([[code, kind, place]]);
  });
});

describe("what the list says of a fault, and what to do", () => {
  test("a rate of 8: the function's sentence, the rate that is meant, and who else reads the cell", () => {
    const [[, , , sentence, fix] = []] = broken((workbook) => cell(workbook, "Inputs!D48", 8));
    expect(sentence).toBe("Inputs!D48: The rate 8 is 800%; was a percentage typed as a whole number? 8% is 0.08 (tiers, row 2).");
    expect(fix).toBe("Type 8% in Inputs!D48. Proof!E37, Proof!F37 and 22 more read it too: look there before you change it.");
  });

  test("a guarantee that is short: the cells beside it are the missing ones", () => {
    const [[, , , sentence, fix] = []] = broken((workbook) => name(workbook, "Guarantee", "Inputs!$E$6:$O$6"));
    expect(sentence).toContain("There are 11 guarantees for 12 periods");
    expect(fix).toBe("Point Guarantee at Inputs!E6:P6.");
  });

  test("two faults of one call are two problems, in the order of their cells", () => {
    const found = broken((workbook) => {
      cell(workbook, "Inputs!D44", 14);
      cell(workbook, "Inputs!D42", 10);
    });
    expect(found.map(([code, , place]) => [code, place])).toEqual([["F01", "Inputs!D42"], ["F01", "Inputs!D44"]]);
  });

  test("an error of another cell is said where it begins, once, however many calls read it", () => {
    const found = broken((workbook) => cell(workbook, "Inputs!E10", { error: "#DIV/0!" }));
    expect(found.map((one) => one.slice(0, 4))).toEqual([["F01", "error", "Inputs!E10", "Inputs!E10 shows #DIV/0!."]]);
  });

  test("a name that nobody has defined", () => {
    const found = broken((workbook) => workbook.names.splice(workbook.names.findIndex((defined) => defined.name === "Split"), 1));
    expect(found.map((one) => one[3])).toEqual(["Licence!E35 reads the name Split, and the workbook has no such name."]);
  });

  test("a refusal that IFERROR hides", () => {
    const workbook = small([["Net", 100], ["Above", "Rate"], [0, 8], ["=IFERROR(DEAL.TIEREDROYALTY(B1,A2:B3),0)"]]);
    expect(problems(workbook).map(told).map((one) => one.slice(0, 3))).toEqual([["F01", "error", "Deal!B3"]]);
  });
});

/** A sheet "Deal" with these cells; a text that begins with = is a formula. */
function small(rows: readonly (readonly CellValue[])[], names: Readonly<Record<string, string>> = {}, formats: Readonly<Record<string, string>> = {}): Workbook {
  const workbook = new Workbook();
  const sheet = workbook.addSheet("Deal");
  rows.forEach((row, r) =>
    row.forEach((value, c) => {
      if (value === null) return;
      const isFormula = typeof value === "string" && value.startsWith("=");
      const format = formats[cellAddress(r + 1, c + 1)];
      sheet.setCell(r + 1, c + 1, { ...(isFormula ? { value: null, formula: { text: value.slice(1), kind: "dynamic" as const } } : { value }), ...(format !== undefined && { format }) });
    }),
  );
  for (const [word, formula] of Object.entries(names)) workbook.names.push({ name: word, formula });
  recalculate(workbook, catalogue);
  return workbook;
}

const codes = (workbook: Workbook, given: Given = {}) => problems(workbook, given).map(told).map(([code, kind, place]) => `${code ?? ""} ${kind ?? ""} ${place ?? ""}`);

describe("problems that no function can see", () => {
  const SPLIT = "=DEAL.PRORATA(1000,A1:B4)";
  test.each<[why: string, workbook: Workbook, expected: string[]]>([
    ["shares that come to 99.5%", small([["Holder", "Weight"], ["A", 0.7], ["B", 0.145], ["C", 0.15], [SPLIT]]), ["S01 warn Deal!A1:B4"]],
    ["points that come to 105 are points", small([["Holder", "Points"], ["A", 65], ["B", 25], ["C", 15], [SPLIT]]), []],
    ["per cent that come to 105 are not", small([["Holder", "Weight"], ["A", 65], ["B", 25], ["C", 15], [SPLIT]], {}, { B4: "0%" }), ["S01 warn Deal!A1:B4"]],
    ["thirds", small([["Holder", "Weight"], ["A", 0.333333333], ["B", 0.333333333], ["C", 0.333333333], [SPLIT]]), []],
    ["a last row that adds up the others, whatever it is called", small([["Holder", "Weight"], ["A", 60], ["B", 40], ["All", "=SUM(B2:B3)"], [SPLIT]]), ["T09 error Deal!B4"]],
    ["a holder called Total Music", small([["Holder", "Weight"], ["A", 60], ["B", 20], ["Total Music", 20], [SPLIT]]), []],
    ["a holder twice", small([["Holder", "Weight"], ["A", 60], ["B", 20], [" a", 20], [SPLIT]]), ["S02 error Deal!A4"]],
    ["a total at the end of a row", small([["", "Q1", "Q2", "Total"], ["Net", 100, 200, 300], ["=DEAL.TIEREDROYALTY(B2:D2,{0,0.1},,1)"]]), ["P08 error Deal!D2"]],
    ["a sum at the end of a column", small([[100], [200], ["=SUM(A1:A2)"], ["=DEAL.TIEREDROYALTY(A1:A3,{0,0.1},,1)"]]), ["P08 error Deal!A3"]],
    ["contract years as words that come back", small([[1, 2, 3], ["Y1", "Y2", "y1"], ["=DEAL.TIEREDROYALTY(A1:C1,{0,0.1},,A2:C2)"]]), ["P07 error Deal!C2"]],
    ["calendar years that rise", small([[1, 2, 3], [2026, 2026, 2027], ["=DEAL.TIEREDROYALTY(A1:C1,{0,0.1},,A2:C2)"]]), []],
    ["0.08% shown as 0.1%", small([["Above", "Rate"], [0, 0.0008], ["=DEAL.TIEREDROYALTY(100,A1:B2)"]], {}, { B2: "0.0%" }), ["V07 warn Deal!B2"]],
    ["8% shown as 8%", small([["Above", "Rate"], [0, 0.08], ["=DEAL.TIEREDROYALTY(100,A1:B2)"]], {}, { B2: "0%" }), []],
    ["an amount for each unit, over dollars", small([["Sales", "USD", 100], ["Above", "Amount per unit"], [0, 2], ["=DEAL.TIEREDROYALTY(C1,A2:B3)"]]), ["V08 error Deal!B2"]],
    ["an amount for each unit, over copies", small([["Copies", "number", 100], ["Above", "Amount per unit"], [0, 2], ["=DEAL.TIEREDROYALTY(C1,A2:B3)"]]), []],
    ["a discount rate of 12", small([[12], ["=DEAL.NPV_ROYALTY(A1,100,\"end\")"]]), ["V02 warn Deal!A1"]],
    ["a pool that is split, and runs down a waterfall", small([[100], ["=DEAL.PRORATA(A1,{1,1})"], ["=DEAL.WATERFALL(A1,{1,\"A\",\"residual\"})"]]), ["S08 warn Deal!A2"]],
    ["a whole column in a call", small([[100], [0, 0.1], [null, null, "=DEAL.TIEREDROYALTY(Sales,A2:B2,,\"never\")"]], { Sales: "Deal!$D:$D" }), ["N05 error Sales"]],
    ["a moving name in a call", small([[100], [0, 0.1], ["=DEAL.TIEREDROYALTY(Sales,A2:B2)"]], { Sales: "OFFSET(Deal!$A$1,0,0)" }), ["N02 warn Sales"]],
    ["a constant in a call", small([[100], [0, 0.1], ["=DEAL.WITHHOLDING(A1,Tax)"]], { Tax: "0.15" }), ["N04 warn Tax"]],
    ["names that the deal does not read", small([[1]], { Million: "1000000", Moving: "OFFSET(Deal!$A$1,0,0,2,1)", Prev: "Deal!A1", Both: "Deal!$A$1,Deal!$C$1" }), ["N02 note Prev", "N04 note Million", "N02 note Moving", "N03 note Both"]],
  ])("%s", (_why, workbook, expected) => {
    expect(codes(workbook)).toEqual(expected);
  });

  test("what follows from a broken name is not said", () => {
    const broken = small([[100, 200], ["=DEAL.TIEREDROYALTY(A1,Tiers_Basic)"], ["=DEAL.MINGUARANTEE(A2,50,\"none\")"]], { Tiers_Basic: "Deal!#REF!" });
    const revenue: Term = { role: "base", stream: "Basic", state: "proposed", reason: "", source: { at: { sheet: "Deal", top: 1, left: 1, bottom: 1, right: 2 } } };
    expect(codes(broken, { terms: [revenue] })).toEqual(["N01 error Tiers_Basic"]);
  });

  test("a name of the workbook and of a sheet", () => {
    const workbook = small([[100, 200], [0, 0.1], ["=DEAL.WITHHOLDING(A1,Rate)"]], { Rate: "Deal!$B$2" });
    workbook.names.push({ name: "rate", formula: "Deal!$A$2", sheet: "Deal" });
    expect(codes(workbook)).toEqual(["N06 warn Deal!rate"]);
  });

  test("a term on a hidden sheet", () => {
    const workbook = small([["Above", "Rate"], [0, 0.08], ["=DEAL.TIEREDROYALTY(100,A1:B2)"]]);
    for (const sheet of workbook.sheets) sheet.isHidden = true;
    expect(codes(workbook)).toEqual(["N07 warn Deal!A1:B2"]);
  });
});

describe("problems of a proposal", () => {
  const workbook = small([[100, 200, 300], ["Above", "Rate"], [0, 0.05], [0.12], ["A", 1], ["B", 1], [1, 1, 2]]);
  const term = (role: Role, address: string, stream = "", state: Term["state"] = "proposed"): Term => {
    const at = rectangleAt(address);
    if (at === undefined) throw new Error(address);
    return { role, stream, state, reason: "", source: { at: { sheet: "Deal", ...at }, name: `${role.replace(" ", "_")}_${stream}` } };
  };
  const choice = (named: ChoiceName, word: Word, more: Partial<Choice> = {}): Choice => ({ choice: named, stream: "", word, words: [word], state: "proposed", reason: "", ...more });
  const base = term("base", "A1:C1");
  const tiers = term("tiers", "A2:B3");
  test.each<[why: string, given: Given, expected: string[]]>([
    ["a base and a scale", { terms: [base, tiers] }, []],
    ["a scale alone", { terms: [tiers] }, ["M01 error Deal!A2:B3"]],
    ["revenue alone", { terms: [base] }, ["M02 error Deal!A1:C1"]],
    ["a stream's scale without its revenue", { terms: [term("tiers", "A2:B3", "Basic"), term("base", "A1:C1", "Pro"), term("rate", "A4", "Pro")] }, ["M03 error Deal!A2:B3"]],
    ["a stream in euros", { currency: "USD", terms: [term("base", "A1:C1", "EU"), tiers], choices: [choice("currency", "EUR", { stream: "EU" })] }, ["M08 error Deal!A1:C1"]],
    ["a pool that is all paid out", { terms: [base, term("split", "A5:B6")] }, ["M11 warn Deal!A1:C1"]],
    ["starts and rates apart", { terms: [base, term("tier starts", "A3"), term("tier rates", "B3")] }, ["T02 note Deal!A3"]],
    ["a scale and a rate", { terms: [base, tiers, term("rate", "B3")] }, ["S12 warn Deal!B3"]],
    ["two scales", { terms: [base, tiers, { ...tiers, source: { ...tiers.source, name: "RoyaltyTiers" } }] }, ["N08 warn Deal!A2:B3"]],
    ["two fees add up", { terms: [base, tiers, term("fee", "A1"), term("fee", "B1")] }, []],
    ["a split and a waterfall", { terms: [base, tiers, term("split", "A5:B6"), term("layers", "A5:B6")] }, ["S08 error Deal!A5:B6"]],
    ["never, and a row of contract years", { terms: [base, tiers, term("contract years", "A7:C7")], choices: [choice("resets", "never")] }, ["C03 error Deal!A7:C7"]],
    ["what others have found is put in order", { terms: [base], problems: [{ code: "R01", kind: "warn", place: { sheet: "Deal", top: 1, left: 1, bottom: 1, right: 1 }, sentence: "Own 98,000." }] }, ["M02 error Deal!A1:C1", "R01 warn Deal!A1"]],
    ["lines that are read are whole", { terms: [{ ...tiers, state: "read" }] }, []],
  ])("%s", (_why, given, expected) => {
    expect(codes(workbook, given)).toEqual(expected);
  });

  test("errors first, then by stream, sheet, row and column", () => {
    const given = { terms: [term("base", "B1", "Two"), term("base", "A1", "One"), term("rate", "B3", "Three"), term("tiers", "A2:B3", "Three"), term("base", "C1", "Three")] };
    expect(codes(workbook, given)).toEqual(["M02 error Deal!B1", "M02 error Deal!A1", "S12 warn Deal!B3"]);
    // Of the stream that comes last, an error still stands before the warnings of the first.
    const last = { terms: [term("base", "A1", "One"), term("tiers", "A2:B3", "One"), term("rate", "B3", "One"), term("base", "C1", "Two")] };
    expect(codes(workbook, last)).toEqual(["M02 error Deal!C1", "S12 warn Deal!B3"]);
  });
});

describe("the sets of names, with the terms that are in them, show the problems that are listed", () => {
  // Rates that were typed whole, and a rate that shows 16%: both are there on purpose, and asked for elsewhere in the set.
  const BESIDES: Readonly<Record<string, readonly string[]>> = { "university-tto": ["V02", "V02"], "german-scoped": ["V07"] };
  test.each(NAME_SETS.map((set) => [set.id, set] as const))("%s", (id, set) => {
    const workbook = setWorkbook(set);
    const terms = set.expect.terms.flatMap(({ role, stream, source, at }): Term[] => {
      const area = areaOf(workbook, source) ?? areaOf(workbook, at ?? source);
      return area === undefined ? [] : [{ role: role as Role, stream, state: "proposed", reason: "", source: { at: { ...area, sheet: area.sheet.name }, name: source } }];
    });
    const choices = set.expect.choices.map((one): Choice => ({ choice: one.choice as ChoiceName, stream: one.stream, word: one.word, words: [one.word], state: "proposed", reason: "" }));
    const expected = [...set.expect.problems, ...(BESIDES[id] ?? [])].sort();
    expect(problems(workbook, { terms, choices }).map(({ code }) => code).sort()).toEqual(expected);
  });
});

describe("hostile names and texts come through as text", () => {
  test.each(["__proto__", "constructor", "x".repeat(5000), "=cmd|'/c calc'!A1", "\u0000\u202Eevil\r\nname", "$&"])("%j", (word) => {
    const workbook = small([["Holder", "Weight"], ["A", 60], [word, 20], [`${word} `, 20], ["=DEAL.PRORATA(1000,A1:B4)"]]);
    workbook.sheet("Deal")?.setCell(3, 1, { value: word });
    workbook.sheet("Deal")?.setCell(4, 1, { value: `${word} ` });
    workbook.names.push({ name: word, formula: "Deal!#REF!" }, { name: "toString", formula: word }, { name: "Loop", formula: "Loop" });
    const found = problems(workbook, { terms: [{ role: "base", stream: word, state: "proposed", reason: "", source: { at: { sheet: word, top: 1, left: 1, bottom: 1, right: 1 }, name: word } }], currency: word });
    expect(found.map(({ code }) => code)).toEqual(expect.arrayContaining(["N01", "S02"]));
    for (const { sentence, fix = "" } of found) {
      expect(sentence.length).toBeLessThan(400);
      expect(sentence + fix).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    }
  });

  test("an empty workbook", () => {
    expect(problems(new Workbook())).toEqual([]);
  });
});

test.each(readdirSync(SAMPLES).filter((file) => file.endsWith(".xlsx")))("%s as it is: nothing is wrong", (file) => {
  const found = problems(sample(file)).map(told);
  expect(found).toEqual([]);
});
