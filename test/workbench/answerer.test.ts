import { Answerer } from "../../src/workbench/calculation/answerer";
import { content, takeOver } from "../../src/workbench/calculation/content";
import type { FormulaPlace, PlacedCell } from "../../src/workbench/calculation/messages";
import type { Cell, Workbook } from "../../src/sheet/workbook";
import { at, cellOf, values, workbook, type Given } from "../sheet/build";

/** The page and the worker, each with a workbook of its own: what is typed goes over, and what has come of it comes back. */
function opened(book: Workbook) {
  const begun: (FormulaPlace | undefined)[] = [];
  const answerer = new Answerer(() => undefined, (place) => begun.push(place));
  const sent = <Sent>(letter: Sent): Sent => structuredClone(letter);
  takeOver(book, sent(answerer.opened(sent(content(book)))));
  return {
    begun,
    type(row: number, column: number, given: Given): void {
      const cell: Cell = { ...cellOf(given), value: typeof given === "string" && given.startsWith("=") ? null : cellOf(given).value };
      book.sheets[0]?.setCell(row, column, cell);
      const cells: PlacedCell[] = [{ sheet: 0, row, column, cell }];
      takeOver(book, sent(answerer.changed(sent({ kind: "change", cells }))));
    },
  };
}

describe("a formula that is entered again is answered again, though its answer stays", () => {
  test.each([
    { why: "another way to the same figure", before: "=1+1", again: "=2", shows: { A1: 2 } },
    { why: "the same text", before: "=A9*2", again: "=A9*2", shows: { A1: 14, A9: 7 } },
    { why: "text, TRUE, an empty text", before: '="a"', again: '="a"&""', shows: { A1: "a" } },
    { why: "a spill", before: "=SEQUENCE(2,2)", again: "=SEQUENCE(2,2)+0", shows: { A1: 1, B1: 2, A2: 3, B2: 4 } },
    { why: "a spill of a function of ours", before: '=DEAL.TIEREDROYALTY({100,200},{0,0.05},,"never")', again: '=DEAL.TIEREDROYALTY({100,200},{0,0.05},"marginal","never")', shows: { A1: 5, B1: 10 } },
  ])("$why: $before, then $again", ({ before, again, shows }) => {
    const book = workbook({ A9: 7 });
    const page = opened(book);
    page.type(1, 1, before);
    page.type(1, 1, again);
    expect(values(book)).toEqual({ A9: 7, ...shows });
    expect(at(book, "A1")?.formula?.text).toBe(again.slice(1));
    const isSpill = Object.keys(shows).includes("B1");
    expect([at(book, "A1")?.extent !== undefined, at(book, "B1")?.filledFrom]).toEqual([isSpill, isSpill ? { row: 1, column: 1 } : undefined]);
  });

  test("a refusal, with its sentence", () => {
    const book = workbook({});
    book.addSheet("Sheet1");
    const page = opened(book);
    page.type(3, 2, "=DEAL.TIEREDROYALTY(100,{50,0.05})");
    const refusal = at(book, "B3")?.value;
    expect(refusal).toMatchObject({ error: "#VALUE!" });
    page.type(3, 2, "=DEAL.TIEREDROYALTY(100,{50,0.06})");
    expect(at(book, "B3")?.value).toEqual(refusal);
  });

  test("a value that is typed over a formula with the same figure is that value", () => {
    const book = workbook({ A1: "=2", B1: "=A1" });
    const page = opened(book);
    page.type(1, 1, 2);
    expect(at(book, "A1")).toEqual({ value: 2 });
    expect(values(book)).toEqual({ A1: 2, B1: 2 });
  });
});

describe("the formula that is being calculated is told", () => {
  let now: jest.SpyInstance<number>;
  beforeEach(() => {
    now = jest.spyOn(Date, "now").mockReturnValue(0);
  });
  afterEach(() => now.mockRestore());

  test("when its calculation begins for the first time", () => {
    const page = opened(workbook({ A1: 1, B1: "=A1+1", C3: "=B1*2", D1: 5, E1: "=D1" }));
    expect(page.begun).toEqual([
      { sheet: 0, row: 1, column: 2 },
      { sheet: 0, row: 1, column: 5 },
      { sheet: 0, row: 3, column: 3 },
    ]);
    page.begun.length = 0;
    page.type(1, 1, 10);
    expect(page.begun).toEqual([]);
    page.type(1, 5, "=D1+A1");
    expect(page.begun).toEqual([{ sheet: 0, row: 1, column: 5 }]);
  });

  test("and that it is none of those, when others go on after it", () => {
    const page = opened(workbook({ A1: 1, B1: "=A1+1", C3: "=B1*2" }));
    page.begun.length = 0;
    page.type(1, 2, "=A1+2");
    expect(page.begun).toStrictEqual([{ sheet: 0, row: 1, column: 2 }, undefined]);
  });

  test("again, where it took long the last time", () => {
    const page = opened(workbook({ A1: 1, B1: "=A1+1", C1: "=A1+2" }));
    let time = 0;
    now.mockImplementation(() => (time += 10));
    page.type(1, 1, 2);
    page.begun.length = 0;
    now.mockImplementation(() => time);
    page.type(1, 1, 3);
    expect(page.begun).toEqual([
      { sheet: 0, row: 1, column: 2 },
      { sheet: 0, row: 1, column: 3 },
    ]);
    page.begun.length = 0;
    page.type(1, 1, 4);
    expect(page.begun).toEqual([]);
  });
});

test("a formula that was stopped is not begun again, says so, and is calculated once it is written anew", () => {
  const stopped = "this formula was stopped after 4 seconds without an answer, and is not calculated again until it is changed.";
  const book = workbook({ A1: 1, B1: { value: null, formula: { text: "A1+1", kind: "dynamic", stopped } }, C1: "=B1*2" });
  const page = opened(book);
  expect([at(book, "B1")?.value, at(book, "C1")?.value]).toEqual([
    { error: "#VALUE!", message: `Sheet1!B1: ${stopped}` },
    { error: "#VALUE!", message: "The error comes from Sheet1!B1." },
  ]);
  page.type(1, 1, 10);
  expect(at(book, "B1")?.value).toMatchObject({ error: "#VALUE!" });
  expect(page.begun).not.toContainEqual({ sheet: 0, row: 1, column: 2 });
  page.type(1, 2, "=A1+2");
  expect(values(book)).toEqual({ A1: 10, B1: 12, C1: 24 });
});
