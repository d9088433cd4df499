import { catalogue } from "../functions/catalogue";
import type { CatalogueExample, CatalogueParameter } from "../functions/catalogueEntry";
import texts from "../functions/generated/manual.json";
import { evaluations } from "../sheet/evaluation";
import { Workbook } from "../sheet/workbook";
import { markdownLines } from "./markdown";
import { alignedLines, indented, valueText, wrapped } from "./text";

/** All that is known of a function, as `--json` prints it. */
export interface ManualEntry {
  readonly name: string;
  /** `DEAL.TIEREDROYALTY(base, tiers, [method], …)`. */
  readonly signature: string;
  readonly description: string;
  readonly parameters: readonly CatalogueParameter[];
  readonly returns: string;
  /** Markdown. */
  readonly remarks: string;
  /** Of a refusal the answer begins with #. */
  readonly examples: readonly CatalogueExample[];
}

/** The manual, an entry for each function. */
export const MANUAL: readonly ManualEntry[] = catalogue.map(({ name, description, parameters, returns }) => ({
  name,
  signature: `${name}(${parameters.map((parameter) => (parameter.optional ? `[${parameter.name}]` : parameter.name)).join(", ")})`,
  ...{ description, parameters, returns },
  ...texts[name as keyof typeof texts],
}));

/** Wider lines are hard to read. */
const WIDEST = 100;

/** An entry as lines for a terminal. */
export function manualPage({ signature, description, parameters, returns, remarks, examples }: ManualEntry): string[] {
  const width = Math.min(process.stdout.columns || WIDEST, WIDEST);
  const refusals = examples.filter(({ answer }) => answer.startsWith("#"));
  return [
    ...wrapped(signature, width),
    "",
    ...wrapped(description, width),
    ...section("Arguments", parameters.flatMap((parameter) => argumentLines(parameter, width - 2))),
    ...section("Answer", wrapped(returns, width - 2)),
    ...(remarks === "" ? [] : ["", ...markdownLines(remarks, width)]),
    ...section("Examples", exampleLines(examples.filter((example) => !refusals.includes(example)))),
    ...section("Refusals", exampleLines(refusals)),
  ];
}

function section(heading: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", heading, ...indented(lines)];
}

function argumentLines({ name, description, optional }: CatalogueParameter, width: number): string[] {
  return [optional ? `${name} (may be left out)` : name, ...indented(wrapped(description, width - 2))];
}

/** Each formula in one line, to be copied, and its answer below it: of a statement the table. */
function exampleLines(examples: readonly CatalogueExample[]): string[] {
  const statements = examples.filter(({ answer }) => answer.startsWith('{"') && answer.includes(";"));
  const tables = new Map(evaluations(new Workbook(), statements.map(({ answer }) => `=${answer}`), []).map((grid, i) => [statements[i], alignedLines(grid.map((row) => row.map(valueText)))]));
  return examples.flatMap((example) => [example.formula, ...indented(tables.get(example) ?? [`→ ${example.answer}`])]);
}
