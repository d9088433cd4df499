import { isBlank } from "../../cells/cell";
import { wordOf } from "../../cells/decode";
import { NativeRefusal, cellReference, gridOf, type Argument, type Block } from "./block";
import type { Formula, Line } from "./proofSheet";

/** Reads the argument resets; what comes back writes the line that is 1 where a window starts. The first period goes on from the prior position. */
export function givenWindows(block: Block, resets: Argument): () => Line {
  const { proof, periods } = block;
  const line = (formula: Formula) => () => proof.across("position starts again", "1 is yes", periods, formula);
  if (resets === null) return line(() => "0");
  const [[value = null] = []] = gridOf(resets);
  if (resets.top !== resets.bottom || resets.left !== resets.right) {
    if (gridOf(resets).flat().some((label) => typeof label === "boolean")) throw new NativeRefusal("a window is named TRUE or FALSE, which LibreOffice does not tell from 1 and 0; name it otherwise");
    const labels = block.labels("window", resets);
    block.requires("every period has a window", `SUMPRODUCT(--(${proof.range(labels)}=""))=0`);
    return line((t) => (t.number === 1 ? "0" : `IF(${t.of(labels)}=${t.before(labels)},0,1)`));
  }
  if (isBlank(value)) {
    block.requires("where the position starts again stays blank", `${cellReference(proof, resets, 0, 0)}=""`);
    return line(() => "0");
  }
  const word = wordOf(value, ["each period", "never"]);
  if (word !== undefined) {
    block.word("position starts again", resets, word);
    return line((t) => (word === "never" ? "0" : `IF(${block.number(t)}=1,0,1)`));
  }
  const window = block.figure("position starts again", "every so many periods", resets, 0);
  block.requires("a window is a whole number of periods", `AND(${window}=INT(${window}),${window}>=1)`);
  return () => {
    const within = proof.across("periods of the window before this one", "", periods, (t) => `MOD(${block.number(t)}-1,MAX(1,${window}))`);
    return proof.across("position starts again", "1 is yes", periods, (t) => `IF(AND(${block.number(t)}>1,${t.of(within)}=0),1,0)`);
  };
}

/** The corkscrew of a position: what moves it in each period, from zero again where a window starts. `of` is how its lines begin, `prior` where it begins. */
export function positionLines({ proof, periods }: Block, of: string, starts: Line, moves: Line, prior: string): { readonly opening: Line; readonly closing: Line } {
  const opening = proof.across(`${of}opening position`, "whole units", periods, (t) => `IF(${t.of(starts)}=1,0,${t.before(closing)})`);
  const closing: Line = proof.across(`${of}closing position`, "whole units", periods, (t) => `${t.of(opening)}+${t.of(moves)}`, { once: prior });
  return { opening, closing };
}
