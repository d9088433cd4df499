import { isError, type CellValue, type Grid } from "../../src/cells/cell";
import { Decimal } from "../../src/engine/decimal";
import { Refusal } from "../../src/engine/refusal";
import { openXlsx, savedXlsx } from "../../src/file/xlsx";
import { catalogue } from "../../src/functions/catalogue";
import { shareCopy } from "../../src/handover/shareCopy";
import { ShareRefusal } from "../../src/handover/shareRefusal";
import { fixedAddress } from "../../src/native/parts/proofSheet";
import { recalculate } from "../../src/sheet/recalculation";
import { Workbook } from "../../src/sheet/workbook";
import { FAMILIES } from "../reference/families";
import { Random } from "../reference/random";
import { recalculatedByLibreOffice, testWithLibreOffice } from "../support/libreOffice";
import { NAMES, fileOf } from "./files";

/** SHARED_BOOKS=200 looks at more; SHARED_TOGETHER=8 with fewer deals in each. */
const BOOKS = Number(process.env["SHARED_BOOKS"] ?? 6);
const SEED = Number(process.env["SHARED_SEED"] ?? 20261130);
/** So many deals stand in one workbook at most. */
const TOGETHER = Number(process.env["SHARED_TOGETHER"] ?? 24);
/** So many workbooks LibreOffice is given at once. */
const AT_ONCE = 100;

interface Deal {
  readonly name: string;
  readonly args: readonly (Grid | null)[];
  /** The same with other amounts. */
  readonly changed: readonly (Grid | null)[];
}

/** From 1 to so many powers of ten, with cents, a few more decimals, or a fraction that no decimal ends. */
function largeAmount(random: Random, most: number): number {
  const size = 10 ** (random.next() * most);
  return random.pick([(x: number) => Math.round(x), (x: number) => Number(x.toFixed(2)), (x: number) => Number(x.toFixed(4)), (x: number) => x / 3])(size);
}

function withAmounts(random: Random, args: readonly (Grid | null)[], at: number, most: number): (Grid | null)[] {
  return args.map((grid, i) => (i !== at || grid === null ? grid : grid.map((row) => row.map((value) => (typeof value === "number" && Math.abs(value) >= 10 ? Math.sign(value) * largeAmount(random, most) : value)))));
}

function answerOf(name: string, args: readonly (Grid | null)[]): Grid | undefined {
  const entry = catalogue.find((one) => one.name === name);
  try {
    const answer = entry?.run(...entry.parameters.map((_, i) => args[i] ?? null)) ?? null;
    return Array.isArray(answer) ? (answer as Grid) : [[answer as CellValue]];
  } catch (refusal) {
    if (refusal instanceof Refusal) return undefined;
    throw refusal;
  }
}

const cellCount = (args: readonly (Grid | null)[]) => args.reduce((sum, grid) => sum + (grid?.flat().length ?? 0), 0);

/** The deals of each workbook: some of the functions, and amounts up to a size of its own. */
function drawnBooks(): Deal[][] {
  const random = new Random(SEED);
  const plans = random.list(BOOKS, (i) => {
    // All functions in the first one, and amounts of any size.
    const mix = i === 0 ? FAMILIES : random.shuffled(FAMILIES).slice(0, random.int(1, FAMILIES.length));
    return { most: i === 0 ? 14 : random.int(2, 14), functions: random.list(i === 0 ? Math.max(TOGETHER, FAMILIES.length) : random.int(1, TOGETHER), (k) => (k < mix.length ? (mix[k] ?? random.pick(mix)) : random.pick(mix))) };
  });
  const waiting = new Map(FAMILIES.map((one) => {
    const wanted = plans.reduce((sum, { functions }) => sum + functions.filter((other) => other === one).length, 0);
    return [one, one.cases(wanted * 12, SEED).filter(({ args }) => cellCount(args) <= 60).values()];
  }));
  return plans.map(({ most, functions }) => functions.flatMap((one) => {
    for (const { args } of { [Symbol.iterator]: () => ({ next: () => waiting.get(one)?.next() ?? { done: true as const, value: undefined } }) }) {
      const large = withAmounts(random, args, one.amounts, most);
      const deal = { name: one.name, args: large, changed: withAmounts(random, large, one.amounts, most) };
      if (answerOf(deal.name, deal.args) !== undefined && answerOf(deal.name, deal.changed) !== undefined) return [deal];
    }
    return [];
  }));
}

/** A workbook of deals: the arguments of each below each other on Inputs, its call on Deals, a few rows below the answer of the one before. */
function workbookOf(deals: readonly Deal[]) {
  const book = new Workbook();
  const [inputs, sheet] = [book.addSheet("Inputs"), book.addSheet("Deals")];
  let [top, row] = [1, 1];
  const placed = deals.map((deal) => {
    const areas = deal.args.map((grid) => {
      if (grid === null) return null;
      const area = { top, left: 1, bottom: top + grid.length - 1, right: grid[0]?.length ?? 1 };
      grid.forEach((line, r) => line.forEach((value, c) => value !== null && inputs.setCell(top + r, 1 + c, { value })));
      top = area.bottom + 2;
      return area;
    });
    const text = `${deal.name}(${areas.map((area) => (area === null ? "" : `Inputs!${fixedAddress(area)}`)).join(",")})`;
    const at = row;
    sheet.setCell(at, 1, { value: null, formula: { text, kind: "dynamic" } });
    const answer = answerOf(deal.name, deal.args) ?? [];
    row += answer.length + 2;
    return { ...deal, areas, text, row: at, rows: answer.length, columns: answer[0]?.length ?? 0 };
  });
  return { book, placed };
}

type Placed = ReturnType<typeof workbookOf>["placed"];

function typed(bytes: Uint8Array, placed: Placed, names: readonly string[]): Uint8Array {
  const file = openXlsx(bytes, names);
  for (const { changed, areas } of placed) {
    changed.forEach((grid, i) => grid?.forEach((line, r) => line.forEach((value, c) => value !== null && file.workbook.sheet("Inputs")?.setCell((areas[i]?.top ?? 1) + r, 1 + c, { value }))));
  }
  return savedXlsx(file);
}

/** Shares the workbook; deals that are refused are told with the reason, and the rest is shared. */
function sharedDeals(deals: readonly Deal[]): { readonly original: Uint8Array; readonly copy: Uint8Array; readonly placed: Placed; readonly refused: string[] } {
  const { book, placed } = workbookOf(deals);
  const original = fileOf(book);
  try {
    return { original, copy: shareCopy(original, catalogue, { mode: "native" }).bytes, placed, refused: [] };
  } catch (refusal) {
    if (!(refusal instanceof ShareRefusal)) throw refusal;
    const problemOf = ({ row, rows }: Placed[number]) => refusal.problems.find((problem) => {
      const digits = Number(/^Deals![A-Z]+(\d+)/.exec(problem)?.[1] ?? 0);
      return digits >= row && digits < row + rows;
    });
    const away = placed.flatMap((one) => {
      const problem = problemOf(one);
      return problem === undefined ? [] : [{ one, problem }];
    });
    if (away.length === 0) throw refusal;
    // Refused with its reason: what the copy itself says is beyond its limits, and too far; what its formulas cannot count; what LibreOffice reads otherwise than Excel.
    const told = away.filter(({ problem }) => !/beyond the limits of plain formulas|leaves so little of 1|a window is named TRUE or FALSE/.test(problem)).map(({ one, problem }) => `${problem} ${one.text} ${JSON.stringify(one.args)}`);
    const rest = sharedDeals(placed.filter((placedOne) => !away.some(({ one }) => one === placedOne)));
    return { ...rest, refused: [...told, ...rest.refused] };
  }
}

/** To the last of 15 digits, which is what LibreOffice stores, or to 12 where nothing rounds. */
function agrees(ours: CellValue, theirs: CellValue): boolean {
  if (typeof ours === "number" && typeof theirs === "number") return new Decimal(ours).toSignificantDigits(15).equals(theirs) || new Decimal(ours).minus(theirs).abs().lessThanOrEqualTo(new Decimal(ours).abs().times("1e-12"));
  return isError(ours) ? isError(theirs) : (ours ?? "") === (theirs ?? "");
}

testWithLibreOffice("copies of drawn deals with amounts up to 1E+14 and fractions: what they claim is what the functions answer, on opening and with other amounts", () => {
  const drawn = drawnBooks();
  expect(new Set(drawn.flat().map(({ name }) => name)).size).toBe(FAMILIES.length);
  const books = drawn.map(sharedDeals);
  const copies = books.flatMap(({ copy, placed }) => [copy, typed(copy, placed, [])]);
  const theirs = Array.from({ length: Math.ceil(copies.length / AT_ONCE) }, (_, i) => recalculatedByLibreOffice(copies.slice(i * AT_ONCE, (i + 1) * AT_ONCE))).flat();
  const wrong: string[] = [];
  let claimed = 0;
  books.forEach(({ original, placed }, b) => {
    [original, typed(original, placed, NAMES)].forEach((bytes, which) => {
      const ours = openXlsx(bytes, NAMES).workbook;
      recalculate(ours, catalogue);
      const copy = openXlsx(theirs[2 * b + which] as Uint8Array, []).workbook;
      const master = copy.sheet("Check")?.cell(4, 2)?.value;
      if (master !== 0) wrong.push(`master check ${JSON.stringify(master)} ${which === 0 ? "on opening" : "with other amounts"}`);
      placed.forEach((one, i) => {
        if (copy.sheet("Check")?.cell(8 + i, 7)?.value !== "yes") return;
        claimed++;
        for (let r = 0; r < one.rows; r++) {
          for (let c = 0; c < one.columns; c++) {
            const [mine, native] = [ours, copy].map((book) => book.sheet("Deals")?.cell(one.row + r, 1 + c)?.value ?? null) as [CellValue, CellValue];
            if (!agrees(mine, native)) wrong.push(`${one.text} [${r + 1},${c + 1}] is ${JSON.stringify(mine)}, in the copy ${JSON.stringify(native)}: ${JSON.stringify(which === 0 ? one.args : one.changed)}`);
          }
        }
      });
    });
  });
  const deals = books.reduce((sum, { placed }) => sum + placed.length, 0);
  if (process.env["SHARED_BOOKS"] !== undefined) console.log(`${books.length} workbooks, ${drawn.flat().length} deals, ${deals} shared, ${claimed} of ${2 * deals} within their limits, ${wrong.length} of them otherwise`);
  expect([...books.flatMap(({ refused }) => refused), ...wrong]).toEqual([]);
  expect(claimed).toBeGreaterThan(deals / 4);
});
