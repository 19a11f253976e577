/** Tests plugins in whole runs: when they run, what they may add, and that results depend on them. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Plugins } from '../../../src/core/model/plugins.ts';
import { build, check } from '../../../src/index.ts';
import { applyRemark } from '../../../src/render/plugins/apply-plugins.ts';
import { findTreeFault } from '../../../src/render/plugins/tree-faults.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'handpress-plugins-'));
  await write({
    'content/note.md': '# Fever\n\nDrink enough, and rest.\n\n## Then\n\nCall us.\n',
    'handpress.yaml': 'plugins:\n  remark:\n    - [./plugins/end.js, { text: 38.5, times: 2 }]\n',
    'plugins/end.js': `import { add } from './add.js';\nexport default (options) => add(options);\n`,
    'plugins/add.js': `export const add = ({ text, times }) => (tree) => {
      tree.children.push({ type: 'paragraph', children: [{ type: 'text', value: \`\${typeof text} \${text * times}\` }] });
    };\n`,
    'package.json': '{ "type": "module" }\n',
  });
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text);
  }
}

/** Builds the e-book, and returns its words and the codes of its problems. */
async function run(options: Parameters<typeof build>[0] = {}) {
  const { diagnostics } = await build({ root, editions: ['epub'], ...options });
  const codes = diagnostics.map(({ code }) => code).filter((code) => code !== 'sandbox-off');
  return { codes, text: await bodyText(await readFile(join(root, 'dist/note/note.epub'))) };
}

/** Returns the words of all documents of an e-book, without markup. */
function bodyText(bytes: Uint8Array): string {
  const documents = Object.entries(unzipSync(bytes)).filter(([name]) => name.endsWith('.xhtml'));
  return documents.map(([, text]) => new TextDecoder().decode(text).replaceAll(/<[^>]*>/g, '')).join('\n');
}

describe('plugins of a project', () => {
  test('run only where the command says so, with options of their types', async () => {
    expect(await run({ plugins: true })).toMatchObject({
      codes: [],
      text: expect.stringContaining('number 77'),
    });
  });

  test('are left out with one warning elsewhere, and results are never mixed up', async () => {
    const without = await run();
    expect(without.codes).toEqual(['plugins-not-run']);
    expect(without.text).not.toContain('number');
    expect((await run({ plugins: true })).text).toContain('number 77');
    expect((await run()).text).not.toContain('number');
    expect((await run({ plugins: true })).text).toContain('number 77');
  });

  test('are a dependency of the results, with the files that they import and read', async () => {
    await run({ plugins: true });
    await write({ 'plugins/add.js': `export const add = () => (tree) => void tree.children.pop();\n` });
    expect((await run({ plugins: true })).text).not.toContain('Call us');
  });

  test('that fail leave nothing behind: later texts are not made without them, and the next run tries again', async () => {
    await write({
      'content/note.md': `# Fever\n\n${'Drink enough, and rest.\n\n'.repeat(4000)}`,
      'content/other.md': '# Cold\n\nRest.\n',
      'plugins/add.js': `import { existsSync } from 'node:fs';
        export const add = () => (tree) => {
          if (existsSync(new URL('down', import.meta.url))) process.exit(1);
          tree.children.push({ type: 'paragraph', children: [{ type: 'text', value: 'It ran.' }] }); };\n`,
      'plugins/down': '',
    });
    const { diagnostics } = await build({ root, editions: ['epub'], plugins: true });
    const codes = diagnostics
      .map(({ code, place }) => `${code} ${place?.file}`)
      .filter((one) => one.includes('plugin'));
    expect(codes).toEqual(['plugin-failed content/note.md', 'plugins-off content/other.md']);
    await rm(join(root, 'plugins/down'));
    expect(await run({ plugins: true })).toMatchObject({
      codes: [],
      text: expect.stringContaining('It ran.'),
    });
  });

  test('can change the HTML, which passes the same allow-list as that of authors', async () => {
    await write({
      'handpress.yaml': 'plugins:\n  rehype: [./plugins/html.js]\n',
      'plugins/html.js': `export default () => (tree) => {
        const add = (tagName, properties, value) => tree.children.push({
          type: 'element', tagName, properties, children: [{ type: 'text', value }] });
        add('p', { onClick: 'run()', className: ['own'] }, 'kept');
        add('script', {}, 'run()');
        tree.children.push({ type: 'raw', value: '<p>as <em>text</em><iframe src="x"></iframe></p>' });
      };\n`,
    });
    const { codes, text } = await run({ plugins: true });
    expect(codes).toEqual(['plugin-element-left-out']);
    expect(text).toContain('kept');
    expect(text).toContain('as text');
    expect(text).not.toContain('run()');
  });

  test('cannot be chosen by a text, and nothing of them is loaded then', async () => {
    await write({
      'handpress.yaml': '',
      'content/note.md':
        '---\nplugins:\n  remark: [./plugins/end.js]\nstrict: true\n---\n\n# Fever\n\nRest.\n',
    });
    const { diagnostics, ok } = await check({ root, plugins: true });
    expect(diagnostics.map(({ code }) => code)).toEqual(['plugins-elsewhere']);
    expect(ok).toBe(false);
  });
});

describe('what a plugin does wrong', () => {
  const source = { path: 'note.md', text: 'Rest.\n' };
  const tree = { type: 'root' as const, children: [] };
  const fake = (answer: Awaited<ReturnType<Plugins['run']>>): Plugins => ({
    ...{ digest: '', run: async () => answer, close: async () => undefined },
  });

  test('is reported, and the text stays as it was: plugin-unfinished', async () => {
    const codes: string[] = [];
    const late = fake({ kind: 'late', plugin: 'remark-own', seconds: 30, messages: [] });
    expect(await applyRemark(late, tree, source, ({ code }) => void codes.push(code))).toBe(tree);
    expect(codes).toEqual(['plugin-unfinished']);
  });

  test.each([
    [undefined, /does not begin/],
    [{ type: 'paragraph', children: [] }, /does not begin/],
    [{ type: 'root' }, /list of `children`/],
    [{ type: 'root', children: [null] }, /no node/],
    [{ type: 'root', children: [{ type: 'text', value: 5 }] }, /no text/],
    [{ type: 'root', children: [{ type: 'link', children: [] }] }, /`url`/],
    [{ type: 'root', children: [{ type: 'heading', depth: 7, children: [] }] }, /`depth`/],
  ])('is seen in the tree %j', (wrong, fault) => {
    expect(findTreeFault(wrong, 'remark')).toMatch(fault);
  });

  test('is seen in a tree of HTML, and in one that is nested without end', () => {
    const element = { type: 'element', tagName: 'p', children: [] };
    expect(findTreeFault({ type: 'root', children: [element] }, 'rehype')).toMatch(/`properties`/);
    const endless: { type: string; children: unknown[] } = { type: 'root', children: [] };
    endless.children.push(endless);
    expect(findTreeFault(endless, 'rehype')).toMatch(/levels deep/);
  });
});
