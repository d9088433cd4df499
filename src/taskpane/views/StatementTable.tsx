import { useEffect, useRef } from "react";
import type { CellValue } from "../../cells/cell";
import { figureText } from "../valueText";
import type { Working } from "../working";
import { ColumnScroll } from "./ColumnScroll";

interface Props {
  readonly working: Working;
  /** What the sheet calls the periods; empty where it says nothing. */
  readonly heads: readonly string[];
  readonly name: string;
}

/** So many lines of a statement are shown at once. */
const MOST_ROWS = 200;

/** The whole statement: every line, every period, with the cell's own row and column marked. */
export function StatementTable({ working: { heads: labels, columns, lines, here }, heads, name }: Props) {
  const table = useRef<HTMLTableElement>(null);
  useEffect(() => {
    // The cell's own column first; those before it are scrolled to.
    const [scroller, own, before] = [table.current?.parentElement, table.current?.querySelector<HTMLElement>("thead .here"), table.current?.querySelector<HTMLElement>("thead th.figure:not(.here)")];
    if (scroller && own && before) scroller.scrollLeft = own.offsetLeft - before.offsetLeft;
  }, [here]);
  return (
    <ColumnScroll label={`Statement of ${name}`} labels={labels.length > 1 && lines.some(({ of }) => typeof of[0]?.value === "string") ? 2 : 1}>
      <table ref={table} data-testid="statement">
        <caption>Statement{lines.length > MOST_ROWS && `, the first ${MOST_ROWS} lines of ${lines.length}`}</caption>
        <thead>
          <tr>
            {labels.map((label) => (
              <th key={label} scope="col" className={lines.some(({ of }) => of.some((one) => one.head === label && typeof one.value === "number")) ? "figure" : undefined}>
                {label}
              </th>
            ))}
            {columns.map((column, i) => (
              <th key={i} scope="col" className={i === here ? "figure here" : "figure"}>
                {heads[i] ?? figureText(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.slice(0, MOST_ROWS).map((line, i) => (
            <tr key={i} className={line.isHere ? "here" : undefined}>
              {labels.map((label) => (
                <StatementCell key={label} cell={label === "Line" ? line.line : (line.of.find(({ head }) => head === label)?.value ?? "")} />
              ))}
              {line.values.map((cell, c) => (
                <StatementCell key={c} cell={cell} isHere={c === here} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ColumnScroll>
  );
}

function StatementCell({ cell, isHere = false }: { readonly cell: CellValue; readonly isHere?: boolean }) {
  const classes = [typeof cell === "number" ? "figure" : "", isHere ? "here" : ""].filter((name) => name !== "").join(" ");
  return <td className={classes === "" ? undefined : classes}>{figureText(cell)}</td>;
}
