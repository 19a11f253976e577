/** Changes each input alone: exactly the files that depend on it are built again, and the bytes are always right. */
import {
  appendFile,
  chmod,
  copyFile,
  cp,
  readFile,
  rename,
  rm,
  stat,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { BuildOptions } from '../../../src/index.ts';
import { findBrowser } from '../../../src/runtime/browser/find-browser.ts';
import { nodeHost } from '../../../src/runtime/node-host.ts';
import { handpress } from '../../cli/run.ts';
import { png } from '../../support/pictures.ts';
import { copyOfHandpress, openProject, type Project, REPOSITORY } from './project.ts';

const FILES = {
  'handpress.yaml': 'editions:\n  a4: { extends: a4, type: { size: 11 } }\n',
  'content/fever/publication.yaml':
    'title: Fever\nlanguage: en-GB\neditions: [book-a4, handouts-a4, epub]\nreferences: references.json\n',
  'content/fever/1-signs.md': '# Signs\n\nA *hot* forehead.[@one]\n\n![A thermometer](images/red.png)\n',
  'content/fever/2-help.md': '# Help\n\nDrink **water**.\n',
  'content/fever/images/red.png': png([[[200, 30, 30]]]),
  'content/fever/references.json': JSON.stringify([
    { id: 'one', type: 'book', title: 'Of fevers', issued: { 'date-parts': [[1999]] } },
  ]),
  'content/cough.md': '---\neditions: [handouts-a4, epub]\n---\n\n# Cough\n\nRest.\n',
};

const BOOK = ['fever/fever-book-a4.pdf'];
const SIGNS = ['fever/handouts-a4/signs.pdf'];
const HELP = ['fever/handouts-a4/help.pdf'];
const EBOOK = ['fever/fever.epub'];
const FEVER = [...BOOK, ...EBOOK, ...HELP, ...SIGNS].sort();
const COUGH = ['cough/cough-a4.pdf', 'cough/cough.epub'];
const ALL = [...COUGH, ...FEVER];
const PAPER = ALL.filter((path) => path.endsWith('.pdf'));
const EBOOKS = ALL.filter((path) => path.endsWith('.epub'));

let project: Project;
beforeAll(async () => {
  project = await openProject(FILES);
});
afterAll(() => project.remove());
beforeEach(async () => {
  await project.write(FILES);
  for (const added of ['templates', 'styles', 'node_modules']) {
    await rm(join(project.root, added), { recursive: true, force: true });
  }
  const { result } = await project.build();
  expect(result.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
});

/** Returns what the next build makes. Its files must equal those of a build without a cache. */
async function madeNext(options: BuildOptions = {}): Promise<readonly string[]> {
  const { made, kept, result } = await project.build(options);
  expect(result.ok).toBe(true);
  const published = await project.published();
  const fresh = await project.build({ ...options, cache: false });
  expect(fresh.kept).toEqual([]);
  expect(await project.published()).toEqual(published);
  expect([...made, ...kept].sort()).toEqual([...fresh.made].sort());
  return made;
}

async function replaced(path: string, from: string, to: string): Promise<void> {
  const text = await readFile(join(project.root, path), 'utf8');
  expect(text).toContain(from);
  await project.write({ [path]: text.replace(from, to) });
}

/** Copies a file of Handpress into the project, with an addition. */
async function shadowed(path: string, addition: string): Promise<void> {
  const text = await readFile(join(REPOSITORY, path), 'utf8');
  await project.write({ [path]: `${text}${addition}` });
}

async function reworded(from: string, to: string): Promise<void> {
  const text = await readFile(join(REPOSITORY, 'templates/terms/en.yaml'), 'utf8');
  await project.write({ 'templates/terms/en.yaml': text.replace(from, to) });
}

describe('a build makes nothing', () => {
  test('if nothing has changed', async () => {
    expect(await madeNext()).toEqual([]);
  });

  test('if only the time of a file has changed', async () => {
    await utimes(join(project.root, 'content/cough.md'), new Date(), new Date());
    expect(await madeNext()).toEqual([]);
  });

  test('if a file was changed and changed back', async () => {
    await replaced('content/cough.md', 'Rest', 'Sleep');
    await project.build();
    await project.write({ 'content/cough.md': FILES['content/cough.md'] });
    expect(await madeNext()).toEqual([]);
  });

  test('if an unrelated file was added', async () => {
    await project.write({ 'README.md': 'About us', 'content/fever/images/unused.txt': 'x' });
    expect(await madeNext()).toEqual([]);
  });
});

test('restores a published file that was removed', async () => {
  const before = await project.published();
  await rm(join(project.root, 'dist/cough/cough.epub'));
  const { made } = await project.build();
  expect(made).toEqual([]);
  expect(await project.published()).toEqual(before);
});

test('leaves a published file that someone edited, and restores it when it is gone', async () => {
  const before = await project.published();
  const path = join(project.root, 'dist/fever/fever-book-a4.pdf');
  await appendFile(path, 'x');
  const edited = await readFile(path);
  const { result } = await project.build();
  expect(result.diagnostics.map(({ code }) => code)).toContain('output-in-way');
  expect(await readFile(path)).toEqual(edited);
  await rm(path);
  const { made } = await project.build();
  expect(made).toEqual([]);
  expect(await project.published()).toEqual(before);
});

test('leaves a manifest that was edited into something else, and restores it when it is gone', async () => {
  const before = await project.published();
  const path = join(project.root, 'dist/manifest.json');
  await writeFile(path, '{"handpress": 1}');
  const { result } = await project.build();
  expect(result.diagnostics.map(({ code }) => code)).toContain('manifest-foreign');
  expect(await readFile(path, 'utf8')).toBe('{"handpress": 1}');
  await rm(path);
  await project.build();
  expect(await project.published()).toEqual(before);
});

describe('builds exactly the affected files after a change of', () => {
  const changes: readonly (readonly [string, () => Promise<unknown>, readonly string[]])[] = [
    ['a chapter', () => replaced('content/fever/2-help.md', 'water', 'tea'), [...BOOK, ...EBOOK, ...HELP]],
    ['a lone file', () => replaced('content/cough.md', 'Rest', 'Doze'), COUGH],
    [
      'an image',
      () => project.write({ 'content/fever/images/red.png': png([[[30, 30, 200]]]) }),
      [...BOOK, ...EBOOK, ...SIGNS],
    ],
    [
      'the references',
      () => replaced('content/fever/references.json', 'fevers', 'heat'),
      [...BOOK, ...EBOOK, ...SIGNS],
    ],
    [
      'the title',
      () => replaced('content/fever/publication.yaml', 'title: Fever', 'title: Heat\nid: fever'),
      FEVER,
    ],
    ['the language', () => replaced('content/fever/publication.yaml', 'en-GB', 'en-US'), FEVER],
    [
      'a subject',
      () => replaced('content/fever/publication.yaml', 'title: Fever', 'title: Fever\nsubjects: [Heat]'),
      FEVER,
    ],
    [
      'the order of chapters',
      () =>
        replaced(
          'content/fever/publication.yaml',
          'title: Fever',
          'title: Fever\nchapters: [2-help.md, 1-signs.md]',
        ),
      [...BOOK, ...EBOOK],
    ],
    [
      'an edition of the project',
      () => replaced('handpress.yaml', '11', '12'),
      [...BOOK, ...HELP, ...SIGNS, 'cough/cough-a4.pdf'].sort(),
    ],
    ['a style of the print', () => shadowed('styles/print.css', '\np { color: navy }\n'), PAPER],
    ['a style of the e-book', () => shadowed('styles/epub.css', '\np { color: navy }\n'), EBOOKS],
    [
      'a template of handouts',
      () => shadowed('templates/handout.html', '<p>By us</p>'),
      [...HELP, ...SIGNS, 'cough/cough-a4.pdf'].sort(),
    ],
    ['the words of a language', () => reworded('Contents', 'What is in it'), [...BOOK, ...EBOOKS].sort()],
  ];
  test.each(changes)('%s', async (_name, change, expected) => {
    await change();
    expect(await madeNext()).toEqual([...expected].sort());
  });

  test('the list of chapters', async () => {
    await project.write({ 'content/fever/3-rest.md': '# Rest\n\nSleep.\n' });
    const made = await madeNext();
    expect(made).toEqual([...BOOK, ...EBOOK, 'fever/handouts-a4/rest.pdf'].sort());
    await rm(join(project.root, 'content/fever/3-rest.md'));
    expect((await project.build()).made).toEqual([]);
    expect(Object.keys(await project.published())).not.toContain('fever/handouts-a4/rest.pdf');
  });

  test('the list of publications', async () => {
    await project.write({ 'content/cold.md': '---\neditions: [epub]\n---\n\n# Cold\n\nRest.\n' });
    expect(await madeNext()).toEqual(['cold/cold.epub']);
    await rm(join(project.root, 'content/cold.md'));
  });

  test('a font of the project', async () => {
    const fonts = 'node_modules/@fontsource/atkinson-hyperlegible-next';
    await cp(join(REPOSITORY, fonts), join(project.root, fonts), { recursive: true, dereference: true });
    expect(await madeNext()).toEqual([]);
    const files = join(project.root, fonts, 'files/atkinson-hyperlegible-next-latin');
    await copyFile(`${files}-700-normal.woff2`, `${files}-400-normal.woff2`);
    expect(await madeNext()).toEqual(PAPER);
  });

  test('SOURCE_DATE_EPOCH', async () => {
    const day = { SOURCE_DATE_EPOCH: '1700000000' };
    const host = {
      ...nodeHost,
      variable: (name: string) => day[name as keyof typeof day] ?? nodeHost.variable(name),
    };
    expect(await madeNext({ host })).toEqual(ALL);
  });
});

describe('an option', () => {
  test('that adds editions builds only these', async () => {
    expect(await madeNext({ editions: ['epub'] })).toEqual([]);
    expect(await madeNext({ editions: ['handouts-a4'] })).toEqual([]);
  });

  test('that names another output folder builds nothing again', async () => {
    const { made, kept } = await project.build({ out: 'elsewhere' });
    expect([made, kept]).toEqual([[], ALL]);
  });

  test('that adds proofs builds only these', async () => {
    const made = await madeNext({ proof: true, inputs: ['cough'], editions: ['handouts'] });
    expect(made).toEqual(['cough/cough-a4.proof.png']);
  });

  test('that changes the duplex edge builds the booklets again', async () => {
    await project.write({ 'content/cough.md': '---\neditions: [booklet]\n---\n\n# Cough\n\nRest.\n' });
    const short = await project.build({ inputs: ['cough'], duplex: 'short' });
    const before = (await project.published())['cough/cough-booklet.pdf'];
    await project.build({ inputs: ['cough'], duplex: 'long' });
    expect(short.result.ok).toBe(true);
    expect((await project.published())['cough/cough-booklet.pdf']).not.toBe(before);
  });
});

test('another browser prints everything again', async () => {
  const { executable, environment = {} } = await findBrowser(undefined, nodeHost);
  const variables = Object.entries(environment).map(([name, value]) => `export ${name}='${value}'`);
  const browser = join(project.root, 'browser.sh');
  const log = join(project.root, 'started');
  const script = ['#!/bin/sh', ...variables, `echo started >> '${log}'`, `exec '${executable}' "$@"`, ''];
  await writeFile(browser, script.join('\n'));
  await chmod(browser, 0o755);
  const starts = async (): Promise<number> =>
    (await readFile(log, 'utf8').catch(() => '')).split('\n').length;
  await project.build({ browser });
  const first = await starts();
  await project.build({ browser });
  expect(await starts()).toBe(first);
  // The same size, a few milliseconds newer.
  const { atime, mtime } = await stat(browser);
  await writeFile(`${browser}.new`, script.join('\n').replace('started >>', 'STARTED >>'));
  await chmod(`${browser}.new`, 0o755);
  await rename(`${browser}.new`, browser);
  await utimes(browser, atime, new Date(mtime.getTime() + 5));
  await project.build({ browser });
  expect(await starts()).toBe(first + 1);
});

test('another version of Handpress builds everything again', async () => {
  const copy = await copyOfHandpress();
  try {
    const run = (): Promise<{ readonly stderr: string }> =>
      handpress(['build', 'cough', '--edition', 'epub'], {
        cwd: project.root,
        cli: join(copy, 'src/cli/main.ts'),
      });
    for (const change of ['one', 'another']) {
      await appendFile(join(copy, 'src/epub/write-epub.ts'), `\n// ${change}\n`);
      expect((await run()).stderr).toContain('made cough/cough.epub');
      expect((await run()).stderr).toContain('kept cough/cough.epub');
    }
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
});
