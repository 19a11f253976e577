/** The tasks on the parts of a book that any thread can do, because their input and their result are plain data. */
import { type BookPlan, completeBook } from './complete-book.ts';
import { finishPart, type PartRequest } from './finish-part.ts';

/** A task. Its bytes may be in the memory of another thread. */
export type PartTask =
  | { readonly kind: 'part'; readonly print: Uint8Array; readonly request: PartRequest }
  | {
      readonly kind: 'book';
      readonly parts: readonly Uint8Array[];
      readonly frames: readonly Uint8Array[];
      readonly plan: BookPlan;
    };

/** Does a task, see {@link finishPart} and {@link completeBook}. */
export const performTask = (task: PartTask): Promise<Uint8Array> =>
  task.kind === 'part'
    ? finishPart(task.print, task.request)
    : completeBook(task.parts, task.frames, task.plan);
