import { generateCustomFunctionsMetadata } from "custom-functions-metadata";
import type { FunctionDoc } from "./jsdoc";

interface Metadata {
  allowErrorForDataTypeAny?: boolean;
  functions: { id: string; name: string; description?: string; parameters: { name: string; description?: string }[] }[];
}

/**
 * functions.json as Microsoft's generator makes it from the JSDoc, with what it never writes: errors inside ranges reach the function,
 * and a companion's arguments are described as its function's are.
 */
export async function functionsJson(files: readonly string[], docs: readonly FunctionDoc[]): Promise<string> {
  const { metadataJson, errors } = await generateCustomFunctionsMetadata([...files]);
  if (errors.length > 0) throw new Error(errors.join("\n"));
  const metadata = JSON.parse(metadataJson) as Metadata;
  metadata.allowErrorForDataTypeAny = true;
  for (const entry of metadata.functions) {
    const doc = docs.find(({ id }) => id === entry.id);
    // The generator drops what it does not understand without a word.
    if (doc?.parameters.length !== entry.parameters.length) throw new Error(`${entry.id}: the generator sees other parameters than the source has`);
    entry.parameters.forEach((parameter, i) => (parameter.description = doc.parameters[i]?.description ?? ""));
  }
  const missing = docs.filter(({ id }) => !metadata.functions.some((entry) => entry.id === id));
  if (missing.length > 0) throw new Error(`the generator dropped ${missing.map(({ id }) => id).join(", ")}`);
  return `${JSON.stringify(metadata, null, 2)}\n`;
}
