import type { CellValue } from "../../src/cells/cell";
import { decimalOf, errorFault, periodPlace, Reading, shown, wordOf } from "../../src/cells/decode";
import type { Fault } from "../../src/engine/refusal";
import { Refusal } from "../../src/engine/refusal";

function faultsOf(reading: Reading): readonly Fault[] {
  try {
    reading.refuseFaults();
  } catch (refusal) {
    if (refusal instanceof Refusal) return refusal.faults;
    throw refusal;
  }
  return [];
}

describe("a double enters as the decimal that Excel shows for it: its 15 significant digits", () => {
  test.each([
    { double: 0.1, decimal: "0.1", why: "exactly" },
    { double: 0.1 + 0.2, decimal: "0.3", why: "the noise of =0.1+0.2 is gone" },
    { double: 1.1 * 1.1, decimal: "1.21", why: "the noise of =1.1*1.1 is gone" },
    { double: 123456789.123456789, decimal: "123456789.123457", why: "15 digits" },
    { double: 0.123456789012345678, decimal: "0.123456789012346", why: "15 digits after the point" },
    { double: 1e15 - 1, decimal: "999999999999999", why: "15 digits, whole" },
    { double: 1e15 - 0.125, decimal: "1e+15", why: "rounded up to the next power" },
    { double: 1e15, decimal: "1e+15", why: "the limit of amounts" },
    { double: 9007199254740991, decimal: "9.00719925474099e+15", why: "16 digits are cut to 15, whole or not" },
    { double: 1.7976931348623157e308, decimal: "1.79769313486232e+308", why: "the largest double" },
    { double: 5e-324, decimal: "4.94065645841247e-324", why: "the smallest double" },
    { double: 2.675, decimal: "2.675", why: "a half cent stays one" },
    { double: -1.005, decimal: "-1.005", why: "a half cent stays one" },
    { double: 0.000001, decimal: "0.000001", why: "small" },
    { double: -0, decimal: "0", why: "a cell knows no -0" },
    { double: 42, decimal: "42", why: "whole" },
  ])("$double is $decimal ($why)", ({ double, decimal }) => {
    expect(decimalOf(double).equals(decimal)).toBe(true);
    expect(decimalOf(double).toSignificantDigits(15).equals(decimalOf(double))).toBe(true);
  });
});

describe("an error in an argument", () => {
  test.each([
    { error: "#N/A", code: "#N/A" },
    { error: "#DIV/0!", code: "#DIV/0!" },
    { error: "#NUM!", code: "#NUM!" },
    { error: "#NULL!", code: "#NULL!" },
    { error: "#VALUE!", code: "#VALUE!" },
    { error: "#REF!", code: "#VALUE!" },
    { error: "#NAME?", code: "#VALUE!" },
    { error: "#SPILL!", code: "#VALUE!" },
    { error: "#CALC!", code: "#VALUE!" },
    { error: "#BUSY!", code: "#VALUE!" },
    { error: "#GETTING_DATA", code: "#VALUE!" },
  ] as const)("$error goes out as $code, naming it", ({ error, code }) => {
    expect(errorFault({ error })).toEqual({ code, message: `The cell holds ${error}; mend that cell first` });
  });
});

describe("a word", () => {
  const words = ["each period", "never"] as const;
  test.each([
    { value: "never", word: "never" },
    { value: "NEVER", word: "never" },
    { value: "  Each Period ", word: "each period" },
    { value: "each  period", word: undefined },
    { value: "", word: undefined },
    { value: 1, word: undefined },
    { value: true, word: undefined },
    { value: null, word: undefined },
  ])("$value is $word", ({ value, word }) => expect(wordOf(value, words)).toBe(word));
});

describe("a value as a message quotes it", () => {
  test.each([
    { value: "TBC", text: '"TBC"' },
    { value: "x".repeat(40), text: `"${"x".repeat(40)}"` },
    { value: "x".repeat(41), text: `"${"x".repeat(40)}…"` },
    { value: true, text: "TRUE" },
    { value: false, text: "FALSE" },
    { value: 0.1 + 0.2, text: "0.3" },
    { value: 0.0000001, text: "0.0000001" },
    { value: -2.5, text: "-2.5" },
    { value: 1e15, text: "1E+15" },
    { value: 1e308, text: "1E+308" },
    { value: null, text: "an empty cell" },
    { value: "", text: '""' },
    { value: { error: "#REF!" }, text: "#REF!" },
  ] as readonly { readonly value: CellValue; readonly text: string }[])("$text", ({ value, text }) => expect(shown(value)).toBe(text));
});

describe("a place, as the user counts", () => {
  test.each([
    { item: 0, periods: 3, place: "base, period 1", why: "from 1" },
    { item: 2, periods: 3, place: "base, period 3", why: "from 1" },
    { item: 0, periods: 1, place: "base", why: "a single cell has no periods" },
  ])("$place: $why", ({ item, periods, place }) => expect(periodPlace("base", item, periods)).toEqual({ words: place, order: item }));
});

describe("a reading", () => {
  test("orders its faults by argument, then by place, whatever the order in which they were found", () => {
    const reading = new Reading("first", "second");
    reading.note("second", { code: "#N/A", message: "B" });
    reading.note("first", { code: "#VALUE!", message: "A2" }, { words: "first, row 2", order: 2 });
    reading.note("first", { code: "#VALUE!", message: "A1" }, { words: "first, row 1", order: 1 });
    reading.note("first", { code: "#VALUE!", message: "A" });
    expect(faultsOf(reading).map(({ code, message }) => `${code} ${message}`)).toEqual(["#VALUE! A (first).", "#VALUE! A1 (first, row 1).", "#VALUE! A2 (first, row 2).", "#N/A B (second)."]);
  });

  test("without faults refuses nothing", () => {
    expect(faultsOf(new Reading("first"))).toEqual([]);
  });

  test("knows no argument that it was not told of: that is a slip of ours", () => {
    expect(() => new Reading("first").note("other", { code: "#N/A", message: "B" })).toThrow(RangeError);
  });

  test.each([
    { argument: [[1, 2, 3]], direction: "across", figures: ["1", "2", "3"] },
    { argument: [[1], [2]], direction: "down", figures: ["1", "2"] },
    { argument: [[7]], direction: "single", figures: ["7"] },
    { argument: 7, direction: "single", figures: ["7"] },
    { argument: [[null, "", 3]], direction: "across", figures: ["0", "0", "3"] },
    { argument: [[1, 2, null]], direction: "across", figures: ["1", "2", "0"] },
  ])("of $argument as a series lies $direction", ({ argument, direction, figures }) => {
    const series = new Reading("base").series("base", argument);
    expect(series.direction).toBe(direction);
    expect(series.values.map(String)).toEqual(figures);
  });

  test.each([
    { argument: null, cells: null },
    { argument: [[null]], cells: null },
    { argument: [[""]], cells: null },
    { argument: "", cells: null },
    { argument: [[null, null]], cells: [[null, null]] },
    { argument: [[0]], cells: [[0]] },
  ])("of $argument: one blank cell is as good as left out", ({ argument, cells }) => expect(new Reading("base").cells(argument)).toEqual(cells));

  test.each([
    { value: 2, decimals: 2 },
    { value: 0, decimals: 0 },
    { value: 9, decimals: 9 },
    { value: "exact", decimals: "exact" },
    { value: "Exact", decimals: "exact" },
    { value: null, decimals: 4 },
  ])("of $value as decimals is $decimals", ({ value, decimals }) => expect(new Reading("decimals").decimals("decimals", value, 4)).toBe(decimals));
});
