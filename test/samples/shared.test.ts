import { readFileSync } from "node:fs";
import { join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { BOOKS } from "../../scripts/samples/books";
import type { SampleBook } from "../../scripts/samples/sampleBook";
import { SHARE_MODES, sharedName } from "../../scripts/samples/sharedSamples";
import { isError, type CellValue } from "../../src/cells/cell";
import { openXlsx, savedXlsx } from "../../src/file/xlsx";
import { catalogue } from "../../src/functions/catalogue";
import { LiveCalculation } from "../../src/sheet/liveCalculation";
import { recalculate } from "../../src/sheet/recalculation";
import type { Workbook } from "../../src/sheet/workbook";
import { ROOT } from "../support/deal";
import { recalculatedByLibreOffice, testWithLibreOffice } from "../support/libreOffice";
import { NAMES, cellsOf, inputIn, movedValue, openSample, placesOf, type SamplePlace } from "./sampleFiles";

const COPIES = BOOKS.flatMap((book) => SHARE_MODES.map((mode) => ({ book, mode, file: sharedName(book, mode) })));

const bytesOf = (file: string) => readFileSync(join(ROOT, "samples/shared", file));
const checkOf = (workbook: Workbook) => workbook.sheet("Check")?.cell(4, 2)?.value;

/** The file as it is, and with one input moved after the other. */
function filesMoved(bytes: Uint8Array, inputs: readonly SamplePlace[]): Uint8Array[] {
  const file = openXlsx(bytes, NAMES);
  const moved = inputs.map((input) => {
    const { cell } = inputIn(file.workbook, input);
    const { value } = cell;
    cell.value = movedValue(input, value);
    const saved = savedXlsx(file);
    cell.value = value;
    return saved;
  });
  return [bytes, ...moved];
}

/** The cells of the sample that the copy shows otherwise, beyond 12 digits. */
function differences(sample: Workbook, copy: Workbook): string[] {
  const shown = cellsOf(copy);
  return [...cellsOf(sample)].filter(([place, { value }]) => !isSame(value, shown.get(place)?.value ?? null)).map(([place, { value }]) => `${place}: ${JSON.stringify(value)} became ${JSON.stringify(shown.get(place)?.value)}`);
}

function isSame(a: CellValue, b: CellValue): boolean {
  if (typeof a === "number" && typeof b === "number") return Math.abs(a - b) <= Math.max(Math.abs(a) * 1e-12, NEXT_TO_NOTHING);
  return isError(a) ? isError(b) : (a ?? "") === (b ?? "");
}

/** Differences of unrounded figures, such as a present value less its proof, are no larger where they are meant to be 0. */
const NEXT_TO_NOTHING = 1e-7;

/** The sample itself, computed by our functions: as it is, and with one input moved after the other. */
function* samplesMoved(book: SampleBook, inputs: readonly SamplePlace[]): Iterable<Workbook> {
  const { workbook } = openSample(book);
  const live = new LiveCalculation(workbook, catalogue);
  live.all();
  yield workbook;
  for (const input of inputs) {
    const { row, column } = input;
    const { sheet, cell } = inputIn(workbook, input);
    live.edit([{ sheet, row, column, cell: { ...cell, value: movedValue(input, cell.value) } }]);
    yield workbook;
    live.edit([{ sheet, row, column, cell }]);
  }
}

describe.each(COPIES)("samples/shared/$file", ({ book, mode, file }) => {
  const inputs = placesOf(book, "input");

  test("holds nothing of an add-in, no author and no date, in any part", () => {
    const parts = Object.entries(unzipSync(bytesOf(file)));
    expect(parts.map(([name]) => name).filter((name) => /docProps|customXml|webextension|comments|externalLink|calcChain|printerSettings/i.test(name))).toEqual([]);
    for (const [name, content] of parts) expect(`${name}: ${/_xldudf_|_xlfn|fullCalcOnLoad|<dc:creator|lastModifiedBy|2026-01-01T/i.exec(strFromU8(content))?.[0] ?? "nothing"}`).toBe(`${name}: nothing`);
  });

  test("shows what the sample shows, without our functions; the master check is 0", () => {
    const { workbook } = openXlsx(bytesOf(file), []);
    recalculate(workbook, []);
    expect(differences(openSample(book).workbook, workbook)).toEqual([]);
    expect(checkOf(workbook)).toBe(0);
  });

  testWithLibreOffice("LibreOffice: master check 0 as it is and with each input moved; plain formulas follow as our functions do", () => {
    const copies = recalculatedByLibreOffice(filesMoved(bytesOf(file), inputs)).map((one) => openXlsx(one, []).workbook);
    expect(copies.map(checkOf)).toEqual(copies.map(() => 0));
    if (mode === "values") return;
    let i = 0;
    for (const sample of samplesMoved(book, inputs)) expect(differences(sample, copies[i++] as Workbook)).toEqual([]);
    expect(i).toBe(copies.length);
  });
});
