/** Which chapters of a book become handouts. */
import { afterEach, expect, test } from 'vitest';
import { openProject, type Project } from './incremental/project.ts';

let project: Project;
afterEach(() => project.remove());

async function buildHandouts(chapters: Readonly<Record<string, string>>): Promise<readonly string[]> {
  project = await openProject({
    'content/garden/publication.yaml':
      'title: Garden\nlanguage: en\nidentifier: urn:x:garden\neditions: [handouts-a4]\n',
    ...Object.fromEntries(
      Object.entries(chapters).map(([name, text]) => [`content/garden/${name}`, text] as const),
    ),
  });
  const { result, made } = await project.build();
  expect(result.diagnostics.map(({ code }) => code)).toEqual([]);
  return made.map((path) => path.replace(/.*\//, ''));
}

const DEDICATION = '---\npart: dedication\n---\n\nFor the gardeners.\n';

test('a dedication, an epigraph and a copyright page are no handouts', async () => {
  const made = await buildHandouts({
    '1-for.md': DEDICATION,
    '2-saying.md': '---\npart: epigraph\n---\n\n> Plant it where it stood.\n',
    '3-rights.md': '---\npart: copyright-page\n---\n\nAll beans are free.\n',
    '4-preface.md': '---\npart: preface\n---\n\n# Preface\n\nWhy beans.\n',
    '5-beans.md': '# Beans\n\nSow them in May.\n',
  });
  expect(made).toEqual(['beans.pdf', 'preface.pdf']);
});

test('a publication of nothing else has its handout', async () => {
  expect(await buildHandouts({ '1-for.md': DEDICATION })).toHaveLength(1);
});
