// Generated from the JSDoc of the files in this folder (npm run generate). Do not edit.
import type { CatalogueEntry } from "./catalogueEntry";
import { minGuarantee, minGuaranteeLines } from "./minGuarantee";
import { netRevenue, netRevenueLines } from "./netRevenue";
import { npvRoyalty, npvRoyaltyLines } from "./npvRoyalty";
import { prorata, prorataLines } from "./prorata";
import { recoup, recoupLines } from "./recoup";
import { tieredRoyalty, tieredRoyaltyLines } from "./tieredRoyalty";
import { usageFee, usageFeeLines } from "./usageFee";
import { version } from "./version";
import { waterfall, waterfallLines, waterfallPayees } from "./waterfall";
import { withholding, withholdingLines } from "./withholding";

/** Every function of the namespace DEAL. */
export const catalogue: readonly CatalogueEntry[] = [
  {
    "name": "DEAL.MINGUARANTEE",
    "description": "What is payable under a minimum guarantee whose shortfalls are recouped from later earnings above it (minimum rent and short-workings).",
    "remarks": "**Each period**: (1) A credit (negative earnings) brought forward comes off what is earned; what is then below 0 is carried on, and the earnings are 0. A credit never lapses and is no shortfall. (2) Earnings under the guarantee leave a shortfall, earnings above it an excess. (3) The excess recoups open shortfalls, oldest first. Payable is the higher of earnings and guarantee, less what is recouped: never under the guarantee. (4) Shortfalls whose window is over lapse.\n\n| window | a shortfall of period t is recouped | and lapses |\n|---|---|---|\n| `\"none\"` | not at all | at once |\n| `\"life\"` | in every later period | never |\n| `\"first n\"` | in later periods up to period n of the data | at the close of period n; after it at once |\n| `\"rolling n\"` | in the periods t + 1 to t + n | at the close of period t + n |\n\n**What does a blank do?** A blank period of `earned` counts as 0: the whole guarantee is a shortfall. A blank guarantee in a range is 0: none in that period. A blank opening shortfall is 0 in its place. The window must be given.\n\n**A negative?** Negative earnings are a credit: the guarantee is payable all the same, and the credit comes off what is earned later, before that is held against its guarantee. Negative guarantees and opening shortfalls are refused. To bring a credit in, make it a first period with a guarantee of 0.\n\n**Earnings exactly on the guarantee?** Leave neither shortfall nor excess. In the last period of its window a shortfall is still recouped; what is then left of it lapses.\n\n**A rate typed as 8 for 8%?** There are no rates here.\n\n**Which periods restart?** None: shortfalls run on as `window` says. `\"first n\"` counts from the first period given, `\"rolling n\"` from each shortfall's own. Earlier excess never meets a later guarantee: that is an advance, and another clause.\n\n**A yearly guarantee on quarterly royalties** holds the sum of the year against it: add up the four quarters, and what is payable for the year less what they have paid is due at its end (20, 30, 10 and 25 under 100: 15). Do not write it as 0, 0, 0 and 100: each guarantee is that of its own period, and the last quarter would be paid up to 100 whatever the others earned.\n\n**When is it rounded?** Never: nothing is multiplied, so amounts in cents stay in cents.\n\n**What if the earnings are all 0?** The guarantee is payable in each period.\n\n**What is different from Excel's own functions?** Excel has none for guarantees. `=MAX(earned,guarantee)` is the window `\"none\"`, as long as nothing earned is negative.\n\n**How do I write it by hand in plain Excel?** A corkscrew: `opening` = the last closing, `recouped = MIN(opening,MAX(0,earned-guarantee))`, `closing = opening+MAX(0,guarantee-earned)-recouped-lapsed`, `payable = MAX(earned,guarantee)-recouped`. For `\"rolling n\"` one such line for each age, the oldest recouped first.\n\n**Where can I see the working?** `=DEAL.MINGUARANTEE.LINES(…)` with the same arguments.",
    "parameters": [
      {
        "name": "earned",
        "description": "The royalties earned, in money: one amount, or a row or column with one for each period. Returns beyond a period's sales are negative.",
        "optional": false
      },
      {
        "name": "guarantee",
        "description": "The minimum of each period, 0 or more: one amount for all, or one for each period, laid out as the earned. 0: none in that period.",
        "optional": false
      },
      {
        "name": "window",
        "description": "Until when a shortfall is recouped: \"none\", \"life\" (for good), \"first 3\" (up to period 3) or \"rolling 2\" (in the 2 periods after its own), with any whole number. Must always be given.",
        "optional": false
      },
      {
        "name": "opening",
        "description": "Shortfalls from before the first period that can still be recouped, 0 or more, oldest first: one amount, or a row or column; the last arose in the period just before.",
        "optional": true
      }
    ],
    "returns": "What is payable in each period, laid out as the earned.",
    "examples": [
      {
        "formula": "=DEAL.MINGUARANTEE({60;90;130;170}, 100, \"none\")",
        "answer": "{100;100;130;170}"
      },
      {
        "formula": "=DEAL.MINGUARANTEE({60;90;130;170}, 100, \"life\")",
        "answer": "{100;100;100;150}"
      },
      {
        "formula": "=DEAL.MINGUARANTEE({60;90;130;170}, 100, \"first 3\")",
        "answer": "{100;100;100;170}"
      },
      {
        "formula": "=DEAL.MINGUARANTEE({60,90,130,170}, 100, \"rolling 1\")",
        "answer": "{100,100,120,170}"
      },
      {
        "formula": "=DEAL.MINGUARANTEE({60;90;130;170}, {100;0;100;100}, \"life\")",
        "answer": "{100;50;130;170}"
      },
      {
        "formula": "=DEAL.MINGUARANTEE(SUM({20;30;10;25}), 100, \"none\")-SUM({20;30;10;25})",
        "answer": "15"
      },
      {
        "formula": "=DEAL.MINGUARANTEE({-50;300}, 100, \"none\")",
        "answer": "{100;250}"
      },
      {
        "formula": "=DEAL.MINGUARANTEE({-50;300}, 100, \"life\")",
        "answer": "{100;150}"
      },
      {
        "formula": "=DEAL.MINGUARANTEE({150;150}, 100, \"rolling 2\", {40;30})",
        "answer": "{100;130}"
      },
      {
        "formula": "=DEAL.MINGUARANTEE({60;90}, 100, \"yearly\")",
        "answer": "#VALUE! \"yearly\" is not one of the words \"none\", \"life\", \"first n\", \"rolling n\", with n a whole number of periods from 1 on, as in \"first 3\" (window)."
      },
      {
        "formula": "=DEAL.MINGUARANTEE({60;90}, 100)",
        "answer": "#VALUE! This argument must be given: \"none\", \"life\", \"first n\", \"rolling n\", with n a whole number of periods (window)."
      },
      {
        "formula": "=DEAL.MINGUARANTEE({60;90}, {100;-100}, \"life\")",
        "answer": "#VALUE! The guarantee -100 is negative; it must be 0 or more (guarantee, period 2)."
      },
      {
        "formula": "=DEAL.MINGUARANTEE({60;90}, {100,100}, \"life\")",
        "answer": "#VALUE! There are 2 guarantees for 2 periods, but not in the same direction; give one amount, or one for each period beside the earned (guarantee)."
      },
      {
        "formula": "=DEAL.MINGUARANTEE(150, 100, \"rolling 2\", {20;40;30})",
        "answer": "#VALUE! The opening shortfall 20 arose 3 periods before period 1 and has lapsed in the window \"rolling 2\"; leave out all but the last 2 (opening, period 1)."
      }
    ],
    run: minGuarantee
  },
  {
    "name": "DEAL.MINGUARANTEE.LINES",
    "description": "The statement behind MINGUARANTEE: earned, credit, earnings, guarantee, shortfall, excess, what of the open shortfalls is recouped and lapses, payable, and a check that is 0.",
    "remarks": "Opening + shortfall − recouped − lapsed = closing, where opening and closing are the shortfalls that can still be recouped. Payable = the higher of earnings and guarantee − recouped. Check: payable − earned − rise in credit − rise in open shortfalls − lapsed.",
    "parameters": [
      {
        "name": "earned",
        "description": "The royalties earned, in money: one amount, or a row or column with one for each period. Returns beyond a period's sales are negative.",
        "optional": false
      },
      {
        "name": "guarantee",
        "description": "The minimum of each period, 0 or more: one amount for all, or one for each period, laid out as the earned. 0: none in that period.",
        "optional": false
      },
      {
        "name": "window",
        "description": "Until when a shortfall is recouped: \"none\", \"life\" (for good), \"first 3\" (up to period 3) or \"rolling 2\" (in the 2 periods after its own), with any whole number. Must always be given.",
        "optional": false
      },
      {
        "name": "opening",
        "description": "Shortfalls from before the first period that can still be recouped, 0 or more, oldest first: one amount, or a row or column; the last arose in the period just before.",
        "optional": true
      }
    ],
    "returns": "A header row and the lines of the statement, a column for each period; turned when the periods run down.",
    "examples": [
      {
        "formula": "=DEAL.MINGUARANTEE.LINES({-50,90,130,170}, 100, \"rolling 2\")",
        "answer": "{\"Line\",1,2,3,4;\"earned\",-50,90,130,170;\"credit opening\",0,50,0,0;\"credit closing\",50,0,0,0;\"earnings\",0,40,130,170;\"guarantee\",100,100,100,100;\"shortfall\",100,60,0,0;\"excess\",0,0,30,70;\"opening\",0,100,160,60;\"recouped\",0,0,30,60;\"lapsed\",0,0,70,0;\"closing\",100,160,60,0;\"payable\",100,100,100,110;\"check\",0,0,0,0}"
      },
      {
        "formula": "=DEAL.MINGUARANTEE.LINES({60,90}, 100, \"first 0\")",
        "answer": "#VALUE! \"first 0\" is not one of the words \"none\", \"life\", \"first n\", \"rolling n\", with n a whole number of periods from 1 on, as in \"first 3\" (window)."
      }
    ],
    run: minGuaranteeLines
  },
  {
    "name": "DEAL.NETREVENUE",
    "description": "Net revenue as the contract defines it: gross less exclusions and less deductions as far as they are allowed.",
    "remarks": "**Each period**: (1) Each deduction is cut to its Cap rate × gross or its Cap amount; with both, to the lower. (2) If together they still exceed `cap` × gross, those above 0 are cut in proportion to what (1) left. (3) Net = gross − exclusions − allowed deductions − the deficit brought forward.\n\n| Kind | what it is | cap |\n|---|---|---|\n| `exclusion` | never was revenue: sales tax, refunds, chargebacks | none: it comes off in full |\n| `deduction` | a cost that the contract lets the licensee take off: freight, commission, processing fees | as the table says |\n\n**On which gross?** Rate caps, and `cap`, are on gross before exclusions, and 0 where gross is negative. A cap on gross less refunds: subtract the refunds in the sheet.\n\n**Columns.** Without a header row: Line, Kind, Cap rate, Cap amount, then the amounts. With one, the first columns may stand in any order (Line may be headed Name, Item or Deduction, Kind may be headed Type); the last ones are the periods, whatever is written over them but a column's name. Without a header row a range selected a column short takes an amount for a cap: better give one. Rows at the end that are empty or 0 are ignored.\n\n**What does a blank do?** A blank amount, or a blank period of gross, counts as 0. A blank cap, and a cap of 0, is no cap: what is not to be deducted at all is left out of the table. A blank Kind is refused.\n\n**A negative?** A negative deduction or exclusion gives back: it is added in full, and makes room for others under `cap`. Where gross is negative a rate cap is 0: a capped deduction is then not allowed, and under `cap` all together come to no more than what is given back. A net below 0 is carried or floored, as `negative` says. Negative caps and a negative opening deficit are refused.\n\n**A deduction exactly on its cap?** Is allowed in full; what is above is disallowed, for good.\n\n**A rate typed as 8 for 8%?** Refused: a cap rate is a fraction, 0 to 1.\n\n**Which periods restart?** Every one: caps are of the period. Only a deficit is carried, under `\"carry\"`.\n\n**When is it rounded?** Only if `decimals` is a number, half away from zero: each answer by itself. The deficit is carried unrounded.\n\n**What if the deductions are all 0?** Net revenue is gross, or what a deficit leaves of it. (There are no weights here.)\n\n**What is different from Excel's own functions?** Excel has none for it. `gross-SUM(deductions)` knows no cap, and goes below 0.\n\n**How do I write it by hand in plain Excel?** One deduction of 5% at most: `left = gross-exclusions-MIN(freight,5%*MAX(0,gross))`. More than one under a common cap: `left = gross-exclusions-MIN(SUM(allowed),cap*MAX(0,gross))`. Floored: `=MAX(0,left)`. Carried: `=MAX(0,left-deficit_before)`, and a line for the deficit, `=MAX(0,deficit_before-left)`.\n\n**Where can I see the working?** `=DEAL.NETREVENUE.LINES(…)` with the same arguments.",
    "parameters": [
      {
        "name": "gross",
        "description": "The gross revenue: one amount, or a row or column with one for each period.",
        "optional": false
      },
      {
        "name": "deductions",
        "description": "A table, periods always across: Line, Kind (\"exclusion\" or \"deduction\"), Cap rate, Cap amount (both may be missing), then an amount for each period. What is deducted is positive.",
        "optional": false
      },
      {
        "name": "cap",
        "description": "The most that all deductions of a period together may come to, as a fraction of gross (10% is 0.1). 0 (default): no such cap.",
        "optional": true
      },
      {
        "name": "negative",
        "description": "What becomes of a net below 0: \"carry\" (the answer is 0 and the deficit comes off later periods) or \"floor\" (0, the rest is lost). Must be given when there is more than one period.",
        "optional": true
      },
      {
        "name": "opening",
        "description": "A deficit brought in from before the first period, 0 or more; only with \"carry\".",
        "optional": true
      },
      {
        "name": "decimals",
        "description": "Decimal places, 0 to 9, to which each answer is rounded; \"exact\" (default) rounds nothing.",
        "optional": true
      }
    ],
    "returns": "The net revenue of each period, laid out as the gross.",
    "examples": [
      {
        "formula": "=DEAL.NETREVENUE(100000, {\"VAT\",\"exclusion\",0,0,10000;\"Freight\",\"deduction\",0.05,0,8000;\"Commission\",\"deduction\",0,4000,3000;\"Packaging\",\"deduction\",0,0,6000})",
        "answer": "76000"
      },
      {
        "formula": "=DEAL.NETREVENUE(100000, {\"VAT\",\"exclusion\",0,0,10000;\"Freight\",\"deduction\",0.05,0,8000;\"Commission\",\"deduction\",0,4000,3000;\"Packaging\",\"deduction\",0,0,6000}, 0.1)",
        "answer": "80000"
      },
      {
        "formula": "=DEAL.NETREVENUE({100,50,200}, {\"Refunds\",\"exclusion\",20,90,0}, , \"carry\")",
        "answer": "{80,0,160}"
      },
      {
        "formula": "=DEAL.NETREVENUE({100;50;200}, {\"Refunds\",\"exclusion\",20,90,0}, , \"floor\")",
        "answer": "{80;0;200}"
      },
      {
        "formula": "=DEAL.NETREVENUE({100,50,200}, {\"Refunds\",\"exclusion\",20,90,0}, , \"carry\", 30)",
        "answer": "{50,0,160}"
      },
      {
        "formula": "=DEAL.NETREVENUE({-40,100}, {\"Kind\",\"Line\",\"Cap rate\",\"Q1\",\"Q2\";\"deduction\",\"Freight\",0.05,3,8}, , \"carry\")",
        "answer": "{0,55}"
      },
      {
        "formula": "=DEAL.NETREVENUE(99.99, {\"Fees\",\"deduction\",0.035,5}, , , , 2)",
        "answer": "96.49"
      },
      {
        "formula": "=DEAL.NETREVENUE({100,50}, {\"Refunds\",\"exclusion\",20,90})",
        "answer": "#VALUE! With more than one period, say what becomes of a net below 0: \"carry\" (it comes off later periods) or \"floor\" (it is lost) (negative)."
      },
      {
        "formula": "=DEAL.NETREVENUE(100, {\"VAT\",\"exclusion\",0.05,0,10})",
        "answer": "#VALUE! An exclusion has no cap, for it was never revenue; clear the cap, or make it a deduction (deductions, row 1, Cap rate)."
      },
      {
        "formula": "=DEAL.NETREVENUE(100, {\"Freight\",\"deduction\",5,0,8})",
        "answer": "#VALUE! The rate 5 is 500%; was a percentage typed as a whole number? 5% is 0.05 (deductions, row 1, Cap rate)."
      },
      {
        "formula": "=DEAL.NETREVENUE(100, {\"Freight\",\"cost\",8})",
        "answer": "#VALUE! \"cost\" is not one of the words \"exclusion\", \"deduction\" (deductions, row 1, Kind)."
      },
      {
        "formula": "=DEAL.NETREVENUE(100, {\"Freight\",\"deduction\",8}, , \"floor\", 50)",
        "answer": "#VALUE! With \"floor\" a deficit is lost, and none is brought in; leave opening out, or say \"carry\" (opening)."
      },
      {
        "formula": "=DEAL.NETREVENUE({100,200}, {\"Freight\",8}, , \"carry\")",
        "answer": "#VALUE! The table has 2 columns; it needs Line and Kind, then Cap rate and Cap amount where there are caps, and then 2 columns of amounts, one for each period (deductions)."
      }
    ],
    run: netRevenue
  },
  {
    "name": "DEAL.NETREVENUE.LINES",
    "description": "The statement behind NETREVENUE: gross, exclusions, what is claimed, allowed and disallowed of each deduction, the deficit, and a check that is 0.",
    "remarks": "For each deduction: allowed + disallowed = claimed. Check: gross − exclusions − allowed − opening deficit + closing deficit + floored + rounding − net.",
    "parameters": [
      {
        "name": "gross",
        "description": "The gross revenue: one amount, or a row or column with one for each period.",
        "optional": false
      },
      {
        "name": "deductions",
        "description": "A table, periods always across: Line, Kind (\"exclusion\" or \"deduction\"), Cap rate, Cap amount (both may be missing), then an amount for each period. What is deducted is positive.",
        "optional": false
      },
      {
        "name": "cap",
        "description": "The most that all deductions of a period together may come to, as a fraction of gross (10% is 0.1). 0 (default): no such cap.",
        "optional": true
      },
      {
        "name": "negative",
        "description": "What becomes of a net below 0: \"carry\" (the answer is 0 and the deficit comes off later periods) or \"floor\" (0, the rest is lost). Must be given when there is more than one period.",
        "optional": true
      },
      {
        "name": "opening",
        "description": "A deficit brought in from before the first period, 0 or more; only with \"carry\".",
        "optional": true
      },
      {
        "name": "decimals",
        "description": "Decimal places, 0 to 9, to which each answer is rounded; \"exact\" (default) rounds nothing.",
        "optional": true
      }
    ],
    "returns": "A header row and the lines of the statement, a column for each period; turned when the periods run down.",
    "examples": [
      {
        "formula": "=DEAL.NETREVENUE.LINES({100,50}, {\"Line\",\"Kind\",\"Q1\",\"Q2\";\"Refunds\",\"exclusion\",20,90;\"Freight\",\"deduction\",8,4}, 0.05, \"carry\")",
        "answer": "{\"Line\",\"Deduction\",1,2;\"gross\",\"\",100,50;\"exclusions\",\"\",20,90;\"claimed\",\"Freight\",8,4;\"allowed\",\"Freight\",5,2.5;\"disallowed\",\"Freight\",3,1.5;\"deficit opening\",\"\",0,0;\"deficit closing\",\"\",0,42.5;\"floored\",\"\",0,0;\"rounding\",\"\",0,0;\"net\",\"\",75,0;\"check\",\"\",0,0}"
      },
      {
        "formula": "=DEAL.NETREVENUE.LINES(100, {\"Freight\",\"deduction\",8}, 10)",
        "answer": "#VALUE! The rate 10 is 1000%; was a percentage typed as a whole number? 10% is 0.1 (cap)."
      }
    ],
    run: netRevenueLines
  },
  {
    "name": "DEAL.NPV_ROYALTY",
    "description": "Present value of royalties at a discount rate, with the timing said in the formula.",
    "remarks": "Present value = Σ royalty × factor. With rates by period the factors are chained: end takes all rates up to the period's own; mid the earlier ones in full and its own for half a period; start the earlier ones only. With dates the factor is (1 + rate)^(−days ÷ 365), as in Excel's XNPV.\n\n**What does a blank do?** A blank royalty counts as 0 and keeps its period: (100, blank, 100) at 10%, end, is 166.04. A blank rate or date is refused.\n\n**A negative?** Negative flows are discounted like any other. Negative rates work, with dates too, as long as they are above −100%.\n\n**A flow exactly on the valuation date?** Has factor 1. A date before it is refused; equal dates are fine. (There are no thresholds here; see TIEREDROYALTY.)\n\n**A rate typed as 8 for 8%?** Means 800% and is computed: a discount rate may be above 1. The statement shows it in its line of rates.\n\n**Which periods restart?** None: the periods follow each other. The rate is for one period; turn an annual one into a quarterly one in the sheet, where it can be seen: `=(1+annual)^(1/4)-1`.\n\n**When is it rounded?** Never. Put ROUND around it where the contract does. Inside, only the factors are cut, at 60 digits.\n\n**What if the royalties are all 0?** The present value is 0. (There are no weights here.)\n\n**What is different from Excel's own NPV, XNPV and ROUND?** Excel's NPV skips blanks and text, which pulls later flows forward: (100, blank, 100) becomes 173.55. Here a blank keeps its place, and text is refused. NPV always means \"end\"; here it must be said. Excel's XNPV refuses negative rates and lets the first date alone be the valuation date. Nothing is rounded here; Excel's ROUND around the answer rounds the double nearest to the exact figure.\n\n**How do I write it by hand in plain Excel?** A line of factors, `=1/(1+rate)^t` with t = 1, 2, … (end), 0.5, 1.5, … (mid), 0, 1, … (start) or `(date-valuation_date)/365`, and `=SUMPRODUCT(royalties,factors)`.\n\n**Where can I see the working?** `=DEAL.NPV_ROYALTY.LINES(…)` with the same arguments.",
    "parameters": [
      {
        "name": "rate",
        "description": "The discount rate for one period as a fraction (2% a quarter is 0.02), above -1; or one for each period, laid out as the royalties. With dates: one rate for a year.",
        "optional": false
      },
      {
        "name": "royalties",
        "description": "The royalties, one for each period: an amount, a row or a column. Costs are negative.",
        "optional": false
      },
      {
        "name": "when",
        "description": "\"end\": the first flow is one period away, as in Excel's NPV. \"mid\": half a period. \"start\": it is now. Or a range of dates beside the royalties. Must always be given.",
        "optional": false
      },
      {
        "name": "valuation_date",
        "description": "With dates only: the day of the valuation; default the first date listed.",
        "optional": true
      }
    ],
    "returns": "The present value, unrounded.",
    "examples": [
      {
        "formula": "=ROUND(DEAL.NPV_ROYALTY(0.1, {100,0,100}, \"end\"), 2)",
        "answer": "166.04"
      },
      {
        "formula": "=DEAL.NPV_ROYALTY(0.25, {100;100}, \"start\")",
        "answer": "180"
      },
      {
        "formula": "=DEAL.NPV_ROYALTY({0.25;0.6}, {100;100}, \"end\")",
        "answer": "130"
      },
      {
        "formula": "=DEAL.NPV_ROYALTY(0.21, 110, \"mid\")",
        "answer": "100"
      },
      {
        "formula": "=DEAL.NPV_ROYALTY(0.25, {100,100}, {46023,46388})",
        "answer": "180"
      },
      {
        "formula": "=DEAL.NPV_ROYALTY(0.25, {100,100}, {46023,46388}, 45658)",
        "answer": "144"
      },
      {
        "formula": "=DEAL.NPV_ROYALTY(-0.5, 100, \"end\")",
        "answer": "200"
      },
      {
        "formula": "=DEAL.NPV_ROYALTY(0.1, {100,100})",
        "answer": "#VALUE! This argument must be given: \"end\", \"mid\", \"start\", or a range of dates beside the royalties (when)."
      },
      {
        "formula": "=DEAL.NPV_ROYALTY(-1, 100, \"end\")",
        "answer": "#VALUE! The discount rate -1 is -100%; it must be above -100% (rate)."
      },
      {
        "formula": "=DEAL.NPV_ROYALTY(0.1, {100,\"n/a\",100}, \"end\")",
        "answer": "#VALUE! \"n/a\" is text where a number belongs (royalties, period 2)."
      },
      {
        "formula": "=DEAL.NPV_ROYALTY(0.1, {100,100}, {46388,46023})",
        "answer": "#VALUE! The date 46023 is before the valuation date 46388; give an earlier valuation date (when, date 2)."
      }
    ],
    run: npvRoyalty
  },
  {
    "name": "DEAL.NPV_ROYALTY.LINES",
    "description": "The statement behind NPV_ROYALTY: each period's royalty, rate, time, factor and present value, their total, and a check that is 0.",
    "remarks": "Royalty × factor = present value, and the total of that line is the answer. Check: for each flow, the royalty less its present value compounded back; in total, the flows discounted backwards, from the last to the first, less the present value. Time is in periods, or with dates in years of 365 days from the valuation date.",
    "parameters": [
      {
        "name": "rate",
        "description": "The discount rate for one period as a fraction (2% a quarter is 0.02), above -1; or one for each period, laid out as the royalties. With dates: one rate for a year.",
        "optional": false
      },
      {
        "name": "royalties",
        "description": "The royalties, one for each period: an amount, a row or a column. Costs are negative.",
        "optional": false
      },
      {
        "name": "when",
        "description": "\"end\": the first flow is one period away, as in Excel's NPV. \"mid\": half a period. \"start\": it is now. Or a range of dates beside the royalties. Must always be given.",
        "optional": false
      },
      {
        "name": "valuation_date",
        "description": "With dates only: the day of the valuation; default the first date listed.",
        "optional": true
      }
    ],
    "returns": "A header row and the lines of the statement, a column for each period after the total, headed by number or by date; turned when the periods run down.",
    "examples": [
      {
        "formula": "=DEAL.NPV_ROYALTY.LINES(0.25, {100,100}, \"start\")",
        "answer": "{\"Line\",\"Total\",1,2;\"royalty\",200,100,100;\"rate\",\"\",0.25,0.25;\"time\",\"\",0,1;\"factor\",\"\",1,0.8;\"present value\",180,100,80;\"rounding\",0,0,0;\"check\",0,0,0}"
      },
      {
        "formula": "=DEAL.NPV_ROYALTY.LINES(0.1, {100,100}, \"later\")",
        "answer": "#VALUE! \"later\" is not one of the words \"end\", \"mid\", \"start\", or a range of dates beside the royalties (when)."
      }
    ],
    run: npvRoyaltyLines
  },
  {
    "name": "DEAL.PRORATA",
    "description": "Split of a pool among holders in proportion to their weights, to the cent: the parts add up to the pool.",
    "remarks": "**Table columns.** A table needs its header row.\n\n| column | also called | unit | what it says |\n|---|---|---|---|\n| Holder | Payee, Rights holder, Name | text | whose weight it is; for the statement, and may be missing |\n| Weight | Share, Units, Points | any | the weight, 0 or more |\n\n**Shapes.** One pool with a column of weights gives a column, with a row a row. A pool in a row: holders run down, periods across. A pool in a column: holders run across, periods down. One line of weights serves every period and must cross the pool.\n\n**What does a blank do?** A blank weight or a blank period of the pool counts as 0 and keeps its place. Rows at the end of a table that are blank or 0 throughout are left out.\n\n**A negative?** A negative pool is split as the positive one, with the sign turned: PRORATA(-x) = -PRORATA(x). A negative weight is refused.\n\n**A part exactly on the minimum?** Is paid: only a part below it is held. (There are no thresholds here; see TIEREDROYALTY.)\n\n**A weight typed as 8 for 8%?** Changes nothing as long as all are typed so: weights are in any unit, and only their proportions count. Weights that add up to 99% or 101% still split the whole pool.\n\n**Which periods restart?** Every one: each period's pool is split by itself, nothing is carried over.\n\n**When is it rounded?** First the pool, half away from zero; then the parts, by largest remainder: every exact share is cut down to the unit, and the units left over go one each to the largest remainders, compared exactly; equal remainders in the order of the list. 2 decimals is the one default in these functions that rounds.\n\n**What if the weights are all 0?** With a pool other than 0 the answer is #N/A, naming the period; with a pool of 0 every part is 0.\n\n**What is different from Excel's own functions?** `ROUND(pool*weight/SUM(weights),2)` rounds each part by itself, and the parts then often miss the pool by a cent or more. Excel's ROUND goes the same way, half away from zero, but rounds what binary arithmetic has left over; here the exact share decides.\n\n**How do I write it by hand in plain Excel?** With the pool P in whole cents and whole weights w: the part cut down `=INT(P*w/SUM(w))`, its remainder `=MOD(P*w,SUM(w))`, the rank among remainders `=COUNTIF(rem,\">\"&r)+COUNTIF(first_rem:r,r)`, and one cent more where that rank is at most `P-SUM(parts)`.\n\n**Steps of 0.05**, where the smallest coin is no cent: twenty of them make 1, so split twenty times the pool to 0 decimals and divide by 20. The parts add up to the pool in these steps.\n\n**Small parts that are paid later.** What is held below `minimum` is not paid, not spread and not carried. Where the contract carries it, leave `minimum` out: each holder's part goes to his own balance in the sheet, and the balance is paid when it has reached the minimum. Added to the next pool it would be shared among all, and never reach the one to whom it belongs.\n\n**Where can I see the working?** `=DEAL.PRORATA.LINES(…)` with the same arguments.\n\nClaimed: the parts add up to the rounded pool (less what is held); each is within one unit of its exact share; a larger weight never gets less; a weight of 0 gets 0. Not claimed: that a larger pool never lowers a part (the Alabama paradox, known of this rule since 1880). Authority for the rule: Hamilton's method of apportionment; Balinski & Young, American Mathematical Monthly 82 (1975).",
    "parameters": [
      {
        "name": "pool",
        "description": "The money to split: one amount, or a row or column with one for each period. A negative pool is the mirror image of a positive one.",
        "optional": false
      },
      {
        "name": "weights",
        "description": "The holders' weights in any unit, 0 or more: a row or column; a table Holder | Weight; or, for a pool by period, a block of holders × periods that crosses it.",
        "optional": false
      },
      {
        "name": "decimals",
        "description": "Decimal places, 0 to 9, to which the parts are rounded; default 2. \"exact\" rounds nothing.",
        "optional": true
      },
      {
        "name": "minimum",
        "description": "A part below this amount, by size, is not paid but held; default 0.",
        "optional": true
      }
    ],
    "returns": "The parts, one for each holder: laid out as the weights for one pool, holders × periods for a pool by period.",
    "examples": [
      {
        "formula": "=DEAL.PRORATA(100, {1;1;1})",
        "answer": "{33.34;33.33;33.33}"
      },
      {
        "formula": "=DEAL.PRORATA(0.02, {4;1;1})",
        "answer": "{0.02;0;0}"
      },
      {
        "formula": "=DEAL.PRORATA(-100, {1,1,1})",
        "answer": "{-33.34,-33.33,-33.33}"
      },
      {
        "formula": "=DEAL.PRORATA(1000, {\"Holder\",\"Weight\";\"Actor\",50;\"Agent\",15;\"Studio\",35})",
        "answer": "{500;150;350}"
      },
      {
        "formula": "=DEAL.PRORATA({100,200}, {1;2})",
        "answer": "{33.33,66.67;66.67,133.33}"
      },
      {
        "formula": "=DEAL.PRORATA({100;200}, {1,3;1,1})",
        "answer": "{25,75;100,100}"
      },
      {
        "formula": "=DEAL.PRORATA(10, {3;1}, \"exact\")",
        "answer": "{7.5;2.5}"
      },
      {
        "formula": "=DEAL.PRORATA(100, {98;2}, , 5)",
        "answer": "{98;0}"
      },
      {
        "formula": "=DEAL.PRORATA(100*20, {1;1;1}, 0)/20",
        "answer": "{33.35;33.35;33.3}"
      },
      {
        "formula": "=DEAL.PRORATA(0, {0;0})",
        "answer": "{0;0}"
      },
      {
        "formula": "=DEAL.PRORATA(100, {0;0})",
        "answer": "#N/A The weights add up to 0, so there is nothing to divide the pool by (weights)."
      },
      {
        "formula": "=DEAL.PRORATA({0,100}, {0;0})",
        "answer": "#N/A The weights add up to 0 in period 2, so there is nothing to divide the pool by (weights)."
      },
      {
        "formula": "=DEAL.PRORATA(100, {1;-1})",
        "answer": "#VALUE! The weight -1 is negative; a holder's weight is 0 or more (weights, row 2, column 1)."
      },
      {
        "formula": "=DEAL.PRORATA({100,200}, {1,2})",
        "answer": "#VALUE! The weights lie in the same direction as the pool; lay the holders down, with the periods across (weights)."
      }
    ],
    run: prorata
  },
  {
    "name": "DEAL.PRORATA.LINES",
    "description": "The statement behind PRORATA: pool, weights, exact shares, rounding, what is held below the minimum, what is paid, and a check that is 0.",
    "remarks": "For every holder: exact share + rounding − held below minimum = paid. Σ paid + Σ held = pool + pool rounding. What is held is neither carried nor spread: where the contract carries it, leave the minimum out and keep a balance for each holder in the sheet.",
    "parameters": [
      {
        "name": "pool",
        "description": "The money to split: one amount, or a row or column with one for each period. A negative pool is the mirror image of a positive one.",
        "optional": false
      },
      {
        "name": "weights",
        "description": "The holders' weights in any unit, 0 or more: a row or column; a table Holder | Weight; or, for a pool by period, a block of holders × periods that crosses it.",
        "optional": false
      },
      {
        "name": "decimals",
        "description": "Decimal places, 0 to 9, to which the parts are rounded; default 2. \"exact\" rounds nothing.",
        "optional": true
      },
      {
        "name": "minimum",
        "description": "A part below this amount, by size, is not paid but held; default 0.",
        "optional": true
      }
    ],
    "returns": "A header row and the lines of the statement, a column for each period; turned when the periods run down.",
    "examples": [
      {
        "formula": "=DEAL.PRORATA.LINES(10, {\"Holder\",\"Weight\";\"Ann\",7;\"Bob\",1}, 0, 2)",
        "answer": "{\"Line\",\"Holder\",1;\"pool\",\"\",10;\"pool rounding\",\"\",0;\"weight\",\"Ann\",7;\"weight\",\"Bob\",1;\"exact share\",\"Ann\",8.75;\"exact share\",\"Bob\",1.25;\"rounding\",\"Ann\",0.25;\"rounding\",\"Bob\",-0.25;\"held below minimum\",\"Ann\",0;\"held below minimum\",\"Bob\",1;\"paid\",\"Ann\",9;\"paid\",\"Bob\",0;\"check\",\"\",0}"
      },
      {
        "formula": "=DEAL.PRORATA.LINES(10, {1;2}, 2.5)",
        "answer": "#VALUE! 2.5 is no number of decimals; give a whole number from 0 to 9, or \"exact\" (decimals)."
      }
    ],
    run: prorataLines
  },
  {
    "name": "DEAL.RECOUP",
    "description": "What is paid after advances have been recouped from the payee's own share, account by account or across accounts (cross-collateralised), with a reserve against returns.",
    "remarks": "**Each period**: (1) The advance adds to the balance. (2) The reserve is withheld from positive earnings, and what was withheld `release` periods ago is released: credit = earned − withheld + released. (3) A negative credit adds to the balance, a positive one recoups its own. (4) What is left recoups the balances of other accounts, where they are crossed. (5) The rest is paid. Nothing that has been paid is taken back.\n\n| crossed | what an account has left after its own balance |\n|---|---|\n| `\"none\"` | is paid |\n| `\"all\"` | recoups the balances of the others, givers and receivers in list order; in total that is one pooled account |\n| `\"recouped only\"` | the same, but only among accounts that have recouped: one that has had a balance and stands at 0 after step 3 counts so for good, also when an advance or returns bring a new balance. Until then it neither helps nor is helped |\n\n**The payee's own share.** An advance of 100,000 against half of the revenue recoups at a revenue of 200,000, for that is when half of it is 100,000: give the half. Costs that come off before the split are recouped at the source: that is a layer of WATERFALL.\n\n**Shapes.** A row, column or cell is one account. A block has accounts down and periods across. Where a first column has a text in it, it holds the accounts' names: each must have one of its own. Above names a header row may stand: its first cell says `Account` (also called `Name`, `Title`), or is empty over periods that are all named in text. A first row of years or dates under another word is refused, for they could be amounts. Several accounts in one period need names, or they would be one account in several periods. Advances laid out as the earned may have the same names in front. Reserve and opening are numbers only, in the accounts' order.\n\n**What does a blank do?** A blank amount counts as 0 and keeps its place, a blank reserve is none. Rows at the end of a table with names that are blank or 0 throughout are left out, and so are those beside them in the other arguments.\n\n**A negative?** Negative earnings (returns) add to the balance, after what is released in that period: they are recouped from what is earned later. The reserve is neither withheld from them nor drawn on by them. A line recouped below 0 in the statement is such an addition. Negative advances, reserves and openings are refused.\n\n**Earnings exactly on the balance?** Recoup it: nothing is left and nothing paid, and for `\"recouped only\"` the account has recouped. (There are no thresholds here; see TIEREDROYALTY.)\n\n**A reserve typed as 8 for 8%?** Refused: a rate is a fraction, 0 to 1.\n\n**Which periods restart?** None: balances and reserves run on. A new term without the old balance: call the function for its periods alone. Which accounts have recouped before the first period cannot be brought in: for `\"recouped only\"` give the periods from the first advance on.\n\n**When is it rounded?** Only if `decimals` is a number, half away from zero: first all amounts, then what is withheld. All else is sums and differences, so cents stay cents.\n\n**What if the earnings are all 0?** Nothing is paid but what is released from the reserve, once the balance is recouped.\n\n**What is different from Excel's own functions?** Excel has none for it. `=MAX(0,SUM(earned)-advance)` is the total paid, for one account without reserve, if neither returns nor a further advance come after the first payment: what has been paid is not taken back.\n\n**How do I write it by hand in plain Excel?** A corkscrew: `opening` = the last closing, `recouped = MIN(earned-withheld+released,opening+advance)`, `closing = opening+advance-recouped`, `paid = earned-withheld+released-recouped`. Crossed, `=MIN(SUM(left),SUM(balances))` of all accounts goes from those that have something left to those with a balance, in list order.\n\n**Where can I see the working?** `=DEAL.RECOUP.LINES(…)` with the same arguments.\n\n**Withholding tax.** It is taken from what is paid, so recoup first: `=DEAL.WITHHOLDING(DEAL.RECOUP(…),rate)`. A block of accounts has an answer for each: withhold on one account's row, `INDEX(DEAL.RECOUP(…),1,0)`, or, where one payment goes to one payee, on the total of each column: a row of sums below the answer.",
    "parameters": [
      {
        "name": "earned",
        "description": "The payee's own share, in money. One account: an amount, or a row or column with one for each period. Several: a block of accounts × periods, names in front, which several accounts in one period need. Returns are negative.",
        "optional": false
      },
      {
        "name": "advances",
        "description": "Recoupable advances, 0 or more: laid out as the earned; or one for each account, paid in period 1; 0 for none.",
        "optional": false
      },
      {
        "name": "crossed",
        "description": "For a block, which accounts recoup each other: \"none\", \"all\", or \"recouped only\". Must be given for a block, and left out for a single account.",
        "optional": true
      },
      {
        "name": "reserve",
        "description": "The part of positive earnings withheld against returns, as a fraction (20% is 0.2), 0 to 1: one rate, or a column with one for each account. Default 0.",
        "optional": true
      },
      {
        "name": "release",
        "description": "After how many periods what was withheld is released in full: a whole number from 1 on. Must be given with a reserve.",
        "optional": true
      },
      {
        "name": "opening",
        "description": "What is brought in, 0 or more, a row for each account: its unrecouped balance, then the reserve released in period 1, 2 and so on.",
        "optional": true
      },
      {
        "name": "decimals",
        "description": "Decimal places, 0 to 9, to which amounts and what is withheld are rounded; \"exact\" (default) rounds nothing.",
        "optional": true
      }
    ],
    "returns": "What is paid in each period: laid out as a single account's earned, or accounts × periods. Advances are paid besides.",
    "examples": [
      {
        "formula": "=DEAL.RECOUP({80,80,80}, 100)",
        "answer": "{0,60,80}"
      },
      {
        "formula": "=DEAL.RECOUP({150,-100,80;50,60,70}, {100;40}, \"none\")",
        "answer": "{50,0,0;10,60,70}"
      },
      {
        "formula": "=DEAL.RECOUP({150,-100,80;50,60,70}, {100;40}, \"all\")",
        "answer": "{50,0,40;10,0,70}"
      },
      {
        "formula": "=DEAL.RECOUP({150,-100,80;50,60,70}, {100;80}, \"recouped only\")",
        "answer": "{50,0,10;0,0,70}"
      },
      {
        "formula": "=DEAL.RECOUP({\"Account\",2026,2027;\"First album\",0,0;\"Second album\",20000,5000}, {180000;0}, \"all\")",
        "answer": "{0,0;0,0}"
      },
      {
        "formula": "=DEAL.RECOUP({\"First album\",0,0;\"Second album\",20000,5000}, {180000;0}, \"none\")",
        "answer": "{0,0;20000,5000}"
      },
      {
        "formula": "=DEAL.RECOUP({100;100;100;100}, 50, , 0.25, 2)",
        "answer": "{25;75;100;100}"
      },
      {
        "formula": "=DEAL.RECOUP({100,100}, {0,30}, , , , {50,10,20})",
        "answer": "{60,90}"
      },
      {
        "formula": "=DEAL.RECOUP(10.05, 0, , 0.1, 4, , 2)",
        "answer": "9.04"
      },
      {
        "formula": "=DEAL.WITHHOLDING(DEAL.RECOUP({60000,75000}, 100000), 0.1, , 2)",
        "answer": "{0,31500}"
      },
      {
        "formula": "=DEAL.WITHHOLDING(INDEX(DEAL.RECOUP({150,-100,80;50,60,70}, {100;40}, \"all\"), 1, 0), 0.1)",
        "answer": "{45,0,36}"
      },
      {
        "formula": "=DEAL.RECOUP({150,-100;50,60}, {100;40})",
        "answer": "#VALUE! The block has 2 accounts; say whether they recoup each other: \"none\", \"all\" or \"recouped only\" (crossed)."
      },
      {
        "formula": "=DEAL.RECOUP({150;50}, 100, \"all\")",
        "answer": "#VALUE! A row, column or cell is one account, and has no other to be crossed with; leave crossed out, or put names in front if these are accounts (crossed)."
      },
      {
        "formula": "=DEAL.RECOUP({100,100}, 50, , 0.25)",
        "answer": "#VALUE! With a reserve, say after how many periods it is released: a whole number from 1 on (release)."
      },
      {
        "formula": "=DEAL.RECOUP({100,100}, 50, , 25, 2)",
        "answer": "#VALUE! The rate 25 is 2500%; was a percentage typed as a whole number? 25% is 0.25 (reserve)."
      },
      {
        "formula": "=DEAL.RECOUP({100,100}, {50;50})",
        "answer": "#VALUE! There are 2 advances for 2 periods, but not in the same direction; give one, which is paid in period 1, or one for each period beside the earned (advances)."
      },
      {
        "formula": "=DEAL.RECOUP({\"A\",100;\"B\",100}, {\"B\",50;\"A\",50}, \"none\")",
        "answer": "#VALUE! \"B\" stands where the earned have \"A\"; give the advances the accounts of the earned, in their order (advances, row 1)."
      }
    ],
    run: recoup
  },
  {
    "name": "DEAL.RECOUP.LINES",
    "description": "The statement behind RECOUP: for each account balance, advance, earned, reserve, what is recouped from its own and from others, what is paid, and a check that is 0.",
    "remarks": "For every account: opening + advance − recouped − from others = closing, and earned − withheld + released − recouped − to others = paid. Recouped is negative where a negative credit adds to the balance. Reserve held is what has been withheld and not yet released, at the close. Accounts without names are 1, 2 and so on. Check, of all accounts: paid − earned + withheld − released + advance + opening − closing.",
    "parameters": [
      {
        "name": "earned",
        "description": "The payee's own share, in money. One account: an amount, or a row or column with one for each period. Several: a block of accounts × periods, names in front, which several accounts in one period need. Returns are negative.",
        "optional": false
      },
      {
        "name": "advances",
        "description": "Recoupable advances, 0 or more: laid out as the earned; or one for each account, paid in period 1; 0 for none.",
        "optional": false
      },
      {
        "name": "crossed",
        "description": "For a block, which accounts recoup each other: \"none\", \"all\", or \"recouped only\". Must be given for a block, and left out for a single account.",
        "optional": true
      },
      {
        "name": "reserve",
        "description": "The part of positive earnings withheld against returns, as a fraction (20% is 0.2), 0 to 1: one rate, or a column with one for each account. Default 0.",
        "optional": true
      },
      {
        "name": "release",
        "description": "After how many periods what was withheld is released in full: a whole number from 1 on. Must be given with a reserve.",
        "optional": true
      },
      {
        "name": "opening",
        "description": "What is brought in, 0 or more, a row for each account: its unrecouped balance, then the reserve released in period 1, 2 and so on.",
        "optional": true
      },
      {
        "name": "decimals",
        "description": "Decimal places, 0 to 9, to which amounts and what is withheld are rounded; \"exact\" (default) rounds nothing.",
        "optional": true
      }
    ],
    "returns": "A header row and the lines of the statement, a column for each period; turned when the periods run down.",
    "examples": [
      {
        "formula": "=DEAL.RECOUP.LINES({80,80}, 100)",
        "answer": "{\"Account\",\"Line\",1,2;1,\"opening\",0,20;1,\"advance\",100,0;1,\"earned\",80,80;1,\"withheld\",0,0;1,\"released\",0,0;1,\"recouped\",80,20;1,\"from others\",0,0;1,\"to others\",0,0;1,\"paid\",0,60;1,\"closing\",20,0;1,\"reserve held\",0,0;\"\",\"check\",0,0}"
      },
      {
        "formula": "=DEAL.RECOUP.LINES({100,100}, {50,-50})",
        "answer": "#VALUE! The advance -50 is negative; it must be 0 or more (advances, period 2)."
      }
    ],
    run: recoupLines
  },
  {
    "name": "DEAL.TIEREDROYALTY",
    "description": "Royalty on a base (net sales, users, outputs) under a scale of rates.",
    "remarks": "**Table columns.** With a header row the columns are found by name, in any order and any case; without one they stand as `Above | Rate | Up to` and trailing ones may be missing.\n\n| column | also called | unit | what it says |\n|---|---|---|---|\n| Above | Over, More than | as the base | the tier starts above this amount; exactly on it belongs to the tier below (\"up to and including\") |\n| From | At least, Starting at | as the base | the tier starts at this amount; exactly on it belongs to this tier (\"1,000 and more\") |\n| Threshold | Lower bound | as the base | as Above, in a marginal scale only: for cliff and prospective it does not say to which tier the amount itself belongs, and is refused |\n| Rate | Royalty rate | fraction of the base, 0 to 1 | the royalty rate |\n| Amount per unit | Price per unit, Per unit | money for each unit of the base | in place of Rate: any amount of 0 or more |\n| Up to | To | as the base | optional: must equal the next tier's start; blank or 0 is not checked, and the last tier has none |\n\n**The case.** \"5% on the first 100,000, 12% to 500,000, 18% above\", on 375,000 in each of two years, is in total 76,000 (marginal, each period), 90,000 (cliff, each period), 98,000 (marginal, never), 112,500 (prospective, never) or 135,000 (cliff, never).\n\n**What does a blank do?** A blank period counts as 0 and stays a period. A blank threshold or rate is refused. Rows at the end of the table that are blank or 0 throughout are left out.\n\n**A negative?** A negative base is a return: the position falls. In marginal and cliff it unwinds at the rates at which it was earned, royalty = T(position after) − T(position before); a position below zero earns at the first tier's rate. With a falling cliff a return can pay something: the statement shows it as true-up. In prospective it takes the rate of its own closing position. Negative rates, thresholds and priors are refused.\n\n**A base exactly on a threshold?** Belongs to the tier below with the header Above or none, to the tier that starts there with the header From. In a marginal scale both give the same.\n\n**A rate typed as 8 for 8%?** Refused: a rate is a fraction, 0 to 1. (Amount per unit may be above 1.)\n\n**Which periods restart?** Those that `resets` says, and it must be given for more than one period. A number counts windows from the first value given: data that begin inside a contract year give its earlier quarters as values too, or their sum as `prior`. A range beside the base starts a new window where its value changes, compared as Excel's = does (case ignored; the number 2026 is not the text \"2026\"); a value that comes back starts a new window again.\n\n**When is it rounded?** Once, each period's royalty by itself, and only if `decimals` is a number: half away from zero. Nothing is rounded inside.\n\n**What if the rates are all 0?** The royalty is 0. (There are no weights here.)\n\n**What is different from Excel's own functions?** Excel has none for scales. Its ROUND goes the same way, half away from zero, but rounds what binary arithmetic has left over, where a half cent may already have become a little less or more; here the exact figure is rounded, once. LOOKUP with the threshold itself always takes the tier that starts there, as the header From does.\n\n**How do I write it by hand in plain Excel?** Marginal: `=SUMPRODUCT((base>above)*(base-above)*(rate-previous_rate))`, with 0 as the first previous rate. Cliff, Above: `=base*INDEX(rate,MAX(1,COUNTIF(above,\"<\"&base)))`; for From with `\"<=\"`. Over several periods: the same on the position after, less the same on the position before.\n\n**Where can I see the working?** `=DEAL.TIEREDROYALTY.LINES(…)` with the same arguments.\n\n**Success tiers** (\"10% of the first 100 of each user's sales\"): the base is the column of users, resets `\"each period\"`, and SUM around it.\n\n**Tiers as shares of a goal** (\"8% from 80% of the goal on\"): write each threshold as its share × goal, in the table or, as below, by multiplying the table's first column.\n\n**Tiers in units, rates on the price** (\"8% of the price, 10% from the 1,001st copy on\"): the base is the units and the column Amount per unit holds the rates; times the price of each period this is the royalty, and the price may change from period to period.\n\n**Steps of 0.05**, where the smallest coin is no power of ten: round twenty times the answer and divide by 20; parts that must add up, see PRORATA.",
    "parameters": [
      {
        "name": "base",
        "description": "The royalty base, in money or units: one amount, or a row or column with one for each period. A return is negative.",
        "optional": false
      },
      {
        "name": "tiers",
        "description": "The scale, one row for each tier: the amount above which it applies, and its rate as a fraction (7% is 0.07). The first tier starts at 0.",
        "optional": false
      },
      {
        "name": "method",
        "description": "\"marginal\" (default): each rate applies to the part of the base in its own tier. \"cliff\": the rate of the tier reached applies to all of it. \"prospective\": each period takes the one rate of the tier it ends in.",
        "optional": true
      },
      {
        "name": "resets",
        "description": "Where the position starts again from 0: \"each period\", \"never\", a whole number of periods (4 for annual tiers paid quarterly), or a range beside the base (contract years). Needed for more than one period.",
        "optional": true
      },
      {
        "name": "prior",
        "description": "The position reached before the first period, 0 or more; default 0.",
        "optional": true
      },
      {
        "name": "decimals",
        "description": "Decimal places, 0 to 9, to which each period's royalty is rounded; \"exact\" (default) rounds nothing.",
        "optional": true
      }
    ],
    "returns": "The royalty of each period, laid out as the base.",
    "examples": [
      {
        "formula": "=DEAL.TIEREDROYALTY(750000, {0,0.05;100000,0.12;500000,0.18})",
        "answer": "98000"
      },
      {
        "formula": "=DEAL.TIEREDROYALTY({375000;375000}, {0,0.05;100000,0.12;500000,0.18}, \"marginal\", \"each period\")",
        "answer": "{38000;38000}"
      },
      {
        "formula": "=DEAL.TIEREDROYALTY({375000;375000}, {0,0.05;100000,0.12;500000,0.18}, \"cliff\", \"never\")",
        "answer": "{45000;90000}"
      },
      {
        "formula": "=DEAL.TIEREDROYALTY({375000,375000}, {0,0.05;100000,0.12;500000,0.18}, \"prospective\", \"never\")",
        "answer": "{45000,67500}"
      },
      {
        "formula": "=DEAL.TIEREDROYALTY(100000, {\"From\",\"Rate\";0,0.05;100000,0.12}, \"cliff\")",
        "answer": "12000"
      },
      {
        "formula": "=DEAL.TIEREDROYALTY(100000, {\"Above\",\"Rate\";0,0.05;100000,0.12}, \"cliff\")",
        "answer": "5000"
      },
      {
        "formula": "=DEAL.TIEREDROYALTY({600;600;600;600;600}, {0,0.1;1000,0.2}, , 4)",
        "answer": "{60;80;120;120;60}"
      },
      {
        "formula": "=DEAL.TIEREDROYALTY(20.1, {0,0.05}, , , , 2)",
        "answer": "1.01"
      },
      {
        "formula": "=SUM(DEAL.TIEREDROYALTY({50;150;300}, {0,0.1;100,0.05}, , \"each period\"))",
        "answer": "37.5"
      },
      {
        "formula": "=DEAL.TIEREDROYALTY(120000, {0,0.05;0.8,0.08;1,0.1}*{100000,1}, \"marginal\")",
        "answer": "7600"
      },
      {
        "formula": "=DEAL.TIEREDROYALTY({1200,900}, {\"Above\",\"Amount per unit\";0,0.08;1000,0.1}, \"marginal\", \"never\")*{20,25}",
        "answer": "{2000,2250}"
      },
      {
        "formula": "=ROUND(DEAL.TIEREDROYALTY(335.5, {0,0.05})*20, 0)/20",
        "answer": "16.8"
      },
      {
        "formula": "=DEAL.TIEREDROYALTY(100, {50,0.05})",
        "answer": "#VALUE! The first tier must start at 0, so that all of the base falls in a tier (tiers, row 1)."
      },
      {
        "formula": "=DEAL.TIEREDROYALTY(100, {0,8})",
        "answer": "#VALUE! The rate 8 is 800%; was a percentage typed as a whole number? 8% is 0.08 (tiers, row 1)."
      },
      {
        "formula": "=DEAL.TIEREDROYALTY({100;100}, {0,0.05})",
        "answer": "#VALUE! With more than one period, say where the position starts again: \"each period\", \"never\", a number of periods, or a range beside the base (resets)."
      },
      {
        "formula": "=DEAL.TIEREDROYALTY(100, {\"Threshold\",\"Rate\";0,0.05}, \"cliff\")",
        "answer": "#VALUE! The header Threshold does not say to which tier a base exactly on it belongs; write Above (\"up to and including\") or From (\"and more\") (tiers, row 1)."
      }
    ],
    run: tieredRoyalty
  },
  {
    "name": "DEAL.TIEREDROYALTY.LINES",
    "description": "The statement behind TIEREDROYALTY: positions, base and royalty by tier, true-up, rounding, royalty and a check that is 0.",
    "remarks": "Opening + base = closing position. Σ royalty in tiers + true-up + rounding = royalty. In cliff and prospective all of the base stands in the closing tier; a cliff that is crossed pays (closing rate − opening rate) × opening position as its true-up. Check: T(closing) − T(opening) by the formula in plain Excel, with the rounding, less the royalty. The figures are exact; only the royalty is rounded.",
    "parameters": [
      {
        "name": "base",
        "description": "The royalty base, in money or units: one amount, or a row or column with one for each period. A return is negative.",
        "optional": false
      },
      {
        "name": "tiers",
        "description": "The scale, one row for each tier: the amount above which it applies, and its rate as a fraction (7% is 0.07). The first tier starts at 0.",
        "optional": false
      },
      {
        "name": "method",
        "description": "\"marginal\" (default): each rate applies to the part of the base in its own tier. \"cliff\": the rate of the tier reached applies to all of it. \"prospective\": each period takes the one rate of the tier it ends in.",
        "optional": true
      },
      {
        "name": "resets",
        "description": "Where the position starts again from 0: \"each period\", \"never\", a whole number of periods (4 for annual tiers paid quarterly), or a range beside the base (contract years). Needed for more than one period.",
        "optional": true
      },
      {
        "name": "prior",
        "description": "The position reached before the first period, 0 or more; default 0.",
        "optional": true
      },
      {
        "name": "decimals",
        "description": "Decimal places, 0 to 9, to which each period's royalty is rounded; \"exact\" (default) rounds nothing.",
        "optional": true
      }
    ],
    "returns": "A header row and the lines of the statement, a column for each period; turned when the periods run down.",
    "examples": [
      {
        "formula": "=DEAL.TIEREDROYALTY.LINES({375000,375000}, {0,0.05;100000,0.12;500000,0.18}, \"cliff\", \"never\")",
        "answer": "{\"Line\",\"Above\",\"Rate\",1,2;\"opening position\",\"\",\"\",0,375000;\"base\",\"\",\"\",375000,375000;\"closing position\",\"\",\"\",375000,750000;\"base in tier\",0,0.05,0,0;\"base in tier\",100000,0.12,375000,0;\"base in tier\",500000,0.18,0,375000;\"royalty in tier\",0,0.05,0,0;\"royalty in tier\",100000,0.12,45000,0;\"royalty in tier\",500000,0.18,0,67500;\"true-up\",\"\",\"\",0,22500;\"rounding\",\"\",\"\",0,0;\"royalty\",\"\",\"\",45000,90000;\"check\",\"\",\"\",0,0}"
      },
      {
        "formula": "=DEAL.TIEREDROYALTY.LINES(100, {0,-0.05})",
        "answer": "#VALUE! The rate -0.05 is negative; it must be 0 or more (tiers, row 1)."
      }
    ],
    run: tieredRoyaltyLines
  },
  {
    "name": "DEAL.USAGEFEE",
    "description": "The fee for what is used (calls, images, minutes, seats) under a rate card with tiers, included units and use caps.",
    "remarks": "**The rate card.** With a header row the columns are found by name, in any order and any case; without one they stand as `Metric | Above | Price | Method | Included | Use cap | Overage price` and trailing ones may be missing.\n\n| column | also called | unit | what it says |\n|---|---|---|---|\n| Metric | Meter, Measure | a name | what is counted; its further rows repeat the name or leave it blank. Names match in any case and with any spaces |\n| Above | Over, More than | chargeable units | the price applies above so many; exactly on it belongs to the tier below (\"up to and including\") |\n| From | At least, Starting at | chargeable units | in place of Above: exactly on it belongs to this tier (\"1,000 and more\") |\n| Price | Unit price, Price per unit, Amount per unit, Per unit | money for each unit | any amount of 0 or more |\n| Method | | a word | `\"flat\"`: one price; `\"marginal\"`: each price applies to the units in its own tier; `\"cliff\"`: the price of the tier reached applies to all chargeable units of the window. Blank is flat, where the metric has one row |\n| Included | Included units | units | the first units of a window, which cost nothing; blank or 0 is none |\n| Use cap | Usage cap | units | where the card ends, included units counted; blank or 0 is none |\n| Overage price | Overage | money for each unit | the price of units above the cap, which reach no tier; blank or 0 is none, and use above the cap is then #N/A |\n\n**In this order**: within the cap = the lower of units and Use cap; chargeable = what of these is above Included; the tiers count chargeable units; units above the cap cost the Overage price. With 100 included, a cap of 1,000 and tiers at 0 and 500, 1,200 units are 100 included, 500 in the first tier, 400 in the second and 200 above the cap. Method, Included, Use cap and Overage price stand in the first row of a metric and hold for all of it.\n\n**Over several periods** tiers, Included and Use cap are those of a window, which `resets` says: a period's fee is F(units after) − F(units before). Data that begin inside a window: give its earlier periods too.\n\n**A fixed fee** is a metric with 1 unit in each period, its price the fee. Metrics whose windows differ: a call for each window, and add them up.\n\n**A minimum spend** in each period is a guarantee on the fee: `=DEAL.MINGUARANTEE(DEAL.USAGEFEE(…),minimum,\"none\")`; with `\"rolling 3\"` for `\"none\"`, what was paid for nothing comes off later fees above the minimum.\n\n**What does a blank do?** Blank units count as 0 and the period stays a period. A blank Price is refused, as is a blank Above or From except in a metric's first row, which starts at 0 anyhow. A blank Metric in the card is the metric above, a blank Method flat; in the other columns blank and 0 mean: not used. Rows at the end of either table that are blank or 0 throughout are left out. A metric with a card but no usage is no line; one with usage but no card is #N/A.\n\n**A negative?** Negative units are a correction: the position falls, and the fee unwinds at the prices at which it arose, overage first. A cliff that is crossed back takes its true-up back. Below zero all of it is at the first price, and nothing is included. Negative prices, thresholds, included units and caps are refused.\n\n**Units exactly on a threshold?** Belong to the tier below with the header Above or none, to the tier that starts there with the header From; only a cliff knows the difference. Units exactly at Included are free, exactly at the Use cap are within it.\n\n**A rate typed as 8 for 8%?** There are no rates here: a price is money for each unit and may be any amount.\n\n**Which periods restart?** Those that `resets` says, for all metrics alike; it must be given for more than one period, and counts from the first value given.\n\n**When is it rounded?** Only if `decimals` is a number: each metric's fee of each period, half away from zero; the answer adds these. Nothing is rounded inside.\n\n**What if the prices are all 0?** The fee is 0. (There are no weights here.)\n\n**What is different from Excel's own functions?** Excel has none for rate cards. A look-up with the units gives one price for all of them, as cliff with From does, and knows neither what is included nor what was used earlier in the year.\n\n**How do I write it by hand in plain Excel?** For units of 0 or more, `chargeable = MAX(0,MIN(units,cap)-included)`; marginal: `=SUMPRODUCT((chargeable>above)*(chargeable-above)*(price-previous_price))+MAX(0,units-cap)*overage`, the first previous_price being 0; cliff: `=chargeable*LOOKUP(chargeable,from,price)+MAX(0,units-cap)*overage`, for thresholds headed From. Over several periods: the same on the units after, less the same on the units before.\n\n**Where can I see the working?** `=DEAL.USAGEFEE.LINES(…)` with the same arguments.",
    "parameters": [
      {
        "name": "usage",
        "description": "What was used: a row for each metric, its name and then its units, one column for each period. A header row begins with the word Metric, or with an empty cell beside named periods. Corrections are negative.",
        "optional": false
      },
      {
        "name": "rate_card",
        "description": "The prices: Metric, Above (or From), Price and, in a metric's first row, Method, Included, Use cap, Overage price. A row for each price; the first of a metric starts at 0.",
        "optional": false
      },
      {
        "name": "resets",
        "description": "Where units are counted from 0 again: \"each period\", \"never\", a whole number of periods (12 for annual tiers billed monthly), or a range beside the units (contract years). Needed for more than one period.",
        "optional": true
      },
      {
        "name": "decimals",
        "description": "Decimal places, 0 to 9, to which each metric's fee of each period is rounded; \"exact\" (default) rounds nothing.",
        "optional": true
      }
    ],
    "returns": "The fee of each period, all metrics together: a row, or one cell for one period.",
    "examples": [
      {
        "formula": "=DEAL.USAGEFEE({\"Images\",750}, {\"Images\",0,0.1})",
        "answer": "75"
      },
      {
        "formula": "=DEAL.USAGEFEE({\"Output\",400,700,1200}, {\"Metric\",\"Above\",\"Price\",\"Method\",\"Included\",\"Use cap\",\"Overage price\";\"Output\",0,0.1,\"marginal\",100,1000,0.25;\"\",500,0.08,\"\",\"\",\"\",\"\"}, \"each period\")",
        "answer": "{30,58,132}"
      },
      {
        "formula": "=DEAL.USAGEFEE({\"Output\",400,300,500}, {\"Output\",0,0.1,\"marginal\",100,1000,0.25;\"Output\",500,0.08,\"\",\"\",\"\",\"\"}, \"never\")",
        "answer": "{30,28,74}"
      },
      {
        "formula": "=DEAL.USAGEFEE({\"Images\",400,200}, {\"Images\",0,0.1,\"cliff\";\"\",500,0.08,\"\"}, \"never\")",
        "answer": "{40,8}"
      },
      {
        "formula": "=DEAL.USAGEFEE({\"Images\",500}, {\"Metric\",\"From\",\"Price\",\"Method\";\"Images\",0,0.1,\"cliff\";\"\",500,0.08,\"\"})",
        "answer": "40"
      },
      {
        "formula": "=DEAL.USAGEFEE({\"Images\",600,-200}, {\"Images\",0,0.1,\"marginal\";\"\",500,0.08,\"\"}, \"never\")",
        "answer": "{58,-18}"
      },
      {
        "formula": "=DEAL.USAGEFEE({\"Metric\",\"Q1\",\"Q2\";\"Licence\",1,1;\"Minutes\",900,1300}, {\"Metric\",\"Price\",\"Included\";\"Licence\",250,\"\";\"Minutes\",0.15,1000}, \"each period\", 2)",
        "answer": "{250,295}"
      },
      {
        "formula": "=DEAL.MINGUARANTEE(DEAL.USAGEFEE({\"Calls\",400,1500}, {\"Calls\",0,0.1}, \"each period\"), 100, \"none\")",
        "answer": "{100,150}"
      },
      {
        "formula": "=DEAL.USAGEFEE({\"Calls\",15;\"Tokens\",335}, {\"Calls\",0,0.001;\"Tokens\",0,0.001}, , 2)",
        "answer": "0.36"
      },
      {
        "formula": "=DEAL.USAGEFEE({\"Images\",400,1200}, {\"Images\",0,0.1,\"flat\",0,1000}, \"each period\")",
        "answer": "#N/A Images: use is 200 beyond the use cap of 1000, and the card has no price for that; give an overage price, or take the cap out if that is free (0 counts as none) (usage, row 1, period 2)."
      },
      {
        "formula": "=DEAL.USAGEFEE({\"Video\",750}, {\"Images\",0,0.1})",
        "answer": "#N/A The rate card has no metric \"Video\"; add its price, or write Metric over the names if this is the header row (usage, row 1, Metric)."
      },
      {
        "formula": "=DEAL.USAGEFEE({\"Images\",750}, {\"Images\",0,0.1;\"Images\",500,0.08})",
        "answer": "#VALUE! The metric \"Images\" has 2 rows; say how their prices apply, marginal or cliff (rate_card, row 1, Method)."
      },
      {
        "formula": "=DEAL.USAGEFEE({\"Images\",750}, {\"Images\",0,0.1,\"marginal\",0;\"\",500,0.08,\"\",100})",
        "answer": "#VALUE! Included belongs in the first row of the metric \"Images\", and holds for all of it; move it there (rate_card, row 2, Included)."
      },
      {
        "formula": "=DEAL.USAGEFEE({\"Images\",750,800}, {\"Images\",0,0.1})",
        "answer": "#VALUE! With more than one period, say where the position starts again: \"each period\", \"never\", a number of periods, or a range beside the row of units (resets)."
      },
      {
        "formula": "=DEAL.USAGEFEE({\"Images\",750}, {\"Images\",0,-0.1})",
        "answer": "#VALUE! The price -0.1 is negative; it must be 0 or more (rate_card, row 1)."
      }
    ],
    run: usageFee
  },
  {
    "name": "DEAL.USAGEFEE.LINES",
    "description": "The statement behind USAGEFEE: of each metric the units by what they cost, card fee, true-up, overage fee, rounding and fee; then the total and a check that is 0.",
    "remarks": "Of each metric: included + chargeable + over cap = units; card fee + true-up + overage fee + rounding = fee. Card fee is what the tiers give for the period's chargeable units; a cliff that is crossed pays (closing price − opening price) × chargeable units before as its true-up. Total = Σ fees. Check: F(units after) − F(units before) of all metrics by the formula in plain Excel, with the rounding, less the total. The figures are exact; only fees are rounded.",
    "parameters": [
      {
        "name": "usage",
        "description": "What was used: a row for each metric, its name and then its units, one column for each period. A header row begins with the word Metric, or with an empty cell beside named periods. Corrections are negative.",
        "optional": false
      },
      {
        "name": "rate_card",
        "description": "The prices: Metric, Above (or From), Price and, in a metric's first row, Method, Included, Use cap, Overage price. A row for each price; the first of a metric starts at 0.",
        "optional": false
      },
      {
        "name": "resets",
        "description": "Where units are counted from 0 again: \"each period\", \"never\", a whole number of periods (12 for annual tiers billed monthly), or a range beside the units (contract years). Needed for more than one period.",
        "optional": true
      },
      {
        "name": "decimals",
        "description": "Decimal places, 0 to 9, to which each metric's fee of each period is rounded; \"exact\" (default) rounds nothing.",
        "optional": true
      }
    ],
    "returns": "A header row and the lines of the statement, a column for each period.",
    "examples": [
      {
        "formula": "=DEAL.USAGEFEE.LINES({\"Output\",400,300,500}, {\"Output\",0,0.1,\"marginal\",100,1000,0.25;\"\",500,0.08,\"\",\"\",\"\",\"\"}, \"never\")",
        "answer": "{\"Metric\",\"Line\",1,2,3;\"Output\",\"units\",400,300,500;\"Output\",\"included\",100,0,0;\"Output\",\"chargeable\",300,300,300;\"Output\",\"over cap\",0,0,200;\"Output\",\"card fee\",30,28,24;\"Output\",\"true-up\",0,0,0;\"Output\",\"overage fee\",0,0,50;\"Output\",\"rounding\",0,0,0;\"Output\",\"fee\",30,28,74;\"\",\"total\",30,28,74;\"\",\"check\",0,0,0}"
      },
      {
        "formula": "=DEAL.USAGEFEE.LINES({\"Images\",750;\"images\",50}, {\"Images\",0,0.1})",
        "answer": "#VALUE! The metric \"images\" stands twice; add its units up in one row (usage, row 2)."
      }
    ],
    run: usageFeeLines
  },
  {
    "name": "DEAL.VERSION",
    "description": "The semantics version: which edition of the rules the figures in this workbook follow.",
    "remarks": "A change of one cent in any answer of any function is a new version, listed in CHANGELOG.md under \"Figures changed\". Takes no arguments and is never refused.",
    "parameters": [],
    "returns": "The number of the version.",
    "examples": [
      {
        "formula": "=DEAL.VERSION()",
        "answer": "2"
      }
    ],
    run: version
  },
  {
    "name": "DEAL.WATERFALL",
    "description": "Cash paid down an ordered list of claims, period after period: fees, costs, recoupment, preferred return, catch-up, splits.",
    "remarks": "**Each period**: (1) a deficit brought forward is made good; what is left is `gross`. (2) Fixed amounts fall due, and preferred returns accrue on opening balances, in the first period and in negative ones too. (3) The ranks are paid in order, each once. Nothing is taken back; undistributed cash is not carried.\n\n**Types**, and the columns that each reads besides Rank, Payee, Type, Cap and Paid. Anything else that is filled is refused.\n\n| type | reads | what it claims |\n|---|---|---|\n| fixed | Amount, Carry, Owed | Amount each period; Carry `yes`: what could not be paid is owed on, `no` or blank: it lapses |\n| percent | Rate, Of | Rate × Of: `gross`, `remaining` (what reaches this rank) or `after 2` (what was left after rank 2, an earlier one); what it could not be paid lapses |\n| recoup | Rate, Amount | what is unrecovered of Amount × (1 + Rate); Rate is the premium, 20% for a 120% recoupment |\n| preferred | Rate, Amount, Of, Carry, Owed | the return unpaid: Rate a period on Amount, or with Of `balance 1` on what this payee's recoup rows at rank 1 have still to recoup; Carry `simple` or `compound` (what is unpaid earns the return too; a rest that rounding left below 0 does not) |\n| split | Rate, Until | its Rate of what reaches the rank; rates under 100% let the rest flow on |\n| catch-up | Rate, Until | its Rate of the rank's cash, until the one row with Until has that share of the profit |\n| residual | nothing more | all that reaches it |\n\n| column | also called | unit | what it says |\n|---|---|---|---|\n| Rank | Step, Order | whole number from 1 | the order of payment; rows of one rank are paid pari passu. A rank holds claims (fixed, percent, recoup, preferred), or only split, or only catch-up, or one residual |\n| Payee | Party, Recipient, Holder | text | whom it pays; the same whatever its case |\n| Type | Layer | word | see above |\n| Rate | Share | fraction | 0 to 1; a recoup premium may be above 1 |\n| Amount | | money | |\n| Of | Base | words | see above |\n| Cap | | money | the most the row is paid over all periods, what was paid before included; what it cuts off a split, catch-up or residual goes to the next rank |\n| Until | | money, or in a catch-up a fraction | split: the whole rank closes when the first such row has been paid its amount; catch-up: the share of the profit |\n| Carry | | word | see above |\n| Paid | Paid before | money | what the row was paid before the first period; counts for Cap, Until, recoup and catch-up |\n| Owed | Owed before | money | arrears or return unpaid at the start |\n\n**Short cash.** A claim is first cut to the room under its Cap; if the cash is short, the rank's claims are then paid in proportion.\n\n**Catch-up.** The rank gets max(0, (s × P − H) ÷ (u − s)): s the Until, u that row's Rate, P all that preferred and catch-up rows have been paid so far, H that row's part. Profit paid further down counts from the next period.\n\n**Percentages at source** are percent rows of `gross`, whatever ranks above them: 50% at source of 100 is 50, also where an agent has taken 20 before. On receipts, they are of `remaining` or `after` the agent's rank: 40.\n\n**Amounts by period** stand in place of Amount for `fixed`, add to the balance for `recoup` (bearing the premium) and to the capital for `preferred`; a row blank or 0 throughout leaves its layer alone.\n\n**What does a blank do?** A blank period of cash is 0. In the optional columns blank and 0 mean: not used (there is no cap of 0). Rank and Type must be filled. Rows at the end that are blank or 0 throughout are left out.\n\n**A negative?** Negative cash pays nobody and is carried as a deficit; what falls due in it is still owed. To bring a deficit forward, make it the first period. Negatives in the table are refused.\n\n**A payment exactly on a Cap or Until?** Reaches it: the row has no room left, and a split rank with that Until is closed for good, in the same period.\n\n**A rate typed as 8 for 8%?** Refused, but for the premium of a recoup layer, where 8 means 900% in all.\n\n**Which periods restart?** None: balances, caps and untils run over all periods given.\n\n**When is it rounded?** With `decimals` a number: cash, Cap, Until and what is to be recouped first; fixed and preferred amounts stay exact and are claimed rounded; the room under a Cap is cut down to the unit, so that a Paid with more decimals never breaks it; then each rank's payments are added, the sum is rounded (never above the cash left) and shared by largest remainder. With \"exact\" nothing is rounded; returns that compound, and payments out of short cash where their fractions would need more, are cut at 200 decimals.\n\n**What if the rates are all 0?** Those rows claim nothing, and the cash flows on.\n\n**What is different from Excel's own functions?** Excel has none for waterfalls.\n\n**How do I write it by hand in plain Excel?** For each claim a corkscrew: opening, due, `paid = MAX(0,MIN(opening+due, room under the cap, cash left))`, closing, and cash left for the next. Pari passu: times `MIN(1, cash left/SUM(claims))`.\n\n**Where can I see the working?** `=DEAL.WATERFALL.LINES(…)` for every line, `=DEAL.WATERFALL.PAYEES(…)` for the totals of each payee, with the same arguments.\n\nNot said in one table: a share of another row's payment (multiply the rates), a share that feeds a waterfall of its own (use WATERFALL twice), recoupment from the payee's own share, a second hurdle by rate of return.",
    "parameters": [
      {
        "name": "cash",
        "description": "The cash of each period: one amount, or a row or column. A negative period is a deficit, which later cash makes good first.",
        "optional": false
      },
      {
        "name": "layers",
        "description": "The table of claims, one row for each: Rank | Payee | Type | Rate | Amount | Of | Cap | Until | Carry | Paid | Owed. Rows may stand in any order.",
        "optional": false
      },
      {
        "name": "decimals",
        "description": "Decimal places, 0 to 9, to which payments are rounded; \"exact\" (default) rounds nothing.",
        "optional": true
      },
      {
        "name": "amounts",
        "description": "What falls due by period: a row for each row of the table, a column for each period (turned with cash).",
        "optional": true
      }
    ],
    "returns": "What each row of the table is paid: a row for each, in its order, and a column for each period; turned if the cash is a column.",
    "examples": [
      {
        "formula": "=DEAL.WATERFALL(100, {1,\"Agent\",\"percent\",0.1,0,\"gross\";2,\"Studio\",\"residual\",0,0,\"\"})",
        "answer": "{10;90}"
      },
      {
        "formula": "=DEAL.WATERFALL(100, {1,\"Agent\",\"percent\",0.2,0,\"gross\";2,\"Writer\",\"percent\",0.5,0,\"gross\";3,\"Publisher\",\"residual\",0,0,\"\"})",
        "answer": "{20;50;30}"
      },
      {
        "formula": "=DEAL.WATERFALL(100, {1,\"Agent\",\"percent\",0.2,0,\"gross\";2,\"Writer\",\"percent\",0.5,0,\"remaining\";3,\"Publisher\",\"residual\",0,0,\"\"})",
        "answer": "{20;40;40}"
      },
      {
        "formula": "=DEAL.WATERFALL({100,100}, {\"Rank\",\"Payee\",\"Type\",\"Amount\",\"Carry\";1,\"Agent\",\"fixed\",120,\"yes\";2,\"Studio\",\"residual\",\"\",\"\"})",
        "answer": "{100,100;0,0}"
      },
      {
        "formula": "=DEAL.WATERFALL({100;100}, {\"Rank\",\"Payee\",\"Type\",\"Amount\",\"Carry\";1,\"Agent\",\"fixed\",60,\"no\";2,\"Studio\",\"residual\",\"\",\"\"})",
        "answer": "{60,40;60,40}"
      },
      {
        "formula": "=DEAL.WATERFALL({4000000,6000000,3000000,1000000}, {\"Rank\",\"Payee\",\"Type\",\"Rate\",\"Amount\",\"Until\";1,\"A\",\"recoup\",0,1000000,0;2,\"Me\",\"split\",0.1,0,1000000;2,\"A\",\"split\",0.9,0,0;3,\"Me\",\"split\",0.13,0,0;3,\"A\",\"split\",0.87,0,0})",
        "answer": "{1000000,0,0,0;300000,600000,100000,0;2700000,5400000,900000,0;0,0,260000,130000;0,0,1740000,870000}"
      },
      {
        "formula": "=DEAL.WATERFALL(100, {\"Rank\",\"Payee\",\"Type\",\"Rate\",\"Amount\",\"Until\",\"Carry\";1,\"LP\",\"recoup\",0,50,0,\"\";2,\"LP\",\"preferred\",0.08,50,0,\"simple\";3,\"GP\",\"catch-up\",1,0,0.2,\"\";4,\"LP\",\"split\",0.8,0,0,\"\";4,\"GP\",\"split\",0.2,0,0,\"\"})",
        "answer": "{50;4;1;36;9}"
      },
      {
        "formula": "=DEAL.WATERFALL(12, {\"Rank\",\"Payee\",\"Type\",\"Rate\",\"Amount\",\"Until\",\"Carry\";1,\"LP\",\"preferred\",0.08,100,0,\"simple\";2,\"GP\",\"catch-up\",0.5,0,0.2,\"\";2,\"LP\",\"catch-up\",0.5,0,0,\"\";3,\"LP\",\"split\",0.8,0,0,\"\";3,\"GP\",\"split\",0.2,0,0,\"\"})",
        "answer": "{8;2;2;0;0}"
      },
      {
        "formula": "=DEAL.WATERFALL(100, {\"Rank\",\"Payee\",\"Type\",\"Amount\",\"Cap\";1,\"A\",\"fixed\",100,30;1,\"B\",\"fixed\",100,0}, 2)",
        "answer": "{23.08;76.92}"
      },
      {
        "formula": "=DEAL.WATERFALL({-30,100}, {1,\"Studio\",\"residual\"})",
        "answer": "{0,70}"
      },
      {
        "formula": "=DEAL.WATERFALL({1000,1000,1000}, {1,\"A\",\"preferred\",0.5,1,\"\",0,0,\"compound\"}, 0)",
        "answer": "{1,0,1}"
      },
      {
        "formula": "=DEAL.WATERFALL(100, {\"Rank\",\"Type\",\"Cap\",\"Paid\";1,\"residual\",10,4.994}, 2)",
        "answer": "5"
      },
      {
        "formula": "=DEAL.WATERFALL(100, {1,\"Me\",\"split\",0.7;1,\"A\",\"split\",0.4})",
        "answer": "#VALUE! The split rates of rank 1 add up to 110%; they must not exceed 100% (layers, row 1)."
      },
      {
        "formula": "=DEAL.WATERFALL(100, {1,\"Me\",\"bonus\",0.7})",
        "answer": "#VALUE! \"bonus\" is no type of layer at rank 1; the types are fixed, percent, recoup, preferred, split, catch-up, residual (layers, row 1, Type)."
      },
      {
        "formula": "=DEAL.WATERFALL(100, {1,\"Me\",\"residual\",0.7})",
        "answer": "#VALUE! A residual layer does not read Rate, and at rank 1 it is filled; clear it, or use another type (layers, row 1, Rate)."
      },
      {
        "formula": "=DEAL.WATERFALL(100, {1,\"Me\",\"percent\",0.1,0,\"after 2\";2,\"A\",\"residual\",0,0,\"\"})",
        "answer": "#VALUE! \"after 2\" must name a rank that comes earlier than rank 1 (layers, row 1)."
      }
    ],
    run: waterfall
  },
  {
    "name": "DEAL.WATERFALL.LINES",
    "description": "The statement behind WATERFALL: cash and deficit, then every layer's opening, due, claim, rounding, paid, lapsed and closing, the cash left after each rank, and a check that is 0.",
    "remarks": "Opening + due − paid − lapsed = closing in every layer. For split, catch-up and residual the claim is the share of what is offered, after Cap, opening and closing are 0, and due is what is paid. Check: Σ paid + undistributed + (opening − closing deficit) − cash − cash rounding.",
    "parameters": [
      {
        "name": "cash",
        "description": "The cash of each period: one amount, or a row or column. A negative period is a deficit, which later cash makes good first.",
        "optional": false
      },
      {
        "name": "layers",
        "description": "The table of claims, one row for each: Rank | Payee | Type | Rate | Amount | Of | Cap | Until | Carry | Paid | Owed. Rows may stand in any order.",
        "optional": false
      },
      {
        "name": "decimals",
        "description": "Decimal places, 0 to 9, to which payments are rounded; \"exact\" (default) rounds nothing.",
        "optional": true
      },
      {
        "name": "amounts",
        "description": "What falls due by period: a row for each row of the table, a column for each period (turned with cash).",
        "optional": true
      }
    ],
    "returns": "A header row and the lines of the statement, rank by rank, a column for each period; turned when the periods run down.",
    "examples": [
      {
        "formula": "=DEAL.WATERFALL.LINES({100,100}, {\"Rank\",\"Payee\",\"Type\",\"Amount\",\"Carry\";1,\"Agent\",\"fixed\",120,\"yes\";2,\"Studio\",\"residual\",\"\",\"\"})",
        "answer": "{\"Rank\",\"Payee\",\"Type\",\"Line\",1,2;\"\",\"\",\"\",\"cash\",100,100;\"\",\"\",\"\",\"cash rounding\",0,0;\"\",\"\",\"\",\"opening deficit\",0,0;\"\",\"\",\"\",\"deficit made good\",0,0;\"\",\"\",\"\",\"closing deficit\",0,0;\"\",\"\",\"\",\"gross\",100,100;1,\"Agent\",\"fixed\",\"opening\",0,20;1,\"Agent\",\"fixed\",\"due\",120,120;1,\"Agent\",\"fixed\",\"claim\",120,140;1,\"Agent\",\"fixed\",\"rounding\",0,0;1,\"Agent\",\"fixed\",\"paid\",100,100;1,\"Agent\",\"fixed\",\"lapsed\",0,0;1,\"Agent\",\"fixed\",\"closing\",20,40;1,\"\",\"\",\"cash left\",0,0;2,\"Studio\",\"residual\",\"opening\",0,0;2,\"Studio\",\"residual\",\"due\",0,0;2,\"Studio\",\"residual\",\"claim\",0,0;2,\"Studio\",\"residual\",\"rounding\",0,0;2,\"Studio\",\"residual\",\"paid\",0,0;2,\"Studio\",\"residual\",\"lapsed\",0,0;2,\"Studio\",\"residual\",\"closing\",0,0;2,\"\",\"\",\"cash left\",0,0;\"\",\"\",\"\",\"undistributed\",0,0;\"\",\"\",\"\",\"check\",0,0}"
      },
      {
        "formula": "=DEAL.WATERFALL.LINES(100, {1,\"Me\",\"percent\",8,0,\"gross\"})",
        "answer": "#VALUE! The rate 8 is 800%; was a percentage typed as a whole number? (layers, row 1)."
      }
    ],
    run: waterfallLines
  },
  {
    "name": "DEAL.WATERFALL.PAYEES",
    "description": "What each payee is paid by WATERFALL, over all of its rows.",
    "remarks": "Payees are the same whatever their case and the spaces around them.",
    "parameters": [
      {
        "name": "cash",
        "description": "The cash of each period: one amount, or a row or column. A negative period is a deficit, which later cash makes good first.",
        "optional": false
      },
      {
        "name": "layers",
        "description": "The table of claims, one row for each: Rank | Payee | Type | Rate | Amount | Of | Cap | Until | Carry | Paid | Owed. Rows may stand in any order.",
        "optional": false
      },
      {
        "name": "decimals",
        "description": "Decimal places, 0 to 9, to which payments are rounded; \"exact\" (default) rounds nothing.",
        "optional": true
      },
      {
        "name": "amounts",
        "description": "What falls due by period: a row for each row of the table, a column for each period (turned with cash).",
        "optional": true
      }
    ],
    "returns": "A header row and a row for each payee, in order of first appearance, a column for each period; turned when the periods run down.",
    "examples": [
      {
        "formula": "=DEAL.WATERFALL.PAYEES({100,50}, {1,\"Agent\",\"percent\",0.1,0,\"gross\";2,\"Studio\",\"split\",0.5,0,\"\";2,\"AGENT \",\"split\",0.5,0,\"\"})",
        "answer": "{\"Payee\",1,2;\"Agent\",55,27.5;\"Studio\",45,22.5}"
      },
      {
        "formula": "=DEAL.WATERFALL.PAYEES(100, {1,\"Me\",\"residual\";1,\"A\",\"residual\"})",
        "answer": "#VALUE! Rank 1 has 2 residual rows; the first would take all, so keep one (layers, row 1)."
      }
    ],
    run: waterfallPayees
  },
  {
    "name": "DEAL.WITHHOLDING",
    "description": "Tax withheld from royalties: what is left of the gross, or with gross-up the gross that leaves the net.",
    "remarks": "None: tax = gross × rate, net = gross − tax. Gross up: gross = net ÷ (1 − rate), tax = gross − net. 100 to arrive at 30% is 142.86 and not 130, which would leave 91.\n\n**Before or after recoupment?** The royalty is what is paid: recoup first, then withhold. The rate is that of the law or the treaty, and stands in the sheet; none is built in.\n\n**What does a blank do?** A blank royalty counts as 0 and keeps its place. A blank rate is refused: no tax is a rate of 0.\n\n**A negative?** A negative royalty is the mirror image: WITHHOLDING(-x) = -WITHHOLDING(x), the tax comes back with it. Tax that does not come back: a rate of 0 there. A negative rate is refused.\n\n**A rate exactly on 0 or 1?** At 0 nothing is withheld, at 1 all of it. With gross-up a rate of 1 is #N/A, for a royalty of 0 too: no gross leaves a net. (There are no thresholds here; see TIEREDROYALTY.)\n\n**A rate typed as 8 for 8%?** Refused: a rate is a fraction, 0 to 1.\n\n**Which periods restart?** Every one: each royalty is taxed by itself, nothing is carried over.\n\n**When is it rounded?** Only if `decimals` is a number, half away from zero: the royalty first; then the tax, and the net is what is left; or with gross-up the gross, and the tax is gross less net. That tax always equals gross × rate, rounded, so that withholding from the gross gives the net back to the cent, as long as the 15 digits of a cell hold the gross.\n\n**What if the rates are all 0?** Net and gross are the royalty, and the tax is 0. (There are no weights here.)\n\n**What is different from Excel's own functions?** Excel has none for it. `ROUND(gross*(1-rate),2)` rounds the net, which at a half cent is a cent more than what is left when the tax is rounded: of 0.10 at 5% the tax is 0.01 and the net 0.09, not 0.10. Excel's ROUND goes the same way, half away from zero, but rounds what binary arithmetic has left over.\n\n**How do I write it by hand in plain Excel?** None: `=gross-ROUND(gross*rate,2)`. Gross up: `=ROUND(net/(1-rate),2)`.\n\n**Where can I see the working?** `=DEAL.WITHHOLDING.LINES(…)` with the same arguments.",
    "parameters": [
      {
        "name": "royalty",
        "description": "The royalty: one amount, or a row or column with one for each period. It is gross, or with gross-up the net that must arrive. A clawback is negative.",
        "optional": false
      },
      {
        "name": "rate",
        "description": "The rate of tax as a fraction (10% is 0.1), 0 to 1; or one for each royalty, laid out as the royalties.",
        "optional": false
      },
      {
        "name": "gross_up",
        "description": "\"none\" (default): the royalty is gross, and the answer is the net. \"gross up\": the royalty is the net that must arrive, and the answer is the gross.",
        "optional": true
      },
      {
        "name": "decimals",
        "description": "Decimal places, 0 to 9, to which royalty, tax and gross are rounded; \"exact\" (default) rounds nothing.",
        "optional": true
      }
    ],
    "returns": "The net for each royalty, or with gross-up the gross, laid out as the royalties.",
    "examples": [
      {
        "formula": "=DEAL.WITHHOLDING(100, 0.3)",
        "answer": "70"
      },
      {
        "formula": "=DEAL.WITHHOLDING(100, 0.3, \"gross up\", 2)",
        "answer": "142.86"
      },
      {
        "formula": "=DEAL.WITHHOLDING(142.86, 0.3, \"none\", 2)",
        "answer": "100"
      },
      {
        "formula": "=DEAL.WITHHOLDING({1000;500;-200}, 0.1)",
        "answer": "{900;450;-180}"
      },
      {
        "formula": "=DEAL.WITHHOLDING({1000,1000,-1000}, {0.1,0,1})",
        "answer": "{900,1000,0}"
      },
      {
        "formula": "=DEAL.WITHHOLDING({900;0;-90}, {0.1;0.25;0.1}, \"gross up\")",
        "answer": "{1000;0;-100}"
      },
      {
        "formula": "=DEAL.WITHHOLDING(0.1, 0.05, , 2)",
        "answer": "0.09"
      },
      {
        "formula": "=DEAL.WITHHOLDING(100.005, 0.1, , 2)",
        "answer": "90.01"
      },
      {
        "formula": "=DEAL.WITHHOLDING(100, 30)",
        "answer": "#VALUE! The rate 30 is 3000%; was a percentage typed as a whole number? 30% is 0.3 (rate)."
      },
      {
        "formula": "=DEAL.WITHHOLDING({100;100}, {0.1;-0.1})",
        "answer": "#VALUE! The rate -0.1 is negative; it must be 0 or more (rate, period 2)."
      },
      {
        "formula": "=DEAL.WITHHOLDING(100, 1, \"gross up\")",
        "answer": "#N/A At a rate of 1 the tax takes all, and no gross leaves a net; give a rate below 1, or no gross-up (rate)."
      },
      {
        "formula": "=DEAL.WITHHOLDING({100;100}, {0.1,0.2})",
        "answer": "#VALUE! There are 2 rates for 2 royalties; give one rate, or one for each royalty in the same direction (rate)."
      },
      {
        "formula": "=DEAL.WITHHOLDING(100, 0.3, \"yes\")",
        "answer": "#VALUE! \"yes\" is not one of the words \"none\", \"gross up\" (gross_up)."
      }
    ],
    run: withholding
  },
  {
    "name": "DEAL.WITHHOLDING.LINES",
    "description": "The statement behind WITHHOLDING: gross, tax, net and a check that is 0.",
    "remarks": "Gross − tax = net. Check: gross × (1 − rate) less the net, a half going towards zero where it is rounded; with gross-up, gross × rate, rounded, less the tax. The figures are those that are paid, rounded where `decimals` says so.",
    "parameters": [
      {
        "name": "royalty",
        "description": "The royalty: one amount, or a row or column with one for each period. It is gross, or with gross-up the net that must arrive. A clawback is negative.",
        "optional": false
      },
      {
        "name": "rate",
        "description": "The rate of tax as a fraction (10% is 0.1), 0 to 1; or one for each royalty, laid out as the royalties.",
        "optional": false
      },
      {
        "name": "gross_up",
        "description": "\"none\" (default): the royalty is gross, and the answer is the net. \"gross up\": the royalty is the net that must arrive, and the answer is the gross.",
        "optional": true
      },
      {
        "name": "decimals",
        "description": "Decimal places, 0 to 9, to which royalty, tax and gross are rounded; \"exact\" (default) rounds nothing.",
        "optional": true
      }
    ],
    "returns": "A header row and the lines of the statement, a column for each royalty; turned when they run down.",
    "examples": [
      {
        "formula": "=DEAL.WITHHOLDING.LINES({1000,500.05}, {0.1,0.3}, , 2)",
        "answer": "{\"Line\",1,2;\"gross\",1000,500.05;\"tax\",100,150.02;\"net\",900,350.03;\"check\",0,0}"
      },
      {
        "formula": "=DEAL.WITHHOLDING.LINES({100;-100}, 0.3, \"gross up\", 2)",
        "answer": "{\"Line\",\"gross\",\"tax\",\"net\",\"check\";1,142.86,42.86,100,0;2,-142.86,-42.86,-100,0}"
      },
      {
        "formula": "=DEAL.WITHHOLDING.LINES(100, \"30%\")",
        "answer": "#VALUE! \"30%\" is text that looks like a number; convert the cell to a number (rate)."
      }
    ],
    run: withholdingLines
  },
];
