import "@univerjs/design/lib/index.css";
import "@univerjs/ui/lib/index.css";
import "@univerjs/docs-ui/lib/index.css";
import "@univerjs/sheets-ui/lib/index.css";
import "@univerjs/sheets-formula-ui/lib/index.css";
import "@univerjs/sheets-numfmt-ui/lib/index.css";
import "@univerjs/sheets/facade";
import "@univerjs/ui/facade";
import "@univerjs/sheets-ui/facade";
import { CanceledError, CommandType, ICommandService, IUndoRedoService, IUniverInstanceService, sequenceExecute, LocaleType, LogLevel, mergeLocales, ObjectMatrix, Univer, UniverInstanceType, type Injector, type IRange, type Workbook as GridWorkbook, type Worksheet } from "@univerjs/core";
import { FUniver } from "@univerjs/core/facade";
import designText from "@univerjs/design/locale/en-US";
import { UniverDocsPlugin } from "@univerjs/docs";
import { IEditorService, UniverDocsUIPlugin } from "@univerjs/docs-ui";
import docsText from "@univerjs/docs-ui/locale/en-US";
import { FormulaDataModel, ICalculateFormulaService, IDefinedNamesService, LexerTreeBuilder, RemoveDefinedNameMutation, SetDefinedNameMutation, type IDefinedNamesServiceParam } from "@univerjs/engine-formula";
import { FontCache, UniverRenderEnginePlugin } from "@univerjs/engine-render";
import { RemoveDefinedNameCommand, RemoveNumfmtMutation, RemoveSheetCommand, RemoveSheetMutation, SetFrozenCommand, SetNumfmtMutation, SetRangeValuesMutation, SetSelectionsOperation, SetWorksheetActiveOperation, SetWorksheetColumnCountMutation, SetWorksheetNameCommand, SetWorksheetRowCountMutation, SheetPermissionCheckController, SheetsSelectionsService, UniverSheetsPlugin, type IRemoveNumfmtMutationParams, type IRemoveSheetMutationParams, type ISetFrozenCommandParams, type ISetNumfmtMutationParams, type ISetRangeValuesMutationParams, type ISetSelectionsOperationParams, type ISetWorksheetNameCommandParams } from "@univerjs/sheets";
import { CalculationMode, IDescriptionService } from "@univerjs/sheets-formula";
import { UniverSheetsFormulaUIPlugin } from "@univerjs/sheets-formula-ui";
import formulaUiText from "@univerjs/sheets-formula-ui/locale/en-US";
import formulaText from "@univerjs/sheets-formula/locale/en-US";
import { UniverSheetsNumfmtPlugin } from "@univerjs/sheets-numfmt";
import { UniverSheetsNumfmtUIPlugin } from "@univerjs/sheets-numfmt-ui";
import formatText from "@univerjs/sheets-numfmt-ui/locale/en-US";
import { CellAlertManagerService, UniverSheetsUIPlugin } from "@univerjs/sheets-ui";
import sheetsUiText from "@univerjs/sheets-ui/locale/en-US";
import sheetsText from "@univerjs/sheets/locale/en-US";
import { ILayoutService, UniverUIPlugin } from "@univerjs/ui";
import uiText from "@univerjs/ui/locale/en-US";
import type { Appearance } from "../../file/looks/appearance";
import type { XlsxFile } from "../../file/xlsx";
import type { CellRange, NameToWrite } from "../../host/host";
import type { WritingPlan } from "../../host/writingPlan";
import { LAST_COLUMN, LAST_ROW } from "../../sheet/address";
import type { Rectangle } from "../../sheet/area";
import type { SheetFates } from "../../sheet/formula/sheetFates";
import type { Sheet } from "../../sheet/workbook";
import type { OpenBook } from "../openBook";
import { bookData } from "./bookData";
import { CellAlerts } from "./cellAlerts";
import { nameControls } from "./controlNames";
import { formattingCommand, type Formatting } from "./formatting";
import { FUNCTION_HELP, OfferingFormulaPlugin, type OfferedFunctions, type TypedArgument } from "./functionHelp";
import { MENU, NOT_SAVED } from "./menu";
import "./grid.css";
import type { GridState } from "./mirror";
import { NothingProtected } from "./nothingProtected";
import { drawWholeNumbers } from "./numberFit";
import { filledSize, publication, type ShownSheet } from "./publication";
import { OutsideCalculation, OutsideFormulaPlugin } from "./seam";
import { removalStep, renamingStep, sheetRemovalStep, writingStep, type Step, type StepTarget } from "./steps";
import { TEXTS, withTexts } from "./texts";
import { Touched } from "./touched";

/** A cell or block that is selected, counted from 1. */
export interface Selection extends Rectangle {
  readonly sheetId: string;
}

/** What the grid tells of itself. */
export interface GridEvents {
  /** Formulas are to be calculated. */
  readonly onRequest: () => void;
  readonly onSelection: () => void;
  /** Rows or columns were inserted, removed or moved. */
  readonly onMoved: () => void;
  /** Something was tried that a saved file would not keep, or that a sheet does not have, and was not done. */
  readonly onRefused: (why: "not kept" | "no such cell") => void;
  /** A sheet is to have another name, which is still to be asked for or known already, or is to go. Nothing of it is done. */
  readonly onRenamingAsked: (id: string) => void;
  readonly onSheetRenamed: (id: string, name: string) => void;
  readonly onSheetRemoved: (id: string) => void;
  /** The button before the formula was pressed: what functions are there? */
  readonly onFunctions: () => void;
  /** The pointer rests on a cell with an error, or has left it. */
  readonly onPointedAt: (cell: PointedCell | undefined) => void;
}

/** A cell under the pointer, counted from 1, and where on the page the pointer is. */
export interface PointedCell {
  readonly sheetId: string;
  readonly row: number;
  readonly column: number;
  readonly x: number;
  readonly y: number;
}

const FUNCTIONS_BUTTON = "[data-u-comp=formula-bar] span:has(> .univerjs-icon-fx-icon)";

/** After these, cells stand elsewhere than in the file, and their looks do not. */
const MOVES: ReadonlySet<string> = new Set(["insert-row", "remove-rows", "insert-col", "remove-col", "move-rows", "move-columns"].map((name) => `sheet.mutation.${name}`));

/** Texts in the making, what is published here, and sizes that nobody has set. */
const LEAVES_CELLS = /^doc\.mutation\.|^formula\.mutation\.set-(?:array-)?formula-|^sheet\.mutation\.set-worksheet-(?:row-count|column-count|row-auto-height)/;

/** Widths, heights and panes. */
const SHAPES = /^sheet\.mutation\.(?:set-worksheet-(?:col-width|row-height|row-is-auto-height)|set-frozen)$/;

const FIRST_CELL = { startRow: 0, startColumn: 0, endRow: 0, endColumn: 0 };

/** Two presses within so many milliseconds are a double click. */
const DOUBLE_CLICK = 500;

const RENAMING_ASKED = "sheet.operation.rename-sheet";
const REMOVAL_ASKED = "sheet.command.remove-sheet-confirm";

const JUMPS: ReadonlySet<string> = new Set(["sheet.operation.scroll-to-cell", "sheet.command.scroll-to-cell"]);

/** Whoever goes to a name sees where it begins; the grid would show its last cell. */
function leadToFirstCell(jump: { range: IRange }): void {
  const { startRow, startColumn } = jump.range;
  jump.range = { ...jump.range, endRow: startRow, endColumn: startColumn };
}

/** What a file keeps frozen begins with its first row and column; the grid would begin with those in view. */
function freezeFromTheFirst(params: ISetFrozenCommandParams): void {
  params.ySplit = params.ySplit > 0 ? params.startRow : 0;
  params.xSplit = params.xSplit > 0 ? params.startColumn : 0;
}

/** The spreadsheet on the page: it draws cells and takes what is typed, and leaves all calculation to others. */
export class SpreadsheetGrid {
  private readonly univer: Univer;
  private readonly injector: Injector;
  readonly api: FUniver;
  private unitId = "";
  private units = 0;
  private pointer = { x: 0, y: 0 };
  /** Since the state was taken. */
  private touched = new Touched();

  constructor(container: HTMLElement, isDark: boolean, private readonly events: GridEvents) {
    this.univer = new Univer({
      locale: LocaleType.EN_US,
      locales: { [LocaleType.EN_US]: withTexts(mergeLocales(designText, uiText, docsText, sheetsText, sheetsUiText, formulaText, formulaUiText, formatText), TEXTS) },
      logLevel: LogLevel.ERROR,
      darkMode: isDark,
    });
    drawWholeNumbers();
    this.registerPlugins(container);
    nameControls(container.ownerDocument.body);
    this.injector = this.univer.__getInjector();
    this.api = FUniver.newAPI(this.univer);
    this.calculation.onRequest = events.onRequest;
    container.addEventListener("click", (event) => this.openFunctions(event), { capture: true });
    container.addEventListener("pointermove", ({ clientX, clientY }) => (this.pointer = { x: clientX, y: clientY }));
    this.renameInDialog(container);
    this.injector.get(ICommandService).beforeCommandExecuted(({ id, params }) => {
      if (JUMPS.has(id)) leadToFirstCell(params as { range: IRange });
      if (id === RemoveSheetMutation.id) this.leave((params as IRemoveSheetMutationParams).subUnitId);
      if (id === SetFrozenCommand.id) freezeFromTheFirst(params as ISetFrozenCommandParams);
      if (id === SetSelectionsOperation.id) this.reach(params as ISetSelectionsOperationParams);
      if (id === RemoveDefinedNameCommand.id) {
        this.removeName(params as IDefinedNamesServiceParam);
        throw new CanceledError();
      }
      if (id === SetWorksheetNameCommand.id || id === RENAMING_ASKED || id === RemoveSheetCommand.id || id === REMOVAL_ASKED) {
        this.askForSheet(id, params);
        throw new CanceledError();
      }
      if (!NOT_SAVED.has(id)) return;
      events.onRefused("not kept");
      throw new CanceledError();
    });
    this.injector.get(ICommandService).onCommandExecuted(({ id, type, params }, options) => {
      if (id === SetWorksheetActiveOperation.id) this.events.onSelection();
      if (MOVES.has(id)) events.onMoved();
      if (type === CommandType.MUTATION && !LEAVES_CELLS.test(id) && options?.["applyFormulaCalculationResult"] !== true) this.touch(id, params);
    });
  }

  /** The grid would write #REF! over the name in every formula, and nobody could say any more which name is missing. */
  private removeName({ id }: IDefinedNamesServiceParam): void {
    const gone = this.definedNames().find((name) => name.id === id);
    if (gone === undefined) return;
    const params = { unitId: this.unitId, ...gone };
    this.take(() => ({ redo: [{ id: RemoveDefinedNameMutation.id, params }], undo: [{ id: SetDefinedNameMutation.id, params }] }));
  }

  /** The grid's own renaming knows nothing of charts and rules for cells, and its removal leaves formulas that read a sheet of no name. */
  private askForSheet(command: string, params: Partial<ISetWorksheetNameCommandParams> = {}): void {
    const id = params.subUnitId ?? this.book?.getActiveSheet()?.getSheetId();
    if (id === undefined) return;
    if (command === RENAMING_ASKED) this.events.onRenamingAsked(id);
    else if (command === SetWorksheetNameCommand.id) this.events.onSheetRenamed(id, params.name ?? "");
    else this.events.onSheetRemoved(id);
  }

  renameSheet(book: OpenBook, id: string, name: string): void {
    this.take((target) => renamingStep(target, this.sheetsById(book), id, name));
  }

  removeSheet(book: OpenBook, id: string, fates: SheetFates): void {
    this.take((target) => sheetRemovalStep(target, this.sheetsById(book), id, fates));
  }

  private sheetsById({ workbook, mirror }: OpenBook): ReadonlyMap<string, Sheet> {
    return new Map(workbook.sheets.map((sheet, i) => [mirror.id(i) ?? "", sheet]));
  }

  /** A sheet that goes is not the one in front: for a moment there would be none, and results come at any time. */
  private leave(id: string): void {
    const { book } = this;
    const sheets = book?.getSheets() ?? [];
    if (book?.getActiveSheet()?.getSheetId() !== id) return;
    const at = sheets.findIndex((sheet) => sheet.getSheetId() === id);
    const next = [...sheets.slice(at + 1), ...sheets.slice(0, at).reverse()].find((sheet) => !sheet.isSheetHidden());
    if (next !== undefined) this.injector.get(ICommandService).syncExecuteCommand(SetWorksheetActiveOperation.id, { unitId: this.unitId, subUnitId: next.getSheetId() });
  }

  /** The grid would let a name be typed over a tab, and hold on to whoever types one that is not allowed: a dialog asks instead. */
  private renameInDialog(container: HTMLElement): void {
    const tabOf = ({ target }: Event) => (target instanceof Element ? target.closest<HTMLElement>("[data-u-comp=slide-tab-item]") : null);
    let last: { readonly tab: Element; readonly at: number } | undefined;
    const onPress = (event: Event): void => {
      const tab = tabOf(event);
      if (tab !== null && tab === last?.tab && event.timeStamp - last.at < DOUBLE_CLICK) event.stopPropagation();
      last = tab === null ? undefined : { tab, at: event.timeStamp };
    };
    container.addEventListener("pointerdown", onPress, { capture: true });
    container.addEventListener("mousedown", (event) => event.detail > 1 && tabOf(event) !== null && event.stopPropagation(), { capture: true });
    container.addEventListener("dblclick", (event) => {
      const id = tabOf(event)?.dataset["id"];
      if (id !== undefined) this.events.onRenamingAsked(id);
    });
  }

  /** The grid itself would begin a formula, and say nothing of functions. */
  private openFunctions(event: MouseEvent): void {
    if (!(event.target instanceof Element) || event.target.closest(FUNCTIONS_BUTTON) === null) return;
    event.stopPropagation();
    this.events.onFunctions();
  }

  private registerPlugins(container: HTMLElement): void {
    const { univer } = this;
    univer.registerPlugin(UniverRenderEnginePlugin);
    univer.registerPlugin(OutsideFormulaPlugin);
    univer.registerPlugin(UniverUIPlugin, { container, header: true, toolbar: false, headerMenu: false, footer: true, menu: MENU });
    univer.registerPlugin(UniverDocsPlugin);
    univer.registerPlugin(UniverDocsUIPlugin);
    univer.registerPlugin(UniverSheetsPlugin, { override: [[SheetPermissionCheckController, { useClass: NothingProtected }]] });
    univer.registerPlugin(UniverSheetsUIPlugin, { menu: MENU, footer: { menus: false, zoomSlider: false }, override: [[CellAlertManagerService, { useClass: CellAlerts }]] });
    univer.registerPlugin(OfferingFormulaPlugin, { initialFormulaComputing: CalculationMode.FORCED, description: FUNCTION_HELP });
    univer.registerPlugin(UniverSheetsFormulaUIPlugin, { menu: MENU });
    univer.registerPlugin(UniverSheetsNumfmtPlugin, { disableTextFormatAlert: true, disableTextFormatMark: true });
    univer.registerPlugin(UniverSheetsNumfmtUIPlugin, { menu: MENU });
  }

  /** Calculates at once: the grid itself would wait a tenth of a second, and a figure can be there by then. */
  private touch(mutation: string, params: unknown): void {
    if (this.touched.isNone) queueMicrotask(this.events.onRequest);
    if (SHAPES.test(mutation)) {
      this.touched.isShape = true;
      return;
    }
    if (mutation === SetNumfmtMutation.id || mutation === RemoveNumfmtMutation.id) {
      this.touchRanges(params as ISetNumfmtMutationParams | IRemoveNumfmtMutationParams);
      return;
    }
    if (mutation !== SetRangeValuesMutation.id) {
      this.touched.isAll = true;
      return;
    }
    const { subUnitId, cellValue } = params as ISetRangeValuesMutationParams;
    new ObjectMatrix(cellValue).forValue((row, column): undefined => {
      this.touched.add(subUnitId, row + 1, column + 1);
    });
  }

  private touchRanges(params: ISetNumfmtMutationParams | IRemoveNumfmtMutationParams): void {
    const ranges = "values" in params ? Object.values(params.values).flatMap(({ ranges }) => ranges) : params.ranges;
    for (const { startRow, startColumn, endRow, endColumn } of ranges) {
      for (let row = startRow; row <= endRow; row++) for (let column = startColumn; column <= endColumn; column++) this.touched.add(params.subUnitId, row + 1, column + 1);
    }
  }

  private get calculation(): OutsideCalculation {
    return this.injector.get(ICalculateFormulaService) as unknown as OutsideCalculation;
  }

  private get book(): GridWorkbook | undefined {
    return this.injector.get(IUniverInstanceService).getUnit<GridWorkbook>(this.unitId, UniverInstanceType.UNIVER_SHEET) ?? undefined;
  }

  /** Shows a file in place of the one before. */
  show(file: XlsxFile, look: Appearance, name: string): void {
    const before = this.unitId;
    this.unitId = `book-${++this.units}`;
    if (before !== "") this.api.disposeUnit(before);
    this.api.createWorkbook(bookData(this.unitId, name, file, look));
    this.touched = Touched.all();
    if (before === "") this.listenToSheets();
    this.events.onSelection();
  }

  /** The grid's services for selections and alerts are there only once there are sheets. */
  private listenToSheets(): void {
    this.injector.get(SheetsSelectionsService).selectionChanged$.subscribe(() => this.events.onSelection());
    (this.injector.get(IDescriptionService) as unknown as OfferedFunctions).typedArgument = () => this.typedArgument();
    const alerts = this.injector.get(CellAlertManagerService) as unknown as CellAlerts;
    alerts.onAlert = (place) => this.events.onPointedAt(place && { sheetId: place.subUnitId, row: place.row + 1, column: place.col + 1, ...this.pointer });
  }

  /** The argument in which the cursor stands while a formula is typed. */
  private typedArgument(): TypedArgument | undefined {
    const editor = this.injector.get(IEditorService).getFocusEditor();
    const cursor = editor?.getSelectionRanges()[0]?.startOffset;
    const formula = editor?.getDocumentData().body?.dataStream.replace(/[\r\n]+$/, "");
    if (formula === undefined || cursor === undefined) return undefined;
    // A letter more: the grid's reader finds no argument behind the last one.
    const { functionName, paramIndex } = this.injector.get(LexerTreeBuilder).getFunctionAndParameter(`${formula}A`, cursor - 1) ?? {};
    return functionName === undefined || paramIndex === undefined ? undefined : { functionName, index: paramIndex };
  }

  /** What figures depend on, and what of it was touched since this was asked the last time; undefined while nothing is open. */
  takeState(): GridState | undefined {
    const { book, unitId, touched } = this;
    if (book === undefined) return undefined;
    this.touched = new Touched();
    const formulas = this.injector.get(FormulaDataModel);
    return {
      book,
      touched,
      names: this.definedNames(),
      sharedFormula: (sheetId, row, column) => formulas.getFormulaStringByCell(row, column, sheetId, unitId) ?? undefined,
    };
  }

  /** Shows of touched formulas what stands in the workbook. What somebody has touched meanwhile waits until that has been calculated. */
  showResults({ workbook, mirror }: OpenBook, touched: Touched): void {
    const { book, unitId } = this;
    // Where rows have moved, no result has its place: the next calculation shows all.
    if (book === undefined || this.touched.isAll) return;
    const sheets = workbook.sheets.flatMap((sheet, index): ShownSheet[] => {
      const sheetId = mirror.id(index) ?? "";
      const gridSheet = book.getSheetBySheetId(sheetId);
      if (!gridSheet) return [];
      this.makeRoom(gridSheet, filledSize(sheet, sheetId, touched));
      return [{ sheetId, sheet, cells: gridSheet.getCellMatrix() }];
    });
    const formulas = this.injector.get(FormulaDataModel);
    this.calculation.publish(publication(unitId, sheets, { ranges: formulas.getArrayFormulaRange(), cells: formulas.getArrayFormulaCellData() }, touched, this.touched));
  }

  /** Whoever goes to a cell beyond the grid's end finds it there, as long as a sheet has it. */
  private reach({ subUnitId, selections }: ISetSelectionsOperationParams): void {
    const sheet = this.book?.getSheetBySheetId(subUnitId);
    // Whole rows and columns have no end.
    const ends = selections.map(({ range }) => ({ rows: (range.endRow || 0) + 1, columns: (range.endColumn || 0) + 1 }));
    if (ends.some(({ rows, columns }) => rows > LAST_ROW || columns > LAST_COLUMN)) {
      this.events.onRefused("no such cell");
      throw new CanceledError();
    }
    if (sheet) for (const end of ends) this.makeRoom(sheet, end);
  }

  /** What a formula fills below the last row of the grid, or to the right of its last column, would not be seen. */
  private makeRoom(sheet: Worksheet, { rows, columns }: { readonly rows: number; readonly columns: number }): void {
    const [commands, at] = [this.injector.get(ICommandService), { unitId: this.unitId, subUnitId: sheet.getSheetId() }];
    if (rows > sheet.getRowCount()) commands.syncExecuteCommand(SetWorksheetRowCountMutation.id, { ...at, rowCount: rows }, { onlyLocal: true });
    if (columns > sheet.getColumnCount()) commands.syncExecuteCommand(SetWorksheetColumnCountMutation.id, { ...at, columnCount: columns }, { onlyLocal: true });
  }

  /** Writes sheets and names, in one step of undo. */
  write(plan: WritingPlan): void {
    this.take((target) => writingStep(target, plan));
  }

  /** Removes sheets, and names with those of the sheets, in one step of undo. */
  remove(sheets: readonly string[], names: readonly NameToWrite[]): void {
    this.take((target) => removalStep(target, sheets, names));
  }

  /** Mutations are below the commands that are refused to whoever sits at the grid. */
  private take(stepOf: (target: StepTarget) => Step): void {
    const { injector, unitId, book } = this;
    if (book === undefined) return;
    const { redo, undo } = stepOf({ injector, unitId, book, names: this.definedNames() });
    if (redo.length === 0) return;
    sequenceExecute(redo, injector.get(ICommandService), { fromCollab: true });
    injector.get(IUndoRedoService).pushUndoRedo({ unitID: unitId, redoMutations: redo, undoMutations: undo });
  }

  private definedNames(): IDefinedNamesServiceParam[] {
    return Object.values(this.injector.get(IDefinedNamesService).getDefinedNameMap(this.unitId) ?? {});
  }

  /** Gives the selected cells another look, and the keyboard back to them. */
  format(formatting: Formatting): void {
    const [selection, sheet] = [this.selection(), this.book?.getActiveSheet()];
    if (selection === undefined || !sheet) return;
    const { xSplit, ySplit } = sheet.getConfig().freeze;
    const { id, params } = formattingCommand(this.unitId, formatting, selection, xSplit === selection.left - 1 && ySplit === selection.top - 1);
    void this.api.executeCommand(id, params);
    this.injector.get(ILayoutService).focus();
  }

  /** What is being typed is taken as if Enter had been pressed. */
  async finishEntry(): Promise<void> {
    await this.api.getActiveWorkbook()?.endEditingAsync(true);
  }

  undo(): void {
    void this.api.undo();
  }

  redo(): void {
    void this.api.redo();
  }

  /** Selects a cell and brings it into view. */
  goTo({ sheet: name, top, left, bottom, right }: CellRange): void {
    const sheet = this.api.getActiveWorkbook()?.getSheetByName(name);
    if (!sheet) return;
    sheet.activate();
    sheet.getRange(top - 1, left - 1, bottom - top + 1, right - left + 1).activate();
    sheet.scrollToCell(top - 1, left - 1);
  }

  /** With letters that have come since. */
  redraw(): void {
    FontCache.globalFontMeasureCache.clear();
    this.api.getActiveWorkbook()?.getActiveSheet().refreshCanvas();
  }

  setDark(isDark: boolean): void {
    this.api.toggleDarkMode(isDark);
  }

  selection(): Selection | undefined {
    const sheet = this.api.getActiveWorkbook()?.getActiveSheet();
    if (sheet === undefined) return undefined;
    // A sheet that has not been shown yet has no selection; its first cell will be.
    const { startRow, startColumn, endRow, endColumn } = sheet.getSelection()?.getActiveRange()?.getRange() ?? FIRST_CELL;
    return { sheetId: sheet.getSheetId(), top: startRow + 1, left: startColumn + 1, bottom: endRow + 1, right: endColumn + 1 };
  }
}
