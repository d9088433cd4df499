import { amountText, moneyText, roundShareText, shareText } from "../../src/taskpane/amountText";

test.each([
  [1.005, "1.01", "half a cent goes up, as in a cell, though the double is a little less"],
  [-1.005, "−1.01", "away from zero"],
  [0.285, "0.29", ""],
  [1234567.125, "1,234,567.13", "thousands apart"],
  [-0.004, "0.00", "no minus before nothing"],
  [1e15, "1,000,000,000,000,000.00", ""],
])("%d is shown as %s (%s)", (amount, text) => {
  expect(moneyText(amount)).toBe(text);
});

test.each([
  ["USD", "1.50"],
  ["USD k", "1.50"],
  ["EURm", "1.50"],
  ["€", "1.50"],
  ["", "1.50"],
  ["m tokens", "1.5"],
  ["number", "1.5"],
])("1.5 in %j is shown as %s", (unit, text) => {
  expect(amountText(1.5, unit)).toBe(text);
});

test("parts of a whole, as they are and for comparing", () => {
  expect([shareText(0.065), shareText(0.07), roundShareText(0.15825), roundShareText(1)]).toEqual(["6.5%", "7%", "15.8%", "100.0%"]);
});
