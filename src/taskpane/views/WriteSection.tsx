import { Button, Spinner } from "@fluentui/react-components";
import { useState, type ReactNode } from "react";
import { listed } from "../../deal/sentences/phrases";
import type { Host, Written } from "../../host/host";
import type { DealReading } from "../dealReading";
import { messageOf } from "../messageOf";

/** What writing has come to. */
interface Outcome {
  readonly said: string;
  readonly back?: WayBack;
}

/** How what was written is taken back. */
interface WayBack {
  readonly label: string;
  /** As long as these stand. */
  readonly sheets: readonly string[];
  /** Says what has been done. */
  readonly take: () => Promise<string>;
}

type State = Partial<Outcome> & { readonly isBusy?: true; readonly isRefusal?: true };

export type WritingState = State & {
  /** Writes, and shows what comes of it. */
  readonly write: (action: () => Promise<Outcome>) => void;
};

/** What a view writes into the workbook, and may take back as long as it stands there. */
export function useWriting({ workbook, isReading }: DealReading): WritingState {
  const [last, setState] = useState<State>({});
  // Undo, and whoever deletes the sheet, takes away what would be told of it.
  const isGone = !isReading && last.back?.sheets.some((name) => workbook?.sheet(name) === undefined) === true;
  const state = isGone ? {} : last;
  const { back } = state;
  const write = (action: () => Promise<Outcome>) => {
    setState({ ...(back && { back }), isBusy: true });
    action().then(setState, (fault: unknown) => setState({ ...(back && { back }), said: messageOf(fault), isRefusal: true }));
  };
  return { ...state, write };
}

/** Sheets that were added are taken away again. */
export function takenAway(host: Host, written: Written): WayBack {
  const sheets = written.sheets.map(({ name }) => name);
  const take = async () => {
    await host.remove(written);
    return sheets.length === 1 ? `The sheet ${sheets.join("")} is gone again.` : `The sheets ${listed(sheets)} are gone again.`;
  };
  return { label: "Take it away again", sheets, take };
}

interface Props {
  readonly label: string;
  readonly hint: ReactNode;
  readonly writing: WritingState;
  /** The button that writes. */
  readonly children: ReactNode;
}

/** Says what will be written, writes it, and offers to take it back. */
export function WriteSection({ label, hint, writing: { isBusy, isRefusal, said, back, write }, children }: Props) {
  return (
    <section aria-label={label} className="block keep">
      {hint !== undefined && <div className="hint">{hint}</div>}
      <div className="actions">
        {children}
        {isBusy && <Spinner size="tiny" label="Writing" />}
        {back !== undefined && (
          <Button size="small" disabledFocusable={isBusy === true} onClick={() => write(async () => ({ said: await back.take() }))}>
            {back.label}
          </Button>
        )}
      </div>
      <p role="status" className={isRefusal ? "refusal" : "hint"}>
        {said ?? ""}
      </p>
    </section>
  );
}
