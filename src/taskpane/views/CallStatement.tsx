import { Spinner, Text } from "@fluentui/react-components";
import { useEffect, useState } from "react";
import { refusalIn, type CellValue, type Grid } from "../../cells/cell";
import type { ExplainedCall } from "../explanation";
import type { Evaluate } from "../selectedCell";
import { figureText } from "../valueText";
import { ColumnScroll } from "./ColumnScroll";

interface Props {
  readonly evaluate: Evaluate;
  readonly sheet: string;
  readonly call: ExplainedCall;
  /** A new look may find other figures. */
  readonly look: number;
  /** The cell's own message, which need not be said twice. */
  readonly said: string | undefined;
}

/** So many lines of a statement are shown at once. */
const MOST_ROWS = 200;

/** The rule of a call in a sentence, and its statement as a table. */
export function CallStatement({ evaluate, sheet, call, look, said }: Props) {
  const { name, rule, identity, statement } = call;
  const [grid, setGrid] = useState<Grid | undefined>();
  useEffect(() => {
    if (statement === undefined) return;
    let isCurrent = true;
    void evaluate([statement], sheet).then(
      ([answer]) => {
        if (isCurrent) setGrid(answer);
      },
      (fault: unknown) => {
        if (isCurrent) setGrid([[{ error: "#VALUE!", message: fault instanceof Error ? fault.message : String(fault) }]]);
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [evaluate, sheet, statement, look]);
  return (
    <section className="call" aria-label={name}>
      <Text as="h3" weight="semibold">
        {name}
      </Text>
      <p data-testid="rule">
        <Marked text={rule} />
      </p>
      {identity !== undefined && (
        <p>
          <Marked text={identity} />
        </p>
      )}
      {statement !== undefined && (grid === undefined ? <Spinner size="tiny" label="Working it out" /> : <Statement grid={grid} name={name} said={said} />)}
    </section>
  );
}

/** A sentence in which `argument` is set as code. */
function Marked({ text }: { readonly text: string }) {
  return text.split("`").map((part, i) => (i % 2 === 1 ? <code key={i}>{part}</code> : part));
}

function Statement({ grid, name, said }: { readonly grid: Grid; readonly name: string; readonly said: string | undefined }) {
  const [head = [], ...lines] = grid;
  const refusal = refusalIn(grid);
  if (refusal !== undefined) return refusal.message === said ? null : <p className="refusal">{refusal.message ?? refusal.error}</p>;
  return (
    <ColumnScroll label={`Statement of ${name}`} labels={typeof head[1] === "string" && typeof head[2] === "number" ? 2 : 1}>
      <table data-testid="statement">
        <caption>Statement{grid.length > MOST_ROWS && `, the first ${MOST_ROWS} lines of ${grid.length}`}</caption>
        <thead>
          <tr>
            {head.map((cell, i) => (
              <th key={i} scope="col" className={lines.some((line) => typeof line[i] === "number") ? "figure" : undefined}>
                {figureText(cell)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.slice(0, MOST_ROWS).map((line, i) => (
            <tr key={i}>
              {line.map((cell, c) => (
                <StatementCell key={c} cell={cell} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ColumnScroll>
  );
}

function StatementCell({ cell }: { readonly cell: CellValue }) {
  return <td className={typeof cell === "number" ? "figure" : undefined}>{figureText(cell)}</td>;
}
