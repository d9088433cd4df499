import { Button } from "@fluentui/react-components";
import type { Deal } from "../../deal/deal";
import { KEPT_SHEET } from "../../deal/keptAnswers";
import type { Host } from "../../host/host";
import { counted } from "../amountText";
import { keepDeal } from "../commands/keepDeal";
import type { DealReading } from "../dealReading";
import { WriteSection, takenAway, useWriting } from "./WriteSection";

interface Props {
  readonly host: Host;
  readonly deal: Deal;
  readonly reading: DealReading;
}

/** Keeps the answers in the workbook: the only thing that is written from this view. */
export function KeepDeal({ host, deal, reading }: Props) {
  const { workbook, answers, answered, isKept } = reading;
  const writing = useWriting(reading);
  const { terms } = deal;
  // What calls say needs no keeping.
  if (workbook === undefined || (answers.size === 0 && (deal.state === "read" || terms.length === 0))) return null;
  const keep = async () => {
    const isFirst = !(await host.sheets()).includes(KEPT_SHEET);
    const written = await keepDeal(host, workbook, { ...deal, questions: [...deal.questions, ...answered.map(({ question }) => question)] }, answers);
    return { said: `Written on the sheet ${KEPT_SHEET}.`, ...(isFirst && { back: takenAway(host, written) }) };
  };
  const what = [answers.size > 0 && counted(answers.size, "answer"), terms.length > 0 && `where ${counted(terms.length, "range")} of the deal ${terms.length === 1 ? "stands" : "stand"}`].filter(Boolean).join(" and ");
  return (
    <WriteSection
      label="Keep"
      hint={isKept ? `Kept on the sheet ${KEPT_SHEET}: ${what}.` : `Keep writes ${what} on a sheet ${KEPT_SHEET}. Until then nothing is written, and closing forgets the answers.`}
      writing={writing}
    >
      <Button appearance={isKept ? "secondary" : "primary"} size="small" disabledFocusable={writing.isBusy === true} onClick={() => writing.write(keep)}>
        {isKept ? "Keep again" : "Keep"}
      </Button>
    </WriteSection>
  );
}
