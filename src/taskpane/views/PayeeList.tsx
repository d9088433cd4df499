import { ChevronRightRegular } from "@fluentui/react-icons";
import { Button } from "@fluentui/react-components";
import { useState } from "react";
import type { Deal, Payee } from "../../deal/deal";
import { moneyText, roundShareText } from "../amountText";
import { payable } from "../dealState";

interface Props {
  readonly deal: Deal;
  readonly before: Deal | undefined;
  /** By its place in the list. */
  readonly onShow: (payee: number) => void;
}

/** So many payees are shown at first. */
const FIRST = 12;

/** Who is paid, and which part of the whole that is. */
export function PayeeList({ deal, before, onShow }: Props) {
  const [isAll, setAll] = useState(false);
  const { payees, total, currency } = deal;
  const isOpen = payable(deal) !== undefined;
  const shown = isAll ? payees : payees.slice(0, FIRST);
  if (payees.length === 0) return null;
  return (
    <section aria-labelledby="due" className="block">
      <h3 id="due" className="blockTitle" tabIndex={-1}>
        Due{currency !== "" && <span className="unit"> {currency}</span>}
      </h3>
      <ul className="payees">
        {shown.map((payee, i) => (
          <li key={`${payee.label}-${i}`}>
            <PayeeRow payee={payee} index={i} total={total} was={before?.payees.find(({ label }) => label === payee.label)?.total} isOpen={isOpen} onShow={onShow} />
          </li>
        ))}
      </ul>
      {payees.length > shown.length && (
        <Button size="small" appearance="subtle" onClick={() => setAll(true)}>
          Show all {payees.length} payees
        </Button>
      )}
    </section>
  );
}

interface RowProps {
  readonly payee: Payee;
  readonly index: number;
  readonly total: number | undefined;
  readonly was: number | undefined;
  /** Other answers pay something else. */
  readonly isOpen: boolean;
  /** By its place in the list. */
  readonly onShow: (payee: number) => void;
}

function PayeeRow({ payee: { label, total: own }, index, total, was, isOpen, onShow }: RowProps) {
  const share = own === undefined || total === undefined || total === 0 ? undefined : own / total;
  return (
    <button type="button" className="payee" data-payee={index} onClick={() => onShow(index)}>
      <span className="label">{label === "" ? "no name" : label}</span>
      <span className={`amount${isOpen ? " pale" : ""}`}>{own === undefined ? "not worked out" : moneyText(own)}</span>
      <span className="share">{share === undefined ? "" : roundShareText(share)}</span>
      <ChevronRightRegular />
      <span className="shareBar" aria-hidden="true">
        <span style={{ inlineSize: `${Math.max(0, Math.min(1, share ?? 0)) * 100}%` }} />
      </span>
      {was !== undefined && was !== own && <span className="was">was {moneyText(was)}</span>}
    </button>
  );
}
