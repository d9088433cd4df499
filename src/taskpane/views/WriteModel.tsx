import { Button } from "@fluentui/react-components";
import type { Deal } from "../../deal/deal";
import { modelIn, notWritten } from "../../deal/modelWriting";
import type { Host } from "../../host/host";
import { counted } from "../amountText";
import { writeModel } from "../commands/writeModel";
import type { DealReading } from "../dealReading";
import type { Place } from "../placeText";
import { ModelAnewSection } from "./ModelAnewSection";
import { WriteSection, takenAway, useWriting } from "./WriteSection";

interface Props {
  readonly host: Host;
  readonly deal: Deal;
  readonly reading: DealReading;
  readonly onGo: (place: Place) => void;
}

/** Puts a proposed deal into the workbook as formulas that both sides can read; says beforehand what will be written where. */
export function WriteModel({ host, deal, reading, onGo }: Props) {
  const { workbook, answers } = reading;
  const writing = useWriting(reading);
  const { back, isBusy = false } = writing;
  const model = workbook && modelIn(workbook)?.name;
  if (workbook === undefined || (model === undefined && deal.state === "read")) return null;
  if (model !== undefined && back === undefined) return <ModelAnewSection host={host} reading={reading} model={model} onGo={onGo} />;
  if (model !== undefined)
    return (
      <WriteSection label="Model" hint={undefined} writing={writing}>
        <Button size="small" disabledFocusable={isBusy} onClick={() => onGo({ sheet: model, top: 1, left: 1, bottom: 1, right: 1 })}>
          Go to the model
        </Button>
      </WriteSection>
    );
  const reason = notWritten(deal);
  const lines = deal.lines.reduce((all, { rows }) => all + rows.length, 0);
  const write = async () => {
    const { sheet, written } = await writeModel(host, workbook, deal, answers);
    return { said: `Written on the sheet ${sheet}. The deal is read from there now.`, back: takenAway(host, written) };
  };
  return (
    <WriteSection
      label="Model"
      hint={
        reason ??
        `Writes the deal as formulas on a sheet Model: ${counted(lines, "row")}, ${counted(deal.periods.length, "period")}, with totals and checks. The words of the contract stand on a sheet Deal, where they can be changed. Nothing else is written.`
      }
      writing={writing}
    >
      <Button size="small" disabledFocusable={isBusy || reason !== undefined} onClick={() => writing.write(write)}>
        Write the model
      </Button>
    </WriteSection>
  );
}
