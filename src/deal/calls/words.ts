import type { Role } from "../deal";

/** What the words of a name or label say of a typed amount that a plain formula takes in. Of several the first. */
const WORDS: readonly (readonly [Role, RegExp])[] = [
  ["exchange rate", /\bfx|exchange rate|conversion rate|spot rate|(?:usd|eur|gbp|jpy|chf) per\b|wechselkurs|devisenkurs|taux de change|tipo de cambio/],
  ["withholding", /withh|\bwht\b|quellensteuer|retenue|retencion/],
  ["discount rate", /discount|wacc|actualisation|diskont|descuento/],
  ["guarantee", /guarantee|mindest|garanti|\bmg\b/],
  ["advance", /advance|vorschuss|vorauszahlung|avaloir|anticipo/],
  ["fee", /\bfees?\b|signing|upfront|einmalzahlung|pauschale|forfait|bonus/],
  ["share", /share|anteil|quote part|participacion|attribution/],
  ["rate", /royalt|\brates?\b|percent|\bpct\b|lizenzsatz|tantieme|redevance|regalia|commission/],
];

/** The role that a text says, be it a name or a label; undefined where it says none. */
export function roleSaid(...texts: readonly string[]): Role | undefined {
  for (const text of texts) {
    const plain = wordsOf(text).join(" ");
    const [role] = WORDS.find(([, pattern]) => pattern.test(plain)) ?? [];
    if (role !== undefined) return role;
  }
  return undefined;
}

/** The words of a name or label in small letters without accents: `Pro_Gross`, `rngProGross` and `Pro, gross` are pro and gross. */
export function wordsOf(text: string): string[] {
  return writtenWords(text).map(folded);
}

/** The same as they are written. A name longer than any that Excel allows is cut. */
export function writtenWords(text: string): string[] {
  return text.slice(0, 255).replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2").match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

export function folded(word: string): string {
  return word.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
