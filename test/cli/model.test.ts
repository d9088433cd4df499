import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readDeal } from "../../src/deal/readDeal";
import { openXlsx } from "../../src/file/xlsx";
import { catalogue } from "../../src/functions/catalogue";
import { InMemoryHost } from "../../src/host/inMemory";
import { recalculate } from "../../src/sheet/recalculation";
import { keepDeal } from "../../src/taskpane/commands/keepDeal";
import { NAME_SETS, setWorkbook, type NameSet } from "../deal/nameSets";
import { deal } from "../support/deal";
import { workbookBytes } from "../support/workbookBytes";

const folder = mkdtempSync(join(tmpdir(), "model-"));
const [alex, trained] = ["alex-hungarian", "university-tto"].map((id) => {
  const path = join(folder, `${id}.xlsx`);
  writeFileSync(path, workbookBytes(setWorkbook(NAME_SETS.find((set) => set.id === id) as NameSet)));
  return path;
}) as [string, string];

describe("deal model", () => {
  const answers = ["--answer", "resets=never", "--answer", "fee treatment=on top"];

  test("writes the deal as formulas, which deal read then reads", () => {
    const out = join(folder, "model.xlsx");
    const before = readFileSync(alex);
    expect(deal(["model", alex, "-o", out, ...answers])).toEqual({ code: 0, err: "", out: `written: ${out}\nsheet Model: 7 lines, 2 periods, 103000 in all\n` });
    expect(readFileSync(alex)).toEqual(before);
    expect(deal(["read", out]).out).toMatch(/read from its calls[^]*^ {2}In all +103000$/m);
    expect(deal(["recalc", out, "--set", 'Deal_Resets="each period"']).out).toMatch(/^ *Deal_Check +Model!D3 +0 +0 +0$/m);
  });

  test("reads what is kept in the file, as deal read does; what is answered in the call comes first", async () => {
    const host = InMemoryHost.ofBytes(readFileSync(alex));
    const { workbook } = openXlsx(readFileSync(alex), []);
    recalculate(workbook, catalogue);
    const [asked] = readDeal(workbook, new Map());
    if (asked === undefined) throw new Error("no deal");
    await keepDeal(host, workbook, asked, new Map([["resets", "never"], ["fee treatment", "recouped"]]));
    const kept = join(folder, "kept.xlsx");
    writeFileSync(kept, await host.bytes());
    expect(deal(["read", kept]).out).toMatch(/^ {2}In all +98000$/m);
    expect(deal(["read", kept, "--answer", "resets=each period"]).out).toMatch(/^ {2}In all +76000$/m);
    const out = join(folder, "of-kept.xlsx");
    expect(deal(["model", kept, "-o", out, "--answer", "resets=each period"]).out).toBe(`written: ${out}\nsheet Model: 7 lines, 2 periods, 76000 in all\n`);
    expect(deal(["read", out]).out).toMatch(/read from its calls[^]*^ {2}In all +76000$/m);
  });

  test("writes a model anew: what was typed over in it stays, and is told", async () => {
    const first = join(folder, "first.xlsx");
    deal(["model", alex, "-o", first, ...answers]);
    const host = InMemoryHost.ofBytes(readFileSync(first));
    host.type("Model", 11, 6, { value: 700 });
    writeFileSync(first, await host.bytes());
    const out = join(folder, "anew.xlsx");
    expect(deal(["model", first, "-o", out])).toEqual({ code: 0, err: "", out: `written: ${out}\nsheet Model: 7 lines, 2 periods, 103000 in all\ntyped over, and kept:\n  Model!F11, Upfront fee, paid at signing\n` });
    expect(openXlsx(readFileSync(out), []).workbook.sheet("Model")?.cell(11, 6)?.value).toBe(700);
  });

  test("writes nothing over a file that is there, or without being told where", () => {
    const out = join(folder, "there.xlsx");
    writeFileSync(out, "mine");
    expect(deal(["model", alex, "-o", out, ...answers])).toEqual({ code: 2, out: "", err: `deal: ${out} is there already; give -o another name, or --force to replace it\n` });
    expect(readFileSync(out, "utf8")).toBe("mine");
    expect(deal(["model", alex])).toEqual({ code: 2, out: "", err: "deal: model needs -o out.xlsx, the file to write\n" });
  });

  test("writes nothing while a question is open or something is wrong", () => {
    const out = join(folder, "none.xlsx");
    expect(deal(["model", alex, "-o", out])).toEqual({ code: 1, out: "", err: expect.stringMatching(/is not written\. First the .*question/) as string });
    expect(deal(["model", trained, "-o", out])).toEqual({ code: 1, out: "", err: `deal: ${out} is not written. First this has to be mended: Licence!B7 is 3, that is 300%. Was 3% meant?\n` });
    expect(() => readFileSync(out)).toThrow("ENOENT");
  });
});
