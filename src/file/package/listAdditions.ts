import { isMain } from "./namespaces";
import { sibling } from "./relationships";
import type { TextEdit } from "./textEdits";
import { attribute, attributeSpan, type XmlElement } from "./xml";

/** Items that come last in a list of a part: `<fonts count="2">…</fonts>`. */
export interface ListAddition {
  readonly list: string;
  readonly items: readonly string[];
  /** The lists that stand before this one, in the order of the format. */
  readonly before: readonly string[];
  /** What `name` says, where a part has several lists of the kind. */
  readonly named?: string;
}

/** The edits that add items to a list and count them, or add the list. `text` is that of the part. */
export function listAddition(root: XmlElement, text: string, { list, items, before, named }: ListAddition): TextEdit[] {
  if (items.length === 0) return [];
  const present = root.children.find((child) => isMain(child, list) && (named === undefined || attribute(child, "name") === named));
  if (present === undefined || present.closeStart === present.end) {
    const name = sibling(root, list);
    const made = `<${name}${named === undefined ? "" : ` name="${named}"`} count="${items.length}">${items.join("")}</${name}>`;
    if (present !== undefined) return [{ start: present.start, end: present.end, text: made }];
    const at = root.children.filter((child) => before.some((local) => isMain(child, local))).at(-1)?.end ?? root.openEnd;
    return [{ start: at, end: at, text: made }];
  }
  const count = attributeSpan(text, present.start, "count");
  const counted = count === undefined ? [] : [{ ...count, text: String(present.children.length + items.length) }];
  return [...counted, { start: present.closeStart, end: present.closeStart, text: items.join("") }];
}
