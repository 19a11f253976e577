/** Builds the style sheet of the e-book. */
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Context } from '../../core/model/context.ts';

/** Maximum width of a narrow page: a phone in portrait orientation. */
const NARROW_WIDTH = '36em';

/**
 * Conditions for a narrow page. A reading system with columns may have a viewport as wide as all columns;
 * only a container query then measures one column.
 */
const NARROW_QUERIES = [`@media (max-width: ${NARROW_WIDTH})`, `@container (max-width: ${NARROW_WIDTH})`];

/**
 * Builds the style sheet. Reports `style-part-dropped` for each part of a project's style that an e-book
 * cannot contain.
 */
export async function buildStylesheet(context: Pick<Context, 'design' | 'report'>): Promise<string> {
  const [sheet, narrow] = await Promise.all([
    readStyle('epub.css', true, context),
    readStyle('epub-narrow.css', false, context),
  ]);
  return [sheet, ...NARROW_QUERIES.map((where) => `${where} {\n${narrow}}\n`)].join('\n');
}

async function readStyle(
  name: string,
  isWhole: boolean,
  { design, report }: Pick<Context, 'design' | 'report'>,
): Promise<string> {
  const [text, [file]] = await Promise.all([design.readStyle(name), design.findOverrides('styles', [name])]);
  if (file === undefined) return text;
  const { cleanStylesheet } = await import('./project-stylesheet.ts');
  const { css, dropped } = cleanStylesheet(text, isWhole);
  for (const { what, why, line, column } of dropped) {
    report(diagnostic('style-part-dropped', { part: what, reason: why }, { file, line, column }));
  }
  return `${css}\n`;
}
