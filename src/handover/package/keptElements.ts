import { each, element, leaf, list, type Kept } from "./keptXml";

/*
 * What may stay of a workbook's parts, after the schema of ECMA-376 part 1, annex A, and [MS-XLSX] for Excel's additions.
 * Left out on purpose wherever they could stand: code names, user names, marks of revisions, links to other parts that a copy does not have.
 */

const COLOR = element("auto indexed rgb theme tint");
const VALUE = element("val");

const FONT_CHILDREN = each("b i strike condense extend outline shadow u vertAlign sz color name rFont family charset scheme", VALUE);
const FONT = element("", { ...FONT_CHILDREN, color: COLOR });
const STOP = element("position", { color: COLOR });
const FILL = element("", { patternFill: element("patternType", { fgColor: COLOR, bgColor: COLOR }), gradientFill: element("type degree left right top bottom", { stop: STOP }) });
const BORDER = element("diagonalUp diagonalDown outline", each("start end left right top bottom diagonal vertical horizontal", element("style", { color: COLOR })));
const NUMBER_FORMAT = element("numFmtId formatCode");
const ALIGNMENT = element("horizontal vertical textRotation wrapText indent relativeIndent justifyLastLine shrinkToFit readingOrder");
const PROTECTION = element("locked hidden");
const CELL_STYLE = element("numFmtId fontId fillId borderId xfId quotePrefix pivotButton applyNumberFormat applyFont applyFill applyBorder applyAlignment applyProtection", { alignment: ALIGNMENT, protection: PROTECTION });
const DIFFERENTIAL = element("", { font: FONT, numFmt: NUMBER_FORMAT, fill: FILL, alignment: ALIGNMENT, border: BORDER, protection: PROTECTION });

export const STYLE_SHEET = element("", {
  numFmts: list({ numFmt: NUMBER_FORMAT }),
  fonts: element("count x14ac:knownFonts", { font: FONT }),
  fills: element("count", { fill: FILL }),
  borders: element("count", { border: BORDER }),
  cellStyleXfs: element("count", { xf: CELL_STYLE }),
  cellXfs: element("count", { xf: CELL_STYLE }),
  cellStyles: element("count", { cellStyle: element("name xfId builtinId iLevel hidden customBuiltin") }),
  dxfs: element("count", { dxf: DIFFERENTIAL }),
  tableStyles: element("count defaultTableStyle defaultPivotStyle", { tableStyle: element("name pivot table count", { tableStyleElement: element("type size dxfId") }) }),
  colors: list({ indexedColors: list({ rgbColor: element("rgb") }, "") }, ""),
});

const TEXT_CHILDREN = {
  t: leaf(),
  r: element("", { rPr: element("", { ...FONT_CHILDREN, color: COLOR }), t: leaf() }),
};

/** A text, plain or in runs. */
export const SHARED_TEXT = element("", TEXT_CHILDREN);

export const CELL = element("r s t cm", { f: leaf("t aca ref dt2D dtr del1 del2 r1 r2 ca si bx"), v: leaf(), is: SHARED_TEXT });
export const ROW = element("r spans s customFormat ht hidden customHeight outlineLevel collapsed thickTop thickBot x14ac:dyDescent");

const SORTING = element("columnSort caseSensitive sortMethod ref", { sortCondition: element("descending sortBy ref dxfId iconSet iconId") });
const AUTO_FILTER = element("ref", {
  // Without what is filtered for: the rows that it hides are told of.
  filterColumn: element("colId hiddenButton showButton"),
  sortState: SORTING,
});

const THRESHOLD = element("type val gte");
const RULE = "type dxfId priority stopIfTrue aboveAverage percent bottom operator text timePeriod rank stdDev equalAverage";
const CONDITIONAL_FORMAT = list(
  {
    cfRule: element(RULE, {
      formula: leaf(),
      colorScale: element("", { cfvo: THRESHOLD, color: COLOR }),
      dataBar: element("minLength maxLength showValue", { cfvo: THRESHOLD, color: COLOR }),
      iconSet: element("iconSet showValue percent reverse", { cfvo: THRESHOLD }),
      extLst: list({ ext: list({ "x14:id": leaf() }, "uri") }, ""),
    }),
  },
  "sqref",
);

const VALIDATION = "type errorStyle imeMode operator allowBlank showDropDown showInputMessage showErrorMessage errorTitle error promptTitle prompt";
const VALIDATIONS = "disablePrompts xWindow yWindow count";

const NEWER_THRESHOLD = element("type gte", { "xm:f": leaf() });
const NEWER_CONDITIONAL_FORMAT = list(
  {
    "x14:cfRule": element(`${RULE} activePresent id`, {
      "xm:f": leaf(),
      "x14:colorScale": element("", { "x14:cfvo": NEWER_THRESHOLD, "x14:color": COLOR }),
      "x14:dataBar": element("minLength maxLength showValue border gradient direction negativeBarColorSameAsPositive negativeBarBorderColorSameAsPositive axisPosition", {
        "x14:cfvo": NEWER_THRESHOLD,
        ...each("x14:fillColor x14:borderColor x14:negativeFillColor x14:negativeBorderColor x14:axisColor", COLOR),
      }),
      "x14:iconSet": element("iconSet showValue percent reverse custom", { "x14:cfvo": NEWER_THRESHOLD, "x14:cfIcon": element("iconSet iconId") }),
      "x14:dxf": DIFFERENTIAL,
    }),
    "xm:sqref": leaf(),
  },
  "",
);
const NEWER_FORMULA = element("", { "xm:f": leaf() });

const BREAKS = list({ brk: element("id min max man pt") }, "count manualBreakCount");

/** What may stay of a sheet besides its cells, in the order of the format (CT_Worksheet). */
export const SHEET_CHILDREN: Readonly<Record<string, Kept>> = {
  sheetPr: element("syncHorizontal syncVertical syncRef transitionEvaluation transitionEntry filterMode enableFormatConditionsCalculation", {
    tabColor: COLOR,
    outlinePr: element("applyStyles summaryBelow summaryRight showOutlineSymbols"),
    pageSetUpPr: element("autoPageBreaks fitToPage"),
  }),
  dimension: element("ref"),
  sheetViews: list(
    {
      sheetView: element(
        "windowProtection showFormulas showGridLines showRowColHeaders showZeros rightToLeft tabSelected showRuler showOutlineSymbols defaultGridColor showWhiteSpace view topLeftCell colorId zoomScale zoomScaleNormal zoomScaleSheetLayoutView zoomScalePageLayoutView workbookViewId",
        { pane: element("xSplit ySplit topLeftCell activePane state"), selection: element("pane activeCell activeCellId sqref") },
      ),
    },
    "",
  ),
  sheetFormatPr: element("baseColWidth defaultColWidth defaultRowHeight customHeight zeroHeight thickTop thickBottom outlineLevelRow outlineLevelCol x14ac:dyDescent"),
  cols: list({ col: element("min max width style hidden bestFit customWidth outlineLevel collapsed") }, ""),
  sheetData: element(),
  sheetProtection: element(
    "password algorithmName hashValue saltValue spinCount sheet objects scenarios formatCells formatColumns formatRows insertColumns insertRows insertHyperlinks deleteColumns deleteRows selectLockedCells sort autoFilter pivotTables selectUnlockedCells",
  ),
  autoFilter: AUTO_FILTER,
  mergeCells: list({ mergeCell: element("ref") }),
  conditionalFormatting: CONDITIONAL_FORMAT,
  dataValidations: list({ dataValidation: element(`${VALIDATION} sqref`, { formula1: leaf(), formula2: leaf() }) }, VALIDATIONS),
  hyperlinks: list({ hyperlink: element("ref location tooltip") }, ""),
  printOptions: element("horizontalCentered verticalCentered headings gridLines gridLinesSet"),
  pageMargins: element("left right top bottom header footer"),
  pageSetup: element(
    "paperSize paperHeight paperWidth scale firstPageNumber fitToWidth fitToHeight pageOrder orientation usePrinterDefaults blackAndWhite draft cellComments useFirstPageNumber errors horizontalDpi verticalDpi copies",
  ),
  headerFooter: element("differentOddEven differentFirst scaleWithDoc alignWithMargins", each("oddHeader oddFooter evenHeader evenFooter firstHeader firstFooter", leaf())),
  rowBreaks: BREAKS,
  colBreaks: BREAKS,
  ignoredErrors: list({ ignoredError: element("sqref evalError twoDigitTextYear numberStoredAsText formula formulaRange unlockedFormula emptyCellReference listDataValidation calculatedColumn") }, ""),
  drawing: element("r:id"),
  tableParts: list({ tablePart: element("r:id") }),
  extLst: list(
    {
      ext: list(
        {
          "x14:conditionalFormattings": list({ "x14:conditionalFormatting": NEWER_CONDITIONAL_FORMAT }, ""),
          "x14:dataValidations": list({ "x14:dataValidation": element(VALIDATION, { "x14:formula1": NEWER_FORMULA, "x14:formula2": NEWER_FORMULA, "xm:sqref": leaf() }) }, VALIDATIONS),
        },
        "uri",
      ),
    },
    "",
  ),
};

const COLUMN_FORMULA = leaf("array");

export const TABLE = element(
  "id name displayName ref headerRowCount insertRow insertRowShift totalsRowCount totalsRowShown headerRowDxfId dataDxfId totalsRowDxfId headerRowBorderDxfId tableBorderDxfId totalsRowBorderDxfId headerRowCellStyle dataCellStyle totalsRowCellStyle",
  {
    autoFilter: AUTO_FILTER,
    sortState: SORTING,
    tableColumns: list({
      tableColumn: element("id name totalsRowFunction totalsRowLabel headerRowDxfId dataDxfId totalsRowDxfId headerRowCellStyle dataCellStyle totalsRowCellStyle", {
        calculatedColumnFormula: COLUMN_FORMULA,
        totalsRowFormula: COLUMN_FORMULA,
      }),
    }),
    tableStyleInfo: element("name showFirstColumn showLastColumn showRowStripes showColumnStripes"),
  },
);
