import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const axe = readFileSync(createRequire(__filename).resolve("axe-core/axe.min.js"), "utf8");

interface Results {
  readonly violations: readonly { readonly id: string; readonly help: string; readonly nodes: readonly { readonly html: string }[] }[];
}

/** What axe finds on a page, apart from these elements and rules. */
export async function violations(page: Page, { exclude = [], without = [] }: { readonly exclude?: readonly string[]; readonly without?: readonly string[] } = {}): Promise<string[]> {
  // Evaluated by the browser's debugger, which the page's security policy does not bind.
  await page.evaluate(axe);
  // Until it has faded in, nothing has its full contrast.
  await page.evaluate(async () => {
    await Promise.all(document.getAnimations().flatMap((one) => (one.effect?.getComputedTiming().iterations === Infinity ? [] : [one.finished.catch(() => undefined)])));
  });
  const { violations: found } = await page.evaluate(
    ([context, options]) => (window as unknown as { axe: { run(context: object, options: object): Promise<Results> } }).axe.run(context, options),
    [{ exclude: exclude.map((selector) => [selector]) }, { rules: Object.fromEntries(without.map((rule) => [rule, { enabled: false }])) }] as const,
  );
  return found.map(({ id, help, nodes }) => `${id}: ${help}\n${nodes.map(({ html }) => html).join("\n")}`);
}

/** How a page may look to whoever opens it. */
export const LOOKS = [
  { look: "light", options: {} },
  { look: "dark", options: { colorScheme: "dark" } },
  { look: "high contrast", options: { forcedColors: "active" } },
  { look: "320 pixels wide", options: { viewport: { width: 320, height: 640 } } },
] as const;
