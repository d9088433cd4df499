import { formulaTokens, type FormulaToken } from "./formulaTokens";
import { futurePrefix, withoutFuturePrefix } from "./futureFunctions";

/** The custom functions that are known, by their shown and by their stored names, in capitals. */
export interface FunctionNames {
  readonly stored: ReadonlyMap<string, string>;
  readonly shown: ReadonlyMap<string, string>;
}

const CUSTOM = "_xldudf_";
const PARAMETER = "_xlpm.";
const SINGLE = "_xlfn.SINGLE";
const SPILL = "_xlfn.ANCHORARRAY";

/**
 * Both ways between names as Excel shows and stores them: `DEAL.NPV_ROYALTY`, `_xldudf_DEAL_NPV_ROYALTY`.
 *
 * A table, since an underscore in a stored name may stand for a dot or for itself.
 */
export function functionNames(names: readonly string[]): FunctionNames {
  const stored = new Map<string, string>();
  const shown = new Map<string, string>();
  for (const name of names) {
    const storedName = CUSTOM + name.replace(/\./g, "_");
    const other = shown.get(storedName.toUpperCase());
    if (other !== undefined && other !== name) throw new RangeError(`${name} and ${other} are stored under the same name`);
    stored.set(name.toUpperCase(), storedName);
    shown.set(storedName.toUpperCase(), name);
  }
  return { stored, shown };
}

/** A formula as Excel shows it, from its text in a file. Names of functions that are not known stay as they are, as in Excel. */
export function shownFormula(stored: string, names: FunctionNames): string {
  if (!/_xl/i.test(stored)) return stored;
  const formula = new FormulaPieces(stored);
  formula.tokens.forEach(({ kind, text }, i) => {
    if (kind !== "name") return;
    const lower = text.toLowerCase();
    const ours = customFunction(text, names);
    const future = formula.isCall(i) ? withoutFuturePrefix(text) : undefined;
    if (ours !== undefined && formula.isCall(i)) {
      formula.replace(i, ours);
      // Some other add-ins leave the number of a workbook before our names; the call means the same without.
      if (/^\[\d+\]!$/.test(formula.tokens[i - 1]?.text ?? "")) formula.replace(i - 1, "");
    } else if (lower.startsWith(PARAMETER) && text.length > PARAMETER.length) {
      formula.replace(i, text.slice(PARAMETER.length));
    } else if (future !== undefined) {
      formula.replace(i, future);
    } else if (lower === SINGLE.toLowerCase() && formula.isCall(i)) {
      showSingle(formula, i);
    } else if (lower === SPILL.toLowerCase() && formula.isCall(i)) {
      showSpill(formula, i);
    }
  });
  return formula.text();
}

/** The function of ours that a stored name means. Other programs leave its dots in, or put the prefix of new functions before it. */
function customFunction(stored: string, names: FunctionNames): string | undefined {
  const name = stored.toUpperCase().replace(/^_XLFN\.(?=_XLDUDF_)/, "").replaceAll(".", "_");
  return names.shown.get(name);
}

/** `_xlfn.SINGLE(A1:A9)` → `@A1:A9`; around anything but one operand the parentheses stay. */
function showSingle(formula: FormulaPieces, call: number): void {
  const open = call + 1;
  const close = formula.partner(open);
  // Behind the call, these would read as part of the operand.
  if (close === undefined || [":", "#", "("].includes(formula.tokens[close + 1]?.text ?? "")) return;
  formula.replace(call, "@");
  if (formula.tokens[open + 1]?.text === "(" || formula.operandEnd(open + 1, "range") !== close - 1) return;
  formula.replace(open, "");
  formula.replace(close, "");
}

/** `_xlfn.ANCHORARRAY(A1)` → `A1#`. Around anything but one reference, name or call, it stays. */
function showSpill(formula: FormulaPieces, call: number): void {
  const open = call + 1;
  const close = formula.partner(open);
  if (close === undefined || ["#", "("].includes(formula.tokens[close + 1]?.text ?? "")) return;
  if (formula.tokens[open + 1]?.text === "(" || formula.operandEnd(open + 1, "anchor") !== close - 1) return;
  formula.replace(call, "");
  formula.replace(open, "");
  formula.replace(close, "#");
}

/** The text of a formula as a file holds it, from the one that Excel shows. `table` is the table in which its cell stands: there `[@Net]` is one of its columns. */
export function storedFormula(shown: string, names: FunctionNames, table = ""): string {
  if (isStoredAsShown(shown, names)) return shown;
  const formula = new FormulaPieces(shown);
  const parameters = formula.parameters();
  formula.tokens.forEach(({ kind, text }, i) => {
    if (kind === "name" && formula.tokens[i - 1]?.kind !== "sheet") {
      if (parameters.has(i)) formula.replace(i, PARAMETER + text);
      else if (formula.isCall(i)) formula.replace(i, names.stored.get(text.toUpperCase()) ?? (futurePrefix(text) ?? "") + text);
    } else if (kind === "bracket") {
      formula.replace(i, (formula.tokens[i - 1]?.kind === "name" ? "" : table) + storedTablePart(text));
    } else if (text === "@") {
      storeSingle(formula, i);
    } else if (kind === "symbol" && text === "#") {
      const start = formula.anchorStart(i);
      if (start === undefined) return;
      formula.insertBefore(start, `${SPILL}(`);
      formula.replace(i, ")");
    }
  });
  return formula.text();
}

/** A quick look, since most formulas are. */
function isStoredAsShown(shown: string, names: FunctionNames): boolean {
  return !/[@#[]|_xl/i.test(shown) && (shown.match(CALLED) ?? []).every((name) => !names.stored.has(name.toUpperCase()) && futurePrefix(name) === undefined);
}

const CALLED = /[\p{L}_\\][\p{L}\p{M}\p{N}_.\\?]*(?=\()/gu;

/** `[@Net]` → `[[#This Row],[Net]]`. The rest is stored as it is shown. */
function storedTablePart(part: string): string {
  const [, columns] = /^\[\s*@\s*(.*?)\s*\]$/s.exec(part) ?? [];
  if (columns === undefined) return part;
  return columns === "" ? "[#This Row]" : `[[#This Row],${columns.startsWith("[") ? columns : `[${columns}]`}]`;
}

function storeSingle(formula: FormulaPieces, at: number): void {
  const end = formula.operandEnd(at + 1, "range");
  if (end === undefined) return;
  if (formula.tokens[at + 1]?.text === "(" && formula.partner(at + 1) === end) {
    formula.replace(at, SINGLE);
  } else {
    formula.replace(at, `${SINGLE}(`);
    formula.insertAfter(end, ")");
  }
}

/** The pieces of a formula, which are replaced one by one; positions count the pieces as they were. */
class FormulaPieces {
  readonly tokens: readonly FormulaToken[];
  private readonly written: string[];
  private readonly before = new Map<number, string>();
  private readonly after = new Map<number, string>();
  private readonly partners = new Map<number, number>();

  constructor(formula: string) {
    this.tokens = formulaTokens(formula);
    this.written = this.tokens.map(({ text }) => text);
    const open: number[] = [];
    this.tokens.forEach(({ kind, text }, i) => {
      if (kind !== "symbol") return;
      if (text === "(") open.push(i);
      const partner = text === ")" ? open.pop() : undefined;
      if (partner === undefined) return;
      this.partners.set(partner, i);
      this.partners.set(i, partner);
    });
  }

  replace(at: number, text: string): void {
    this.written[at] = text;
  }

  insertBefore(at: number, text: string): void {
    this.before.set(at, text + (this.before.get(at) ?? ""));
  }

  insertAfter(at: number, text: string): void {
    this.after.set(at, (this.after.get(at) ?? "") + text);
  }

  text(): string {
    return this.written.map((text, i) => (this.before.get(i) ?? "") + text + (this.after.get(i) ?? "")).join("");
  }

  isCall(at: number): boolean {
    return this.tokens[at + 1]?.text === "(";
  }

  /** The parenthesis that belongs to one. */
  partner(at: number): number | undefined {
    return this.partners.get(at);
  }

  /** Where the operand ends that begins at a piece: a reference, a name, a call, something in parentheses. As a `range` it goes on over colons and "#". */
  operandEnd(start: number, extent: "range" | "anchor"): number | undefined {
    let at: number | undefined = start;
    for (;;) {
      if (this.tokens[at]?.kind === "sheet") at++;
      const token: FormulaToken | undefined = this.tokens[at];
      if (token === undefined || !OPERANDS.has(token.kind)) {
        if (token?.text !== "(") return undefined;
        at = this.partner(at);
      } else if (token.kind === "name") {
        if (this.tokens[at + 1]?.kind === "bracket") at++;
        while (at !== undefined && this.isCall(at)) at = this.partner(at + 1);
      }
      if (at === undefined) return undefined;
      if (extent === "anchor") return at;
      while (this.tokens[at + 1]?.text === "#") at++;
      if (this.tokens[at + 1]?.text !== ":") return at;
      at += 2;
    }
  }

  /** Where the anchor begins whose spill a "#" stands for. */
  anchorStart(hash: number): number | undefined {
    let at: number | undefined = hash - 1;
    const token = this.tokens[at];
    if (token === undefined) return undefined;
    if (token.text === ")") {
      at = this.partner(at);
      if (at === undefined) return undefined;
      if (this.tokens[at - 1]?.kind === "name") at--;
    } else if (token.kind === "bracket") {
      if (this.tokens[at - 1]?.kind === "name") at--;
    } else if (token.kind !== "cell" && token.kind !== "name") {
      return undefined;
    }
    return this.tokens[at - 1]?.kind === "sheet" ? at - 1 : at;
  }

  /** Which pieces are names that LET or LAMBDA gives, where it gives them and where they are used. */
  parameters(): Set<number> {
    const found = new Set<number>();
    const scope = new Map<string, number>();
    const frames: Frame[] = [];
    const count = (name: string, by: 1 | -1): void => void scope.set(name, (scope.get(name) ?? 0) + by);
    const declare = (frame: Frame, name: string): void => {
      frame.declared.push(name);
      count(name, 1);
    };
    this.tokens.forEach(({ kind, text }, i) => {
      const frame = frames.at(-1);
      if (kind === "symbol" && (text === "(" || text === "{")) {
        frames.push({ call: text === "(" ? this.bindingCall(i - 1) : undefined, argument: 0, declared: [] });
      } else if (kind === "symbol" && (text === ")" || text === "}")) {
        for (const name of frames.pop()?.declared ?? []) count(name, -1);
      } else if (kind === "symbol" && text === "," && frame !== undefined) {
        frame.argument++;
        // A name of LET is known from behind its value on.
        if (frame.pending !== undefined && frame.argument % 2 === 0) {
          declare(frame, frame.pending);
          delete frame.pending;
        }
      } else if (kind === "name" && this.tokens[i - 1]?.kind !== "sheet") {
        const name = text.toLowerCase();
        if (frame?.call !== undefined && this.isWholeArgument(i) && (frame.call === "LAMBDA" || frame.argument % 2 === 0)) {
          if (frame.call === "LAMBDA") declare(frame, name);
          else frame.pending = name;
          found.add(i);
        } else if ((scope.get(name) ?? 0) > 0) {
          found.add(i);
        }
      }
    });
    return found;
  }

  private bindingCall(at: number): Frame["call"] {
    const token = this.tokens[at];
    const name = token?.kind === "name" ? token.text.toUpperCase() : "";
    return name === "LET" || name === "_XLFN.LET" ? "LET" : name === "LAMBDA" || name === "_XLFN.LAMBDA" ? "LAMBDA" : undefined;
  }

  /** A name alone, with a comma behind: the last argument of LET and LAMBDA is the calculation. */
  private isWholeArgument(at: number): boolean {
    const before = this.tokens[at - 1]?.kind === "space" ? at - 2 : at - 1;
    const after = this.tokens[at + 1]?.kind === "space" ? at + 2 : at + 1;
    return ["(", ","].includes(this.tokens[before]?.text ?? "") && this.tokens[after]?.text === ",";
  }
}

const OPERANDS: ReadonlySet<FormulaToken["kind"]> = new Set(["cell", "columns", "rows", "name", "error", "bracket"]);

/** An open parenthesis or brace: whether names are given in it, how many commas have passed, and the names given. */
interface Frame {
  readonly call: "LET" | "LAMBDA" | undefined;
  argument: number;
  readonly declared: string[];
  /** A name of LET whose value is still being read. */
  pending?: string;
}
