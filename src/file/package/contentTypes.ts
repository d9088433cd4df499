import { damaged } from "../fileRefusal";
import { samePart, sibling } from "./relationships";
import { xmlAttributeValue } from "./storedText";
import { editedText } from "./textEdits";
import { attribute, xmlBytes, xmlSource, xmlTree, type XmlElement, type XmlSource } from "./xml";
import { forwardSlashes, type ZipPackage } from "./zipPackage";

const CONTENT_TYPES = "[Content_Types].xml";

/** What kind of part a part is, as the file states: by its name, else by its extension. */
export function contentType(parts: ZipPackage, name: string): string | undefined {
  return contentTypeOf(parts)(name);
}

/** What kind each part is, for many questions about one package. */
export function contentTypeOf(parts: ZipPackage): (name: string) => string | undefined {
  const stated = new Map<string, string | undefined>();
  for (const element of contentTypes(parts).root.children) {
    const key = element.local === "Override" ? forwardSlashes(attribute(element, "PartName") ?? "").toLowerCase() : element.local === "Default" ? `.${attribute(element, "Extension")?.toLowerCase() ?? ""}` : undefined;
    if (key !== undefined && !stated.has(key)) stated.set(key, attribute(element, "ContentType"));
  }
  return (name) => {
    const lower = name.toLowerCase();
    return stated.get(`/${lower}`) ?? stated.get(lower.slice(lower.lastIndexOf(".")));
  };
}

export function addContentType(parts: ZipPackage, name: string, type: string): void {
  const { root, source } = contentTypes(parts);
  const added = `<${sibling(root, "Override")} PartName="/${xmlAttributeValue(name)}" ContentType="${xmlAttributeValue(type)}"/>`;
  parts.put(CONTENT_TYPES, xmlBytes(source, editedText(source.text, [{ start: root.closeStart, end: root.closeStart, text: added }])));
}

export function removeContentType(parts: ZipPackage, name: string): void {
  const { root, source } = contentTypes(parts);
  parts.put(CONTENT_TYPES, xmlBytes(source, editedText(source.text, overrides(root, name).map(({ start, end }) => ({ start, end, text: "" })))));
}

function overrides(root: XmlElement, name: string): XmlElement[] {
  return root.children.filter((element) => element.local === "Override" && samePart(forwardSlashes(attribute(element, "PartName") ?? ""), `/${name}`));
}

function contentTypes(parts: ZipPackage): { readonly root: XmlElement; readonly source: XmlSource } {
  const part = parts.part(CONTENT_TYPES);
  if (part === undefined) throw damaged(`The file has no part ${CONTENT_TYPES}`);
  const source = xmlSource(part);
  return { root: xmlTree(source), source };
}
