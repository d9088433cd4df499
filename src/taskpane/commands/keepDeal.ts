import type { Answers, Deal } from "../../deal/deal";
import { keptIn, keptSheet, keptToReplace } from "../../deal/keptAnswers";
import type { Host, Written } from "../../host/host";
import type { Workbook } from "../../sheet/workbook";

/** Writes the answers to the sheet Deal, in place of what was kept there before. Refuses over a sheet of that name that somebody else has made. */
export async function keepDeal(host: Host, workbook: Workbook, deal: Deal, answers: Answers): Promise<Written> {
  const { questions, formulas } = keptIn(workbook);
  return host.write({ sheets: [keptSheet({ ...deal, questions: [...deal.questions, ...questions] }, answers, formulas)], names: [] }, keptToReplace(workbook));
}
