import { Button, Spinner } from "@fluentui/react-components";
import { useEffect, useMemo, useState } from "react";
import { refusalIn, type Grid } from "../../cells/cell";
import type { Host } from "../../host/host";
import { cellAt } from "../../sheet/address";
import { headsInRow } from "../cellHeadings";
import type { ExplainedCall } from "../explanation";
import type { Evaluate, SelectedCell } from "../selectedCell";
import { messageOf } from "../messageOf";
import { workingOf, type Working } from "../working";
import { StatementTable } from "./StatementTable";
import { WorkingTable } from "./WorkingTable";

interface Props {
  readonly host: Host;
  readonly evaluate: Evaluate;
  readonly selected: SelectedCell;
  readonly call: ExplainedCall;
  /** A new look may find other figures. */
  readonly look: number;
  /** Told what stands behind the cell's own figure. */
  readonly onWorking: ((working: { readonly name: string; readonly of: Working } | undefined) => void) | undefined;
}

/** The working of a call: that of the cell's own period first, all periods on demand, and the rule. */
export function CallStatement({ host, evaluate, selected, call, look, onWorking }: Props) {
  const { name, rule, identity, statement } = call;
  const { range, explanation, headings } = selected;
  const said = explanation.refusal?.message;
  const [grid, setGrid] = useState<Grid | undefined>();
  const [isAll, setAll] = useState(false);
  useEffect(() => {
    if (statement === undefined) return;
    let isCurrent = true;
    void evaluate([statement], range.sheet).then(
      ([answer]) => {
        if (isCurrent) setGrid(answer);
      },
      (fault: unknown) => {
        if (isCurrent) setGrid([[{ error: "#VALUE!", message: messageOf(fault) }]]);
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [evaluate, range.sheet, statement, look]);
  const refusal = grid === undefined ? undefined : refusalIn(grid);
  const working = useMemo(() => {
    if (grid === undefined || refusal !== undefined) return undefined;
    const names = [headings.row, headings.column?.text].filter((text) => text !== undefined);
    return workingOf(grid, { value: explanation.value, names, ...(call.isWhole ? { offset: explanation.offset } : {}) });
  }, [grid, refusal, call.isWhole, explanation, headings]);
  useEffect(() => onWorking?.(working && { name, of: working }), [working, name, onWorking]);
  const heads = usePeriodHeads(host, selected, working);
  const isUnfolded = working !== undefined && (isAll || working.here === undefined);
  return (
    <section className="call" aria-label={name}>
      {statement !== undefined && grid === undefined && <Spinner size="tiny" label="Working it out" />}
      {refusal !== undefined && refusal.message !== said && <p className="refusal">{refusal.message ?? refusal.error}</p>}
      {working?.here !== undefined && <WorkingTable working={working} period={headings.column?.text ?? heads[working.here] ?? ""} />}
      {working?.here !== undefined && working.columns.length > 1 && (
        <Button size="small" appearance="subtle" aria-expanded={isAll} onClick={() => setAll(!isAll)}>
          All periods
        </Button>
      )}
      {isUnfolded && <StatementTable working={working} heads={heads} name={name} />}
      <details>
        <summary>The rule: {name}</summary>
        <p data-testid="rule">
          <Marked text={rule} />
        </p>
        {identity !== undefined && (
          <p>
            <Marked text={identity} />
          </p>
        )}
      </details>
    </section>
  );
}

/** What the sheet calls the periods, where the cell stands in a row of them. */
function usePeriodHeads(host: Host, { range, explanation, headings }: SelectedCell, working: Working | undefined): readonly string[] {
  const [heads, setHeads] = useState<readonly string[]>([]);
  const count = working?.here === undefined ? 0 : working.columns.length;
  const anchor = cellAt(explanation.filledFrom ?? "");
  const left = anchor?.column ?? range.left;
  const row = headings.column?.row;
  useEffect(() => {
    setHeads([]);
    if (row === undefined || count < 2) return;
    let isCurrent = true;
    headsInRow(host, range.sheet, row, left, count).then(
      (found) => {
        if (isCurrent && found.every((text) => text !== "")) setHeads(found);
      },
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [host, range.sheet, row, left, count]);
  return heads;
}

/** A sentence in which `argument` is set as code. */
function Marked({ text }: { readonly text: string }) {
  return text.split("`").map((part, i) => (i % 2 === 1 ? <code key={i}>{part}</code> : part));
}
