import { Button } from "@fluentui/react-components";
import { useState } from "react";
import { modelAnew, type ModelAnew } from "../../deal/modelAnew";
import { listed } from "../../deal/sentences/phrases";
import type { Host } from "../../host/host";
import { writeAnew } from "../commands/writeModel";
import type { DealReading } from "../dealReading";
import { messageOf } from "../messageOf";
import type { Place } from "../placeText";
import { WriteSection, useWriting } from "./WriteSection";

interface Props {
  readonly host: Host;
  readonly reading: DealReading;
  /** The sheet on which it stands. */
  readonly model: string;
  readonly onGo: (place: Place) => void;
}

/** A model that was written before: shows what writing it anew would change, and writes it. */
export function ModelAnewSection({ host, reading, model, onGo }: Props) {
  const { workbook, deals, answers } = reading;
  const writing = useWriting(reading);
  const [looked, setLooked] = useState<{ readonly of: typeof deals; readonly anew: ModelAnew | string }>();
  if (workbook === undefined) return null;
  // What was looked at before an edit says nothing after it.
  const anew = looked !== undefined && looked.of === deals ? looked.anew : undefined;
  const look = () => setLooked({ of: deals, anew: anewOf(() => modelAnew(workbook, answers)) });
  const write = async (found: ModelAnew) => {
    const putBack = await writeAnew(host, found);
    const take = async () => {
      await putBack();
      return `The sheet ${model} is as it was.`;
    };
    return { said: `The sheet ${model} is written anew.`, back: { label: "Put it back", sheets: [model], take } };
  };
  return (
    <WriteSection label="Model" hint={anew === undefined ? `The deal stands on the sheet ${model}. It can be worked out anew from the cells that it was written from.` : <Preview anew={anew} />} writing={writing}>
      <Button size="small" disabledFocusable={writing.isBusy === true} onClick={() => onGo({ sheet: model, top: 1, left: 1, bottom: 1, right: 1 })}>
        Go to the model
      </Button>
      {typeof anew === "object" && !anew.isSame ? (
        <Button size="small" appearance="primary" disabledFocusable={writing.isBusy === true} onClick={() => writing.write(() => write(anew))}>
          Write it anew
        </Button>
      ) : (
        <Button size="small" disabledFocusable={writing.isBusy === true} onClick={look}>
          See what would change
        </Button>
      )}
    </WriteSection>
  );
}

/** What would be written, or why nothing can be. */
function anewOf(found: () => ModelAnew | string): ModelAnew | string {
  try {
    return found();
  } catch (refusal) {
    return messageOf(refusal);
  }
}

function Preview({ anew }: { readonly anew: ModelAnew | string }) {
  if (typeof anew === "string") return <p className="refusal">{anew}</p>;
  const { added, gone, changed, kept, isSame } = anew;
  const told = [
    [added, "New", "lines"],
    [gone, "No longer there", "lines"],
    [changed, "Changed", "lines"],
    [kept, "Typed over, and kept", "cells"],
  ] as const;
  const any = told.filter(([places]) => places.length > 0);
  return (
    <>
      {isSame ? <p>Nothing would change.</p> : any.length === 0 && <p>Headings, units or the sheet Deal would change.</p>}
      <ul>
        {any.map(([places, what, unit]) => (
          <li key={what}>
            {what}: {places.length > MOST ? `${listed(places.slice(0, MOST - 1))} and ${places.length - MOST + 1} more ${unit}` : listed(places)}
          </li>
        ))}
      </ul>
    </>
  );
}

/** So many are told one by one. */
const MOST = 6;
