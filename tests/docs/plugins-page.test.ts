/** Builds with the plugins that `docs/plugins.md` shows. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { build } from '../../src/index.ts';
import { REPOSITORY } from '../support/context.ts';

const page = await readFile(join(REPOSITORY, 'docs/plugins.md'), 'utf8');
const listing = (language: string): string =>
  new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'ms').exec(page)?.[1] ?? '';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'handpress-plugins-page-'));
  await write({ 'content/note.md': '# Fever\n\nDrink a lot.\n' });
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text);
  }
}

async function buildText() {
  const { diagnostics } = await build({ root, editions: ['epub'], plugins: true });
  const files = unzipSync(await readFile(join(root, 'dist/note/note.epub')));
  const text = Object.entries(files).filter(([name]) => name.endsWith('.xhtml'));
  const words = text.map(([, bytes]) => new TextDecoder().decode(bytes).replaceAll(/<[^>]*>/g, ''));
  return { codes: diagnostics.map(({ code }) => code), words: words.join('\n') };
}

test('the plugin in TypeScript runs', async () => {
  await write({ 'handpress.config.ts': listing('ts') });
  const { codes, words } = await buildText();
  expect(codes).toEqual([]);
  expect(words).toContain('Drink a glass of water each hour.');
});

test('the plugins of the settings run with their options', async () => {
  const add = (name: string) => `export default (options) => (tree) => {
    tree.children.push({ type: '${name}' === 'rehype' ? 'element' : 'paragraph', tagName: 'p', properties: {},
      children: [{ type: 'text', value: '${name}: ' + JSON.stringify(options) }] }); };\n`;
  const entry = { 'package.json': '{ "type": "module", "exports": "./index.js" }' };
  await write({
    'handpress.yaml': listing('yaml'),
    'package.json': '{ "type": "module" }',
    'plugins/clinic.js': add('clinic'),
    'plugins/words.json': '{}',
    'node_modules/remark-smartypants/package.json': entry['package.json'],
    'node_modules/remark-smartypants/index.js': add('remark'),
    'node_modules/rehype-unwrap-images/package.json': entry['package.json'],
    'node_modules/rehype-unwrap-images/index.js': add('rehype'),
  });
  const { codes, words } = await buildText();
  expect(codes).toEqual([]);
  expect(words).toMatch(
    /remark: undefined\s+clinic: \{.clinic.:.Example Clinic.,.phone.:.01 23 45.\}\s*rehype: undefined/,
  );
});
