import { DismissCircleFilled, InfoFilled, WarningFilled } from "@fluentui/react-icons";
import type { ReactNode } from "react";
import type { Deal, Problem } from "../../deal/deal";
import { realProblems } from "../dealState";
import type { Place } from "../placeText";
import { Go } from "./Go";

interface Props {
  readonly deal: Deal;
  readonly onGo: (place: Place) => void;
}

const MARKS: Readonly<Record<Problem["kind"], ReactNode>> = {
  error: <DismissCircleFilled className="mark error" aria-label="Not worked out" />,
  warn: <WarningFilled className="mark warn" aria-label="To look at" />,
  note: <InfoFilled className="mark note" aria-label="Worth knowing" />,
};

/** What the deal lacks, and what is wrong or may be, each with the cell where it is mended. */
export function DealProblems({ deal, onGo }: Props) {
  const problems = [...realProblems(deal), ...deal.problems.filter(({ kind }) => kind === "note")];
  const missing = problems.filter(isMissing);
  return (
    <>
      <ProblemList id="missing" title="Missing" problems={missing} onGo={onGo} />
      <ProblemList id="problems" title="Problems" problems={problems.filter((problem) => !isMissing(problem))} onGo={onGo} />
    </>
  );
}

function isMissing({ code }: Problem): boolean {
  return code.startsWith("M");
}

function ProblemList({ id, title, problems, onGo }: { readonly id: string; readonly title: string; readonly problems: readonly Problem[]; readonly onGo: Props["onGo"] }) {
  if (problems.length === 0) return null;
  return (
    <section aria-labelledby={id} className="block">
      <h3 id={id} className="blockTitle" tabIndex={-1}>
        {title} <span className="count">{problems.length}</span>
      </h3>
      <ul className="plain problems">
        {problems.map(({ kind, sentence, fix, place }, i) => (
          <li key={i}>
            {MARKS[kind]}
            <p>
              {sentence} {fix !== undefined && <span className="fix">{fix}</span>} <Go place={place} onGo={onGo} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
