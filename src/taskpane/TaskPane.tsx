import { FluentProvider, Link, MessageBar, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";
import { useEffect, useState, type ReactNode } from "react";
import type { OpenWorkbook } from "./openWorkbook";
import { Pane, type PaneView } from "./Pane";
import { THEMES, useSystemTheme } from "./systemTheme";
import { FunctionList } from "./views/FunctionList";
import "./views/explanation.css";

/** Where the page finds itself, outside Excel. */
export type Elsewhere = "opening" | "in a browser" | "without Excel";

/** A view that was asked for outside the pane; a new object each time. */
export interface AskedView {
  readonly view: PaneView;
}

/** The pane beside a workbook. Outside Excel it says what to do instead, and lists the functions. */
export function TaskPane({ place, asked }: { readonly place: OpenWorkbook | Elsewhere; readonly asked?: AskedView }) {
  const system = useSystemTheme();
  const isDark = typeof place === "object" ? place.isDark : undefined;
  const theme = system === "contrast" || isDark === undefined ? system : isDark ? "dark" : "light";
  const [view, setView] = useState<PaneView>("deal");
  useEffect(() => {
    if (asked !== undefined) setView(asked.view);
  }, [asked]);
  return (
    <FluentProvider theme={THEMES[theme]}>
      {typeof place === "object" ? (
        <main className="taskpane beside">
          <h1 className="heard">Dealsheet</h1>
          <Pane open={place} view={view} onView={setView} />
        </main>
      ) : (
        <div className="taskpane">
          <header>
            <h1>Dealsheet</h1>
            <p>Functions for royalty and licensing deals, exact to the cent. Nothing leaves your machine.</p>
          </header>
          <main>
            <div role="status">{WHERE[place]}</div>
            <h2 id="functions">Functions</h2>
            <FunctionList label="functions" />
          </main>
        </div>
      )}
    </FluentProvider>
  );
}

const workbench = (
  <Link inline href="index.html">
    workbench
  </Link>
);

const WHERE: Readonly<Record<Elsewhere, ReactNode>> = {
  opening: <p>Looking for Excel…</p>,
  "in a browser": (
    <MessageBar intent="info" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>This page belongs in Excel</MessageBarTitle>
        It is the pane of an add-in, and here there is no workbook beside it. The {workbench} has the same functions in a spreadsheet in your browser; README.md, “In Excel”, says how the add-in gets into
        Excel.
      </MessageBarBody>
    </MessageBar>
  ),
  "without Excel": (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>Excel cannot be reached</MessageBarTitle>
        Microsoft’s library office.js did not load from appsforoffice.microsoft.com, or Excel does not answer it, so this pane sees no workbook. In Excel: see that the network lets this address through,
        then close the pane and open it again. In a browser this page is not at home: the {workbench} has the same functions and needs no network; README.md, “In Excel”, says how the add-in gets into
        Excel.
      </MessageBarBody>
    </MessageBar>
  ),
};
