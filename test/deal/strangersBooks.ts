import { catalogue } from "../../src/functions/catalogue";
import { recalculate } from "../../src/sheet/recalculation";
import { Workbook } from "../../src/sheet/workbook";
import { addTable } from "./nameSets";

type Entry = string | number | boolean | null;

/** A workbook as a stranger might write it. */
export interface StrangersBook {
  readonly id: string;
  /** Rows from A1 on. `6%` is 0.06 in a % format; a text that begins with = is a formula. */
  readonly sheets: Readonly<Record<string, readonly (readonly Entry[])[]>>;
  readonly hidden?: readonly string[];
  /** Without sheet: the first one. `Sheet!Name` belongs to the sheet alone. */
  readonly names?: Readonly<Record<string, string>>;
  readonly tables?: Readonly<Record<string, string>>;
  /** By name or address: role and stream. What is said here may be proposed so or asked about, and nothing else. */
  readonly terms: Readonly<Record<string, string>>;
  /** What may be neither proposed nor passed over as if it were a term: beside what `terms` has, nothing is proposed but the periods' headings. */
  readonly choices?: Readonly<Record<string, string | number>>;
  readonly currency?: string;
}

export function strangersWorkbook({ sheets, hidden = [], names = {}, tables = {} }: StrangersBook): Workbook {
  const workbook = new Workbook();
  for (const [name, rows] of Object.entries(sheets)) {
    const sheet = workbook.addSheet(name);
    sheet.isHidden = hidden.includes(name);
    rows.forEach((cells, row) =>
      cells.forEach((entry, column) => {
        if (entry === null || entry === "") return;
        const percent = typeof entry === "string" ? /^(\d+(?:\.\d+)?)%$/.exec(entry)?.[1] : undefined;
        if (percent !== undefined) sheet.setCell(row + 1, column + 1, { value: Number((Number(percent) / 100).toPrecision(12)), format: "0.0%" });
        else if (typeof entry === "string" && entry.startsWith("=")) sheet.setCell(row + 1, column + 1, { value: null, formula: { text: entry.slice(1), kind: "plain" } });
        else sheet.setCell(row + 1, column + 1, { value: entry });
      }),
    );
  }
  const first = workbook.sheets[0]?.name ?? "";
  const placed = (address: string) => (address.includes("!") ? address : `${quoted(first)}!${address}`).replace(/(!.*)$/, (part) => part.replace(/[A-Z]+|\d+/g, (one) => `$${one}`));
  for (const [key, address] of Object.entries(names)) {
    const [name = key, scope] = key.split("!").reverse();
    const isAddress = /^('?[^'!]+'?!)?[A-Z]{1,2}\d+(:[A-Z]{1,2}\d+)?$/.test(address);
    workbook.names.push({ name, formula: isAddress ? placed(address) : address, ...(scope === undefined ? {} : { sheet: scope }) });
  }
  for (const [name, address] of Object.entries(tables)) {
    const [sheetName = "", range = ""] = address.includes("!") ? address.split("!") : [first, address];
    addTable(workbook, name, sheetName, range);
  }
  recalculate(workbook, catalogue);
  return workbook;
}

function quoted(sheet: string): string {
  return /^\w+$/.test(sheet) ? sheet : `'${sheet}'`;
}

export const STRANGERS_BOOKS: readonly StrangersBook[] = [
  {
    id: "pharma-patent: territories as suffix, milestones, COGS and R&D beside it",
    sheets: {
      Assumptions: [
        ["Compound X-117 licence", null, null, null, null, null],
        ["USD m", null, "FY27", "FY28", "FY29", "FY30"],
        ["Net sales US", null, 120, 240, 410, 520],
        ["Net sales EU", null, 60, 130, 220, 260],
        ["COGS", null, 30, 60, 95, 120],
        ["R&D cost", null, 40, 35, 20, 10],
        [],
        ["Royalty tiers", null],
        ["Above", "Rate"],
        [0, "8%"],
        [200, "10%"],
        [500, "12.5%"],
        [],
        ["Upfront payment", "USD m", 25],
        ["Development milestone, phase 3", "USD m", 40],
        ["Withholding tax", "%", "5%"],
        ["Corporate tax rate", "%", "21%"],
        ["WACC", "%", "11%"],
        ["Probability of success", "%", "45%"],
      ],
    },
    names: { Net_Sales_US: "C3:F3", Net_Sales_EU: "C4:F4", COGS: "C5:F5", RnD_Cost: "C6:F6", Royalty_Tiers: "A9:B12", Upfront_Payment: "C14", Dev_Milestone_P3: "C15", WHT_Rate: "C16", Tax_Rate: "C17", WACC: "C18", PoS: "C19" },
    terms: { Net_Sales_US: "base US", Net_Sales_EU: "base EU", Royalty_Tiers: "tiers", Upfront_Payment: "fee", WHT_Rate: "withholding", WACC: "discount rate?" },
    currency: "USD",
  },
  {
    id: "music publishing: no names, labels, units column, writers' split",
    sheets: {
      Statement: [
        ["Songbook administration 2026"],
        [],
        ["", "Unit", "H1 2026", "H2 2026"],
        ["Gross receipts", "GBP", 84120.55, 91233.1],
        ["Number of works", "#", 212, 215],
        [],
        ["Commission rate", "%", "15%"],
        ["Recoupable advance", "GBP", 20000],
        ["Unrecouped balance b/f", "GBP", 3411.2],
        ["Withholding tax", "%", "0%"],
        [],
        ["Writer", "Share"],
        ["A. Okafor", "50%"],
        ["M. Lind", "30%"],
        ["J. Peña", "20%"],
        ["Total", "=SUM(B13:B15)"],
      ],
    },
    terms: { "Statement!$C$4:$D$4": "base", "Statement!$C$7": "rate?", "Statement!$C$8": "advance", "Statement!$C$9": "opening balance", "Statement!$C$10": "withholding", "Statement!$A$12:$B$15": "split" },
    currency: "GBP",
  },
  {
    id: "film: named waterfall, a P&L and a debt sheet with the same words",
    sheets: {
      Deal: [
        ["Collection account", "2026", "2027", "2028"],
        ["Distributable receipts", 1200000, 800000, 150000],
        [],
        ["Rank", "Payee", "Type", "Rate", "Amount", "Of"],
        [1, "Sales agent", "percent", "20%", null, "gross"],
        [2, "Bank", "fixed", null, 400000, null],
        [3, "Equity", "recoup", "15%", 600000, null],
        [4, "Producer", "split", "50%", null, null],
        [4, "Talent", "split", "50%", null, null],
      ],
      "P&L": [["USD", "2026", "2027", "2028"], ["Revenue", 1500000, 900000, 200000], ["Cost of sales", 700000, 400000, 90000], ["EBITDA", 800000, 500000, 110000], ["Depreciation", 100000, 90000, 80000]],
      Debt: [["Facility", "2026", "2027", "2028"], ["Opening balance", 400000, 200000, 0], ["Interest rate", "8%", "8%", "8%"], ["Repayment", 200000, 200000, 0]],
    },
    names: { Collections: "B2:D2", Waterfall_Layers: "A4:F9", Revenue: "'P&L'!B2:D2", EBITDA: "'P&L'!B4:D4", Debt_Opening: "Debt!B2:D2", Interest_Rate: "Debt!B3:D3" },
    terms: { Collections: "base", Waterfall_Layers: "layers" },
  },
  {
    id: "games publishing: camelCase, shares in cells, marketing costs",
    sheets: {
      Inputs: [
        ["Publishing agreement", null, "Q1 2026", "Q2 2026", "Q3 2026", "Q4 2026"],
        ["Net revenue after platform fees", "USD", 90000, 210000, 180000, 120000],
        ["Marketing spend", "USD", 60000, 50000, 10000, 5000],
        ["Developer share", "%", "60%"],
        ["Publisher share", "%", "40%"],
        ["Development advance", "USD", 250000],
        ["Advance recouped from developer share", "word", "yes"],
        ["Monthly active users", "#", 12000, 48000, 40000, 31000],
        ["Minimum guarantee per year", "USD", 100000],
      ],
    },
    names: { netRevenue: "C2:F2", marketingSpend: "C3:F3", devShare: "C4", pubShare: "C5", devAdvance: "C6", mau: "C8:F8", minGuarantee: "C9" },
    terms: { netRevenue: "base", devShare: "split part", pubShare: "split part", devAdvance: "advance dev", minGuarantee: "guarantee" },
    choices: { "guarantee is for": "a contract year" },
    currency: "USD",
  },
  {
    id: "fonts: table objects only, rate card and usage",
    sheets: {
      Card: [["Metric", "Above", "Price", "Method"], ["Page views", 0, 0.9, "marginal"], [null, 1000, 0.7], ["App installs", 0, 12, "flat"]],
      Use: [["Metric", "Jan 2026", "Feb 2026", "Mar 2026"], ["Page views", 800, 1500, 2100], ["App installs", 3, 5, 2]],
      Staff: [["Role", "FTE", "Salary"], ["Designer", 3, 70000], ["Engineer", 2, 90000]],
    },
    tables: { PriceCard: "Card!A1:D4", UsageLog: "Use!A1:D3", tblStaff: "Staff!A1:C3" },
    terms: { PriceCard: "rate card", UsageLog: "usage" },
  },
  {
    id: "Sprecherin, deutsch, ohne Namen, Werte rechts und Einheiten",
    sheets: {
      Vertrag: [
        ["Sprachlizenz Hörbuch"],
        [],
        ["", "Einheit", "2026", "2027", "2028"],
        ["Nettoerlöse", "EUR", 120000, 180000, 210000],
        ["Personalkosten", "EUR", 40000, 42000, 45000],
        [],
        ["Lizenzsatz", "%", "7.5%"],
        ["Vorschuss, verrechenbar", "EUR", 8000],
        ["Garantiesumme pro Jahr", "EUR", 5000],
        ["Quellensteuer", "%", "15%"],
        ["Umsatzsteuer", "%", "19%"],
        ["Abzinsungssatz p.a.", "%", "9%"],
        ["Inflation", "%", "2%"],
      ],
    },
    terms: { "Vertrag!$C$4:$E$4": "base", "Vertrag!$C$7": "rate", "Vertrag!$C$8": "advance", "Vertrag!$C$9": "guarantee", "Vertrag!$C$10": "withholding", "Vertrag!$C$12": "discount rate" },
    choices: { "discount rate is for": "a year" },
    currency: "EUR",
  },
  {
    id: "software OEM: price per unit on copies, quarterly minimum, prepaid royalty",
    sheets: {
      OEM: [
        ["OEM licence schedule B"],
        ["Quarter", "Q1 25", "Q2 25", "Q3 25", "Q4 25"],
        ["Units shipped", 1200, 3400, 5200, 8100],
        ["Royalty schedule"],
        ["From", "Amount per unit"],
        [0, 4.5],
        [5000, 3.75],
        [15000, 3],
        [],
        ["Quarterly minimum royalty", 10000],
        ["Prepaid royalty", 40000],
        ["Support hours", 120],
        ["Annual maintenance fee", 15000],
      ],
    },
    names: { Units_Shipped: "B3:E3", Royalty_Schedule: "A5:B8", Min_Royalty_Q: "B10", Prepaid_Royalty: "B11", Support_Hours: "B12", Maint_Fee: "B13" },
    terms: { Units_Shipped: "base?", Royalty_Schedule: "tiers", Min_Royalty_Q: "guarantee", Prepaid_Royalty: "advance", Maint_Fee: "fee?" },
  },
  {
    id: "franchising: royalty and marketing fund, stores, rent",
    sheets: {
      Model: [
        ["Franchise economics", null, 2026, 2027, 2028],
        ["Store sales", "k USD", 850, 910, 960],
        ["Rent", "k USD", 90, 92, 94],
        ["Staff costs", "k USD", 240, 250, 260],
        ["Continuing royalty", "% of sales", "6%"],
        ["Marketing fund contribution", "% of sales", "2%"],
        ["Initial franchise fee", "k USD", 45],
        ["Loan interest rate", "%", "7%"],
        ["Number of stores", "#", 1, 1, 2],
      ],
    },
    names: { StoreSales: "C2:E2", Rent: "C3:E3", StaffCosts: "C4:E4", RoyaltyPct: "C5", MktgFundPct: "C6", FranchiseFee: "C7", LoanRate: "C8", Stores: "C9:E9" },
    terms: { StoreSales: "base", RoyaltyPct: "rate", FranchiseFee: "fee" },
    currency: "USD",
  },
  {
    id: "livres, français, sans noms, deux éditions",
    sheets: {
      Contrat: [
        ["Contrat d'édition", null, null],
        ["Recettes nettes", "EUR", "S1 2026", "S2 2026", "S1 2027"],
        ["Ventes nettes broché", "EUR", 42000, 31000, 18000],
        ["Ventes nettes poche", "EUR", 0, 22000, 35000],
        ["Taux de droits broché", "%", "10%"],
        ["Taux de droits poche", "%", "5%"],
        ["À-valoir", "EUR", 4000],
        ["Provision pour retours", "%", "20%"],
        ["Reprise après", "semestres", 2],
        ["Retenue à la source", "%", "5%"],
        ["TVA", "%", "5.5%"],
        ["Coût d'impression", "EUR", 9000, 4000, 2500],
      ],
    },
    terms: { "Contrat!$C$3:$E$3": "base broché", "Contrat!$C$4:$E$4": "base poche", "Contrat!$C$5": "rate broché", "Contrat!$C$6": "rate poche", "Contrat!$C$7": "advance", "Contrat!$C$8": "reserve", "Contrat!$C$9": "release", "Contrat!$C$10": "withholding" },
    currency: "EUR",
  },
  {
    id: "podcast: periods down, header above, no names",
    sheets: {
      Sheet1: [
        ["Podcast licence"],
        [],
        ["Month", "Ad revenue", "Downloads", "CPM"],
        ["Jan 2026", 12000, 410000, 22],
        ["Feb 2026", 13500, 450000, 23],
        ["Mar 2026", 15100, 480000, 24],
        ["Total", "=SUM(B4:B6)", "=SUM(C4:C6)"],
        [],
        ["Royalty rate", "Minimum guarantee", "Advance"],
        ["35%", 3000, 10000],
      ],
    },
    terms: { "Sheet1!$B$4:$B$6": "base", "Sheet1!$A$10": "rate", "Sheet1!$B$10": "guarantee", "Sheet1!$C$10": "advance" },
  },
  {
    id: "academic dataset: access fee by year, per-seat price, hidden and v1 sheets",
    sheets: {
      Terms: [
        ["Corpus access agreement", null, "Year 1", "Year 2", "Year 3"],
        ["Access fee", "EUR", 20000, 20600, 21218],
        ["Sublicensing income of licensee", "EUR", 0, 50000, 80000],
        ["Royalty on sublicensing income", "%", "12%"],
        ["Discount rate", "% a year", "5%"],
        ["Grant funding", "EUR", 100000, 100000, 0],
      ],
      v1: [["Corpus access agreement", null, "Year 1", "Year 2", "Year 3"], ["Access fee", "EUR", 15000, 15000, 15000], ["Royalty rate", "%", "9%"]],
      Lists: [["Royalty rate", "10%"], ["Minimum guarantee", 5000]],
    },
    hidden: ["Lists"],
    names: { Access_Fee: "C2:E2", Sublic_Income: "C3:E3", Sublic_Royalty: "C4", Discount_Rate: "C5", Grant_Funding: "C6:E6", Old_Access_Fee: "v1!C2:E2", Old_Royalty_Rate: "v1!C3", List_Rate: "Lists!B1", List_MG: "Lists!B2" },
    terms: { Access_Fee: "fee", Sublic_Income: "base? Sublic", Sublic_Royalty: "rate Sublic", Discount_Rate: "discount rate" },
    choices: { "fee paid": "by period" },
  },
  {
    id: "regalías, español, nombres en camelCase, deuda e impuestos en la misma hoja",
    sheets: {
      Datos: [
        ["Licencia de videojuego", null, "T1 2026", "T2 2026", "T3 2026", "T4 2026"],
        ["Ventas netas", "EUR", 100000, 120000, 90000, 150000],
        ["Tasa de regalía", "%", "8%"],
        ["Mínimo garantizado anual", "EUR", 20000],
        ["Anticipo", "EUR", 10000],
        ["Retención", "%", "19%"],
        ["Impuesto de sociedades", "%", "25%"],
        ["Préstamo bancario", "EUR", 300000],
        ["Tasa de interés", "%", "4%"],
        ["Gastos de personal", "EUR", 30000, 30000, 31000, 31000],
      ],
    },
    names: { ventasNetas: "C2:F2", tasaRegalia: "C3", minimoGarantizado: "C4", anticipo: "C5", retencion: "C6", impuestoSociedades: "C7", prestamo: "C8", tasaInteres: "C9", gastosPersonal: "C10:F10" },
    terms: { ventasNetas: "base", tasaRegalia: "rate", minimoGarantizado: "guarantee", anticipo: "advance", retencion: "withholding" },
    choices: { "guarantee is for": "a contract year" },
  },
  {
    id: "two plans on two sheets, labels alone",
    sheets: {
      Basic: [["", "2026", "2027"], ["Net revenue", 50000, 70000], ["Royalty rate", "10%"]],
      Premium: [["", "2026", "2027"], ["Net revenue", 150000, 190000], ["Royalty rate", "14%"]],
      Common: [["Minimum guarantee p.a.", 20000], ["Withholding tax rate", "10%"], ["Backup contact", "ops"]],
    },
    terms: { "Basic!$B$2:$C$2": "base Basic", "Basic!$B$3": "rate Basic", "Premium!$B$2:$C$2": "base Premium", "Premium!$B$3": "rate Premium", "Common!$B$1": "guarantee", "Common!$B$2": "withholding" },
  },
  {
    id: "gross, returns and net, calculated; standard and pro plans; total row",
    sheets: {
      Calc: [
        ["Line", "Q1 2026", "Q2 2026", "Q3 2026"],
        ["Gross revenue Standard", 1000, 1100, 1200],
        ["Returns Standard", 100, 90, 80],
        ["Net revenue Standard", "=B2-B3", "=C2-C3", "=D2-D3"],
        ["Net revenue Pro", 2000, 2100, 2500],
        ["Total net revenue", "=B4+B5", "=C4+C5", "=D4+D5"],
        ["Royalty rate Standard", "5%"],
        ["Royalty rate Pro", "7%"],
        ["Royalty", "=B4*$B$7+B5*$B$8", "=C4*$B$7+C5*$B$8", "=D4*$B$7+D5*$B$8"],
      ],
    },
    names: { Gross_Standard: "B2:D2", Net_Standard: "B4:D4", Net_Pro: "B5:D5", Net_Total: "B6:D6", Rate_Standard: "B7", Rate_Pro: "B8", Royalty_Due: "B9:D9" },
    terms: { Net_Standard: "base Standard", Net_Pro: "base Pro", Rate_Standard: "rate Standard", Rate_Pro: "rate Pro" },
  },
  {
    id: "labels to the right of the figures, a late fee, an audit threshold",
    sheets: {
      Terms: [
        [0.065, "Royalty rate (on Net Sales)"],
        [30000, "Minimum annual guarantee"],
        [15000, "Signing advance"],
        [0.015, "Late payment interest per month"],
        [0.05, "Audit shortfall threshold"],
        [45, "Payment days"],
        [],
        ["Year", 2026, 2027, 2028],
        ["Net Sales", 400000, 650000, 700000],
      ],
    },
    terms: { "Terms!$A$1": "rate", "Terms!$A$2": "guarantee", "Terms!$A$3": "advance", "Terms!$B$9:$D$9": "base" },
  },
  {
    id: "image model: fractions of a cent, tier cells apart, cap table beside it",
    sheets: {
      Licence: [
        ["Licensed revenue (USD k)", null, "Jan-26", "Feb-26", "Mar-26"],
        ["Subscription revenue", null, 310, 330, 360],
        ["Scale"],
        ["More than", "Royalty rate"],
        [0, "3%"],
        [500, "4%"],
        [],
        ["Rights holder", "Units"],
        ["Agency A", 12000],
        ["Agency B", 8000],
      ],
      "Cap table": [["Shareholder", "Shares"], ["Founder", 700000], ["Fund I", 300000], ["Option pool", 100000]],
      HR: [["Employee", "Points"], ["Kim", 4], ["Sam", 5]],
    },
    terms: { "Licence!$C$2:$E$2": "base", "Licence!$A$4:$B$6": "tiers", "Licence!$A$8:$B$10": "split" },
    currency: "USD",
  },
  {
    id: "theatre rights: weekly gross, sliding scale, author and estate pools in cells",
    sheets: {
      Production: [
        ["West End run", null, null, null, null],
        ["", "Unit", "Week 1", "Week 2", "Week 3"],
        ["Weekly box office", "GBP", 310000, 290000, 275000],
        ["Running costs", "GBP", 180000, 180000, 182000],
        ["Break-even", "GBP", 200000],
        ["Author royalty pre-recoupment", "%", "6%"],
        ["Author royalty post-recoupment", "%", "8%"],
        ["Option payment", "GBP", 5000],
        ["Advance against royalties", "GBP", 20000],
      ],
    },
    names: { wkGross: "C3:E3", runCost: "C4:E4", breakEven: "C5", royPre: "C6", royPost: "C7", optionPmt: "C8", advPmt: "C9" },
    terms: { wkGross: "base", royPre: "rate? Pre", royPost: "rate? Post", optionPmt: "fee?", advPmt: "advance" },
    currency: "GBP",
  },
  {
    id: "merchandise: licensee's quarterly report, EUR and JPY, rates by category",
    sheets: {
      Report: [
        ["Character licence – quarterly report"],
        ["", "Currency", "Q1/2026", "Q2/2026", "Q3/2026", "Q4/2026", "Total"],
        ["Net sales apparel", "EUR", 51000, 62000, 58000, 91000, "=SUM(C3:F3)"],
        ["Net sales toys", "EUR", 22000, 25000, 24000, 77000, "=SUM(C4:F4)"],
        ["Royalty rate apparel", "", "9%"],
        ["Royalty rate toys", "", "11%"],
        ["Guaranteed minimum royalty (contract year)", "EUR", 20000],
        ["CMF contribution", "", "2%"],
        ["Freight", "EUR", 3000, 3500, 3400, 6100, "=SUM(C9:F9)"],
      ],
    },
    terms: { "Report!$C$3:$F$3": "base apparel", "Report!$C$4:$F$4": "base toys", "Report!$C$5": "rate apparel", "Report!$C$6": "rate toys", "Report!$C$7": "guarantee" },
    choices: { "guarantee is for": "a contract year" },
    currency: "EUR",
  },
  {
    id: "Verlag, deutsch, Namen: Hardcover und Taschenbuch, Honorarstaffel nach Exemplaren",
    sheets: {
      Eingaben: [
        ["Verlagsvertrag", null, "1. HJ 2026", "2. HJ 2026", "1. HJ 2027"],
        ["Nettoumsatz Hardcover", "EUR", 80000, 45000, 22000],
        ["Nettoumsatz Taschenbuch", "EUR", 0, 60000, 51000],
        ["Honorarsatz Hardcover", "%", "10%"],
        ["Honorarsatz Taschenbuch", "%", "6%"],
        ["Vorschuss", "EUR", 12000],
        ["Remittendenrückstellung", "%", "15%"],
        ["Auflösung nach", "Halbjahre", 2],
        ["Druckkosten", "EUR", 14000, 9000, 6000],
        ["Mehrwertsteuer", "%", "7%"],
        ["Honorar fällig", "EUR", "=C2*$C$4+C3*$C$5", "=D2*$C$4+D3*$C$5", "=E2*$C$4+E3*$C$5"],
      ],
    },
    names: { Umsatz_HC: "C2:E2", Umsatz_TB: "C3:E3", Honorarsatz_HC: "C4", Honorarsatz_TB: "C5", Vorschuss: "C6", Remi_Reserve: "C7", Aufloesung_nach: "C8", Druckkosten: "C9:E9", MwSt: "C10", Honorar_faellig: "C11:E11" },
    terms: { Umsatz_HC: "base HC", Umsatz_TB: "base TB", Honorarsatz_HC: "rate HC", Honorarsatz_TB: "rate TB", Vorschuss: "advance", Remi_Reserve: "reserve?", Aufloesung_nach: "release" },
    currency: "EUR",
  },
  {
    id: "university spin-out, SaaS: ARR, MRR, churn and seats; equity and milestones; royalty in words",
    sheets: {
      Licence: [
        ["Software licence (spin-out)", "", "FY26", "FY27", "FY28"],
        ["Licensed product revenue", "USD", 200000, 600000, 1500000],
        ["MRR churn", "%", "2%", "2%", "2%"],
        ["Seats", "#", 400, 1200, 3000],
        ["Running royalty", "%", "2.5%"],
        ["Sublicensing share", "%", "25%"],
        ["Annual minimum", "USD", 10000],
        ["Milestone: first sale", "USD", 50000],
        ["Equity stake", "%", "5%"],
        ["Patent cost reimbursement", "USD", 30000, 10000, 10000],
        ["Discount rate", "%", "15%"],
        ["Tax rate", "%", "21%"],
      ],
    },
    names: { lp_revenue: "C2:E2", churn: "C3:E3", seats: "C4:E4", running_royalty: "C5", sublic_share: "C6", annual_min: "C7", ms_first_sale: "C8", equity: "C9", patent_costs: "C10:E10", disc_rate: "C11", tax_rate: "C12" },
    terms: { lp_revenue: "base", running_royalty: "rate", sublic_share: "rate?", annual_min: "guarantee", disc_rate: "discount rate" },
    currency: "USD",
  },
  {
    id: "streaming music: pool and our share of streams, artist and label in a table",
    sheets: {
      Pool: [
        ["Platform pool", "Jan", "Feb", "Mar"],
        ["Net revenue", 1000000, 1100000, 1050000],
        ["Our streams", 250000, 240000, 260000],
        ["Total streams", 9000000, 9200000, 9100000],
        ["Revenue share", "52%"],
        [],
        ["Party", "Percentage"],
        ["Artist", 25],
        ["Label", 75],
      ],
    },
    names: { NetRevenue: "B2:D2", OurStreams: "B3:D3", TotalStreams: "B4:D4", RevShare: "B5", RoyaltySplit: "A7:B9" },
    terms: { NetRevenue: "base", RevShare: "share", RoyaltySplit: "split" },
  },
  {
    id: "two deals in one workbook of forecasts: actual and budget rows, thousands",
    sheets: {
      Summary: [["Group budget 2026", "k EUR"], ["Revenue budget", 5000], ["Staff budget", 2100], ["Tax rate", "30%"]],
      Licence: [
        ["Brand licence", null, "2026", "2027", "2028"],
        ["Net sales (actual)", "k EUR", 810, null, null],
        ["Net sales (budget)", "k EUR", 900, 950, 1000],
        ["Royalty", "%", "5%"],
        ["Minimum royalty", "k EUR", 40, 42, 44],
      ],
    },
    terms: { "Licence!$C$3:$E$3": "base?", "Licence!$C$2": "base?", "Licence!$C$4": "rate", "Licence!$C$5:$E$5": "guarantee" },
    choices: { "guarantee is for": "a period" },
  },
  {
    id: "tiers in thresholds across, rates below, periods across, French names",
    sheets: {
      Redevances: [
        ["Licence de brevet", "", "2026", "2027", "2028"],
        ["Chiffre d'affaires", "EUR", 500000, 900000, 1400000],
        ["Seuils", "EUR", 0, 500000, 1000000],
        ["Taux par palier", "%", "4%", "3%", "2%"],
        ["Minimum garanti", "EUR", 15000, 20000, 25000],
        ["Droit d'entrée", "EUR", 30000],
        ["Impôt sur les sociétés", "%", "25%"],
        ["Effectif", "", 12, 13, 15],
      ],
    },
    names: { CA: "C2:E2", Seuils: "C3:E3", Taux_Paliers: "C4:E4", Min_Garanti: "C5:E5", Droit_Entree: "C6", IS: "C7", Effectif: "C8:E8" },
    terms: { CA: "base?", Seuils: "tier starts", Taux_Paliers: "tier rates?", Min_Garanti: "guarantee", Droit_Entree: "fee" },
  },
  {
    id: "whole columns, a name of several areas, an external link; the good ones beside them",
    sheets: {
      Data: [["Month", "Receipts", "Refunds"], ["2026-01", 1000, 10], ["2026-02", 1200, 20], ["2026-03", 900, 15], [], ["Royalty rate", "20%"], ["Advance", 500]],
    },
    names: { AllReceipts: "Data!$B:$B", Both: "Data!$B$2:$B$4,Data!$C$2:$C$4", Ext: "[1]Other!$A$1:$A$3", Gone: "Data!#REF!", receipts: "B2:B4", royalty_rate: "B6", advance: "B7" },
    terms: { receipts: "base", royalty_rate: "rate", advance: "advance" },
  },
  {
    id: "a guarantee of nothing, amounts in millions, a row with its label, a rate as text, the tax of a territory",
    sheets: {
      Deal: [
        ["Device patents", "USD m", "2026", "2027"],
        ["Net sales JP", "USD m", 12, 14],
        ["Net sales US", "USD m", 30, 33],
        ["Royalty rate", "", "4 percent"],
        ["Minimum guarantee", "USD m", 0],
        ["Upfront fee", "USD m", 0.5],
        ["Tax JP", "%", "10%"],
        ["Tax", "%", "21%"],
      ],
    },
    names: { NetSales_JP: "C2:D2", NetSales_US: "C3:D3", RoyaltyRate: "C4", MinGuarantee: "C5", UpfrontFee: "C6", Tax_JP: "C7", TaxRate: "C8", Advance: "A5:C5" },
    terms: { NetSales_JP: "base JP", NetSales_US: "base US", RoyaltyRate: "rate?", MinGuarantee: "guarantee", UpfrontFee: "fee", Tax_JP: "withholding? JP" },
    currency: "USD",
  },
];
