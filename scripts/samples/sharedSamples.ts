import type { SampleBook } from "./sampleBook";

type ShareMode = "native" | "values";

/** In which modes a sample is copied for the other side: in both, but where a call cannot be said in plain formulas yet (USAGEFEE). */
export function shareModes({ sheets }: SampleBook): readonly ShareMode[] {
  const isSaid = !sheets.some(({ rows }) => rows.some((row) => row.some((cell) => typeof cell === "object" && cell?.formula?.includes("DEAL.USAGEFEE") === true)));
  return isSaid ? ["native", "values"] : ["values"];
}

/** The file name of a sample's copy for the other side: `voice-licence-native.xlsx`. */
export function sharedName({ fileName }: SampleBook, mode: ShareMode): string {
  return fileName.replace(/\.xlsx$/, `-${mode}.xlsx`);
}
