/** The date of the last change in finished files: by the settings and by the commits of a real repository. */
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { strFromU8, unzipSync } from 'fflate';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { type BuildOptions, build } from '../../src/index.ts';
import { PdfFile } from '../../src/lib/pdf/pdf-file.ts';
import { digestsIn } from './incremental/project.ts';
import { type Repository, useRepositories } from './selection/repository.ts';

type Files = Readonly<Record<string, string>>;

const SETTINGS = 'title: Fever\nidentifier: urn:x-fever\neditions: [epub]\n';
const DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>';
const FONT = readFileSync(
  join(import.meta.dirname, '../../node_modules/@fontsource/arimo/files/arimo-latin-400-normal.woff2'),
);

const FILES: Files = {
  'content/fever/publication.yaml': `${SETTINGS}references: books.json\n`,
  'content/fever/signs.md': '# Signs\n\n![A leaf](leaf.svg)\n\nSee [@one].\n',
  'content/fever/leaf.svg': DRAWING,
  'content/fever/books.json': '[{ "id": "one", "type": "book", "title": "One" }]',
  'handpress.yaml': 'editions:\n  clinic:\n    extends: a4\n    styles: [clinic.css]\n',
  'styles/clinic.css': 'h1 { color: #222 }\n',
  'templates/print/colophon.html': '<p>{{ title }}</p>\n',
};

let repository: Repository;
const another = useRepositories();

beforeEach(() => {
  vi.stubEnv('SOURCE_DATE_EPOCH', undefined);
  repository = another();
  repository.write({ '.gitignore': 'dist/\n' });
});

/** @param time such as `2026-03-04T10:00:00+02:00` */
function commitAt(time: string, files: Files = {}): void {
  vi.stubEnv('GIT_COMMITTER_DATE', time);
  vi.stubEnv('GIT_AUTHOR_DATE', '2001-01-01T00:00:00Z');
  repository.commit(files);
}

interface Made {
  readonly codes: readonly string[];
  readonly made: readonly string[];
  readonly messages: string;
}

async function run(options: BuildOptions = {}, root = repository.folder): Promise<Made> {
  const made: string[] = [];
  const { ok, diagnostics } = await build({
    root,
    onProgress: ({ path, fromCache }) => void (fromCache ? [] : made.push(path)),
    ...options,
  });
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(ok).toBe(true);
  const found = diagnostics.filter(({ code }) => code !== 'sandbox-off');
  return {
    codes: found.map(({ code }) => code),
    made: made.sort(),
    messages: found.map(({ message, hint }) => `${message} ${hint}`).join('\n'),
  };
}

function packageDocument(root = repository.folder, id = 'fever'): string {
  const entries = unzipSync(readFileSync(join(root, `dist/${id}/${id}.epub`)));
  return strFromU8(entries['OEBPS/content.opf'] ?? new Uint8Array());
}

const modifiedIn = (root = repository.folder, id = 'fever'): string | undefined =>
  /"dcterms:modified">([^<]*)</.exec(packageDocument(root, id))?.[1];

const NO_DATE = '1980-01-01T00:00:00Z';

describe('the date of the last change', () => {
  test('is that of the last commit in every edition, and `published` stays the date of publication', async () => {
    const settings = SETTINGS.replace('[epub]', '[epub, epub-compatible, handouts-a4]');
    commitAt('2026-03-04T10:20:30+02:00', {
      ...FILES,
      'content/fever/publication.yaml': `${settings}published: 2025-11\nreferences: books.json\n`,
    });
    expect((await run()).codes).toEqual([]);
    expect(modifiedIn()).toBe('2026-03-04T08:20:30Z');
    expect(packageDocument()).toContain('<dc:date>2025-11</dc:date>');
    const pdf = PdfFile.read(readFileSync(join(repository.folder, 'dist/fever/handouts-a4/signs.pdf')));
    expect(pdf.inflate(pdf.stream(pdf.catalog.get('Metadata'))).toString()).toContain(
      '<xmp:ModifyDate>2026-03-04T08:20:30Z</xmp:ModifyDate>',
    );
    const older = unzipSync(readFileSync(join(repository.folder, 'dist/fever/fever-compatible.epub')));
    expect(strFromU8(older['OEBPS/content.opf'] ?? new Uint8Array())).toContain('>2026-03-04T08:20:30Z<');
  });

  test.each([
    ['2026-03-05', '2026-03-05T00:00:00Z'],
    ['2026-03-04', '2026-03-04T08:20:30Z'],
  ])('with the review of %s is %s', async (reviewed, expected) => {
    const settings = `${SETTINGS}reviewed: ${reviewed}\nreferences: books.json\n`;
    commitAt('2026-03-04T08:20:30Z', { ...FILES, 'content/fever/publication.yaml': settings });
    await run();
    expect(modifiedIn()).toBe(expected);
  });

  test('is SOURCE_DATE_EPOCH where that is set, and git is not asked', async () => {
    commitAt('2026-03-04T08:20:30Z', FILES);
    repository.write({ 'content/fever/signs.md': '# Signs\n\nOther.\n' });
    vi.stubEnv('SOURCE_DATE_EPOCH', '1700000000');
    const { wasRun } = watchGit();
    expect((await run()).codes).toEqual([]);
    expect(modifiedIn()).toBe('2023-11-14T22:13:20Z');
    expect(wasRun()).toBe(false);
  });

  test('comes from every file of the publication and of its design, and from no other', async () => {
    const styles = '@import "../shared/more.css"; h1 { color: #222 }\n';
    const more = '@font-face { font-family: x; src: url("x.woff2") }\n';
    commitAt('2026-01-01T00:00:00Z', { ...FILES, 'styles/clinic.css': styles, 'shared/more.css': more });
    const { writeFileSync } = await import('node:fs');
    writeFileSync(join(repository.folder, 'shared/x.woff2'), FONT);
    commitAt('2026-01-01T00:00:01Z');
    const changes: Files = {
      'content/fever/publication.yaml': `${SETTINGS}publisher: P\nreferences: books.json\n`,
      'content/fever/signs.md': '# Signs\n\n![A leaf](leaf.svg)\n\nSee [@one], again.\n',
      'content/fever/leaf.svg': DRAWING.replace('M0', 'M1'),
      'content/fever/books.json': '[{ "id": "one", "type": "book", "title": "Two" }]',
      'handpress.yaml': `# Editions\n${FILES['handpress.yaml']}`,
      'styles/clinic.css': `${styles}h2 { color: #222 }\n`,
      'shared/more.css': `${more}h3 { color: #222 }\n`,
      'templates/print/colophon.html': '<p>{{ title }}.</p>\n',
      'templates/terms/en.yaml': 'contents: What is in it\n',
    };
    for (const [at, [path, text]] of Object.entries(changes).entries()) {
      commitAt(`2026-02-01T00:00:0${at}Z`, { [path]: text });
      await run();
      expect(modifiedIn(), path).toBe(`2026-02-01T00:00:0${at}Z`);
    }
    commitAt('2026-03-01T00:00:00Z', { 'shared/x.woff2': '' });
    execFileSync('git', ['checkout', '--quiet', 'HEAD~', '--', 'shared'], { cwd: repository.folder });
    commitAt('2026-03-02T00:00:00Z');
    await run();
    expect(modifiedIn()).toBe('2026-03-02T00:00:00Z');
    commitAt('2026-04-01T00:00:00Z', {
      'README.md': 'About',
      'content/cold.md': '---\neditions: [epub]\n---\n# Cold\n\nText.\n',
      'content/fever/unused.svg': DRAWING,
      'templates/terms/fr.yaml': 'contents: Table\n',
    });
    expect((await run()).made).toEqual(['cold/cold.epub']);
    expect(modifiedIn()).toBe('2026-03-02T00:00:00Z');
    expect(modifiedIn(repository.folder, 'cold')).toBe('2026-04-01T00:00:00Z');
  });
});

describe('commits do not count', () => {
  test('if a file is not committed, which a note reports', async () => {
    commitAt('2026-03-04T08:20:30Z', FILES);
    repository.write({ 'content/fever/leaf.svg': DRAWING.replace('M0', 'M1') });
    const { codes, messages } = await run();
    expect(codes).toEqual(['commit-uncounted']);
    expect(messages).toBe(
      '`content/fever/leaf.svg` is not committed as it is now, so the date of the last change counts no commits. Commit before you publish, or set `SOURCE_DATE_EPOCH`.',
    );
    expect(modifiedIn()).toBe(NO_DATE);
    // The second build reports what the first did.
    expect((await run()).messages).toBe(messages);
    repository.write({ 'content/fever/leaf.svg': DRAWING, 'styles/clinic.css': '', 'styles/new.css': '' });
    expect((await run()).messages).toContain('`styles/clinic.css` and another file are not committed');
  });

  test('if a shallow clone ends before the commit, until it has the history', async () => {
    commitAt('2026-03-04T08:20:30Z', FILES);
    commitAt('2026-03-05T08:20:30Z', { 'README.md': 'About' });
    const clone = another({ isInitialised: false });
    clone.git('clone', '--quiet', '--depth', '1', `file://${repository.folder}`, '.');
    const { codes, messages } = await run({}, clone.folder);
    expect(codes).toEqual(['commit-uncounted']);
    expect(messages).toContain('The clone is too shallow to contain the commit of the last change');
    expect(modifiedIn(clone.folder)).toBe(NO_DATE);
    clone.git('fetch', '--quiet', '--unshallow');
    expect((await run({}, clone.folder)).codes).toEqual([]);
    expect(modifiedIn(clone.folder)).toBe('2026-03-04T08:20:30Z');
  });

  test('if git is not installed, until it is', async () => {
    commitAt('2026-03-04T08:20:30Z', FILES);
    const path = process.env.PATH;
    vi.stubEnv('PATH', '');
    expect((await run()).messages).toContain('Git cannot be asked (Git is not installed');
    expect((await run()).codes).toEqual(['commit-uncounted']);
    vi.stubEnv('PATH', path);
    expect((await run()).codes).toEqual([]);
    expect(modifiedIn()).toBe('2026-03-04T08:20:30Z');
  });

  test('without a repository, and no note is needed', async () => {
    const plain = another({ isInitialised: false });
    plain.write(FILES);
    expect((await run({}, plain.folder)).codes).toEqual([]);
    expect(modifiedIn(plain.folder)).toBe(NO_DATE);
    plain.git('init', '--quiet', '--initial-branch=main');
    plain.commit({});
    expect((await run({}, plain.folder)).made).toEqual(['fever/fever.epub']);
    expect(modifiedIn(plain.folder)).not.toBe(NO_DATE);
  });
});

test('a commit gives the same bytes in a clone, in a part of the work, and where only some editions are made', async () => {
  const settings = SETTINGS.replace('[epub]', '[epub, handouts-a4]');
  commitAt('2026-03-04T08:20:30Z', { 'content/cold.md': '---\neditions: [epub]\n---\n# Cold\n\nText.\n' });
  repository.git('tag', 'before');
  commitAt('2026-03-05T08:20:30Z', {
    ...FILES,
    'content/fever/publication.yaml': `${settings}references: books.json\n`,
  });
  await run();
  const all = await digestsIn(join(repository.folder, 'dist'));
  const clone = another({ isInitialised: false });
  clone.git('clone', '--quiet', repository.folder, '.');
  await run({ cache: false }, clone.folder);
  expect(await digestsIn(join(clone.folder, 'dist'))).toEqual(all);
  const digestOf = async (path: string, options: BuildOptions): Promise<string | undefined> => {
    rmSync(join(clone.folder, 'dist'), { recursive: true, force: true });
    await run({ cache: false, ...options }, clone.folder);
    return (await digestsIn(join(clone.folder, 'dist')))[path];
  };
  const path = 'fever/fever.epub';
  expect(await digestOf(path, { editions: ['epub'] })).toBe(all[path]);
  expect(await digestOf(path, { changedSince: 'before' })).toBe(all[path]);
  const parts = [
    await digestOf(path, { shard: { index: 1, count: 2 } }),
    await digestOf(path, { shard: { index: 2, count: 2 } }),
  ];
  expect(parts).toContain(all[path]);
});

describe('the next build', () => {
  const FEVER = ['fever/fever.epub'];

  test('makes a publication again if a commit changed one of its files, and else not', async () => {
    commitAt('2026-03-04T08:20:30Z', FILES);
    await run();
    commitAt('2026-03-05T08:20:30Z', { 'README.md': 'About' });
    expect((await run()).made).toEqual([]);
    expect(modifiedIn()).toBe('2026-03-04T08:20:30Z');
    repository.write({ 'content/fever/signs.md': '# Signs\n\nOther.\n' });
    expect((await run()).made).toEqual(FEVER);
    expect(modifiedIn()).toBe(NO_DATE);
    // The files stay the same, and their date becomes known.
    commitAt('2026-03-06T08:20:30Z');
    expect((await run()).made).toEqual(FEVER);
    expect(modifiedIn()).toBe('2026-03-06T08:20:30Z');
    repository.git('checkout', '--quiet', 'HEAD~');
    expect((await run()).codes).toEqual([]);
    expect(modifiedIn()).toBe('2026-03-04T08:20:30Z');
  });

  test('starts git only if another commit is checked out', async () => {
    commitAt('2026-03-04T08:20:30Z', FILES);
    await run();
    const { wasRun } = watchGit();
    expect((await run()).made).toEqual([]);
    expect(wasRun()).toBe(false);
    commitAt('2026-03-05T08:20:30Z', { 'README.md': 'About' });
    wasRun();
    expect((await run()).made).toEqual([]);
    expect(wasRun()).toBe(true);
    expect((await run()).made).toEqual([]);
    expect(wasRun()).toBe(false);
  });
});

/** Replaces git by a program that notes that it was run, and runs git. */
function watchGit(): { readonly wasRun: () => boolean } {
  const folder = another({ isInitialised: false });
  const trace = join(folder.folder, 'was-run');
  const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
  folder.write({ 'bin/git': `#!/bin/sh\ntouch '${trace}'\nexec '${real}' "$@"\n` });
  chmodSync(join(folder.folder, 'bin/git'), 0o755);
  vi.stubEnv('PATH', `${join(folder.folder, 'bin')}${delimiter}${process.env.PATH}`);
  return {
    wasRun: () => {
      const found = existsSync(trace);
      rmSync(trace, { force: true });
      return found;
    },
  };
}
