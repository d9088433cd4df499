import { catalogue } from "../../src/functions/catalogue";
import { exampleAnswers } from "./exampleAnswers";

describe("every @example in the documentation answers as it says", () => {
  test.each(exampleAnswers(catalogue))("$formula", ({ expected, got }) => {
    expect(got).toEqual(expected);
  });
});
