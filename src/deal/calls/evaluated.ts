import type { Grid } from "../../cells/cell";
import { catalogue } from "../../functions/catalogue";
import { evaluations } from "../../sheet/evaluation";
import type { Workbook } from "../../sheet/workbook";
import type { Draft } from "./draft";
import type { Evaluated } from "./lines";

/** So many parts of formulas are calculated for one deal. */
const MOST_PARTS = 500;

/** What the parts of formulas come to that stand in no cell: a call within a call, a sum in place of cells. */
export function evaluatedIn(workbook: Workbook, drafts: readonly Draft[]): Evaluated {
  const wanted = new Map<string, Set<string>>();
  let count = 0;
  const want = ({ place }: Draft, text: string) => {
    if (count++ >= MOST_PARTS) return;
    const known = wanted.get(place.sheet.name);
    if (known === undefined) wanted.set(place.sheet.name, new Set([text]));
    else known.add(text);
  };
  for (const draft of drafts) {
    if (draft.area === undefined) want(draft, draft.formula);
    for (const { text, area, value } of draft.arguments.values()) if (area === undefined && value === undefined) want(draft, text);
  }
  const answers = new Map([...wanted].map(([sheet, texts]) => {
    const grids = evaluations(workbook, [...texts], catalogue, sheet);
    return [sheet, new Map([...texts].map((text, i): [string, Grid] => [text, grids[i] ?? [[null]]]))];
  }));
  return ({ place }, text) => answers.get(place.sheet.name)?.get(text) ?? [[null]];
}
