import type { KnownPrefix } from "../../file/package/namespaces";
import { each, element, leaf, list, type Kept } from "./keptXml";

/** What no drawing takes along, wherever it stands: what leads elsewhere, and what only newer programs read. */
const NEVER = new Set(["a:extLst", "a:hlinkClick", "a:hlinkHover", "a:hlinkMouseOver", "a:snd", "a:audioCd", "a:audioFile", "a:videoFile", "a:wavAudioFile", "a:quickTimeFile", "c:externalData", "c:userShapes", "c:printSettings", "c:pivotSource", "c:pivotFmts"]);

/** What a chart last showed, and series that it does not show: every program draws it anew from the cells. */
const CACHES = /^c:(?:num|str|multiLvlStr)Cache$|^c15:(?:dlblRangeCache|filtered\w*|autoCat|fullRef|levelRef)$/;

/** What a theme offers beyond what the file uses. */
const OFFERED = new Set(["a:custClrLst", "a:extraClrSchemeLst", "a:objectDefaults"]);

/** Attributes without a namespace say how something looks; of the others, one leads to a picture. */
const isLook = (name: string): boolean => !name.includes(":") || name === "r:embed" || name === "xml:space";

/** What is drawn in the namespaces with these prefixes. */
function drawn(prefixes: readonly KnownPrefix[]): Kept {
  const kept: Kept = { attribute: isLook, child: (name) => (NEVER.has(name) || CACHES.test(name) || OFFERED.has(name) || !prefixes.some((prefix) => name.startsWith(`${prefix}:`)) ? undefined : name === "c:ext" || name === "c:extLst" ? extension : kept), text: true };
  // An extension that holds something else is nothing.
  const extension: Kept = { ...kept, text: false, isList: true };
  return kept;
}

/** How something looks: colours, lines, fonts, effects, and texts in a chart. */
const LOOK = drawn(["a"]);

export const CHART = drawn(["a", "c", "c14", "c15", "c16"]);
export const THEME = LOOK;

const MARKER = element("", each("xdr:col xdr:colOff xdr:row xdr:rowOff", leaf()));
const EXTENT = element("cx cy");
const PROPERTIES = element("id name descr title hidden");

const PICTURE = element("macro", {
  "xdr:nvPicPr": element("", { "xdr:cNvPr": PROPERTIES, "xdr:cNvPicPr": element("preferRelativeResize", { "a:picLocks": LOOK }) }),
  "xdr:blipFill": element("dpi rotWithShape", { "a:blip": LOOK, "a:srcRect": LOOK, "a:stretch": LOOK, "a:tile": LOOK }),
  "xdr:spPr": LOOK,
  "xdr:style": LOOK,
});

const FRAME = element("macro", {
  "xdr:nvGraphicFramePr": element("", { "xdr:cNvPr": PROPERTIES, "xdr:cNvGraphicFramePr": element("", { "a:graphicFrameLocks": LOOK }) }),
  "xdr:xfrm": LOOK,
  "a:graphic": element("", { "a:graphicData": element("uri", { "c:chart": element("r:id") }) }),
});

const ANCHORED = { "xdr:pic": PICTURE, "xdr:graphicFrame": FRAME, "xdr:clientData": element("fLocksWithSheet fPrintsWithSheet") };

/** Pictures and charts on a sheet. */
export const DRAWING = list(
  {
    "xdr:twoCellAnchor": element("editAs", { "xdr:from": MARKER, "xdr:to": MARKER, ...ANCHORED }),
    "xdr:oneCellAnchor": element("", { "xdr:from": MARKER, "xdr:ext": EXTENT, ...ANCHORED }),
    "xdr:absoluteAnchor": element("", { "xdr:pos": element("x y"), "xdr:ext": EXTENT, ...ANCHORED }),
  },
  "",
);
