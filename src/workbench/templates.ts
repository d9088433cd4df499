import type { Sample } from "./samples";

/** A workbook to start from; its line says when it fits. */
export interface Template extends Sample {
  /** What the new workbook is called. */
  readonly newName: string;
}

const template = (fileName: string, title: string, line: string): Template => ({ fileName, title, line, newName: `${title}.xlsx` });

/** In the order in which they are offered. */
export const TEMPLATES: readonly Template[] = [
  { fileName: "blank.xlsx", title: "Blank workbook", line: "One empty sheet.", newName: "Untitled deal.xlsx" },
  template("pilot.xlsx", "Pilot", "One product and a few months; nothing that comes out is sold."),
  template("training-only.xlsx", "Training only", "A model is trained on the works, and what it earns is not shared."),
  template("commercial-royalty.xlsx", "Commercial royalty", "A model is trained, and a share of what its output earns is paid."),
  template("opt-in-registry.xlsx", "Opt-in registry", "Many works, each of which its owner may add or take out."),
  template("exclusive-dataset.xlsx", "Exclusive dataset", "The data are scarce, and one licensee alone has them."),
  template("hybrid-fee-and-royalty.xlsx", "Hybrid fee and royalty", "Both sides share the risk: a fee at signing, and a royalty by tiers."),
  template("film-waterfall.xlsx", "Film waterfall", "Costs and premiums are paid before anybody has a share."),
  template("voice-likeness.xlsx", "Voice likeness", "A person's voice or face is used in a product."),
  template("stock-library.xlsx", "Stock library", "A library licenses a generator that sells plans and counts what is made."),
  template("mechanical-royalty.xlsx", "Statutory mechanical royalty", "Copies, downloads or streams of a song are paid for by the piece."),
];
