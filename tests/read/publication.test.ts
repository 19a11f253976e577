/** What a publication is made of: which files, in which order, with which metadata. */
import { describe, expect, test } from 'vitest';
import {
  collectDiagnostics,
  type Files,
  memoryHost,
  openWorkbench,
  readAndRender,
  readAndRenderAny,
  type WorkbenchOptions,
} from '../support/workbench.ts';

const chapter = (title: string): string => `# ${title}\n\nWords.\n`;

async function metadataOf(yaml: string, asked: WorkbenchOptions = {}) {
  const { publication } = await readAndRender({ 'p/publication.yaml': yaml, 'p/a.md': chapter('A') }, asked);
  return publication.metadata;
}

describe('chapters', () => {
  test('sorts chapters by number and ignores excluded files', async () => {
    const files: Files = {
      'p/publication.yaml': 'title: x\n',
      'p/10-last.md': chapter('Last'),
      'p/2-second.md': chapter('Second'),
      'p/1-first.MD': chapter('First'),
      'p/README.md': 'no title',
      'p/_draft.md': 'no title',
      'p/.hidden.md': 'no title',
      'p/notes.txt': 'no title',
    };
    const { publication } = await readAndRender(files);
    expect(publication.chapters.map(({ id }) => id)).toEqual(['first', 'second', 'last']);
    expect(publication.chapters.map(({ metadata }) => metadata.title)).toEqual(['First', 'Second', 'Last']);
  });

  test('takes chapters with the endings of other programs, and links to them', async () => {
    const files: Files = {
      'p/publication.yaml': 'title: x\n',
      'p/1-a.qmd': '# A\n\n[B](2-b.mdx) and [C](3-c.Rmd#part)\n',
      'p/2-b.mdx': chapter('B'),
      'p/3-c.Rmd': '# C\n\n## Part\n\nWords.\n',
    };
    const { publication } = await readAndRender(files);
    expect(publication.chapters.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });

  test('uses the listed order of chapters', async () => {
    const files = {
      'p/publication.yaml': 'title: x\nchapters: [b.md, parts/a.md]\n',
      'p/parts/a.md': chapter('A'),
      'p/b.md': chapter('B'),
      'p/c.md': 'not listed',
    };
    const { publication } = await readAndRender(files);
    expect(publication.chapters.map(({ source }) => source.path)).toEqual(['p/b.md', 'p/parts/a.md']);
  });

  test.each([
    ['missing', 'chapters:\n  - a.md\n  - b.md\n', ['chapter-missing p/publication.yaml:4:5']],
    ['outside', 'chapters: [a.md, ../z.md]\n', ['chapter-missing p/publication.yaml:2:18']],
    ['absolute', 'chapters: [a.md, /project/z.md]\n', ['chapter-missing p/publication.yaml:2:18']],
    ['listed twice', 'chapters: [a.md, ./a.md]\n', ['chapter-id-duplicate p/publication.yaml:2:18']],
  ])('reads the chapters: %s', async (_, yaml, expected) => {
    const files = { 'p/publication.yaml': `title: x\n${yaml}`, 'p/a.md': chapter('A'), 'z.md': chapter('Z') };
    expect(await collectDiagnostics(files, 'p')).toEqual(expected);
  });

  test('reports chapters that were given the same id', async () => {
    const files = {
      'p/publication.yaml': 'title: x\n',
      'p/1-a.md': `---\nid: z\n---\n\n${chapter('A')}`,
      'p/2-a.md': `---\nid: z\n---\n\n${chapter('B')}`,
    };
    expect(await collectDiagnostics(files)).toEqual(['chapter-id-duplicate p/2-a.md:1:1']);
  });

  test('reports a publication without chapters', async () => {
    expect(await collectDiagnostics({ 'p/publication.yaml': 'title: x\n' })).toEqual([
      'chapter-none p/publication.yaml:1:1',
    ]);
  });

  test.each([
    ['', 'chapter-empty t.md:1:1'],
    [' \n\t\n', 'chapter-empty t.md:1:1'],
    ['---\ntitle: x\n---\n', 'chapter-empty t.md:1:1'],
    ['---\nstrict: true\n---\nOnly words.\n', 'title-missing t.md:1:1'],
    ['---\nclinical: true\n---\nOnly words.\n', 'title-missing t.md:1:1'],
  ])('reports a chapter with nothing to print: %j', async (text, expected) => {
    expect(
      (await collectDiagnostics({ 't.md': text })).filter((line) => !line.startsWith('heading')),
    ).toEqual([expected]);
  });
});

test.each([
  ['one.md', 'one'],
  ['01-one.md', 'one'],
  ['01 One Two.md', 'one-two'],
  ['2014-11-12-new-release.md', 'new-release'],
  ['2026-11-22.md', '2026-11-22'],
  ['2024.md', '2024'],
  ['Über uns.md', 'über-uns'],
  ['日本.md', '日本'],
  ['😀.md', 'text'],
  ['-.md', '-'],
])('gives the single file %j the id %j', async (name, id) => {
  const { publication } = await readAndRender({ [name]: chapter('T') });
  expect([publication.id, publication.form, publication.chapters[0]?.id]).toEqual([id, 'file', id]);
});

describe('front matter of a single file', () => {
  test('reads the front matter of a single file as publication metadata', async () => {
    const text =
      '---\ntitle: Title\nauthors:\n  - name: Ada Ames\n    file-as: Ames, Ada\nsheets: 2\neditions: [epub]\n---\n\nWords.\n';
    const { publication } = await readAndRender({ 't.md': text });
    expect(publication.metadata.title).toBe('Title');
    expect(publication.metadata.authors).toEqual([{ name: 'Ada Ames', fileAs: 'Ames, Ada' }]);
    expect(publication.chapters[0]?.metadata).toEqual({ title: 'Title', sheets: 2 });
    expect(publication.editions.map(({ id }) => id)).toEqual(['epub']);
  });

  test('takes the title from the text if the front matter has none', async () => {
    const { publication } = await readAndRender({ 't.md': '---\nversion: 1.10\n---\n\n# From *the* text\n' });
    expect(publication.metadata).toMatchObject({ title: 'From the text', version: '1.10' });
  });
});

describe('status', () => {
  test.each([
    ['nothing said', '', 'published'],
    ['a draft', 'status: draft\n', 'draft'],
    ['clinical without a reviewer', 'clinical: true\n', 'draft'],
    ['clinical with a reviewer', 'clinical: true\nreviewers:\n  - name: B\n', 'published'],
    [
      'clinical, reviewed, and still a draft',
      'clinical: true\nstatus: draft\nreviewers:\n  - name: B\n',
      'draft',
    ],
  ])('derives the status: %s', async (_, yaml, status) => {
    expect((await metadataOf(`title: x\n${yaml}`)).status).toBe(status);
  });

  test('reports published health information without a reviewer', async () => {
    const yaml = 'title: x\nclinical: true\nstatus: published\n';
    await metadataOf(yaml, { expected: ['reviewer-missing p/publication.yaml:3:9'] });
  });

  test.each([
    ['clinical: true\n', 'Draft: not clinically reviewed'],
    ['clinical: true\nstatus: draft\nreviewers:\n  - name: B\n', 'Draft'],
    ['status: draft\n', 'Draft'],
    ['clinical: true\nreviewers:\n  - name: B\n', undefined],
  ])('marks every page of %j with %j', async (yaml, mark) => {
    const files = { 'p/publication.yaml': `title: x\n${yaml}`, 'p/a.md': chapter('A') };
    expect((await readAndRender(files)).book.draftMark).toBe(mark);
  });
});

describe('modification date', () => {
  test.each([
    ['no date', '', {}, '1980-01-01T00:00:00Z'],
    ['the review', 'published: 2026-01-02\nreviewed: 2026-03-04\n', {}, '2026-03-04T00:00:00Z'],
    ['the later of the two', 'published: 2026-05-06\nreviewed: 2026-03-04\n', {}, '2026-05-06T00:00:00Z'],
    [
      'SOURCE_DATE_EPOCH',
      'published: 2026-05-06\n',
      { SOURCE_DATE_EPOCH: '1700000000' },
      '2023-11-14T22:13:20Z',
    ],
    [
      'an epoch that is no number',
      'published: 2026-05-06\n',
      { SOURCE_DATE_EPOCH: 'now' },
      '2026-05-06T00:00:00Z',
    ],
    ['an epoch before there were any', '', { SOURCE_DATE_EPOCH: '-1' }, '1980-01-01T00:00:00Z'],
  ])('derives the modification date: %s', async (_, yaml, variables, modified) => {
    expect((await metadataOf(`title: x\n${yaml}`, { variables })).modified).toBe(modified);
  });
});

describe('identifier', () => {
  const identifierOf = async (yaml: string): Promise<string> => (await metadataOf(yaml)).identifier;

  test('comes from publisher, id, language and title alone', async () => {
    const first = await identifierOf('title: x\npublisher: P\nversion: 1\n');
    expect(first).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    const people = 'authors: [{name: A}]\ncontributors: [{name: B, role: editor}]\npublished: 2026-01-02\n';
    expect(await identifierOf(`title: x\npublisher: P\nversion: 2\n${people}`)).toBe(first);
    const others = [
      'title: y\npublisher: P\n',
      'title: x\npublisher: Q\n',
      'title: x\n',
      'title: x\npublisher: P\nid: other\n',
      'title: x\npublisher: P\nlanguage: de\n',
      // The parts are not only joined.
      'title: x\npublisher: P/book\n',
    ];
    const all = [first, ...(await Promise.all(others.map(identifierOf)))];
    expect(new Set(all).size).toBe(all.length);
  });

  test('stays with another title where an ISBN or a DOI names the work', async () => {
    for (const key of ['isbn: 978-3-16-148410-0', 'doi: 10.1000/182']) {
      const first = await identifierOf(`title: x\n${key}\n`);
      expect(await identifierOf(`title: y\npublisher: Q\n${key}\n`)).toBe(first);
      expect(await identifierOf(`title: x\nlanguage: de\n${key}\n`)).not.toBe(first);
    }
    const [one, other] = await Promise.all(
      ['10.1000/182', '10.1000/183'].map((doi) => identifierOf(`title: x\ndoi: ${doi}\n`)),
    );
    expect(one).not.toBe(other);
  });

  test('is proposed in a note, which keeps it, unless the settings name the work', async () => {
    const notes = async (yaml: string) => {
      const files = { 'p/publication.yaml': yaml, 'p/a.md': chapter('A') };
      const { diagnostics } = await readAndRenderAny(openWorkbench(memoryHost(files)));
      return diagnostics.filter(({ code }) => code === 'identifier-missing');
    };
    const [note, ...others] = await notes('title: x\n');
    expect(others).toEqual([]);
    expect(note).toMatchObject({ severity: 'note', place: { line: 1, column: 8 } });
    const [, line = ''] = /`(identifier: urn:uuid:[0-9a-f-]{36})`$/.exec(note?.hint ?? '') ?? [];
    expect(await identifierOf(`title: x\n${line}\n`)).toBe(await identifierOf('title: x\n'));
    const single = openWorkbench(memoryHost({ 'note.md': chapter('A') }));
    expect((await readAndRenderAny(single)).diagnostics).toEqual([]);
    for (const key of [line, 'isbn: 978-3-16-148410-0', 'doi: 10.1000/182', 'editions: [book]']) {
      expect(await notes(`title: x\n${key}\n`)).toEqual([]);
    }
  });

  test('uses the given identifier', async () => {
    expect((await metadataOf('title: x\nidentifier: urn:isbn:9780000000002\n')).identifier).toBe(
      'urn:isbn:9780000000002',
    );
  });
});

test.each([
  ['en-us', 'en-US', 'ltr'],
  ['ar', 'ar', 'rtl'],
  ['he-IL', 'he-IL', 'rtl'],
  ['az-Arab', 'az-Arab', 'rtl'],
  ['ug-Latn', 'ug-Latn', 'ltr'],
])('normalizes the language %s to %s, written %s', async (tag, language, direction) => {
  const expected = /^(?:az|ug)/.test(tag) ? ['terms-missing p/publication.yaml:2:11'] : [];
  expect(await metadataOf(`title: x\nlanguage: ${tag}\n`, { expected })).toMatchObject({
    language,
    direction,
  });
});

test('reports an unknown edition where it is listed', async () => {
  const files = { 'p/publication.yaml': 'title: x\neditions:\n  - epub\n  - bok\n', 'p/a.md': chapter('A') };
  expect(await collectDiagnostics(files)).toEqual(['edition-unknown p/publication.yaml:4:5']);
});

test('names the folder of the settings that were not read, where an edition is unknown', async () => {
  const files = {
    'novel/handpress.yaml': 'editions: {}\n',
    'novel/content/one/publication.yaml': 'title: x\neditions: [book-mine]\n',
    'novel/content/one/a.md': chapter('A'),
  };
  const { diagnostics } = await readAndRenderAny(openWorkbench(memoryHost(files)), 'novel/content/one');
  expect(diagnostics.find(({ code }) => code === 'edition-unknown')?.hint).toBe(
    'If it is in `novel/handpress.yaml`, run the command in `novel`, or with `--root novel`.',
  );
});

describe('bibliography', () => {
  const files = (json: string): Files => ({
    'p/publication.yaml': 'title: x\nreferences: r.json\n',
    'p/a.md': chapter('A'),
    'p/r.json': json,
  });
  test.each([
    ['[{"id": "a"\n "type": "book"}]', ['references-broken p/r.json:2:2']],
    ['[{"id": "a", "type": "book"},\n', ['references-broken p/r.json:2:1']],
    ['{"items": []}', ['references-broken p/r.json:1:1']],
    ['[{"id": "a"}]', ['references-broken p/r.json:1:2']],
    ['['.repeat(100_000), ['references-broken p/r.json:1:100001']],
    ['[{"id": "a", "type": "book"},\n {"id": nope}]', ['references-broken p/r.json:2:10']],
    ['[{"a": 1},,{"b": 2},{"c": 3}]', ['references-broken p/r.json:1:11']],
    ['id: a', ['references-broken p/r.json:1:1']],
    ['@book{a,\n  title = {A}\n}\n', []],
    ['[]', []],
  ])('reads the bibliography %.30j', async (json, expected) =>
    expect(await collectDiagnostics(files(json))).toEqual(expected),
  );

  test.each([
    ['[{"id": "a"', 'references-broken p/r.json:1:12'],
    [undefined, 'references-missing p/publication.yaml:2:13'],
  ])('reports no citation after the bibliography %j', async (json, expected) => {
    const { 'p/r.json': _, ...rest } = files('');
    const given = { ...rest, ...(json && { 'p/r.json': json }), 'p/a.md': '# A\n\nText [@a].\n' };
    expect(await collectDiagnostics(given)).toEqual([expected]);
  });

  test('reports a missing bibliography where it is named', async () => {
    const { 'p/r.json': _, ...rest } = files('[]');
    expect(await collectDiagnostics(rest)).toEqual(['references-missing p/publication.yaml:2:13']);
  });
});

describe('the day of publication', () => {
  test.each([
    ['2024', '2024-01-01T00:00:00Z'],
    ['2024-05', '2024-05-01T00:00:00Z'],
    ['2024-05-17', '2024-05-17T00:00:00Z'],
  ])('is as precise as it is known: %s', async (published, modified) => {
    const metadata = await metadataOf(`title: x\npublished: ${published}\n`);
    expect([metadata.published, metadata.modified]).toEqual([published, modified]);
  });

  test.each([
    '2026-02-30',
    '2026-02-30T10:00:00Z',
    '31 February 2026',
    '01/05/2024',
    '2026-13',
    '26',
    '2024-5',
    'soon',
  ])('is an error where it is no date: %s', async (published) => {
    const files = { 'p/publication.yaml': `title: x\npublished: ${published}\n`, 'p/a.md': chapter('A') };
    expect(await collectDiagnostics(files)).toEqual(['value-wrong p/publication.yaml:2:12']);
  });
});

describe('people', () => {
  test('are names, or entries with keys', async () => {
    const { authors, reviewers } = await metadataOf(
      'title: x\nauthors: [Jo Writer, {name: Al Penn, file-as: "Penn, Al"}]\nreviewers:\n  - Bo Reader\n  - {name: Cy, date: 2026-01-02}\n',
    );
    expect(authors).toEqual([{ name: 'Jo Writer' }, { name: 'Al Penn', fileAs: 'Penn, Al' }]);
    expect(reviewers).toEqual([{ name: 'Bo Reader' }, { name: 'Cy', date: '2026-01-02' }]);
  });

  test.each([
    ['authors: [{nmae: A}]', 'key-unknown p/publication.yaml:2:12'],
    ['authors: [{role: Writer}]', 'key-missing p/publication.yaml:2:11'],
    ['reviewers: [{name: A, date: soon}]', 'value-wrong p/publication.yaml:2:29'],
    ['authors: [[A]]', 'value-wrong p/publication.yaml:2:11'],
    ['authors: [[A], B]', 'value-wrong p/publication.yaml:2:11'],
  ])('are reported at the key that is wrong: %s', async (line, expected) => {
    const files = { 'p/publication.yaml': `title: x\n${line}\n`, 'p/a.md': chapter('A') };
    expect(await collectDiagnostics(files)).toContain(expected);
  });
});

test.each([
  ['acknowledgements', 'acknowledgments'],
  ['Acknowledgements', 'acknowledgments'],
  ['About the author', 'about-the-author'],
  ['copyright', 'copyright-page'],
  ['Copyright page', 'copyright-page'],
  ['Index', 'index'],
])('reads the part that is meant: %s', async (written, part) => {
  const { publication } = await readAndRender({
    'p/publication.yaml': 'title: x\n',
    'p/a.md': `---\npart: ${written}\n---\n\n# Thanks\n\nWords.\n`,
  });
  expect(publication.chapters[0]?.metadata.part).toBe(part);
});

test.each([
  ['aknowledgments', 'Did you mean `acknowledgments`?'],
  ['indx', 'Did you mean `index`?'],
  ['middle', 'Give `part` such a value, or leave the key out.'],
  ['""', 'Give `part` such a value, or leave the key out.'],
])('reports a part that there is not: %s', async (written, hint) => {
  const files = {
    'p/publication.yaml': 'title: x\n',
    'p/a.md': `---\npart: ${written}\n---\n\n# Thanks\n\nWords.\n`,
  };
  const { diagnostics } = await readAndRenderAny(openWorkbench(memoryHost(files)));
  expect(diagnostics[0]).toMatchObject({ code: 'value-wrong', hint });
});

test.each([
  ['toc: true', 'contents-depth'],
  ['review-date: 2026-01-02', 'next-review'],
  ['langauge: de', 'language'],
])('names the key of Handpress for one of other programs: %s', async (line, near) => {
  const files = { 'p/publication.yaml': `title: x\n${line}\n`, 'p/a.md': chapter('A') };
  const { diagnostics } = await readAndRenderAny(openWorkbench(memoryHost(files)));
  expect(diagnostics[0]).toMatchObject({ code: 'key-unknown', hint: `Did you mean \`${near}\`?` });
});
