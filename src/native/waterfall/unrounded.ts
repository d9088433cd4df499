import type { Layer } from "../../engine/waterfall";
import type { Formula, Line } from "../parts/proofSheet";
import { operandAt } from "../parts/shares";
import { NOTHING, Ranks, type Ground, type LayerFigures, type Member } from "./ranks";

/** What a row claims, and what becomes of it once it is paid. */
interface Claim {
  readonly claim: Formula;
  readonly settled: (paid: Line) => Pick<LayerFigures, "opening" | "due" | "lapsed" | "closing">;
}

/**
 * The ranks where nothing is rounded, in doubles: to twelve digits, as long as no difference loses more than two of them.
 */
export class UnroundedRanks extends Ranks {
  private readonly differences: { readonly line: Line; readonly of: Formula }[] = [];

  constructor(
    ground: Ground,
    /** Cell: the largest amount of all. */
    private readonly largest: string,
  ) {
    super(ground);
  }

  override writeAll(): void {
    super.writeAll();
    const checks = this.differences.map(({ line, of }) => this.across(`line ${line.row}: too small a difference for twelve digits`, "1 is yes", (t) => `IF(OR(${t.of(line)}=0,${t.of(line)}>=MAX(${this.largest},${of(t)})/100,AND(${t.of(line)}=ROUND(${t.of(line)},0),${of(t)}<1E+15)),0,1)`));
    const [first, last] = [checks[0], checks.at(-1)];
    if (first !== undefined && last !== undefined) this.block.exactWhile("no difference is too small for twelve digits", `SUM(${this.proof.block(first, last)})=0`);
  }

  /** A line that is a difference; `of` is what is subtracted from. */
  private difference(label: string, formula: Formula, of: Formula, once?: string): Line {
    const line = this.across(label, "whole units", formula, once);
    this.differences.push({ line, of });
    return line;
  }

  protected claims(members: readonly Member[]): Formula {
    const { left } = this;
    const claims = members.map((member) => this.claimOf(member));
    const lines = members.map((member, i) => this.across(`${this.named(member)}: claim`, "whole units", (t) => `MAX(0,${this.withinRoom(member, (claims[i] as Claim).claim(t), t)})`));
    const [first, last] = [lines[0] as Line, lines.at(-1) as Line];
    const settle = (paid: readonly Line[]) => {
      members.forEach((member, i) => {
        const line = paid[i] as Line;
        this.carryForward(member, line);
        this.statement[member.row] = { claim: this.money(lines[i] as Line), rounding: NOTHING, paid: this.money(line), ...((claims[i] as Claim).settled(line)) };
      });
    };
    if (members.length === 1) {
      const paid = this.across(`${this.named(members[0] as Member)}: paid`, "whole units", (t) => `MIN(${t.of(left)},${t.of(first)})`);
      settle([paid]);
      return this.lessThan(left, paid);
    }
    const claimed = this.across("claimed in all", "whole units", (t) => `SUM(${t.from(first, last)})`);
    const isShort = this.across("cash is short", "1 is yes", (t) => `IF(${t.of(claimed)}>${t.of(left)},1,0)`);
    settle(members.map((member, i) => this.across(`${this.named(member)}: paid`, "whole units", (t) => `IF(${t.of(isShort)}=1,${t.of(left)}*${t.of(lines[i] as Line)}/${t.of(claimed)},${t.of(lines[i] as Line)})`)));
    const over = this.difference("cash over the claims", (t) => `IF(${t.of(isShort)}=1,0,${t.of(left)}-${t.of(claimed)})`, (t) => t.of(left));
    return (t) => t.of(over);
  }

  private lessThan(left: Line, paid: Line): Formula {
    const over = this.difference("cash over the claim", (t) => `${t.of(left)}-${t.of(paid)}`, (t) => t.of(left));
    return (t) => t.of(over);
  }

  private claimOf(member: Member): Claim {
    const { layer, row } = member;
    const { whole, added } = this.ground;
    const name = this.named(member);
    const line = added[row];
    switch (layer.type) {
      case "fixed": {
        const amount = whole.figure(row, "Amount");
        return this.owedClaim(member, this.across(`${name}: due`, "whole units", (t) => (line === undefined ? amount : `${amount}+${t.of(line)}`)), whole.figure(row, "Owed"), layer.carried);
      }
      case "recoup": {
        const withPremium = (amount: string) => `${amount}*(${whole.rateUnit(row)}+${whole.figure(row, "Rate")})/${whole.rateUnit(row)}`;
        const due = line === undefined ? undefined : this.across(`${name}: due`, "whole units", (t) => withPremium(t.of(line)));
        return this.owedClaim(member, due, `${withPremium(whole.figure(row, "Amount"))}-${whole.limit(row, "Paid")}`, true);
      }
      case "percent": {
        const base = this.percentBase(layer);
        const due = this.across(`${name}: due`, "whole units", (t) => `${t.of(base)}*${whole.figure(row, "Rate")}/${whole.rateUnit(row)}`);
        return {
          claim: (t) => t.of(due),
          settled: (paid) => {
            const lapsed = this.difference(`${name}: lapsed`, (t) => `${t.of(due)}-${t.of(paid)}`, (t) => t.of(due));
            return { opening: NOTHING, due: this.money(due), lapsed: this.money(lapsed), closing: NOTHING };
          },
        };
      }
      case "preferred":
        return this.owedClaim(member, this.returnDue(member, layer), whole.figure(row, "Owed"), true);
      default: {
        const { left } = this;
        return { claim: (t) => t.of(left), settled: (paid) => ({ opening: NOTHING, due: this.money(paid), lapsed: NOTHING, closing: NOTHING }) };
      }
    }
  }

  private returnDue(member: Member, { on, compound }: Extract<Layer, { type: "preferred" }>): Line {
    const { row } = member;
    const { whole, ahead } = this.ground;
    const name = this.named(member);
    const unrecouped = "capital" in on ? undefined : this.across(`${name}: earned on what is unrecouped`, "whole units", this.unrecouped(on.unrecoupedOf));
    const capital = unrecouped ?? this.capital(member);
    const closing = ahead.line(`closing ${row}`);
    return this.across(`${name}: due`, "whole units", (t) => `${compound ? `(${operandAt(capital, t)}+${t.before(closing)})` : operandAt(capital, t)}*${whole.figure(row, "Rate")}/${whole.rateUnit(row)}`);
  }

  /** A claim on what is owed from before, `start` at first, and what falls due. */
  private owedClaim(member: Member, due: Line | undefined, start: string, isCarried: boolean): Claim {
    const { row, layer } = member;
    const { ahead } = this.ground;
    const name = this.named(member);
    const closingAhead = ahead.line(`closing ${row}`);
    const opening = isCarried ? this.across(`${name}: opening`, "whole units", (t) => t.before(closingAhead)) : undefined;
    const both = opening === undefined || due === undefined ? undefined : this.across(`${name}: owed`, "whole units", (t) => `${t.of(opening)}+${t.of(due)}`);
    const owed = ahead.is(`owed ${row}`, (both ?? opening ?? due) as Line);
    const shown = { opening: opening === undefined ? NOTHING : this.money(opening), due: due === undefined ? NOTHING : this.money(due) };
    return {
      claim: (t) => t.of(owed),
      settled: (paid) => {
        const cap = layer.type === "fixed" ? this.cap(member) : undefined;
        const unpaid = this.difference(`${name}: unpaid`, (t) => `${t.of(owed)}-${t.of(paid)}`, (t) => t.of(owed), isCarried && cap === undefined ? start : undefined);
        if (!isCarried) return { ...shown, lapsed: this.money(unpaid), closing: NOTHING };
        if (cap === undefined) return { ...shown, lapsed: NOTHING, closing: this.money(ahead.is(`closing ${row}`, unpaid)) };
        const lapsed = this.difference(`${name}: lapsed`, (t) => `IF(${cap.isNone},0,MAX(0,${t.of(unpaid)}-${t.of(cap.roomAfter)}))`, (t) => t.of(unpaid));
        const closing = ahead.is(`closing ${row}`, this.across(`${name}: closing`, "whole units", (t) => `IF(${cap.isNone},${t.of(unpaid)},MIN(${t.of(unpaid)},${t.of(cap.roomAfter)}))`, start));
        return { ...shown, lapsed: this.money(lapsed), closing: this.money(closing) };
      },
    };
  }

  protected split(members: readonly Member[]): Formula {
    const { left } = this;
    const { given, ahead, whole } = this.ground;
    const { rates, sum, all } = this.sharesOf(members);
    const limits = members.map((member, i) => {
      if (!given.reads(member.row, "Until")) return undefined;
      const closing = ahead.line(`until ${member.row}`);
      return this.across(`${this.named(member)}: cash at which it closes`, "whole units", (t) => `${t.before(closing)}*${all}/${rates[i] ?? "1"}`);
    });
    const offer = this.across("cash at these rates", "whole units", (t) => `MIN(${[t.of(left), ...limits.flatMap((limit) => (limit === undefined ? [] : [t.of(limit)]))].join(",")})`);
    // What closes the rank pays its row to the last unit, whatever the quotient lost.
    const closes = (i: number): Formula => (t) => {
      const [limit, member] = [limits[i], members[i]];
      const share = `${t.of(offer)}*${rates[i] ?? "0"}/${all}`;
      return limit === undefined || member === undefined ? share : `IF(${t.of(offer)}=${t.of(limit)},${t.before(ahead.line(`until ${member.row}`))},${share})`;
    };
    const cashLeft = this.shared(members, offer, sum, all, closes);
    members.forEach((member, i) => {
      if (limits[i] === undefined) return;
      const closing = ahead.line(`until ${member.row}`);
      ahead.is(`until ${member.row}`, this.difference(`${this.named(member)}: still to be paid until it closes`, (t) => `MAX(0,${t.before(closing)}-${t.of(this.paid[member.row] as Line)})`, (t) => t.before(closing), `MAX(0,${whole.limit(member.row, "Until")}-${whole.limit(member.row, "Paid")})`));
    });
    return cashLeft;
  }

  protected catchUp(members: readonly Member[]): Formula {
    const { left } = this;
    const { whole, ahead } = this.ground;
    const caught = this.caughtUp(members);
    const { rates, sum, all, unit } = this.sharesOf(members);
    const until = whole.figure(caught.row, "Until");
    const gap = this.proof.once("cash for what it is short of", "for each unit × rate units", `${all}/(${rates[members.indexOf(caught)] ?? "1"}*${unit}-${until}*${all})`);
    const profit = this.profitSoFar(caught.layer.rank);
    const had = ahead.line(`paid ${caught.row}`);
    const missing = this.difference("Until × profit less what it had of it, at least 0", (t) => `MAX(0,${until}*${t.of(profit)}-${unit}*${t.before(had)})`, (t) => `${until}*${t.of(profit)}`);
    const offer = this.across("cash at these rates", "whole units", (t) => `MIN(${t.of(left)},${t.of(missing)}*${gap})`);
    return this.shared(members, offer, sum, all, (i) => (t) => `${t.of(offer)}*${rates[i] ?? "0"}/${all}`);
  }

  /** Pays the shares of what is offered, within the room under their Caps; what is not offered, cut off or not shared flows on. */
  private shared(members: readonly Member[], offer: Line, sum: string, all: string, share: (member: number) => Formula): Formula {
    const { left } = this;
    const shares = members.map((member, i) => this.across(`${this.named(member)}: share`, "whole units", share(i)));
    const hasCaps = members.some((member) => this.cap(member) !== undefined);
    const paid = hasCaps ? members.map((member, i) => this.across(`${this.named(member)}: paid`, "whole units", (t) => this.withinRoom(member, t.of(shares[i] as Line), t))) : shares;
    const over = this.difference("cash beyond these rates", (t) => `${t.of(left)}-${t.of(offer)}`, (t) => t.of(left));
    const sumOf = (lines: readonly Line[]): Formula => (t) => `SUM(${t.from(lines[0] as Line, lines.at(-1) as Line)})`;
    const cut = hasCaps ? this.difference("cut off by a Cap", (t) => `${sumOf(shares)(t)}-${sumOf(paid)(t)}`, sumOf(shares)) : undefined;
    members.forEach((member, i) => {
      const line = paid[i] as Line;
      this.statement[member.row] = { opening: NOTHING, due: this.money(line), claim: this.money(line), rounding: NOTHING, paid: this.money(line), lapsed: NOTHING, closing: NOTHING };
      this.carryForward(member, line);
    });
    return (t) => `${t.of(over)}+${cut === undefined ? "0" : t.of(cut)}+${t.of(offer)}*(${all}-${sum})/${all}`;
  }

  private sharesOf(members: readonly Member[]) {
    const { whole } = this.ground;
    const unit = whole.rateUnit((members[0] as Member).row);
    const rates = members.map(({ row }) => whole.figure(row, "Rate"));
    const sum = this.proof.once("rates in all", "rate units", `SUM(${rates.join(",")})`);
    const all = this.proof.once("100%, or the rates where they miss it by 1E-12 at most", "rate units", `IF(ABS(${sum}-${unit})<=${unit}*1E-12,${sum},${unit})`);
    return { unit, rates, sum, all };
  }

  protected override carryForward(member: Member, paid: Line): void {
    super.carryForward(member, paid);
    const cap = this.cap(member);
    if (cap !== undefined) this.differences.push({ line: cap.roomAfter, of: cap.room });
  }
}
