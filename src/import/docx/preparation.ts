/** Defines what the preparation of a Word document passes on and counts. */
import type { ElementContent } from 'xast';
import type { Marks } from './marks.ts';
import type { Numbering } from './numbering.ts';

/** How many there are of what is changed on the way, and is not marked. */
export interface Counts {
  insertions: number;
  deletions: number;
  textBoxes: number;
  colored: number;
  smallCaps: number;
  contents: number;
}

/** What the parts of a document besides its text say. */
export interface DocumentFacts {
  readonly numbering: Numbering;
  /** Ids of the styles for captions. */
  readonly captionStyles: ReadonlySet<string>;
}

/** What a visitor gets, apart from the element. */
export interface Preparation extends DocumentFacts {
  readonly marks: Marks;
  readonly counts: Counts;
  /** The letters of a drop cap (17.3.1.11), which are a paragraph of their own, for the next paragraph. */
  readonly dropCap: ElementContent[];
}
