import { existsSync, readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const NAME = "office-addin-usage-data";
const packages = resolve(__dirname, "../../node_modules");
const copies = [packages, ...readdirSync(packages).map((name) => join(packages, name, "node_modules"))].map((folder) => join(folder, NAME)).filter((folder) => existsSync(folder));

interface UsageData {
  readonly OfficeAddinUsageData: new (options: object) => { isUsageDataOn(): boolean };
}

/** Through this package Microsoft's tools sent usage data to Application Insights; since 2.1 and 3.0 it does nothing. */
describe("Microsoft's tools send no usage data", () => {
  test("the package is there", () => expect(copies.length).toBeGreaterThan(0));

  test.each(copies)("%s cannot be switched on, and does not know where to send anything", (folder) => {
    const { OfficeAddinUsageData } = createRequire(__filename)(folder) as UsageData;
    expect(new OfficeAddinUsageData({ projectName: "dealsheet", usageDataLevel: "on" }).isUsageDataOn()).toBe(false);
    const { dependencies = {} } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { dependencies?: Record<string, string> };
    expect(Object.keys(dependencies).filter((name) => /applicationinsights|fetch|axios/.test(name))).toEqual([]);
  });
});
