/** Collects problems that are reported once for each kind, with the lines of all their places. */
import type { Diagnostic, Report } from '../../core/diagnostics/diagnostic.ts';
import type { SourceLocation } from '../../core/source-location.ts';

/** The places of a kind, as the catalogue of diagnostics takes them. */
export interface Places {
  readonly count: number;
  readonly lines: readonly number[];
}

type Write = (places: Places) => Diagnostic;

/** The problems of one chapter. */
export class OncePerKind {
  readonly #kinds = new Map<string, { readonly write: Write; readonly lines: number[] }>();

  /** Adds a place. @param write returns the diagnostic; that of the first place is reported */
  add(kind: string, { file, line }: SourceLocation, write: Write): void {
    // Lines of an included file are its own.
    const key = `${kind} ${file}`;
    const known = this.#kinds.get(key);
    if (known === undefined) this.#kinds.set(key, { write, lines: [line] });
    else known.lines.push(line);
  }

  reportAll(report: Report): void {
    for (const { write, lines } of this.#kinds.values()) {
      report(write({ count: lines.length, lines: [...new Set(lines)] }));
    }
  }
}
