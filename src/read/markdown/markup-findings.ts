/** Collects the markup of other programs that is found in a file, and reports it once for each kind. */
import type { LiteralKind } from '../../core/diagnostics/catalogue/literal-markup.ts';
import type { Report } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { SourceFile } from '../../core/source-location.ts';
import { locationAt } from '../../core/source-location.ts';

/** Receives a finding: its kind, what is written, and its offset in the file. */
export type Find = (kind: LiteralKind, written: string, offset: number) => void;

/** The findings in one file. */
export class MarkupFindings {
  readonly #source: SourceFile;
  readonly #found = new Map<LiteralKind, { readonly written: string; readonly offsets: number[] }>();

  constructor(source: SourceFile) {
    this.#source = source;
  }

  readonly find: Find = (kind, written, offset) => {
    const earlier = this.#found.get(kind);
    if (earlier === undefined) this.#found.set(kind, { written, offsets: [offset] });
    else earlier.offsets.push(offset);
  };

  /** Reports each kind with its first text and all lines. */
  report(code: 'markup-literal' | 'markup-left-out', report: Report): void {
    for (const [kind, { written, offsets }] of this.#found) {
      const places = offsets.map((offset) => locationAt(this.#source, offset));
      const lines = [...new Set(places.map(({ line }) => line))];
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
