/**
 * The parts of a book that a chapter may be, by their names in DPUB-ARIA 1.1 (`doc-preface`), which are also those of the EPUB
 * Structural Semantics Vocabulary 1.1.
 */

/** Parts of the text itself. */
const IN_THE_TEXT = ['chapter', 'part', 'introduction', 'prologue', 'conclusion', 'epilogue'] as const;

/** Parts around it: in front of the text where they come before it, else at the back. */
const AROUND_THE_TEXT = [
  'acknowledgments',
  'afterword',
  'appendix',
  'dedication',
  'epigraph',
  'foreword',
  'glossary',
  'preface',
] as const;

export const PARTS = [...IN_THE_TEXT, ...AROUND_THE_TEXT] as const;

export type Part = (typeof PARTS)[number];

export const isInTheText = (part: Part): boolean => (IN_THE_TEXT as readonly Part[]).includes(part);
