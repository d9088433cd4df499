import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { manifestRoot, within } from "../../scripts/excel/manifestXml";
import { Refusal, type Fault } from "../../src/engine/refusal";
import type { CellValue, Grid } from "../../src/cells/cell";
import { catalogue } from "../../src/functions/catalogue";
import metadata from "../../src/functions/generated/functions.json";
import { exampleAnswers } from "../functions/exampleAnswers";
import { violations } from "./support/axe";
import { until } from "./support/workbenchPage";

const address = process.env["WORKBENCH_ADDRESS"] ?? "";
const manifest = manifestRoot(readFileSync(resolve(__dirname, "../../manifest.xml"), "utf8"));
const MICROSOFT = "https://appsforoffice.microsoft.com/";

/** Fluent UI marks the ends of the tabs with invisible elements that pass the focus on. */
const LEFT_OUT = { exclude: ["[data-tabster-dummy]"] };

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.connect(process.env["WORKBENCH_BROWSER"] ?? "");
});
afterAll(() => browser.close());

type OfficeJs = "unreachable" | "silent" | "Microsoft's own" | { readonly code: string };

/** What the address of Microsoft's server holds, from the package in which they publish it. */
function published(url: string): string {
  return createRequire(__filename).resolve(`@microsoft/office-js/dist/${new URL(url).pathname.replace("/lib/1/hosted/", "")}`);
}

/** The page of the pane, with office.js as it is given: out of reach, without an answer, or this code. Whatever else ought not to happen is in `complaints`. */
async function opened(officeJs: OfficeJs, options: BrowserContextOptions = {}, book?: string): Promise<{ page: Page; complaints: string[] }> {
  const page = await (await browser.newContext(options)).newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    // office.js would report from a frame, which the page's policy stops: the browser says so some time later.
    const isStopped = message.text().startsWith("Framing 'https://telemetryservice.");
    if (message.type() === "error" && !isStopped && !message.location().url.startsWith(MICROSOFT)) complaints.push(message.text());
  });
  page.on("pageerror", (fault) => complaints.push(fault.stack ?? fault.message));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(address) && !url.startsWith(MICROSOFT) && !url.startsWith("data:")) complaints.push(`a request to ${url}`);
  });
  await page.route(`${MICROSOFT}**`, (route) => {
    if (officeJs === "unreachable") return route.abort();
    if (officeJs === "Microsoft's own") return route.fulfill({ contentType: "text/javascript", path: published(route.request().url()) });
    return officeJs === "silent" ? undefined : route.fulfill({ contentType: "text/javascript", body: officeJs.code });
  });
  if (officeJs === "silent") await page.clock.install();
  if (book !== undefined) await page.addInitScript((given) => Object.assign(globalThis, { openWorkbook: given }), book);
  // The load event waits for what never comes.
  await page.goto(`${address}taskpane.html`, { waitUntil: "commit" });
  await page.getByRole("heading", { name: "Functions" }).or(page.getByRole("tab", { name: "Functions" })).first().waitFor();
  return { page, complaints };
}

/** As much of office.js as the pane meets: it keeps what it is told, and says where it runs. */
const OFFICE_IN_EXCEL = { code: `
  window.told = { functions: [], actions: [], completed: 0, shown: 0 };
  window.CustomFunctions = {
    associate(id, run) { told.functions.push({ id, run }); },
    Error: class extends Error { constructor(code, message) { super(message); this.code = code; } },
  };
  window.Office = {
    HostType: { Excel: "Excel" },
    actions: { associate(name, run) { told.actions.push({ name, run }); } },
    addin: { async showAsTaskpane() { told.shown++; } },
    context: {},
    onReady: (call) => Promise.resolve({ host: "Excel" }).then(call),
  };
` };

describe.each([
  { look: "light", options: {} },
  { look: "dark", options: { colorScheme: "dark" } },
  { look: "high contrast", options: { forcedColors: "active" } },
  { look: "320 pixels wide", options: { viewport: { width: 320, height: 640 } } },
] as const)("in a browser without network, $look", ({ options }) => {
  test("the page explains itself and lists the functions; axe finds nothing", async () => {
    const { page, complaints } = await opened("unreachable", options);
    await page.getByText("Excel cannot be reached").waitFor();
    for (const { name, parameters, description } of catalogue) {
      const call = `${name}(${parameters.map((parameter) => (parameter.optional ? `[${parameter.name}]` : parameter.name)).join(", ")})`;
      expect(await page.getByText(call, { exact: true }).count()).toBe(1);
      expect(await page.getByText(description, { exact: true }).count()).toBe(1);
    }
    expect(await page.getByRole("link", { name: "workbench" }).getAttribute("href")).toBe("index.html");
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

test("Microsoft's own office.js finds no Excel: the page says that it belongs there", async () => {
  const { page, complaints } = await opened("Microsoft's own");
  await page.getByText("This page belongs in Excel").waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});

test("an office.js that neither comes nor fails is given up after ten seconds", async () => {
  const { page, complaints } = await opened("silent");
  await page.getByText("Looking for Excel").waitFor();
  await page.clock.fastForward(9_000);
  expect(await page.getByText("Excel cannot be reached").count()).toBe(0);
  await page.clock.fastForward(1_500);
  await page.getByText("Excel cannot be reached").waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});

test("the page's policy stops whatever office.js would send elsewhere", async () => {
  const { page } = await opened(OFFICE_IN_EXCEL);
  const stopped = await page.evaluate<string[]>(`new Promise((done) => {
    const stopped = [];
    addEventListener("securitypolicyviolation", ({ effectiveDirective }) => {
      stopped.push(effectiveDirective);
      if (stopped.length === 5) done(stopped.sort());
    });
    const elsewhere = "https://example.com/";
    fetch(elsewhere).catch(() => undefined);
    navigator.sendBeacon(elsewhere, "figures");
    new Image().src = elsewhere;
    for (const kind of ["iframe", "script"]) document.body.append(Object.assign(document.createElement(kind), { src: elsewhere }));
  })`);
  expect(stopped).toEqual(["connect-src", "connect-src", "frame-src", "img-src", "script-src-elem"]);
  await page.context().close();
});

describe("in Excel", () => {
  let page: Page;
  let complaints: string[];
  beforeAll(async () => {
    ({ page, complaints } = await opened(OFFICE_IN_EXCEL));
    await page.getByRole("tab", { name: "Why" }).waitFor();
  });
  afterAll(async () => {
    await page.context().close();
    expect(complaints).toEqual([]);
  });

  test("every id of functions.json is associated exactly once", async () => {
    const ids = await page.evaluate<string[]>(`told.functions.map(({ id }) => id)`);
    expect(ids.sort()).toEqual(metadata.functions.map(({ id }) => id).sort());
  });

  test("the commands of the manifest are those that the page has; Explain cell opens the pane and says that it is done", async () => {
    const commands = within(manifest).filter(({ name }) => name === "ov:FunctionName").map(({ text }) => text);
    expect(await page.evaluate(`told.actions.map(({ name }) => name)`)).toEqual(commands);
    const after = await page.evaluate<object>(`(async () => {
      told.actions[0].run({ completed() { told.completed++; } });
      await new Promise((done) => setTimeout(done, 0));
      return { shown: told.shown, completed: told.completed };
    })()`);
    expect(after).toEqual({ shown: 1, completed: 1 });
    expect(await page.getByRole("tab", { name: "Why" }).getAttribute("aria-selected")).toBe("true");
  });

  test("every @example, called through what was associated, answers or refuses as it says", async () => {
    const calls = new Map<string, { readonly id: string; readonly args: readonly unknown[] }>();
    const key = (id: string, args: readonly unknown[]) => JSON.stringify([id, args]);
    const idOf = (name: string) => name.slice("DEAL.".length);
    // The first time through, to learn which calls the examples make.
    exampleAnswers(catalogue.map((entry) => ({ ...entry, run: (...args: unknown[]) => (calls.set(key(idOf(entry.name), args), { id: idOf(entry.name), args }), entry.run(...args)) })));
    expect(calls.size).toBeGreaterThan(catalogue.length);
    const given = [...calls.values()];
    // Excel passes what it knows of the call behind the arguments, asked for or not.
    // A refusal of several cells is an error of Excel's in each of them.
    const answers = await page.evaluate<{ answer?: Grid | CellValue; refusal?: Fault }[]>(`(${JSON.stringify(given)}).map(({ id, args }) => {
      const { run } = told.functions.find((one) => one.id === id);
      const shown = (value) => (Array.isArray(value) ? value.map(shown) : value instanceof CustomFunctions.Error ? { error: value.code, message: value.message } : value);
      try {
        return { answer: shown(run(...args, { address: "Sheet1!A1", functionName: id })) };
      } catch (refusal) {
        return { refusal: { code: refusal.code, message: refusal.message } };
      }
    })`);
    const byCall = new Map([...calls.keys()].map((call, i) => [call, answers[i]]));
    const throughExcel = catalogue.map((entry) => ({
      ...entry,
      run: (...args: unknown[]) => {
        const { answer, refusal } = byCall.get(key(idOf(entry.name), args)) ?? {};
        if (refusal !== undefined) throw new Refusal([refusal]);
        if (answer === undefined) throw new Error(`The page was not asked for ${key(entry.name, args)}`);
        return answer;
      },
    }));
    const examples = exampleAnswers(throughExcel);
    expect(examples.map(({ formula, got }) => ({ formula, got }))).toEqual(examples.map(({ formula, expected }) => ({ formula, got: expected })));
  });
});

describe("beside a workbook in Excel", () => {
  let page: Page;
  let complaints: string[];
  const fact = async (name: string) => (await page.getByTestId(name).allInnerTexts()).join().trim();
  const select = (sheet: string, row: number, column: number) => page.evaluate(`fakeExcel.select(${JSON.stringify({ sheet, top: row, left: column, bottom: row, right: column })})`);
  beforeAll(async () => {
    const book = readFileSync(resolve(__dirname, "../../samples/tier-reading.xlsx")).toString("base64");
    ({ page, complaints } = await opened({ code: readFileSync(process.env["FAKE_OFFICE"] ?? "", "utf8") }, { viewport: { width: 320, height: 900 } }, book));
    await page.getByRole("tab", { name: "Why" }).click();
  });
  afterAll(async () => {
    await page.context().close();
    expect(complaints).toEqual([]);
  });

  test("the selected cell is explained: formula, value, rule and statement", async () => {
    await select("Readings", 5, 4);
    await until(async () => (await fact("place")) === "Readings!D5", () => fact("place"));
    expect(await fact("formula")).toMatch(/^=DEAL\.TIEREDROYALTY\(/);
    expect(await fact("value")).toBe("38,000.00 exactly 38000");
    await page.getByText("The rule: DEAL.TIEREDROYALTY").click();
    expect(await fact("rule")).toBe(catalogue.find(({ name }) => name === "DEAL.TIEREDROYALTY")?.description);
    await page.getByRole("button", { name: "All periods" }).click();
    const rows = page.getByTestId("statement").getByRole("row");
    await rows.first().waitFor();
    expect((await rows.allInnerTexts()).at(-1)?.split("\t").at(-1)).toBe("0");
    expect(await violations(page, LEFT_OUT)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  });

  test("a refusal, of which Excel tells the code alone, is told in its sentence; the figures follow the workbook", async () => {
    await page.evaluate(`fakeExcel.type("Inputs", 12, 5, 8)`);
    await until(async () => (await fact("refusal")) === "The rate 8 is 800%; was a percentage typed as a whole number? 8% is 0.08 (tiers, row 3).", () => fact("refusal"));
    await page.evaluate(`fakeExcel.type("Inputs", 12, 5, 0.12); fakeExcel.type("Inputs", 5, 4, 400000)`);
    await until(async () => (await fact("value")) === "41,000.00 exactly 41000", () => fact("value"));
  });
});

test("what the manifest names is served, and functions.json is the whole of it", async () => {
  const urls = within(manifest).flatMap(({ attributes }) => Object.values(attributes)).filter((value) => value.startsWith("https://localhost:3000/"));
  expect(urls.length).toBeGreaterThan(20);
  for (const url of new Set(urls)) expect([url, (await fetch(url.replace("https://localhost:3000/", address), { method: "HEAD" })).status]).toEqual([url, 200]);
  expect(await (await fetch(`${address}functions.json`)).json()).toEqual(metadata);
});
