import { chromium, type Browser, type BrowserContextOptions, type Download, type Locator, type Page } from "playwright-core";

/** The workbench as a person uses it: by its labels, by the keyboard, and by what the twin beside the grid says. */
export class WorkbenchPage {
  /** Whatever ought not to happen: errors, warnings of the security policy, requests that leave the page's own server. */
  readonly complaints: string[] = [];

  private constructor(readonly page: Page) {
    page.on("console", (message) => {
      if (message.type() === "error") this.complaints.push(message.text());
    });
    page.on("pageerror", (fault) => this.complaints.push(fault.stack ?? fault.message));
    page.on("request", (request) => {
      const url = request.url();
      if (!url.startsWith(address()) && !url.startsWith("data:") && !url.startsWith("blob:")) this.complaints.push(`a request to ${url}`);
    });
  }

  /** Opened, with the first sample computed, and the pane at this view: the twin, unless another is wanted. */
  static async opened(options: BrowserContextOptions = {}, view: "Deal" | "Why" = "Why"): Promise<WorkbenchPage> {
    const browser = await sharedBrowser();
    const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, acceptDownloads: true, ...options });
    const workbench = new WorkbenchPage(await context.newPage());
    await workbench.page.goto(address());
    await workbench.settled("music-consortium.xlsx");
    if (view !== "Deal") await workbench.showView(view);
    return workbench;
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }

  /** Waits until a file is open and calculated. */
  async settled(fileName: string): Promise<void> {
    await until(async () => (await this.page.title()).includes(fileName), () => this.page.title());
    await this.page.locator(".busy").waitFor({ state: "detached", timeout: 60_000 });
  }

  async openSample(title: string, fileName: string): Promise<void> {
    await this.page.getByRole("button", { name: "Samples" }).click();
    await this.page.getByRole("menuitem", { name: title }).click();
    await this.settled(fileName);
  }

  async openFile(name: string, bytes: Uint8Array): Promise<void> {
    await this.page.getByLabel("Open a workbook").setInputFiles({ name, mimeType: "application/octet-stream", buffer: Buffer.from(bytes) });
    await this.settled(name);
  }

  /** Opens a file, whatever is lost of the one before. */
  async replaceFile(name: string, bytes: Uint8Array): Promise<void> {
    await this.page.getByLabel("Open a workbook").setInputFiles({ name, mimeType: "application/octet-stream", buffer: Buffer.from(bytes) });
    const discard = this.page.getByRole("button", { name: "Discard changes" });
    const isOpen = async () => (await this.page.title()).includes(name);
    await until(async () => (await isOpen()) || (await discard.isVisible()), () => this.page.title());
    if (await discard.isVisible()) await discard.click();
    await this.settled(name);
  }

  async showView(name: "Deal" | "Why" | "Functions"): Promise<void> {
    await this.page.getByRole("tablist", { name: "Views of the pane" }).getByRole("tab", { name, exact: true }).click();
  }

  /** The whole statement of the selected cell, every period. */
  async statement(): Promise<Locator> {
    const button = this.page.getByRole("button", { name: "All periods" });
    await button.waitFor();
    if ((await button.getAttribute("aria-expanded")) !== "true") await button.click();
    const statement = this.page.getByTestId("statement");
    await statement.waitFor();
    return statement;
  }

  async showSheet(name: string): Promise<void> {
    await this.page.locator(".spreadsheet").getByText(name, { exact: true }).first().click();
    await this.placeIs((place) => place.includes(`${name}!`) || place.includes(`'${name}'!`));
  }

  /** Where the grid is drawn. */
  async grid(): Promise<{ x: number; y: number; width: number; height: number }> {
    const box = await this.page.locator("canvas[id^=univer-sheet-main-canvas]").boundingBox();
    if (box === null) throw new Error("The grid is not there.");
    return box;
  }

  /** Selects a cell of the sheet in front, by its address or a name. */
  async select(reference: string, address = reference): Promise<void> {
    // The box shows where a selection moves to that is still on its way, over what is typed into it: a person sees it arrive.
    await this.page.evaluate(() => new Promise<unknown>((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    const box = this.page.locator(".spreadsheet input").first();
    await box.click();
    await box.fill(reference);
    await box.press("Enter");
    // Of a block the twin names the first cell, and then the block.
    await this.placeIs((place) => place.split(" (of")[0]?.endsWith(`!${address}`) === true);
  }

  /** Waits until the twin tells of such a place. */
  async placeIs(isMeant: (place: string) => boolean): Promise<void> {
    await until(async () => isMeant(await this.fact("place")), () => this.fact("place"));
  }

  /** Types into a cell of the sheet in front, and leaves it. */
  async type(cell: string, text: string): Promise<void> {
    await this.select(cell);
    await this.page.keyboard.type(text);
    await this.page.keyboard.press("Enter");
  }

  /** What the deal pays, as the pane shows it. */
  async total(): Promise<string> {
    return (await this.page.getByTestId("total").innerText()).replace(/\s+/g, " ").trim();
  }

  /** Waits until the deal pays this. */
  async totalIs(text: string): Promise<void> {
    await until(async () => (await this.total()) === text, () => this.total());
  }

  /** What the twin says of the selected cell. */
  async fact(name: "place" | "formula" | "value" | "refusal"): Promise<string> {
    const [text = ""] = await this.page.getByTestId(name).allInnerTexts();
    return text.trim();
  }

  /** Selects a cell, and waits until the twin says this of it. */
  async expectFact(cell: string, name: "formula" | "value" | "refusal", expected: string): Promise<void> {
    await this.select(cell);
    await until(async () => (await this.fact(name)).includes(expected), async () => `${cell}: expected ${expected}, got ${await this.fact(name)}`);
  }

  /** A sheet of its own in front, as the button for one makes it. */
  async addSheet(): Promise<void> {
    const before = await this.fact("place");
    await this.page.locator(".spreadsheet footer button").first().click();
    await until(async () => (await this.fact("place")) !== before && (await this.fact("place")).endsWith("!A1"), () => this.fact("place"));
  }

  async saved(): Promise<Uint8Array> {
    const [download] = await Promise.all([this.page.waitForEvent("download"), this.page.getByRole("button", { name: "Save" }).click()]);
    return downloaded(download);
  }
}

export async function downloaded(download: Download): Promise<Uint8Array> {
  const pieces: Buffer[] = [];
  for await (const piece of await download.createReadStream()) pieces.push(piece as Buffer);
  return new Uint8Array(Buffer.concat(pieces));
}

function address(): string {
  return process.env["WORKBENCH_ADDRESS"] ?? "";
}

let browser: Promise<Browser> | undefined;

function sharedBrowser(): Promise<Browser> {
  return (browser ??= chromium.connect(process.env["WORKBENCH_BROWSER"] ?? ""));
}

export async function closeBrowser(): Promise<void> {
  await (await browser)?.close();
}

const PATIENCE = 10_000;

/** Waits for something that a page does in its own time; says what was found where it never comes. */
export async function until(holds: () => Promise<boolean>, found: () => Promise<string>): Promise<void> {
  for (const start = Date.now(); !(await holds()); await new Promise((done) => setTimeout(done, 20))) {
    if (Date.now() - start > PATIENCE) throw new Error(`It did not come about. ${await found()}`);
  }
}
