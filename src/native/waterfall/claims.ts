import type { Layer } from "../../engine/waterfall";
import type { Formula, Line, Period } from "../parts/proofSheet";
import { divisionOf, largestOf, quotients, sharedOut, type Division, type Operand, type Quotient } from "../parts/shares";
import { NOTHING, Ranks, type Claim, type Ground, type Member } from "./ranks";
import { returnClaim } from "./preferred";
import type { Units } from "./units";

/** Payments of a rank, and by how much rounding moved them. */
interface Payments {
  readonly paid: readonly Line[];
  readonly rounding: readonly Formula[];
}

/** Ranks of claims where payments are rounded: amounts are whole units, an exact payment is whole units and a remainder. */
export abstract class RoundedClaims extends Ranks {
  constructor(
    ground: Ground,
    protected readonly units: Units,
  ) {
    super(ground);
  }

  protected lessPaid(members: readonly Member[]): Formula {
    const { left } = this;
    const paid = members.map(({ row }) => this.paid[row] as Line);
    return (t) => `${t.of(left)}-SUM(${t.from(paid[0] as Line, paid.at(-1) as Line)})`;
  }

  protected claims(members: readonly Member[]): Formula {
    const claims = members.map((member) => this.claimOf(member));
    const withRest = members.find((_, i) => claims[i]?.rest !== undefined);
    const wholes = members.map((member, i) => this.across(`${this.named(member)}: claim`, "units", (t) => claims[i]?.whole(t) ?? "0"));
    const settle = (figures: readonly Formula[], { paid, rounding }: Payments) => {
      members.forEach((member, i) => {
        const line = paid[i] as Line;
        this.carryForward(member, line);
        const { opening, due, lapsed, closing } = (claims[i] as Claim).settled(line);
        this.statement[member.row] = { opening, due, claim: figures[i] ?? NOTHING, rounding: rounding[i] ?? NOTHING, paid: this.money(line), lapsed, closing };
      });
    };
    if (withRest === undefined) {
      settle(wholes.map((line) => this.money(line)), members.length === 1 ? this.oneWholeClaimPaid(members[0] as Member, wholes[0] as Line) : this.wholeClaimsPaid(members, wholes));
      return this.lessPaid(members);
    }
    const rateUnit = this.ground.whole.rateUnit(withRest.row);
    const rests = members.map((member, i) => this.across(`${this.named(member)}: claim, remainder`, "rate units", (t) => claims[i]?.rest?.(t) ?? "0"));
    const parts = wholes.map((cut, i) => ({ cut, rest: rests[i] as Line }));
    settle(parts.map((part) => this.quotient(part, rateUnit)), members.length === 1 ? this.oneClaimPaid(members[0] as Member, parts[0] as Quotient, rateUnit) : this.claimsPaid(members, parts, rateUnit));
    return this.lessPaid(members);
  }

  private oneWholeClaimPaid(member: Member, claim: Line): Payments {
    const { left } = this;
    return { paid: [this.across(`${this.named(member)}: paid`, "units", (t) => `MIN(${t.of(left)},${t.of(claim)})`)], rounding: [NOTHING] };
  }

  /** Claims of whole units: all of them, or the cash in proportion. */
  private wholeClaimsPaid(members: readonly Member[], claims: readonly Line[]): Payments {
    const { left } = this;
    const [first, last] = [claims[0] as Line, claims.at(-1) as Line];
    const pool = this.across("claims that the cash covers", "units", (t) => `MIN(${t.of(left)},SUM(${t.from(first, last)}))`);
    const claimed = this.across("claimed in all, at least a unit", "units", (t) => `MAX(1,SUM(${t.from(first, last)}))`);
    const sizes = members.map(({ row }) => this.units.claim(row));
    const all = sizes.reduce((sum, size) => sum + size, 0);
    return this.payments(members, this.inProportion(members, pool, claims, claimed, divisionOf(Math.min(this.units.cash, all), Math.max(...sizes), all)), claimed, pool);
  }

  /** One claim with a remainder. Where the cash is short, the exact payment is all of it. */
  private oneClaimPaid(member: Member, claim: Quotient, rateUnit: string): Payments {
    const { left } = this;
    const [paid] = sharedOut(this.block, [this.named(member)], [claim], rateUnit, left) as [Line];
    const rounding = this.roundingOf(paid, claim, rateUnit);
    return { paid: [paid], rounding: [(t) => `IF(${t.of(claim.cut)}>=${t.of(left)},0,${rounding(t)})`] };
  }

  /** Claims with remainders: in full, or counted in units × rate units and paid in proportion to the cash. */
  private claimsPaid(members: readonly Member[], parts: readonly Quotient[], rateUnit: string): Payments {
    const { left } = this;
    const [first, last] = [parts[0] as Quotient, parts.at(-1) as Quotient];
    const rests = (t: Period) => `SUM(${t.from(first.rest, last.rest)})`;
    const units = this.across("whole units in the remainders", "units", (t) => `INT(${rests(t)}/${rateUnit})`);
    const wholes = (t: Period) => `SUM(${t.from(first.cut, last.cut)})+${t.of(units)}`;
    const isShort = this.across("cash is short", "1 is yes", (t) => `IF(OR(${wholes(t)}>${t.of(left)},AND(${wholes(t)}=${t.of(left)},${rests(t)}>${t.of(units)}*${rateUnit})),1,0)`);
    // Claims in full are whole units and a remainder already: only that is left to be shared out.
    const claims = members.map((member, i) => this.across(`${this.named(member)}: claim, or its remainder`, "units × rate units", (t) => `IF(${t.of(isShort)}=1,${t.of((parts[i] as Quotient).cut)}*${rateUnit},0)+${t.of((parts[i] as Quotient).rest)}`));
    const over = this.across("shared over", "units × rate units", (t) => `IF(${t.of(isShort)}=1,SUM(${t.from(claims[0] as Line, claims.at(-1) as Line)}),${rateUnit})`);
    const amount = this.across("shared out", "units, or 1 for claims in full", (t) => `IF(${t.of(isShort)}=1,${t.of(left)},1)`);
    const sizes = members.map(({ row }) => this.units.claim(row) * Math.max(...members.map((one) => this.units.rateUnit(one.row))));
    const shares = this.inProportion(members, amount, claims, over, divisionOf(this.units.cash, Math.max(...sizes), sizes.reduce((all, size) => all + size, 0)));
    const exact = members.map((member, i) => this.across(`${this.named(member)}: exact payment, cut down`, "units", (t) => `${t.of((shares[i] as Quotient).cut)}+IF(${t.of(isShort)}=1,0,${t.of((parts[i] as Quotient).cut)})`));
    this.block.statementExactWhile("claims that the statement divides are below 9E+15", `${largestOf(this.block, parts.map(({ cut }) => cut))}*${rateUnit}<9E+15`);
    return this.payments(members, exact.map((cut, i) => ({ cut, rest: (shares[i] as Quotient).rest })), over);
  }

  private inProportion(members: readonly Member[], amount: Line, claims: readonly Line[], over: Line, division: Division): Quotient[] {
    return quotients(this.block, amount, members.map((member, i) => ({ label: `${this.named(member)}: in proportion`, weight: claims[i] as Line })), over, division);
  }

  private payments(members: readonly Member[], exact: readonly Quotient[], over: Line, total?: Line): Payments {
    this.block.statementExactWhile("what the statement divides by is below 9E+15", `${largestOf(this.block, [over])}*${this.ground.perOne}<9E+15`);
    const paid = sharedOut(this.block, members.map((member) => this.named(member)), exact, over, this.left, total);
    return { paid, rounding: exact.map((part, i) => this.roundingOf(paid[i] as Line, part, over)) };
  }

  private claimOf(member: Member): Claim {
    const { layer } = member;
    switch (layer.type) {
      case "fixed":
        return this.fixedClaim(member, layer.carried);
      case "recoup":
        return this.recoupClaim(member);
      case "percent":
        return this.percentClaim(member, layer);
      case "preferred":
        return this.preferredClaim(member, layer);
      default:
        return this.residualClaim(member);
    }
  }

  /** A claim cut to the room under its Cap, and not below 0: an exact balance may be, by less than a unit, after it was rounded up. */
  private claimable(member: Member, claim: string, t: Period): string {
    return `MAX(0,${this.withinRoom(member, claim, t)})`;
  }

  /** The remainder of a claim that is cut down to whole units: none where the Cap cuts it off. */
  protected restWithinRoom(member: Member, { cut, rest }: Quotient, t: Period): string {
    const cap = this.cap(member);
    return cap === undefined ? t.of(rest) : `IF(OR(${cap.isNone},${t.of(cut)}<${cap.room(t)}),${t.of(rest)},0)`;
  }

  private fixedClaim(member: Member, isCarried: boolean): Claim {
    const { row } = member;
    const { whole, added, ahead } = this.ground;
    const step = whole.step(row);
    const name = this.named(member);
    const [amount, line] = [whole.figure(row, "Amount"), added[row]];
    const due = this.across(`${name}: due`, "whole units", (t) => (line === undefined ? amount : `${amount}+${t.of(line)}`));
    const closingAhead = ahead.line(`closing ${row}`);
    const opening = isCarried ? this.across(`${name}: opening`, "whole units", (t) => t.before(closingAhead)) : undefined;
    const owed = (t: Period) => (opening === undefined ? t.of(due) : `(${t.of(opening)}+${t.of(due)})`);
    const cut = this.across(`${name}: owed, cut down`, "units", (t) => `INT(${owed(t)}/${step})`);
    return {
      whole: (t) => this.claimable(member, `${t.of(cut)}+IF(2*(${owed(t)}-${t.of(cut)}*${step})>=${step},1,0)`, t),
      settled: (paid) => {
        // In brackets, or Excel takes a difference in the sixteenth digit for 0.
        const unpaid = (t: Period) => `(${owed(t)}-${t.of(paid)}*${step})`;
        const cap = this.cap(member);
        if (opening === undefined) {
          const lapsed = this.across(`${name}: lapsed`, "whole units", unpaid);
          return { opening: NOTHING, due: this.inWholeUnits(due, member), lapsed: this.inWholeUnits(lapsed, member), closing: NOTHING };
        }
        const lapsed = cap === undefined ? undefined : this.across(`${name}: lapsed`, "whole units", (t) => `IF(${cap.isNone},0,MAX(0,${unpaid(t)}-${t.of(cap.roomAfter)}*${step}))`);
        const closing = ahead.is(`closing ${row}`, this.across(`${name}: closing`, "whole units", (t) => `${unpaid(t)}${lapsed === undefined ? "" : `-${t.of(lapsed)}`}`, whole.figure(row, "Owed")));
        this.block.exactWhile(`${name}: what is owed is below 1E+15 whole units`, `MAX(${this.proof.range(closing)})<1E+15`);
        return { opening: this.inWholeUnits(opening, member), due: this.inWholeUnits(due, member), lapsed: lapsed === undefined ? NOTHING : this.inWholeUnits(lapsed, member), closing: this.inWholeUnits(closing, member) };
      },
    };
  }

  private recoupClaim(member: Member): Claim {
    const { row } = member;
    const { whole, ahead, added } = this.ground;
    const name = this.named(member);
    const total = this.withPremium(member, whole.figure(row, "Amount"));
    const line = added[row];
    const due = line === undefined ? undefined : this.withPremiumByPeriod(member, line);
    const closingAhead = ahead.line(`closing ${row}`);
    const opening = this.across(`${name}: opening`, "units", (t) => t.before(closingAhead));
    const owed = ahead.is(`owed ${row}`, due === undefined ? opening : this.across(`${name}: to be recouped`, "units", (t) => `${t.of(opening)}+${t.of(due)}`));
    return {
      whole: (t) => this.claimable(member, t.of(owed), t),
      settled: (paid) => {
        const closing = ahead.is(`closing ${row}`, this.across(`${name}: closing`, "units", (t) => `${t.of(owed)}-${t.of(paid)}`, `${total}-${whole.limit(row, "Paid")}`));
        return { opening: this.money(opening), due: due === undefined ? NOTHING : this.money(due), lapsed: NOTHING, closing: this.money(closing) };
      },
    };
  }

  /** The Amount of a recoup row with its premium, rounded: the cell. */
  private withPremium(member: Member, amount: string): string {
    const label = `${this.named(member)}: Amount with its premium`;
    const { product, units } = this.premium(member);
    const exact = this.proof.once(label, "whole units × rate units", product(amount));
    const rounded = this.proof.once(`${label}, rounded`, "units", `INT(${exact}/${units}+0.5)`);
    this.premiumIsExact(label, exact, units, `ABS(${exact}/${units}-${rounded})`);
    return rounded;
  }

  private withPremiumByPeriod(member: Member, amounts: Line): Line {
    const label = `${this.named(member)}: due with its premium`;
    const { product, units } = this.premium(member);
    const exact = this.across(label, "whole units × rate units", (t) => product(t.of(amounts)));
    const rounded = this.across(`${label}, rounded`, "units", (t) => `INT(${t.of(exact)}/${units}+0.5)`);
    const distance = this.across(`${label}: moved by rounding`, "units", (t) => `ABS(${t.of(exact)}/${units}-${t.of(rounded)})`);
    this.premiumIsExact(label, `MAX(${this.proof.range(exact)})`, units, `MAX(${this.proof.range(distance)})`);
    return rounded;
  }

  private premium({ row }: Member) {
    const { whole } = this.ground;
    return { product: (amount: string) => `${amount}*(${whole.rateUnit(row)}+${whole.figure(row, "Rate")})`, units: `(${whole.rateUnit(row)}*${whole.step(row)})` };
  }

  /** A product that has more digits than a cell is rounded right all the same, where it is not near a half. */
  private premiumIsExact(label: string, product: string, units: string, moved: string): void {
    this.block.exactWhile(`${label}: below 1E+14, or not near a half`, `OR(${product}<1E+14,AND(${product}/${units}<1E+11,${moved}<0.499))`);
  }

  private percentClaim(member: Member, layer: Layer): Claim {
    const { row } = member;
    const { whole } = this.ground;
    const rateUnit = whole.rateUnit(row);
    const division = divisionOf(this.units.cash, this.units.rate(row), this.units.rateUnit(row));
    const [due] = quotients(this.block, this.percentBase(layer), [{ label: `${this.named(member)}: due`, weight: whole.figure(row, "Rate") }], rateUnit, division) as [Quotient];
    this.shownExactly(this.percentBase(layer), [whole.figure(row, "Rate")], rateUnit);
    return {
      whole: (t) => this.withinRoom(member, t.of(due.cut), t),
      rest: (t) => this.restWithinRoom(member, due, t),
      settled: (paid) => ({ opening: NOTHING, due: this.quotient(due, rateUnit), lapsed: this.quotient(due, rateUnit, paid), closing: NOTHING }),
    };
  }

  private preferredClaim(member: Member, layer: Extract<Layer, { type: "preferred" }>): Claim {
    const { row } = member;
    const name = this.named(member);
    const { on } = layer;
    const capital = "capital" in on ? this.capital(member) : this.across(`${name}: earned on what is unrecouped`, "whole units", (t) => `(${this.unrecouped(on.unrecoupedOf)(t)})*${this.ground.whole.step(row)}`);
    return returnClaim(this.ground, {
      row,
      layer,
      name,
      capital,
      division: divisionOf(this.units.capital(row) * this.units.step(row), this.units.rate(row), this.units.step(row) * this.units.rateUnit(row)),
      hasFineRate: this.units.hasFineRate(row),
      claimable: (claim, t) => this.claimable(member, claim, t),
    });
  }

  private residualClaim(member: Member): Claim {
    const { left } = this;
    return { whole: (t) => this.claimable(member, t.of(left), t), settled: (paid) => ({ opening: NOTHING, due: this.money(paid), lapsed: NOTHING, closing: NOTHING }) };
  }

  /** The statement shows quotients to the last digit while their products, and what divides them, are exact in a cell. */
  protected shownExactly(amount: Operand, weights: readonly Operand[], over: Operand): void {
    const { perOne } = this.ground;
    this.block.statementExactWhile("products that the statement divides are below 9E+15", `AND(${largestOf(this.block, [amount])}*${largestOf(this.block, weights)}<9E+15,${largestOf(this.block, [over])}*${perOne}<9E+15)`);
  }

  /** A quotient in money, less what has been paid of it. */
  protected quotient({ cut, rest }: Quotient, whole: Operand, paid?: Line): Formula {
    return (t) => {
      const over = typeof whole === "string" ? whole : t.of(whole);
      const units = paid === undefined ? t.of(cut) : `(${t.of(cut)}-${t.of(paid)})`;
      return `(${units}*${over}+${t.of(rest)})/(${over}*${this.ground.perOne})`;
    };
  }

  /** What was paid less the exact payment. */
  protected roundingOf(paid: Line, { cut, rest }: Quotient, whole: Operand): Formula {
    return (t) => {
      const over = typeof whole === "string" ? whole : t.of(whole);
      return `((${t.of(paid)}-${t.of(cut)})*${over}-${t.of(rest)})/(${over}*${this.ground.perOne})`;
    };
  }
}
