/** What one control of the grid lacks for whoever does not see it or does not point at it. */
interface Amendment {
  readonly of: string;
  readonly amend: (control: HTMLElement) => void;
}

const named =
  (name: string) =>
  (control: HTMLElement): void =>
    set(control, "aria-label", name);

/** A picture that does something when it is clicked: the keyboard reaches and uses it as well. */
const button =
  (name: string) =>
  (control: HTMLElement): void => {
    set(control, "role", "button");
    set(control, "tabindex", "0");
    set(control, "aria-label", name);
  };

const AMENDMENTS: readonly Amendment[] = [
  { of: ".spreadsheet canvas[tabindex]", amend: (canvas) => set(canvas, "tabindex", "-1") },
  { of: "[data-u-comp=defined-name] input", amend: named("Cell or name") },
  // Without a place in the order of Tab: its list gives the focus back to it on closing, and what is typed next belongs into the sheet.
  { of: "[data-u-comp=defined-name] a", amend: (opener) => {
    set(opener, "role", "button");
    named("Names")(opener);
  } },
  { of: "[data-u-comp=formula-bar] span:has(> .univerjs-icon-close-icon)", amend: button("Cancel the entry") },
  { of: "[data-u-comp=formula-bar] span:has(> .univerjs-icon-check-mark-icon)", amend: button("Enter") },
  { of: "[data-u-comp=formula-bar] span:has(> .univerjs-icon-fx-icon)", amend: button("Functions") },
  { of: "[data-u-comp=formula-bar] div:has(> .univerjs-icon-dropdown-icon)", amend: button("More lines of the formula") },
  { of: "[data-u-comp=editor]", amend: (editor) => {
    named("What stands in the cell")(editor);
    set(editor, "role", "textbox");
    set(editor, "aria-describedby", "keys");
  } },
  // No control may match twice: each name would take back the other for ever.
  { of: ":not([data-slot=dropdown-menu-trigger]) > button[data-u-comp=sheet-bar-append-button]", amend: named("New sheet") },
  { of: "[data-slot=dropdown-menu-trigger] > button[data-u-comp=sheet-bar-append-button]", amend: named("All sheets") },
  { of: ".spreadsheet button.univer-size-4:not([aria-label])", amend: named("Close the progress of the calculation") },
  // Only the button within opens anything, and a plain element has no such state.
  { of: ".spreadsheet div[data-slot=dropdown-menu-trigger][aria-expanded]", amend: (wrapper) => {
    wrapper.removeAttribute("aria-expanded");
    wrapper.removeAttribute("aria-haspopup");
  } },
  // A panel at the side that is closed is out of sight, and yet its button could be reached.
  { of: "[data-u-comp=sidebar][aria-expanded]", amend: (panel) => {
    panel.inert = panel.getAttribute("aria-expanded") === "false";
    panel.removeAttribute("aria-expanded");
  } },
  { of: "[role=dialog][data-slot=popover-content]:not([aria-label])", amend: named("Names") },
  { of: "[data-slot=popover-content] div:has(> li)", amend: (list) => {
    set(list, "role", "list");
    set(list, "tabindex", "0");
  } },
  { of: "section[data-react-aria-top-layer] + section[data-react-aria-top-layer]", amend: named("More notifications") },
  { of: ".univer-max-h-\\[350px\\].univer-overflow-y-auto", amend: (help) => set(help, "tabindex", "0") },
];

/** Where the grid says anew what it has drawn, or takes back what was amended. */
const WATCHED: MutationObserverInit = { childList: true, subtree: true, attributes: true, attributeFilter: ["tabindex", "aria-expanded", "aria-label", "aria-haspopup"] };

/** Gives the grid's own controls names, and places in the order of Tab, from outside and again whenever the grid draws them anew. */
export function nameControls(page: HTMLElement): void {
  const amendAll = () => {
    for (const { of, amend } of AMENDMENTS) for (const control of page.querySelectorAll<HTMLElement>(of)) amend(control);
  };
  let isDue = false;
  new MutationObserver(() => {
    if (isDue) return;
    isDue = true;
    queueMicrotask(() => {
      isDue = false;
      amendAll();
    });
  }).observe(page, WATCHED);
  page.addEventListener("keydown", pressed);
  amendAll();
}

/** Enter and the space bar press what has been made a button here. */
function pressed(event: KeyboardEvent): void {
  const { target, key } = event;
  if (!(target instanceof HTMLElement) || target instanceof HTMLButtonElement || target.role !== "button" || target.closest(".spreadsheet") === null) return;
  if (key !== "Enter" && key !== " ") return;
  event.preventDefault();
  target.click();
}

/** Only what is different: each change is told again to whoever watches. */
function set(control: HTMLElement, attribute: string, value: string): void {
  if (control.getAttribute(attribute) !== value) control.setAttribute(attribute, value);
}
