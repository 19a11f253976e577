/** Builds the style sheet of web pages: the rules of the text, which e-books share, and those of the page. */
import type { Brand } from '../core/brand.ts';
import type { Context } from '../core/model/context.ts';
import { buildBrandStyle } from './brand-style.ts';

/** A narrow page, as in e-books: a phone in portrait orientation. */
const NARROW = '@media screen and (max-width: 36em)';

/** What the style sheet needs of the context. */
type StyleContext = Pick<Context, 'design' | 'report' | 'root' | 'host' | 'outputFolders'>;

/**
 * Builds the style sheet. Reports what is wrong with a project's styles.
 * @param editionStyles paths below `styles/`, applied last
 * @param brand applied before them
 */
export async function buildWebStyle(
  editionStyles: readonly string[],
  brand: Brand | undefined,
  context: StyleContext,
): Promise<string> {
  const read = (name: string): Promise<string> => readStyle(name, context);
  const [text, narrow, page] = await Promise.all(['epub.css', 'epub-narrow.css', 'web.css'].map(read));
  const own = await Promise.all(editionStyles.map(read));
  const rules = [text, `${NARROW} {\n${narrow}}\n`, page, buildBrandStyle(brand), ...own];
  return rules.filter((part) => part !== '').join('\n');
}

async function readStyle(name: string, context: StyleContext): Promise<string> {
  const [file] = await context.design.findOverrides('styles', [name]);
  if (file === undefined) return context.design.readStyle(name);
  const { readProjectStyle } = await import('../runtime/styles/project-style.ts');
  const style = await readProjectStyle(name, context);
  if (style === undefined) return context.design.readStyle(name);
  for (const problem of style.problems) context.report(problem);
  const { buildPageStyle } = await import('../runtime/styles/page-style.ts');
  return buildPageStyle(style);
}
