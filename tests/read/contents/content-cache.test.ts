/** Tests the content of long chapters that an earlier build has read: the same facts, problems and trees. */
import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../../src/core/diagnostics/diagnostic.ts';
import type { SourceFile } from '../../../src/core/source-location.ts';
import { type ContentSettings, readContent } from '../../../src/read/contents/chapter-content.ts';
import { MIN_CACHED_LENGTH, readContentCached } from '../../../src/read/contents/content-cache.ts';
import { MemoryCache } from '../../support/memory-cache.ts';
import { formatDiagnostics } from '../../support/workbench.ts';

const SETTINGS: ContentSettings = {
  ...{ title: undefined, part: undefined, sheets: undefined },
  ...{ skipsHeading: false, isLenient: false, isClinical: false, isForeign: false, holdsSettings: false },
};

const LONG = 'Some words of a chapter that is long. '.repeat(Math.ceil(MIN_CACHED_LENGTH / 38));
const source = (text: string, path = 'a.md'): SourceFile => ({ path, text: `${text}\n\n${LONG}\n` });

/** Reads a chapter, and its tree. */
async function read(chapter: SourceFile, steps: MemoryCache | undefined, settings = SETTINGS) {
  const found: Diagnostic[] = [];
  const context = {
    report: (problem: Diagnostic) => void found.push(problem),
    ...(steps && { stepCache: steps }),
  };
  const content = await (steps === undefined ? readContent : readContentCached)(chapter, settings, context);
  const problems = found.splice(0);
  const made = steps?.takeMade();
  const { body, ...facts } = content?.chapter ?? {};
  const tree = await body?.read();
  expect(found).toEqual([]);
  return { facts, ownId: content?.ownId, problems, made, tree, origin: body?.origin };
}

describe('a chapter that is read twice', () => {
  const texts: readonly (readonly [what: string, text: string, settings: Partial<ContentSettings>])[] = [
    ['with a title', '# Title\n\n## Part', {}],
    [
      'with problems',
      '---\nid: own\nlanguage: wordless\nsheets: 1\n---\n\n# T\n\n### Deep\n\nA [link][nowhere].',
      {},
    ],
    ['without a title', 'Words first.', { title: 'Listed', isLenient: true }],
    ['that begins with the title of a part', '# Part\n\n# Chapter', { skipsHeading: true, part: 'preface' }],
    ['with unknown settings', '---\nshade: red\n---\n\n# T', { isForeign: true }],
  ];
  test.each(texts)('is the same: %s', async (_what, text, settings) => {
    const steps = new MemoryCache();
    const given = { ...SETTINGS, ...settings };
    const { made: _, origin: __, ...right } = await read(source(text), undefined, given);
    const first = await read(source(text), steps, given);
    expect(first).toStrictEqual({ ...right, made: ['chapter', 'content'], origin: first.origin });
    // Its tree is read from the cache only when it is asked for.
    const second = await read(source(text), steps, given);
    expect(second).toStrictEqual({ ...right, made: [], origin: first.origin });
    expect(first.origin).toBeDefined();
  });

  test('is read again with other settings, from the same tree', async () => {
    const steps = new MemoryCache();
    const first = await read(source('Words.'), steps);
    expect(formatDiagnostics(first.problems)).toEqual(['title-missing a.md:1:1']);
    const second = await read(source('Words.'), steps, { ...SETTINGS, isLenient: true });
    expect(second.made).toEqual(['content']);
    expect(formatDiagnostics(second.problems)).toEqual(['title-taken a.md:1:1']);
    expect(second.origin).not.toEqual(first.origin);
  });

  test('has the places of its own file', async () => {
    const steps = new MemoryCache();
    await read(source('Words.'), steps);
    expect(formatDiagnostics((await read(source('Words.', 'b.md'), steps)).problems)).toEqual([
      'title-missing b.md:1:1',
    ]);
  });

  test('is parsed again if only its facts are left', async () => {
    const steps = new MemoryCache();
    const first = await read(source('# T'), steps);
    const second = await readContentCached(source('# T'), SETTINGS, {
      report: () => undefined,
      stepCache: {
        getOrCompute: (step, parts, make) =>
          steps.getOrCompute(step, step === 'chapter' ? ['lost'] : parts, make),
      },
    });
    expect(steps.takeMade()).toEqual([]);
    expect(await second?.chapter.body.read()).toStrictEqual(first.tree);
    expect(steps.takeMade()).toEqual(['chapter']);
  });
});

test('nothing is kept of a chapter that cannot be read, or that is short', async () => {
  const steps = new MemoryCache();
  for (let times = 0; times < 2; times += 1) {
    const broken = await read(source(`# T\n\n${'>'.repeat(5000)} x`), steps);
    expect(broken.problems.map(({ code }) => code)).toEqual(['nesting-too-deep']);
    expect(broken.made).toEqual([]);
  }
  const short = await read({ path: 'a.md', text: '# T\n' }, steps);
  expect([short.made, short.origin]).toEqual([['chapter'], undefined]);
});
