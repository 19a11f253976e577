/** What programs ask for: each option of each function, with values of wrong kinds, is told of and never thrown. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { build, check, clearCache, type Diagnostic, exitCode, mergeManifests } from '../../src/index.ts';
import {
  BUILD_OPTIONS,
  CHECK_OPTIONS,
  CLEAR_OPTIONS,
  MERGE_OPTIONS,
} from '../../src/pipeline/validate-options.ts';
import { nodeHost } from '../../src/runtime/node-host.ts';

interface Told {
  readonly ok: boolean;
  readonly diagnostics: readonly Diagnostic[];
}
/** As JavaScript calls them. */
type Loose = (options?: unknown) => Promise<Told>;

const CALLS: Readonly<
  Record<string, { readonly call: Loose; readonly options: readonly string[]; readonly rest: object }>
> = {
  check: { call: check as Loose, options: Object.keys(CHECK_OPTIONS), rest: {} },
  build: { call: build as Loose, options: Object.keys(BUILD_OPTIONS), rest: {} },
  mergeManifests: {
    call: mergeManifests as Loose,
    options: Object.keys(MERGE_OPTIONS),
    rest: { parts: ['a'] },
  },
  clearCache: { call: clearCache as Loose, options: Object.keys(CLEAR_OPTIONS), rest: {} },
};

/** Values of every kind; those that an option may have are taken away. */
const VALUES: readonly (readonly [kind: string, value: unknown])[] = [
  ['null', null],
  ['flag', true],
  ['number', 5],
  ['number', Number.NaN],
  ['text', 'epub'],
  ['empty text', ''],
  ['texts', ['epub']],
  ['mixed list', ['epub', 5]],
  ['list of empty texts', ['']],
  ['object', {}],
  ['function', () => undefined],
  ['symbol', Symbol('epub')],
  ['bigint', 5n],
];
const RIGHT: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(['root', 'out', 'browser', 'trace', 'changedSince'].map((name) => [name, ['text']])),
  ...Object.fromEntries(['what', 'editions', 'parts'].map((name) => [name, ['texts']])),
  ...{
    debug: ['flag'],
    proof: ['flag'],
    cache: ['flag', 'text'],
    jobs: ['number'],
    onProgress: ['function'],
  },
  ...{ duplex: [], shard: [], signal: [], host: [] },
};

const codes = ({ diagnostics }: Told) => diagnostics.map(({ code }) => code);

const cases = Object.entries(CALLS).flatMap(([name, { options }]) =>
  options.map((option) => [name, option] as const),
);

test('every option of every function is in the table of this test', () => {
  expect(cases.length).toBeGreaterThan(30);
  expect(cases.filter(([, option]) => RIGHT[option] === undefined)).toEqual([]);
});

describe.each(cases)('%s: `%s`', (name, option) => {
  const { call, rest } = CALLS[name] ?? { call: check as Loose, rest: {} };
  const wrong = VALUES.filter(([kind, value]) => Number.isNaN(value) || !RIGHT[option]?.includes(kind));

  test.each(wrong)('is told of when it is %s', async (_kind, value) => {
    const told = await call({ ...rest, [option]: value });
    expect(codes(told)).toEqual(['option-wrong']);
    expect([told.ok, exitCode(told.diagnostics), told.diagnostics[0]?.message]).toEqual([
      false,
      2,
      expect.stringMatching(new RegExp(`^\`${option}\` needs .+; it has .+\\.$`)),
    ]);
  });
});

describe.each(Object.entries(CALLS))('%s', (_name, { call, rest, options }) => {
  test('names the nearest known option to one that nobody has', async () => {
    for (const option of options) {
      const told = await call({ ...rest, [`${option}x`]: 1 });
      expect([codes(told), told.ok]).toEqual([['option-unknown'], false]);
      expect(told.diagnostics[0]?.hint).toBe(`Did you mean \`${option}\`?`);
    }
    for (const option of ['nothing-like-it-at-all', '__proto__', 'constructor', 'toString']) {
      const given: object = JSON.parse(`{ "${option}": 1 }`);
      expect(codes(await call(Object.assign(Object.create(null), rest, given)))).toEqual(['option-unknown']);
    }
  });

  test.each([null, 'note.md', 5, ['note.md'], () => undefined])(
    'is given %o and no options',
    async (options) => {
      const told = await call(options);
      expect([codes(told), exitCode(told.diagnostics)]).toEqual([['option-wrong'], 2]);
    },
  );

  test('tells of all that is wrong at once', async () => {
    const told = await call({ ...rest, root: 5, nothing: 1 });
    expect([...codes(told)].sort()).toEqual(['option-unknown', 'option-wrong']);
  });
});

describe('what may be asked for', () => {
  let root: string;
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'handpress-options-'));
    writeFileSync(join(root, 'note.md'), '# Hello\n\nText.\n');
  });
  afterAll(() => rmSync(root, { recursive: true }));

  test('is asked for', async () => {
    const { signal } = new AbortController();
    const selected = {
      what: ['note.md'],
      root,
      shard: { index: 1, count: 1 },
      signal,
      debug: false,
      host: nodeHost,
    };
    expect(codes(await check({ ...selected }))).toEqual([]);
    const options = {
      editions: ['epub'],
      jobs: 64,
      duplex: 'long',
      proof: false,
      cache: 'kept',
      onProgress: () => undefined,
    };
    const built = await (build as Loose)({
      what: ['note.md'],
      root,
      out: 'made',
      ...options,
      changedSince: undefined,
    });
    expect([codes(built), built.ok]).toEqual([[], true]);
    expect(await clearCache({ root, cache: 'kept' })).toMatchObject({ ok: true, diagnostics: [] });
    expect((await clearCache({ root, cache: 'kept' })).removed).toBe(0);
  });

  test.each([
    [{ index: 0, count: 2 }],
    [{ index: 3, count: 2 }],
    [{ index: 1, count: 1001 }],
    [{ index: 1.5, count: 2 }],
    [{ index: '1', count: 2 }],
  ])('has limits: shard %o', async (shard) => {
    expect(codes(await (check as Loose)({ shard }))).toEqual(['option-wrong']);
  });

  test.each([0, 65, 1.5, Number.POSITIVE_INFINITY, '4'])('has limits: jobs %o', async (jobs) => {
    expect(codes(await (build as Loose)({ jobs }))).toEqual(['option-wrong']);
  });

  test('includes the parts of a merge', async () => {
    for (const options of [{}, { parts: [] }, undefined]) {
      const told = await (mergeManifests as Loose)(options);
      expect([codes(told), exitCode(told.diagnostics)]).toEqual([['option-wrong'], 2]);
    }
  });
});
