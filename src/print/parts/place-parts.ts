/** Gives the finished parts of a book their places, each once: a part that has its place comes from the cache. */
import type { Context } from '../../core/model/context.ts';
import { traceSpan } from '../../core/trace.ts';
import { cachedStep } from '../../runtime/cached-step.ts';
import { finishInThread } from '../finishing/finish-in-thread.ts';
import { decodeRecord } from '../joining/block-record.ts';
import { assignNumbers, countNumbers } from '../joining/fixed-numbers.ts';
import type { Shift } from '../joining/lay-frames.ts';
import type { DigestedObject } from '../joining/part-objects.ts';
import type { NumberPair, PartPlace } from '../joining/place-part.ts';
import type { SharedFacts, SharedNumbers } from '../joining/shared-objects.ts';
import type { Frames } from './frames.ts';
import type { PageOrder } from './page-order.ts';
import type { FinishedPart } from './part-finisher.ts';

/** The parts of a book, and the frames of their pages. */
export interface FinishedParts {
  readonly parts: readonly FinishedPart[];
  readonly frames: readonly Frames[];
  readonly order: PageOrder;
  /** By how much the content of each page moves. */
  readonly shifts: readonly Shift[];
}

/** The parts, as they are in the book. */
export interface PlacedParts {
  /** What they share. */
  readonly shared: Uint8Array;
  readonly placed: readonly Uint8Array[];
  /** The first number that none of their objects has. */
  readonly next: number;
}

type PlacingContext = Pick<Context, 'stepCache' | 'trace'>;

/**
 * Places the parts.
 * @param path of the book, for the trace
 * @returns `undefined` if a font has no outline for a digit of a page number
 */
export async function placeParts(
  finished: FinishedParts,
  path: string,
  context: PlacingContext,
): Promise<PlacedParts | undefined> {
  const { parts, frames } = finished;
  const shared = await makeShared([...parts, ...frames], path, context);
  if (shared.length === 0) return undefined;
  const { facts } = decodeRecord<SharedFacts>(shared);
  const counts = parts.map(({ facts: { objects } }, index) =>
    countNumbers(
      objects.count + (frames[index]?.facts.objects.count ?? 0),
      finished.order.pages.filter(({ part }) => part === index).length,
    ),
  );
  const numbers = assignNumbers(facts.next, counts);
  const placed = await Promise.all(
    parts.map((part, index) => {
      const frame = frames[index];
      if (frame === undefined) throw new Error('a part of the book has no frames');
      const place = findPlace(finished, facts, index, numbers);
      const task = { kind: 'place', part: part.bytes, frames: frame.bytes, place } as const;
      const make = () => traceSpan(context, 'finish', path, () => finishInThread(task));
      return cachedStep(context.stepCache, 'placed', [part.bytes, frame.bytes, JSON.stringify(place)], make);
    }),
  );
  return { shared, placed: placed.map(({ bytes }) => bytes), next: numbers.at(-1) ?? facts.next };
}

/** Makes what the parts share. It depends on the fonts and images alone, so that a change of the text mostly keeps it. */
async function makeShared(
  prints: readonly FinishedPart[],
  path: string,
  context: PlacingContext,
): Promise<Uint8Array> {
  const candidates = prints.map(({ facts: { objects } }) => ({
    fonts: objects.fonts,
    images: objects.images,
  }));
  const task = { kind: 'shared', prints: prints.map(({ bytes }) => bytes), candidates } as const;
  const make = () => traceSpan(context, 'finish', path, () => finishInThread(task));
  const listDigests = (objects: readonly DigestedObject[]) => objects.map(([, digest]) => digest);
  const key = candidates.map(({ fonts, images }) => [listDigests(fonts), listDigests(images)]);
  return (await cachedStep(context.stepCache, 'shared-objects', [JSON.stringify(key)], make)).bytes;
}

function findPlace(
  { parts, frames, order, shifts }: FinishedParts,
  { prints }: SharedFacts,
  part: number,
  numbers: readonly number[],
): PartPlace {
  const indexes = order.pages.flatMap((page, index) => (page.part === part ? [index] : []));
  const pair = (
    print: FinishedPart | undefined,
    shared: SharedNumbers | undefined,
  ): readonly NumberPair[] => [
    ...pairNumbers(print?.facts.objects.fonts, shared?.fonts),
    ...pairNumbers(print?.facts.objects.images, shared?.images),
  ];
  return {
    part,
    pages: indexes.map((index) => {
      const source = order.pages[index]?.source;
      return source?.kind === 'printed' ? source.page : null;
    }),
    shifts: indexes.map((index) => shifts[index] ?? { x: 0, y: 0 }),
    skipped: frames[part]?.skipped ?? 0,
    numbers: [numbers[part] ?? 0, numbers[part + 1] ?? 0],
    shared: pair(parts[part], prints[part]),
    sharedByFrames: pair(frames[part], prints[parts.length + part]),
  };
}

function pairNumbers(
  own: readonly DigestedObject[] = [],
  shared: readonly (number | null)[] = [],
): readonly NumberPair[] {
  return own.flatMap(([number], index): readonly NumberPair[] => {
    const inBook = shared[index];
    return inBook == null ? [] : [[number, inBook]];
  });
}
