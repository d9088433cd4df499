import Ajv2020 from "ajv/dist/2020";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { catalogue } from "../../src/functions/catalogue";
import { openXlsx } from "../../src/file/xlsx";
import { readDeal } from "../../src/deal/readDeal";
import { recalculate } from "../../src/sheet/recalculation";
import type { Workbook } from "../../src/sheet/workbook";
import { ROOT } from "../support/deal";
import { NAME_SETS, setWorkbook } from "./nameSets";

/** `deal read --json` prints what docs/deal.schema.json says. */
const schema = JSON.parse(readFileSync(join(ROOT, "docs/deal.schema.json"), "utf8")) as object;
const validate = new Ajv2020({ allErrors: true, strictTypes: false }).compile(schema);

const samples = readdirSync(join(ROOT, "samples")).filter((name) => name.endsWith(".xlsx"));

function sampleWorkbook(name: string): Workbook {
  const { workbook } = openXlsx(readFileSync(join(ROOT, "samples", name)), catalogue.map((entry) => entry.name));
  recalculate(workbook, catalogue);
  return workbook;
}

function faults(deals: unknown): unknown {
  validate(JSON.parse(JSON.stringify({ deals })));
  return validate.errors ?? [];
}

test.each(samples)("%s", (name) => {
  expect(faults(readDeal(sampleWorkbook(name), new Map()))).toEqual([]);
});

test.each(NAME_SETS.map((set) => [set.id, set] as const))("%s", (_, set) => {
  expect(faults(readDeal(setWorkbook(set), new Map()))).toEqual([]);
});

test("a deal that is otherwise is found", () => {
  const [deal] = readDeal(sampleWorkbook("voice-licence.xlsx"), new Map());
  expect(faults([{ ...deal, total: "117,982.76" }])).toMatchObject([{ instancePath: "/deals/0/total" }]);
  expect(faults([{ ...deal, owner: "Ann" }])).toMatchObject([{ instancePath: "/deals/0", params: { additionalProperty: "owner" } }]);
});
