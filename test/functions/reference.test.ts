import { FAMILIES, expectedOf } from "../reference/families";
import { answersTo, companionsOf } from "./drawnAnswers";

/**
 * The functions against the same rules written a second time, in fractions of whole numbers, by another hand and another route.
 * Equality of every double, in answers and statements.
 */
describe.each(FAMILIES)("$name", ({ name, cases, count, seed }) => {
  const drawn = cases(count, seed);

  test.each(companionsOf(name))(`$entry.name agrees with the reference on ${drawn.length} cases: 0 differences`, ({ companion, entry }) => {
    const differences = drawn.flatMap((one) => {
      const [got, expected] = [answersTo(entry, one.args), expectedOf(one).get(companion)];
      return JSON.stringify(got) === JSON.stringify(expected) ? [] : [{ why: one.why, args: JSON.stringify(one.args), got, expected }];
    });
    expect(differences.slice(0, 5)).toEqual([]);
  });
});
