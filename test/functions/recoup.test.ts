import type { Grid } from "../../src/cells/cell";
import { answer, column, refusals, row, turned, type Argument } from "./call";

const recoup = (...args: readonly Argument[]) => answer("RECOUP", ...args);
const statement = (...args: readonly Argument[]) => answer("RECOUP.LINES", ...args) as Grid;
/** A line of every account, periods across. */
const lineOf = (label: string, ...args: readonly Argument[]) => statement(...args).filter((cells) => cells[1] === label).map((cells) => cells.slice(2));

describe("one account, with an advance of 100: at the balance, a cent below and a cent above", () => {
  test.each([
    { earned: 99.99, paid: 0, closing: 0.01, why: "a cent is unrecouped" },
    { earned: 100, paid: 0, closing: 0, why: "recouped, and nothing left" },
    { earned: 100.01, paid: 0.01, closing: 0, why: "a cent is paid" },
    { earned: 0, paid: 0, closing: 100, why: "nothing earned" },
    { earned: -50, paid: 0, closing: 150, why: "returns add to the balance" },
  ])("$earned: $why", ({ earned, paid, closing }) => {
    expect(recoup(earned, 100)).toEqual([[paid]]);
    expect(lineOf("closing", earned, 100)).toEqual([[closing]]);
    // The advance of a period counts before its earnings; so does what was unrecouped before.
    expect(recoup(row(0, earned), row(0, 100))).toEqual(row(0, paid));
    expect(recoup(earned, 0, null, null, null, 100)).toEqual([[paid]]);
    expect(recoup(earned, 60, null, null, null, 40)).toEqual([[paid]]);
  });
});

describe("one account over periods", () => {
  const cases: readonly { readonly earned: number[]; readonly advances: Argument; readonly paid: number[]; readonly closing: number[]; readonly why: string }[] = [
    { earned: [80, 80, 80], advances: 100, paid: [0, 60, 80], closing: [20, 0, 0], why: "one advance is paid in period 1" },
    { earned: [80, 80, 80], advances: row(100, null, 100), paid: [0, 60, 0], closing: [20, 0, 20], why: "a later advance starts a new balance" },
    { earned: [80, 80], advances: row(0, 100), paid: [80, 0], closing: [0, 20], why: "what has been paid does not meet a later advance" },
    { earned: [80, -30, 80], advances: 0, paid: [80, 0, 50], closing: [0, 30, 0], why: "returns are recouped from what is earned later" },
    { earned: [-30, -30, 60], advances: 0, paid: [0, 0, 0], closing: [30, 60, 0], why: "and made good exactly" },
    { earned: [150, -100], advances: 100, paid: [50, 0], closing: [0, 100], why: "nothing that has been paid is taken back" },
  ];
  test.each(cases)("$why", ({ earned, advances, paid, closing }) => {
    expect(recoup(row(...earned), advances)).toEqual(row(...paid));
    expect(lineOf("closing", row(...earned), advances)).toEqual(row(...closing));
    expect(recoup(column(...earned), Array.isArray(advances) ? turned(advances as Grid) : advances)).toEqual(column(...paid));
  });
});

describe("reserve", () => {
  const cases: readonly { readonly earned: number[]; readonly args: readonly Argument[]; readonly paid: number[]; readonly held: number[]; readonly why: string }[] = [
    { earned: [100, 100, 100, 100], args: [50, null, 0.25, 2], paid: [25, 75, 100, 100], held: [25, 50, 50, 50], why: "in full, two periods later" },
    { earned: [100, 100, 100], args: [0, null, 0.25, 1], paid: [75, 100, 100], held: [25, 25, 25], why: "a period later" },
    { earned: [100, 100], args: [0, null, 0.25, 2], paid: [75, 75], held: [25, 50], why: "released after the data: stays held" },
    { earned: [100, -40, 0], args: [0, null, 0.25, 2], paid: [75, 0, 0], held: [25, 25, 0], why: "returns do not draw on it; the release recoups them: 40 − 25 are left" },
    { earned: [100, -25], args: [0, null, 0.25, 1], paid: [75, 0], held: [25, 0], why: "a release that covers the returns exactly" },
    { earned: [100, 0], args: [120, null, 0.5, 1], paid: [0, 0], held: [50, 0], why: "a release recoups too: 120 − 50 − 50" },
    { earned: [100, 0], args: [90, null, 0.5, 1], paid: [0, 10], held: [50, 0], why: "and what is left of it is paid" },
    { earned: [100, 10], args: [0, null, 1, 1], paid: [0, 100], held: [100, 10], why: "all of it is withheld" },
    { earned: [10, 10, 10], args: [0, null, null, null, row(0, 5, 6, 7, 8)], paid: [15, 16, 17], held: [21, 15, 8], why: "reserves brought in, one of which outlasts the data" },
    { earned: [10, 10, 10], args: [0, null, 0.5, 1, row(12, 5)], paid: [0, 8, 10], held: [5, 5, 5], why: "both: 12 − (10 − 5 + 5) are 2, then 10 − 5 + 5 − 2, then 10" },
    { earned: [10, 10], args: [0, null, 0, 3], paid: [10, 10], held: [0, 0], why: "a reserve of 0, whatever the release" },
  ];
  test.each(cases)("$why", ({ earned, args, paid, held }) => {
    expect(recoup(row(...earned), ...args)).toEqual(row(...paid));
    expect(lineOf("reserve held", row(...earned), ...args)).toEqual(row(...held));
  });

  test("one rate for all accounts, or one for each; blank is none", () => {
    const block = [[100, 0], [100, 0]];
    expect(recoup(block, 0, "none", 0.2, 1)).toEqual([[80, 20], [80, 20]]);
    expect(recoup(block, 0, "none", column(0.2, null), 1)).toEqual([[80, 20], [100, 0]]);
  });
});

describe("crossed", () => {
  interface Crossed {
    readonly earned: number[][];
    readonly advances: Argument;
    readonly none: number[][];
    readonly all: number[][];
    readonly recoupedOnly: number[][];
    readonly why: string;
  }
  const cases: readonly Crossed[] = [
    {
      earned: [[150, -100, 80], [50, 60, 70]],
      advances: column(100, 40),
      none: [[50, 0, 0], [10, 60, 70]],
      all: [[50, 0, 40], [10, 0, 70]],
      recoupedOnly: [[50, 0, 40], [10, 0, 70]],
      why: "both have recouped in period 1, and then share returns",
    },
    { earned: [[0, 0], [20, 10]], advances: column(180, 0), none: [[0, 0], [20, 10]], all: [[0, 0], [0, 0]], recoupedOnly: [[0, 0], [20, 10]], why: "an account that has not recouped is not helped" },
    { earned: [[0, -10], [20, 10]], advances: 0, none: [[0, 0], [20, 10]], all: [[0, 0], [20, 0]], recoupedOnly: [[0, 0], [20, 10]], why: "an account that never had a balance has not recouped, and does not help" },
    { earned: [[50, 50], [0, -60]], advances: column(50, 50), none: [[0, 50], [0, 0]], all: [[0, 0], [0, 0]], recoupedOnly: [[0, 50], [0, 0]], why: "one that has recouped helps only one that has too" },
    { earned: [[49.99, 50], [50, -60]], advances: column(50, 50), none: [[0, 49.99], [0, 0]], all: [[0, 0], [0, 0]], recoupedOnly: [[0, 0], [0, 0]], why: "a cent short in period 1, recouped and at once crossed in period 2" },
    { earned: [[50, 49.99, 100], [50, 50, 0]], advances: [[50, 60, 0], [50, 0, 0]], none: [[0, 0, 89.99], [0, 50, 0]], all: [[0, 0, 100], [0, 39.99, 0]], recoupedOnly: [[0, 0, 100], [0, 39.99, 0]], why: "once recouped it is helped with a new advance" },
    { earned: [[30], [0], [50], [0], [5]], advances: column(0, 40, 0, 25, 0), none: [[30], [0], [50], [0], [5]], all: [[0], [0], [15], [0], [5]], recoupedOnly: [[30], [0], [50], [0], [5]], why: "givers in list order: 30, then 35 of 50" },
  ];
  const named = (block: Grid): Grid => block.map((cells, i) => [`Account ${i + 1}`, ...cells]);
  test.each(cases)("$why", ({ earned, advances, none, all, recoupedOnly }) => {
    expect(recoup(named(earned), advances, "none")).toEqual(none);
    expect(recoup(named(earned), advances, " All ")).toEqual(all);
    expect(recoup(named(earned), advances, "RECOUPED ONLY")).toEqual(recoupedOnly);
  });

  test("givers and receivers in list order, each line of the statement", () => {
    const args = [named([[30], [0], [30], [0], [40]]), column(0, 40, 0, 25, 0), "all"] as const;
    expect(lineOf("to others", ...args)).toEqual(column(30, 0, 30, 0, 5));
    expect(lineOf("from others", ...args)).toEqual(column(0, 40, 0, 25, 0));
    const short = [named([[10], [0], [5], [0]]), column(0, 12, 0, 25), "all"] as const;
    expect(lineOf("from others", ...short)).toEqual(column(0, 12, 0, 3));
    expect(lineOf("closing", ...short)).toEqual(column(0, 0, 0, 22));
  });

  test("recouped by others is not recouped by its own: all, then the same accounts only where recouped", () => {
    // In period 1 the first recoups the second; in "recouped only" it does not, and the second stays out until period 3.
    const block = [[100, 0, 0, 50], [0, 20, 30, 0]];
    expect(recoup(block, column(10, 50), "all")).toEqual([[40, 0, 0, 50], [0, 20, 30, 0]]);
    expect(recoup(block, column(10, 50), "recouped only")).toEqual([[90, 0, 0, 50], [0, 0, 0, 0]]);
  });

  test("an account that never had a balance has recouped none, and gives nothing to one that has: recouped only", () => {
    const args = [[[100, 100], [10, 0]], [[0, 0], [10, 50]], "recouped only"] as const;
    expect(recoup(...args)).toEqual([[100, 100], [0, 0]]);
    expect(recoup(args[0], args[1], "all")).toEqual([[100, 50], [0, 0]]);
  });
});

describe("shapes", () => {
  const paid = [[50, 0], [10, 60]];
  const bare = [[150, -100], [50, 60]];
  const names = [["A", 150, -100], ["B", 50, 60]];
  const cases: readonly { readonly args: readonly Argument[]; readonly expected: Grid; readonly why: string }[] = [
    { args: [bare, column(100, 40), "none"], expected: paid, why: "a block without names" },
    { args: [bare, [[100, 0], [40, 0]], "none"], expected: paid, why: "advances laid out as the earned" },
    { args: [names, column(100, 40), "none"], expected: paid, why: "names in front" },
    { args: [[["Account", 2026, 2027], ...names], column(100, 40), "none"], expected: paid, why: "a header row that says Account, above years" },
    { args: [[["  TITLE ", null, null], ...names], column(100, 40), "none"], expected: paid, why: "a synonym, and nothing over the periods" },
    { args: [[["", "Q1", "Q2"], ...names], column(100, 40), "none"], expected: paid, why: "an empty corner over periods named in text" },
    { args: [[...names, ["", "", ""], [0, 0, 0]], column(100, 40), "none"], expected: paid, why: "empty rows below a table, as blanks or as 0" },
    { args: [[...names, [null, null, null]], column(100, 40, null), "none", column(0, 0, 0), null, [[0, 0], [0, 0], ["", ""]]], expected: paid, why: "and empty rows beside them" },
    { args: [names, [["a ", 100], ["B", 40]], "none"], expected: paid, why: "advances with the same names, in any case and spaces" },
    { args: [names, [["Account", "Advance"], ["A", 100], ["B", 40], ["", ""]], "none"], expected: paid, why: "advances as a table" },
    { args: [[["A", 150], ["B", 50]], column(100, 40), "none"], expected: [[50], [10]], why: "several accounts in one period" },
    { args: [[["A", 150, -100]], 100, "all"], expected: [[50, 0]], why: "one account with a name is a block of one" },
    { args: [[["A", 150, -100]], row(100, 0), "none"], expected: [[50, 0]], why: "its advances by period" },
    { args: [names, 0, "none"], expected: [[150, 0], [50, 60]], why: "a single 0 is no advance at all" },
    { args: [[["A", null, ""], ["B", null, null]], 0, "none"], expected: [[0, 0], [0, 0]], why: "accounts in which nothing has been earned" },
    { args: [[[150, null], ["", 60]], column(100, null), "none", ""], expected: [[50, 0], [0, 60]], why: "blanks are 0 in their place" },
    { args: [column(150, null, 60), column(100, "", 0), "", "", "", "", ""], expected: column(50, 0, 60), why: "a column; empty texts count as left out" },
  ];
  test.each(cases)("$why", ({ args, expected }) => expect(recoup(...args)).toEqual(expected));
});

describe("rounded", () => {
  const cases: readonly { readonly args: readonly Argument[]; readonly expected: Grid; readonly why: string }[] = [
    { args: [10.05, 0, null, 0.1, 1, null, 2], expected: [[9.04]], why: "1.005 withheld is 1.01" },
    { args: [10.04999, 0, null, 0.1, 1, null, 2], expected: [[9.04]], why: "the amount first: 10.05" },
    { args: [10.04, 0, null, 0.1, 1, null, 2], expected: [[9.04]], why: "1.004 withheld is 1.00" },
    { args: [10.06, 0, null, 0.1, 1, null, 2], expected: [[9.05]], why: "1.006 withheld is 1.01" },
    { args: [10.05, 0, null, 0.1, 1], expected: [[9.045]], why: "unrounded" },
    { args: [1.005, 1, null, null, null, null, 2], expected: [[0.01]], why: "half a cent earned is a cent" },
    { args: [1, 0.995, null, null, null, null, 2], expected: [[0]], why: "an advance of 0.995 is 1.00" },
    { args: [1, 0, null, null, null, 0.995, 2], expected: [[0]], why: "a balance of 0.995 is 1.00" },
    { args: [row(1, 1), 0, null, null, null, row(0, 0.005, 0.004), 2], expected: row(1.01, 1), why: "reserves brought in, each by itself" },
    { args: [row(-1.005, 1.01), 0, null, null, null, null, 2], expected: row(0, 0), why: "half a cent of returns goes away from zero too" },
    { args: [row(10.05, 0), 0, null, 0.1, 1, null, 2], expected: row(9.04, 1.01), why: "what was withheld comes back to the cent" },
    { args: [2.5, 0, null, 0.5, 1, null, 0], expected: [[1]], why: "3, of which 1.5 and so 2 are withheld" },
    { args: [0.1 + 0.2, 0.3], expected: [[0]], why: "0.30000000000000004 is 0.3" },
  ];
  test.each(cases)("$why", ({ args, expected }) => expect(recoup(...args)).toEqual(expected));
});

describe("the statement", () => {
  const across: Grid = [
    ["Account", "Line", 1, 2, 3],
    [1, "opening", 30, 0, 90],
    [1, "advance", 50, 0, 0],
    [1, "earned", 100, -100, 80],
    [1, "withheld", 10, 0, 8],
    [1, "released", 0, 10, 0],
    [1, "recouped", 80, -90, 72],
    [1, "from others", 0, 0, 0],
    [1, "to others", 0, 0, 0],
    [1, "paid", 10, 0, 0],
    [1, "closing", 0, 90, 18],
    [1, "reserve held", 10, 0, 8],
    ["", "check", 0, 0, 0],
  ];
  test("of one account; a negative credit is recouped below 0", () => expect(statement(row(100, -100, 80), 50, null, 0.1, 1, 30)).toEqual(across));
  test("down: the same, turned", () => expect(statement(column(100, -100, 80), 50, null, 0.1, 1, 30)).toEqual(turned(across)));
  test("of accounts, by name; never turned", () => {
    expect(statement([["First", 0], ["Second", 60]], column(50, 0), "all")).toEqual([
      ["Account", "Line", 1],
      ...[["opening", 0], ["advance", 50], ["earned", 0], ["withheld", 0], ["released", 0], ["recouped", 0], ["from others", 50], ["to others", 0], ["paid", 0], ["closing", 0], ["reserve held", 0]].map((cells) => ["First", ...cells]),
      ...[["opening", 0], ["advance", 0], ["earned", 60], ["withheld", 0], ["released", 0], ["recouped", 0], ["from others", 0], ["to others", 50], ["paid", 10], ["closing", 0], ["reserve held", 0]].map((cells) => ["Second", ...cells]),
      ["", "check", 0],
    ]);
  });
  test("of accounts without names: numbered", () => expect(statement([[1, 2], [3, 4]], 0, "none").map(([label]) => label)).toEqual(["Account", ...Array.from({ length: 11 }, () => 1), ...Array.from({ length: 11 }, () => 2), ""]));
});

describe("tax after recoupment", () => {
  test("a single account's row goes into WITHHOLDING as it is", () => {
    const paid = recoup(row(60_000, 75_000, -10_000, 30_000), 100_000);
    expect(paid).toEqual(row(0, 35_000, 0, 20_000));
    expect(answer("WITHHOLDING", paid, 0.1, null, 2)).toEqual(row(0, 31_500, 0, 18_000));
  });
  test("of a block, one account's row, or the totals of its columns", () => {
    const [first = [], second = []] = recoup([[150, -100, 80], [50, 60, 70]], column(100, 40), "all") as number[][];
    expect(answer("WITHHOLDING", row(...first), 0.1)).toEqual(row(45, 0, 36));
    expect(answer("WITHHOLDING", row(...first.map((paid, t) => paid + (second[t] ?? 0))), 0.1)).toEqual(row(54, 0, 99));
  });
});

describe("is refused", () => {
  const words = 'is not one of the words "none", "all", "recouped only" (crossed).';
  const block = [[1, 2], [3, 4]];
  const alone = "#VALUE! A row, column or cell is one account, and has no other to be crossed with; leave crossed out, or put names in front if these are accounts (crossed).";
  const cases: readonly { readonly args: readonly Argument[]; readonly says: readonly string[]; readonly why: string }[] = [
    { args: [block, 0], says: ['#VALUE! The block has 2 accounts; say whether they recoup each other: "none", "all" or "recouped only" (crossed).'], why: "a block without crossed" },
    { args: [[["A", 1]], 0], says: ['#VALUE! The block has 1 account; say whether they recoup each other: "none", "all" or "recouped only" (crossed).'], why: "a named account is a block too" },
    { args: [row(1, 2), 0, "none"], says: [alone], why: "crossed with a row" },
    { args: [1, 0, "all"], says: [alone], why: "crossed with a cell" },
    { args: [column(1, 2), 0, "recouped only"], says: [alone], why: "crossed with a column: accounts or periods?" },
    { args: [block, 0, "pooled"], says: [`#VALUE! "pooled" ${words}`], why: "an unknown word" },
    { args: [row(1, 2), 0, "pooled"], says: [`#VALUE! "pooled" ${words}`, alone], why: "an unknown word that should not stand there" },

    { args: [row(1, 2), null], says: ["#VALUE! This argument must be given (advances)."], why: "no advances" },
    { args: [row(1, 2), row(1, 2, 3)], says: ["#VALUE! There are 3 advances for 2 periods; give one, which is paid in period 1, or one for each period beside the earned (advances)."], why: "too many advances" },
    { args: [row(1, 2), column(1, 2)], says: ["#VALUE! There are 2 advances for 2 periods, but not in the same direction; give one, which is paid in period 1, or one for each period beside the earned (advances)."], why: "advances in another direction" },
    { args: [row(1, 2), row(5, -0.01)], says: ["#VALUE! The advance -0.01 is negative; it must be 0 or more (advances, period 2)."], why: "a negative advance" },
    { args: [block, row(1, 2), "none"], says: ["#VALUE! The advances have 1 row × 2 columns of amounts, the earned 2 × 2; lay them out as the earned, or give one for each account, in a column (advances)."], why: "a row of advances for accounts" },
    { args: [block, 5, "none"], says: ["#VALUE! The advances have 1 row × 1 column of amounts, the earned 2 × 2; lay them out as the earned, or give one for each account, in a column (advances)."], why: "one advance: of which account?" },
    { args: [block, column(1, -2), "none"], says: ["#VALUE! The advance -2 is negative; it must be 0 or more (advances, row 2, column 1)."], why: "a negative advance of an account" },
    { args: [block, column(1, 2, 0), "none"], says: ["#VALUE! The advances have 3 rows × 1 column of amounts, the earned 2 × 2; lay them out as the earned, or give one for each account, in a column (advances)."], why: "a block keeps its size: no rows are left out" },
    { args: [[["A", 1], ["B", 2]], [["Account", "Advance"], ["B", 1], ["A", -1]], "none"], says: ['#VALUE! "B" stands where the earned have "A"; give the advances the accounts of the earned, in their order (advances, row 2).', "#VALUE! The advance -1 is negative; it must be 0 or more (advances, row 3, period 1).", '#VALUE! "A" stands where the earned have "B"; give the advances the accounts of the earned, in their order (advances, row 3).'], why: "advances in another order" },
    { args: [block, [["A", 1], ["B", 2]], "none"], says: ['#VALUE! "A" is text where a number belongs (advances, row 1, column 1).', '#VALUE! "B" is text where a number belongs (advances, row 2, column 1).'], why: "names beside advances alone" },

    { args: [[["A", 1, 2], ["", 3, 4]], 0, "none"], says: ["#VALUE! The account has no name, but others have; name each of them, or write Account over the names if this is the header row (earned, row 2)."], why: "an account without a name" },
    { args: [[["", 2026, 2027], ["A", 3, 4]], 0, "none"], says: ["#VALUE! 2026, 2027 in the first row look like the heads of periods; if they are, write Account over the names; if they are amounts, put a header row above them (earned, row 1)."], why: "years over an empty corner: periods, or amounts?" },
    { args: [[["Work", 2026, 2027, 2028], ["A", 3, 4, 5]], 0, "none"], says: ["#VALUE! 2026, 2027 in the first row look like the heads of periods; if they are, write Account over the names; if they are amounts, put a header row above them (earned, row 1)."], why: "years under another word" },
    { args: [[["Month", 46_023, 46_054, 46_082], ["A", 3, 4, 5]], 0, "none"], says: ["#VALUE! 46023, 46054 in the first row look like the heads of periods; if they are, write Account over the names; if they are amounts, put a header row above them (earned, row 1)."], why: "the first days of months" },
    { args: [[["Quarter", 46_023, 46_113], ["A", 3, 4]], 0, "none"], says: ["#VALUE! 46023, 46113 in the first row look like the heads of periods; if they are, write Account over the names; if they are amounts, put a header row above them (earned, row 1)."], why: "the first days of quarters" },
    { args: [[["Account", "x", "y"], ["A", 3, 4]], [["Year", 2026, 2027], ["A", 5, 0]], "none"], says: ["#VALUE! 2026, 2027 in the first row look like the heads of periods; if they are, write Account over the names; if they are amounts, put a header row above them (advances, row 1)."], why: "years over the advances" },
    { args: [[["A", 60], [" a", 60]], column(100, 0), "none"], says: ['#VALUE! The account " a" stands twice; add its amounts up in one row, or name them apart (earned, row 2).'], why: "a name twice: one account, or two?" },
    { args: [[["A", 60], ["", 0], ["B", 60]], 0, "none"], says: ["#VALUE! The row is empty; delete it (earned, row 2)."], why: "an empty row among the accounts" },
    { args: [[["A", "-"], ["B", 60]], 0, "none"], says: ['#VALUE! The first row has texts where figures belong ("-"); if it is the header row, write Account over the names; if not, give figures (earned, row 1).'], why: "a sign for nothing" },
    { args: [[["A", "60"], ["B", 60]], 0, "none"], says: ['#VALUE! "60" is text that looks like a number; convert the cell to a number (earned, row 1, period 1).'], why: "a number stored as text" },
    { args: [[["A", 1], [1999, 3]], 0, "none"], says: ["#VALUE! 1999 stands among the names of the accounts; a name is text (earned, row 2)."], why: "a number among names" },
    { args: [[["A", 1], [{ error: "#N/A" }, 3]], 0, "none"], says: ["#N/A The cell holds #N/A; mend that cell first (earned, row 2)."], why: "an error among names" },
    { args: [[["Territory", "Q1"], ["A", 3]], 0, "none"], says: ['#VALUE! The first row has texts where figures belong ("Q1"); if it is the header row, write Account over the names; if not, give figures (earned, row 1).'], why: "a header row that does not say Account" },
    { args: [[["Account", "Q1"], ["", 0]], 0, "none"], says: ["#VALUE! The table has no accounts (earned)."], why: "a header row alone" },
    { args: [[["Q1", "Q2"], [1, 2]], 0, "none"], says: ['#VALUE! The first row has texts where figures belong ("Q2"); if it is the header row, write Account over the names; if not, give figures (earned, row 1).'], why: "a header row without names" },
    { args: [[["Account", "Q1", "Q2"], ["A", 3, "x"]], 0, "none"], says: ['#VALUE! "x" is text where a number belongs (earned, row 2, period 2).'], why: "text among the amounts of a table" },
    { args: [[[1, 2], [3, true]], 0, "none"], says: ["#VALUE! TRUE is not a number (earned, row 2, column 2)."], why: "TRUE in a block" },

    { args: [row(1, 2), 0, null, 0.2], says: ["#VALUE! With a reserve, say after how many periods it is released: a whole number from 1 on (release)."], why: "a reserve without release" },
    { args: [row(1, 2), 0, null, 0.2, 0], says: ["#VALUE! With a reserve, say after how many periods it is released: a whole number from 1 on (release)."], why: "a release of 0 is a blank one" },
    { args: [row(1, 2), 0, null, 0.2, 1.5], says: ["#VALUE! A release after 1.5 periods cannot be; give a whole number from 1 on (release)."], why: "one and a half periods" },
    { args: [row(1, 2), 0, null, null, -1], says: ["#VALUE! A release after -1 periods cannot be; give a whole number from 1 on (release)."], why: "a negative release, though nothing is withheld" },
    { args: [row(1, 2), 0, null, 0.2, "two"], says: ['#VALUE! "two" is text where a number belongs (release).'], why: "text for a release" },
    { args: [row(1, 2), 0, null, 20, 1], says: ["#VALUE! The rate 20 is 2000%; was a percentage typed as a whole number? 20% is 0.2 (reserve)."], why: "20 for 20%" },
    { args: [row(1, 2), 0, null, -0.2, 1], says: ["#VALUE! The rate -0.2 is negative; it must be 0 or more (reserve)."], why: "a negative reserve" },
    { args: [block, 0, "none", row(0.1, 0.2), 1], says: ["#VALUE! The reserve has 1 row × 2 columns for 2 accounts; give one rate, or a column with one for each account (reserve)."], why: "reserves in a row" },
    { args: [row(1, 2), 0, null, column(0.1, 0.2), 1], says: ["#VALUE! The reserve has 2 rows × 1 column for 1 account; give one rate, or a column with one for each account (reserve)."], why: "two reserves for one account" },
    { args: [block, 0, "none", column(0.1, 1.1), 1], says: ["#VALUE! The rate 1.1 is 110%; was a percentage typed as a whole number? 1.1% is 0.011 (reserve, row 2, column 1)."], why: "a reserve above 1" },

    { args: [row(1, 2), 0, null, null, null, -1], says: ["#VALUE! The opening amount -1 is negative; it must be 0 or more (opening)."], why: "a negative balance" },
    { args: [row(1, 2), 0, null, null, null, row(1, -1)], says: ["#VALUE! The opening amount -1 is negative; it must be 0 or more (opening, row 1, column 2)."], why: "a negative reserve brought in" },
    { args: [column(1, 2), 0, null, null, null, column(1, 2)], says: ["#VALUE! The opening has 2 rows for 1 account; give each account a row: its balance, then the reserve released in period 1, 2 and so on (opening)."], why: "an opening that runs down" },
    { args: [block, 0, "none", null, null, row(1, 2)], says: ["#VALUE! The opening has 1 row for 2 accounts; give each account a row: its balance, then the reserve released in period 1, 2 and so on (opening)."], why: "one opening for two accounts" },

    { args: [row(1, 2), 0, null, null, null, null, 10], says: ['#VALUE! 10 is no number of decimals; give a whole number from 0 to 9, or "exact" (decimals).'], why: "ten decimals" },
    {
      args: [[["A", 1, "x"], ["B", -2e15, 2]], [["A", -1], ["C", 2]], "some", 2, 0.5, row(-1), "two"],
      says: [
        '#VALUE! "x" is text where a number belongs (earned, row 1, period 2).',
        "#VALUE! -2E+15 is beyond the limit of 1E+15 (earned, row 2, period 1).",
        "#VALUE! The advance -1 is negative; it must be 0 or more (advances, row 1, period 1).",
        '#VALUE! "C" stands where the earned have "B"; give the advances the accounts of the earned, in their order (advances, row 2).',
        `#VALUE! "some" ${words}`,
        "#VALUE! The rate 2 is 200%; was a percentage typed as a whole number? 2% is 0.02 (reserve).",
        "#VALUE! A release after 0.5 periods cannot be; give a whole number from 1 on (release).",
        "#VALUE! The opening amount -1 is negative; it must be 0 or more (opening).",
        "#VALUE! The opening has 1 row for 2 accounts; give each account a row: its balance, then the reserve released in period 1, 2 and so on (opening).",
        '#VALUE! "two" is no number of decimals; give a whole number from 0 to 9, or "exact" (decimals).',
      ],
      why: "every fault, in reading order",
    },
  ];
  test.each(cases)("$why", ({ args, says }) => {
    expect(refusals("RECOUP", ...args)).toEqual(says);
    expect(refusals("RECOUP.LINES", ...args)).toEqual(says);
  });

  test("advances, reserve and opening are not blamed where the earned cannot be read", () => {
    expect(refusals("RECOUP", [["Q1", "Q2"], [1, 2]], column(1, 2), "none", column(0.1, 0.2), 1, [[1, 2], [3, 4]])).toHaveLength(1);
  });
});
