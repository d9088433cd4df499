import { openXlsx } from "../../src/file/xlsx";
import { catalogue } from "../../src/functions/catalogue";
import { at, valueAt, workbook, type Given } from "../sheet/build";
import { workbookBytes } from "../support/workbookBytes";
import { LOOKS, violations } from "./support/axe";
import { WorkbenchPage, closeBrowser, until } from "./support/workbenchPage";

const LEFT_OUT = { exclude: ["[data-tabster-dummy]"] };
const VOICE = ["A voice in a text-to-speech service", "voice-licence.xlsx"] as const;

/** A base and a scale under their names, without a formula: where the tiers start again is not said. Each period 60,000; never, and every four quarters, 100,000. */
const ASKED: Record<string, Given> = {
  "Inputs!A1": "A jingle",
  "Inputs!A3": "Period",
  "Inputs!A5": "Net sales",
  ...Object.fromEntries<Given>(["B", "C", "D", "E"].flatMap((column, i) => [[`Inputs!${column}3`, `Q${i + 1} 2026`], [`Inputs!${column}5`, 300_000]])),
  "Inputs!A8": "Above",
  "Inputs!B8": "Rate",
  "Inputs!A9": 0,
  "Inputs!B9": 0.05,
  "Inputs!A10": 400_000,
  "Inputs!B10": 0.1,
  "Inputs!A12": "Headcount",
  "Inputs!B12": 12,
};
const NAMES = [
  { name: "Net_Sales", formula: "Inputs!$B$5:$E$5" },
  { name: "Tiers", formula: "Inputs!$A$8:$B$10" },
  { name: "Headcount", formula: "Inputs!$B$12" },
];
const asked = (more: Record<string, Given> = {}) => workbookBytes(workbook({ ...ASKED, ...more }, NAMES));

let workbench: WorkbenchPage;
afterEach(async () => {
  const { complaints } = workbench;
  await workbench.close();
  expect(complaints).toEqual([]);
});
afterAll(closeBrowser);

const focused = () => workbench.page.evaluate(() => document.activeElement?.textContent ?? "");
/** The place that the box before the formula names. */
const selected = () => workbench.page.locator("[data-u-comp=defined-name] input").inputValue();
const answerNever = async () => {
  await workbench.page.getByRole("radio", { name: /^never/ }).click();
  await workbench.page.getByRole("button", { name: /^Use/ }).click();
};

describe("a sample", () => {
  beforeEach(async () => {
    workbench = await WorkbenchPage.opened({}, "Deal");
    await workbench.openSample(...VOICE);
  });

  test("the pane opens with what is due, to whom, and whether that is sound: the same figures as in the cells", async () => {
    await workbench.totalIs("246,602.55 USD");
    expect(await workbench.page.locator(".stateChip").innerText()).toBe("sound");
    const payees = (await workbench.page.locator(".payee").allInnerTexts()).map((text) => text.split(/\s*\n\s*/).filter((part) => part !== "").join(" "));
    expect(payees).toEqual(["Voice actor 160,291.66 65.0%", "Agent 24,660.26 10.0%", "Studio 61,650.63 25.0%"]);
    await workbench.page.getByText("By period").click();
    expect((await workbench.page.locator(".periods tr").allInnerTexts())[0]).toBe("Q1 2026\t7,368.41");
  });

  test("an edit in the grid changes the figure; the old one stays for a moment, and is read out", async () => {
    await workbench.totalIs("246,602.55 USD");
    await workbench.showView("Why");
    await workbench.showSheet("Inputs");
    await workbench.type("D6", "284210.35");
    await workbench.showView("Deal");
    await until(async () => !(await workbench.total()).includes("246,602.55"), () => workbench.total());
    await workbench.page.getByText("was 246,602.55", { exact: true }).waitFor();
    expect(await workbench.page.locator(".paneHead [role=status]").innerText()).toMatch(/: due [\d,.]+ USD, was 246,602\.55, sound$/);
    await workbench.page.getByText("was 246,602.55", { exact: true }).waitFor({ state: "detached" });
    await workbench.page.getByRole("button", { name: "Undo" }).click();
    await workbench.totalIs("246,602.55 USD");
  });

  test("by keyboard alone: from the sheet to a payee, back with Esc to where one was, and from a step to its cells", async () => {
    await workbench.totalIs("246,602.55 USD");
    const tabTo = async (part: string) => {
      for (let i = 0; i < 15 && !(await focused()).startsWith(part); i++) await workbench.page.keyboard.press("Tab");
      expect(await focused()).toMatch(new RegExp(`^${part}`));
    };
    for (let i = 0; i < 6 && (await workbench.page.evaluate(() => document.activeElement?.getAttribute("aria-label"))) !== "Pane"; i++) await workbench.page.keyboard.press("F6");
    await tabTo("Deal");
    await workbench.page.keyboard.press("ArrowRight");
    expect(await focused()).toMatch(/^Why/);
    await workbench.page.keyboard.press("ArrowLeft");
    await tabTo("Agent");
    await workbench.page.keyboard.press("Enter");
    expect(await focused()).toBe("Agent");
    expect(await workbench.page.locator(".detail .periods tr").first().innerText()).toBe("Q1 2026\t736.84");
    await workbench.page.keyboard.press("Escape");
    await until(async () => (await focused()).startsWith("Agent24"), focused);
    await tabTo("Royalty");
    await workbench.page.keyboard.press("Enter");
    await until(async () => (await selected()).startsWith("D8"), selected);
    await workbench.showView("Why");
    await workbench.placeIs((place) => place === "Licence!D8 (of D8:O8)");
  });

  test("from a payee's figure to the cells in which it stands, and to those it comes from", async () => {
    await workbench.page.locator(".payee", { hasText: "Agent" }).click();
    await workbench.page.getByRole("button", { name: "Licence!D13:O13" }).click();
    await until(async () => (await selected()).startsWith("D13"), selected);
    await workbench.page.getByRole("button", { name: "Inputs!B18:C21" }).click();
    await until(async () => (await selected()).startsWith("B18"), selected);
  });
});

test("while it is not answered, what is due stands from – to; the answer decides it, and can be taken back", async () => {
  workbench = await WorkbenchPage.opened({}, "Deal");
  await workbench.replaceFile("asked.xlsx", asked());
  await until(async () => (await workbench.total()).startsWith("60,000.00 – 100,000.00"), () => workbench.total());
  expect(await workbench.page.locator(".stateChip").innerText()).toBe("1 to answer");
  expect((await workbench.page.locator(".option").allInnerTexts()).map((text) => text.split(/\s*\n\s*|\s{2,}/).at(-1)?.trim())).toEqual(["60,000.00", "100,000.00", "100,000.00"]);
  await answerNever();
  await until(async () => (await workbench.total()).startsWith("100,000.00"), () => workbench.total());
  expect(await workbench.page.locator(".stateChip").innerText()).toBe("sound");
  await workbench.page.getByText("Answered (1)").click();
  await workbench.page.getByRole("button", { name: /^Answer again/ }).click();
  await until(async () => (await workbench.page.locator(".stateChip").innerText()) === "1 to answer", () => workbench.total());
  // Nothing was written.
  expect(await workbench.page.getByText("not saved").count()).toBe(0);
});

test("the deal is written as a sheet Model, is read from there with the same figures, and can be taken away again", async () => {
  workbench = await WorkbenchPage.opened({}, "Deal");
  await workbench.replaceFile("asked.xlsx", asked());
  const write = workbench.page.getByRole("button", { name: "Write the model" });
  await workbench.page.getByText("First the question above has to be answered.").waitFor();
  await answerNever();
  await workbench.totalIs("100,000.00");
  await write.click();
  await workbench.page.getByText("Written on the sheet Model. The deal is read from there now.").waitFor();
  await workbench.totalIs("100,000.00");
  await workbench.page.getByRole("button", { name: "Go to the model" }).click();
  await until(async () => (await selected()).startsWith("A1"), selected);
  const { workbook: saved } = openXlsx(await workbench.saved(), catalogue.map(({ name }) => name));
  expect(saved.sheets.map(({ name }) => name)).toEqual(["Inputs", "Deal", "Model"]);
  expect(saved.sheet("Model")?.cell(3, 4)?.value).toBe(0);
  await workbench.page.getByRole("button", { name: "Take it away again" }).click();
  await workbench.page.getByText("The sheets Deal and Model are gone again.").waitFor();
  await workbench.totalIs("100,000.00");
  await write.click();
  await workbench.page.getByText("Written on the sheet Model. The deal is read from there now.").waitFor();
  // Undo takes it away too, and with it what was told of it.
  await workbench.page.getByRole("button", { name: "Undo" }).click();
  await write.waitFor();
  expect(await workbench.page.getByRole("button", { name: "Take it away again" }).count()).toBe(0);
  await workbench.totalIs("100,000.00");
});

test("a model in a file is written anew: beforehand it is said what would change, afterwards it can be put back", async () => {
  workbench = await WorkbenchPage.opened({}, "Deal");
  await workbench.replaceFile("asked.xlsx", asked());
  await answerNever();
  await workbench.page.getByRole("button", { name: "Write the model" }).click();
  await workbench.page.getByText("Written on the sheet Model. The deal is read from there now.").waitFor();
  await workbench.replaceFile("again.xlsx", await workbench.saved());
  const see = workbench.page.getByRole("button", { name: "See what would change" });
  await see.click();
  await workbench.page.getByText("Nothing would change.").waitFor();
  await workbench.showView("Why");
  await workbench.showSheet("Model");
  await workbench.select("D9");
  await workbench.page.keyboard.press("Delete");
  await workbench.showView("Deal");
  await see.click();
  await workbench.page.getByText("Changed: Royalty").waitFor();
  const formula = async () => openXlsx(await workbench.saved(), catalogue.map(({ name }) => name)).workbook.sheet("Model")?.cell(9, 4)?.formula?.text;
  expect(await formula()).toBeUndefined();
  await workbench.page.getByRole("button", { name: "Write it anew" }).click();
  await workbench.page.getByText("The sheet Model is written anew.").waitFor();
  expect(await formula()).toMatch(/^SUM\(/);
  await workbench.page.getByRole("button", { name: "Put it back" }).click();
  await workbench.page.getByText("The sheet Model is as it was.").waitFor();
  expect(await formula()).toBeUndefined();
});

test("Keep writes the answers, and the file that is opened again has them", async () => {
  workbench = await WorkbenchPage.opened({}, "Deal");
  await workbench.replaceFile("asked.xlsx", asked());
  await answerNever();
  await workbench.page.getByRole("button", { name: "Keep", exact: true }).click();
  await workbench.page.getByText("Written on the sheet Deal.").waitFor();
  const bytes = await workbench.saved();
  const kept = openXlsx(bytes, catalogue.map(({ name }) => name)).workbook;
  expect([valueAt(kept, "Deal!A1"), valueAt(kept, "Deal!A6"), valueAt(kept, "Deal!B6"), at(kept, "Deal!B6")?.formula]).toEqual(["Deal", "Where do the tiers start again?", "never", undefined]);
  // What other answers would pay stays in the pane.
  expect([...(kept.sheet("Deal")?.rows.values() ?? [])].flatMap((row) => [...row.values()].map(({ value }) => value)).filter((value) => typeof value === "number")).toEqual([]);
  await workbench.replaceFile("again.xlsx", bytes);
  await until(async () => (await workbench.total()).startsWith("100,000.00"), () => workbench.total());
  await workbench.page.getByText("Kept on the sheet Deal: 1 answer").waitFor();
});

test("Keep takes no sheet away that somebody else has called Deal", async () => {
  workbench = await WorkbenchPage.opened({}, "Deal");
  await workbench.replaceFile("asked.xlsx", asked({ "Deal!A1": "Our own notes" }));
  await answerNever();
  await workbench.page.getByRole("button", { name: "Keep", exact: true }).click();
  await workbench.page.getByText("The workbook has a sheet Deal of its own, and it stays as it is.").waitFor();
});

test("a workbook without a deal says what is missing", async () => {
  workbench = await WorkbenchPage.opened({}, "Deal");
  await workbench.replaceFile("none.xlsx", workbookBytes(workbook({ "Costs!A1": "Rent", "Costs!B1": 12 })));
  await workbench.page.getByText("No scale, rate or split in this workbook").waitFor();
});

test("a refusal is listed with the cell where it stands, and leads there", async () => {
  workbench = await WorkbenchPage.opened({}, "Deal");
  await workbench.openSample(...VOICE);
  await workbench.showView("Why");
  await workbench.showSheet("Inputs");
  await workbench.type("D14", "6");
  await workbench.showView("Deal");
  await until(async () => /problem/.test(await workbench.page.locator(".stateChip").innerText()), () => workbench.page.locator(".stateChip").innerText());
  await workbench.page.locator(".problems li").first().waitFor();
  expect(await workbench.page.locator(".problems").innerText()).toContain("600%");
  await workbench.showView("Why");
  await workbench.page.locator(".stateChip").click();
  await until(async () => (await focused()).startsWith("Problems"), focused);
  const go = workbench.page.locator(".problems button").first();
  const cell = /!\$?([A-Z]+\d+)/.exec(await go.innerText())?.[1] ?? "";
  await go.click();
  await until(async () => (await selected()).startsWith(cell), selected);
});

describe.each(LOOKS)("$look", ({ options }) => {
  test("axe finds nothing on the page, pane included, and nothing is cut off: a question, a payee, each view", async () => {
    workbench = await WorkbenchPage.opened(options, "Deal");
    const isWhole = () => workbench.page.locator("#pane").evaluate((pane) => Array.from(pane.querySelectorAll(".amount")).every((amount) => amount.getBoundingClientRect().right <= pane.getBoundingClientRect().right) && pane.scrollWidth <= pane.clientWidth);
    await workbench.replaceFile("asked.xlsx", asked());
    await workbench.page.getByRole("radio").first().waitFor();
    expect(await violations(workbench.page, LEFT_OUT)).toEqual([]);
    expect(await isWhole()).toBe(true);
    await workbench.page.locator(".payee").first().click();
    await workbench.page.locator(".detail").waitFor();
    expect(await violations(workbench.page, LEFT_OUT)).toEqual([]);
    expect(await isWhole()).toBe(true);
    await workbench.showView("Functions");
    await workbench.page.getByText("DEAL.NETREVENUE(gross").waitFor();
    expect(await violations(workbench.page, LEFT_OUT)).toEqual([]);
    await workbench.showView("Why");
    await workbench.page.getByTestId("place").waitFor();
    expect(await isWhole()).toBe(true);
    expect(await workbench.page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  });
});
