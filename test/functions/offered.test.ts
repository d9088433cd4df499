import { isError } from "../../src/cells/cell";
import { catalogue } from "../../src/functions/catalogue";
import { FAMILIES, wordsOf } from "../../src/functions/offered";
import { evaluations } from "../../src/sheet/evaluation";
import { Workbook } from "../../src/sheet/workbook";

test("every function is in a family once, the first of a deal first, each companion behind its function", () => {
  const names = FAMILIES.flatMap(({ entry, companions }) => [entry, ...companions]).map(({ name }) => name);
  expect([...names].sort()).toEqual(catalogue.map(({ name }) => name).sort());
  const inADeal = ["NETREVENUE", "TIEREDROYALTY", "USAGEFEE", "WATERFALL", "MINGUARANTEE", "RECOUP", "PRORATA", "WITHHOLDING", "NPV_ROYALTY"];
  expect(FAMILIES.slice(0, inADeal.length).map(({ entry }) => entry.name.replace("DEAL.", ""))).toEqual(inADeal);
  for (const { entry, companions } of FAMILIES) for (const { name } of companions) expect(name.startsWith(`${entry.name}.`)).toBe(true);
});

/** A call that answers, with a gap for one argument. */
const CALLS: Readonly<Record<string, string>> = {
  "DEAL.TIEREDROYALTY method": "DEAL.TIEREDROYALTY({100,200},{0,0.05;100,0.1},?,\"never\")",
  "DEAL.TIEREDROYALTY resets": "DEAL.TIEREDROYALTY({100,200},{0,0.05;100,0.1},\"marginal\",?)",
  "DEAL.TIEREDROYALTY decimals": "DEAL.TIEREDROYALTY({100,200},{0,0.05;100,0.1},\"marginal\",\"never\",0,?)",
  "DEAL.MINGUARANTEE window": "DEAL.MINGUARANTEE({60;90;130;170},100,?)",
  "DEAL.NETREVENUE negative": "DEAL.NETREVENUE({100,200},{\"VAT\",\"exclusion\",0,0,10,20},0,?)",
  "DEAL.NETREVENUE decimals": "DEAL.NETREVENUE(100,{\"VAT\",\"exclusion\",0,0,10},0,,0,?)",
  "DEAL.NPV_ROYALTY when": "DEAL.NPV_ROYALTY(0.1,{100,0,100},?)",
  "DEAL.PRORATA decimals": "DEAL.PRORATA(100,{1;1;1},?)",
  "DEAL.RECOUP crossed": "DEAL.RECOUP({\"A\",80,80;\"B\",20,20},{100;50},?)",
  "DEAL.RECOUP decimals": "DEAL.RECOUP({80,80,80},100,,,,,?)",
  "DEAL.USAGEFEE resets": "DEAL.USAGEFEE({\"Images\",750,20},{\"Images\",0,0.1},?)",
  "DEAL.USAGEFEE decimals": "DEAL.USAGEFEE({\"Images\",750},{\"Images\",0,0.1},,?)",
  "DEAL.WATERFALL decimals": "DEAL.WATERFALL(100,{1,\"Studio\",\"residual\",0,0,\"\"},?)",
  "DEAL.WITHHOLDING gross_up": "DEAL.WITHHOLDING(100,0.3,?)",
  "DEAL.WITHHOLDING decimals": "DEAL.WITHHOLDING(100,0.3,,?)",
};

const offered = FAMILIES.flatMap(({ entry }) => entry.parameters.filter((parameter) => wordsOf(parameter).length > 0).map((parameter) => ({ argument: `${entry.name} ${parameter.name}`, words: wordsOf(parameter) })));

test("words are offered for every argument that takes some, and for no other", () => {
  expect(offered.map(({ argument }) => argument).sort()).toEqual(Object.keys(CALLS).sort());
});

function answer(formula: string) {
  const [grid] = evaluations(new Workbook(), [formula], catalogue);
  return grid?.[0]?.[0] ?? null;
}

test.each(offered)("$argument takes every word that is offered for it", ({ argument, words }) => {
  for (const word of words) expect({ word, refused: isError(answer((CALLS[argument] ?? "").replace("?", word))) }).toEqual({ word, refused: false });
});

test.each(offered)("$argument: where it refuses a word, it names those that are offered", ({ argument, words }) => {
  const refusal = answer((CALLS[argument] ?? "").replace("?", '"no such word"'));
  if (!isError(refusal)) throw new Error("A word that nobody knows was taken.");
  // Of "first n" the description has an example, "first 3".
  const shapes = (texts: readonly string[]) => [...new Set(texts.map((text) => text.replace(/\bn\b|\d+/, "n")))].sort();
  const named = [...(refusal.message ?? "").matchAll(/"[^"]+"/g)].map(([word]) => word).filter((word) => word !== '"no such word"');
  expect(shapes(named)).toEqual(shapes(words));
});
