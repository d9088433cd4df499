import { FINANCE_FUNCTIONS } from "../../../src/sheet/excel/finance";
import { yearFraction } from "../../../src/sheet/excel/dayCount";
import type { Value } from "../../../src/sheet/evaluator/value";
import { array, called, column } from "./calling";

type Arguments = readonly (Value | undefined)[];

/** The serial number of a date. */
function on(year: number, month: number, day: number): number {
  return Date.UTC(year, month - 1, day) / 86_400_000 + 25_569;
}

const FLOWS = column(-10000, 2750, 4250, 3250, 2750);
const DATES = column(on(2008, 1, 1), on(2008, 3, 1), on(2008, 10, 30), on(2009, 2, 15), on(2009, 4, 1));

describe("loans, payments, bonds and depreciation", () => {
  test.each<[string, Arguments, string, string]>([
    ["PV", [0.08 / 12, 240, 500, undefined, 0], "-59777.15", "Microsoft's example"],
    ["PV", [0, 0, 500, 1000], "-1000", "no rate and no periods"],
    ["FV", [0.06 / 12, 10, -200, -500, 1], "2581.40", "Microsoft's example"],
    ["PMT", [0.08 / 12, 10, 10000], "-1037.03", "Microsoft's example"],
    ["PMT", [0.08 / 12, 10, 10000, 0, 1], "-1030.16", "Microsoft's example"],
    ["IPMT", [0.1 / 12, 1, 36, 8000], "-66.67", "Microsoft's example"],
    ["IPMT", [0.1, 3, 3, 8000], "-292.45", "Microsoft's example"],
    ["IPMT", [0.1, 1, 3, 8000, 0, 1], "0", "paid at once nothing has grown"],
    ["PPMT", [0.1 / 12, 1, 24, 2000], "-75.62", "Microsoft's example"],
    ["PPMT", [0.08, 10, 10, 200000], "-27598.05", "Microsoft's example"],
    ["ISPMT", [0.1 / 12, 1, 36, 8000000], "-64814.8", "Microsoft's example"],
    ["CUMIPMT", [0.09 / 12, 360, 125000, 13, 24, 0], "-11135.23213", "Microsoft's example"],
    ["CUMIPMT", [0.09 / 12, 360, 125000, 1, 1, 0], "-937.50", "Microsoft's example"],
    ["CUMPRINC", [0.09 / 12, 360, 125000, 13, 24, 0], "-934.1071234", "Microsoft's example"],
    ["CUMPRINC", [0.09 / 12, 360, 125000, 1, 1, 0], "-68.27827118", "Microsoft's example"],
    ["CUMIPMT", [0.1, 2, 100, 1, 2, 1], "-4.761905", "two payments of 52.380952 at the start, so 4.761905 of interest"],
    ["CUMPRINC", [0.1, 2, 100, 1, 1, 1], "-52.380952", "the first one is all principal"],
    ["NPER", [0.01, -100, -1000, 10000, 1], "59.6738657", "Microsoft's example"],
    ["NPER", [0.01, -100, -1000], "-9.57859404", "Microsoft's example: periods back"],
    ["NPER", [0.05, 100, 1000], "-8.3103862225206", "the same signs: ln(100/150)/ln(1.05)"],
    ["RATE", [48, -200, 8000], "0.0077015", "Microsoft's example: 1%"],
    ["RATE", [10, -100, 1000], "0.0000000", "no interest at all"],
    ["NPV", [0.1, -10000, 3000, 4200, 6800], "1188.44", "Microsoft's example"],
    ["NPV", [0.1, column(-100, null, 60), column(60)], "3.756574", "a blank among cells does not move later flows: −100, 60, 60"],
    ["NPV", [0.1, -100, undefined, 60, 60], "-4.849396", "one left out counts as 0"],
    ["IRR", [column(-70000, 12000, 15000, 18000, 21000)], "-0.0212448483", "Microsoft's example: −2.1%"],
    ["IRR", [column(-70000, 12000, 15000, 18000, 21000, 26000)], "0.0866309480", "Microsoft's example: 8.7%"],
    ["IRR", [column(-70000, 12000, 15000), -0.1], "-0.4435069413", "Microsoft's example: −44.4%"],
    ["IRR", [column(-100, 110)], "0.100000000000", "one year"],
    ["IRR", [column(-1, 1e6)], "999999.0", "a rate that is far away"],
    ["MIRR", [column(-120000, 39000, 30000, 21000, 37000, 46000), 0.1, 0.12], "0.126094", "Microsoft's example: 13%"],
    ["XNPV", [0.09, FLOWS, DATES], "2086.647602", "Microsoft's example"],
    ["XIRR", [FLOWS, DATES, 0.1], "0.3733625", "Microsoft's example: 37.34%"],
    ["EFFECT", [0.0525, 4], "0.0535427", "Microsoft's example"],
    ["NOMINAL", [0.053543, 4], "0.05250032", "Microsoft's example"],
    ["PDURATION", [0.025, 2000, 2200], "3.86", "Microsoft's example"],
    ["RRI", [96, 10000, 11000], "0.0009933", "Microsoft's example"],
    ["FVSCHEDULE", [1, array(0.09, 0.11, 0.1)], "1.33089", "Microsoft's example"],
    ["FVSCHEDULE", [1, column(0.09, null)], "1.09", "a blank is no interest"],
    ["DOLLARDE", [1.02, 16], "1.125", "Microsoft's example"],
    ["DOLLARDE", [1.1, 32], "1.3125", "Microsoft's example"],
    ["DOLLARFR", [1.125, 32], "1.04", "Microsoft's example"],
    ["SLN", [30000, 7500, 10], "2250", "Microsoft's example"],
    ["SYD", [30000, 7500, 10, 10], "409.09", "Microsoft's example"],
    ["DB", [1e6, 1e5, 6, 1, 7], "186083.33", "Microsoft's example"],
    ["DB", [1e6, 1e5, 6, 7, 7], "15845.10", "Microsoft's example: the months left of a seventh year"],
    ["DDB", [2400, 300, 3650, 1], "1.32", "Microsoft's example"],
    ["DDB", [2400, 300, 10, 2, 1.5], "306.00", "Microsoft's example"],
    ["DDB", [2400, 300, 10, 10], "22.12", "Microsoft's example"],
    ["VDB", [2400, 300, 120, 6, 18], "396.31", "Microsoft's example"],
    ["VDB", [2400, 300, 120, 6, 18, 1.5], "311.81", "Microsoft's example"],
    ["VDB", [2400, 300, 10, 0, 0.875, 1.5], "315.00", "Microsoft's example"],
    ["AMORLINC", [2400, 39679, 39813, 300, 1, 0.15, 1], "360", "Microsoft's example"],
    ["AMORDEGRC", [2400, 39679, 39813, 300, 1, 0.15, 1], "776", "Microsoft's example"],
    ["COUPDAYBS", [on(2011, 1, 25), on(2011, 11, 15), 2, 1], "71", "Microsoft's example"],
    ["COUPDAYS", [on(2011, 1, 25), on(2011, 11, 15), 2, 1], "181", "Microsoft's example"],
    ["COUPDAYSNC", [on(2011, 1, 25), on(2011, 11, 15), 2, 1], "110", "Microsoft's example"],
    ["COUPNCD", [on(2011, 1, 25), on(2011, 11, 15), 2, 1], String(on(2011, 5, 15)), "Microsoft's example"],
    ["COUPPCD", [on(2011, 1, 25), on(2011, 11, 15), 2, 1], String(on(2010, 11, 15)), "Microsoft's example"],
    ["COUPNUM", [on(2007, 1, 25), on(2008, 11, 15), 2, 1], "4", "Microsoft's example"],
    ["COUPPCD", [on(2021, 3, 10), on(2021, 8, 31), 2, 0], String(on(2021, 2, 28)), "coupons on the last day of the month"],
    ["PRICE", [on(2008, 2, 15), on(2017, 11, 15), 0.0575, 0.065, 100, 2, 0], "94.63436162", "Microsoft's example: 94.63"],
    ["YIELD", [on(2008, 2, 15), on(2016, 11, 15), 0.0575, 95.04287, 100, 2, 0], "0.0650000", "Microsoft's example: 6.5%"],
    ["DURATION", [on(2018, 7, 1), on(2048, 1, 1), 0.08, 0.09, 2, 1], "10.9191453", "Microsoft's example"],
    ["MDURATION", [on(2008, 1, 1), on(2016, 1, 1), 0.08, 0.09, 2, 1], "5.73567", "Microsoft's example"],
    ["ACCRINT", [on(2008, 3, 5), on(2008, 8, 31), on(2008, 5, 1), 0.1, 1000, 2, 0, false], "15.555556", "Microsoft's example"],
    ["ACCRINT", [on(2008, 4, 5), on(2008, 8, 31), on(2008, 5, 1), 0.1, 1000, 2, 0, true], "7.2222222", "Microsoft's example"],
    ["ACCRINTM", [39539, 39614, 0.1, 1000, 3], "20.54794521", "Microsoft's example"],
    ["DISC", [on(2018, 7, 1), on(2048, 1, 1), 97.975, 100, 1], "0.0006864", "Microsoft's example"],
    ["INTRATE", [on(2008, 2, 15), on(2008, 5, 15), 1000000, 1014420, 2], "0.05768", "Microsoft's example"],
    ["PRICEDISC", [on(2008, 2, 16), on(2008, 3, 1), 0.0525, 100, 2], "99.80", "Microsoft's example"],
    ["YIELDDISC", [on(2008, 2, 16), on(2008, 3, 1), 99.795, 100, 2], "0.052823", "Microsoft's example"],
    ["PRICEMAT", [on(2008, 2, 15), on(2008, 4, 13), on(2007, 11, 11), 0.061, 0.061, 0], "99.98", "Microsoft's example"],
    ["YIELDMAT", [on(2008, 3, 15), on(2008, 11, 3), on(2007, 11, 8), 0.0625, 100.0123, 0], "0.060954", "Microsoft's example"],
    ["RECEIVED", [on(2008, 2, 15), on(2008, 5, 15), 1000000, 0.0575, 2], "1014584.65", "Microsoft's example"],
    ["TBILLEQ", [on(2008, 3, 31), on(2008, 6, 1), 0.0914], "0.09415", "Microsoft's example"],
    ["TBILLEQ", [45332, 45650, 0.5], "0.7787541318484793", "longer than half a year"],
    ["TBILLPRICE", [on(2008, 3, 31), on(2008, 6, 1), 0.09], "98.45", "Microsoft's example"],
    ["TBILLYIELD", [on(2008, 3, 31), on(2008, 6, 1), 98.45], "0.091417", "Microsoft's example"],
  ])("%s(%j) is %s: %s", (name, args, documented) => {
    const places = /\.(\d*)/.exec(documented)?.[1]?.length ?? 0;
    expect(Number(called(FINANCE_FUNCTIONS, name, args)).toFixed(places)).toBe(documented);
  });

  // By the same formulas at 60 digits.
  test.each<[string, Arguments, string, string]>([
    ["PMT", [0.0001 / 12, 360, 300000], "-834.587430548035", "a rate of next to nothing"],
    ["PMT", [0.0647 / 12, 360, 437000], "-2753.52110842726", "thirty years of months"],
    ["FV", [0.0003 / 12, 120, -250], "30044.6689133568", "saved at next to nothing"],
    ["FV", [0.07 / 365, 3650, -1], "5285.29156068245", "ten years of days"],
    ["PV", [0.07 / 12, 480, -900], "144826.955037462", "forty years of months"],
  ])("%s(%j) is %s to the last of 15 digits: %s", (name, args, exact) => {
    expect(Number(called(FINANCE_FUNCTIONS, name, args)).toPrecision(15)).toBe(exact);
  });

  test.each<[string, Arguments, string, string]>([
    ["FV", [-2, 0.5, 3], "#NUM!", "a root of a negative number"],
    ["PV", [-1, 20, 300], "#DIV/0!", "nothing is left of what is owed"],
    ["PV", [0.001, 1e9, 1, 1], "#NUM!", "a growth beyond all bounds"],
    ["PPMT", [0.1, 4, 3, 8000], "#NUM!", "after the last period"],
    ["IPMT", [0.1, 0, 36, 8000], "#NUM!", "before the first"],
    ["CUMPRINC", [0.01, 36, 8000, 5, 37, 0], "#NUM!", "beyond the last"],
    ["CUMIPMT", [0.01, 36, 8000, 1.5, 3, 0], "#VALUE! unsupported", "parts of periods"],
    ["CUMIPMT", [0, 36, 8000, 1, 3, 0], "#NUM!", "no rate"],
    ["DDB", [2400, 300, 10, 11], "#NUM!", "after its life"],
    ["DDB", [2400, 300, 10, 1.5], "#VALUE! unsupported", "within a period"],
    ["DB", [1e6, 1e5, 6, 8, 7], "#NUM!", "after its life"],
    ["RATE", [10, 100, 1000], "#NUM!", "nothing is paid back"],
    ["IRR", [column(100, 200)], "#NUM!", "nothing is paid in"],
    ["IRR", [column(-100, 200, -101)], "#NUM!", "no rate makes it 0"],
    ["MIRR", [column(1, 2), 0.1, 0.1], "#DIV/0!", "nothing is paid in"],
    ["MIRR", [column(-1, 2), 0.1, -1], "#DIV/0!", "at a rate of −1"],
    ["XNPV", [0.1, column(-100, 110), column(45000, 44999)], "#NUM!", "before the first date"],
    ["XNPV", [-0.1, FLOWS, DATES], "#NUM!", "a rate below 0"],
    ["XIRR", [column(1, 2), column(45000, 45001)], "#NUM!", "nothing is paid in"],
    ["XIRR", [column(-1, 2), column(45000)], "#NUM!", "a date too few"],
    ["XNPV", [0.1, column(-1, null), column(45000, 45001)], "#VALUE! unsupported", "a blank among the flows"],
    ["COUPNUM", [on(2012, 1, 1), on(2011, 1, 1), 2, 1], "#NUM!", "after maturity"],
    ["COUPNUM", [on(2010, 1, 1), on(2011, 1, 1), 3, 1], "#NUM!", "three times a year"],
    ["COUPPCD", [on(2020, 1, 1), on(2025, 8, 30), 2, 0], "#VALUE! unsupported", "a 30th that February has not"],
    ["PRICE", [on(2008, 2, 15), on(2017, 11, 15), 0.0575, -0.1, 100, 2, 0], "#NUM!", "a yield below 0"],
    ["TBILLEQ", [45000, 45367, 0.05], "#NUM!", "longer than a year"],
    ["DOLLARDE", [1.02, 0], "#DIV/0!", "no denominator"],
    ["ODDFPRICE", [1, 2, 3, 4, 5, 6, 7, 2], "#VALUE! unsupported", "not calculated"],
    ["ACCRINT", [on(2008, 3, 1), on(2008, 8, 31), on(2008, 5, 1), 0.1, 1000, 2, 0], "#VALUE! unsupported", "Microsoft's example says 16.67, and Excel 16.94"],
    ["NPV", [0.1, column(1, { error: "#REF!" })], "#REF!", "an error among the flows"],
  ])("%s(%j) is %s: %s", (name, args, error) => {
    expect(called(FINANCE_FUNCTIONS, name, args)).toBe(error);
  });

  test("a rate is found to the last digit: no neighbour of it is nearer", () => {
    const flows = [-1234.56, 311, 0, 287.5, 612.25, 499];
    const worth = (rate: number): number => Math.abs(flows.reduce((sum, flow, i) => sum + flow / (1 + rate) ** i, 0));
    const rate = Number(called(FINANCE_FUNCTIONS, "IRR", [column(...flows)]));
    expect(worth(rate)).toBeLessThanOrEqual(worth(rate + 1e-14));
    expect(worth(rate)).toBeLessThanOrEqual(worth(rate - 1e-14));
    expect(called(FINANCE_FUNCTIONS, "IRR", [column(...flows), 0.5])).toBe(rate);
  });

  test("dates count from 1904 where the workbook's do", () => {
    const shift = 1462;
    expect(called(FINANCE_FUNCTIONS, "COUPNCD", [on(2011, 1, 25) - shift, on(2011, 11, 15) - shift, 2, 1], true)).toBe(on(2011, 5, 15) - shift);
    expect(called(FINANCE_FUNCTIONS, "COUPDAYBS", [on(2011, 1, 25) - shift, on(2011, 11, 15) - shift, 2, 0], true)).toBe(70);
  });

  test.each<[number, number, 0 | 1 | 2 | 3 | 4, number, string]>([
    [on(2012, 1, 1), on(2012, 7, 30), 0, 209 / 360, "Microsoft's example"],
    [on(2012, 1, 1), on(2012, 7, 30), 1, 211 / 366, "Microsoft's example"],
    [on(2012, 1, 1), on(2012, 7, 30), 3, 211 / 365, "Microsoft's example"],
    [on(2015, 2, 28), on(2015, 3, 31), 0, 31 / 360, "from the last of February a 31st stays one"],
    [on(2015, 1, 31), on(2015, 3, 31), 0, 60 / 360, "from a 31st to a 31st"],
    [on(2012, 2, 29), on(2013, 2, 28), 0, 1, "from one last of February to the next"],
    [on(2020, 1, 1), on(2022, 1, 1), 1, 731 / (1096 / 3), "over the average of the years touched"],
    [on(2020, 1, 31), on(2020, 3, 31), 4, 60 / 360, "in Europe a 31st is a 30th"],
    [on(2022, 1, 1), on(2020, 1, 1), 2, 731 / 360, "the other way round"],
  ])("from %d to %d by basis %d is %d years: %s", (from, to, basis, years) => {
    expect(yearFraction(from, to, basis)).toBe(years);
  });
});
