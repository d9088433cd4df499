/** Takes the add-in out of Excel again, and ends its server. */
async function main(): Promise<void> {
  if (process.platform === "win32" || process.platform === "darwin") {
    const { stopDebugging } = await import("office-addin-debugging");
    await stopDebugging("manifest.xml");
  } else {
    console.log("Nothing to stop here: the workbench ends with Ctrl+C where it was started.");
  }
}

main().catch((fault: unknown) => {
  console.error(fault instanceof Error ? fault.message : fault);
  process.exitCode = 1;
});
