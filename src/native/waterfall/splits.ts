import type { Formula, Line } from "../parts/proofSheet";
import { divisionOf, largestOf, operandAt, quotients, sharedOut, type Division, type Operand, type Quotient } from "../parts/shares";
import { RoundedClaims } from "./claims";
import { NOTHING, type Member } from "./ranks";

/** The rates of a rank in lowest terms: cells. */
interface Shares {
  readonly weights: readonly string[];
  /** 100%, or the rates themselves where they are as good as that. */
  readonly whole: string;
  /** A catch-up's Until. */
  readonly until: string;
}

/** The cash at which a split row has been paid its Until: what it is still to be paid, by its rate. */
interface Closing {
  readonly room: Line;
  readonly weight: Operand;
  readonly offer: Quotient;
}

/** Ranks where payments are rounded: splits and catch-ups share out by rates in lowest terms. */
export class RoundedRanks extends RoundedClaims {
  protected split(members: readonly Member[]): Formula {
    const { left } = this;
    const shares = this.sharesOf(members);
    const size = this.units.wholeInLowestTerms(members.map(({ row }) => row));
    const division = divisionOf(this.units.cash, size, size);
    const closings = members.flatMap((member, i) => (this.ground.given.reads(member.row, "Until") ? [this.closingOf(member, shares.weights[i] ?? "1", shares, size)] : []));
    const [first, ...others] = closings;
    if (first === undefined) {
      this.shared(members, left, shares.weights, shares.whole, division);
      return this.lessPaid(members);
    }
    const closing = others.reduce((earlier, other) => this.earlier(earlier, other), first);
    const isWithin = this.across("cash is within Until", "1 is yes", (t) => `IF(${t.of(left)}<=${t.of(closing.offer.cut)},1,0)`);
    const amount = this.across("shared out", "units", (t) => `IF(${t.of(isWithin)}=1,${t.of(left)},${t.of(closing.room)})`);
    const over = this.across("shared over", "rates", (t) => `IF(${t.of(isWithin)}=1,${shares.whole},${operandAt(closing.weight, t)})`);
    this.shared(members, amount, shares.weights, over, division);
    for (const member of members) if (this.ground.given.reads(member.row, "Until")) this.stillToBePaid(member);
    return this.lessPaid(members);
  }

  private closingOf(member: Member, weight: string, shares: Shares, size: number): Closing {
    const { row } = member;
    const closingAhead = this.ground.ahead.line(`until ${row}`);
    const room = this.across(`${this.named(member)}: still to be paid until it closes`, "units", (t) => t.before(closingAhead));
    // At least 1: a rate of 0 is refused, but must not make the sheet divide by it.
    const rate = this.proof.once(`${this.named(member)}: rate of its Until`, "in lowest terms", `MAX(1,${weight})`);
    const [offer] = quotients(this.block, room, [{ label: `${this.named(member)}: cash at which it closes`, weight: shares.whole }], rate, divisionOf(this.units.until(row), size, size)) as [Quotient];
    return { room, weight: rate, offer };
  }

  private stillToBePaid(member: Member): void {
    const { row } = member;
    const { whole, ahead } = this.ground;
    const closing = ahead.line(`until ${row}`);
    ahead.is(`until ${row}`, this.across(`${this.named(member)}: still to be paid, closing`, "units", (t) => `MAX(0,${t.before(closing)}-${t.of(this.paid[row] as Line)})`, `MAX(0,${whole.limit(row, "Until")}-${whole.limit(row, "Paid")})`));
  }

  private earlier(one: Closing, other: Closing): Closing {
    const isOther = this.across("the next Until closes earlier", "1 is yes", (t) => {
      const [cut, rest, weight] = [t.of(one.offer.cut), t.of(one.offer.rest), operandAt(one.weight, t)];
      const [otherCut, otherRest, otherWeight] = [t.of(other.offer.cut), t.of(other.offer.rest), operandAt(other.weight, t)];
      return `IF(OR(${otherCut}<${cut},AND(${otherCut}=${cut},${otherRest}*${weight}<${rest}*${otherWeight})),1,0)`;
    });
    const weights = largestOf(this.block, [one.weight, other.weight]);
    // Where nothing is left to be paid, remainders are 0 whatever the rates.
    const areEqual = this.across("both close at the same whole unit, with remainders", "1 is yes", (t) => `IF(AND(${t.of(one.offer.cut)}=${t.of(other.offer.cut)},${t.of(one.offer.rest)}+${t.of(other.offer.rest)}>0),1,0)`);
    this.block.exactWhile("rates are small, or no two Untils are near each other", `OR(${weights}<3E+7,SUM(${this.proof.range(areEqual)})=0)`);
    const chosen = (label: string, of: (closing: Closing) => Operand) => this.across(label, "", (t) => `IF(${t.of(isOther)}=1,${operandAt(of(other), t)},${operandAt(of(one), t)})`);
    return {
      room: chosen("the earlier: still to be paid", ({ room }) => room),
      weight: chosen("the earlier: its rate", ({ weight }) => weight),
      offer: { cut: chosen("the earlier: cash at which it closes, cut down", ({ offer }) => offer.cut), rest: chosen("the earlier: cash at which it closes, remainder", ({ offer }) => offer.rest) },
    };
  }

  protected catchUp(members: readonly Member[]): Formula {
    const { left } = this;
    const { whole, ahead } = this.ground;
    const caught = this.caughtUp(members);
    const shares = this.sharesOf(members, whole.figure(caught.row, "Until"));
    const gap = this.proof.once("its rate less its Until", "in lowest terms", `MAX(1,${shares.weights[members.indexOf(caught)] ?? "1"}-${shares.until})`);
    const profit = this.profitSoFar(caught.layer.rank);
    const had = ahead.line(`paid ${caught.row}`);
    const missing = this.across("Until × profit less what it had of it, at least 0", "units × rates", (t) => `MAX(0,${shares.until}*${t.of(profit)}-${shares.whole}*${t.before(had)})`);
    this.block.exactWhile("profit so far × rates is below 1E+14", `MAX(${this.proof.range(profit)})*${shares.whole}<1E+14`);
    const offer = this.across("cash at which it has caught up, cut down", "units", (t) => `INT(${t.of(missing)}/${gap})`);
    const isWithin = this.across("cash is within the catch-up", "1 is yes", (t) => `IF(${t.of(left)}<=${t.of(offer)},1,0)`);
    const amount = this.across("shared out", "units, or units × rates", (t) => `IF(${t.of(isWithin)}=1,${t.of(left)},${t.of(missing)})`);
    const over = this.across("shared over", "rates, or rates × rates", (t) => `IF(${t.of(isWithin)}=1,${shares.whole},${shares.whole}*${gap})`);
    const size = this.units.wholeInLowestTerms(members.map(({ row }) => row));
    this.shared(members, amount, shares.weights, over, divisionOf(this.units.allCash * size, size, size * size));
    return this.lessPaid(members);
  }

  /** Pays amount × rate ÷ over to each row, within the room under its Cap. */
  private shared(members: readonly Member[], amount: Line, weights: readonly string[], over: Operand, division: Division): void {
    const names = members.map((member) => this.named(member));
    const shares = quotients(this.block, amount, names.map((name, i) => ({ label: `${name}: share`, weight: weights[i] ?? "0" })), over, division);
    this.shownExactly(amount, weights, over);
    const claims = this.withinRooms(members, shares);
    const paid = sharedOut(this.block, names, claims, over, this.left);
    members.forEach((member, i) => {
      const [line, claim] = [paid[i] as Line, claims[i] as Quotient];
      this.statement[member.row] = { opening: NOTHING, due: this.money(line), claim: this.quotient(claim, over), rounding: this.roundingOf(line, claim, over), paid: this.money(line), lapsed: NOTHING, closing: NOTHING };
      this.carryForward(member, line);
    });
  }

  private withinRooms(members: readonly Member[], shares: readonly Quotient[]): readonly Quotient[] {
    if (members.every((member) => this.cap(member) === undefined)) return shares;
    const cuts = members.map((member, i) => this.across(`${this.named(member)}: claim`, "units", (t) => this.withinRoom(member, t.of((shares[i] as Quotient).cut), t)));
    const rests = members.map((member, i) => this.across(`${this.named(member)}: claim, remainder`, "rates", (t) => this.restWithinRoom(member, shares[i] as Quotient, t)));
    return cuts.map((cut, i) => ({ cut, rest: rests[i] as Line }));
  }

  private sharesOf(members: readonly Member[], until?: string): Shares {
    const { whole } = this.ground;
    const unit = whole.rateUnit((members[0] as Member).row);
    const rates = members.map(({ row }) => whole.figure(row, "Rate"));
    const sum = this.proof.once("rates in all", "rate units", `SUM(${rates.join(",")})`);
    const all = this.proof.once("100%, or the rates where they miss it by 1E-12 at most", "rate units", `IF(ABS(${sum}-${unit})<=${unit}*1E-12,${sum},${unit})`);
    if (until !== undefined) this.block.exactWhile("the rates of the catch-up make up 100% to the last digit", `${sum}=${unit}`);
    const measure = this.proof.once("greatest common measure", "rate units", `MAX(1,GCD(${[all, ...rates, ...(until === undefined ? [] : [until])].join(",")}))`);
    const inLowestTerms = (label: string, rate: string) => this.proof.once(`${label}, in lowest terms`, "", `${rate}/${measure}`);
    return {
      whole: inLowestTerms("100%", all),
      weights: members.map((member, i) => inLowestTerms(`${this.named(member)}: rate`, rates[i] ?? "0")),
      until: until === undefined ? "0" : inLowestTerms("Until", until),
    };
  }
}
