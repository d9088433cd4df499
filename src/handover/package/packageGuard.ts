import { FileRefusal } from "../../file/fileRefusal";
import { isDeclaration, knownName } from "../../file/package/namespaces";
import { relationshipsPart } from "../../file/package/relationships";
import { attribute, readXml, xmlSource, xmlTree, type XmlTag } from "../../file/package/xml";
import type { Part } from "../../file/package/zipPackage";
import { unwantedMark } from "./leftOutReferences";

/**
 * Refuses to hand out a copy in which anything is left that should not be: the last look at it, which trusts none of what was done before.
 *
 * No mark of a function that the reader may lack, nothing that leads out of the file or nowhere, no folder of anybody's machine.
 */
export function refuseUnsafe(parts: readonly Part[]): void {
  const names = new Set(parts.map(({ name }) => name));
  for (const part of parts) {
    if (!/\.(?:xml|rels)$/.test(part.name)) continue;
    const source = xmlSource(part);
    const unwanted = unwantedMark(source.text);
    if (unwanted !== undefined) throw new FileRefusal(`The copy would not be safe to share: its part ${part.name} ${unwanted.what}. Remove it from the workbook first.`);
    const ids = new Set(idsOf(parts, part.name, names));
    if (!LEADING_WORDS.some((word) => source.text.includes(word))) continue;
    readXml(source, {
      open: (tag) => {
        if (tag.local === "absPath" || attribute(tag, "TargetMode") === "External") throw unsafe(part.name, "leads out of the file");
        const lost = links(tag).find((id) => !ids.has(id));
        if (lost !== undefined) throw unsafe(part.name, `points at ${lost}, which is not there`);
      },
      text: () => undefined,
      close: () => undefined,
    });
  }
}

/** What leads out of a part cannot be written without one of these: names stand as they are, and the prefix of `r:id` has to be declared. */
const LEADING_WORDS = ["absPath", "TargetMode", "xmlns:"];

/** The ids of the relationships of a part, each of which has to lead to a part. */
function idsOf(parts: readonly Part[], name: string, names: ReadonlySet<string>): string[] {
  const part = parts.find((found) => found.name === relationshipsPart(name));
  if (part === undefined) return [];
  return xmlTree(xmlSource(part)).children.map((link) => {
    const target = attribute(link, "Target") ?? "";
    const steps = name.split("/").slice(0, -1);
    for (const step of target.split("/")) {
      if (step === "..") steps.pop();
      else steps.push(step);
    }
    if (!names.has(steps.join("/"))) throw unsafe(part.name, `leads to ${target}, which is not there`);
    return attribute(link, "Id") ?? "";
  });
}

function links(tag: XmlTag): string[] {
  return Object.values(tag.attributes).flatMap((found) => (!isDeclaration(found) && knownName(found)?.startsWith("r:") === true ? [found.value] : []));
}

function unsafe(part: string, what: string): FileRefusal {
  return new FileRefusal(`The copy would not be safe to share: its part ${part} ${what}. Save the workbook in Excel once more and try again.`);
}
