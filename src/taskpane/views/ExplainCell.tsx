import { Link, Text } from "@fluentui/react-components";
import type { CellRange, Host } from "../../host/host";
import { isOneCell, rectangleAddress } from "../../sheet/area";
import { useSelectedCell, type Evaluate, type SelectedCell } from "../selectedCell";
import { valueText } from "../valueText";
import { CallStatement } from "./CallStatement";
import { SelectedBlock } from "./SelectedBlock";
import "./explanation.css";

interface Props {
  readonly host: Host;
  readonly evaluate: Evaluate;
  /** Shows a cell in the sheet. Absent where that cannot be done: cells are named then. */
  readonly onGo?: (cell: CellRange) => void;
}

/** Explain this cell: the selection in words and tables, for everybody, and for readers to whom a drawn grid says nothing. */
export function ExplainCell({ host, evaluate, onGo }: Props) {
  const selected = useSelectedCell(host, evaluate);
  return (
    <div className="explanation">
      <Text as="h2" weight="semibold" className="paneTitle">
        Explain this cell
      </Text>
      <p id="twin-hint" className="hint">
        Follows the selection in the sheet.
      </p>
      {typeof selected === "string" ? <p className="refusal">{selected}</p> : selected === undefined ? null : <Explanation selected={selected} evaluate={evaluate} onGo={onGo} />}
    </div>
  );
}

interface ExplanationProps {
  readonly selected: SelectedCell;
  readonly evaluate: Evaluate;
  readonly onGo: Props["onGo"] | undefined;
}

function Explanation({ selected: { range, explanation, block, cause, look }, evaluate, onGo }: ExplanationProps) {
  const { place, formula, filledFrom, value, text, refusal, calls } = explanation;
  const exact = valueText(value);
  return (
    <>
      <dl aria-live="polite" className="facts">
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
      {refusal?.message !== undefined && (
        <p className="refusal" role="alert" data-testid="refusal">
          {refusal.message}
        </p>
      )}
      {cause !== undefined && (
        <p className="cause" data-testid="cause">
          It begins here: {onGo === undefined ? cause.place : <Link inline onClick={() => onGo(cause.cell)}>{cause.place}</Link>} {cause.sentence.replace(/[.]?$/, ".")}
        </p>
      )}
      {block !== undefined && <SelectedBlock range={range} block={block} />}
      {calls.map((call, i) => (
        <CallStatement key={`${place}-${i}`} evaluate={evaluate} sheet={range.sheet} call={call} look={look} said={refusal?.message} />
      ))}
    </>
  );
}
