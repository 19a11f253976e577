/**
 * Finds the chapter that a link means by the name that another program gives its page: `x.html`, `x/`, `x`, and
 * `index.html` for a `README.md`, as mdBook, MkDocs, Hugo, Jekyll and Quarto write pages.
 */

import { MARKDOWN_EXTENSIONS } from '../lib/text/markdown-file.ts';

const ANY_EXTENSION = new RegExp(`\\.(?:html?|xhtml|${MARKDOWN_EXTENSIONS.join('|')})$`, 'i');

/**
 * Returns the entry of a path, else of the source that is rendered to it.
 * @param path relative to the folder of the publication, normalized; it may end with `/`
 */
export function findRendered<T>(byPath: ReadonlyMap<string, T>, path: string): T | undefined {
  const exact = byPath.get(path);
  if (exact !== undefined) return exact;
  for (const stem of listStems(path)) {
    for (const extension of MARKDOWN_EXTENSIONS) {
      const found = byPath.get(`${stem}.${extension}`);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** Returns names without an extension, the most likely first. */
function listStems(path: string): readonly string[] {
  const stem = path.replace(/\/$/, '').replace(ANY_EXTENSION, '');
  if (stem === '.' || stem === '') return ['index', 'README'];
  const [, folder] = /^(.*?)\/?index$/.exec(stem) ?? [];
  if (folder !== undefined)
    return [stem, folder === '' ? 'README' : `${folder}/README`, ...(folder === '' ? [] : [folder])];
  return [stem, `${stem}/index`, `${stem}/README`];
}
