/** The style sheet of the e-book. */
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Context } from '../../core/model/context.ts';

/** Less is narrow: a phone held upright. */
const NARROW = '36em';

/** One that sets a document in columns has a window as wide as all of them, and only the container tells how wide one is. */
const WHERE_NARROW = [`@media (max-width: ${NARROW})`, `@container (max-width: ${NARROW})`];

/** Reports `style-part-dropped` for what a style of the project says that an e-book cannot have. */
export async function styleOf(context: Pick<Context, 'design' | 'report'>): Promise<string> {
  const [sheet, narrow] = await Promise.all([
    plain('epub.css', true, context),
    plain('epub-narrow.css', false, context),
  ]);
  return [sheet, ...WHERE_NARROW.map((where) => `${where} {\n${narrow}}\n`)].join('\n');
}

async function plain(
  name: string,
  isWhole: boolean,
  { design, report }: Pick<Context, 'design' | 'report'>,
): Promise<string> {
  const [text, [file]] = await Promise.all([design.style(name), design.changedFiles('styles', [name])]);
  if (file === undefined) return text;
  const { plainStyle } = await import('./project-stylesheet.ts');
  const { css, losses } = plainStyle(text, isWhole);
  for (const { what, why, line, column } of losses) {
    report(diagnostic('style-part-dropped', { what, why }, { file, line, column }));
  }
  return `${css}\n`;
}
