import { advancesPaid, afterGuarantee, feesOf, withPaid } from "./due";
import { ModelSheet, cellOf } from "./modelSheet";
import type { Row } from "./reference";
import { asIs, type Deal, type Running } from "./steps";

/** The accounts of a table with what each has earned. */
export function earnedByAccount({ model, terms, currency }: Deal): readonly Running[] {
  const term = terms.own("earned by account", "");
  if (term === undefined) return [];
  const { text } = model.source(term.source);
  const accounts = terms.values(term).slice(1).map(([name = null]) => (typeof name === "string" ? name.trim() : ""));
  const lines = accounts.map((of, i) => ({ label: of, of, formula: (column: string) => `INDEX(${text},${i + 2},${ModelSheet.number(column)}+1)` }));
  const rows = model.plain({ kind: "base", label: "Accounts", of: "", unit: currency }, lines, []);
  return rows.map((row) => ({ row, of: row.label, unit: currency, isRounded: false }));
}

/** What is due to several accounts with advances of their own, which recoup each other or not, as the deal's word says. */
export function dueToAccounts(deal: Deal, accounts: readonly [Running, ...Running[]]): readonly Running[] {
  const { model, terms, words } = deal;
  const guaranteed = accounts.map((account) => afterGuarantee(deal, account.of, account));
  const besides = accounts.map(({ of, unit }) => ({ advances: advancesPaid(deal, of, unit), fees: feesOf(deal, of, unit) }));
  const { unit } = accounts[0];
  const earned = block(deal, "Earned by account", unit, accounts, guaranteed.map(({ row }) => [row]));
  const advanced = block(deal, "Recoupable by account", unit, accounts, besides.map(({ advances, fees }) => [...advances, ...fees.flatMap(({ recoupable }) => recoupable ?? [])]));
  const [reserve, release, opening] = (["reserve", "release", "opening balance"] as const).map((role) => terms.own(role, ""));
  const given = {
    earned: model.across(...earned),
    advances: model.across(...advanced),
    crossed: words.reference("crossed", ""),
    reserve: reserve && model.source(reserve.source),
    release: release && model.source(release.source),
    opening: opening && model.source(opening.source),
    decimals: words.reference("decimals", ""),
  };
  const after = model.call({ kind: "recoupment", label: "After recoupment", of: "", unit }, "DEAL.RECOUP", given, accounts.map(({ of }) => ({ label: of, of })));
  return accounts.flatMap((account, i) => {
    const [row, beside] = [after[i], besides[i]];
    if (row === undefined || beside === undefined) return [];
    return withPaid(deal, account.of, account.unit, { ...account, row, isRounded: given.decimals !== undefined }, [...beside.advances, ...beside.fees.map((fee) => fee.row)]) ?? [];
  });
}

/** The accounts' rows under each other, as the function reads them. */
function block(deal: Deal, label: string, unit: string, accounts: readonly Running[], rows: readonly (readonly Row[])[]): readonly [Row, ...Row[]] {
  const lines = accounts.map(({ of }, i) => ({ label: of, of, formula: (column: string) => (rows[i] ?? []).map((row) => cellOf(row, column)).join("+") || "0" }));
  const [first, ...rest] = deal.model.plain(asIs(label, "", unit), lines, rows.flat());
  if (first === undefined) throw new Error(`${label} has no accounts.`);
  return [first, ...rest];
}
