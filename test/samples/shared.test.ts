import { readFileSync } from "node:fs";
import { join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { BOOKS } from "../../scripts/samples/books";
import type { SampleBook } from "../../scripts/samples/sampleBook";
import { SHARE_MODES, sharedName } from "../../scripts/samples/sharedSamples";
import { isError, type CellValue } from "../../src/cells/cell";
import { openXlsx, savedXlsx } from "../../src/file/xlsx";
import { recalculate } from "../../src/sheet/recalculation";
import type { Workbook } from "../../src/sheet/workbook";
import { ROOT } from "../support/deal";
import { sheetsInLibreOffice, testWithLibreOffice } from "../support/libreOffice";
import { MovedSample, NAMES, cellsOf, inputIn, movedTogether, movedValue, openSample, placesOf, valuesIn, valuesOf, type SamplePlace } from "./sampleFiles";

const COPIES = BOOKS.flatMap((book) => SHARE_MODES.map((mode) => ({ book, mode, file: sharedName(book, mode) })));

const bytesOf = (file: string) => readFileSync(join(ROOT, "samples/shared", file));
const checkOf = (shown: ReadonlyMap<string, CellValue>) => shown.get("Check!B4");

const movesOf = (book: SampleBook) => [[], ...movedTogether(placesOf(book, "input"))];

/** The file as it is, and with each set of inputs moved. */
function filesMoved(bytes: Uint8Array, moves: readonly (readonly SamplePlace[])[]): Uint8Array[] {
  const file = openXlsx(bytes, NAMES);
  return moves.map((inputs) => {
    if (inputs.length === 0) return bytes;
    const asStored = inputs.map((input) => ({ input, cell: inputIn(file.workbook, input).cell })).map(({ input, cell }) => ({ input, cell, value: cell.value }));
    for (const { input, cell, value } of asStored) cell.value = movedValue(input, value);
    const moved = savedXlsx(file);
    for (const { cell, value } of asStored) cell.value = value;
    return moved;
  });
}

/** What LibreOffice shows of every copy in a mode, as it is and with inputs moved: one start serves all. */
const inLibreOffice = onceForEach((mode: (typeof SHARE_MODES)[number]) => {
  const files = BOOKS.map((book) => filesMoved(bytesOf(sharedName(book, mode)), movesOf(book)));
  const shown = sheetsInLibreOffice(files.flat()).values();
  return new Map(BOOKS.map((book, b) => [book, (files[b] ?? []).map(() => valuesIn(shown.next().value ?? new Map<string, never>()))]));
});

function onceForEach<Key, Value>(made: (key: Key) => Value): (key: Key) => Value {
  const values = new Map<Key, Value>();
  return (key) => {
    const value = values.get(key) ?? made(key);
    values.set(key, value);
    return value;
  };
}

/** The cells of the sample that are shown otherwise, beyond 12 digits. */
function differences(sample: Workbook, shown: ReadonlyMap<string, CellValue>): string[] {
  return [...cellsOf(sample)].filter(([place, { value }]) => !isSame(value, shown.get(place) ?? null)).map(([place, { value }]) => `${place}: ${JSON.stringify(value)} became ${JSON.stringify(shown.get(place))}`);
}

function isSame(a: CellValue, b: CellValue): boolean {
  if (typeof a === "number" && typeof b === "number") return Math.abs(a - b) <= Math.max(Math.abs(a) * 1e-12, NEXT_TO_NOTHING);
  return isError(a) ? isError(b) : (a ?? "") === (b ?? "");
}

/** Differences of unrounded figures, such as a present value less its proof, are no larger where they are meant to be 0. */
const NEXT_TO_NOTHING = 1e-7;

describe.each(COPIES)("samples/shared/$file", ({ book, mode, file }) => {
  test("holds nothing of an add-in, no author and no date, in any part", () => {
    const parts = Object.entries(unzipSync(bytesOf(file)));
    expect(parts.map(([name]) => name).filter((name) => /docProps|customXml|webextension|comments|externalLink|calcChain|printerSettings/i.test(name))).toEqual([]);
    for (const [name, content] of parts) expect(`${name}: ${/_xldudf_|_xlfn|fullCalcOnLoad|<dc:creator|lastModifiedBy|2026-01-01T/i.exec(strFromU8(content))?.[0] ?? "nothing"}`).toBe(`${name}: nothing`);
  });

  test("has no sentence about functions that it does not have", () => {
    const texts = [...valuesOf(openXlsx(bytesOf(file), []).workbook)].filter(([, value]) => typeof value === "string" && /\bDEAL\b|#NAME/.test(value));
    expect(texts).toEqual([]);
  });

  test("shows what the sample shows, without our functions; the master check is 0", () => {
    const { workbook } = openXlsx(bytesOf(file), []);
    recalculate(workbook, []);
    const shown = valuesOf(workbook);
    expect(differences(openSample(book).workbook, shown)).toEqual([]);
    expect(checkOf(shown)).toBe(0);
  });

  testWithLibreOffice("LibreOffice: master check 0 as it is and with every input moved; plain formulas follow as our functions do", () => {
    const moves = movesOf(book);
    const copies = inLibreOffice(mode).get(book) ?? [];
    expect(copies.map(checkOf)).toEqual(moves.map(() => 0));
    if (mode === "values") return;
    const sample = new MovedSample(book);
    copies.forEach((copy, i) => expect(sample.with(moves[i] ?? [], ({ workbook }) => differences(workbook, copy))).toEqual([]));
  });
});
