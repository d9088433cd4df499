import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { CellError, CellValue, ErrorCode, Grid } from "../../src/cells/cell";
import { answer, column, refusals, row, type Argument } from "./call";

interface BadInput {
  readonly id: string;
  readonly functions: string;
  readonly input: string;
}

/** One bad or unusual call and what becomes of it: an answer, or the refusals in their order. */
interface Call {
  readonly id: string;
  readonly fn: (typeof ALL)[number];
  readonly args: readonly Argument[];
  readonly answers?: CellValue | Grid;
  /** For each fault its code and the words that matter. */
  readonly refuses?: readonly (readonly [code: string, ...words: string[]])[];
  readonly why: string;
}

const ALL = ["TIEREDROYALTY", "PRORATA", "NPV_ROYALTY", "WITHHOLDING", "MINGUARANTEE", "NETREVENUE", "RECOUP", "USAGEFEE"] as const;
const SCALE = [
  [0, 0.05],
  [100, 0.12],
];
const PRICE = row("Images", 0, 0.1);
const error = (code: ErrorCode): CellError => ({ error: code });

/** The same wrong cell among the amounts of each function: the base, the weights, the royalties, paid or to be taxed, the earned, the units. The second of three. */
function amongAmounts(id: string, value: CellValue, outcome: readonly [code: string, ...words: string[]], why: string): Call[] {
  return [
    { id, fn: "TIEREDROYALTY", args: [column(100, value, 100), SCALE, null, "never"], refuses: [[...outcome, "(base, period 2)"]], why },
    { id, fn: "PRORATA", args: [100, column(1, value, 1)], refuses: [[...outcome, "(weights, row 2, column 1)"]], why },
    { id, fn: "NPV_ROYALTY", args: [0.1, column(100, value, 100), "end"], refuses: [[...outcome, "(royalties, period 2)"]], why },
    { id, fn: "WITHHOLDING", args: [column(100, value, 100), 0.1], refuses: [[...outcome, "(royalty, period 2)"]], why },
    { id, fn: "MINGUARANTEE", args: [column(100, value, 100), 50, "life"], refuses: [[...outcome, "(earned, period 2)"]], why },
    { id, fn: "NETREVENUE", args: [100, [["Freight", "deduction", 8], ["Fees", "deduction", value], ["VAT", "exclusion", 5]]], refuses: [[...outcome, "(deductions, row 2, period 1)"]], why },
    { id, fn: "RECOUP", args: [column(100, value, 100), 50], refuses: [[...outcome, "(earned, period 2)"]], why },
    { id, fn: "USAGEFEE", args: [row("Images", 100, value, 100), PRICE, "never"], refuses: [[...outcome, "(usage, row 1, period 2)"]], why },
  ];
}

const calls: readonly Call[] = [
  { id: "B01", fn: "NPV_ROYALTY", args: [0.25, row(100, null, 125), "end"], answers: 144, why: "100 / 1.25 + 125 / 1.25^3 = 80 + 64: the third flow stays three periods away" },
  { id: "B01", fn: "NPV_ROYALTY", args: [0.25, row(null, 125), "end"], answers: 80, why: "125 / 1.25^2: a blank in front keeps its place too" },

  { id: "B03", fn: "TIEREDROYALTY", args: [100, [[0, 0.05], [0, 0], [500, 0.12]]], refuses: [["#VALUE!", "Tiers 1 and 2 both start at 0", "keep one", "(tiers, row 2)"]], why: "the empty row arrives as zeros" },
  { id: "B03", fn: "TIEREDROYALTY", args: [100, [[0, 0.05], [500, 0.12], [0, 0], [900, 0.18]]], refuses: [["#VALUE!", "Tier 3 starts at 0, which is not above tier 2 at 500", "delete empty rows", "(tiers, row 3)"]], why: "the empty row arrives as zeros, further down" },
  { id: "B03", fn: "TIEREDROYALTY", args: [100, [[0, 0.05], [null, null], [500, 0.12]]], refuses: [["#VALUE!", "The cell is empty", "(tiers, row 2, Above)"], ["#VALUE!", "The cell is empty", "(tiers, row 2, Rate)"]], why: "the empty row arrives as blanks" },

  { id: "B06", fn: "TIEREDROYALTY", args: [column(null, null), SCALE, null, "never"], answers: column(0, 0), why: "blanks are periods of 0: some hosts hand them over so" },
  { id: "B06", fn: "TIEREDROYALTY", args: [100, [[null, null], [null, null]]], refuses: [["#VALUE!", "The table has no tiers", "(tiers)"]], why: "an empty scale" },
  { id: "B06", fn: "PRORATA", args: [column("", ""), row(1, 2)], answers: [[0, 0], [0, 0]], why: "an empty pool" },
  { id: "B06", fn: "PRORATA", args: [100, column(null, "")], refuses: [["#N/A", "The weights add up to 0", "(weights)"]], why: "empty weights" },
  { id: "B06", fn: "NPV_ROYALTY", args: [0.1, row(null, null), "end"], answers: 0, why: "empty royalties" },
  { id: "B06", fn: "NPV_ROYALTY", args: [row(null, null), row(1, 2), "end"], refuses: [["#VALUE!", "empty", "(rate, period 1)"], ["#VALUE!", "empty", "(rate, period 2)"]], why: "a blank rate is refused, also where no other is filled" },

  { id: "B07", fn: "TIEREDROYALTY", args: [column(100, "", 100), SCALE, null, "never"], answers: column(5, 0, 12), why: "\"\" is a blank period; natively \"\" > 100 is TRUE" },
  { id: "B07", fn: "PRORATA", args: [100, column(1, "", 1)], answers: column(50, 0, 50), why: "\"\" is a blank weight" },
  { id: "B07", fn: "NPV_ROYALTY", args: [0.25, column(100, "", 125), "end"], answers: 144, why: "\"\" is a blank period" },

  ...amongAmounts("T05", "TBC", ["#VALUE!", "\"TBC\" is text where a number belongs"], "skipping would shift the periods"),
  ...amongAmounts("T05", "100", ["#VALUE!", "\"100\" is text that looks like a number", "convert"], "text is refused even if it looks like a number"),
  { id: "T05", fn: "TIEREDROYALTY", args: [100, [[0, "5%"]]], refuses: [["#VALUE!", "0 is no column", "header row", "(tiers, row 1, column 1)"], ["#VALUE!", "\"5%\" is no column", "header row", "(tiers, row 1, column 2)"]], why: "a first row that holds text is read as the header row, and refused as one" },
  { id: "T05", fn: "TIEREDROYALTY", args: [100, [[0, 0.05], [100, "tbc"]]], refuses: [["#VALUE!", "\"tbc\"", "(tiers, row 2, Rate)"]], why: "in a scale, below its first row" },
  { id: "T05", fn: "PRORATA", args: ["n/a", column(1, 1)], refuses: [["#VALUE!", "\"n/a\"", "(pool)"]], why: "in a single cell the argument alone is the place" },
  { id: "T05", fn: "NPV_ROYALTY", args: ["n/a", column(1, 1), "end"], refuses: [["#VALUE!", "\"n/a\"", "(rate)"]], why: "in a single cell the argument alone is the place" },

  ...amongAmounts("L01", true, ["#VALUE!", "TRUE is not a number"], "Excel and LibreOffice disagree on TRUE"),
  ...amongAmounts("L01", false, ["#VALUE!", "FALSE is not a number"], "FALSE is not 0"),

  ...amongAmounts("E01", error("#N/A"), ["#N/A", "#N/A"], "goes out as it is, with the place"),
  ...amongAmounts("E01", error("#VALUE!"), ["#VALUE!", "#VALUE!"], "goes out as it is, with the place"),
  ...amongAmounts("E01", error("#DIV/0!"), ["#DIV/0!"], "goes out as it is"),
  ...amongAmounts("E01", error("#NUM!"), ["#NUM!"], "goes out as it is"),
  ...amongAmounts("E01", error("#NULL!"), ["#NULL!"], "goes out as it is"),
  ...amongAmounts("E02", error("#REF!"), ["#VALUE!", "#REF!"], "a function may not return #REF!"),
  ...amongAmounts("E02", error("#NAME?"), ["#VALUE!", "#NAME?"], "a function may not return #NAME?"),

  { id: "E03", fn: "TIEREDROYALTY", args: [50, [[0, 0.05], [100, error("#N/A")]]], refuses: [["#N/A", "#N/A", "(tiers, row 2, Rate)"]], why: "the base never reaches the second tier" },
  { id: "E03", fn: "TIEREDROYALTY", args: [50, SCALE, null, null, error("#DIV/0!")], refuses: [["#DIV/0!"]], why: "in an argument that could have been left out" },
  { id: "E03", fn: "PRORATA", args: [0, column(1, error("#N/A"))], refuses: [["#N/A", "#N/A", "(weights, row 2, column 1)"]], why: "the pool is 0 anyhow" },
  { id: "E03", fn: "PRORATA", args: [100, [["Holder", "Weight"], [error("#N/A"), 1]]], refuses: [["#N/A", "#N/A", "(weights, row 2, Holder)"]], why: "a name is not needed for the answer" },
  { id: "E03", fn: "NPV_ROYALTY", args: [row(0.1, error("#NUM!")), row(100, 0), "start"], refuses: [["#NUM!"]], why: "the last rate is not used at the start of periods" },

  ...(["#SPILL!", "#CALC!", "#BUSY!", "#FIELD!", "#CONNECT!"] as const).flatMap((code) => amongAmounts("E04", error(code), ["#VALUE!", code], "no function may return it")),

  { id: "R01", fn: "TIEREDROYALTY", args: [100, [[0, 0.05], [100, 12]]], refuses: [["#VALUE!", "1200%", "percentage typed as a whole number?", "12% is 0.12", "(tiers, row 2)"]], why: "a royalty a hundred times too high is the costliest slip" },
  { id: "R01", fn: "TIEREDROYALTY", args: [100, [[0, 1]]], answers: 100, why: "100% is the most" },
  { id: "R01", fn: "TIEREDROYALTY", args: [100, [[0, 1.0001]]], refuses: [["#VALUE!", "100.01%", "(tiers, row 1)"]], why: "just above 100%" },
  { id: "R02", fn: "TIEREDROYALTY", args: [100, [[0, -0.05]]], refuses: [["#VALUE!", "-0.05 is negative", "0 or more", "(tiers, row 1)"]], why: "a rebate is modelled openly" },
  { id: "R02", fn: "PRORATA", args: [100, column(1, -0.05)], refuses: [["#VALUE!", "-0.05 is negative", "0 or more", "(weights, row 2, column 1)"]], why: "no rates here; the nearest is a negative weight" },
  { id: "R02", fn: "NPV_ROYALTY", args: [-0.2, 100, "end"], answers: 125, why: "functions.md: a discount rate may be negative above -100%; 100 / 0.8" },
  { id: "R03", fn: "TIEREDROYALTY", args: [1000000000, [[0, 0.0123456789]]], answers: 12345678.9, why: "ten decimals in a rate, exact" },
  { id: "R05", fn: "NPV_ROYALTY", args: [-0.5, row(100, 100), "end"], answers: 600, why: "100 / 0.5 + 100 / 0.25" },
  { id: "R05", fn: "NPV_ROYALTY", args: [-1, 100, "end"], refuses: [["#VALUE!", "-100%", "above -100%", "(rate)"]], why: "-100% divides by 0" },
  { id: "R06", fn: "NPV_ROYALTY", args: [0, row(100, 200, -50), "end"], answers: 250, why: "the plain sum" },

  { id: "S01", fn: "TIEREDROYALTY", args: [100, [[0, 0.05], [500, 0.12], [100, 0.18]]], refuses: [["#VALUE!", "Tier 3 starts at 100", "not above tier 2 at 500", "sort", "(tiers, row 3)"]], why: "unsorted" },
  { id: "S02", fn: "TIEREDROYALTY", args: [100, [[0, 0.05], [500, 0.12], [500, 0.18]]], refuses: [["#VALUE!", "Tiers 2 and 3 both start at 500", "keep one", "(tiers, row 3)"]], why: "which of the two rates?" },
  { id: "S04", fn: "TIEREDROYALTY", args: [100, [[0, 0.05, 90], [100, 0.12, null]]], refuses: [["#VALUE!", "Tier 1 goes up to 90", "starts at 100", "(tiers, row 1)"]], why: "a gap" },
  { id: "S04", fn: "TIEREDROYALTY", args: [100, [[0, 0.05, 110], [100, 0.12, null]]], refuses: [["#VALUE!", "Tier 1 goes up to 110", "starts at 100", "(tiers, row 1)"]], why: "an overlap" },
  { id: "S05", fn: "TIEREDROYALTY", args: [100, [[-100, 0.05], [0, 0.12]]], refuses: [["#VALUE!", "first tier must start at 0", "(tiers, row 1)"]], why: "a negative threshold can only be wrong at the first row or unsorted" },
  { id: "S05", fn: "TIEREDROYALTY", args: [100, [[0, 0.05], [-100, 0.12]]], refuses: [["#VALUE!", "Tier 2 starts at -100", "(tiers, row 2)"]], why: "and unsorted after it" },
  { id: "S05", fn: "PRORATA", args: [100, column(1, 1), 2, -1], refuses: [["#VALUE!", "-1 is negative", "(minimum)"]], why: "no tiers here; the nearest is a negative minimum" },
  { id: "S05", fn: "NPV_ROYALTY", args: [0.25, -100, "end"], answers: -80, why: "no tiers here; a negative amount is a cost" },
  { id: "S06", fn: "TIEREDROYALTY", args: [100, SCALE, "cliff"], answers: 5, why: "no header: up to and including" },
  { id: "S06", fn: "TIEREDROYALTY", args: [100, [["From", "Rate"], ...SCALE], "cliff"], answers: 12, why: "header From: 100 and more" },
  { id: "S06", fn: "TIEREDROYALTY", args: [100, [["From", "Rate"], ...SCALE], "marginal"], answers: 5, why: "in a marginal scale it makes no difference" },

  { id: "H01", fn: "TIEREDROYALTY", args: [row(100, 100), SCALE, null, "never"], answers: row(5, 12), why: "a row gives a row" },
  { id: "H01", fn: "PRORATA", args: [100, row(3, 1)], answers: row(75, 25), why: "a row gives a row" },
  { id: "H01", fn: "PRORATA", args: [row(100, 200), row(3, 1)], refuses: [["#VALUE!", "same direction", "lay the holders down", "(weights)"]], why: "but weights must cross a pool of periods" },
  { id: "H01", fn: "NPV_ROYALTY", args: [0.25, row(100, 100), "start"], answers: 180, why: "100 + 80, whichever way they lie" },
  { id: "H02", fn: "TIEREDROYALTY", args: [[[1, 2], [3, 4]], SCALE, null, "never"], refuses: [["#VALUE!", "2 rows × 2 columns", "one row or one column", "(base)"]], why: "flattening would invent an order" },
  { id: "H02", fn: "PRORATA", args: [[[1, 2, 3], [3, 4, 5]], column(1, 1)], refuses: [["#VALUE!", "2 rows × 3 columns", "one row or one column", "(pool)"]], why: "flattening would invent an order" },
  { id: "H02", fn: "PRORATA", args: [100, [[1, 2], [3, 4]]], refuses: [["#VALUE!", "2 rows × 2 columns", "one row or one column", "(weights)"]], why: "a block of weights needs a pool by period" },
  { id: "H02", fn: "NPV_ROYALTY", args: [0.1, [[1, 2], [3, 4]], "end"], refuses: [["#VALUE!", "2 rows × 2 columns", "one row or one column", "(royalties)"]], why: "flattening would invent an order" },

  { id: "H05", fn: "TIEREDROYALTY", args: [wholeColumn(0), SCALE, null, "never"], refuses: [["#VALUE!", "whole column", "select the periods, or use a table", "(base)"]], why: "blanks that arrive as 0 would spill a million rows" },
  { id: "H05", fn: "PRORATA", args: [100, wholeColumn(0)], refuses: [["#VALUE!", "whole column", "(weights)"]], why: "as weights without a header" },
  { id: "H05", fn: "NPV_ROYALTY", args: [0.1, [Array.from({ length: 16_384 }, () => 1)], "end"], refuses: [["#VALUE!", "whole row", "select the periods, or use a table", "(royalties)"]], why: "a whole row as well" },
  { id: "H05", fn: "TIEREDROYALTY", args: [200, wholeTable([0, 0.05], [100, 0.12])], answers: 17, why: "as a table its empty rows are left out: 0.05 × 100 + 0.12 × 100" },
  { id: "H05", fn: "PRORATA", args: [100, wholeTable(["Holder", "Weight"], ["Ann", 3], ["Bob", 1])], answers: column(75, 25), why: "as a table its empty rows are left out" },

  { id: "H07", fn: "TIEREDROYALTY", args: [100, [["Above", "Rate", null], [0, 0.05, null], [null, 0.12, null]]], refuses: [["#VALUE!", "The cell is empty", "(tiers, row 3, Above)"]], why: "cells merged with the one above are blank" },
  { id: "H07", fn: "PRORATA", args: [100, [["Holder", "Weight"], ["Ann", 3], ["Bob", null], ["Cid", 1]]], answers: column(75, 0, 25), why: "a merged weight is a blank one: 0 in its place" },
  { id: "H07", fn: "NPV_ROYALTY", args: [0.25, row(100, null, 125), "end"], answers: 144, why: "merged across two periods: the second is blank" },

  { id: "H09", fn: "TIEREDROYALTY", args: [row(50, 100, 150), SCALE, null, "each period"], answers: row(2.5, 5, 11), why: "an array constant arrives as a range" },
  { id: "H09", fn: "PRORATA", args: [60, row(1, 2, 3)], answers: row(10, 20, 30), why: "an array constant arrives as a range" },
  { id: "H09", fn: "NPV_ROYALTY", args: [0, row(1, 2, 3), "end"], answers: 6, why: "an array constant arrives as a range" },

  ...amongAmounts("N02", 1e308, ["#VALUE!", "beyond the limit of 1E+15"], "an \"infinite\" amount takes the cents of all others"),
  { id: "N02", fn: "TIEREDROYALTY", args: [100, [[0, 0.05], [9.99e307, 0.12]]], refuses: [["#VALUE!", "beyond the limit of 1E+15", "(tiers, row 2, Above)"]], why: "as a last threshold" },
  { id: "N02", fn: "TIEREDROYALTY", args: [1e15, [[0, 0.5]]], answers: 5e14, why: "1E+15 itself is in" },
  { id: "N02", fn: "PRORATA", args: [1e15, column(1, 1)], answers: column(5e14, 5e14), why: "1E+15 itself is in" },
  { id: "N02", fn: "NPV_ROYALTY", args: [0, -1e15, "end"], answers: -1e15, why: "-1E+15 itself is in" },
  { id: "N02", fn: "NPV_ROYALTY", args: [0, -1.00000000000001e15, "end"], refuses: [["#VALUE!", "beyond the limit of 1E+15", "(royalties)"]], why: "by size" },

  { id: "N04", fn: "TIEREDROYALTY", args: [0.1 + 0.2, [[0, 0], [0.3, 1]], "cliff"], answers: 0, why: "0.30000000000000004 is 0.3, exactly on the threshold and not above it" },
  { id: "N04", fn: "PRORATA", args: [1, column(0.1 + 0.2, 0.3), "exact"], answers: column(0.5, 0.5), why: "0.30000000000000004 is 0.3" },
  { id: "N04", fn: "NPV_ROYALTY", args: [0, row(0.1 + 0.2, -0.3), "end"], answers: 0, why: "0.30000000000000004 is 0.3" },

  { id: "N06", fn: "TIEREDROYALTY", args: [1.005, [[0, 1]], null, null, null, 2], answers: 1.01, why: "half goes away from zero, on decimals" },
  { id: "N06", fn: "TIEREDROYALTY", args: [-2.5, [[0, 1]], null, null, null, 0], answers: -3, why: "half goes away from zero, below it too" },
  { id: "N06", fn: "PRORATA", args: [1.005, 1], answers: 1.01, why: "the pool is rounded first, half away from zero" },
  { id: "N06", fn: "NPV_ROYALTY", args: [0, 1.005, "end"], answers: 1.005, why: "functions.md gives it no decimals: nothing is rounded" },

  { id: "D01", fn: "NPV_ROYALTY", args: [0.25, column(100, 100), column(46023.25, 46388.99)], answers: 180, why: "times of day are cut off: 365 days" },
  { id: "D04", fn: "NPV_ROYALTY", args: [0.25, column(100, 100, 100), column(46023, 46022, 46388)], refuses: [["#VALUE!", "46022 is before the valuation date 46023", "earlier valuation date", "(when, date 2)"]], why: "before the first date" },
  { id: "D04", fn: "NPV_ROYALTY", args: [0.25, column(100, 100), column(46023, 46388), 46024], refuses: [["#VALUE!", "46023 is before the valuation date 46024", "(when, date 1)"]], why: "before the valuation date" },
  { id: "D05", fn: "NPV_ROYALTY", args: [0.25, column(1, 2, 3), column(46023, 46388)], refuses: [["#VALUE!", "3 royalties but 2 dates", "(when)"]], why: "which flow has no date?" },
  { id: "D05", fn: "NPV_ROYALTY", args: [0.25, column(1, 2), row(46023, 46388)], refuses: [["#VALUE!", "same direction", "(when)"]], why: "as many, but not beside the royalties" },
  { id: "D06", fn: "NPV_ROYALTY", args: [0.25, column(100, 100), column(60, 426)], refuses: [["#VALUE!", "60 is no date", "1 March 1900", "(when, date 1)"]], why: "29 February 1900 never was" },
  { id: "D06", fn: "NPV_ROYALTY", args: [0.25, column(100, 100), column(61, 426)], answers: 180, why: "1 March 1900 is the first that can be used" },
  { id: "D06", fn: "NPV_ROYALTY", args: [0.25, column(100, 100), column(46023, 46388), -1], refuses: [["#VALUE!", "-1 is no date", "(valuation_date)"]], why: "a negative serial" },
  { id: "D06", fn: "TIEREDROYALTY", args: [row(100, 100), SCALE, null, row(60, -1)], answers: row(5, 5), why: "no dates here: serials beside the base are labels like any other" },
  { id: "D06", fn: "PRORATA", args: [100, column(60, 40)], answers: column(60, 40), why: "no dates here" },
  { id: "D08", fn: "NPV_ROYALTY", args: [0.25, column(100, 50, 50), column(46023, 46388, 46388)], answers: 180, why: "two flows on one day: 100 + 40 + 40" },

  { id: "P01", fn: "PRORATA", args: [100, column(0, 0)], refuses: [["#N/A", "add up to 0", "(weights)"]], why: "nothing to divide by" },
  { id: "P03", fn: "PRORATA", args: [1000, column(0.3333, 0.3333, 0.3333)], answers: column(333.34, 333.33, 333.33), why: "99.99% share the whole pool" },
  { id: "P03", fn: "PRORATA", args: [10001, column(0.5, 0.25, 0.2501)], answers: column(5000, 2500, 2501), why: "100.01% share the whole pool: 10,001 × 5,000 / 10,001 …" },
  { id: "P06", fn: "PRORATA", args: [100, [["Holder", "Weight"], ["Ann", 1], ["Ann", 3]]], answers: column(25, 75), why: "the result goes by position" },
  { id: "P07", fn: "PRORATA", args: [100.01, 7], answers: 100.01, why: "one holder gets all" },
  { id: "P08", fn: "PRORATA", args: [0.02, column(1, 1, 1)], answers: column(0.01, 0.01, 0), why: "two cents for three: equal remainders, in the order of the list" },
  { id: "P08", fn: "PRORATA", args: [0.02, column(1, 2, 2)], answers: column(0, 0.01, 0.01), why: "0.4, 0.8, 0.8 cents" },

  { id: "C01", fn: "TIEREDROYALTY", args: [row(100, 100), SCALE, null, "never"], answers: row(5, 12), why: "asked again, the same (the test asks each call twice)" },
  { id: "C01", fn: "PRORATA", args: [100, column(3, 1)], answers: column(75, 25), why: "asked again, the same (the test asks each call twice)" },
  { id: "C01", fn: "NPV_ROYALTY", args: [0.25, row(100, 100), "start"], answers: 180, why: "asked again, the same (the test asks each call twice)" },

  { id: "B06", fn: "WITHHOLDING", args: [row(null, ""), 0.1], answers: row(0, 0), why: "empty royalties" },
  { id: "B07", fn: "WITHHOLDING", args: [column(100, "", 100), 0.1], answers: column(90, 0, 90), why: "\"\" is a blank period" },
  { id: "T05", fn: "WITHHOLDING", args: [100, "n/a"], refuses: [["#VALUE!", "\"n/a\"", "(rate)"]], why: "in a single cell the argument alone is the place" },
  { id: "E03", fn: "WITHHOLDING", args: [row(0, 100), row(error("#N/A"), 0.1)], refuses: [["#N/A", "#N/A", "(rate, period 1)"]], why: "of 0 no rate takes anything" },
  { id: "R01", fn: "WITHHOLDING", args: [100, 12], refuses: [["#VALUE!", "1200%", "percentage typed as a whole number?", "12% is 0.12", "(rate)"]], why: "a tax of twelve times the royalty" },
  { id: "R02", fn: "WITHHOLDING", args: [100, -0.05], refuses: [["#VALUE!", "-0.05 is negative", "0 or more", "(rate)"]], why: "a tax that is paid out" },
  { id: "S05", fn: "WITHHOLDING", args: [-100, 0.1], answers: -90, why: "no tiers here; a negative royalty is a clawback" },
  { id: "H01", fn: "WITHHOLDING", args: [row(100, 200), 0.1], answers: row(90, 180), why: "a row gives a row" },
  { id: "H02", fn: "WITHHOLDING", args: [[[1, 2], [3, 4]], 0.1], answers: [[0.9, 1.8], [2.7, 3.6]], why: "a block is payees × periods, and keeps its shape" },
  { id: "H02", fn: "WITHHOLDING", args: [[[1, 2], [3, 4]], row(0.1, 0.2, 0.3)], refuses: [["#VALUE!", "1 row × 3 columns", "2 rows × 2 columns", "a column with one for each payee", "(rate)"]], why: "three rates for two payees" },
  { id: "H05", fn: "WITHHOLDING", args: [wholeColumn(0), 0.1], refuses: [["#VALUE!", "whole column", "select the periods, or use a table", "(royalty)"]], why: "blanks that arrive as 0 would spill a million rows" },
  { id: "H07", fn: "WITHHOLDING", args: [row(100, 100), row(0.1, null)], refuses: [["#VALUE!", "The cell is empty", "(rate, period 2)"]], why: "merged across two periods: the second is blank" },
  { id: "H09", fn: "WITHHOLDING", args: [row(100, 200, 300), 0.1], answers: row(90, 180, 270), why: "an array constant arrives as a range" },
  { id: "N02", fn: "WITHHOLDING", args: [1e15, 0.5], answers: 5e14, why: "1E+15 itself is in" },
  { id: "N04", fn: "WITHHOLDING", args: [0.1 + 0.2, 0.1], answers: 0.27, why: "0.30000000000000004 is 0.3" },
  { id: "N06", fn: "WITHHOLDING", args: [1.005, 0, null, 2], answers: 1.01, why: "half goes away from zero, on decimals" },
  { id: "D06", fn: "WITHHOLDING", args: [row(60, -1), 0], answers: row(60, -1), why: "no dates here" },
  { id: "C01", fn: "WITHHOLDING", args: [100, 0.3, "gross up", 2], answers: 142.86, why: "asked again, the same (the test asks each call twice)" },
  { id: "B06", fn: "NETREVENUE", args: [row(null, 10), [["a", "deduction", 1, 2]], null, "carry"], answers: row(0, 7), why: "a blank period of gross leaves a deficit of 1" },
  { id: "B06", fn: "NETREVENUE", args: [row(null, ""), [["a", "deduction", 1, 2]], null, "carry"], answers: row(0, 0), why: "an empty gross" },
  { id: "B06", fn: "NETREVENUE", args: [100, row(null, null, "")], refuses: [["#VALUE!", "The table has no lines", "(deductions)"]], why: "an empty table" },
  { id: "B07", fn: "NETREVENUE", args: [column(100, "", 100), [["a", "deduction", 8, "", 8]], null, "carry"], answers: column(92, 0, 92), why: "\"\" is a blank period, and a blank amount" },
  { id: "E03", fn: "NETREVENUE", args: [-100, row("a", "deduction", error("#N/A"), 0, 8)], refuses: [["#N/A", "#N/A", "(deductions, row 1, Cap rate)"]], why: "of a negative gross no rate allows anything" },
  { id: "E03", fn: "NETREVENUE", args: [100, row(error("#DIV/0!"), "deduction", 8)], refuses: [["#DIV/0!", "(deductions, row 1, Line)"]], why: "a name is not needed for the answer" },
  { id: "R01", fn: "NETREVENUE", args: [100, row("a", "deduction", 12, 0, 8)], refuses: [["#VALUE!", "1200%", "percentage typed as a whole number?", "12% is 0.12", "(deductions, row 1, Cap rate)"]], why: "a cap of twelve times gross" },
  { id: "R02", fn: "NETREVENUE", args: [100, row("a", "deduction", -0.05, 0, 8)], refuses: [["#VALUE!", "-0.05 is negative", "0 or more", "(deductions, row 1, Cap rate)"]], why: "a negative cap" },
  { id: "S05", fn: "NETREVENUE", args: [100, row("a", "deduction", 0, -5, 8)], refuses: [["#VALUE!", "cap amount -5 is negative", "(deductions, row 1, Cap amount)"]], why: "no tiers here; the nearest is a negative cap amount" },
  { id: "H01", fn: "NETREVENUE", args: [row(100, 200), row("a", "deduction", 8, 16), null, "carry"], answers: row(92, 184), why: "a row gives a row" },
  { id: "H02", fn: "NETREVENUE", args: [[[1, 2], [3, 4]], row("a", "deduction", 8, 16), null, "carry"], refuses: [["#VALUE!", "2 rows × 2 columns", "one row or one column", "(gross)"]], why: "flattening would invent an order" },
  { id: "H05", fn: "NETREVENUE", args: [wholeColumn(0), row("a", "deduction", 8), null, "carry"], refuses: [["#VALUE!", "whole column", "select the periods", "(gross)"]], why: "a million periods" },
  { id: "H05", fn: "NETREVENUE", args: [100, Array.from({ length: 1_048_576 }, (_, i) => (i === 0 ? ["a", "deduction", 8] : [0, 0, 0]))], answers: 92, why: "as a table its empty rows are left out" },
  { id: "H07", fn: "NETREVENUE", args: [100, [["Refunds", "exclusion", 8], [null, null, 5]]], refuses: [["#VALUE!", "The cell is empty; write one of the words", "(deductions, row 2, Kind)"]], why: "a kind merged with the one above is blank" },
  { id: "H09", fn: "NETREVENUE", args: [row(100, 200, 300), row("a", "deduction", 1, 2, 3), null, "floor"], answers: row(99, 198, 297), why: "an array constant arrives as a range" },
  { id: "N02", fn: "NETREVENUE", args: [1e15, row("a", "deduction", 0.5, 0, 1e15)], answers: 5e14, why: "1E+15 itself is in" },
  { id: "N04", fn: "NETREVENUE", args: [3, row("a", "deduction", 0.1, 0, 0.1 + 0.2)], answers: 2.7, why: "0.30000000000000004 is 0.3, exactly on the cap" },
  { id: "N06", fn: "NETREVENUE", args: [1.005, row("a", "deduction", 0), null, null, null, 2], answers: 1.01, why: "half goes away from zero, on decimals" },
  { id: "D06", fn: "NETREVENUE", args: [row(60, 61), row("a", "deduction", 60, -1), null, "carry"], answers: row(0, 62), why: "no dates here" },
  { id: "C01", fn: "NETREVENUE", args: [100, row("a", "deduction", 8), 0.05, "carry", null, 2], answers: 95, why: "asked again, the same (the test asks each call twice)" },
  { id: "B06", fn: "MINGUARANTEE", args: [row(null, null), 100, "life"], answers: row(100, 100), why: "nothing is earned, and the guarantee is payable" },
  { id: "B06", fn: "MINGUARANTEE", args: [row(1, 2), row(null, ""), "life"], answers: row(1, 2), why: "no guarantee in any period" },
  { id: "B07", fn: "MINGUARANTEE", args: [column(150, "", 150), 100, "life"], answers: column(150, 100, 100), why: "\"\" is a blank period: 100 short, of which 50 are recouped" },
  { id: "E03", fn: "MINGUARANTEE", args: [column(100, error("#N/A")), 0, "none"], refuses: [["#N/A", "#N/A", "(earned, period 2)"]], why: "there is no guarantee anyhow" },
  { id: "E03", fn: "MINGUARANTEE", args: [150, 100, "life", row(0, error("#DIV/0!"))], refuses: [["#DIV/0!"]], why: "in an argument that could have been left out" },
  { id: "R02", fn: "MINGUARANTEE", args: [100, -0.05, "life"], refuses: [["#VALUE!", "guarantee -0.05 is negative", "0 or more", "(guarantee)"]], why: "no rates here; the nearest is a negative guarantee" },
  { id: "S05", fn: "MINGUARANTEE", args: [150, 100, "life", row(10, -5)], refuses: [["#VALUE!", "opening shortfall -5 is negative", "(opening, period 2)"]], why: "no tiers here; the nearest is a negative opening shortfall" },
  { id: "H01", fn: "MINGUARANTEE", args: [row(60, 150), 100, "life"], answers: row(100, 110), why: "a row gives a row" },
  { id: "H01", fn: "MINGUARANTEE", args: [row(60, 150), column(100, 100), "life"], refuses: [["#VALUE!", "same direction", "(guarantee)"]], why: "but guarantees must lie as the periods do" },
  { id: "H02", fn: "MINGUARANTEE", args: [[[1, 2], [3, 4]], 100, "life"], refuses: [["#VALUE!", "2 rows × 2 columns", "one row or one column", "(earned)"]], why: "flattening would invent an order" },
  { id: "H05", fn: "MINGUARANTEE", args: [wholeColumn(0), 100, "life"], refuses: [["#VALUE!", "whole column", "select the periods", "(earned)"]], why: "a million periods of shortfalls" },
  { id: "H07", fn: "MINGUARANTEE", args: [row(60, 150), row(100, null), "life"], answers: row(100, 110), why: "merged across two periods: the second has no guarantee, 150 - 40" },
  { id: "H09", fn: "MINGUARANTEE", args: [row(60, 90, 130), 100, "life"], answers: row(100, 100, 100), why: "an array constant arrives as a range" },
  { id: "N02", fn: "MINGUARANTEE", args: [1e15, 1e15, "life"], answers: 1e15, why: "1E+15 itself is in" },
  { id: "N04", fn: "MINGUARANTEE", args: [row(0.1 + 0.2, 0.4), 0.3, "life"], answers: row(0.3, 0.4), why: "0.30000000000000004 is 0.3, exactly the guarantee" },
  { id: "N06", fn: "MINGUARANTEE", args: [1.005, 1, "none"], answers: 1.005, why: "functions.md gives it no decimals: nothing is rounded" },
  { id: "D06", fn: "MINGUARANTEE", args: [row(60, 61), 60, "life"], answers: row(60, 61), why: "no dates here" },
  { id: "C01", fn: "MINGUARANTEE", args: [row(60, 150), 100, "life"], answers: row(100, 110), why: "asked again, the same (the test asks each call twice)" },
  { id: "B06", fn: "RECOUP", args: [row(null, null), 100], answers: row(0, 0), why: "nothing is earned" },
  { id: "B06", fn: "RECOUP", args: [row(1, 2), row(null, "")], answers: row(1, 2), why: "no advances" },
  { id: "B06", fn: "RECOUP", args: [row(1, 2), 0, null, null, null, row(null, "")], answers: row(1, 2), why: "an opening that is all blank" },
  { id: "B06", fn: "MINGUARANTEE", args: [150, 100, "life", row(null, "")], answers: 150, why: "an opening that is all blank" },
  { id: "B06", fn: "TIEREDROYALTY", args: [[[null]], SCALE], answers: 0, why: "one blank cell is a range too" },
  { id: "B06", fn: "WITHHOLDING", args: [[[""]], 0.1], answers: 0, why: "one cell with an empty text" },
  { id: "B06", fn: "USAGEFEE", args: [row("Images", null, ""), PRICE, "never"], answers: row(0, 0), why: "nothing was used" },
  { id: "B07", fn: "RECOUP", args: [column(80, "", 80), 100], answers: column(0, 0, 60), why: "\"\" is a blank period" },
  { id: "T05", fn: "RECOUP", args: [[["A", "n/a", 100], ["B", 100, 100]], 0, "none"], refuses: [["#VALUE!", "\"n/a\"", "(earned, row 1, period 1)"]], why: "in the first row of a table of accounts: no header row, for a number stands beside it" },
  { id: "T05", fn: "RECOUP", args: [[["A", 100], ["n/a", 100]], column(1, "TBC"), "none"], refuses: [["#VALUE!", "\"TBC\"", "(advances, row 2, column 1)"]], why: "a text in the column of names is a name; among the advances it is none" },
  { id: "E03", fn: "RECOUP", args: [row(0, 0), row(0, error("#N/A"))], refuses: [["#N/A", "#N/A", "(advances, period 2)"]], why: "nothing is earned anyhow" },
  { id: "E03", fn: "RECOUP", args: [100, 50, null, null, null, row(0, error("#DIV/0!"))], refuses: [["#DIV/0!"]], why: "in an argument that could have been left out" },
  { id: "R02", fn: "RECOUP", args: [100, 50, null, -0.05, 1], refuses: [["#VALUE!", "-0.05 is negative", "0 or more", "(reserve)"]], why: "a negative reserve" },
  { id: "S05", fn: "RECOUP", args: [100, row(-5)], refuses: [["#VALUE!", "advance -5 is negative", "(advances)"]], why: "no tiers here; the nearest is a negative advance" },
  { id: "H01", fn: "RECOUP", args: [row(80, 80), 100], answers: row(0, 60), why: "a row gives a row" },
  { id: "H01", fn: "RECOUP", args: [row(80, 80), column(100, 0)], refuses: [["#VALUE!", "same direction", "(advances)"]], why: "but advances must lie as the periods do" },
  { id: "H02", fn: "RECOUP", args: [[[1, 2], [3, 4]], 0], refuses: [["#VALUE!", "2 accounts", "none", "all", "recouped only", "(crossed)"]], why: "a block is accounts, and they are crossed or not" },
  { id: "H02", fn: "RECOUP", args: [row(1, 2), [[1, 2], [3, 4]]], refuses: [["#VALUE!", "2 rows × 2 columns", "one row or one column", "(advances)"]], why: "advances of two accounts for one" },
  { id: "H05", fn: "RECOUP", args: [wholeColumn(0), 100], refuses: [["#VALUE!", "whole column", "select the periods, or use a table", "(earned)"]], why: "a million periods" },
  { id: "H05", fn: "RECOUP", args: [[["A", ...Array.from({ length: 16_383 }, () => 0)]], 100, "none"], refuses: [["#VALUE!", "whole row", "(earned)"]], why: "a whole row with a name in front" },
  { id: "H05", fn: "RECOUP", args: [[[1, 2], [3, 4]], wholeColumn(0), "none"], refuses: [["#VALUE!", "whole column", "(advances)"]], why: "as advances of two accounts" },
  { id: "H05", fn: "RECOUP", args: [wholeTable(["Account", 2026], ["A", 100], ["B", 50]), column(80, 0), "none"], answers: column(20, 50), why: "as a table its empty rows are left out" },
  { id: "H07", fn: "RECOUP", args: [[["A", 100], [null, 50]], 0, "none"], refuses: [["#VALUE!", "no name", "(earned, row 2)"]], why: "a name merged over two accounts: the second has none" },
  { id: "H09", fn: "RECOUP", args: [row(80, 80, 80), 100], answers: row(0, 60, 80), why: "an array constant arrives as a range" },
  { id: "N02", fn: "RECOUP", args: [1e15, 1e15], answers: 0, why: "1E+15 itself is in" },
  { id: "N04", fn: "RECOUP", args: [0.1 + 0.2, 0.3], answers: 0, why: "0.30000000000000004 is 0.3, exactly the advance" },
  { id: "N06", fn: "RECOUP", args: [1.005, 0, null, null, null, null, 2], answers: 1.01, why: "half goes away from zero, on decimals" },
  { id: "D06", fn: "RECOUP", args: [row(60, 61), 60], answers: row(0, 61), why: "no dates here" },
  { id: "C01", fn: "RECOUP", args: [row(80, 80), 100], answers: row(0, 60), why: "asked again, the same (the test asks each call twice)" },
  { id: "B06", fn: "USAGEFEE", args: [row(null, "", null), PRICE, "never"], refuses: [["#VALUE!", "The table has no metrics", "(usage)"]], why: "an empty table" },
  { id: "B06", fn: "USAGEFEE", args: [row("Images", 100), row(null, null, "")], refuses: [["#VALUE!", "The table has no prices", "(rate_card)"]], why: "an empty card" },
  { id: "B07", fn: "USAGEFEE", args: [row("Images", 100, "", 100), PRICE, "never"], answers: row(10, 0, 10), why: "\"\" is a blank period" },
  { id: "T05", fn: "USAGEFEE", args: [row("Images", 100), row("Images", 0, "n/a")], refuses: [["#VALUE!", "\"n/a\"", "(rate_card, row 1, Price)"]], why: "a first row with a number in it is no header row" },
  { id: "T05", fn: "USAGEFEE", args: [row("Images", 100), row("Images", null, "n/a")], refuses: [["#VALUE!", "texts where figures belong", "\"n/a\"", "Metric, Price", "(rate_card, row 1)"]], why: "one without may be meant as one" },
  { id: "T05", fn: "USAGEFEE", args: [row("Images", 100), row("Images", "n/a", 0.1)], refuses: [["#VALUE!", "\"n/a\"", "(rate_card, row 1, Above)"]], why: "where the price is a number it is none" },
  { id: "E03", fn: "USAGEFEE", args: [row("Images", 0), row("Images", 0, error("#N/A"))], refuses: [["#N/A", "(rate_card, row 1, Price)"]], why: "nothing is used anyhow" },
  { id: "E03", fn: "USAGEFEE", args: [row("Images", 0), row("Images", 0, 0.1, "flat", 0, error("#DIV/0!"))], refuses: [["#DIV/0!", "(rate_card, row 1, Use cap)"]], why: "a cap that is not reached" },
  { id: "R01", fn: "USAGEFEE", args: [row("Images", 100), row("Images", 0, 12)], answers: 1200, why: "a price is money, and may be any amount" },
  { id: "R02", fn: "USAGEFEE", args: [row("Images", 100), row("Images", 0, -0.05)], refuses: [["#VALUE!", "-0.05 is negative", "0 or more", "(rate_card, row 1)"]], why: "a rebate is modelled openly" },
  { id: "S05", fn: "USAGEFEE", args: [row("Images", 100), [["Images", 0, 0.1, "cliff"], ["", -100, 0.08, ""]]], refuses: [["#VALUE!", "Tier 2 starts at -100", "(rate_card, row 2)"]], why: "a negative threshold" },
  { id: "H01", fn: "USAGEFEE", args: [row("Images", 100, 200), PRICE, "each period"], answers: row(10, 20), why: "a row gives a row" },
  { id: "H02", fn: "USAGEFEE", args: [[["Images", 100, 200], ["Images ", 300, 400]], PRICE, "never"], refuses: [["#VALUE!", "stands twice", "(usage, row 2)"]], why: "a block is metrics × periods, and each has its row" },
  { id: "H05", fn: "USAGEFEE", args: [[["Images", ...Array.from({ length: 16_383 }, () => 0)]], PRICE, "never"], refuses: [["#VALUE!", "whole row", "select the periods, or use a table", "(usage)"]], why: "more periods than there can be" },
  { id: "H05", fn: "USAGEFEE", args: [wholeTable(["Images", 100]), PRICE], answers: 10, why: "as a table its empty rows are left out" },
  { id: "H07", fn: "USAGEFEE", args: [[["Images", 100], [null, 200]], PRICE], refuses: [["#VALUE!", "names no metric", "(usage, row 2, Metric)"]], why: "a name merged with the one above is blank" },
  { id: "H07", fn: "USAGEFEE", args: [row("Images", 700), [["Images", 0, 0.1, "marginal"], [null, 500, 0.08, null]]], answers: 66, why: "in the card it belongs to the metric above" },
  { id: "H09", fn: "USAGEFEE", args: [row("Images", 100, 200, 300), PRICE, "never"], answers: row(10, 20, 30), why: "an array constant arrives as a range" },
  { id: "N02", fn: "USAGEFEE", args: [row("Images", 1e15), row("Images", 0, 1e15)], answers: 1e30, why: "1E+15 itself is in, twice" },
  { id: "N04", fn: "USAGEFEE", args: [row("Images", 0.1 + 0.2), [["Images", 0, 1, "cliff"], [null, 0.3, 9, null]]], answers: 0.3, why: "0.30000000000000004 is 0.3, exactly on the threshold" },
  { id: "N06", fn: "USAGEFEE", args: [row("Images", 1.005), row("Images", 0, 1), null, 2], answers: 1.01, why: "half goes away from zero, on decimals" },
  { id: "D06", fn: "USAGEFEE", args: [row("Images", 60, -1), PRICE, "each period"], answers: row(6, -0.1), why: "no dates here" },
  { id: "C01", fn: "USAGEFEE", args: [row("Images", 400, 300), PRICE, "never", 2], answers: row(40, 30), why: "asked again, the same (the test asks each call twice)" },
];

/** What no call can show. */
const NOT_CALLED: Readonly<Record<string, string>> = {
  C02: "manual calculation concerns the pane, which refuses to seal; a function is not asked",
  C05: "a function that is not loaded is not asked; the pane offers to enter its formulas again",
};

const { entries } = JSON.parse(readFileSync(resolve(__dirname, "../oracles/bad-inputs.json"), "utf8")) as { readonly entries: readonly BadInput[] };
const inputOf = new Map(entries.map(({ id, input }) => [id, input]));

describe("bad and unusual input", () => {
  test.each(calls.map((call) => ({ ...call, input: inputOf.get(call.id) ?? "not in the list" })))("$id $fn, $input: $why", ({ fn, args, answers, refuses }) => {
    for (let asked = 0; asked < 2; asked++) {
      if (refuses === undefined) {
        expect(answer(fn, ...args)).toEqual(Array.isArray(answers) || fn === "NPV_ROYALTY" ? answers : [[answers]]);
      } else {
        const said = refusals(fn, ...args);
        expect(said).toEqual(refuses.map(([code, ...words]) => expect.stringMatching(inOrder(`${code} `, ...words)) as string));
      }
    }
  });

  test.each(calls.filter(({ id, fn, args }) => id === "B06" && !(fn === "NPV_ROYALTY" && Array.isArray(args[0]))))("the host may hand blanks over as 0: $fn, $why", ({ fn, args, answers, refuses }) => {
    const zeros = args.map((argument) => (Array.isArray(argument) ? (argument as Grid).map((cells) => cells.map((value) => (value === null || value === "" ? 0 : value))) : argument));
    if (refuses === undefined) expect(answer(fn, ...zeros)).toEqual(Array.isArray(answers) || fn === "NPV_ROYALTY" ? answers : [[answers]]);
    else expect(refusals(fn, ...zeros)).toEqual(refusals(fn, ...args));
  });

  test("every entry has a call for each function that it concerns, or the reason why not", () => {
    expect(entries).toHaveLength(41);
    const missing = entries.flatMap(({ id, functions }) =>
      (functions === "all" ? ALL : [functions]).filter((fn) => NOT_CALLED[id] === undefined && !calls.some((call) => call.id === id && call.fn === fn)).map((fn) => `${id} ${fn}`),
    );
    expect(missing).toEqual([]);
    expect(Object.keys(NOT_CALLED).filter((id) => calls.some((call) => call.id === id))).toEqual([]);
    expect(calls.filter(({ id }) => !inputOf.has(id))).toEqual([]);
  });
});

function inOrder(start: string, ...words: string[]): RegExp {
  const plain = (word: string) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${[start, ...words].map(plain).join(".*")}`);
}

function wholeColumn(value: CellValue): Grid {
  const cells = [value];
  return Array.from({ length: 1_048_576 }, () => cells);
}

function wholeTable(...rows: readonly CellValue[][]): Grid {
  const empty = [0, 0];
  return [...rows, ...Array.from({ length: 1_048_576 - rows.length }, () => empty)];
}
