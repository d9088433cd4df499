import { openXlsx } from "../../src/file/xlsx";
import { catalogue } from "../../src/functions/catalogue";
import type { Answers, Deal, Word } from "../../src/deal/deal";
import { readDeal } from "../../src/deal/readDeal";
import { InMemoryHost } from "../../src/host/inMemory";
import { areaOf } from "../../src/sheet/formula/areas";
import { recalculate } from "../../src/sheet/recalculation";
import type { Workbook } from "../../src/sheet/workbook";
import { writeModel } from "../../src/taskpane/commands/writeModel";
import { workbookBytes } from "../support/workbookBytes";
import { NAME_SETS, STRANGERS_SETS, setWorkbook, type NameSet } from "./nameSets";

const NAMES = catalogue.map(({ name }) => name);

/** A file's workbook, calculated. */
export function opened(bytes: Uint8Array): Workbook {
  const { workbook } = openXlsx(bytes, NAMES);
  recalculate(workbook, catalogue);
  return workbook;
}

export function bytesOfSet(id: string): Uint8Array {
  const set = [...NAME_SETS, ...STRANGERS_SETS].find((one: NameSet) => one.id === id);
  if (set === undefined) throw new Error(`There is no set ${id}`);
  return workbookBytes(setWorkbook(set));
}

/** The deal of a workbook under the first answer to whatever is asked, until nothing is. */
export function answered(workbook: Workbook): { readonly deal: Deal | undefined; readonly answers: Answers } {
  const answers = new Map<string, Word>();
  for (;;) {
    const [deal] = readDeal(workbook, answers);
    const open = (deal?.questions ?? []).filter(({ taken, changesTotal }) => taken === undefined && changesTotal);
    if (open.length === 0) return { deal, answers };
    for (const { id, options } of open) answers.set(id, options[0]?.answer ?? "none");
  }
}

export interface Written {
  readonly host: InMemoryHost;
  /** The name of the sheet of its lines. */
  readonly sheet: string;
  readonly bytes: Uint8Array;
  readonly workbook: Workbook;
}

/** A file with the model of its deal. */
export async function written(bytes: Uint8Array, deal: Deal, answers: Answers): Promise<Written> {
  const host = InMemoryHost.ofBytes(bytes);
  const { sheet } = await writeModel(host, opened(bytes), deal, answers);
  const after = await host.bytes();
  return { host, sheet, bytes: after, workbook: opened(after) };
}

/** What the master check shows. */
export function checkOf(workbook: Workbook): unknown {
  const at = areaOf(workbook, "Deal_Check");
  return at?.sheet.cell(at.top, at.left)?.value;
}

/** The figures of all rows of the preview. */
export const figures = ({ lines }: Deal) => lines.flatMap(({ rows }) => rows.map(({ values }) => values));

/** Those that stand on the sheet of its model. */
export function figuresOn(workbook: Workbook, name: string, { lines, periods }: Deal) {
  const sheet = workbook.sheet(name);
  const rows = [...(sheet?.rows ?? [])].sort(([a], [b]) => a - b).flatMap(([row, cells]) => (row > 6 && typeof cells.get(1)?.value === "string" ? [row] : []));
  return lines.flatMap(({ rows: its }) => its).map(({ values }, i) => values.map((_, t) => sheet?.cell(rows[i] ?? 0, values.length === 1 && periods.length !== 1 ? 4 : 5 + t)?.value ?? null));
}
