/** The name of a function without the prefixes by which files mark newer functions. */
export function bareName(name: string): string {
  let bare = BARE.get(name);
  if (bare === undefined) BARE.set(name, (bare = name.toUpperCase().replace(/^(?:_XLFN\.|_XLWS\.)+/, "")));
  return bare;
}

/** Functions are called under few names, and are asked for their name at each call. */
const BARE = new Map<string, string>();
