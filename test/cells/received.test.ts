import { received } from "../../src/cells/received";

describe("an argument as Excel hands it over", () => {
  test.each([
    { given: null, cells: null, why: "left out" },
    { given: undefined, cells: null, why: "left out" },
    { given: [], cells: null, why: "no cells at all" },
    { given: [[]], cells: null, why: "no cells at all" },
    { given: 5, cells: [[5]], why: "a single value" },
    { given: "end", cells: [["end"]], why: "a single text" },
    { given: false, cells: [[false]], why: "a single FALSE" },
    { given: [[5]], cells: [[5]], why: "a single cell" },
    { given: [[1, 2], [3, 4]], cells: [[1, 2], [3, 4]], why: "a block" },
    { given: [[1, 2, 3]], cells: [[1, 2, 3]], why: "a row" },
    { given: [[1], [2], [3]], cells: [[1], [2], [3]], why: "a column" },
    { given: [[null, "", 0]], cells: [[null, "", 0]], why: "blanks in their three forms, as they are" },
    { given: [[undefined]], cells: [[null]], why: "a hole is blank" },
    { given: [[true, "TRUE"]], cells: [[true, "TRUE"]], why: "TRUE and the text" },
    { given: [["#N/A"]], cells: [["#N/A"]], why: "a text is never taken for an error" },
    { given: { code: "#N/A" }, cells: [[{ error: "#N/A" }]], why: "an error as a single value" },
  ])("$why", ({ given, cells }) => expect(received(given)).toEqual(cells));
});

describe("a value in a cell", () => {
  test.each([
    { value: NaN, cell: { error: "#NUM!" }, why: "no number" },
    { value: Infinity, cell: { error: "#NUM!" }, why: "no number that a cell can hold" },
    { value: -Infinity, cell: { error: "#NUM!" }, why: "no number that a cell can hold" },
    { value: -0, cell: -0, why: "a number like any other" },
    { value: { code: "#N/A" }, cell: { error: "#N/A" }, why: "an error of the custom functions runtime" },
    { value: { code: "#VALUE!", message: "upstream" }, cell: { error: "#VALUE!" }, why: "with a message" },
    { value: { error: "#REF!" }, cell: { error: "#REF!" }, why: "an error in our own form" },
    { value: { type: "Error", basicType: "Error", basicValue: "#DIV/0!", errorType: "Div0" }, cell: { error: "#DIV/0!" }, why: "an error as a data type" },
    { value: { type: "Error", basicType: "Error", basicValue: "#BUSY!" }, cell: { error: "#BUSY!" }, why: "another function is pending" },
    { value: { type: "Error", basicType: "Error", basicValue: "#SOMETHINGNEW!" }, cell: { error: "#SOMETHINGNEW!" }, why: "an error that is not known yet" },
    { value: { type: "Double", basicType: "Double", basicValue: 5 }, cell: 5, why: "a number as a data type" },
    { value: { type: "FormattedNumber", basicType: "Double", basicValue: 5, numberFormat: "$0.00" }, cell: 5, why: "a currency" },
    { value: { type: "Double", basicType: "Double", basicValue: NaN }, cell: { error: "#NUM!" }, why: "a data type that is no number" },
    { value: { type: "Boolean", basicType: "Boolean", basicValue: true }, cell: true, why: "TRUE as a data type" },
    { value: { type: "String", basicType: "String", basicValue: "Ann" }, cell: "Ann", why: "text as a data type" },
    { value: { type: "String", basicType: "String", basicValue: "#hashtag" }, cell: "#hashtag", why: "text that begins with # is no error" },
    { value: { type: "Empty", basicType: "Empty", basicValue: "" }, cell: "", why: "an empty cell as a data type" },
    { value: { type: "Entity", text: "Contoso", properties: {}, basicType: "Error", basicValue: "#VALUE!" }, cell: { error: "#VALUE!" }, why: "an entity, which has no plain value" },
    { value: { type: "Array", elements: [], basicType: "Array", basicValue: {} }, cell: { error: "#VALUE!" }, why: "a data type within a data type" },
    { value: { type: "Double", basicType: "Double", basicValue: null }, cell: { error: "#VALUE!" }, why: "a data type without a value" },
    { value: {}, cell: { error: "#VALUE!" }, why: "an unknown object is never 0" },
    { value: { code: "NotAnError" }, cell: { error: "#VALUE!" }, why: "an unknown object with a code" },
    { value: { error: 42 }, cell: { error: "#VALUE!" }, why: "an unknown object with a number" },
    { value: new Date(0), cell: { error: "#VALUE!" }, why: "a date object, which Excel does not hand over" },
  ])("$why: $value", ({ value, cell }) => {
    expect(received([[value]])).toEqual([[cell]]);
    expect(received(value)).toEqual([[cell]]);
  });
});
