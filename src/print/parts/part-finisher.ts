/** Finishes the parts of a book, each once: a part that has not changed comes from the cache. */
import type { Context } from '../../core/model/context.ts';
import { traceSpan } from '../../core/trace.ts';
import { cachedStep } from '../../runtime/cached-step.ts';
import { finishInThread } from '../finishing/finish-in-thread.ts';
import { type PartFacts, type PartRequest, readPartFacts } from '../finishing/finish-part.ts';
import type { Figures } from '../pagination/digit-glyphs.ts';
import { type DigitTable, learnDigits } from '../pagination/page-number-patch.ts';
import { readPrintedFile } from '../printed/printed-file.ts';

/** A finished part. */
export interface FinishedPart {
  /** Its facts and its file, see finish-part.ts. */
  readonly bytes: Uint8Array;
  readonly facts: PartFacts;
}

/** A part to finish. */
export interface UnfinishedPart {
  /** The print. */
  readonly bytes: Uint8Array;
  readonly request: PartRequest;
}

/**
 * Finishes parts, several at a time.
 * @param path of the book, for the trace
 * @returns `undefined` if a page number cannot be set
 */
export async function finishParts(
  parts: readonly UnfinishedPart[],
  path: string,
  context: Pick<Context, 'stepCache' | 'trace'>,
): Promise<readonly FinishedPart[] | undefined> {
  let digits: DigitTable | undefined;
  const finished = await Promise.all(
    parts.map(async (part) => {
      const made = await finishOne(part, path, context);
      if (made !== undefined) return made;
      // Its fonts have not all digits: those of other parts may have them.
      digits ??= learnAllDigits(parts);
      return finishOne({ ...part, request: { ...part.request, digits } }, path, context);
    }),
  );
  const complete = finished.filter((part) => part !== undefined);
  return complete.length === parts.length ? complete : undefined;
}

/** Learns the figures of all parts. */
function learnAllDigits(parts: readonly UnfinishedPart[]): DigitTable {
  const all: Record<string, Figures> = {};
  for (const { bytes, request } of parts) {
    for (const [name, figures] of Object.entries(learnDigits(readPrintedFile(bytes), request.changes))) {
      all[name] = { ...all[name], ...figures };
    }
  }
  return all;
}

async function finishOne(
  { bytes: print, request }: UnfinishedPart,
  path: string,
  context: Pick<Context, 'stepCache' | 'trace'>,
): Promise<FinishedPart | undefined> {
  const task = { kind: 'part', print, request } as const;
  const finish = () => traceSpan(context, 'finish', path, () => finishInThread(task));
  const inputs = [print, JSON.stringify(request)];
  const remote = { kind: 'part', inputs, settings: {} } as const;
  const { bytes } = await cachedStep(context.stepCache, 'part', inputs, finish, remote);
  const facts = readPartFacts(bytes);
  return facts && { facts, bytes };
}
