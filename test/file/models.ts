import { cellAddress } from "../../src/sheet/address";
import type { DefinedName, Workbook } from "../../src/sheet/workbook";
import { Random } from "../reference/random";
import { workbook, type Given } from "../sheet/build";

/** A model as people build them: what it is about, and its sheets. */
export interface Model {
  readonly what: string;
  readonly book: Workbook;
}

/** So many are drawn of each kind, each with other figures and of another length. */
export function models(ofEach: number, seed: number): Model[] {
  return KINDS.flatMap(([what, draw]) => Array.from({ length: ofEach }, (_, i) => ({ what: `${what} ${i + 1}`, book: draw(new Random(seed + i)) })));
}

const KINDS: readonly (readonly [string, (random: Random) => Workbook])[] = [
  ["loan", loan],
  ["discounted cash flow", discountedCashFlow],
  ["depreciation", depreciation],
  ["sales dashboard", dashboard],
  ["schedule of dates", schedule],
  ["report in words", report],
  ["royalty account", royaltyAccount],
  ["bonds and savings", bonds],
  ["buyout", buyout],
  ["options and statistics", statistics],
];

type Cells = Record<string, Given>;

/** Rows of a sheet from a place on: each value or formula in its cell. */
function put(cells: Cells, sheet: string, top: number, left: number, rows: readonly (readonly Given[])[]): void {
  rows.forEach((row, r) => row.forEach((value, c) => value !== null && (cells[`${sheet}!${cellAddress(top + r, left + c)}`] = value)));
}

function plain(cells: Cells, names: readonly DefinedName[] = []): Workbook {
  return workbook(cells, names, "plain");
}

const between = (random: Random, from: number, to: number, places = 2) => Number((from + random.next() * (to - from)).toFixed(places));
const whole = (random: Random, from: number, to: number) => Math.floor(from + random.next() * (to - from + 1));
const numbered = <T>(count: number, one: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => one(i));

function loan(random: Random): Workbook {
  const months = whole(random, 4, 12) * 12;
  const last = months + 1;
  const cells: Cells = {};
  put(cells, "Loan", 1, 1, [
    ["Amount", whole(random, 50, 900) * 1000],
    ["Yearly rate", between(random, 0.01, 0.12, 4)],
    ["Months", months],
    ["First payment", "=DATE(2023,1,31)"],
    ["Extra in each January", whole(random, 0, 20) * 100],
    ["Payment", "=-PMT(Rate/12,B3,B1)"],
    ["Paid at the start", "=-PMT(Rate/12,B3,B1,0,1)"],
    ["With a rest", "=-PMT(Rate/12,B3,B1,-B1*0.2)"],
    ["Interest in all", "=-CUMIPMT(Rate/12,B3,B1,1,B3,0)"],
    ["Principal of year 2", "=-CUMPRINC(Rate/12,B3,B1,13,24,0)"],
    ["Months at 1.1 times the payment", "=NPER(Rate/12,-B6*1.1,B1)"],
    ["Rate from the payment", "=ROUND(RATE(B3,-B6,B1)*12,8)"],
    ["Effective", "=EFFECT(Rate,12)"],
    ["Nominal of it", "=NOMINAL(B13,12)"],
    ["Worth of what is left", `=PV(Rate/12,B3-24,-B6)`],
    ["Saved instead", "=FV(Rate/12,B3,-B6)"],
    ["Check", `=ROUND(SUM(Plan!E2:E${last})-B9,2)`],
    ["Closing", `=ROUND(Plan!F${last},2)`],
  ]);
  put(cells, "Plan", 1, 1, [["No", "Due", "Payment", "Principal", "Interest", "Owed", "Year", "Owed with extras"]]);
  put(cells, "Plan", 2, 1, numbered(months, (i): Given[] => {
    const row = i + 2;
    return [
      i + 1,
      i === 0 ? "=Loan!$B$4" : `=EOMONTH(B${row - 1},1)`,
      "=Loan!$B$6",
      `=-PPMT(Rate/12,A${row},Loan!$B$3,Loan!$B$1)`,
      `=-IPMT(Rate/12,A${row},Loan!$B$3,Loan!$B$1)`,
      i === 0 ? `=Loan!$B$1-D${row}` : `=ROUND(F${row - 1}-D${row},6)`,
      `=YEAR(B${row})`,
      i === 0 ? `=Loan!$B$1` : `=MAX(0,H${row - 1}*(1+Rate/12)-Loan!$B$6-IF(MONTH(B${row})=1,Loan!$B$5,0))`,
    ];
  }));
  put(cells, "Years", 1, 1, [["Year", "Interest", "Principal", "Payments", "Owed at the end", "Share of interest"]]);
  put(cells, "Years", 2, 1, numbered(months / 12, (i): Given[] => {
    const row = i + 2;
    return [2023 + i, `=SUMIF(Plan!$G$2:$G$${last},A${row},Plan!$E$2:$E$${last})`, `=SUMIFS(Plan!$D$2:$D$${last},Plan!$G$2:$G$${last},A${row})`, `=COUNTIF(Plan!$G$2:$G$${last},A${row})`, `=LOOKUP(DATE(A${row},12,31),Plan!$B$2:$B$${last},Plan!$F$2:$F$${last})`, `=IFERROR(B${row}/(B${row}+C${row}),0)`];
  }));
  return plain(cells, [{ name: "Rate", formula: "Loan!$B$2" }]);
}

function discountedCashFlow(random: Random): Workbook {
  const years = whole(random, 5, 10);
  const cells: Cells = {};
  put(cells, "Inputs", 1, 1, [
    ["Revenue", between(random, 500, 90_000, 1)],
    ["Growth", between(random, 0.01, 0.18, 3)],
    ["Growth falls by", between(random, 0.001, 0.01, 4)],
    ["Margin", between(random, 0.1, 0.45, 3)],
    ["Tax", between(random, 0.15, 0.33, 3)],
    ["Investment of revenue", between(random, 0.02, 0.1, 3)],
    ["Working capital of growth", between(random, 0.05, 0.2, 3)],
    ["Cost of capital", between(random, 0.06, 0.14, 4)],
    ["Growth for ever", between(random, 0, 0.03, 4)],
    ["Net debt", between(random, 0, 5000)],
    ["Shares", whole(random, 100, 5000)],
    ["Today", "=DATE(2024,3,15)"],
    ["Price paid", "=-Flows!B13*0.9"],
  ]);
  const column = (i: number) => cellAddress(1, 2 + i).replace(/\d/g, "");
  const [first, last] = [column(0), column(years - 1)];
  const line = (label: string, formula: (c: string, before: string, i: number) => string): Given[] => [label, ...numbered(years, (i) => formula(column(i), column(i - 1), i))];
  put(cells, "Flows", 1, 1, [
    line("Year", (_c, before, i) => (i === 0 ? "=YEAR(Inputs!$B$12)" : `=${before}1+1`)),
    line("Growth", (_c, before, i) => (i === 0 ? "=Inputs!$B$2" : `=MAX(Inputs!$B$9,${before}2-Inputs!$B$3)`)),
    line("Revenue", (c, before, i) => (i === 0 ? `=Inputs!$B$1*(1+${c}2)` : `=${before}3*(1+${c}2)`)),
    line("Result", (c) => `=${c}3*Inputs!$B$4`),
    line("Tax", (c) => `=-MAX(0,${c}4)*Inputs!$B$5`),
    line("Investment", (c) => `=-${c}3*Inputs!$B$6`),
    line("Working capital", (c, before, i) => (i === 0 ? `=-(${c}3-Inputs!$B$1)*Inputs!$B$7` : `=-(${c}3-${before}3)*Inputs!$B$7`)),
    line("Free", (c) => `=SUM(${c}4:${c}7)`),
    line("Factor", (_c, _b, i) => `=1/(1+Inputs!$B$8)^${i + 1}`),
    line("Factor at mid-year", (_c, _b, i) => `=(1+Inputs!$B$8)^-(${i}+0.5)`),
    line("Date", (c) => `=DATE(${c}1,12,31)`),
  ]);
  put(cells, "Flows", 12, 1, [
    ["For ever", `=${last}8*(1+Inputs!B9)/(Inputs!B8-Inputs!B9)`],
    ["Worth", `=NPV(Inputs!B8,${first}8:${last}8)+B12*${last}9`],
    ["At mid-year", `=SUMPRODUCT(${first}8:${last}8,${first}10:${last}10)+B12*${last}9`],
    ["Equity", "=B13-Inputs!B10"],
    ["A share", "=B15/Inputs!B11"],
    ["For ever, of all", `=B12*${last}9/B13`],
    ["Rate of return", `=IRR(A30:A${30 + years})`],
    ["Dated rate", `=XIRR(A30:A${30 + years},B30:B${30 + years})`],
    ["Dated worth", `=XNPV(Inputs!B8,A30:A${30 + years},B30:B${30 + years})`],
    ["Modified rate", `=MIRR(A30:A${30 + years},Inputs!B8,Inputs!B8/2)`],
    ["Paid back in", `=IFERROR(INDEX(D30:D${30 + years},MATCH(TRUE,INDEX(C30:C${30 + years}>=0,0),0)),"never")`],
  ]);
  put(cells, "Flows", 30, 1, numbered(years + 1, (i): Given[] => [
    i === 0 ? "=Inputs!B13" : `=${column(i - 1)}8${i === years ? "+B12" : ""}`,
    i === 0 ? "=Inputs!B12" : `=${column(i - 1)}11`,
    i === 0 ? "=A30" : `=C${29 + i}+A${30 + i}`,
    i,
  ]));
  put(cells, "Grid", 1, 1, [["", ...numbered(5, (i): Given => `=Inputs!$B$9+${(i - 2) / 200}`)]]);
  put(cells, "Grid", 2, 1, numbered(7, (i): Given[] => [`=Inputs!$B$8+${(i - 3) / 100}`, ...numbered(5, (j): Given => {
    const c = column(j);
    return `=IF($A${i + 2}<=${c}$1,"n/a",NPV($A${i + 2},Flows!$${first}$8:$${last}$8)+Flows!$${last}$8*(1+${c}$1)/($A${i + 2}-${c}$1)/(1+$A${i + 2})^${years})`;
  })]));
  return plain(cells);
}

function depreciation(random: Random): Workbook {
  const assets = whole(random, 4, 8);
  const years = 12;
  const cells: Cells = {};
  const last = assets + 1;
  put(cells, "Assets", 1, 1, [["Asset", "Cost", "Rest", "Life", "Bought", "Straight", "First month", "Way"]]);
  put(cells, "Assets", 2, 1, numbered(assets, (i): Given[] => {
    const row = i + 2;
    const cost = between(random, 1000, 250_000);
    return [`Asset ${i + 1}`, cost, Number((cost * random.next() * 0.2).toFixed(2)), whole(random, 3, 10), 45_000 + whole(random, 0, 900), `=SLN(B${row},C${row},D${row})`, `=DATE(YEAR(E${row}),MONTH(E${row})+1,1)`, random.pick(["SLN", "SYD", "DDB", "DB", "VDB"])];
  }));
  for (let i = 0; i < assets; i++) {
    const [row, top] = [i + 2, i * 7 + 1];
    const line = (label: string, formula: (year: number) => string): Given[] => [label, ...numbered(years, (y) => formula(y + 1))];
    put(cells, "Ways", top, 1, [
      line(`=Assets!A${row}`, (y) => `=${y}`),
      line("SLN", (y) => `=IF(${y}<=Assets!$D$${row},Assets!$F$${row},0)`),
      line("SYD", (y) => `=IF(${y}<=Assets!$D$${row},SYD(Assets!$B$${row},Assets!$C$${row},Assets!$D$${row},${y}),0)`),
      line("DDB", (y) => `=IF(${y}<=Assets!$D$${row},DDB(Assets!$B$${row},Assets!$C$${row},Assets!$D$${row},${y}),0)`),
      line("DB", (y) => `=IF(${y}<=Assets!$D$${row},DB(Assets!$B$${row},Assets!$C$${row},Assets!$D$${row},${y},7),0)`),
      line("VDB", (y) => `=IF(${y}<=Assets!$D$${row},ROUND(VDB(Assets!$B$${row},Assets!$C$${row},Assets!$D$${row},${y - 1},${y}),6),0)`),
    ]);
    put(cells, "Chosen", row, 1, [[`=Assets!A${row}`, ...numbered(years, (y): Given => `=INDEX(Ways!${cellAddress(top, y + 2)}:${cellAddress(top + 5, y + 2)},MATCH(Assets!$H${row},Ways!$A$${top}:$A$${top + 5},0))`), `=SUM(B${row}:M${row})`, `=Assets!B${row}-N${row}`]]);
  }
  put(cells, "Chosen", 1, 1, [["Year", ...numbered(years, (y): Given => y + 1), "All", "Left"]]);
  put(cells, "Chosen", last + 1, 1, [["Total", ...numbered(years + 2, (y): Given => `=SUM(${cellAddress(2, y + 2)}:${cellAddress(last, y + 2)})`)]]);
  // By months, straight, from the first month on.
  put(cells, "Months", 1, 1, [["Month", "Loss", "Running", "Assets in use"]]);
  put(cells, "Months", 2, 1, numbered(48, (m): Given[] => {
    const row = m + 2;
    return [m === 0 ? "=DATE(2023,4,1)" : `=EDATE(A${row - 1},1)`, `=SUMPRODUCT((Assets!$G$2:$G$${last}<=A${row})*(EDATE(A${row},0)<DATE(YEAR(Assets!$G$2)+10,1,1))*Assets!$F$2:$F$${last}/12)`, `=SUM(B$2:B${row})`, `=COUNTIFS(Assets!$G$2:$G$${last},"<="&A${row},Assets!$B$2:$B$${last},">1500")`];
  }));
  return plain(cells);
}

function dashboard(random: Random): Workbook {
  const rows = whole(random, 120, 260);
  const last = rows + 1;
  const regions = ["North", "South", "East", "West"];
  const products = ["Film", "Series", "Music", "Stock", "Voice"];
  const cells: Cells = {};
  put(cells, "Data", 1, 1, [["Date", "Region", "Product", "Units", "Price", "Amount", "Month", "Band", "Rank", "Code"]]);
  put(cells, "Data", 2, 1, numbered(rows, (i): Given[] => {
    const row = i + 2;
    return [45_292 + whole(random, 0, 365), random.pick(regions), random.pick(products), whole(random, 1, 400), between(random, 1, 99), `=ROUND(D${row}*E${row},2)`, `=TEXT(A${row},"yyyy-mm")`, `=VLOOKUP(F${row},Lists!$A$2:$C$6,2)`, `=RANK(F${row},F$2:F$${last})`, `=UPPER(LEFT(B${row},1)&LEFT(C${row},2))&TEXT(D${row},"000")`];
  }));
  const data = (column: string) => `Data!$${column}$2:$${column}$${last}`;
  put(cells, "Lists", 1, 1, [["From", "Band", "Share"], [0, "small", 0.05], [500, "medium", 0.07], [2500, "large", 0.1], [10_000, "very large", 0.125], [25_000, "huge", 0.15]]);
  put(cells, "Lists", 1, 6, [["Product", ...products], ["Rate", ...products.map(() => between(random, 0.02, 0.2, 4))], ["Short", ...products.map((name) => name.slice(0, 2))]]);
  put(cells, "Board", 1, 1, [["", ...regions, "All"]]);
  put(cells, "Board", 2, 1, products.map((name, p): Given[] => [name, ...regions.map((_, r): Given => `=SUMIFS(${data("F")},${data("B")},${cellAddress(1, r + 2).replace("1", "$1")},${data("C")},$A${p + 2})`), `=SUM(B${p + 2}:E${p + 2})`]));
  put(cells, "Board", 7, 1, [["All", ...numbered(5, (c): Given => `=SUM(${cellAddress(2, c + 2)}:${cellAddress(6, c + 2)})`)]]);
  put(cells, "Board", 9, 1, products.map((name, p): Given[] => {
    const row = p + 9;
    return [
      name,
      `=COUNTIFS(${data("C")},A${row},${data("F")},">=2500")`,
      `=AVERAGEIFS(${data("F")},${data("C")},A${row})`,
      `=IFERROR(AVERAGEIFS(${data("E")},${data("C")},A${row},${data("B")},"S*"),0)`,
      `=MAXIFS(${data("F")},${data("C")},A${row})`,
      `=MINIFS(${data("F")},${data("C")},A${row},${data("D")},">10")`,
      `=HLOOKUP(A${row},Lists!$G$1:$K$3,2,FALSE)*F${p + 2}`,
      `=INDEX(Data!$J$2:$J$${last},MATCH(E${row},${data("F")},0))`,
      `=SUMPRODUCT((${data("C")}=A${row})*(${data("E")}>50)*${data("D")})`,
      `=SUMPRODUCT(--(${data("C")}=A${row}),${data("F")})/SUM(${data("F")})`,
      `=F${p + 2}/F$7-J${row}`,
    ];
  }));
  put(cells, "Board", 16, 1, numbered(12, (m): Given[] => {
    const row = m + 16;
    return [`=TEXT(DATE(2024,${m + 1},1),"yyyy-mm")`, `=SUMIF(${data("G")},A${row},${data("F")})`, m === 0 ? 0 : `=IF(B${row - 1}=0,0,B${row}/B${row - 1}-1)`, `=SUM(B$16:B${row})`, `=SUMIFS(${data("F")},${data("A")},">="&DATE(2024,${m + 1},1),${data("A")},"<"&DATE(2024,${m + 2},1))-B${row}`, `=IF(B${row}=MAX(B$16:B$27),"best",IF(B${row}<AVERAGE(B$16:B$27),"below","above"))`];
  }));
  put(cells, "Board", 30, 1, [
    ["Largest", `=LARGE(${data("F")},1)`, `=LARGE(${data("F")},5)`, `=SMALL(${data("F")},3)`],
    ["Middle", `=MEDIAN(${data("F")})`, `=QUARTILE(${data("F")},1)`, `=PERCENTILE(${data("F")},0.9)`],
    ["Spread", `=STDEV(${data("F")})`, `=VARP(${data("F")})`, `=AVEDEV(${data("F")})`],
    ["Line", `=SLOPE(${data("F")},${data("D")})`, `=INTERCEPT(${data("F")},${data("D")})`, `=CORREL(${data("F")},${data("D")})`],
    ["Forecast", `=FORECAST(100,${data("F")},${data("D")})`, `=RSQ(${data("F")},${data("D")})`, `=STEYX(${data("F")},${data("D")})`],
    ["Counts", `=COUNT(Data!A:A)`, `=COUNTA(Data!B:B)`, `=COUNTIF(Data!B:B,"*th")`],
    ["Without", `=SUBTOTAL(9,${data("F")})`, `=SUBTOTAL(101,${data("F")})`, `=TRIMMEAN(${data("F")},0.1)`],
    ["By band", `=SUMPRODUCT(SUMIF(${data("H")},{"large","huge"},${data("F")}))`, `=COUNTIF(${data("H")},"<>small")`, `=LOOKUP(2500,Lists!A2:A6,Lists!B2:B6)`],
    ["Chosen", `=OFFSET(Data!F1,MATCH(MAX(${data("F")}),${data("F")},0),0)`, `=SUM(OFFSET(Data!F2,0,0,10,1))`, `=INDIRECT("Data!F"&2+3)`],
  ]);
  return plain(cells);
}

function schedule(random: Random): Workbook {
  const rows = whole(random, 40, 80);
  const cells: Cells = {};
  put(cells, "Holidays", 1, 1, ["=DATE(2024,1,1)", "=DATE(2024,3,29)", "=DATE(2024,4,1)", "=DATE(2024,5,1)", "=DATE(2024,12,25)", "=DATE(2024,12,26)", "=DATE(2025,1,1)", "=DATE(2025,4,18)"].map((one): Given[] => [one]));
  put(cells, "Dates", 1, 1, [["From", "To", "Days", "Work days", "Due", "30/360", "Fractions"]]);
  put(cells, "Dates", 2, 1, numbered(rows, (i): Given[] => {
    const row = i + 2;
    const from = 44_900 + whole(random, 0, 900);
    return [
      from,
      from + whole(random, 0, 800),
      `=B${row}-A${row}`,
      `=NETWORKDAYS(A${row},B${row},Holidays!$A$1:$A$8)`,
      `=WORKDAY(A${row},30,Holidays!$A$1:$A$8)`,
      `=DAYS360(A${row},B${row})`,
      ...numbered(5, (basis): Given => `=YEARFRAC(A${row},B${row},${basis})`),
      `=EOMONTH(A${row},${whole(random, -14, 14)})`,
      `=EDATE(A${row},${whole(random, -14, 14)})`,
      `=WEEKDAY(A${row},2)`,
      `=WEEKNUM(MIN(A${row},DATE(YEAR(A${row}),12,24)))`,
      `=ISOWEEKNUM(A${row})`,
      `=DATEDIF(A${row},B${row},"m")`,
      `=DATEDIF(A${row},B${row},"y")&" years, "&DATEDIF(A${row},B${row},"ym")&" months"`,
      `="Q"&ROUNDUP(MONTH(A${row})/3,0)&" "&YEAR(A${row})`,
      `=DATE(YEAR(A${row}),MONTH(A${row})+18,DAY(A${row}))`,
      `=NETWORKDAYS.INTL(A${row},B${row},11)`,
      `=WORKDAY.INTL(A${row},-20,7,Holidays!$A$1:$A$8)`,
      `=TEXT(A${row},"ddd d mmmm yyyy")`,
      `=DAY(EOMONTH(A${row},0))`,
      `=MAX(0,MIN(B${row},DATE(2024,12,31))-MAX(A${row},DATE(2024,1,1))+1)`,
      `=IF(AND(MOD(YEAR(A${row}),4)=0,OR(MOD(YEAR(A${row}),100)<>0,MOD(YEAR(A${row}),400)=0)),366,365)`,
      `=DAYS360(A${row},B${row},TRUE)`,
      `=CHOOSE(WEEKDAY(B${row}),"Su","Mo","Tu","We","Th","Fr","Sa")`,
      `=A${row}+TIME(${whole(random, 0, 23)},${whole(random, 0, 59)},${whole(random, 0, 59)})`,
      `=TEXT(AC${row},"hh:mm:ss")`,
      `=HOUR(AC${row})*60+MINUTE(AC${row})+SECOND(AC${row})/60`,
    ];
  }));
  return plain(cells);
}

function report(random: Random): Workbook {
  const rows = whole(random, 30, 60);
  const cells: Cells = {};
  const first = ["anna", "Peter", "MARY", "josé", "Li"];
  const family = ["smith", "O'Neil", "van der Berg", "Müller", "de la Cruz"];
  put(cells, "Words", 1, 1, numbered(rows, (i): Given[] => {
    const row = i + 1;
    const amount = random.pick([1, -1]) * between(random, 0, 10 ** whole(random, 0, 7), 3);
    return [
      `  ${random.pick(first)}  ${random.pick(family)} `,
      amount,
      44_000 + whole(random, 0, 3000) + whole(random, 0, 95) / 96,
      `=TRIM(A${row})`,
      `=PROPER(D${row})`,
      `=UPPER(LEFT(D${row},FIND(" ",D${row})-1))`,
      `=MID(D${row},FIND(" ",D${row})+1,LEN(D${row}))`,
      `=SUBSTITUTE(D${row},"e","3",1)`,
      `=TEXT(B${row},"#,##0.00")`,
      `=TEXT(B${row},"#,##0;(#,##0);-")`,
      `=TEXT(B${row},"0.0%")`,
      `=TEXT(B${row},"$#,##0.00")`,
      `=TEXT(C${row},"yyyy-mm-dd hh:mm")`,
      `=TEXT(C${row},"d mmm yy")`,
      `=FIXED(B${row},1)`,
      `=E${row}&": "&I${row}&" on "&TEXT(C${row},"d mmmm yyyy")`,
      `=LEN(P${row})`,
      `=IFERROR(SEARCH("berg",D${row}),0)`,
      `=REPLACE(D${row},1,2,"*")`,
      `=REPT("|",MIN(20,INT(ABS(B${row})/1000)))`,
      `=VALUE(SUBSTITUTE(I${row},",",""))`,
      `=EXACT(UPPER(D${row}),D${row})`,
      `=CONCATENATE(LEFT(D${row},1),".",RIGHT(D${row},3))`,
      `=CODE(MID(D${row},2,1))`,
      `=TEXTJOIN("; ",TRUE,E${row},F${row},"",G${row})`,
      `=IF(ISNUMBER(FIND("ü",D${row})),"umlaut","none")`,
      `=TEXT(ABS(B${row}),"0.00E+00")`,
      `=TEXT(ABS(B${row}),"0000000")`,
      `=LOWER(D${row})=D${row}`,
      `=ROUND(B${row},-2)&" or "&ROUNDUP(B${row},1)&" or "&TRUNC(B${row})`,
      `=TEXT(ABS(B${row})/7,"# ??/??")`,
      `=B${row}/3&""`,
      `=CHAR(64+MOD(ROW(),26)+1)&CHAR(65+MOD(LEN(P${row}),26))`,
      `=T(A${row})&N(B${row})`,
    ];
  }));
  return plain(cells);
}

function royaltyAccount(random: Random): Workbook {
  const periods = whole(random, 12, 30);
  const cells: Cells = {};
  put(cells, "Terms", 1, 1, [["From", "Rate"], [0, between(random, 0.02, 0.06, 4)], [whole(random, 1, 5) * 10_000, between(random, 0.06, 0.1, 4)], [whole(random, 10, 40) * 10_000, between(random, 0.1, 0.2, 4)]]);
  put(cells, "Terms", 6, 1, [["Advance", whole(random, 1, 50) * 1000], ["Guarantee a year", whole(random, 1, 20) * 1000], ["Reserve", between(random, 0, 0.25, 2)], ["Tax", between(random, 0, 0.3, 2)], ["Case", whole(random, 1, 3)], ["Factor", "=CHOOSE(B10,1,0.8,1.25)"]]);
  put(cells, "Account", 1, 1, [["Period", "Sales", "So far", "Royalty", "Held back", "Released", "Payable", "Owed before", "Recouped", "Owed", "Tax", "Net", "Year", "Top-up", "Step"]]);
  put(cells, "Account", 2, 1, numbered(periods, (i): Given[] => {
    const row = i + 2;
    const upTo = (r: number) => `SUMPRODUCT((C${r}>Terms!$A$2:$A$4)*(C${r}-Terms!$A$2:$A$4)*(Terms!$B$2:$B$4-IF(ROW(Terms!$A$2:$A$4)=2,0,Terms!$B$1:$B$3)))`;
    return [
      i + 1,
      between(random, 0, 60_000),
      i === 0 ? `=B${row}*Factor` : `=C${row - 1}+B${row}*Factor`,
      // The scale written out, as people do who know no better.
      `=(MIN(C${row},Terms!$A$3)-MIN(C${row}-B${row}*Factor,Terms!$A$3))*Terms!$B$2+(MAX(0,MIN(C${row},Terms!$A$4)-Terms!$A$3)-MAX(0,MIN(C${row}-B${row}*Factor,Terms!$A$4)-Terms!$A$3))*Terms!$B$3+(MAX(0,C${row}-Terms!$A$4)-MAX(0,C${row}-B${row}*Factor-Terms!$A$4))*Terms!$B$4`,
      `=ROUND(D${row}*Reserve,2)`,
      i < 4 ? 0 : `=E${row - 4}`,
      `=ROUND(D${row}-E${row}+F${row},2)`,
      i === 0 ? "=Terms!$B$6" : `=J${row - 1}`,
      `=MIN(G${row},H${row})`,
      `=H${row}-I${row}`,
      `=ROUND((G${row}-I${row})*Terms!$B$9,2)`,
      `=G${row}-I${row}-K${row}`,
      `=INT((A${row}-1)/4)+1`,
      `=IF(MOD(A${row},4)=0,MAX(0,Terms!$B$7-SUMIF(M$2:M${row},M${row},D$2:D${row})),0)`,
      `=IFS(C${row}>Terms!$A$4,"third",C${row}>Terms!$A$3,"second",TRUE,"first")&IF(L${row}=0," (nothing)","")`,
      ...(i === 0 ? [`=SWITCH(Terms!B10,1,"as agreed",2,"low","high")`] : i === 1 ? [`=IFERROR(1/0,${upTo(row).length})`] : []),
    ];
  }));
  const last = periods + 1;
  put(cells, "Sums", 1, 1, [
    ["Royalty", `=SUM(Account!D2:D${last})`],
    ["Paid", `=SUM(Account!L2:L${last})`],
    ["Still held", `=SUM(Account!E2:E${last})-SUM(Account!F2:F${last})`],
    ["Check", `=ROUND(B1-B3-B2-SUM(Account!I2:I${last})-SUM(Account!K2:K${last}),1)`],
    ["Recouped in", `=IFERROR(INDEX(Account!A2:A${last},MATCH(0,Account!J2:J${last},0)),"not yet")`],
    ["Average rate", `=B1/Account!C${last}`],
    ["Best period", `=INDEX(Account!A2:A${last},MATCH(MAX(Account!D2:D${last}),Account!D2:D${last},0))`],
    ["Top-ups", `=SUMPRODUCT((Account!N2:N${last}>0)*1)`],
    ["Worth at 8%", `=NPV(0.08/4,Account!L2:L${last})`],
    ["Nothing paid", `=COUNTIF(Account!L2:L${last},0)`],
    ["Words", `=COUNTIF(Account!O2:O${last},"*nothing*")`],
  ]);
  return plain(cells, [
    { name: "Factor", formula: "Terms!$B$11" },
    { name: "Reserve", formula: "Terms!$B$8" },
  ]);
}

/**
 * Left out, for there LibreOffice is the one that differs from Excel's documentation: days counted in other ways than 0 and 3, periods that begin or end in a
 * February or after the 27th, prices of bonds in 3, and treasury bills.
 */
function bonds(random: Random): Workbook {
  const rows = whole(random, 20, 40);
  const cells: Cells = {};
  put(cells, "Bonds", 1, 1, numbered(rows, (i): Given[] => {
    const row = i + 1;
    const years = whole(random, 2, 15);
    return [
      `=DATE(${whole(random, 2022, 2024)},${whole(random, 3, 6)},${whole(random, 1, 27)})`,
      `=DATE(${2025 + years},${whole(random, 1, 12)},${whole(random, 1, 27)})`,
      between(random, 0.01, 0.08, 4),
      between(random, 0.01, 0.09, 4),
      random.pick([1, 2, 4]),
      random.pick([0, 3]),
      `=PRICE(A${row},B${row},C${row},D${row},100,E${row},0)`,
      `=YIELD(A${row},B${row},C${row},G${row},100,E${row})`,
      `=COUPNUM(A${row},B${row},E${row},F${row})`,
      `=COUPDAYBS(A${row},B${row},E${row},F${row})`,
      `=COUPNCD(A${row},B${row},E${row},F${row})`,
      `=DURATION(A${row},B${row},C${row},D${row},E${row})`,
      `=MDURATION(A${row},B${row},C${row},D${row},E${row})`,
      `=DISC(A${row},B${row},95,100,F${row})`,
      `=INTRATE(A${row},B${row},95,100,F${row})`,
      `=RECEIVED(A${row},EDATE(A${row},6),1000,D${row}/4,F${row})`,
      `=PRICEDISC(A${row},B${row},D${row}/4,100,F${row})`,
      `=YIELDDISC(A${row},B${row},Q${row},100,F${row})`,
      `=PRICEMAT(A${row},B${row},EDATE(A${row},-3),C${row},D${row},F${row})`,
      `=FV(D${row}/12,I${row}*6,-${whole(random, 10, 900)})`,
      `=PV(D${row}/12,I${row}*6,-${whole(random, 10, 900)},1000,1)`,
      `=RRI(I${row},1000,1000+G${row})`,
      `=PDURATION(D${row},1000,1000+G${row})`,
      `=FVSCHEDULE(1000,C$1:C${row})`,
      `=DOLLARDE(${whole(random, 90, 110)}.${whole(random, 10, 31)},32)`,
      `=DOLLARFR(G${row},32)`,
      `=ISPMT(D${row}/12,3,I${row}*6,G${row}*100)`,
      `=EFFECT(D${row},E${row}*3)`,
      `=COUPPCD(A${row},B${row},E${row},F${row})`,
      `=ACCRINTM(A${row},EDATE(A${row},7),C${row},1000,F${row})`,
    ];
  }));
  return plain(cells);
}

function buyout(random: Random): Workbook {
  const years = whole(random, 4, 8);
  const cells: Cells = {};
  put(cells, "Deal", 1, 1, [
    ["Result", between(random, 10, 200)],
    ["Multiple", between(random, 5, 12, 1)],
    ["Debt of result", between(random, 2, 6, 1)],
    ["Second debt", between(random, 0.5, 2, 1)],
    ["Interest", between(random, 0.04, 0.09, 4)],
    ["Second interest", between(random, 0.09, 0.13, 4)],
    ["Growth", between(random, -0.02, 0.12, 3)],
    ["Paid back a year", between(random, 0.01, 0.1, 2)],
    ["Least cash", between(random, 0, 5, 1)],
    ["Manager's share", between(random, 0.05, 0.15, 3)],
    ["Price", "=B1*B2"],
    ["Equity", "=B11-B1*(B3+B4)"],
  ]);
  const column = (i: number) => cellAddress(1, 2 + i).replace(/\d/g, "");
  const last = column(years);
  const line = (label: string, start: Given, formula: (c: string, before: string) => string): Given[] => [label, start, ...numbered(years, (i): Given => formula(column(i + 1), column(i)))];
  put(cells, "Years", 1, 1, [
    line("Year", 0, (_c, b) => `=${b}1+1`),
    line("Result", "=Deal!B1", (_c, b) => `=${b}2*(1+Deal!$B$7)`),
    line("First debt before", null, (_c, b) => `=${b}8`),
    line("Interest", null, (c, b) => `=${c}3*Deal!$B$5+${b}10*Deal!$B$6`),
    line("Free", null, (c) => `=+(${c}2-${c}4)*(1-0.25)-${c}2*0.1`),
    line("Due", null, (c) => `=MIN(${c}3,Deal!$B$1*Deal!$B$3*Deal!$B$8)`),
    line("Swept", null, (c, b) => `=MAX(0,MIN(${c}3-${c}6,${b}11+${c}5-${c}6-Deal!$B$9))`),
    line("First debt", "=Deal!B1*Deal!B3", (c) => `=${c}3-${c}6-${c}7`),
    line("Added", null, (_c, b) => `=${b}10*0.02`),
    line("Second debt", "=Deal!B1*Deal!B4", (c, b) => `=${b}10+${c}9`),
    line("Cash", 0, (c, b) => `=${b}11+${c}5-${c}6-${c}7`),
    line("Debt of result", "=(B8+B10)/B2", (c) => `=IF(${c}2<=0,"n/a",(${c}8+${c}10-${c}11)/${c}2)`),
    line("Cover", null, (c) => `=IFERROR(${c}2/${c}4,0)`),
    line("Sold", null, (c) => `=${c}2*Deal!$B$2-${c}8-${c}10+${c}11`),
    line("Manager", null, (c) => `=MAX(0,${c}14-Deal!$B$12*1.08^${c}1)*Deal!$B$10`),
    line("Investor", "=-Deal!B12", (c) => `=${c}14-${c}15`),
    line("Times", null, (c) => `=-${c}16/$B$16`),
    line("A year", null, (c) => `=IF(${c}17<=0,"lost",${c}17^(1/${c}1)-1)`),
    line("In breach", null, (c) => `=IF(OR(${c}12="n/a",${c}13<1.5),"yes","no")`),
  ]);
  put(cells, "Years", 22, 1, numbered(years, (i): Given[] => [`Sold in ${i + 1}`, "=B16", ...numbered(years, (j): Given => (j < i ? 0 : j === i ? `=${column(j + 1)}16` : null)), ...[]]));
  put(cells, "Years", 40, 1, numbered(years, (i): Given[] => [`=A${22 + i}`, `=IFERROR(IRR(B${22 + i}:${column(i + 1)}${22 + i}),"none")`, `=COUNTIF(C19:${last}19,"yes")`, `=SUMPRODUCT((C1:${last}1<=${i + 1})*C4:${last}4)`, `=NPV(0.1,C${22 + i}:${column(i + 1)}${22 + i})+B${22 + i}`]));
  return plain(cells);
}

function statistics(random: Random): Workbook {
  const rows = whole(random, 20, 40);
  const cells: Cells = {};
  put(cells, "Options", 1, 1, numbered(rows, (i): Given[] => {
    const row = i + 1;
    return [
      between(random, 20, 200),
      between(random, 20, 200),
      between(random, 0.05, 3),
      between(random, 0, 0.08, 4),
      between(random, 0.05, 0.8, 3),
      `=(LN(A${row}/B${row})+(D${row}+E${row}^2/2)*C${row})/(E${row}*SQRT(C${row}))`,
      `=F${row}-E${row}*SQRT(C${row})`,
      `=A${row}*NORM.S.DIST(F${row},TRUE)-B${row}*EXP(-D${row}*C${row})*NORM.S.DIST(G${row},TRUE)`,
      `=B${row}*EXP(-D${row}*C${row})*NORMSDIST(-G${row})-A${row}*NORMSDIST(-F${row})`,
      `=H${row}-I${row}-A${row}+B${row}*EXP(-D${row}*C${row})`,
      `=NORM.S.DIST(F${row},FALSE)/(A${row}*E${row}*SQRT(C${row}))`,
      `=NORM.INV(0.05,D${row}*C${row},E${row}*SQRT(C${row}))`,
      `=NORM.DIST(A${row},B${row},E${row}*100,TRUE)`,
      `=T.DIST.2T(ABS(F${row})+0.1,${whole(random, 3, 40)})`,
      `=CHISQ.DIST.RT(A${row}/10,${whole(random, 1, 20)})`,
      `=BINOM.DIST(${whole(random, 0, 10)},${whole(random, 10, 40)},E${row},TRUE)`,
      `=POISSON.DIST(${whole(random, 0, 10)},C${row}*3,FALSE)`,
      `=GAMMALN(A${row})`,
      `=LOGNORM.DIST(A${row},4,E${row},TRUE)`,
      `=EXPON.DIST(C${row},E${row},TRUE)`,
      `=STANDARDIZE(A${row},100,25)`,
      `=ROUND(H${row}/0.05,0)*0.05`,
      `=MROUND(H${row},0.25)`,
      `=CEILING(H${row},0.5)+FLOOR(I${row},0.5)`,
      `=ERF(F${row})`,
      `=BETA.DIST(E${row},2,3,TRUE)`,
      `=F.DIST.RT(A${row}/50,5,12)`,
      `=T.INV.2T(E${row}/2,${whole(random, 3, 40)})`,
      `=CHISQ.INV(E${row},7)`,
      `=WEIBULL.DIST(C${row},1.5,2,TRUE)`,
    ];
  }));
  const range = (column: string) => `Options!$${column}$1:$${column}$${rows}`;
  const array = (text: string, height: number, width: number): Given => ({ value: null, formula: { text, kind: "array" }, extent: { rows: height, columns: width } });
  put(cells, "Sums", 1, 1, [
    ["Mean", `=AVERAGE(${range("H")})`, `=GEOMEAN(${range("A")})`, `=HARMEAN(${range("A")})`],
    ["Spread", `=STDEV.S(${range("H")})`, `=STDEV.P(${range("H")})`, `=VAR.S(${range("H")})`],
    ["Shape", `=SKEW(${range("A")})`, `=KURT(${range("A")})`, `=DEVSQ(${range("A")})`],
    ["Pairs", `=CORREL(${range("A")},${range("H")})`, `=COVARIANCE.S(${range("A")},${range("H")})`, `=PEARSON(${range("A")},${range("B")})`],
    ["Places", `=PERCENTILE.EXC(${range("A")},0.3)`, `=QUARTILE.EXC(${range("A")},3)`, `=ROUND(PERCENTRANK(${range("A")},Options!A1,9),6)`],
    ["Chance", `=CONFIDENCE.NORM(0.05,C2,${rows})`, `=T.TEST(${range("A")},${range("B")},2,3)`, `=F.TEST(${range("A")},${range("B")})`],
    ["Products", `=SUMSQ(${range("C")})`, `=SUMXMY2(${range("A")},${range("B")})`, `=PRODUCT(Options!E1:E6)`],
    ["Counts", `=SUMPRODUCT((${range("A")}>${range("B")})*1)`, `=COUNTIF(${range("F")},"<0")`, `=MODE(1,2,2,3)`],
  ]);
  cells["Sums!A6"] = 0;
  cells["Sums!A1"] = 0;
  cells["Sums!A12"] = array("MMULT(Options!A1:C3,Options!D1:F3)", 3, 3);
  cells["Sums!E12"] = array("TRANSPOSE(Options!A1:A4)", 1, 4);
  cells["Sums!A17"] = array("MINVERSE(Options!A1:B2)", 2, 2);
  cells["Sums!E17"] = array(`FREQUENCY(${range("A")},{50,100,150})`, 4, 1);
  cells["Sums!A22"] = array(`LINEST(${range("A")},${range("B")})`, 1, 2);
  cells["Sums!A24"] = array(`SUM(IF(${range("A")}>100,${range("C")},0))`, 1, 1);
  cells["Sums!B24"] = array(`MAX(ABS(${range("F")}))`, 1, 1);
  cells["Sums!C24"] = "=MDETERM(Options!A1:C3)";
  cells["Sums!D24"] = array(`INDEX(${range("A")},MATCH(1,(${range("A")}>60)*(${range("B")}>60),0))`, 1, 1);
  return plain(cells);
}
