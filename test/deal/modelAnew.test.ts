import { keptIn } from "../../src/deal/keptAnswers";
import { modelAnew, type ModelAnew } from "../../src/deal/modelAnew";
import { notWritten } from "../../src/deal/modelWriting";
import { readDeal } from "../../src/deal/readDeal";
import type { InMemoryHost } from "../../src/host/inMemory";
import { areaOf } from "../../src/sheet/formula/areas";
import { writeAnew } from "../../src/taskpane/commands/writeModel";
import { workbookBytes } from "../support/workbookBytes";
import { answered, bytesOfSet, checkOf, opened, written } from "./models";
import { NAME_SETS, STRANGERS_SETS, setWorkbook } from "./nameSets";

const standing = async (host: InMemoryHost) => opened(await host.bytes());

/** A set's workbook with its model. */
async function modelled(id: string): Promise<InMemoryHost> {
  const bytes = bytesOfSet(id);
  const { deal, answers } = answered(opened(bytes));
  if (deal === undefined) throw new Error("no deal");
  return (await written(bytes, deal, answers)).host;
}

async function anewOf(host: InMemoryHost): Promise<ModelAnew> {
  const anew = modelAnew(await standing(host), new Map());
  if (typeof anew === "string") throw new Error(anew);
  return anew;
}

const total = async (host: InMemoryHost) => readDeal(await standing(host), new Map())[0]?.total;
const cell = async (host: InMemoryHost, row: number, column: number) => (await standing(host)).sheet("Model")?.cell(row, column);

describe("written twice, nothing changes", () => {
  const WRITTEN = [...NAME_SETS, ...STRANGERS_SETS.filter((_, i) => i % 3 === 0)].filter((set) => {
    const workbook = opened(workbookBytes(setWorkbook(set)));
    const { deal } = answered(workbook);
    return deal !== undefined && notWritten(deal) === undefined && workbook.sheet("Deal") === undefined;
  });

  test("there are many", () => expect(WRITTEN.length).toBeGreaterThan(25));

  test.each(WRITTEN)("$id", async ({ id }) => {
    const host = await modelled(id);
    const { isSame, added, gone, changed, kept } = await anewOf(host);
    expect({ isSame, added, gone, changed, kept }).toEqual({ isSame: true, added: [], gone: [], changed: [], kept: [] });
  });
});

// Alex: revenue in two years; 8 Licensee revenue, 11 Royalty.
describe("written anew", () => {
  test("a formula that was typed over stays, and is told; taken away, the line is ours again", async () => {
    const host = await modelled("alex-hungarian");
    const rows = await lines(host);
    const fee = rows.get("Upfront fee, paid at signing") ?? 0;
    expect((await cell(host, fee, 6))?.formula?.text).toMatch(/Deal_Fee_Period/);
    host.type("Model", fee, 6, { value: 700 });
    const anew = await anewOf(host);
    expect(anew.kept).toEqual([`Model!F${fee}, Upfront fee, paid at signing`]);
    await writeAnew(host, anew);
    expect(await cell(host, fee, 6)).toMatchObject({ value: 700 });
    expect((await anewOf(host)).kept).toHaveLength(1);
    host.type("Model", fee, 6, null);
    const mended = await anewOf(host);
    expect(mended).toMatchObject({ kept: [], changed: ["Upfront fee, paid at signing"], isSame: false });
    await writeAnew(host, mended);
    expect((await cell(host, fee, 6))?.formula?.text).toMatch(/Deal_Fee_Period/);
    expect((await anewOf(host)).isSame).toBe(true);
  });

  test("what stands beside, between and below the lines goes with them, and reads the same lines as before", async () => {
    const host = await modelled("alex-hungarian");
    const rows = await lines(host);
    const [royalty = 0, end = 0] = [rows.get("Royalty"), rows.get("End of the model")];
    host.type("Model", royalty, 9, { value: "agreed on the phone" });
    host.type("Model", end + 2, 1, { value: "Half of it" });
    host.type("Model", end + 2, 5, { formula: `=E${royalty}/2` });
    host.type("Model", royalty + 1, 1, { value: "A note of ours" });
    const before = await total(host);
    // A third year is added to the revenue.
    thirdYear(host);
    const anew = await anewOf(host);
    expect(anew.kept).toEqual([]);
    expect(anew.changed).toContain("Royalty");
    await writeAnew(host, anew);
    const now = await lines(host);
    expect(await cell(host, now.get("Royalty") ?? 0, 9)).toMatchObject({ value: "agreed on the phone" });
    expect(await cell(host, now.get("A note of ours") ?? 0, 1)).toBeDefined();
    expect(now.get("A note of ours")).toBe((now.get("Royalty") ?? 0) + 1);
    const half = now.get("Half of it") ?? 0;
    expect((await cell(host, half, 5))?.formula?.text).toBe(`E${now.get("Royalty") ?? 0}/2`);
    expect(checkOf(await standing(host))).toBe(0);
    expect(await total(host)).not.toBe(before);
    expect((await anewOf(host)).isSame).toBe(true);
  });

  test("put back, it is as it was", async () => {
    const host = await modelled("alex-hungarian");
    thirdYear(host);
    const before = [await sheetCells(host, "Model"), await sheetCells(host, "Deal")];
    const back = await writeAnew(host, await anewOf(host));
    expect(await sheetCells(host, "Model")).not.toEqual(before[0]);
    await back();
    expect([await sheetCells(host, "Model"), await sheetCells(host, "Deal")]).toEqual(before);
  });

  test("words that were changed on the sheet Deal stay", async () => {
    const host = await modelled("alex-hungarian");
    const at = areaOf(await standing(host), "Deal_Fee_Period");
    if (at === undefined) throw new Error("no period of the fee");
    host.type("Deal", at.top, at.left, { value: 2 });
    thirdYear(host);
    await writeAnew(host, await anewOf(host));
    const after = await standing(host);
    expect(keptIn(after).answers.get("Deal_Fee_Period")).toBe(2);
    const now = areaOf(after, "Deal_Fee_Period");
    expect(now?.sheet.cell(now.top, now.left)?.value).toBe(2);
  });
});

describe("nothing is written", () => {
  test("where a formula elsewhere would read another line", async () => {
    const host = await modelled("alex-hungarian");
    const rows = await lines(host);
    const end = rows.get("End of the model") ?? 0;
    host.type("Inputs", 40, 1, { formula: `=Model!E${end - 1}` });
    expect((await anewOf(host)).isSame).toBe(true);
    // A second fee is a line more.
    secondFee(host);
    await expect(anewOf(host)).rejects.toThrow(`Inputs!A40 reads Model!E${end - 1}, and the lines of the model would stand in other rows there.`);
  });

  test("where a new period would be written over somebody's note", async () => {
    const host = await modelled("alex-hungarian");
    const rows = await lines(host);
    host.type("Model", rows.get("Royalty") ?? 0, 7, { value: "mine" });
    thirdYear(host);
    await expect(anewOf(host)).rejects.toThrow(`Model!G${rows.get("Royalty") ?? 0} would be written over. Move it, and write again; nothing has been changed.`);
  });

  test("where there is no model, or the sheet Deal does not say any more how it was written", async () => {
    const host = await modelled("alex-hungarian");
    const workbook = await standing(host);
    const deal = workbook.sheet("Deal");
    const heads = [...(deal?.rows ?? [])].find(([, cells]) => cells.get(3)?.value === "Cells of Model")?.[0] ?? 0;
    for (const row of [...(deal?.rows.keys() ?? [])].filter((one) => one >= heads)) deal?.rows.delete(row);
    expect(modelAnew(workbook, new Map())).toBe("The sheet Deal does not say any more what the sheet Model was written as. Rename or remove the sheet Model, and write the model.");
    workbook.sheets.splice(0, Infinity, ...workbook.sheets.filter(({ name }) => name !== "Model"));
    expect(modelAnew(workbook, new Map())).toBe("No model has been written into this workbook yet.");
  });
});

async function lines(host: InMemoryHost): Promise<ReadonlyMap<string, number>> {
  const rows = (await standing(host)).sheet("Model")?.rows ?? new Map<number, never>();
  return new Map([...rows].sort(([a], [b]) => a - b).flatMap(([row, cells]): [string, number][] => {
    const label = cells.get(1)?.value;
    return typeof label === "string" ? [[label, row]] : [];
  }));
}

/** The revenue of Alex has a year more. */
function thirdYear(host: InMemoryHost): void {
  host.type("Inputs", 4, 6, { value: "Year 3" });
  host.type("Inputs", 5, 6, { value: 375000 });
  host.define({ name: "rngRevenue_Licensee", formula: "=Inputs!$D$5:$F$5" });
}

/** Alex is paid a second fee. */
function secondFee(host: InMemoryHost): void {
  host.type("Inputs", 7, 1, { value: "Training fee, paid at signing" });
  host.type("Inputs", 7, 2, { value: "USD" });
  host.type("Inputs", 7, 3, { value: 1200 });
  host.define({ name: "AA_INP_Fee_Training", formula: "=Inputs!$C$7" });
}

async function sheetCells(host: InMemoryHost, name: string): Promise<unknown> {
  const [content] = await host.read([{ sheet: name, top: 1, left: 1, bottom: 60, right: 12 }]);
  return [content?.values, content?.formulas, content?.formats];
}
