/** Begins to count; the function gives the milliseconds that this process has worked since. What else the machine does takes none of them. */
export function workBegun(): () => number {
  const before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
}
