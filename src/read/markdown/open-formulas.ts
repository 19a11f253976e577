/** Keeps formulas that nothing ends as text, so that they do not take the text below them, and reports them. */
import type { Root } from 'mdast';
import type { Processor } from 'unified';
import type { Report } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { SourceFile } from '../../core/source-location.ts';
import { locationAt } from '../../core/source-location.ts';
import { visit } from '../../lib/html/visit.ts';
import { findOpenFormulas, type OpenFormulas } from './limits/open-formulas.ts';
import type { Construct } from './micromark-types.ts';

const DOLLAR = '$'.charCodeAt(0);

/** Keeps the parser of formulas on lines of their own, which was added last, from lines without an end. */
export function skipOpenFormulas(this: Processor, text: string): void {
  const open = findOpenFormulas(text);
  const formulas = this.data().micromarkExtensions?.at(-1);
  if (open.size === 0 || formulas === undefined || !('flow' in formulas)) return;
  const [construct] = [formulas.flow?.[DOLLAR] ?? []].flat();
  if (construct !== undefined) formulas.flow = { ...formulas.flow, [DOLLAR]: skipLines(construct, open) };
}

const skipLines = (construct: Construct, lines: OpenFormulas): Construct => ({
  ...construct,
  tokenize(effects, ok, nok) {
    return lines.has(this.now().line) ? nok : construct.tokenize.call(this, effects, ok, nok);
  },
});

/** Reports the signs that are text. Those of a formula in a paragraph are not. Diagnostic: `formula-unclosed`. */
export function reportOpenFormulas(tree: Root, source: SourceFile, report: Report): void {
  const open = findOpenFormulas(source.text);
  if (open.size === 0) return;
  visit(tree, 'text', ({ position }) => {
    if (position === undefined) return;
    const { start, end } = position;
    for (let line = start.line; line <= end.line; line += 1) {
      const offset = open.get(line);
      if (offset === undefined || offset < (start.offset ?? 0) || offset >= (end.offset ?? 0)) continue;
      report(diagnostic('formula-unclosed', {}, locationAt(source, offset)));
    }
  });
}
