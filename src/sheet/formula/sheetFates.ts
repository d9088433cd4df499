import { sheetPrefix } from "../address";
import { visitParts, type FormulaNode, type Sheets } from "./nodes";
import { formulaNode } from "./parser";
import { rewritten } from "./rewriting";

/** What has become of sheets: by the name that each had, the name that it has now, or null where it was removed. */
export class SheetFates {
  private readonly names: ReadonlyMap<string, string | null>;
  private readonly goneTables: ReadonlySet<string>;

  /** `goneTables`: the tables that stood on removed sheets. */
  constructor(fates: Iterable<readonly [before: string, now: string | null]>, goneTables: Iterable<string> = []) {
    this.names = new Map([...fates].filter(([before, now]) => before !== now).map(([before, now]) => [before.toLowerCase(), now]));
    this.goneTables = new Set([...goneTables].map((name) => name.toLowerCase()));
  }

  get isNone(): boolean {
    return this.names.size === 0;
  }

  /** The name that a sheet has now. */
  nameOf(sheet: string): string | null {
    const now = this.names.get(sheet.toLowerCase());
    return now === undefined ? sheet : now;
  }

  /** A formula that reads the sheets under their names of now, and #REF! where a sheet is gone. What cannot be read stays as it is. */
  followed(formula: string): string {
    if (this.isNone) return formula;
    const node = formulaNode(formula);
    return node === undefined ? formula : formula.slice(0, node.start) + rewritten(formula, node, (part) => this.replacement(formula, part)) + formula.slice(node.end);
  }

  private replacement(formula: string, part: FormulaNode): string | undefined {
    // Of another workbook: its sheets have no part in this.
    if (part.kind === "external") return formula.slice(part.start, part.end);
    if (part.kind === "spill" && this.isLost(part.operand)) return LOST;
    if (part.kind === "operation" && part.operator === ":" && (this.isLost(part.left) || this.isLost(part.right))) return LOST;
    if (this.isLost(part)) return LOST;
    const { sheet, lastSheet } = sheetsOf(part);
    if (sheet === undefined) return undefined;
    const [first, last] = [this.nameOf(sheet), lastSheet === undefined ? undefined : this.nameOf(lastSheet)];
    if (first === sheet && last === lastSheet) return undefined;
    const written = formula.slice(part.start, part.end);
    return prefixOf(first ?? "", last ?? undefined) + written.slice(PREFIX.exec(written)?.[0].length ?? 0);
  }

  private isLost(part: FormulaNode): boolean {
    if (part.kind === "table" && part.table !== undefined && this.goneTables.has(part.table.toLowerCase())) return true;
    const { sheet, lastSheet } = sheetsOf(part);
    return [sheet, lastSheet].some((name) => name !== undefined && this.nameOf(name) === null);
  }
}

/** Whether a formula reads several sheets at once, and one of them stands at an end: what `Jan:Dec!B7` is without December, nothing says. */
export function endsARow(formula: string, sheet: string): boolean {
  const node = formulaNode(formula);
  let found = false;
  if (node !== undefined) {
    visitParts(node, (part) => {
      const { sheet: first, lastSheet: last } = sheetsOf(part);
      found ||= last !== undefined && [first, last].some((name) => name?.toLowerCase() === sheet.toLowerCase());
      return true;
    });
  }
  return found;
}

const LOST = "#REF!";

/** What stands before an address or a name: `Terms!`, `'Net sales'!`, `Jan:Dec!`. */
const PREFIX = /^(?:'(?:[^']|'')*'|[^'!]*)!/;

function sheetsOf(part: FormulaNode): Sheets {
  return part.kind === "reference" || part.kind === "name" || part.kind === "table" || part.kind === "error" ? part : {};
}

function prefixOf(first: string, last: string | undefined): string {
  if (last === undefined) return sheetPrefix(first);
  const [one, other] = [sheetPrefix(first), sheetPrefix(last)];
  const isPlain = !one.startsWith("'") && !other.startsWith("'");
  return isPlain ? `${first}:${last}!` : `'${first.replace(/'/g, "''")}:${last.replace(/'/g, "''")}'!`;
}
