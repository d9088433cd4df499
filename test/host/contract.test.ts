import { ADAPTERS } from "./adapters";
import { CONTRACT } from "./contract";

describe.each(ADAPTERS)("$name", ({ open }) => {
  test.each(CONTRACT)("$name", ({ holds }) => holds(open));
});
