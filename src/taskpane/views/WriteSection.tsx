import { Button, Spinner } from "@fluentui/react-components";
import { useState, type ReactNode } from "react";
import { listed } from "../../deal/sentences/phrases";
import type { Host, Written } from "../../host/host";
import type { DealReading } from "../dealReading";
import { messageOf } from "../messageOf";

/** What writing has come to. */
interface Outcome {
  readonly said: string;
  /** What may be taken away again. */
  readonly written?: Written;
}

type State = Partial<Outcome> & { readonly isBusy?: true; readonly isRefusal?: true };

export type WritingState = State & {
  /** Writes, and shows what comes of it. */
  readonly write: (action: () => Promise<Outcome>) => void;
  readonly takeAway: () => void;
};

/** What a view writes into the workbook, and may take away again as long as it stands there. */
export function useWriting(host: Host, { workbook, isReading }: DealReading): WritingState {
  const [kept, setState] = useState<State>({});
  // Undo, and whoever deletes the sheet, takes away what would be told of it.
  const isGone = !isReading && kept.written?.sheets.some(({ name }) => workbook?.sheet(name) === undefined) === true;
  const state = isGone ? {} : kept;
  const { written } = state;
  const write = (action: () => Promise<Outcome>) => {
    setState({ ...(written && { written }), isBusy: true });
    action().then(setState, (fault: unknown) => setState({ ...(written && { written }), said: messageOf(fault), isRefusal: true }));
  };
  const takeAway = () => {
    if (written === undefined) return;
    const names = written.sheets.map(({ name }) => name);
    write(async () => {
      await host.remove(written);
      return { said: names.length === 1 ? `The sheet ${names.join("")} is gone again.` : `The sheets ${listed(names)} are gone again.` };
    });
  };
  return { ...state, write, takeAway };
}

interface Props {
  readonly label: string;
  readonly hint: string | undefined;
  readonly writing: WritingState;
  /** The button that writes. */
  readonly children: ReactNode;
}

/** Says what will be written, writes it, and offers to take it away again. */
export function WriteSection({ label, hint, writing: { isBusy, isRefusal, said, written, takeAway }, children }: Props) {
  return (
    <section aria-label={label} className="block keep">
      {hint !== undefined && <p className="hint">{hint}</p>}
      <div className="actions">
        {children}
        {isBusy && <Spinner size="tiny" label="Writing" />}
        {written !== undefined && (
          <Button size="small" disabledFocusable={isBusy === true} onClick={takeAway}>
            Take it away again
          </Button>
        )}
      </div>
      <p role="status" className={isRefusal ? "refusal" : "hint"}>
        {said ?? ""}
      </p>
    </section>
  );
}
