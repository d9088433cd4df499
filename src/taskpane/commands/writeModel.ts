import type { Answers, Deal } from "../../deal/deal";
import { KEPT_SHEET } from "../../deal/keptAnswers";
import { keptBefore } from "../../deal/keptBefore";
import { modelOf, modelWriting } from "../../deal/modelWriting";
import type { Host, Written } from "../../host/host";
import { sameName, type Workbook } from "../../sheet/workbook";

/** The deal as sheets of the workbook: Model, and the words it reads on the sheet Deal, in place of what was kept there. Gives what may be taken away again: answers that were kept before stay. */
export async function writeModel(host: Host, workbook: Workbook, deal: Deal, answers: Answers): Promise<{ readonly sheet: string; readonly written: Written }> {
  const before = await keptBefore(host);
  const writing = modelWriting(workbook, deal, answers);
  const { sheets, ...written } = await host.write(writing, before?.written);
  return { sheet: modelOf(writing).name, written: { ...written, sheets: before === undefined ? sheets : sheets.filter(({ name }) => !sameName(name, KEPT_SHEET)) } };
}
