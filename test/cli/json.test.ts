import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { made } from "../file/handmade";
import { deal } from "../support/deal";

const BOOK = "samples/tier-reading.xlsx";
const CALL = "=DEAL.TIEREDROYALTY({375000,375000},{0,0.05;100000,0.12;500000,0.18})";
let folder = "";
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "deal-"))));
afterAll(() => rmSync(folder, { recursive: true }));

describe("every command prints JSON, as its help says", () => {
  const CALLS: Record<string, { args: readonly string[]; code: number; why: string }[]> = {
    eval: [
      { args: ["=1+1"], code: 0, why: "an answer" },
      { args: ["=DEAL.PRORATA(1,{0;0})"], code: 1, why: "a refusal" },
    ],
    read: [
      { args: [BOOK], code: 0, why: "a deal" },
      { args: ["EMPTY"], code: 1, why: "none" },
    ],
    model: [
      { args: ["templates/hybrid-fee-and-royalty.xlsx", "-o", "OUT", "--force"], code: 0, why: "a model" },
      { args: [BOOK, "-o", "NEVER"], code: 1, why: "none, for the deal stands in formulas already" },
    ],
    readings: [
      { args: [CALL], code: 0, why: "several readings" },
      { args: ["=1+1"], code: 1, why: "no call" },
    ],
    recalc: [
      { args: [BOOK], code: 0, why: "figures" },
      { args: [BOOK, "-o", "OUT"], code: 0, why: "into a file" },
      { args: ["CUBE", "-o", "NEVER"], code: 1, why: "what is not calculated here" },
    ],
    sentence: [
      { args: ["templates/hybrid-fee-and-royalty.xlsx"], code: 0, why: "a deal" },
      { args: ["EMPTY"], code: 1, why: "none" },
    ],
    share: [
      { args: [BOOK, "-o", "OUT"], code: 0, why: "a copy" },
      { args: [BOOK, "-o", "NEVER", "--sheets", "Readings"], code: 1, why: "no copy" },
    ],
    show: [
      { args: [BOOK], code: 0, why: "sheets" },
      { args: ["CUBE"], code: 1, why: "a refused cell" },
    ],
    functions: [{ args: [], code: 0, why: "all" }],
    help: [
      { args: [], code: 0, why: "the commands" },
      { args: ["eval"], code: 0, why: "a command" },
      { args: ["prorata"], code: 0, why: "a function" },
    ],
  };
  const placed = (args: readonly string[]) => {
    const paths: Record<string, string> = { EMPTY: join(folder, "empty.xlsx"), CUBE: join(folder, "cube.xlsx"), OUT: join(folder, "out.xlsx"), NEVER: join(folder, "never.xlsx") };
    return args.map((arg) => paths[arg] ?? arg);
  };
  beforeAll(() => {
    writeFileSync(join(folder, "empty.xlsx"), made({ sheet: '<row r="1"><c r="A1"><v>1</v></c></row>' }));
    writeFileSync(join(folder, "cube.xlsx"), made({ sheet: '<row r="1"><c r="A1"><f>CUBEVALUE("x","y")</f><v>731</v></c></row>' }));
  });

  /** What stands in a command's help as `"key":`. */
  const keysSaid = new Map<string, readonly string[]>();
  const said = (command: string) => {
    const keys = keysSaid.get(command) ?? [...deal(["help", command]).out.matchAll(/"(\w+)":/g)].map(([, key = ""]) => key);
    keysSaid.set(command, keys);
    return keys;
  };

  test("no command is left out here", () => {
    const { commands } = JSON.parse(deal(["help", "--json"]).out) as { commands: { command: string; does: string }[] };
    expect(commands.map(({ command }) => command).sort()).toEqual(Object.keys(CALLS).sort());
  });

  test.each(Object.entries(CALLS).flatMap(([command, calls]) => calls.map((call) => ({ command, ...call }))))("deal $command --json $args ($why)", ({ command, args, code }) => {
    rmSync(join(folder, "out.xlsx"), { force: true });
    const ran = deal([command, ...placed(args), "--json"]);
    expect(ran.code).toBe(code);
    expect(ran.out).toMatch(/^\{.*\}\n$/);
    expect(Object.keys(JSON.parse(ran.out) as object).filter((key) => !said(command).includes(key))).toEqual([]);
    expect(existsSync(join(folder, "never.xlsx"))).toBe(false);
  });
});

const parsed = (...args: string[]) => JSON.parse(deal([...args, "--json"]).out) as unknown;

test("eval answers one formula, with --json before it or behind it", () => {
  expect(parsed("eval", "=1+1")).toEqual({ formula: "=1+1", value: [[2]] });
  expect(deal(["eval", "--json", "=1/3", "=2"]).code).toBe(2);
});

test("show gives each cell with its value and with what it displays", () => {
  const { sheets, refused } = parsed("show", BOOK, "--sheet", "Readings") as { sheets: { name: string; cells: { cell: string }[] }[]; refused: unknown[] };
  expect({ names: sheets.map(({ name }) => name), refused }).toEqual({ names: ["Readings"], refused: [] });
  const cells = new Map(sheets[0]?.cells.map((cell) => [cell.cell, cell]));
  expect(cells.get("Readings!B9")).toEqual({ cell: "Readings!B9", value: "marginal", shown: "marginal" });
  expect(cells.get("Readings!F9")).toEqual({ cell: "Readings!F9", formula: expect.stringMatching(/^=/) as string, value: 98_000, shown: "98,000.00" });
  expect(cells.has("Readings!A3")).toBe(false);
});

test("show and recalc name what is refused alike", () => {
  const refused = [{ cell: "Sheet1!A1", error: "#NAME?", message: expect.stringContaining("CUBEVALUE") as string, unsupported: true }];
  expect(parsed("show", join(folder, "cube.xlsx"))).toMatchObject({ refused });
  expect(parsed("recalc", join(folder, "cube.xlsx"))).toMatchObject({ written: null, refused });
  expect(parsed("recalc", join(folder, "cube.xlsx"), "-o", join(folder, "never.xlsx"))).toMatchObject({ written: null, refused });
});

test("share says what is written, its figures, and what was left out", () => {
  const output = join(folder, "copy.xlsx");
  const { figures, ...rest } = parsed("share", BOOK, "-o", output) as { figures: unknown[] };
  expect(rest).toEqual({ written: output, beyond: [], outdated: [], leftOut: ["author, company and dates of the file (document properties)"], unseen: [], mentions: [] });
  expect(figures).toHaveLength(10);
  expect(figures[0]).toEqual({ cell: "Readings!D5", call: "TIEREDROYALTY(Revenue,Tiers,$B5,$C5,,2)" });
});

test("share gives every reason why nothing is written; standard error gives the first", () => {
  const { out, err } = deal(["share", BOOK, "-o", join(folder, "never.xlsx"), "--sheets", "Readings", "--json"]);
  const { written, refused } = JSON.parse(out) as { written: unknown; refused: string[] };
  expect(written).toBeNull();
  expect(refused.length).toBeGreaterThan(20);
  expect(err.trim().split("\n").slice(1)).toEqual([...refused.slice(0, 20), `and ${refused.length - 20} more`].map((line) => `  ${line}`));
});

test("functions gives of each what help gives of it", () => {
  const { functions } = parsed("functions") as { functions: { name: string }[] };
  expect(functions.length).toBeGreaterThan(15);
  for (const name of ["DEAL.PRORATA", "DEAL.WATERFALL.PAYEES"]) expect(functions.find((one) => one.name === name)).toEqual(parsed("help", name));
  expect(parsed("help", "version")).toEqual({
    name: "DEAL.VERSION",
    signature: "DEAL.VERSION()",
    description: "The semantics version: which edition of the rules the figures in this workbook follow.",
    parameters: [],
    returns: "The number of the version.",
    remarks: expect.stringContaining("CHANGELOG.md") as string,
    examples: [{ formula: "=DEAL.VERSION()", answer: "2" }],
  });
});
