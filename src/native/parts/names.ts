import { PERIOD_HEADS, type Accounts, type RowKind } from "../../cells/accounts";
import type { Area } from "../../sheet/area";
import { cellReference, saysWord, type Block } from "./block";

type Named = NonNullable<Accounts["named"]>;

/** The names of a block's rows, which head the statement's lines: the formulas are written for a table that goes on having them. Tells the cell of each. */
export function givenNames(block: Block, area: Area, { names, table }: Named, { column, noun }: RowKind): (row: number) => string {
  const { proof } = block;
  keepsItsHead(block, area, table.bodyOffset, column);
  const first = proof.next;
  const cells = names.map((_, row) => {
    const source = cellReference(proof, area, table.bodyOffset + row, 0);
    return block.read(`${noun} ${row + 1}: name`, "text", `IF(ISTEXT(${source}),${source},NA())`);
  });
  block.requires(`every ${noun} has a name`, `SUMPRODUCT(--(TRIM(${proof.column(0, first, first + names.length - 1)})=""))=0`);
  for (let row = 1; row < names.length; row++) {
    const others = proof.column(0, first, first + row - 1);
    block.requires(`no ${noun} above is called as ${noun} ${row + 1} is`, `SUMPRODUCT(--(LOWER(TRIM(${others}))=LOWER(TRIM(${cells[row] ?? ""}))))=0`);
  }
  const headers = [column.name, ...(column.synonyms ?? [])].map((word) => saysWord(cells[0] ?? "", word.toLowerCase()));
  if (table.bodyOffset === 0) block.requires(`the first ${noun} is not called as a header is`, `NOT(OR(${headers.join(",")}))`);
  block.emptyBelow(`the ${noun}s`, area, table.bodyOffset + names.length);
  return (row) => cells[row] ?? "";
}

/** What lies beside a block goes on having its names, in their order. */
export function keepsTheNames(block: Block, area: Area, { names, table }: Named, nameOf: (row: number) => string, kind: RowKind): void {
  keepsItsHead(block, area, table.bodyOffset, kind.column);
  names.forEach((_, row) => {
    const name = cellReference(block.proof, area, table.bodyOffset + row, 0);
    block.requires(`the ${kind.beside} name ${kind.noun} ${row + 1} as the ${kind.block} do`, `LOWER(TRIM(${name}))=LOWER(TRIM(${nameOf(row)}))`);
  });
  block.emptyBelow(`the ${kind.beside}`, area, table.bodyOffset + names.length);
}

/** A header row stays one; and without it the first amounts are none that look like its years or dates. */
function keepsItsHead(block: Block, area: Area, rows: number, column: RowKind["column"]): void {
  block.cornerHeader(area, rows, column);
  const periods = area.right - area.left;
  if (rows > 0 || periods < 2) return;
  const cells = (from: number, to: number) => block.proof.reference({ ...area, bottom: area.top, left: area.left + from, right: area.left + to });
  const [first, earlier, later] = [cells(1, 1), cells(1, periods - 1), cells(2, periods)];
  const isWithin = (figure: string, [least, most]: readonly number[]) => `(${figure}>=${least})*(${figure}<=${most})`;
  const heads = PERIOD_HEADS.map((head) => `(SUMPRODUCT(${isWithin(`(${later}-${earlier})`, head.apart)})=${periods - 1})*${isWithin(first, head.first)}`);
  block.requires("its first amounts are no years or dates", `IF(COUNT(${cells(1, periods)})<${periods},TRUE,IF(SUMPRODUCT(--(ROUND(${cells(1, periods)},0)<>${cells(1, periods)}))>0,TRUE,${heads.join("+")}=0))`);
}

/** The figures of one row, beside its name where it has one. */
export function rowOf(area: Area, named: Accounts["named"], row: number): Area {
  const at = area.top + (named?.table.bodyOffset ?? 0) + row;
  return { ...area, top: at, bottom: at, left: area.left + (named === undefined ? 0 : 1) };
}
