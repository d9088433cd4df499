/** A workbook that comes with the page. */
export interface Sample {
  readonly fileName: string;
  readonly title: string;
  readonly line: string;
}

/** In the order in which a newcomer meets them; the page opens with the first. */
export const SAMPLES: readonly Sample[] = [
  {
    fileName: "music-consortium.xlsx",
    title: "A consortium of 60 rights holders in a music module",
    line: "What a music module pays to 24 labels, 24 publishers and 12 sample packs over eight quarters.",
  },
  {
    fileName: "tier-reading.xlsx",
    title: "One sentence, eight readings",
    line: "What one tier clause pays, depending on how it is read.",
  },
  {
    fileName: "voice-licence.xlsx",
    title: "A voice in a text-to-speech service",
    line: "A royalty by tiers, its split among actor, agent and studio, and what three years of it are worth today.",
  },
  {
    fileName: "film-style-licence.xlsx",
    title: "A film-style licence",
    line: "How a picture's receipts run down a waterfall over eight quarters, and what one word about a commission is worth.",
  },
  {
    fileName: "stock-library.xlsx",
    title: "An image library in an image generator",
    line: "Royalties by plan, usage fees by output, a minimum guarantee over twelve quarters, and what arrives abroad after tax.",
  },
];
