import { Button, MessageBar, MessageBarBody, MessageBarTitle, Spinner } from "@fluentui/react-components";
import { useRef, useState } from "react";
import type { Deal } from "../../deal/deal";
import type { Host } from "../../host/host";
import { moneyText } from "../amountText";
import type { DealReading } from "../dealReading";
import type { Place } from "../placeText";
import { DealProblems } from "./DealProblems";
import { DealQuestions } from "./DealQuestions";
import { DealSteps } from "./DealSteps";
import { DealWords } from "./DealWords";
import { KeepDeal } from "./KeepDeal";
import { LeftOutList } from "./LeftOutList";
import { PayeeDetail } from "./PayeeDetail";
import { PayeeList } from "./PayeeList";
import { PeriodBars, periodAmounts } from "./PeriodBars";
import { WriteModel } from "./WriteModel";
import "./deal.css";
import "./payees.css";
import "./questions.css";

interface Props {
  readonly host: Host;
  readonly reading: DealReading;
  readonly deal: Deal | undefined;
  /** With the figures from before the last change. */
  readonly before: Deal | undefined;
  readonly onChoose: (deal: Deal) => void;
  readonly onGo: (place: Place) => void;
  /** Where nothing is found: offers workbooks to start from, if there are any. */
  readonly onStart: (() => void) | undefined;
}

/** Who gets what, how it comes about, and what is still to be said about it. */
export function DealView({ host, reading, deal, before, onChoose, onGo, onStart }: Props) {
  const [shown, setShown] = useState<number | undefined>();
  const list = useRef<HTMLDivElement>(null);
  const { deals, fault, isReading } = reading;
  const payee = shown === undefined ? undefined : deal?.payees[shown];
  const back = () => {
    setShown(undefined);
    // The payee from which one came.
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(`[data-payee="${shown ?? ""}"]`)?.focus());
  };
  if (fault !== undefined && deal === undefined) return <Unreadable fault={fault} />;
  if (deals === undefined) return <Spinner size="tiny" label="Reading the workbook" className="reading" />;
  if (deal === undefined) return <NothingFound onStart={onStart} />;
  if (payee !== undefined) return <PayeeDetail deal={deal} payee={payee} onBack={back} onGo={onGo} />;
  return (
    <div className={`deal${isReading ? " stale" : ""}`} ref={list}>
      {fault !== undefined && <Unreadable fault={fault} />}
      {deals.length > 1 && <Deals deals={deals} deal={deal} onChoose={onChoose} />}
      <DealQuestions deal={deal} reading={reading} onGo={onGo} />
      <PayeeList deal={deal} before={before} onShow={setShown} />
      <PeriodBars periods={deal.periods} values={periodAmounts(deal.payees)} />
      <DealProblems deal={deal} onGo={onGo} />
      <DealSteps deal={deal} onGo={onGo} />
      <DealWords deal={deal} />
      <LeftOutList leftOut={deal.leftOut} onGo={onGo} />
      <KeepDeal host={host} deal={deal} reading={reading} />
      <WriteModel host={host} deal={deal} reading={reading} onGo={onGo} />
    </div>
  );
}

function Unreadable({ fault }: { readonly fault: string }) {
  return (
    <MessageBar intent="error" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>The deal cannot be read</MessageBarTitle>
        {fault}
      </MessageBarBody>
    </MessageBar>
  );
}

/** What a workbook needs for a deal to be found in it. */
function NothingFound({ onStart }: Pick<Props, "onStart">) {
  return (
    <div className="nothing">
      <h3 className="viewTitle">No deal found</h3>
      <p>No scale, rate or split in this workbook, and no DEAL function.</p>
      <p>
        Give the cells names that say what they are, such as <code>Net_Sales</code>, <code>Tiers</code> and <code>Split</code>: under Formulas, Define Name. Or enter a function; the tab Functions has them all. The
        workbook is read again after every change.
      </p>
      {onStart !== undefined && (
        <Button size="small" onClick={onStart}>
          Start from a template
        </Button>
      )}
    </div>
  );
}

function Deals({ deals, deal, onChoose }: { readonly deals: readonly Deal[]; readonly deal: Deal; readonly onChoose: (deal: Deal) => void }) {
  return (
    <div className="chips" role="group" aria-label="Deals in this workbook">
      {deals.map((one, i) => (
        <button key={i} type="button" aria-pressed={one === deal} onClick={() => onChoose(one)}>
          {nameOf(one, i, deals)} {one.total !== undefined && <span className="amount">{moneyText(one.total)}</span>}
        </button>
      ))}
    </div>
  );
}

/** The title, or where several have the same one, what is calculated. */
function nameOf(deal: Deal, index: number, deals: readonly Deal[]): string {
  if (deals.filter(({ title }) => title === deal.title).length === 1) return deal.title;
  return deal.lines.at(-1)?.label || `Deal ${index + 1}`;
}
