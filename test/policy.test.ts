import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The directives of a page's policy, by name. */
function policy(page: string): Map<string, string[]> {
  const html = readFileSync(join(__dirname, "../src", page, "index.html"), "utf8");
  const [, content] = /http-equiv="Content-Security-Policy"\s+content="([^"]*)"/.exec(html) ?? [];
  if (content === undefined) throw new Error(`${page} has no policy`);
  return new Map(content.split(";").map((directive) => directive.trim().split(/\s+/)).map(([name = "", ...sources]) => [name, sources]));
}

describe.each(["workbench", "taskpane"])("the policy of the page %s", (page) => {
  test("lets no text become code: the grid's library could register functions that way", () => {
    // Where script-src is missing, default-src holds.
    const scripts = policy(page).get("script-src");
    expect(scripts).toContain("'self'");
    expect(scripts?.filter((source) => source.startsWith("'"))).toEqual(["'self'"]);
    for (const sources of policy(page).values()) expect(sources.join(" ")).not.toContain("eval");
  });

  test("forbids whatever it does not name", () => {
    expect(policy(page).get("default-src")).toEqual(["'none'"]);
  });
});
