import { deal } from "../support/deal";

const TIERS = "{0,0.05;100000,0.12;500000,0.18}";

describe("deal eval", () => {
  test.each([
    { formula: `=DEAL.TIEREDROYALTY(750000,${TIERS})`, out: "98000", why: "the case study, marginal" },
    { formula: `DEAL.TIEREDROYALTY(750000,${TIERS})`, out: "98000", why: "the leading = may be missing" },
    { formula: `=deal.tieredroyalty({375000;375000},${TIERS},"CLIFF","Never")`, out: "45000\n90000", why: "names and words in any case; a column is rows" },
    { formula: "=DEAL.PRORATA(100,{1,1,1})", out: "33.34\t33.33\t33.33", why: "a row is tab-separated" },
    { formula: "=DEAL.TIEREDROYALTY(20.1,{0,0.05},,,,2)", out: "1.01", why: "omitted arguments" },
    { formula: '=IF(DEAL.VERSION()>0,"yes, ""yes""",0)', out: 'yes, "yes"', why: "native functions around ours; quotes in text" },
    { formula: `=SUM(DEAL.TIEREDROYALTY({375000;375000},${TIERS},,"never"))*1.5`, out: "147000", why: "nested in native functions" },
    { formula: "=1/3", out: "0.3333333333333333", why: "shortest form that reads back the same" },
    { formula: "=0.1+0.2", out: "0.30000000000000004", why: "the double as it is" },
    { formula: "=TRUE", out: "TRUE", why: "" },
    { formula: '={1,"a";TRUE,""}', out: "1\ta\nTRUE\t", why: "an array constant" },
  ])("$formula → $out ($why)", ({ formula, out }) => {
    expect(deal(["eval", formula])).toEqual({ code: 0, out: `${out}\n`, err: "" });
  });

  test.each([
    { formula: "=DEAL.TIEREDROYALTY(100,{0,8})", out: "#VALUE! The rate 8 is 800%; was a percentage typed as a whole number? 8% is 0.08 (tiers, row 1).", why: "our refusal" },
    { formula: "=1+DEAL.PRORATA(1,{0;0})", out: "#N/A The weights add up to 0, so there is nothing to divide the pool by (weights).", why: "our refusal inside a formula" },
    { formula: "=1/0", out: "#DIV/0!", why: "Excel's own error" },
  ])("$formula refuses and exits 1 ($why)", ({ formula, out }) => {
    expect(deal(["eval", formula])).toEqual({ code: 1, out: `${out}\n`, err: "" });
  });

  test.each([
    { formula: "=1+", why: "does not parse" },
    { formula: "=NOSUCHFUNCTION(1)", why: "an unknown function" },
    { formula: "=Revenue", why: "an unknown name" },
  ])("$formula refuses with a sentence ($why)", ({ formula }) => {
    const { code, out, err } = deal(["eval", formula]);
    expect({ code, err }).toEqual({ code: 1, err: "" });
    expect(out).toMatch(/^#(VALUE!|NAME\?) [A-Z].*\.\n$/);
    expect(out).not.toMatch(/XFD/);
  });

  test("the readings of the case study come out as the rules print them", () => {
    const sums = [
      ["marginal", "each period", 76000],
      ["cliff", "each period", 90000],
      ["marginal", "never", 98000],
      ["cliff", "never", 135000],
      ["prospective", "never", 112500],
    ] as const;
    const formulas = sums.map(([method, resets]) => `=SUM(DEAL.TIEREDROYALTY({375000;375000},${TIERS},"${method}","${resets}"))`);
    const { code, out } = deal(["eval", "--json"], formulas.join("\n"));
    expect(code).toBe(0);
    expect(out.trim().split("\n").map((line) => JSON.parse(line) as unknown)).toEqual(formulas.map((formula, i) => ({ formula, value: [[sums[i]?.[2]]] })));
  });

  test("--json answers one object a line, in order; a refusal among them exits 1", () => {
    const { code, out } = deal(["eval", "--json"], '=DEAL.PRORATA(1,{1;1})\n=DEAL.PRORATA(1,{0;0})\n\n=""\n={1,#N/A}\n=1=1\n');
    expect(code).toBe(1);
    expect(out).toBe(
      [
        '{"formula":"=DEAL.PRORATA(1,{1;1})","value":[[0.5],[0.5]]}',
        '{"formula":"=DEAL.PRORATA(1,{0;0})","error":"#N/A","message":"The weights add up to 0, so there is nothing to divide the pool by (weights)."}',
        '{"formula":"=\\"\\"","value":[[""]]}',
        '{"formula":"={1,#N/A}","value":[[1,{"error":"#N/A"}]]}',
        '{"formula":"=1=1","value":[[true]]}',
        "",
      ].join("\n"),
    );
  });

  test("10,000 formulas in one call take a few seconds", () => {
    const formulas = Array.from({ length: 10_000 }, (_, i) => `=DEAL.TIEREDROYALTY(${i * 100},${TIERS})`);
    const start = Date.now();
    const lines = deal(["eval", "--json"], formulas.join("\n")).out.trim().split("\n");
    expect(Date.now() - start).toBeLessThan(20_000);
    expect(lines).toHaveLength(10_000);
    expect(JSON.parse(lines[7_500] ?? "")).toEqual({ formula: formulas[7_500], value: [[98_000]] });
  });

  test("--book lends its names and sheets", () => {
    const book = ["--book", "samples/tier-reading.xlsx"];
    expect(deal(["eval", ...book, '=SUM(DEAL.TIEREDROYALTY(Revenue,Tiers,"cliff","never"))']).out).toBe("135000\n");
    expect(deal(["eval", ...book, "=Inputs!D5+Readings!I5"]).out).toBe("456000\n");
    expect(deal(["eval", ...book, "=SUM(Readings!D5#)"]).out).toBe("76000\n");
  });
});

describe("what the caller gets wrong is one line, and exit code 2", () => {
  test.each([
    { args: ["eval"], says: "one formula" },
    { args: ["eval", "=1", "=2"], says: "one formula" },
    { args: ["eval", "--nonsense", "=1"], says: "--nonsense" },
    { args: ["eval", "--book", "no-such.xlsx", "=1"], says: "no-such.xlsx: there is no such file" },
    { args: ["eval", "--book", "package.json", "=1"], says: "package.json: " },
    { args: ["eval", "--book", "samples", "=1"], says: "samples: is a folder" },
    { args: ["recalculate", "x.xlsx"], says: "there is no command recalculate; the commands are eval, model, read, readings, recalc, sentence, share, show, functions, help; see deal --help" },
    { args: ["recalc"], says: "one workbook" },
    { args: ["recalc", "samples/tier-reading.xlsx", "--values"], says: "-o" },
    { args: ["recalc", "samples/tier-reading.xlsx", "-o", "samples/tier-reading.xlsx"], says: "the workbook itself" },
    { args: ["recalc", "samples/tier-reading.xlsx", "--set", "NoSuchName=1"], says: "NoSuchName: there is no such name or cell" },
    { args: ["recalc", "samples/tier-reading.xlsx", "--set", "Revenue=1"], says: "names 2 cells" },
    { args: ["recalc", "samples/tier-reading.xlsx", "--set", "Master_Check=0"], says: "is computed" },
    { args: ["recalc", "samples/tier-reading.xlsx", "--set", "Upfront_Fee"], says: "write Name=value" },
    { args: ["recalc", "samples/tier-reading.xlsx", "-o", "no/such/folder/out.xlsx"], says: "no/such/folder/out.xlsx" },
    { args: ["show", "samples/tier-reading.xlsx", "--sheet", "Nowhere"], says: "there is no sheet Nowhere; it has About, Inputs" },
  ])("deal $args", ({ args, says }) => {
    const { code, out, err } = deal(args);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(/^deal: [^\n]+\n$/);
    expect(err).toContain(says);
  });

  test.each([[["--help"]], [["eval", "--help"]], [["recalc", "-h"]], [["share", "--help"]], [["functions", "--help"]], [["help", "eval"]], [["show", "--help"]]])("%j helps and exits 0", (args) => {
    const { code, out, err } = deal(args);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain("deal ");
  });
});
