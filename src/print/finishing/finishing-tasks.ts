/** The tasks of finishing that any thread can do, because their input and their result are plain data. */
import { type PartPlace, placePart } from '../joining/place-part.ts';
import { type SharedCandidates, shareObjects } from '../joining/shared-objects.ts';
import { type TagRequest, tagPdf } from '../tagging/tag-pdf.ts';
import { type BookPlan, completeBook } from './complete-book.ts';
import { finishPart, type PartRequest, readPartFile } from './finish-part.ts';
import { finishStep, type StepTask } from './finish-step.ts';

/**
 * A task: a file that was printed in one piece, a part of a book, what its parts share, the place of a part, the whole book, or a
 * step of another machine.
 */
export type FinishingTask =
  | { readonly kind: 'file'; readonly print: Uint8Array; readonly request: TagRequest }
  | { readonly kind: 'part'; readonly print: Uint8Array; readonly request: PartRequest }
  | {
      readonly kind: 'shared';
      /** Finished parts, and the frames of their pages. */
      readonly prints: readonly Uint8Array[];
      readonly candidates: readonly SharedCandidates[];
    }
  | {
      readonly kind: 'place';
      readonly part: Uint8Array;
      readonly frames: Uint8Array;
      readonly place: PartPlace;
    }
  | {
      readonly kind: 'book';
      readonly shared: Uint8Array;
      readonly parts: readonly Uint8Array[];
      readonly plan: BookPlan;
    }
  | StepTask;

/**
 * Does a task, see {@link tagPdf}, {@link finishPart}, {@link shareObjects}, {@link placePart}, {@link completeBook} and
 * {@link finishStep}.
 * @param usesOneThread whether other threads do other tasks, so that this one does all of the task
 */
export async function performTask(task: FinishingTask, usesOneThread = true): Promise<Uint8Array> {
  switch (task.kind) {
    case 'file':
      return tagPdf(task.print, task.request);
    case 'part':
      return finishPart(task.print, task.request, usesOneThread);
    case 'shared':
      return shareObjects(task.candidates, (print) => readPartFile(task.prints[print] ?? new Uint8Array()));
    case 'place':
      return placePart(readPartFile(task.part), readPartFile(task.frames), task.place);
    case 'book':
      return completeBook(task.shared, task.parts, task.plan);
    case 'step':
      return finishStep(task);
  }
}
