import { FluentProvider, MessageBar, MessageBarActions, MessageBarBody, Button, Spinner } from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons";
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore, type DragEvent } from "react";
import type { OpenWorkbook } from "../../taskpane/openWorkbook";
import { Pane } from "../../taskpane/Pane";
import { isDark, THEMES, useSystemTheme } from "../../taskpane/systemTheme";
import type { PointedRefusal, Workbench } from "../workbench";
import { CommandBar } from "./CommandBar";
import { LeaveDialog } from "./LeaveDialog";
import { PaneDivider } from "./PaneDivider";
import { useRegions } from "./regions";
import { RemovalDialog } from "./RemovalDialog";
import { RenamingDialog } from "./RenamingDialog";

/** The page: commands above, the grid, and beside it the pane. */
export function WorkbenchPage({ workbench, gridElement }: { readonly workbench: Workbench; readonly gridElement: HTMLElement }) {
  const state = useSyncExternalStore(
    useCallback((listener) => workbench.subscribe(listener), [workbench]),
    () => workbench.state,
  );
  const theme = useSystemTheme();
  useEffect(() => workbench.setDark(isDark()), [workbench, theme]);
  useWarning(state.isUnsaved);
  useEffect(() => {
    document.title = state.fileName === "" ? "Dealsheet" : `${state.isUnsaved ? "• " : ""}${state.fileName} – Dealsheet`;
  }, [state.fileName, state.isUnsaved]);
  useRegions();
  useSaveKey(workbench);
  useEffect(() => {
    if (state.asked === undefined) return;
    // The button before the formula leads to the pane. Its tabs are told one after another which of them is chosen.
    const shown = requestAnimationFrame(() => document.querySelector<HTMLElement>(".pane [role=tab][aria-selected=true]")?.focus());
    return () => cancelAnimationFrame(shown);
  }, [state.asked]);
  const { opened } = state;
  // Another file is another workbook to the pane.
  const open = useMemo((): OpenWorkbook => ({ host: workbench.host, evaluate: workbench.evaluate, workbook: () => workbench.host.calculated() }), [workbench, opened]);

  const [isNewOpen, setNewOpen] = useState(false);

  /** What is about to replace unsaved changes. */
  const [leaving, setLeaving] = useState<(() => void) | undefined>();
  const replacing = useCallback(
    (action: () => void) => {
      if (workbench.state.isUnsaved) setLeaving(() => action);
      else action();
    },
    [workbench],
  );

  /** What cannot be opened is refused before anybody is asked about unsaved changes. */
  const openFile = (file: File) =>
    void workbench.fileRead(file).then((open) => {
      if (open !== undefined) replacing(open);
    });

  const drop = (event: DragEvent) => {
    event.preventDefault();
    const [file] = event.dataTransfer.files;
    if (file !== undefined) openFile(file);
  };

  return (
    <FluentProvider theme={THEMES[theme]} className="provider">
      <div className="page" onDragOver={(event) => event.preventDefault()} onDrop={drop}>
        <CommandBar workbench={workbench} state={state} replacing={replacing} onFile={openFile} isNewOpen={isNewOpen} onNewOpen={setNewOpen} />
        {state.notice !== undefined && (
          <MessageBar intent={state.notice.kind} role="alert" layout="multiline">
            <MessageBarBody>{state.notice.text}</MessageBarBody>
            <MessageBarActions containerAction={<Button aria-label="Close the message" appearance="transparent" icon={<DismissRegular />} onClick={() => workbench.dismiss()} />} />
          </MessageBar>
        )}
        <main className="desk">
          <section className="grid" aria-label="Spreadsheet" aria-describedby="keys">
            <Adopted element={gridElement} />
            {state.busy !== undefined && (
              <div className="busy" role="status">
                <Spinner size="tiny" label={state.busy} />
                {state.isCalculating === true && (
                  <Button size="small" onClick={() => workbench.stop()}>
                    Stop
                  </Button>
                )}
              </div>
            )}
          </section>
          <PaneDivider />
          <aside id="pane" className="pane" aria-label="Pane" tabIndex={0}>
            <Pane key={state.opened} open={open} view={state.view} onView={(view) => workbench.showView(view)} onStart={() => setNewOpen(true)} />
            <p id="keys" className="keys">
              F6 goes on through commands, formula bar, sheet, tabs and this pane; Shift+F6 goes back.
            </p>
          </aside>
        </main>
        {state.refusal !== undefined && <RefusalTip {...state.refusal} />}
        {state.renaming !== undefined && <RenamingDialog key={state.renaming.id} {...state.renaming} onRename={(id, name) => void workbench.renameSheet(id, name)} onCancel={() => workbench.keepSheet()} />}
        {state.removing !== undefined && <RemovalDialog {...state.removing} onRemove={(id) => workbench.removeSheet(id)} onCancel={() => workbench.keepSheet()} />}
        {leaving !== undefined && (
          <LeaveDialog
            fileName={state.fileName}
            onDiscard={() => {
              setLeaving(undefined);
              leaving();
            }}
            onCancel={() => setLeaving(undefined)}
          />
        )}
      </div>
    </FluentProvider>
  );
}

/** Wide enough for a sentence or two. */
const TIP_WIDTH = 340;

/** The message of the refused formula under the pointer. Beside the grid it stands as well. */
function RefusalTip({ message, x, y }: PointedRefusal) {
  return (
    <div role="tooltip" className="tip" style={{ maxInlineSize: TIP_WIDTH, insetInlineStart: Math.max(0, Math.min(x + 12, innerWidth - TIP_WIDTH - 12)), insetBlockStart: y + 16 }}>
      {message}
    </div>
  );
}

/** Puts an element that lives outside React into the page. */
function Adopted({ element }: { readonly element: HTMLElement }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    place.current?.append(element);
  }, [element]);
  return <div ref={place} className="adopted" />;
}

/** Ctrl+S, on a Mac ⌘S, saves the workbook and not the page, from wherever the focus is. */
function useSaveKey(workbench: Workbench): void {
  useEffect(() => {
    const save = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (!event.repeat) void workbench.save();
    };
    addEventListener("keydown", save, { capture: true });
    return () => removeEventListener("keydown", save, { capture: true });
  }, [workbench]);
}

/** The browser asks before a page with unsaved changes is closed. */
function useWarning(isUnsaved: boolean): void {
  useEffect(() => {
    if (!isUnsaved) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [isUnsaved]);
}
