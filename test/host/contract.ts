import type { CellValue } from "../../src/cells/cell";
import { appearance } from "../../src/file/looks/appearance";
import { openXlsx } from "../../src/file/xlsx";
import { catalogue } from "../../src/functions/catalogue";
import { HostRefusal, type CellEntry, type CellRange, type Change, type Host, type NameToWrite, type Writing } from "../../src/host/host";
import { LAST_COLUMN, LAST_ROW } from "../../src/sheet/address";
import type { DefinedName, Workbook } from "../../src/sheet/workbook";
import { at, valueAt, workbook, type Given } from "../sheet/build";
import { workbookBytes } from "../support/workbookBytes";

/** An adapter with a file open in it, and somebody at the sheet. */
export interface Subject {
  readonly host: Host;
  readonly user: User;
  /** The file that was opened last beside the workbook. */
  readonly lastOpened: () => Promise<Uint8Array>;
}

export interface User {
  type(sheet: string, row: number, column: number, entry: CellEntry | null): void | Promise<void>;
  define(name: NameToWrite): void | Promise<void>;
  select(range: CellRange): void | Promise<void>;
}

export type Opening = (bytes: Uint8Array) => Promise<Subject>;

/** What every adapter of the port holds to. */
export interface Clause {
  readonly name: string;
  /** It takes a second, and is tried last. */
  readonly isLong?: true;
  readonly holds: (open: Opening) => Promise<void>;
}

const CELLS: Record<string, Given> = {
  "Terms!A1": "Term",
  "Terms!B1": "Value",
  "Terms!A2": "Rate",
  "Terms!B2": 0.05,
  "Terms!A3": "Base",
  "Terms!B3": 1000,
  "Terms!A4": "Exclusive",
  "Terms!B4": true,
  "Terms!A5": "Missing",
  "Terms!B5": { value: { error: "#N/A" } },
  "Terms!A6": "Due",
  "Terms!B6": "=B2*B3",
  "Terms!A7": { value: "=Terms" },
  "Terms!A8": "#N/A",
  "Terms!D1": 100,
  "Terms!D2": 50,
  "Terms!D10": 7,
  "Net sales!B2": 12,
  "Net sales!C3": 13,
};

const NAMES: readonly DefinedName[] = [
  { name: "Rate", formula: "Terms!$B$2" },
  { name: "Table", formula: "Terms!$A$1:$B$6" },
  { name: "Sales", formula: "'Net sales'!$B$2:$C$3" },
  { name: "Column", formula: "Terms!$D:$D" },
  { name: "Cap", formula: "-0.25" },
  { name: "Word", formula: '"exclusive"' },
  { name: "Scale", formula: "{0,0.05;100,0.1}" },
  { name: "Twice", formula: "Terms!$B$2*2" },
  { name: "Moving", formula: "OFFSET(Terms!$D$1,0,0,2,1)" },
  { name: "Both", formula: "(Terms!$B$2,Terms!$B$3)" },
  { name: "Lost", formula: "#REF!" },
  { name: "Payees", formula: "_xlfn.ANCHORARRAY(Terms!$E$1)" },
  { name: "Alias", formula: "Rate" },
  { name: "Here", formula: "Terms!B2" },
  { name: "Rate", formula: "'Net sales'!$C$3", sheet: "Net sales" },
];

/** What one of our functions spills over E1:E2 of Terms. */
export const SPLIT = "=DEAL.PRORATA(1000,D1:D2)";

export function file(cells: Record<string, Given> = CELLS, names: readonly DefinedName[] = NAMES): Uint8Array {
  return workbookBytes(workbook(cells, names));
}

/** The file with a spill in it, which is typed because the files of tests hold none. */
export async function withSplit(open: Opening): Promise<Subject> {
  const subject = await open(file());
  await subject.user.type("Terms", 1, 5, { formula: SPLIT });
  return subject;
}

export const MODEL: Writing = {
  sheets: [
    {
      name: "Model",
      rows: [
        [{ value: "Line" }, { value: "Amount" }],
        [{ value: "Royalty" }, { formula: "=Rate*Terms!$B$3", format: "#,##0.00" }],
        [],
        [null, { formula: "=DEAL.PRORATA(1000,Terms!$D$1:$D$2)" }],
        [null, { value: "", format: "0.0" }],
      ],
      look: { widths: [20, 12.5, 9], frozenRows: 1, frozenColumns: 1 },
    },
  ],
  names: [{ name: "Model_Royalty", formula: "=Model!$B$2" }],
};

/** Texts that a spreadsheet would rather read as something else. */
const TEXTS = ["=B2*2", "+1", "-Terms!B2", "@Rate", "'quoted", "''", "007", "1-2", "Mar 1", "TRUE", "#N/A", "1,000", "5%", "Net sales", "Lizenzgebühr", " =1", "=", '="a"'];

export const cellsOf = (sheet: string, top: number, left: number, bottom = top, right = left): CellRange => ({ sheet, top, left, bottom, right });

async function valuesOf(host: Host, range: CellRange): Promise<readonly (readonly CellValue[])[]> {
  return (await host.read([range]))[0]?.values ?? [];
}

/** What is open can be saved and read again. */
async function saved(host: Host): Promise<Workbook> {
  return openXlsx(
    await host.bytes(),
    catalogue.map(({ name }) => name),
  ).workbook;
}

export async function refusedWith(asked: Promise<unknown>, ...words: readonly string[]): Promise<void> {
  const fault: unknown = await asked.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(fault).toBeInstanceOf(HostRefusal);
  for (const word of words) expect((fault as Error).message).toContain(word);
}

/** Waits for what comes in its own time. */
export async function until(isThere: () => boolean): Promise<void> {
  for (let turn = 0; turn < 100 && !isThere(); turn++) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(isThere()).toBe(true);
}

/** Time enough for what should not come. */
export async function aWhile(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 60));
}

export const CONTRACT: readonly Clause[] = [
  {
    name: "sheets come from left to right",
    holds: async (open) => {
      const { host } = await open(file());
      expect(await host.sheets()).toEqual(["Terms", "Net sales"]);
    },
  },
  {
    name: "names of both scopes, the workbook's first, each with what it stands for",
    holds: async (open) => {
      const { host } = await withSplit(open);
      const names = await host.names();
      expect(names.map(({ name, sheet, formula, isHidden, meaning }) => ({ name, sheet, formula, isHidden, ...meaning }))).toEqual([
        { name: "Rate", sheet: undefined, formula: "=Terms!$B$2", isHidden: false, kind: "range", range: cellsOf("Terms", 2, 2) },
        { name: "Table", sheet: undefined, formula: "=Terms!$A$1:$B$6", isHidden: false, kind: "range", range: cellsOf("Terms", 1, 1, 6, 2) },
        { name: "Sales", sheet: undefined, formula: "='Net sales'!$B$2:$C$3", isHidden: false, kind: "range", range: cellsOf("Net sales", 2, 2, 3, 3) },
        { name: "Column", sheet: undefined, formula: "=Terms!$D:$D", isHidden: false, kind: "range", range: cellsOf("Terms", 1, 4, LAST_ROW, 4) },
        { name: "Cap", sheet: undefined, formula: "=-0.25", isHidden: false, kind: "constant", values: [[-0.25]] },
        { name: "Word", sheet: undefined, formula: '="exclusive"', isHidden: false, kind: "constant", values: [["exclusive"]] },
        { name: "Scale", sheet: undefined, formula: "={0,0.05;100,0.1}", isHidden: false, kind: "constant", values: [[0, 0.05], [100, 0.1]] },
        { name: "Twice", sheet: undefined, formula: "=Terms!$B$2*2", isHidden: false, kind: "formula", values: [[0.1]] },
        { name: "Moving", sheet: undefined, formula: "=OFFSET(Terms!$D$1,0,0,2,1)", isHidden: false, kind: "formula", values: [[100], [50]] },
        { name: "Both", sheet: undefined, formula: "=(Terms!$B$2,Terms!$B$3)", isHidden: false, kind: "areas" },
        { name: "Lost", sheet: undefined, formula: "=#REF!", isHidden: false, kind: "broken" },
        { name: "Payees", sheet: undefined, formula: "=Terms!$E$1#", isHidden: false, kind: "range", range: cellsOf("Terms", 1, 5, 2, 5) },
        { name: "Alias", sheet: undefined, formula: "=Rate", isHidden: false, kind: "range", range: cellsOf("Terms", 2, 2) },
        { name: "Here", sheet: undefined, formula: "=Terms!B2", isHidden: false, kind: "formula", values: [[{ error: "#VALUE!", message: expect.stringContaining("without $") as string }]] },
        { name: "Rate", sheet: "Net sales", formula: "='Net sales'!$C$3", isHidden: false, kind: "range", range: cellsOf("Net sales", 3, 3) },
      ]);
    },
  },
  {
    name: "values are numbers, texts, TRUE, errors and blanks; formulas stand as in the formula bar",
    holds: async (open) => {
      const { host } = await open(file());
      const [terms] = await host.read([cellsOf("Terms", 1, 1, 9, 2)]);
      expect(terms?.values).toEqual([["Term", "Value"], ["Rate", 0.05], ["Base", 1000], ["Exclusive", true], ["Missing", { error: "#N/A" }], ["Due", 50], ["=Terms", null], ["#N/A", null], [null, null]]);
      expect(terms?.formulas).toEqual([[null, null], [null, null], [null, null], [null, null], [null, null], [null, "=B2*B3"], [null, null], [null, null], [null, null]]);
      expect(terms?.texts.map((row) => row.join(" "))).toEqual(["Term Value", "Rate 0.05", "Base 1000", "Exclusive TRUE", "Missing #N/A", "Due 50", "=Terms ", "#N/A ", " "]);
      expect(terms?.formats.flat().every((format) => format === "General")).toBe(true);
    },
  },
  {
    name: "several ranges come in their order, on whatever sheet",
    holds: async (open) => {
      const { host } = await open(file());
      const content = await host.read([cellsOf("Net sales", 2, 2, 3, 3), cellsOf("Terms", 2, 2), cellsOf("Net sales", 3, 3)]);
      expect(content.map(({ values }) => values)).toEqual([[[12, null], [null, 13]], [[0.05]], [[13]]]);
    },
  },
  {
    name: "whole columns, rows and sheets end where they are filled",
    holds: async (open) => {
      const { host } = await withSplit(open);
      const content = await host.read([cellsOf("Terms", 1, 4, LAST_ROW, 4), cellsOf("Terms", 2, 1, 2, LAST_COLUMN), cellsOf("Terms", 20, 7, LAST_ROW, 7), cellsOf("Net sales", 1, 1, LAST_ROW, LAST_COLUMN)]);
      expect(content.map(({ range }) => range)).toEqual([cellsOf("Terms", 1, 4, 10, 4), cellsOf("Terms", 2, 1, 2, 5), cellsOf("Terms", 20, 7, 20, 7), cellsOf("Net sales", 1, 1, 3, 3)]);
      expect(content[0]?.values.flat()).toEqual([100, 50, null, null, null, null, null, null, null, 7]);
    },
  },
  {
    name: "a sheet that is not there is refused by its name",
    holds: async (open) => {
      const { host } = await open(file());
      await refusedWith(host.read([cellsOf("Terms", 1, 1), cellsOf("Gone", 1, 1)]), "no sheet Gone");
      await refusedWith(host.cell("Gone", 1, 1), "no sheet Gone");
    },
  },
  {
    name: "large ranges come whole",
    isLong: true,
    holds: async (open) => {
      const { host } = await open(file({ "Terms!A1": 1, "Terms!A30000": "last", "Terms!B15001": 2 }, []));
      const [content] = await host.read([cellsOf("Terms", 1, 1, LAST_ROW, 2)]);
      expect(content?.values).toHaveLength(30_000);
      expect(content?.texts).toHaveLength(30_000);
      expect([content?.values[0], content?.values[15_000], content?.values[29_999]]).toEqual([[1, null], [null, 2], ["last", null]]);
    },
  },
  {
    name: "a cell tells its formula, and the cell whose formula fills it",
    holds: async (open) => {
      const { host } = await withSplit(open);
      const formula = SPLIT;
      expect(await host.cell("Terms", 1, 5)).toEqual({ value: 666.67, text: "666.67", formula });
      expect(await host.cell("Terms", 2, 5)).toEqual({ value: 333.33, text: "333.33", formula, filledFrom: { row: 1, column: 5 } });
      expect(await host.cell("Terms", 2, 2)).toEqual({ value: 0.05, text: "0.05" });
      expect(await host.cell("Terms", 6, 2)).toEqual({ value: 50, text: "50", formula: "=B2*B3" });
      expect(await host.cell("Terms", 7, 1)).toEqual({ value: "=Terms", text: "=Terms" });
      expect(await host.cell("Terms", 9, 9)).toEqual({ value: null, text: "" });
    },
  },
  {
    name: "what is typed is calculated, by our functions too",
    holds: async (open) => {
      const { host, user } = await withSplit(open);
      await user.type("Terms", 1, 4, { value: 150 });
      expect(await valuesOf(host, cellsOf("Terms", 1, 5, 2, 5))).toEqual([[750], [250]]);
    },
  },
  {
    name: "sheets, formulas, formats and names are written together, behind the others",
    holds: async (open) => {
      const { host } = await open(file());
      const written = await host.write(MODEL);
      expect(await host.sheets()).toEqual(["Terms", "Net sales", "Model"]);
      const [model] = await host.read([cellsOf("Model", 1, 1, 5, 2)]);
      expect(model?.values).toEqual([["Line", "Amount"], ["Royalty", 50], [null, null], [null, 666.67], [null, 333.33]]);
      expect(model?.formulas.map(([, amount]) => amount)).toEqual([null, "=Rate*Terms!$B$3", null, "=DEAL.PRORATA(1000,Terms!$D$1:$D$2)", null]);
      expect([model?.formats[1]?.[1], model?.formats[3]?.[1], model?.texts[1]?.[1]]).toEqual(["#,##0.00", "General", "50.00"]);
      // What spills into a blank cell is shown in the cell's own format.
      expect([model?.formats[4]?.[1], model?.texts[4]?.[1]]).toEqual(["0.0", "333.3"]);
      expect((await host.names()).find(({ name }) => name === "Model_Royalty")).toEqual({ name: "Model_Royalty", formula: "=Model!$B$2", isHidden: false, meaning: { kind: "range", range: cellsOf("Model", 2, 2) } });
      expect(written.names).toEqual(MODEL.names);
      expect(written.sheets).toEqual([
        {
          name: "Model",
          cells: [
            { row: 1, column: 1, entry: { value: "Line" } },
            { row: 1, column: 2, entry: { value: "Amount" } },
            { row: 2, column: 1, entry: { value: "Royalty" } },
            { row: 2, column: 2, entry: { formula: "=Rate*Terms!$B$3" } },
            { row: 4, column: 2, entry: { formula: "=DEAL.PRORATA(1000,Terms!$D$1:$D$2)" } },
          ],
        },
      ]);
    },
  },
  {
    name: "text is written as text, however it begins",
    holds: async (open) => {
      const { host } = await open(file());
      await host.write({ sheets: [{ name: "Texts", rows: TEXTS.map((value) => [{ value }]) }], names: [] });
      const [content] = await host.read([cellsOf("Texts", 1, 1, TEXTS.length, 1)]);
      expect(content?.values.flat()).toEqual(TEXTS);
      expect(content?.formulas.flat().every((formula) => formula === null)).toBe(true);
      expect(content?.formats.flat().every((format) => format === "General")).toBe(true);
      const again = await saved(host);
      expect(TEXTS.map((_, i) => valueAt(again, `Texts!A${i + 1}`))).toEqual(TEXTS);
    },
  },
  {
    name: "numbers, TRUE and FALSE are written as they are; an empty text is nothing",
    holds: async (open) => {
      const { host } = await open(file());
      await host.write({ sheets: [{ name: "Figures", rows: [[{ value: 0.1 + 0.2 }, { value: -1e-7 }, { value: 0 }], [{ value: true }, { value: false }, { value: "" }, { value: 1e21, format: "0.00E+00" }]] }], names: [] });
      expect(await valuesOf(host, cellsOf("Figures", 1, 1, 2, 4))).toEqual([[0.1 + 0.2, -1e-7, 0, null], [true, false, null, 1e21]]);
    },
  },
  {
    name: "a large sheet is written whole",
    isLong: true,
    holds: async (open) => {
      const { host } = await open(file());
      const rows = Array.from({ length: 6000 }, (_, i) => [{ value: i }, { value: `Statement ${i}: ${"x".repeat(400)}` }]);
      await host.write({ sheets: [{ name: "Long", rows }], names: [] });
      const [content] = await host.read([cellsOf("Long", 1, 1, LAST_ROW, 2)]);
      expect(content?.values).toEqual(rows.map((row) => row.map(({ value }) => value)));
    },
  },
  {
    name: "names may belong to a sheet, and stand for a constant",
    holds: async (open) => {
      const { host } = await open(file());
      await host.write({ ...MODEL, names: [{ name: "Local", formula: "=Model!$A$1", sheet: "Model" }, { name: "Rate", formula: "=0.5", sheet: "Model" }] });
      const ours = (await host.names()).filter(({ sheet }) => sheet === "Model");
      expect(ours.map(({ name, meaning }) => [name, meaning])).toEqual([["Local", { kind: "range", range: cellsOf("Model", 1, 1) }], ["Rate", { kind: "constant", values: [[0.5]] }]]);
      expect(await valuesOf(host, cellsOf("Model", 2, 2))).toEqual([[500]]);
    },
  },
  {
    name: "a sheet that exists is not overwritten, in whatever case, and nothing else is written either",
    holds: async (open) => {
      const { host } = await open(file());
      await refusedWith(host.write({ ...MODEL, sheets: [...MODEL.sheets, { name: "TERMS", rows: [[{ value: 1 }]] }] }), "Terms", "already");
      expect(await host.sheets()).toEqual(["Terms", "Net sales"]);
      expect(await host.names()).toHaveLength(NAMES.length);
      expect(await valuesOf(host, cellsOf("Terms", 1, 1))).toEqual([["Term"]]);
    },
  },
  {
    name: "a name that means something else is not overwritten; one that means the same is left alone",
    holds: async (open) => {
      const { host } = await open(file());
      await refusedWith(host.write({ ...MODEL, names: [{ name: "rate", formula: "=Model!$B$2" }] }), "rate", "=Terms!$B$2");
      expect(await host.sheets()).toEqual(["Terms", "Net sales"]);
      const written = await host.write({ ...MODEL, names: [{ name: "Rate", formula: "=Terms!$B$2" }] });
      expect(written.names).toEqual([]);
      await host.remove(written);
      expect((await host.names()).filter(({ name }) => name === "Rate")).toHaveLength(2);
    },
  },
  ...[
    { why: "a sheet's name with a slash", writing: { sheets: [{ name: "A/B", rows: [] }], names: [] }, words: ["A/B"] },
    { why: "a sheet's name of 32 letters", writing: { sheets: [{ name: "x".repeat(32), rows: [] }], names: [] }, words: ["31 characters"] },
    { why: "one sheet twice", writing: { sheets: [{ name: "A", rows: [] }, { name: "a", rows: [] }], names: [] }, words: ["already"] },
    { why: "a name like a cell", writing: { sheets: [], names: [{ name: "AB12", formula: "=1" }] }, words: ["AB12"] },
    { why: "one name twice", writing: { sheets: [], names: [{ name: "Once", formula: "=1" }, { name: "ONCE", formula: "=2" }] }, words: ["twice"] },
    { why: "a name on no sheet", writing: { sheets: [], names: [{ name: "Once", formula: "=1", sheet: "Gone" }] }, words: ["Gone"] },
    { why: "a name without =", writing: { sheets: [], names: [{ name: "Once", formula: "Terms!$B$2" }] }, words: ['"="'] },
    { why: "a formula without =", writing: { sheets: [{ name: "A", rows: [[{ formula: "B2" }]] }], names: [] }, words: ["A!A1", '"="'] },
    { why: "a formula that is none", writing: { sheets: [{ name: "A", rows: [[null, { formula: "=SUM(" }]] }], names: [] }, words: ["A!B1", "not a formula"] },
    { why: "the number format Text", writing: { sheets: [{ name: "A", rows: [[{ formula: "=1", format: "@" }]] }], names: [] }, words: ["A!A1", "Text"] },
    { why: "no number", writing: { sheets: [{ name: "A", rows: [[{ value: NaN }]] }], names: [] }, words: ["A!A1", "NaN"] },
    { why: "a text that is too long", writing: { sheets: [{ name: "A", rows: [[{ value: "x".repeat(32_768) }]] }], names: [] }, words: ["A!A1", "32768"] },
  ].map(({ why, writing, words }): Clause => ({
    name: `not written: ${why}`,
    holds: async (open) => {
      const { host } = await open(file());
      await refusedWith(host.write(writing), ...words);
      expect([await host.sheets(), (await host.names()).length]).toEqual([["Terms", "Net sales"], NAMES.length]);
    },
  })),
  {
    name: "what was written is removed again, and nothing else",
    holds: async (open) => {
      const { host } = await open(file());
      const before = JSON.stringify([await host.names(), await host.read([cellsOf("Terms", 1, 1, 10, 5)])]);
      const written = await host.write(MODEL);
      await host.remove(written);
      expect(await host.sheets()).toEqual(["Terms", "Net sales"]);
      expect(JSON.stringify([await host.names(), await host.read([cellsOf("Terms", 1, 1, 10, 5)])])).toBe(before);
    },
  },
  ...[
    { why: "a value was typed into it", entry: { value: 1 }, row: 2, place: "Model!B2" },
    { why: "something was typed beside it", entry: { value: "note" }, row: 9, place: "Model!B9" },
    { why: "a text was typed over a formula's spill", entry: { value: "mine" }, row: 5, place: "Model!B5" },
    { why: "a cell was cleared", entry: null, row: 4, place: "Model!B4" },
  ].map(({ why, entry, row, place }): Clause => ({
    name: `neither removed nor replaced: ${why}`,
    holds: async (open) => {
      const { host, user } = await open(file());
      const written = await host.write(MODEL);
      await user.type("Model", row, 2, entry);
      await refusedWith(host.remove(written), place);
      await refusedWith(host.write(MODEL, written), place);
      expect(await host.sheets()).toContain("Model");
      expect((await host.names()).some(({ name }) => name === "Model_Royalty")).toBe(true);
      expect(await valuesOf(host, cellsOf("Model", row, 2))).toEqual([[entry === null ? null : entry.value]]);
    },
  })),
  {
    name: "new results are no reason to keep what was written",
    holds: async (open) => {
      const { host, user } = await open(file());
      const written = await host.write(MODEL);
      await user.type("Terms", 1, 4, { value: 150 });
      expect(await valuesOf(host, cellsOf("Model", 4, 2, 5, 2))).toEqual([[750], [250]]);
      await host.remove(written);
      expect(await host.sheets()).toEqual(["Terms", "Net sales"]);
    },
  },
  {
    name: "a name that somebody has changed since is neither removed nor replaced",
    holds: async (open) => {
      const { host, user } = await open(file());
      const written = await host.write(MODEL);
      await user.define({ name: "Model_Royalty", formula: "=Terms!$B$3" });
      await refusedWith(host.remove(written), "Model_Royalty", "=Terms!$B$3");
      await refusedWith(host.write(MODEL, written), "Model_Royalty");
      expect(await host.sheets()).toContain("Model");
    },
  },
  {
    name: "a sheet of ours is replaced in its place: formulas that point at it stay whole",
    holds: async (open) => {
      const { host, user } = await open(file());
      const first = await host.write(MODEL);
      await user.type("Terms", 9, 2, { formula: "=Model!A1" });
      await user.type("Terms", 9, 1, { formula: "=Model_Royalty" });
      const second = await host.write(
        { sheets: [{ name: "Model", rows: [[{ value: "Now" }], [{ formula: "=Rate" }, { value: 3, format: "0.00" }]] }, { name: "More", rows: [[{ value: 1 }]] }], names: [{ name: "Model_Royalty", formula: "=Model!$B$2" }, { name: "Model_Rate", formula: "=Model!$A$2" }] },
        first,
      );
      expect(await host.sheets()).toEqual(["Terms", "Net sales", "Model", "More"]);
      expect((await host.read([cellsOf("Model", 1, 1, 5, 2)]))[0]?.values).toEqual([["Now", null], [0.05, 3], [null, null], [null, null], [null, null]]);
      expect(await host.cell("Terms", 9, 2)).toMatchObject({ value: "Now", formula: "=Model!A1" });
      expect(await host.cell("Terms", 9, 1)).toMatchObject({ value: 3 });
      await refusedWith(host.write(MODEL, first), "Model!");
      await host.remove(second);
      expect(await host.sheets()).toEqual(["Terms", "Net sales"]);
      expect((await host.names()).map(({ name }) => name)).not.toContain("Model_Royalty");
    },
  },
  {
    name: "a name of ours is given another meaning only when asked; what is not written anew stays and is removed with the rest",
    holds: async (open) => {
      const { host } = await open(file());
      const first = await host.write(MODEL);
      const elsewhere = [{ name: "Model_Royalty", formula: "=Model!$B$4" }];
      await refusedWith(host.write({ sheets: [], names: elsewhere }), "Model_Royalty", "=Model!$B$2");
      const second = await host.write({ sheets: [], names: elsewhere }, first);
      expect((await host.names()).filter(({ name }) => name === "Model_Royalty").map(({ meaning }) => meaning)).toEqual([{ kind: "range", range: cellsOf("Model", 4, 2) }]);
      await host.remove(second);
      expect(await host.sheets()).toEqual(["Terms", "Net sales"]);
    },
  },
  {
    name: "the last sheet of a workbook is not removed",
    holds: async (open) => {
      const { host } = await open(file({ "Terms!A1": "Term" }, []));
      const ours = { sheets: [{ name: "Terms", cells: [{ row: 1, column: 1, entry: { value: "Term" } }] }], names: [], isOneStep: false };
      await refusedWith(host.remove(ours), "at least one sheet");
      expect(await host.sheets()).toEqual(["Terms"]);
    },
  },
  {
    name: "the selection is told when asked, and when it changes",
    holds: async (open) => {
      const { host, user } = await open(file());
      const told: (CellRange | undefined)[] = [];
      const stop = await host.watch({ onSelection: (selection) => told.push(selection) });
      await user.select(cellsOf("Net sales", 2, 2, 3, 3));
      expect(await host.selection()).toEqual(cellsOf("Net sales", 2, 2, 3, 3));
      await until(() => told.length > 0);
      expect(told).toEqual([cellsOf("Net sales", 2, 2, 3, 3)]);
      await user.select(cellsOf("Terms", 4, 2));
      await until(() => told.length > 1);
      expect(told[1]).toEqual(cellsOf("Terms", 4, 2));
      await stop();
      await user.select(cellsOf("Terms", 5, 2));
      await aWhile();
      expect(told).toHaveLength(2);
    },
  },
  {
    name: "cells are selected on their sheet; what is hidden or gone is refused",
    holds: async (open) => {
      const given = workbook(CELLS, NAMES);
      const hidden = given.addSheet("Kept back");
      hidden.isHidden = true;
      const { host } = await open(workbookBytes(given));
      const told: (CellRange | undefined)[] = [];
      const stop = await host.watch({ onSelection: (selection) => told.push(selection) });
      await host.select(cellsOf("net sales", 2, 2, 3, 3));
      expect(await host.selection()).toEqual(cellsOf("Net sales", 2, 2, 3, 3));
      await until(() => told.length > 0);
      expect(told.at(-1)).toEqual(cellsOf("Net sales", 2, 2, 3, 3));
      await host.select(cellsOf("Terms", 6, 2));
      expect(await host.selection()).toEqual(cellsOf("Terms", 6, 2));
      await refusedWith(host.select(cellsOf("Kept back", 1, 1)), "Kept back", "Unhide");
      await refusedWith(host.select(cellsOf("Elsewhere", 1, 1)), "Elsewhere");
      expect(await host.selection()).toEqual(cellsOf("Terms", 6, 2));
      await stop();
    },
  },
  {
    name: "edits, results, sheets and names are told until nobody wants to know",
    holds: async (open) => {
      const { host, user } = await open(file());
      const told: Change[] = [];
      const kinds = () => told.map(({ kind }) => kind);
      const stop = await host.watch({ onChange: (change) => told.push(change) });
      await user.type("Net sales", 2, 2, { value: 1 });
      await until(() => kinds().includes("cells") && kinds().includes("calculated"));
      expect(told).toContainEqual({ kind: "cells", range: cellsOf("Net sales", 2, 2) });
      expect(kinds()).not.toContain("names");
      const written = await host.write(MODEL);
      await until(() => kinds().includes("sheets") && kinds().includes("names"));
      told.length = 0;
      await host.remove(written);
      await until(() => kinds().includes("sheets") && kinds().includes("names"));
      told.length = 0;
      await user.define({ name: "Rate", formula: "=Terms!$B$3" });
      await user.select(cellsOf("Terms", 1, 1));
      await until(() => kinds().includes("names"));
      await stop();
      await aWhile();
      told.length = 0;
      await user.type("Net sales", 2, 2, { value: 2 });
      await aWhile();
      expect(told).toEqual([]);
    },
  },
  {
    name: "the file holds what was written and typed",
    holds: async (open) => {
      const { host, user } = await open(file());
      await host.write(MODEL);
      await user.type("Terms", 2, 2, { value: 0.07 });
      const book = await saved(host);
      expect(book.sheets.map(({ name }) => name)).toEqual(["Terms", "Net sales", "Model"]);
      expect(at(book, "Model!B2")).toEqual({ value: 70, formula: { text: "Rate*Terms!$B$3", kind: expect.any(String) as string }, format: "#,##0.00" });
      expect(book.names).toContainEqual({ name: "Model_Royalty", formula: "Model!$B$2" });
      const look = appearance(openXlsx(await host.bytes(), [])).sheets[2];
      expect(look?.columns.map(({ first, width }) => [first, width])).toEqual([[1, 20], [2, 12.5], [3, 9]]);
      expect([look?.frozenRows, look?.frozenColumns, look?.gridlines]).toEqual([1, 1, false]);
    },
  },
  {
    name: "bytes are opened as a workbook of their own",
    holds: async (open) => {
      const { host, lastOpened } = await open(file());
      for (const more of [0, 1, 2]) {
        const other = file({ "Other!A1": "x".repeat(more) + String(more) }, []);
        await host.open(other);
        const [opened] = openXlsx(await lastOpened(), []).workbook.sheets;
        expect([opened?.name, opened?.cell(1, 1)?.value]).toEqual(["Other", "x".repeat(more) + String(more)]);
      }
      expect(await host.sheets()).toEqual(["Terms", "Net sales"]);
      await refusedWith(host.open(Uint8Array.from([1, 2, 3])));
    },
  },
];
