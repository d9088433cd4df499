import { cellCount, type Area } from "../../sheet/area";
import { visitParts, type FormulaNode } from "../../sheet/formula/nodes";
import type { LineKind, Role } from "../deal";
import { standsForCells } from "./cellsRead";
import { allRead, copyRows, rowReads, runsDown } from "./copies";
import { periodCount, rowCount, type Draft, type Origin, type Reader } from "./draft";
import { rowLabel } from "./labels";
import { plainFormula, type Operand } from "./plainFormula";
import { roleSaid } from "./words";

/** Reads what a plain formula does with lines and typed cells. */
export function readPlain(reader: Reader, draft: Draft, node: FormulaNode): void {
  const isOperand = (part: FormulaNode) => standsForCells(part) || reader.callIn(part) !== undefined;
  const plain = plainFormula(node, isOperand);
  const operands = plain.does === "other" ? partsRead(node, isOperand) : plain.operands;
  const [first] = operands.filter((each) => standsForCells(each.node));
  draft.isDown = runsDown(reader, first?.node, draft.place, draft.area);
  const reading = new PlainReading(reader, draft, operands);
  if (plain.does === "add") reading.add(plain.hasNumber);
  else if (plain.does === "multiply") reading.multiply();
  else reading.asItIs();
}

/** The cells and calls within a formula that is not followed. */
function partsRead(node: FormulaNode, isOperand: (part: FormulaNode) => boolean): Operand[] {
  const found: Operand[] = [];
  visitParts(node, (part) => {
    if (!isOperand(part)) return true;
    found.push({ node: part, isMinus: false });
    return false;
  });
  return found;
}

/** An operand, and where it comes from in all rows together. */
interface OperandRead extends Operand {
  readonly origin: Origin;
  readonly area: Area | undefined;
}

class PlainReading {
  private readonly operands: readonly OperandRead[];
  private readonly readsLines: boolean;

  constructor(
    private readonly reader: Reader,
    private readonly draft: Draft,
    operands: readonly Operand[],
  ) {
    this.operands = operands.map((operand, i) => {
      if (!standsForCells(operand.node)) {
        const line = reader.part(operand.node, draft.place, `${draft.id} part ${i + 1}`);
        draft.edges.push({ row: -1, to: line, toRow: -1, isMoney: true, isMinus: operand.isMinus });
        return { ...operand, area: undefined, origin: { lines: [{ draft: line, row: -1 }], typed: [] } };
      }
      const area = allRead(reader.cells, operand.node, draft.place);
      return { ...operand, area, origin: area === undefined ? { lines: [], typed: [] } : reader.origin(area, "money") };
    });
    this.readsLines = this.operands.some(({ origin }) => origin.lines.length > 0);
  }

  add(hasNumber: boolean): void {
    const { draft, readsLines } = this;
    const addsToLine = this.operands.some(({ isMinus, origin }) => !isMinus && origin.lines.length > 0);
    for (const operand of this.operands) {
      this.addEdges(operand);
      for (const typed of operand.origin.typed) {
        const said = this.said(typed);
        const role: Role = said ?? (operand.isMinus ? "deductions" : addsToLine ? "fee" : "base");
        if (readsLines && !operand.isMinus) this.edgeToBase(typed, role);
        else draft.terms.push({ role, ...typed, reason: `${draft.id} ${operand.isMinus ? "takes it off" : "adds it"}.` });
      }
    }
    draft.isTotal = !hasNumber && this.isTotal();
    draft.kind = hasNumber ? "as is" : this.kindOfSum();
  }

  private kindOfSum(): LineKind {
    const { draft, operands, readsLines } = this;
    if (!readsLines) return "base";
    if (operands.some(({ isMinus }) => isMinus)) return "as is";
    const isMerged = draft.edges.some(({ row, to, toRow }) => ["split", "layers"].includes(to.kind) && draft.edges.some((other) => other.row === row && other.to === to && other.toRow !== toRow));
    const isPaidOut = draft.edges.some(({ to }) => to.kind === "as is" || to.kind === "split" || to.kind === "layers");
    const [row = -1] = draft.edges.map((edge) => edge.row).filter((each) => each >= 0);
    const added = draft.edges.filter((edge) => edge.row === row || edge.row === -1);
    return isMerged || isPaidOut || added.length < 2 ? "as is" : "earned";
  }

  /** One cell for each row, with the sum over all periods of one line. */
  private isTotal(): boolean {
    const { draft } = this;
    if (periodCount(draft) !== 1 || this.operands.length !== 1 || this.operands.some(({ origin, isMinus }) => isMinus || origin.typed.length > 0)) return false;
    const rows = new Set(draft.edges.map(({ row }) => row));
    return rows.size === rowCount(draft) && draft.edges.length === rows.size && draft.edges.every(({ to, toRow }) => toRow >= 0 && (periodCount(to) > 1 || to.isTotal === true));
  }

  multiply(): void {
    const rates = this.operands.flatMap((operand) => (operand.origin.lines.length > 0 ? [] : operand.origin.typed.flatMap((typed) => rateSaid(this.said(typed), typed))));
    const [rate, ...more] = rates;
    if (rate === undefined || more.length > 0 || this.operands.length !== 2) { this.asItIs(); return; }
    for (const operand of this.operands) {
      this.addEdges(operand);
      for (const typed of operand.origin.typed) {
        if (typed === rate.typed) this.draft.terms.push({ role: rate.role, ...typed, reason: `Its name or label says it, and ${this.draft.id} multiplies by it.` });
        else this.edgeToBase(typed, "base");
      }
    }
    this.draft.kind = rate.kind;
  }

  asItIs(): void {
    for (const operand of this.operands) {
      this.addEdges(operand);
      for (const typed of operand.origin.typed) {
        const role = this.readsLines ? this.said(typed) : undefined;
        if (role !== undefined && typeof typed.area.sheet.cell(typed.area.top, typed.area.left)?.value === "number") this.draft.terms.push({ role, ...typed, reason: `Its name or label says it, and ${this.draft.id} reads it.` });
      }
    }
  }

  private said({ area, name }: { readonly area: Area; readonly name?: string }): Role | undefined {
    return cellCount(area) > MOST_SAID ? undefined : roleSaid(name ?? this.reader.nameOf(area) ?? "", rowLabel(area.sheet, area.top, area.left)?.text ?? "");
  }

  private edgeToBase({ area, name }: { readonly area: Area; readonly name?: string }, role: Role): void {
    const to = this.reader.base(area, role, name, `It is read by ${this.draft.id}.`);
    this.draft.edges.push({ row: -1, to, toRow: 0, isMoney: true, isMinus: false });
  }

  /** Which rows of which lines each row reads. */
  private addEdges({ node, isMinus, area }: OperandRead): void {
    const { reader, draft } = this;
    if (area === undefined) return;
    const rows = copyRows(draft.place, draft.isDown);
    for (let row = 0; row < rows; row++) {
      const read = rowReads(reader.cells, node, draft.place, row, draft.isDown);
      for (const line of read === undefined ? [] : reader.origin(read, "money").lines) draft.edges.push({ row, to: line.draft, toRow: line.row, isMoney: true, isMinus });
    }
  }
}

/** What is multiplied is a row of figures at most; a larger block is a list. */
const MOST_SAID = 500;

type Typed = Origin["typed"][number];

function rateSaid(role: Role | undefined, typed: Typed): { typed: Typed; role: Role; kind: LineKind }[] {
  const kind: LineKind | undefined = role === "exchange rate" ? "currency" : role === "rate" ? "royalty" : role === "share" ? "share" : undefined;
  return role === undefined || kind === undefined ? [] : [{ typed, role, kind }];
}
