import type { CellValue } from "../../cells/cell";
import { FIRST_ROW_COLUMNS, type MetricCard } from "../../cells/rateCard";
import { nameKey } from "../../cells/table";
import { METRIC_COLUMN } from "../../cells/usage";
import { usageCall } from "../../functions/usageFee";
import type { Area } from "../../sheet/area";
import { NativeRefusal, asRead, cellReference, gridOf, placesOf, readFigure, saysWord, type Argument, type Block } from "../parts/block";
import { WHOLE_LIMIT, type Line } from "../parts/proofSheet";
import { givenScale, type GivenScale } from "../parts/scale";

/** How many metrics a block has at most: each needs some fifty lines. */
const MOST_METRICS = 100;

/** How many prices its rate card has at most: their rows, and two lines for each that is used. */
const MOST_PRICES = 500;

/** From here on units are counted whole where they are given so: nobody types a hundredth of a token. */
const COUNTED_WHOLE = 1e9;

/** How long a text in a formula may be. */
const LONGEST_TEXT = 255;

/** A call of USAGEFEE as it stands: its cells, and the names, words and shapes that its formulas are written for. */
export type UsageCall = ReturnType<typeof readCall>;

export function readCall(usage: Area, rateCard: Area, resets: Argument, decimals: Argument) {
  const call = asRead(usageCall, { usage, rate_card: rateCard, resets, decimals });
  const { table: usageTable, periods } = call.used;
  const { cards, table: cardTable, start } = call.rateCard;
  if (usageTable === undefined || cardTable === undefined) throw new NativeRefusal("the columns of its tables are not clear");
  if (call.metrics.length > MOST_METRICS) throw new NativeRefusal(`it has ${call.metrics.length} metrics; plain formulas are written for ${MOST_METRICS} at most`);
  if (cardTable.length > MOST_PRICES) throw new NativeRefusal(`its rate card has ${cardTable.length} prices; plain formulas are written for ${MOST_PRICES} at most`);
  for (const table of [usageTable, cardTable]) for (let row = 0; row < table.length; row++) refuseUnsayable(table.value(row, "Metric"));

  const units = gridOf(usage).slice(usageTable.bodyOffset);
  const metrics = call.metrics.map(({ name, listed: card }, i) => {
    const cells = (columns: readonly string[]) => columns.flatMap((column) => Array.from({ length: card.rows }, (_, row) => cardTable.value(card.firstRow + row, column)));
    const [, ...counted] = units[i] ?? [];
    const unitPlaces = placesOf([...counted, ...cells(["Above", "From", "Included", "Use cap"])], counted.some((figure) => Math.abs(Number(figure)) >= COUNTED_WHOLE) ? 0 : 2);
    const leastPrice = Math.max(4, call.decimals === "exact" ? 0 : call.decimals - unitPlaces);
    return { name, card, unitPlaces, pricePlaces: placesOf(cells(["Price", "Overage price"]), leastPrice) };
  });
  // Of the cards all, those that nobody uses among them: the function reads them too.
  return { usage, usageTable, rateCard, cardTable, start, cards, metrics, periods: periods.count };
}

/** Formulas hold names as texts, and compare them as TRIM leaves them. */
function refuseUnsayable(name: CellValue): void {
  if (typeof name !== "string") return;
  if (/[^\S ]/.test(name)) throw new NativeRefusal(`the name ${JSON.stringify(name)} holds a line break, or a space that plain formulas do not take for one; type it again`);
  if (name.length > LONGEST_TEXT) throw new NativeRefusal(`the name of a metric has ${name.length} letters; a formula holds ${LONGEST_TEXT} at most`);
}

/** What a metric's card says, as given. A limit is undefined where the table has no such column. */
interface GivenCard {
  readonly scale: GivenScale;
  readonly included: string | undefined;
  readonly useCap: string | undefined;
  readonly overagePrice: string | undefined;
}

/** A metric that is used, on the proof sheet. */
export interface GivenMetric extends GivenCard {
  readonly name: string;
  /** The cell with its name, which heads the statement's lines. */
  readonly nameCell: string;
  readonly method: "marginal" | "cliff";
  readonly units: Line;
  /** Cells: how many whole units make one of what is counted, and how many price units a price of 1. */
  readonly unit: string;
  readonly priceUnit: string;
}

/** Writes what is given, metric by metric, and what of it the function would refuse. */
export function givenMetrics(block: Block, call: UsageCall): GivenMetric[] {
  const { proof } = block;
  const { usage, usageTable, rateCard, cardTable, cards, metrics } = call;
  block.cornerHeader(usage, usageTable.bodyOffset, METRIC_COLUMN);
  const names = metrics.map(({ name }, i) => {
    const source = cellReference(proof, usage, usageTable.bodyOffset + i, 0);
    const cell = block.read(`metric ${i + 1}: name`, "text", `IF(ISTEXT(${source}),TRIM(${source}),NA())`);
    block.requires(`metric ${i + 1} is called ${name}`, saysWord(cell, nameKey(name)));
    return cell;
  });
  const units = metrics.map(({ name }, i) => {
    const row = usage.top + usageTable.bodyOffset + i;
    return block.series(`${name}: units`, "as given", { ...usage, top: row, bottom: row, left: usage.left + 1 });
  });
  const all = proof.block(units[0] as Line, units.at(-1) as Line);
  block.requires("no units are beyond 1E+15", `MAX(MAX(${all}),-MIN(${all}))<=${WHOLE_LIMIT}`);
  block.emptyBelow("the usage", usage, usageTable.bodyOffset + usageTable.length);

  if (cardTable.bodyOffset === 1) block.headers(rateCard);
  const called = new Map(metrics.map(({ card, name }) => [card, name]));
  const given = new Map(cards.map((card) => [card, givenCard(block, call, card, called.get(card) ?? card.name)]));
  block.emptyBelow("the rate card", rateCard, cardTable.bodyOffset + cardTable.length);
  return metrics.map(({ name, card, unitPlaces, pricePlaces }, i) => ({
    ...(given.get(card) as GivenCard),
    name,
    nameCell: names[i] ?? "",
    method: card.card.method,
    units: units[i] as Line,
    unit: block.constant(`${name}: whole units in one`, 10 ** unitPlaces),
    priceUnit: block.constant(`${name}: price units in a price of 1`, 10 ** pricePlaces),
  }));
}

function givenCard(block: Block, call: UsageCall, card: MetricCard, name: string): GivenCard {
  const { proof } = block;
  const { rateCard, cardTable, start } = call;
  const { rows } = card;
  const cells = (column: string, from: number, to = from): Area => {
    const top = rateCard.top + cardTable.bodyOffset + card.firstRow;
    const left = rateCard.left + (cardTable.position(column) ?? 0);
    return { sheet: rateCard.sheet, top: top + from, bottom: top + to, left, right: left };
  };
  const cell = (column: string, row: number) => cellReference(proof, cells(column, row), 0, 0);

  const named = block.read(`${name}: in the rate card`, "text", `IF(${cell("Metric", 0)}="","",${cell("Metric", 0)})`);
  block.requires(`the rate card has ${name} where it had it`, saysWord(named, nameKey(name)));
  if (rows > 1) {
    const others = proof.reference(cells("Metric", 1, rows - 1));
    const areOthers = `(${others}<>0)*(TRIM(${others})<>"")*(1-(${saysWord(others, nameKey(name))}))`;
    block.requires(`${name}: its other rows name no other metric`, `SUMPRODUCT(${areOthers})=0`);
  }
  if (cardTable.has("Method")) keepsItsMethod(block, name, cell("Method", 0), cardTable.value(card.firstRow, "Method"));
  const limit = (column: string, unit: string) => (cardTable.has(column) ? block.figure(`${name}: ${column.toLowerCase()}`, unit, cells(column, 0), 0) : undefined);
  const [included, useCap, overagePrice] = [limit("Included", "units"), limit("Use cap", "units"), limit("Overage price", "per unit")];
  requireLimits(block, name, { included, useCap, overagePrice });
  const scale = givenScale(block, {
    words: { of: `${name}: `, rate: "price", base: "units", due: "fee", unit: "units × price units" },
    tiers: rows,
    heads: [start ?? "Above", "Price"],
    // The first tier starts at 0 anyhow.
    start: (tier) => (start === undefined ? "0" : readFigure(cell(start, tier), tier === 0 ? "0" : null)),
    rate: (tier) => readFigure(cell("Price", tier), null),
  });
  if (rows > 1) for (const column of FIRST_ROW_COLUMNS) if (cardTable.has(column)) block.unused(`${name}: ${column} stands in its first row alone`, cells(column, 1, rows - 1));
  return { scale, included, useCap, overagePrice };
}

/** A blank, for which some versions of Excel hand over 0, is the word flat. */
function keepsItsMethod(block: Block, name: string, source: string, value: CellValue): void {
  const word = typeof value === "string" && value !== "" ? value.trim().toLowerCase() : "flat";
  const cell = block.read(`${name}: method`, "word", `IF(${source}="","",${source})`);
  block.requires(`${name}: its method is ${word}`, word === "flat" ? `OR(${cell}="",${cell}=0,${saysWord(cell, word)})` : saysWord(cell, word));
}

/** 0 means: not used. */
function requireLimits(block: Block, name: string, { included, useCap, overagePrice }: Pick<GivenCard, "included" | "useCap" | "overagePrice">): void {
  const requires = (label: string, formula: string) => block.requires(`${name}: ${label}`, formula);
  const limits = [included, useCap, overagePrice].filter((cell) => cell !== undefined).join(",");
  if (limits !== "") requires("what is included, capped and charged above the cap is from 0 to 1E+15", `AND(MIN(${limits})>=0,MAX(${limits})<=${WHOLE_LIMIT})`);
  if (included !== undefined && useCap !== undefined) requires("no more is included than the use cap", `OR(${useCap}=0,${included}<=${useCap})`);
  if (overagePrice !== undefined) requires("an overage price has a use cap", useCap === undefined ? `${overagePrice}=0` : `OR(${overagePrice}=0,${useCap}>0)`);
}
