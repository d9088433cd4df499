import { shareText } from "../amountText";
import { figureText } from "../valueText";
import { ownLines, type Working, type WorkingLine } from "../working";

/** The working of one period, line by line, with the line that the cell shows marked. */
export function WorkingTable({ working, period }: { readonly working: Working; readonly period: string }) {
  const { shown, leftOut } = ownLines(working);
  const { here = 0 } = working;
  return (
    <table className="working" data-testid="working">
      <caption>Working{period !== "" && `, ${period}`}</caption>
      <tbody>
        {shown.map((line, i) => (
          <tr key={i} className={line.isHere ? "here" : undefined} {...(line.isHere ? { "aria-current": true as const } : {})}>
            <th scope="row">
              {line.line}
              {line.of.length > 0 && <span className="of"> {ofText(line)}</span>}
              {line.isHere && <span className="thisCell"> this cell</span>}
            </th>
            <td className="figure">{figureText(line.values[here] ?? null)}</td>
          </tr>
        ))}
      </tbody>
      {leftOut > 0 && (
        <tfoot>
          <tr>
            <td colSpan={2} className="hint">
              {leftOut === 1 ? "1 line that is 0 is" : `${leftOut} lines that are 0 are`} left out here.
            </td>
          </tr>
        </tfoot>
      )}
    </table>
  );
}

/** `above 500,000, rate 6%`; of a payee the name alone. */
function ofText({ of }: WorkingLine): string {
  return of.map(({ head, value }) => (typeof value === "string" ? value : `${head.toLowerCase()} ${/^rate$/i.test(head) && typeof value === "number" ? shareText(value) : figureText(value)}`)).join(", ");
}
