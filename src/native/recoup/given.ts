import { ACCOUNTS } from "../../cells/accounts";
import { recoupmentCall } from "../../functions/recoup";
import type { Area } from "../../sheet/area";
import { divisionOf } from "../parts/shares";
import { NativeRefusal, asRead, cellReference, isLeftOut, placesOf, readFigure, valuesIn, type Argument, type Block } from "../parts/block";
import { givenNames, keepsTheNames, rowOf } from "../parts/names";
import type { Shown } from "../parts/shown";
import { WHOLE_LIMIT, type Line } from "../parts/proofSheet";

/** How many accounts a block has at most: each needs some thirty lines. */
const MOST_ACCOUNTS = 200;

/** How many opening reserves an account has at most: their columns. */
const MOST_RESERVES = 1_000;

/** A call of RECOUP as it stands: its cells, and the words and shapes that its formulas are written for. */
export type RecoupCall = ReturnType<typeof readCall>;

export function readCall(args: Readonly<Record<"earned" | "advances", Area> & Record<"crossed" | "reserve" | "release" | "opening" | "decimals", Argument>>) {
  const { earned, advances, reserve, opening } = args;
  const { terms, accounts, namedAdvances } = asRead(recoupmentCall, args);
  const count = terms.accounts.length;
  if (count > MOST_ACCOUNTS) throw new NativeRefusal(`it has ${count} accounts; plain formulas are written for ${MOST_ACCOUNTS} at most`);
  const reserves = terms.accounts[0]?.openingReserves.length ?? 0;
  if (reserves > MOST_RESERVES) throw new NativeRefusal(`its opening has ${reserves} reserves for an account; plain formulas are written for ${MOST_RESERVES} at most`);
  const places = terms.decimals === "exact" ? 2 : terms.decimals;
  const ratePlaces = reserve === null ? 0 : placesOf(valuesIn(reserve), 4);
  const largest = accounts.amounts.flat().reduce((most, amount) => Math.max(most, Math.abs(amount.toNumber())), 0);
  const noOpening = isLeftOut(opening);
  return {
    ...args,
    opening: noOpening ? null : opening,
    /** A cell that is given for the opening and is blank. */
    blankOpening: noOpening ? opening : null,
    accounts,
    /** The advances' own names; absent where there are none. */
    namedAdvances,
    count,
    periods: accounts.amounts[0]?.length ?? 0,
    crossing: terms.crossed,
    amountPlaces: placesOf(valuesIn(earned, advances, opening), Math.max(2, places)),
    ratePlaces,
    /** How what is withheld is divided, where it is rounded. */
    division: divisionOf(largest * 10 ** places, 10 ** ratePlaces, 10 ** ratePlaces),
  };
}

/** What a block is given, account by account, on the proof sheet. */
export interface GivenAccounts {
  /** What the statement calls an account. */
  readonly label: (account: number) => Shown;
  readonly earned: readonly Line[];
  readonly advances: readonly Line[];
  /** One for all, or one for each; none where no reserve is given. */
  readonly reserves: readonly string[];
  /** After how many periods it is released; 0 where that is not given. */
  readonly release: string;
  /** None where no opening is given. */
  readonly balances: readonly string[];
  /** The reserves that are released in period 1, 2, …, in the columns of those periods. */
  readonly brought: readonly Line[];
}

/** How the lines of an account begin. */
export function lineOf(call: RecoupCall, account: number, line: string): string {
  return call.accounts.isBlock ? `account ${account + 1}: ${line}` : line;
}

/** Writes what is given, and what of it the function would refuse. */
export function givenAccounts(block: Block, call: RecoupCall): GivenAccounts {
  const { proof } = block;
  const { accounts, count, earned: earnedArea, opening } = call;
  const each = <Item>(item: (account: number) => Item): Item[] => Array.from({ length: count }, (_, account) => item(account));
  const names = accounts.named === undefined ? undefined : givenNames(block, earnedArea, accounts.named, ACCOUNTS);
  const areaOf = (account: number) => (accounts.isBlock ? rowOf(earnedArea, accounts.named, account) : earnedArea);
  const earned = each((account) => block.series(lineOf(call, account, "earned"), "as given", areaOf(account), "zero", accounts.direction));
  const advances = givenAdvances(block, call, names);
  givenCrossing(block, call);
  const reserves = givenReserves(block, call);
  const release = givenRelease(block, call, reserves);
  const balances = opening === null ? [] : each((account) => block.figure(lineOf(call, account, "opening balance"), "as given", cellOf(opening, account, 0), 0));
  const brought = opening === null || opening.left === opening.right ? [] : each((account) => givenReservesHeld(block, call, opening, account));
  if (opening !== null) keepsItsSize(block, "the opening", opening, call);
  if (call.blankOpening !== null) block.requires("the opening stays blank", `${cellReference(proof, call.blankOpening, 0, 0)}=""`);

  const [first, last] = [earned[0] as Line, earned.at(-1) as Line];
  block.requires("no amount earned is beyond 1E+15", `MAX(MAX(${proof.block(first, last)}),-MIN(${proof.block(first, last)}))<=${WHOLE_LIMIT}`);
  const positive = [proof.block(advances[0] as Line, advances.at(-1) as Line), ...balances, ...brought.map((line) => proof.range(line))];
  for (const [i, range] of positive.entries()) {
    block.requires(`${i === 0 ? "no advance" : "no amount brought in"} is negative, or beyond 1E+15`, `AND(MIN(${range})>=0,MAX(${range})<=${WHOLE_LIMIT})`);
  }
  return { label: (account) => (names === undefined ? account + 1 : { formula: names(account) }), earned, advances, reserves, release, balances, brought };
}

/** Advances for each period, or those of period 1. */
function givenAdvances(block: Block, call: RecoupCall, names: ((account: number) => string) | undefined): Line[] {
  const { proof } = block;
  const { advances, accounts, namedAdvances, count, periods } = call;
  const width = advances.right - advances.left + 1 - (namedAdvances === undefined ? 0 : 1);
  const height = namedAdvances === undefined ? advances.bottom - advances.top + 1 : count;
  const label = (account: number) => lineOf(call, account, "advance");
  if (namedAdvances !== undefined && names !== undefined) {
    keepsTheNames(block, advances, namedAdvances, names, ACCOUNTS);
  } else if (width * height > 1 && accounts.named !== undefined) block.emptyBelow("the advances", advances, count);
  if (!accounts.isBlock && width * height === periods && periods > 1) return [block.series(label(0), "as given", advances)];
  if (accounts.isBlock && width === periods && periods > 1) {
    return Array.from({ length: count }, (_, account) => block.series(label(account), "as given", rowOf(advances, namedAdvances, account), "zero", "across"));
  }
  const isOne = width * height === 1 && namedAdvances === undefined;
  const cells = Array.from({ length: isOne ? 1 : count }, (_, account) => {
    const row = rowOf(advances, namedAdvances, account);
    return block.figure(isOne ? "advance" : label(account), "in period 1, as given", { ...row, right: row.left }, isOne ? null : 0);
  });
  if (isOne && count > 1) block.requires("the one advance is 0, for none", `${cells[0] ?? ""}=0`);
  return Array.from({ length: count }, (_, account) => proof.across(label(account), "as given", periods, (t) => `IF(${block.number(t)}=1,${cells[isOne ? 0 : account] ?? "0"},0)`));
}

function givenCrossing(block: Block, { crossed, accounts, crossing }: RecoupCall): void {
  if (crossed === null) return;
  if (accounts.isBlock) block.word("crossed", crossed, crossing);
  else block.requires("crossed stays blank", `${cellReference(block.proof, crossed, 0, 0)}=""`);
}

function givenReserves(block: Block, call: RecoupCall): string[] {
  const { reserve, count } = call;
  if (reserve === null) return [];
  const isOne = reserve.top === reserve.bottom;
  const cells = Array.from({ length: isOne ? 1 : count }, (_, account) => block.figure(isOne ? "reserve" : lineOf(call, account, "reserve"), "fraction", cellOf(reserve, account, 0), 0));
  if (!isOne) keepsItsSize(block, "the reserve", reserve, call);
  for (const cell of cells) block.requires("a reserve is a rate from 0 to 1", `AND(${cell}>=0,${cell}<=1)`);
  return cells;
}

function givenRelease(block: Block, { release }: RecoupCall, reserves: readonly string[]): string {
  const after = block.figure("reserve is released after", "periods", release, 0);
  const isNone = reserves.length === 0 ? "TRUE" : `MAX(${reserves.length === 1 ? (reserves[0] ?? "") : `${reserves[0] ?? ""}:${reserves.at(-1) ?? ""}`})=0`;
  block.requires("a reserve is released after a whole number of periods", `IF(${after}=0,${isNone},AND(${after}=INT(${after}),${after}>=1,${after}<=${WHOLE_LIMIT}))`);
  return after;
}

/** They may outlast the periods. */
function givenReservesHeld({ proof }: Block, call: RecoupCall, opening: Area, account: number): Line {
  return proof.across(lineOf(call, account, "reserve brought in"), "as given", opening.right - opening.left, (t) => readFigure(cellReference(proof, opening, account, t.number)));
}

/** Beside a table of accounts, rows below the last one are left out. */
function keepsItsSize(block: Block, label: string, area: Area, { accounts, count }: RecoupCall): void {
  if (accounts.named !== undefined) block.emptyBelow(label, area, count);
}

function cellOf(area: Area, row: number, column: number): Area {
  return { sheet: area.sheet, top: area.top + row, bottom: area.top + row, left: area.left + column, right: area.left + column };
}
