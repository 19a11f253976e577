/** Reads a book of Leanpub: `Book.txt` names its files (https://leanpub.com/help/manual). */
import type { Context } from '../../../core/model/context.ts';
import { readText } from '../../source/read-source.ts';
import type { ProjectFiles } from '../find-project.ts';
import { ListingBuilder } from '../listing-builder.ts';
import type { Outline } from '../outline.ts';

export async function readLeanpub({ file }: ProjectFiles, context: Context): Promise<Outline | undefined> {
  const source = await readText(file, context);
  if (source === undefined) return undefined;
  const list = new ListingBuilder();
  for (const [index, line] of source.text.split('\n').entries()) {
    const name = line.trim();
    // `frontmatter:` and `{mainmatter}` are marks, `#` begins a comment.
    if (name === '' || /^(?:#|\{)|:$/.test(name)) continue;
    const location = { file, line: index + 1, column: 1 };
    list.add({ file: name, depth: 0, location });
  }
  return { base: '.', ...list.result };
}
