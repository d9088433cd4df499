import fc from "fast-check";
import type { Choice, Role, Term } from "../../src/deal/deal";
import { proposedLines, type Proposal } from "../../src/deal/proposal/proposal";
import type { Recognised } from "../../src/deal/proposal/terms";
import { dealInWords } from "../../src/deal/sentences/sentences";
import type { Workbook } from "../../src/sheet/workbook";
import { NAME_SETS, setWorkbook } from "./nameSets";
import { choice, recognisedIn, term } from "./setTerms";
import { termsBook } from "./smallDeals";

type Said = readonly [Role, string, string?, Term["state"]?];

/** A deal in USD: what is said by which cells, of which stream. */
function deal(workbook: Workbook, said: readonly Said[], choices: readonly Choice[] = []): Recognised {
  const terms = said.map(([role, address, stream = "", state = "proposed"]) => term(workbook, role, stream, address.includes("!") ? address : `Terms!${address}`, state));
  return { currency: "USD", periods: [], terms, choices: [choice("decimals", 2), ...choices] };
}

function row(proposal: Proposal, id: string, at = 0): readonly unknown[] | undefined {
  return proposal.lines.find((line) => line.id === id)?.rows[at]?.values;
}

describe("a minimum", () => {
  const quarters = termsBook([
    ["Royalties", "USD", 60, 90, 130, 170],
    ["Minimum a year", "USD", 500],
    ["Contract year", null, 1, 1, 1, 1],
    ["Rate", null, 1],
  ]);
  const yearly = [choice("guarantee is for", "a contract year"), choice("window", "none")];

  test.each([
    { why: "a row of contract years", said: [["contract years", "C3:F3"]] as Said[], choices: [] },
    { why: "four periods a year", said: [], choices: [choice("periods a year", 4)] },
  ])("for a contract year is topped up in the year's last quarter ($why)", ({ said, choices }) => {
    const { payees } = proposedLines(quarters, deal(quarters, [["base", "C1:F1"], ["rate", "C4"], ["guarantee", "C2"], ...said], [...yearly, ...choices]));
    expect(payees.map(({ values }) => values)).toEqual([[60, 90, 130, 220]]);
  });

  test("of two contract years is topped up in each", () => {
    const book = termsBook([["Royalties", "USD", 60, 90, 130, 170, 200, 100], ["Minimum", "USD", 500], ["Year", null, 1, 1, 1, 1, 2, 2], ["Rate", null, 1]]);
    const { payees } = proposedLines(book, deal(book, [["base", "C1:H1"], ["rate", "C4"], ["guarantee", "C2"], ["contract years", "C3:H3"]], yearly));
    expect(payees[0]?.values).toEqual([60, 90, 130, 220, 200, 300]);
  });

  test.each([
    { why: "above it", last: 170, due: [160, 90, 130, 170] },
    { why: "exactly it", last: 120, due: [160, 90, 130, 120] },
    { why: "a cent below it", last: 119.99, due: [160, 90, 130, 120] },
  ])("for a contract year that earns $why takes nothing away", ({ last, due }) => {
    const book = termsBook([["Royalties", "USD", 160, 90, 130, last], ["Minimum", "USD", 500], ["Year", null, 1, 1, 1, 1], ["Rate", null, 1]]);
    const { payees } = proposedLines(book, deal(book, [["base", "C1:F1"], ["rate", "C4"], ["guarantee", "C2"], ["contract years", "C3:F3"]], yearly));
    expect(payees[0]?.values).toEqual(due);
  });

  test("for a contract year is not calculated while shortfalls are recouped later, or nothing says what a year is", () => {
    const book = termsBook([["Royalties", "USD", 60, 90], ["Minimum", "USD", 500], ["Rate", null, 1]]);
    const said: Said[] = [["base", "C1:D1"], ["rate", "C3"], ["guarantee", "C2"]];
    const rolling = proposedLines(book, deal(book, said, [choice("guarantee is for", "a contract year"), choice("window", "rolling 4"), choice("periods a year", 4)]));
    expect(rolling.blocked.get("After guarantee")).toMatch(/recouped later \(rolling 4\)/);
    expect(rolling.total).toBeUndefined();
    const unsaid = proposedLines(book, deal(book, said, yearly));
    expect([...unsaid.blocked.values()][0]).toMatch(/nothing says which periods make a year/);
  });
});

describe("fees", () => {
  const book = termsBook([
    ["Net sales", "USD", 1000, 2000, 3000],
    ["Royalty rate", null, 0.1],
    ["Signing fee", "USD", 500],
    ["Training fee", "USD", 0, 40, 40],
    ["Refresh fee", "USD", 75],
    ["Refreshes", "#", 0, 1, 2],
  ]);
  const said: Said[] = [["base", "C1:E1"], ["rate", "C2"], ["fee", "C3"], ["fee", "C4:E4"], ["fee", "C5"], ["fee count", "C6:E6"]];

  test("are each a line of their own, and add up; one for each event is multiplied by their number", () => {
    const proposal = proposedLines(book, deal(book, said, [choice("fee treatment", "on top"), choice("fee paid", "at signing")]));
    expect(row(proposal, "Signing fee")).toEqual([500, 0, 0]);
    expect(row(proposal, "Training fee")).toEqual([0, 40, 40]);
    expect(row(proposal, "Refresh fee")).toEqual([0, 75, 150]);
    expect(proposal.payees[0]?.values).toEqual([600, 315, 490]);
  });

  test("that are recouped come off the royalty, and are paid", () => {
    const proposal = proposedLines(book, deal(book, said.slice(0, 3), [choice("fee treatment", "recouped"), choice("fee paid", "at signing")]));
    expect(row(proposal, "After recoupment")).toEqual([0, 0, 100]);
    expect(proposal.payees[0]?.values).toEqual([500, 0, 100]);
  });

  test("may be due in a later period, or in each", () => {
    const when = (word: string | number) => proposedLines(book, deal(book, said.slice(0, 3), [choice("fee treatment", "on top"), choice("fee paid", word)])).payees[0]?.values;
    expect(when("in period 3")).toEqual([100, 200, 800]);
    expect(when(2)).toEqual([100, 700, 300]);
    expect(when("each period")).toEqual([600, 700, 800]);
  });
});

describe("what is shared out", () => {
  test("by shares in cells of their own", () => {
    const book = termsBook([["Net sales", "USD", 1000, 100.05], ["Rate", null, 0.1], ["Artist share", null, 0.7], ["Label share", null, 0.3]]);
    const { payees, total } = proposedLines(book, deal(book, [["base", "C1:D1"], ["rate", "C2"], ["split part", "C3"], ["split part", "C4"]]));
    expect(payees.map(({ label, values }) => [label, ...values])).toEqual([["Artist", 70, 7.01], ["Label", 30, 3]]);
    expect(total).toBe(110.01);
  });

  test("again among those who share a part", () => {
    const book = termsBook([["Net sales", "USD", 1000], ["Rate", null, 0.1], ["Recipient", "%"], ["Inventors", 60], ["University", 40], ["Inventor", "Points"], ["Dr. Osei", 1], ["Dr. Lindqvist", 2]]);
    const { payees } = proposedLines(book, deal(book, [["base", "C1"], ["rate", "C2"], ["split", "A3:B5"], ["split", "A6:B8", "inventors"]]));
    expect(payees.map(({ label, total }) => [label, total])).toEqual([["Dr. Osei", 20], ["Dr. Lindqvist", 40], ["University", 40]]);
  });

  test("with an advance to one of them, which is recouped from its own part", () => {
    const book = termsBook([["Net sales", "USD", 1000, 1000], ["Rate", null, 0.1], ["Holder", "Weight"], ["North", 1], ["South", 1], ["South advance", null, 80]]);
    const { payees } = proposedLines(book, deal(book, [["base", "C1:D1"], ["rate", "C2"], ["split", "A3:B5"], ["advance", "C6", "south"]]));
    expect(payees.map(({ label, values }) => [label, ...values])).toEqual([["North", 50, 50], ["South", 80, 20]]);
  });

  test("from a pool without a rate", () => {
    const book = termsBook([["Pool", "USD", 100], ["Holder", "Weight"], ["A", 1], ["B", 2]]);
    expect(proposedLines(book, deal(book, [["base", "C1"], ["split", "A2:B4"]])).payees.map(({ total }) => total)).toEqual([33.33, 66.67]);
  });
});

describe("tax", () => {
  const book = termsBook([["US sales", "USD", 1000, 2000], ["JP sales", "USD", 500, 500], ["Rate", null, 0.1], ["JP tax", null, 0.2], ["Tax", null, 0.1]]);
  const sales: Said[] = [["base", "C1:D1", "US"], ["base", "C2:D2", "JP"], ["rate", "C3"]];

  test("of one territory is withheld there, before the sum", () => {
    const proposal = proposedLines(book, deal(book, [...sales, ["withholding", "C4", "JP"]], [choice("gross up", "none")]));
    expect(row(proposal, "JP: After tax")).toEqual([40, 40]);
    expect(proposal.payees[0]?.values).toEqual([140, 240]);
  });

  test("of the whole holds for territories without a rate of their own, and is taken once", () => {
    expect(proposedLines(book, deal(book, [...sales, ["withholding", "C4", "JP"], ["withholding", "C5"]])).payees[0]?.values).toEqual([130, 220]);
    expect(proposedLines(book, deal(book, [...sales, ["withholding", "C5"]])).payees[0]?.values).toEqual([135, 225]);
  });

  test("of a payee comes off before its part is shared again, and once", () => {
    const shared = termsBook([["Sales", "USD", 1000], ["Rate", null, 0.1], ["Holder", "Weight"], ["Label", 1], ["Fund", 1], ["Holder", "Weight"], ["A", 1], ["B", 1], ["Label tax", null, 0.2], ["Tax", null, 0.1]]);
    const said: Said[] = [["base", "C1"], ["rate", "C2"], ["split", "A3:B5"], ["split", "A6:B8", "label"], ["withholding", "C9", "label"], ["withholding", "C10"]];
    expect(proposedLines(shared, deal(shared, said)).payees.map(({ label, total }) => [label, total])).toEqual([["A", 20], ["B", 20], ["Fund", 45]]);
  });

  test("that is paid besides leaves the payee its part", () => {
    const proposal = proposedLines(book, deal(book, [...sales, ["withholding", "C5"]], [choice("gross up", "gross up")]));
    expect(row(proposal, "Gross, tax included")).toEqual([166.67, 277.78]);
    expect(proposal.payees[0]?.values).toEqual([150, 250]);
  });
});

test("albums that recoup each other, or do not", () => {
  const book = termsBook([["Album 1", "USD", 100, 100], ["Album 2", "USD", 0, 100], ["Rate", null, 1], ["Advance 1", null, 50], ["Advance 2", null, 200]]);
  const said: Said[] = [["base", "C1:D1", "Album1"], ["base", "C2:D2", "Album2"], ["rate", "C3"], ["advance", "C4", "Album1"], ["advance", "C5", "Album2"]];
  const paid = (word: string) => proposedLines(book, deal(book, said, [choice("crossed", word)])).payees[0]?.values;
  // Album 1 alone: 100 − 50, 100; album 2: 0, 0 of 100. Advances of 250 are paid besides.
  expect(paid("none")).toEqual([300, 100]);
  // 300 earned, 250 recouped.
  expect(paid("all")).toEqual([250, 50]);
});

describe("accounts", () => {
  const book = termsBook([["Account", "H1", "H2", "H3"], ["Album 1", 150, -100, 80], ["Album 2", 50, 60, 70], ["Advance 1", 100], ["Advance 2", 40], ["Reserve", 0.2], ["Release", 1], ["Rate", 1], ["Unrecouped", 30, 20]]);
  const advances: Said[] = [["advance", "B4", "Album 1"], ["advance", "B5", "Album 2"]];

  test.each([
    // Advances of 140 are paid in the first period besides.
    { word: "none", due: [200, 60, 70] }, // 50, 0, 0 and 10, 60, 70
    { word: "all", due: [200, 0, 110] }, // 50, 0, 40 and 10, 0, 70
  ])("in one table recoup as the deal says ($word)", ({ word, due }) => {
    const { payees } = proposedLines(book, deal(book, [["earned by account", "A1:D3"], ...advances], [choice("crossed", word)]));
    expect(payees[0]?.values).toEqual(due);
  });

  test.each([
    { why: "in one table", said: [["earned by account", "A1:D3"]] as Said[] },
    { why: "in rows of their own", said: [["base", "B2:D2", "Album 1"], ["base", "B3:D3", "Album 2"], ["rate", "B8"]] as Said[] },
  ])("$why have what is held back, and what is brought in, taken once", ({ said }) => {
    const held = proposedLines(book, deal(book, [...said, ...advances, ["reserve", "B6"], ["release", "B7"]], [choice("crossed", "none")]));
    // 20% of 150, 80 and of 50, 60, 70 come a period later: 20, 0, 10 and 0, 58, 68.
    expect(held.payees[0]?.values).toEqual([160, 58, 68]);
    const brought = proposedLines(book, deal(book, [...said, ...advances, ["opening balance", "B9:C9"]], [choice("crossed", "none")]));
    expect([...brought.blocked.values()][0]).toMatch(/The opening has 1 row for 2 accounts/);
  });
});

describe("what others keep", () => {
  const book = termsBook([["US", "USD", 1000, 2000], ["UK", "USD", 100, 0], ["US sub-pub", 0.15], ["Admin", 0.1], ["Rate", 0.5], ["Minimum", 60], ["Ann share", 0.5], ["Ben share", 0.5], ["Whole percent", 15]]);
  const sources: Said[] = [["base", "C1:D1", "US"], ["base", "C2:D2", "UK"], ["rate", "B5"]];

  test("of revenue comes off before the royalty, each percentage of all of it, and is said", () => {
    const workbook = proposedLines(book, deal(book, [...sources, ["deduction rate", "B3", "US"], ["deduction rate", "B4"]]));
    expect(row(workbook, "US: After US sub-pub")).toEqual([850, 1700]);
    expect(row(workbook, "US: After Admin")).toEqual([750, 1500]);
    expect(row(workbook, "UK: After Admin")).toEqual([90, 0]);
    expect(workbook.total).toBe((750 + 1500 + 90) * 0.5);
    const words = dealInWords({ lines: workbook.lines, choices: [], currency: "USD", periods: [] });
    expect(words.slice(0, 2)).toEqual(["Of US, 15% comes off.", "Of US, 10% comes off."]);
  });

  test("of what is due comes off after the minimum, before it is shared", () => {
    const split: Said[] = [["split part", "B7"], ["split part", "B8"]];
    const whole = proposedLines(book, deal(book, [sources[1] as Said, ["rate", "B5"], ["guarantee", "B6"], ["commission", "B4"], ...split], [choice("window", "none")]));
    // 50 and 0 earned, 60 due, 54 left.
    expect(whole.payees.map(({ label, values }) => [label, values])).toEqual([["Ann", [27, 27]], ["Ben", [27, 27]]]);
    const ofAnn = proposedLines(book, deal(book, [sources[1] as Said, ["rate", "B5"], ["commission", "B4", "Ann"], ...split]));
    expect(ofAnn.payees.map(({ values }) => values)).toEqual([[22.5, 0], [25, 0]]);
  });

  test("typed as 15 is refused and not taken 15 times", () => {
    const { blocked, total } = proposedLines(book, deal(book, [...sources, ["deduction rate", "B9", "US"]]));
    expect(blocked.get("US: After Whole percent")).toMatch(/Was 15% meant/);
    expect(total).toBeUndefined();
  });
});

describe("figures that run down", () => {
  test("are calculated as those that run across", () => {
    const across = termsBook([["Net sales", "USD", 100, 200, 300], ["Year", null, 1, 1, 2], ["Minimum", null, 15, 15, 40], ["Above", "Rate"], [0, 0.1], [150, 0.2], ["Advance", null, 10, 0, 5]]);
    const down = termsBook([["Net sales", "Year", "Minimum", "Advance", "Above", "Rate"], [100, 1, 15, 10, 0, 0.1], [200, 1, 15, 0, 150, 0.2], [300, 2, 40, 5]]);
    const words = [choice("resets", "contract years"), choice("window", "life")];
    const one = proposedLines(across, deal(across, [["base", "C1:E1"], ["contract years", "C2:E2"], ["guarantee", "C3:E3"], ["tiers", "A4:B6"], ["advance", "C7:E7"]], words));
    const other = proposedLines(down, deal(down, [["base", "A2:A4"], ["contract years", "B2:B4"], ["guarantee", "C2:C4"], ["tiers", "E1:F3"], ["advance", "D2:D4"]], words));
    expect(one.blocked.size + other.blocked.size).toBe(0);
    expect(other.payees[0]?.values).toEqual(one.payees[0]?.values);
  });
});

test("a call that is refused keeps its sentence, and what reads it waits", () => {
  const book = termsBook([["Net sales", "USD", 100, 200], ["Above", "Rate"], [0, 0.1], [500, 0.2], [100, 0.3], ["Minimum", null, 5]]);
  const proposal = proposedLines(book, deal(book, [["base", "C1:D1"], ["tiers", "A2:B5"], ["guarantee", "C6"]], [choice("resets", "never"), choice("window", "none")]));
  expect(proposal.blocked.get("Royalty")).toMatch(/tiers, row 4/);
  expect(proposal.blocked.get("After guarantee")).toBe('It waits for "Royalty".');
  expect(proposal.lines.find(({ id }) => id === "Net sales")?.rows[0]?.total).toBe(300);
  expect(proposal).not.toHaveProperty("total");
  expect(proposal.payees).toEqual([]);
});

test("what is asked is not calculated with, while words that are asked are", () => {
  const book = termsBook([["Net sales", "USD", 100, 200], ["Rate", null, 0.1], ["Tax", null, 0.5], ["Minimum", null, 15]]);
  const said: Said[] = [["base", "C1:D1"], ["rate", "C2"], ["withholding", "C3", "", "asked"], ["guarantee", "C4"]];
  const proposal = proposedLines(book, deal(book, said, [choice("window", "life", "", "asked")]));
  expect(proposal.lines.map(({ kind }) => kind)).not.toContain("withholding");
  expect(proposal.total).toBe(30);
});

test("a currency without an exchange rate is not added to another", () => {
  const book = termsBook([["US sales", "USD", 100], ["EU sales", "EUR", 100], ["Rate", null, 0.1]]);
  const { blocked, total } = proposedLines(book, deal(book, [["base", "C1", "US"], ["base", "C2", "EU"], ["rate", "C3"]]));
  expect([...blocked.values()][0]).toBe("EU is in EUR and the deal in USD; there is no exchange rate for it. Name a row with one.");
  expect(total).toBeUndefined();
});

test("one amount for several periods is asked for by period, not taken for each", () => {
  const book = termsBook([["A", "USD", 100, 200], ["B", "USD", 300], ["Rate", null, 0.1]]);
  const { blocked, total } = proposedLines(book, deal(book, [["base", "C1:D1", "A"], ["base", "C2", "B"], ["rate", "C3"]]));
  expect(blocked.get("B: B")).toBe("B is one amount, and the deal has 2 periods. Give one for each period.");
  expect(total).toBeUndefined();
});

test("of two that say the same the first is read, and the other is told", () => {
  const book = termsBook([["Sales", "USD", 100], ["Revenue", "USD", 300], ["Rate", null, 0.1]]);
  const { total, unused } = proposedLines(book, deal(book, [["base", "C1"], ["base", "C2"], ["rate", "C3"]]));
  expect(total).toBe(10);
  expect(unused.map(({ source }) => source.at.top)).toEqual([2]);
});

test("an exchange rate is left alone where all amounts are in one currency", () => {
  const book = termsBook([["Sales", "USD", 100], ["Rate", null, 0.1], ["EUR/USD", null, 1.1]]);
  const proposal = proposedLines(book, deal(book, [["base", "C1"], ["rate", "C2"], ["exchange rate", "C3"]]));
  expect(proposal.total).toBe(10);
  expect(proposal.unused.map(({ role }) => role)).toEqual(["exchange rate"]);
});

test("nothing of the workbook changes", () => {
  for (const set of NAME_SETS) {
    const workbook = setWorkbook(set);
    const content = () => JSON.stringify([workbook.sheets.map(({ name, rows }) => [name, [...rows].map(([at, cells]) => [at, [...cells]])]), workbook.names, workbook.tables]);
    const before = content();
    proposedLines(workbook, recognisedIn(set, workbook));
    expect(content()).toBe(before);
  }
});

test("formulas of one line read the lines before it, by the addresses of the sheet Model", () => {
  const book = termsBook([["Net sales", "USD", 100, 200], ["Rate", null, 0.1], ["Minimum", null, 15]], { Sales: "C1:D1", Rate: "C2", Minimum: "C3" });
  const names: Recognised = deal(book, [["base", "C1:D1"], ["rate", "C2"], ["guarantee", "C3"]], [choice("window", "none")]);
  const named = { ...names, terms: names.terms.map((one, i) => ({ ...one, source: { ...one.source, name: ["Sales", "Rate", "Minimum"][i] ?? "" } })) };
  const { lines } = proposedLines(book, named);
  expect(lines.map(({ formula }) => formula)).toEqual(["=INDEX(Sales,E$4)", "=E7*Rate", "=DEAL.MINGUARANTEE($E$9:$F$9,Minimum,Deal_Window)", "=ROUND(E11,Deal_Decimals)"]);
  expect(lines[2]?.call?.arguments).toEqual({
    earned: { text: "$E$9:$F$9", values: [[10, 20]], line: "Royalty" },
    guarantee: { text: "Minimum", values: [[15]], source: named.terms[2]?.source },
    window: { text: "Deal_Window", values: [["none"]] },
  });
  expect(lines[2]?.reads).toEqual(["Royalty"]);
});

test("law: amounts k times as large are paid k times, before rounding", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 4000 }), { minLength: 1, maxLength: 6 }), fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 500 }), fc.constantFrom(2, 4, 0.5, 8), (sales, minimum, advance, k) => {
      const unrounded = (by: number) => {
        // Rates that doubles hold exactly, and factors that are powers of two.
        const book = termsBook([["Net sales", "USD", ...sales.map((amount) => amount * by)], ["Above", "Rate"], [0, 0.125], [1000 * by, 0.25], ["Minimum", null, minimum * by], ["Advance", null, advance * by]]);
        const [first, last] = ["C1", `${"CDEFGH"[sales.length - 1] ?? "C"}1`];
        const recognised = deal(book, [["base", `${first}:${last}`], ["tiers", "A2:B4"], ["guarantee", "C5"], ["advance", "C6"]], [choice("resets", "never"), choice("window", "life")]);
        return proposedLines(book, { ...recognised, choices: recognised.choices.filter((one) => one.choice !== "decimals") }).payees[0]?.values ?? [];
      };
      expect(unrounded(k)).toEqual(unrounded(1).map((amount) => (amount as number) * k));
    }),
    { numRuns: 60 },
  );
});
