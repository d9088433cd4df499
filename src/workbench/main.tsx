import { createRoot } from "react-dom/client";
import { isDark } from "../taskpane/systemTheme";
import { ErrorBoundary } from "../taskpane/views/ErrorBoundary";
import { WorkbenchPage } from "./page/WorkbenchPage";
import "./page/fonts.css";
import "./page/page.css";
import { SAMPLES } from "./samples";
import { Workbench } from "./workbench";

// The grid is told apart from the page: it draws itself, and outlives every change of the page round it.
const gridElement = document.createElement("div");
gridElement.className = "spreadsheet";
const workbench = new Workbench();
const root = document.getElementById("page");
if (root === null) throw new Error("The page has no place for the workbench.");
createRoot(root).render(
  <ErrorBoundary what="The page">
    <WorkbenchPage workbench={workbench} gridElement={gridElement} />
  </ErrorBoundary>,
);
requestAnimationFrame(() => {
  workbench.mount(gridElement, isDark());
  // For the browser's console: `await dealsheet.host.names()`, or a script that types into the grid.
  Object.assign(globalThis, { dealsheet: { host: workbench.host, grid: workbench.api } });
  const [first] = SAMPLES;
  // The grid measures letters as it shows a book. Where those of the page do not come, it takes others.
  void Promise.allSettled(["11pt Carlito", "bold 11pt Carlito"].map((letters) => document.fonts.load(letters))).then(() => {
    if (first !== undefined) void workbench.openSample(first);
  });
  document.fonts.addEventListener("loadingdone", () => workbench.redraw());
});
