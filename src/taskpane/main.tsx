import { createRoot } from "react-dom/client";
import { associate, type ExcelFunctions } from "../functions/associate";
import { ExcelHost } from "../host/excel";
import { evaluated } from "./evaluated";
import { workbookInFile, type OpenWorkbook } from "./openWorkbook";
import { TaskPane, type AskedView, type Elsewhere } from "./TaskPane";
import "./taskpane.css";

declare const CustomFunctions: ExcelFunctions;

/** Microsoft's own copy, which the Marketplace requires; index.html names it too. */
const OFFICE_JS = "https://appsforoffice.microsoft.com/lib/1/hosted/office.js";

/** After so many milliseconds the pane says that Excel cannot be reached. If it answers later, the pane goes on. */
const PATIENCE = 10_000;

const page = document.getElementById("page");
if (page === null) throw new Error("The page has no place for the pane.");
const root = createRoot(page);
let shown: OpenWorkbook | Elsewhere = "opening";
const show = (place: OpenWorkbook | Elsewhere, asked?: AskedView) => {
  shown = place;
  root.render(<TaskPane place={place} {...(asked && { asked })} />);
};

show("opening");
const patience = setTimeout(() => show("without Excel"), PATIENCE);

// office.js is loaded from here, and not by the page, so that every function is ready before Excel can call one: in a workbook that
// recalculates while it opens, a function that Excel does not find shows #VALUE! until it is entered again.
const script = document.createElement("script");
script.src = OFFICE_JS;
script.onerror = () => {
  clearTimeout(patience);
  show("without Excel");
};
script.onload = () => {
  associate(CustomFunctions);
  Office.actions.associate("explainCell", explainCell);
  void Office.onReady(({ host }) => {
    clearTimeout(patience);
    show(host === Office.HostType.Excel ? openWorkbook() : "in a browser");
  });
};
document.head.append(script);

function openWorkbook(): OpenWorkbook {
  const host = new ExcelHost();
  // Older versions of Excel say nothing of their colours.
  const isDark = (Office.context as Partial<Office.Context>).officeTheme?.isDarkTheme;
  return { host, workbook: () => workbookInFile(host), evaluate: (formulas, sheet) => evaluated(host, formulas, sheet), ...(isDark === undefined ? {} : { isDark }) };
}

/** The button Explain cell: it is a command because a second button that shows a pane would open a second one, in a runtime of its own. */
function explainCell(event: Office.AddinCommands.Event): void {
  show(shown, { view: "why" });
  void Office.addin.showAsTaskpane().finally(() => event.completed());
}
