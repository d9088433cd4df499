import { ranksOf, type Layer, type LayerLine } from "../../engine/waterfall";
import type { Block } from "../parts/block";
import { PromisedLine, type Formula, type Line, type Period, type ProofSheet } from "../parts/proofSheet";
import type { Operand } from "../parts/shares";
import { figureIn } from "../parts/shown";
import type { WaterfallCall } from "./call";
import type { GivenLayers } from "./layers";
import type { WholeLayers } from "./wholeLayers";

/** The lines of a layer's statement, in money. */
export type LayerFigures = Readonly<Record<keyof LayerLine, Formula>>;

export const NOTHING: Formula = () => "0";

/** What the ranks are written on. */
export interface Ground {
  readonly block: Block;
  readonly call: WaterfallCall;
  readonly given: GivenLayers;
  readonly whole: WholeLayers;
  readonly ahead: LinesAhead;
  /** What falls due by period, in whole units. */
  readonly added: readonly (Line | undefined)[];
  readonly gross: Line;
  /** Cell: units of payment in one of money. */
  readonly perOne: string;
}

/** Lines that formulas name before they are written, as a balance opens with the closing one of the period before. */
export class LinesAhead {
  private readonly promised = new Map<string, PromisedLine>();

  constructor(private readonly periods: number) {}

  line(name: string): PromisedLine {
    const line = this.promised.get(name) ?? new PromisedLine(this.periods);
    this.promised.set(name, line);
    return line;
  }

  is(name: string, line: Line): Line {
    return this.line(name).is(line);
  }
}

/** What a row claims of its rank: whole units, and a remainder in units of its rate. */
export interface Claim {
  readonly whole: Formula;
  readonly rest?: Formula;
  /** What becomes of it once it is paid. */
  readonly settled: (paid: Line) => Pick<LayerFigures, "opening" | "due" | "lapsed" | "closing">;
}

/** A Cap, which may be filled and emptied after the formulas are written. */
export interface Cap {
  /** Whether it is blank, or 0: then nothing limits the row. */
  readonly isNone: string;
  /** What the row may still be paid, where there is a Cap. */
  readonly room: Formula;
  /** The same when it has been paid. */
  readonly roomAfter: Line;
}

/** A row of a rank. */
export interface Member {
  readonly row: number;
  readonly layer: Layer;
}

/** The ranks of a waterfall in plain formulas, written one after the other. */
export abstract class Ranks {
  protected readonly block: Block;
  protected readonly proof: ProofSheet;
  protected readonly periods: number;
  /** The cash that reaches the rank being written. */
  protected left: Line;
  readonly leftAfter = new Map<number, Line>();
  /** What each row is paid. */
  readonly paid: Line[] = [];
  /** By row. */
  readonly statement: LayerFigures[] = [];

  constructor(protected readonly ground: Ground) {
    this.block = ground.block;
    this.proof = ground.block.proof;
    this.periods = ground.block.periods;
    this.left = ground.gross;
  }

  /** The cash that is left after the ranks written so far. */
  get cashLeft(): Line {
    return this.left;
  }

  writeAll(): void {
    const { layers } = this.ground.call;
    for (const rank of ranksOf(layers)) {
      this.proof.heading(`rank ${rank}`);
      const members = layers.flatMap((layer, row) => (layer.rank === rank ? [{ row, layer }] : []));
      const kind = members[0]?.layer.type;
      const left = kind === "split" ? this.split(members) : kind === "catch-up" ? this.catchUp(members) : this.claims(members);
      this.left = this.across(`cash left after rank ${rank}`, "units", left);
      this.leftAfter.set(rank, this.left);
    }
  }

  /** Each pays the rows of one rank; gives the formula of the cash left. */
  protected abstract claims(members: readonly Member[]): Formula;
  protected abstract split(members: readonly Member[]): Formula;
  protected abstract catchUp(members: readonly Member[]): Formula;

  protected across(label: string, unit: string, formula: Formula, once?: string): Line {
    return this.proof.across(label, unit, this.periods, formula, { once });
  }

  protected named({ row, layer }: Member): string {
    return `layer ${row + 1}, ${layer.type}`;
  }

  protected money(line: Line): Formula {
    return figureIn(this.ground.perOne, line);
  }

  /** Of a line in the whole units of a row. */
  protected inWholeUnits(line: Line, { row }: Member): Formula {
    return figureIn(this.ground.whole.unit(row), line);
  }

  /** The Cap of a row; undefined where the table has none. */
  protected cap({ row }: Member): Cap | undefined {
    const { given, ahead } = this.ground;
    if (!given.reads(row, "Cap")) return undefined;
    const room = ahead.line(`room ${row}`);
    return { isNone: `${given.figure(row, "Cap")}=0`, room: (t) => t.before(room), roomAfter: room };
  }

  /** What may be paid of an amount under the Cap of its row. */
  protected withinRoom(member: Member, amount: string, t: Period): string {
    const cap = this.cap(member);
    return cap === undefined ? amount : `IF(${cap.isNone},${amount},MIN(${cap.room(t)},${amount}))`;
  }

  /** After a row has been paid: its room, and what it has been paid so far where a catch-up counts it. */
  protected carryForward(member: Member, paid: Line): void {
    const { row, layer } = member;
    const { whole, ahead, call } = this.ground;
    this.paid[row] = paid;
    const cap = this.cap(member);
    if (cap !== undefined) ahead.is(`room ${row}`, this.across(`${this.named(member)}: room left under the Cap, if there is one`, "units", (t) => `IF(${cap.isNone},0,${cap.room(t)}-${t.of(paid)})`, whole.roomAtStart(row)));
    const isProfit = layer.type === "preferred" || layer.type === "catch-up";
    if (isProfit && call.layers.some(({ type }) => type === "catch-up")) {
      const line = ahead.line(`paid ${row}`);
      ahead.is(`paid ${row}`, this.across(`${this.named(member)}: paid so far`, "units", (t) => `${t.before(line)}+${t.of(paid)}`, whole.limit(row, "Paid")));
    }
  }

  /** The row of a catch-up whose share Until is. */
  protected caughtUp(members: readonly Member[]): Member {
    const caught = members.find(({ row }) => this.ground.given.reads(row, "Until"));
    if (caught === undefined) throw new RangeError("a catch-up has a row with Until");
    return caught;
  }

  /** What all preferred and catch-up rows have been paid when a rank is reached: this period's payments of the ranks above included. */
  protected profitSoFar(rank: number): Line {
    const rows = this.ground.call.layers.flatMap(({ type, rank: itsRank }, row) => (type === "preferred" || type === "catch-up" ? [{ row, isAbove: itsRank < rank }] : []));
    const cell = (t: Period, { row, isAbove }: (typeof rows)[number]) => (isAbove ? t.of(this.ground.ahead.line(`paid ${row}`)) : t.before(this.ground.ahead.line(`paid ${row}`)));
    return this.across("preferred and catch-up paid so far", "units", (t) => rows.map((one) => cell(t, one)).join("+"));
  }

  /** What a percentage is taken of. */
  protected percentBase(layer: Layer): Line {
    if (layer.type !== "percent" || layer.of === "gross") return this.ground.gross;
    return layer.of === "remaining" ? this.left : (this.leftAfter.get(layer.of.after) ?? this.ground.gross);
  }

  /** What the recoup rows have still to recoup at the start of a period: the lines of what they owe, what falls due included. */
  protected unrecouped(rows: readonly number[]): Formula {
    return (t) => (rows.length === 0 ? "0" : rows.map((row) => t.of(this.ground.ahead.line(`owed ${row}`))).join("+"));
  }

  /** The capital of a preferred row, in whole units. */
  protected capital(member: Member): Operand {
    const { row } = member;
    const { whole, added, ahead } = this.ground;
    const amount = whole.figure(row, "Amount");
    const line = added[row];
    if (line === undefined) return amount;
    const capital = ahead.line(`capital ${row}`);
    return ahead.is(`capital ${row}`, this.across(`${this.named(member)}: capital`, "whole units", (t) => `${t.before(capital)}+${t.of(line)}`, amount));
  }
}
