import type { Area } from "../../sheet/area";
import { decimalOf } from "../../cells/decode";
import { isBlank, type CellValue, type Grid } from "../../cells/cell";
import type { Direction, Reading } from "../../cells/decode";
import type { Column } from "../../cells/table";
import { cellPlace, columnLetters, sheetPrefix } from "../../sheet/address";
import { ProofSheet, WHOLE_LIMIT, fixedAddress, type Line, type Period } from "./proofSheet";
import { shownCells, figureWhere, readLines, type InShort, type ReadLine, type Shown, type ShownTable } from "./shown";

/** An argument of a call: the cells that it points at, or null where it was left out. Never a copied amount. */
export type Argument = Area | null;

/** A call in plain formulas, as it stands on the proof sheet. */
export interface NativeBlock {
  /** The answer of the function, or of its companion (`LINES`), cell by cell as the call lays it out. */
  readonly shown: (companion: string) => Shown[][];
  /** TRUE where everything given is still what the function accepts. */
  readonly valid: string;
  /** TRUE where the figures of the answer and of its statement are exact: see `exactWhile`. */
  readonly exact: string;
  /** TRUE where those of the answer are, though a line of the statement may be one to 15 digits: see `statementExactWhile`. */
  readonly exactAnswer: string;
  /** The statement's own check, which must be 0. */
  readonly check: string;
  /** The answer as a reader reads it, a line below the other; where its periods run across, that is how the call lays it out. */
  readonly answers: readonly ReadLine[];
  readonly isAcross: boolean;
  /** The few lines in money from which the answer comes. */
  readonly lines: readonly ReadLine[];
  /** How many there are, and what they are headed with. */
  readonly heads: readonly Shown[];
}

/** Writes a call of one function on the proof sheet, below what stands there. `title` says which call. */
export type BlockOf = (proof: ProofSheet, title: string, args: readonly Argument[]) => NativeBlock;

/** Why a call cannot be written in plain formulas. */
export class NativeRefusal extends Error {
  constructor(message: string) {
    super(message);
    this.name = "NativeRefusal";
  }
}

/** How many periods a block has at most: its columns. */
const MOST_PERIODS = 1_000;

/** A block being written: first what the call is given, then the working, then the conditions under which it stands. */
export class Block {
  private readonly conditions: { readonly label: string; readonly formula: string }[] = [];
  private readonly limits: { readonly label: string; readonly formula: string }[] = [];
  private readonly statementLimits: { readonly label: string; readonly formula: string }[] = [];
  private readonly top: number;

  constructor(
    readonly proof: ProofSheet,
    /** What stands above the block: the call, and where it is made. */
    title: string,
    readonly periods: number,
  ) {
    if (periods > MOST_PERIODS) throw new NativeRefusal(`it has ${periods} periods; plain formulas are written for ${MOST_PERIODS} at most`);
    proof.begin();
    proof.heading(title);
    this.top = proof.heads("as given", ["once", ...numbered(periods)]);
  }

  /** The number of a period, as a formula reads it: it stands in the block's head. */
  number(period: Period): string {
    return `${period.of(this.top).replace(/\d+$/, "")}$${this.top}`;
  }

  /** The figures of each period, as given. */
  series(label: string, unit: string, area: Area, blanks: "zero" | "refused" = "zero", direction = directionOf(area)): Line {
    return this.proof.across(label, unit, this.periods, (period) => readFigure(this.source(area, direction, period), blanks === "zero" ? "0" : null));
  }

  /** The cells beside each period, whatever they hold. A blank becomes an empty text. */
  labels(label: string, area: Area): Line {
    return this.proof.across(label, "", this.periods, (period) => {
      const source = this.source(area, directionOf(area), period);
      return `IF(${source}="","",${source})`;
    });
  }

  /** One figure; `fallback` where it is left out or its cell is blank (null: a blank is refused). */
  figure(label: string, unit: string, argument: Argument, fallback: number | null): string {
    const written = argument === null ? { value: fallback } : { formula: readFigure(cellReference(this.proof, argument, 0, 0), fallback === null ? null : String(fallback)) };
    return this.proof.once(label, unit, written);
  }

  /** A word of the contract: the formulas below are written for it and stand only as long as it says so. */
  word(label: string, argument: Argument, word: string): void {
    if (argument === null) {
      this.proof.once(label, "word, not given", { value: word });
      return;
    }
    const source = cellReference(this.proof, argument, 0, 0);
    const cell = this.proof.once(label, "word", `IF(${source}="","",${source})`);
    // A blank cell stands for the word that is taken where none is given.
    const isBlank = (gridOf(argument)[0]?.[0] ?? "") === "";
    this.requires(`${label} says ${word}`, isBlank ? `OR(${cell}="",${saysWord(cell, word)})` : saysWord(cell, word));
  }

  /** A figure that a formula reads from what is given. */
  read(label: string, unit: string, formula: string): string {
    return this.proof.once(label, unit, formula);
  }

  /** A number that the formulas are written with: how finely amounts are counted. */
  constant(label: string, value: number): string {
    return this.proof.once(label, "", { value });
  }

  /** A table as given, below its heads; `cells` writes one row, whose number on the sheet it is told. Gives the number of the first. */
  table(heads: readonly string[], rows: number, label: (index: number) => string, cells: (row: number, index: number) => readonly string[]): number {
    const [title = "", ...columns] = heads;
    this.proof.heads(title, columns);
    const first = this.proof.next;
    for (let index = 0; index < rows; index++) this.proof.cells(label(index), "", cells(first + index, index).map((formula) => ({ formula })));
    return first;
  }

  /** The rows below a table, which the function leaves out, must stay empty. */
  emptyBelow(label: string, area: Area, rows: number): void {
    if (area.top + rows <= area.bottom) this.unused(`the rows below ${label} are empty`, { ...area, top: area.top + rows });
  }

  /** Cells that must stay empty, or 0. */
  unused(label: string, area: Area): void {
    const cells = this.proof.reference(area);
    this.requires(label, `SUMPRODUCT((${cells}<>0)*(${cells}<>""))=0`);
  }

  /** The header row of a table: the formulas are written for its words, and a column without one is none. */
  headers(area: Area): void {
    const [heads = []] = gridOf(area);
    heads.forEach((head, column) => {
      if (typeof head === "string" && head.trim() !== "") {
        const word = head.trim().replace(/\s+/g, " ");
        const cell = this.proof.once(`header ${word}`, "word", cellReference(this.proof, area, 0, column));
        this.requires(`a header says ${word}`, saysWord(cell, word.toLowerCase()));
      } else {
        const cells = this.proof.reference({ ...area, left: area.left + column, right: area.left + column });
        this.requires("a column without a header is empty", `SUMPRODUCT(--(${cells}<>""))=0`);
      }
    });
  }

  /** The header row of a table of names, where it has one: it is one by its first word, or by an empty corner over periods that are named in text. */
  cornerHeader(area: Area, rows: number, column: Column): void {
    if (rows === 0) return;
    this.periodHeads({ ...area, bottom: area.top, left: area.left + 1 }, [column]);
    const corner = gridOf(area)[0]?.[0] ?? "";
    if (typeof corner === "string" && corner.trim() !== "") {
      this.headers({ ...area, right: area.left });
      return;
    }
    const periods = this.proof.reference({ ...area, bottom: area.top, left: area.left + 1 });
    this.requires("an empty corner stands over periods named in text", `AND(${cellReference(this.proof, area, 0, 0)}="",SUMPRODUCT(ISTEXT(${periods})*(TRIM(${periods})<>""))=${area.right - area.left})`);
  }

  /** What stands over the periods may be anything but a column's name. */
  periodHeads(heads: Area, columns: readonly Column[]): void {
    const cells = this.proof.reference(heads);
    const words = columns.flatMap(({ name, synonyms = [] }) => [name, ...synonyms]);
    this.requires("no period is headed as a column is", `SUMPRODUCT(${words.map((word) => `(${saysWord(cells, word.toLowerCase())})`).join("+")}+0)=0`);
  }

  /** Ends what is given; the working follows. */
  working(): void {
    this.proof.heads("working", ["once", ...numbered(this.periods)]);
  }

  /**
   * The line in whole units, `unit` of which make one: exact there, and as it is where it has more decimals.
   * A figure counts as whole where that is what its 15 digits say.
   */
  whole(line: Line, label: string, unitName: string, unit: string): Line {
    const nearest = this.proof.across(`${label}, nearest whole`, unitName, line.periods, (period) => `ROUND(${period.of(line)}*${unit},0)`);
    const isWhole = this.proof.across(`${label} is whole`, "", line.periods, (period) => isWholeFormula(period.of(line), period.of(nearest), unit));
    this.exactWhile(`${label} is whole`, `AND(${this.proof.range(isWhole)})`);
    return this.proof.across(label, unitName, line.periods, (period) => `IF(${period.of(isWhole)},${period.of(nearest)},${period.of(line)}*${unit})`);
  }

  /** The same for one figure: its cell in whole units. */
  wholeFigure(cell: string, label: string, unitName: string, unit: string): string {
    const nearest = this.proof.once(`${label}, nearest whole`, unitName, `ROUND(${cell}*${unit},0)`);
    const isWhole = this.proof.once(`${label} is whole`, "", isWholeFormula(cell, nearest, unit));
    this.exactWhile(`${label} is whole`, isWhole);
    return this.proof.once(label, unitName, `IF(${isWhole},${nearest},${cell}*${unit})`);
  }

  /** What the function would refuse, were it otherwise. */
  requires(label: string, formula: string): void {
    this.conditions.push({ label, formula });
  }

  /** What the exactness of whole numbers in cells rests on. */
  exactWhile(label: string, formula: string): void {
    this.limits.push({ label, formula });
  }

  /** What the exactness of the statement's own lines rests on, beyond that of the answer. */
  statementExactWhile(label: string, formula: string): void {
    this.statementLimits.push({ label, formula });
  }

  /** Every product of the lines stays a whole number that a cell holds exactly. */
  productsExact(label: string, line: Line): void {
    this.exactWhile(label, `MAX(${this.proof.range(line)})<${WHOLE_LIMIT}`);
  }

  /** Writes the conditions, and what the cells of the call and of its companions show: no figure where the function would refuse. */
  finished(check: string, inShort: InShort, tables: (shown: ReturnType<typeof figureWhere>) => Readonly<Record<string, ShownTable>>): NativeBlock {
    const { proof } = this;
    proof.finish();
    const all = (title: string, lines: readonly { readonly label: string; readonly formula: string }[]) => {
      const cells = lines.map(({ label, formula }) => proof.once(label, "", formula));
      const [first, last] = [cells[0], cells.at(-1)];
      return proof.once(title, "", first === undefined || last === undefined ? "TRUE" : `IFERROR(AND(${first === last ? first : `${first}:${last}`}),FALSE)`);
    };
    const valid = all("still what the function accepts", this.conditions);
    const exactAnswer = all("exact, not just to 15 digits", this.limits);
    const exact = this.statementLimits.length === 0 ? exactAnswer : all("the statement exact too", [...this.statementLimits, { label: "the answer is exact", formula: exactAnswer }]);
    const shown = tables(figureWhere(valid));
    const read = (...keys: readonly string[]) => (shown["LINES"] === undefined ? [] : readLines(shown["LINES"], keys, this.periods, valid));
    // A statement may have them in another order: a waterfall by rank.
    const answered = read(inShort.answer).sort((a, b) => (a.of ?? 0) - (b.of ?? 0));
    return {
      shown: (companion) => shownCells(shown[companion] as ShownTable, this.periods, valid),
      valid,
      exact,
      exactAnswer,
      check,
      answers: answered.length > 0 ? answered : shownCells(shown[""] as ShownTable, this.periods, valid).map((figures) => ({ labels: ["result"], figures })),
      isAcross: shown[""]?.direction !== "down",
      lines: read(...inShort.lines),
      heads: numbered(this.periods),
    };
  }

  /** The cell of a period: beside the one before where the source lies across, else looked up by the period's number. */
  private source(area: Area, direction: Direction, period: Period): string {
    if (direction === "single") return cellReference(this.proof, area, 0, 0);
    if (direction === "down") return `INDEX(${this.proof.reference(area)},${this.number(period)})`;
    return `${area.sheet === this.proof.sheet ? "" : sheetPrefix(area.sheet.name)}${columnLetters(area.left + period.number - 1)}$${area.top}`;
  }
}

/**
 * Whether a figure, its nearest whole number of units back in place, is the same at 15 digits: no more than 4 tenths of a unit of its 15th digit off,
 * for five tenths may round either way.
 *
 * Subtracted in two steps: LibreOffice takes the difference of two figures that agree to 14 digits for nothing. The digits are counted, for the logarithm
 * of 9.99999999999999 is 1 in a cell; below a power of ten there is one less.
 */
export function isWholeFormula(figure: string, nearest: string, unit: string): string {
  const whole = `ABS(${nearest})`;
  const off = `(ABS(${figure})-${whole}/${unit}*127/128)-${whole}/${unit}/128`;
  return `ABS(${off})<=(${whole}>0)*4*10^(LEN(${whole})-(${off}<0)*(${whole}=10^(LEN(${whole})-1))-16)/${unit}`;
}

/** How the figures of a series lie. */
function directionOf({ top, bottom, left, right }: Area): Direction {
  if (left !== right) return "across";
  return top === bottom ? "single" : "down";
}

function numbered(periods: number): number[] {
  return Array.from({ length: periods }, (_, t) => t + 1);
}

export function saysWord(cell: string, word: string): string {
  return `LOWER(TRIM(${cell}))="${word.replaceAll('"', '""')}"`;
}

/** The figure of a cell; `blank` where it is empty (null: #N/A), and #N/A where it holds anything but a number. */
export function readFigure(source: string, blank: string | null = "0"): string {
  if (blank === null) return `IF(ISNUMBER(${source}),${source},NA())`;
  return `IF(ISNUMBER(${source}),${source},IF(${source}="",${blank},NA()))`;
}

/** One cell of an area, rows and columns counted from 0: `Inputs!$D$5`. */
export function cellReference(proof: ProofSheet, area: Area, row: number, column: number): string {
  const at = { top: area.top + row, bottom: area.top + row, left: area.left + column, right: area.left + column };
  return proof.reference({ ...at, sheet: area.sheet });
}

/** What the cells of an area hold. */
export function gridOf(area: Area): Grid {
  return Array.from({ length: area.bottom - area.top + 1 }, (_, r) => Array.from({ length: area.right - area.left + 1 }, (_unused, c): CellValue => area.sheet.cell(area.top + r, area.left + c)?.value ?? null));
}

/** Whether an argument is left out, or one blank cell, which is taken so. */
export function isLeftOut(argument: Argument): boolean {
  const [first = null, ...others] = valuesIn(argument);
  return isBlank(first) && others.length === 0;
}

/** As the functions take it. */
export function argumentGrid(argument: Argument): Grid | null {
  return argument === null ? null : gridOf(argument);
}

/** What all the cells of some arguments hold. */
export function valuesIn(...args: readonly Argument[]): CellValue[] {
  return args.flatMap((argument) => argumentGrid(argument)?.flat() ?? []);
}

/** A call as its function reads it, and refused as it refuses it. */
export function asRead<Name extends string, Call extends { readonly reading: Reading }>(
  read: (args: Readonly<Record<Name, unknown>>) => Call,
  args: Readonly<Record<Name, Argument>>,
): Call {
  const grids = Object.entries<Argument>(args).map(([name, argument]) => [name, argumentGrid(argument)]);
  const call = read(Object.fromEntries(grids) as Record<Name, Grid | null>);
  call.reading.refuseFaults();
  return call;
}

/** The decimal places at which all of these figures are whole numbers: at least `least`, at most 9. */
export function placesOf(figures: readonly CellValue[], least: number): number {
  const needed = figures.map((figure) => (typeof figure === "number" ? decimalOf(figure).decimalPlaces() : 0));
  return Math.min(9, Math.max(least, ...needed));
}

/** How messages and titles name an area: `Inputs!D5:O5`. */
export function areaName(area: Area): string {
  const last = area.top === area.bottom && area.left === area.right ? "" : `:${fixedAddress({ ...area, top: area.bottom, left: area.right }).replaceAll("$", "")}`;
  return `${cellPlace(area.sheet.name, area.top, area.left)}${last}`;
}
