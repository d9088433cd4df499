/** Why a workbook cannot be shared as asked: every reason, each with its cell and what to do. */
export class ShareRefusal extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join("\n"));
    this.name = "ShareRefusal";
  }
}
