/**
 * The parts of a book that a chapter can be. The names are those of DPUB-ARIA 1.1 (`doc-preface`) and of the
 * EPUB Structural Semantics Vocabulary 1.1, and `about-the-author`.
 */

/** Parts of the body of a book. */
const BODY_PARTS = ['chapter', 'part', 'introduction', 'prologue', 'conclusion', 'epilogue'] as const;

/** Front matter where they come before the body, otherwise back matter. */
const FRONT_AND_BACK_MATTER = [
  'about-the-author',
  'acknowledgments',
  'afterword',
  'appendix',
  'colophon',
  'copyright-page',
  'dedication',
  'epigraph',
  'foreword',
  'glossary',
  'index',
  'preface',
] as const;

export const BOOK_PARTS = [...BODY_PARTS, ...FRONT_AND_BACK_MATTER] as const;

export type BookPart = (typeof BOOK_PARTS)[number];

/** Other names of parts. OPF 2.0.1 has the British spelling. */
const OTHER_NAMES: ReadonlyMap<string, BookPart> = new Map([
  ['about-author', 'about-the-author'],
  ['about-the-authors', 'about-the-author'],
  ['acknowledgements', 'acknowledgments'],
  ['copyright', 'copyright-page'],
]);

/** Returns the part that a text means: one of the parts above, with capitals or spaces, or another name of it. */
export function findBookPart(text: string): BookPart | undefined {
  const word = text.trim().toLowerCase().replace(/\s+/g, '-');
  return BOOK_PARTS.find((part) => part === word) ?? OTHER_NAMES.get(word);
}

/** Parts of the vocabulary that DPUB-ARIA has no role for. */
const WITHOUT_ROLE: readonly BookPart[] = ['about-the-author', 'copyright-page'];

/** Parts that are not in the vocabulary of EPUB. */
const WITHOUT_TYPE: readonly BookPart[] = ['about-the-author'];

/** Returns the `epub:type` of a part; `undefined` if there is none. */
export const findPartType = (part: BookPart): string | undefined =>
  WITHOUT_TYPE.includes(part) ? undefined : part;

/** Returns the role of a part in DPUB-ARIA; `undefined` if there is none. */
export const findPartRole = (part: BookPart): string | undefined =>
  WITHOUT_ROLE.includes(part) ? undefined : `doc-${part}`;

/** Parts that books leave out of their contents. */
const OUTSIDE_CONTENTS: readonly BookPart[] = ['copyright-page', 'dedication', 'epigraph'];

/** Returns whether a part of a book is in its contents. */
export const isInContents = (part: BookPart): boolean => !OUTSIDE_CONTENTS.includes(part);

export const isBodyPart = (part: BookPart): boolean => (BODY_PARTS as readonly BookPart[]).includes(part);
