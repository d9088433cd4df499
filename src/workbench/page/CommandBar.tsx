import { Menu, MenuItem, MenuList, MenuPopover, MenuTrigger, Text, Toolbar, ToolbarButton, ToolbarDivider } from "@fluentui/react-components";
import { ArrowRedoRegular, ArrowUndoRegular, BookOpenRegular, DocumentAddRegular, FolderOpenRegular, SaveRegular } from "@fluentui/react-icons";
import { useRef, type ReactElement } from "react";
import { SAMPLES, type Sample } from "../samples";
import { TEMPLATES } from "../templates";
import type { Workbench, WorkbenchState } from "../workbench";
import { FileName } from "./FileName";
import { FormatBar } from "./FormatBar";

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
        <BookMenu label="New" icon={<DocumentAddRegular />} books={TEMPLATES} onChoose={(template) => replacing(() => void workbench.startFrom(template))} isOpen={isNewOpen} onOpen={onNewOpen} />
        <BookMenu label="Samples" icon={<BookOpenRegular />} books={SAMPLES} onChoose={(sample) => replacing(() => void workbench.openSample(sample))} />
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

interface BookMenuProps<Book> {
  readonly label: string;
  readonly icon: ReactElement;
  readonly books: readonly Book[];
  readonly onChoose: (book: Book) => void;
  /** Where others open it too. */
  readonly isOpen?: boolean;
  readonly onOpen?: (isOpen: boolean) => void;
}

/** Workbooks that come with the page, each with a line on it. */
function BookMenu<Book extends Sample>({ label, icon, books, onChoose, isOpen, onOpen }: BookMenuProps<Book>) {
  return (
    <Menu {...(isOpen === undefined ? {} : { open: isOpen })} onOpenChange={(_, { open }) => onOpen?.(open)}>
      <MenuTrigger disableButtonEnhancement>
        <ToolbarButton icon={icon}>{label}</ToolbarButton>
      </MenuTrigger>
      <MenuPopover className="samples">
        <MenuList>
          {books.map((book) => (
            <MenuItem key={book.fileName} subText={book.line} onClick={() => onChoose(book)}>
              {book.title}
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
