/** The tasks of e-books that any thread can do, because their input and their result are plain data. */
import { BackgroundCache } from './cover/background-cache.ts';
import { type CoverTask, paintCover } from './cover/paint-cover.ts';
import { type DeflateTask, deflateAll } from './package/deflate.ts';

/** A task: a cover to be painted, or texts to be deflated. */
export type EbookTask = CoverTask | DeflateTask;

const backgrounds = new BackgroundCache();

/** Does a task in a worker thread, see {@link paintCover} and {@link deflateAll}. */
export async function performTask(task: EbookTask): Promise<Uint8Array> {
  switch (task.kind) {
    case 'cover':
      return paintCover(task, backgrounds);
    case 'deflate':
      return deflateAll(task);
  }
}
