import { readFileSync, writeFileSync } from "node:fs";
import { chromium } from "playwright-core";
import { browser } from "../../test/e2e/support/browser.mjs";

/** What Office asks for: 16, 32 and 80 pixels always, the others for screens between. */
const SIZES = [16, 20, 24, 32, 40, 48, 64, 80];

/** Draws the icons of the ribbon from their definitions, assets/*.svg, at every size. */
const opened = await chromium.launch(await browser());
const page = await opened.newPage();
for (const name of ["dealsheet", "explain-cell"]) {
  const drawing = readFileSync(`assets/${name}.svg`, "utf8");
  for (const size of SIZES) {
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(`<style>body { margin: 0 } svg { display: block; width: ${size}px; height: ${size}px }</style>${drawing}`);
    writeFileSync(`assets/${name}-${size}.png`, await page.screenshot({ omitBackground: true }));
  }
}
await opened.close();
