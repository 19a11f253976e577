/** Tests chapters that an earlier build has rendered: the same trees with the same places, and the same problems. */
import { fileURLToPath } from 'node:url';
import type { Nodes } from 'hast';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Diagnostic, sortDiagnostics } from '../../../src/core/diagnostics/diagnostic.ts';
import { builtInEditions } from '../../../src/core/editions.ts';
import type { Context } from '../../../src/core/model/context.ts';
import type { Publication } from '../../../src/core/model/publication.ts';
import type { StepCache } from '../../../src/core/model/step-cache.ts';
import { discover, readPublication } from '../../../src/read/read-publication.ts';
import {
  assembleBook,
  type RenderedPublication,
  renderPublication,
} from '../../../src/render/render-publication.ts';
import { computeCombinedDigest } from '../../../src/runtime/cache/digest.ts';
import { contextIn } from '../../support/context.ts';
import { MemoryCache } from '../../support/memory-cache.ts';
import { png } from '../../support/pictures.ts';
import { type Files, formatDiagnostics, memoryHost, openWorkbench } from '../../support/workbench.ts';

const REPOSITORY = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');

/** A publication that was rendered, and what was reported. */
interface Result {
  readonly rendered: RenderedPublication;
  readonly problems: readonly Diagnostic[];
}

/**
 * Reads a publication and renders it, as if each of its chapters were long.
 * @param steps absent: nothing is cached
 * @param onRead is called with the path of each chapter whose tree is read
 */
async function render(
  context: Context,
  what: string,
  steps?: StepCache,
  onRead: (path: string) => void = () => undefined,
): Promise<Result> {
  const [target] = await discover([what], context);
  const publication = target && (await readPublication(target, builtInEditions, context));
  if (publication === undefined) throw new Error(`${what} cannot be read`);
  const chapters = publication.chapters.map((chapter) => {
    const { path, text } = chapter.source;
    const read = () => {
      onRead(path);
      return chapter.body.read();
    };
    return { ...chapter, body: { origin: computeCombinedDigest([path, text]), read } };
  });
  const long: Publication = { ...publication, chapters };
  const problems: Diagnostic[] = [];
  const report = (problem: Diagnostic): void => void problems.push(problem);
  const rendered = await renderPublication(long, { ...context, report, ...(steps && { stepCache: steps }) });
  return { rendered, problems: sortDiagnostics(problems) };
}

/** Returns the content of a section of the book, as JSON. */
const readSection = async (rendered: RenderedPublication, index: number): Promise<string> =>
  JSON.stringify((await assembleBook(rendered)).sections[index]?.body);

/** Returns a copy of a tree with its places as plain objects. */
function plain(node: Nodes): object {
  const { position, ...rest } = node;
  const { start, end } = position ?? {};
  return {
    ...rest,
    ...(start && end && { position: { start: { ...start }, end: { ...end } } }),
    ...('children' in node && { children: node.children.map(plain) }),
  };
}

/** Returns what is compared of a publication: everything that is made of it comes from this. */
function describeResult({ rendered: { chapters, assets, titles }, problems }: Result) {
  return {
    chapters: chapters.map(({ chapter, body, ...rest }) => ({ id: chapter.id, body: plain(body), ...rest })),
    assets: [...assets.loaded.values()].map(({ path, digest, locations }) => ({ path, digest, locations })),
    titles,
    problems,
  };
}

describe('the publications of this repository', () => {
  const folders = ['content/ketamine-and-migraine', 'tests/books/torture', 'tests/books/dialects'];
  test.each([...folders, 'tests/books/mdbook'])('%s is the same from the cache', async (folder) => {
    const steps = new MemoryCache();
    const open = () => contextIn(REPOSITORY, () => undefined);
    const right = describeResult(await render(open(), folder));
    expect(describeResult(await render(open(), folder, steps))).toStrictEqual(right);
    expect(steps.takeMade().length).toBeGreaterThan(3);
    const read: string[] = [];
    const second = await render(open(), folder, steps, (path) => void read.push(path));
    expect(describeResult(second)).toStrictEqual(right);
    expect(steps.made).toEqual([]);
    expect(read).toEqual([]);
  });
});

const FILES = {
  'p/publication.yaml': 'title: P\nlanguage: en-GB\nchapters: [a.md, b.md]\nreferences: r.json\n',
  'p/a.md': '# A\n\n## Part\n\nA “claim” [@one].\n\n![A](x.png "A caption")\n\n![](x.png)\n\n[x](b.md#no)\n',
  'p/b.md':
    '# B\n\n> [!note]\n> Mind it.\n\n:::table[T]\n| a |\n|---|\n| 1 |\n:::\n\n' +
    '![B](x.png "B caption")\n\n<p><img src="x.png" alt="C" height="10"></p>\n',
  'p/x.png': png([[[200, 30, 30]]]),
  'p/r.json': '[{ "id": "one", "type": "book", "title": "One" }]',
};
const CLOSE: Files = {
  'p/publication.yaml': 'title: P\nlanguage: en-GB\nchapters: [a.md, b.md]\n',
  'p/a.md': '---\nid: a\n---\n\n# A\n\n## b\n\n## b--c\n\n## c\n',
  'p/b.md': '---\nid: a--b\n---\n\n# B\n\n## c\n\n## d\n',
};

describe('a chapter from the cache', () => {
  let steps: MemoryCache;
  beforeEach(async () => {
    steps = new MemoryCache();
    await render(contextOf(FILES), '.', steps);
    expect(steps.takeMade()).toEqual(['rendered', 'rendered', 'rendered', 'rendered']);
  });

  const contextOf = (files: Files): Context => openWorkbench(memoryHost(files)).context;

  /** Renders changed files with the cache. Fails if anything differs from what is made without it. */
  async function expectRight(files: Files): Promise<Result> {
    const result = await render(contextOf(files), '.', steps);
    expect(describeResult(result)).toStrictEqual(describeResult(await render(contextOf(files), '.')));
    return result;
  }

  test('reports its problems again, with their places', async () => {
    const changed = { ...FILES, 'p/b.md': `${FILES['p/b.md']}\nMore.\n` };
    const { problems } = await expectRight(changed);
    expect(formatDiagnostics(problems)).toEqual([
      'image-alt-missing p/a.md:9:1',
      'link-anchor-missing p/a.md:11:1',
    ]);
    expect(steps.made).toEqual(['rendered', 'rendered']);
  });

  test('has the numbers of the figures after a new one in another chapter', async () => {
    const changed = { ...FILES, 'p/a.md': `${FILES['p/a.md']}\n![C](x.png "C caption")\n` };
    const { rendered } = await expectRight(changed);
    expect(await readSection(rendered, 1)).toContain('Figure 3.');
  });

  test('has an image of another size, and reports one that is no longer there', async () => {
    const other = {
      ...FILES,
      'p/x.png': png([
        [
          [200, 30, 30],
          [9, 9, 9],
        ],
      ]),
    };
    const { rendered } = await expectRight(other);
    expect(JSON.stringify(rendered.chapters[1]?.body)).toContain('"width":20');
    const { 'p/x.png': _, ...without } = FILES;
    expect(formatDiagnostics((await expectRight(without)).problems)).toContain('image-missing p/b.md:12:1');
    expect(steps.takeMade()).toHaveLength(4);
    await expectRight(without);
    await expectRight(FILES);
    expect(steps.made).toEqual([]);
  });

  test('has the words and spaces of another language', async () => {
    const settings = FILES['p/publication.yaml'].replace('en-GB', 'fr');
    const { rendered } = await expectRight({ ...FILES, 'p/publication.yaml': settings });
    expect(await readSection(rendered, 1)).toContain('Tableau');
  });

  test('asks again which sources there are', async () => {
    const { problems } = await expectRight({ ...FILES, 'p/r.json': '[{ "id": "two", "type": "book" }]' });
    expect(formatDiagnostics(problems)).toContain('citation-unknown p/a.md:5:12');
  });

  test('is as strict as its publication', async () => {
    const strict = await expectRight(FILES);
    const settings = `${FILES['p/publication.yaml']}strict: false\n`;
    const lenient = await expectRight({ ...FILES, 'p/publication.yaml': settings });
    expect(strict.problems[0]).toMatchObject({ severity: 'error' });
    expect(lenient.problems[0]).toMatchObject({ severity: 'warning' });
  });

  test('has ids that no other chapter has taken', async () => {
    await expectRight(CLOSE);
    expect(steps.takeMade()).toEqual(['rendered', 'rendered']);
    await expectRight(CLOSE);
    expect(steps.made).toEqual([]);
    const changed = await expectRight({ ...CLOSE, 'p/a.md': '---\nid: a\n---\n\n# A\n\n## b--d\n' });
    const [, second] = changed.rendered.chapters;
    expect(second?.headings.map(({ id }) => id)).toEqual(['a--b', 'a--b--c', 'a--b--d-1']);
  });
});
