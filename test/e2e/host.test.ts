import { catalogue } from "../../src/functions/catalogue";
import { openXlsx } from "../../src/file/xlsx";
import { CONTRACT, MODEL, cellsOf, file, withSplit, type Opening } from "../host/contract";
import { at } from "../sheet/build";
import { displayedByGrid, inPage, removalAsked, typedAndRead } from "./support/hostInPage";
import { WorkbenchPage, closeBrowser, until } from "./support/workbenchPage";

let workbench: WorkbenchPage;
let open: Opening;
beforeAll(async () => {
  workbench = await WorkbenchPage.opened();
  open = inPage(workbench);
});
afterEach(() => expect(workbench.complaints.splice(0)).toEqual([]));
afterAll(async () => {
  await workbench.close();
  await closeBrowser();
});

const press = (name: "Undo" | "Redo" | "Remove") => workbench.page.getByRole("button", { name }).click();

describe("the port's contract", () => {
  test.each(CONTRACT)("$name", ({ holds }) => holds(open));
});

test("what is read is calculated, however soon after it was typed", async () => {
  await withSplit(open);
  expect(await typedAndRead(workbench, "Terms", [1, 4, 150], [1, 5])).toMatchObject({ value: 750 });
});

describe("what the grid shows and takes back", () => {
  /** The whole workbook, as the port reads it. */
  const all = async ({ host }: Awaited<ReturnType<Opening>>) => {
    const sheets = await host.sheets();
    return { sheets, names: await host.names(), content: await host.read(sheets.map((sheet) => cellsOf(sheet, 1, 1, 12, 6))) };
  };

  test("one Undo takes back all that was written, and one Redo writes it again", async () => {
    const subject = await open(file());
    const before = await all(subject);
    const written = await subject.host.write({ ...MODEL, sheets: [...MODEL.sheets, { name: "More", rows: [[{ value: 1 }]] }], names: [...MODEL.names, { name: "Local", formula: "=More!$A$1", sheet: "More" }] });
    expect(written.isOneStep).toBe(true);
    const after = await all(subject);
    expect(after.sheets).toEqual(["Terms", "Net sales", "Model", "More"]);
    await press("Undo");
    await until(async () => (await subject.host.sheets()).length === 2, async () => String(await subject.host.sheets()));
    expect(await all(subject)).toEqual(before);
    await press("Redo");
    await until(async () => (await subject.host.sheets()).length === 4, async () => String(await subject.host.sheets()));
    expect(await all(subject)).toEqual(after);
  });

  test("one Undo puts back a sheet and a name that were replaced", async () => {
    const subject = await open(file());
    const first = await subject.host.write(MODEL);
    const before = await all(subject);
    const wide = Array.from({ length: 40 }, (_, i) => ({ value: i, format: "0.0%" }));
    const second = await subject.host.write({ sheets: [{ name: "Model", rows: [[{ value: "Now" }], [{ value: "007" }, { value: 3, format: "0.000" }], [], ...Array.from({ length: 200 }, () => wide)] }], names: [{ name: "Model_Royalty", formula: "=Model!$B$4" }] }, first);
    expect(second.isOneStep).toBe(true);
    expect((await subject.host.read([cellsOf("Model", 2, 1, 2, 2), cellsOf("Model", 203, 40)])).map(({ texts }) => texts)).toEqual([[["007", "3.000"]], [["3900.0%"]]]);
    await subject.user.select(cellsOf("Model", 203, 40));
    expect(await displayedByGrid(workbench, "Model", 203, 40)).toBe("3900.0%");
    await press("Undo");
    await until(async () => (await subject.host.cell("Model", 1, 1)).text === "Line", async () => (await subject.host.cell("Model", 1, 1)).text);
    expect(await all(subject)).toEqual(before);
  });

  test("one Undo puts back what was removed, in its place, and the file has its formats", async () => {
    const subject = await open(file());
    const first = await subject.host.write({ ...MODEL, names: [...MODEL.names, { name: "Local", formula: "=Model!$A$1", sheet: "Model" }] });
    await subject.host.write({ sheets: [{ name: "More", rows: [[{ value: 1 }]] }], names: [] });
    const before = await all(subject);
    await subject.host.remove(first);
    expect(await subject.host.sheets()).toEqual(["Terms", "Net sales", "More"]);
    await press("Undo");
    await until(async () => (await subject.host.sheets()).length === 4, async () => String(await subject.host.sheets()));
    expect(await all(subject)).toEqual(before);
    const { workbook } = openXlsx(
      await subject.host.bytes(),
      catalogue.map(({ name }) => name),
    );
    expect(at(workbook, "Model!B2")?.format).toBe("#,##0.00");
  });

  test("numbers show in the formats that were written, and the sheet in front stays in front", async () => {
    const { host, user } = await open(file());
    await user.select(cellsOf("Terms", 2, 2));
    await host.write({ sheets: [{ name: "Shares", rows: [[{ value: 0.125, format: "0.0%" }, { formula: "=Terms!B3*2", format: "#,##0.00" }, { value: "5%" }]] }], names: [] });
    expect(await host.selection()).toEqual(cellsOf("Terms", 2, 2));
    expect(await Promise.all([1, 2, 3].map((column) => displayedByGrid(workbench, "Shares", 1, column)))).toEqual(["12.5%", "2,000.00", "5%"]);
  });

  test("a sheet that came with the file is replaced in the formats that are written, and removed, and the file is saved so", async () => {
    const first = await open(file());
    const written = await first.host.write(MODEL);
    const { host } = await open(await first.host.bytes());
    const again = await host.write({ sheets: [{ name: "Model", rows: [[{ value: 0.5, format: "0%" }], [null, { value: 1000, format: "0%" }]] }], names: [] }, written);
    expect((await host.read([cellsOf("Model", 1, 1, 2, 2)]))[0]?.texts).toEqual([["50%", ""], ["", "100000%"]]);
    expect([await displayedByGrid(workbench, "Model", 1, 1), await displayedByGrid(workbench, "Model", 2, 2)]).toEqual(["50%", "100000%"]);
    const names = catalogue.map(({ name }) => name);
    expect(at(openXlsx(await host.bytes(), names).workbook, "Model!B2")?.format).toBe("0%");
    await host.remove(again);
    expect(await host.sheets()).toEqual(["Terms", "Net sales"]);
    expect(openXlsx(await host.bytes(), names).workbook.sheets.map(({ name }) => name)).toEqual(["Terms", "Net sales"]);
  });

  test("a sheet that somebody removes at the grid is gone for whoever works on it, and Undo brings it back", async () => {
    const { host } = await open(file());
    await host.write(MODEL);
    await removalAsked(workbench, "Model");
    await press("Remove");
    await until(async () => (await host.sheets()).length === 2, async () => String(await host.sheets()));
    await press("Undo");
    await until(async () => (await host.sheets()).length === 3, async () => String(await host.sheets()));
  });

  test("whoever watches is told of the next file, too", async () => {
    const { host } = await open(file());
    const told: string[] = [];
    const selections: unknown[] = [];
    const stop = await host.watch({ onChange: ({ kind }) => told.push(kind), onSelection: (selection) => selections.push(selection) });
    const next = await open(file({ "Next!A1": 1 }, []));
    await until(() => Promise.resolve(told.includes("sheets") && told.includes("names") && told.includes("calculated")), () => Promise.resolve(told.join()));
    await next.user.select(cellsOf("Next", 3, 1));
    await until(() => Promise.resolve(selections.length > 1), () => Promise.resolve(JSON.stringify(selections)));
    expect(selections).toEqual([cellsOf("Next", 1, 1), cellsOf("Next", 3, 1)]);
    await stop();
  });
});
