import type { Answers, Deal } from "../../src/deal/deal";
import { keptIn, keptSheet } from "../../src/deal/keptAnswers";
import type { SheetToWrite } from "../../src/host/host";
import { InMemoryHost } from "../../src/host/inMemory";
import { openXlsx } from "../../src/file/xlsx";
import { keepDeal } from "../../src/taskpane/commands/keepDeal";
import { workbook } from "../sheet/build";
import { workbookBytes } from "../support/workbookBytes";

const ANSWERS: Answers = new Map<string, string | number>([
  ["resets:", "never"],
  ["window:", 4],
  ["crossed:Album1", "=none"],
]);

const DEAL: Deal = {
  title: "Voice licence",
  currency: "USD",
  state: "proposed",
  periods: [],
  terms: [
    { role: "tiers", stream: "", source: { at: { sheet: "Net sales", top: 3, left: 2, bottom: 6, right: 3 }, name: "Tiers" }, state: "proposed", reason: "" },
    { role: "rate", stream: "Basic", source: { at: { sheet: "Inputs", top: 9, left: 2, bottom: 9, right: 2 } }, state: "asked", reason: "" },
  ],
  choices: [],
  lines: [],
  payees: [],
  questions: [{ id: "resets:", sentence: "Where do the tiers start again?", options: [{ answer: "each contract year", label: "each contract year", pays: 80_000 }, { answer: "never", label: "never", pays: 100_000 }], changesTotal: true }],
  problems: [],
  leftOut: [{ source: { name: "Walk_Away" }, reason: "" }],
  words: [],
};

const opened = () => InMemoryHost.ofBytes(workbookBytes(workbook({ "Inputs!A1": 1 })));
const read = async (host: InMemoryHost) => openXlsx(await host.bytes(), []).workbook;
const texts = ({ rows }: SheetToWrite) => rows.map((row) => row.map((cell) => (cell !== null && "value" in cell ? cell.value : null)));

test("what is kept says the question, the word, and where each term stands; never what other answers would pay, nor what was left out", () => {
  const kept = texts(keptSheet(DEAL, ANSWERS, []));
  expect(kept.slice(4)).toEqual([
    ["Question", "Word", "Name", "Words there are"],
    ["Where do the tiers start again?", "never", "resets:", "each contract year, never"],
    [null, 4, "window:", null],
    [null, "=none", "crossed:Album1", null],
    [],
    ["Term", "Serves", "Cell"],
    ["tiers", "all", "Tiers, 'Net sales'!B3:C6"],
    ["rate", "Basic", "Inputs!B9"],
  ]);
  expect(JSON.stringify(kept)).not.toMatch(/80000|100000|Walk_Away/);
});

test("kept, saved and opened again, the answers are the same, numbers as numbers; kept again, they are replaced", async () => {
  const host = opened();
  await keepDeal(host, await read(host), DEAL, ANSWERS);
  expect([...keptIn(await read(host)).answers]).toEqual([...ANSWERS]);
  await keepDeal(host, await read(host), DEAL, new Map([["resets:", "each contract year"]]));
  expect([...keptIn(await read(host)).answers]).toEqual([["resets:", "each contract year"]]);
});

test("kept again without its question, which is asked no more, an answer keeps its sentence", async () => {
  const host = opened();
  await keepDeal(host, await read(host), DEAL, ANSWERS);
  await keepDeal(host, await read(host), { ...DEAL, questions: [] }, ANSWERS);
  expect((await host.read([{ sheet: "Deal", top: 6, left: 1, bottom: 6, right: 4 }]))[0]?.values).toEqual([["Where do the tiers start again?", "never", "resets:", "each contract year, never"]]);
});

test("a word that is changed on the sheet is the answer from then on", async () => {
  const host = opened();
  await keepDeal(host, await read(host), DEAL, ANSWERS);
  host.type("Deal", 6, 2, { value: "each period" });
  expect(keptIn(await read(host)).answers.get("resets:")).toBe("each period");
});

test("the list of cells is no answer, also where it stands right below them", async () => {
  const host = opened();
  await keepDeal(host, await read(host), DEAL, ANSWERS);
  const kept = await read(host);
  const sheet = kept.sheet("Deal");
  sheet?.rows.set(9, sheet.rows.get(10) ?? new Map<number, never>());
  expect([...keptIn(kept).answers.keys()]).toEqual([...ANSWERS.keys()]);
});

test("without answers there is nothing to read back", async () => {
  const host = opened();
  expect(keptIn(await read(host)).answers.size).toBe(0);
  await keepDeal(host, await read(host), DEAL, new Map());
  expect(keptIn(await read(host)).answers.size).toBe(0);
});

test("a sheet Deal of somebody else's is not ours, whatever stands on it, and stays", async () => {
  const theirs = workbook({ "Deal!A1": "Deal", "Deal!A2": "Question", "Deal!B2": "Word", "Deal!C2": "Name", "Deal!D2": "Words there are", "Deal!B3": "never", "Deal!C3": "resets:" });
  expect(keptIn(theirs).answers.size).toBe(0);
  await expect(keepDeal(InMemoryHost.ofBytes(workbookBytes(theirs)), theirs, DEAL, ANSWERS)).rejects.toThrow("a sheet Deal of its own");
});

test("what somebody has written beside the answers is not written over", async () => {
  const host = opened();
  await keepDeal(host, await read(host), DEAL, ANSWERS);
  host.type("Deal", 2, 7, { value: "call Anna" });
  await expect(keepDeal(host, await read(host), DEAL, ANSWERS)).rejects.toThrow("beside the answers");
});
