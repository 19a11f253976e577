import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import packageFile from '../../package.json' with { type: 'json' };
import { formatHelp } from '../../src/cli/help.ts';
import { handpress } from './run.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'handpress-cli-'));
  await writeFile(join(folder, 'note.md'), '# Fever\n\nDrink enough.\n');
  await writeFile(join(folder, 'bad.md'), '---\nstrict: true\n---\n# Fever\n\n[See](nowhere.md)\n');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('without a publication', () => {
  test('--help prints the help that docs/command.md shows', async () => {
    const page = await readFile(new URL('../../docs/command.md', import.meta.url), 'utf8');
    const { code, stdout } = await handpress(['--help'], { cwd: folder });
    expect([code, stdout]).toEqual([0, formatHelp()]);
    // The first block of code of the page.
    expect(/^```\n([\s\S]*?)^```$/m.exec(page)?.[1]).toBe(stdout);
  });

  test('no line of the help is longer than 80 characters', () => {
    expect(
      formatHelp()
        .split('\n')
        .filter((line) => line.length > 80),
    ).toEqual([]);
  });

  test('without a command it prints the help', async () => {
    expect((await handpress([], { cwd: folder })).stdout).toBe(formatHelp());
  });

  test('--version prints the version of the package', async () => {
    expect((await handpress(['--version'], { cwd: folder })).stdout).toBe(`${packageFile.version}\n`);
  });

  test.runIf(process.platform === 'linux')('starts without a writable cache folder', async () => {
    const options = { cwd: folder, env: { XDG_CACHE_HOME: '/proc/nothing' } };
    expect((await handpress(['--version'], options)).code).toBe(0);
  });

  test('reports an older Node in one line', async () => {
    const older =
      "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } })";
    const options = {
      cwd: folder,
      env: { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(older)}` },
    };
    const { code, stdout, stderr } = await handpress(['build', 'note.md'], options);
    expect([code, stdout]).toEqual([3, '']);
    const [, oldest = ''] = /^>=(.*)$/.exec(packageFile.engines.node) ?? [];
    expect(stderr).toContain(`Handpress needs Node ${oldest} or newer; this is Node 20.20.2.`);
    expect(stderr).toContain('hint: ');
  });

  test('explains what to do in an empty folder', async () => {
    await mkdir(join(folder, 'empty'), { recursive: true });
    const { code, stderr } = await handpress(['build'], { cwd: join(folder, 'empty') });
    expect(code).toBe(2);
    expect(stderr).toContain('There is nothing to publish in `content`.');
  });
});

describe('a lone Markdown file without any configuration', () => {
  test('is built as a handout on A4 and Letter and an e-book', async () => {
    const { code, stdout, stderr } = await handpress(['build', 'note.md'], { cwd: folder });
    expect(code).toBe(0);
    expect(stdout).toBe('note/note-a4.pdf\nnote/note-letter.pdf\nnote/note.epub\n');
    expect(stderr).toContain('made note/note-a4.pdf (1 page)\n');
    expect(stderr).not.toContain('\u001B');
    for (const path of stdout.trim().split('\n')) {
      expect((await readFile(join(folder, 'dist', path))).length, path).toBeGreaterThan(1000);
    }
    const manifest = JSON.parse(await readFile(join(folder, 'dist/manifest.json'), 'utf8'));
    expect(manifest.publications[0].files.map((file: { path: string }) => file.path)).toEqual(
      stdout.trim().split('\n'),
    );
  });

  test('is checked without writing a file', async () => {
    const { code, stdout, stderr } = await handpress(['check', 'note.md', '--out', 'nothing'], {
      cwd: folder,
    });
    expect([code, stdout, stderr]).toEqual([0, '', 'no problems found\n']);
    await expect(readFile(join(folder, 'nothing'))).rejects.toThrow();
  });
});

describe('--format json', () => {
  test('prints diagnostics with locations, and nothing else on stdout', async () => {
    const { code, stdout } = await handpress(['check', 'bad.md', '--format', 'json'], { cwd: folder });
    const result = JSON.parse(stdout);
    expect(code).toBe(1);
    expect(result).toMatchObject({ ok: false, exitCode: 1, files: [] });
    expect(result.diagnostics[0]).toMatchObject({
      code: 'link-chapter-missing',
      severity: 'error',
      place: { file: 'bad.md', line: 6, column: 1 },
    });
  });

  test('lists the files that were built', async () => {
    const args = ['build', 'note.md', '--format', 'json', '--edition', 'epub', '--out', 'json-out'];
    const { stdout } = await handpress(args, { cwd: folder });
    expect(JSON.parse(stdout).files).toMatchObject([{ path: 'note/note.epub', edition: 'epub' }]);
  });
});
