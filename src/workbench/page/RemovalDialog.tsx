import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle } from "@fluentui/react-components";
import type { SheetRemoval } from "../workbench";

interface Props extends SheetRemoval {
  readonly onRemove: (id: string) => void;
  readonly onCancel: () => void;
}

/** Asks before a sheet goes that others read. */
export function RemovalDialog({ id, name, readers, onRemove, onCancel }: Props) {
  return (
    <Dialog open modalType="alert" onOpenChange={onCancel}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>Remove the sheet {name}?</DialogTitle>
          <DialogContent>It is read by {readers.join(", and by ")}. They show #REF! from then on; Undo brings the sheet back.</DialogContent>
          <DialogActions>
            <Button appearance="primary" onClick={onCancel}>
              Keep the sheet
            </Button>
            <Button onClick={() => onRemove(id)}>Remove</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
