import { useEffect, useRef, useState, useSyncExternalStore, type KeyboardEvent, type PointerEvent } from "react";

/** Below this width of the page the pane stands under the sheet; page.css has it too. */
const STACKED = "(max-width: 800px)";

/** Of the width or height that sheet and pane share, in percent. */
const LEAST = 15;
const MOST = 85;
const STEP = 5;

/** The line between the sheet and the pane, drawn with the pointer or moved with the arrow keys. */
export function PaneDivider() {
  const line = useRef<HTMLDivElement>(null);
  const isStacked = useSyncExternalStore(watchStacked, () => matchMedia(STACKED).matches);
  const [share, setShare] = useState<number>();
  const [measured, setMeasured] = useState(LEAST);
  const desk = () => line.current?.parentElement ?? undefined;

  useEffect(() => {
    // Each way of standing has a share of its own.
    setShare(undefined);
  }, [isStacked]);
  useEffect(() => {
    if (share === undefined) desk()?.style.removeProperty("--pane");
    else desk()?.style.setProperty("--pane", `${share}%`);
    setMeasured(measuredShare(line.current, isStacked));
  }, [share, isStacked]);

  const change = (to: number) => setShare(Math.round(Math.min(MOST, Math.max(LEAST, to))));
  const drag = ({ buttons, clientX, clientY }: PointerEvent) => {
    const box = desk()?.getBoundingClientRect();
    if (buttons !== 1 || box === undefined) return;
    change(isStacked ? ((box.bottom - clientY) / box.height) * 100 : ((box.right - clientX) / box.width) * 100);
  };
  const press = (event: KeyboardEvent) => {
    const to = pressed(event.key, measuredShare(line.current, isStacked), isStacked);
    if (to === undefined) return;
    event.preventDefault();
    change(to);
  };
  return (
    <div
      ref={line}
      className="divider"
      role="separator"
      tabIndex={0}
      aria-label={isStacked ? "Height of the pane" : "Width of the pane"}
      aria-orientation={isStacked ? "horizontal" : "vertical"}
      aria-controls="pane"
      aria-valuemin={LEAST}
      aria-valuemax={MOST}
      aria-valuenow={measured}
      onKeyDown={press}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onDoubleClick={() => setShare(undefined)}
    />
  );
}

/** The pane grows towards the sheet: to the left, or up. */
function pressed(key: string, now: number, isStacked: boolean): number | undefined {
  switch (key) {
    case isStacked ? "ArrowUp" : "ArrowLeft":
      return now + STEP;
    case isStacked ? "ArrowDown" : "ArrowRight":
      return now - STEP;
    case "Home":
      return LEAST;
    case "End":
      return MOST;
    default:
      return undefined;
  }
}

function measuredShare(line: HTMLElement | null, isStacked: boolean): number {
  const [pane, desk] = [line?.nextElementSibling?.getBoundingClientRect(), line?.parentElement?.getBoundingClientRect()];
  if (pane === undefined || desk === undefined) return LEAST;
  return Math.round(isStacked ? (pane.height / desk.height) * 100 : (pane.width / desk.width) * 100);
}

function watchStacked(listener: () => void): () => void {
  const query = matchMedia(STACKED);
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}
