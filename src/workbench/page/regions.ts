import { useEffect } from "react";

/** A part of the page that F6 goes to. */
interface Region {
  /** What belongs to it. */
  readonly parts: string;
  /** What takes the focus, out of all that matches. */
  readonly stop: string;
}

const EDITOR = "[data-u-comp=editor]";

/** In the order in which they stand on the page. */
const REGIONS: readonly Region[] = [
  { parts: ".commands", stop: ".commands button:not([tabindex='-1'])" },
  { parts: "[data-u-comp=formula-bar]", stop: "[data-u-comp=defined-name] input" },
  // The grid is drawn: what is typed goes into an editor that stands apart from it.
  { parts: `${EDITOR}, .spreadsheet canvas`, stop: EDITOR },
  { parts: "[data-u-comp=slide-tab-bar], [data-u-comp=sheet-bar-append-button]", stop: "[data-u-comp=slide-tab-bar] [aria-selected=true]" },
  { parts: ".pane, .divider", stop: ".pane" },
];

/**
 * F6 goes on to the next part of the page and Shift+F6 back, as in Excel, from wherever the focus is: in the sheet, Tab goes from cell to cell. An entry
 * that is not finished is left as it is, and F6 comes back to it.
 */
export function useRegions(): void {
  useEffect(() => {
    // Of the two editors of the grid, in the cell and in the formula bar, the one that was used last.
    let editor: Element | undefined;
    const remember = ({ target }: FocusEvent) => {
      if (target instanceof Element && target.matches(EDITOR)) editor = target;
    };
    const go = (event: KeyboardEvent) => {
      if (event.key !== "F6" || event.altKey || event.metaKey || isModal()) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const last = REGIONS.length - 1;
      const here = REGIONS.findIndex(({ parts }) => document.activeElement?.closest(parts));
      const next = event.shiftKey ? (here > 0 ? here - 1 : last) : here < last ? here + 1 : 0;
      const stop = REGIONS[next]?.stop ?? "";
      focusOn(stop === EDITOR && editor?.isConnected ? editor : document.querySelector(stop));
    };
    addEventListener("focusin", remember);
    addEventListener("keydown", go, { capture: true });
    return () => {
      removeEventListener("focusin", remember);
      removeEventListener("keydown", go, { capture: true });
    };
  }, []);
}

function focusOn(element: Element | null): void {
  if (!(element instanceof HTMLElement)) return;
  element.focus();
  if (element instanceof HTMLInputElement) element.select();
}

/** A question that must be answered first. */
function isModal(): boolean {
  return document.querySelector("[role=dialog][aria-modal=true], [role=alertdialog]") !== null;
}
