/** Tests that files ignored by git are not published. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { check } from '../../src/index.ts';
import { openRepository } from '../pipeline/selection/repository.ts';

test('publishes no ignored file, unless git tracks it or ignores the whole folder', async () => {
  const origin = openRepository();
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>';
  const page = (...names: readonly string[]) =>
    `# Note\n\n${names.map((name) => `![A](${name})\n\n`).join('')}`;
  origin.write({ 'docs/content/kept.svg': svg });
  origin.git('add', 'docs/content/kept.svg');
  origin.commit({
    '.gitignore': '*.svg\n!docs/content/shown.svg\nmade/\n/docs/secret*\n',
    'docs/content/.gitignore': 'b*.svg\n!bed.svg\n',
    'docs/content/note.md': page('a.svg', 'bad.svg', 'bed.svg', 'kept.svg', 'shown.svg', 'made/cup.svg'),
    'docs/content/made/leaflet/publication.yaml': 'title: Made\nidentifier: urn:example:made\n',
    'docs/content/made/leaflet/a.md': page('cup.svg'),
  });
  for (const name of ['a', 'bad', 'bed', 'shown', 'made/cup', 'made/leaflet/cup']) {
    origin.write({ [`docs/content/${name}.svg`]: svg });
  }
  const { diagnostics } = await check({ root: join(origin.folder, 'docs') });
  expect(
    diagnostics.map(({ code, place, message }) => [code, place?.line, /`(.*?)`/.exec(message)?.[1]]),
  ).toEqual([
    ['file-withheld', 3, 'a.svg'],
    ['file-withheld', 5, 'bad.svg'],
    ['file-withheld', 13, 'made/cup.svg'],
  ]);
  origin.remove();
});
