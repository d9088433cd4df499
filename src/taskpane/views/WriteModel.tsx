import { Button, Spinner } from "@fluentui/react-components";
import { useState } from "react";
import type { Deal } from "../../deal/deal";
import { notWritten } from "../../deal/modelWriting";
import type { Host, Written } from "../../host/host";
import { counted } from "../amountText";
import { writeModel } from "../commands/writeModel";
import type { DealReading } from "../dealReading";
import type { Place } from "../placeText";

interface Props {
  readonly host: Host;
  readonly deal: Deal;
  readonly reading: DealReading;
  readonly onGo: (place: Place) => void;
}

interface Model {
  readonly sheet: string;
  readonly written: Written;
}

type State = { readonly model?: Model; readonly isBusy?: true; readonly said?: string; readonly isRefusal?: true };

/** Puts a proposed deal into the workbook as formulas that both sides can read; says beforehand what will be written where. */
export function WriteModel({ host, deal, reading: { workbook, answers }, onGo }: Props) {
  const [state, setState] = useState<State>({});
  const { model, isBusy = false } = state;
  if (workbook === undefined || (model === undefined && deal.state === "read")) return null;
  const reason = model === undefined ? notWritten(workbook, deal) : undefined;
  const refused = (fault: unknown) => setState({ ...(model && { model }), said: fault instanceof Error ? fault.message : String(fault), isRefusal: true });
  const write = async () => {
    setState({ isBusy: true });
    const model = await writeModel(host, workbook, deal, answers);
    setState({ model, said: `Written on the sheet ${model.sheet}. The deal is read from there now.` });
  };
  const takeAway = async ({ sheet, written }: Model) => {
    setState({ ...(model && { model }), isBusy: true });
    await host.remove(written);
    setState({ said: `The sheet ${sheet} is gone again.` });
  };
  const lines = deal.lines.reduce((all, { rows }) => all + rows.length, 0);
  return (
    <section aria-label="Model" className="block keep">
      <p className="hint">{model === undefined && (reason ?? `Writes the deal as formulas on a sheet Model: ${counted(lines, "row")}, ${counted(deal.periods.length, "period")}, with totals and checks. The words of the contract stand on a sheet Deal, where they can be changed. Nothing else is written.`)}</p>
      <div className="actions">
        <Button size="small" disabledFocusable={isBusy || reason !== undefined} onClick={() => (model === undefined ? void write().catch(refused) : onGo({ sheet: model.sheet, top: 1, left: 1, bottom: 1, right: 1 }))}>
          {model === undefined ? "Write the model" : "Go to the model"}
        </Button>
        {isBusy && <Spinner size="tiny" label="Writing" />}
        {model !== undefined && (
          <Button size="small" disabledFocusable={isBusy} onClick={() => void takeAway(model).catch(refused)}>
            Take it away again
          </Button>
        )}
      </div>
      <p role="status" className={state.isRefusal ? "refusal" : "hint"}>
        {state.said ?? ""}
      </p>
    </section>
  );
}
