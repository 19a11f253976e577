/** Has tasks of finishing done by this thread or a worker thread, whichever is free. */
import { findTaskThreads, type SharedTask } from '../../runtime/threads/task-threads.ts';
import { type FinishingTask, performTask } from './finishing-tasks.ts';

/**
 * Which tasks this thread does, too: it waits for the parts of a book, but not for leaflets; and one thread can join a book while this
 * one renders.
 */
const OWN_SHARES = {
  file: 'surplus',
  part: 'any',
  place: 'any',
  step: 'any',
  shared: 'none',
  book: 'none',
} as const;

/** Describes a task for the threads. */
export const shareFinishing = (task: FinishingTask): SharedTask => ({
  ...{ room: 'print', task, ownShare: OWN_SHARES[task.kind] },
  here: (hasThreads) => performTask(task, hasThreads),
});

/** Does a task as soon as a thread is free. Rejects as {@link performTask} does. */
export const finishInThread = (task: FinishingTask): Promise<Uint8Array> =>
  findTaskThreads().run(shareFinishing(task));
