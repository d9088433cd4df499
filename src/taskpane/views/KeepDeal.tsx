import { Button, Spinner } from "@fluentui/react-components";
import { useState } from "react";
import type { Deal } from "../../deal/deal";
import { KEPT_SHEET } from "../../deal/keptAnswers";
import type { Host, Written } from "../../host/host";
import { counted } from "../amountText";
import { keepDeal } from "../commands/keepDeal";
import type { DealReading } from "../dealReading";

interface Props {
  readonly host: Host;
  readonly deal: Deal;
  readonly reading: DealReading;
}

type State = "idle" | "writing" | { readonly said: string; readonly isRefusal?: true; readonly written?: Written };

/** Keeps the answers in the workbook: the only thing that is written from this view. */
export function KeepDeal({ host, deal, reading: { answers, answered, isKept } }: Props) {
  const [state, setState] = useState<State>("idle");
  const { terms } = deal;
  // What calls say needs no keeping.
  if (answers.size === 0 && (deal.state === "read" || terms.length === 0)) return null;
  const refused = (fault: unknown) => setState({ said: fault instanceof Error ? fault.message : String(fault), isRefusal: true });
  const keep = async () => {
    setState("writing");
    const isFirst = !(await host.sheets()).includes(KEPT_SHEET);
    const written = await keepDeal(host, { ...deal, questions: [...deal.questions, ...answered.map(({ question }) => question)] }, answers);
    setState({ said: `Written on the sheet ${KEPT_SHEET}.`, ...(isFirst ? { written } : {}) });
  };
  const takeAway = async (written: Written) => {
    setState("writing");
    await host.remove(written);
    setState({ said: `The sheet ${KEPT_SHEET} is gone again.` });
  };
  const what = [answers.size > 0 && counted(answers.size, "answer"), terms.length > 0 && `where ${counted(terms.length, "range")} of the deal ${terms.length === 1 ? "stands" : "stand"}`].filter(Boolean).join(" and ");
  return (
    <section aria-label="Keep" className="block keep">
      <p className="hint">
        {isKept ? `Kept on the sheet ${KEPT_SHEET}: ${what}.` : `Keep writes ${what} on a sheet ${KEPT_SHEET}. Until then nothing is written, and closing forgets the answers.`}
      </p>
      <div className="actions">
        <Button appearance={isKept ? "secondary" : "primary"} size="small" disabledFocusable={state === "writing"} onClick={() => void keep().catch(refused)}>
          {isKept ? "Keep again" : "Keep"}
        </Button>
        {state === "writing" && <Spinner size="tiny" label="Writing" />}
        {typeof state === "object" && state.written !== undefined && (
          <Button size="small" onClick={() => state.written && void takeAway(state.written).catch(refused)}>
            Take it away again
          </Button>
        )}
      </div>
      <p role="status" className={typeof state === "object" && state.isRefusal ? "refusal" : "hint"}>
        {typeof state === "object" ? state.said : ""}
      </p>
    </section>
  );
}
