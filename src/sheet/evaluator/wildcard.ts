/** What a text is searched for: literal characters, and null for any one character, up to the next `*`. */
type Segment = readonly (string | null)[];

/**
 * Whether a whole text is as a pattern says, whatever its case: `?` is any one character, `*` any number of them, and `~` before one of these three
 * takes it literally.
 */
export function wildcardMatcher(pattern: string): (text: string) => boolean {
  const segments = segmentsOf(pattern);
  const [first = [], ...rest] = segments;
  const last = rest.pop();
  return (given) => {
    const text = lowerCase(given);
    if (!standsAt(text, first, 0)) return false;
    if (last === undefined) return text.length === first.length;
    const from = inOrder(text, rest, first.length);
    const end = text.length - last.length;
    return from !== undefined && end >= from && standsAt(text, last, end);
  };
}

/** Where a pattern is first found in a text from a position on, whatever its case; undefined where it is not. */
export function wildcardIndex(pattern: string, given: string, start: number): number | undefined {
  const text = lowerCase(given);
  const [first = [], ...rest] = segmentsOf(pattern);
  const found = segmentIndex(text, first, start);
  // Where the rest does not follow the first place of the beginning, it follows no later one either.
  return found === undefined || inOrder(text, rest, found + first.length) === undefined ? undefined : found;
}

/** Whether a pattern has a wildcard or an escaped one. */
export function hasWildcards(pattern: string): boolean {
  return /[*?~]/.test(pattern);
}

/** In lower case, character by character, so that every character keeps its place. */
export function lowerCase(text: string): string {
  return cased(text, (part) => part.toLowerCase());
}

export function upperCase(text: string): string {
  return cased(text, (part) => part.toUpperCase());
}

function cased(text: string, change: (text: string) => string): string {
  const whole = change(text);
  // Case changes the length of some letters, and of a final sigma it depends on what stands before.
  if (whole.length === text.length && !/[Σσς]/.test(text)) return whole;
  let changed = "";
  for (const character of text) {
    const other = change(character);
    changed += other.length === character.length ? other : character;
  }
  return changed;
}

function segmentsOf(pattern: string): Segment[] {
  const lower = lowerCase(pattern);
  const segments: (string | null)[][] = [[]];
  for (let i = 0; i < lower.length; i++) {
    const character = lower.charAt(i);
    const next = lower.charAt(i + 1);
    if (character === "*") segments.push([]);
    else if (character === "~" && (next === "*" || next === "?" || next === "~")) {
      segments.at(-1)?.push(next);
      i++;
    } else segments.at(-1)?.push(character === "?" ? null : character);
  }
  return segments;
}

function standsAt(text: string, segment: Segment, at: number): boolean {
  if (at < 0 || at + segment.length > text.length) return false;
  return segment.every((character, index) => character === null || text.charAt(at + index) === character);
}

function segmentIndex(text: string, segment: Segment, from: number): number | undefined {
  if (!segment.includes(null)) {
    const found = text.indexOf(segment.join(""), from);
    return found < 0 ? undefined : found;
  }
  for (let at = from; at + segment.length <= text.length; at++) if (standsAt(text, segment, at)) return at;
  return undefined;
}

/** Where the text goes on behind all these, each taken where it first follows the one before. */
function inOrder(text: string, segments: readonly Segment[], from: number): number | undefined {
  let at = from;
  for (const segment of segments) {
    const found = segmentIndex(text, segment, at);
    if (found === undefined) return undefined;
    at = found + segment.length;
  }
  return at;
}
