import type { Deal, Problem, Question } from "../../src/deal/deal";
import { openQuestions, payable, soundness } from "../../src/taskpane/dealState";

const question = (id: string, pays: readonly number[], more: Partial<Question> = {}): Question => ({
  id,
  sentence: `${id}?`,
  options: pays.map((each, i) => ({ answer: i, label: String(i), pays: each })),
  changesTotal: new Set(pays).size > 1,
  ...more,
});
const problem = (kind: Problem["kind"]): Problem => ({ code: "X", kind, place: { name: "Tiers" }, sentence: "" });
const deal = (questions: readonly Question[], problems: readonly Problem[] = [], range?: Deal["range"]): Deal => ({
  title: "", currency: "USD", state: "proposed", periods: [], terms: [], choices: [], lines: [], payees: [], total: 10, questions, problems, leftOut: [], words: [], ...(range && { range }),
});

const DECIDES = question("resets", [60, 100]);
const TAKEN = question("method", [60, 500], { taken: 0 });
const EQUAL = question("when", [60, 60]);

test.each<[why: string, of: Deal, kind: string, text: string]>([
  ["nothing is open", deal([]), "sound", "sound"],
  ["what is taken as usual, or changes nothing, is not counted", deal([TAKEN, EQUAL]), "sound", "sound"],
  ["what decides is", deal([TAKEN, DECIDES, EQUAL]), "to answer", "1 to answer"],
  ["a warning is looked at", deal([TAKEN], [problem("warn"), problem("note")]), "look", "1 to look at"],
  ["an error comes before a question", deal([DECIDES], [problem("error"), problem("error")]), "problem", "2 problems"],
])("%s", (_why, of, kind, text) => {
  expect(soundness(of)).toEqual({ kind, text });
});

test("what decides is asked first", () => {
  expect(openQuestions(deal([TAKEN, EQUAL, DECIDES])).map(({ id }) => id)).toEqual(["resets", "method", "when"]);
});

test("from – to is of what decides, and of all its combinations where these are known; else the total stands", () => {
  expect(payable(deal([TAKEN, DECIDES]))).toEqual({ from: 60, to: 100 });
  expect(payable(deal([DECIDES], [], { from: 40, to: 120 }))).toEqual({ from: 40, to: 120 });
  expect(payable(deal([TAKEN, EQUAL]))).toBeUndefined();
});
