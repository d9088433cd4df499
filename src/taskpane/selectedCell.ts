import { useEffect, useState } from "react";
import { isError, type Grid } from "../cells/cell";
import type { CellContent, CellRange, Host, RangeContent } from "../host/host";
import { isOneCell } from "../sheet/area";
import { cellHeadings, type CellHeadings } from "./cellHeadings";
import { cellInputs, type CellInputs } from "./cellInputs";
import { cellExplanation, type CellExplanation } from "./explanation";
import { firstCause, type FirstCause } from "./firstCause";
import { messageOf } from "./messageOf";

/** Calculates formulas as on a sheet, without writing them anywhere. */
export type Evaluate = (formulas: readonly string[], sheet: string) => Promise<readonly Grid[]>;

/** What is selected, and what stands there now. */
export interface SelectedCell {
  readonly range: CellRange;
  readonly explanation: CellExplanation;
  /** Of several cells, as many as can be shown. */
  readonly block?: RangeContent;
  /** Where its error begins, if that is another cell. */
  readonly cause?: FirstCause;
  /** What the sheet itself calls it. */
  readonly headings: CellHeadings;
  /** The cells that its formula reads. */
  readonly inputs: CellInputs;
  /** Goes up with every look: the cells that a formula reads may have changed as well. */
  readonly look: number;
}

/** The selection of the workbook, followed while the pane is open. A text instead where the workbook does not let it be seen. */
export function useSelectedCell(host: Host, evaluate: Evaluate): SelectedCell | string | undefined {
  const [selected, setSelected] = useState<SelectedCell | string | undefined>();
  useEffect(() => {
    let wanted = 0;
    let isLooking = false;
    let isOpen = true;
    // Excel tells of a calculation once for every sheet: while one look is under way, the next waits, and is one for all.
    const show = async (): Promise<void> => {
      wanted++;
      if (isLooking) return;
      isLooking = true;
      for (let done = 0; done < wanted && isOpen; ) {
        done = wanted;
        const seen = await seenCell(host, evaluate, done).catch(messageOf);
        setSelected(seen);
      }
      isLooking = false;
    };
    void show();
    const watching = host.watch({ onSelection: () => void show(), onChange: () => void show() });
    watching.catch((fault: unknown) => setSelected(messageOf(fault)));
    return () => {
      isOpen = false;
      watching.then((stop) => stop()).catch(() => undefined);
    };
  }, [host, evaluate]);
  return selected;
}

const NOTHING_READ: CellInputs = { list: [] };

async function seenCell(host: Host, evaluate: Evaluate, look: number): Promise<SelectedCell | undefined> {
  const range = await host.selection();
  if (range === undefined) return undefined;
  const content = await host.cell(range.sheet, range.top, range.left);
  const [block] = isOneCell(range) ? [] : await host.read([shownPart(range)]);
  const explanation = cellExplanation(range, await withReason(content, range, evaluate));
  // Where it cannot be followed, the error stands for itself.
  const cause = isError(content.value) ? await firstCause(host, range).catch(() => undefined) : undefined;
  // What the sheet calls it, and what it reads, help to understand; without them the figure stands for itself.
  const headings = await cellHeadings(host, range).catch(() => ({}));
  const { formula } = content;
  const inputs = formula === undefined ? NOTHING_READ : await cellInputs(host, formula, range, content.filledFrom?.column ?? range.left).catch(() => NOTHING_READ);
  return { range, explanation, headings, inputs, look, ...(block && { block }), ...(cause && { cause }) };
}

/** Excel keeps the message of a refusal to itself: the formula is asked again. */
async function withReason(content: CellContent, { sheet, top, left }: CellRange, evaluate: Evaluate): Promise<CellContent> {
  const { value, formula, filledFrom } = content;
  if (!isError(value) || value.message !== undefined || formula === undefined) return content;
  // Where it cannot be asked, the error stands for itself.
  const [grid] = await evaluate([formula], sheet).catch(() => []);
  const again = grid?.[top - (filledFrom?.row ?? top)]?.[left - (filledFrom?.column ?? left)] ?? null;
  return isError(again) && again.error === value.error ? { ...content, value: again } : content;
}

const MOST_ROWS = 50;
const MOST_COLUMNS = 20;

function shownPart(range: CellRange): CellRange {
  return { ...range, bottom: Math.min(range.bottom, range.top + MOST_ROWS - 1), right: Math.min(range.right, range.left + MOST_COLUMNS - 1) };
}
