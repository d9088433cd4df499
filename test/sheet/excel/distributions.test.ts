import { DISTRIBUTION_FUNCTIONS } from "../../../src/sheet/excel/distributions";
import { array, called, cells, column } from "./calling";
import { workBegun } from "../../support/work";

type Argument = number | boolean;

describe("distributions", () => {
  // Sums, integrals and series by mpmath at 45 digits; what was solved for was solved by it too.
  test.each<[string, Argument[], string]>([
    ["BINOM.DIST", [500000, 1000000, 0.5, true], "0.500398942180665"],
    ["NORM.DIST", [-2.231, 0.227, 0.573, false], "0.00007029244449657712326963"],
    ["NORM.DIST", [-2.013, -1.281, 2.384, true], "0.3794038067162464281326"],
    ["NORM.S.DIST", [0.755, true], "0.7748755088900730210472"],
    ["NORM.S.DIST", [-2.019, true], "0.02174360975317353042075"],
    ["NORMSDIST", [0.755], "0.7748755088900730210472"],
    ["NORMSDIST", [-2.019], "0.02174360975317353042075"],
    ["PHI", [0.755], "0.3000065314074767493701"],
    ["PHI", [-2.019], "0.05196842100685479291026"],
    ["NORM.S.DIST", [-10, true], "7.619853024160526066e-24"],
    ["NORMSDIST", [-20], "2.753624118606233695e-89"],
    ["NORM.INV", [0.908789, 40, 1.5], "42.00000200956616087"],
    ["NORM.INV", [0.02, -3, 0.25], "-3.513437227657955761"],
    ["NORM.S.INV", [0.3], "-0.5244005127080408160"],
    ["GAUSS", [1e-8], "3.989422804014326796e-9"],
    ["GAUSS", [0.001], "0.0003989422139110625929"],
    ["GAUSS", [0.755], "0.2748755088900730210472"],
    ["GAUSS", [-2.019], "-0.4782563902468264695793"],
    ["ERF", [0.755], "0.7143582374845556307005"],
    ["ERF", [-2.019], "-0.9957003424821022645992"],
    ["ERFC", [0.755], "0.2856417625154443692995"],
    ["ERFC", [-2.019], "1.995700342482102264599"],
    ["LOGNORM.DIST", [8.389, 0.227, 0.573, false], "0.000340168491379802850232"],
    ["LOGNORM.DIST", [1.646, -1.281, 2.384, true], "0.7722782879148468902959"],
    ["GAMMA.DIST", [8.389, 16.358, 4.696, false], "7.549823960604829427685e-11"],
    ["GAMMA.DIST", [1.646, 9.217, 4.112, true], "2.543993444009014039572e-10"],
    ["GAMMA", [-2.644], "-0.8936427139090944840297"],
    ["GAMMA", [1.646], "0.8995176778564154219807"],
    ["GAMMALN", [16.801], "30.11516546639297548049"],
    ["GAMMALN", [1.621], "-0.1097565620050240792204"],
    ["BETA.DIST", [0.678, 16.358, 4.696, false], "2.068699849709026824131"],
    ["BETA.DIST", [0.45, 9.217, 4.112, true], "0.03439427670768826144043"],
    ["BINOM.DIST", [37, 53, 0.678, true], "0.6721201781583278966307"],
    ["BINOM.DIST", [7, 38, 0.45, false], "0.0004215015105351298187082"],
    ["BINOM.DIST.RANGE", [159, 0.069, 147, 157], "3.107948876284502779283e-154"],
    ["BINOM.DIST.RANGE", [282, 0.813, 142, 248], "0.9989884632443150523013"],
    ["NEGBINOM.DIST", [23, 4, 0.678, true], "0.9999999985096205039229"],
    ["NEGBINOM.DIST", [10, 11, 0.45, false], "0.07170725497498226839097"],
    ["POISSON.DIST", [52, 22.839, false], "6.694348697386738711732e-8"],
    ["POISSON.DIST", [22, 76.623, false], "1.34334839328689508427e-13"],
    ["POISSON", [52, 22.839, true], "0.9999999504621410555319"],
    ["POISSON", [22, 76.623, true], "1.871249777248070415764e-13"],
    ["EXPON.DIST", [0.069, 22.839, true], "0.7931768089030037758631"],
    ["EXPON.DIST", [0.813, 76.623, true], "1.0"],
    ["WEIBULL.DIST", [16.801, 28.357, 3.951, true], "1.0"],
    ["WEIBULL.DIST", [1.621, 13.641, 4.531, true], "8.137794650584649764147e-7"],
    ["HYPGEOM.DIST", [2, 2, 19, 21, true], "1.0"],
    ["HYPGEOM.DIST", [10, 11, 108, 130, false], "0.2931330674604711399431"],
    ["CHISQ.DIST", [35.579, 30, true], "0.7778162961669691782692"],
    ["CHISQ.DIST", [65.869, 15, true], "0.9999999759500496147264"],
    ["CHISQ.DIST.RT", [35.579, 30], "0.2221837038330308217308"],
    ["CHISQ.DIST.RT", [65.869, 15], "2.404995038527358578565e-8"],
    ["T.DIST", [0.381, 14, false], "0.3627124120982407212453"],
    ["T.DIST", [0.876, 5, true], "0.7894429133425922283094"],
    ["T.DIST.2T", [1.331, 30], "0.1932166379244082495291"],
    ["T.DIST.2T", [5.855, 15], "0.00003165595186528721489078"],
    ["F.DIST", [8.389, 14, 50, false], "1.381650658977419461579e-8"],
    ["F.DIST", [1.646, 5, 57, true], "0.8373401498099735466217"],
    ["F.DIST.RT", [16.801, 30, 32], "1.686206571837199819689e-12"],
    ["F.DIST.RT", [1.621, 15, 54], "0.09871384842330124969625"],
    ["BESSELJ", [1.863, 4], "0.02630424666141141031017"],
    ["BESSELJ", [17.715, 4], "0.01850351798811086995679"],
    ["BESSELY", [1.863, 4], "-3.482693919272652262097"],
    ["BESSELY", [17.715, 4], "-0.1911192991901057353311"],
    ["BESSELI", [1.863, 4], "0.03722473779273602555308"],
    ["BESSELI", [17.715, 4], "2967370.992389039105106"],
    ["BESSELK", [1.863, 4], "3.033440588124753511506"],
    ["BESSELK", [17.715, 4], "9.280632415742001460321e-9"],
    ["NORM.S.INV", [0.1301], "-1.125918542408958825324"],
    ["NORM.S.INV", [0.2824], "-0.5757265894858492815095"],
    ["CHISQ.INV", [0.9255, 46], "60.47973062959281824648"],
    ["CHISQ.INV", [0.3725, 26], "23.09618389374859852054"],
    ["CHISQ.INV.RT", [0.9255, 46], "32.96100709317493871956"],
    ["CHISQ.INV.RT", [0.3725, 26], "27.71746706740159843355"],
    ["GAMMA.INV", [0.9255, 27.077, 1], "34.90854873220190423707"],
    ["GAMMA.INV", [0.3725, 29.964, 1], "27.89762115229675024228"],
    ["BETA.INV", [0.9255, 27.077, 8.908], "0.849761284683859125998"],
    ["BETA.INV", [0.3725, 29.964, 17.799], "0.6061111974321942412895"],
    ["T.INV", [0.9255, 46], "1.467664838031441536592"],
    ["T.INV", [0.3725, 26], "-0.3287205291688148056311"],
    ["T.INV.2T", [0.9255, 46], "0.09402204037079226861661"],
    ["T.INV.2T", [0.3725, 26], "0.9074561561511167375072"],
    ["F.INV", [0.9255, 46, 1], "113.1203282956587686686"],
    ["F.INV", [0.3725, 26, 25], "0.87892428993402374249"],
    ["FINV", [0.9255, 46, 1], "0.3002471316388243048601"],
    ["FINV", [0.3725, 26, 25], "1.140255093506068131728"],
  ])("%s(%j) to 12 digits", (name, args, exact) => {
    const answered = called(DISTRIBUTION_FUNCTIONS, name, args);
    expect(Number(answered).toPrecision(12)).toBe(Number(exact).toPrecision(12));
  });

  test.each<[string, Argument[], number, string]>([
    ["NORM.S.DIST", [1.3333, true], 0.908783313, "the figure that a formula of seven digits misses"],
    ["NORM.S.INV", [0.975], 1.95996398, "the usual bound of 95%"],
    ["ERF", [0.745], 0.70792892, "Microsoft's example"],
    ["ERF", [0, 1], 0.842700793, "between two bounds"],
    ["ERF", [1, 2], 0.152621472, "between two bounds above 0"],
    ["ERF", [-2, -1], 0.152621472, "between two bounds below 0"],
    ["LOGNORM.DIST", [4, 3.5, 1.2, true], 0.0390835557, "Microsoft's example"],
    ["LOGNORM.INV", [0.039084, 3.5, 1.2], 4.00002522, "Microsoft's example"],
    ["GAMMA.DIST", [10.00001131, 9, 2, false], 0.0326391304, "Microsoft's example"],
    ["GAMMA.INV", [0.068094, 9, 2], 10.0000112, "Microsoft's example"],
    ["BETA.DIST", [2, 8, 10, true, 1, 3], 0.685470581, "Microsoft's example, between other bounds"],
    ["BETA.DIST", [2, 8, 10, false, 1, 3], 1.48376465, "its density"],
    ["BETA.INV", [0.685470581, 8, 10, 1, 3], 2, "Microsoft's example"],
    ["BINOM.DIST", [6, 10, 0.5, false], 0.205078125, "Microsoft's example"],
    ["BINOM.DIST.RANGE", [60, 0.75, 48], 0.0839749674, "Microsoft's example"],
    ["BINOM.DIST.RANGE", [60, 0.75, 45, 50], 0.523629793, "Microsoft's example"],
    ["BINOM.INV", [6, 0.5, 0.75], 4, "Microsoft's example"],
    ["BINOM.INV", [2, 0.5, 0.25], 0, "reached exactly"],
    ["NEGBINOM.DIST", [10, 5, 0.25, true], 0.313514058, "Microsoft's example"],
    ["NEGBINOM.DIST", [10, 5, 0.25, false], 0.0550486604, "Microsoft's example"],
    ["POISSON.DIST", [2, 5, true], 0.124652019, "Microsoft's example"],
    ["POISSON.DIST", [0, 0, true], 1, "nothing to be expected"],
    ["EXPON.DIST", [0.2, 10, false], 1.35335283, "Microsoft's example"],
    ["WEIBULL.DIST", [105, 20, 100, false], 0.0355888640, "Microsoft's example"],
    ["HYPGEOM.DIST", [1, 4, 8, 20, true], 0.465428277, "Microsoft's example"],
    ["CHISQ.DIST", [0.5, 1, true], 0.520499878, "Microsoft's example"],
    ["CHISQ.INV.RT", [0.050001, 10], 18.3069735, "Microsoft's example"],
    ["T.DIST", [60, 1, true], 0.994695326, "Microsoft's example"],
    ["T.DIST.2T", [1.959999998, 60], 0.05464493, "Microsoft's example"],
    ["T.INV", [0.75, 2], 0.816496581, "Microsoft's example"],
    ["T.INV", [0.5, 7], 0, "the middle"],
    ["T.INV.2T", [0.546449, 60], 0.606533076, "Microsoft's example"],
    ["F.DIST", [15.2068649, 6, 4, true], 0.99, "Microsoft's example"],
    ["F.INV.RT", [0.01, 6, 4], 15.2068649, "Microsoft's example"],
    ["CONFIDENCE.NORM", [0.05, 2.5, 50], 0.692951912, "Microsoft's example"],
    ["CONFIDENCE.T", [0.05, 1, 50], 0.284196855, "Microsoft's example"],
    ["FISHER", [0.75], 0.972955075, "Microsoft's example"],
    ["FISHERINV", [0.972955], 0.749999967, "Microsoft's example"],
    ["STANDARDIZE", [42, 40, 1.5], 1.33333333, "Microsoft's example"],
    ["GAMMA", [-3.75], 0.267866129, "Microsoft's example"],
    ["GAMMALN", [4], 1.79175947, "Microsoft's example"],
    ["BESSELJ", [1.9, 2], 0.329925728, "mpmath; Microsoft's 0.329925829 is of fewer digits"],
    ["BESSELK", [1.5, 1], 0.277387800, "mpmath"],
    ["BESSELY", [2.5, 1], 0.145918138, "Microsoft's example"],
    ["BESSELI", [1.5, 1], 0.981666429, "mpmath; Microsoft shows 0.981666428"],
  ])("%s(%j) is %d: %s", (name, args, documented) => {
    expect(Number(Number(called(DISTRIBUTION_FUNCTIONS, name, args)).toPrecision(9))).toBe(documented);
  });

  test.each<[string, Argument[], string, Argument[]]>([
    ["POISSON", [2, 5, true], "POISSON.DIST", [2, 5, true]],
    ["EXPONDIST", [0.2, 10, true], "EXPON.DIST", [0.2, 10, true]],
    ["WEIBULL", [105, 20, 100, true], "WEIBULL.DIST", [105, 20, 100, true]],
    ["GAMMADIST", [10, 9, 2, true], "GAMMA.DIST", [10, 9, 2, true]],
    ["GAMMAINV", [0.3, 9, 2], "GAMMA.INV", [0.3, 9, 2]],
    ["BETADIST", [2, 8, 10, 1, 3], "BETA.DIST", [2, 8, 10, true, 1, 3]],
    ["BETAINV", [0.3, 8, 10, 1, 3], "BETA.INV", [0.3, 8, 10, 1, 3]],
    ["CHIDIST", [18, 10], "CHISQ.DIST.RT", [18, 10]],
    ["CHIINV", [0.05, 10], "CHISQ.INV.RT", [0.05, 10]],
    ["FDIST", [15, 6, 4], "F.DIST.RT", [15, 6, 4]],
    ["FINV", [0.01, 6, 4], "F.INV.RT", [0.01, 6, 4]],
    ["TDIST", [1.96, 60, 2], "T.DIST.2T", [1.96, 60]],
    ["TDIST", [1.96, 60, 1], "T.DIST.RT", [1.96, 60]],
    ["TINV", [0.05, 60], "T.INV.2T", [0.05, 60]],
    ["LOGNORMDIST", [4, 3.5, 1.2], "LOGNORM.DIST", [4, 3.5, 1.2, true]],
    ["LOGINV", [0.3, 3.5, 1.2], "LOGNORM.INV", [0.3, 3.5, 1.2]],
    ["CRITBINOM", [6, 0.5, 0.75], "BINOM.INV", [6, 0.5, 0.75]],
    ["BINOMDIST", [6, 10, 0.5, true], "BINOM.DIST", [6, 10, 0.5, true]],
    ["NEGBINOMDIST", [10, 5, 0.25], "NEGBINOM.DIST", [10, 5, 0.25, false]],
    ["HYPGEOMDIST", [1, 4, 8, 20], "HYPGEOM.DIST", [1, 4, 8, 20, false]],
    ["NORMDIST", [42, 40, 1.5, true], "NORM.DIST", [42, 40, 1.5, true]],
    ["NORMINV", [0.9, 40, 1.5], "NORM.INV", [0.9, 40, 1.5]],
    ["NORMSDIST", [1.3], "NORM.S.DIST", [1.3, true]],
    ["NORMSINV", [0.9], "NORM.S.INV", [0.9]],
    ["CONFIDENCE", [0.05, 2.5, 50], "CONFIDENCE.NORM", [0.05, 2.5, 50]],
  ])("the old %s%j is %s%j", (old, args, name, sameArgs) => {
    const answered = called(DISTRIBUTION_FUNCTIONS, old, args);
    expect(typeof answered).toBe("number");
    expect(answered).toBe(called(DISTRIBUTION_FUNCTIONS, name, sameArgs));
  });

  test.each<[string, Argument[], string]>([
    ["NORM.DIST", [1, 0, 0, true], "#NUM!"],
    ["NORM.S.INV", [0], "#NUM!"],
    ["NORM.S.INV", [1], "#NUM!"],
    ["GAMMA", [0], "#NUM!"],
    ["GAMMA", [-2], "#NUM!"],
    ["GAMMA", [172], "#NUM!"],
    ["GAMMALN", [0], "#NUM!"],
    ["GAMMA.DIST", [0, 0.5, 1, false], "#NUM!"],
    ["BETA.DIST", [4, 8, 10, true, 1, 3], "#NUM!"],
    ["BINOM.DIST", [11, 10, 0.5, true], "#NUM!"],
    ["BINOM.INV", [10, 1.1, 0.5], "#NUM!"],
    ["NEGBINOM.DIST", [3, 0, 0.5, false], "#NUM!"],
    ["POISSON.DIST", [-1, 5, true], "#NUM!"],
    ["HYPGEOM.DIST", [5, 4, 8, 20, true], "#NUM!"],
    ["CHISQ.DIST", [1, 0.5, true], "#NUM!"],
    ["T.DIST.2T", [-1, 5], "#NUM!"],
    ["TDIST", [1, 5, 3], "#NUM!"],
    ["T.INV.2T", [0, 5], "#NUM!"],
    ["F.INV.RT", [0, 5, 5], "#NUM!"],
    ["CONFIDENCE.T", [0.05, 1, 1], "#DIV/0!"],
    ["FISHER", [1], "#NUM!"],
    ["BESSELK", [0, 1], "#NUM!"],
    ["BESSELJ", [1, -1], "#NUM!"],
    ["BESSELJ", [1000, 1], "#VALUE! unsupported"],
  ])("%s(%j) is %s", (name, args, error) => {
    expect(called(DISTRIBUTION_FUNCTIONS, name, args)).toBe(error);
  });

  test.each<[string, Argument[], number, string]>([
    ["BINOM.INV", [1e8, 0.5, 0.5], 50_000_000, "the middle of a symmetric distribution"],
    ["CRITBINOM", [1e15, 0.5, 0.5], 5e14, "of a very long one"],
    ["NEGBINOM.DIST", [1e8, 5, 0.25, true], 1, "all of it"],
    ["POISSON.DIST", [1e9, 1e8, true], 1, "all of it"],
    ["CHISQ.DIST", [1e12, 1e10, true], 1, "all of it"],
    ["BETA.INV", [1, 2, 3], 1, "the upper end"],
    ["HYPGEOM.DIST", [1e9, 1e9, 2e9, 2e9, true], 1, "all marked"],
  ])("%s(%j) is %d at once: %s", (name, args, exact) => {
    const work = workBegun();
    expect(called(DISTRIBUTION_FUNCTIONS, name, args)).toBe(exact);
    expect(work()).toBeLessThan(5_000);
  });

  test("tests of chance, by Microsoft's examples", () => {
    const nine = (name: string, args: Parameters<typeof called>[2]): string => Number(called(DISTRIBUTION_FUNCTIONS, name, args)).toPrecision(8);
    expect(nine("T.TEST", [column(3, 4, 5, 8, 9, 1, 2, 4, 5), column(6, 19, 3, 2, 14, 4, 5, 17, 1), 2, 1])).toBe("0.19601578");
    expect(nine("F.TEST", [column(6, 7, 9, 15, 21), column(20, 28, 31, 38, 40)])).toBe("0.64831785");
    expect(nine("Z.TEST", [column(3, 6, 7, 8, 6, 5, 4, 2, 1, 9), 4])).toBe("0.090574197");
    expect(nine("Z.TEST", [column(3, 6, 7, 8, 6, 5, 4, 2, 1, 9), 6])).toBe("0.86304339");
    const [actual, expected] = [cells([58, 35], [11, 25], [10, 23]), cells([45.35, 47.65], [17.56, 18.44], [16.09, 16.91])];
    expect(nine("CHISQ.TEST", [actual, expected])).toBe("0.00030819202");
    // Welch's test and the one of equal spread, by scipy.
    expect(nine("TTEST", [array(1, 2, 3, 4), array(2, 4, 6, 9, 11), 2, 3])).toBe("0.074912745");
    expect(nine("TTEST", [array(1, 2, 3, 4), array(2, 4, 6, 9, 11), 1, 2])).toBe("0.041795325");
    expect(called(DISTRIBUTION_FUNCTIONS, "T.TEST", [column(1, 2), column(1, 2, 3), 2, 1])).toBe("#N/A");
    expect(called(DISTRIBUTION_FUNCTIONS, "CHISQ.TEST", [actual, cells([0, 1], [1, 1], [1, 1])])).toBe("#DIV/0!");
  });
});
