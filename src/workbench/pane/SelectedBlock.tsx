import { cellAddress, columnLetters } from "../../sheet/address";
import type { Selection } from "../grid/grid";
import type { Workbench } from "../workbench";

const MOST_ROWS = 50;
const MOST_COLUMNS = 20;

/** The cells of a selected block as a table. */
export function SelectedBlock({ workbench, selection: { sheetId, top, left, bottom, right } }: { readonly workbench: Workbench; readonly selection: Selection }) {
  const rows = numbers(top, Math.min(bottom, top + MOST_ROWS - 1));
  const columns = numbers(left, Math.min(right, left + MOST_COLUMNS - 1));
  const leftOut = bottom - top >= MOST_ROWS || right - left >= MOST_COLUMNS;
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label="Selected cells">
      <table>
        <caption>Selected cells{leftOut && `, up to ${cellAddress(rows.at(-1) ?? top, columns.at(-1) ?? left)}`}</caption>
        <thead>
          <tr>
            <td />
            {columns.map((column) => (
              <th key={column} scope="col">
                {columnLetters(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row}>
              <th scope="row">{row}</th>
              {columns.map((column) => (
                <td key={column}>{workbench.displayed(sheetId, row, column)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function numbers(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}
