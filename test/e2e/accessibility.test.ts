import type { Locator } from "playwright-core";
import { LOOKS, violations } from "./support/axe";
import { WorkbenchPage, closeBrowser } from "./support/workbenchPage";

/** Fluent UI marks the ends of a menu with invisible elements that pass the focus on. */
const LEFT_OUT = { exclude: ["[data-tabster-dummy]"] };

/** What opens above the page lies in none of its landmarks. */
const ABOVE = { ...LEFT_OUT, without: ["region"] };

afterAll(closeBrowser);

describe.each(LOOKS)("$look", ({ options }) => {
  test("axe finds nothing on the whole page, grid included: on a cell with its statement and with the gallery open", async () => {
    const workbench = await WorkbenchPage.opened(options);
    try {
      // At 320 pixels the tabs are behind arrows: the name leads there.
      await workbench.select("Role_Pools", "E18");
      await workbench.statement();
      expect(await violations(workbench.page, LEFT_OUT)).toEqual([]);
      await workbench.page.getByRole("button", { name: "Samples" }).click();
      await workbench.page.getByRole("menuitem").first().waitFor();
      expect(await violations(workbench.page, ABOVE)).toEqual([]);
      expect(await workbench.page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    } finally {
      await workbench.close();
    }
    expect(workbench.complaints).toEqual([]);
  });
});

describe.each([{ look: "light" }, { look: "dark" }] as const)("what the grid opens, $look", ({ look }) => {
  let workbench: WorkbenchPage;
  beforeEach(async () => {
    workbench = await WorkbenchPage.opened({ colorScheme: look });
  });
  afterEach(() => workbench.close());

  test("axe finds nothing in the list of functions, nor in the help for their arguments", async () => {
    await workbench.select("D30");
    await workbench.page.keyboard.type("=DEAL.", { delay: 50 });
    await workbench.page.getByText("DEAL.NETREVENUE", { exact: true }).waitFor();
    expect(await violations(workbench.page, ABOVE)).toEqual([]);
    await workbench.page.keyboard.press("Enter");
    await workbench.page.getByText("gross", { exact: true }).first().waitFor();
    // It is drawn more than once while its texts come.
    await workbench.page.waitForTimeout(500);
    expect(await violations(workbench.page, ABOVE)).toEqual([]);
  });

  test("axe finds nothing in the list of names, nor in that of the functions", async () => {
    await workbench.page.getByRole("button", { name: "Names", exact: true }).click();
    await workbench.page.getByText("Subscription_Revenue").first().waitFor();
    await workbench.page.waitForTimeout(500);
    expect(await violations(workbench.page, ABOVE)).toEqual([]);
    await workbench.page.keyboard.press("Escape");
    await workbench.page.getByRole("button", { name: "Functions", exact: true }).click();
    await workbench.page.getByText("DEAL.NETREVENUE(gross").waitFor();
    expect(await violations(workbench.page, LEFT_OUT)).toEqual([]);
  });
});

/** What has the focus, as a person would call it. */
function focused({ page }: WorkbenchPage): Promise<string> {
  return page.evaluate(() => {
    const { activeElement: element } = document;
    return element?.getAttribute("aria-label") ?? element?.textContent ?? "";
  });
}

describe("the keyboard alone", () => {
  let workbench: WorkbenchPage;
  const PARTS = ["New", "Cell or name", "What stands in the cell", "About", "Pane"];
  const press = (...keys: readonly string[]) => keys.reduce((before, key) => before.then(() => workbench.page.keyboard.press(key)), Promise.resolve());
  const go = async (part: string) => {
    for (let i = 0; i < PARTS.length && (await focused(workbench)) !== part; i++) await press("F6");
    expect(await focused(workbench)).toBe(part);
  };
  beforeEach(async () => {
    workbench = await WorkbenchPage.opened();
    await workbench.select("A1");
  });
  afterEach(async () => {
    await workbench.close();
    expect(workbench.complaints).toEqual([]);
  });

  test("F6 goes once round all parts of the page and Shift+F6 back; in the sheet Tab goes from cell to cell", async () => {
    await press("Tab");
    expect(await focused(workbench)).toBe("What stands in the cell");
    await workbench.placeIs((place) => place === "About!B1");
    const round = async (key: string) => {
      const met: string[] = [];
      for (let i = 0; i < PARTS.length; i++) {
        await press(key);
        met.push(await focused(workbench));
      }
      return met;
    };
    expect(await round("F6")).toEqual(["About", "Pane", "New", "Cell or name", "What stands in the cell"]);
    expect(await round("Shift+F6")).toEqual(["Cell or name", "New", "Pane", "About", "What stands in the cell"]);
    expect(await workbench.page.getByText("F6 goes on through").isVisible()).toBe(true);
  });

  test("the statement of a figure is reached from the sheet, and read to its last column", async () => {
    await press("F6", "F6", "F6", "F6");
    await workbench.page.keyboard.type("Role_Pools");
    await press("Enter");
    await workbench.page.getByTestId("working").waitFor();
    await go("Pane");
    const tabTo = async (part: string) => {
      for (let i = 0; i < 8 && !(await focused(workbench)).startsWith(part); i++) await press("Tab");
    };
    await tabTo("All periods");
    await press("Enter");
    await tabTo("Statement");
    expect(await focused(workbench)).toBe("Statement of DEAL.PRORATA");
    const last = workbench.page.getByTestId("statement").locator("thead th").last();
    expect(await isSeen(last)).toBe(false);
    for (let i = 0; i < 20 && !(await isSeen(last)); i++) {
      await press("ArrowRight");
      await workbench.page.waitForTimeout(150);
    }
    expect(await isSeen(last)).toBe(true);
  });

  test("an entry that is not finished is kept: F6 leaves it and comes back to it", async () => {
    await workbench.select("C20");
    await workbench.page.keyboard.type("=20+", { delay: 50 });
    await press("F6");
    expect(await focused(workbench)).toBe("About");
    await press("F6", "F6", "F6", "F6");
    expect(await focused(workbench)).toBe("What stands in the cell");
    await workbench.page.keyboard.type("3");
    await press("Enter");
    await workbench.expectFact("C20", "value", "23");
  });

  test("in another part of the page the arrow keys leave the selection where it is; a tab shows its sheet", async () => {
    await go("Pane");
    await press("ArrowDown", "ArrowRight");
    expect(await workbench.fact("place")).toBe("About!A1");
    await go("About");
    await press("ArrowRight");
    await workbench.placeIs((place) => place === "Inputs!A1");
    expect(await focused(workbench)).toBe("Inputs");
  });

  test("the pane is made wider and narrower", async () => {
    await go("Pane");
    await press("Shift+Tab");
    expect(await focused(workbench)).toBe("Width of the pane");
    const width = async () => (await workbench.page.locator("#pane").boundingBox())?.width;
    expect(await width()).toBe(380);
    const line = workbench.page.getByRole("separator", { name: "Width of the pane" });
    expect(await line.getAttribute("aria-valuenow")).toBe("27");
    // 1400 pixels: 27% of it, and 5% more.
    await press("ArrowLeft");
    expect(await width()).toBe(448);
    expect(await line.getAttribute("aria-valuenow")).toBe("32");
    await press("ArrowRight", "ArrowRight");
    expect(await width()).toBe(308);
    await press("Home");
    expect(await width()).toBe(210);
    const at = await line.boundingBox();
    if (at === null) throw new Error("The line is not there.");
    await workbench.page.mouse.move(at.x + 3, at.y + 200);
    await workbench.page.mouse.down();
    await workbench.page.mouse.move(700, at.y + 200, { steps: 3 });
    await workbench.page.mouse.up();
    expect(await width()).toBe(700);
  });
});

/** Nothing lies over it, and it is not cut off. */
function isSeen(element: Locator): Promise<boolean> {
  return element.evaluate((element) => {
    const box = element.getBoundingClientRect();
    return [box.left + 2, box.right - 2].every((x) => document.elementFromPoint(x, box.top + box.height / 2) === element);
  });
}

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
