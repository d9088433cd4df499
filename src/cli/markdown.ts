import { indented, wrapped } from "./text";

/** Markdown as the manual has it, paragraphs and tables, as lines for a terminal. */
export function markdownLines(markdown: string, width: number): string[] {
  return markdown.split("\n\n").flatMap((part, i) => [...(i > 0 ? [""] : []), ...(part.startsWith("|") ? tableLines(part, width) : paragraphLines(part, width))]);
}

/** A paragraph. The question or title in bold that it begins with stands above it. */
function paragraphLines(paragraph: string, width: number): string[] {
  const [, title, text] = /^\*\*([^*]+[.?])\*\* (.*)$/s.exec(paragraph) ?? [];
  return title === undefined || text === undefined ? wrapped(withoutBold(paragraph), width) : [title, ...indented(wrapped(withoutBold(text), width - 2))];
}

function withoutBold(markdown: string): string {
  return markdown.replace(/\*\*([^*]+)\*\*/g, "$1");
}

/** A table: the cells of a row stand below its first, each behind its header. Side by side a table of the manual has no room in a terminal. */
function tableLines(table: string, width: number): string[] {
  const [heads = [], , ...rows] = table.split("\n").map((line) => line.slice(1, -1).split("|").map((cell) => cell.trim()));
  return rows.flatMap(([first = "", ...cells]) => [first, ...cells.flatMap((cell, i) => (cell === "" ? [] : indented(wrapped(`${heads[i + 1] ?? ""}: ${cell}`, width - 2))))]);
}
