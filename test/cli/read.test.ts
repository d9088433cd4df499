import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { workbook } from "../sheet/build";
import { deal } from "../support/deal";
import { workbookBytes } from "../support/workbookBytes";

describe("deal read", () => {
  test("says who gets what, in words, and where it stands", () => {
    const { code, out, err } = deal(["read", "samples/voice-licence.xlsx"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^A voice in a text-to-speech service \(USD, 12 periods, read from its calls\)$/m);
    expect(out).toMatch(/^ {2}Voice actor +160291\.66$/m);
    expect(out).toMatch(/^ {2}In all +246602\.55$/m);
    expect(out).toContain("The royalty is 4% of Net subscription revenue up to and including USD 500,000,");
    expect(out).toMatch(/^ {2}Split among the holders .*Licence!D12:O14$/m);
  });

  test("answers a question, and says what may be answered", () => {
    const readings = deal(["read", "samples/tier-reading.xlsx"]).out;
    const [, id = ""] = /\((reading [^)]+)\)$/m.exec(readings) ?? [];
    expect(deal(["read", "samples/tier-reading.xlsx", "--answer", `${id}=Readings!D9`]).out).toMatch(/^ {2}In all +103000$/m);
    expect(deal(["read", "samples/tier-reading.xlsx", "--answer", `${id}=Readings!D99`])).toEqual({ code: 2, out: "", err: `deal: --answer ${id}=Readings!D99: the answers are Readings!D5, Readings!D6, Readings!D7, Readings!D8, Readings!D9, Readings!D10, Readings!D11, Readings!D12\n` });
    expect(deal(["read", "samples/tier-reading.xlsx", "--answer", "colour=red"])).toEqual({ code: 2, out: "", err: `deal: --answer colour: that is not asked; the questions are ${id}\n` });
    expect(deal(["read", "samples/tier-reading.xlsx", "--answer", "red"])).toEqual({ code: 2, out: "", err: "deal: --answer red: write question=answer\n" });
  });

  test("--json prints the deals", () => {
    const { code, out } = deal(["read", "--json", "samples/film-style-licence.xlsx"]);
    const { deals } = JSON.parse(out) as { deals: { payees: { label: string; total: number }[]; total: number }[] };
    expect(code).toBe(0);
    expect(deals.map(({ payees }) => payees.length)).toEqual([9, expect.any(Number)]);
    const [first] = deals;
    expect(Math.round((first?.payees ?? []).reduce((sum, { total }) => sum + total, 0) * 100)).toBe(Math.round((first?.total ?? 0) * 100));
  });

  test("--json prints JSON, whatever stands in the workbook", () => {
    const path = join(mkdtempSync(join(tmpdir(), "read-")), "strange.xlsx");
    const strange = "Net\u{E0041}\u202E sales";
    writeFileSync(path, workbookBytes(workbook({ "S!A1": "Item", "S!B1": 2026, "S!C1": 2027, "S!A2": strange, "S!B2": 1000, "S!C2": 2000, "S!A3": "Royalty rate", "S!B3": 0.05 }, [{ name: "Net_Sales", formula: "S!$B$2:$C$2" }, { name: "Royalty_Rate", formula: "S!$B$3" }])));
    const { deals } = JSON.parse(deal(["read", "--json", path]).out) as { deals: { lines: { label: string }[] }[] };
    expect(deals[0]?.lines[0]?.label).toContain("\u{E0041}");
  });

  test.each([
    { args: [], err: "read takes one workbook; see deal read --help", why: "no workbook" },
    { args: ["a.xlsx", "b.xlsx"], err: "read takes one workbook; see deal read --help", why: "two" },
    { args: ["none.xlsx"], err: "none.xlsx: there is no such file", why: "none of that name" },
  ])("refuses $args ($why)", ({ args, err }) => {
    expect(deal(["read", ...args])).toEqual({ code: 2, out: "", err: `deal: ${err}\n` });
  });
});
