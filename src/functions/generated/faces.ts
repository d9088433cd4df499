// Generated from the JSDoc of the faces (npm run generate). Do not edit.
import { minGuarantee, minGuaranteeLines } from "../minGuarantee";
import { netRevenue, netRevenueLines } from "../netRevenue";
import { npvRoyalty, npvRoyaltyLines } from "../npvRoyalty";
import { prorata, prorataLines } from "../prorata";
import { recoup, recoupLines } from "../recoup";
import { tieredRoyalty, tieredRoyaltyLines } from "../tieredRoyalty";
import { usageFee, usageFeeLines } from "../usageFee";
import { version } from "../version";
import { waterfall, waterfallLines, waterfallPayees } from "../waterfall";
import { withholding, withholdingLines } from "../withholding";

/** The code of every function, by its name. */
export const faces = {
  "DEAL.MINGUARANTEE": minGuarantee,
  "DEAL.MINGUARANTEE.LINES": minGuaranteeLines,
  "DEAL.NETREVENUE": netRevenue,
  "DEAL.NETREVENUE.LINES": netRevenueLines,
  "DEAL.NPV_ROYALTY": npvRoyalty,
  "DEAL.NPV_ROYALTY.LINES": npvRoyaltyLines,
  "DEAL.PRORATA": prorata,
  "DEAL.PRORATA.LINES": prorataLines,
  "DEAL.RECOUP": recoup,
  "DEAL.RECOUP.LINES": recoupLines,
  "DEAL.TIEREDROYALTY": tieredRoyalty,
  "DEAL.TIEREDROYALTY.LINES": tieredRoyaltyLines,
  "DEAL.USAGEFEE": usageFee,
  "DEAL.USAGEFEE.LINES": usageFeeLines,
  "DEAL.VERSION": version,
  "DEAL.WATERFALL": waterfall,
  "DEAL.WATERFALL.LINES": waterfallLines,
  "DEAL.WATERFALL.PAYEES": waterfallPayees,
  "DEAL.WITHHOLDING": withholding,
  "DEAL.WITHHOLDING.LINES": withholdingLines,
};
