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
  'dedication',
  'epigraph',
  'foreword',
  'glossary',
  'preface',
] as const;

export const BOOK_PARTS = [...BODY_PARTS, ...FRONT_AND_BACK_MATTER] as const;

export type BookPart = (typeof BOOK_PARTS)[number];

export const isBodyPart = (part: BookPart): boolean => (BODY_PARTS as readonly BookPart[]).includes(part);
