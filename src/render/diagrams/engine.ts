/** What draws diagrams: the packages, and the types of a request and a result. Plain data. */
import type { ChartTable, DiagramKind } from '../../core/model/diagram.ts';

/** What an engine draws. */
export interface DrawRequest {
  readonly kind: DiagramKind;
  readonly text: string;
  /** Texts of the files that it names, by their addresses. */
  readonly files: Readonly<Record<string, string>>;
  /** Whether the data of a chart are needed as tables, too. */
  readonly readsData?: boolean;
  /** Whether it is for large print; only of Mermaid. */
  readonly isLarge?: true;
}

/** What an engine has drawn, or why it could not. */
export type DrawResult =
  /** @property warnings of the engine, in its own words */
  | { readonly svg: string; readonly warnings: readonly string[]; readonly tables?: readonly ChartTable[] }
  /** @property line of the fault, counted from 1 in the text */
  | { readonly fault: string; readonly line?: number };

/** Longest text of a diagram, in characters. */
export const MAX_DIAGRAM_LENGTH = 50_000;

/** Time limit for a drawing in ms. */
export const DRAW_TIMEOUT = 30_000;

/** Limit of the memory for a drawing in MB. */
export const DRAW_MEMORY = 512;

/** The typeface of words in diagrams: its letters have the widths of Arial and Helvetica, which engines know. */
export const DIAGRAM_FONT = 'Arimo';
