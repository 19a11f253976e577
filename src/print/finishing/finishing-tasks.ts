/** The tasks of finishing that any thread can do, because their input and their result are plain data. */

import { type TagRequest, tagPdf } from '../tagging/tag-pdf.ts';
import { type BookPlan, completeBook } from './complete-book.ts';
import { finishPart, type PartRequest } from './finish-part.ts';

/** A task: a file that was printed in one piece, a part of a book, or a book of finished parts. */
export type FinishingTask =
  | { readonly kind: 'file'; readonly print: Uint8Array; readonly request: TagRequest }
  | { readonly kind: 'part'; readonly print: Uint8Array; readonly request: PartRequest }
  | {
      readonly kind: 'book';
      readonly parts: readonly Uint8Array[];
      readonly frames: readonly Uint8Array[];
      readonly plan: BookPlan;
    };

/**
 * Does a task, see {@link tagPdf}, {@link finishPart} and {@link completeBook}.
 * @param usesOneThread whether other threads do other tasks, so that this one does all of the task
 */
export function performTask(task: FinishingTask, usesOneThread = true): Promise<Uint8Array> {
  if (task.kind === 'file') return tagPdf(task.print, task.request);
  return task.kind === 'part'
    ? finishPart(task.print, task.request, usesOneThread)
    : completeBook(task.parts, task.frames, task.plan);
}
