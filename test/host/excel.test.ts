import { base64 } from "../../src/host/base64";
import { ExcelHost } from "../../src/host/excel";
import { file } from "./contract";
import { EXCEL_CLAUSES } from "./excelClauses";
import { FakeExcel } from "./fakeExcel";

test.each(EXCEL_CLAUSES)("$name", ({ holds }) => holds(ExcelHost));

test.each([0, 1, 2, 3, 255, 256, 257])("Base64 of %d bytes", (length) => {
  const bytes = Uint8Array.from({ length }, (_, i) => (i * 97) % 256);
  expect(base64(bytes)).toBe(Buffer.from(bytes).toString("base64"));
});

describe("the fake refuses what Excel refuses", () => {
  interface Loaded {
    load(names: string): Loaded;
    readonly name: string;
    readonly address: string;
    readonly isNullObject: boolean;
    readonly values: unknown[][];
    formulas: unknown[][];
    readonly items: Loaded[];
    getItem(name: string): Loaded;
    getItemOrNullObject(name: string): Loaded;
    getRangeByIndexes(row: number, column: number, rows: number, columns: number): Loaded;
    getRange(): Loaded;
    add(name: string, reference?: string): Loaded;
    readonly names: Loaded;
  }
  interface Batch {
    readonly workbook: { readonly names: Loaded; readonly worksheets: Loaded };
    sync(): Promise<void>;
  }
  type Run = (batch: (context: Batch) => Promise<unknown>) => Promise<unknown>;

  function excel(): { readonly fake: FakeExcel; readonly run: Run } {
    const fake = new FakeExcel(file());
    fake.install();
    return { fake, run: (globalThis as unknown as { Excel: { run: Run } }).Excel.run };
  }

  const cell = ({ workbook }: Batch) => workbook.worksheets.getItem("Terms").getRangeByIndexes(1, 1, 1, 1);
  const code = async (asked: Promise<unknown>) => asked.then(() => "done", (fault: unknown) => (fault as { code?: string }).code);

  test("reading before load, and before sync", async () => {
    const { run } = excel();
    expect(await code(run(async (context) => (await context.sync(), cell(context).values)))).toBe("PropertyNotLoaded");
    expect(await code(run((context) => Promise.resolve(cell(context).load("values").values)))).toBe("PropertyNotLoaded");
    expect(await code(run((context) => Promise.resolve(context.workbook.worksheets.getItemOrNullObject("Terms").isNullObject)))).toBe("PropertyNotLoaded");
    expect(
      await run(async (context) => {
        const range = cell(context).load("values");
        await context.sync();
        return range.values;
      }),
    ).toEqual([[0.05]]);
  });

  test("nothing is done before sync, and what went before a failure stays done", async () => {
    const { fake, run } = excel();
    await run(async (context) => {
      cell(context).formulas = [[1]];
      expect(fake.book.sheet("Terms")?.cell(2, 2)?.value).toBe(0.05);
      await context.sync();
      expect(fake.book.sheet("Terms")?.cell(2, 2)?.value).toBe(1);
    });
    expect(
      await code(
        run(async (context) => {
          cell(context).formulas = [[2]];
          context.workbook.worksheets.add("Terms");
          await context.sync();
        }),
      ),
    ).toBe("ItemAlreadyExists");
    expect(fake.book.sheet("Terms")?.cell(2, 2)?.value).toBe(2);
  });

  test.each<{ readonly why: string; readonly batch: (context: Batch) => unknown; readonly code: string }>([
    { why: "a sheet that is not there", batch: ({ workbook }) => workbook.worksheets.getItem("Gone"), code: "ItemNotFound" },
    { why: "two sheets of one name", batch: ({ workbook }) => workbook.worksheets.add("TERMS"), code: "ItemAlreadyExists" },
    { why: "a sheet's name that is too long", batch: ({ workbook }) => workbook.worksheets.add("x".repeat(32)), code: "InvalidArgument" },
    { why: "a sheet's name with a colon", batch: ({ workbook }) => workbook.worksheets.add("a:b"), code: "InvalidArgument" },
    { why: "two names of one name", batch: ({ workbook }) => workbook.names.add("RATE", "=1"), code: "ItemAlreadyExists" },
    { why: "the range of a constant", batch: ({ workbook }) => workbook.names.getItem("Cap").getRange(), code: "ItemNotFound" },
    { why: "values of another size", batch: (context) => (cell(context).formulas = [[1, 2]]), code: "InvalidArgument" },
    { why: "a formula that is none", batch: (context) => (cell(context).formulas = [["=SUM("]]), code: "InvalidArgument" },
    { why: "a range that is too large to read", batch: ({ workbook }) => workbook.worksheets.getItem("Terms").getRange().load("values"), code: "RangeExceedsLimit" },
    { why: "a request that is too large", batch: (context) => (cell(context).formulas = [["x".repeat(5_000_000)]]), code: "RequestPayloadSizeLimitExceeded" },
  ])("$why", async ({ batch, code: expected }) => {
    const { run } = excel();
    expect(await code(run((context) => Promise.resolve(void batch(context))))).toBe(expected);
  });

  test.each([
    { typed: "=B3", format: "General", formula: "=B3", value: 1000 },
    { typed: "+B3", format: "General", formula: "=B3", value: 1000 },
    { typed: "-B3", format: "General", formula: "=-B3", value: -1000 },
    { typed: "'=B3", format: "General", formula: "=B3", value: "=B3" },
    { typed: "''", format: "General", formula: "'", value: "'" },
    { typed: "007", format: "General", formula: 7, value: 7 },
    { typed: "true", format: "General", formula: true, value: true },
    { typed: "#N/A", format: "General", formula: "#N/A", value: "#N/A" },
    { typed: "", format: "General", formula: "", value: "" },
    { typed: "=B3", format: "@", formula: "=B3", value: "=B3" },
    { typed: "007", format: "@", formula: "007", value: "007" },
  ])("$typed typed into a cell of the format $format is $value", async ({ typed, format, formula, value }) => {
    const { run } = excel();
    await run(async (context) => {
      const range = cell(context) as Loaded & { numberFormat: string[][] };
      range.numberFormat = [[format]];
      range.formulas = [[typed]];
      range.load("values,formulas");
      await context.sync();
      expect([range.formulas, range.values]).toEqual([[[formula]], [[value]]]);
    });
  });

  test("a name that is added without = is a text", async () => {
    const { fake, run } = excel();
    await run((context) => Promise.resolve(void context.workbook.names.add("Foo", "Terms!$A$1")));
    expect(fake.book.names.at(-1)).toEqual({ name: "Foo", formula: '"Terms!$A$1"' });
  });
});
