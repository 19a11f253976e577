/** The tasks of finishing that any thread can do, because their input and their result are plain data. */
import { type TagRequest, tagPdf } from '../tagging/tag-pdf.ts';
import { type BookPlan, completeBook } from './complete-book.ts';
import { finishPart, type PartRequest } from './finish-part.ts';
import { finishStep, type StepTask } from './finish-step.ts';

/** A task: a file that was printed in one piece, a part of a book, a book of finished parts, or a step of another machine. */
export type FinishingTask =
  | { readonly kind: 'file'; readonly print: Uint8Array; readonly request: TagRequest }
  | { readonly kind: 'part'; readonly print: Uint8Array; readonly request: PartRequest }
  | {
      readonly kind: 'book';
      readonly parts: readonly Uint8Array[];
      readonly frames: readonly Uint8Array[];
      readonly plan: BookPlan;
    }
  | StepTask;

/**
 * Does a task, see {@link tagPdf}, {@link finishPart}, {@link completeBook} and {@link finishStep}.
 * @param usesOneThread whether other threads do other tasks, so that this one does all of the task
 */
export async function performTask(task: FinishingTask, usesOneThread = true): Promise<Uint8Array> {
  switch (task.kind) {
    case 'file':
      return tagPdf(task.print, task.request);
    case 'part':
      return finishPart(task.print, task.request, usesOneThread);
    case 'book':
      return completeBook(task.parts, task.frames, task.plan);
    case 'step':
      return finishStep(task);
  }
}
