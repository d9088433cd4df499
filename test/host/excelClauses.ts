import type { ExcelHost } from "../../src/host/excel";
import type { Change, WrittenSheet } from "../../src/host/host";
import { LAST_COLUMN, LAST_ROW } from "../../src/sheet/address";
import { inExcel } from "./adapters";
import { MODEL, SPLIT, aWhile, cellsOf, file, refusedWith, until } from "./contract";
import { FakeExcel } from "./fakeExcel";

/** What only Excel does, and how the adapter meets it. */
export interface ExcelClause {
  readonly name: string;
  /** It takes a second, and is tried last. */
  readonly isLong?: true;
  readonly holds: (Adapter: typeof ExcelHost) => Promise<void>;
}

function opened(Adapter: typeof ExcelHost, bytes = file()): { readonly fake: FakeExcel; readonly host: ExcelHost } {
  const fake = new FakeExcel(bytes);
  inExcel(fake, Adapter);
  return { fake, host: new Adapter() };
}

function refusing(formula: string) {
  return (raw: unknown): unknown => {
    if (raw === formula) throw Object.assign(new Error("The argument is invalid or missing or has an incorrect format."), { code: "InvalidArgument" });
    return raw;
  };
}

const sheetNames = ({ book }: FakeExcel) => book.sheets.map(({ name }) => name);
const content = (sheet: WrittenSheet | undefined) => sheet?.cells.map(({ entry }) => ("formula" in entry ? entry.formula : entry.value));

export const EXCEL_CLAUSES: readonly ExcelClause[] = [
  {
    name: "while a cell is being edited Excel does nothing, and the refusal says what to press",
    holds: async (Adapter) => {
      const { fake, host } = opened(Adapter);
      fake.isEditingCell = true;
      await refusedWith(host.names(), "Press Enter or Esc");
      await refusedWith(host.write(MODEL), "Press Enter or Esc");
      await refusedWith(host.watch({}), "Press Enter or Esc");
      expect(sheetNames(fake)).toEqual(["Terms", "Net sales"]);
    },
  },
  {
    name: "a protected workbook is left alone, and the refusal says where to unprotect it",
    holds: async (Adapter) => {
      const { fake, host } = opened(Adapter);
      fake.isProtected = true;
      await refusedWith(host.write(MODEL), "protected", "Review");
      expect(sheetNames(fake)).toEqual(["Terms", "Net sales"]);
    },
  },
  {
    name: "as many round trips for twenty ranges as for one",
    holds: async (Adapter) => {
      const { fake, host } = opened(Adapter);
      await host.read([cellsOf("Terms", 1, 1)]);
      const one = fake.syncs;
      await host.read(Array.from({ length: 20 }, (_, i) => cellsOf("Terms", i + 1, 1, i + 1, 3)));
      expect(fake.syncs - one).toBe(one);
      expect(one).toBeLessThanOrEqual(4);
    },
  },
  {
    name: "an answer that is too large is asked for in halves, down to a single row's cells",
    holds: async (Adapter) => {
      const texts = Array.from({ length: 8 }, (_, i) => `${i}${"x".repeat(3000)}`);
      const { fake, host } = opened(Adapter, file({ ...Object.fromEntries(texts.map((text, i) => [`Terms!A${i + 1}`, text])), "Terms!B1": texts[1] ?? "", "Terms!C1": texts[2] ?? "" }, []));
      fake.payload = 15_000;
      const [tall, wide] = await host.read([cellsOf("Terms", 1, 1, 8, 1), cellsOf("Terms", 1, 1, 1, 3)]);
      expect(tall?.values.flat()).toEqual(texts);
      expect(tall?.texts.flat()).toEqual(texts);
      expect(wide?.values).toEqual([texts.slice(0, 3)]);
      fake.payload = 5_000;
      await refusedWith(host.read([cellsOf("Terms", 1, 1)]), "too long");
    },
  },
  {
    name: "a request stays below the limit",
    isLong: true,
    holds: async (Adapter) => {
      const { fake, host } = opened(Adapter);
      fake.payload = 1_500_000;
      const rows = Array.from({ length: 4000 }, (_, i) => [{ value: i }, { value: "x".repeat(700) }]);
      const { sheets } = await host.write({ sheets: [{ name: "Long", rows }, ...["A", "B", "C", "D"].map((name) => ({ name, rows: rows.slice(0, 800) }))], names: [] });
      expect(sheets.map(({ cells }) => cells.length)).toEqual([8000, 1600, 1600, 1600, 1600]);
    },
  },
  {
    name: "undo takes a writing back in one step where Excel knows how",
    holds: async (Adapter) => {
      const { fake, host } = opened(Adapter);
      expect((await host.write(MODEL)).isOneStep).toBe(true);
      expect(fake.undoSteps).toBe(1);
      const older = opened(Adapter);
      older.fake.newestApi = 19;
      expect((await older.host.write(MODEL)).isOneStep).toBe(false);
      expect(older.fake.undoSteps).toBeGreaterThan(1);
      expect(sheetNames(older.fake)).toEqual(["Terms", "Net sales", "Model"]);
    },
  },
  {
    name: "what Excel does not undo as one step is written all the same, once",
    holds: async (Adapter) => {
      const { fake, host } = opened(Adapter);
      fake.mostGroupedFormulas = 1;
      const written = await host.write(MODEL);
      expect(written.isOneStep).toBe(false);
      expect(sheetNames(fake)).toEqual(["Terms", "Net sales", "Model"]);
      expect((await host.names()).filter(({ name }) => name === "Model_Royalty")).toHaveLength(1);
      expect(content(written.sheets[0])).toEqual(["Line", "Amount", "Royalty", "=Rate*Terms!$B$3", "=DEAL.PRORATA(1000,Terms!$D$1:$D$2)"]);
    },
  },
  {
    name: "where Excel refuses a formula nothing stays of the writing",
    holds: async (Adapter) => {
      const { fake, host } = opened(Adapter);
      fake.takes = refusing("=Rate*Terms!$B$3");
      await refusedWith(host.write(MODEL), "InvalidArgument");
      expect(sheetNames(fake)).toEqual(["Terms", "Net sales"]);
      expect((await host.names()).map(({ name }) => name)).not.toContain("Model_Royalty");
    },
  },
  {
    name: "where Excel refuses a formula a sheet and a name of ours stand as before",
    holds: async (Adapter) => {
      const { fake, host } = opened(Adapter);
      const first = await host.write({ ...MODEL, sheets: [{ name: "Model", rows: [[{ value: "=kept" }], [{ formula: "=Rate" }, { value: 3 }]] }] });
      fake.takes = refusing("=Rate*Terms!$B$3");
      await refusedWith(host.write({ sheets: [...MODEL.sheets, { name: "More", rows: [[{ value: 1 }]] }], names: [{ name: "Model_Royalty", formula: "=Model!$A$1" }] }, first), "InvalidArgument");
      expect(sheetNames(fake)).toEqual(["Terms", "Net sales", "Model"]);
      const [model] = await host.read([cellsOf("Model", 1, 1, 3, 2)]);
      expect(model?.values).toEqual([["=kept", null], [0.05, 3], [null, null]]);
      expect(model?.formulas[1]).toEqual(["=Rate", null]);
      await host.remove(first);
      expect(sheetNames(fake)).toEqual(["Terms", "Net sales"]);
    },
  },
  {
    name: "what Excel reads otherwise than it was meant does not stay",
    holds: async (Adapter) => {
      const { fake, host } = opened(Adapter);
      fake.takes = (raw) => (raw === "Royalty" ? 45_000 : raw);
      await refusedWith(host.write(MODEL), "Model!A2", "Nothing has been written");
      expect(sheetNames(fake)).toEqual(["Terms", "Net sales"]);
    },
  },
  {
    name: "a sheet that somebody adds in the same moment is not taken for ours",
    holds: async (Adapter) => {
      const { fake, host } = opened(Adapter);
      fake.beforeNextAdd = () => {
        fake.addSheet("Model");
        fake.type("Model", 1, 1, "theirs");
      };
      await refusedWith(host.write(MODEL), "already exists");
      expect(sheetNames(fake)).toEqual(["Terms", "Net sales", "Model"]);
      expect(fake.book.sheet("Model")?.cell(1, 1)?.value).toBe("theirs");
    },
  },
  {
    name: "the file comes in slices, and is closed each time",
    holds: async (Adapter) => {
      const { fake, host } = opened(Adapter);
      const whole = await host.bytes();
      fake.largestSlice = 999;
      for (let time = 0; time < 3; time++) expect(await host.bytes()).toEqual(whole);
      expect(whole.length).toBeGreaterThan(999);
    },
  },
  {
    name: "of several selected blocks the first; none where a chart is selected",
    holds: async (Adapter) => {
      const { fake, host } = opened(Adapter);
      fake.select(cellsOf("Net sales", 2, 2, 3, 3), cellsOf("Net sales", 7, 1));
      expect(await host.selection()).toEqual(cellsOf("Net sales", 2, 2, 3, 3));
      fake.isChartSelected = true;
      expect(await host.selection()).toBeUndefined();
    },
  },
  {
    name: "a DEAL function within a name says where it belongs; hidden names are told as hidden",
    holds: async (Adapter) => {
      const { fake, host } = opened(Adapter);
      fake.book.names.push({ name: "Split", formula: "DEAL.PRORATA(1000,Terms!$D$1:$D$2)" }, { name: "_xlnm._FilterDatabase", formula: "Terms!$A$1:$B$6", sheet: "Terms", hidden: true });
      const names = await host.names();
      expect(names.find(({ name }) => name === "Split")?.meaning).toMatchObject({ kind: "formula", values: [[{ error: "#VALUE!", message: expect.stringContaining("into a cell") as string }]] });
      expect(names.filter(({ isHidden }) => isHidden).map(({ name }) => name)).toEqual(["_xlnm._FilterDatabase"]);
    },
  },
  {
    name: "the cell that a spill begins in is not filled by another, whichever parent Excel names",
    holds: async (Adapter) => {
      const { fake, host } = opened(Adapter);
      fake.type("Terms", 1, 5, SPLIT);
      fake.isOwnParent = true;
      expect(await host.cell("Terms", 1, 5)).toEqual({ value: 666.67, text: "666.67", formula: SPLIT });
    },
  },
  {
    name: "an event that comes while a cell is being edited waits for the next one",
    holds: async (Adapter) => {
      const { fake, host } = opened(Adapter);
      const told: unknown[] = [];
      await host.watch({ onChange: (change) => told.push(change), onSelection: (selection) => told.push(selection) });
      fake.isEditingCell = true;
      fake.select(cellsOf("Terms", 1, 1));
      fake.tellChanged("Terms", "A1");
      await aWhile();
      expect([told, fake.unheard]).toEqual([[], []]);
      fake.isEditingCell = false;
      fake.select(cellsOf("Terms", 2, 1));
      await until(() => told.length > 0);
      expect(told).toEqual([cellsOf("Terms", 2, 1)]);
    },
  },
  {
    name: "changes of whole rows and of several areas have a range; those of a sheet that is gone are not told",
    holds: async (Adapter) => {
      const { fake, host } = opened(Adapter);
      const told: Change[] = [];
      await host.watch({ onChange: (change) => told.push(change) });
      fake.tellChanged("Net sales", "3:3");
      fake.tellChanged("Terms", "B2:C4,E6");
      await until(() => told.length >= 2);
      expect(told).toEqual([
        { kind: "cells", range: cellsOf("Net sales", 3, 1, 3, LAST_COLUMN) },
        { kind: "cells", range: cellsOf("Terms", 2, 2, 4, 3) },
      ]);
      fake.tellChanged("Terms", "what Excel may say one day");
      await until(() => told.length >= 3);
      expect(told[2]).toEqual({ kind: "cells", range: cellsOf("Terms", 1, 1, LAST_ROW, LAST_COLUMN) });
      const [, sales] = fake.book.sheets;
      fake.tellChanged("Net sales", "A1");
      if (sales !== undefined) fake.book.sheets.splice(1, 1);
      await aWhile();
      expect(told.filter(({ kind }) => kind === "cells")).toHaveLength(3);
    },
  },
];
