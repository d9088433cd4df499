/** Opens Excel with the add-in where there is an Excel for the desktop; elsewhere the workbench, which needs none. Microsoft's tools are loaded only for Excel. */
async function main(): Promise<void> {
  if (process.platform === "win32" || process.platform === "darwin") {
    const { sideload } = await import("./sideload.js");
    await sideload();
  } else {
    console.log("Excel for the desktop runs on Windows and macOS; here the workbench has the same functions.");
    await import("../workbench/main.js");
  }
}

main().catch((fault: unknown) => {
  console.error(fault instanceof Error ? fault.message : fault);
  process.exitCode = 1;
});
