/** Text as a file holds it, read: `_x000D_` stands for a carriage return, `_x005F_` for an underscore that would be misread. */
export function decodedText(stored: string): string {
  return stored.includes("_x") ? stored.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16))) : stored;
}

/** Text as a file holds it, before XML's own escapes. What XML cannot hold, or would change, is written as `_xHHHH_`. */
export function encodedText(text: string): string {
  return text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_")
    .replace(/[\0-\x08\x0b-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, (character) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`);
}

/** Most texts stand in a file as they are. */
const MAY_CHANGE = /[&<>_\0-\x1f\ud800-\udfff\ufffe\uffff]/;

/** Text between tags. */
export function xmlText(text: string): string {
  if (!MAY_CHANGE.test(text)) return text;
  return encodedText(text).replace(/[&<>]/g, escaped);
}

/** Text between tags that is in the file's own writing already, `_xHHHH_` included. */
export function xmlCharacters(stored: string): string {
  return stored.replace(/[&<>\r]/g, escaped);
}

/** The value of an attribute, for double quotes. */
export function xmlAttributeValue(value: string): string {
  return value.replace(/[&<>"\t\n\r]/g, escaped);
}

function escaped(character: string): string {
  switch (character) {
    case "&":
      return "&amp;";
    case "<":
      return "&lt;";
    case ">":
      return "&gt;";
    case '"':
      return "&quot;";
    default:
      return `&#${character.charCodeAt(0)};`;
  }
}

/** The attribute that keeps spaces at the edges and line breaks, where a text has them. */
export function spaceKept(text: string): string {
  return /^\s|\s$|\n/.test(text) ? ' xml:space="preserve"' : "";
}
