import { isError } from "../../src/cells/cell";
import type { Line } from "../../src/deal/deal";
import { proposedLines, type Proposal } from "../../src/deal/proposal/proposal";
import type { Recognised } from "../../src/deal/proposal/terms";
import { NAME_SETS, setWorkbook, type NameSet } from "./nameSets";
import { choice, recognisedIn } from "./setTerms";

describe.each(NAME_SETS.map((set) => ({ set, id: set.id })))("set $id", ({ set }) => {
  const workbook = setWorkbook(set);
  const recognised = recognisedIn(set, workbook, wordsOfFigures(set));
  const proposal = proposedLines(workbook, recognised);

  if (set.expect.figures.length > 0) {
    test.each(set.expect.figures)("$of is $value", ({ of, value }) => {
      expect(figure(of, proposal, () => proposedLines(workbook, withWord(recognised, "resets", "never")))).toBe(value);
    });
  }

  test("what is refused is said, and nothing that reads it has figures", () => {
    for (const line of proposal.lines) {
      const hasErrors = line.rows.some(({ values }) => values.some(isError));
      expect({ id: line.id, blocked: proposal.blocked.has(line.id) }).toEqual({ id: line.id, blocked: hasErrors });
      if (line.reads.some((id) => proposal.blocked.has(id))) expect(hasErrors).toBe(true);
    }
  });

  test("what is paid in all is what the payees are paid", () => {
    const paid = proposal.payees.map(({ total = NaN }) => total);
    if (proposal.total !== undefined) expect(proposal.total).toBeCloseTo(paid.reduce((sum, one) => sum + one, 0), 6);
  });
});

/** The words that a set's figures stand for and its list of choices leaves out. */
function wordsOfFigures({ id, expect: { choices } }: NameSet): ReturnType<typeof choice>[] {
  if (id === "image-library-plans" || id === "german-scoped") return [choice("resets", "never")];
  if (id === "ai-training-tokens") return [choice("window", "none"), choice("guarantee is for", "a contract year"), choice("periods a year", 4), choice("decimals", 2), choice("when", "end")];
  return choices.some((one) => one.choice === "decimals") ? [] : [choice("decimals", 2)];
}

export function withWord(recognised: Recognised, name: string, word: string): Recognised {
  return { ...recognised, choices: recognised.choices.map((one) => (one.choice === name ? { ...one, word } : one)) };
}

/** A figure by what the sets call it: "royalty, total", "Voice actor, total", "payable, period 1". */
function figure(of: string, proposal: Proposal, ifNeverReset: () => Proposal): number | undefined {
  const { lines, payees } = proposal;
  const royalty = lines.filter(({ kind }) => kind === "royalty");
  const owed = [...lines].reverse().find(({ kind }) => kind === "payable" || kind === "guarantee" || kind === "earned");
  if (of === "payable if never reset") return ifNeverReset().total;
  if (of === "present value") return cents(sumOf(lines.filter(({ kind }) => kind === "present value")));
  if (of.startsWith("royalty") || of.startsWith("token fee")) return cents(sumOf(royalty.filter((line) => line.of === "" || line.of.toLowerCase() === of.split(/[ ,]/)[1]?.toLowerCase() || of.toLowerCase().includes(line.of))));
  if (of.startsWith("after guarantee")) return cents(sumOf(lines.filter(({ kind }) => kind === "guarantee")));
  if (of.startsWith("after recoupment")) return cents(sumOf(lines.filter(({ kind }) => kind === "recoupment")));
  if (of.startsWith("received after tax")) return proposal.total;
  if (of === "payable, period 1" || of === "payable, FY26") return owed?.rows[0]?.values[0] as number;
  if (of.startsWith("payable, total")) return lines.some(({ kind }) => kind === "split") ? cents(sumOf(owed === undefined ? [] : [owed])) : proposal.total;
  const payee = payees.find(({ label }) => of.startsWith(label));
  return of.endsWith("period 1") ? (payee?.values[0] as number) : payee?.total;
}

/** Rounded period by period, as the sets' figures are; a present value as a whole. */
function sumOf(lines: readonly Line[]): number {
  const figures = lines.flatMap(({ kind, rows }) => rows.flatMap(({ values }) => values.map((value) => (typeof value !== "number" ? NaN : kind === "present value" ? value : cents(value)))));
  return figures.reduce((sum, one) => sum + one, 0);
}

function cents(figure: number): number {
  return Math.round(figure * 100) / 100;
}
