import { CellAlertManagerService, type ICellAlert } from "@univerjs/sheets-ui";

/** A cell on which the pointer rests, and whose formula gave an error. Counted from 0, as the grid counts. */
export type AlertPlace = Pick<ICellAlert["location"], "subUnitId" | "row" | "col">;

/** Stands where the grid would explain errors in general words: whoever listens says what is wrong in this cell. */
export class CellAlerts extends CellAlertManagerService {
  onAlert: (place: AlertPlace | undefined) => void = () => undefined;

  override showAlert({ location }: ICellAlert): void {
    this.onAlert(location);
  }

  override removeAlert(): void {
    this.onAlert(undefined);
  }
}
