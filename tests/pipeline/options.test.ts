/** Programs' options are validated: a wrong or unknown one is a diagnostic and never thrown. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  build,
  check,
  clearCache,
  type Diagnostic,
  exitCode,
  importDocument,
  mergeManifests,
} from '../../src/index.ts';
import { type CommandName, listApiOptions } from '../../src/pipeline/option-table.ts';
import { nodeHost } from '../../src/runtime/node-host.ts';

interface Outcome {
  readonly ok: boolean;
  readonly diagnostics: readonly Diagnostic[];
}
/** As JavaScript calls them. */
type Loose = (options?: unknown) => Promise<Outcome>;

const optionsOf = (command: CommandName) => [...listApiOptions(command).keys()];

const CALLS: Readonly<
  Record<string, { readonly call: Loose; readonly options: readonly string[]; readonly rest: object }>
> = {
  check: { call: check as Loose, options: optionsOf('check'), rest: {} },
  build: { call: build as Loose, options: optionsOf('build'), rest: {} },
  mergeManifests: {
    call: mergeManifests as Loose,
    options: optionsOf('manifest merge'),
    rest: { parts: ['a'] },
  },
  importDocument: {
    call: importDocument as Loose,
    options: optionsOf('import'),
    rest: { document: 'nothing.docx' },
  },
  clearCache: { call: clearCache as Loose, options: optionsOf('cache clear'), rest: {} },
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
  ...Object.fromEntries(
    [
      ...['root', 'out', 'browser', 'trace', 'changedSince', 'only', 'document', 'folder'],
      ...['sharedCache', 'sharedCacheKey', 'queue'],
    ].map((name) => [name, ['text']]),
  ),
  ...Object.fromEntries(['inputs', 'editions', 'parts', 'styles', 'uses'].map((name) => [name, ['texts']])),
  ...{
    debug: ['flag'],
    strict: ['flag'],
    highlight: ['flag'],
    plugins: ['flag'],
    bytes: ['flag'],
    text: ['text', 'empty text'],
    proof: ['flag'],
    sharedCacheWrite: ['flag'],
    cache: ['flag', 'text'],
    jobs: ['number'],
    onProgress: ['function'],
  },
  ...{ duplex: [], file: [], variables: [], shard: [], signal: [], host: [] },
};

const codes = ({ diagnostics }: Outcome) => diagnostics.map(({ code }) => code);

const cases = Object.entries(CALLS).flatMap(([name, { options }]) =>
  options.map((option) => [name, option] as const),
);

test('this test knows valid values of every option', () => {
  expect(cases.length).toBeGreaterThan(30);
  expect(cases.filter(([, option]) => RIGHT[option] === undefined)).toEqual([]);
});

describe.each(cases)('%s: `%s`', (name, option) => {
  const { call, rest } = CALLS[name] ?? { call: check as Loose, rest: {} };
  const wrong = VALUES.filter(([kind, value]) => Number.isNaN(value) || !RIGHT[option]?.includes(kind));

  test.each(wrong)('is refused if it is %s', async (_kind, value) => {
    const result = await call({ ...rest, [option]: value });
    expect(codes(result)).toEqual(['option-wrong']);
    expect([result.ok, exitCode(result.diagnostics), result.diagnostics[0]?.message]).toEqual([
      false,
      2,
      expect.stringMatching(new RegExp(`^\`${option}\` needs .+; it has .+\\.$`)),
    ]);
  });
});

describe.each(Object.entries(CALLS))('%s', (_name, { call, rest, options }) => {
  test('suggests the nearest known option for an unknown one', async () => {
    for (const option of options) {
      const result = await call({ ...rest, [`${option}x`]: 1 });
      expect([codes(result), result.ok]).toEqual([['option-unknown'], false]);
      expect(result.diagnostics[0]?.hint).toBe(`Did you mean \`${option}\`?`);
    }
    for (const option of ['nothing-like-it-at-all', '__proto__', 'constructor', 'toString']) {
      const given: object = JSON.parse(`{ "${option}": 1 }`);
      expect(codes(await call(Object.assign(Object.create(null), rest, given)))).toEqual(['option-unknown']);
    }
  });

  test.each([null, 'note.md', 5, ['note.md'], () => undefined])(
    'refuses %o instead of options',
    async (options) => {
      const result = await call(options);
      expect([codes(result), exitCode(result.diagnostics)]).toEqual([['option-wrong'], 2]);
    },
  );

  test('reports all wrong options at once', async () => {
    const result = await call({ ...rest, root: 5, nothing: 1 });
    expect([...codes(result)].sort()).toEqual(['option-unknown', 'option-wrong']);
  });
});

describe('valid options', () => {
  let root: string;
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'handpress-options-'));
    writeFileSync(join(root, 'note.md'), '# Hello\n\nText.\n');
  });
  afterAll(() => rmSync(root, { recursive: true }));

  test('accepts every valid option', async () => {
    const { signal } = new AbortController();
    const selected = {
      inputs: ['note.md'],
      root,
      shard: { index: 1, count: 1 },
      signal,
      debug: false,
      strict: false,
      host: nodeHost,
    };
    expect(codes(await check({ ...selected }))).toEqual([]);
    const options = {
      editions: ['epub'],
      jobs: 64,
      duplex: 'long',
      only: 'epub',
      proof: false,
      cache: 'results',
      onProgress: () => undefined,
    };
    const built = await (build as Loose)({
      inputs: ['note.md'],
      root,
      out: 'made',
      ...options,
      changedSince: undefined,
    });
    expect([codes(built), built.ok]).toEqual([[], true]);
    expect(await clearCache({ root, cache: 'results' })).toMatchObject({ ok: true, diagnostics: [] });
    expect((await clearCache({ root, cache: 'results' })).removed).toBe(0);
  });

  test.each(['check', 'build'])('`what`, the former name of `inputs`, is still read by %s', async (name) => {
    const call = CALLS[name]?.call ?? check;
    const forBuild = { cache: false, out: 'former', editions: ['epub'] };
    const options = { root, ...(name === 'build' && forBuild) };
    const result = await call({ ...options, what: ['note.md'] });
    expect(result).toMatchObject({ ok: true, diagnostics: [] });
    expect(result).toEqual(await call({ ...options, inputs: ['note.md'] }));
    expect(codes(await call({ ...options, what: ['none.md'] }))).toEqual(['publication-missing']);
  });

  test.each(['check', 'build'])('`inputs` beside its former name is refused by %s', async (name) => {
    const refused = await CALLS[name]?.call({ root, inputs: ['note.md'], what: ['note.md'] });
    expect(refused).toMatchObject({ ok: false, diagnostics: [{ code: 'option-wrong', domain: 'usage' }] });
    expect(refused?.diagnostics[0]?.message).toBe(
      '`what` needs to be left out beside `inputs`, which is its new name; it has [`"note.md"`].',
    );
  });

  test('a wrong value of a former name is refused', async () => {
    expect(codes(await (check as Loose)({ root, what: 'note.md' }))).toEqual(['option-wrong']);
    expect(codes(await (clearCache as Loose)({ root, what: ['note.md'] }))).toEqual(['option-unknown']);
    expect(codes(await (check as Loose)({ root, what: undefined, inputs: ['note.md'] }))).toEqual([]);
  });

  test.each([
    [{ index: 0, count: 2 }],
    [{ index: 3, count: 2 }],
    [{ index: 1, count: 1001 }],
    [{ index: 1.5, count: 2 }],
    [{ index: '1', count: 2 }],
  ])('refuses the shard %o', async (shard) => {
    expect(codes(await (check as Loose)({ shard }))).toEqual(['option-wrong']);
  });

  test.each([0, 65, 1.5, Number.POSITIVE_INFINITY, '4'])('refuses %o jobs', async (jobs) => {
    expect(codes(await (build as Loose)({ jobs }))).toEqual(['option-wrong']);
  });

  test('a merge requires at least one part', async () => {
    for (const options of [{}, { parts: [] }, undefined]) {
      const result = await (mergeManifests as Loose)(options);
      expect([codes(result), exitCode(result.diagnostics)]).toEqual([['option-wrong'], 2]);
    }
  });
});
