import type { Answers, Deal } from "../../deal/deal";
import { keptSheet } from "../../deal/keptAnswers";
import { keptBefore } from "../../deal/keptBefore";
import type { Host, Written } from "../../host/host";

/** Writes the answers to the sheet Deal, in place of what was kept there before. Refuses over a sheet of that name that somebody else has made. */
export async function keepDeal(host: Host, deal: Deal, answers: Answers): Promise<Written> {
  const before = await keptBefore(host);
  return host.write({ sheets: [keptSheet({ ...deal, questions: [...deal.questions, ...(before?.questions ?? [])] }, answers)], names: [] }, before?.written);
}
