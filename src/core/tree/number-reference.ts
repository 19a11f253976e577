/** The node type of a reference by number in a Markdown tree: `@fig-gate`, `[-@eq-dose]`, `\@ref(fig:gate)`. */
import type { Node } from 'unist';

/** How a reference is written out: `Figure 1`, `1`, `(1)`, or the title of what it refers to. */
export type ReferenceForm = 'name' | 'number' | 'bracketed' | 'title';

export interface ReferencedItem {
  /** The id that the author gave to the figure, table, section, …: `fig-gate`. */
  readonly label: string;
  readonly form: ReferenceForm;
  /** What the author wrote in place of the name of the kind: `Fig.` */
  readonly words?: string;
  /** What follows the number: `, left`. */
  readonly suffix?: string;
}

export interface NumberReference extends Node {
  type: 'numberReference';
  items: readonly ReferencedItem[];
  /** The text in the file, which is printed if the label is not known. */
  written: string;
}

declare module 'mdast' {
  interface RootContentMap {
    numberReference: NumberReference;
  }
  interface PhrasingContentMap {
    numberReference: NumberReference;
  }
}

/**
 * The beginnings of labels that programs agree on: those of Quarto with a hyphen, those of pandoc-crossref and bookdown
 * with a colon. https://quarto.org/docs/authoring/cross-references.html,
 * https://lierdakil.github.io/pandoc-crossref
 */
const PREFIXES = 'fig|tbl|tab|eq|eqn|sec|lst|thm|lem|cor|prp|cnj|def|exm|exr|sol|rem|alg|box';

/** Matches a text that may have a reference; most others should not match. */
export const REFERENCE_MARK = new RegExp(`@(?:${PREFIXES})[-:]|\\\\@ref\\(|\\[[ \\t]*\\]\\(#`, 'i');

/** A label, from its first letter, which may be a capital. The character after it is none of a word. */
export const LABEL_PATTERN = `(?:${PREFIXES})[-:][\\p{L}\\p{N}_](?:[\\p{L}\\p{N}_.:-]*[\\p{L}\\p{N}_])?`;

const LABEL = new RegExp(`^${LABEL_PATTERN}$`, 'u');

/** Returns whether an id is a label by which its author refers to it by number. */
export const isLabel = (id: string): boolean => LABEL.test(id);
