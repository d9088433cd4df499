import { ZERO, type Decimal } from "../engine/decimal";
import { negativeFaults, type Fault } from "../engine/refusal";
import { rateFaults } from "../engine/tieredRoyalty";
import { isBlank, isError, type CellValue, type Grid } from "./cell";
import { blockPlace, counted, errorFault, inWords, isOneOrBeside, periodPlace, shown, wrong, type BlankRule, type Direction, type Place, type Reading } from "./decode";
import { Table, isHeaderOf, isUnnamedHeader, mostRows, nameKey, rowPlace, withCorner, type Column } from "./table";

/** What the rows of a block are: how the first column of names may be headed, and the words for a row, for the block, and for what lies beside it with the same names. */
export interface RowKind {
  readonly column: Column;
  readonly noun: string;
  readonly block: string;
  readonly beside: string;
}

export const ACCOUNT: Column = { name: "Account", synonyms: ["Name", "Title"] };
export const ACCOUNTS: RowKind = { column: ACCOUNT, noun: "account", block: "earned", beside: "advances" };

/** No other words: one that may be a payee's name, as Partner, would take his row for the header row. */
export const PAYEE: Column = { name: "Payee", synonyms: ["Holder", "Account", "Name"] };
export const PAYEES: RowKind = { column: PAYEE, noun: "payee", block: "royalties", beside: "rates" };

/** Amounts by account and period. */
export interface Accounts {
  /** Account by account, an amount for each period. Empty where they could not be read. */
  readonly amounts: readonly (readonly Decimal[])[];
  /** How many accounts and periods there are: at most, where they cannot be read or a first column may hold names or amounts; 0 where nobody knows. */
  readonly count: { readonly accounts: number; readonly periods: number };
  /** A single account is a row, column or cell without a name; several are a block. */
  readonly isBlock: boolean;
  /** How the periods lie; in a block across. */
  readonly direction: Direction;
  /** The accounts' names, and where the amounts stand beside them; absent where there are none. */
  readonly named?: { readonly names: readonly string[]; readonly table: Table };
}

const headerSays = ({ column }: RowKind) => `${column.name} over the names`;

const NO_ACCOUNTS: Accounts = { amounts: [], count: { accounts: 0, periods: 0 }, isBlock: false, direction: "single" };

/** Reads accounts: a row, column or cell is one account, a block is accounts × periods. Names may stand in a first column, and then a header row above. */
export function readAccounts(reading: Reading, name: string, argument: unknown): Accounts {
  const grid = reading.given(name, argument);
  if (grid === null) return NO_ACCOUNTS;
  return isNamed(grid) ? namedRows(reading, name, grid, ACCOUNTS) : unnamedRows(reading, name, grid);
}

/** Reads payees as accounts are read, but that a single row is one payee without a name. */
export function readPayees(reading: Reading, name: string, argument: unknown): Accounts {
  const grid = reading.given(name, argument);
  if (grid === null) return NO_ACCOUNTS;
  return grid.length > 1 && isNamed(grid) ? namedRows(reading, name, grid, PAYEES) : unnamedRows(reading, name, grid);
}

function unnamedRows(reading: Reading, name: string, grid: Grid): Accounts {
  if (grid.length === 1 || grid[0]?.length === 1) {
    const { values, direction } = reading.series(name, grid);
    return values.length === 0 ? NO_ACCOUNTS : { amounts: [values], count: { accounts: 1, periods: values.length }, isBlock: false, direction };
  }
  const amounts = reading.block(name, grid) ?? [];
  return { amounts, count: { accounts: amounts.length, periods: amounts[0]?.length ?? 0 }, isBlock: true, direction: "across" };
}

/** A first column of names has a text in it, beside at least one period. */
function isNamed(grid: Grid): boolean {
  return (grid[0]?.length ?? 0) > 1 && grid.some(([first = null]) => typeof first === "string" && first.trim() !== "");
}

function namedRows(reading: Reading, name: string, grid: Grid, kind: RowKind, blanks: BlankRule = "zero"): Accounts {
  const { column, noun } = kind;
  const isHeader = isHeaderOf([column]);
  if (reading.wholeRow(name, grid)) return NO_ACCOUNTS;
  const cells = withCorner(grid, column);
  const [[, ...figures] = []] = cells;
  const unclear: Accounts = { ...NO_ACCOUNTS, count: { accounts: mostRows(grid), periods: 1 + figures.length }, isBlock: true, direction: "across" };
  if (!isHeader(cells[0] ?? []) && (isUnnamedHeader(reading, name, figures, headerSays(kind)) || isOfPeriods(reading, name, figures, kind))) return unclear;
  const table = Table.read(reading, name, cells, [column], [column.name], isHeader, figures.length);
  if (table === undefined || table.hasEmptyRow()) return unclear;
  if (table.length === 0) reading.note(name, wrong(`The table has no ${noun}s`));
  const rows = Array.from({ length: table.length }, (_, row) => row);
  const names = rows.map((row) => nameOf(reading, name, table.value(row, column.name), table.place(row), kind));
  const seen = new Set<string>();
  names.forEach((one, row) => {
    if (one !== "" && seen.has(nameKey(one))) reading.note(name, wrong(`The ${noun} ${shown(one)} stands twice; add its amounts up in one row, or name them apart`), table.place(row));
    seen.add(nameKey(one));
  });
  // A text in front of one row, or of some and not of others, may stand where an amount belongs.
  const isNameless = names.includes("") || (rows.length === 1 && table.bodyOffset === 0);
  const count = { accounts: rows.length, periods: isNameless ? 1 + figures.length : figures.length };
  return { amounts: rows.map((row) => table.amounts(row, blanks)), count, isBlock: true, direction: "across", named: { names, table } };
}

/** How years, and the first days of months, quarters and years follow each other. */
export const PERIOD_HEADS = [
  { first: [1900, 2199], apart: [1, 1] },
  ...[[28, 31], [89, 92], [365, 366]].map((apart) => ({ first: [20_000, 80_000], apart })),
] as const;

/** Whether figures are years or dates of periods, and not amounts of an account; noted. */
function isOfPeriods(reading: Reading, name: string, figures: Grid[number], kind: RowKind): boolean {
  const [first, second] = figures;
  const isWithin = (figure: number, [least = 0, most = 0]: readonly number[]) => figure >= least && figure <= most;
  const numbers = figures.filter((figure) => Number.isInteger(figure)) as number[];
  const isHead = numbers.length === figures.length && numbers.length > 1 && PERIOD_HEADS.some((heads) => isWithin(numbers[0] ?? 0, heads.first) && numbers.slice(1).every((figure, i) => isWithin(figure - (numbers[i] ?? 0), heads.apart)));
  if (isHead) reading.note(name, wrong(`${shown(first ?? null)}, ${shown(second ?? null)} in the first row look like the heads of periods; if they are, write ${headerSays(kind)}; if they are amounts, put a header row above them`), rowPlace(name, 1));
  return isHead;
}

function nameOf(reading: Reading, name: string, cell: CellValue, place: Place, kind: RowKind): string {
  if (typeof cell === "string" && cell.trim() !== "") return cell;
  if (isError(cell)) reading.note(name, errorFault(cell), place);
  // Some versions of Excel hand over a blank as 0.
  else if (isBlank(cell) || cell === 0) reading.note(name, wrong(`The ${kind.noun} has no name, but others have; name each of them, or write ${headerSays(kind)} if this is the header row`), place);
  else reading.note(name, wrong(`${shown(cell)} stands among the names of the ${kind.noun}s; a name is text`), place);
  return "";
}

/**
 * Reads advances, 0 or more: an amount for each account and period, laid out as the accounts; or one for each account, which is paid in period 1. A single 0 is none
 * at all. An amount for each account and period comes back, and the advances' own names, where they have them.
 */
export function readAdvances(reading: Reading, name: string, argument: unknown, accounts: Accounts): Advances {
  const readRows = accounts.amounts.length === 0 || accounts.isBlock ? advancesByAccount : advancesOfOne;
  const { amounts: rows, named } = readRows(reading, name, argument, accounts);
  return { amounts: accounts.amounts.map((earned, account) => earned.map((_, t) => rows[account]?.[t] ?? ZERO)), named };
}

type Advances = Pick<Accounts, "amounts"> & { readonly named: Accounts["named"] };

function advancesOfOne(reading: Reading, name: string, argument: unknown, { amounts: [earned = []], direction }: Accounts): Advances {
  const given = reading.series(name, argument);
  const [advances, periods] = [given.values.length, earned.length];
  reading.noteItems(name, negativeFaults("advance", given.values), (item) => periodPlace(name, item, advances));
  if (advances > 0 && !isOneOrBeside(given, { values: earned, direction })) {
    const other = advances === periods ? ", but not in the same direction" : "";
    reading.note(name, wrong(`There are ${advances} advances for ${periods} periods${other}; give one, which is paid in period 1, or one for each period beside the earned`));
  }
  return { amounts: [given.values], named: undefined };
}

function advancesByAccount(reading: Reading, name: string, argument: unknown, accounts: Accounts): Advances {
  const none: Advances = { amounts: [], named: undefined };
  const grid = reading.given(name, argument);
  if (grid === null) return none;
  const isTable = accounts.named !== undefined && isNamed(grid);
  const faultsOf = (figures: readonly Decimal[]) => negativeFaults("advance", figures);
  const unnamed = () => ({ amounts: accountRows(reading, name, grid, accounts, faultsOf), named: undefined });
  const given = isTable ? rowsOfTheSameNames(reading, name, grid, accounts.named.names, ACCOUNTS, faultsOf) : unnamed();
  const rows = given.amounts;
  const [count, periods] = [accounts.amounts.length, accounts.amounts[0]?.length ?? 0];
  const [height, width] = [rows.length, rows[0]?.length ?? 0];
  if (height === 0 || count === 0 || (height === count && (width === 1 || width === periods))) return given;
  if (height === 1 && width === 1 && rows[0]?.[0]?.isZero() === true) return none;
  reading.note(name, wrong(`The advances have ${inWords(height, width)} of amounts, the earned ${count} × ${periods}; lay them out as the earned, or give one for each account, in a column`));
  return none;
}

/** Figures beside names, which are those of the block, in their order. */
function rowsOfTheSameNames(reading: Reading, name: string, grid: Grid, names: readonly string[], kind: RowKind, faultsOf: (figures: readonly Decimal[]) => Fault[], blanks: BlankRule = "zero"): Advances {
  const { amounts, named } = namedRows(reading, name, grid, kind, blanks);
  if (named === undefined) return { amounts: [], named };
  amounts.forEach((figures, row) => reading.noteItems(name, faultsOf(figures), (t) => named.table.place(row, `period ${t + 1}`)));
  named.names.forEach((one, row) => {
    const other = names[row] ?? "";
    if (one === "" || other === "" || nameKey(one) === nameKey(other)) return;
    reading.note(name, wrong(`${shown(one)} stands where the ${kind.block} have ${shown(other)}; give the ${kind.beside} the ${kind.noun}s of the ${kind.block}, in their order`), named.table.place(row));
  });
  return { amounts, named };
}

/** The rates of tax of a block of royalties. */
export interface Rates {
  /** For each payee one rate, or one for each of his royalties. Empty where they could not be read. */
  readonly byPayee: readonly (readonly Decimal[])[];
  /** Whether they lie in a row over the columns of the block, which are then the payees. */
  readonly areAcross: boolean;
  /** Their own names, where they have them. */
  readonly named: Accounts["named"];
}

/**
 * Reads the rates of a block of royalties: one for all; a line with one for each payee, which says how the payees lie; or one for each royalty. `faultsOf` is what the
 * engine finds wrong with them.
 */
export function readRates(reading: Reading, name: string, argument: unknown, royalties: Accounts, faultsOf: (rates: readonly Decimal[]) => Fault[]): Rates {
  const none: Rates = { byPayee: [], areAcross: false, named: undefined };
  const grid = reading.given(name, argument);
  if (grid === null) return none;
  if (royalties.named === undefined && grid.length > 1 && isNamed(grid)) {
    reading.note(name, wrong("The rates have names in front, the royalties have none; give the royalties the same names, or select the rates alone"));
    return none;
  }
  const isTable = royalties.named !== undefined && isNamed(grid);
  const unnamed = () => ({ amounts: accountRows(reading, name, grid, royalties, faultsOf, "refused"), named: undefined });
  const { amounts: rows, named } = isTable ? rowsOfTheSameNames(reading, name, grid, royalties.named.names, PAYEES, faultsOf, "refused") : unnamed();
  const [count, periods] = [royalties.amounts.length, royalties.amounts[0]?.length ?? 0];
  const [height, width] = [rows.length, rows[0]?.length ?? 0];
  if (height === 0 || count === 0) return none;
  if (height === 1 && width === 1 && !isTable) return { ...none, byPayee: royalties.amounts.map(() => rows[0] ?? []) };
  if (height === count && (width === 1 || width === periods)) return { byPayee: rows, areAcross: false, named };
  if (height === 1 && width === periods && royalties.named === undefined) return { byPayee: (rows[0] ?? []).map((rate) => [rate]), areAcross: true, named };
  reading.note(name, wrong(`The rates have ${inWords(height, width)} for royalties of ${inWords(count, periods)}; give one rate, a column with one for each payee, or one for each royalty, laid out as the royalties`));
  return { ...none, areAcross: height === 1 && width > 1 };
}

/** Reads the reserve of each account: a rate for all, or one for each in a column. Left out or blank, it is 0. */
export function readReserves(reading: Reading, name: string, argument: unknown, accounts: Accounts): Decimal[] {
  const rows = reading.cells(argument) === null ? [[ZERO]] : accountRows(reading, name, reading.given(name, argument), accounts, (figures) => figures.flatMap((rate, item) => rateFaults(rate, "fraction", item)));
  const [count, height, width] = [accounts.amounts.length, rows.length, rows[0]?.length ?? 0];
  if (height > 0 && count > 0 && (width !== 1 || (height !== 1 && height !== count))) {
    reading.note(name, wrong(`The reserve has ${inWords(height, width)} for ${counted(count, "account")}; give one rate, or a column with one for each account`));
  }
  return accounts.amounts.map((_, account) => rows[height === 1 ? 0 : account]?.[0] ?? ZERO);
}

/** What an account brings into the first period. */
export interface AccountOpening {
  readonly balance: Decimal;
  /** Reserves that are released in period 1, 2, … */
  readonly reserves: readonly Decimal[];
}

/** Reads the opening of each account: a row with its balance and the reserves that are released in period 1, 2, … Left out or blank, all is 0. */
export function readOpening(reading: Reading, name: string, argument: unknown, accounts: Accounts): AccountOpening[] {
  const rows = reading.cells(argument) === null ? [] : accountRows(reading, name, reading.given(name, argument), accounts, (figures) => negativeFaults("opening amount", figures));
  const count = accounts.amounts.length;
  if (rows.length > 0 && count > 0 && rows.length !== count) {
    reading.note(name, wrong(`The opening has ${counted(rows.length, "row")} for ${counted(count, "account")}; give each account a row: its balance, then the reserve released in period 1, 2 and so on`));
  }
  return accounts.amounts.map((_, account) => {
    const [balance = ZERO, ...reserves] = rows[account] ?? [];
    return { balance, reserves };
  });
}

/** Figures with a row for each account; `faultsOf` is what the engine finds wrong with them. Beside a table of accounts, rows below its last that are blank or 0 are left out, as they are there. */
function accountRows(reading: Reading, name: string, grid: Grid | null, accounts: Accounts, faultsOf: (figures: readonly Decimal[]) => Fault[], blanks: BlankRule = "zero"): Decimal[][] {
  if (grid === null) return [];
  const isOne = grid.length === 1 && grid[0]?.length === 1;
  const count = accounts.named === undefined ? grid.length : accounts.amounts.length;
  const isTrimmed = grid.slice(count).every((row) => row.every((cell) => isBlank(cell) || cell === 0));
  const rows = isOne ? [[reading.figure(name, grid[0]?.[0] ?? null, undefined, blanks)]] : (reading.block(name, isTrimmed ? grid.slice(0, count) : grid, blanks) ?? []);
  const width = rows[0]?.length ?? 0;
  reading.noteItems(name, faultsOf(rows.flat()), (item) => (isOne ? { words: name, order: 0 } : blockPlace(name, item, width)));
  return rows;
}
