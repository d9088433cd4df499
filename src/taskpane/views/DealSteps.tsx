import { isError } from "../../cells/cell";
import type { Deal, Line } from "../../deal/deal";
import { amountText } from "../amountText";
import { isBlocked } from "../dealState";
import type { Place } from "../placeText";
import { Go } from "./Go";

interface Props {
  readonly deal: Deal;
  readonly onGo: (place: Place) => void;
}

/** How the money comes from what is earned to what is paid, one step after another. */
export function DealSteps({ deal: { lines, currency }, onGo }: Props) {
  if (lines.length === 0) return null;
  return (
    <section aria-labelledby="steps" className="block">
      <h3 id="steps" className="blockTitle">
        How it comes about
      </h3>
      <ol className="steps">
        {lines.map((line) => (
          <Step key={line.id} line={line} currency={currency} onGo={onGo} />
        ))}
      </ol>
    </section>
  );
}

function Step({ line, currency, onGo }: { readonly line: Line; readonly currency: string; readonly onGo: Props["onGo"] }) {
  const { label, of, at, unit, rows } = line;
  const name = `${label}${of === "" || label.includes(of) ? "" : `, ${of}`}`;
  const total = rows.length > 0 && rows.every((row) => row.total !== undefined) ? rows.reduce((sum, row) => sum + (row.total ?? 0), 0) : undefined;
  const error = rows.flatMap(({ values }) => values.filter(isError))[0];
  return (
    <li className={isBlocked(line) ? "step blocked" : "step"}>
      <span className="label">{at === undefined ? name : <Go place={at} text={name} onGo={onGo} />}</span>
      <span className="amount">{error !== undefined ? "not worked out" : total === undefined ? "" : amountText(total, unit)}</span>
      {unit !== currency && error === undefined && total !== undefined && <span className="unit">{unit}</span>}
      {error?.message !== undefined && <span className="why">{error.message}</span>}
    </li>
  );
}
