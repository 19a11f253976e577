/**
 * Chooses the screens of an e-book that its proof shows: a book has a thousand screens, and a person looks at
 * thirty.
 */

/** Features that reading systems most often render wrong, with their CSS selectors. */
export const FEATURES = {
  table: 'table',
  figure: 'figure',
  formula: 'math',
  code: 'pre',
  box: 'aside',
  note: '[role~="doc-noteref"]',
  direction: 'body [dir]',
} as const;

export type Feature = keyof typeof FEATURES;

/** A screen to show. */
export interface ScreenTarget {
  /** Index of the document in the spine, from 0. */
  readonly index: number;
  /** Number of screens after the first one of the document. */
  readonly turns?: number;
  /** The screen with the first element that matches. */
  readonly selector?: string;
}

/** Number of documents whose first screen is shown: cover, title page, contents, and a few chapters. */
const MAX_BEGINNINGS = 9;
/** Number of these whose second screen is shown too. */
const MAX_SECOND_SCREENS = 5;
/** Number of documents that show the same feature. */
const MAX_PER_FEATURE = 2;

/** Number of documents, from the first, in which features are searched. */
export const MAX_SURVEYED = 200;

/**
 * Chooses the first screens of the first documents and of the last, the second screens of some, and two
 * screens per feature.
 * @param surveyed features of each surveyed document, in the order of the spine
 * @param documents number of documents in the spine, at least as many as were surveyed
 * @returns screens in the order of their documents, but not in reading order within a document
 */
export function chooseScreens(
  surveyed: readonly (readonly Feature[])[],
  documents: number,
): readonly ScreenTarget[] {
  const first = Array.from({ length: Math.min(MAX_BEGINNINGS, documents) }, (_, index) => ({ index }));
  const last = documents > MAX_BEGINNINGS ? [{ index: documents - 1 }] : [];
  const longer = first.slice(0, MAX_SECOND_SCREENS).map(({ index }) => ({ index, turns: 1 }));
  const kinds = (Object.keys(FEATURES) as Feature[]).flatMap((kind) =>
    surveyed
      .flatMap((there, index) => (there.includes(kind) ? [{ index, selector: FEATURES[kind] }] : []))
      .slice(0, MAX_PER_FEATURE),
  );
  return [...first, ...longer, ...kinds, ...last].sort((one, other) => one.index - other.index);
}
