import { openXlsx } from "../file/xlsx";
import { catalogue } from "../functions/catalogue";
import type { Host } from "../host/host";
import type { Workbook } from "../sheet/workbook";
import type { Evaluate } from "./selectedCell";

/** The workbook beside the pane. A new object for each one that is opened. */
export interface OpenWorkbook {
  readonly host: Host;
  readonly evaluate: Evaluate;
  /** As it stands now, calculated. */
  readonly workbook: () => Promise<Workbook>;
  /** Where Excel says whether it is dark. Otherwise the system does. */
  readonly isDark?: boolean;
}

/** The workbook as its file has it, for a host that gives nothing else of the whole. */
export async function workbookInFile(host: Host): Promise<Workbook> {
  return openXlsx(
    await host.bytes(),
    catalogue.map(({ name }) => name),
  ).workbook;
}
