import { savedXlsx } from "../../src/file/xlsx";
import { LAST_ROW } from "../../src/sheet/address";
import type { Formula } from "../../src/sheet/workbook";
import { MAIN, OFFICE, SHEET, cells, opened, partTexts, put, type Made } from "./handmade";

const PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships";
const relationshipsXml = (...links: string[]) => `<Relationships xmlns="${PACKAGE}">${links.join("")}</Relationships>`;
const TABLE = "application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml";

/** A workbook whose first sheet has tables. */
function withTables(sheet: string, ...tables: string[]): Made {
  const links = tables.map((_, i) => `<Relationship Id="rId${i + 1}" Type="${OFFICE}/table" Target="../tables/table${i + 1}.xml"/>`);
  return {
    sheet: `<worksheet xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheetData>${sheet}</sheetData><tableParts count="${tables.length}">${tables.map((_, i) => `<tablePart r:id="rId${i + 1}"/>`).join("")}</tableParts></worksheet>`,
    overrides: tables.map((_, i) => `<Override PartName="/xl/tables/table${i + 1}.xml" ContentType="${TABLE}"/>`).join(""),
    parts: { "xl/worksheets/_rels/sheet1.xml.rels": relationshipsXml(...links), ...Object.fromEntries(tables.map((table, i) => [`xl/tables/table${i + 1}.xml`, table])) },
  };
}

const table = (attributes: string, columns: readonly string[], before = "") =>
  `<table xmlns="${MAIN}" id="1" ${attributes}>${before}<tableColumns count="${columns.length}">${columns.map((name, i) => `<tableColumn id="${i + 1}" name="${name}"/>`).join("")}</tableColumns></table>`;

describe("tables", () => {
  test.each<[string, string, object]>([
    ["a header and rows", table('name="x" displayName="Sales" ref="B2:C9" totalsRowShown="0"', ["Track", "Net"]), { name: "Sales", top: 2, left: 2, bottom: 9, right: 3, hasHeader: true, hasTotals: false, columns: ["Track", "Net"] }],
    ["a row of totals", table('name="x" displayName="Sales" ref="A1:A9" totalsRowCount="1"', ["Net"]), { name: "Sales", top: 1, left: 1, bottom: 9, right: 1, hasHeader: true, hasTotals: true, columns: ["Net"] }],
    ["no header", table('name="x" displayName="_1.Übersicht" ref="A1:A9" headerRowCount="0"', ["Column1"]), { name: "_1.Übersicht", top: 1, left: 1, bottom: 9, right: 1, hasHeader: false, hasTotals: false, columns: ["Column1"] }],
    ["totals that were shown once", table('name="x" displayName="T" ref="A1:A9" totalsRowShown="1" headerRowCount="1" totalsRowCount="0"', ["a"]), { name: "T", top: 1, left: 1, bottom: 9, right: 1, hasHeader: true, hasTotals: false, columns: ["a"] }],
    ["a name alone", table('name="OnlyName" ref="A1:A2"', ["a"]), { name: "OnlyName", top: 1, left: 1, bottom: 2, right: 1, hasHeader: true, hasTotals: false, columns: ["a"] }],
    [
      "columns of every kind: brackets, apostrophes, signs, line breaks, an escape that is none",
      table('displayName="T" ref="A1:E2"', ["Net [EUR]", "Q1&apos;24 #", "a&amp;b@c", "two_x000a_lines", "_x005F_x000a_"]),
      { name: "T", top: 1, left: 1, bottom: 2, right: 5, hasHeader: true, hasTotals: false, columns: ["Net [EUR]", "Q1'24 #", "a&b@c", "two\nlines", "_x000a_"] },
    ],
  ])("%s", (_, xml, expected) => {
    expect(opened(withTables("", xml)).workbook.tables).toEqual([{ sheet: "Sheet1", ...expected }]);
  });

  test("several of one sheet, in their order", () => {
    const file = opened(withTables("", table('displayName="A" ref="A1:A2"', ["a"]), table('displayName="B" ref="C1:C2"', ["a"])));
    expect(file.workbook.tables.map(({ name }) => name)).toEqual(["A", "B"]);
  });

  test.each([
    ["whose columns do not fill it", table('displayName="T" ref="A1:C2"', ["a", "b"])],
    ["that stands nowhere", table('displayName="T" ref="A1:"', ["a"])],
    ["without a name", table('ref="A1:A2"', ["a"])],
    ["of another vocabulary", '<table xmlns="other" displayName="T" ref="A1:A2"><tableColumns><tableColumn name="a"/></tableColumns></table>'],
  ])("one %s is none, and its file opens", (_, xml) => {
    expect(opened(withTables("", xml)).workbook.tables).toEqual([]);
  });

  describe("formulas that read them", () => {
    const SALES = table('displayName="Sales" ref="A1:B3"', ["Units", "Rate [net]"]);
    const STORED = ["SUM(Sales[Units])", "Sales[[#This Row],[Units]]*Sales[[#This Row],[Rate '[net']]]", "COUNTA(Sales[#Headers])", "SUM(Sales[[#Totals],[Units]:[Rate '[net']]])", "ROWS(Sales[#All])+ROWS(Sales[])", "SUM(Sales[[#Headers],[#Data],[Units]])", "_xldudf_DEAL_PRORATA(SUM( Sales[ [Units] ] ),Sales[[Units]:[Rate '[net']]])"];
    const file = () => opened(withTables(`<row r="5">${STORED.map((formula) => `<c><f>${formula}</f><v>1</v></c>`).join("")}</row>`, SALES));

    test("keep every letter when they are read, and when they are written again", () => {
      const read = file();
      const formulas = Object.entries(cells(read)).map(([address, cell]): [string, Formula] => [address, cell.formula as Formula]);
      expect(formulas.map(([, { text }]) => text.replaceAll("DEAL.PRORATA", "_xldudf_DEAL_PRORATA"))).toEqual(STORED);
      // A row further down, each is a new one.
      for (const [address, formula] of formulas) put(read, address.replace("5", "6"), { value: 1, formula });
      const text = partTexts(savedXlsx(read)).get(SHEET) ?? "";
      for (const stored of STORED) expect(text.split(`<f>${stored}</f>`)).toHaveLength(3);
      expect(partTexts(savedXlsx(read)).get("xl/tables/table1.xml")).toBe(SALES);
    });

    test.each([
      ["D2", "Sales[@Units]*2", "Sales[[#This Row],[Units]]*2", "the row of the cell, as Excel shows it"],
      ["D2", "Sales[@[Rate '[net']]]", "Sales[[#This Row],[Rate '[net']]]", "a column in its own brackets"],
      ["D2", "SUM(Sales[@[Units]:[Rate '[net']]])", "SUM(Sales[[#This Row],[Units]:[Rate '[net']]])", "several columns"],
      ["D2", "COUNT(Sales[@])", "COUNT(Sales[#This Row])", "the whole row"],
      ["B2", "[@Units]*2", "Sales[[#This Row],[Units]]*2", "inside the table its name may be left out"],
      ["B3", "SUM([Units])", "SUM(Sales[Units])", "so it may for a whole column"],
      ["B2", "[@[Rate '[net']]]+Sales[[#Totals],[Units]]", "Sales[[#This Row],[Rate '[net']]]+Sales[[#Totals],[Units]]", "both ways in one formula"],
      ["B2", '"[@Units]"&[1]Book!A1', '"[@Units]"&[1]Book!A1', "neither texts nor other workbooks are tables"],
    ])("%s: %s is stored as %s (%s)", (address, shown, stored) => {
      const read = file();
      put(read, address, { value: 1, formula: { text: shown, kind: "plain" } });
      expect(partTexts(savedXlsx(read)).get(SHEET)).toContain(`<f>${stored.replaceAll("&", "&amp;")}</f>`);
    });
  });
});

describe("rows that a filter hides", () => {
  const ROWS = Array.from({ length: 8 }, (_, i) => `<row r="${i + 1}"${[2, 4, 5, 8].includes(i + 1) ? ' hidden="1"' : ""}><c r="A${i + 1}"><v>${i}</v></c></row>`).join("");
  const sheet = (behind: string): string => `<worksheet xmlns="${MAIN}"><sheetData>${ROWS}</sheetData>${behind}</worksheet>`;
  const CRITERION = '<filterColumn colId="0"><filters><filter val="x"/></filters></filterColumn>';

  test.each<[string, Made, number[]]>([
    ["a filter with a criterion: those below its header", { sheet: sheet(`<autoFilter ref="A2:A5">${CRITERION}</autoFilter>`) }, [4, 5]],
    ["criteria of the user's own", { sheet: sheet('<autoFilter ref="A1:A8"><filterColumn colId="0"><customFilters><customFilter operator="greaterThan" val="5"/></customFilters></filterColumn></autoFilter>') }, [2, 4, 5, 8]],
    ["a filter without one", { sheet: sheet('<autoFilter ref="A1:A8"/>') }, []],
    ["a column without its button", { sheet: sheet('<autoFilter ref="A1:A8"><filterColumn colId="0" hiddenButton="1"/></autoFilter>') }, []],
    ["a sort alone", { sheet: sheet('<autoFilter ref="A1:A8"><sortState ref="A2:A8"><sortCondition ref="A2:A8"/></sortState></autoFilter>') }, []],
    ["a filter of somebody's own view", { sheet: sheet(`<customSheetViews><customSheetView guid="{0}"><autoFilter ref="A1:A8">${CRITERION}</autoFilter></customSheetView></customSheetViews>`) }, []],
    ["a table's", withTables(ROWS, table('displayName="T" ref="A3:A7"', ["a"], `<autoFilter ref="A3:A7">${CRITERION}</autoFilter>`)), [4, 5]],
    ["a table's without a criterion", withTables(ROWS, table('displayName="T" ref="A1:A8"', ["a"], '<autoFilter ref="A1:A8"/>')), []],
    ["a table's, one button hidden", withTables(ROWS, table('displayName="T" ref="A1:A8"', ["a"], '<autoFilter ref="A1:A8"><filterColumn colId="0" hiddenButton="1"/></autoFilter>')), []],
    ["over the whole sheet", { sheet: sheet(`<autoFilter ref="A1:A${LAST_ROW}">${CRITERION}</autoFilter>`) }, [2, 4, 5, 8]],
  ])("%s", (_, what, filtered) => {
    const [found] = opened(what).workbook.sheets;
    expect([...(found?.filteredRows ?? [])]).toEqual(filtered);
    expect([...(found?.hiddenRows ?? [])]).toEqual([2, 4, 5, 8]);
  });
});

describe("circles that the file allows", () => {
  test.each([
    ["", undefined],
    ['<calcPr calcId="1"/>', undefined],
    ['<calcPr iterate="0" iterateCount="5"/>', undefined],
    ['<calcPr iterate="1"/>', { rounds: 100, leastChange: 0.001 }],
    ['<calcPr iterate="true" iterateCount="32767" iterateDelta="1E-4"/>', { rounds: 32767, leastChange: 0.0001 }],
    ['<calcPr iterate="1" iterateDelta="0"/>', { rounds: 100, leastChange: 0 }],
    ['<calcPr iterate="1" iterateCount="x" iterateDelta="-1"/>', { rounds: 100, leastChange: 0.001 }],
  ])("%s", (behindSheets, expected) => {
    expect(opened({ behindSheets }).workbook.iteration).toEqual(expected);
  });

  test("stay allowed when the file is saved", () => {
    const settings = '<calcPr iterate="1" iterateCount="7"/>';
    const file = opened({ behindSheets: settings });
    put(file, "A1", { value: 1 });
    expect(partTexts(savedXlsx(file)).get("xl/workbook.xml")).toContain(settings);
  });
});

describe("other workbooks", () => {
  const linkPart = (inside: string) => `<externalLink xmlns="${MAIN}" xmlns:r="${OFFICE}">${inside}</externalLink>`;
  const linkTo = (target: string) => relationshipsXml(`<Relationship Id="rId1" Type="${OFFICE}/externalLinkPath" Target="${target}" TargetMode="External"/>`);
  const RATES =
    '<externalBook r:id="rId1"><sheetNames><sheetName val="Rates"/><sheetName val="A&amp;B _x005F_x0041_"/></sheetNames><definedNames><definedName name="Fee" refersTo="=\'Rates\'!$B$2"/><definedName name="Local" refersTo="=5" sheetId="1"/><definedName name="Empty"/></definedNames><sheetDataSet><sheetData sheetId="0"><row r="2"><cell r="B2"><v>0.05</v></cell><cell r="C2" t="str"><v> a_x000D_ </v></cell></row><row r="9"><cell r="A9" t="b"><v>1</v></cell><cell r="B9" t="e"><v>#N/A</v></cell><cell r="C9"/><cell r="D9" t="zzz"><v>1</v></cell><cell r="nowhere"><v>1</v></cell></row></sheetData><sheetData sheetId="1" refreshError="1"/><sheetData sheetId="7"><row r="1"><cell r="A1"><v>1</v></cell></row></sheetData></sheetDataSet></externalBook>';
  const linked = (...externals: { readonly id: string; readonly part?: string; readonly target?: string }[]): Made => ({
    sheet: '<row r="1"><c r="A1"><f>[2]Rates!B2*100</f><v>5</v></c></row>',
    behindSheets: `<externalReferences>${externals.map(({ id }) => `<externalReference r:id="${id}"/>`).join("")}</externalReferences>`,
    links: externals.map((_, i) => ({ type: "externalLink", target: `externalLinks/externalLink${i + 1}.xml` })),
    parts: Object.fromEntries(externals.flatMap(({ part, target }, i) => (part === undefined ? [] : [[`xl/externalLinks/externalLink${i + 1}.xml`, linkPart(part)], [`xl/externalLinks/_rels/externalLink${i + 1}.xml.rels`, linkTo(target ?? "")]]))),
  });

  test("what the file keeps of them, in the order in which formulas count", () => {
    const file = opened(linked({ id: "rId2", part: '<ddeLink ddeService="S" ddeTopic="T"/>' }, { id: "rId3", part: RATES, target: "file:///C:/deals/Rates%20now.xlsx" }, { id: "rId4" }));
    expect(file.workbook.otherWorkbooks).toEqual([
      { target: "", sheets: [], names: [] },
      {
        target: "file:///C:/deals/Rates%20now.xlsx",
        sheets: [
          { name: "Rates", cells: new Map<number, unknown>([[2, new Map<number, unknown>([[2, 0.05], [3, " a\r "]])], [9, new Map<number, unknown>([[1, true], [2, { error: "#N/A" }]])]]) },
          { name: "A&B _x0041_", cells: new Map() },
        ],
        names: [{ name: "Fee", formula: "'Rates'!$B$2" }, { name: "Local", formula: "5", sheet: "A&B _x0041_" }],
      },
      { target: "", sheets: [], names: [] },
    ]);
    expect(cells(file)["A1"]?.formula?.text).toBe("[2]Rates!B2*100");
  });

  test("stay in the file as they are", () => {
    const file = opened(linked({ id: "rId2", part: RATES, target: "Rates.xlsx" }));
    put(file, "A1", { value: 7 });
    const parts = partTexts(savedXlsx(file));
    expect(parts.get("xl/externalLinks/externalLink1.xml")).toBe(linkPart(RATES));
    expect(parts.get("xl/externalLinks/_rels/externalLink1.xml.rels")).toBe(linkTo("Rates.xlsx"));
  });
});
