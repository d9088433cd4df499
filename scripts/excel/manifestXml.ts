import { SaxesParser } from "saxes";

/** An element of a manifest, its name written with the prefixes of `PREFIXES` whatever the file calls them. */
export interface Element {
  readonly name: string;
  /** What xsi:type says, if it says anything. */
  readonly type: string | undefined;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
  readonly line: number;
}

/** The namespaces of a task pane add-in's manifest: its own without a prefix, the overrides for add-in commands, and the types both share. */
const PREFIXES: Readonly<Record<string, string>> = {
  "http://schemas.microsoft.com/office/appforoffice/1.1": "",
  "http://schemas.microsoft.com/office/taskpaneappversionoverrides": "ov:",
  "http://schemas.microsoft.com/office/officeappbasictypes/1.0": "bt:",
};
const XSI = "http://www.w3.org/2001/XMLSchema-instance";

/** The root of a manifest. Throws where the text is not well-formed, or declares a document type. */
export function manifestRoot(text: string): Element {
  const parser = new SaxesParser({ xmlns: true, position: true });
  const open: Element[] = [];
  let root: Element | undefined;
  parser.on("doctype", () => {
    throw new Error(`${parser.line}:${parser.column}: a document type is declared`);
  });
  parser.on("error", (error) => {
    throw error;
  });
  // The line on which the tag begins: that of its name.
  let line = 1;
  parser.on("opentagstart", () => (line = parser.line));
  parser.on("opentag", ({ local, uri, attributes }) => {
    const prefix = PREFIXES[uri] ?? `{${uri}}`;
    const values = Object.values(attributes);
    const element: Element = {
      name: prefix + local,
      type: values.find((attribute) => attribute.local === "type" && attribute.uri === XSI)?.value,
      attributes: Object.fromEntries(values.filter((attribute) => attribute.prefix === "").map((attribute) => [attribute.local, attribute.value])),
      children: [],
      text: "",
      line,
    };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  parser.on("text", (piece) => {
    const element = open.at(-1);
    if (element !== undefined) element.text += piece;
  });
  parser.on("closetag", () => open.pop());
  parser.write(text).close();
  if (root === undefined) throw new Error("it is empty");
  return root;
}

/** The element at a path of names below another; undefined where one of them is missing. */
export function at(element: Element, ...path: readonly string[]): Element | undefined {
  return path.reduce<Element | undefined>((found, name) => found?.children.find((child) => child.name === name), element);
}

/** An element and all that it holds. */
export function within(element: Element): Element[] {
  return [element, ...element.children.flatMap(within)];
}
