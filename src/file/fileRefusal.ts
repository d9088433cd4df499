/** A file that cannot be opened or saved: one sentence or two that say what is wrong, where, and what to do. */
export class FileRefusal extends Error {
  constructor(message: string) {
    super(message);
    this.name = "FileRefusal";
  }
}

/** A file that breaks the rules of its format. Excel would offer to repair it. */
export function damaged(what: string): FileRefusal {
  return new FileRefusal(`${what}: the file is damaged. Open it in Excel, let Excel repair it, and save it again.`);
}

export function tooManyCells(): FileRefusal {
  return new FileRefusal("The workbook has more cells than are read here. Clear the cells that it does not need, or split it.");
}
