import type { CellValue } from "../cells/cell";

type TableKind = "scale" | "split";

/** The words that a function reads in a header row, under the column's own. */
const READ: Readonly<Record<TableKind, ReadonlyMap<string, readonly string[]>>> = {
  scale: new Map([
    ["Above", ["above", "over", "more than"]],
    ["From", ["from", "at least", "starting at"]],
    ["Threshold", ["threshold", "lower bound"]],
    ["Rate", ["rate", "royalty rate"]],
    ["Amount per unit", ["amount per unit", "price per unit", "per unit"]],
    ["Up to", ["up to", "to"]],
  ]),
  split: new Map([
    ["Holder", ["holder", "payee", "rights holder", "name"]],
    ["Weight", ["weight", "share", "units", "points"]],
  ]),
};

/** Words of other languages and looser ones, folded. The first that stands in a header decides. */
const MEANT: Readonly<Record<TableKind, readonly (readonly [string, RegExp])[]>> = {
  scale: [
    ["Up to", /\b(?:up to|bis|jusqu|hasta)\b/],
    ["Above", /\b(?:above|over|more than|uber|ueber|mehr als|au dela|plus de|mas de)\b/],
    ["From", /\b(?:from|at least|starting|ab|a partir|desde)\b/],
    ["Threshold", /\b(?:threshold|lower bound|schwelle|seuil|umbral)\b/],
    ["Amount per unit", /\b(?:price|amount|preis|betrag|prix|montant|precio|importe)\b|\b(?:per|je|par|por) (?!tier|stufe|palier|tramo|year|jahr|an\b|ano)/],
    ["Rate", /\b(?:rate|royalty|pct|commission|satz|lizenzsatz|taux|porcentaje|tasa)\b|%/],
  ],
  split: [
    ["Weight", /\b(?:weight|weights|share|shares|split|percentage|points|anteil|punkte|part|puntos|porcentaje)\b|%/],
    ["Holder", /\b(?:holder|payee|name|role|party|partner|recipient|inventor|beteiligte|beteiligter|berechtigter|ayant|titular)\b/],
  ],
};

/** How the columns of a scale stand where its header row says nothing. */
export const FIRST_COLUMNS = ["Above", "Rate"] as const;

/** Whether a function reads this header row as it is. */
export function readsAsItIs(head: readonly CellValue[], table: TableKind): boolean {
  const known = new Set([...READ[table].values()].flat());
  return head.every((value) => typeof value === "string" && known.has(value.trim().toLowerCase().replace(/\s+/g, " ")));
}

/** The column that a header means, in whatever language. */
export function columnMeant(value: CellValue, table: TableKind): string | undefined {
  if (typeof value !== "string") return undefined;
  const text = folded(value);
  return [...READ[table]].find(([, words]) => words.includes(text))?.[0] ?? MEANT[table].find(([, words]) => words.test(text))?.[0];
}

function folded(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[-'’_]/g, " ").replace(/\s+/g, " ").trim().toLowerCase();
}
