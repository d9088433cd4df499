import { CellAlertManagerService, type ICellAlert } from "@univerjs/sheets-ui";

/** A cell on which the pointer rests, and whose formula gave an error. Counted from 0, as the grid counts. */
export type AlertPlace = Pick<ICellAlert["location"], "subUnitId" | "row" | "col">;

/** Stands where the grid would explain errors in general words: whoever listens says what is wrong in this cell. */
export class CellAlerts extends CellAlertManagerService {
  onAlert: (place: AlertPlace | undefined) => void = () => undefined;
  private shownKey: string | undefined;

  override showAlert({ key, location }: ICellAlert): void {
    this.shownKey = key;
    this.onAlert(location);
  }

  override removeAlert(key: string): void {
    // The grid warns of other things as well, each under a key of its own, and takes all of them back again and again.
    if (key !== this.shownKey) return;
    this.shownKey = undefined;
    this.onAlert(undefined);
  }
}
