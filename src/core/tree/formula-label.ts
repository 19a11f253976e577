/** Adds the label of a formula, `{#eq-dose}`, to the Markdown tree. */
import type {} from 'mdast-util-math';

declare module 'mdast-util-math' {
  interface MathData {
    /** The id by which the text refers to it. */
    label?: string;
  }
  interface InlineMathData {
    /** The id by which the text refers to it. */
    label?: string;
  }
}
