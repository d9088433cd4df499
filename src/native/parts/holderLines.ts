import type { Block } from "./block";
import type { Line, Period } from "./proofSheet";

/** Lines of a block that stand below one another, one for each holder. */
export class HolderLines {
  private readonly first: Line;

  constructor(
    private readonly block: Block,
    private readonly lines: readonly Line[],
  ) {
    const [first] = lines;
    if (first === undefined) throw new RangeError("no holders");
    this.first = first;
  }

  /** Writes them: the same formula for every holder and every period. */
  static written(block: Block, holders: number, label: string, unit: string, formula: (holder: number, at: Period) => string): HolderLines {
    const lines = Array.from({ length: holders }, (_, holder) => block.proof.across(`holder ${holder + 1}: ${label}`, unit, block.periods, (t) => formula(holder, t)));
    return new HolderLines(block, lines);
  }

  get holders(): number {
    return this.lines.length;
  }

  /** A holder's cell of one period. */
  of(holder: number, at: Period): string {
    return at.of(this.line(holder));
  }

  /** The cells of one period: `D5:D9`. */
  all(at: Period): string {
    return this.upTo(this.holders - 1, at);
  }

  /** The same, no further than to one holder. */
  upTo(holder: number, at: Period): string {
    return at.from(this.first, this.line(holder));
  }

  /** The cells of all periods: `$D$5:$O$9`. */
  everywhere(): string {
    return this.block.proof.block(this.first, this.line(this.holders - 1));
  }

  private line(holder: number): Line {
    const line = this.lines[holder];
    if (line === undefined) throw new RangeError(`there is no holder ${holder}`);
    return line;
  }
}
