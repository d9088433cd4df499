import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { FileRefusal } from "../../src/file/fileRefusal";
import { openXlsx } from "../../src/file/xlsx";
import { catalogue } from "../../src/functions/catalogue";
import type { Deal, Role } from "../../src/deal/deal";
import { modelAnew } from "../../src/deal/modelAnew";
import { notWritten } from "../../src/deal/modelWriting";
import { readDeal } from "../../src/deal/readDeal";
import { shareCopy } from "../../src/handover/shareCopy";
import { ROOT } from "../support/deal";
import { sheetsInLibreOffice, testWithLibreOffice } from "../support/libreOffice";
import { workbookBytes } from "../support/workbookBytes";
import { answered, checkOf, figures, figuresOn, opened, written } from "./models";
import { NAME_SETS, STRANGERS_SETS, setWorkbook } from "./nameSets";

/** So many deals are drawn of each workbook: `DRAWN_DEALS=12` are more than five hundred. */
const OF_EACH = Number(process.env["DRAWN_DEALS"] ?? 1);
const SEED = Number(process.env["DRAWN_SEED"] ?? 20261201);
/** The other side opens so many of them. */
const SHARED = 50;

const NAMES = catalogue.map(({ name }) => name);

/** Terms whose amounts are drawn: any amount makes a deal. */
const AMOUNTS: ReadonlySet<Role> = new Set<Role>(["base", "fee", "advance", "guarantee", "usage", "earned by account"]);

function* randoms(seed: number): Generator<number, never> {
  for (let state = seed >>> 0; ; ) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

/** The amounts of a deal between a fifth and twice what they are, to the cent. */
function drawn(bytes: Uint8Array, { terms }: Deal, random: Generator<number, never>): Uint8Array {
  const { workbook } = openXlsx(bytes, NAMES);
  for (const { role, source } of terms) {
    if (!AMOUNTS.has(role)) continue;
    const { sheet: name, top, left, bottom, right } = source.at;
    const sheet = workbook.sheet(name);
    for (let row = top; row <= bottom; row++) {
      for (let column = left; column <= right; column++) {
        const cell = sheet?.cell(row, column);
        if (cell === undefined || cell.formula !== undefined || typeof cell.value !== "number") continue;
        sheet?.setCell(row, column, { ...cell, value: Math.round(cell.value * (0.2 + 1.8 * random.next().value) * 100) / 100 });
      }
    }
  }
  return workbookBytes(workbook);
}

const WORKBOOKS = [
  ...[...NAME_SETS, ...STRANGERS_SETS].map((set) => ({ id: set.id, bytes: workbookBytes(setWorkbook(set)) })),
  ...readdirSync(join(ROOT, "templates")).map((file) => ({ id: file, bytes: new Uint8Array(readFileSync(join(ROOT, "templates", file))) })),
];

const random = randoms(SEED);
const DEALS = WORKBOOKS.flatMap(({ id, bytes }) => {
  const workbook = opened(bytes);
  const { deal } = answered(workbook);
  if (deal === undefined || notWritten(deal) !== undefined || workbook.sheet("Deal") !== undefined) return [];
  return Array.from({ length: OF_EACH }, (_, i) => ({ id: `${id} ${i + 1}`, bytes: drawn(bytes, deal, random) })).flatMap((one) => {
    const its = answered(opened(one.bytes));
    return its.deal === undefined || notWritten(its.deal) !== undefined ? [] : [{ ...one, ...its, deal: its.deal }];
  });
});

test("many are drawn", () => expect(DEALS.length).toBeGreaterThan(55 * OF_EACH));

test.each(DEALS)("$id: the model that is written checks, shows the preview's figures, pays the same, and would be written anew as it is", async (one) => {
  const { workbook, sheet } = await written(one.bytes, one.deal, one.answers);
  expect(checkOf(workbook)).toBe(0);
  expect(figuresOn(workbook, sheet, one.deal)).toEqual(figures(one.deal));
  expect(readDeal(workbook, new Map())[0]?.total).toBe(one.deal.total);
  expect(modelAnew(workbook, new Map())).toMatchObject({ isSame: true });
});

testWithLibreOffice("the other side sees the same figures: share copies of models in LibreOffice", async () => {
  const models = await Promise.all(DEALS.filter((_, i) => i % OF_EACH === 0).slice(0, SHARED).map(async (one) => ({ ...one, ...(await written(one.bytes, one.deal, one.answers)) })));
  const shared = models.flatMap((model) => {
    try {
      return [{ ...model, copy: shareCopy(model.bytes, catalogue, { mode: "native", withHidden: false }).bytes }];
    } catch (refusal) {
      if (refusal instanceof FileRefusal) return [];
      throw refusal;
    }
  });
  const copies = sheetsInLibreOffice(shared.map(({ copy }) => copy));
  expect(shared.length).toBeGreaterThan(39);
  shared.forEach(({ id, deal, sheet, workbook }, i) => {
    const shown = copies[i]?.get(sheet) ?? [];
    const ours = workbook.sheet(sheet);
    // LibreOffice gives a double to 15 digits, and rounds a tie of the sixteenth its own way.
    const digits = (value: unknown) => (typeof value === "number" ? Number(value.toPrecision(14)) : value);
    const rows = [...(ours?.rows.keys() ?? [])].filter((row) => row > 6 && typeof ours?.cell(row, 5)?.value === "number");
    expect(rows.length).toBeGreaterThan(0);
    expect([id, shown[2]?.[3], ...rows.map((row) => deal.periods.map((_, t) => digits(shown[row - 1]?.[4 + t])))]).toEqual([id, 0, ...rows.map((row) => deal.periods.map((_, t) => digits(ours?.cell(row, 5 + t)?.value ?? null)))]);
  });
});
