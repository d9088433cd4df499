import { FluentProvider, Link, MessageBar, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";
import type { ReactNode } from "react";
import type { Host } from "../host/host";
import type { Evaluate } from "./selectedCell";
import { THEMES, useSystemTheme } from "./systemTheme";
import { ErrorBoundary } from "./views/ErrorBoundary";
import { ExplainCell } from "./views/ExplainCell";
import { FunctionList } from "./views/FunctionList";

/** Where the page finds itself, outside Excel. */
export type Elsewhere = "opening" | "in a browser" | "without Excel";

/** The workbook beside the pane. */
export interface OpenWorkbook {
  readonly host: Host;
  readonly evaluate: Evaluate;
  /** Where Excel says whether it is dark. Otherwise the system does. */
  readonly isDark?: boolean;
}

/** The pane: the selected cell explained, and the functions. Outside Excel it says what to do instead. */
export function TaskPane({ place }: { readonly place: OpenWorkbook | Elsewhere }) {
  const system = useSystemTheme();
  const isDark = typeof place === "object" ? place.isDark : undefined;
  const theme = system === "contrast" || isDark === undefined ? system : isDark ? "dark" : "light";
  return (
    <FluentProvider theme={THEMES[theme]}>
      <div className="taskpane">
        <header>
          <h1>Dealsheet</h1>
          <p>Functions for royalty and licensing deals, exact to the cent. Nothing leaves your machine.</p>
        </header>
        <main>
          <div role="status">{typeof place === "object" ? null : WHERE[place]}</div>
          {typeof place === "object" && (
            <ErrorBoundary what="The explanation of cells">
              <ExplainCell host={place.host} evaluate={place.evaluate} />
            </ErrorBoundary>
          )}
          <h2 id="functions">Functions</h2>
          {typeof place === "object" && (
            <p>
              Type <code>=DEAL.</code> in a cell: Excel offers the functions, and their arguments as you go.
            </p>
          )}
          <FunctionList label="functions" />
        </main>
      </div>
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
