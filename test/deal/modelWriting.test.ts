import type { Deal } from "../../src/deal/deal";
import { modelWriting, notWritten } from "../../src/deal/modelWriting";
import { readDeal } from "../../src/deal/readDeal";
import { InMemoryHost } from "../../src/host/inMemory";
import { keepDeal } from "../../src/taskpane/commands/keepDeal";
import { writeModel } from "../../src/taskpane/commands/writeModel";
import { workbookBytes } from "../support/workbookBytes";
import { answered, bytesOfSet, checkOf, figures, figuresOn, opened, written } from "./models";
import { NAME_SETS, STRANGERS_SETS, setWorkbook, type NameSet } from "./nameSets";
import { strangersWorkbook } from "./strangersBooks";

const paid = (deal: Deal | undefined) => [...(deal?.payees ?? [])].map(({ label, total }) => [label, total]).sort(([a], [b]) => String(a).localeCompare(String(b)));

describe("a model that is written", () => {
  // Of the strangers' every third: each is written, saved, opened and read again.
  const SETS = [...NAME_SETS, ...STRANGERS_SETS.filter((_, i) => i % 3 === 0)].map((set) => {
    const bytes = workbookBytes(setWorkbook(set));
    const workbook = opened(bytes);
    return { id: set.id, set, bytes, workbook, ...answered(workbook) };
  });
  const WRITTEN = SETS.filter(({ deal, workbook }) => deal !== undefined && notWritten(deal) === undefined && workbook.sheet("Deal") === undefined);

  test("there are many", () => expect(WRITTEN.length).toBeGreaterThan(25));

  test.each(WRITTEN)("$id: its checks are 0, its figures are those of the preview, and it is read back as the same deal", async ({ bytes, deal, answers }) => {
    if (deal === undefined) throw new Error("no deal");
    const { workbook, sheet } = await written(bytes, deal, answers);
    expect(checkOf(workbook)).toBe(0);
    expect(figuresOn(workbook, sheet, deal)).toEqual(figures(deal));
    const [read, ...others] = readDeal(workbook, new Map());
    expect(others).toEqual([]);
    expect(paid(read)).toEqual(paid(deal));
    expect(read?.total).toBe(deal.total);
  });

  test.each(WRITTEN.slice(0, 6))("$id: taken away again, the workbook is as it was", async ({ bytes, deal, answers }) => {
    if (deal === undefined) throw new Error("no deal");
    const host = InMemoryHost.ofBytes(bytes);
    const before = [await host.sheets(), await host.names()];
    const { written: ours } = await writeModel(host, opened(bytes), deal, answers);
    expect(await host.sheets()).not.toEqual(before[0]);
    await host.remove(ours);
    expect([await host.sheets(), await host.names()]).toEqual(before);
  });
});

describe("the words of the contract", () => {
  test("the eight readings come from words on the sheet Deal alone", async () => {
    const bytes = bytesOfSet("alex-hungarian");
    const workbook = opened(bytes);
    const { deal, answers } = answered(workbook);
    if (deal === undefined) throw new Error("no deal");
    const { host, sheet } = await written(bytes, deal, answers);
    const cellOfName = async (name: string) => {
      const found = (await host.names()).find((one) => one.name === name);
      if (found?.meaning.kind !== "range") throw new Error(`${name} is not written`);
      return found.meaning.range;
    };
    const totals: unknown[] = [];
    for (const method of ["marginal", "cliff"]) {
      for (const resets of ["each period", "never"]) {
        for (const treatment of ["on top", "recouped"]) {
          for (const [name, word] of [["Deal_Method", method], ["Deal_Resets", resets], ["Deal_Fee_Treatment", treatment]] as const) {
            const { sheet: on, top, left } = await cellOfName(name);
            host.type(on, top, left, { value: word });
          }
          const [read] = readDeal(opened(await host.bytes()), new Map());
          totals.push(read?.total);
          expect(checkOf(opened(await host.bytes()))).toBe(0);
        }
      }
    }
    expect(sheet).toBe("Model");
    expect(totals).toEqual([81000, 76000, 103000, 98000, 95000, 90000, 140000, 135000]);
  });

  test("answers that were kept before stay when the model is taken away", async () => {
    const bytes = bytesOfSet("alex-hungarian");
    const { deal, answers } = answered(opened(bytes));
    if (deal === undefined) throw new Error("no deal");
    const host = InMemoryHost.ofBytes(bytes);
    await keepDeal(host, opened(bytes), deal, answers);
    const { written: ours } = await writeModel(host, opened(await host.bytes()), deal, answers);
    await host.remove(ours);
    expect(await host.sheets()).toContain("Deal");
    expect(await host.sheets()).not.toContain("Model");
  });
});

test("every word that Model reads stands beside its own question", () => {
  const workbook = strangersWorkbook({
    id: "words",
    sheets: { Deal_terms: [["Line", "Q1 2026", "Q2 2026"], ["Gross revenue", 100, 400], [], ["Line", "Kind", "Q1 2026", "Q2 2026"], ["Returns", "exclusion", 180, 20], [], ["Royalty rate", "10%"], ["Upfront fee", 50]] },
    names: { Gross_Revenue: "B2:C2", Deductions: "A4:D5", Royalty_Rate: "B7", Upfront_Fee: "B8" },
    terms: {},
  });
  const { deal, answers } = answered(workbook);
  if (deal === undefined) throw new Error("no deal");
  const { sheets, names } = modelWriting(workbook, deal, answers).writing;
  const text = (row: number, column: number) => {
    const cell = sheets[0]?.rows[row - 1]?.[column - 1] ?? null;
    return cell !== null && "value" in cell ? cell.value : null;
  };
  const said = names.filter(({ name }) => name !== "Deal_Check").map(({ name, formula }) => {
    const row = Number(/\d+$/.exec(formula)?.[0]);
    return [name, text(row, 1), text(row, 2)];
  });
  expect(said).toContainEqual(["Deal_Negative", "What becomes of it when more is deducted than came in?", "carry"]);
  expect(said).toContainEqual(["Deal_Fee_Period", "In which period is the fee paid?", 1]);
  expect(said.filter(([, question]) => question === null)).toEqual([]);
});

describe("nothing is written", () => {
  test("over a sheet Deal of the workbook's own", async () => {
    const bytes = bytesOfSet("image-library-plans");
    const { deal, answers } = answered(opened(bytes));
    if (deal === undefined) throw new Error("no deal");
    await expect(written(bytes, deal, answers)).rejects.toThrow("The workbook has a sheet Deal of its own, and it stays as it is.");
  });

  test("while a question is open, something is wrong, or it is written already", async () => {
    const bytes = bytesOfSet("alex-hungarian");
    const workbook = opened(bytes);
    const [asked] = readDeal(workbook, new Map());
    if (asked === undefined) throw new Error("no deal");
    expect(notWritten(asked)).toMatch(/^First the (question|\d questions) above ha(s|ve) to be answered\.$/);
    const wrong = bytesOfSet("university-tto");
    const { deal } = answered(opened(wrong));
    expect(deal && notWritten(deal)).toBe("First this has to be mended: Licence!B7 is 3, that is 300%. Was 3% meant?");
    const { deal: whole, answers } = answered(workbook);
    if (whole === undefined) throw new Error("no deal");
    const { workbook: after } = await written(bytes, whole, answers);
    const [read] = readDeal(after, new Map());
    expect(read && notWritten(read)).toBe("The deal stands in formulas of the workbook already.");
  });
});

test("text of the workbook is no formula in a model", () => {
  const set = NAME_SETS.find(({ id }) => id === "voice-camel") as NameSet;
  const workbook = setWorkbook({ ...set, sheets: set.sheets.map((sheet) => ({ ...sheet, cells: Object.fromEntries(Object.entries(sheet.cells).map(([at, value]) => [at, value === "Agent" ? "'=1+1" : value])) })) });
  const { deal, answers } = answered(workbook);
  if (deal === undefined) throw new Error("no deal");
  const cells = modelWriting(workbook, deal, answers).writing.sheets.flatMap(({ rows }) => rows.flat()).filter((cell) => cell !== null && "value" in cell && cell.value === "'=1+1");
  expect(cells.length).toBeGreaterThan(0);
});
