import type { CellValue } from "../../cells/cell";
import type { Deal } from "../../deal/deal";
import { moneyText } from "../amountText";
import { periodsText } from "../placeText";

interface Props {
  readonly periods: readonly string[];
  readonly values: readonly CellValue[];
  /** The table is unfolded at first. */
  readonly isUnfolded?: boolean;
}

/** What is paid in each period: small bars, and the same as a table behind them. */
export function PeriodBars({ periods, values, isUnfolded = false }: Props) {
  if (values.length < 2) return null;
  const amounts = values.map((value) => (typeof value === "number" ? value : 0));
  const [least, most] = [Math.min(0, ...amounts), Math.max(0, ...amounts)];
  const height = (amount: number) => (most === least ? 0 : (Math.abs(amount) / (most - least)) * 100);
  const floor = most === least ? 0 : (-least / (most - least)) * 100;
  const at = amounts.indexOf(Math.max(...amounts));
  const name = (i: number) => periods[i] ?? `Period ${i + 1}`;
  const message = most === least ? "Nothing is due in any period" : `Most in ${name(at)}: ${moneyText(amounts[at] ?? 0)}`;
  return (
    <figure className="block bars">
      <figcaption>{message}</figcaption>
      <div className="barRow" role="img" aria-label={`${message}. Bars of ${periodsText(values.map((_, i) => name(i)))}, from ${name(0)} to ${name(amounts.length - 1)}; the table below has the figures.`}>
        {amounts.map((amount, i) => (
          <span key={i} title={`${name(i)}: ${moneyText(amount)}`} className="barPlace">
            <span className={amount < 0 ? "bar below" : "bar"} style={{ blockSize: `${height(amount)}%`, insetBlockEnd: `${amount < 0 ? floor - height(amount) : floor}%` }} />
          </span>
        ))}
      </div>
      <div className="barEnds" aria-hidden="true">
        <span>{name(0)}</span>
        <span>{name(amounts.length - 1)}</span>
      </div>
      <details open={isUnfolded}>
        <summary>By period</summary>
        <PeriodTable caption="Due in each period" periods={periods} values={values} />
      </details>
    </figure>
  );
}

/** What all payees together get in each period. */
export function periodAmounts(payees: Deal["payees"]): number[] {
  const count = Math.max(0, ...payees.map(({ values }) => values.length));
  return Array.from({ length: count }, (_, i) => payees.reduce((sum, { values }) => sum + (typeof values[i] === "number" ? values[i] : 0), 0));
}

interface TableProps {
  readonly caption: string;
  readonly periods: readonly string[];
  readonly values: readonly CellValue[];
}

/** Periods down, so that it fits the narrowest pane. */
function PeriodTable({ caption, periods, values }: TableProps) {
  return (
    <table className="periods">
      <caption>{caption}</caption>
      <tbody>
        {values.map((value, i) => (
          <tr key={i}>
            <th scope="row">{periods[i] ?? `Period ${i + 1}`}</th>
            <td className="amount">{typeof value === "number" ? moneyText(value) : value === null ? "" : "not worked out"}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
