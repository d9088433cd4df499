import { WHOLE_SHEET, cellsIn, haveCellsInCommon, rectangleAddress, rectangleAt, type Area } from "../../src/sheet/area";
import { Workbook } from "../../src/sheet/workbook";

const sheet = new Workbook().addSheet("Terms");
for (const [row, column] of [[9, 2], [3, 7], [3, 1], [1, 5]] as const) sheet.setCell(row, column, { value: row * 10 + column });

test.each([
  ["a whole sheet", WHOLE_SHEET, [15, 31, 37, 92]],
  ["a small block", { top: 3, left: 1, bottom: 4, right: 2 }, [31]],
  ["a whole column", { ...WHOLE_SHEET, left: 5, right: 5 }, [15]],
  ["whole rows", { ...WHOLE_SHEET, top: 3, bottom: 9 }, [31, 37, 92]],
  ["where nothing is", { top: 20, left: 1, bottom: 30, right: 9 }, []],
])("the cells of %s come row by row, whatever the order in which they were put there", (_what, block, expected) => {
  expect([...cellsIn({ sheet, ...block })].map(({ cell }) => cell.value)).toEqual(expected);
});

test.each([
  ["B7", { top: 7, left: 2, bottom: 7, right: 2 }],
  ["E1:G3", { top: 1, left: 5, bottom: 3, right: 7 }],
  ["XFD1048576", { top: 1_048_576, left: 16_384, bottom: 1_048_576, right: 16_384 }],
])("%s is a rectangle", (address, rectangle) => {
  expect(rectangleAt(address)).toEqual(rectangle);
  expect(rectangleAddress(rectangle)).toBe(address);
});

test.each(["", "b7", "$B$7", "XFE1", "A1048577", "A0", "G3:E1", "A1:B2:C3", "A:C", "A1:", "Terms!A1"])("%s is none", (address) => {
  expect(rectangleAt(address)).toBeUndefined();
});

test.each([
  [{}, true],
  [{ top: 4, bottom: 4 }, true],
  [{ top: 5, bottom: 6 }, false],
  [{ left: 4, right: 4 }, false],
  [{ sheet: new Workbook().addSheet("Terms") }, false],
])("B2:C4 and it with %p have cells in common: %p", (change, expected) => {
  const block: Area = { sheet, top: 2, left: 2, bottom: 4, right: 3 };
  expect(haveCellsInCommon(block, { ...block, ...change })).toBe(expected);
});
