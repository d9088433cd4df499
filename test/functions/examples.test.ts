import { catalogue } from "../../src/functions/catalogue";
import { exampleAnswers } from "./exampleAnswers";

describe("every @example in the documentation answers as it says", () => {
  test.each(catalogue)("$name", ({ name }) => {
    const answers = exampleAnswers(catalogue, (one) => one === name);
    expect(answers.map(({ formula, got }) => [formula, got])).toEqual(answers.map(({ formula, expected }) => [formula, expected]));
  });
});
