/** Whether these units are money: a currency, in units, thousands or millions of it. A base that is counted in anything else may be paid by the piece. Where nothing is said, it is money. */
export function isMoney(unit: string): boolean {
  return unit.trim() === "" || /^(?:[A-Z]{3}\b|[A-Z]{3}[km]\b|[€$£¥])/.test(unit.trim());
}
