import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseCommandLine } from '../../../src/cli/arguments.ts';
import { report } from '../../../src/cli/report/report.ts';
import { openRepositoryPaths } from '../../../src/cli/report/repository-paths.ts';
import { diagnostic, exitCode } from '../../../src/core/diagnostics/diagnostic.ts';
import { memoryHost } from '../../support/workbench.ts';
import { handpress } from '../run.ts';

let repository = '';
let project = '';
beforeAll(async () => {
  repository = await mkdtemp(join(tmpdir(), 'handpress-report-'));
  project = join(repository, 'leaflets');
  await mkdir(join(project, 'content'), { recursive: true });
  await writeFile(join(project, 'content/note.md'), '# Fever\n\nDrink.\n\n[^late]: Unused ##[error]x.\n');
  await writeFile(
    join(project, 'content/bad.md'),
    '---\nstrict: true\n---\n# Fever\n\n![A thermometer.](none.png)\n',
  );
});
afterAll(() => rm(repository, { recursive: true, force: true }));

/** The environment without the variables of GitHub and GitLab, which may run these tests. */
const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  handpress(['check', ...args], {
    cwd: project,
    env: { GITHUB_WORKSPACE: '', CI_PROJECT_DIR: '', ...env },
  });

describe('--fail-on warning', () => {
  test('ends a run that has a warning with 1, and without the option with 0', async () => {
    const { code, stdout } = await run(['content/note.md', '--fail-on', 'warning', '--format', 'json']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, exitCode: 1, allowed: [] });
    expect((await run(['content/note.md'])).code).toBe(0);
  });

  test('does not change the exit codes of errors', () => {
    const note = diagnostic('note-unused', { label: 'a' });
    expect(exitCode([note], 'warning')).toBe(1);
    expect(exitCode([note, diagnostic('edition-none', { editions: [] })], 'warning')).toBe(2);
    expect(exitCode([diagnostic('publication-kept', { publication: 'a' })], 'warning')).toBe(0);
  });
});

test('--format github prints annotations with repository paths and text for people, and escapes commands in files', async () => {
  const { code, stdout, stderr } = await run(['--format', 'github'], { GITHUB_WORKSPACE: repository });
  expect(code).toBe(1);
  const [first, second] = stdout.split('\n');
  expect(first).toMatch(
    /^::error file=leaflets\/content\/bad\.md,line=6,col=1,title=image-missing::The image /,
  );
  expect(second).toMatch(/^::warning file=leaflets\/content\/note\.md,line=5,col=1,/);
  expect(stderr).toContain('content/bad.md:6:1  error  image-missing\n');
  expect(stderr).toContain('  5 | [^late]: Unused ## [error]x.\n');
  expect(stderr).toContain('1 error, 1 warning\n');
});

test('paths outside the repository, or without a repository, do not change', () => {
  const within = (folder: string | undefined) => openRepositoryPaths('/work/leaflets', () => folder);
  expect(within('/work')('content/a.md')).toBe('leaflets/content/a.md');
  expect(within('/work/leaflets')('content/a.md')).toBe('content/a.md');
  for (const folder of ['/work/leaf', '/elsewhere', '', undefined]) {
    expect(within(folder)('content/a.md')).toBe('content/a.md');
  }
});

describe('--report', () => {
  test('writes several files, beside the text for people', async () => {
    const names = [
      'sarif=out/a=b.sarif',
      'junit=out/junit.xml',
      'gitlab=out/quality.json',
      'json=out/all.json',
    ];
    const args = names.flatMap((name) => ['--report', name]);
    const { code, stderr, stdout } = await run([...args], { CI_PROJECT_DIR: repository });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('1 error, 1 warning\n');
    const folder = join(project, 'out');
    expect(await readdir(folder)).toEqual(['a=b.sarif', 'all.json', 'junit.xml', 'quality.json']);
    const read = (name: string): Promise<string> => readFile(join(folder, name), 'utf8');
    const [result] = JSON.parse(await read('a=b.sarif')).runs[0].results;
    expect(result.locations[0].physicalLocation.artifactLocation.uri).toBe('leaflets/content/bad.md');
    expect(JSON.parse(await read('quality.json'))[0].location.path).toBe('leaflets/content/bad.md');
    expect(await read('junit.xml')).toContain('<testsuite name="leaflets/content/bad.md" tests="1"');
    // Reports for programs name files relative to the project, as their options do.
    expect(JSON.parse(await read('all.json')).diagnostics[0].place.file).toBe('content/bad.md');
  });

  test('reports a file that cannot be written', async () => {
    const { code, stderr } = await run(['content/note.md', '--report', 'sarif=content/note.md/out.sarif']);
    expect(code).toBe(3);
    expect(stderr).toContain('error  output-unwritable\n');
    expect(stderr).toContain('1 error, 1 warning\n');
  });
});

test.each<[readonly string[], string]>([
  [['--fail-on', 'note'], '`--fail-on` needs `error` or `warning`; it has `note`.'],
  [['--format', 'xml'], '`--format` needs `pretty`, `json`, `github`, `gitlab`, `junit` or `sarif`; it'],
  ...['sarif', 'sarif=', 'pretty=a.txt', 'github=a.txt', '=a'].map((value): [readonly string[], string] => [
    ['--report', value],
    '`--report` needs a format (`json`, `gitlab`, `junit` or `sarif`), `=` and a file',
  ]),
])('refuses %j', (args, message) => {
  const parsed = parseCommandLine(['check', ...args]);
  const problems = parsed.kind === 'wrong' ? parsed.problems : [];
  expect(problems.map(({ code }) => code)).toEqual(['option-wrong']);
  expect(problems[0]?.message).toContain(message);
});

test.each(['json', 'gitlab', 'sarif', 'junit'] as const)(
  '--format %s prints nothing but the report',
  async (format) => {
    const output: string[] = [];
    const sinks = {
      host: memoryHost({}),
      out: (text: string) => void output.push(text),
      err: () => expect.unreachable('nothing is for people'),
      color: false,
    };
    const problem = diagnostic('chapter-empty', {}, { file: 'content/a.md', line: 1, column: 1 });
    const result = { ok: false, diagnostics: [problem], allowed: [], files: [] };
    const options = { command: 'check', root: '.', format, reports: [], failOn: 'error' } as const;
    expect(await report(result, options, sinks)).toBe(1);
    expect(output).toHaveLength(1);
    expect(output[0]).toContain('content/a.md');
  },
);

test('allowed diagnostics are counted for people and listed for machines', async () => {
  const file = join(project, 'handpress.yaml');
  const entry = '{code: note-unused, path: content/*, reason: For later., until: 2026-11-22}';
  await writeFile(file, `diagnostics:\n  allow:\n    - ${entry}\n`);
  // SOURCE_DATE_EPOCH sets the day: 22 and 23 November 2026.
  const [last, after] = [{ SOURCE_DATE_EPOCH: '1795391999' }, { SOURCE_DATE_EPOCH: '1795392000' }];
  const args = ['content/note.md', '--fail-on', 'warning'];
  const held = await run([...args, '--report', 'json=held.json'], last);
  expect(held).toMatchObject({ code: 0, stderr: '1 allowed\n' });
  expect(JSON.parse(await readFile(join(project, 'held.json'), 'utf8'))).toMatchObject({
    diagnostics: [],
    allowed: [{ reason: 'For later.', diagnostic: { code: 'note-unused' } }],
  });
  const over = await run(args, after);
  expect(over.code).toBe(1);
  expect(over.stderr).toContain('handpress.yaml:3:71  warning  allowance-expired\n');
  await rm(file);
});
