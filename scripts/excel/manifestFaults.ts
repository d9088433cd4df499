import { NAMESPACE } from "../generate/catalogue";
import { shapeFaults, tag, type Fault } from "./manifestShape";
import { at, manifestRoot, within, type Element } from "./manifestXml";
import { pngSize } from "./pngSize";

/** What is served beside a manifest. */
export interface Served {
  /** A release is used on other machines than this one. */
  readonly isRelease: boolean;
  /** Whether the build has a file at this place: `assets/dealsheet-16.png`. */
  has(path: string): boolean;
  /** The bytes of a picture that the build has. */
  picture(path: string): Uint8Array | undefined;
}

/** Office demands the first three; the others are for screens between. */
const ICON_SIZES = [16, 32, 80, 20, 24, 40, 48, 64];
const SETS: readonly { name: string; version: string; why: string }[] = [
  { name: "SharedRuntime", version: "1.1", why: "functions, ribbon and pane run in one runtime" },
  { name: "CustomFunctionsRuntime", version: "1.3", why: "refusals are shown with their message" },
  { name: "ExcelApi", version: "1.12", why: "the pane reads spills and their formulas" },
];
const LISTS: readonly { list: string; kind: string; most: number }[] = [
  { list: "bt:Images", kind: "address", most: 2048 },
  { list: "bt:Urls", kind: "address", most: 2048 },
  { list: "bt:ShortStrings", kind: "text", most: 125 },
  { list: "bt:LongStrings", kind: "text", most: 250 },
];
const MOST_IN_ID = 32;

/** Everything that is wrong with a manifest of this add-in, in the order of its lines. */
export function manifestFaults(text: string, served: Served): Fault[] {
  let root: Element;
  try {
    root = manifestRoot(text);
  } catch (fault) {
    const [, line = "1", what = String(fault)] = /^(\d+):\d+: (.*)$/s.exec(fault instanceof Error ? fault.message : "") ?? [];
    return [{ line: Number(line), says: `This is not well-formed XML: ${what.replace(/\.$/, "")}. Mend it there, or a little above.` }];
  }
  if (root.name !== "OfficeApp" || root.type !== "TaskPaneApp") {
    return [{ line: root.line, says: `The manifest begins with ${tag(root)}; begin it with <OfficeApp xmlns="http://schemas.microsoft.com/office/appforoffice/1.1" xsi:type="TaskPaneApp">.` }];
  }
  const resources = at(root, "ov:VersionOverrides", "ov:Resources");
  const faults = [
    ...shapeFaults(root),
    ...identityFaults(root),
    ...requirementFaults(root),
    ...(resources === undefined ? [] : [...resourceFaults(resources), ...referenceFaults(root, resources)]),
    ...runtimeFaults(root),
    ...ribbonFaults(root),
    ...addressFaults(root, served),
    ...iconFaults(root, served),
  ];
  return faults.sort((a, b) => a.line - b.line);
}

function fault({ line }: Element, says: string): Fault {
  return { line, says };
}

/** Id, version, names and permission. */
function identityFaults(root: Element): Fault[] {
  const faults: Fault[] = [];
  const text = (name: string, isRight: (text: string) => boolean, says: (text: string) => string) => {
    const element = at(root, name);
    if (element !== undefined && !isRight(element.text)) faults.push(fault(element, says(element.text)));
  };
  text("Id", (id) => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(id), (id) => `The Id "${id}" is no GUID; write 32 hexadecimal digits in groups of 8-4-4-4-12, and never change it afterwards.`);
  text("Version", (version) => /^[1-9]\d{0,4}(\.\d{1,5}){3}$/.test(version), (version) => `The Version "${version}" is not of four numbers, the first of which is at least 1; write it as 1.0.0.0.`);
  text("DefaultLocale", (locale) => /^[a-z]{2,3}-[A-Z]{2}$/.test(locale), (locale) => `The DefaultLocale "${locale}" is no language with its country; write it as en-US.`);
  text("Permissions", (permission) => permission === "ReadWriteDocument", (permission) => `The permission is "${permission}"; the pane reads cells and writes sheets, for which ReadWriteDocument is needed and is enough.`);
  text("ProviderName", (name) => name.length >= 1 && name.length <= 125, (name) => `The ProviderName has ${name.length} characters; write 1 to 125.`);
  for (const [name, most] of [["DisplayName", 125], ["Description", 250]] as const) {
    const element = at(root, name);
    const value = element?.attributes["DefaultValue"];
    if (element !== undefined && (value === undefined || value.length < 1 || value.length > most)) faults.push(fault(element, `The ${name} has ${value?.length ?? 0} characters; write 1 to ${most} in DefaultValue.`));
  }
  const hosts = [{ element: at(root, "Hosts", "Host"), is: "Name" }, { element: at(root, "ov:VersionOverrides", "ov:Hosts", "ov:Host"), is: "xsi:type" }];
  for (const { element, is } of hosts) {
    const host = is === "Name" ? element?.attributes["Name"] : element?.type;
    if (element !== undefined && host !== "Workbook") faults.push(fault(element, `The Host is "${host ?? ""}"; the add-in is for Excel, whose ${is} is "Workbook".`));
  }
  return faults;
}

function requirementFaults(root: Element): Fault[] {
  const sets = at(root, "Requirements", "Sets");
  if (sets === undefined) return [];
  const faults = SETS.flatMap(({ name, version, why }) => {
    const set = sets.children.find((child) => child.attributes["Name"] === name);
    if (set === undefined) return [fault(sets, `The requirement set ${name} ${version} is not asked for; add it: ${why}.`)];
    const asked = set.attributes["MinVersion"] ?? sets.attributes["DefaultMinVersion"] ?? "";
    return asked === version ? [] : [fault(set, `The requirement set ${name} is asked for in version "${asked}"; write ${version}: ${why}.`)];
  });
  const others = sets.children.filter((child) => child.name === "Set" && !SETS.some(({ name }) => name === child.attributes["Name"]));
  return [...faults, ...others.map((set) => fault(set, `The requirement set ${set.attributes["Name"] ?? ""} is not used by the add-in, and shuts out Excels that lack it; take it out.`))];
}

/** The lists of addresses and texts themselves. */
function resourceFaults(resources: Element): Fault[] {
  const seen = new Set<string>();
  return LISTS.flatMap(({ list, kind, most }) =>
    (at(resources, list)?.children ?? []).flatMap((entry) => {
      const { id = "", DefaultValue: value = "" } = entry.attributes;
      const faults: Fault[] = [];
      if (id.length < 1 || id.length > MOST_IN_ID) faults.push(fault(entry, `The id "${id}" has ${id.length} characters; write 1 to ${MOST_IN_ID}, here and wherever it is a resid.`));
      if (seen.has(id)) faults.push(fault(entry, `The id "${id}" is given twice in Resources; give one of them another.`));
      seen.add(id);
      if (value.length < 1 || value.length > most) faults.push(fault(entry, `The ${kind} of "${id}" has ${value.length} characters; write 1 to ${most} in DefaultValue.`));
      return faults;
    }),
  );
}

/** Every resid leads to an entry of the right list, and every entry is used. */
function referenceFaults(root: Element, resources: Element): Fault[] {
  const used = new Set<string>();
  const faults = within(root).flatMap((element) => {
    const list = listOf(element);
    const { resid } = element.attributes;
    if (list === undefined || (resid === undefined && element.name === "bt:Image")) return [];
    if (resid === undefined) return [fault(element, `${tag(element)} has no resid; give it the id of an entry of <${list}>.`)];
    used.add(resid);
    if (at(resources, list)?.children.some(({ attributes }) => attributes["id"] === resid) === true) return [];
    return [fault(element, `The resid "${resid}" of ${tag(element)} leads nowhere: <${list}> has no such id. Add the entry, or write the id of one that is there.`)];
  });
  const entries = LISTS.flatMap(({ list }) => at(resources, list)?.children ?? []);
  // An id that is spelt otherwise where it is used is one fault, not two.
  const unused = faults.length > 0 ? [] : entries.filter(({ attributes }) => !used.has(attributes["id"] ?? ""));
  return [...faults, ...unused.map((entry) => fault(entry, `Nothing uses "${entry.attributes["id"] ?? ""}"; take it out.`))];
}

/** The list of Resources in which an element's resid is looked up; undefined for elements that take none. */
function listOf({ name, attributes }: Element): string | undefined {
  if (["ov:Runtime", "ov:SourceLocation", "ov:FunctionFile", "ov:LearnMoreUrl"].includes(name)) return "bt:Urls";
  if (["ov:Label", "ov:Title", "ov:Namespace"].includes(name)) return "bt:ShortStrings";
  if (name === "ov:Description") return "bt:LongStrings";
  return name === "bt:Image" && attributes["size"] !== undefined ? "bt:Images" : undefined;
}

/** Functions, ribbon and pane share one runtime, which is known by its resid; it starts when it is asked for, and never by itself. */
function runtimeFaults(root: Element): Fault[] {
  const host = at(root, "ov:VersionOverrides", "ov:Hosts", "ov:Host");
  const runtime = host && at(host, "ov:Runtimes", "ov:Runtime");
  if (host === undefined || runtime === undefined) return [];
  const { resid = "", lifetime } = runtime.attributes;
  const faults: Fault[] = [];
  if (lifetime !== "long") faults.push(fault(runtime, `The runtime's lifetime is "${lifetime ?? ""}"; write "long", or Excel ends it when the pane is closed, and the functions with it.`));
  const actions = within(host).filter(({ name }) => name === "ov:Action");
  const panes = actions.filter(({ type }) => type === "ShowTaskpane");
  const sharing = [
    { what: "the functions' Page", element: at(host, "ov:AllFormFactors", "ov:ExtensionPoint", "ov:Page", "ov:SourceLocation") },
    { what: "the ribbon's FunctionFile", element: at(host, "ov:DesktopFormFactor", "ov:FunctionFile") },
    ...panes.map((pane) => ({ what: "the pane", element: at(pane, "ov:SourceLocation") })),
  ];
  for (const { what, element } of sharing) {
    const other = element?.attributes["resid"];
    if (element !== undefined && other !== undefined && other !== resid) faults.push(fault(element, `The resid of ${what} is "${other}" and that of the runtime "${resid}"; write "${resid}", or Excel starts a second runtime.`));
  }
  for (const pane of panes.slice(1)) faults.push(fault(pane, `A second button shows the pane, which Excel opens in a runtime of its own; let it execute a function that calls Office.addin.showAsTaskpane.`));
  for (const id of within(host).filter(({ name }) => name === "ov:TaskpaneId")) faults.push(fault(id, `The pane has the TaskpaneId "${id.text}"; take it out: there is one pane, and a named one can be made to open by itself in the workbook of the other side.`));
  const source = at(root, "DefaultSettings", "SourceLocation");
  const page = address(root, resid);
  if (source !== undefined && page !== undefined && source.attributes["DefaultValue"] !== page) faults.push(fault(source, `The page of DefaultSettings is ${source.attributes["DefaultValue"] ?? ""} and that of the runtime ${page}; write the same address in both.`));
  return faults;
}

function address(root: Element, resid: string): string | undefined {
  return at(root, "ov:VersionOverrides", "ov:Resources", "bt:Urls")?.children.find(({ attributes }) => attributes["id"] === resid)?.attributes["DefaultValue"];
}

/** The namespace before every function, and the groups and buttons. */
function ribbonFaults(root: Element): Fault[] {
  const faults: Fault[] = [];
  const host = at(root, "ov:VersionOverrides", "ov:Hosts", "ov:Host");
  const namespace = host && at(host, "ov:AllFormFactors", "ov:ExtensionPoint", "ov:Namespace")?.attributes["resid"];
  const strings = at(root, "ov:VersionOverrides", "ov:Resources", "bt:ShortStrings")?.children ?? [];
  const written = strings.find(({ attributes }) => attributes["id"] === namespace);
  if (written !== undefined && written.attributes["DefaultValue"] !== NAMESPACE) faults.push(fault(written, `The namespace is "${written.attributes["DefaultValue"] ?? ""}", but the functions are ${NAMESPACE}.…, in every workbook there is; write ${NAMESPACE}.`));
  const tab = host && at(host, "ov:DesktopFormFactor", "ov:ExtensionPoint", "ov:OfficeTab");
  if (tab !== undefined && tab.attributes["id"] !== "TabHome") faults.push(fault(tab, `The buttons stand on the tab "${tab.attributes["id"] ?? ""}"; write TabHome, where the get-started text sends people.`));
  const seen = new Set<string>();
  for (const element of tab === undefined ? [] : within(tab).filter(({ name }) => name === "ov:Group" || name === "ov:Control")) {
    const { id = "" } = element.attributes;
    if (id.length < 1 || id.length > 125) faults.push(fault(element, `The id of ${tag(element)} has ${id.length} characters; write 1 to 125.`));
    if (seen.has(id)) faults.push(fault(element, `The id "${id}" of ${tag(element)} is given twice; give one of them another.`));
    seen.add(id);
  }
  for (const name of within(root).filter((element) => element.name === "ov:FunctionName")) {
    if (!/^[A-Za-z]\w*$/.test(name.text)) faults.push(fault(name, `The FunctionName "${name.text}" is no name; write the one that the pane gives to Office.actions.associate.`));
  }
  return faults;
}

/** Every address is https, of the build, and in it. */
function addressFaults(root: Element, served: Served): Fault[] {
  const base = baseOf(root);
  return addressed(root).flatMap(({ element, url }) => {
    if (!URL.canParse(url)) return [fault(element, `"${url}" is no address; write it in full, as https://….`)];
    const { protocol, hostname } = new URL(url);
    if (protocol !== "https:") return [fault(element, `${url} is not https, and Office loads nothing else; write https.`)];
    if (served.isRelease && ["localhost", "127.0.0.1", "[::1]"].includes(hostname)) return [fault(element, `${url} is on the developer's own machine; build with DEALSHEET_URL, the address from which the add-in is served.`)];
    if (base === undefined) return [];
    if (!url.startsWith(base)) return [fault(element, `${url} is elsewhere than the pane; the add-in loads nothing from others, so write an address below ${base}.`)];
    return served.has(url.slice(base.length)) ? [] : [fault(element, `${url} is not made by the build; correct the address, or have webpack.config.js make the file.`)];
  });
}

/** The folder of the pane's page, below which everything else stands; undefined where that page's address is itself a fault. */
function baseOf(root: Element): string | undefined {
  const source = at(root, "DefaultSettings", "SourceLocation")?.attributes["DefaultValue"] ?? "";
  return URL.canParse(source) && new URL(source).protocol === "https:" ? new URL(".", source).href : undefined;
}

/** The elements that hold addresses, and what they hold. */
function addressed(root: Element): { readonly element: Element; readonly url: string }[] {
  const resources = at(root, "ov:VersionOverrides", "ov:Resources");
  const lists = resources === undefined ? [] : ["bt:Images", "bt:Urls"].flatMap((list) => at(resources, list)?.children ?? []);
  const own = [at(root, "IconUrl"), at(root, "HighResolutionIconUrl"), at(root, "SupportUrl"), at(root, "DefaultSettings", "SourceLocation")].filter((element) => element !== undefined);
  return [...own, ...lists].flatMap((element) => {
    const url = element.attributes["DefaultValue"];
    return url === undefined || url === "" ? [] : [{ element, url }];
  });
}

/** Icons come in every size, and each is as large as it says. */
function iconFaults(root: Element, served: Served): Fault[] {
  const faults: Fault[] = [];
  const base = baseOf(root);
  const measured = (element: Element, url: string | undefined, size: number) => {
    if (url === undefined || base === undefined || !url.startsWith(base)) return;
    const bytes = served.picture(url.slice(base.length));
    if (bytes === undefined) return;
    const found = pngSize(bytes);
    if (found === undefined) faults.push(fault(element, `${url} is no PNG picture; draw it anew with npm run icons.`));
    else if (found.width !== size || found.height !== size) faults.push(fault(element, `${url} is ${found.width} × ${found.height} pixels and is asked for as ${size} × ${size}; name the picture of that size.`));
  };
  for (const [name, size] of [["IconUrl", 32], ["HighResolutionIconUrl", 64]] as const) {
    const element = at(root, name);
    if (element !== undefined) measured(element, element.attributes["DefaultValue"], size);
  }
  const pictures = at(root, "ov:VersionOverrides", "ov:Resources", "bt:Images")?.children ?? [];
  for (const icon of within(root).filter(({ name }) => name === "ov:Icon")) {
    const sizes = icon.children.map(({ attributes }) => Number(attributes["size"]));
    for (const size of ICON_SIZES.filter((wanted) => !sizes.includes(wanted))) faults.push(fault(icon, `The icon has no picture of ${size} pixels; add it, so that Office does not stretch another.`));
    for (const image of icon.children) {
      const size = Number(image.attributes["size"]);
      if (ICON_SIZES.includes(size)) measured(image, pictures.find(({ attributes }) => attributes["id"] === image.attributes["resid"])?.attributes["DefaultValue"], size);
      else faults.push(fault(image, `An icon of ${image.attributes["size"] ?? "no"} pixels is asked for; Office knows 16, 20, 24, 32, 40, 48, 64 and 80.`));
    }
  }
  return faults;
}
