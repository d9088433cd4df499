import type { CellValue, Grid } from "../../cells/cell";
import { catalogue } from "../../functions/catalogue";
import type { CatalogueEntry } from "../../functions/catalogueEntry";
import type { CellRange } from "../../host/host";
import { nameForm, type NameForm } from "../../host/nameForm";
import { sheetPrefix } from "../../sheet/address";
import { WHOLE_SHEET, cellCount, cellsIn, rectangleAddress, type Area } from "../../sheet/area";
import { areaOfNode, areasRead } from "../../sheet/formula/areas";
import { callSites, callsDeal, type CallSite, type DealCall } from "../../sheet/formula/dealCalls";
import { allParts, unwrapped, type FormulaNode } from "../../sheet/formula/nodes";
import { formulaNode } from "../../sheet/formula/parser";
import { sameName, type DefinedName, type Position, type Sheet, type Workbook } from "../../sheet/workbook";
import { meaningOf } from "../calls/parameters";
import type { Deal, Problem, Role } from "../deal";
import { labelText } from "../sentences/phrases";

/** What is known of a deal besides its workbook. All of it may be missing: calls and names say enough for most of the list. */
export type Given = Partial<Pick<Deal, "currency" | "terms" | "choices" | "lines" | "problems">>;

/** A problem, and the stream by which it is put in order. */
export interface Found extends Problem {
  readonly stream?: string;
}

/** A call of the workbook. */
export interface Call {
  readonly site: CallSite;
  readonly call: DealCall;
  readonly arguments: readonly CallArgument[];
}

export interface CallArgument {
  readonly parameter: string;
  readonly node: FormulaNode;
  /** As the formula writes it. */
  readonly text: string;
  /** The cells, where the argument is a block of them. */
  readonly area?: Area;
}

/** Cells that say a part of the deal: an argument of a call, or a term. */
export interface Part {
  readonly role: Role;
  readonly stream: string;
  readonly area: Area;
  /** The name by which they are read, else their address. */
  readonly label: string;
  readonly name?: DefinedName;
  /** A call reads them; else they are a term of a proposal. */
  readonly isCalled: boolean;
}

/** A workbook as its problems are looked for: its names, its calls, and what cells say a part of the deal. */
export interface Book {
  readonly workbook: Workbook;
  readonly calls: readonly Call[];
  readonly parts: readonly Part[];
  readonly names: readonly NameInBook[];
  /** Every formula that calls none of our functions, and what it reads. Looked up where a change of a cell is advised. */
  readonly plainFormulas: () => readonly (Position & { readonly sheet: Sheet; readonly areas: readonly Area[]; readonly names: readonly DefinedName[] })[];
}

export interface NameInBook {
  readonly defined: DefinedName;
  readonly form: NameForm;
  /** A call or a term reads it. */
  readonly isUsed: boolean;
}

export function bookOf(workbook: Workbook, { terms = [] }: Given): Book {
  const calls = callSites(workbook, catalogue).flatMap((site) => site.calls.map((call): Call => ({ site, call, arguments: argumentsOf(workbook, site, call) })));
  const read = new Set([...calls.flatMap(({ site }) => namesIn(workbook, site.node, site.sheet)), ...terms.flatMap(({ source }) => namedBy(workbook, source.name ?? "") ?? [])]);
  const names = workbook.names.filter((defined) => !isBuiltIn(defined)).map((defined): NameInBook => ({ defined, form: nameForm(defined.formula), isUsed: read.has(defined) }));
  const called = calls.flatMap(({ call, site, arguments: given }) =>
    given.flatMap(({ parameter, node, area }): Part[] => {
      const role = roleOf(call.entry, parameter);
      return role === undefined || area === undefined ? [] : [{ role, stream: streamOf(terms, area), area, label: labelOf(node, area, site.sheet), ...nameOf(workbook, node, site.sheet), isCalled: true }];
    }),
  );
  const termed = terms.flatMap(({ role, stream, source, state }): Part[] => {
    const sheet = workbook.sheet(source.at.sheet);
    return sheet === undefined ? [] : [{ role, stream, area: { ...source.at, sheet }, label: source.name === undefined ? placeText(source.at) : labelText(source.name), isCalled: state === "read" }];
  });
  let formulas: ReturnType<Book["plainFormulas"]> | undefined;
  return { workbook, calls, parts: once([...called, ...termed]), names, plainFormulas: () => (formulas ??= plainFormulasOf(workbook)) };
}

function plainFormulasOf(workbook: Workbook): ReturnType<Book["plainFormulas"]> {
  return workbook.sheets.flatMap((sheet) =>
    [...cellsIn({ sheet, ...WHOLE_SHEET })].flatMap(({ row, column, cell: { formula } }) => {
      const node = formula === undefined || callsDeal(formula.text, catalogue) ? undefined : formulaNode(formula.text);
      return node === undefined ? [] : [{ sheet, row, column, areas: areasRead(workbook, node, sheet), names: namesIn(workbook, node, sheet) }];
    }),
  );
}

/** The same cells in the same role are one part, however many calls read them. */
function once(parts: readonly Part[]): Part[] {
  const found = new Map<string, Part>();
  for (const part of parts) {
    const key = `${part.role} ${placeText(rangeOf(part.area))}`;
    if (!found.has(key)) found.set(key, part);
  }
  return [...found.values()];
}

function argumentsOf(workbook: Workbook, site: CallSite, { node, entry }: DealCall): CallArgument[] {
  return node.arguments.flatMap((argument, i): CallArgument[] => {
    const parameter = entry.parameters[i]?.name;
    if (argument === null || parameter === undefined) return [];
    const area = areaOfNode(workbook, argument, site.sheet, site.row);
    return [{ parameter, node: argument, text: site.formula.text.slice(argument.start, argument.end), ...(area && { area }) }];
  });
}

/** `DEAL.WATERFALL.LINES` takes what DEAL.WATERFALL takes. */
export function functionOf({ entry }: DealCall): string {
  return entry.name.split(".")[1] ?? "";
}

/** What an argument says in a deal. Money that runs through it is a base where it is typed. */
function roleOf(entry: CatalogueEntry, parameter: string): Role | undefined {
  const meaning = meaningOf(entry, parameter);
  return meaning.is === "term" ? meaning.role : meaning.is === "money" ? "base" : meaning.is === "word" ? meaning.range?.role : undefined;
}

function streamOf(terms: NonNullable<Given["terms"]>, { sheet, top, left }: Area): string {
  return terms.find(({ source: { at } }) => sameName(at.sheet, sheet.name) && at.top === top && at.left === left)?.stream ?? "";
}

/** Names of the workbook that a formula reads. */
export function namesIn(workbook: Workbook, node: FormulaNode, home?: Sheet): DefinedName[] {
  return allParts(node).flatMap((part) => {
    if (part.kind !== "name") return [];
    const defined = namedBy(workbook, part.name, part.sheet ?? home?.name, part.sheet !== undefined);
    return defined === undefined ? [] : [defined];
  });
}

/** The name that is meant on a sheet: the sheet's own, else the workbook's. `name` may have its sheet in front. */
export function namedBy(workbook: Workbook, name: string, sheet?: string, isOfSheet = false): DefinedName | undefined {
  const [, quoted, plain, own = name] = /^(?:'((?:[^']|'')+)'|([^'!]+))!(.+)$/s.exec(name) ?? [];
  const scope = quoted?.replaceAll("''", "'") ?? plain ?? sheet;
  const named = (of: string) => workbook.names.find((defined) => sameName(defined.name, own) && sameName(defined.sheet ?? "", of));
  return (scope === undefined ? undefined : named(scope)) ?? (isOfSheet ? undefined : named(""));
}

/** The name that an argument is. */
function nameOf(workbook: Workbook, node: FormulaNode, home: Sheet): { readonly name?: DefinedName } {
  const inner = unwrapped(node);
  const [name] = inner.kind === "name" ? namesIn(workbook, inner, home) : [];
  return name === undefined ? {} : { name };
}

function isBuiltIn({ name, hidden }: DefinedName): boolean {
  return hidden === true || /^_xl|^(?:Print_Area|Print_Titles|_FilterDatabase|Criteria|Extract|Database)$/i.test(name);
}

function labelOf(node: FormulaNode, area: Area, home: Sheet): string {
  const inner = unwrapped(node);
  if (inner.kind !== "name") return placeText(rangeOf(area));
  return labelText(inner.sheet === undefined || inner.sheet === home.name ? inner.name : `${inner.sheet}!${inner.name}`);
}

export function rangeOf({ sheet, top, left, bottom, right }: Area): CellRange {
  return { sheet: sheet.name, top, left, bottom, right };
}

export function cellOf(sheet: Sheet, row: number, column: number): CellRange {
  return { sheet: sheet.name, top: row, left: column, bottom: row, right: column };
}

/** `Inputs!E5`, `'Net sales'!B2:C4`. Characters that no sheet's name shows are left out. */
export function placeText(range: CellRange): string {
  return `${sheetPrefix(range.sheet).replace(/[\p{C}]+/gu, "")}${rectangleAddress(range)}`;
}

/** A text of the workbook between quotation marks, in one line. */
export function quoted(text: string): string {
  const label = labelText(text);
  return label.startsWith('"') ? label : `"${label}"`;
}

/** The text of a cell, empty where it holds none. */
export function textIn(sheet: Sheet, row: number, column: number): string {
  const value = sheet.cell(row, column)?.value ?? null;
  return typeof value === "string" ? value : "";
}

/** More cells than any table of a deal has: whole columns. */
const MOST_CELLS = 100_000;

/** What an area holds, row by row; undefined for one of whole columns or rows. */
export function gridOf(area: Area): Grid | undefined {
  if (cellCount(area) > MOST_CELLS) return undefined;
  const { sheet, top, left, bottom, right } = area;
  return Array.from({ length: bottom - top + 1 }, (_, r) => Array.from({ length: right - left + 1 }, (_unused, c): CellValue => sheet.cell(top + r, left + c)?.value ?? null));
}
