import { strToU8 } from "fflate";
import { relationshipsPart, relativeTarget } from "../../file/package/relationships";
import { xmlAttributeValue } from "../../file/package/storedText";
import type { Part } from "../../file/package/zipPackage";

const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
export const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

interface Link {
  readonly id: string;
  readonly type: string;
  readonly to: string;
}

/** A package made part by part, with relationships and content types that fit what is in it. */
export class PackageBuilder {
  private readonly parts = new Map<string, Part & { readonly contentType: string }>();
  private readonly links = new Map<string, Link[]>();
  private readonly numbers = new Map<string, number>();

  /** The name of a part that is still to be made: `xl/worksheets/sheet1.xml`, `…/sheet2.xml`. */
  freshName(stem: string, ending = ".xml"): string {
    const number = (this.numbers.get(stem) ?? 0) + 1;
    this.numbers.set(stem, number);
    return `${stem}${number}${ending}`;
  }

  put(name: string, content: string | Uint8Array, contentType: string): void {
    this.parts.set(name, { name, content: typeof content === "string" ? strToU8(content) : content, contentType });
  }

  /** Leads from a part, or from the package as a whole where `from` is "", to another. Tells the id. */
  link(from: string, type: string, to: string): string {
    const links = this.links.get(from) ?? [];
    const id = `rId${links.length + 1}`;
    this.links.set(from, [...links, { id, type, to }]);
    return id;
  }

  /** All parts, what Excel reads first coming first. */
  finished(): Part[] {
    const contents = [...this.parts.values()].map(({ name, content }) => ({ name, content }));
    const links = [...this.links].map(([from, found]) => ({ name: relationshipsPart(from), content: strToU8(relationshipsXml(from, found)) }));
    return [{ name: "[Content_Types].xml", content: strToU8(this.contentTypesXml()) }, ...links.filter(({ name }) => name === "_rels/.rels"), ...contents, ...links.filter(({ name }) => name !== "_rels/.rels")];
  }

  /** Pictures are told by the ending of their names, all else part by part. */
  private contentTypesXml(): string {
    const endings = new Map([["rels", "application/vnd.openxmlformats-package.relationships+xml"], ["xml", "application/xml"]]);
    const overrides: string[] = [];
    for (const { name, contentType } of this.parts.values()) {
      if (contentType.startsWith("image/")) endings.set(name.slice(name.lastIndexOf(".") + 1), contentType);
      else overrides.push(`<Override PartName="/${name}" ContentType="${contentType}"/>`);
    }
    const defaults = [...endings].map(([ending, type]) => `<Default Extension="${ending}" ContentType="${type}"/>`);
    return `${XML_DECLARATION}<Types xmlns="${PACKAGE}/content-types">${defaults.join("")}${overrides.join("")}</Types>`;
  }
}

function relationshipsXml(from: string, links: readonly Link[]): string {
  const items = links.map(({ id, type, to }) => `<Relationship Id="${id}" Type="${xmlAttributeValue(type)}" Target="${relativeTarget(from, to)}"/>`);
  return `${XML_DECLARATION}<Relationships xmlns="${PACKAGE}/relationships">${items.join("")}</Relationships>`;
}
