/**
 * The parts of a book that a chapter can be. The names are those of DPUB-ARIA 1.1 (`doc-preface`) and of the
 * EPUB Structural Semantics Vocabulary 1.1.
 */

/** Parts of the body of a book. */
const BODY_PARTS = ['chapter', 'part', 'introduction', 'prologue', 'conclusion', 'epilogue'] as const;

/** Front matter where they come before the body, otherwise back matter. */
const FRONT_AND_BACK_MATTER = [
  'acknowledgments',
  'afterword',
  'appendix',
  'colophon',
  'copyright-page',
  'dedication',
  'epigraph',
  'foreword',
  'glossary',
  'preface',
] as const;

export const BOOK_PARTS = [...BODY_PARTS, ...FRONT_AND_BACK_MATTER] as const;

export type BookPart = (typeof BOOK_PARTS)[number];

/** Parts of the vocabulary that DPUB-ARIA has no role for. */
const WITHOUT_ROLE: readonly BookPart[] = ['copyright-page'];

/** Returns the role of a part in DPUB-ARIA; `undefined` if there is none. */
export const findPartRole = (part: BookPart): string | undefined =>
  WITHOUT_ROLE.includes(part) ? undefined : `doc-${part}`;

export const isBodyPart = (part: BookPart): boolean => (BODY_PARTS as readonly BookPart[]).includes(part);
