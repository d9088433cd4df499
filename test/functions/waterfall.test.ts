import { answer, column, line, refusal, refusals, row, turned, type Argument } from "./call";

const HEAD = ["Rank", "Payee", "Type", "Rate", "Amount", "Of", "Cap", "Until", "Carry", "Paid", "Owed"];
type Row = Record<string, string | number>;

/** A table of layers from rows that name only what they fill. */
const layers = (...rows: readonly Row[]) => [HEAD, ...rows.map((one) => HEAD.map((name) => one[name] ?? ""))];
const paid = (cash: Argument, table: Argument, ...rest: readonly Argument[]) => answer("WATERFALL", cash, table, ...rest);

describe("published waterfalls, as layer tables", () => {
  const film = (commissionOf: string) =>
    layers(
      { Rank: 1, Payee: "Distributor", Type: "percent", Rate: 0.25, Of: "gross" },
      { Rank: 2, Payee: "Distributor", Type: "fixed", Amount: 25_000 },
      { Rank: 3, Payee: "Agent", Type: "percent", Rate: 0.1, Of: commissionOf },
      { Rank: 4, Payee: "Agent", Type: "fixed", Amount: 10_000 },
      ...[1, 2, 3, 4, 5].map((investor) => ({ Rank: 5, Payee: `Investor ${investor}`, Type: "recoup", Rate: 0.2, Amount: 50_000 })),
      { Rank: 6, Payee: "Star", Type: "split", Rate: 0.05 },
      { Rank: 6, Payee: "Producer", Type: "split", Rate: 0.95 },
    );

  test.each([
    {
      id: "hastructure-prorata",
      source: "github yellowbean/Hastructure test/UT/LibTest.hs::prorataTests",
      cash: 60,
      table: layers({ Rank: 1, Type: "fixed", Amount: 100 }, { Rank: 1, Type: "fixed", Amount: 200 }, { Rank: 1, Type: "fixed", Amount: 300 }),
      expected: column(10, 20, 30),
    },
    {
      id: "hastructure-prorata, one without a claim",
      source: "the same",
      cash: 60,
      table: layers({ Rank: 1, Type: "fixed", Amount: 100 }, { Rank: 1, Type: "fixed", Amount: 200 }, { Rank: 1, Type: "fixed" }),
      expected: column(20, 40, 0),
    },
    { id: "hastructure-seq", source: "the same file, seqFunTest", cash: 120, table: layers({ Rank: 1, Type: "fixed", Amount: 100 }, { Rank: 2, Type: "fixed", Amount: 20 }, { Rank: 3, Type: "fixed", Amount: 10 }), expected: column(100, 20, 0) },
    { id: "hastructure-seq, cash to spare", source: "the same", cash: 120, table: layers({ Rank: 1, Type: "fixed", Amount: 100 }, { Rank: 2, Type: "fixed", Amount: 10 }), expected: column(100, 10) },
    {
      id: "caia-50-100",
      source: "analystforum.com, catch-up clause worked through: LP 90, GP 10",
      cash: 100,
      table: layers(
        { Rank: 1, Payee: "LP", Type: "recoup", Amount: 50 },
        { Rank: 2, Payee: "LP", Type: "preferred", Rate: 0.08, Amount: 50, Carry: "simple" },
        { Rank: 3, Payee: "GP", Type: "catch-up", Rate: 1, Until: 0.2 },
        { Rank: 4, Payee: "LP", Type: "split", Rate: 0.8 },
        { Rank: 4, Payee: "GP", Type: "split", Rate: 0.2 },
      ),
      expected: column(50, 4, 1, 36, 9),
    },
    {
      id: "mathanswers-catchup-wrong",
      source: "math.answers.com prints LP 166, GP 34: 20% of the profit and 20% of the rest again; a full catch-up gives 180 and 20",
      cash: 200,
      table: layers(
        { Rank: 1, Payee: "LP", Type: "recoup", Amount: 100 },
        { Rank: 2, Payee: "LP", Type: "preferred", Rate: 0.1, Amount: 100, Carry: "simple" },
        { Rank: 3, Payee: "GP", Type: "catch-up", Rate: 1, Until: 0.2 },
        { Rank: 4, Payee: "LP", Type: "split", Rate: 0.8 },
        { Rank: 4, Payee: "GP", Type: "split", Rate: 0.2 },
      ),
      expected: column(100, 10, 2.5, 70, 17.5),
    },
    { id: "film-monarchs", source: "coconote.app, Fate of the Monarchs: the star's 5% is 250", cash: 500_000, table: film("remaining"), expected: column(125_000, 25_000, 35_000, 10_000, 60_000, 60_000, 60_000, 60_000, 60_000, 250, 4_750) },
    { id: "film-monarchs-alt-order", source: "the same, commission on what is left after the fee: 125", cash: 500_000, table: film("after 1"), expected: column(125_000, 25_000, 37_500, 10_000, 60_000, 60_000, 60_000, 60_000, 60_000, 125, 2_375) },
    {
      id: "crelytic-pref-simple",
      source: "crelytic.ai, 8% simple on 10m for three years: 2,400,000",
      cash: row(0, 0, 5_000_000),
      table: layers({ Rank: 1, Type: "preferred", Rate: 0.08, Amount: 10_000_000, Carry: "simple" }),
      expected: [[0, 0, 2_400_000]],
    },
    {
      id: "crelytic, compounded",
      source: "the same: 10m × (1.08³ − 1)",
      cash: row(0, 0, 5_000_000),
      table: layers({ Rank: 1, Type: "preferred", Rate: 0.08, Amount: 10_000_000, Carry: "compound" }),
      expected: [[0, 0, 2_597_120]],
    },
    { id: "solomon-prorata-10c", source: "solomonexamprep.com: 100,000 against claims of 1,000,000 pays 10 cents on the dollar", cash: 100_000, table: layers({ Rank: 1, Type: "recoup", Amount: 10 }, { Rank: 1, Type: "recoup", Amount: 999_990 }), expected: column(1, 99_999) },
  ])("$id ($source)", ({ cash, table, expected }) => expect(paid(cash, table)).toEqual(expected));

  test("tentt-125m: 50m returned, 8% compounded over five years, full catch-up to 20%, then 80/20: LP 110m, GP 15m, to the dollar", () => {
    const table = layers(
      { Rank: 1, Payee: "LP", Type: "preferred", Rate: 0.08, Amount: 50_000_000, Carry: "compound" },
      { Rank: 2, Payee: "LP", Type: "recoup", Amount: 50_000_000 },
      { Rank: 3, Payee: "GP", Type: "catch-up", Rate: 1, Until: 0.2 },
      { Rank: 4, Payee: "LP", Type: "split", Rate: 0.8 },
      { Rank: 4, Payee: "GP", Type: "split", Rate: 0.2 },
    );
    const cash = row(0, 0, 0, 0, 125_000_000);
    expect((paid(cash, table, 0) as number[][]).map((periods) => periods[4])).toEqual([23_466_404, 50_000_000, 5_866_601, 36_533_596, 9_133_399]);
    expect((answer("WATERFALL.PAYEES", cash, table, 0) as unknown[][]).map((periods) => periods[5])).toEqual([5, 110_000_000, 15_000_000]);
  });
});

describe("at the end of each claim, a cent below and a cent above", () => {
  const due = layers({ Rank: 1, Type: "fixed", Amount: 100 }, { Rank: 2, Payee: "LP", Type: "recoup", Amount: 50 }, { Rank: 3, Type: "residual" });
  const fund = layers(
    { Rank: 1, Payee: "LP", Type: "recoup", Amount: 50 },
    { Rank: 2, Payee: "LP", Type: "preferred", Rate: 0.08, Amount: 50, Carry: "simple" },
    { Rank: 3, Payee: "GP", Type: "catch-up", Rate: 1, Until: 0.2 },
    { Rank: 4, Payee: "LP", Type: "split", Rate: 0.8 },
    { Rank: 4, Payee: "GP", Type: "split", Rate: 0.2 },
  );
  const capped = layers({ Rank: 1, Type: "percent", Rate: 0.5, Of: "gross", Cap: 20 }, { Rank: 2, Type: "residual" });

  test.each([
    { table: due, cash: 99.99, expected: [99.99, 0, 0], why: "a cent short of the fee" },
    { table: due, cash: 100, expected: [100, 0, 0], why: "the fee" },
    { table: due, cash: 100.01, expected: [100, 0.01, 0], why: "a cent is recouped" },
    { table: due, cash: 149.99, expected: [100, 49.99, 0], why: "a cent is still to be recouped" },
    { table: due, cash: 150, expected: [100, 50, 0], why: "all is recouped" },
    { table: due, cash: 150.01, expected: [100, 50, 0.01], why: "a cent is left" },
    { table: fund, cash: 53.99, expected: [50, 3.99, 0, 0, 0], why: "a cent short of the return: 8% of 50" },
    { table: fund, cash: 54, expected: [50, 4, 0, 0, 0], why: "the return" },
    { table: fund, cash: 54.01, expected: [50, 4, 0.01, 0, 0], why: "the catch-up begins" },
    { table: fund, cash: 54.99, expected: [50, 4, 0.99, 0, 0], why: "a cent short of 20% of the profit" },
    { table: fund, cash: 55, expected: [50, 4, 1, 0, 0], why: "1 of a profit of 5" },
    { table: fund, cash: 55.05, expected: [50, 4, 1, 0.04, 0.01], why: "five cents are split" },
    { table: capped, cash: 39.98, expected: [19.99, 19.99], why: "a cent below the Cap" },
    { table: capped, cash: 40, expected: [20, 20], why: "on the Cap" },
    { table: capped, cash: 40.02, expected: [20, 20.02], why: "above the Cap" },
  ])("$cash: $why", ({ table, cash, expected }) => expect(paid(cash, table)).toEqual(column(...expected)));
});

describe("the rules", () => {
  test.each([
    { why: "a deficit is made good first", cash: row(-30, 20, 50), table: layers({ Rank: 1, Type: "residual" }), expected: [[0, 0, 40]] },
    { why: "fixed amounts fall due in negative periods too", cash: row(-10, 100), table: layers({ Rank: 1, Type: "fixed", Amount: 40, Carry: "yes" }), expected: [[0, 80]] },
    { why: "and lapse without Carry", cash: row(-10, 100), table: layers({ Rank: 1, Type: "fixed", Amount: 40 }), expected: [[0, 40]] },
    { why: "arrears at the start", cash: 100, table: layers({ Rank: 1, Type: "fixed", Amount: 40, Carry: "yes", Owed: 15 }), expected: [[55]] },
    { why: "a Cap over all periods, what was paid before counted", cash: row(100, 100), table: layers({ Rank: 1, Type: "percent", Rate: 0.5, Of: "gross", Cap: 80, Paid: 10 }), expected: [[50, 20]] },
    { why: "what a Cap cuts off a split goes to the next rank, not to its neighbour", cash: 100, table: layers({ Rank: 1, Type: "split", Rate: 0.5, Cap: 20 }, { Rank: 1, Type: "split", Rate: 0.5 }, { Rank: 2, Type: "residual" }), expected: column(20, 50, 30) },
    { why: "rates within 1E-12 of 100% are 100%", cash: 90, table: layers({ Rank: 1, Type: "split", Rate: 0.333333333333333 }, { Rank: 1, Type: "split", Rate: 0.333333333333333 }, { Rank: 1, Type: "split", Rate: 0.333333333333333 }), expected: column(30, 30, 30) },
    { why: "under 100% the rest flows on", cash: 100, table: layers({ Rank: 1, Type: "split", Rate: 0.3 }, { Rank: 2, Type: "residual" }), expected: column(30, 70) },
    { why: "repaid capital stops earning", cash: row(60, 100), table: layers({ Rank: 1, Payee: "LP", Type: "recoup", Amount: 100 }, { Rank: 2, Payee: "lp ", Type: "preferred", Rate: 0.1, Of: "balance 1", Carry: "simple" }), expected: [[60, 40], [0, 14]] },
    { why: "ranks in any order, with gaps", cash: 100, table: layers({ Rank: 9, Type: "residual" }, { Rank: 2, Type: "fixed", Amount: 30 }), expected: column(70, 30) },
    { why: "half a unit more than was earned was paid: the next return makes up for it, and it earns nothing", cash: row(1000, 1000, 1000), table: layers({ Rank: 1, Type: "preferred", Rate: 0.5, Amount: 1, Carry: "compound" }), decimals: 0, expected: [[1, 0, 1]] },
    { why: "the same in cents, a quarter on two", cash: row(9, 9, 9, 9, 9), table: layers({ Rank: 1, Type: "preferred", Rate: 0.25, Amount: 0.02, Carry: "compound" }), decimals: 2, expected: [[0.01, 0, 0.01, 0, 0.01]] },
    { why: "what is really unpaid goes on earning: 0.4, then 0.4 + 0.4 + 0.16 = 0.96", cash: row(9, 9, 9), table: layers({ Rank: 1, Type: "preferred", Rate: 0.4, Amount: 1, Carry: "compound" }), decimals: 0, expected: [[0, 1, 0]] },
    { why: "a Paid of 4.994 leaves 5.006 of 10: 5.00, and not 5.01", cash: row(3, 100), table: layers({ Rank: 1, Type: "residual", Cap: 10, Paid: 4.994 }), decimals: 2, expected: [[3, 2]] },
    { why: "a Paid of 4.4 leaves 5 whole units of 10", cash: row(100, 100), table: layers({ Rank: 1, Type: "percent", Rate: 0.04, Of: "gross", Cap: 10, Paid: 4.4 }), decimals: 0, expected: [[4, 1]] },
    { why: "a Paid of 9.991 leaves nothing in cents", cash: 100, table: layers({ Rank: 1, Type: "split", Rate: 1, Cap: 10, Paid: 9.991 }, { Rank: 2, Type: "residual" }), decimals: 2, expected: column(0, 100) },
    { why: "arrears stop at the whole units that are left: 6, then 9 of 12", cash: row(0, 0, 100), table: layers({ Rank: 1, Type: "fixed", Amount: 6, Carry: "yes", Cap: 10, Paid: 0.3 }), decimals: 0, expected: [[0, 0, 9]] },
    { why: "unrounded, all of the room is paid", cash: 100, table: layers({ Rank: 1, Type: "residual", Cap: 10, Paid: 4.994 }), expected: [[5.006]] },
    { why: "a premium above 1", cash: 100, table: layers({ Rank: 1, Type: "recoup", Rate: 1.5, Amount: 20 }, { Rank: 2, Type: "residual" }), expected: column(50, 50) },
  ])("$why", ({ cash, table, decimals = null, expected }) => expect(paid(cash, table, decimals)).toEqual(expected));

  test("amounts 100, 0, 0 are the same as Amount 100, for a recoupment", () => {
    const cash = row(30, 50, 70);
    const rest = { Rank: 2, Type: "residual" };
    const inTable = paid(cash, layers({ Rank: 1, Type: "recoup", Rate: 0.2, Amount: 100 }, rest));
    expect(paid(cash, layers({ Rank: 1, Type: "recoup", Rate: 0.2 }, rest), null, [[100, 0, 0], [0, 0, 0]])).toEqual(inTable);
    expect(inTable).toEqual([[30, 50, 40], [0, 0, 30]]);
  });

  test("cash in a column turns the answer, the amounts and the statement", () => {
    const table = layers({ Rank: 1, Type: "fixed" }, { Rank: 2, Type: "residual" });
    const amounts = [[10, 20, 30], [0, 0, 0]];
    for (const name of ["WATERFALL", "WATERFALL.LINES", "WATERFALL.PAYEES"]) {
      expect(answer(name, column(15, 15, 15), table, null, turned(amounts))).toEqual(turned(answer(name, row(15, 15, 15), table, null, amounts) as never));
    }
  });

  test("the statement can be followed by hand: opening + due − paid − lapsed = closing, the next opening is the closing, the check is 0", () => {
    const table = layers({ Rank: 1, Payee: "A", Type: "fixed", Amount: 40, Carry: "yes", Cap: 100 }, { Rank: 2, Payee: "B", Type: "recoup", Rate: 0.5, Amount: 60 }, { Rank: 3, Payee: "C", Type: "residual" });
    const statement = answer("WATERFALL.LINES", row(25, -5, 60, 200), table);
    // Forty due each time, a hundred in all: with 75 still to be had, 20 of the 40 unpaid in period 3 can never be paid.
    expect((statement as unknown[][]).filter((one) => one[1] === "A").map((one) => one.slice(3))).toEqual([
      ["opening", 0, 15, 55, 20],
      ["due", 40, 40, 40, 40],
      ["claim", 40, 55, 75, 20],
      ["rounding", 0, 0, 0, 0],
      ["paid", 25, 0, 55, 20],
      ["lapsed", 0, 0, 20, 40],
      ["closing", 15, 55, 20, 0],
    ]);
    expect(line((statement as unknown[][]).map((one) => one.slice(3)) as never, "check", 1)).toEqual([[0, 0, 0, 0]]);
  });
});

describe("each type by hand, from the statement alone", () => {
  const lp = { Rank: 1, Payee: "LP", Type: "preferred", Rate: 0.08, Amount: 100, Carry: "simple" };

  test.each([
    {
      why: "fixed, not carried: what the cash does not reach lapses",
      table: layers({ Rank: 1, Payee: "A", Type: "fixed", Amount: 60 }),
      cash: row(40, 100),
      lines: { "1 A": { opening: [0, 0], due: [60, 60], claim: [60, 60], paid: [40, 60], lapsed: [20, 0], closing: [0, 0] } },
      left: { 1: [0, 40] },
    },
    {
      why: "percent: 10% of gross, 15 at most over all periods",
      table: layers({ Rank: 1, Payee: "A", Type: "percent", Rate: 0.1, Of: "gross", Cap: 15 }),
      cash: row(100, 80),
      lines: { "1 A": { opening: [0, 0], due: [10, 8], claim: [10, 5], paid: [10, 5], lapsed: [0, 3], closing: [0, 0] } },
      left: { 1: [90, 75] },
    },
    {
      why: "recoup: 100 + 20% stand in the opening balance, and fall by what is paid",
      table: layers({ Rank: 1, Payee: "A", Type: "recoup", Rate: 0.2, Amount: 100 }),
      cash: row(70, 80),
      lines: { "1 A": { opening: [120, 50], due: [0, 0], claim: [120, 50], paid: [70, 50], lapsed: [0, 0], closing: [50, 0] } },
      left: { 1: [0, 30] },
    },
    {
      why: "preferred, simple: 10 a period on 100, whatever is unpaid",
      table: layers({ Rank: 1, Payee: "A", Type: "preferred", Rate: 0.1, Amount: 100, Carry: "simple" }),
      cash: row(6, 20),
      lines: { "1 A": { opening: [0, 4], due: [10, 10], claim: [10, 14], paid: [6, 14], lapsed: [0, 0], closing: [4, 0] } },
      left: { 1: [0, 6] },
    },
    {
      why: "preferred, compound: the 4 unpaid earn 0.4",
      table: layers({ Rank: 1, Payee: "A", Type: "preferred", Rate: 0.1, Amount: 100, Carry: "compound" }),
      cash: row(6, 20),
      lines: { "1 A": { opening: [0, 4], due: [10, 10.4], claim: [10, 14.4], paid: [6, 14.4], lapsed: [0, 0], closing: [4, 0] } },
      left: { 1: [0, 5.6] },
    },
    {
      why: "split: its rate of what reaches the rank; 10% are not given to anybody and flow on",
      table: layers({ Rank: 1, Payee: "A", Type: "split", Rate: 0.3 }, { Rank: 1, Payee: "B", Type: "split", Rate: 0.6 }),
      cash: row(100, 50),
      lines: { "1 A": { opening: [0, 0], due: [30, 15], claim: [30, 15], paid: [30, 15], lapsed: [0, 0], closing: [0, 0] }, "1 B": { opening: [0, 0], due: [60, 30], claim: [60, 30], paid: [60, 30], lapsed: [0, 0], closing: [0, 0] } },
      left: { 1: [10, 5] },
    },
    {
      why: "split with Until 12: 2 are left to it in period 2, so the rank takes 20 and closes",
      table: layers({ Rank: 1, Payee: "Me", Type: "split", Rate: 0.1, Until: 12 }, { Rank: 1, Payee: "A", Type: "split", Rate: 0.9 }, { Rank: 2, Payee: "Me", Type: "split", Rate: 0.2 }, { Rank: 2, Payee: "A", Type: "split", Rate: 0.8 }),
      cash: row(100, 50),
      lines: {
        "1 Me": { opening: [0, 0], due: [10, 2], claim: [10, 2], paid: [10, 2], lapsed: [0, 0], closing: [0, 0] },
        "1 A": { opening: [0, 0], due: [90, 18], claim: [90, 18], paid: [90, 18], lapsed: [0, 0], closing: [0, 0] },
        "2 Me": { opening: [0, 0], due: [0, 6], claim: [0, 6], paid: [0, 6], lapsed: [0, 0], closing: [0, 0] },
        "2 A": { opening: [0, 0], due: [0, 24], claim: [0, 24], paid: [0, 24], lapsed: [0, 0], closing: [0, 0] },
      },
      left: { 1: [0, 30], 2: [0, 0] },
    },
    {
      why: "catch-up: (20% × 8 − 0) ÷ (100% − 20%) = 2; in period 2 (20% × 18 − 2) ÷ 80% = 2 again",
      table: layers(lp, { Rank: 2, Payee: "GP", Type: "catch-up", Rate: 1, Until: 0.2 }),
      cash: row(12, 12),
      lines: {
        "1 LP": { opening: [0, 0], due: [8, 8], claim: [8, 8], paid: [8, 8], lapsed: [0, 0], closing: [0, 0] },
        "2 GP": { opening: [0, 0], due: [2, 2], claim: [2, 2], paid: [2, 2], lapsed: [0, 0], closing: [0, 0] },
      },
      left: { 1: [4, 4], 2: [2, 2] },
    },
    {
      why: "residual: all that reaches it, up to its Cap",
      table: layers({ Rank: 1, Payee: "A", Type: "fixed", Amount: 30 }, { Rank: 2, Payee: "B", Type: "residual", Cap: 100 }),
      cash: row(100, 80),
      lines: { "1 A": { opening: [0, 0], due: [30, 30], claim: [30, 30], paid: [30, 30], lapsed: [0, 0], closing: [0, 0] }, "2 B": { opening: [0, 0], due: [70, 30], claim: [70, 30], paid: [70, 30], lapsed: [0, 0], closing: [0, 0] } },
      left: { 1: [70, 50], 2: [0, 20] },
    },
  ])("$why", ({ table, cash, lines, left }) => {
    const statement = answer("WATERFALL.LINES", cash, table) as (string | number)[][];
    const of = (rank: string, payee: string, name: string) => statement.find((one) => one[0] === Number(rank) && one[1] === payee && one[3] === name)?.slice(4);
    for (const [who, figures] of Object.entries(lines)) {
      const [rank = "", payee = ""] = who.split(" ");
      for (const [name, expected] of Object.entries(figures)) expect({ who, name, figures: of(rank, payee, name) }).toEqual({ who, name, figures: expected });
    }
    for (const [rank, expected] of Object.entries(left)) expect({ rank, left: of(rank, "", "cash left") }).toEqual({ rank, left: expected });
  });
});

describe("terms that change a figure only where two of them meet", () => {
  test.each([
    {
      why: "an Until is rounded before its rank is offered anything: 10.004 is 10.00 for each, and not 20.008 for both",
      cash: row(100),
      table: layers({ Rank: 1, Type: "split", Rate: 0.5, Until: 10.004 }, { Rank: 1, Type: "split", Rate: 0.5 }, { Rank: 2, Type: "residual" }),
      rest: [2],
      expected: column(10, 10, 80),
    },
    {
      why: "capital is added for good: 10% of 100, then of 300",
      cash: row(10, 50, 50),
      table: layers({ Rank: 1, Type: "preferred", Rate: 0.1, Amount: 100, Carry: "simple" }),
      rest: [null, row(0, 200, 0)],
      expected: row(10, 30, 30),
    },
    { why: "thirds of a cent are carried without an end: a third is left to each of three rows, and the first has the cent", cash: row(0.03), table: layers({ Rank: 1, Type: "fixed", Amount: 1 }, { Rank: 1, Type: "fixed", Amount: 4 }, { Rank: 1, Type: "fixed", Amount: 4 }), rest: [2], expected: column(0.01, 0.01, 0.01) },
    { why: "the Until of a catch-up is a share, and what was paid an amount: (20% × (8 + 1) − 1) ÷ (100% − 20%) = 1", cash: row(100), table: layers({ Rank: 1, Type: "preferred", Rate: 0.08, Amount: 100, Carry: "simple" }, { Rank: 2, Type: "catch-up", Rate: 1, Until: 0.2, Paid: 1 }), rest: [], expected: column(8, 1) },
    { why: "what is owed of a return comes with the first: 5 + 10% of 100", cash: row(100), table: layers({ Rank: 1, Type: "preferred", Rate: 0.1, Amount: 100, Carry: "simple", Owed: 5 }), rest: [], expected: row(15) },
    {
      why: "the Until of a catch-up may stand on its second row: (20% × 6 − 0) ÷ (80% − 20%) = 2, of which it has 80%",
      cash: row(100),
      table: layers({ Rank: 1, Type: "fixed", Amount: 2 }, { Rank: 2, Type: "preferred", Rate: 0.06, Amount: 100, Carry: "simple" }, { Rank: 3, Type: "catch-up", Rate: 0.2 }, { Rank: 3, Type: "catch-up", Rate: 0.8, Until: 0.2 }),
      rest: [],
      expected: column(2, 6, 0.4, 1.6),
    },
  ])("$why", ({ cash, table, rest, expected }) => expect(paid(cash, table, ...rest)).toEqual(expected));

  test("a return beyond its Cap stays owed, unlike an amount that is carried", () => {
    const statement = answer("WATERFALL.LINES", row(5, 50), layers({ Rank: 1, Type: "preferred", Rate: 0.1, Amount: 100, Carry: "simple", Cap: 12 }));
    const of = (name: string) => (statement as (string | number)[][]).find((one) => one[3] === name)?.slice(4);
    expect({ paid: of("paid"), lapsed: of("lapsed"), closing: of("closing") }).toEqual({ paid: [5, 7], lapsed: [0, 0], closing: [5, 8] });
  });
});

describe("refusals name rank, row and column", () => {
  test.each([
    { why: "over 100%", table: layers({ Rank: 1, Type: "split", Rate: 0.7 }, { Rank: 1, Type: "split", Rate: 0.4 }), says: "#VALUE! The split rates of rank 1 add up to 110%; they must not exceed 100% (layers, row 2)." },
    { why: "an unknown type", table: layers({ Rank: 3, Type: "bonus" }), says: '#VALUE! "bonus" is no type of layer at rank 3; the types are fixed, percent, recoup, preferred, split, catch-up, residual (layers, row 2, Type).' },
    { why: "mixed ranks", table: layers({ Rank: 1, Type: "split", Rate: 0.5 }, { Rank: 1, Type: "fixed", Amount: 1 }), says: "#VALUE! Rank 1 mixes split and claims (fixed, percent, recoup, preferred); give each its own rank (layers, row 2)." },
    { why: "a catch-up among claims", table: layers({ Rank: 1, Type: "catch-up", Rate: 1, Until: 0.2 }, { Rank: 1, Type: "fixed", Amount: 1 }), says: "#VALUE! Rank 1 mixes catch-up and claims (fixed, percent, recoup, preferred)" },
    { why: "a residual row among claims", table: layers({ Rank: 1, Type: "residual" }, { Rank: 1, Type: "fixed", Amount: 1 }), says: "#VALUE! Rank 1 mixes residual and claims (fixed, percent, recoup, preferred)" },
    { why: "a column that the type does not read", table: layers({ Rank: 2, Type: "fixed", Amount: 1, Rate: 0.1 }), says: "#VALUE! A fixed layer does not read Rate, and at rank 2 it is filled; clear it, or use another type (layers, row 2, Rate)." },
    { why: "after a later rank", table: layers({ Rank: 1, Type: "percent", Rate: 0.1, Of: "after 2" }, { Rank: 2, Type: "residual" }), says: '#VALUE! "after 2" must name a rank that comes earlier than rank 1 (layers, row 2).' },
    { why: "after its own rank", table: layers({ Rank: 2, Type: "percent", Rate: 0.1, Of: "after 2" }), says: '#VALUE! "after 2" must name a rank that comes earlier than rank 2 (layers, row 2).' },
    { why: "after no rank", table: layers({ Rank: 2, Type: "percent", Rate: 0.1, Of: "after 1" }), says: '#VALUE! "after 1" names no rank of the table (layers, row 2).' },
    { why: "Until on a recoupment", table: layers({ Rank: 1, Type: "recoup", Amount: 1, Until: 5 }), says: "#VALUE! A recoup layer does not read Until, and at rank 1 it is filled" },
    { why: "Until on a rate of 0", table: layers({ Rank: 1, Type: "split", Until: 5 }, { Rank: 1, Type: "split", Rate: 1 }), says: "#VALUE! Until stands on a rate of 0" },
    { why: "Until in a split under 100%", table: layers({ Rank: 1, Type: "split", Rate: 0.5, Until: 5 }), says: "#VALUE! The split rates of rank 1 add up to 50%; with an Until they must add up to 100% (layers, row 2)." },
    { why: "Until on one row of a split under 100%", table: layers({ Rank: 1, Type: "split", Rate: 0.5, Until: 5 }, { Rank: 1, Type: "split", Rate: 0.3 }), says: "#VALUE! The split rates of rank 1 add up to 80%; with an Until they must add up to 100% (layers, row 2)." },
    { why: "a Cap below Until", table: layers({ Rank: 1, Type: "split", Rate: 1, Until: 5, Cap: 4 }), says: "#VALUE! The Cap 4 is below Until 5" },
    { why: "Paid above the Cap", table: layers({ Rank: 1, Type: "residual", Cap: 4, Paid: 5 }), says: "#VALUE! Paid 5 is above the Cap 4 (layers, row 2)." },
    { why: "Paid above Until", table: layers({ Rank: 1, Type: "split", Rate: 1, Until: 4, Paid: 5 }), says: "#VALUE! Paid 5 is above Until 4 (layers, row 2)." },
    { why: "Paid above what there is to recoup", table: layers({ Rank: 1, Type: "recoup", Amount: 4, Rate: 0.5, Paid: 7 }), says: "#VALUE! Paid 7 is above 6, all that there is to recoup (layers, row 2)." },
    { why: "two residual rows", table: layers({ Rank: 1, Type: "residual" }, { Rank: 1, Type: "residual" }), says: "#VALUE! Rank 1 has 2 residual rows" },
    { why: "a catch-up that misses 100%", table: layers({ Rank: 1, Type: "catch-up", Rate: 0.5, Until: 0.2 }), says: "#VALUE! The catch-up rates of rank 1 add up to 50%; they must add up to 100%" },
    { why: "a catch-up without Until", table: layers({ Rank: 1, Type: "catch-up", Rate: 1 }), says: "#VALUE! Rank 1 needs one catch-up row with Until" },
    { why: "a catch-up to more than its own rate", table: layers({ Rank: 1, Type: "catch-up", Rate: 0.2, Until: 0.2 }, { Rank: 1, Type: "catch-up", Rate: 0.8 }), says: "#VALUE! The catch-up until a share of 0.2 needs a rate above it, and 0.2 is not; raise the rate (layers, row 2)." },
    { why: "a catch-up alone, to all of the profit", table: layers({ Rank: 1, Type: "catch-up", Rate: 0.999999999999999, Until: 1 }), says: "#VALUE! The catch-up until a share of 1 needs a rate above it, and 0.999999999999999 is not; use 1 (layers, row 2)." },
    { why: "a percentage of nothing", table: layers({ Rank: 1, Type: "percent", Rate: 0.2 }), says: "#VALUE! A percent layer says in Of what it is a percentage of" },
    { why: "a return neither simple nor compound", table: layers({ Rank: 1, Type: "preferred", Rate: 0.2, Amount: 1 }), says: "#VALUE! A preferred layer says in Carry whether its return is simple or compound" },
    { why: "Owed without Carry yes", table: layers({ Rank: 1, Type: "fixed", Amount: 1, Owed: 1 }), says: "#VALUE! Owed is read only with Carry yes" },
    { why: "a negative", table: layers({ Rank: 1, Type: "fixed", Amount: -1 }), says: "#VALUE! -1 is negative; it must be 0 or more (layers, row 2, Amount)." },
    { why: "a rank that is not whole", table: layers({ Rank: 1.5, Type: "residual" }), says: "#VALUE! 1.5 is no rank; give a whole number from 1 on (layers, row 2, Rank)." },
    { why: "a percentage typed as a whole number", table: layers({ Rank: 1, Type: "percent", Rate: 25, Of: "gross" }), says: "#VALUE! The rate 25 is 2500%; was a percentage typed as a whole number? (layers, row 2)." },
  ])("$why", ({ table, says }) => expect(refusal("WATERFALL", 100, table)).toContain(says));

  test("what is wrong with a rank once, at its first row", () => {
    const said = refusals("WATERFALL", 100, layers({ Rank: 1, Type: "split", Rate: 0.7 }, { Rank: 1, Type: "split", Rate: 0.4 }, { Rank: 2, Type: "residual" }, { Rank: 2, Type: "residual" }));
    expect(said.map((one) => /\((.*)\)\.$/.exec(one)?.[1])).toEqual(["layers, row 2", "layers, row 4"]);
  });

  test("all faults, row by row", () => {
    const said = refusals("WATERFALL", 100, layers({ Rank: 1, Type: "fixed", Amount: -1 }, { Rank: 2, Type: "bonus" }, { Rank: 3, Type: "percent", Rate: 25, Of: "gross" }), 10);
    expect(said.map((one) => /\((.*)\)\.$/.exec(one)?.[1])).toEqual(["layers, row 2, Amount", "layers, row 3, Type", "layers, row 4", "decimals"]);
  });

  test.each([
    { why: "amounts for a type that takes none", amounts: [[1]], says: "#VALUE! A residual layer takes no amounts by period; clear its row (amounts, layer 1)." },
    { why: "too few periods", amounts: [[1, 2]], says: "#VALUE! The amounts have 1 rows × 2 columns; they need one of the rows for each of the 1 layers and one of the columns for each of the 1 periods (amounts)." },
  ])("$why", ({ amounts, says }) => expect(refusal("WATERFALL", 100, layers({ Rank: 1, Type: "residual" }), null, amounts)).toBe(says));
});
