import type { FunctionDoc } from "./jsdoc";

export const NAMESPACE = "DEAL";

/** The source of src/functions/catalogue.ts: every function with its documentation and its code. */
export function catalogueSource(modules: ReadonlyMap<string, readonly FunctionDoc[]>): string {
  const imports = [...modules].map(([module, docs]) => `import { ${docs.map(({ exportName }) => exportName).join(", ")} } from "./${module}";`);
  const entries = [...modules.values()].flat().map((doc) => {
    const { id, exportName, description, remarks, parameters, returns, examples } = doc;
    const shown = JSON.stringify({ name: `${NAMESPACE}.${id}`, description, remarks, parameters, returns, examples }, null, 2);
    return shown.replace(/\n\}$/, `,\n  run: ${exportName}\n}`);
  });
  return `// Generated from the JSDoc of the files in this folder (npm run generate). Do not edit.
import type { CatalogueEntry } from "./catalogueEntry";
${imports.join("\n")}

/** Every function of the namespace ${NAMESPACE}. */
export const catalogue: readonly CatalogueEntry[] = [
${entries.join(",\n").replace(/^/gm, "  ")},
];
`;
}

/** The source of src/native/nativeBlocks.ts: how each function's calls are written in plain formulas. */
export function nativeBlocksSource(modules: readonly { readonly module: string; readonly path: string; readonly docs: readonly FunctionDoc[] }[]): string {
  const imports = modules.map(({ module, path }) => `import { ${module}Block } from "./${path}";`);
  const entries = modules.map(({ module, docs: [main] }) => `  ["${NAMESPACE}.${main?.id ?? ""}", ${module}Block],`);
  return `// Generated: one entry for each file of this folder, or of a folder in it, that has the name of a function (npm run generate). Do not edit.
import type { BlockOf } from "./parts/block";
${imports.join("\n")}

/** How the calls of each function are written in plain formulas, by the function's name. */
export const nativeBlocks: ReadonlyMap<string, BlockOf> = new Map<string, BlockOf>([
${entries.join("\n")}
]);
`;
}
