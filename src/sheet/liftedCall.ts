import { calculateFormulas } from "@cj-tech-master/excelts/formula";
import { BLANK, KIND, TRUE, engineArray, engineError, rowsOf, scalarOf, type EngineScalar, type EngineValue } from "./engineValue";
import { PassSheet } from "./passSheet";

/** More answers than that are no longer a formula's argument but a mistake. */
const MOST_ANSWERS = 1_000_000;

/**
 * The answers of a library's function for each place of the arrays that it takes one by one; the other arguments it gets whole.
 * The library's functions cannot be called from here, so they are calculated in a workbook of their own, a cell for each answer.
 */
export function eachAnswer(name: string, kinds: string, args: readonly EngineValue[]): EngineValue {
  const grids = args.map((value, index) => (kinds[index] === "V" ? rowsOf(value) : undefined));
  const height = Math.max(1, ...grids.map((grid) => grid?.length ?? 1));
  const width = Math.max(1, ...grids.map((grid) => grid?.[0]?.length ?? 1));
  if (height * width > MOST_ANSWERS) return engineError("#VALUE!", `${name} is given more than ${MOST_ANSWERS} values.`);
  const answers: EngineScalar[] = [];
  const given = (index: number, place: number): EngineValue => {
    const grid = grids[index];
    if (grid === undefined) return args[index] ?? BLANK;
    const line = grid[grid.length === 1 ? 0 : Math.floor(place / width)];
    return line?.[line.length === 1 ? 0 : place % width] ?? engineError("#N/A");
  };
  const number = (value: unknown) => {
    const scalar = scalarOf(value as EngineValue);
    return scalar.kind === KIND.number ? scalar.value : 0;
  };
  const sheet = new PassSheet(1, "Sheet");
  const formula = `_OUT(ROW(),${name}(${args.map((_, index) => `_IN(${index},ROW())`).join(",")}))`;
  for (let place = 0; place < height * width; place++) sheet.add(place + 1, 1, null, formula);
  calculateFormulas({
    worksheets: [sheet],
    getWorksheet: () => undefined,
    userFunctions: new Map([
      ["_IN", { minArity: 2, maxArity: 2, invoke: ([index, row]: unknown[]) => given(number(index), number(row) - 1) }],
      ["_OUT", { minArity: 2, maxArity: 2, invoke: ([row, value]: unknown[]) => ((answers[number(row) - 1] = scalarOf(value as EngineValue)), TRUE) }],
    ]),
  });
  const only = answers[0];
  if (height === 1 && width === 1 && only !== undefined) return only;
  return engineArray(Array.from({ length: height }, (_, row) => Array.from({ length: width }, (_unused, column) => answers[row * width + column] ?? engineError("#VALUE!"))));
}
