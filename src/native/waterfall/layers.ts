import type { CellValue } from "../../cells/cell";
import type { Area } from "../../sheet/area";
import { cellReference, readFigure, saysWord, type Block } from "../parts/block";
import type { Line } from "../parts/proofSheet";
import { figureColumns, type WaterfallCall } from "./call";

const ALL_COLUMNS = ["Rank", "Payee", "Type", "Rate", "Amount", "Of", "Cap", "Until", "Carry", "Paid", "Owed"];

/** The layers on the proof sheet, cell by cell as given, with what must not change in them. */
export class GivenLayers {
  private readonly columns: readonly string[];
  private readonly first: number;
  private readonly added: readonly (Line | undefined)[];

  constructor(
    private readonly block: Block,
    private readonly call: WaterfallCall,
  ) {
    const { layers, table, layersArea } = call;
    this.columns = ALL_COLUMNS.filter((column) => table.has(column));
    this.added = this.writtenAmounts();
    if (table.bodyOffset === 1) this.block.headers(this.call.layersArea);
    const checks = this.columns.length;
    this.first = block.proof.next + 1;
    block.table(["layers", ...this.columns, "words as written", "figures as accepted"], layers.length, (row) => `layer ${row + 1}`, (_, row) => [
      ...this.columns.map((column) => this.readCell(row, column)),
      this.wordsAsWritten(row),
      this.figuresAccepted(row),
    ]);
    const column = (at: number) => block.proof.column(at, this.first, this.first + layers.length - 1);
    block.requires("words and ranks are those that the formulas are written for", `AND(${column(checks)})`);
    block.requires("the figures are such as their layers accept", `AND(${column(checks + 1)})`);
    block.emptyBelow("the layers", layersArea, table.bodyOffset + layers.length);
    for (const rank of new Set(layers.map((layer) => layer.rank))) this.ratesOfRank(rank);
  }

  /** The cell of a figure as given; 0 where the table has no such column, or the row does not read it. */
  figure(row: number, column: string): string {
    return this.reads(row, column) ? this.cell(row, column) : "0";
  }

  reads(row: number, column: string): boolean {
    const layer = this.call.layers[row];
    return layer !== undefined && this.columns.includes(column) && figureColumns(layer).includes(column);
  }

  /** What falls due by period, where it may. */
  addedBy(row: number): Line | undefined {
    return this.added[row];
  }

  /** The payee as the statement names it: as it is first written, while it is the same one. */
  payee(row: number): string {
    if (!this.columns.includes("Payee")) return '""';
    const [own, first] = [this.cell(row, "Payee"), this.cell(this.call.payees[row] ?? row, "Payee")];
    return own === first ? own : `IF(LOWER(${own})=LOWER(${first}),${first},${own})`;
  }

  /** Whether the payees that are the same, and those that are not, are so still. */
  samePayees(): string {
    const { payees } = this.call;
    if (!this.columns.includes("Payee")) return "TRUE";
    const firsts = [...new Set(payees)];
    const name = (row: number) => `LOWER(${this.cell(row, "Payee")})`;
    const all = this.block.proof.column(this.columns.indexOf("Payee"), this.first, this.first + payees.length - 1);
    const { proof } = this.block;
    const cells = firsts.map((first) => {
      const members = payees.filter((one) => one === first).length;
      return proof.once(`${members} ${members === 1 ? "row names" : "rows name"} the payee of layer ${first + 1}`, "", `SUMPRODUCT(--(LOWER(${all})=${name(first)}))=${members}`);
    });
    const repeated = payees.flatMap((first, row) => (first === row ? [] : [proof.once(`layer ${row + 1} has the payee of layer ${first + 1}`, "", `${name(row)}=${name(first)}`)]));
    const written = [...cells, ...repeated];
    return proof.once("each payee still has the same rows", "", `AND(${written[0] ?? "TRUE"}:${written.at(-1) ?? ""})`);
  }

  private cell(row: number, column: string): string {
    return this.block.proof.cell(this.first + row, this.columns.indexOf(column));
  }

  private source(row: number, column: string): string {
    const { layersArea, table } = this.call;
    return cellReference(this.block.proof, layersArea, table.bodyOffset + row, table.position(column) ?? 0);
  }

  private readCell(row: number, column: string): string {
    const source = this.source(row, column);
    if (column === "Rank") return readFigure(source, null);
    if (column === "Payee") return `IF(${source}=0,"",${this.hasWideSpaces(row) ? `${source}&""` : `TRIM(${source})`})`;
    return this.reads(row, column) ? readFigure(source) : `IF(${source}="","",${source})`;
  }

  /** TRIM would narrow spaces within a name. */
  private hasWideSpaces(row: number): boolean {
    const name = this.call.table.value(row, "Payee");
    return typeof name === "string" && name.trim().includes("  ");
  }

  /** Rank, type and the other words say what they said, and what the row does not read is blank or 0. */
  private wordsAsWritten(row: number): string {
    const layer = this.call.layers[row];
    if (layer === undefined) return "FALSE";
    const given = (column: string) => saysWord(this.cell(row, column), asFormulasCompare(this.call.table.value(row, column)));
    const unused = (column: string) => `OR(${this.cell(row, column)}="",${this.cell(row, column)}=0)`;
    const carry = (): string => {
      if (layer.type === "preferred" || (layer.type === "fixed" && layer.carried)) return given("Carry");
      return layer.type === "fixed" ? `OR(${this.cell(row, "Carry")}=0,${saysWord(this.cell(row, "Carry"), "no")},${saysWord(this.cell(row, "Carry"), "")})` : unused("Carry");
    };
    const saysOf = layer.type === "percent" || (layer.type === "preferred" && "unrecoupedOf" in layer.on);
    const conditions = this.columns.flatMap((column) => {
      if (column === "Rank") return [`${this.cell(row, column)}=${layer.rank}`];
      if (column === "Payee") return [`ISTEXT(${this.cell(row, column)})`, ...this.earnsOnTheSameRows(row)];
      if (column === "Type") return [given(column)];
      if (column === "Carry") return [carry()];
      if (column === "Of") return [saysOf ? given(column) : unused(column)];
      return this.reads(row, column) ? [] : [unused(column)];
    });
    return `AND(${conditions.join(",")})`;
  }

  /** The recoup rows on which a return is earned are this payee's, and no others at that rank are. */
  private earnsOnTheSameRows(row: number): string[] {
    const { layers, table } = this.call;
    const layer = layers[row];
    if (layer?.type !== "preferred" || !("unrecoupedOf" in layer.on)) return [];
    const { unrecoupedOf } = layer.on;
    const of = table.value(row, "Of");
    const rank = Number(typeof of === "string" ? /(\d+)\s*$/.exec(of)?.[1] : NaN);
    const name = (at: number) => `LOWER(${this.cell(at, "Payee")})`;
    return layers.flatMap((other, at) => (other.type === "recoup" && other.rank === rank ? [`${name(at)}${unrecoupedOf.includes(at) ? "=" : "<>"}${name(row)}`] : []));
  }

  /** What the function would refuse in the figures of one row. */
  private figuresAccepted(row: number): string {
    const layer = this.call.layers[row];
    if (layer === undefined) return "FALSE";
    const figures = figureColumns(layer).filter((column) => this.columns.includes(column));
    const cells = figures.map((column) => this.cell(row, column)).join(",");
    const figure = (column: string) => this.figure(row, column);
    const added = this.added[row];
    const range = added === undefined ? "0" : this.block.proof.range(added);
    const conditions = cells === "" ? [] : [`MIN(${cells})>=0`, `MAX(${cells})<=1E+15`];
    if (added !== undefined) conditions.push(`MIN(${range})>=0`, `MAX(${range})<=1E+15`);
    if (this.reads(row, "Cap") && this.reads(row, "Paid")) conditions.push(`OR(${figure("Cap")}=0,${figure("Paid")}<=${figure("Cap")})`);
    if (this.reads(row, "Rate") && layer.type !== "recoup") conditions.push(`${figure("Rate")}<=1`);
    if (layer.type === "fixed" && added !== undefined && this.reads(row, "Amount")) conditions.push(`OR(${figure("Amount")}=0,SUM(${range})=0)`);
    if (layer.type === "recoup" && this.reads(row, "Paid")) conditions.push(`${figure("Paid")}<=(${figure("Amount")}${added === undefined ? "" : `+SUM(${range})`})*(1+${figure("Rate")})`);
    if (this.reads(row, "Until")) {
      conditions.push(`${figure("Rate")}>0`, `${figure("Until")}>0`);
      if (layer.type === "catch-up") conditions.push(`${figure("Until")}<${figure("Rate")}`);
      else conditions.push(`${figure("Paid")}<=${figure("Until")}`, `OR(${figure("Cap")}=0,${figure("Cap")}>=${figure("Until")})`);
    }
    return conditions.length === 0 ? "TRUE" : `AND(${conditions.join(",")})`;
  }

  /** The rates of a split or catch-up are not above 100%, and make it up where they must. */
  private ratesOfRank(rank: number): void {
    const members = this.call.layers.flatMap((layer, row) => (layer.rank === rank ? [{ layer, row }] : []));
    const kind = members[0]?.layer.type;
    if (kind !== "split" && kind !== "catch-up") return;
    const sum = `SUM(${members.map(({ row }) => this.figure(row, "Rate")).join(",")})`;
    this.block.requires(`the rates of rank ${rank} are not above 100%`, `${sum}<=1+1E-12`);
    const isWhole = kind === "catch-up" || members.some(({ row }) => this.reads(row, "Until"));
    if (isWhole) this.block.requires(`the rates of rank ${rank} make up 100%`, `${sum}>=1-1E-12`);
  }

  /** The amounts by period of the rows that take them; those of the others must stay blank or 0. */
  private writtenAmounts(): (Line | undefined)[] {
    const { amounts, blankAmounts, layers, direction } = this.call;
    const { block } = this;
    if (blankAmounts !== null) block.requires("the amounts stay blank", `${cellReference(block.proof, blankAmounts, 0, 0)}=""`);
    if (amounts === null) return layers.map(() => undefined);
    const rowOf = (row: number, last = row): Area => (direction === "down" ? { ...amounts, left: amounts.left + row, right: amounts.left + last } : { ...amounts, top: amounts.top + row, bottom: amounts.top + last });
    const stayEmpty = (label: string, area: Area) => block.requires(label, `SUMPRODUCT((${block.proof.reference(area)}<>0)*(${block.proof.reference(area)}<>""))=0`);
    const lines = layers.map((layer, row) => {
      const takes = layer.type === "fixed" || layer.type === "recoup" || (layer.type === "preferred" && "capital" in layer.on);
      if (takes) return block.series(`amounts, layer ${row + 1}`, "as given", rowOf(row));
      stayEmpty(`amounts, layer ${row + 1}: none`, rowOf(row));
      return undefined;
    });
    const given = direction === "down" ? amounts.right - amounts.left + 1 : amounts.bottom - amounts.top + 1;
    if (given > layers.length) stayEmpty("amounts beyond the layers: none", rowOf(layers.length, given - 1));
    return lines;
  }
}

/** A word as LOWER(TRIM(…)) gives it. */
function asFormulasCompare(value: CellValue): string {
  return (typeof value === "string" ? value : "").replace(/ +/g, " ").replace(/^ | $/g, "").toLowerCase();
}
