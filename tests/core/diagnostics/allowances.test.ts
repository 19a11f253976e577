/** The rules of a project for diagnostics: allowances and raised warnings. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import {
  type AppliedRules,
  applyRules,
  FOUND_BY_BUILDING,
  NO_RULES,
  type RunScope,
} from '../../../src/core/diagnostics/allowances.ts';
import { type Code, codes, domainOf, severityOf } from '../../../src/core/diagnostics/catalogue.ts';
import type { Diagnostic } from '../../../src/core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../../src/core/diagnostics/diagnostic.ts';
import { readRules } from '../../../src/read/settings/diagnostic-rules.ts';
import { readRulesIfAny } from '../../../src/read/settings/open-diagnostic-rules.ts';
import { formatDiagnostics, memoryHost, openWorkbench } from '../../support/workbench.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const WHOLE: RunScope = { today: '2026-11-22', isWhole: true, isBuild: true };

const unused = (file?: string): Diagnostic =>
  diagnostic('note-unused', { label: 'a' }, file === undefined ? undefined : { file, line: 5, column: 1 });
const error = diagnostic('chapter-empty', {}, { file: 'content/a.md', line: 1, column: 1 });
const shrunk = diagnostic('print-shrunk', { edition: 'a4', percent: 90 });

async function applied(
  yaml: string,
  found: readonly Diagnostic[],
  scope: Partial<RunScope> = {},
): Promise<AppliedRules> {
  const rules = await readRules(openWorkbench(memoryHost({ 'handpress.yaml': yaml })).context);
  if (rules === undefined) throw new Error('The rules are wrong.');
  return applyRules(found, rules, { ...WHOLE, ...scope });
}

const allow = (...entries: readonly string[]): string =>
  `diagnostics:\n  allow:\n${entries.map((entry) => `    - {${entry}, reason: Known.}\n`).join('')}`;

describe('an allowance', () => {
  test('an allowance removes the warnings that it matches, and gives the reason', async () => {
    const found = [unused('content/b.md'), unused('content/a/x.md')];
    const { diagnostics, allowed } = await applied(allow('code: note-unused, path: content/*/*.md'), found);
    expect(formatDiagnostics(diagnostics)).toEqual(['note-unused content/b.md:5:1']);
    expect(allowed).toEqual([{ diagnostic: unused('content/a/x.md'), reason: 'Known.' }]);
  });

  test.each([
    ['content/a.md', ['content/a.md']],
    ['content/*', ['content/a.md', 'content/[b].md']],
    ['content/**', ['content/a.md', 'content/.hidden/c.md', 'content/[b].md']],
    ['content/[b].md', ['content/[b].md']],
    ['!content/a.md', []],
    ['**', ['content/a.md', 'content/.hidden/c.md', 'content/[b].md', undefined]],
  ])('an allowance for `%s` covers the files that match the pattern', async (path, expected) => {
    const files = ['content/a.md', 'content/.hidden/c.md', 'content/[b].md', undefined];
    const yaml = allow(`code: note-unused, path: '${path}'`);
    const { allowed } = await applied(yaml, files.map(unused));
    expect(new Set(allowed.map(({ diagnostic: { place } }) => place?.file))).toEqual(new Set(expected));
  });

  test('an allowance for one code does not remove others', async () => {
    const { diagnostics } = await applied(allow("code: note-unused, path: '**'"), [shrunk]);
    expect(formatDiagnostics(diagnostics)).toEqual(['allowance-unused handpress.yaml:3:14', 'print-shrunk']);
  });

  test('an allowance never removes an error, even if the code is a warning elsewhere', async () => {
    const grave = { ...unused('content/a.md'), severity: 'error' as const };
    const { diagnostics, allowed } = await applied(allow("code: note-unused, path: '**'"), [grave]);
    expect([formatDiagnostics(diagnostics), allowed]).toEqual([['note-unused content/a.md:5:1'], []]);
  });

  test.each([
    ['2026-11-21', false],
    ['2026-11-22', true],
    ['2026-11-23', true],
  ])('an allowance until %s is valid on 2026-11-22: %s', async (until, holds) => {
    const yaml = allow(`code: note-unused, path: '**', until: ${until}`);
    const { diagnostics, allowed } = await applied(yaml, [unused('content/a.md')]);
    expect(allowed).toHaveLength(holds ? 1 : 0);
    expect(formatDiagnostics(diagnostics)).toEqual(
      holds ? [] : ['note-unused content/a.md:5:1', 'allowance-expired handpress.yaml:3:46'],
    );
  });

  test('an expired allowance does not disable another one that is valid', async () => {
    const yaml = allow(
      "code: note-unused, path: '**', until: 2020-01-01",
      'code: note-unused, path: content/a.md',
    );
    const { diagnostics, allowed } = await applied(yaml, [unused('content/a.md')]);
    expect(allowed).toHaveLength(1);
    expect(formatDiagnostics(diagnostics)).toEqual(['allowance-expired handpress.yaml:3:46']);
  });
});

describe('an allowance that matches nothing', () => {
  const yaml = allow('code: note-unused, path: content/a.md');
  const AT = 'allowance-unused handpress.yaml:3:14';

  test.each<[string, Partial<RunScope>, readonly Diagnostic[], readonly string[]]>([
    ['is reported', {}, [], [AT]],
    ['is reported by a check', { isBuild: false }, [], [AT]],
    ['is not reported if only a part was checked', { isWhole: false }, [], []],
    ['is not reported after an error', {}, [error], ['chapter-empty content/a.md:1:1']],
  ])('an unused allowance %s', async (_, scope, found, expected) => {
    expect(formatDiagnostics((await applied(yaml, found, scope)).diagnostics)).toEqual(expected);
  });

  test('reports an unused allowance as expired if it is expired and everything was checked', async () => {
    const over = allow('code: note-unused, path: a.md, until: 2020-01-01');
    expect(formatDiagnostics((await applied(over, [])).diagnostics)).toEqual([
      'allowance-expired handpress.yaml:3:46',
    ]);
    expect(formatDiagnostics((await applied(over, [], { isWhole: false })).diagnostics)).toEqual([]);
  });

  test('a check does not report an unused allowance that only a build can match', async () => {
    const printed = allow("code: print-shrunk, path: '**'");
    expect(formatDiagnostics((await applied(printed, [], { isBuild: false })).diagnostics)).toEqual([]);
    expect(formatDiagnostics((await applied(printed, [])).diagnostics)).toEqual([AT]);
  });

  test('does not report an unused allowance for a warning about the environment', async () => {
    expect((await applied(allow("code: proof-failed, path: '**'"), [])).diagnostics).toEqual([]);
  });
});

describe('a raised warning', () => {
  test('a raised warning is an error, except where it is allowed', async () => {
    const yaml = `${allow('code: note-unused, path: content/old/**')}  raise: [note-unused]\n`;
    const found = [unused('content/new.md'), unused('content/old/a.md'), shrunk];
    const { diagnostics, allowed } = await applied(yaml, found);
    expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([
      ['note-unused', 'error'],
      ['print-shrunk', 'warning'],
    ]);
    expect(allowed).toHaveLength(1);
  });

  test('a warning about allowances can be raised', async () => {
    const yaml = `${allow('code: note-unused, path: a.md')}  raise: [allowance-unused]\n`;
    expect((await applied(yaml, [])).diagnostics).toMatchObject([
      { code: 'allowance-unused', severity: 'error' },
    ]);
  });
});

describe('in handpress.yaml', () => {
  const problemsIn = async (yaml: string): Promise<readonly string[]> => {
    const { context, diagnostics } = openWorkbench(memoryHost({ 'handpress.yaml': yaml }));
    const { readEditions } = await import('../../../src/read/read-publication.ts');
    await readEditions(context);
    return formatDiagnostics(diagnostics);
  };

  test.each([
    ['no reason', '{code: note-unused, path: a.md}', 'key-missing'],
    ['an empty reason', "{code: note-unused, path: a.md, reason: ' '}", 'value-wrong'],
    ['no path', '{code: note-unused, reason: Known.}', 'key-missing'],
    ['an impossible date', '{code: note-unused, path: a.md, reason: a, until: 2026-02-30}', 'value-wrong'],
    ['another key', '{code: note-unused, path: a.md, reason: a, untill: 2026-02-28}', 'key-unknown'],
  ])('in handpress.yaml, %s is an error', async (_, entry, code) => {
    const [first, ...others] = await problemsIn(`diagnostics:\n  allow:\n    - ${entry}\n`);
    expect(first).toMatch(new RegExp(`^${code} handpress.yaml:3:`));
    expect(others).toEqual([]);
  });

  test('there are no rules without `diagnostics` in handpress.yaml', async () => {
    const open = (files: Readonly<Record<string, string>>) =>
      readRulesIfAny(openWorkbench(memoryHost(files)).context);
    expect(await open({})).toBe(NO_RULES);
    expect(await open({ 'handpress.yaml': 'editions: {}\n' })).toBe(NO_RULES);
    expect(await open({ 'handpress.yaml': 'diagnostics: [\n' })).toBe(NO_RULES);
    const raised = await open({ 'handpress.yaml': '{"diagnostics": {raise: [note-unused]}}\n' });
    expect(raised?.raise).toEqual(new Set(['note-unused']));
  });
});

test('every warning about the content is classified by whether reading or building raises it', () => {
  // `check` runs these files of the rooms that print and pack.
  const early = [
    'src/print/fonts/missing-glyphs.ts',
    'src/epub/styles/stylesheet.ts',
    'src/web/metadata/gone-addresses.ts',
    ...globSync('src/runtime/styles/*.ts', { cwd: ROOT }),
  ];
  const textOf = (rooms: readonly string[]): string =>
    rooms
      .flatMap((room) => globSync(`${room}/**/*.ts`, { cwd: ROOT }))
      .filter((file) => !early.includes(file))
      .map((file) => readFileSync(join(ROOT, file), 'utf8'))
      .join('\n');
  const reading = [
    textOf(['src/read', 'src/render', 'src/import']),
    ...early.map((file) => readFileSync(join(ROOT, file), 'utf8')),
  ].join('\n');
  const building = textOf(['src/print', 'src/epub', 'src/web']);
  const raised = (text: string, code: Code): boolean => text.includes(`'${code}'`);
  const warnings = codes.filter((code) => severityOf(code) === 'warning' && domainOf(code) === 'content');
  for (const code of warnings) {
    expect([code, raised(reading, code)]).toEqual([code, !FOUND_BY_BUILDING.has(code)]);
    expect([code, raised(building, code)]).toEqual([code, FOUND_BY_BUILDING.has(code)]);
  }
  expect(warnings.length).toBeGreaterThan(5);
});
