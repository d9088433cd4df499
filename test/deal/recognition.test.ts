import type { ChoiceName } from "../../src/deal/deal";
import { recognition, type Recognition } from "../../src/deal/recognition/recognition";
import { addressOf } from "../../src/deal/recognition/surroundings";
import { areaOf } from "../../src/sheet/formula/areas";
import type { Workbook } from "../../src/sheet/workbook";
import { NAME_SETS, setWorkbook, type NameSet } from "./nameSets";

const NO_ANSWERS = new Map<string, string | number>();

type Outcome = "right" | "asked" | "left out" | "wrong" | "missing";

interface Row {
  readonly source: string;
  readonly expected: string;
  readonly got: string;
  readonly outcome: Outcome;
}

/** Words of the sets for which there is no role yet. */
const NO_ROLE = new Set(["deduction rate", "commission", "earned by account", "crossed", "opening balance"]);

const folded = (text: string) => text.toLowerCase().replace(/[\s_']/g, "");

/** By where it stands: a name, a table or an address are one thing if they are the same cells. */
function placeOf(workbook: Workbook, source: string): string {
  const area = areaOf(workbook, workbook.tables.some(({ name }) => name === source) ? `${source}[#All]` : source);
  return area === undefined ? source : addressOf(area);
}

function sourcePlace(workbook: Workbook, source: Recognition["leftOut"][number]["source"]): string {
  if (!("at" in source)) return source.name;
  const sheet = workbook.sheet(source.at.sheet);
  return sheet === undefined ? "" : addressOf({ ...source.at, sheet });
}

function outcomes(set: NameSet, workbook: Workbook, found: Recognition): Row[] {
  return set.expect.terms.map(({ role, stream, source }): Row => {
    const place = placeOf(workbook, source);
    const term = found.terms.find((one) => sourcePlace(workbook, one.source) === place);
    const asked = found.asked.find((one) => sourcePlace(workbook, one.term.source) === place);
    const choice = found.choices.find((one) => one.source !== undefined && sourcePlace(workbook, one.source) === place);
    const left = found.leftOut.find((one) => sourcePlace(workbook, one.source) === place);
    const expected = `${role} of "${stream}"`;
    if (term !== undefined) {
      const isRight = term.role === role && folded(term.stream) === folded(stream);
      return { source, expected, got: `${term.role} of "${term.stream}"`, outcome: isRight ? "right" : "wrong" };
    }
    if (asked !== undefined) return { source, expected, got: `asked: ${asked.sentence}`, outcome: "asked" };
    if (choice !== undefined) return { source, expected, got: `${choice.choice} ${choice.word} ${choice.state}`, outcome: choice.choice === role ? (choice.state === "asked" ? "asked" : "right") : "wrong" };
    return { source, expected, got: left === undefined ? "nothing" : `left out: ${left.reason}`, outcome: left === undefined ? "missing" : NO_ROLE.has(role) ? "left out" : "missing" };
  });
}

function choiceFaults(set: NameSet, workbook: Workbook, found: Recognition): string[] {
  return set.expect.choices.flatMap(({ choice, stream, word, source }) => {
    const got = found.choices.find((one) => one.choice === (choice as ChoiceName) && folded(one.stream) === folded(stream));
    const shown = `${choice} "${stream}": expected ${word}, got ${got === undefined ? "nothing" : `${got.word} ${got.state} (${got.reason})`}`;
    if (got === undefined) return [shown];
    if (source === "default") return got.state === "proposed" && got.word !== word ? [shown] : [];
    return got.word === word && got.source !== undefined && sourcePlace(workbook, got.source) === placeOf(workbook, source) ? [] : [shown];
  });
}

const READ = NAME_SETS.map((set) => {
  const workbook = setWorkbook(set);
  const found = recognition(workbook, NO_ANSWERS);
  return { set, workbook, found, rows: outcomes(set, workbook, found) };
});

const count = (rows: readonly Row[], ...which: Outcome[]) => rows.filter(({ outcome }) => which.includes(outcome)).length;

/** What failed, beside how much of each set is right: to be read in a test's message. */
function table(): string {
  const lines = READ.map(({ set, rows }) => `${set.id.padEnd(26)} expected ${rows.length}  right ${count(rows, "right")}  asked ${count(rows, "asked")}  left out ${count(rows, "left out")}  wrong ${count(rows, "wrong", "missing")}`);
  const faults = READ.flatMap(({ set, rows }) => rows.filter(({ outcome }) => outcome === "wrong" || outcome === "missing").map(({ source, expected, got }) => `${set.id}: ${source}: expected ${expected}, got ${got}`));
  return [...lines, ...faults].join("\n");
}

describe("seventeen workbooks", () => {
  test("no term is silently wrong: each that is expected is proposed as what it is, or asked about", () => {
    const wrong = READ.flatMap(({ rows }) => rows.filter(({ outcome }) => outcome === "wrong" || outcome === "missing"));
    if (wrong.length > 0) throw new Error(table());
  });

  test("at least 85% of the terms are proposed, rightly", () => {
    const rows = READ.flatMap((one) => one.rows);
    if (count(rows, "right") < rows.length * 0.85) throw new Error(`${count(rows, "right")} of ${rows.length} are proposed.\n${table()}`);
  });

  test.each(READ)("$set.id: nothing is proposed that is no term", ({ set, workbook, found }) => {
    const expected = new Set(set.expect.terms.map(({ source }) => placeOf(workbook, source)));
    const others = found.terms.filter(({ role, source }) => !expected.has(sourcePlace(workbook, source)) && !(role === "period labels" && source.name === undefined));
    expect(others).toEqual([]);
  });

  test.each(READ)("$set.id: the streams are those of the deal", ({ set, found }) => {
    const expected = new Set(set.expect.streams.map((stream) => folded(typeof stream === "string" ? stream : stream.id)));
    const ofTerms = new Set(set.expect.terms.map(({ stream }) => folded(stream)));
    const streams = found.streams.map(({ id }) => folded(id));
    expect([...expected].filter((stream) => !streams.includes(stream))).toEqual([]);
    expect(streams.filter((stream) => !expected.has(stream) && !ofTerms.has(stream))).toEqual([]);
    for (const stream of set.expect.streams) if (typeof stream === "object") expect(found.streams.find(({ id }) => folded(id) === folded(stream.id))?.kind).toBe(stream.kind);
  });

  test.each(READ)("$set.id: the choices are those that cells say, and no other word is proposed", ({ set, workbook, found }) => {
    expect(choiceFaults(set, workbook, found)).toEqual([]);
  });
});
