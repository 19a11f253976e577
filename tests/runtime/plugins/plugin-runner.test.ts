/** Tests the thread of plugins: what they get, how they fail, and that nothing of them stays. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PluginPlan } from '../../../src/core/model/plugins.ts';
import { PluginRunner } from '../../../src/runtime/plugins/plugin-runner.ts';

const FILE = { path: 'note.md', text: '# Fever\n\nRest.\n' };
const tree = () => ({ type: 'root', children: [{ type: 'text', value: 'Rest.' }] });

let folder = '';
let runner: PluginRunner | undefined;
let controller: AbortController;
beforeEach(async () => {
  controller = new AbortController();
  folder = await mkdtemp(join(tmpdir(), 'handpress-plugins-'));
});
afterEach(async () => {
  await runner?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Opens a project with plugins in files of their own. */
async function open(codes: readonly string[], plan: Partial<PluginPlan> = {}, limit?: number) {
  const remark = codes.map((_, at) => ({ name: `./plugin-${at}.mjs` }));
  for (const [at, code] of codes.entries()) await writeFile(join(folder, `plugin-${at}.mjs`), code);
  runner = new PluginRunner(
    { root: folder, remark, rehype: [], digest: '', ...plan },
    controller.signal,
    limit,
  );
  return runner;
}

const APPEND = (text: string) =>
  `export default () => (tree) => { tree.children.push({ type: 'text', value: '${text}' }); };`;

describe('plugins', () => {
  test('change a tree in their order', async () => {
    const { run } = bind(await open([APPEND('one'), APPEND('two')]));
    const answer = await run('remark', tree(), FILE);
    expect(answer).toMatchObject({
      kind: 'tree',
      tree: { children: [{ value: 'Rest.' }, { value: 'one' }, { value: 'two' }] },
    });
  });

  test('get their options and the text, and can return another tree', async () => {
    const code = `export default (options) => async (tree, file) => ({ type: 'root', children: [
      { type: 'text', value: JSON.stringify([options, file.path, String(file)]) }] });`;
    const remark = [{ name: './plugin-0.mjs', options: { level: 2, deep: [true] } }];
    const { run } = bind(await open([code], { remark }));
    const answer = await run('remark', tree(), FILE);
    const value = JSON.stringify([{ level: 2, deep: [true] }, FILE.path, FILE.text]);
    expect(answer).toMatchObject({ kind: 'tree', tree: { children: [{ value }] } });
  });

  test('of the file of code run after those of the settings, also in TypeScript', async () => {
    await writeFile(
      join(folder, 'handpress.config.ts'),
      `const text: string = 'last';
      export default { remark: [[(own: string) => (tree: { children: object[] }) => {
        tree.children.push({ type: 'text', value: text + own });
      }, '!']] };`,
    );
    const { run } = bind(await open([APPEND('one')], { configFile: 'handpress.config.ts' }));
    expect(await run('remark', tree(), FILE)).toMatchObject({
      tree: { children: [{ value: 'Rest.' }, { value: 'one' }, { value: 'last!' }] },
    });
  });

  test('of packages are found in the project, also those for `import` alone', async () => {
    const place = join(folder, 'node_modules/remark-own');
    await mkdir(place, { recursive: true });
    await writeFile(join(place, 'package.json'), '{"type":"module","exports":{".":{"import":"./own.js"}}}');
    await writeFile(join(place, 'own.js'), APPEND('own'));
    const { run } = bind(await open([], { remark: [{ name: 'remark-own' }] }));
    expect(await run('remark', tree(), FILE)).toMatchObject({ tree: { children: [{}, { value: 'own' }] } });
  });

  test('report messages with their places', async () => {
    const code = `export default () => (tree, file) => {
      file.message('say more', { line: 3, column: 2 }); };`;
    const { run } = bind(await open([code]));
    const { messages } = await run('remark', tree(), FILE);
    expect(messages).toEqual([{ plugin: './plugin-0.mjs', text: 'say more', line: 3, column: 2 }]);
  });

  test('that throw fail for one chapter, and run on the next one', async () => {
    const code = `export default () => (tree) => { if (tree.children.length === 0) throw new Error('no text'); };`;
    const { run } = bind(await open([APPEND('one'), code]));
    const empty = { type: 'root' };
    expect(await run('remark', empty, FILE)).toMatchObject({ kind: 'failed', plugin: './plugin-0.mjs' });
    expect(await run('remark', tree(), FILE)).toMatchObject({ kind: 'tree' });
  });

  test.each([
    ['that have a wrong syntax', 'export default (', /Unexpected/],
    ['that export nothing', 'export const a = 1;', /exports no plugin/],
    [
      'that throw when they are attached',
      `export default () => { throw new Error('no options'); };`,
      /no options/,
    ],
    ['that end their thread', 'export default () => () => process.exit(0);', /ended the thread/],
    ['that import what is not there', `import './none.mjs';`, /Cannot find module/],
  ])('%s are off for the next chapters', async (_, code, reason) => {
    const { run } = bind(await open([code]));
    const answer = await run('remark', tree(), FILE);
    expect(answer).toMatchObject({ kind: 'failed', plugin: './plugin-0.mjs' });
    expect(answer).toHaveProperty('reason', expect.stringMatching(reason));
    expect(await run('remark', tree(), FILE)).toMatchObject({ kind: 'off' });
  });

  test.each([
    ['never end', 'export default () => () => { for (;;); };'],
    ['wait for ever', 'export default () => () => new Promise(() => setInterval(() => {}, 1000));'],
    ['never end to load', 'for (;;);'],
  ])('that %s are stopped', async (_, code) => {
    const { run } = bind(await open([APPEND('one'), code], {}, 1500));
    expect(await run('remark', tree(), FILE)).toEqual({
      ...{ kind: 'late', plugin: './plugin-1.mjs', seconds: 2, messages: [] },
    });
    expect(await run('remark', tree(), FILE)).toMatchObject({ kind: 'off' });
  });

  test('are stopped with the run, also in a loop', async () => {
    const { run } = bind(await open(['export default () => () => { for (;;); };']));
    setTimeout(() => controller.abort(), 700);
    expect(await run('remark', tree(), FILE)).toMatchObject({ kind: 'failed', reason: 'it was stopped' });
    expect(await run('remark', tree(), FILE)).toMatchObject({ kind: 'off' });
  });

  test('that return what is no data fail', async () => {
    const code = `export default () => (tree) => { tree.children.push({ type: 'text', value: () => 1 }); };`;
    const { run } = bind(await open([code]));
    expect(await run('remark', tree(), FILE)).toMatchObject({ kind: 'failed', plugin: 'remark' });
  });

  test('without any for a point start no thread', async () => {
    const { run } = bind(await open(['throw new Error("It must not run.");']));
    const own = tree();
    expect(await run('rehype', own, FILE)).toEqual({ kind: 'tree', tree: own, messages: [] });
  });
});

const bind = (opened: PluginRunner) => ({ run: opened.run.bind(opened) });
