import * as ts from "typescript";

/** What the JSDoc of one custom function says, as text. */
export interface FunctionDoc {
  /** The id behind @customfunction: `TIEREDROYALTY.LINES`. */
  readonly id: string;
  /** The exported function's own name. */
  readonly exportName: string;
  readonly description: string;
  /** How the lines of a statement add up; empty where it is none. */
  readonly identity: string;
  readonly remarks: string;
  readonly returns: string;
  readonly parameters: readonly { readonly name: string; readonly description: string; readonly optional: boolean }[];
  readonly examples: readonly { readonly formula: string; readonly answer: string }[];
}

/** The custom functions that a source file defines, in its order. */
export function functionDocs(fileName: string, source: string): FunctionDoc[] {
  const file = ts.createSourceFile(fileName, source, ts.ScriptTarget.ES2022, true);
  return file.statements.filter(ts.isFunctionDeclaration).flatMap((declaration) => {
    const tags = ts.getJSDocTags(declaration);
    const texts = (name: string) => tags.filter((tag) => tag.tagName.text === name).map((tag) => text(tag.comment));
    const [id] = texts("customfunction");
    if (id === undefined || declaration.name === undefined) return [];
    const comment = ts.getJSDocCommentsAndTags(declaration).find(ts.isJSDoc)?.comment;
    return {
      id,
      exportName: declaration.name.text,
      description: text(comment),
      identity: texts("identity").join(" "),
      remarks: texts("remarks").join("\n\n"),
      returns: texts("returns").join(" "),
      parameters: declaration.parameters.map((parameter) => ({
        name: parameter.name.getText(file),
        description: text(ts.getJSDocParameterTags(parameter)[0]?.comment),
        optional: parameter.questionToken !== undefined,
      })),
      examples: texts("example").map((example) => parsedExample(fileName, example)),
    };
  });
}

function text(comment: ts.JSDocTag["comment"]): string {
  return (ts.getTextOfJSDocComment(comment) ?? "").trim();
}

/** `=FORMULA → answer`. The last arrow counts. */
function parsedExample(fileName: string, example: string): { formula: string; answer: string } {
  const arrow = example.lastIndexOf("→");
  if (!example.startsWith("=") || arrow < 0) throw new Error(`${fileName}: an example is "=FORMULA → answer", not ${example}`);
  return { formula: example.slice(0, arrow).trim(), answer: example.slice(arrow + 1).trim() };
}
