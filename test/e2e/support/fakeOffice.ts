import { FakeExcel } from "../../host/fakeExcel";

/** Office.js for the page of the pane, with a workbook behind it: the bytes that the test has left in `openWorkbook`, as base64. */
declare const openWorkbook: string;

// The fake answers as Node does.
Object.assign(globalThis, { setImmediate: (call: () => void) => setTimeout(call) });

const fake = new FakeExcel(Uint8Array.from(atob(openWorkbook), (letter) => letter.charCodeAt(0)));
fake.install();
Object.assign(globalThis, {
  fakeExcel: fake,
  CustomFunctions: { associate: () => undefined, Error },
});
Object.assign((globalThis as unknown as { Office: object }).Office, {
  HostType: { Excel: "Excel" },
  actions: { associate: () => undefined },
  onReady: async (call: (info: { host: string }) => void) => {
    await Promise.resolve();
    call({ host: "Excel" });
  },
});
