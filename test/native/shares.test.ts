import { openXlsx } from "../../src/file/xlsx";
import { Block } from "../../src/native/parts/block";
import { ProofSheet, type Line } from "../../src/native/parts/proofSheet";
import { quotients, sharedOut, type Quotient } from "../../src/native/parts/shares";
import { Workbook, type Sheet } from "../../src/sheet/workbook";
import { Random } from "../reference/random";
import { recalculatedByLibreOffice, testWithLibreOffice } from "../support/libreOffice";
import { workbookBytes } from "../support/workbookBytes";

interface Product {
  readonly amount: number;
  readonly weight: number;
  readonly whole: number;
}

const PERIODS = 100;

/** The same formulas over many figures: a figure for each period. */
function calculated(write: (block: Block, figures: (label: string, values: readonly number[]) => Line) => void): Sheet {
  const workbook = new Workbook();
  const proof = new ProofSheet(workbook.addSheet("Proof"));
  const block = new Block(proof, "", PERIODS);
  write(block, (label, values) => ({ row: proof.cells(label, "", [{}, ...values.map((value) => ({ value }))]), periods: PERIODS }));
  proof.finish();
  const [bytes] = recalculatedByLibreOffice([workbookBytes(workbook)]);
  const sheet = bytes === undefined ? undefined : openXlsx(bytes, []).workbook.sheet("Proof");
  if (sheet === undefined) throw new Error("LibreOffice gave nothing");
  return sheet;
}

function figureIn(sheet: Sheet, { row }: Line, period: number): number {
  const value = sheet.cell(row, 4 + period)?.value;
  if (typeof value !== "number") throw new Error(`no figure in row ${row}: ${JSON.stringify(value)}`);
  return value;
}

/** Whole numbers whose quotient is whole, or misses that by one part in all of their digits. */
function nearWhole(random: Random, digits: number): Product {
  const whole = Number(random.digits(random.int(1, digits)));
  const weight = random.int(1, whole);
  const amount = Math.min(whole * 3, Number(random.digits(random.int(1, digits))));
  // amount × weight is brought to a multiple of the whole, or to one less.
  const inverse = inverseOf(BigInt(weight), BigInt(whole));
  const off = random.pick([0n, 1n]);
  return inverse === undefined ? { amount, weight, whole } : { amount: Number((inverse * (BigInt(whole) - off)) % BigInt(whole)), weight, whole };
}

function inverseOf(a: bigint, modulus: bigint): bigint | undefined {
  let [r, next, s, following] = [a % modulus, modulus, 1n, 0n];
  while (next !== 0n) {
    const q = r / next;
    [r, next, s, following] = [next, r - q * next, following, s - q * following];
  }
  return r === 1n ? ((s % modulus) + modulus) % modulus : undefined;
}

function wrongQuotients(sheet: Sheet, written: readonly { products: readonly Product[]; quotient: Quotient }[]): string[] {
  return written.flatMap(({ products, quotient: { cut, rest } }) =>
    products.flatMap(({ amount, weight, whole }, period) => {
      const product = BigInt(amount) * BigInt(weight);
      const expected = [product / BigInt(whole), product % BigInt(whole)].map(Number);
      const given = [figureIn(sheet, cut, period), figureIn(sheet, rest, period)];
      return expected.join() === given.join() ? [] : [`${amount} × ${weight} ÷ ${whole}: expected ${expected.join(" rest ")}, got ${given.join(" rest ")}`];
    }),
  );
}

testWithLibreOffice("a product is divided to the last unit: at once up to 1E+14, in two steps up to 1E+18, in halves with numbers up to 1E+15", () => {
  const random = new Random(15);
  const drawn = (digits: number): Product => {
    const whole = random.pick([1e15, 999_999_999_999_999, Number(random.digits(random.int(1, digits)))].filter((one) => digits === 15 || String(one).length <= digits));
    const weight = random.pick([whole, Math.max(1, whole - 1), random.int(1, Math.min(whole, 9e14)), Math.ceil(whole / 3)]);
    return { amount: random.pick([Number(random.digits(random.int(1, digits))), whole, Math.max(1, whole - 1)]), weight, whole };
  };
  const fits = (products: readonly Product[], most: number) => products.filter(({ amount, weight, whole }) => amount * weight < most && (amount / whole) * weight < 1e15);
  const many = (make: () => Product, most: number) => fits(Array.from({ length: 20 * PERIODS }, make), most);
  const inHalves = [...many(() => drawn(15), Infinity), ...many(() => nearWhole(random, 15), Infinity)];
  const inSteps = [...many(() => drawn(9), 1e18), ...many(() => nearWhole(random, 9), 1e18)];
  const atOnce = [...many(() => drawn(7), 1e14), ...many(() => nearWhole(random, 7), 1e14)];
  const written: { products: readonly Product[]; quotient: Quotient }[] = [];
  const sheet = calculated((block, figures) => {
    for (const [products, division] of [[inHalves, "in halves"], [inSteps, "in two steps"], [atOnce, "at once"]] as const) {
      for (let from = 0; from + PERIODS <= products.length; from += PERIODS) {
        const some = products.slice(from, from + PERIODS);
        const [amount, weight, whole] = (["amount", "weight", "whole"] as const).map((name) => figures(name, some.map((one) => one[name]))) as [Line, Line, Line];
        const [quotient] = quotients(block, amount, [{ label: "product", weight }], whole, division) as [Quotient];
        written.push({ products: some, quotient });
      }
    }
  });
  expect(written.length).toBeGreaterThan(90);
  expect(wrongQuotients(sheet, written).slice(0, 5)).toEqual([]);
});

testWithLibreOffice("units left over go to the largest remainders, equal ones in list order; without a total the sum is rounded", () => {
  const random = new Random(16);
  const cases = Array.from({ length: PERIODS }, () => {
    const whole = random.pick([2, 3, 7, 10, 999_999_999_999_999, 1e15]);
    const parts = Array.from({ length: 5 }, () => ({ cut: random.int(0, 50), rest: random.pick([0, Math.floor(whole / 2), Math.ceil(whole / 2), whole - 1, random.int(0, Math.min(whole - 1, 1e14))]) }));
    return { whole, parts, left: random.pick([1000, parts.reduce((sum, { cut }) => sum + cut, 0)]) };
  });
  let paid: Line[] = [];
  const sheet = calculated((block, figures) => {
    const parts = [0, 1, 2, 3, 4].map((i) => figures("cut", cases.map((one) => one.parts[i]?.cut ?? 0))).map((cut) => ({ cut }));
    const rests = [0, 1, 2, 3, 4].map((i) => figures("rest", cases.map((one) => one.parts[i]?.rest ?? 0)));
    const whole = figures("whole", cases.map((one) => one.whole));
    const left = figures("left", cases.map((one) => one.left));
    paid = sharedOut(block, ["a", "b", "c", "d", "e"], parts.map(({ cut }, i) => ({ cut, rest: rests[i] as Line })), whole, left);
  });
  const wrong = cases.flatMap(({ whole, parts, left }, period) => {
    const cuts = parts.reduce((sum, { cut }) => sum + BigInt(cut), 0n);
    const rests = parts.reduce((sum, { rest }) => sum + BigInt(rest), 0n);
    const rounded = cuts + (2n * rests + BigInt(whole)) / (2n * BigInt(whole));
    const over = Number((rounded < BigInt(left) ? rounded : BigInt(left)) - cuts);
    const places = parts.map(({ rest }, i) => parts.filter((other, k) => other.rest > rest || (other.rest === rest && k < i)).length);
    const expected = parts.map(({ cut }, i) => cut + ((places[i] ?? 0) < over ? 1 : 0));
    const given = paid.map((line) => figureIn(sheet, line, period));
    return expected.join() === given.join() ? [] : [`${JSON.stringify({ whole, parts, left })}: expected ${expected.join()}, got ${given.join()}`];
  });
  expect(wrong.slice(0, 5)).toEqual([]);
});
