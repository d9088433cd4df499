import { CONTRACT } from "../host/contract";
import { inPage } from "./support/hostInPage";
import { WorkbenchPage, closeBrowser } from "./support/workbenchPage";
import type { Opening } from "../host/contract";

let workbench: WorkbenchPage;
let open: Opening;
beforeAll(async () => {
  workbench = await WorkbenchPage.opened();
  open = inPage(workbench);
});
afterEach(() => expect(workbench.complaints.splice(0)).toEqual([]));
afterAll(async () => {
  await workbench.close();
  await closeBrowser();
});

test.each(CONTRACT)("$name", ({ holds }) => holds(open));
