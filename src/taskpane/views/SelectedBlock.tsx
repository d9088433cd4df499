import type { CellRange, RangeContent } from "../../host/host";
import { cellAddress, columnLetters } from "../../sheet/address";
import { ColumnScroll } from "./ColumnScroll";

interface Props {
  readonly range: CellRange;
  /** As much of it as is shown. */
  readonly block: RangeContent;
}

/** The cells of a selected block as a table. */
export function SelectedBlock({ range, block }: Props) {
  const { top, left, bottom, right } = block.range;
  const isCut = bottom < range.bottom || right < range.right;
  return (
    <ColumnScroll label="Selected cells" labels={1}>
      <table>
        <caption>Selected cells{isCut && `, up to ${cellAddress(bottom, right)}`}</caption>
        <thead>
          <tr>
            <td />
            {block.texts[0]?.map((_, c) => (
              <th key={c} scope="col" className="figure">
                {columnLetters(left + c)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {block.texts.map((row, r) => (
            <tr key={r}>
              <th scope="row">{top + r}</th>
              {row.map((text, c) => (
                <td key={c} className={typeof block.values[r]?.[c] === "number" ? "figure" : undefined}>
                  {text}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ColumnScroll>
  );
}
