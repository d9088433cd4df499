import { Button } from "@fluentui/react-components";
import { ChevronLeftRegular } from "@fluentui/react-icons";
import { useEffect, useRef } from "react";
import type { CellRange } from "../../host/host";
import type { Deal, Line, Payee, Source, Term } from "../../deal/deal";
import { cellAt } from "../../sheet/address";
import { amountText, moneyText } from "../amountText";
import { placeText, type Place } from "../placeText";
import { Go } from "./Go";
import { PeriodBars } from "./PeriodBars";

interface Props {
  readonly deal: Deal;
  readonly payee: Payee;
  readonly onBack: () => void;
  readonly onGo: (place: Place) => void;
}

/** So many periods are listed at once. */
const FEW_PERIODS = 12;

/** What one payee gets, period by period, and line by line where it comes from. */
export function PayeeDetail({ deal, payee, onBack, onGo }: Props) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    title.current?.closest(".paneBody")?.scrollIntoView({ block: "start" });
    title.current?.focus({ preventScroll: true });
  }, []);
  const lines = linesTo(deal, payee);
  return (
    <div
      className="deal detail"
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        onBack();
      }}
    >
      <div className="detailHead">
        <Button appearance="subtle" size="small" icon={<ChevronLeftRegular />} aria-label="Back to the deal" title="Back to the deal (Esc)" onClick={onBack} />
        <h3 className="viewTitle" ref={title} tabIndex={-1}>
          {payee.label === "" ? "no name" : payee.label}
        </h3>
        <span className="amount">
          {payee.total === undefined ? "not worked out" : moneyText(payee.total)} <span className="unit">{deal.currency}</span>
        </span>
      </div>
      <PeriodBars periods={deal.periods} values={payee.values} isUnfolded={payee.values.length <= FEW_PERIODS} />
      <section aria-labelledby="from" className="block">
        <h4 id="from" className="blockTitle">
          Where it comes from
        </h4>
        <ol className="plain lines">
          {lines.map((line, i) => (
            <LineFrom key={line.id} line={line} row={i === 0 ? payee.row : undefined} deal={deal} onGo={onGo} />
          ))}
        </ol>
      </section>
    </div>
  );
}

/** The line in which the payee stands, then those that it reads, the nearest first. */
function linesTo({ lines }: Deal, { line: last }: Payee): Line[] {
  const found: Line[] = [];
  const waiting = [last];
  for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
    const line = lines.find((one) => one.id === id);
    if (line === undefined || found.includes(line)) continue;
    found.push(line);
    waiting.push(...line.reads);
  }
  return found;
}

function LineFrom({ line, row, deal, onGo }: { readonly line: Line; readonly row: number | undefined; readonly deal: Deal; readonly onGo: Props["onGo"] }) {
  const { label, rows, unit, at, call, formula } = line;
  const own = row === undefined ? undefined : rows[row];
  const total = own === undefined ? (rows.every((one) => one.total !== undefined) ? rows.reduce((sum, one) => sum + (one.total ?? 0), 0) : undefined) : own.total;
  const place = at === undefined ? undefined : row === undefined ? at : rowOf(at, row, rows.length);
  const read = Object.values(call?.arguments ?? {}).flatMap(({ source, text }) => (source === undefined ? [] : [{ source, text }]));
  return (
    <li>
      <div className="step">
        <span className="label">{own === undefined || own.label === "" || own.label === label ? label : `${own.label}, from ${label}`}</span>
        <span className="amount">{total === undefined ? "" : amountText(total, unit)}</span>
      </div>
      <p className="formula">
        <code>{formula}</code>
      </p>
      <dl className="places">
        <dt>Stands in</dt>
        <dd>{place === undefined ? "no cell: it is worked out beside the workbook" : <Go place={place} onGo={onGo} />}</dd>
        {read.length > 0 && <dt>Reads</dt>}
        {read.map(({ source, text }, i) => (
          <SourceFrom key={i} source={source} text={text} term={deal.terms.find((term) => placeText(term.source.at) === placeText(source.at))} onGo={onGo} />
        ))}
      </dl>
    </li>
  );
}

/** Of a block of several payees the cells of one. */
function rowOf(at: CellRange, row: number, count: number): CellRange {
  if (at.bottom - at.top + 1 === count) return { ...at, top: at.top + row, bottom: at.top + row };
  if (at.right - at.left + 1 === count) return { ...at, left: at.left + row, right: at.left + row };
  return at;
}

interface SourceProps {
  readonly source: Source;
  /** As the formula writes it. */
  readonly text: string;
  readonly term: Term | undefined;
  readonly onGo: Props["onGo"];
}

function SourceFrom({ source, text, term, onGo }: SourceProps) {
  const name = source.name ?? (/^[\p{L}_][\p{L}\p{N}_.]*$/u.test(text) && cellAt(text) === undefined ? text : "");
  return (
    <dd>
      {name !== "" && `${name} `}
      <Go place={source.at} onGo={onGo} />
      {term !== undefined && <span className="reason">Why: {term.reason}</span>}
    </dd>
  );
}
