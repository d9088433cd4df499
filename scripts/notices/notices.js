const { existsSync, readFileSync, readdirSync } = require("node:fs");
const { dirname, join, sep } = require("node:path");

/** The name of the file, beside what is built. */
const NOTICES = "THIRD-PARTY-NOTICES.txt";

/** The files of a package in which it states its licence and whom it names besides. Spelled in many ways. */
const STATEMENTS = /^(?:licen[cs]e|copying|notice|third[-_]party)[\w.-]*$/i;

/** Whose packages those are that name no author: as their repositories say. */
const HOLDERS = { "@fluentui/react-icons": "Microsoft Corporation" };

/** Licences that packages name and do not attach. Whoever holds the copyright is whom the package names as its author. */
const STANDARD = {
  "Apache-2.0": readFileSync(join(__dirname, "Apache-2.0.txt"), "utf8").trim(),
  ISC: `Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted, provided that the above copyright notice and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT, INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF THIS SOFTWARE.`,
  MIT: `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`,
};

/** The folder of the installed package to which a file belongs; undefined for files of our own. */
function packageFolder(file) {
  if (!file.includes(`${sep}node_modules${sep}`)) return undefined;
  // Within a package there may be more package.json files, which name no version.
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    const path = join(folder, "package.json");
    if (!existsSync(path)) continue;
    const { name, version } = JSON.parse(readFileSync(path, "utf8"));
    if (name !== undefined && version !== undefined) return folder;
  }
  throw new Error(`${file} belongs to no package`);
}

/** The folders of all packages that a package needs when it runs, and of those that they need. */
function runtimePackages(root) {
  const folders = new Set();
  const visit = (folder) => {
    const { dependencies = {} } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    for (const name of Object.keys(dependencies)) {
      const found = installed(folder, name);
      if (folders.has(found)) continue;
      folders.add(found);
      visit(found);
    }
  };
  visit(root);
  return [...folders];
}

/** Where Node finds a package: in the folder itself, or in one around it. */
function installed(from, name) {
  for (let folder = from; ; folder = dirname(folder)) {
    const found = join(folder, "node_modules", name);
    if (existsSync(join(found, "package.json"))) return found;
    if (folder === dirname(folder)) throw new Error(`${name} is not installed; run npm ci`);
  }
}

/** What a package says of its licence. Throws where it says nothing that could be passed on. */
function notice(folder) {
  const { name, version, license, author } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile() && STATEMENTS.test(entry.name)).map((entry) => entry.name).sort();
  const texts = files.map((file) => readFileSync(join(folder, file), "utf8").replaceAll("\r\n", "\n").trim());
  if (files.some((file) => /^(?:licen[cs]e|copying)/i.test(file))) return { name, version, license, text: texts.join("\n\n") };
  const holder = HOLDERS[name] ?? (typeof author === "string" ? author : author?.name);
  const standard = STANDARD[license];
  if (standard === undefined || holder === undefined) throw new Error(`${name} ${version} has no licence text, and names ${license ?? "no licence"} and ${holder ?? "no author"}. Nobody may pass it on like that: use another package, or another version.`);
  return { name, version, license, text: [`Copyright (c) ${holder}`, standard, ...texts].join("\n\n") };
}

/** The notices of packages by their folders, packages with the same text together. */
function noticesText(folders) {
  const byText = new Map();
  for (const found of [...new Set(folders)].map(notice)) byText.set(found.text, [...(byText.get(found.text) ?? []), `${found.name} ${found.version} (${found.license ?? "see below"})`]);
  const parts = [...byText].map(([text, names]) => ({ head: [...new Set(names)].sort().join("\n"), text })).sort((a, b) => (a.head < b.head ? -1 : 1));
  const line = "=".repeat(100);
  return `Dealsheet contains software of others, under the licences that follow.\n\n${parts.map(({ head, text }) => `${line}\n${head}\n${line}\n\n${text}\n`).join("\n")}`;
}

/** Writes the notices of all packages that are in a bundle beside it: webpack itself says which modules those are. */
class ThirdPartyNotices {
  apply(compiler) {
    compiler.hooks.thisCompilation.tap("ThirdPartyNotices", (compilation) => {
      const { Compilation, WebpackError, sources } = compiler.webpack;
      compilation.hooks.processAssets.tap({ name: "ThirdPartyNotices", stage: Compilation.PROCESS_ASSETS_STAGE_ADDITIONAL }, () => {
        const files = [...compilation.modules].flatMap((module) => [module, ...(module.modules ?? [])]).flatMap(({ resource }) => (resource === undefined ? [] : [resource.split("?")[0]]));
        const folders = new Set(files.flatMap((file) => packageFolder(file) ?? []));
        try {
          compilation.emitAsset(NOTICES, new sources.RawSource(noticesText([...folders])));
        } catch (error) {
          compilation.errors.push(new WebpackError(error.message));
        }
      });
    });
  }
}

module.exports = { NOTICES, ThirdPartyNotices, noticesText, packageFolder, runtimePackages };
