/** Yields to the event loop during long work, so that signals and timers are handled. */

/** Maximum time in ms between two yields. */
const MAX_WORK = 50;

let lastTurn = performance.now();

/** Waits for one turn of the event loop, if the last one was more than {@link MAX_WORK} ago. */
export async function yieldToEventLoop(): Promise<void> {
  if (performance.now() - lastTurn < MAX_WORK) return;
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
  lastTurn = performance.now();
}
