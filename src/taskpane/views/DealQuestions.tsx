import { Button, Radio, RadioGroup } from "@fluentui/react-components";
import { useEffect, useRef, useState } from "react";
import type { Deal, Question, Word } from "../../deal/deal";
import { moneyText } from "../amountText";
import type { AnsweredQuestion, DealReading } from "../dealReading";
import { isDecisive, openQuestions } from "../dealState";
import type { Place } from "../placeText";
import { Go } from "./Go";

interface Props {
  readonly deal: Deal;
  readonly reading: DealReading;
  readonly onGo: (place: Place) => void;
}

/** What only the analyst can say, one question at a time, and what each answer pays. */
export function DealQuestions({ deal, reading: { answered, answer, takeBack }, onGo }: Props) {
  const [skipped, setSkipped] = useState<readonly string[]>([]);
  const [isAll, setAll] = useState(false);
  const open = openQuestions(deal);
  const asked = open.filter((question) => isAll || isDecisive(question));
  const quiet = open.length - asked.length;
  const current = asked.find(({ id }) => !skipped.includes(id)) ?? asked[0];
  const title = useRef<HTMLHeadingElement>(null);
  const moved = useRef(false);
  useEffect(() => {
    // Whoever has answered goes on with the next question.
    if (moved.current) title.current?.focus();
    moved.current = false;
  }, [current?.id]);
  if (open.length === 0 && answered.length === 0) return null;
  const next = (question: Question, word?: Word) => {
    moved.current = true;
    // Once all have been skipped, they come round again.
    const others = asked.filter(({ id }) => id !== question.id && !skipped.includes(id));
    setSkipped(word === undefined ? (others.length > 0 ? [...skipped, question.id] : [question.id]) : skipped);
    if (word !== undefined) answer(question, word);
  };
  const done = answered.filter(({ question }) => isDecisive(question) || isAll).length;
  return (
    <section aria-labelledby="toAnswer" className="block questions">
      <h3 id="toAnswer" className="blockTitle" ref={title} tabIndex={-1}>
        To answer
        {current !== undefined && <span className="count">{` ${Math.min(done + asked.indexOf(current) + 1, done + asked.length)} of ${done + asked.length}`}</span>}
        {current === undefined && <span className="count"> nothing is left</span>}
      </h3>
      {current !== undefined && <Card key={current.id} question={current} isLast={asked.length === 1} onUse={(word) => next(current, word)} onSkip={() => next(current)} onGo={onGo} />}
      {quiet > 0 && (
        <Button size="small" appearance="subtle" onClick={() => setAll(true)}>
          {quiet} more: taken as usual, or without effect on the total
        </Button>
      )}
      {answered.length > 0 && <Answered answered={answered} onChange={takeBack} />}
    </section>
  );
}

interface CardProps {
  readonly question: Question;
  readonly isLast: boolean;
  readonly onUse: (word: Word) => void;
  readonly onSkip: () => void;
  readonly onGo: (place: Place) => void;
}

function Card({ question: { sentence, options, place, taken }, isLast, onUse, onSkip, onGo }: CardProps) {
  const [chosen, setChosen] = useState(taken === undefined ? "" : String(options.findIndex(({ answer }) => answer === taken)));
  const word = options[Number(chosen === "" ? NaN : chosen)]?.answer;
  return (
    <div className="card">
      <p id="question" className="asked">
        {sentence} {place !== undefined && <Go place={place} onGo={onGo} />}
      </p>
      <RadioGroup aria-labelledby="question" value={chosen} onChange={(_, { value }) => setChosen(value)} className="options">
        {options.map(({ label, pays, evidence }, i) => (
          <Radio
            key={i}
            value={String(i)}
            label={
              <span className="option">
                <span className="label">{label}</span> <span className="amount">{pays === undefined ? "not worked out" : moneyText(pays)}</span>
                {evidence !== undefined && <span className="evidence">{evidence}</span>}
              </span>
            }
          />
        ))}
      </RadioGroup>
      <div className="actions">
        {!isLast && (
          <Button size="small" onClick={onSkip}>
            Skip
          </Button>
        )}
        <Button size="small" appearance="primary" disabledFocusable={word === undefined} onClick={() => word !== undefined && onUse(word)}>
          {isLast ? "Use" : "Use, and next"}
        </Button>
      </div>
    </div>
  );
}

function Answered({ answered, onChange }: { readonly answered: readonly AnsweredQuestion[]; readonly onChange: (question: Question) => void }) {
  return (
    <details>
      <summary>Answered ({answered.length})</summary>
      <ul className="plain">
        {answered.map(({ question, word }) => (
          <li key={question.id}>
            {question.sentence} <strong>{question.options.find(({ answer }) => answer === word)?.label ?? String(word)}</strong>{" "}
            <Button size="small" appearance="subtle" aria-label={`Answer again: ${question.sentence}`} onClick={() => onChange(question)}>
              Answer again
            </Button>
          </li>
        ))}
      </ul>
    </details>
  );
}
