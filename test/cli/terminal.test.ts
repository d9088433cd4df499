import { spawnSync } from "node:child_process";
import { linkSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, truncateSync, writeFileSync, chmodSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { MANUAL, manualPage } from "../../src/cli/manual";
import { visible } from "../../src/cli/text";
import { openXlsx } from "../../src/file/xlsx";
import { MAIN, OFFICE, made, type Made } from "../file/handmade";
import { ROOT, deal } from "../support/deal";
import { SEMANTICS_VERSION } from "../../src/engine/semantics";

const BOOK = "samples/tier-reading.xlsx";
let folder = "";
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "deal-"))));
afterAll(() => rmSync(folder, { recursive: true }));

let count = 0;
/** A path in the folder of the test that nobody else has. */
const fresh = (ending = ".xlsx") => join(folder, `${String(++count)}${ending}`);
function written(what: Made): string {
  const path = fresh();
  writeFileSync(path, made(what));
  return path;
}

describe("what a file says moves no cursor and hides nothing", () => {
  test.each([
    ["a colour", "\u001B[31mred", "\\u001B[31mred"],
    ["the title of the window", "\u001B]0;pwned\u0007", "\\u001B]0;pwned\\u0007"],
    ["controls of eight bits", "\u009B2J\u0085", "\\u009B2J⏎"],
    ["line breaks of every kind", "a\nb\r\nc\rd\u2028e\u2029", "a⏎b⏎c⏎d⏎e⏎"],
    ["turned text", "invoice\u202Exslx\u2066.\u2069\u200F", "invoice\\u202Exslx\\u2066.\\u2069\\u200F"],
    ["what cannot be seen", "a\u200Bb\uFEFF\u00AD\u2060\u{E0041}", "a\\u200Bb\\uFEFF\\u00AD\\u2060\\u{E0041}"],
    ["half a letter", "a\uD800", "a\\uD800"],
    ["delete and backspace", "100\b\u007F", "100\\u0008\\u007F"],
    ["ordinary letters, joined ones and tabs stay", "Größe 日本 👩\u200D👩 می\u200Cخواهم\t€", "Größe 日本 👩\u200D👩 می\u200Cخواهم\t€"],
  ])("%s", (_, text, expected) => {
    expect(visible(text)).toBe(expected);
  });

  const EVIL = "line1_x000A_written: ok.xlsx_x001B_[2J_x202E_";
  const SHOWN = "line1⏎written: ok.xlsx\\u001B[2J\\u202E";
  const evil = () => {
    const cell = (address: string, text: string) => `<c r="${address}" t="inlineStr"><is><t>${text}</t></is></c>`;
    return written({ sheetName: "Sh_x001B_[31m", sheet: `<row r="1">${cell("A1", EVIL)}<c r="B1"><f>_xldudf_DEAL_PRORATA(A1,1)</f><v>1</v></c></row>`, behindSheets: "<definedNames><definedName name=\"N_x001B_[7m\">'Sh_x001B_[31m'!$B$1</definedName></definedNames>" });
  };
  const CONTROLS = /[\0-\x08\x0B-\x1F\x7F-\x9F\u202E]/;

  test.each([
    ["show", (book: string) => ["show", book]],
    ["recalc", (book: string) => ["recalc", book]],
    ["recalc to a file", (book: string) => ["recalc", book, "-o", fresh()]],
    ["recalc of what cannot be set", (book: string) => ["recalc", book, "--set", "x\u001B[0m\nwritten: y=1"]],
    ["show of a sheet that is not there", (book: string) => ["show", book, "--sheet", "\u001B[31m"]],
    ["share", (book: string) => ["share", book, "-o", fresh()]],
    ["a file of such a name", () => ["show", "no\u001B[31msuch\nfile"]],
    ["an option of such a name", (book: string) => ["show", book, "--x\u001B[31m"]],
    ["a command of such a name", () => ["\u001B[31m\nwritten: z"]],
    ["eval", (book: string) => ["eval", "--book", book, "=A1"]],
  ])("deal %s", (_, args) => {
    const { out, err } = deal(args(evil()));
    expect(out + err).not.toMatch(CONTROLS);
    expect(out + err).not.toMatch(/^written: (ok|y|z)/m);
    expect(out + err).not.toBe("");
  });

  test("show keeps each cell on its line, and its columns aligned", () => {
    const { out } = deal(["show", evil()]);
    expect(out).toContain(`1  ${SHOWN}  #VALUE!\n`);
  });

  test("eval keeps a text in its column; as JSON it is what it is", () => {
    const formula = '={"a","b"}&CHAR(9)&CHAR(10)';
    expect(deal(["eval", formula]).out).toBe("a\\t⏎\tb\\t⏎\n");
    expect(JSON.parse(deal(["eval", "--json"], formula).out)).toEqual({ formula, value: [["a\t\n", "b\t\n"]] });
  });
});

describe("a file is written as a whole or not at all", () => {
  const left = () => readdirSync(folder).filter((name) => name.startsWith("."));

  test("the disk is full: what stood there stays, and nothing else is left", () => {
    const output = fresh();
    writeFileSync(output, "what stood there");
    const { status, stderr } = spawnSync("bash", ["-c", 'ulimit -f 4; exec "$@"', "bash", process.execPath, resolve(ROOT, "lib/src/cli/main.js"), "recalc", BOOK, "-o", output, "--force"], { cwd: ROOT, encoding: "utf8" });
    expect({ status, stderr }).toEqual({ status: 2, stderr: `deal: ${output}: cannot be written (EFBIG)\n` });
    expect(readFileSync(output, "utf8")).toBe("what stood there");
    expect(left()).toEqual([]);
  });

  test("a file that is replaced keeps its rights, and a link to it leads there still", () => {
    const [output, link] = [fresh(), fresh()];
    writeFileSync(output, "old");
    chmodSync(output, 0o640);
    symlinkSync(output, link);
    expect(deal(["recalc", BOOK, "-o", link, "--force"]).code).toBe(0);
    expect(openXlsx(readFileSync(output), []).workbook.sheets.length).toBeGreaterThan(1);
    expect(statSync(output).mode & 0o777).toBe(0o640);
    expect(left()).toEqual([]);
  });

  test.each(["recalc", "share"])("deal %s replaces a file only where it is told to", (command) => {
    const output = fresh();
    writeFileSync(output, "somebody's work");
    const refused = deal([command, BOOK, "-o", output]);
    expect(refused).toEqual({ code: 2, out: "", err: `deal: ${output} is there already; give -o another name, or --force to replace it\n` });
    expect(readFileSync(output, "utf8")).toBe("somebody's work");
    expect(deal([command, BOOK, "-o", output, "--force"]).code).toBe(0);
    expect(openXlsx(readFileSync(output), []).workbook.sheets.length).toBeGreaterThan(1);
  });

  test.each(["recalc", "share"])("deal %s never writes over the workbook that it reads, by whatever name, not even when told to", (command) => {
    const book = fresh();
    const bytes = readFileSync(join(ROOT, BOOK));
    writeFileSync(book, bytes);
    const [hard, soft] = [fresh(), fresh()];
    linkSync(book, hard);
    symlinkSync(book, soft);
    for (const output of [book, hard, soft, join(folder, ".", "x", "..", book.slice(folder.length + 1))]) {
      mkdirSync(join(folder, "x"), { recursive: true });
      const { code, err } = deal([command, book, "-o", output, "--force"]);
      expect({ code, err }).toEqual({ code: 2, err: `deal: ${output} is the workbook itself; give -o another name\n` });
    }
    expect(readFileSync(book).equals(bytes)).toBe(true);
  });

  test("what is no file is written to as it is", () => {
    const { status, stdout } = spawnSync(process.execPath, [resolve(ROOT, "lib/src/cli/main.js"), "recalc", BOOK, "-o", "/dev/null"], { cwd: ROOT, encoding: "utf8" });
    expect({ status, stdout }).toEqual({ status: 0, stdout: "written: /dev/null\n" });
  });
});

describe("large and odd input ends in a line, never in a trace", () => {
  const run = (...args: string[]) => {
    const ran = deal(args);
    expect(ran.err).not.toMatch(/\bat .*\.js:\d+|RangeError|Maximum call stack/);
    return ran;
  };

  test("show of 150,000 rows, and of a cell far to the right of them", () => {
    const rows = Array.from({ length: 150_000 }, (_, i) => `<row><c><v>${i}</v></c>${i === 7 ? '<c r="XFD8"><v>5</v></c>' : ""}</row>`).join("");
    const { code, out } = run("show", written({ sheet: rows }));
    expect(code).toBe(0);
    expect(out).toContain("\n150000  149999\n");
    expect(out).toMatch(/^ {5}8 +7 .* 5$/m);
  });

  test("recalc of a workbook with 200,000 names", () => {
    const names = Array.from({ length: 200_000 }, (_, i) => `<definedName name="N${i}_">Sheet1!$A$1</definedName>`).join("");
    const { code, out } = run("recalc", written({ sheet: '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>', behindSheets: `<definedNames>${names}</definedNames>` }));
    expect(code).toBe(0);
    expect(out).toMatch(/^N199999_ +Sheet1!A1 +2 +2 +0$/m);
  });

  test("names of names of names", () => {
    const names = Array.from({ length: 5_000 }, (_, i) => `<definedName name="N${i}_">${i === 0 ? "Sheet1!$A$1" : `N${i - 1}_`}</definedName>`).join("");
    const { code, out } = run("recalc", written({ sheet: '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>', behindSheets: `<definedNames>${names}</definedNames>` }));
    expect(code).toBe(0);
    expect(out).toMatch(/^N9_ +Sheet1!A1 +2 +2 +0$/m);
  });

  test("a file of more than 2 GiB", () => {
    const path = fresh();
    writeFileSync(path, "PK");
    truncateSync(path, 2 ** 31 + 1);
    expect(run("show", path)).toEqual({ code: 2, out: "", err: `deal: ${path}: the file has 2049 MB; at most 512 MB are read. It is no ordinary workbook.\n` });
    rmSync(path);
  });

  test("a name that is not UTF-8", () => {
    const path = join(folder, "gr\uFFFDn.xlsx");
    const { code, err } = run("show", path);
    expect({ code, err }).toEqual({ code: 2, err: `deal: ${path}: the name of the file is not written in UTF-8, so it cannot be found by it; rename the file\n` });
  });

  test("what cannot be saved", () => {
    // A what-if table's cell stays as it is; a block over the edge of the sheet cannot be written.
    const path = written({ sheet: '<row r="1"><c r="A1"><v>1</v></c></row>', parts: { "xl/workbook.xml": `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>` } });
    expect(run("recalc", path, "--set", `S!A1="${"x".repeat(32_768)}"`, "-o", fresh())).toEqual({ code: 2, out: "", err: "deal: S!A1 holds a text of 32768 characters; Excel allows 32767.\n" });
  });

  test("what nobody has foreseen", () => {
    const broken = fresh(".cjs");
    writeFileSync(broken, 'require("node:fs").statSync = () => { throw new TypeError("no\\nsuch\\u001B[31m thing"); };');
    const { status, stdout, stderr } = spawnSync(process.execPath, ["--require", broken, resolve(ROOT, "lib/src/cli/main.js"), "show", BOOK], { cwd: ROOT, encoding: "utf8" });
    expect({ status, stdout, stderr }).toEqual({ status: 2, stdout: "", stderr: "deal: this was not foreseen, and nothing more can be said than: no⏎such\\u001B[31m thing. Please report it with the call that you made.\n" });
  });

  test("a reader who has had enough", () => {
    const { status, stdout, stderr } = spawnSync("bash", ["-c", 'set -o pipefail; "$@" | head -1', "bash", process.execPath, resolve(ROOT, "lib/src/cli/main.js"), "show", "samples/music-consortium.xlsx"], { cwd: ROOT, encoding: "utf8" });
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: "samples/music-consortium.xlsx, About\n", stderr: "" });
  });
});

describe("work that takes long", () => {
  const busy = (forMilliseconds: number) =>
    spawnSync(process.execPath, ["-e", `require(${JSON.stringify(resolve(ROOT, "lib/src/cli/patience.js"))}).announceWork("deal recalc: at work …", 2, 300); const end = Date.now() + ${forMilliseconds}; while (Date.now() < end);`], { encoding: "utf8" });

  test("says so in a line while the machine is busy with it", () => {
    expect(busy(3000)).toMatchObject({ status: 0, stdout: "", stderr: "deal recalc: at work …\n" });
  });

  test("says nothing where it is soon done, and is not waited for", () => {
    expect(busy(0)).toMatchObject({ status: 0, stdout: "", stderr: "" });
  });
});

describe("help", () => {
  const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };

  test.each([["--version"], ["-v"], ["-V"]])("deal %s", (option) => {
    expect(deal([option])).toEqual({ code: 0, out: `deal ${version} (semantics version ${SEMANTICS_VERSION})\n`, err: "" });
  });

  test("deal help is deal --help; with a command it is that one's", () => {
    expect(deal(["help"])).toEqual(deal(["--help"]));
    expect(deal(["help", "recalc"])).toEqual(deal(["recalc", "--help"]));
    expect(deal(["help", "functions"]).out).toContain("Lists the functions");
    expect(deal(["help", "help"])).toEqual(deal(["help", "--help"]));
  });

  test.each(["TIEREDROYALTY", "deal.tieredroyalty"])("deal help %s says all about a function", (name) => {
    const { code, out } = deal(["help", name]);
    expect(code).toBe(0);
    expect(out).toMatch(/^DEAL\.TIEREDROYALTY\(base, tiers, \[method\]/);
    expect(out).toContain("\n\nArguments\n  base\n    The royalty base, in money or units:");
    expect(out).toContain("\n  resets (may be left out)\n    Where the position starts again");
    expect(out).toContain("\nTable columns.\n  With a header row the columns are found by name");
    expect(out).toContain("\nThreshold\n  also called: Lower bound\n  unit: as the base\n  what it says: as Above, in a marginal scale only");
    expect(out).toContain("\n\nExamples\n  =DEAL.TIEREDROYALTY(750000, {0,0.05;100000,0.12;500000,0.18})\n    → 98000\n");
    expect(out).toContain("\n\nRefusals\n  =DEAL.TIEREDROYALTY(100, {50,0.05})\n    → #VALUE! The first tier must start at 0");
  });

  test("the statement of an example is a table", () => {
    expect(deal(["help", "TIEREDROYALTY.LINES"]).out).toMatch(/^ {4}Line +Above +Rate +1 +2\n {4}opening position +0 +375000$/m);
  });

  test.each(MANUAL.map((entry) => [entry.name, entry] as const))("the page of %s has all that the manual says, in lines for a terminal, without marks of Markdown", (_, entry) => {
    const lines = manualPage(entry);
    const page = lines.join(" ").replace(/ +/g, " ");
    const parts = entry.remarks.split("\n\n").flatMap((part) => (part.startsWith("|") ? part.split("\n").slice(2).flatMap((row) => row.split("|")) : part.replaceAll("**", "").replaceAll("\n", " ")));
    const said = [entry.description, entry.returns, ...entry.parameters.flatMap(({ name, description }) => [name, description]), ...parts.map((part) => part.trim())];
    expect(said.filter((text) => !page.includes(text))).toEqual([]);
    expect(page).not.toMatch(/\*\*|\|-/);
    // What is to be copied stays in its line.
    expect(lines.filter((line) => line.length > 100 && line.trim().includes(" ") && !/^ *[=→]/.test(line))).toEqual([]);
    for (const { formula } of entry.examples) expect(lines).toContain(`  ${formula}`);
  });

  test("deal functions lists them with how they are called, one a line", () => {
    const { code, out } = deal(["functions"]);
    expect(code).toBe(0);
    expect(out).toMatch(/^DEAL\.PRORATA\(pool, weights, \[decimals\], \[minimum\]\): Split of a pool/m);
    expect(out).toMatch(/^DEAL\.VERSION\(\): The semantics version/m);
    expect(deal(["functions", "PRORATA"])).toEqual({ code: 2, out: "", err: "deal: functions takes nothing; deal help PRORATA says more on one function\n" });
  });

  test.each([
    [["nonsense"], "deal: there is no command nonsense; the commands are eval, model, read, readings, recalc, sentence, share, show, functions, help; see deal --help\n"],
    [["help", "nonsense"], "deal: there is no command and no function nonsense; see deal --help and deal functions\n"],
    [["help", "TIERDROYALTY"], "deal: there is no command and no function TIERDROYALTY; did you mean DEAL.TIEREDROYALTY?\n"],
    [["help", "deal.waterfall.payee"], "deal: there is no command and no function deal.waterfall.payee; did you mean DEAL.WATERFALL.PAYEES?\n"],
    [["help", "royalty"], "deal: there is no command and no function royalty; did you mean DEAL.TIEREDROYALTY or DEAL.NPV_ROYALTY?\n"],
    [["help", "xx"], "deal: there is no command and no function xx; see deal --help and deal functions\n"],
    [["help", "eval", "show"], "deal: help takes one command or function; see deal help help\n"],
  ])("deal %j", (args, err) => {
    expect(deal(args)).toEqual({ code: 2, out: "", err });
  });
});
