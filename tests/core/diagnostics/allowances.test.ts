import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import {
  FOUND_BY_BUILDING,
  type Judgement,
  judge,
  NO_RULES,
  type Seen,
} from '../../../src/core/diagnostics/allowances.ts';
import { type Code, codes, domainOf, severityOf } from '../../../src/core/diagnostics/catalogue.ts';
import type { Diagnostic } from '../../../src/core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../../src/core/diagnostics/diagnostic.ts';
import { readRules } from '../../../src/read/settings/diagnostic-rules.ts';
import { openRules } from '../../../src/read/settings/open-diagnostic-rules.ts';
import { benchOver, memoryHost, told } from '../../support/workbench.ts';

const WHOLE: Seen = { today: '2026-11-22', isWhole: true, isBuild: true };

const unused = (file?: string): Diagnostic =>
  diagnostic('note-unused', { label: 'a' }, file === undefined ? undefined : { file, line: 5, column: 1 });
const error = diagnostic('chapter-empty', {}, { file: 'content/a.md', line: 1, column: 1 });
const shrunk = diagnostic('print-shrunk', { edition: 'a4', percent: 90 });

async function judged(
  yaml: string,
  found: readonly Diagnostic[],
  seen: Partial<Seen> = {},
): Promise<Judgement> {
  const rules = await readRules(benchOver(memoryHost({ 'handpress.yaml': yaml })).context);
  if (rules === undefined) throw new Error('The rules are wrong.');
  return judge(found, rules, { ...WHOLE, ...seen });
}

const allow = (...entries: readonly string[]): string =>
  `diagnostics:\n  allow:\n${entries.map((entry) => `    - {${entry}, reason: Known.}\n`).join('')}`;

describe('an allowance', () => {
  test('takes out what it names, with its reason', async () => {
    const found = [unused('content/b.md'), unused('content/a/x.md')];
    const { diagnostics, allowed } = await judged(allow('code: note-unused, path: content/*/*.md'), found);
    expect(told(diagnostics)).toEqual(['note-unused content/b.md:5:1']);
    expect(allowed).toEqual([{ diagnostic: unused('content/a/x.md'), reason: 'Known.' }]);
  });

  test.each([
    ['content/a.md', ['content/a.md']],
    ['content/*', ['content/a.md', 'content/[b].md']],
    ['content/**', ['content/a.md', 'content/.hidden/c.md', 'content/[b].md']],
    ['content/[b].md', ['content/[b].md']],
    ['!content/a.md', []],
    ['**', ['content/a.md', 'content/.hidden/c.md', 'content/[b].md', undefined]],
  ])('for `%s` covers what the pattern says', async (path, expected) => {
    const files = ['content/a.md', 'content/.hidden/c.md', 'content/[b].md', undefined];
    const yaml = allow(`code: note-unused, path: '${path}'`);
    const { allowed } = await judged(yaml, files.map(unused));
    expect(new Set(allowed.map(({ diagnostic: { place } }) => place?.file))).toEqual(new Set(expected));
  });

  test('of one code lets others be', async () => {
    const { diagnostics } = await judged(allow("code: note-unused, path: '**'"), [shrunk]);
    expect(told(diagnostics)).toEqual(['allowance-unused handpress.yaml:3:14', 'print-shrunk']);
  });

  test('never takes out an error, not even one that is a warning elsewhere', async () => {
    const grave = { ...unused('content/a.md'), severity: 'error' as const };
    const { diagnostics, allowed } = await judged(allow("code: note-unused, path: '**'"), [grave]);
    expect([told(diagnostics), allowed]).toEqual([['note-unused content/a.md:5:1'], []]);
  });

  test.each([
    ['2026-11-21', false],
    ['2026-11-22', true],
    ['2026-11-23', true],
  ])('until %s holds on 2026-11-22: %s', async (until, holds) => {
    const yaml = allow(`code: note-unused, path: '**', until: ${until}`);
    const { diagnostics, allowed } = await judged(yaml, [unused('content/a.md')]);
    expect(allowed).toHaveLength(holds ? 1 : 0);
    expect(told(diagnostics)).toEqual(
      holds ? [] : ['note-unused content/a.md:5:1', 'allowance-expired handpress.yaml:3:46'],
    );
  });

  test('that is over does not end another that holds', async () => {
    const yaml = allow(
      "code: note-unused, path: '**', until: 2020-01-01",
      'code: note-unused, path: content/a.md',
    );
    const { diagnostics, allowed } = await judged(yaml, [unused('content/a.md')]);
    expect(allowed).toHaveLength(1);
    expect(told(diagnostics)).toEqual(['allowance-expired handpress.yaml:3:46']);
  });
});

describe('an allowance that matches nothing', () => {
  const yaml = allow('code: note-unused, path: content/a.md');
  const AT = 'allowance-unused handpress.yaml:3:14';

  test.each<[string, Partial<Seen>, readonly Diagnostic[], readonly string[]]>([
    ['is told of', {}, [], [AT]],
    ['is told of by a check', { isBuild: false }, [], [AT]],
    ['is not where only a part was looked at', { isWhole: false }, [], []],
    ['is not after an error', {}, [error], ['chapter-empty content/a.md:1:1']],
  ])('%s', async (_, seen, found, expected) => {
    expect(told((await judged(yaml, found, seen)).diagnostics)).toEqual(expected);
  });

  test('is told of as being over where it is that, too, and all was looked at', async () => {
    const over = allow('code: note-unused, path: a.md, until: 2020-01-01');
    expect(told((await judged(over, [])).diagnostics)).toEqual(['allowance-expired handpress.yaml:3:46']);
    expect(told((await judged(over, [], { isWhole: false })).diagnostics)).toEqual([]);
  });

  test('is not told of by a check where only a build could match it', async () => {
    const printed = allow("code: print-shrunk, path: '**'");
    expect(told((await judged(printed, [], { isBuild: false })).diagnostics)).toEqual([]);
    expect(told((await judged(printed, [])).diagnostics)).toEqual([AT]);
  });

  test('is not told of where the machine is to blame', async () => {
    expect((await judged(allow("code: proof-failed, path: '**'"), [])).diagnostics).toEqual([]);
  });
});

describe('a raised warning', () => {
  test('is an error, but where it is allowed', async () => {
    const yaml = `${allow('code: note-unused, path: content/old/**')}  raise: [note-unused]\n`;
    const found = [unused('content/new.md'), unused('content/old/a.md'), shrunk];
    const { diagnostics, allowed } = await judged(yaml, found);
    expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([
      ['note-unused', 'error'],
      ['print-shrunk', 'warning'],
    ]);
    expect(allowed).toHaveLength(1);
  });

  test('may be one about allowances', async () => {
    const yaml = `${allow('code: note-unused, path: a.md')}  raise: [allowance-unused]\n`;
    expect((await judged(yaml, [])).diagnostics).toMatchObject([
      { code: 'allowance-unused', severity: 'error' },
    ]);
  });
});

describe('in handpress.yaml', () => {
  const faultsOf = async (yaml: string): Promise<readonly string[]> => {
    const { context, diagnostics } = benchOver(memoryHost({ 'handpress.yaml': yaml }));
    const { readEditions } = await import('../../../src/read/read-publication.ts');
    await readEditions(context);
    return told(diagnostics);
  };

  test.each([
    ['no reason', '{code: note-unused, path: a.md}', 'key-missing'],
    ['an empty reason', "{code: note-unused, path: a.md, reason: ' '}", 'value-wrong'],
    ['no path', '{code: note-unused, reason: Known.}', 'key-missing'],
    ['a day that is none', '{code: note-unused, path: a.md, reason: a, until: 2026-02-30}', 'value-wrong'],
    ['another key', '{code: note-unused, path: a.md, reason: a, untill: 2026-02-28}', 'key-unknown'],
  ])('%s is an error', async (_, entry, code) => {
    const [first, ...others] = await faultsOf(`diagnostics:\n  allow:\n    - ${entry}\n`);
    expect(first).toMatch(new RegExp(`^${code} handpress.yaml:3:`));
    expect(others).toEqual([]);
  });

  test('without a word of problems there are no rules', async () => {
    const open = (files: Readonly<Record<string, string>>) => openRules(benchOver(memoryHost(files)).context);
    expect(await open({})).toBe(NO_RULES);
    expect(await open({ 'handpress.yaml': 'editions: {}\n' })).toBe(NO_RULES);
    expect(await open({ 'handpress.yaml': 'diagnostics: [\n' })).toBe(NO_RULES);
    const raised = await open({ 'handpress.yaml': '{"diagnostics": {raise: [note-unused]}}\n' });
    expect(raised?.raise).toEqual(new Set(['note-unused']));
  });
});

test('every warning about the content is known to come from reading or from building', async () => {
  const places = {
    reading: [
      'read/markdown/headings',
      'read/source/read-source',
      'render/chapter',
      'render/html/raw-html',
      'render/render-publication',
      'render/images/assets',
    ],
    building: [
      'print/finalize',
      'print/fonts/missing-glyphs',
      'epub/write-epub',
      'epub/content/stylesheet',
      'epub/page-list/index',
    ],
  };
  const textOf = async (names: readonly string[]): Promise<string> => {
    const texts = names.map((name) => readFile(new URL(`../../../src/${name}.ts`, import.meta.url), 'utf8'));
    return (await Promise.all(texts)).join('\n');
  };
  const [reading, building] = [await textOf(places.reading), await textOf(places.building)];
  const raised = (text: string, code: Code): boolean => text.includes(`'${code}'`);
  const warnings = codes.filter((code) => severityOf(code) === 'warning' && domainOf(code) === 'content');
  for (const code of warnings) {
    expect([code, raised(reading, code)]).toEqual([code, !FOUND_BY_BUILDING.has(code)]);
    expect([code, raised(building, code)]).toEqual([code, FOUND_BY_BUILDING.has(code)]);
  }
  expect(warnings.length).toBeGreaterThan(5);
});
