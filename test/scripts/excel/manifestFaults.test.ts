import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { manifestFaults, type Served } from "../../../scripts/excel/manifestFaults";
import { servedByBuild } from "../../../scripts/excel/served";

const manifest = readFileSync(resolve(__dirname, "../../../manifest.xml"), "utf8");
const built = servedByBuild();
const says = (text: string, served: Served = built) => manifestFaults(text, served).map((fault) => fault.says);

/** The manifest with one place of it written otherwise. The place must be there, or the row would test nothing. */
function edited(from: string, to: string): string {
  if (!manifest.includes(from)) throw new Error(`manifest.xml does not hold ${from}`);
  return manifest.replace(from, to);
}

test("the manifest is without fault", () => {
  expect(manifestFaults(manifest, built)).toEqual([]);
});

const runtimes = '<Runtimes>\n          <Runtime resid="Taskpane.Url" lifetime="long" />\n        </Runtimes>\n';
const order = "Id, Version, ProviderName, DefaultLocale, DisplayName, Description, IconUrl, HighResolutionIconUrl, SupportUrl, AppDomains, Hosts, Requirements, DefaultSettings, Permissions, VersionOverrides";

describe("each of these is the one fault found, and its sentence says what to do", () => {
  test.each([
    { why: "a tag that is not closed", from: "</Hosts>", to: "", fault: 'This is not well-formed XML: unexpected close tag. Mend it there, or a little above.' },
    { why: "a document type", from: "<OfficeApp", to: "<!DOCTYPE OfficeApp>\n<OfficeApp", fault: "This is not well-formed XML: a document type is declared. Mend it there, or a little above." },
    { why: "another kind of add-in", from: 'xsi:type="TaskPaneApp"', to: 'xsi:type="MailApp"', fault: 'The manifest begins with <OfficeApp xsi:type="MailApp">; begin it with <OfficeApp xmlns="http://schemas.microsoft.com/office/appforoffice/1.1" xsi:type="TaskPaneApp">.' },
    { why: "a GUID one digit short", from: "<Id>", to: "<Id>0", fault: /^The Id "0[-\da-f]+" is no GUID; write 32 hexadecimal digits in groups of 8-4-4-4-12, and never change it afterwards\.$/ },
    { why: "a version as npm writes it", from: "<Version>1.0.0.0<", to: "<Version>0.1.0<", fault: 'The Version "0.1.0" is not of four numbers, the first of which is at least 1; write it as 1.0.0.0.' },
    { why: "elements in another order", from: "<Version>1.0.0.0</Version>\n  <ProviderName>Dealsheet</ProviderName>", to: "<ProviderName>Dealsheet</ProviderName>\n  <Version>1.0.0.0</Version>", fault: `<Version> stands behind <ProviderName>; Office wants this order in <OfficeApp xsi:type="TaskPaneApp">: ${order}. Move it.` },
    { why: "an element that is missing", from: '<SupportUrl DefaultValue="https://localhost:3000/taskpane.html" />', to: "", fault: `<OfficeApp xsi:type="TaskPaneApp"> has no <SupportUrl>; put it in. The order there: ${order}.` },
    { why: "an element twice", from: '<FunctionFile resid="Taskpane.Url" />', to: '<FunctionFile resid="Taskpane.Url" /><FunctionFile resid="Taskpane.Url" />', fault: "<FunctionFile> stands twice in <DesktopFormFactor>; take one of them out." },
    { why: "an element of another add-in's", from: "<Group id=", to: "<Menu /><Group id=", fault: "<Menu> does not belong in <OfficeTab>; take it out. What belongs there: Group." },
    { why: "an element where only text may be", from: "<Permissions>", to: "<Permissions><Set />", fault: "<Set> stands in <Permissions>, which holds no elements; take it out." },
    { why: "the runtime behind what it is for", from: runtimes, to: "", again: ["</DesktopFormFactor>\n", `</DesktopFormFactor>\n        ${runtimes}`], fault: '<Runtimes> stands behind <DesktopFormFactor>; Office wants this order in <Host xsi:type="Workbook">: Runtimes, AllFormFactors, DesktopFormFactor. Move it.' },
    { why: "an event that starts the add-in when a workbook opens", from: 'xsi:type="PrimaryCommandSurface"', to: 'xsi:type="LaunchEvent"', fault: '<ExtensionPoint xsi:type="LaunchEvent"> is of a type that this add-in does not use; give it one of xsi:type="CustomFunctions", xsi:type="PrimaryCommandSurface".' },
    { why: "a display name of 126 characters", from: '<DisplayName DefaultValue="Dealsheet"', to: `<DisplayName DefaultValue="${"D".repeat(126)}"`, fault: "The DisplayName has 126 characters; write 1 to 125 in DefaultValue." },
    { why: "an empty description", from: /<Description DefaultValue="[^"]*"/.exec(manifest)?.[0] ?? "", to: '<Description DefaultValue=""', fault: "The Description has 0 characters; write 1 to 250 in DefaultValue." },
    { why: "a language without its country", from: "en-US", to: "English", fault: 'The DefaultLocale "English" is no language with its country; write it as en-US.' },
    { why: "Word", from: 'Name="Workbook"', to: 'Name="Document"', fault: 'The Host is "Document"; the add-in is for Excel, whose Name is "Workbook".' },
    { why: "too little permission", from: "ReadWriteDocument", to: "ReadDocument", fault: 'The permission is "ReadDocument"; the pane reads cells and writes sheets, for which ReadWriteDocument is needed and is enough.' },
    { why: "a requirement set forgotten", from: '<Set Name="SharedRuntime" MinVersion="1.1" />', to: "", fault: "The requirement set SharedRuntime 1.1 is not asked for; add it: functions, ribbon and pane run in one runtime." },
    { why: "a requirement set too old", from: 'MinVersion="1.3"', to: 'MinVersion="1.1"', fault: 'The requirement set CustomFunctionsRuntime is asked for in version "1.1"; write 1.3: refusals are shown with their message.' },
    { why: "a requirement set that shuts people out", from: "</Sets>", to: '<Set Name="DialogApi" MinVersion="1.2" /></Sets>', fault: "The requirement set DialogApi is not used by the add-in, and shuts out Excels that lack it; take it out." },
    { why: "a resid that leads nowhere", from: 'Label resid="Group.Label"', to: 'Label resid="Group.Lable"', fault: 'The resid "Group.Lable" of <Label> leads nowhere: <bt:ShortStrings> has no such id. Add the entry, or write the id of one that is there.' },
    { why: "a text looked for among the long ones", from: '<Title resid="GetStarted.Title"', to: '<Title resid="GetStarted.Description"', fault: 'The resid "GetStarted.Description" of <Title> leads nowhere: <bt:ShortStrings> has no such id. Add the entry, or write the id of one that is there.' },
    { why: "an element without its resid", from: '<LearnMoreUrl resid="GetStarted.Url" />', to: "<LearnMoreUrl />", fault: "<LearnMoreUrl> has no resid; give it the id of an entry of <bt:Urls>." },
    { why: "a text that nobody shows", from: "</bt:LongStrings>", to: '<bt:String id="Old.Tip" DefaultValue="Old" /></bt:LongStrings>', fault: 'Nothing uses "Old.Tip"; take it out.' },
    { why: "an id given twice", from: "</bt:LongStrings>", to: '<bt:String id="Pane.Tip" DefaultValue="Again" /></bt:LongStrings>', fault: 'The id "Pane.Tip" is given twice in Resources; give one of them another.' },
    { why: "an id of 33 characters", from: 'bt:Url id="GetStarted.Url"', to: `bt:Url id="${"G".repeat(33)}"`, again: ['resid="GetStarted.Url"', `resid="${"G".repeat(33)}"`], fault: `The id "${"G".repeat(33)}" has 33 characters; write 1 to 32, here and wherever it is a resid.` },
    { why: "a short text of 126 characters", from: 'DefaultValue="Explain cell"', to: `DefaultValue="${"e".repeat(126)}"`, fault: 'The text of "ExplainCell.Label" has 126 characters; write 1 to 125 in DefaultValue.' },
    { why: "a long text of 251 characters", from: /DefaultValue="Opens the pane, which[^"]*"/.exec(manifest)?.[0] ?? "", to: `DefaultValue="${"o".repeat(251)}"`, fault: 'The text of "ExplainCell.Tip" has 251 characters; write 1 to 250 in DefaultValue.' },
    { why: "a runtime that ends with the pane", from: 'lifetime="long"', to: 'lifetime="short"', fault: `The runtime's lifetime is "short"; write "long", or Excel ends it when the pane is closed, and the functions with it.` },
    { why: "functions in a runtime of their own", from: '<Page>\n              <SourceLocation resid="Taskpane.Url"', to: '<Page>\n              <SourceLocation resid="Functions.Script.Url"', fault: `The resid of the functions' Page is "Functions.Script.Url" and that of the runtime "Taskpane.Url"; write "Taskpane.Url", or Excel starts a second runtime.` },
    { why: "commands in a runtime of their own", from: '<FunctionFile resid="Taskpane.Url"', to: '<FunctionFile resid="GetStarted.Url"', fault: `The resid of the ribbon's FunctionFile is "GetStarted.Url" and that of the runtime "Taskpane.Url"; write "Taskpane.Url", or Excel starts a second runtime.` },
    { why: "a second pane", from: '<Action xsi:type="ExecuteFunction">\n                    <FunctionName>explainCell</FunctionName>', to: '<Action xsi:type="ShowTaskpane"><SourceLocation resid="Taskpane.Url" />', fault: "A second button shows the pane, which Excel opens in a runtime of its own; let it execute a function that calls Office.addin.showAsTaskpane." },
    { why: "a pane that opens by itself", from: '<Action xsi:type="ShowTaskpane">', to: '<Action xsi:type="ShowTaskpane"><TaskpaneId>Office.AutoShowTaskpaneWithDocument</TaskpaneId>', fault: 'The pane has the TaskpaneId "Office.AutoShowTaskpaneWithDocument"; take it out: there is one pane, and a named one can be made to open by itself in the workbook of the other side.' },
    { why: "two pages", from: '<SourceLocation DefaultValue="https://localhost:3000/taskpane.html" />', to: '<SourceLocation DefaultValue="https://localhost:3000/index.html" />', fault: "The page of DefaultSettings is https://localhost:3000/index.html and that of the runtime https://localhost:3000/taskpane.html; write the same address in both." },
    { why: "another namespace", from: 'DefaultValue="DEAL"', to: 'DefaultValue="DEALS"', fault: 'The namespace is "DEALS", but the functions are DEAL.…, in every workbook there is; write DEAL.' },
    { why: "another tab", from: "TabHome", to: "TabData", fault: 'The buttons stand on the tab "TabData"; write TabHome, where the get-started text sends people.' },
    { why: "two buttons of one id", from: 'id="Dealsheet.ExplainCell"', to: 'id="Dealsheet.Pane"', fault: 'The id "Dealsheet.Pane" of <Control xsi:type="Button"> is given twice; give one of them another.' },
    { why: "a command that cannot be a name", from: ">explainCell<", to: ">explain cell<", fault: 'The FunctionName "explain cell" is no name; write the one that the pane gives to Office.actions.associate.' },
    { why: "http", from: 'SupportUrl DefaultValue="https:', to: 'SupportUrl DefaultValue="http:', fault: "http://localhost:3000/taskpane.html is not https, and Office loads nothing else; write https." },
    { why: "an address without its beginning", from: 'DefaultValue="https://localhost:3000/functions.json"', to: 'DefaultValue="functions.json"', fault: '"functions.json" is no address; write it in full, as https://….' },
    { why: "somebody else's page", from: 'SupportUrl DefaultValue="https://localhost:3000/', to: 'SupportUrl DefaultValue="https://example.com/', fault: "https://example.com/taskpane.html is elsewhere than the pane; the add-in loads nothing from others, so write an address below https://localhost:3000/." },
    { why: "a file that no build makes", from: "functions.json", to: "function.json", fault: "https://localhost:3000/function.json is not made by the build; correct the address, or have webpack.config.js make the file." },
    { why: "an icon of another size", from: 'id="Pane.Icon.16" DefaultValue="https://localhost:3000/assets/dealsheet-16.png"', to: 'id="Pane.Icon.16" DefaultValue="https://localhost:3000/assets/dealsheet-20.png"', fault: "https://localhost:3000/assets/dealsheet-20.png is 20 × 20 pixels and is asked for as 16 × 16; name the picture of that size.", times: 2 },
    { why: "a list icon of another size", from: '<IconUrl DefaultValue="https://localhost:3000/assets/dealsheet-32.png"', to: '<IconUrl DefaultValue="https://localhost:3000/assets/dealsheet-80.png"', fault: "https://localhost:3000/assets/dealsheet-80.png is 80 × 80 pixels and is asked for as 32 × 32; name the picture of that size." },
    { why: "an icon without the size that Office demands", from: '<bt:Image size="80" resid="ExplainCell.Icon.80" />', to: "", fault: "The icon has no picture of 80 pixels; add it, so that Office does not stretch another.", besides: 'Nothing uses "ExplainCell.Icon.80"; take it out.' },
    { why: "a size that Office does not know", from: "</Icon>", to: '<bt:Image size="25" resid="Pane.Icon.24" /></Icon>', fault: "An icon of 25 pixels is asked for; Office knows 16, 20, 24, 32, 40, 48, 64 and 80." },
  ] as { why: string; from: string; to: string; again?: [string, string]; fault: string | RegExp; times?: number; besides?: string }[])("$why", ({ from, to, again, fault, times = 1, besides }) => {
    const broken = edited(from, to);
    const found = says(again === undefined ? broken : broken.replace(...again));
    const isExpected = (sentence: string) => (typeof fault === "string" ? sentence === fault : fault.test(sentence));
    expect(found.filter((sentence) => !isExpected(sentence))).toEqual(besides === undefined ? [] : [besides]);
    expect(found.filter(isExpected)).toHaveLength(times);
  });
});

test("all faults are told at once, in the order of their lines", () => {
  const broken = edited("ReadWriteDocument", "ReadDocument").replace("en-US", "English").replace('lifetime="long"', "");
  const lines = broken.split("\n");
  expect(manifestFaults(broken, built).map(({ line }) => lines[line - 1]?.trim())).toEqual(["<DefaultLocale>English</DefaultLocale>", "<Permissions>ReadDocument</Permissions>", '<Runtime resid="Taskpane.Url"  />']);
});

describe("a release", () => {
  const release: Served = { ...built, isRelease: true };

  test("may not point at the developer's machine: every address that does is told", () => {
    const found = says(manifest, release);
    expect(new Set(found.map((sentence) => sentence.replace(/^\S+/, "…")))).toEqual(new Set(["… is on the developer's own machine; build with DEALSHEET_URL, the address from which the add-in is served."]));
    expect(found).toHaveLength(manifest.split('="https://localhost').length - 1);
  });

  test("is without fault at an address of its own", () => {
    expect(says(manifest.replaceAll("https://localhost:3000/", "https://example.com/deals/"), release)).toEqual([]);
  });
});

test("a picture that is none is told", () => {
  const served: Served = { ...built, picture: (path) => (path === "assets/explain-cell-40.png" ? new Uint8Array([1, 2, 3]) : built.picture(path)) };
  expect(says(manifest, served)).toEqual(["https://localhost:3000/assets/explain-cell-40.png is no PNG picture; draw it anew with npm run icons."]);
});
