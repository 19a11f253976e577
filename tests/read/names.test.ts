/** Names that people give: those that no system takes for a file are refused, and none means what every object of JavaScript has. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { build, exitCode } from '../../src/index.ts';
import { readEditions } from '../../src/read/settings/project.ts';
import { deriveId, MAX_ID_LENGTH } from '../../src/read/source/file-id.ts';
import { handpress } from '../cli/run.ts';
import { cpuTime } from '../support/cpu-time.ts';
import {
  collectDiagnostics,
  formatDiagnostics,
  memoryHost,
  openWorkbench,
  readAndRender,
  readAndRenderAny,
} from '../support/workbench.ts';

const book = (settings: string, text = 'Text.') => ({
  'p/publication.yaml': `title: Book\n${settings}\n`,
  'p/a.md': `# A\n\n${text}\n`,
});

test.each([
  ...[
    'manifest.json',
    'Manifest.JSON',
    'con',
    'CON',
    'aux',
    'nul.book',
    'com1',
    'LPT9.x',
    'a.',
    'a..',
    '.a',
    '-a',
    'a b',
    'a/b',
  ],
  ...['x'.repeat(MAX_ID_LENGTH + 1), 'x'.repeat(400), '漢'.repeat(61)],
])('rejects the id %s for publications and chapters', async (id) => {
  expect(await collectDiagnostics(book(`id: "${id}"`))).toEqual(['value-wrong p/publication.yaml:2:5']);
  const chapter = { ...book(''), 'p/a.md': `---\nid: "${id}"\n---\n# A\n` };
  expect(await collectDiagnostics(chapter)).toEqual(['value-wrong p/a.md:2:5']);
});

test.each([
  'a',
  'a.b',
  'console',
  'auxiliary',
  'com',
  'com10',
  'manifest',
  'x_1',
  '漢'.repeat(60),
  'x'.repeat(MAX_ID_LENGTH),
])('accepts the id %s', async (id) => {
  expect((await readAndRender(book(`id: "${id}"`))).publication.id).toBe(id);
});

test('derives a valid id from any file name', async () => {
  expect(
    ['con.md', '1-aux.md', 'Nul/x.md', `${'a'.repeat(250)}.md`, `${'漢'.repeat(80)}.md`].map(deriveId),
  ).toEqual(['con-text', 'aux-text', 'x', 'a'.repeat(MAX_ID_LENGTH), '漢'.repeat(60)]);
});

/** In YAML's double quotes. */
const FORBIDDEN = ['\\0', '\\ufffe', '\\ud800', ' \\x01 \\x02 '];

test.each(['title-file-as', 'subtitle', 'description', 'publisher', 'rights', 'version'])(
  '`%s` has more than what XML forbids',
  async (key) => {
    for (const value of FORBIDDEN)
      expect(await collectDiagnostics(book(`${key}: "${value}"`))).toEqual([
        `value-wrong p/publication.yaml:2:${key.length + 3}`,
      ]);
    await readAndRender(book(`${key}: "\\0a\\ud800"`));
  },
);

test('drops lone surrogates from a title', async () => {
  const text =
    '---\ntitle: "a\\ud800b"\ncertified: {by: "\\ud800x", conforms: EPUB Accessibility 1.1 - WCAG 2.2 Level AA}\n---\nText.\n';
  const { rendered } = await readAndRender({ 'a.md': text });
  expect(rendered.publication.metadata.title).toContain('a');
});

test('drops lone surrogates from names, subjects and headings', async () => {
  expect(await collectDiagnostics(book('authors:\n  - name: "\\0"\n    file-as: "\\ud800"'))).toEqual([
    'value-wrong p/publication.yaml:3:11',
    'value-wrong p/publication.yaml:4:14',
  ]);
  expect(await collectDiagnostics(book('subjects: ["\\0"]'))).toEqual([
    'value-wrong p/publication.yaml:2:12',
  ]);
  expect(await collectDiagnostics(book('', '## \uFFFE'))).toEqual([
    'heading-empty p/a.md:3:1',
    'control-dropped p/a.md:3:4',
  ]);
});

async function projectOf(text: string): Promise<readonly string[]> {
  const { context, diagnostics } = openWorkbench(memoryHost({ 'handpress.yaml': text }));
  await readEditions(context);
  for (const { domain } of diagnostics) expect(domain).toBe('usage');
  return diagnostics.map((problem) => `${formatDiagnostics([problem])} ${problem.message} ${problem.hint}`);
}

test.each(['constructor', '__proto__', 'toString', 'valueOf'])(
  'rejects an edition that extends %s',
  async (name) => {
    expect(await projectOf(`editions:\n  mine:\n    extends: ${name}\n`)).toEqual([
      expect.stringMatching(/^edition-unknown handpress.yaml:3:14 .*The editions are `?a4/s),
    ]);
  },
);

test.each(['constructor', '__proto__', 'prototype'])('rejects an edition called %s', async (name) => {
  expect(await projectOf(`editions:\n  ${name}:\n    page: a5\n`)).toEqual([
    expect.stringMatching(/^edition-name-taken handpress.yaml:2:3 /),
  ]);
});

const NAMES = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'prototype'];

test.each([
  ['a language', (name: string) => `<span lang="${name}">"a" 'b'</span>`],
  ['a formula', (name: string) => `$$\\${name}{x}$$ $$\\begin{${name}}x\\end{${name}}$$`],
  ['a formula of text', (name: string) => `$$\\text{${name}} \\operatorname{${name}}$$`],
  ['a box', (name: string) => `:::${name}{${name}=x}\nx\n:::`],
  ['a listing', (name: string) => `\`\`\`${name}\nx = 1\n\`\`\``],
  ['a note', (name: string) => `x[^${name}] [^x${name}]\n\n[^${name}]: y`],
  ['a reference', (name: string) => `[a][${name}] [${name}]\n\n[${name}]: https://example.org`],
  ['a citation', (name: string) => `x [@${name}]`],
  ['a heading', (name: string) => `## ${name}\n\n## H {#${name}}\n\n[x](#${name})`],
  [
    'HTML',
    (name: string) => `<${name}>x</${name}> <p ${name}="x" role="${name}" id="${name}" class="${name}">x</p>`,
  ],
  ['an entity', (name: string) => `&${name};`],
  ['an image', (name: string) => `![a](${name}) ![b](${name}.svg)`],
] as const)('reports %s with the name of an object property as any other', async (_, text) => {
  for (const name of NAMES) {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text font-family="${name}">x</text></svg>`;
    const files = { ...book('references: r.json', text(name)), 'p/r.json': '[]', [`p/${name}.svg`]: svg };
    const { diagnostics } = await readAndRenderAny(openWorkbench(memoryHost(files)));
    for (const { domain } of diagnostics) expect(domain).toBe('content');
  }
});

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'handpress-names-'));
  await mkdir(join(root, 'content'));
  await writeFile(join(root, 'content/a.md'), '# A\n\nText.\n');
});
afterEach(() => rm(root, { recursive: true, force: true }));

test.each(['99999999999999', 'now', '-1', '1.5', '0x10', ' 5', '253402300800', '9'.repeat(400), '1e9'])(
  'SOURCE_DATE_EPOCH=%s is refused in words',
  async (epoch) => {
    const env = { SOURCE_DATE_EPOCH: epoch };
    const { code, stderr } = await handpress(['build', '--edition', 'epub'], { cwd: root, env });
    expect(code).toBe(2);
    expect(stderr).toContain('error  option-wrong');
    expect(stderr).toContain('`SOURCE_DATE_EPOCH` needs a whole number of seconds since 1970');
    expect(stderr).not.toMatch(/^\s+at /m);
  },
);

test.each(['', '0', '253402300799'])('accepts SOURCE_DATE_EPOCH=%s', async (epoch) => {
  const env = { SOURCE_DATE_EPOCH: epoch };
  const { code, stderr } = await handpress(['build', '--edition', 'epub'], { cwd: root, env });
  expect([code, stderr]).toEqual([0, expect.not.stringContaining('error')]);
});

test('builds ten thousand authors and a chain of a hundred editions within seconds', async () => {
  const authors = Array.from({ length: 10_000 }, (_, index) => `  - name: Author ${index}`).join('\n');
  await writeFile(join(root, 'content/publication.yaml'), `title: Book\nauthors:\n${authors}\n`);
  const { value, milliseconds } = await cpuTime(() => build({ root, editions: ['epub'], cache: false }));
  expect(exitCode(value.diagnostics)).toBe(0);
  expect(milliseconds).toBeLessThan(10_000);
  const chain = (length: number) =>
    `editions:\n${Array.from({ length }, (_, index) => `  e${index}:\n    extends: e${index + 1}\n`).join('')}`;
  const read = await cpuTime(async () => [await projectOf(chain(100)), await projectOf(chain(1000))]);
  expect(read.value.map(([first]) => first?.split(' ', 2))).toEqual([
    ['edition-unknown', 'handpress.yaml:201:14'],
    ['value-wrong', 'handpress.yaml:2:3'],
  ]);
  expect(read.milliseconds).toBeLessThan(5000);
}, 60_000);
