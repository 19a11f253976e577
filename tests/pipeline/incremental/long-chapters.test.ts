/** Changes one long chapter of a book: the others come from the cache, with their problems, and the bytes are right. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MIN_CACHED_LENGTH } from '../../../src/read/contents/content-cache.ts';
import { png } from '../../support/pictures.ts';
import { formatDiagnostics } from '../../support/workbench.ts';
import { openProject, type Project } from './project.ts';

const LONG = 'Some “words” of a chapter that is long, and 12 more. '.repeat(
  Math.ceil(MIN_CACHED_LENGTH / 52),
);
const FIRST = `# First\n\n${LONG}\n\n![A picture](p.png "Its caption")\n\nSee [the second](two.md#part).\n\n[^n]: Unused.\n`;
const SECOND = `---\nshort-title: Two\n---\n\n# Second\n\n## Part\n\n${LONG}\n\n![A picture](p.png "Again")\n`;
const FILES = {
  'content/book/publication.yaml':
    'title: Long chapters\nidentifier: urn:example:long\nlanguage: en-GB\neditions: [epub]\npages-from: none\nchapters: [one.md, two.md]\n',
  'content/book/one.md': FIRST,
  'content/book/two.md': SECOND,
  'content/book/p.png': png([[[200, 30, 30]]]),
};

let project: Project;
beforeAll(async () => {
  project = await openProject(FILES);
});
afterAll(() => project.remove());

test('reports the problems of the chapters that have not changed, with their places', async () => {
  const unused = ['note-unused content/book/one.md:9:1'];
  const { result } = await project.build();
  expect(formatDiagnostics(result.diagnostics)).toEqual(unused);
  const changes = [
    { 'content/book/two.md': `${SECOND}\nMore.\n` },
    { 'content/book/two.md': SECOND.replace('## Part', '## Other') },
    { 'content/book/one.md': `${FIRST}\nMore, and a note.[^n]\n` },
    { 'content/book/publication.yaml': FILES['content/book/publication.yaml'].replace('en-GB', 'de') },
  ];
  const found: (readonly string[])[] = [];
  for (const change of changes) {
    await project.write({ ...FILES, ...change });
    const { result: changed, made } = await project.build();
    const files = await project.published();
    const { result: cold } = await project.build({ cache: false });
    expect(changed.diagnostics).toEqual(cold.diagnostics);
    if (made.length > 0) expect(files).toEqual(await project.published());
    found.push(formatDiagnostics(changed.diagnostics));
  }
  const missing = 'link-anchor-missing content/book/one.md:7:5';
  expect(found).toEqual([unused, [missing, ...unused, 'publication-kept'], [], unused]);
});
