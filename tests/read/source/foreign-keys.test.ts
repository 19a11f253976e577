/** Front matter of other programs gives the metadata that it names; the rest is left out with one warning. */
import { expect, test } from 'vitest';
import { png } from '../../support/pictures.ts';
import {
  collectDiagnostics,
  memoryHost,
  openWorkbench,
  readAndRender,
  readAndRenderAny,
} from '../../support/workbench.ts';

async function metadataOf(rows: string, expected: readonly string[] = []) {
  const { publication } = await readAndRender(
    { 't.md': `---\ntitle: T\nlang: en\n${rows}\n---\n\nWords.\n` },
    { expected },
  );
  return publication.metadata;
}

const namesOf = async (rows: string, expected: readonly string[] = []) =>
  (await metadataOf(rows, expected)).authors.map(({ name }) => name);

test.each([
  ['author: Jo Example', ['Jo Example']],
  ['by: "Jo Example <jo@example.org>"', ['Jo Example']],
  ['author: Jo Example and Sam Sample', ['Jo Example', 'Sam Sample']],
  ['author: Jo Example, Kim Lee & Sam Sample', ['Jo Example', 'Kim Lee', 'Sam Sample']],
  ['author: A and B', ['A', 'B']],
  ['author: A; B', ['A', 'B']],
  ['author: Writer, Jo', ['Writer, Jo']],
  ['author: Department of Health and Social Care', ['Department of Health and Social Care']],
  ['author: Food and Drug Administration', ['Food and Drug Administration']],
  ['authors: Jo', ['Jo']],
  ['authors: [Jo, 7]', ['Jo', '7']],
  ['authors: {name: Jo}', ['Jo']],
  ['creator:\n- role: author\n  text: Jo', ['Jo']],
  [
    'author:\n- name: {given: Jo, family: Lee}\n- {literal: Sam}\n- Kim:\n    role: Writer',
    ['Jo Lee', 'Sam', 'Kim'],
  ],
  ['authors: [Jo]\nauthor: Sam', ['Jo'], ['keys-unused t.md:5:1']],
  [
    'author:\n- name: Jo\n  email: a\n- {name: Sam, email: b, affiliation: X}',
    ['Jo', 'Sam'],
    ['keys-unused t.md:6:3'],
  ],
  ['author: [Jo, [Sam]]', ['Jo'], ['value-wrong t.md:4:14']],
  ['author:', [], ['value-wrong t.md:4:8']],
])('reads authors: %j', async (rows, names, expected: readonly string[] = []) => {
  expect(await namesOf(rows, expected)).toEqual(names);
});

test.each([
  ['date: 2024', '2024'],
  ['date: 2024-05', '2024-05'],
  ['date: 2024-05-01', '2024-05-01'],
  ['date: 2024-05-01 10:00:00 +0000', '2024-05-01'],
  ['pubDate: 2024-5-1T10:00Z', '2024-05-01'],
  ['publishDate: 2024/05/01', '2024-05-01'],
  ['date: "1 March 2024"', '2024-03-01'],
  ['date: March 1st, 2024', '2024-03-01'],
  ['date: Sept 2024', '2024-09'],
  ['date: Fri, 01 Mar 2024 10:00:00 GMT', '2024-03-01'],
  ['published: true\ndate: 2024', '2024'],
  ['date: 2024-02-30', undefined, ['value-wrong t.md:4:7']],
  ['date: 01/05/2024', undefined, ['value-wrong t.md:4:7']],
  ['date: "`r Sys.Date()`"', undefined, ['value-wrong t.md:4:7']],
])('reads the day of publication: %j', async (rows, published, expected: readonly string[] = []) => {
  expect((await metadataOf(rows, expected)).published).toBe(published);
});

test('reads subjects of several keys, in any form', async () => {
  const rows = 'keywords: peas, soil\ntags:\n- Soil tests\n-\ncategories: [garden, [spring]]';
  expect((await metadataOf(rows)).subjects.map(({ term }) => term)).toEqual([
    'peas',
    'soil',
    'Soil tests',
    'garden',
    'spring',
  ]);
});

test('reads the other keys', async () => {
  const rows =
    'Abstract: |\n  Short.\ntoc_depth: 2\nlof: true\ndraft: true\nlicense: {text: CC BY}\nseries: S\npublisher: {name: P}\nversion: 2';
  expect(await metadataOf(rows)).toMatchObject({
    description: 'Short.',
    contentsDepth: 2,
    hasFigureList: true,
    status: 'draft',
    rights: 'CC BY',
    series: { title: 'S' },
    publisher: 'P',
    version: '2',
  });
  expect((await metadataOf('draft: no')).status).toBe('published');
  expect((await metadataOf('published: false')).status).toBe('draft');
});

test('leaves out keys and values without a meaning here', async () => {
  const rows = 'layout: post\nsidebar_position: 2\nsubtitel: S\nid: a/b\nsheets: 7';
  const files = { 't.md': `---\ntitle: 2024\n${rows}\n---\n\nWords.\n` };
  const { diagnostics, publication } = await readAndRenderAny(openWorkbench(memoryHost(files)));
  expect(publication).toMatchObject({ id: 't', metadata: { title: '2024' } });
  expect(diagnostics.map(({ code, severity, place }) => [code, severity, place?.line])).toEqual([
    ['keys-unused', 'warning', 5],
    ['value-wrong', 'warning', 6],
    ['value-wrong', 'warning', 7],
  ]);
  expect(diagnostics[0]).toMatchObject({
    message: '3 keys have no meaning here and are left out: `layout`, `sidebar_position`, `subtitel`.',
    hint: 'Did you mean `subtitle` for `subtitel`?',
  });
});

test.each([
  ['clinical: true\nlayout: x', ['key-unknown t.md:4:1']],
  ['clincal: true', ['key-unknown t.md:3:1']],
  ['clinical: yes', ['value-wrong t.md:3:11']],
  ['strict: true\nlayout: x', ['key-unknown t.md:4:1']],
  ['strict: false\nlayout: x', ['keys-unused t.md:4:1']],
])('is strict where a text says so: %j', async (rows, expected) => {
  expect(await collectDiagnostics({ 't.md': `---\ntitle: T\n${rows}\n---\n\nWords.\n` })).toEqual(expected);
});

test('uses an image as the cover only if the file is there', async () => {
  const files = {
    't.md': '---\ntitle: T\nimage: {path: a.png}\n---\n\nWords.\n',
    'a.png': png([[[0, 0, 0]]]),
  };
  const { publication } = await readAndRender(files);
  expect(publication.metadata.cover).toBe('a.png');
  const image = 'image: /assets/cover.png';
  expect((await metadataOf(image, ['image-outside t.md:4:8'])).cover).toBeUndefined();
  expect(
    (await metadataOf('image: https://example.org/a.png', ['image-missing t.md:4:8'])).cover,
  ).toBeUndefined();
});

test('reads the synonyms in publication.yaml, where other keys are errors', async () => {
  const files = { 'p/a.md': '---\nlayout: x\nsidebar_label: Short\n---\n\n# A\n\nWords.\n' };
  const yaml =
    'title: T\nauthor: Jo and Sam\ndate: 17 May 2024\nlang: en\nkeywords: a, b\nidentifier: urn:x:y\n';
  const { publication } = await readAndRender(
    { ...files, 'p/publication.yaml': yaml },
    { expected: ['keys-unused p/a.md:2:1'] },
  );
  expect(publication).toMatchObject({
    metadata: { authors: [{ name: 'Jo' }, { name: 'Sam' }], published: '2024-05-17', language: 'en' },
    chapters: [{ metadata: { shortTitle: 'Short' } }],
  });
  const people = { 'p/publication.yaml': yaml, 'p/a.md': '---\nauthor: Jo\nslug: x\n---\n\n# A\n\nWords.\n' };
  const { diagnostics } = await readAndRenderAny(openWorkbench(memoryHost(people)));
  expect(diagnostics[0]).toMatchObject({
    message: '2 keys have no meaning here and are left out: `author`, `slug`.',
    hint: 'What holds for the whole publication belongs in `publication.yaml`: `author`. Write who wrote one chapter below its title.',
  });
  const wrong = { ...files, 'p/publication.yaml': `${yaml}layout: x\nsheets: 9\nweight: 1\n` };
  expect((await collectDiagnostics(wrong)).toSorted()).toEqual([
    'key-unknown p/publication.yaml:7:1',
    'key-unknown p/publication.yaml:9:1',
    'value-wrong p/publication.yaml:8:9',
  ]);
  const clinical = { ...files, 'p/publication.yaml': 'title: T\nclinical: true\n' };
  expect(await collectDiagnostics(clinical)).toContain('key-unknown p/a.md:2:1');
});

const ACCESSIBILITY_HINT =
  'Leave it out: the accessibility metadata of an e-book is computed from its content (`docs/ebook.md`). What you have to say about it is written as `accessibility-summary:`, who certified it as `certified:`.';

test.each([
  'accessibility: {summary: All is described., hazard: none}',
  'accessibility-features: [alternativeText]',
  'accessibilityHazards: [none]',
  'accessModes: [textual]',
  'access_mode: textual',
  'schema:accessMode: textual',
  'a11y-summary: x',
])('says where claims about accessibility come from: %s', async (row) => {
  const strict = { 'p/publication.yaml': `title: T\n${row}\n`, 'p/a.md': '# A\n\nWords.\n' };
  const { diagnostics } = await readAndRenderAny(openWorkbench(memoryHost(strict)));
  expect(diagnostics[0]).toMatchObject({ code: 'key-unknown', hint: ACCESSIBILITY_HINT });
  const file = { 't.md': `---\ntitle: T\n${row}\n---\n\nWords.\n` };
  const single = await readAndRenderAny(openWorkbench(memoryHost(file)));
  expect(single.diagnostics[0]).toMatchObject({ code: 'keys-unused', hint: ACCESSIBILITY_HINT });
});

test.each([
  `title: "a${' '.repeat(100_000)}b"`,
  `by: "a${' '.repeat(100_000)}b"`,
  `by: "<${'@'.repeat(100_000)}"`,
  `by: ["<${'@'.repeat(100_000)}"]`,
  `date: "${'1 '.repeat(50_000)}"`,
])('reads a value of any length quickly', async (rows) => {
  const began = performance.now();
  await collectDiagnostics({ 't.md': `---\nlang: en\n${rows}\n---\n\n# T\n\nWords.\n` });
  expect(performance.now() - began).toBeLessThan(4000);
});

test('reads ten thousand keys of other programs quickly, and lists a few', async () => {
  const rows = Array.from({ length: 10_000 }, (_, index) => `x${index}: ${index}`).join('\n');
  const began = performance.now();
  await metadataOf(rows, ['keys-unused t.md:4:1']);
  expect(performance.now() - began).toBeLessThan(9000);
});
