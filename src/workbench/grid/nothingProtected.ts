import { Disposable } from "@univerjs/core";
import { NEVER } from "rxjs";

/**
 * Stands where the grid would ask whether cells are protected. None are: protection is not offered here. Its own check walks over every cell that a formula
 * names, so that `=SUM(A1:XFD1048576)` stops the page for minutes.
 */
export class NothingProtected extends Disposable {
  readonly triggerPermissionUIEvent$ = NEVER;

  permissionCheckWithRanges(): boolean {
    return true;
  }

  permissionCheckWithoutRange(): boolean {
    return true;
  }

  blockExecuteWithoutPermission(): void {}
}
