/** Measures the CPU time of this process, which does not depend on other processes. */
export async function cpuTime<T>(
  work: () => T | Promise<T>,
): Promise<{ readonly value: Awaited<T>; readonly milliseconds: number }> {
  const before = process.cpuUsage();
  const value = await work();
  const { user, system } = process.cpuUsage(before);
  return { value, milliseconds: (user + system) / 1000 };
}
