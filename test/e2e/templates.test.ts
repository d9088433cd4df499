import { valueAt } from "../sheet/build";
import { openXlsx } from "../../src/file/xlsx";
import { LOOKS, violations } from "./support/axe";
import { WorkbenchPage, closeBrowser, downloaded, until } from "./support/workbenchPage";

let workbench: WorkbenchPage;
afterEach(async () => {
  const { complaints } = workbench;
  await workbench.close();
  expect(complaints).toEqual([]);
});
afterAll(closeBrowser);

const newButton = () => workbench.page.getByRole("button", { name: "New", exact: true });
const fileName = () => workbench.page.getByLabel("File name");

/** Types into the selected cell, and waits for the workbook to know. */
async function typed(cell: string, text: string): Promise<void> {
  const box = workbench.page.locator(".spreadsheet input").first();
  await box.click();
  await box.fill(cell);
  await box.press("Enter");
  await until(async () => (await box.inputValue()) === cell, () => box.inputValue());
  await workbench.page.keyboard.type(text);
  await workbench.page.keyboard.press("Enter");
  await workbench.page.getByText("not saved").waitFor();
}

test("a template is chosen by the keyboard, a figure typed over, and the file saved under another name", async () => {
  workbench = await WorkbenchPage.opened({}, "Deal");
  const { page } = workbench;
  await newButton().focus();
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name: "Blank workbook" }).waitFor();
  // Letters lead to the item that begins with them.
  await page.keyboard.type("h");
  await page.keyboard.press("Enter");
  await workbench.settled("Hybrid fee and royalty.xlsx");
  await workbench.totalIs("81,000.00 USD");
  // 50,000 more in the second tier of the first year.
  await typed("D7", "425000");
  await workbench.totalIs("87,000.00 USD");
  await fileName().fill("Studio A/B: draft");
  await page.keyboard.press("Escape");
  expect(await fileName().inputValue()).toBe("Hybrid fee and royalty.xlsx");
  await fileName().fill("Studio A/B: draft");
  // Save takes the keyboard from the name.
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save" }).click()]);
  expect(download.suggestedFilename()).toBe("Studio AB draft.xlsx");
  expect(await page.title()).toBe("Studio AB draft.xlsx – Dealsheet");
  expect(valueAt(openXlsx(await downloaded(download), []).workbook, "Inputs!D7")).toBe(425_000);
});

test("an empty workbook has no deal and leads to the templates, which ask before what was typed is lost", async () => {
  workbench = await WorkbenchPage.opened({}, "Deal");
  const { page } = workbench;
  await newButton().click();
  await page.getByRole("menuitem", { name: "Blank workbook" }).click();
  await workbench.settled("Untitled deal.xlsx");
  await page.getByRole("heading", { name: "No deal found" }).first().waitFor();
  expect(await workbench.page.getByRole("tab", { name: "Sheet1" }).count()).toBe(1);
  await typed("A1", "Notes");
  await page.getByRole("button", { name: "Start from a template" }).click();
  await page.getByRole("menuitem", { name: "Film waterfall" }).click();
  await page.getByRole("button", { name: "Keep working" }).click();
  expect(await fileName().inputValue()).toBe("Untitled deal.xlsx");
  await page.getByRole("button", { name: "Start from a template" }).click();
  await page.getByRole("menuitem", { name: "Film waterfall" }).click();
  await page.getByRole("button", { name: "Discard changes" }).click();
  await workbench.settled("Film waterfall.xlsx");
  await workbench.totalIs("500,000.00 USD");
});

test.each(LOOKS)("$look: axe finds nothing with the menu open, all of which can be scrolled to", async ({ options }) => {
  workbench = await WorkbenchPage.opened(options, "Deal");
  const { page } = workbench;
  await newButton().click();
  await page.getByRole("menuitem").first().waitFor();
  expect(await violations(page, { exclude: ["[data-tabster-dummy]"], without: ["region"] })).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  await page.getByRole("menuitem", { name: "Statutory mechanical royalty" }).click();
  await workbench.settled("Statutory mechanical royalty.xlsx");
  await workbench.totalIs("4,200.00 USD");
});
