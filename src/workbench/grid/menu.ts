import type { MenuConfig } from "@univerjs/ui";

/** What a file saved here would not keep: the look of cells, rows and columns, and sheets renamed, moved, hidden or removed. Nothing is offered that would be lost. */
const NOT_SAVED = [
  "sheet.command.remove-sheet-confirm",
  "sheet.command.copy-sheet",
  "sheet.operation.rename-sheet",
  "sheet.command.set-tab-color",
  "sheet.command.set-worksheet-hidden",
  "sheet.command.set-worksheet-show",
  "sheet.command.add-range-protection-from-context-menu",
  "sheet.command.add-range-protection-from-sheet-bar",
  "sheet.command.change-sheet-protection-from-sheet-bar",
  "sheet.command.delete-worksheet-protection-from-sheet-bar",
  "sheet.command.view-sheet-permission-from-sheet-bar",
  "sheet.command.view-sheet-permission-from-context-menu",
  "sheet.command.set-range-protection-from-context-menu",
  "sheet.command.delete-range-protection-from-context-menu",
  "sheet.contextMenu.permission",
  "sheet.command.paste-format",
  "sheet.command.paste-besides-border",
  "sheet.command.paste-col-width",
  "sheet.command.clear-selection-format",
  "sheet.command.clear-selection-all",
  "sheet.menu.sheet-frozen",
  "sheet.command.set-row-height",
  "sheet.command.set-row-is-auto-height",
  "sheet.command.hide-row-confirm",
  "sheet.command.set-selected-rows-visible",
  "sheet.command.set-worksheet-col-width",
  "sheet.command.set-col-auto-width",
  "sheet.command.hide-col-confirm",
  "sheet.command.set-selected-cols-visible",
];

export const MENU: MenuConfig = Object.fromEntries(NOT_SAVED.map((id) => [id, { hidden: true }]));
