import { BooleanNumber } from "@univerjs/core";
import { FunctionType, type IFunctionInfo } from "@univerjs/engine-formula";
import { catalogue } from "../../functions/catalogue";

/** What the grid offers while a formula is typed: each function of the catalogue, with its arguments. */
export const FUNCTION_HELP: IFunctionInfo[] = catalogue.map(({ name, description, parameters, examples }) => ({
  functionName: name,
  functionType: FunctionType.User,
  description,
  abstract: description,
  functionParameter: parameters.map((parameter) => ({
    name: parameter.name,
    detail: parameter.description,
    example: examples[0]?.formula ?? "",
    require: parameter.optional ? BooleanNumber.FALSE : BooleanNumber.TRUE,
    repeat: BooleanNumber.FALSE,
  })),
}));
