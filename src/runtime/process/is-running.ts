/** Checks whether a process is running. */

/**
 * Returns whether the process exists on this machine.
 * @param id of the process
 */
export function isRunning(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch (error) {
    // Any other error, such as `EPERM` for a process of another user, means that the process exists.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
