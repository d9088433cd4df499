import { NAMESPACE, manualText } from "./catalogue";
import type { FunctionDoc } from "./jsdoc";

/** The text of docs/functions.md: the manual of all functions. */
export function functionsReference(intro: string, docs: readonly FunctionDoc[]): string {
  return `${intro.trim()}\n\n${docs.map(section).join("\n")}`;
}

function section(doc: FunctionDoc): string {
  const level = doc.id.includes(".") ? "###" : "##";
  const answers = doc.examples.filter(({ answer }) => !answer.startsWith("#"));
  const refusals = doc.examples.filter(({ answer }) => answer.startsWith("#"));
  const parts = [
    `${level} ${NAMESPACE}.${doc.id}`,
    doc.description,
    `\`=${NAMESPACE}.${doc.id}(${doc.parameters.map(({ name, optional }) => (optional ? `[${name}]` : name)).join(", ")})\``,
  ];
  if (doc.parameters.length > 0 && level === "##") parts.push(doc.parameters.map(({ name, optional, description }) => `- \`${name}\`${optional ? " (optional)" : ""}: ${description}`).join("\n"));
  if (level === "###") parts.push("Takes the same arguments.");
  parts.push(`Returns: ${doc.returns}`, manualText(doc));
  if (answers.length > 0) parts.push("Examples:", answers.map(example).join("\n\n"));
  if (refusals.length > 0) parts.push("Refusals:", refusals.map(example).join("\n\n"));
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function example({ formula, answer }: FunctionDoc["examples"][number]): string {
  const rows = statementRows(answer);
  return rows === null ? `- \`${formula}\` → ${answer.startsWith("#") ? answer : `\`${answer}\``}` : `\`${formula}\`\n\n${markdownTable(rows)}`;
}

/** The rows of a statement written as an array constant; null for any other answer. */
function statementRows(answer: string): string[][] | null {
  if (!/^\{"(Line|Rank|Payee)",/.test(answer) || !answer.includes(";")) return null;
  const cells = (row: string) => row.split(",").map((cell) => cell.replace(/^"|"$/g, ""));
  return answer.slice(1, -1).split(";").map(cells);
}

function markdownTable([head = [], ...body]: string[][]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((cell) => (/^[\d.]+$/.test(cell) ? "---:" : "---"))), ...body.map(line)].join("\n");
}
