import type { MenuConfig } from "@univerjs/ui";

const COMMANDS = [
  // The look of cells that is not written: parts of a text, and letters turned or set high.
  ...["set-range-subscript", "set-range-superscript", "set-overline", "set-text-rotation", "set-worksheet-default-style"],
  ...["set-infinite-format-painter", "set-once-format-painter", "apply-format-painter"],
  ...["add-worksheet-merge", "add-worksheet-merge-all", "add-worksheet-merge-vertical", "add-worksheet-merge-horizontal", "remove-worksheet-merge"],
  // Rows, columns and panes.
  ...["set-row-data", "hide-row-confirm", "set-rows-hidden", "set-selected-rows-visible", "set-specific-rows-visible"],
  ...["set-col-data", "hide-col-confirm", "set-col-hidden", "set-selected-cols-visible", "set-col-visible-on-cols"],
  ...["toggle-gridlines", "set-gridlines-color", "set-row-header-width", "set-col-header-height"],
  // Sheets.
  ...["copy-sheet", "set-tab-color", "set-worksheet-hidden", "set-worksheet-show", "set-worksheet-right-to-left"],
  // Protection.
  ...["add-range-protection", "add-range-protection-from-context-menu", "add-range-protection-from-sheet-bar", "add-worksheet-protection", "set-protection", "set-worksheet-protection", "set-worksheet-permission-points"],
  ...["change-sheet-protection-from-sheet-bar", "delete-worksheet-protection-from-sheet-bar", "view-sheet-permission-from-sheet-bar", "view-sheet-permission-from-context-menu"],
  ...["set-range-protection-from-context-menu", "delete-range-protection-from-context-menu"],
].map((name) => `sheet.command.${name}`);

/** Looks of a part of the text that is being typed. */
const WITHIN_A_TEXT = ["", "-bold", "-italic", "-underline", "-strikethrough", "-subscript", "-superscript", "-fontsize", "-font-family", "-text-color", "-text-background-color"].map((look) => `doc.command.set-inline-format${look}`);

/** What a file saved here would not keep. None of it is offered, and none is done. */
export const NOT_SAVED: ReadonlySet<string> = new Set([...COMMANDS, ...WITHIN_A_TEXT]);

/** Menus of which nothing would be left, and what shows hidden sheets, which stay as hidden as the file has them. */
const EMPTY = ["sheet.contextMenu.permission", ...["menu", "column-header-menu", "row-header-menu"].map((menu) => `sheet.${menu}.sheet-frozen`), "ui-sheet.command.show-menu-list"];

export const MENU: MenuConfig = Object.fromEntries([...NOT_SAVED, ...EMPTY].map((id) => [id, { hidden: true }]));
