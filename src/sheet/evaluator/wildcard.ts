/**
 * Whether a whole text is what a pattern asks for, whatever the case: `?` is any one character, `*` any number of them, and after `~` both stand for
 * themselves. Every star takes as little as it can, and is not asked again once a later one has been reached, so that no pattern takes long.
 */
export function wildcardMatcher(pattern: string): (text: string) => boolean {
  const parts = partsOf(pattern.toLowerCase());
  return (text) => {
    const given = text.toLowerCase();
    let [at, part] = [0, 0];
    let [starAt, starPart] = [0, -1];
    while (at < given.length) {
      const wanted = parts[part];
      if (wanted === ANY_NUMBER) {
        [starAt, starPart] = [at, part];
        part++;
      } else if (wanted === ANY_ONE || wanted === given[at]) {
        at++;
        part++;
      } else if (starPart >= 0) {
        starAt++;
        [at, part] = [starAt, starPart + 1];
      } else return false;
    }
    return parts.slice(part).every((rest) => rest === ANY_NUMBER);
  };
}

const ANY_ONE = Symbol("?");
const ANY_NUMBER = Symbol("*");

function partsOf(pattern: string): (string | symbol)[] {
  const parts: (string | symbol)[] = [];
  for (let i = 0; i < pattern.length; i++) {
    const character = pattern.charAt(i);
    const next = pattern.charAt(i + 1);
    if (character === "~" && (next === "?" || next === "*" || next === "~")) {
      parts.push(next);
      i++;
    } else parts.push(character === "?" ? ANY_ONE : character === "*" ? ANY_NUMBER : character);
  }
  return parts;
}
