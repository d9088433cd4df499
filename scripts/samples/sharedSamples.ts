import type { SampleBook } from "./sampleBook";

export const SHARE_MODES = ["native", "values"] as const;

/** The file name of a sample's copy for the other side: `voice-licence-native.xlsx`. */
export function sharedName({ fileName }: SampleBook, mode: (typeof SHARE_MODES)[number]): string {
  return fileName.replace(/\.xlsx$/, `-${mode}.xlsx`);
}
