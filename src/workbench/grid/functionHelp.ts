import { BooleanNumber } from "@univerjs/core";
import { FunctionType, type IFunctionInfo } from "@univerjs/engine-formula";
import { DescriptionService, IDescriptionService, UniverSheetsFormulaPlugin } from "@univerjs/sheets-formula";
import { catalogue } from "../../functions/catalogue";
import type { CatalogueParameter } from "../../functions/catalogueEntry";
import manual from "../../functions/generated/manual.json";
import { FAMILIES, wordsOf } from "../../functions/offered";
import { dealCalls } from "../../sheet/formula/dealCalls";
import { formulaNode } from "../../sheet/formula/parser";

/** What the grid says while a formula is typed: each function of the catalogue, with its arguments. */
export const FUNCTION_HELP: IFunctionInfo[] = FAMILIES.flatMap(({ entry, companions }) => [entry, ...companions]).map((entry) => {
  const { name, description, parameters } = entry;
  const example = exampleArguments(name);
  return {
    functionName: name,
    functionType: FunctionType.User,
    description,
    abstract: description,
    functionParameter: parameters.map((parameter, i) => ({
      name: parameter.name,
      detail: parameter.description,
      // The grid puts those of all arguments together to one call.
      example: example[i] ?? "",
      require: parameter.optional ? BooleanNumber.FALSE : BooleanNumber.TRUE,
      repeat: BooleanNumber.FALSE,
    })),
  };
});

/** The arguments of a call that answers, as they are written in its example: of the one that shows most of them. */
function exampleArguments(name: string): readonly string[] {
  const calls = manual[name as keyof typeof manual].examples.map(({ formula, answer }) => {
    const text = formula.slice(1);
    const node = answer.startsWith("#") ? undefined : formulaNode(text);
    const call = node && dealCalls(text, node, catalogue).find(({ entry }) => entry.name === name);
    return call?.node.arguments.map((argument) => (argument === null ? "" : text.slice(argument.start, argument.end))) ?? [];
  });
  return calls.reduce((most, call) => (call.length > most.length ? call : most), []);
}

/** The argument in which something is typed. */
export interface TypedArgument {
  readonly functionName: string;
  /** Counted from 0. */
  readonly index: number;
}

type Offer = ReturnType<DescriptionService["getSearchListByNameFirstLetter"]>[number];

/** So many the grid lists at once. */
const MOST_OFFERED = 10;

/**
 * Offers what may be meant by what has been typed: first what begins so, our functions in the order of a deal before Excel's, and then what has it within.
 * In an argument of ours its words come before that, and the workbook's names.
 */
export class OfferedFunctions extends DescriptionService {
  /** Where the cursor is in the formula that is typed; undefined outside of any call. */
  typedArgument: () => TypedArgument | undefined = () => undefined;

  override getSearchListByNameFirstLetter(typed: string): Offer[] {
    const text = typed.trim().toUpperCase();
    if (text === "") return [];
    const parameter = this.typedParameter();
    const offers = [...ours(text), ...this.others(text)];
    const begins = ({ name }: Offer) => beginnings(name).some((beginning) => name.slice(beginning).toUpperCase().startsWith(text));
    const ranked = [...offers.filter(begins), ...offers.filter((offer) => !begins(offer))];
    if (parameter === undefined) return ranked;
    const words = wordsOf(parameter).filter((word) => word.toUpperCase().includes(text));
    return [...words.map((word) => ({ name: word, desc: parameter.name, functionType: WITHOUT_BRACKET })), ...ranked.filter(isName), ...ranked.filter((offer) => !isName(offer))];
  }

  private typedParameter(): CatalogueParameter | undefined {
    const argument = this.typedArgument();
    return argument && catalogue.find(({ name }) => name === argument.functionName.toUpperCase())?.parameters[argument.index];
  }

  /** Excel's functions and the workbook's names. */
  private others(text: string): Offer[] {
    const infos = [...this.getDescriptions().values()].filter(({ functionName, functionType }) => functionType !== FunctionType.User && functionName.toUpperCase().includes(text));
    return infos.map(({ functionName, abstract, functionType }) => ({ name: functionName, desc: abstract, functionType }));
  }
}

/** The grid puts a bracket behind what it takes for a function. */
const WITHOUT_BRACKET = FunctionType.DefinedName;

function isName({ functionType }: Offer): boolean {
  return functionType === FunctionType.DefinedName;
}

/** Where the words of a name begin: DEAL, NPV and ROYALTY of `DEAL.NPV_ROYALTY`. */
function beginnings(name: string): number[] {
  return [0, ...[...name.matchAll(/[._]/g)].map(({ index }) => index + 1)];
}

/** Our functions with the text in their names; each companion right behind its function, as far as all of them have room. */
function ours(text: string): Offer[] {
  const found = FAMILIES.flatMap(({ entry, companions }) => [entry, ...companions]).filter(({ name }) => name.includes(text));
  const shown = found.length <= MOST_OFFERED ? found : FAMILIES.map(({ entry }) => entry).filter((entry) => found.includes(entry));
  return shown.map(({ name, description }) => ({ name, desc: description, functionType: FunctionType.User }));
}

/** The grid's plugin for typed formulas, with our offers in place of its own. */
export class OfferingFormulaPlugin extends UniverSheetsFormulaPlugin {
  override onStarting(): void {
    super.onStarting();
    this._injector.replace([IDescriptionService, { useClass: OfferedFunctions }]);
  }
}
