import { Menu, MenuItem, MenuList, MenuPopover, MenuTrigger, Toolbar, ToolbarButton } from "@fluentui/react-components";
import { BorderAllRegular, DecimalArrowLeftRegular, DecimalArrowRightRegular, NumberSymbolRegular, PaintBucketRegular, TableFreezeColumnAndRowRegular, TextBoldRegular, TextItalicRegular } from "@fluentui/react-icons";
import type { MouseEvent, ReactElement } from "react";
import { BORDERS, FILLS, NUMBER_FORMATS, type Formatting } from "../grid/formatting";

interface Props {
  readonly onFormat: (formatting: Formatting) => void;
}

/** How the selected cells look: what a saved file keeps, and nothing else. */
export function FormatBar({ onFormat }: Props) {
  const button = (label: string, icon: ReactElement, kind: "bold" | "italic" | "more decimals" | "fewer decimals" | "freeze") => (
    <ToolbarButton aria-label={label} title={label} icon={icon} onMouseDown={keepFocus} onClick={() => onFormat({ kind })} />
  );
  return (
    <Toolbar aria-label="Format" size="small" className="tools">
      <Choices label="Number format" icon={<NumberSymbolRegular />}>
        {NUMBER_FORMATS.map(({ name, format, example }) => (
          <MenuItem key={name} secondaryContent={example} onClick={() => onFormat({ kind: "number", format })}>
            {name}
          </MenuItem>
        ))}
      </Choices>
      {button("Fewer decimals", <DecimalArrowLeftRegular />, "fewer decimals")}
      {button("More decimals", <DecimalArrowRightRegular />, "more decimals")}
      {button("Bold", <TextBoldRegular />, "bold")}
      {button("Italic", <TextItalicRegular />, "italic")}
      <Choices label="Fill" icon={<PaintBucketRegular />}>
        {FILLS.map(({ name, colour }) => (
          <MenuItem key={name} icon={<span className="swatch" style={{ background: colour }} />} onClick={() => onFormat({ kind: "fill", colour })}>
            {name}
          </MenuItem>
        ))}
      </Choices>
      <Choices label="Borders" icon={<BorderAllRegular />}>
        {BORDERS.map(({ name, border }) => (
          <MenuItem key={name} onClick={() => onFormat({ kind: "border", border })}>
            {name}
          </MenuItem>
        ))}
      </Choices>
      {button("Freeze what is above and left of the cell, or unfreeze it", <TableFreezeColumnAndRowRegular />, "freeze")}
    </Toolbar>
  );
}

function Choices({ label, icon, children }: { readonly label: string; readonly icon: ReactElement; readonly children: readonly ReactElement[] }) {
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <ToolbarButton aria-label={label} title={label} icon={icon} />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>{children}</MenuList>
      </MenuPopover>
    </Menu>
  );
}

/** Whoever points goes on typing into the sheet. */
function keepFocus(event: MouseEvent): void {
  event.preventDefault();
}
