/** A diagnostic is a value: a permanent code, a place in the author's file, what is wrong and what to do. */
import type { Code } from './catalogue.ts';

/** A place in a file. Lines and columns are 1-based, as editors show them. */
export interface Place {
  /** Relative to the root, with `/`. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export type Severity = 'error' | 'warning' | 'note';

/** What a problem concerns, and so how the process ends: 1, 2, 3 or 70. */
export type Domain = 'content' | 'usage' | 'environment' | 'bug';

export interface Diagnostic {
  readonly code: Code;
  readonly severity: Severity;
  readonly domain: Domain;
  /** What is wrong, in one or two sentences. */
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string;
  readonly place?: Place;
}

/** Takes a diagnostic; never interrupts. */
export type Report = (diagnostic: Diagnostic) => void;
