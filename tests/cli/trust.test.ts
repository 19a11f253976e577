/** Tests `handpress trust`: what it records, for what, and when it no longer holds. */
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { handpress } from './run.ts';

let work = '';
let root = '';
beforeEach(async () => {
  work = await mkdtemp(join(tmpdir(), 'handpress-trust-'));
  root = join(work, 'project');
  await write({
    'content/note.md': '# Fever\n\nDrink enough, and rest.\n',
    'handpress.yaml':
      'plugins:\n  remark:\n    - ./plugins/end.mjs\n    - remark-own\n  files: [words.json]\n',
    'package.json': '{ "name": "own", "imports": { "#words": "./inner/words.mjs" } }',
    'inner/words.mjs': 'export {};\n',
    'plugins/lib.js': 'exports.one = 1;\n',
    'plugins/tools/index.js': 'exports.one = 1;\n',
    'plugins/end.mjs': `import './part.mjs';\nimport '#words';\nimport { createRequire } from 'node:module';
const require = createRequire(import.meta.url);\nrequire('./lib');\nrequire('./tools');\nexport default () => () => {};\n`,
    'plugins/part.mjs': 'export {};\n',
    'words.json': '{}\n',
    'node_modules/remark-own/package.json':
      '{ "type": "module", "main": "index.js", "dependencies": { "own-part": "1" } }',
    'node_modules/remark-own/index.js': `import 'own-part';\nexport default () => () => {};\n`,
    'node_modules/own-part/package.json': '{ "type": "module", "main": "index.js" }',
    'node_modules/own-part/index.js': '',
  });
});
afterEach(() => rm(work, { recursive: true, force: true }));

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text);
  }
}

/** Returns whether a check leaves the plugins out. */
async function isLeftOut(cwd = root, env: Readonly<Record<string, string>> = {}): Promise<boolean> {
  const { stderr } = await handpress(['check'], {
    cwd,
    env: { XDG_CACHE_HOME: join(work, 'cache'), ...env },
  });
  return stderr.includes('plugins-not-run');
}
const trust = (...options: readonly string[]) =>
  handpress(['trust', ...options], { cwd: root, env: { XDG_CACHE_HOME: join(work, 'cache') } });

describe('a recorded trust', () => {
  test('lets plugins run until it is taken back', async () => {
    expect(await isLeftOut()).toBe(true);
    const { code, stdout } = await trust();
    expect(code).toBe(0);
    for (const name of ['./plugins/end.mjs', 'plugins/part.mjs', 'words.json', 'own-part, remark-own']) {
      expect(stdout).toContain(name);
    }
    expect(await isLeftOut()).toBe(false);
    expect((await trust('--revoke')).code).toBe(0);
    expect(await isLeftOut()).toBe(true);
  });

  test.each([
    ['a plugin', 'plugins/end.mjs', 'export default () => () => { /* more */ };\n'],
    ['a file that it imports', 'plugins/part.mjs', 'export const more = 1;\n'],
    ['a file that it requires without its ending', 'plugins/lib.js', 'exports.more = 1;\n'],
    ['a file in a folder that it requires', 'plugins/tools/index.js', 'exports.more = 1;\n'],
    ['a file that a `#name` means', 'inner/words.mjs', 'export const more = 1;\n'],
    ['a file that it reads', 'words.json', '{ "more": 1 }\n'],
    ['the options', 'handpress.yaml', 'plugins:\n  remark:\n    - [./plugins/end.mjs, { more: 1 }]\n'],
    ['a package', 'node_modules/remark-own/index.js', 'export default () => () => { /* more */ };\n'],
    ['a package that it needs', 'node_modules/own-part/index.js', '/* more */\n'],
    ['a file of code beside the settings', 'handpress.config.js', 'export default {};\n'],
  ])('does not hold any more when %s changes', async (_, name, text) => {
    await trust();
    await write({ [name]: text });
    expect(await isLeftOut()).toBe(true);
  });

  test('holds when something else changes, and not for a copy of the project', async () => {
    await trust();
    await write({ 'content/note.md': '# Fever\n\nRest.\n', 'plugins/other.txt': 'more' });
    expect(await isLeftOut()).toBe(false);
    await cp(root, join(work, 'copy'), { recursive: true });
    expect(await isLeftOut(join(work, 'copy'))).toBe(true);
  });

  test('is recorded in no folder of the project, and one that a project brings does not count', async () => {
    await trust();
    await cp(join(work, 'cache'), join(root, 'cache'), { recursive: true });
    expect(await isLeftOut(root, { XDG_CACHE_HOME: join(root, 'cache') })).toBe(true);
    const { code, stderr } = await handpress(['trust'], {
      cwd: root,
      env: { XDG_CACHE_HOME: join(root, 'cache') },
    });
    expect(code).toBe(2);
    expect(stderr).toContain('trust-in-project');
  });

  test('is not recorded for code that is missing, or to which a link leads out of the project', async () => {
    await rm(join(root, 'node_modules/remark-own'), { recursive: true });
    await mkdir(join(work, 'elsewhere'));
    await writeFile(join(work, 'elsewhere/package.json'), '{}');
    await symlink(join(work, 'elsewhere'), join(root, 'node_modules/remark-own'));
    const { code, stderr } = await trust();
    expect(code).toBe(2);
    expect(stderr).toContain('a link leads out of it');
  });
});
