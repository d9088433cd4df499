import { ICalculateFormulaService, UniverFormulaEnginePlugin, type IAllRuntimeData, type IExecutionInProgressParams } from "@univerjs/engine-formula";
import { Subject } from "rxjs";

/**
 * Stands where the grid's own calculation would: the grid tells it when something has changed, and takes over what it publishes.
 *
 * The grid's own formulas are not those that are audited here (a sum over a name is wrong once a row has been inserted above it), so none of them ever runs.
 */
export class OutsideCalculation implements ICalculateFormulaService {
  private readonly completed = new Subject<IAllRuntimeData>();
  private readonly progress = new Subject<IExecutionInProgressParams>();
  readonly executionCompleteListener$ = this.completed.asObservable();
  readonly executionInProgressListener$ = this.progress.asObservable();
  /** Called when formulas are to be calculated. */
  onRequest: () => void = () => undefined;

  execute(): Promise<void> {
    this.onRequest();
    return Promise.resolve();
  }

  publish(results: IAllRuntimeData): void {
    this.completed.next(results);
  }

  // What other plugins might ask of a calculation; none that is installed here does.
  setRuntimeFeatureCellData(): void {}
  setRuntimeFeatureRange(): void {}
  stopFormulaExecution(): void {}
  calculate(): void {}
  executeFormulas(): ReturnType<ICalculateFormulaService["executeFormulas"]> {
    return Promise.resolve({});
  }
  getAllDependencyJson(): ReturnType<ICalculateFormulaService["getAllDependencyJson"]> {
    return Promise.resolve([]);
  }
  getCellDependencyJson(): ReturnType<ICalculateFormulaService["getCellDependencyJson"]> {
    return Promise.resolve(undefined);
  }
  getRangeDependents(): ReturnType<ICalculateFormulaService["getRangeDependents"]> {
    return Promise.resolve([]);
  }
  getInRangeFormulas(): ReturnType<ICalculateFormulaService["getInRangeFormulas"]> {
    return Promise.resolve([]);
  }
  getDependentsAndInRangeFormulas(): ReturnType<ICalculateFormulaService["getDependentsAndInRangeFormulas"]> {
    return Promise.resolve({ dependents: [], inRanges: [] });
  }
}

/** The grid's formula plugin with the calculation taken out: it still reads formulas, moves references and offers functions. */
export class OutsideFormulaPlugin extends UniverFormulaEnginePlugin {
  // A protected method of the plugin; a test in the browser pins it.
  protected override _initializeWithOverride(): void {
    super._initializeWithOverride();
    this._injector.replace([ICalculateFormulaService, { useClass: OutsideCalculation }]);
  }
}
