import { readFileSync } from "node:fs";
import { join } from "node:path";
import { BOOKS } from "../../scripts/samples/books";
import { openXlsx } from "../../src/file/xlsx";
import { catalogue } from "../../src/functions/catalogue";
import { callSites } from "../../src/sheet/formula/dealCalls";
import { InMemoryHost } from "../../src/host/inMemory";
import { evaluations } from "../../src/sheet/evaluation";
import { evaluated } from "../../src/taskpane/evaluated";
import { workbook } from "../sheet/build";
import { ROOT } from "../support/deal";
import { workbookBytes } from "../support/workbookBytes";

const NAMES = catalogue.map(({ name }) => name);

test.each(BOOKS.map(({ fileName }) => fileName))("%s: every call of ours answers what the whole workbook answers", async (fileName) => {
  const bytes = readFileSync(join(ROOT, "samples", fileName));
  const { workbook: whole } = openXlsx(bytes, NAMES);
  const host = InMemoryHost.ofBytes(bytes);
  const calls = callSites(whole, catalogue).flatMap(({ sheet, calls: found }) => found.map(({ text }) => ({ sheet: sheet.name, text })));
  expect(calls.length).toBeGreaterThan(3);
  // Of many alike a part will do.
  for (const { sheet, text } of calls.filter((_, i) => i % Math.ceil(calls.length / 40) === 0)) {
    expect([text, await evaluated(host, [text], sheet)]).toEqual([text, evaluations(whole, [text], catalogue, sheet)]);
  }
});

test.each([
  { why: "cells and names of both scopes", formula: "=A1+Rate+Sheet2!Rate", answer: [[1 + 0.05 + 9]] },
  { why: "a name that is a constant, and one that is a table", formula: "=DEAL.TIEREDROYALTY(750000,Scale)*Half", answer: [[49000]] },
  { why: "a name that is a calculation", formula: "=SUM(Moving)", answer: [[3]] },
  { why: "a spill", formula: "=SUM(D1#)", answer: [[6]] },
  { why: "a spill of a spill", formula: "=SUM(E1#)", answer: [[12]] },
  { why: "a spill behind a name", formula: "=SUM(Spilled)", answer: [[6]] },
  { why: "OFFSET", formula: "=OFFSET(A1,1,0)", answer: [[2]] },
  { why: "a range between two corners", formula: "=SUM(A1:INDEX(A1:A3,2))", answer: [[3]] },
  { why: "several sheets at once", formula: "=SUM(Sheet1:Sheet2!A1)", answer: [[10]] },
  { why: "a sum of as many terms as a formula has room for", formula: `=A1${"+1".repeat(4_000)}`, answer: [[4001]] },
  { why: "a refusal", formula: "=DEAL.TIEREDROYALTY(100,{50,0.05})", answer: [[{ error: "#VALUE!", message: "The first tier must start at 0, so that all of the base falls in a tier (tiers, row 1)." }]] },
])("$why", async ({ formula, answer }) => {
  const book = workbook({ A1: 1, A2: 2, A3: 4, B1: 0.05, D1: "=SEQUENCE(3)", E1: "=D1#*2", "Sheet2!A1": 9 }, [
    { name: "Rate", formula: "Sheet1!$B$1" },
    { name: "Rate", formula: "Sheet2!$A$1", sheet: "Sheet2" },
    { name: "Scale", formula: "{0,0.05;100000,0.12;500000,0.18}" },
    { name: "Half", formula: "0.5" },
    { name: "Moving", formula: "OFFSET(Sheet1!$A$1,0,0,2,1)" },
    { name: "Spilled", formula: "Sheet1!$D$1#" },
  ]);
  const host = InMemoryHost.ofBytes(workbookBytes(book));
  for (const [column, written] of [[4, "=SEQUENCE(3)"], [5, "=D1#*2"]] as const) host.type("Sheet1", 1, column, { formula: written });
  expect(await evaluated(host, [formula], "Sheet1")).toEqual([answer]);
});

test("nothing in the workbook changes, and what is read is what stands there now", async () => {
  const host = InMemoryHost.ofBytes(workbookBytes(workbook({ A1: 100, A2: 1, A3: 1 })));
  expect(await evaluated(host, ["=DEAL.PRORATA(A1,A2:A3)"], "Sheet1")).toEqual([[[50], [50]]]);
  host.type("Sheet1", 1, 1, { value: 10 });
  expect(await evaluated(host, ["=DEAL.PRORATA(A1,A2:A3)"], "Sheet1")).toEqual([[[5], [5]]]);
  expect(await host.sheets()).toEqual(["Sheet1"]);
});
