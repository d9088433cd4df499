import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isError, type CellValue } from "../../src/cells/cell";
import { openXlsx } from "../../src/file/xlsx";
import { catalogue } from "../../src/functions/catalogue";
import { cellPlace } from "../../src/sheet/address";
import { recalculate } from "../../src/sheet/recalculation";
import type { Workbook } from "../../src/sheet/workbook";
import { NAMES, fileOf } from "../handover/files";
import { recalculatedByLibreOffice, testWithLibreOffice } from "../support/libreOffice";
import { models } from "./models";

/** MODELS=20 draws so many of each kind. */
const OF_EACH = Number(process.env["MODELS"] ?? 1);
const SEED = Number(process.env["MODELS_SEED"] ?? 20261130);

interface Compared {
  readonly formulas: number;
  /** Numbers that differ somewhere behind their twelfth digit, where two programs take their steps in another order. */
  readonly near: number;
  /** `Plan!C7: =… is 5 in the file, here 6`. */
  readonly other: string[];
}

/** Every formula of a file that another program wrote, calculated anew, against the value that the program stored. */
function compared(bytes: Uint8Array): Compared {
  const [stored, ours] = [bytes, bytes].map((one) => openXlsx(one, NAMES).workbook) as [Workbook, Workbook];
  recalculate(ours, catalogue);
  const other: string[] = [];
  let [formulas, near] = [0, 0];
  for (const sheet of stored.sheets) {
    for (const [row, cells] of sheet.rows) {
      for (const [column, { value, formula, filledFrom }] of cells) {
        if ((formula === undefined && filledFrom === undefined) || value === null || VOLATILE.test(formula?.text ?? "")) continue;
        formulas++;
        const now = ours.sheet(sheet.name)?.cell(row, column)?.value ?? null;
        if (isSame(now, value)) continue;
        if (isNear(now, value)) near++;
        else other.push(`${cellPlace(sheet.name, row, column)}: =${formula?.text ?? ""} is ${shown(value)} in the file, here ${shown(now)}`);
      }
    }
  }
  return { formulas, near, other };
}

const VOLATILE = /\b(?:NOW|TODAY|RAND|RANDBETWEEN|RANDARRAY)\(/i;

function isSame(ours: CellValue, theirs: CellValue): boolean {
  if (typeof ours === "number" && typeof theirs === "number") return Number(ours.toPrecision(15)) === Number(theirs.toPrecision(15));
  return isError(ours) ? isError(theirs) && ours.error === theirs.error && ours.unsupported !== true : (ours ?? "") === (theirs ?? "");
}

function isNear(ours: CellValue, theirs: CellValue): boolean {
  return typeof ours === "number" && typeof theirs === "number" && Math.abs(ours - theirs) <= 1e-11 * Math.abs(theirs);
}

function shown(value: CellValue): string {
  return isError(value) ? `${value.error} ${value.message ?? ""}` : JSON.stringify(value);
}

/** Of the files of other makers only this one was calculated by its program; the others' values are what somebody wrote into them. */
test("libreoffice.xlsx: what LibreOffice stored is what comes out here, but for our functions, which it does not know", () => {
  const { formulas, near, other } = compared(readFileSync(join(__dirname, "fixtures/libreoffice.xlsx")));
  expect(other.filter((one) => !one.includes("DEAL."))).toEqual([]);
  expect([formulas, near]).toEqual([10, 0]);
});

testWithLibreOffice("models of finance, of which LibreOffice has stored every value", () => {
  const drawn = models(OF_EACH, SEED);
  const files = recalculatedByLibreOffice(drawn.map(({ book }) => fileOf(book)));
  const results = drawn.map(({ what }, i) => ({ what, ...compared(files[i] as Uint8Array) }));
  if (process.env["MODELS"] !== undefined) console.log(results.map(({ what, formulas, near, other }) => `${what}: ${formulas} formulas, ${near} near, ${other.length} other`).join("\n"));
  expect(results.flatMap(({ what, other }) => other.map((one) => `${what}: ${one}`))).toEqual([]);
  for (const { formulas } of results) expect(formulas).toBeGreaterThan(50);
});
