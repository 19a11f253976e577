/** Writing a new publication: each template builds without a warning, and no file is replaced. */
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import packageFile from '../../package.json' with { type: 'json' };
import { runInit } from '../../src/cli/init/init.ts';
import { STARTERS } from '../../src/cli/init/starter.ts';
import { OPTIONS } from '../../src/pipeline/option-table.ts';
import { handpress } from './run.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'handpress-init-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const run = (line: string, cwd = folder) => handpress(line.split(' '), { cwd });
const read = (path: string): Promise<string> => readFile(join(folder, path), 'utf8');
const { signal } = new AbortController();

test('the option has all templates, and the package contains them', () => {
  expect(OPTIONS.template.kind.names).toEqual(STARTERS);
  expect(packageFile.files).toContain('starters');
});

describe.each(STARTERS)('%s', (template) => {
  test('is written and has no problem', async () => {
    const { code, stdout } = await run(`init my-${template} --template ${template} --yes`);
    expect(code).toBe(0);
    expect(stdout).toContain(
      `wrote ${join(`my-${template}`, 'content', `my-${template}`, 'publication.yaml')}\n`,
    );
    expect(stdout).toContain(`  cd my-${template}\n`);
    const settings = await read(`my-${template}/content/my-${template}/publication.yaml`);
    expect(settings).toMatch(
      /^# yaml-language-server: \$schema=\.\.\/\.\.\/node_modules\/handpress\/schemas\/publication\./,
    );
    expect(settings).toContain(`title: "My ${template}"\nlanguage: "en"\n`);
    expect(settings).not.toContain('{{');
    expect(await read(`my-${template}/.gitignore`)).toContain('dist/\n');
    expect(await read(`my-${template}/.github/workflows/content.yml`)).toContain(
      'uses: <owner>/handpress@<version>',
    );
    const checked = await run('check', join(folder, `my-${template}`));
    expect([checked.code, checked.stderr]).toEqual([0, 'no problems found\n']);
  });

  test('builds PDF and EPUB without a warning', { timeout: 120_000 }, async () => {
    const { code, stdout } = await run('build --format json', join(folder, `my-${template}`));
    const { files, diagnostics } = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(diagnostics.filter((one: { code: string }) => one.code !== 'sandbox-off')).toEqual([]);
    const kinds = new Set(files.map((file: { path: string }) => file.path.replace(/.*\./, '')));
    expect([...kinds].toSorted()).toEqual(['epub', 'pdf']);
  });
});

describe('files that are there', () => {
  test('are never replaced, and nothing else is written', async () => {
    await mkdir(join(folder, 'mine/content/mine'), { recursive: true });
    await writeFile(join(folder, 'mine/content/mine/leaflet.md'), '# Mine\n');
    const { code, stdout, stderr } = await run('init mine');
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('file-in-way\n  `content/mine/leaflet.md` is there already.');
    expect(await read('mine/content/mine/leaflet.md')).toBe('# Mine\n');
    expect(await readdir(join(folder, 'mine'))).toEqual(['content']);
  });

  test('stay if a project usually has them', async () => {
    await mkdir(join(folder, 'repository'));
    await writeFile(join(folder, 'repository/.gitignore'), '*.log\n');
    const { code, stdout } = await run('init', join(folder, 'repository'));
    expect(code).toBe(0);
    expect(stdout).toContain('kept .gitignore, which is there already\n');
    expect(stdout).not.toContain('  cd ');
    expect(await read('repository/.gitignore')).toBe('*.log\n');
  });

  test.skipIf(process.platform === 'win32')('are not written through a link', async () => {
    await mkdir(join(folder, 'elsewhere'));
    await mkdir(join(folder, 'linked'));
    await symlink('../elsewhere', join(folder, 'linked/content'));
    const { code, stderr } = await run('init linked');
    expect([code, await readdir(join(folder, 'elsewhere'))]).toEqual([2, []]);
    expect(stderr).toContain('output-outside');
  });
});

describe('questions', () => {
  const answer = async (text: string, name: string) => {
    const [input, output] = [new PassThrough(), new PassThrough()];
    let asked = '';
    output.on('data', (bytes: Buffer) => (asked += bytes));
    input.end(text);
    const result = await runInit({ folder: join(folder, name), terminal: { input, output }, signal });
    return { ...result, asked };
  };

  test('are asked until the answer is valid; an empty one is the default', async () => {
    const { problems, asked } = await answer('comic\nNovel\nThe "best" *one*\ngerman\n', 'asked');
    expect(problems).toEqual([]);
    expect(asked.match(/Template \(/g)).toHaveLength(2);
    expect(asked).toContain('Title [Asked]: ');
    const settings = await read('asked/content/asked/publication.yaml');
    expect(settings).toContain('title: "The \\"best\\" *one*"\nlanguage: "de"\n');
    expect(settings).toContain('book-novel');
    await answer('\n\n\n', 'defaults');
    expect(await read('defaults/content/defaults/publication.yaml')).toContain(
      'title: "Defaults"\nlanguage: "en"\n',
    );
  });

  test('are written as they are answered, whatever signs they have', async () => {
    await answer('\n$& costs $$5 {{language}}\n\n', '04-my_notes');
    expect(await read('04-my_notes/content/my_notes/publication.yaml')).toContain(
      'title: "$& costs $$5 {{language}}"\n',
    );
    expect((await answer('', '05-my_notes')).asked).not.toContain('Title');
    expect((await answer('\n', '05-my_notes')).asked).toContain('Title [My notes]: ');
  });

  test('write nothing if the input ends', async () => {
    const { problems } = await answer('book\n', 'ended');
    expect(problems.map(({ code }) => code)).toEqual(['interrupted']);
    expect(await readdir(folder)).not.toContain('ended');
  });
});

test.each([
  [
    'init --template comic',
    '`--template` needs `leaflet`, `book`, `novel`, `manual` or `article`; it has `comic`.',
  ],
  ['init a b', 'There is no command `init a b`.'],
  ['build --template book', 'There is no option `--template`.'],
  ['init --root elsewhere', 'There is no option `--root`.'],
])('%s', async (line, expected) => {
  const { code, stderr } = await run(line);
  expect(code).toBe(2);
  expect(stderr).toContain(expected);
});
