/** Whether a process of this machine is still there. */

/** @param id of the process */
export function isRunning(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch (error) {
    // Of another user's process it is only told that there is one.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
