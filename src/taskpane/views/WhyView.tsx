import { useState } from "react";
import type { CellRange, Host } from "../../host/host";
import { isOneCell, rectangleAddress } from "../../sheet/area";
import type { Place } from "../placeText";
import { useSelectedCell, type Evaluate, type SelectedCell } from "../selectedCell";
import { valueText } from "../valueText";
import { whySentence } from "../whySentence";
import type { Working } from "../working";
import { CallStatement } from "./CallStatement";
import { Go } from "./Go";
import { InputList } from "./InputList";
import { SelectedBlock } from "./SelectedBlock";
import "./explanation.css";

interface Props {
  readonly host: Host;
  readonly evaluate: Evaluate;
  /** Shows a cell in the sheet. */
  readonly onGo: (place: Place) => void;
}

/** Why the selected cell shows what it shows: in a sentence, by its working, and from which cells; for readers, too, to whom a drawn grid says nothing. */
export function WhyView({ host, evaluate, onGo }: Props) {
  const selected = useSelectedCell(host, evaluate);
  return (
    <div className="explanation">
      {typeof selected === "string" ? (
        <p className="refusal">{selected}</p>
      ) : selected === undefined ? (
        <p className="hint">No cell is selected. Select one in the sheet, and this says where its figure comes from.</p>
      ) : (
        <Explanation key={placeKey(selected.range)} selected={selected} host={host} evaluate={evaluate} onGo={onGo} />
      )}
    </div>
  );
}

function placeKey({ sheet, top, left }: CellRange): string {
  return `${sheet}!${top},${left}`;
}

function Explanation({ selected, host, evaluate, onGo }: Props & { readonly selected: SelectedCell }) {
  const { range, explanation, headings, block, cause, look, inputs } = selected;
  const { refusal, calls } = explanation;
  const [working, setWorking] = useState<{ readonly name: string; readonly of: Working } | undefined>();
  return (
    <>
      <p className="whySentence" data-testid="why" aria-live="polite">
        {whySentence(explanation, headings, refusal === undefined ? working : undefined)}
      </p>
      {refusal?.message !== undefined && (
        <p className="refusal" role="alert" data-testid="refusal">
          {refusal.message}
        </p>
      )}
      {cause !== undefined && (
        <p className="cause" data-testid="cause">
          It begins here: <Go place={cause.cell} text={cause.place} onGo={onGo} /> {cause.sentence.replace(/[.]?$/, ".")}
        </p>
      )}
      {inputs.inFigures !== undefined && refusal === undefined && (
        <p className="inFigures" data-testid="inFigures">
          <code>{inputs.inFigures}</code>
        </p>
      )}
      {block !== undefined && <SelectedBlock range={range} block={block} />}
      {calls.map((call, i) => (
        <CallStatement key={i} host={host} evaluate={evaluate} selected={selected} call={call} look={look} onWorking={i === 0 ? setWorking : undefined} />
      ))}
      {inputs.list.length > 0 && <InputList inputs={inputs.list} onGo={onGo} />}
      <Facts selected={selected} />
    </>
  );
}

function Facts({ selected: { range, explanation } }: { readonly selected: SelectedCell }) {
  const { place, formula, filledFrom, value, text } = explanation;
  const exact = valueText(value);
  return (
    <dl className="facts">
      <dt>Cell</dt>
      <dd data-testid="place">
        {place}
        {!isOneCell(range) && ` (of ${rectangleAddress(range)})`}
      </dd>
      <dt>Formula</dt>
      <dd data-testid="formula">
        {formula === undefined ? (
          typeof value === "number" ? "none: it is an input" : "none"
        ) : (
          <>
            <code>{formula}</code>
            {filledFrom !== undefined && ` in ${filledFrom}, which fills this cell`}
          </>
        )}
      </dd>
      <dt>Value</dt>
      <dd data-testid="value">
        {text === "" && exact === "" ? "empty" : text || exact}
        {typeof value === "number" && exact !== text.replaceAll(",", "") && <span className="exact"> exactly {exact}</span>}
      </dd>
    </dl>
  );
}
