import { Text } from "@fluentui/react-components";
import { useMemo } from "react";
import { cellAddress } from "../../sheet/address";
import type { Selection } from "../grid/grid";
import { valueText } from "../valueText";
import type { Workbench, WorkbenchState } from "../workbench";
import { CallStatement } from "./CallStatement";
import { SelectedBlock } from "./SelectedBlock";

/** Explain this cell: the selection in words and tables, for everybody, and for readers to whom a drawn grid says nothing. */
export function CellPane({ workbench, state }: { readonly workbench: Workbench; readonly state: WorkbenchState }) {
  const { selection, calculations } = state;
  return (
    <aside className="pane" aria-label="Explain this cell">
      <Text as="h2" weight="semibold" className="paneTitle">
        Explain this cell
      </Text>
      <p id="twin-hint" className="hint">
        Follows the selection in the grid.
      </p>
      {selection === undefined ? null : <SelectedCell key={calculations} workbench={workbench} selection={selection} />}
    </aside>
  );
}

function SelectedCell({ workbench, selection }: { readonly workbench: Workbench; readonly selection: Selection }) {
  const { sheetId, top, left, bottom, right } = selection;
  const explanation = useMemo(() => workbench.explain(sheetId, top, left), [workbench, sheetId, top, left]);
  if (explanation === undefined) return null;
  const displayed = workbench.displayed(sheetId, top, left);
  const exact = valueText(explanation.value);
  const isBlock = top !== bottom || left !== right;
  return (
    <>
      <dl aria-live="polite" className="facts">
        <dt>Cell</dt>
        <dd data-testid="place">
          {explanation.place}
          {isBlock && ` (of ${cellAddress(top, left)}:${cellAddress(bottom, right)})`}
        </dd>
        <dt>Formula</dt>
        <dd data-testid="formula">
          {explanation.formula === undefined ? (
            typeof explanation.value === "number" ? "none: it is an input" : "none"
          ) : (
            <>
              <code>{explanation.formula}</code>
              {explanation.filledFrom !== undefined && ` in ${explanation.filledFrom}, which fills this cell`}
            </>
          )}
        </dd>
        <dt>Value</dt>
        <dd data-testid="value">
          {displayed === "" && exact === "" ? "empty" : displayed || exact}
          {typeof explanation.value === "number" && exact !== displayed.replaceAll(",", "") && <span className="exact"> exactly {exact}</span>}
        </dd>
      </dl>
      {explanation.refusal?.message !== undefined && (
        <p className="refusal" role="alert" data-testid="refusal">
          {explanation.refusal.message}
        </p>
      )}
      {isBlock && <SelectedBlock workbench={workbench} selection={selection} />}
      {explanation.calls.map((call, i) => (
        <CallStatement key={`${explanation.place}-${i}`} workbench={workbench} sheet={explanation.sheet} call={call} said={explanation.refusal?.message} />
      ))}
    </>
  );
}
