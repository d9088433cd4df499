import { readFileSync } from "node:fs";
import { join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { BOOKS } from "../../scripts/samples/books";
import { SHARE_MODES, sharedName } from "../../scripts/samples/sharedSamples";
import { isError, type CellValue } from "../../src/cells/cell";
import { openXlsx, savedXlsx } from "../../src/file/xlsx";
import { recalculate } from "../../src/sheet/recalculation";
import type { Workbook } from "../../src/sheet/workbook";
import { ROOT } from "../support/deal";
import { recalculatedByLibreOffice, testWithLibreOffice } from "../support/libreOffice";
import { MovedSample, NAMES, cellsOf, inputIn, movedTogether, movedValue, openSample, placesOf, type SamplePlace } from "./sampleFiles";

const COPIES = BOOKS.flatMap((book) => SHARE_MODES.map((mode) => ({ book, mode, file: sharedName(book, mode) })));

const bytesOf = (file: string) => readFileSync(join(ROOT, "samples/shared", file));
const checkOf = (workbook: Workbook) => workbook.sheet("Check")?.cell(4, 2)?.value;

/** The file with inputs moved. */
function fileMoved(bytes: Uint8Array, inputs: readonly SamplePlace[]): Uint8Array {
  if (inputs.length === 0) return bytes;
  const file = openXlsx(bytes, NAMES);
  for (const input of inputs) {
    const { cell } = inputIn(file.workbook, input);
    cell.value = movedValue(input, cell.value);
  }
  return savedXlsx(file);
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

describe.each(COPIES)("samples/shared/$file", ({ book, mode, file }) => {
  const moves = [[], ...movedTogether(placesOf(book, "input"))];

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

  testWithLibreOffice("LibreOffice: master check 0 as it is and with every input moved; plain formulas follow as our functions do", () => {
    const copies = recalculatedByLibreOffice(moves.map((moved) => fileMoved(bytesOf(file), moved))).map((one) => openXlsx(one, []).workbook);
    expect(copies.map(checkOf)).toEqual(copies.map(() => 0));
    if (mode === "values") return;
    const sample = new MovedSample(book);
    copies.forEach((copy, i) => expect(sample.with(moves[i] ?? [], ({ workbook }) => differences(workbook, copy))).toEqual([]));
  });
});
