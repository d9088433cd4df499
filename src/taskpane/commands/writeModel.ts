import type { Answers, Deal } from "../../deal/deal";
import { KEPT_SHEET } from "../../deal/keptAnswers";
import type { ModelAnew } from "../../deal/modelAnew";
import { modelWriting } from "../../deal/modelWriting";
import type { Host, Written } from "../../host/host";
import { sameName, type Workbook } from "../../sheet/workbook";

/** The deal as sheets of the workbook: Model, and the words it reads on the sheet Deal, in place of what was kept there. Gives what may be taken away again: answers that were kept before stay. */
export async function writeModel(host: Host, workbook: Workbook, deal: Deal, answers: Answers): Promise<{ readonly sheet: string; readonly written: Written }> {
  const { sheet, writing, replacing } = modelWriting(workbook, deal, answers);
  const { sheets, ...written } = await host.write(writing, replacing);
  return { sheet, written: { ...written, sheets: replacing === undefined ? sheets : sheets.filter(({ name }) => !sameName(name, KEPT_SHEET)) } };
}

/** A model anew, in place of the one that stands there. Gives how it is put back. */
export async function writeAnew(host: Host, { writing, replacing, before }: ModelAnew): Promise<() => Promise<void>> {
  const written = await host.write(writing, replacing);
  return async () => {
    await host.write(before, written);
  };
}
