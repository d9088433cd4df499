/**
 * The number that a text reads as, in the way of the United States: `1,234.50`, `$5`, `(3)`, `12%`, `1.5e3`; undefined where it is none.
 */
export function numberFromText(text: string, _from1904: boolean): number | undefined {
  const written = /^(\()?([+-])?\$?([+-])?((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|\.\d+)(e[+-]?\d+)?(%)?(\))?$/i.exec(text.replace(/[\s\u00a0]/g, ""));
  if (written === null || (written[1] === undefined) !== (written[7] === undefined) || (written[2] !== undefined && written[3] !== undefined)) return undefined;
  const size = Number((written[4] ?? "").replace(/,/g, "") + (written[5] ?? "") + (written[6] === undefined ? "" : "e-2"));
  return written[1] !== undefined || written[2] === "-" || written[3] === "-" ? -size : size;
}
