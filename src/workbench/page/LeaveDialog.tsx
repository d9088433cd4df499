import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle } from "@fluentui/react-components";

interface Props {
  readonly fileName: string;
  readonly onDiscard: () => void;
  readonly onCancel: () => void;
}

/** Asks before another workbook takes the place of one with changes. */
export function LeaveDialog({ fileName, onDiscard, onCancel }: Props) {
  return (
    <Dialog open modalType="alert" onOpenChange={onCancel}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>Close without saving?</DialogTitle>
          <DialogContent>{fileName} has changes that are not saved. They will be lost.</DialogContent>
          <DialogActions>
            <Button appearance="primary" onClick={onCancel}>
              Keep working
            </Button>
            <Button onClick={onDiscard}>Discard changes</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
