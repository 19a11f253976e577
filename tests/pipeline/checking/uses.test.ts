/** A check lists which chapters of which publications include a file, in each form of includes. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { check, type FileUses } from '../../../src/index.ts';
import { handpress } from '../../cli/run.ts';
import { openProject, type Project } from '../incremental/project.ts';

const settings = (title: string, chapters: string): string =>
  `title: ${title}\nlanguage: en\nidentifier: urn:x:${title}\nchapters: [${chapters}]\n`;

const FILES = {
  'handpress.yaml': '# The project.\n',
  'content/fever/publication.yaml': settings('fever', 'how.md, when.md, staff.md'),
  'content/fever/how.md': '# How\n\n--8<-- "snippets/dose.md"\n\n{{#include ../../snippets/call.md}}\n',
  'content/fever/when.md': '# When\n\n{{< include /snippets/dose.md >}}\n\n![[call]]\n',
  'content/fever/staff.md':
    '---\nwhen-edition: large-print\n---\n\n# Staff\n\n::: {.content-visible when-edition="large-print"}\n{{< include /snippets/large.md >}}\n:::\n',
  'content/cough.md': '# Cough\n\n```{include} ../snippets/call.md\n```\n',
  'snippets/call.md': 'Call us.\n',
  'snippets/dose.md': 'Dose.\n\n--8<-- "snippets/call.md"\n',
  'snippets/large.md': 'Large.\n',
  'snippets/old.md': 'Old.\n',
};

let project: Project;
beforeAll(async () => {
  project = await openProject(FILES);
});
afterAll(() => project.remove());

const FEVER = 'content/fever/publication.yaml';
const COUGH = 'content/cough.md';

/** Returns `publication chapter mark`, without `content/`. */
const describeUses = (uses: readonly FileUses[]): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    uses.map(({ file, users }) => [
      file,
      users.map(({ publication, chapter, place }) =>
        `${publication} ${chapter} ${place.file}:${place.line}`.replaceAll('content/', ''),
      ),
    ]),
  );

test('names each mark once, also those in included files, in other editions and of other programs', async () => {
  const { root } = project;
  const { uses, diagnostics } = await check({ root });
  expect(diagnostics.map(({ code, place }) => [code, place?.file])).toEqual([
    ['snippet-unused', 'snippets/old.md'],
  ]);
  expect(describeUses(uses)).toEqual({
    'snippets/call.md': [
      'cough.md cough.md cough.md:3',
      'fever/publication.yaml fever/how.md snippets/dose.md:3',
      'fever/publication.yaml fever/how.md fever/how.md:5',
      'fever/publication.yaml fever/when.md snippets/dose.md:3',
      'fever/publication.yaml fever/when.md fever/when.md:5',
    ],
    'snippets/dose.md': [
      'fever/publication.yaml fever/how.md fever/how.md:3',
      'fever/publication.yaml fever/when.md fever/when.md:3',
    ],
    'snippets/large.md': ['fever/publication.yaml fever/staff.md fever/staff.md:8'],
  });
});

test('lists the uses of a file, or of the files in a folder, that is asked for', async () => {
  const { root } = project;
  const list = async (...uses: string[]) => (await check({ root, uses })).uses.map(({ file }) => file);
  expect(await list('snippets/old.md', 'snippets/dose.md')).toEqual(['snippets/dose.md', 'snippets/old.md']);
  expect(await list('snippets')).toHaveLength(3);
  expect(await list('.')).toHaveLength(3);
  expect(await list('content')).toEqual([]);
});

test('names no unused snippet where only a part of the texts is read', async () => {
  const { root } = project;
  const { diagnostics, uses } = await check({ root, inputs: [COUGH] });
  expect(diagnostics).toEqual([]);
  expect(describeUses(uses)).toEqual({ 'snippets/call.md': ['cough.md cough.md cough.md:3'] });
});

test('names no unused snippet where a publication cannot be read', async () => {
  const { root } = project;
  await project.write({ [FEVER]: 'title: [' });
  const { diagnostics } = await check({ root });
  expect(diagnostics.map(({ code }) => code)).not.toContain('snippet-unused');
  await project.write({ [FEVER]: FILES[FEVER] });
});

test('prints the chapters for people, and nothing of it without the option', async () => {
  const cwd = project.root;
  const { stdout } = await handpress(['check', '--uses', 'snippets/dose.md', '--uses', 'snippets/old.md'], {
    cwd,
  });
  expect(stdout).toBe(`snippets/dose.md: 2 chapters of 1 publication
  content/fever/publication.yaml
    content/fever/how.md:3:1
    content/fever/when.md:3:1

snippets/old.md: no chapter includes it
`);
  expect((await handpress(['check'], { cwd })).stdout).toBe('');
});
