import type { CatalogueEntry, CatalogueParameter } from "../../functions/catalogueEntry";
import type { Area } from "../../sheet/area";
import { bareName } from "../../sheet/formula/functionName";
import { visitParts, type FormulaNode } from "../../sheet/formula/nodes";
import { sheetPrefix } from "../../sheet/address";
import { sameName } from "../../sheet/workbook";
import type { Role } from "../deal";
import { areaKey, bare, standsForCells, type Cells } from "./cellsRead";
import { allRead, copyReads, copyRows, rowReads, runsDown } from "./copies";
import { rowCount, type Call, type Draft, type Place, type Reader } from "./draft";
import { rowLabel } from "./labels";
import { kindOf, meaningOf, moneyPlace, wordsOfParameter, type Meaning } from "./parameters";
import { roleSaid } from "./words";

/** Whether copies of a call are lines of their own: they are all on the same money, so that each is another reading of it. */
export function callsApart(cells: Cells, { entry, node }: Call, place: Place): boolean {
  const money = node.arguments[Math.max(0, moneyPlace(entry))];
  if ((place.down === 1 && place.across === 1) || money == null || !standsForCells(money)) return false;
  const [first, next] = [copyReads(cells, money, place, 0, 0), place.down > 1 ? copyReads(cells, money, place, 1, 0) : copyReads(cells, money, place, 0, 1)];
  return first !== undefined && next !== undefined && areaKey(first) === areaKey(next);
}

/** Reads what a call's arguments are to the deal. */
export function readCall(reader: Reader, draft: Draft, { entry, node }: Call): void {
  draft.kind = kindOf(entry);
  const money = node.arguments[moneyPlace(entry)] ?? undefined;
  draft.isDown = draft.area !== undefined && runsDown(reader, money !== undefined && standsForCells(money) ? money : undefined, draft.place, draft.area);
  for (const [i, parameter] of entry.parameters.entries()) {
    const given = node.arguments[i];
    if (given != null) new ArgumentReading(reader, draft, entry, parameter, given).read();
  }
  readRounding(draft);
}

/** ROUND around a call says to how many decimals it is paid. */
function readRounding(draft: Draft): void {
  const outer = draft.node && bare(draft.node);
  const places = outer?.kind === "call" && bareName(outer.name) === "ROUND" ? outer.arguments[1] : undefined;
  if (places?.kind !== "number" || typeof places.value !== "number") return;
  draft.choices.push({ choice: "decimals", word: places.value, words: Array.from({ length: 10 }, (_, at) => at), reason: `ROUND in ${draft.id} says it.` });
}

class ArgumentReading {
  private readonly meaning: Meaning;
  private readonly name: string;
  private readonly reason: string;

  constructor(
    private readonly reader: Reader,
    private readonly draft: Draft,
    private readonly entry: CatalogueEntry,
    parameter: CatalogueParameter,
    private readonly given: FormulaNode,
  ) {
    this.name = parameter.name;
    this.meaning = meaningOf(entry, parameter.name);
    this.reason = `${entry.name} in ${draft.id} takes it as its ${parameter.name}.`;
  }

  read(): void {
    const part = bare(this.given);
    if (["number", "text", "boolean"].includes(part.kind)) this.readTyped(part);
    else if (standsForCells(part)) this.readCells(part);
    else this.readExpression(part);
  }

  private get text(): string {
    return this.draft.place.text.slice(this.given.start, this.given.end);
  }

  private keep(read: { area?: Area; name?: string; line?: Draft; value?: string | number | boolean }): void {
    this.draft.arguments.set(this.name, { text: this.text, ...read });
  }

  private readTyped(part: FormulaNode): void {
    const value = "value" in part ? part.value : null;
    if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") { this.keep({}); return; }
    this.keep({ value });
    if (this.meaning.is === "word" && typeof value !== "boolean") this.choose(value, {}, `It is typed in the formula in ${this.draft.id}.`);
  }

  private choose(word: string | number, from: { area?: Area; name?: string }, reason: string): void {
    if (this.meaning.is !== "word") return;
    const { choice } = this.meaning;
    this.draft.choices.push({ choice, word, words: wordsOfParameter(this.entry, this.name, choice, word), ...from, reason });
  }

  private readCells(part: FormulaNode): void {
    const area = allRead(this.reader.cells, part, this.draft.place);
    if (area === undefined) { this.keep({}); return; }
    const own = copyReads(this.reader.cells, part, this.draft.place, 0, 0) ?? area;
    const name = part.kind === "table" ? this.text : part.kind === "name" ? this.nameWritten(part.name) : this.reader.nameOf(area);
    const line = this.readArea(part, area, name);
    this.keep({ area: own, ...(name !== undefined && { name }), ...(line && { line }) });
  }

  /** A name that belongs to the formula's sheet is written with it. */
  private nameWritten(name: string): string {
    const { workbook } = this.reader;
    const home = this.draft.place.sheet.name;
    const isOwn = this.text === name && workbook.names.some((each) => each.sheet !== undefined && sameName(each.sheet, home) && sameName(each.name, name));
    return isOwn ? `${sheetPrefix(home)}${name}` : this.text;
  }

  private readArea(part: FormulaNode, area: Area, name: string | undefined): Draft | undefined {
    switch (this.meaning.is) {
      case "money":
        return this.readMoney(part, area, name);
      case "term":
        return this.readTerm(area, this.meaning.role, name);
      case "word": {
        const { range } = this.meaning;
        if (area.top === area.bottom && area.left === area.right) {
          const [typed = { area, ...(name !== undefined && { name }) }] = this.reader.origin(area, "terms").typed;
          const value = area.sheet.cell(area.top, area.left)?.value;
          if (typeof value === "string" || typeof value === "number") this.choose(value, typed, this.reason);
        } else if (range !== undefined) {
          const [typed = { area, ...(name !== undefined && { name }) }] = this.reader.origin(area, "terms").typed;
          this.choose(range.word, typed, this.reason);
          if (range.role !== undefined) this.draft.terms.push({ role: range.role, ...typed, reason: this.reason });
        }
        return undefined;
      }
      default:
        return undefined;
    }
  }

  /** The lines that the money comes from, row by row; what is typed is a base. */
  private readMoney(part: FormulaNode, area: Area, name: string | undefined): Draft | undefined {
    const { reader, draft } = this;
    const rows = copyRows(draft.place, draft.isDown);
    let first: Draft | undefined;
    const add = (row: number, to: Draft, toRow: number) => {
      first ??= to;
      draft.edges.push({ row, to, toRow, isMoney: true, isMinus: false });
    };
    for (const typed of reader.origin(area, "money").typed) {
      const base = reader.base(typed.area, "base", typed.name ?? (areaKey(typed.area) === areaKey(area) ? name : undefined), this.reason);
      const count = rowCount(base);
      if (count > 1) for (let row = 0; row < count; row++) add(row, base, row);
      else add(-1, base, 0);
    }
    for (let row = 0; row < rows; row++) {
      const read = rowReads(reader.cells, part, draft.place, row, draft.isDown);
      const { lines } = read === undefined ? { lines: [] } : reader.origin(read, "money");
      const isBlock = rows === 1 && lines.length > 1 && lines.length === rowCount(draft);
      for (const [i, line] of lines.entries()) add(isBlock ? i : rows > 1 ? row : -1, line.draft, line.row);
    }
    return first;
  }

  /** What is typed is the term, be it somewhere behind plain formulas; a table that is typed in part is the term as a whole. */
  private readTerm(area: Area, role: Role, name: string | undefined): Draft | undefined {
    const { reader, draft, reason } = this;
    const { lines, typed } = reader.origin(area, holdsTyped(reader, area) ? "table" : "terms");
    const own = typed.filter((each) => isWithin(each.area, area));
    const [firstOwn] = own;
    if (firstOwn !== undefined) {
      const whole = typed.length === 1 && lines.length === 0 ? firstOwn.area : area;
      draft.terms.push({ role, area: whole, ...(name !== undefined && { name }), reason });
    }
    for (const each of typed) {
      if (own.includes(each)) continue;
      const said = firstOwn === undefined ? role : saidOf(reader, each);
      const isOne = each.area.top === each.area.bottom && each.area.left === each.area.right;
      if (said !== undefined && (firstOwn === undefined || (isOne && typeof each.area.sheet.cell(each.area.top, each.area.left)?.value === "number"))) draft.terms.push({ role: said, ...each, reason });
    }
    for (const line of lines) draft.edges.push({ row: -1, to: line.draft, toRow: line.row, isMoney: false, isMinus: false });
    return lines[0]?.draft;
  }

  /** A call or a calculation in place of cells: a line of its own, which stands in no cell. */
  private readExpression(part: FormulaNode): void {
    const { reader, draft } = this;
    if (part.kind === "array" || part.kind === "error" || this.meaning.is === "word" || this.meaning.is === "other") { this.keep({}); return; }
    if (this.meaning.is === "money" || reader.callIn(part) !== undefined) {
      const line = reader.part(part, draft.place, `${draft.id} ${this.name}`);
      draft.edges.push({ row: -1, to: line, toRow: -1, isMoney: this.meaning.is === "money", isMinus: false });
      this.keep({ line }); return;
    }
    const { role } = this.meaning;
    visitParts(part, (each) => {
      if (!standsForCells(each)) return true;
      const area = allRead(reader.cells, each, draft.place);
      if (area !== undefined) this.readTerm(area, role, each.kind === "name" ? each.name : reader.nameOf(area));
      return false;
    });
    this.keep({});
  }
}

function saidOf(reader: Reader, { area, name }: { area: Area; name?: string }): Role | undefined {
  return roleSaid(name ?? reader.nameOf(area) ?? "", rowLabel(area.sheet, area.top, area.left)?.text ?? "");
}

/** A table that is typed, be some of its cells calculated. */
function holdsTyped(reader: Reader, area: Area): boolean {
  return reader.origin(area, "table").typed.some((each) => isWithin(each.area, area));
}

function isWithin(part: Area, whole: Area): boolean {
  return part.sheet === whole.sheet && part.top >= whole.top && part.bottom <= whole.bottom && part.left >= whole.left && part.right <= whole.right;
}
