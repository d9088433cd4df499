import { Spinner } from "@fluentui/react-components";
import { CheckmarkCircleFilled, DismissCircleFilled, EyeFilled, QuestionCircleFilled } from "@fluentui/react-icons";
import type { ReactNode } from "react";
import type { Deal } from "../../deal/deal";
import type { CellRange } from "../../host/host";
import { moneyText } from "../amountText";
import type { DealReading } from "../dealReading";
import { isPartial, payable, soundness, spokenFigure, type Soundness } from "../dealState";
import { periodsText } from "../placeText";

interface Props {
  readonly reading: DealReading;
  readonly deal: Deal | undefined;
  readonly before: Deal | undefined;
  /** Explains the figure, where it stands in a cell. */
  readonly onWhy: (cell: CellRange) => void;
  /** Shows what is to be answered or mended. */
  readonly onState: () => void;
  /** The tabs. */
  readonly children: ReactNode;
}

const MARKS: Readonly<Record<Soundness, ReactNode>> = { sound: <CheckmarkCircleFilled />, "to answer": <QuestionCircleFilled />, look: <EyeFilled />, problem: <DismissCircleFilled /> };

/** Always in sight: which deal, what it pays, and whether that can be relied on. */
export function PaneHead({ reading, deal, before, onWhy, onState, children }: Props) {
  const { isReading } = reading;
  const state = deal && soundness(deal);
  return (
    <header className="paneHead">
      <div className="paneTitleRow">
        <h2 className="paneTitle" title={deal?.title}>
          {deal?.title ?? (reading.deals === undefined ? "Deal" : "No deal found")}
        </h2>
        {state !== undefined && (
          <button type="button" className={`stateChip ${state.kind.replace(" ", "")}`} onClick={onState}>
            {MARKS[state.kind]}
            {state.text}
          </button>
        )}
      </div>
      <div className="paneFigure">{deal === undefined ? <NoFigure reading={reading} /> : <Figure deal={deal} before={before} reading={reading} onWhy={onWhy} />}</div>
      <p role="status" className="heard">
        {deal === undefined || isReading ? "" : spokenFigure(deal, before)}
      </p>
      {children}
    </header>
  );
}

function NoFigure({ reading: { deals, fault } }: { readonly reading: DealReading }) {
  if (fault !== undefined) return <span className="due">The workbook could not be read</span>;
  return deals === undefined ? <Spinner size="tiny" label="Reading the workbook" /> : <span className="due">Nothing that pays a royalty</span>;
}

function Figure({ deal, before, reading: { isReading }, onWhy }: Omit<Props, "deal" | "children" | "onState"> & { readonly deal: Deal }) {
  const { total, currency, periods, payees } = deal;
  const span = payable(deal);
  const [only] = payees.length === 1 ? payees : [];
  const at = only && deal.lines.find(({ id }) => id === only.line)?.at;
  const amount =
    span !== undefined ? (
      <>
        <span className="amount">{moneyText(span.from)}</span> – <span className="amount">{moneyText(span.to)}</span>
      </>
    ) : (
      <span className="amount">{total === undefined ? "not worked out" : moneyText(total)}</span>
    );
  const className = `total${isReading || span !== undefined || total === undefined ? " pale" : ""}${span === undefined ? "" : " fromTo"}`;
  const what = (
    <>
      {amount} {total !== undefined && <span className="unit">{currency}</span>}
      {isReading && <span className="ongoing"> …</span>}
    </>
  );
  const was = before?.total === undefined || before.total === total ? undefined : before.total;
  return (
    <>
      <span className="due">
        Due{isPartial(deal) && ", without what is not worked out"}
        {periods.length > 1 && `, ${periodsText(periods)}`}
      </span>
      {at === undefined || span !== undefined ? (
        <span className={className} data-testid="total">
          {what}
        </span>
      ) : (
        <button type="button" className={className} data-testid="total" title="Why this figure" onClick={() => onWhy(at)}>
          {what}
        </button>
      )}
      {was !== undefined && <span className="was">was {moneyText(was)}</span>}
    </>
  );
}
