import { LAST_COLUMN, LAST_ROW, sheetPrefix } from "../../sheet/address";
import { filledRows } from "./shapes";
import { nameKey, type DefinedName } from "../../sheet/workbook";
import { allParts } from "../../sheet/formula/nodes";
import { formulaNode } from "../../sheet/formula/parser";
import type { CellRange } from "../../host/host";
import { labelText, oneLine } from "../sentences/phrases";
import { placeText, type Book, type Found, type NameInBook } from "./book";

/** Names that stand for no one block of cells, or for another one tomorrow. What the deal does not read is a note. */
export function nameProblems(book: Book): Found[] {
  return [...book.names.flatMap((named) => problemOf(book, named) ?? []), ...ambiguousNames(book)];
}

/** Whether nothing more needs to be said of what this name stands for. */
export function isUnfit({ form }: NameInBook): boolean {
  return form.kind === "broken" || form.kind === "areas" || (form.kind === "range" && isWhole(form.range));
}

function problemOf({ workbook }: Book, { defined, form, isUsed }: NameInBook): Found | undefined {
  const name = labelText(defined.name);
  const refersTo = oneLine(`=${defined.formula}`);
  const place = placeOf(defined);
  const kind = isUsed ? "warn" : "note";
  switch (form.kind) {
    case "broken":
      return { code: "N01", kind: isUsed ? "error" : "warn", place, sentence: `The name ${name} points to cells that have been deleted (${refersTo}).`, fix: isUsed ? `Point ${name} at the cells that are meant.` : `Point ${name} at other cells, or delete the name.` };
    case "areas":
      return { code: "N03", kind, place, sentence: `The name ${name} is several blocks of cells (${refersTo}); a term of a deal is one.`, fix: "Give each block a name of its own." };
    case "constant":
      return { code: "N04", kind, place, sentence: `The name ${name} stands for ${refersTo} and for no cell, where nobody sees it.`, fix: `Write it into a cell, and point ${name} there.` };
    case "relative":
      return { code: "N02", kind, place, sentence: `The name ${name} means other cells in every cell that uses it (${refersTo}, without $).`, fix: `Give ${name} an address with $.` };
    case "formula":
      return isMoving(defined.formula) ? { code: "N02", kind, place, sentence: `The name ${name} is a formula whose cells move (${refersTo}), so that nobody can check later what it stood for.`, fix: `Give ${name} the address that it has now.` } : undefined;
    case "range": {
      if (!isWhole(form.range)) return undefined;
      const sheet = workbook.sheet(form.range.sheet);
      const filled = sheet && filledRows({ ...form.range, sheet });
      return {
        code: "N05", kind: isUsed ? "error" : "note", place,
        sentence: `The name ${name} is a whole ${form.range.bottom === LAST_ROW ? "column" : "row"} (${refersTo}); a cell more or less would change the deal.`,
        ...(filled && { fix: `Cut ${name} to the cells that are filled, ${placeText(filled)}.` }),
      };
    }
    default:
      return undefined;
  }
}

/** As a formula would write it: `Terms!Rate`. */
function placeOf({ name, sheet }: DefinedName): { readonly name: string } {
  return { name: sheet === undefined ? name : sheetPrefix(sheet) + name };
}

function isWhole({ top, left, bottom, right }: CellRange): boolean {
  return (top === 1 && bottom === LAST_ROW) || (left === 1 && right === LAST_COLUMN);
}

/** OFFSET, INDIRECT, or a range between two calculated corners. */
function isMoving(formula: string): boolean {
  const node = formulaNode(formula);
  return node !== undefined && allParts(node).some((part) => (part.kind === "call" && /^(?:OFFSET|INDIRECT)$/i.test(part.name)) || (part.kind === "operation" && part.operator === ":"));
}

/** A name of the workbook and of a sheet at the same time: it depends on the sheet which is meant. The same name on several sheets is a way to write streams. */
function ambiguousNames({ names }: Book): Found[] {
  const workbookOwn = new Map(names.filter(({ defined }) => defined.sheet === undefined).map((named) => [nameKey(named.defined.name), named]));
  return names.flatMap(({ defined, isUsed }): Found[] => {
    const other = defined.sheet === undefined ? undefined : workbookOwn.get(nameKey(defined.name));
    if (other === undefined || !(isUsed || other.isUsed) || other.defined.formula.toLowerCase() === defined.formula.toLowerCase()) return [];
    const [name, sheet] = [labelText(defined.name), labelText(defined.sheet ?? "")];
    return [{
      code: "N06", kind: "warn", place: placeOf(defined),
      sentence: `The name ${name} means ${oneLine(`=${defined.formula}`)} on ${sheet} and ${oneLine(`=${other.defined.formula}`)} on the other sheets.`,
      fix: "Rename one of the two.",
    }];
  });
}
