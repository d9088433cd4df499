import type { FunctionDoc } from "./jsdoc";

export const NAMESPACE = "DEAL";

/** The source of generated/faces.ts: the code of every function. */
export function facesSource(modules: ReadonlyMap<string, readonly FunctionDoc[]>): string {
  const imports = [...modules].map(([module, docs]) => `import { ${docs.map(({ exportName }) => exportName).join(", ")} } from "../${module}";`);
  const entries = [...modules.values()].flat().map(({ id, exportName }) => `  "${nameOf(id)}": ${exportName},`);
  return `// Generated from the JSDoc of the faces (npm run generate). Do not edit.
${imports.join("\n")}

/** The code of every function, by its name. */
export const faces = {
${entries.join("\n")}
};
`;
}

/** texts.json: what is said of every function wherever it is offered. */
export function textsJson(docs: readonly FunctionDoc[]): string {
  const texts = docs.map(({ id, description, parameters, returns, examples: [example], identity }) => ({
    ...{ name: nameOf(id), description, parameters, returns, example },
    ...(identity === "" ? {} : { identity }),
  }));
  return `${JSON.stringify(texts, null, 2)}\n`;
}

/** manual.json: the longer text behind each function's first sentence, in Markdown, and its examples. */
export function manualJson(docs: readonly FunctionDoc[]): string {
  return `${JSON.stringify(Object.fromEntries(docs.map((doc) => [nameOf(doc.id), { remarks: manualText(doc), examples: doc.examples }])), null, 2)}\n`;
}

/** A statement's manual begins with how its lines add up. */
export function manualText({ identity, remarks }: FunctionDoc): string {
  return [identity, remarks].filter((text) => text !== "").join(" ");
}

function nameOf(id: string): string {
  return `${NAMESPACE}.${id}`;
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
