/** Collects the markup of other programs that is found in a file, and reports it once for each kind. */
import type { LiteralKind } from '../../core/diagnostics/catalogue/literal-markup.ts';
import type { Report } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { SourceFile } from '../../core/source-location.ts';
import { locationAt } from '../../core/source-location.ts';

/** Receives a finding: its kind, what is written, its offset in the file, and a name that divides the kind. */
export type Find = (kind: LiteralKind, written: string, offset: number, name?: string) => void;

/** A kind of markup in one file. */
interface Finding {
  readonly kind: LiteralKind;
  readonly written: string;
  readonly offsets: number[];
}

/** The findings in one file. */
export class MarkupFindings {
  readonly #source: SourceFile;
  readonly #found = new Map<string, Finding>();

  constructor(source: SourceFile) {
    this.#source = source;
  }

  /** Adds a finding. */
  readonly find: Find = (kind, written, offset, name = '') => {
    // Lines of an included file are its own.
    const key = `${kind} ${name} ${locationAt(this.#source, offset).file}`;
    const { offsets, ...first } = this.#found.get(key) ?? { kind, written, offsets: [] };
    const isFirst = offset < (offsets[0] ?? Number.POSITIVE_INFINITY);
    if (isFirst) offsets.unshift(offset);
    else offsets.push(offset);
    this.#found.set(key, { ...(isFirst ? { kind, written } : first), offsets });
  };

  /** Reports each kind with its first text and all lines. */
  report(code: 'markup-literal' | 'markup-left-out', report: Report): void {
    for (const { kind, written, offsets } of this.#found.values()) {
      const places = offsets.map((offset) => locationAt(this.#source, offset));
      const lines = [...new Set(places.map(({ line }) => line))].sort((a, b) => a - b);
      const facts = { kind, written: shorten(written), count: offsets.length, lines };
      report(diagnostic(code, facts, places[0]));
    }
  }
}

/** Returns the first line, at most 40 characters of it. */
function shorten(written: string): string {
  const [line = ''] = written.trim().split('\n');
  return line.length > 40 ? `${line.slice(0, 40).toWellFormed()}…` : line;
}
