/** Turns of the event loop, in the middle of much work: signals and timers are heard in them. */

/** Milliseconds of work after which others get a turn. */
const WORK = 50;

let last = performance.now();

/** Lets everything else that waits have a turn, if the last one is a while ago. */
export async function giveTurn(): Promise<void> {
  if (performance.now() - last < WORK) return;
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
  last = performance.now();
}
