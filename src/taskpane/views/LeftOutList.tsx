import type { LeftOut } from "../../deal/deal";
import { placeOf, type Place } from "../placeText";
import { Go } from "./Go";

interface Props {
  readonly leftOut: readonly LeftOut[];
  readonly onGo: (place: Place) => void;
}

/** What was looked at and is no part of the deal, folded away: each with the reason. */
export function LeftOutList({ leftOut, onGo }: Props) {
  if (leftOut.length === 0) return null;
  return (
    <details className="block">
      <summary className="blockTitle">Not part of the deal ({leftOut.length})</summary>
      <ul className="plain">
        {leftOut.map(({ source, reason }, i) => (
          <li key={i}>
            <Go place={placeOf(source)} {...(source.name === undefined ? {} : { text: source.name })} onGo={onGo} /> <span className="hint">{reason}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
