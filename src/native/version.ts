import { SEMANTICS_VERSION } from "../engine/semantics";
import { Block, type NativeBlock } from "./parts/block";
import type { ProofSheet } from "./parts/proofSheet";

/** VERSION as a number: the edition of the rules that the other blocks were written by. */
export function versionBlock(proof: ProofSheet, title: string): NativeBlock {
  const block = new Block(proof, title, 0);
  const version = block.constant("semantics version", SEMANTICS_VERSION);
  const check = proof.once("check", "", "0");
  return block.finished(check, { answer: "", lines: [] }, () => ({ "": { direction: "single", rows: [{ labels: [{ formula: version }] }] } }));
}
