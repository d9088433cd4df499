import { readFileSync } from "node:fs";
import { join } from "node:path";
import { BOOKS } from "../../scripts/samples/books";
import { sharedName } from "../../scripts/samples/sharedSamples";
import { ROOT } from "../support/deal";
import { pagesInLibreOffice, testOnPaper } from "../support/libreOffice";

/** How many pages each copy may have, and what its first page says: what somebody is paid in all, with the payee. */
const ON_PAPER: Readonly<Record<string, { readonly pages: number; readonly says: readonly RegExp[] }>> = {
  "tier-reading.xlsx": { pages: 8, says: [/Licensor, Reading 6: marginal, never +98,000\.00 USD/, /Licensor, Reading 3: cliff, each period +95,000\.00 USD/] },
  "voice-licence.xlsx": { pages: 9, says: [/In all +246,602\.55 USD/, /Voice actor +160,291\.66 USD/] },
  "film-style-licence.xlsx": { pages: 13, says: [/Distributor +432,992\.55 USD +Waterfall!E10:L10, Waterfall!E11:L11/] },
  "stock-library.xlsx": { pages: 11, says: [/Image library +672,968\.25 USD/, /Foreign agency +239,488\.59 USD/] },
  "music-consortium.xlsx": { pages: 40, says: [/In all +3,416,995\.87 USD/] },
};

testOnPaper("a copy is as long as somebody reads, its first page says what is paid, and every page which sheet it is of", () => {
  const copies = BOOKS.flatMap((book) => (["native", "values"] as const).map((mode) => ({ book, mode })));
  const printed = pagesInLibreOffice(copies.map(({ book, mode }) => readFileSync(join(ROOT, "samples/shared", sharedName(book, mode)))));
  copies.forEach(({ book, mode }, i) => {
    const pages = printed[i] ?? [];
    const { pages: most, says } = ON_PAPER[book.fileName] ?? { pages: 0, says: [] };
    expect(`${book.fileName} ${mode}: ${pages.length <= most ? "as wanted" : `${pages.length} pages`}`).toBe(`${book.fileName} ${mode}: as wanted`);
    for (const words of says) expect(pages[0]).toMatch(words);
    expect(pages[0]).toMatch(/Master check of this copy, must be 0 +0\.00\n/);
    // A figure that does not fit is shown as signs.
    expect(pages.filter((page) => page.includes("###"))).toEqual([]);
    // Check stands behind the first sheet, whose payees may fill a second page.
    const second = pages.findIndex((page) => page.startsWith("Check of this copy"));
    expect(pages.slice(0, second).every((page) => /Read me first +\d+ of \d+\s*$/.test(page))).toBe(true);
    expect(second).toBeGreaterThan(0);
    expect(pages.some((page) => page.includes("The inputs and the figures as they stood"))).toBe(false);
  });
});
