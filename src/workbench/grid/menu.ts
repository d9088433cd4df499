import type { MenuConfig } from "@univerjs/ui";

const COMMANDS = [
  // The look of cells.
  ...["set-style", "set-border", "set-border-basic", "set-border-position", "set-border-style", "set-border-color", "clear-selection-format", "clear-selection-all", "paste-format", "paste-besides-border", "set-worksheet-default-style"],
  ...["bold", "italic", "underline", "stroke", "subscript", "superscript", "fontsize", "font-family", "font-increase", "font-decrease", "text-color"].map((look) => `set-range-${look}`),
  ...["bold", "italic", "underline", "stroke", "overline", "font-family", "font-size", "text-color", "background-color", "vertical-text-align", "horizontal-text-align", "text-wrap", "text-rotation"].map((look) => `set-${look}`),
  ...["reset-range-text-color", "reset-text-color", "reset-background-color", "set-infinite-format-painter", "set-once-format-painter", "apply-format-painter"],
  ...["add-worksheet-merge", "add-worksheet-merge-all", "add-worksheet-merge-vertical", "add-worksheet-merge-horizontal", "remove-worksheet-merge"],
  // Rows, columns and panes.
  ...["set-row-height", "delta-row-height", "set-row-is-auto-height", "set-row-data", "hide-row-confirm", "set-rows-hidden", "set-selected-rows-visible", "set-specific-rows-visible"],
  ...["set-worksheet-col-width", "delta-column-width", "set-col-auto-width", "set-col-is-auto-width", "set-col-data", "hide-col-confirm", "set-col-hidden", "set-selected-cols-visible", "set-col-visible-on-cols", "paste-col-width"],
  ...["set-frozen", "cancel-frozen", "set-selection-frozen", "set-row-frozen", "set-col-frozen", "set-first-row-frozen", "set-first-column-frozen", "toggle-gridlines", "set-gridlines-color", "set-row-header-width", "set-col-header-height"],
  // Sheets.
  ...["remove-sheet", "remove-sheet-confirm", "copy-sheet", "set-worksheet-name", "set-worksheet-order", "set-tab-color", "set-worksheet-hidden", "set-worksheet-show", "set-worksheet-right-to-left"],
  // Protection.
  ...["add-range-protection", "add-range-protection-from-context-menu", "add-range-protection-from-sheet-bar", "add-worksheet-protection", "set-protection", "set-worksheet-protection", "set-worksheet-permission-points"],
  ...["change-sheet-protection-from-sheet-bar", "delete-worksheet-protection-from-sheet-bar", "view-sheet-permission-from-sheet-bar", "view-sheet-permission-from-context-menu"],
  ...["set-range-protection-from-context-menu", "delete-range-protection-from-context-menu"],
].map((name) => `sheet.command.${name}`);

/** What a file saved here would not keep: the look of cells, rows and columns, and sheets renamed, moved, hidden or removed. None of it is offered, and none is done. */
export const NOT_SAVED: ReadonlySet<string> = new Set([...COMMANDS, "sheet.operation.rename-sheet"]);

/** Menus of which nothing would be left, and what shows hidden sheets, which stay as hidden as the file has them. */
const EMPTY = ["sheet.contextMenu.permission", ...["menu", "column-header-menu", "row-header-menu"].map((menu) => `sheet.${menu}.sheet-frozen`), "ui-sheet.command.show-menu-list"];

export const MENU: MenuConfig = Object.fromEntries([...NOT_SAVED, ...EMPTY].map((id) => [id, { hidden: true }]));
