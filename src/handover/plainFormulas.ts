import { isError, type CellValue, type Grid } from "../cells/cell";
import { familyOf, type CatalogueEntry } from "../functions/catalogueEntry";
import { Refusal } from "../engine/refusal";
import { NativeRefusal, gridOf, type Argument, type BlockOf, type NativeBlock } from "../native/parts/block";
import { TOTAL_FORMAT, type Shown } from "../native/parts/shown";
import { nativeBlocks } from "../native/nativeBlocks";
import { FIRST_PERIOD, ProofSheet, fixedAddress, type Written } from "../native/parts/proofSheet";
import { LAST_COLUMN, LAST_ROW, sheetPrefix } from "../sheet/address";
import { areaOfNode } from "../sheet/formula/areas";
import { takesRange } from "../sheet/excel/functions";
import { cellsIn, type Area } from "../sheet/area";
import { evaluations } from "../sheet/evaluation";
import { LONGEST_FORMULA, functionCalls, unwrapped, visitParts, type CallNode, type FormulaNode } from "../sheet/formula/nodes";
import { formulaNode, parsedFormula } from "../sheet/formula/parser";
import { Sheet, sameName, type Cell, type Formula, type Workbook } from "../sheet/workbook";
import { callsDeal, type CallSite, type DealCall } from "../sheet/formula/dealCalls";
import { rewritten } from "../sheet/formula/rewriting";
import { ShareRefusal } from "./shareRefusal";

/** A call that has been turned into plain formulas. */
export interface PlainCall {
  readonly site: CallSite;
  readonly call: DealCall;
  readonly block: NativeBlock;
  /** Where its answer stands on the proof sheet. */
  readonly answer: Area;
  /** What the function answered when the file was shared. */
  readonly shown: Grid;
  /** Where the block begins. */
  readonly top: number;
}

/** The calls of a workbook in plain formulas, and the rows of their sheet that are folded away. */
export interface PlainFormulas {
  readonly calls: readonly PlainCall[];
  readonly folded: ReadonlySet<number>;
}

/**
 * Writes the calls of these cells as blocks of plain formulas on a sheet of their own, and lets the cells read the blocks.
 * The workbook has been recalculated. All that cannot be said is refused together, cell by cell.
 */
export function writePlainFormulas(workbook: Workbook, functions: readonly CatalogueEntry[], sites: readonly CallSite[], proofSheet: Sheet): PlainFormulas {
  return new PlainWriter(workbook, functions, proofSheet).written(sites);
}

const LABEL = 1;
/** Characters that the columns in front of the periods have room for. */
const LONGEST_TITLE = 80;

/** Half of what a sheet has room for. */
const MOST_LINES = LAST_ROW / 2;

/** A call's block, and the answers that have been written from it so far. */
interface WrittenBlock {
  readonly block: NativeBlock;
  readonly answers: Map<string, Area>;
  readonly top: number;
}

class PlainWriter {
  private readonly proof: ProofSheet;
  private readonly blocks = new Map<string, WrittenBlock>();
  private readonly values = new Map<string, Grid>();
  private readonly plainCalls: PlainCall[] = [];
  private readonly problems: string[] = [];

  constructor(
    private readonly workbook: Workbook,
    private readonly functions: readonly CatalogueEntry[],
    proofSheet: Sheet,
  ) {
    this.proof = new ProofSheet(proofSheet);
  }

  written(sites: readonly CallSite[]): PlainFormulas {
    this.proof.heading("Plain formulas");
    this.proof.note("A block for each call of the model, in formulas that any spreadsheet calculates: its result, which the model's cells read,");
    this.proof.note("and the lines in money that it comes from. Unfold a block (+ at the left) for every step, in whole numbers of cents or finer.");
    this.refuseNamesWithCalls();
    this.evaluateParts(sites);
    const changes = sites.flatMap((site) => {
      try {
        return this.siteChanges(site);
      } catch (refusal) {
        if (!(refusal instanceof NativeRefusal) && !(refusal instanceof Refusal)) throw refusal;
        this.problems.push(`${site.place}: ${refusal.message}`);
        return [];
      }
    });
    if (this.problems.length > 0) throw new ShareRefusal(this.problems);
    for (const change of changes) change();
    return { calls: this.plainCalls, folded: this.proof.folded };
  }

  private refuseNamesWithCalls(): void {
    for (const { name, formula } of this.workbook.names) {
      if (callsDeal(formula, this.functions)) this.problems.push(`the name ${name} stands for a call of ours, ${formula}; put it into a cell and name that`);
    }
  }

  /** What the calls and the calculated arguments now answer, formula by formula. */
  private evaluateParts(sites: readonly CallSite[]): void {
    const bySheet = new Map<Sheet, Set<string>>();
    for (const { sheet, row, formula, calls } of sites) {
      const texts = bySheet.get(sheet) ?? new Set<string>();
      bySheet.set(sheet, texts);
      for (const { node, text } of calls) {
        texts.add(text);
        for (const argument of node.arguments) {
          if (argument !== null && areaOfNode(this.workbook, unwrapped(argument), sheet, row) === undefined) texts.add(formula.text.slice(argument.start, argument.end));
        }
      }
    }
    for (const [sheet, texts] of bySheet) {
      const list = [...texts];
      evaluations(this.workbook, list, this.functions, sheet.name).forEach((grid, i) => this.values.set(`${sheet.name}!${list[i] ?? ""}`, grid));
    }
  }

  private valueOf(site: CallSite, text: string): Grid {
    return this.values.get(`${site.sheet.name}!${text}`) ?? [[null]];
  }

  /** Writes the blocks of a cell's calls; gives what is to be done to its cells. */
  private siteChanges(site: CallSite): (() => void)[] {
    const { cell, node, formula } = site;
    if (isError(cell.value)) throw new NativeRefusal(`it shows ${cell.value.error}${cell.value.message === undefined ? "" : `: ${cell.value.message}`} Mend it first`);
    const only = unwrapped(node);
    if (only.kind === "call" && site.calls[0]?.node === only) return this.pointedCells(site, this.answerOf(site, only));
    const whole = formula.kind === "plain" ? this.wholeText(site) : undefined;
    if (whole !== undefined) return [() => void Object.assign(cell, { formula: { text: whole, kind: "array" }, extent: { rows: 1, columns: 1 } })];
    const text = rewritten(formula.text, node, (part) => this.partText(site, part, false));
    const plain: Formula = { text, kind: formula.kind === "dynamic" && this.takesRangesWhole(site, text) ? "plain" : formula.kind === "dynamic" ? "array" : formula.kind };
    return [() => void (cell.formula = plain)];
  }

  /** A cell that holds one call alone, and all cells that it fills, each read their place of the answer. */
  private pointedCells({ sheet, row, column, cell, formula }: CallSite, answer: Area): (() => void)[] {
    const rows = answer.bottom - answer.top + 1;
    const columns = answer.right - answer.left + 1;
    const size = formula.kind === "plain" ? { rows: 1, columns: 1 } : (cell.extent ?? { rows: 1, columns: 1 });
    const changes: (() => void)[] = [];
    for (let r = 0; r < size.rows; r++) {
      for (let c = 0; c < size.columns; c++) {
        // A block that was entered over more cells than the answer has repeats one row or column, and is #N/A beyond.
        const [fromRow, fromColumn] = [rows === 1 ? 0 : r, columns === 1 ? 0 : c];
        const at = { sheet: answer.sheet, top: answer.top + fromRow, bottom: answer.top + fromRow, left: answer.left + fromColumn, right: answer.left + fromColumn };
        const text = fromRow < rows && fromColumn < columns ? sheetReference(at).replaceAll("$", "") : "NA()";
        changes.push(() => {
          const target = sheet.cell(row + r, column + c) ?? { value: null };
          delete target.extent;
          delete target.filledFrom;
          sheet.setCell(row + r, column + c, Object.assign(target, { formula: { text, kind: "plain" as const } }));
        });
      }
    }
    return changes;
  }

  /** The text that takes the place of a part: of a call its answer, of a spill its cells; where the text moves to another sheet, addresses say their sheet. */
  private partText(site: CallSite, part: FormulaNode, moves: boolean, isWhole = false): string | undefined {
    const { formula, sheet, row } = site;
    if (part.kind === "call" && site.calls.some(({ node }) => node === part)) {
      const answer = this.answerOf(site, part);
      const isWanted = site.formula.kind !== "plain" || moves || isWhole || standsAsRange(site.node, part);
      return sheetReference(isWanted ? answer : { ...answer, bottom: answer.top, right: answer.left });
    }
    if (part.kind === "spill") {
      const area = areaOfNode(this.workbook, part, sheet);
      if (area === undefined) throw new NativeRefusal(`${formula.text.slice(part.start, part.end)} stands for no cells`);
      return sheetReference(area);
    }
    if (!moves) return undefined;
    const text = formula.text.slice(part.start, part.end);
    if (part.kind === "reference" && part.sheet === undefined) return sheetPrefix(sheet.name) + text;
    if (part.kind === "name" && part.sheet === undefined && this.workbook.names.some((name) => sameName(name.name, part.name) && sameName(name.sheet ?? "", sheet.name))) return sheetPrefix(sheet.name) + text;
    if (part.kind === "table") {
      const area = areaOfNode(this.workbook, part, sheet, row);
      if (area !== undefined) return sheetReference(area);
    }
    if (part.kind === "table" || part.kind === "external") throw new NativeRefusal(`the argument ${text} reads ${part.kind === "table" ? "no part of a table here" : "another workbook"}; give the cells by their address`);
    if (part.kind === "prefix" && part.operator === "@") throw new NativeRefusal(`the argument ${text} depends on the row in which it stands; put it into a cell of its own`);
    if (part.kind === "call" && part.arguments.length === 0 && /^(ROW|COLUMN)$/i.test(part.name)) throw new NativeRefusal(`the argument with ${text} depends on where it stands; put it into a cell of its own`);
    return undefined;
  }

  /** The cells of the proof sheet that show what a call answers. */
  private answerOf(site: CallSite, node: FormulaNode): Area {
    const call = site.calls.find((one) => one.node === node);
    if (call === undefined) throw new RangeError("no call of ours");
    const { family, companion } = familyOf(call.entry);
    const blockOf = nativeBlocks.get(family);
    if (blockOf === undefined) throw new NativeRefusal(`${family} cannot be said in plain formulas yet`);
    const shown = this.valueOf(site, call.text);
    const refused = shown.flat().find(isError);
    if (refused !== undefined) throw new NativeRefusal(`${call.text} is refused: ${refused.message ?? refused.error} Mend it first`);

    const args = call.node.arguments.map((argument) => this.argumentKey(site, argument));
    const key = `${family}(${args.map(({ key: one }) => one).join(";")})`;
    let written = this.blocks.get(key);
    if (written === undefined) {
      written = this.blockFor(site, call, blockOf, args.map(({ cells }) => cells));
      this.blocks.set(key, written);
      if (this.proof.next > MOST_LINES) throw new ShareRefusal([`the plain formulas of ${this.blocks.size} calls fill ${MOST_LINES} lines, and more follow, from ${site.place} on. Share fewer sheets (--sheets), or the figures alone (--mode values)`]);
    }
    let answer = written.answers.get(companion);
    if (answer === undefined) {
      const first = this.proof.heading(`${site.place}: ${withoutNamespace(call.text)}, as the call lays it out`);
      answer = this.proof.grid(written.block.shown(companion).map((row) => row.map(writtenCell)));
      this.proof.blank();
      this.proof.foldFrom(first);
      written.answers.set(companion, answer);
    }
    // Calls around this one read them before anything is recalculated.
    for (const { row, column, cell } of cellsIn(answer)) if (cell.formula !== undefined) cell.value = shown[row - answer.top]?.[column - answer.left] ?? null;
    this.plainCalls.push({ site, call, block: written.block, answer, shown, top: written.top });
    return answer;
  }

  /**
   * Writes a call's block: at its top what it stands for, the result and the few lines that it comes from, and folded away beneath them every step.
   * How many lines stand at the top is known once the steps are: they are rehearsed.
   */
  private blockFor(site: CallSite, call: DealCall, blockOf: BlockOf, args: readonly ArgumentCells[]): WrittenBlock {
    const { proof } = this;
    const scratch = new ProofSheet(new Sheet(proof.sheet.name));
    const rehearsed = blockOf(new ProofSheet(scratch.sheet, true), "", args.map((place) => place(scratch)));
    const title = `${site.place}: ${withoutNamespace(call.text)}`;
    const top = proof.keptFree(1 + rehearsed.answers.length + rehearsed.lines.length + (title.length > LONGEST_TITLE ? 1 : 0));
    const first = proof.next;
    const block = blockOf(proof, "every step", args.map((place) => place(proof)));
    proof.blank();
    proof.foldFrom(first);
    const answer = this.writeTop({ top, below: first, title, place: site.place }, block);
    return { block, answers: new Map(block.isAcross ? [["", answer]] : []), top };
  }

  /** Gives the cells of the answer. */
  private writeTop({ top, below, title, place }: { readonly top: number; readonly below: number; readonly title: string; readonly place: string }, { answers, lines, heads }: NativeBlock): Area {
    const { proof } = this;
    const firstLine = below - answers.length - lines.length;
    proof.put(top, LABEL, { value: title, bold: true, link: place });
    heads.forEach((head, t) => proof.put(firstLine - 1, FIRST_PERIOD + t, { ...writtenCell(head), bold: true }));
    [...answers, ...lines].forEach(({ labels, figures }, i) => {
      const bold = i < answers.length ? { bold: true } : {};
      readableLabels(labels).forEach((label, c) => label !== "" && proof.put(firstLine + i, LABEL + c, { ...writtenCell(label), ...bold }));
      figures.forEach((figure, t) => proof.put(firstLine + i, FIRST_PERIOD + t, { ...writtenCell(figure), ...bold, format: TOTAL_FORMAT }));
    });
    return { sheet: proof.sheet, top: firstLine, left: FIRST_PERIOD, bottom: firstLine + answers.length - 1, right: FIRST_PERIOD + (answers[0]?.figures.length ?? 1) - 1 };
  }

  /** What an argument points at: a key that tells it from others, and its cells, which are written only once a block needs them. */
  private argumentKey(site: CallSite, argument: FormulaNode | null): { readonly key: string; readonly cells: ArgumentCells } {
    if (argument === null) return { key: "", cells: () => null };
    const text = site.formula.text.slice(argument.start, argument.end);
    const node = unwrapped(argument);
    const area = areaOfNode(this.workbook, node, site.sheet, site.row);
    if (area !== undefined) {
      if (area.bottom === LAST_ROW || area.right === LAST_COLUMN) throw new NativeRefusal(`${text} is a whole column or row; give the rows that are filled`);
      return { key: sheetReference(area), cells: () => area };
    }
    if (node.kind === "call" && site.calls.some((one) => one.node === node)) {
      const answer = this.answerOf(site, node);
      return { key: sheetReference(answer), cells: () => answer };
    }
    const values = this.valueOf(site, text);
    if (isConstant(node)) return { key: text, cells: (proof) => argumentCells(proof, text, values.map((row) => row.map((value) => ({ value })))) };
    const moved = rewritten(site.formula.text, node, (part) => this.partText(site, part, true));
    if (moved.length > LONGEST_FORMULA) throw new NativeRefusal(`the argument ${text.slice(0, 40)}… has ${moved.length} characters once it names the sheet of every cell, and a formula ${LONGEST_FORMULA} at most; put it into a cell of its own`);
    const rows = values.length;
    const columns = values[0]?.length ?? 1;
    if (rows * columns > 1 && site.formula.kind === "plain") throw new NativeRefusal(`the argument ${text} calculates with several cells in a formula that takes one; put it into cells of its own`);
    return {
      key: moved,
      cells: (proof) => {
        if (rows * columns === 1) return argumentCells(proof, text, [[{ formula: moved, value: values[0]?.[0] ?? null }]]);
        return argumentCells(proof, text, values.map((row) => row.map((value) => ({ value }))), moved);
      },
    };
  }

  /**
   * The formula of one cell in which all that a call answers goes to the functions around it, where a range would be cut to the cell's row.
   * Undefined where that is not what the cell shows.
   */
  private wholeText(site: CallSite): string | undefined {
    const { formula, node, sheet, cell } = site;
    const isWide = ([first = [], ...more]: Grid): boolean => more.length > 0 || first.length > 1;
    const isNested = site.calls.some((call) => isWide(this.valueOf(site, call.text)) && isWithinFunction(node, call.node) && !standsAsRange(node, call.node));
    if (!isNested || !this.takesRangesWhole(site, formula.text)) return undefined;
    const text = rewritten(formula.text, node, (part) => this.partText(site, part, false, true));
    const value = evaluations(this.workbook, [text], [], sheet.name)[0]?.[0]?.[0] ?? null;
    const isShown = typeof value === "number" && typeof cell.value === "number" ? Math.abs(value - cell.value) <= Math.abs(cell.value) * 1e-9 : value === cell.value;
    return isShown ? text : undefined;
  }

  /** Whether no part of a formula calculates with several cells at once, so that it may be written as a formula of one cell. */
  private takesRangesWhole({ sheet, cell }: CallSite, text: string): boolean {
    if (cell.extent !== undefined && (cell.extent.rows > 1 || cell.extent.columns > 1)) return false;
    const isWide = (node: FormulaNode): boolean => {
      const area = areaOfNode(this.workbook, node, sheet);
      if (area !== undefined) return area.top !== area.bottom || area.left !== area.right;
      return node.kind === "array" || node.kind === "name" || node.kind === "union";
    };
    const taken = new Set<FormulaNode>();
    let fits = true;
    visitParts(parsedFormula(text), (part) => {
      if (taken.has(part)) return false;
      if (part.kind !== "call") fits &&= !isWide(part);
      else part.arguments.forEach((argument, i) => argument !== null && takesRange(part.name, i) && isWide(argument) && taken.add(argument));
      return fits;
    });
    return fits;
  }
}

/** An area as a formula on any sheet writes it: `'Plain formulas'!$D$5:$O$5`. */
export function sheetReference(area: Area): string {
  return sheetPrefix(area.sheet.name) + fixedAddress(area);
}

/** A formula that fills a block of cells, as Ctrl+Shift+Enter enters it. */
function fillBlock({ sheet, top, left, bottom, right }: Area, text: string): void {
  const first = sheet.cell(top, left) as Cell;
  first.formula = { text, kind: "array" };
  first.extent = { rows: bottom - top + 1, columns: right - left + 1 };
  for (let row = top; row <= bottom; row++) {
    for (let column = left; column <= right; column++) {
      if (row !== top || column !== left) Object.assign(sheet.cell(row, column) as Cell, { filledFrom: { row: top, column: left } });
    }
  }
}

/** Writes the cells of an argument on a proof sheet, where it has none of its own. */
type ArgumentCells = (proof: ProofSheet) => Argument;

/** Cells of a proof sheet that hold an argument; `fills` is the formula that fills them all. */
function argumentCells(proof: ProofSheet, text: string, cells: readonly (readonly Written[])[], fills?: string): Area {
  proof.note(`the argument ${text}`);
  const area = proof.grid(cells);
  if (fills !== undefined) fillBlock(area, fills);
  return area;
}

/** Labels in the three columns in front of the periods; of more than three one text. */
function readableLabels(labels: readonly Shown[]): readonly Shown[] {
  if (labels.length < FIRST_PERIOD) return labels;
  const given = labels.filter((label) => label !== "");
  const quoted = given.map((label) => (typeof label === "object" ? label.formula : `"${String(label).replaceAll('"', '""')}"`));
  return given.every((label) => typeof label !== "object") ? [given.map(String).join(", ")] : [{ formula: quoted.join('&", "&') }];
}

/** A call as it is shown to those who do not have the functions. */
export function withoutNamespace(text: string): string {
  return text.replace(/DEAL\./gi, "");
}

function writtenCell(shown: Shown): Written {
  if (typeof shown === "object") return shown;
  // An empty cell would be read as 0.
  return shown === "" ? { formula: '""' } : { value: shown };
}

function isConstant(node: FormulaNode): boolean {
  if (node.kind === "prefix" && node.operator !== "@") return isConstant(node.operand);
  return node.kind === "number" || node.kind === "text" || node.kind === "boolean" || node.kind === "array" || (node.kind === "percent" && isConstant(node.operand));
}

/** Whether a call stands, however deep, in an argument of another function. */
function isWithinFunction(formula: FormulaNode, call: CallNode): boolean {
  return functionCalls(formula).some((outer) => outer !== call && outer.start <= call.start && call.end <= outer.end);
}

/** Whether a call is the direct argument of a function that takes ranges whole. */
function standsAsRange(formula: FormulaNode, call: FormulaNode): boolean {
  return functionCalls(formula).some((outer) => outer.arguments.some((argument, i) => argument === call && takesRange(outer.name, i)));
}

/** `A1#` becomes the cells over which A1 spills, in all formulas and names: older programs do not know the sign, and A1 will spill no more. */
export function spellOutSpills(workbook: Workbook): void {
  const spelled = (text: string, home: Sheet | undefined): string => {
    const node = text.includes("#") ? formulaNode(text) : undefined;
    if (node === undefined) return text;
    return rewritten(text, node, (part) => {
      const area = part.kind === "spill" ? areaOfNode(workbook, part, home) : undefined;
      return area === undefined ? undefined : area.sheet === home ? fixedAddress(area) : sheetReference(area);
    });
  };
  for (const sheet of workbook.sheets) {
    for (const cells of sheet.rows.values()) {
      for (const cell of cells.values()) {
        if (cell.formula !== undefined) cell.formula = { ...cell.formula, text: spelled(cell.formula.text, sheet) };
      }
    }
  }
  workbook.names.forEach((name, i) => (workbook.names[i] = { ...name, formula: spelled(name.formula, undefined) }));
}

/** What the cells of an area hold, as values alone. */
export function valuesOf(area: Area): CellValue[][] {
  return gridOf(area).map((row) => [...row]);
}
