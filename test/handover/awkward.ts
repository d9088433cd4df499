import type { Workbook } from "../../src/sheet/workbook";
import { cellOf, workbook, type Given } from "../sheet/build";

const spilling = (text: string): Given => cellOf(`=${text}`, "dynamic");
const oneCell = (text: string): Given => cellOf(`=${text}`, "plain");
const entered = (text: string, rows: number, columns: number): Given => ({ value: null, formula: { text, kind: "array" }, extent: { rows, columns } });

/** A workbook of somebody else's, with our calls in places where nobody would put them at a desk that is tidied up. */
export function awkwardWorkbook(): Workbook {
  return workbook(
    {
      "Net sales!B2": 120_000.55,
      "Net sales!C2": 310_000.1,
      "Net sales!D2": -20_000.25,
      "Net sales!E2": 450_000,
      "Net sales!A4": "Above",
      "Net sales!B4": "Rate",
      "Net sales!A5": 0,
      "Net sales!B5": 0.05,
      "Net sales!A6": 100_000,
      "Net sales!B6": 0.12,
      "Net sales!A7": 500_000,
      "Net sales!B7": 0.18,
      "Net sales!A10": "Holder",
      "Net sales!B10": "Weight",
      "Net sales!A11": "Ana",
      "Net sales!B11": 3,
      "Net sales!A12": "Ben",
      "Net sales!B12": 2,
      "Net sales!A13": "Cy",
      "Net sales!B13": 1,
      "Net sales!G2": 100,
      // A spill, what reads it as a whole, and what reads one cell of it.
      "Model!A1": spilling("DEAL.TIEREDROYALTY('Net sales'!B2:E2,Tiers,\"marginal\",\"never\",,2)"),
      "Model!A2": spilling("SUM(A1#)"),
      "Model!A3": spilling("A1#*2"),
      "Model!A4": oneCell("B1+1"),
      // Calls within other formulas.
      "Model!A5": spilling("IF(DEAL.TIEREDROYALTY('Net sales'!$B$2,Tiers,,,,2)>1000,\"above \"&DEAL.TIEREDROYALTY('Net sales'!$B$2,Tiers,,,,0),\"below\")"),
      "Model!A6": oneCell("ROUND(SUM(DEAL.TIEREDROYALTY('Net sales'!B2:E2,Tiers,\"cliff\",2)),0)/2"),
      "Model!A7": spilling("INDEX(DEAL.TIEREDROYALTY('Net sales'!B2:E2,Tiers,\"prospective\",\"each period\"),2)+MAX(DEAL.TIEREDROYALTY('Net sales'!B2:E2,Tiers,\"marginal\",\"never\",,2))"),
      // A formula from before dynamic arrays shows the first of several.
      "Model!A8": oneCell("DEAL.TIEREDROYALTY('Net sales'!B2:E2,Tiers,\"marginal\",\"never\",,2)"),
      "Model!A9": oneCell("DEAL.TIEREDROYALTY('Net sales'!B2:E2,Tiers,\"marginal\",\"never\",,2)*2"),
      // Constants, names of constants and calculated arguments.
      "Model!A10": spilling("DEAL.TIEREDROYALTY({750000;250000},{0,0.05;100000,0.12;500000,0.18},\"cliff\",\"never\")"),
      "Model!A12": spilling("DEAL.TIEREDROYALTY(Uplift*1000000,Tiers,LOWER(\"CLIFF\"))"),
      "Model!A13": spilling("DEAL.TIEREDROYALTY('Net sales'!B2:E2*Uplift,Tiers,,\"each period\",,Places)"),
      "Model!A14": spilling("-DEAL.TIEREDROYALTY(SUM('Net sales'!B2:E2)-'Net sales'!G2,Tiers,,,-(-50000),2)%"),
      // Calls within calls.
      "Model!A16": spilling("DEAL.PRORATA(DEAL.TIEREDROYALTY('Net sales'!B2:E2,Tiers,\"marginal\",\"never\",,2),Holders,2)"),
      "Model!A20": spilling("DEAL.NPV_ROYALTY(0.1,DEAL.TIEREDROYALTY('Net sales'!B2:E2,Tiers,\"marginal\",\"never\",,2),\"mid\")"),
      "Model!A21": spilling("SUM(DEAL.PRORATA(1000.01,{1;1;1}))"),
      // A block that was entered over more cells than the answer has.
      "Model!F1": entered("DEAL.TIEREDROYALTY('Net sales'!B2:E2,Tiers,\"marginal\",\"never\",,2)", 2, 5),
      "Model!F5": entered("DEAL.TIEREDROYALTY(Local,Tiers)", 2, 2),
      "Model!F8": spilling("DEAL.TIEREDROYALTY.LINES('Net sales'!B2:C2,Tiers,\"cliff\",\"never\",,2)"),
      "Model!M1": 900_000,
      "Model!M2": "=M1/2",
      "Model!M3": spilling("DEAL.TIEREDROYALTY(M2,Tiers)"),
      "Model!M4": spilling("DEAL.WATERFALL(A1#,{1,\"Agent\",\"percent\",0.1,0,\"gross\";2,\"Studio\",\"residual\",0,0,\"\"},2)"),
      "Model!M7": spilling("DEAL.VERSION()+0"),
    },
    [
      { name: "Tiers", formula: "'Net sales'!$A$4:$B$8" },
      { name: "Holders", formula: "'Net sales'!$A$10:$B$13" },
      { name: "Uplift", formula: "1.1" },
      { name: "Places", formula: "2" },
      { name: "Local", formula: "Model!$M$1", sheet: "Model" },
      { name: "Local", formula: "'Net sales'!$B$2" },
      { name: "Spilled", formula: "Model!$A$1#" },
    ],
  );
}
