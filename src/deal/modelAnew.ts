import type { CellToWrite, SheetToWrite, Writing, Written } from "../host/host";
import { standingCells } from "../host/workbookContent";
import { sheetPrefix } from "../sheet/address";
import { areaOf } from "../sheet/formula/areas";
import { Workbook, sameName, type Sheet } from "../sheet/workbook";
import { asWritten, at, put, sameEntry } from "./cellsToWrite";
import type { Answers, Deal } from "./deal";
import { KEPT_SHEET, keptIn, keptToReplace } from "./keptAnswers";
import { mergedModel, type MergedModel } from "./mergedModel";
import { modelIn, modelSheets, namesToReplace, notWritten, type ModelWriting } from "./modelWriting";
import { readDeal } from "./readDeal";

/** What writing a model anew comes to, and what somebody wants to know of it beforehand. Lines by what they are called. */
export interface ModelAnew extends ModelWriting, Pick<MergedModel, "added" | "gone" | "changed" | "kept"> {
  /** As it is worked out from the workbook's own cells now. */
  readonly deal: Deal;
  readonly replacing: Written;
  /** The sheets as they stand, so that they can be put back. */
  readonly before: Writing;
  /** Nothing would be another. */
  readonly isSame: boolean;
}

/**
 * The deal of a model that was written, worked out anew from the workbook's own cells. What somebody has typed over stays, and so does what was added beside,
 * between and below the lines. Refuses where something of somebody else's would be lost, or would read another line than before. A sentence: why there is nothing to write.
 */
export function modelAnew(workbook: Workbook, answers: Answers): ModelAnew | string {
  const standing = modelIn(workbook);
  if (standing === undefined) return "No model has been written into this workbook yet.";
  const replacing = keptToReplace(workbook);
  const { answers: keptAnswers, formulas } = keptIn(workbook);
  if (replacing === undefined || formulas.length === 0) return `The sheet ${KEPT_SHEET} does not say any more what the sheet ${standing.name} was written as. Rename or remove the sheet ${standing.name}, and write the model.`;
  const words = new Map([...keptAnswers, ...answers]);
  const base = without(workbook, standing);
  const [deal] = readDeal(base, words);
  const reason = deal === undefined ? "The workbook's own cells give no deal any more." : notWritten(deal);
  if (deal === undefined || reason !== undefined) return reason ?? "";
  const laid = modelSheets(base, deal, words, standing.name);
  const { sheet, ours, ...told } = mergedModel(workbook, standing, formulas, laid.sheet);
  const writing = { sheets: [laid.keptWith(ours), sheet], names: laid.names };
  const names = namesToReplace(workbook, laid.names, [`${KEPT_SHEET}!`, sheetPrefix(standing.name)]);
  const now = { sheets: [...replacing.sheets, { name: standing.name, cells: standingCells(standing) }], names, isOneStep: false };
  const before = { sheets: writing.sheets.map(({ name, rows }) => asItStands(workbook.sheet(name), rows)), names };
  return { ...told, sheet: standing.name, deal, writing, replacing: now, before, isSame: sameSheets(writing, before) };
}

/** The workbook as it would be if no model had been written. */
function without(workbook: Workbook, model: Sheet): Workbook {
  const base = new Workbook();
  const isOurs = (sheet: string) => sameName(sheet, model.name) || sameName(sheet, KEPT_SHEET);
  base.sheets.push(...workbook.sheets.filter((sheet) => sheet !== model));
  base.names.push(...workbook.names.filter(({ formula }) => !isOurs(areaOf(workbook, formula)?.sheet.name ?? "")));
  base.tables.push(...workbook.tables);
  base.otherWorkbooks.push(...workbook.otherWorkbooks);
  base.date1904 = workbook.date1904;
  return base;
}

/** A sheet as it would be written to stand as it does, in place of these rows. */
function asItStands(sheet: Sheet | undefined, instead: SheetToWrite["rows"]): SheetToWrite {
  const rows: CellToWrite[][] = [];
  instead.forEach((cells, r) => cells.forEach((cell, c) => cell !== null && put(rows, r + 1, c + 1, { value: "", format: sheet?.cell(r + 1, c + 1)?.format ?? "General" })));
  for (const { row, column, entry } of sheet === undefined ? [] : standingCells(sheet)) put(rows, row, column, asWritten(entry, sheet?.cell(row, column)?.format ?? "General"));
  return { name: sheet?.name ?? "", rows };
}

function sameSheets(a: Writing, b: Writing): boolean {
  const differ = a.sheets.some(({ rows }, i) => {
    const others = b.sheets[i]?.rows ?? [];
    const width = Math.max(0, ...[...rows, ...others].map((cells) => cells.length));
    return Array.from({ length: Math.max(rows.length, others.length) }, (_, r) => r + 1).some((row) => Array.from({ length: width }, (_, c) => c + 1).some((column) => !sameEntry(at(rows, row, column), at(others, row, column))));
  });
  return !differ && a.names.every(({ name, formula }) => b.names.some((other) => sameName(other.name, name) && other.formula === formula));
}
