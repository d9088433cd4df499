import { nameKey, sameName, type DefinedName, type Table } from "../../sheet/workbook";
import { FileRefusal } from "../fileRefusal";
import type { FunctionNames } from "../formulaText";

/**
 * Refuses a file in which a word has two meanings: two names, or a name and a table, that differ at most in capitals, and names that are those of custom
 * functions. Whichever were taken, somebody would read another figure.
 */
export function refuseAmbiguousNames(names: readonly DefinedName[], tables: readonly Table[], functions: FunctionNames): void {
  const meanings = new Map<string, DefinedName>();
  for (const defined of names) {
    const { name, sheet } = defined;
    const ours = functions.stored.has(name.toUpperCase()) ? name : functions.shown.get(name.toUpperCase());
    if (ours !== undefined) {
      throw new FileRefusal(`The workbook has a name ${name}${placeOf(defined)}. It is that of a custom function, and Excel would calculate the name in its place. Rename it under Formulas > Name Manager.`);
    }
    const key = nameKey(name, sheet);
    const other = meanings.get(key);
    meanings.set(key, defined);
    if (other !== undefined && other.formula !== defined.formula) throw new FileRefusal(`${twice("The names", other.name, name)}${placeOf(defined)} cannot be told apart: one is ${other.formula}, the other ${defined.formula}. Rename one of them under Formulas > Name Manager.`);
  }
  const found = new Map<string, Table>();
  for (const table of tables) {
    const other = found.get(table.name.toLowerCase());
    if (other !== undefined) throw new FileRefusal(`${twice("The tables", other.name, table.name)} on '${other.sheet}' and '${table.sheet}' cannot be told apart. Rename one of them under Table Design.`);
    found.set(table.name.toLowerCase(), table);
    const name = names.find((one) => one.sheet === undefined && sameName(one.name, table.name));
    if (name !== undefined) throw new FileRefusal(`The name ${name.name} and the table ${table.name} on '${table.sheet}' cannot be told apart. Rename one of them.`);
  }
}

function twice(what: string, first: string, second: string): string {
  return first === second ? `${what} ${first}, which stands twice,` : `${what} ${first} and ${second}, which differ only in capitals,`;
}

function placeOf({ sheet }: DefinedName): string {
  return sheet === undefined ? "" : ` on '${sheet}'`;
}
