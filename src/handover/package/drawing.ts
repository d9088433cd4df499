import { knownName, relationshipId, relationshipType } from "../../file/package/namespaces";
import { relationships, type Relationship } from "../../file/package/relationships";
import { decodedText } from "../../file/package/storedText";
import { attribute, isTrue, xmlSource, xmlTree, type XmlElement, type XmlTag } from "../../file/package/xml";
import type { Part, ZipPackage } from "../../file/package/zipPackage";
import { CHART, DRAWING, THEME } from "./keptDrawings";
import { keptXml, type Kept } from "./keptXml";
import type { LeftOut } from "./leftOut";
import type { LeftOutReferences } from "./leftOutReferences";
import { XML_DECLARATION, type PackageBuilder } from "./packageBuilder";
import { strippedPicture } from "./picture";
import { PLAIN_FORMAT } from "./styles";
import type { Unseen } from "./unseen";

const DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.drawing+xml";
const CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml";
const OVERRIDE_TYPE = "application/vnd.openxmlformats-officedocument.themeOverride+xml";

/** Copies what is drawn: from the parts of a file into those of its copy. */
export class DrawingCopier {
  /** The picture's part in the copy by that in the file; undefined where it cannot stay. */
  private readonly pictures = new Map<string, string | undefined>();

  constructor(
    private readonly parts: ZipPackage,
    private readonly builder: PackageBuilder,
    private readonly references: LeftOutReferences,
    private readonly leftOut: LeftOut,
    private readonly unseen: Unseen,
    private readonly mainUri: string,
  ) {}

  /** Puts the drawing of a sheet into the copy, and tells its name there. Undefined: nothing of it stays. */
  drawing(part: Part, sheetName: string): string | undefined {
    const source = xmlSource(part);
    const root = xmlTree(source);
    const links = relationships(this.parts, part.name);
    const name = this.builder.freshName("xl/drawings/drawing");
    const charts = new Map<string, string>();
    const staying = new Set(root.children.filter((anchor) => this.anchorStays(anchor, links, name, charts, sheetName)));
    if (staying.size === 0) return undefined;
    const picture = this.pictureLink(name, links);
    const xml = keptXml(root, DRAWING, {
      source: source.text,
      value: (tag, attributeName, value) => {
        switch (attributeName) {
          case "macro":
            return "";
          case "r:id":
            return charts.get(value);
          case "r:embed":
            return picture(value);
          case "descr":
          case "title":
            if (!isPath(value)) {
              this.unseen.thing(`the alternative text of '${attribute(tag, "name") ?? ""}' on '${sheetName}': ${decodedText(value)}`);
              return value;
            }
            this.leftOut.add("drawing", `descriptions of pictures that name a folder or a site, on '${sheetName}'`);
            return undefined;
          case "name":
            if (isPath(value)) return `Drawing ${attribute(tag, "id") ?? ""}`;
            if (!GIVEN_NAME.test(value)) this.unseen.thing(`the name of a picture or chart on '${sheetName}': ${decodedText(value)}`);
            return value;
          default:
            return value;
        }
      },
      stays: (element) => !element.local.endsWith("Anchor") || staying.has(element),
      unknown: (what) => {
        if (what.local.startsWith("hlink")) this.leftOut.add("links", `hyperlinks of pictures and charts on '${sheetName}'`);
      },
    });
    this.builder.put(name, XML_DECLARATION + xml, DRAWING_TYPE);
    return name;
  }

  /** A theme's part as the copy has it, or one that a chart has of its own. `name` is that in the copy. */
  theme(part: Part, name: string, contentType: string): void {
    this.builder.put(name, XML_DECLARATION + this.looks(part, name, THEME), contentType);
  }

  private anchorStays(anchor: XmlElement, links: readonly Relationship[], drawing: string, charts: Map<string, string>, sheetName: string): boolean {
    const object = anchor.children.find((child) => !["from", "to", "ext", "pos", "clientData"].includes(child.local));
    const kind = object === undefined ? undefined : knownName(object);
    const told = `'${object === undefined ? "" : objectName(object)}' on '${sheetName}'`;
    if (object !== undefined && descendants(object).some((found) => found.local === "cNvPr" && isTrue(attribute(found, "hidden")))) {
      this.leftOut.add("drawing", `hidden ${kind === "xdr:pic" ? "picture" : kind === "xdr:graphicFrame" ? "chart" : "shape"} ${told}`);
      return false;
    }
    if (kind === "xdr:pic" && object !== undefined) {
      // A picture of cells would show a sheet that is left out.
      const isOfCells = descendants(object).some(({ local }) => local === "cameraTool");
      const embedded = descendants(object).find((found) => knownName(found) === "a:blip");
      const target = links.find(({ id }) => id === relationship(embedded, "embed"))?.target;
      if (!isOfCells && target !== undefined && this.picture(target, told) !== undefined) {
        if (descendants(object).some((found) => knownName(found) === "a:srcRect" && Object.keys(found.attributes).length > 0)) this.unseen.thing(`what is cut off from the picture ${told}`);
        return true;
      }
      this.leftOut.add("drawing", `picture ${told}${isOfCells ? " (of cells)" : target === undefined ? " (kept outside the file)" : " (of a kind that can hold more than a picture)"}`);
      return false;
    }
    if (kind === "xdr:graphicFrame" && object !== undefined) {
      const reference = descendants(object).find((found) => knownName(found) === "c:chart");
      const id = reference === undefined ? undefined : relationshipId(reference);
      const part = this.parts.part(links.find((link) => link.id === id)?.target ?? "");
      if (id === undefined || part === undefined) {
        this.leftOut.add("drawing", `diagram ${told}`);
        return false;
      }
      const chart = this.chart(part, told, sheetName);
      if (chart !== undefined) charts.set(id, this.builder.link(drawing, relationshipType(this.mainUri, "chart"), chart));
      return chart !== undefined;
    }
    if (object !== undefined) this.leftOut.add("drawing", `shape ${told}`);
    return false;
  }

  /** Puts a chart into the copy. Undefined: it shows something that is left out. */
  private chart(part: Part, told: string, sheetName: string): string | undefined {
    const root = xmlTree(xmlSource(part));
    const all = descendants(root);
    const formulas = all.filter(({ local }) => local === "f" || local === "sqref").map(({ text }) => decodedText(text));
    const fault = formulas.map((formula) => this.references.fault(formula, sheetName)).find((found) => found !== undefined);
    const isOfPivot = all.some((element) => knownName(element) === "c:pivotSource");
    if (knownName(root) !== "c:chartSpace" || fault !== undefined || isOfPivot) {
      this.leftOut.add("drawing", `chart ${told}${fault !== undefined ? ` (${fault.what})` : isOfPivot ? " (of a pivot table)" : " (of a kind that is not known here)"}`);
      return undefined;
    }
    if (all.some((element) => knownName(element) === "c:userShapes")) this.leftOut.add("drawing", `shapes within the chart ${told}`);
    if (all.some((element) => knownName(element) === "c:externalData")) this.leftOut.add("links", `the workbook behind the chart ${told}`);
    for (const literal of all.filter((element) => knownName(element) === "c:numLit" || knownName(element) === "c:strLit" || (knownName(element) === "c:tx" && element.children.some((child) => knownName(child) === "c:v")))) {
      this.unseen.thing(`constants in the chart ${told}: ${descendants(literal).filter((element) => knownName(element) === "c:v").map(({ text }) => decodedText(text)).join(", ")}`);
    }
    for (const format of all.filter((element) => knownName(element) === "c:numFmt" && !isTrue(attribute(element, "sourceLinked")))) {
      const code = decodedText(attribute(format, "formatCode") ?? "");
      if (!PLAIN_FORMAT.test(code)) this.unseen.thing(`words in a number format of the chart ${told}: ${code}`);
    }
    const name = this.builder.freshName("xl/charts/chart");
    this.builder.put(name, XML_DECLARATION + this.looks(part, name, CHART), CHART_TYPE);
    const override = relationships(this.parts, part.name).find(({ type }) => type.endsWith("/themeOverride"));
    const overridePart = this.parts.part(override?.target ?? "");
    if (overridePart !== undefined) {
      const copied = this.builder.freshName("xl/theme/themeOverride");
      this.theme(overridePart, copied, OVERRIDE_TYPE);
      this.builder.link(name, relationshipType(this.mainUri, "themeOverride"), copied);
    }
    return name;
  }

  /** A part that holds nothing but looks and the pictures they use. */
  private looks(part: Part, name: string, kept: Kept): string {
    const source = xmlSource(part);
    const picture = this.pictureLink(name, relationships(this.parts, part.name));
    return keptXml(xmlTree(source), kept, {
      source: source.text,
      value: (tag, attributeName, value) => {
        if (attributeName === "r:embed") return picture(value);
        if (attributeName === "name" && THEME_PARTS.has(knownName(tag) ?? "")) return "Office";
        // What the cells' own format was.
        return attributeName === "formatCode" && isTrue(attribute(tag, "sourceLinked")) ? "General" : value;
      },
    });
  }

  /** The id of a picture in the copy by that in the file, for the parts of one name. */
  private pictureLink(from: string, links: readonly Relationship[]): (id: string) => string | undefined {
    const made = new Map<string, string>();
    return (id) => {
      const known = made.get(id);
      if (known !== undefined) return known;
      const target = links.find((link) => link.id === id)?.target;
      const picture = target === undefined ? undefined : this.picture(target);
      if (picture === undefined) return undefined;
      const link = this.builder.link(from, relationshipType(this.mainUri, "image"), picture);
      made.set(id, link);
      return link;
    };
  }

  private picture(target: string, told = "of a fill"): string | undefined {
    const part = this.parts.part(target);
    if (part === undefined) return undefined;
    if (this.pictures.has(part.name)) return this.pictures.get(part.name);
    const picture = strippedPicture(part.content);
    const name = picture === undefined ? undefined : this.builder.freshName("xl/media/image", picture.ending);
    if (picture !== undefined && name !== undefined) this.builder.put(name, picture.content, picture.contentType);
    if (picture?.isWhole === true) this.unseen.thing(`all that the file of the picture ${told} holds (${picture.ending.slice(1)})`);
    if (picture?.hadDetails === true) this.leftOut.add("drawing", "what was written into pictures (camera, place, author)");
    this.pictures.set(part.name, name);
    return name;
  }
}

/** What of a theme has a name that nobody needs. */
const THEME_PARTS = new Set(["a:theme", "a:themeOverride", "a:clrScheme", "a:fontScheme", "a:fmtScheme"]);

/** What programs call a picture or a chart that nobody has named. */
const GIVEN_NAME = /^(?:Picture|Image|Graphic|Chart|Grafik|Bild|Diagramm) \d+$/;

/** Older programs wrote the folder of a picture into its description. */
function isPath(text: string): boolean {
  return text.includes("\\") || text.includes("/");
}

function objectName(object: XmlElement): string {
  return descendants(object).map((found) => (found.local === "cNvPr" ? attribute(found, "name") : undefined)).find((name) => name !== undefined) ?? object.local;
}

function relationship(tag: XmlTag | undefined, local: string): string | undefined {
  return Object.values(tag?.attributes ?? {}).find((found) => knownName(found) === `r:${local}`)?.value;
}

/** An element and all within it, where newer programs are offered something else included. */
function descendants(element: XmlElement): XmlElement[] {
  return [element, ...element.children.flatMap(descendants)];
}
