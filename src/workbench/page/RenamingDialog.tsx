import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle, Field, Input } from "@fluentui/react-components";
import { useState } from "react";
import type { SheetRenaming } from "../workbench";

interface Props extends SheetRenaming {
  readonly onRename: (id: string, name: string) => void;
  readonly onCancel: () => void;
}

/** Asks for another name of a sheet. What reads the sheet follows. */
export function RenamingDialog({ id, name, refused, onRename, onCancel }: Props) {
  const [typed, setTyped] = useState(name);
  return (
    <Dialog open onOpenChange={onCancel}>
      <DialogSurface>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            onRename(id, typed);
          }}
        >
          <DialogBody>
            <DialogTitle>Rename the sheet {name}</DialogTitle>
            <DialogContent>
              <Field label="Name" {...(refused === undefined ? {} : { validationMessage: refused })}>
                <Input value={typed} maxLength={31} onChange={(_, { value }) => setTyped(value)} onFocus={({ target }) => target.select()} />
              </Field>
            </DialogContent>
            <DialogActions>
              <Button appearance="primary" type="submit">
                Rename
              </Button>
              <Button onClick={onCancel}>Cancel</Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}
