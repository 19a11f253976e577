/** A chapter that was parsed by an earlier build: the same tree, and the same complaints. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../../src/core/diagnostics/diagnostic.ts';
import type { StepCache } from '../../../src/core/model/step-cache.ts';
import type { SourceFile } from '../../../src/core/source-location.ts';
import { parseChapter } from '../../../src/read/markdown/chapter.ts';
import { parseChapterCached } from '../../../src/read/markdown/parse-cache.ts';
import { MemoryCache } from '../../support/memory-cache.ts';

const REPOSITORY = fileURLToPath(new URL('../../..', import.meta.url));
const BROKEN = '# Title\n\nA [reference][nowhere], and [another][nothing].\n';

async function parsed(source: SourceFile, steps: StepCache) {
  const problems: Diagnostic[] = [];
  const result = await parseChapterCached(source, {
    stepCache: steps,
    report: (problem) => void problems.push(problem),
  });
  return { result, problems };
}

async function markdownIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(join(REPOSITORY, folder), { recursive: true });
  return names.filter((name) => name.endsWith('.md')).map((name) => join(folder, name));
}

describe('cached trees', async () => {
  const paths = [...(await markdownIn('content')), ...(await markdownIn('tests/books'))];
  test.each(paths)('restores the tree of %s', async (path) => {
    const source = { path, text: await readFile(join(REPOSITORY, path), 'utf8') };
    const steps = new MemoryCache();
    const [first, second] = [await parsed(source, steps), await parsed(source, steps)];
    expect(steps.made).toHaveLength(1);
    // Key by key: what is absent is absent in both.
    expect(second.result).toStrictEqual(first.result);
    expect(first.result).toStrictEqual(await parseChapter(source, () => undefined));
    expect(second.problems).toStrictEqual(first.problems);
  });
});

test('reports the problems of a cached chapter each time', async () => {
  const steps = new MemoryCache();
  const source = { path: 'a.md', text: BROKEN };
  const first = await parsed(source, steps);
  expect(first.problems.length).toBeGreaterThan(1);
  expect((await parsed(source, steps)).problems).toStrictEqual(first.problems);
  expect(steps.made).toHaveLength(1);
});

test('gives the same text under another name its own locations', async () => {
  const steps = new MemoryCache();
  await parsed({ path: 'a.md', text: BROKEN }, steps);
  const { problems } = await parsed({ path: 'b.md', text: BROKEN }, steps);
  expect(problems.map(({ place }) => place?.file)).toEqual(problems.map(() => 'b.md'));
});

test('does not cache a chapter that cannot be parsed', async () => {
  const steps = new MemoryCache();
  const source = { path: 'a.md', text: `# T\n\n${'>'.repeat(5000)} x` };
  for (let times = 0; times < 2; times += 1) {
    const { result, problems } = await parsed(source, steps);
    expect(result).toBeUndefined();
    expect(problems.map(({ code }) => code)).toEqual(['nesting-too-deep']);
  }
  expect(steps.made).toHaveLength(0);
});
