import { xmlBytes, xmlSource, type XmlSource } from "../package/xml";
import type { ZipPackage } from "../package/zipPackage";

/** Gives a part another text, made out of the one it has. */
export function patchPart(parts: ZipPackage, name: string, patched: (source: XmlSource) => string): void {
  const part = parts.part(name);
  if (part === undefined) throw new RangeError(`The part ${name} is gone`);
  const source = xmlSource(part);
  parts.put(name, xmlBytes(source, patched(source)));
}
