import { violations } from "./support/axe";
import { WorkbenchPage, closeBrowser } from "./support/workbenchPage";

/**
 * The grid, and the list of names that it opens, are the library's; what they draw stands in the twin too. Fluent UI marks the ends of a menu with
 * invisible elements that pass the focus on. A menu lies above the page and in none of its landmarks.
 */
const LEFT_OUT = { exclude: [".spreadsheet", "[data-slot=popover-content]", "[data-tabster-dummy]"], without: ["region"] };

afterAll(closeBrowser);

describe.each([
  { look: "light", options: {} },
  { look: "dark", options: { colorScheme: "dark" } },
  { look: "high contrast", options: { forcedColors: "active" } },
  { look: "320 pixels wide", options: { viewport: { width: 320, height: 640 } } },
] as const)("$look", ({ options }) => {
  test("axe finds nothing, on a cell with its statement and with the gallery open", async () => {
    const workbench = await WorkbenchPage.opened(options);
    try {
      // At 320 pixels the tabs are behind arrows: the name leads there.
      await workbench.select("Role_Pools", "E18");
      await workbench.page.getByTestId("statement").waitFor();
      expect(await violations(workbench.page, LEFT_OUT)).toEqual([]);
      await workbench.page.getByRole("button", { name: "Samples" }).click();
      await workbench.page.getByRole("menuitem").first().waitFor();
      // Until it has faded in, nothing in it has its full contrast.
      await workbench.page.waitForTimeout(500);
      expect(await violations(workbench.page, LEFT_OUT)).toEqual([]);
      expect(await workbench.page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    } finally {
      await workbench.close();
    }
    expect(workbench.complaints).toEqual([]);
  });
});

test("every command can be reached and used by the keyboard", async () => {
  const workbench = await WorkbenchPage.opened();
  try {
    await workbench.page.getByRole("button", { name: "Samples" }).focus();
    await workbench.page.keyboard.press("Enter");
    await workbench.page.keyboard.press("ArrowDown");
    await workbench.page.keyboard.press("Enter");
    await workbench.settled("tier-reading.xlsx");
  } finally {
    await workbench.close();
  }
});
