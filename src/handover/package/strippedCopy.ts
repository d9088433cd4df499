import { sameName } from "../../sheet/workbook";
import type { AddedSheets } from "../../file/writing/addedSheets";
import { dynamicArrayMarks, METADATA_TYPE, newMetadata } from "../../file/package/cellMetadata";
import { themeColours } from "../../file/looks/colours";
import { contentTypeOf } from "../../file/package/contentTypes";
import { refuseOtherDocuments } from "../../file/package/fileKind";
import { FileRefusal, damaged } from "../../file/fileRefusal";
import { isRelationshipType, relationshipType } from "../../file/package/namespaces";
import { relationships, type Relationship } from "../../file/package/relationships";
import { DrawingCopier } from "./drawing";
import { LeftOut, counted } from "./leftOut";
import { reachedParts, tellParts } from "./leftOutParts";
import { Looks } from "./looks";
import { LeftOutReferences } from "./leftOutReferences";
import { keptNames } from "./names";
import { PackageBuilder } from "./packageBuilder";
import { refuseUnsafe } from "./packageGuard";
import { sheetXml } from "./sheet";
import { refuseFormulas, type Uses } from "./sheetContent";
import { stylesXml } from "./styles";
import { tableName, tableXml } from "./table";
import { richTexts, sharedTextsXml } from "./texts";
import { Unseen } from "./unseen";
import { tellSettings, workbookXml, type ListedCopy } from "./workbookXml";
import { linked, listedSheets, required, workbookPartOf, workbookRoot, type ListedSheet } from "../../file/package/workbookPart";
import { changedParts, type ChangedParts, type XlsxFile } from "../../file/xlsx";
import { attribute, wholeNumber, xmlSource, xmlTree, type XmlElement } from "../../file/package/xml";
import { zipBytes, type Part, type ZipPackage } from "../../file/package/zipPackage";

/** What a copy for the other side keeps of a workbook. */
export interface Keep {
  /** The sheets that it has; all others are left out. Hidden ones stay hidden. */
  readonly sheets: readonly string[];
  /** Which of them stand before the others, which keep the order of the workbook. */
  readonly first?: readonly string[];
  /** Defined names that are left out besides, whatever their case. */
  readonly dropNames: readonly string[];
}

/** A copy, and what it was made without: one sentence's end each, `3 comments on 'Inputs'`. */
export interface Stripped {
  readonly bytes: Uint8Array;
  readonly leftOut: readonly string[];
  /** Hidden rows and columns that it holds all the same: `the hidden rows 5-7 of 'Deal'`. */
  readonly hidden: readonly string[];
  /** What else it holds that nobody sees, each with its place. */
  readonly unseen: readonly string[];
}

const SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/**
 * A copy of a workbook as it has been changed that holds only what is known to be harmless and wanted: the sheets that are kept, with their looks, rules, tables,
 * pictures and charts, and the names that they need. Sheets that were added hold only what was written into their cells, and are copied as they were written.
 *
 * The package is put together anew from that; whatever is not known does not get in. What stays keeps its characters. Throws a `FileRefusal` where something that
 * stays would read something that goes.
 */
export function strippedCopy(file: XlsxFile, keep: Keep): Stripped {
  return new Stripping(changedParts(file), keep).stripped();
}

/** A sheet of the file that the copy has. */
type KeptSheet = ListedSheet & { readonly part: string };

class Stripping {
  private readonly parts: ZipPackage;
  private readonly added: AddedSheets;
  private readonly builder = new PackageBuilder();
  private readonly leftOut = new LeftOut();
  private readonly unseen = new Unseen();
  private readonly references = new LeftOutReferences();
  private readonly uses: Uses = { texts: new Map(), textCells: 0, styles: new Set(), differentialStyles: new Set(), styleNames: new Set(), hasDynamicArrays: false };
  /** Parts that the copy has in some form, or of which it has been told, in lower case. */
  private readonly handled = new Set<string>();
  private readonly workbook: XmlElement;
  private readonly workbookPart: Part;
  private readonly links: readonly Relationship[];
  private readonly sheets: readonly ListedSheet[];
  private readonly kept: readonly KeptSheet[];
  private readonly drawings: DrawingCopier;
  private readonly looks: Looks;
  private readonly richTexts: ReadonlyMap<number, XmlElement>;

  constructor({ parts, added }: ChangedParts, private readonly keep: Keep) {
    this.parts = parts;
    this.added = added;
    refuseOtherDocuments((name) => parts.part(name) !== undefined);
    this.workbookPart = workbookPartOf(parts);
    this.workbook = workbookRoot(this.workbookPart);
    this.links = relationships(parts, this.workbookPart.name);
    this.sheets = listedSheets(this.workbook, this.links);
    this.kept = keptSheets(this.sheets, keep);
    this.drawings = new DrawingCopier(parts, this.builder, this.references, this.leftOut, this.unseen, this.workbook.uri);
    const styles = this.partOf("styles");
    this.looks = new Looks(styles && xmlTree(xmlSource(styles)), themeColours(parts, this.links));
    this.richTexts = richTexts(this.partOf("sharedStrings"));
  }

  stripped(): Stripped {
    this.leaveOutSheets();
    for (const { name, state } of this.kept) if (state !== undefined) this.unseen.thing(`the sheet '${name}', which is hidden`);
    const names = keptNames(this.workbook, this.sheets.map((sheet) => ({ name: sheet.name, place: this.placeOf(sheet) })), this.keep.dropNames, this.references, this.leftOut, this.unseen);
    const workbook = "xl/workbook.xml";
    this.builder.link("", relationshipType(this.workbook.uri, "officeDocument"), workbook);
    const active = this.activeSheet();
    const listed = this.kept.map((sheet, i): ListedCopy => ({ name: sheet.name, state: sheet.state, relationship: this.link(workbook, "worksheet", this.copySheet(sheet, i === active)) }));
    this.builder.put(workbook, workbookXml(this.workbook, listed, active, names), `${SPREADSHEET}.sheet.main+xml`);
    this.copyShared(workbook);
    this.tellRest();
    const parts = this.builder.finished();
    refuseUnsafe(parts);
    return { bytes: zipBytes(parts), leftOut: this.leftOut.list(), hidden: this.unseen.hidden(), unseen: this.unseen.list() };
  }

  private isKept(sheet: ListedSheet): boolean {
    return this.placeOf(sheet) !== undefined;
  }

  /** Where a sheet stands in the copy, from 0. Undefined: it is left out. */
  private placeOf(sheet: ListedSheet): number | undefined {
    const place = this.kept.findIndex(({ name }) => name === sheet.name);
    return place < 0 ? undefined : place;
  }

  private link(from: string, word: string, to: string): string {
    return this.builder.link(from, relationshipType(this.workbook.uri, word), to);
  }

  private leaveOutSheets(): void {
    for (const sheet of this.sheets) {
      const stays = this.isKept(sheet);
      this.references.addSheet(sheet.name, stays);
      if (stays) continue;
      this.leftOut.add("sheet", `sheet '${sheet.name}'${kindOf(sheet)}`);
      const links = sheet.link === undefined ? [] : relationships(this.parts, sheet.link.target);
      for (const { target } of links.filter(({ type }) => isRelationshipType(type, "table"))) this.references.addLeftOutTable(tableName(required(this.parts, target, "a table")), sheet.name);
    }
  }

  /** The first where it was added, for it says what the file is; else the one that was shown, where it stays and can be seen, or the first that can. */
  private activeSheet(): number {
    if (this.added.byPart.has(this.kept[0]?.part ?? "")) return 0;
    const views = this.workbook.children.filter(({ local }) => local === "bookViews").flatMap(({ children }) => children);
    const shown = this.sheets[wholeNumber(views[0] && attribute(views[0], "activeTab")) ?? 0]?.name;
    const visible = this.kept.filter(({ state }) => state === undefined);
    const active = visible.find(({ name }) => name === shown) ?? visible[0];
    if (active === undefined) throw new FileRefusal("None of the sheets to be kept can be seen: they are hidden. Keep a visible one, or unhide one in Excel.");
    return this.kept.indexOf(active);
  }

  /** Puts a sheet with its tables and its drawing into the copy, and tells its name there. */
  private copySheet({ name: sheetName, part: target }: KeptSheet, isActive: boolean): string {
    const part = required(this.parts, target, `the sheet ${sheetName}`);
    const name = this.builder.freshName("xl/worksheets/sheet");
    this.handled.add(part.name.toLowerCase());
    const added = this.added.byPart.get(part.name);
    if (added !== undefined) {
      refuseFormulas(added, this.references, this.added.functions);
      this.builder.put(name, part.content, `${SPREADSHEET}.worksheet+xml`);
      return name;
    }
    const links = relationships(this.parts, part.name);
    const { leftOut, unseen, looks, richTexts: texts, references, uses } = this;
    const formulas = new Set<string>();
    const made = new Map<string, string>();
    const xml = sheetXml(xmlSource(part), {
      sheetName,
      references,
      uses,
      leftOut,
      unseen,
      looks,
      richTexts: texts,
      formulas,
      isActive,
      dynamicMarks: this.dynamicMarks(),
      relationship: (id) => {
        const known = made.get(id);
        const link = known === undefined ? links.find((found) => found.id === id) : undefined;
        const copied = link && this.copyLinked(link, name, sheetName, formulas);
        if (copied !== undefined) made.set(id, copied);
        return known ?? copied;
      },
    });
    this.builder.put(name, xml, `${SPREADSHEET}.worksheet+xml`);
    this.tellLinked(links, sheetName);
    return name;
  }

  /** Puts what a sheet leads to into the copy, and tells the id of the link. */
  private copyLinked({ type, target }: Relationship, from: string, sheetName: string, formulas: ReadonlySet<string>): string | undefined {
    const part = this.parts.part(target);
    if (part === undefined) return undefined;
    if (isRelationshipType(type, "table")) {
      const name = this.builder.freshName("xl/tables/table");
      const { references, uses, leftOut, unseen } = this;
      this.builder.put(name, tableXml(part, { sheetName, references, uses, leftOut, unseen, formulas }), `${SPREADSHEET}.table+xml`);
      this.handled.add(part.name.toLowerCase());
      return this.link(from, "table", name);
    }
    if (!isRelationshipType(type, "drawing")) return undefined;
    const drawing = this.drawings.drawing(part, sheetName);
    return drawing === undefined ? undefined : this.link(from, "drawing", drawing);
  }

  /** Tells of what a sheet leads to that does not stay, where it can be said how much of it there was. */
  private tellLinked(links: readonly Relationship[], sheetName: string): void {
    const ending = (word: string): Part[] => links.filter(({ type }) => type.endsWith(`/${word}`)).flatMap(({ target }) => this.parts.part(target) ?? []);
    const comments = ending("comments").reduce((sum, part) => sum + countOf(part, "comment"), 0) || ending("threadedComment").reduce((sum, part) => sum + countOf(part, "threadedComment"), 0);
    if (comments > 0) this.leftOut.add("comment", `${counted(comments, "comment")} on '${sheetName}'`);
    const pivots = ending("pivotTable").length;
    if (pivots > 0) this.leftOut.add("settings", `${counted(pivots, "pivot table")} on '${sheetName}' (the figures stay as values)`);
    // Of these the sheet's own part has told.
    for (const word of ["comments", "threadedComment", "pivotTable", "oleObject", "package", "control", "ctrlProp", "customProperty", "image"]) {
      for (const name of reachedParts(this.parts, ending(word).map(({ name }) => name))) this.handled.add(name);
    }
    if (ending("vmlDrawing").length > 0 && ending("comments").length === 0) this.leftOut.add("drawing", `shapes and controls drawn the old way on '${sheetName}'`);
  }

  private copyShared(workbook: string): void {
    const theme = this.partOf("theme");
    if (theme !== undefined) {
      this.drawings.theme(theme, "xl/theme/theme1.xml", "application/vnd.openxmlformats-officedocument.theme+xml");
      this.link(workbook, "theme", "xl/theme/theme1.xml");
    }
    const styles = this.partOf("styles");
    if (styles !== undefined) {
      for (const style of this.added.styles) this.uses.styles.add(style);
      this.builder.put("xl/styles.xml", stylesXml(styles, this.uses, this.leftOut, this.unseen), `${SPREADSHEET}.styles+xml`);
      this.link(workbook, "styles", "xl/styles.xml");
    }
    const texts = this.partOf("sharedStrings");
    const [place] = this.uses.texts.values();
    if (place !== undefined) {
      if (texts === undefined) throw damaged(`${place} holds a pointer to a shared text, and the file has none`);
      this.builder.put("xl/sharedStrings.xml", sharedTextsXml(texts, this.uses, this.leftOut), `${SPREADSHEET}.sharedStrings+xml`);
      this.link(workbook, "sharedStrings", "xl/sharedStrings.xml");
    }
    this.partOf("sheetMetadata");
    if (this.uses.hasDynamicArrays) {
      this.builder.put("xl/metadata.xml", newMetadata(this.workbook.uri), METADATA_TYPE);
      this.link(workbook, "sheetMetadata", "xl/metadata.xml");
    }
  }

  private tellRest(): void {
    tellSettings(this.workbook, this.leftOut);
    const gone = this.sheets.filter((sheet) => !this.isKept(sheet)).flatMap(({ link }) => (link === undefined ? [] : [link.target]));
    for (const name of [this.workbookPart.name, ...reachedParts(this.parts, gone)]) this.handled.add(name.toLowerCase());
    tellParts(this.parts, contentTypeOf(this.parts), this.handled, this.leftOut);
  }

  private dynamicMarks(): ReadonlySet<number> {
    const part = this.partOf("sheetMetadata");
    return part === undefined ? new Set() : dynamicArrayMarks(xmlTree(xmlSource(part)));
  }

  private partOf(word: string): Part | undefined {
    const part = this.parts.part(linked(this.links, word) ?? "");
    if (part !== undefined) this.handled.add(part.name.toLowerCase());
    return part;
  }
}

/** The sheets to be kept, in their order. */
function keptSheets(sheets: readonly ListedSheet[], { sheets: names, first = [] }: Keep): KeptSheet[] {
  for (const name of names) {
    const sheet = sheets.find((found) => sameName(found.name, name));
    if (sheet === undefined) throw new FileRefusal(`The sheet ${name} is to be kept, but the workbook has no such sheet. Check how it is written.`);
    if (sheet.part === undefined) throw new FileRefusal(`The sheet ${sheet.name} is to be kept, but it holds no cells${kindOf(sheet)}. Move what it shows onto another sheet.`);
  }
  const kept = sheets.filter((sheet): sheet is KeptSheet => sheet.part !== undefined && names.some((name) => sameName(name, sheet.name)));
  const before = first.flatMap((name) => kept.filter((sheet) => sameName(name, sheet.name)));
  return [...before, ...kept.filter((sheet) => !before.includes(sheet))];
}

/** What a reader would not expect of a sheet, in parentheses. */
function kindOf({ state, link, part }: ListedSheet): string {
  const kinds = [["chartsheet", "a chart"], ["dialogsheet", "a dialog"]] as const;
  const kind = part !== undefined ? [] : [kinds.find(([word]) => link?.type.endsWith(`/${word}`))?.[1] ?? "macros"];
  const words = [...kind, ...(state === undefined ? [] : [state === "veryHidden" ? "very hidden" : "hidden"])];
  return words.length === 0 ? "" : ` (${words.join(", ")})`;
}

function countOf(part: Part, local: string): number {
  const count = (element: XmlElement): number => element.children.reduce((sum, child) => sum + (child.local === local ? 1 : count(child)), 0);
  return count(xmlTree(xmlSource(part)));
}
