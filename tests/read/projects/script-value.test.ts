/** Values of modules are read as they are written out, and nothing is run. */
import { describe, expect, test } from 'vitest';
import type { ForeignValue } from '../../../src/read/projects/foreign-value.ts';
import { readScriptValue } from '../../../src/read/projects/script-value.ts';
import { formatDiagnostics, memoryHost, openWorkbench } from '../../support/workbench.ts';

async function read(script: string, name = 'a.js') {
  const { context, diagnostics } = openWorkbench(memoryHost({ [name]: script }));
  const value = await readScriptValue(name, context);
  return { value, diagnostics: formatDiagnostics(diagnostics) };
}

/** Returns a value as JSON has it; `?` is what only a program knows. */
function plain(value: ForeignValue | undefined): unknown {
  if (value === undefined) return undefined;
  const { text, items, entries, isUnknown } = value;
  if (text !== undefined) return text;
  const inner =
    items.length > 0
      ? items.map(plain)
      : Object.fromEntries(entries.map(([key, each]) => [key, plain(each)]));
  const isEmpty = items.length + entries.length === 0;
  return isUnknown ? (isEmpty ? '?' : ['?', inner]) : inner;
}

const evaluate = async (script: string, name?: string): Promise<unknown> =>
  plain((await read(script, name)).value);

describe('exports', () => {
  test.each([
    ['a.js', 'module.exports = { a: 1 };'],
    ['a.cjs', "'use strict';\nexports = module.exports = { a: 1 };"],
    ['a.js', 'exports.a = 1;'],
    ['a.js', 'module.exports.a = 1;'],
    ['a.mjs', 'export default { a: 1 };'],
    ['a.mjs', 'const x = { a: 1 };\nexport { x as default };'],
    ['a.js', '#!/usr/bin/env node\n// words\nconst x = { a: 1 };\n/* words */ module.exports = x;'],
    ['a.js', "/** @type {import('./y.js').Y} */\nconst x = { a: 1, };\nexport default x;"],
    ['a.ts', "import type { Y } from './y.js';\nconst x: Y = { a: 1 };\nexport default x;"],
    ['a.ts', 'export default { a: 1 } satisfies Y;'],
    ['a.ts', 'const x = <Y>{ a: 1 as const };\nexport default x as unknown as Y;'],
    ['a.cts', 'const x = { a: 1! };\nexport = x;'],
    ['a.mts', 'interface Y { a: number }\nenum Z { A }\nexport default ({ a: 1 });'],
  ])('%s: %s', async (name, script) => {
    expect(await evaluate(script, name)).toEqual({ a: '1' });
  });

  test('of two exports of a key the last one counts, however many keys there are', {
    timeout: 5000,
  }, async () => {
    expect(await evaluate('module.exports = { a: 1, b: 2 };\nexports.a = 3;')).toEqual({ a: '3', b: '2' });
    const keys = Array.from({ length: 40_000 }, (_, index) => `exports.k${index} = 1;\n`);
    expect((await read(keys.join(''))).value?.entries).toHaveLength(40_000);
  });

  test('a module without a value has none', async () => {
    expect(await read('const a = 1;')).toEqual({ value: undefined, diagnostics: [] });
    expect(await read('')).toEqual({ value: undefined, diagnostics: [] });
  });
});

describe('values', () => {
  test.each([
    ['[\'a\', "b", `c`, 1, true, null, , undefined]', ['a', 'b', 'c', '1', 'true', '', {}]],
    ["{ 'a b': 'x', ['c']: 'y', 1: 'z', d }", { 'a b': 'x', c: 'y', 1: 'z', d: 'D' }],
    ["['a', ...list, ...list]", ['a', 'x', 'y', 'x', 'y']],
    ["{ ...shared, b: '3' }", { a: '1', b: '3', list: ['x', 'y'] }],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a template in the script
    ["[shared.list, shared['a'], list[1], `${d}/e`]", [['x', 'y'], '1', 'y', 'D/e']],
  ])('%s', async (expression, expected) => {
    const constants = "const d = 'D'; const list = ['x', 'y']; const shared = { a: '1', b: '2', list };";
    expect(await evaluate(`${constants} export default ${expression};`)).toEqual(expected);
  });

  test('what a program makes is unknown, at its place', async () => {
    const { value } = await read(
      "module.exports = {\n  a: ['x', make()],\n  b: require('./b'),\n  c: { ...make() },\n};",
    );
    expect(plain(value)).toEqual({ a: ['x', '?'], b: '?', c: '?' });
    expect(value?.entries[1]?.[1].location).toEqual({ file: 'a.js', line: 3, column: 6 });
    expect(value?.entries[2]?.[1].location).toEqual({ file: 'a.js', line: 4, column: 11 });
  });

  test.each([
    "import a from './b.js'; export default a;",
    'export default () => [];',
    'export default a ? [] : [];',
    'const a = [a]; export default [...a];',
    'const a = b; const b = a; export default a;',
    'const a = []; a.push(1); export default a;',
    'let a = []; a = [1]; export default a;',
    'const a = {}; a.b = 1; export default a;',
    'const a = []; for (const b of c) { a.push(b); } export default a;',
    'const a = {}; Object.assign(a, b); export default a;',
    'export default list[7];',
    'export default async function () {}',
    'export default class {}',
    'export default new Map();',
    'export default { get a() { return 1; } }.a;',
  ])('%s', async (script) => {
    expect(JSON.stringify(await evaluate(script))).toContain('?');
  });

  test('nothing is run', async () => {
    const script =
      "globalThis.wasRun = true; process.exit(3); throw new Error('no'); export default (() => { globalThis.wasRun = true; })();";
    expect(await evaluate(script)).toBe('?');
    expect('wasRun' in globalThis).toBe(false);
  });

  test('names of prototypes are keys as others', async () => {
    expect(await evaluate("module.exports = { constructor: 'a', toString: 'b' };")).toEqual({
      constructor: 'a',
      toString: 'b',
    });
    expect(await evaluate('module.exports = {}.constructor;')).toBe('?');
    expect(await evaluate("module.exports = { ['__proto__']: 'a', b: 'c' };")).toMatchObject({ b: 'c' });
  });
});

test('type assertions in one another do not take twice the time each', { timeout: 5000 }, async () => {
  const nested = (depth: number) => `export default ${'<A>('.repeat(depth)}['b']${')'.repeat(depth)};`;
  expect(await evaluate(nested(3), 'a.ts')).toEqual(['b']);
  expect(await read(nested(40), 'a.ts')).toEqual({
    value: undefined,
    diagnostics: ['project-settings-broken a.ts:1:1'],
  });
});

describe('what is no module, or too large', () => {
  test.each([
    ['unclosed', 'module.exports = {'],
    ['of another language', '- a\n- b: c'],
    ['with types in JavaScript', 'const a: B = 1; export default a;'],
    ['nested too deep', `module.exports = ${'['.repeat(50_000)}`],
    ['nested deeper than settings are', `module.exports = ${'['.repeat(100)}${']'.repeat(100)}`],
    ['longer than settings are', `module.exports = ['${'a'.repeat(1_000_001)}']`],
    [
      'that grows without end',
      `const a0 = ['x', 'y'];\n${Array.from({ length: 40 }, (_, index) => `const a${index + 1} = [...a${index}, ...a${index}];\n`).join('')}export default a40;`,
    ],
  ])('%s', async (_, script) => {
    expect(await read(script)).toEqual({
      value: undefined,
      diagnostics: ['project-settings-broken a.js:1:1'],
    });
  });
});
