import type { CellInput } from "../cellInputs";
import { placeText, type Place } from "../placeText";
import { valueText } from "../valueText";
import { Go } from "./Go";

interface Props {
  readonly inputs: readonly CellInput[];
  readonly onGo: (place: Place) => void;
}

/** The cells that a formula reads, with what they show. */
export function InputList({ inputs, onGo }: Props) {
  return (
    <section aria-labelledby="from" className="block">
      <h3 id="from" className="blockTitle">
        Comes from
      </h3>
      <ul className="inputs" data-testid="inputs">
        {inputs.map(({ range, name, shown }) => (
          <li key={placeText(range)}>
            <span className="label">
              {name !== undefined && `${name} `}
              <Go place={shown?.cell ?? range} onGo={onGo} />
              {shown !== undefined && placeText(shown.cell) !== placeText(range) && <span className="hint"> of {placeText(range)}</span>}
            </span>
            <span className="amount">{shown === undefined ? sizeText(range) : shown.text || valueText(shown.value) || "empty"}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function sizeText({ top, bottom, left, right }: CellInput["range"]): string {
  return `${bottom - top + 1} × ${right - left + 1} cells`;
}
