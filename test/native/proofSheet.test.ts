import { Block } from "../../src/native/parts/block";
import { PromisedLine, ProofSheet, type Line } from "../../src/native/parts/proofSheet";
import { Sheet } from "../../src/sheet/workbook";

const formulaIn = ({ sheet }: ProofSheet, { row }: Line, period: number) => sheet.cell(row, 3 + period)?.formula?.text;

/** A block of two periods, ended with these tables of none. */
function written(proof: ProofSheet, write: (block: Block) => void): void {
  const block = new Block(proof, "a call", 2);
  write(block);
  block.finished("0", { answer: "", lines: [] }, () => ({ "": { direction: "single", rows: [] } }));
}

describe("the formulas of a block are written when it is finished", () => {
  test("so that one may name a line that follows, and itself", () => {
    const proof = new ProofSheet(new Sheet("Proof"));
    const promised = new PromisedLine(2);
    const lines: Line[] = [];
    written(proof, () => {
      const opening = proof.across("opening", "", 2, (t) => t.before(promised));
      const count: Line = proof.across("count", "", 2, (t) => `${t.before(count)}+1`, { once: "0" });
      lines.push(opening, count, promised.is(proof.across("closing", "", 2, (t) => `${t.of(opening)}+1`)));
    });
    const [opening, count, closing] = lines as [Line, Line, Line];
    expect(formulaIn(proof, opening, 2)).toBe(`D${closing.row}`);
    expect([1, 2].map((period) => formulaIn(proof, count, period))).toEqual([`C${count.row}+1`, `D${count.row}+1`]);
    expect(formulaIn(proof, closing, 1)).toBe(`D${opening.row}+1`);
  });

  test("and a line that was promised and is not there ends it", () => {
    const promised = new PromisedLine(2);
    const proof = new ProofSheet(new Sheet("Proof"));
    expect(() => written(proof, () => proof.across("opening", "", 2, (t) => t.before(promised)))).toThrow("A line that was promised is not written");
  });

  test("once: the next block writes none of them again, nor those of a block that was given up", () => {
    const proof = new ProofSheet(new Sheet("Proof"));
    let asked = 0;
    const counted = () => proof.across("counted", "", 2, () => String(++asked));
    written(proof, counted);
    expect(asked).toBe(2);
    new Block(proof, "given up", 2);
    counted();
    written(proof, () => undefined);
    expect(asked).toBe(2);
  });
});
