/** Code is highlighted in some editions and plain in others: by `highlight` of the edition, which wins over the publication's. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterEach, expect, test } from 'vitest';
import { openProject, type Project } from './incremental/project.ts';

let project: Project | undefined;
afterEach(() => project?.remove());

const TEXT = '# One\n\n```js\nconst gate = 1;\n```\n';

/** Returns the e-books with highlighted code. */
async function build(editions: string, more: string): Promise<readonly string[]> {
  project = await openProject({
    'handpress.yaml': `editions:\n${editions}`,
    'content/tale/publication.yaml': `title: Tale\nlanguage: en\nidentifier: urn:x:tale\neditions: [epub, plain, fine]\n${more}`,
    'content/tale/1.md': TEXT,
  });
  await project.build();
  const highlighted: string[] = [];
  for (const file of ['tale/tale-fine.epub', 'tale/tale-plain.epub', 'tale/tale.epub']) {
    const entries = unzipSync(await readFile(join(project.root, 'dist', file)));
    const texts = Object.entries(entries).flatMap(([name, bytes]) =>
      name.endsWith('.xhtml') ? [strFromU8(bytes)] : [],
    );
    expect(texts.join('').replace(/<[^>]*>/g, '')).toContain('const gate = 1;');
    if (texts.some((text) => text.includes('token-keyword'))) highlighted.push(file);
  }
  return highlighted;
}

test('an edition without highlighting beside others', async () => {
  const made = await build('  plain: { extends: epub, highlight: false }\n  fine: { extends: epub }\n', '');
  expect(made).toEqual(['tale/tale-fine.epub', 'tale/tale.epub']);
});

test('one with highlighting in a publication without', async () => {
  const made = await build(
    '  plain: { extends: epub }\n  fine: { extends: plain, highlight: true }\n',
    'highlight: false\n',
  );
  expect(made).toEqual(['tale/tale-fine.epub']);
});

test('what extends an edition has its look, unless it has its own', async () => {
  const made = await build(
    '  epub: { highlight: false }\n  plain: { extends: epub }\n  fine: { extends: plain, highlight: true }\n',
    '',
  );
  expect(made).toEqual(['tale/tale-fine.epub']);
});
