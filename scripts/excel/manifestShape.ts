import type { Element } from "./manifestXml";

/**
 * What stands in each element of a manifest, in the order that Office demands. Behind a name: ? may be missing, + one or more. Elements that take
 * different contents by their xsi:type stand with it. From the schemas TaskPaneApp 1.1 and VersionOverrides 1.0 (MS-OWEMXML), as far as this add-in
 * uses them; whatever else they allow is a fault here until it is wanted.
 */
const CONTENTS: Readonly<Record<string, string>> = {
  OfficeApp: "Id Version ProviderName DefaultLocale DisplayName Description IconUrl HighResolutionIconUrl SupportUrl AppDomains? Hosts Requirements DefaultSettings Permissions ov:VersionOverrides",
  AppDomains: "AppDomain+",
  Hosts: "Host",
  Requirements: "Sets",
  Sets: "Set+",
  DefaultSettings: "SourceLocation",
  "ov:VersionOverrides": "ov:Hosts ov:Resources",
  "ov:Hosts": "ov:Host",
  "ov:Host": "ov:Runtimes ov:AllFormFactors ov:DesktopFormFactor",
  "ov:Runtimes": "ov:Runtime",
  "ov:AllFormFactors": "ov:ExtensionPoint",
  "ov:ExtensionPoint CustomFunctions": "ov:Script ov:Page ov:Metadata ov:Namespace",
  "ov:Script": "ov:SourceLocation",
  "ov:Page": "ov:SourceLocation",
  "ov:Metadata": "ov:SourceLocation",
  "ov:DesktopFormFactor": "ov:GetStarted ov:FunctionFile ov:ExtensionPoint",
  "ov:GetStarted": "ov:Title ov:Description ov:LearnMoreUrl",
  "ov:ExtensionPoint PrimaryCommandSurface": "ov:OfficeTab",
  "ov:OfficeTab": "ov:Group+",
  "ov:Group": "ov:Label ov:Icon ov:Control+",
  "ov:Control Button": "ov:Label ov:Supertip ov:Icon ov:Action",
  "ov:Supertip": "ov:Title ov:Description",
  "ov:Icon": "bt:Image+",
  "ov:Action ShowTaskpane": "ov:TaskpaneId? ov:SourceLocation",
  "ov:Action ExecuteFunction": "ov:FunctionName",
  "ov:Resources": "bt:Images bt:Urls bt:ShortStrings bt:LongStrings",
  "bt:Images": "bt:Image+",
  "bt:Urls": "bt:Url+",
  "bt:ShortStrings": "bt:String+",
  "bt:LongStrings": "bt:String+",
};

/** A fault of a manifest: where, and a sentence that says what is wrong and what to do. */
export interface Fault {
  readonly line: number;
  readonly says: string;
}

/** An element as a person finds it in the file. */
export function tag({ name, type }: Pick<Element, "name" | "type">): string {
  return `<${shown(name)}${type === undefined ? "" : ` xsi:type="${type}"`}>`;
}

/** Elements that are missing, strange, doubled or out of order, everywhere below this one. */
export function shapeFaults(element: Element): Fault[] {
  const typed = Object.keys(CONTENTS).filter((key) => key.startsWith(`${element.name} `));
  const contents = CONTENTS[typed.length > 0 ? `${element.name} ${element.type ?? ""}` : element.name];
  if (contents === undefined) {
    if (typed.length > 0) return [{ line: element.line, says: `${tag(element)} is of a type that this add-in does not use; give it one of ${typed.map((key) => `xsi:type="${key.split(" ")[1] ?? ""}"`).join(", ")}.` }];
    return element.children.map((child) => ({ line: child.line, says: `${tag(child)} stands in ${tag(element)}, which holds no elements; take it out.` }));
  }
  const slots = contents.split(" ").map((slot) => ({ name: slot.replace(/[?+]$/, ""), mayMiss: slot.endsWith("?"), mayRepeat: slot.endsWith("+") }));
  const order = slots.map(({ name }) => shown(name)).join(", ");
  const faults: Fault[] = [];
  let last = { place: -1, name: "" };
  for (const child of element.children) {
    const place = slots.findIndex(({ name }) => name === child.name);
    if (place < 0) faults.push({ line: child.line, says: `${tag(child)} does not belong in ${tag(element)}; take it out. What belongs there: ${order}.` });
    else if (place < last.place) faults.push({ line: child.line, says: `${tag(child)} stands behind <${shown(last.name)}>; Office wants this order in ${tag(element)}: ${order}. Move it.` });
    else if (place === last.place && slots[place]?.mayRepeat !== true) faults.push({ line: child.line, says: `${tag(child)} stands twice in ${tag(element)}; take one of them out.` });
    if (place > last.place) last = { place, name: child.name };
  }
  for (const { name, mayMiss } of slots) {
    if (!mayMiss && !element.children.some((child) => child.name === name)) faults.push({ line: element.line, says: `${tag(element)} has no <${shown(name)}>; put it in. The order there: ${order}.` });
  }
  return [...faults, ...element.children.filter((child) => slots.some(({ name }) => name === child.name)).flatMap(shapeFaults)];
}

/** The overrides have a namespace of their own and no prefix in the file. */
function shown(name: string): string {
  return name.replace(/^ov:/, "");
}
