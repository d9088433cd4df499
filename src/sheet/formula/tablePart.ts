/** What a reference into a table means: `Sales[[#Totals],[Net]:[Tax]]`. */
export interface TablePart {
  /** Absent: the table in which the formula stands. */
  readonly table?: string;
  /** Which of its rows. None: the data. */
  readonly items: readonly TableItem[];
  /** From this column to that one; absent: all of them. */
  readonly columns?: { readonly first: string; readonly last: string };
}

export type TableItem = "#all" | "#data" | "#headers" | "#totals" | "#this row";

/** The part that stands in the brackets behind a table's name. Undefined where they hold something else. */
export function tablePart(table: string, brackets: string): TablePart | undefined {
  const named = table === "" ? {} : { table };
  const inner = brackets.slice(1, -1).trim();
  const isThisRow = inner.startsWith("@");
  const items: TableItem[] = isThisRow ? ["#this row"] : [];
  const rest = isThisRow ? inner.slice(1).trim() : inner;
  if (rest === "") return { ...named, items };
  if (!rest.startsWith("[")) {
    const item = itemOf(rest);
    if (item !== undefined && !isThisRow) return { ...named, items: [item] };
    const column = unescaped(rest);
    return { ...named, items, columns: { first: column, last: column } };
  }
  const columns: string[] = [];
  let wantsRange = false;
  PIECE.lastIndex = 0;
  for (let at = 0; at < rest.length; at = PIECE.lastIndex) {
    PIECE.lastIndex = at;
    const [, text, separator = ""] = PIECE.exec(rest) ?? [];
    if (text === undefined || (separator === "" && PIECE.lastIndex < rest.length)) return undefined;
    const item = itemOf(text);
    if (item !== undefined && columns.length === 0 && separator !== ":") items.push(item);
    else columns.push(unescaped(text));
    if (separator === ":") wantsRange = true;
    else if (item === undefined && separator === ",") return undefined;
  }
  const [first, last = first, more] = columns;
  if (more !== undefined || wantsRange !== (columns.length === 2)) return undefined;
  return first === undefined || last === undefined ? { ...named, items } : { ...named, items, columns: { first, last } };
}

/** One bracketed piece and what separates it from the next. */
const PIECE = /\s*\[((?:'.|[^'\][])*)\]\s*([,:]?)/sy;

const ITEMS: ReadonlySet<string> = new Set<TableItem>(["#all", "#data", "#headers", "#totals", "#this row"]);

function itemOf(text: string): TableItem | undefined {
  const item = text.trim().toLowerCase();
  return ITEMS.has(item) ? (item as TableItem) : undefined;
}

/** In a column's name an apostrophe stands before `[`, `]`, `#`, `@` and itself. */
function unescaped(column: string): string {
  return column.replace(/'(.)/gs, "$1");
}
