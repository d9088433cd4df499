import { BOOKS } from "../../scripts/samples/books";
import { isError, type CellValue } from "../../src/cells/cell";
import { openXlsx, savedXlsx, type XlsxFile } from "../../src/file/xlsx";
import { catalogue } from "../../src/functions/catalogue";
import { areaOf } from "../../src/sheet/formula/areas";
import { recalculate } from "../../src/sheet/recalculation";
import { Workbook } from "../../src/sheet/workbook";
import { recalculatedByLibreOffice, sameInLibreOffice, sheetsInLibreOffice, testWithLibreOffice } from "../support/libreOffice";
import { MovedSample, NAMES, cellsOf, movedTogether, openSample, placesOf, valuesIn, valuesOf } from "./sampleFiles";
import { withoutDealFunctions } from "../support/withoutDealFunctions";

/** A sample as it stands after a calculation: its figures, and its file without calls of ours. */
const calculated = (file: XlsxFile) => ({ values: valuesOf(file.workbook), bytes: withoutDealFunctions(savedXlsx(file)) });

/** Every sample as it is and with inputs moved, and what LibreOffice shows of it: one start serves all. */
const moved = onceOnly(() => {
  const files = BOOKS.map((book) => {
    const sample = new MovedSample(book);
    return { book, files: [[], ...movedTogether(placesOf(book, "input"))].map((inputs) => sample.with(inputs, calculated)) };
  });
  const shown = sheetsInLibreOffice(files.flatMap((one) => one.files.map(({ bytes }) => bytes))).values();
  return new Map(files.map((one) => [one.book, one.files.map(({ values }) => ({ ours: values, theirs: valuesIn(shown.next().value ?? new Map<string, never>()) }))]));
});

/** Every sample as it is, as LibreOffice saves it: with names and formats. */
const saved = onceOnly(() => {
  const files = recalculatedByLibreOffice(BOOKS.map((book) => new MovedSample(book).with([], calculated).bytes));
  return new Map(BOOKS.map((book, b) => [book, openXlsx(files[b] ?? new Uint8Array(), NAMES).workbook]));
});

function onceOnly<Value>(made: () => Value): () => Value {
  let value: { readonly made: Value } | undefined;
  return () => (value ??= { made: made() }).made;
}

/** Checks are sums of differences; text checks say that all is well. */
const isZero = (value: CellValue | undefined) => value === 0 || value === "all checks are 0";

describe.each(BOOKS.map((book) => ({ file: book.fileName, book })))("samples/$file", ({ book }) => {
  const inputs = placesOf(book, "input");
  const checks = placesOf(book, "check");
  let sample: MovedSample;
  let before: ReturnType<typeof valuesOf>;
  beforeAll(() => {
    sample = new MovedSample(book);
    before = valuesOf(openSample(book).workbook);
  });

  test("recalculates to what is stored in it, every check 0", () => {
    const { workbook } = openSample(book);
    const stored = valuesOf(workbook);
    recalculate(workbook, catalogue);
    expect(valuesOf(workbook)).toEqual(stored);
    expect(checks.length).toBeGreaterThan(5);
    expect(checks.filter(({ place }) => !isZero(stored.get(place)))).toEqual([]);
    expect([...stored].filter(([, value]) => isError(value))).toEqual([]);
  });

  test.each(inputs)("$place moved by one unit: the figure and its plain twin move together", (input) => {
    const after = sample.with([input], ({ workbook }) => valuesOf(workbook));
    const others = [...after].filter(([place, value]) => place !== input.place && value !== before.get(place));
    expect(others.length).toBeGreaterThan(0);
    expect(checks.filter(({ place }) => !isZero(after.get(place)))).toEqual([]);
    expect([...after].filter(([, value]) => isError(value))).toEqual([]);
  });

  test("has its names, each for cells of the workbook, and says on About which semantics it follows", () => {
    const { workbook } = openSample(book);
    expect(Object.fromEntries(workbook.names.map(({ name, formula }) => [name, formula]))).toEqual(book.names);
    for (const name of Object.keys(book.names)) expect(areaOf(workbook, name)).toBeDefined();
    const semantics = areaOf(workbook, "DEAL_SEMANTICS");
    expect(semantics?.sheet.cell(semantics.top, semantics.left)?.value).toBe(catalogue.find(({ name }) => name === "DEAL.VERSION")?.run());
  });

  test("keeps to plain modelling: no volatile or hidden-period functions, no figures typed into formulas, formulas of readable length", () => {
    const formulas = [...cellsOf(openSample(book).workbook)].flatMap(([place, { formula }]) => (formula === undefined ? [] : [{ place, text: formula.text }]));
    expect(formulas.filter(({ text }) => /\b(OFFSET|INDIRECT|NOW|TODAY|RAND|NPV)\(/i.test(text))).toEqual([]);
    expect(formulas.filter(({ text }) => text.length > 150)).toEqual([]);
    // 0, 1, 2 (decimals), 4 (quarters of a year), 0.5 (mid-period) and 100 (cents) are units, not terms of the deal.
    const literals = formulas.flatMap(({ place, text }) => [...text.replace(/"[^"]*"/g, "").matchAll(/(?<![A-Za-z$\d.])\d+(?:\.\d+)?(?![\d.]*[A-Za-z!(])/g)].map(([literal]) => ({ place, literal })));
    expect(literals.filter(({ literal }) => !["0", "1", "2", "4", "0.5", "100"].includes(literal))).toEqual([]);
  });

  testWithLibreOffice("LibreOffice computes every plain formula as we do, with every input moved; names and formats stay", () => {
    const compared = moved().get(book) ?? [];
    for (const { ours, theirs } of compared) {
      const differences = [...ours].filter(([place, value]) => !sameInLibreOffice(value, theirs.get(place) ?? null));
      expect(differences.map(([place, value]) => `${place}: ours ${JSON.stringify(value)}, LibreOffice ${JSON.stringify(theirs.get(place))}`)).toEqual([]);
    }
    const figures = compared.flatMap(({ ours }) => [...ours.values()].filter((value) => value !== null));
    expect(figures.length).toBeGreaterThan(100 * (1 + movedTogether(inputs).length));
    // Names and formats are not calculated: those of one file stand for all.
    const workbook = saved().get(book) ?? new Workbook();
    const cells = cellsOf(workbook);
    const formats = [...cellsOf(openSample(book).workbook)].filter(([place, cell]) => cell.value !== null && sameFormat(cell.format) !== sameFormat(cells.get(place)?.format));
    expect(formats.map(([place, cell]) => `${place}: ${cell.format ?? "General"} became ${cells.get(place)?.format ?? "General"}`)).toEqual([]);
    expect(new Map(workbook.names.map(({ name, formula }) => [name, formula]))).toEqual(new Map(Object.entries(book.names)));
  });
});

/** LibreOffice writes the same format in capitals, with backslashes in front of signs. */
const sameFormat = (format: string | undefined) => format?.toUpperCase().replaceAll("\\", "");
