import { isMain } from "../../file/package/namespaces";
import { attribute, isTrue, wholeNumber, type XmlElement, type XmlTag } from "../../file/package/xml";
import type { Unseen } from "./unseen";

/** What is lower, in points, or narrower, in characters, shows nothing that anybody could read. */
const LEAST_HEIGHT = 2;
const LEAST_WIDTH = 0.25;

/** The rows and columns of a sheet that hold something and are not seen: hidden by hand, by a filter or by an outline, or next to no size. */
export class HiddenCells {
  private row = { number: 0, isHidden: false, hasHeight: false };
  /** Rows that are as high as the sheet says all rows are. */
  private readonly ordinaryRows: number[] = [];
  private readonly hiddenRows = new Set<number>();
  private readonly columns = new Set<number>();

  openRow(tag: XmlTag, number: number): void {
    const height = attribute(tag, "ht");
    this.row = { number, isHidden: isTrue(attribute(tag, "hidden")) || Number(height ?? LEAST_HEIGHT) < LEAST_HEIGHT, hasHeight: height !== undefined };
  }

  /** A cell of the row that holds something. */
  filled(column: number): void {
    const { number, isHidden, hasHeight } = this.row;
    this.columns.add(column);
    if (isHidden) this.hiddenRows.add(number);
    else if (!hasHeight && this.ordinaryRows.at(-1) !== number) this.ordinaryRows.push(number);
  }

  /** `others` are the children of the sheet besides its cells. */
  tell(others: readonly XmlElement[], sheetName: string, unseen: Unseen): void {
    const sizes = others.find((child) => isMain(child, "sheetFormatPr"));
    const usual = (name: string, least: number) => Number((sizes && attribute(sizes, name)) ?? least) < least;
    for (const row of this.hiddenRows) unseen.hiddenRow(sheetName, row);
    if (usual("defaultRowHeight", LEAST_HEIGHT)) for (const row of this.ordinaryRows) unseen.hiddenRow(sheetName, row);
    const isNarrow = usual("defaultColWidth", LEAST_WIDTH);
    const spans = others.filter((child) => isMain(child, "cols")).flatMap(({ children }) => children);
    for (const column of this.columns) {
      const own = spans.find((span) => (wholeNumber(attribute(span, "min")) ?? 0) <= column && column <= (wholeNumber(attribute(span, "max")) ?? 0));
      const isHidden = own === undefined ? isNarrow : isTrue(attribute(own, "hidden")) || Number(attribute(own, "width") ?? LEAST_WIDTH) < LEAST_WIDTH;
      if (isHidden) unseen.hiddenColumn(sheetName, column);
    }
  }
}
