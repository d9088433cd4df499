import { strToU8 } from "fflate";
import { MAIN, OFFICE } from "./handmade";

const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const MICROSOFT = "http://schemas.microsoft.com/office";
const SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const DRAWN = "http://schemas.openxmlformats.org/drawingml/2006";
const MC = "http://schemas.openxmlformats.org/markup-compatibility/2006";

/** Words that no copy may hold: they are planted wherever a workbook can hold words that nobody sees. */
export const PLANTED = /secret|jane|scratch|batna|lists!/i;

const links = (...items: readonly (readonly [type: string, target: string, external?: "External"])[]): string =>
  `<Relationships xmlns="${PACKAGE}/relationships">${items
    .map(([type, target, mode], i) => `<Relationship Id="rId${i + 1}" Type="${type.includes(":") ? type : `${OFFICE}/${type}`}" Target="${target}"${mode === undefined ? "" : ` TargetMode="${mode}"`}/>`)
    .join("")}</Relationships>`;

/** A picture of one red point, with a text in its file. */
export function picture(text: string): Uint8Array {
  const chunk = (type: string, content: Uint8Array): number[] => [0, 0, 0, content.length, ...strToU8(type), ...content, ...crc([...strToU8(type), ...content])];
  const point = Uint8Array.from([0x78, 0x01, 0x01, 0x04, 0x00, 0xfb, 0xff, 0x00, 0xff, 0x00, 0x00, 0x03, 0x01, 0x01, 0x00]);
  const head = Uint8Array.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0]);
  return Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, ...chunk("IHDR", head), ...chunk("tEXt", strToU8(text)), ...chunk("IDAT", point), ...chunk("IEND", new Uint8Array(0))]);
}

function crc(bytes: readonly number[]): number[] {
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return [24, 16, 8, 0].map((shift) => (~sum >>> shift) & 255);
}

const anchor = (row: number, object: string): string =>
  `<xdr:twoCellAnchor><xdr:from><xdr:col>5</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>${row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>9</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>${row + 9}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>${object}<xdr:clientData/></xdr:twoCellAnchor>`;
const chartFrame = (id: number, link: string): string =>
  `<xdr:graphicFrame macro="[0]!SecretMacro"><xdr:nvGraphicFramePr><xdr:cNvPr id="${id}" name="Chart ${id}"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic><a:graphicData uri="${DRAWN}/chart"><c:chart xmlns:c="${DRAWN}/chart" r:id="${link}"/></a:graphicData></a:graphic></xdr:graphicFrame>`;
const pictureFrame = (id: number, blip: string, more = "", name = `Picture ${id}`): string =>
  `<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="${id}" name="${name}" descr="C:\\Users\\jane\\logo.png">${more}</xdr:cNvPr><xdr:cNvPicPr><a:picLocks noChangeAspect="1"/></xdr:cNvPicPr></xdr:nvPicPr><xdr:blipFill>${blip}<a:stretch><a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic>`;

const chart = (values: string, more = ""): string =>
  `<c:chartSpace xmlns:c="${DRAWN}/chart" xmlns:a="${DRAWN}/main" xmlns:r="${OFFICE}" xmlns:secret="urn:secret"><mc:AlternateContent xmlns:mc="${MC}"><mc:Choice Requires="c14" xmlns:c14="${MICROSOFT}/drawing/2007/8/2/chart"><c14:style val="102"/></mc:Choice><mc:Fallback><c:style val="2"/></mc:Fallback></mc:AlternateContent><!-- secret --><c:chart><c:plotArea><c:layout/><c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:varyColors val="0"/><c:ser><c:idx val="0"/><c:order val="0"/><c:val><c:numRef><c:f>${values}</c:f><c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="1"/><c:pt idx="0"><c:v>10</c:v></c:pt></c:numCache></c:numRef></c:val><c:extLst><c:ext uri="{C3380CC4-5D6E-409C-BE32-E72D297353CC}" xmlns:c16="${MICROSOFT}/drawing/2014/chart"><c16:uniqueId val="{00000000-0000-0000-0000-000000000001}"/></c:ext><c:ext uri="{SECRET}" xmlns:secret="urn:secret"><secret:x/></c:ext></c:extLst></c:ser><c:axId val="1"/><c:axId val="2"/></c:barChart><c:catAx><c:axId val="1"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/><c:axPos val="b"/><c:crossAx val="2"/></c:catAx><c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/><c:axPos val="l"/><c:crossAx val="1"/></c:valAx></c:plotArea><c:plotVisOnly val="1"/></c:chart>${more}</c:chartSpace>`;

/** A sheet that has everything that a sheet can have and that a copy may not. */
const INPUTS = `<?xml version="1.0" encoding="UTF-8"?>
<!-- by Jane Doe -->
<?secret instruction?>
<worksheet xmlns="${MAIN}" xmlns:r="${OFFICE}" xmlns:mc="${MC}" mc:Ignorable="x14ac xr secret" xmlns:x14ac="${MICROSOFT}/spreadsheetml/2009/9/ac" xmlns:xr="${MICROSOFT}/spreadsheetml/2014/revision" xmlns:secret="urn:secret" xr:uid="{JANE}" secret:note="1">
<sheetPr codeName="SecretSheet" published="0"><tabColor rgb="FF00FF00"/></sheetPr><dimension ref="A1:H9"/>
<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="A2" sqref="A2"/><pivotSelection pane="bottomRight"/></sheetView><sheetView tabSelected="1" workbookViewId="1"/></sheetViews>
<sheetFormatPr defaultRowHeight="15" x14ac:dyDescent="0.25"/><cols><col min="1" max="1" width="30.5" customWidth="1" style="1"/></cols>
<sheetData><!-- secret -->
<row r="1" spans="1:8" x14ac:dyDescent="0.25" secret:row="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>2</v></c><c r="C1" t="inlineStr"><is><t xml:space="preserve"> in &amp; out </t><secret:t>secret</secret:t></is></c>secret</row>
<row r="2"><c r="A2" s="1"><v>10</v></c><c r="B2" s="2"><f>A2*<!-- secret -->2</f><v>20</v></c><c r="C2" cm="2"><f t="array" ref="C2:C3">A2:A3*2</f><v>20</v></c><c r="D2" t="e" vm="1"><v>#VALUE!</v></c><c r="E2" cm="1"><f>SUM(Total)</f><v>12.5</v><extLst><ext uri="secret"/></extLst></c><c r="F2" t="str"><f>IF(A2&gt;1,"<![CDATA[a&b]]>","")</f><v>a&amp;b</v></c></row>
<row r="3"><c r="A3" s="3"><v>2.5</v></c><c r="C3"><v>5</v></c><c r="D3"><f>Terms!A1+Local</f><v>6</v></c><c r="E3"><f t="shared" ref="E3:E4" si="0">A3+1</f><v>3.5</v></c></row>
<row r="4"><c r="A4" s="3"><v>7</v></c><c r="E4"><f t="shared" si="0"/><v>8</v></c><extLst><ext uri="secret"/></extLst></row>
<row r="6"><c r="F6" t="s"><v>3</v></c><c r="G6" t="s"><v>4</v></c></row><row r="7"><c r="F7"><v>1</v></c><c r="G7"><f>Deals[[#This Row],[Units]]*2</f><v>2</v></c></row><row r="8"><c r="G8"><f>SUBTOTAL(109,Deals[Net])</f><v>2</v></c></row>
</sheetData>
<sheetCalcPr fullCalcOnLoad="1"/><sheetProtection sheet="1" objects="1" scenarios="1"/><protectedRanges><protectedRange name="SecretRange" sqref="A1" securityDescriptor="O:WDG:Jane"/></protectedRanges>
<scenarios current="0"><scenario name="SECRET low" user="Jane Doe" count="1"><inputCells r="A2" val="1"/></scenario><scenario name="SECRET high" user="Jane Doe" count="1"><inputCells r="A2" val="9"/></scenario></scenarios>
<autoFilter ref="A1:B4" xr:uid="{JANE}"><filterColumn colId="0"><filters><filter val="10"/></filters></filterColumn></autoFilter><sortState ref="A2:A4"><sortCondition ref="A2" customList="Jane,Secret"/></sortState>
<dataConsolidate><dataRefs count="1"><dataRef ref="A1" sheet="Scratch"/></dataRefs></dataConsolidate>
<customSheetViews><customSheetView guid="{JANE}"/></customSheetViews><mergeCells count="1"><mergeCell ref="A9:B9"/></mergeCells><phoneticPr fontId="1" type="noConversion"/>
<conditionalFormatting sqref="A2:A4" pivot="1"><cfRule type="cellIs" dxfId="0" priority="1" operator="greaterThan"><formula>Terms!$A$1</formula></cfRule><cfRule type="dataBar" priority="2"><dataBar><cfvo type="min"/><cfvo type="max"/><color rgb="FF00FF00"/></dataBar><extLst><ext uri="{B025F937-C7B1-47D3-B67F-A62EFF666E3E}" xmlns:x14="${MICROSOFT}/spreadsheetml/2009/9/main"><x14:id>{11111111-0000-0000-0000-000000000001}</x14:id></ext></extLst></cfRule><cfRule type="dataBar" priority="3"><dataBar><cfvo type="min"/><cfvo type="max"/><color rgb="FF0000FF"/></dataBar><extLst><ext uri="{B025F937-C7B1-47D3-B67F-A62EFF666E3E}" xmlns:x14="${MICROSOFT}/spreadsheetml/2009/9/main"><x14:id>{11111111-0000-0000-0000-000000000002}</x14:id></ext></extLst></cfRule></conditionalFormatting>
<dataValidations count="2"><dataValidation type="decimal" allowBlank="1" showErrorMessage="1" error="0 to 100" sqref="A2" xr:uid="{JANE}"><formula1>0</formula1><formula2>100</formula2></dataValidation><dataValidation type="list" sqref="A3"><mc:AlternateContent><mc:Choice Requires="x12ac" xmlns:x12ac="${MICROSOFT}/spreadsheetml/2011/1/ac"><x12ac:list>"1,secret"</x12ac:list></mc:Choice><mc:Fallback><formula1>"1,2"</formula1></mc:Fallback></mc:AlternateContent></dataValidation></dataValidations>
<hyperlinks><hyperlink ref="A1" r:id="rId1" tooltip="secret" xr:uid="{JANE}"/><hyperlink ref="B1" location="Terms!A1" display="Terms" xr:uid="{JANE}"/><hyperlink ref="C1" location="Scratch!A1" display="secret"/><hyperlink ref="D1" location="Total"/></hyperlinks>
<printOptions gridLines="1"/><pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" r:id="rId2"/><headerFooter><oddHeader>&amp;A</oddHeader></headerFooter>
<customProperties><customPr name="SecretProperty" r:id="rId3"/></customProperties><cellWatches><cellWatch r="A1"/></cellWatches><ignoredErrors><ignoredError sqref="A2" formula="1"/></ignoredErrors>
<drawing r:id="rId4"/><legacyDrawing r:id="rId5"/><legacyDrawingHF r:id="rId6"/><picture r:id="rId7"/>
<mc:AlternateContent><mc:Choice Requires="x14"><oleObjects><mc:AlternateContent><mc:Choice Requires="x14"><oleObject progId="Secret.1" shapeId="1" r:id="rId8"/></mc:Choice><mc:Fallback><oleObject progId="Secret.1" shapeId="1" r:id="rId8"/></mc:Fallback></mc:AlternateContent></oleObjects></mc:Choice></mc:AlternateContent>
<controls><control shapeId="2" r:id="rId9" name="SecretButton"/></controls><tableParts count="1"><tablePart r:id="rId10"/></tableParts>
<extLst><ext uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}" xmlns:x14="${MICROSOFT}/spreadsheetml/2009/9/main" xmlns:xm="${MICROSOFT}/excel/2006/main"><x14:conditionalFormattings><x14:conditionalFormatting><x14:cfRule type="dataBar" id="{11111111-0000-0000-0000-000000000001}"><x14:dataBar minLength="0" maxLength="100"><x14:cfvo type="num"><xm:f>Terms!$A$1</xm:f></x14:cfvo><x14:cfvo type="autoMax"/></x14:dataBar></x14:cfRule><xm:sqref>A2:A4</xm:sqref></x14:conditionalFormatting><x14:conditionalFormatting><x14:cfRule type="dataBar" id="{11111111-0000-0000-0000-000000000002}"><x14:dataBar><x14:cfvo type="num"><xm:f>Scratch!$A$1</xm:f></x14:cfvo><x14:cfvo type="autoMax"/></x14:dataBar></x14:cfRule><xm:sqref>A2:A4</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" xmlns:x14="${MICROSOFT}/spreadsheetml/2009/9/main"><x14:dataValidations count="2" xmlns:xm="${MICROSOFT}/excel/2006/main"><x14:dataValidation type="list" xr:uid="{JANE}"><x14:formula1><xm:f>Terms!$A$1:$A$3</xm:f></x14:formula1><xm:sqref>A4</xm:sqref></x14:dataValidation><x14:dataValidation type="list"><x14:formula1><xm:f>Lists!$A$1:$A$3</xm:f></x14:formula1><xm:sqref>A5:A6</xm:sqref></x14:dataValidation></x14:dataValidations></ext><ext uri="{05C60535-1F16-4fd2-B633-F4F36F0B64E0}" xmlns:x14="${MICROSOFT}/spreadsheetml/2009/9/main"><x14:sparklineGroups xmlns:xm="${MICROSOFT}/excel/2006/main"><x14:sparklineGroup><x14:sparklines><x14:sparkline><xm:f>Scratch!A1:A3</xm:f><xm:sqref>H1</xm:sqref></x14:sparkline></x14:sparklines></x14:sparklineGroup></x14:sparklineGroups></ext></extLst>
</worksheet>`;

const INPUTS_LINKS = links(
  ["hyperlink", "https://secret.example/deal", "External"],
  ["printerSettings", "../printerSettings/printerSettings1.bin"],
  ["customProperty", "../customProperty1.bin"],
  ["drawing", "../drawings/drawing1.xml"],
  ["vmlDrawing", "../drawings/vmlDrawing1.vml"],
  ["vmlDrawing", "../drawings/vmlDrawing2.vml"],
  ["image", "../media/image2.png"],
  ["oleObject", "../embeddings/oleObject1.bin"],
  ["control", "../activeX/activeX1.xml"],
  ["table", "../tables/table1.xml"],
  ["comments", "../comments1.xml"],
  [`${MICROSOFT}/2017/10/relationships/threadedComment`, "../threadedComments/threadedComment1.xml"],
  ["pivotTable", "../pivotTables/pivotTable1.xml"],
  [`${MICROSOFT}/2007/relationships/slicer`, "../slicers/slicer1.xml"],
);

const DRAWING = `<xdr:wsDr xmlns:xdr="${DRAWN}/spreadsheetDrawing" xmlns:a="${DRAWN}/main" xmlns:r="${OFFICE}">${[
  anchor(0, pictureFrame(1, '<a:blip r:embed="rId1" r:link="rId2"><a:extLst><a:ext uri="secret"><secret xmlns="urn:secret"/></a:ext></a:extLst></a:blip>', '<a:hlinkClick r:id="rId3"/>')),
  anchor(10, pictureFrame(2, '<a:blip r:link="rId2"/>')),
  anchor(20, pictureFrame(3, '<a:blip r:embed="rId1"/>', '<a:extLst><a:ext uri="{84589F7E-364E-4C9E-8A38-B11213B215E9}"><a14:cameraTool xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main" cellRange="Scratch!$A$1"/></a:ext></a:extLst>')),
  anchor(30, chartFrame(4, "rId4")),
  anchor(40, chartFrame(5, "rId5")),
  anchor(50, '<xdr:sp macro="" textlink="Scratch!A1"><xdr:nvSpPr><xdr:cNvPr id="6" name="TextBox 6"/><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr><xdr:spPr/><xdr:txBody><a:bodyPr/><a:p><a:r><a:t>secret</a:t></a:r></a:p></xdr:txBody></xdr:sp>'),
  anchor(60, `<mc:AlternateContent xmlns:mc="${MC}"><mc:Choice Requires="a14"><xdr:graphicFrame><xdr:nvGraphicFramePr><xdr:cNvPr id="7" name="Region 7"/></xdr:nvGraphicFramePr></xdr:graphicFrame></mc:Choice><mc:Fallback><xdr:sp/></mc:Fallback></mc:AlternateContent>`),
  anchor(70, chartFrame(8, "rId6")),
  anchor(80, pictureFrame(9, '<a:blip r:embed="rId7"/>')),
  anchor(90, chartFrame(10, "rId8")),
  anchor(100, pictureFrame(11, '<a:blip r:embed="rId1"/>', "", "C:\\Users\\jane\\logo.png")),
].join("")}</xdr:wsDr>`;

const TABLE = `<table xmlns="${MAIN}" xmlns:xr="${MICROSOFT}/spreadsheetml/2014/revision" id="1" xr:uid="{JANE}" name="Deals" displayName="Deals" ref="F6:G8" totalsRowCount="1" comment="secret" tableType="queryTable"><autoFilter ref="F6:G7" xr:uid="{JANE}"/><tableColumns count="2"><tableColumn id="1" xr3:uid="{JANE}" xmlns:xr3="${MICROSOFT}/spreadsheetml/2016/revision3" name="Units" queryTableFieldId="1"/><tableColumn id="2" name="Net" totalsRowFunction="custom"><calculatedColumnFormula>Deals[[#This Row],[Units]]*Scratch!A1</calculatedColumnFormula><totalsRowFormula>SUBTOTAL(109,Deals[Net])</totalsRowFormula></tableColumn></tableColumns><tableStyleInfo name="Plain" showFirstColumn="0" showLastColumn="0" showRowStripes="1" showColumnStripes="0"/><extLst><ext uri="secret"/></extLst></table>`;

const STYLES = `<styleSheet xmlns="${MAIN}" xmlns:mc="${MC}" mc:Ignorable="x14ac" xmlns:x14ac="${MICROSOFT}/spreadsheetml/2009/9/ac"><numFmts count="3"><numFmt numFmtId="164" formatCode="&quot;€&quot; #,##0.00"/><numFmt numFmtId="165" formatCode="&quot;SECRET units&quot; 0"/><numFmt numFmtId="166" formatCode="yyyy-mm-dd"/></numFmts><fonts count="2" x14ac:knownFonts="1"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0"/><xf numFmtId="165" fontId="1" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="6"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="4" fontId="1" fillId="0" borderId="0" xfId="1" applyNumberFormat="1"/><xf numFmtId="10" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="2" applyNumberFormat="1"/><xf numFmtId="166" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"><extLst><ext uri="secret"/></extLst></xf></cellXfs><cellStyles count="3"><cellStyle name="Normal" xfId="0" builtinId="0"/><cellStyle name="Deal heading" xfId="1"/><cellStyle name="Secret style" xfId="2"/></cellStyles><dxfs count="3"><dxf><numFmt numFmtId="167" formatCode="&quot;high&quot; 0"/></dxf><dxf><numFmt numFmtId="168" formatCode="&quot;SECRET&quot; 0"/></dxf><dxf><font><b/></font></dxf></dxfs><tableStyles count="2" defaultTableStyle="TableStyleMedium2" defaultPivotStyle="PivotStyleLight16"><tableStyle name="Plain" pivot="0" count="1"><tableStyleElement type="headerRow" dxfId="2"/></tableStyle><tableStyle name="Secret tables" pivot="0" count="1"><tableStyleElement type="headerRow" dxfId="1"/></tableStyle></tableStyles><extLst><ext uri="secret"/></extLst></styleSheet>`;

const TEXTS = `<sst xmlns="${MAIN}" count="9" uniqueCount="6"><si><t>Heading</t></si><si><t>SECRET text</t><rPh sb="0" eb="1"><t>SECRET sound</t></rPh></si><si><r><t xml:space="preserve">rich </t></r><r><rPr><b/><rFont val="Calibri"/></rPr><t>text</t></r><rPh sb="0" eb="1"><t>sound</t></rPh></si><si><t>Units</t></si><si><t>Net</t></si><si><t>SECRET last</t></si></sst>`;

const METADATA = `<metadata xmlns="${MAIN}" xmlns:xda="${MICROSOFT}/spreadsheetml/2017/dynamicarray" xmlns:xlrd="${MICROSOFT}/spreadsheetml/2017/richdata"><metadataTypes count="2"><metadataType name="XLRICHVALUE" minSupportedVersion="120000"/><metadataType name="XLDAPR" minSupportedVersion="120000" cellMeta="1"/></metadataTypes><metadataStrings count="1"><s v="SECRET"/></metadataStrings><futureMetadata name="XLRICHVALUE" count="1"><bk><extLst><ext uri="{3e2802c4-a4d2-4d8b-9148-e3be6c30e623}"><xlrd:rvb i="0"/></ext></extLst></bk></futureMetadata><futureMetadata name="XLDAPR" count="1"><bk><extLst><ext uri="{bdbb8cdc-fa1e-496e-a857-3c3f30c029c3}"><xda:dynamicArrayProperties fDynamic="1" fCollapsed="0"/></ext></extLst></bk></futureMetadata><cellMetadata count="2"><bk><rc t="1" v="0"/></bk><bk><rc t="2" v="0"/></bk></cellMetadata><valueMetadata count="1"><bk><rc t="1" v="0"/></bk></valueMetadata></metadata>`;

const WORKBOOK = `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}" xmlns:mc="${MC}" mc:Ignorable="x15 xr" xmlns:x15="${MICROSOFT}/spreadsheetml/2010/11/main" xmlns:xr="${MICROSOFT}/spreadsheetml/2014/revision"><fileVersion appName="xl" lastEdited="7" lowestEdited="7" rupBuild="22228" codeName="{SECRET}"/><fileSharing userName="Jane Doe" reservationPassword="CC1A"/><workbookPr codeName="SecretBook" date1904="0" defaultThemeVersion="166925"/><mc:AlternateContent><mc:Choice Requires="x15"><x15ac:absPath url="C:\\Users\\jane\\SECRET\\" xmlns:x15ac="${MICROSOFT}/spreadsheetml/2010/11/ac"/></mc:Choice></mc:AlternateContent><xr:revisionPtr revIDLastSave="0" documentId="secret" xr6:coauthVersionLast="47" xmlns:xr6="${MICROSOFT}/spreadsheetml/2016/revision6"/><workbookProtection workbookPassword="CC1A" lockStructure="1"/><bookViews><workbookView xWindow="0" yWindow="0" windowWidth="20000" windowHeight="9000" firstSheet="2" activeTab="2" xr2:uid="{JANE}" xmlns:xr2="${MICROSOFT}/spreadsheetml/2015/revision2"/><workbookView activeTab="1"/></bookViews><sheets><sheet name="Lists" sheetId="9" state="veryHidden" r:id="rId1"/><sheet name="Inputs" sheetId="4" r:id="rId2"/><sheet name="Scratch" sheetId="12" state="hidden" r:id="rId3"/><sheet name="Secret chart" sheetId="13" r:id="rId4"/><sheet name="Terms" sheetId="14" r:id="rId5"/></sheets><functionGroups><functionGroup name="Secret"/></functionGroups><externalReferences><externalReference r:id="rId6"/></externalReferences><definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="1" hidden="1">Inputs!$A$1:$B$4</definedName><definedName name="_xlnm._FilterDatabase" localSheetId="2" hidden="1">Scratch!$A$1</definedName><definedName name="_xlnm.Print_Area" localSheetId="1">Inputs!$A$1:$B$9</definedName><definedName name="_xlnm.Criteria" localSheetId="1">Inputs!$A$1</definedName><definedName name="BATNA">0.25</definedName><definedName name="Elsewhere">[1]Secret!$A$1</definedName><definedName name="Local" localSheetId="4">Terms!$A$2</definedName><definedName name="Local" localSheetId="2">Scratch!$A$2</definedName><definedName name="Local">Terms!$A$1</definedName><definedName name="Modern">_xlfn.XLOOKUP(1,Terms!$A:$A,Terms!$A:$A)</definedName><definedName name="SecretMacro" vbProcedure="1" function="1">#REF!</definedName><definedName name="SecretRate">Scratch!$A$1</definedName><definedName name="SecretRateTwice">SecretRate*2</definedName><definedName name="Total" comment="secret">Inputs!$A$2:$A$3</definedName><definedName name="solver_secret" hidden="1">Inputs!$A$2</definedName></definedNames><calcPr calcId="191029" calcMode="auto" iterate="1" iterateCount="50" fullCalcOnLoad="1" forceFullCalc="1"/><customWorkbookViews><customWorkbookView name="Jane's view" guid="{SECRET}"/></customWorkbookViews><pivotCaches><pivotCache cacheId="1" r:id="rId7"/></pivotCaches><extLst><ext uri="secret"/></extLst></workbook>`;

const WORKBOOK_LINKS = links(
  ["worksheet", "worksheets/sheet1.xml"],
  ["worksheet", "worksheets/secretInputs.xml"],
  ["worksheet", "/xl/worksheets/sheet3.xml"],
  ["chartsheet", "chartsheets/sheet1.xml"],
  ["worksheet", "worksheets/sheet5.xml"],
  ["externalLink", "externalLinks/externalLink1.xml"],
  ["pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml"],
  ["styles", "styles.xml"],
  ["theme", "theme/theme1.xml"],
  ["sharedStrings", "sharedStrings.xml"],
  ["sheetMetadata", "metadata.xml"],
  ["calcChain", "calcChain.xml"],
  [`${MICROSOFT}/2006/relationships/vbaProject`, "vbaProject.bin"],
  [`${MICROSOFT}/2017/10/relationships/person`, "persons/person.xml"],
  ["connections", "connections.xml"],
  [`${MICROSOFT}/2007/relationships/slicerCache`, "slicerCaches/slicerCache1.xml"],
  ["revisionHeaders", "revisions/revisionHeaders.xml"],
  [`${MICROSOFT}/2017/06/relationships/rdRichValue`, "richData/rdrichvalue.xml"],
);

const OVERRIDES: Readonly<Record<string, string>> = {
  "xl/workbook.xml": "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
  "xl/styles.xml": `${SPREADSHEET}.styles+xml`,
  "xl/sharedStrings.xml": `${SPREADSHEET}.sharedStrings+xml`,
  "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
  "docProps/custom.xml": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
  "xl/comments1.xml": `${SPREADSHEET}.comments+xml`,
  "xl/externalLinks/externalLink1.xml": `${SPREADSHEET}.externalLink+xml`,
  "xl/pivotCache/pivotCacheDefinition1.xml": `${SPREADSHEET}.pivotCacheDefinition+xml`,
  "xl/webextensions/webextension1.xml": "application/vnd.ms-office.webextension+xml",
};

/** The parts of a workbook with macros of which Inputs and Terms may be shown, and in which words are planted wherever they can stand. */
export function hostileParts(): Map<string, Uint8Array> {
  const parts: Record<string, string | Uint8Array> = {
    "[Content_Types].xml": `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/><Default Extension="bin" ContentType="application/octet-stream"/>${Object.entries(OVERRIDES).map(([name, type]) => `<Override PartName="/${name}" ContentType="${type}"/>`).join("")}</Types>`,
    "_rels/.rels": links(["officeDocument", "xl/workbook.xml"], [`${PACKAGE}/relationships/metadata/core-properties`, "docProps/core.xml"], ["extended-properties", "docProps/app.xml"], ["custom-properties", "docProps/custom.xml"], [`${MICROSOFT}/2011/relationships/webextensiontaskpanes`, "xl/webextensions/taskpanes.xml"], [`${MICROSOFT}/2007/relationships/ui/extensibility`, "customUI/customUI14.xml"], [`${PACKAGE}/relationships/metadata/thumbnail`, "docProps/thumbnail.jpeg"]),
    "xl/workbook.xml": WORKBOOK,
    "xl/_rels/workbook.xml.rels": WORKBOOK_LINKS,
    "xl/worksheets/secretInputs.xml": INPUTS,
    "xl/worksheets/_rels/secretInputs.xml.rels": INPUTS_LINKS,
    "xl/worksheets/sheet1.xml": `<worksheet xmlns="${MAIN}"><sheetData><row r="1"><c r="A1" t="s"><v>1</v></c></row></sheetData></worksheet>`,
    "xl/worksheets/sheet3.xml": `<worksheet xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheetData><row r="1"><c r="A1" s="4"><v>1</v></c><c r="B1" t="s"><v>5</v></c><c r="C1" t="s"><v>0</v></c></row></sheetData><tableParts count="1"><tablePart r:id="rId1"/></tableParts></worksheet>`,
    "xl/worksheets/_rels/sheet3.xml.rels": links(["table", "../tables/table2.xml"], ["comments", "../comments2.xml"]),
    "xl/worksheets/sheet5.xml": `<x:worksheet xmlns:x="${MAIN}"><x:sheetData><x:row r="1"><x:c r="A1" s="5"><x:v>3</x:v></x:c></x:row><x:row r="2"><x:c r="A2"><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>`,
    "xl/chartsheets/sheet1.xml": `<chartsheet xmlns="${MAIN}"><!-- secret --></chartsheet>`,
    "xl/drawings/drawing1.xml": DRAWING,
    "xl/drawings/_rels/drawing1.xml.rels": links(["image", "../media/image1.png"], ["image", "file:///C:/Users/jane/logo.png", "External"], ["hyperlink", "https://secret.example", "External"], ["chart", "../charts/chart1.xml"], ["chart", "../charts/chart2.xml"], ["chart", "../charts/chart3.xml"], ["image", "../media/image3.png"], ["chart", "../charts/chart4.xml"]),
    "xl/drawings/vmlDrawing1.vml": "<xml>secret</xml>",
    "xl/drawings/vmlDrawing2.vml": "<xml>secret</xml>",
    "xl/charts/chart1.xml": chart("Inputs!$A$2:$A$4", `<c:externalData r:id="rId9"/><c:printSettings><c:pageSetup/></c:printSettings><c:userShapes r:id="rId8"/>`),
    "xl/charts/chart2.xml": chart("(Inputs!$A$2,Scratch!$A$1)"),
    "xl/charts/chart3.xml": chart("[0]!SecretRate"),
    "xl/charts/chart4.xml": chart("Inputs!$A$2:$A$4", "<c:pivotSource><c:name>[secret.xlsx]Scratch!Pivot</c:name><c:fmtId val='0'/></c:pivotSource>"),
    "xl/media/image1.png": picture("Author\0Jane Doe"),
    "xl/media/image2.png": picture("secret"),
    "xl/media/image3.png": strToU8("no picture but a secret"),
    "xl/tables/table1.xml": TABLE,
    "xl/tables/_rels/table1.xml.rels": links(["queryTable", "../queryTables/queryTable1.xml"]),
    "xl/tables/table2.xml": `<table xmlns="${MAIN}" id="2" name="SecretTable" displayName="SecretTable" ref="A1:C1"><tableColumns count="3"/></table>`,
    "xl/styles.xml": STYLES,
    "xl/sharedStrings.xml": TEXTS,
    "xl/metadata.xml": METADATA,
    "xl/theme/theme1.xml": `<a:theme xmlns:a="${DRAWN}/main" name="Office"><!-- Jane --><a:themeElements><a:clrScheme name="Office"><a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1><a:lt1><a:sysClr val="window" lastClr="FFFFFF"/></a:lt1><a:dk2><a:srgbClr val="44546A"/></a:dk2><a:lt2><a:srgbClr val="E7E6E6"/></a:lt2><a:accent1><a:srgbClr val="4472C4"/></a:accent1><a:accent2><a:srgbClr val="ED7D31"/></a:accent2><a:accent3><a:srgbClr val="A5A5A5"/></a:accent3><a:accent4><a:srgbClr val="FFC000"/></a:accent4><a:accent5><a:srgbClr val="5B9BD5"/></a:accent5><a:accent6><a:srgbClr val="70AD47"/></a:accent6><a:hlink><a:srgbClr val="0563C1"/></a:hlink><a:folHlink><a:srgbClr val="954F72"/></a:folHlink></a:clrScheme><a:fontScheme name="Office"><a:majorFont><a:latin typeface="Calibri Light"/><a:ea typeface=""/><a:cs typeface=""/></a:majorFont><a:minorFont><a:latin typeface="Calibri"/><a:ea typeface=""/><a:cs typeface=""/></a:minorFont></a:fontScheme><a:fmtScheme name="Office"><a:fillStyleLst/></a:fmtScheme></a:themeElements><a:extLst><a:ext uri="secret"/></a:extLst></a:theme>`,
    "xl/calcChain.xml": `<calcChain xmlns="${MAIN}"><c r="B2" i="2"/></calcChain>`,
    "xl/comments1.xml": `<comments xmlns="${MAIN}"><authors><author>Jane Doe</author></authors><commentList><comment ref="A1" authorId="0"><text><t>secret</t></text></comment><comment ref="A2" authorId="0"/><comment ref="A3" authorId="0"/></commentList></comments>`,
    "xl/comments2.xml": `<comments xmlns="${MAIN}"><authors><author>Jane Doe</author></authors><commentList><comment ref="A1" authorId="0"/></commentList></comments>`,
    "xl/threadedComments/threadedComment1.xml": "<ThreadedComments>Jane Doe</ThreadedComments>",
    "xl/persons/person.xml": "<personList>Jane Doe</personList>",
    "xl/printerSettings/printerSettings1.bin": strToU8("Jane's printer"),
    "xl/customProperty1.bin": strToU8("secret"),
    "xl/externalLinks/externalLink1.xml": `<externalLink xmlns="${MAIN}"><!-- secret --></externalLink>`,
    "xl/externalLinks/_rels/externalLink1.xml.rels": links(["externalLinkPath", "file:///C:/Users/jane/SECRET.xlsx", "External"]),
    "xl/pivotTables/pivotTable1.xml": "<pivotTableDefinition>secret</pivotTableDefinition>",
    "xl/pivotCache/pivotCacheDefinition1.xml": "<pivotCacheDefinition refreshedBy='Jane Doe'/>",
    "xl/slicers/slicer1.xml": "<slicers>secret</slicers>",
    "xl/slicerCaches/slicerCache1.xml": "<slicerCacheDefinition>secret</slicerCacheDefinition>",
    "xl/queryTables/queryTable1.xml": "<queryTable name='secret'/>",
    "xl/connections.xml": "<connections>secret</connections>",
    "xl/revisions/revisionHeaders.xml": "<headers>Jane Doe</headers>",
    "xl/richData/rdrichvalue.xml": "<rvData>secret</rvData>",
    "xl/vbaProject.bin": strToU8("secret macro"),
    "xl/embeddings/oleObject1.bin": strToU8("secret object"),
    "xl/activeX/activeX1.xml": "<ocx>secret</ocx>",
    "xl/webextensions/taskpanes.xml": "<taskpanes>secret</taskpanes>",
    "xl/webextensions/webextension1.xml": "<webextension>secret</webextension>",
    "customXml/item1.xml": "<deal>secret</deal>",
    "customXml/itemProps1.xml": "<datastoreItem>secret</datastoreItem>",
    "customUI/customUI14.xml": "<customUI>secret</customUI>",
    "docProps/core.xml": "<coreProperties>Jane Doe</coreProperties>",
    "docProps/app.xml": "<Properties><Company>SECRET Ltd</Company><TitlesOfParts>Scratch</TitlesOfParts></Properties>",
    "docProps/custom.xml": "<Properties>secret</Properties>",
    "docProps/thumbnail.jpeg": strToU8("secret"),
    "docMetadata/LabelInfo.xml": "<labelList>secret</labelList>",
    "xl/secret.dat": strToU8("secret"),
  };
  return new Map(Object.entries(parts).map(([name, content]) => [name, typeof content === "string" ? strToU8(content) : content]));
}
