import { isMain } from "../package/namespaces";
import { decodedText } from "../package/storedText";
import { attribute, wholeNumber, type XmlElement } from "../package/xml";

/** Excel's limit for the text of a format. It takes no longer ones, and they would take long to work through. */
export const LONGEST_FORMAT = 255;

/** The number format of each cell style, in the order in which cells point at them. Undefined: General. */
export function numberFormats(styleSheet: XmlElement): (string | undefined)[] {
  const own = ownFormats(styleSheet);
  return elements(styleSheet, "cellXfs", "xf").map((style) => {
    const id = wholeNumber(attribute(style, "numFmtId")) ?? 0;
    const code = own.get(id) ?? BUILT_IN.get(id);
    return code === undefined || code.length > LONGEST_FORMAT || code.toLowerCase() === "general" ? undefined : code;
  });
}

/** The number of a format that files use by number alone. Undefined for one in dollars: by its number it would be shown in the currency of whoever opens the file. */
export function builtInNumber(format: string): number | undefined {
  for (const [id, code] of BUILT_IN) if (code === format && !code.includes("$")) return id;
  return undefined;
}

/** The formats that a file has of its own, by their numbers. */
export function ownFormats(styleSheet: XmlElement): Map<number, string> {
  const own = new Map<number, string>();
  for (const format of elements(styleSheet, "numFmts", "numFmt")) {
    const id = wholeNumber(attribute(format, "numFmtId"));
    const code = attribute(format, "formatCode");
    if (id !== undefined && code !== undefined) own.set(id, decodedText(code));
  }
  return own;
}

function elements(root: XmlElement, list: string, item: string): XmlElement[] {
  return root.children.filter((child) => isMain(child, list)).flatMap((child) => child.children.filter((element) => isMain(element, item)));
}

/** The formats that files use by number alone (ECMA-376 part 1, 18.8.30), as Excel in the United States shows them. */
const BUILT_IN = new Map<number, string>([
  [1, "0"],
  [2, "0.00"],
  [3, "#,##0"],
  [4, "#,##0.00"],
  [5, '"$"#,##0_);\\("$"#,##0\\)'],
  [6, '"$"#,##0_);[Red]\\("$"#,##0\\)'],
  [7, '"$"#,##0.00_);\\("$"#,##0.00\\)'],
  [8, '"$"#,##0.00_);[Red]\\("$"#,##0.00\\)'],
  [9, "0%"],
  [10, "0.00%"],
  [11, "0.00E+00"],
  [12, "# ?/?"],
  [13, "# ??/??"],
  [14, "m/d/yyyy"],
  [15, "d-mmm-yy"],
  [16, "d-mmm"],
  [17, "mmm-yy"],
  [18, "h:mm AM/PM"],
  [19, "h:mm:ss AM/PM"],
  [20, "h:mm"],
  [21, "h:mm:ss"],
  [22, "m/d/yyyy h:mm"],
  [37, "#,##0_);(#,##0)"],
  [38, "#,##0_);[Red](#,##0)"],
  [39, "#,##0.00_);(#,##0.00)"],
  [40, "#,##0.00_);[Red](#,##0.00)"],
  [41, '_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)'],
  [42, '_("$"* #,##0_);_("$"* (#,##0);_("$"* "-"_);_(@_)'],
  [43, '_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)'],
  [44, '_("$"* #,##0.00_);_("$"* (#,##0.00);_("$"* "-"??_);_(@_)'],
  [45, "mm:ss"],
  [46, "[h]:mm:ss"],
  [47, "mm:ss.0"],
  [48, "##0.0E+0"],
  [49, "@"],
  // East Asian Excel shows these in its own calendars; all that matters elsewhere is that they are dates and times.
  ...[27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58].map((id): [number, string] => [id, "m/d/yyyy"]),
  ...[32, 33, 34, 35].map((id): [number, string] => [id, "h:mm:ss"]),
]);
