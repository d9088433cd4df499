import { useLayoutEffect, useRef, type ReactNode } from "react";

interface Props {
  readonly label: string;
  /** How many cells at the start of each row say what the row is. */
  readonly labels: 1 | 2;
  /** A table with a head. */
  readonly children: ReactNode;
}

/** A table that is wider than its place, scrolled by whole columns: of 375,000 nobody is to read 375,00. */
export function ColumnScroll({ label, labels, children }: Props) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const scroller = place.current;
    if (scroller === null) return;
    const cover = () => coverParts(scroller, labels);
    cover();
    const watched = new ResizeObserver(cover);
    for (const element of [scroller, scroller.querySelector("table")]) if (element) watched.observe(element);
    scroller.addEventListener("scroll", cover);
    return () => {
      watched.disconnect();
      scroller.removeEventListener("scroll", cover);
    };
  }, [children, labels]);
  return (
    <div className={labels === 2 ? "columns twoLabels" : "columns"}>
      <div ref={place} className="scroll" tabIndex={0} role="region" aria-label={label}>
        {children}
      </div>
      <div className="cover" />
      <div className="cover" />
    </div>
  );
}

/** Covers what is in sight of columns that are not in sight as a whole. Where not even one is, the first that can be read stays. */
function coverParts(scroller: HTMLElement, labels: number): void {
  const heads = [...scroller.querySelectorAll<HTMLElement>("thead tr > *")];
  const [head, columns] = [heads[labels - 1], heads.slice(labels)];
  const [before, behind] = scroller.parentElement?.querySelectorAll<HTMLElement>(".cover") ?? [];
  if (head === undefined || before === undefined || behind === undefined) return;
  const box = scroller.getBoundingClientRect();
  scroller.style.setProperty("--firstLabel", `${heads[0]?.offsetWidth ?? 0}px`);
  const left = head.getBoundingClientRect().right;
  const right = box.left + scroller.clientLeft + scroller.clientWidth;
  scroller.style.scrollPaddingInlineStart = `${left - box.left - scroller.clientLeft}px`;
  const boxes = columns.map((column) => column.getBoundingClientRect());
  // Places are fractions of a pixel.
  const whole = boxes.filter((column) => column.left >= left - 1 && column.right <= right + 1);
  const [first, last] = [whole[0], whole.at(-1)];
  const top = head.getBoundingClientRect().top - box.top;
  const lay = (cover: HTMLElement, from: number, to: number) => {
    cover.hidden = to - from < 1;
    Object.assign(cover.style, { insetInlineStart: `${from - box.left}px`, inlineSize: `${to - from}px`, insetBlockStart: `${Math.max(0, top)}px`, blockSize: `${scroller.clientTop + scroller.clientHeight - Math.max(0, top)}px` });
  };
  lay(before, left, first?.left ?? left);
  lay(behind, last?.right ?? right, right);
}
