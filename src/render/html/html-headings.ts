/** Puts the levels of headings in order where some are written in HTML: the reader of Markdown sees only its own. */
import type { Root } from 'hast';
import type { Root as MdastRoot } from 'mdast';
import type { Report } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { SourceFile } from '../../core/source-location.ts';
import { locationOf } from '../../core/source-location.ts';
import { visit } from '../../lib/html/visit.ts';

const HEADING = /^h[1-6]$/;

/**
 * Makes each heading at most one level deeper than the one that it is under (ISO 14289-1 7.4.2). Diagnostic:
 * `heading-skipped` at headings in HTML.
 */
export function nestHtmlHeadings(body: Root, markdown: MdastRoot, source: SourceFile, report: Report): void {
  const checked = new Set<number | undefined>();
  visit(markdown, 'heading', ({ position }) => void checked.add(position?.start.offset));
  const open: { readonly written: number; readonly level: number }[] = [];
  let before = 1;
  visit(body, 'element', (element) => {
    if (!HEADING.test(element.tagName)) return;
    const written = Number(element.tagName[1]);
    while ((open.at(-1)?.written ?? 0) >= written) open.pop();
    const level = written === 1 ? 1 : (open.at(-1)?.level ?? 1) + 1;
    open.push({ written, level });
    if (written > before + 1 && !checked.has(element.position?.start.offset)) {
      report(diagnostic('heading-skipped', { from: before, to: written }, locationOf(source, element)));
    }
    before = written;
    element.tagName = `h${level}`;
  });
}
