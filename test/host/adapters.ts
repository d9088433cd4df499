import { ExcelHost } from "../../src/host/excel";
import type { CellEntry } from "../../src/host/host";
import { InMemoryHost } from "../../src/host/inMemory";
import type { Opening, Subject } from "./contract";
import { FakeExcel } from "./fakeExcel";

export function inMemory(Adapter: typeof InMemoryHost): Opening {
  return (bytes) => {
    const host = Adapter.ofBytes(bytes);
    return Promise.resolve({ host, user: host, lastOpened: () => host.opened.at(-1)?.bytes() ?? Promise.reject(new Error("Nothing has been opened.")) });
  };
}

export function excel(Adapter: typeof ExcelHost): Opening {
  return (bytes) => Promise.resolve(inExcel(new FakeExcel(bytes), Adapter));
}

/** With the fake at hand, for what only Excel does. */
export function inExcel(fake: FakeExcel, Adapter: typeof ExcelHost): Subject {
  fake.install();
  return {
    host: new Adapter(),
    user: {
      type: (sheet: string, row: number, column: number, entry: CellEntry | null) => fake.type(sheet, row, column, entry === null ? null : "formula" in entry ? entry.formula : typeof entry.value === "string" ? `'${entry.value}` : entry.value),
      define: fake.define.bind(fake),
      select: fake.select.bind(fake),
    },
    lastOpened: () => Promise.resolve(fake.opened.at(-1) ?? new Uint8Array()),
  };
}

/** Every adapter of the port. One more is one more line. */
export const ADAPTERS: readonly { readonly name: string; readonly open: Opening }[] = [
  { name: "in memory", open: inMemory(InMemoryHost) },
  { name: "Excel", open: excel(ExcelHost) },
];
