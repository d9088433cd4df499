import { Menu, MenuItem, MenuList, MenuPopover, MenuTrigger, Text, Toolbar, ToolbarButton, ToolbarDivider } from "@fluentui/react-components";
import { ArrowRedoRegular, ArrowUndoRegular, BookOpenRegular, DocumentAddRegular, FolderOpenRegular, SaveRegular } from "@fluentui/react-icons";
import { useRef } from "react";
import { SAMPLES } from "../samples";
import { TEMPLATES } from "../templates";
import type { Workbench, WorkbenchState } from "../workbench";
import { FormatBar } from "./FormatBar";
import { FileName } from "./FileName";

interface Props {
  readonly workbench: Workbench;
  readonly state: WorkbenchState;
  /** Runs what replaces the open workbook, after asking where changes would be lost. */
  readonly replacing: (action: () => void) => void;
  readonly onFile: (file: File) => void;
  /** The menu New is open. */
  readonly isNewOpen: boolean;
  readonly onNewOpen: (isOpen: boolean) => void;
}

export function CommandBar({ workbench, state, replacing, onFile, isNewOpen, onNewOpen }: Props) {
  const picker = useRef<HTMLInputElement>(null);
  return (
    <header className="commands">
      <Text as="h1" weight="semibold" className="title">
        Dealsheet
      </Text>
      <Toolbar aria-label="Workbook" size="small" className="tools">
        <Menu open={isNewOpen} onOpenChange={(_, { open }) => onNewOpen(open)}>
          <MenuTrigger disableButtonEnhancement>
            <ToolbarButton icon={<DocumentAddRegular />}>New</ToolbarButton>
          </MenuTrigger>
          <MenuPopover className="samples">
            <MenuList>
              {TEMPLATES.map((template) => (
                <MenuItem key={template.fileName} subText={template.line} onClick={() => replacing(() => void workbench.startFrom(template))}>
                  {template.title}
                </MenuItem>
              ))}
            </MenuList>
          </MenuPopover>
        </Menu>
        <Menu>
          <MenuTrigger disableButtonEnhancement>
            <ToolbarButton icon={<BookOpenRegular />}>Samples</ToolbarButton>
          </MenuTrigger>
          <MenuPopover className="samples">
            <MenuList>
              {SAMPLES.map((sample) => (
                <MenuItem key={sample.fileName} subText={sample.line} onClick={() => replacing(() => void workbench.openSample(sample))}>
                  {sample.title}
                </MenuItem>
              ))}
            </MenuList>
          </MenuPopover>
        </Menu>
        <ToolbarButton icon={<FolderOpenRegular />} onClick={() => picker.current?.click()}>
          Open
        </ToolbarButton>
        <ToolbarButton
          icon={<SaveRegular />}
          onClick={({ detail: clicks }) => {
            // The second click of a double click saves nothing new.
            if (clicks < 2) void workbench.save();
          }}
        >
          Save
        </ToolbarButton>
        <ToolbarDivider />
        <ToolbarButton aria-label="Undo" icon={<ArrowUndoRegular />} onClick={() => workbench.undo()} />
        <ToolbarButton aria-label="Redo" icon={<ArrowRedoRegular />} onClick={() => workbench.redo()} />
      </Toolbar>
      <FormatBar onFormat={(formatting) => workbench.format(formatting)} />
      <input
        ref={picker}
        type="file"
        accept=".xlsx,.xlsm"
        hidden
        aria-label="Open a workbook"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          // The same file may be chosen again.
          event.target.value = "";
          if (file !== undefined) onFile(file);
        }}
      />
      <div className="file">
        {state.fileName !== "" && <FileName name={state.fileName} onRename={(name) => workbench.rename(name)} />}
        {state.isUnsaved && <span className="unsaved">not saved</span>}
      </div>
    </header>
  );
}
