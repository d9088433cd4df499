import { associate } from "../../src/functions/associate";
import metadata from "../../src/functions/functions.json";

test("every id of functions.json is associated once, and nothing else", () => {
  const ids: string[] = [];
  associate({ associate: (id) => ids.push(id) });
  expect(ids.sort()).toEqual(metadata.functions.map(({ id }) => id).sort());
});
