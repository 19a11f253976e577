/** The style sheet of the e-book. */
import type { Design } from '../model.ts';

/** Less is narrow: a phone held upright. */
const NARROW = '36em';

/** One that sets a document in columns has a window as wide as all of them, and only the container tells how wide one is. */
const WHERE_NARROW = [`@media (max-width: ${NARROW})`, `@container (max-width: ${NARROW})`];

export async function styleOf(design: Design): Promise<string> {
  const [sheet, narrow] = await Promise.all([design.style('epub.css'), design.style('epub-narrow.css')]);
  return [sheet, ...WHERE_NARROW.map((where) => `${where} {\n${narrow}}\n`)].join('\n');
}
