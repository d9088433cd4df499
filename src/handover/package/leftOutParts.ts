import { relationships } from "../../file/package/relationships";
import type { ZipPackage } from "../../file/package/zipPackage";
import type { LeftOut, LeftOutKind } from "./leftOut";

/** What a part is, by a word in its name or its content type: the first that fits. Those without words are told with the sheet they belong to, or say nothing. */
const PARTS: readonly { readonly words: readonly string[]; readonly kind: LeftOutKind; readonly what: string }[] = [
  { words: ["_rels/", "[content_types].xml", "calcchain"], kind: "other", what: "" },
  { words: ["thumbnail"], kind: "document", what: "the preview picture of the file" },
  { words: ["custom-properties", "docprops/custom"], kind: "document", what: "custom document properties" },
  { words: ["core-properties", "extended-properties", "docprops/"], kind: "document", what: "author, company and dates of the file (document properties)" },
  { words: ["docmetadata/", "labelinfo"], kind: "document", what: "sensitivity labels" },
  { words: ["digital-signature", "_xmlsignatures"], kind: "document", what: "digital signatures" },
  { words: ["revisions/", "revisionheaders", "revisionlog", "usernames"], kind: "document", what: "the history of changes, with the names of who made them" },
  { words: ["vba", "macrosheet"], kind: "program", what: "macros" },
  { words: ["activex", "ctrlprop", "controlproperties", "attachedtoolbars"], kind: "program", what: "controls" },
  { words: ["webextension", "taskpanes", "customxml", "customui", "usercustomization"], kind: "program", what: "add-in and web-extension parts" },
  { words: ["externallink"], kind: "workbook", what: "links to other workbooks" },
  { words: ["connections", "querytable"], kind: "workbook", what: "connections to data outside" },
  { words: ["pivotcache", "pivottable"], kind: "workbook", what: "the data behind pivot tables" },
  { words: ["slicer", "timeline"], kind: "workbook", what: "slicers and timelines" },
  { words: ["xl/model/", "powerpivot"], kind: "workbook", what: "the data model" },
  { words: ["richdata", "rdrichvalue", "richvalue", "rdarray", "rdsupporting"], kind: "cells", what: "linked data types and pictures in cells" },
  { words: ["featurepropertybag"], kind: "cells", what: "check boxes in cells" },
  { words: ["volatiledependencies"], kind: "workbook", what: "records of live data" },
  { words: ["xmlmaps", "tablesinglecells", "singlexmlcells"], kind: "workbook", what: "XML maps" },
  { words: ["persons/", "+person", ".person"], kind: "comment", what: "the names of those who commented" },
  { words: ["printersettings"], kind: "document", what: "printer settings" },
  { words: ["embeddings/", "oleobject"], kind: "drawing", what: "embedded files" },
  { words: ["customproperty"], kind: "settings", what: "custom properties of sheets" },
  { words: ["comments", "vmldrawing", "drawings/", "charts/", "chartstyle", "chartcolorstyle", "chartex", "media/", "diagrams/", "ink/", "drawing+xml", "chart+xml"], kind: "drawing", what: "" },
];

/** Tells of the parts that a copy does not have. `handled` are those which it has in some form, or which have been told of. */
export function tellParts(parts: ZipPackage, contentType: (name: string) => string | undefined, handled: ReadonlySet<string>, leftOut: LeftOut): void {
  for (const { name } of parts.parts) {
    if (handled.has(name.toLowerCase()) || name.endsWith("/")) continue;
    const described = `${name} ${contentType(name) ?? ""}`.toLowerCase();
    const known = PARTS.find(({ words }) => words.some((word) => described.includes(word)));
    if (known === undefined) leftOut.add("other", `the part ${name}`);
    else if (known.what !== "") leftOut.add(known.kind, known.what);
  }
}

/** All parts that are reached from some, those themselves included, in lower case. */
export function reachedParts(parts: ZipPackage, from: Iterable<string>): Set<string> {
  const reached = new Set<string>();
  const waiting = [...from];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const part = parts.part(name);
    if (part === undefined || reached.has(part.name.toLowerCase())) continue;
    reached.add(part.name.toLowerCase());
    waiting.push(...relationships(parts, part.name).map(({ target }) => target));
  }
  return reached;
}
