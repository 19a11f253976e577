/** The GitHub Action, played step by step in real repositories: a pull request with a fault, a good one, parts that are joined. */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { openRepository, PLAIN, type Repository } from '../selection/repository.ts';
import { ACTION, action, annotations, play } from './play.ts';

const FILES = {
  '.gitignore': 'dist/\n.cache/\nparts/\n',
  'content/fever.md': '# Fever\n\nDrink enough.\n',
  'content/cold.md': '# Cold\n\nRest.\n',
  'content/book/publication.yaml': 'title: A Book\n',
  'content/book/1.md': '# One\n\nText.\n',
};

const workflowSchema = v.object({
  jobs: v.record(
    v.string(),
    v.object({
      steps: v.array(
        v.object({ uses: v.optional(v.string()), with: v.optional(v.record(v.string(), v.unknown())) }),
      ),
    }),
  ),
});

let origin: Repository;
let clone: Repository;
beforeEach(() => {
  for (const [name, value] of Object.entries(PLAIN)) vi.stubEnv(name, value);
  origin = openRepository();
  clone = openRepository({ isInitialised: false });
});
afterEach(() => {
  vi.unstubAllEnvs();
  origin.remove();
  clone.remove();
});

/** A pull request as `actions/checkout` leaves it with `fetch-depth: 0`: a merge commit, its head detached. */
function checkOut(
  change: Readonly<Record<string, string>>,
  base: Readonly<Record<string, string>> = FILES,
): void {
  origin.commit(base);
  origin.git('checkout', '--quiet', '-b', 'change');
  origin.commit(change);
  origin.git('checkout', '--quiet', '--detach', 'main');
  origin.git('merge', '--quiet', '--no-ff', '--no-edit', 'change');
  origin.git('branch', 'merged');
  clone.git('clone', '--quiet', '--branch=merged', origin.folder, '.');
  clone.git('checkout', '--quiet', '--detach');
}

const pullRequest = (inputs: Readonly<Record<string, string>> = {}) =>
  play(clone.folder, { editions: 'epub', ...inputs }, { GITHUB_BASE_REF: 'main' });

const filesIn = (folder: string): readonly string[] =>
  readdirSync(join(clone.folder, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();

describe('a pull request', () => {
  test('with a missing image and a broken link fails, with each told on its line, and makes nothing', () => {
    checkOut({
      'content/fever.md': '# Fever\n\nDrink enough.\n\n![A cup](cup.png)\n',
      'content/book/1.md': '# One\n\nText.\n\nMore, with\n[a link](2.md).\n',
    });
    const played = pullRequest();
    expect(played.ok).toBe(false);
    expect(played.ran).toEqual(['Install Handpress', 'Check']);
    expect(annotations(played.log)).toEqual([
      'content/book/1.md:6 link-chapter-missing',
      'content/fever.md:5 image-missing',
    ]);
    expect(existsSync(join(clone.folder, 'dist'))).toBe(false);
  });

  test('with a project in a folder is told with paths from the root of the repository', () => {
    const within = (files: Readonly<Record<string, string>>) =>
      Object.fromEntries(Object.entries(files).map(([path, text]) => [`docs/${path}`, text]));
    checkOut(within({ 'content/cold.md': '# Cold\n\n![A bed](bed.png)\n' }), within(FILES));
    expect(annotations(pullRequest({ root: 'docs' }).log)).toEqual(['docs/content/cold.md:3 image-missing']);
  });

  test('that is good makes what was changed, and that alone; the second time from the cache', () => {
    checkOut({ 'content/fever.md': '# Fever\n\nDrink more.\n' });
    const played = pullRequest();
    expect(played.log).toContain('1 of 3 publications touched since `origin/main`.');
    expect([played.ok, played.ran]).toEqual([true, ['Install Handpress', 'Check', 'Build']]);
    expect(played.outputs).toEqual({ out: './dist' });
    expect(filesIn('dist')).toEqual(['fever.epub', 'manifest.json']);
    expect(played.log).toContain('made fever/fever.epub');
    rmSync(join(clone.folder, 'dist'), { recursive: true });
    expect(pullRequest().log).toContain('kept fever/fever.epub');
    expect(filesIn('dist')).toEqual(['fever.epub', 'manifest.json']);
    expect(played.notRun).toEqual([
      'actions/setup-node@v4',
      'actions/cache/restore@v4',
      'actions/cache/save@v4',
      'actions/upload-artifact@v4',
    ]);
  });

  test('that touches nothing is fine', () => {
    checkOut({ 'README.md': '# About\n' });
    const played = pullRequest();
    expect(played.log).toContain('0 of 3 publications touched');
    expect([played.ok, existsSync(join(clone.folder, 'dist'))]).toEqual([true, false]);
  });

  test('with names that a shell would take for commands', () => {
    const trace = join(clone.folder, 'was-run');
    const name = `content/$(touch was-run);\`touch was-run\` "a" '.md`;
    checkOut({ [name]: '# A Name\n' });
    const played = pullRequest({ what: `${name}\ncontent/cold.md`, 'changed-since': 'HEAD^1' });
    expect(played.log).toContain('1 of 2 publications touched since');
    expect([played.ok, existsSync(trace)]).toEqual([true, false]);
    expect(pullRequest({ 'changed-since': '$(touch was-run)' }).log).toContain('title=ref-unknown');
    expect(existsSync(trace)).toBe(false);
  });
});

test('parts are made by several jobs, and joined by another', () => {
  checkOut({ 'README.md': '# About\n' });
  for (const index of [1, 2]) {
    const inputs = { editions: 'epub', out: `parts/part-${index}`, shard: `${index}/2` };
    expect(play(clone.folder, inputs).ok, `part ${index}`).toBe(true);
  }
  const joined = play(clone.folder, { parts: 'parts/part-*\n', out: 'dist' });
  expect([joined.ok, joined.outputs]).toEqual([true, { out: 'dist' }]);
  expect(filesIn('dist')).toEqual(['book.epub', 'cold.epub', 'fever.epub', 'manifest.json']);
  expect(readFileSync(join(clone.folder, 'dist/manifest.json'), 'utf8')).not.toContain('shard');
  expect(play(clone.folder, { parts: 'parts/part-1\n', out: 'dist' }).log).toContain(
    'title=parts-incomplete',
  );
});

describe('action.yml', () => {
  const commands = action.runs.steps.filter(({ run }) => run !== undefined);

  test('puts nothing that somebody has written into a command', () => {
    expect(commands.length).toBeGreaterThan(2);
    expect(commands.filter(({ run }) => run?.includes('${{'))).toEqual([]);
  });

  test('is given only inputs that it has, by the workflow of this repository', () => {
    const workflow: unknown = parse(readFileSync(join(ACTION, '.github/workflows/ci.yml'), 'utf8'));
    const { jobs } = v.parse(workflowSchema, workflow);
    const ours = Object.values(jobs).flatMap(({ steps }) => steps.filter(({ uses }) => uses === './'));
    expect(ours.length).toBeGreaterThan(1);
    const given = ours.flatMap((step) => Object.keys(step.with ?? {}));
    expect(given.filter((name) => !(name in action.inputs))).toEqual([]);
  });

  test('names the version of each action that it uses', () => {
    const used = action.runs.steps.flatMap(({ uses }) => uses ?? []);
    expect(used.filter((name) => !/^actions\/[a-z/-]+@v\d+$/.test(name))).toEqual([]);
  });

  test('uses every input, and docs/ci.md tells of each', () => {
    const text = readFileSync(join(ACTION, 'action.yml'), 'utf8');
    const told = readFileSync(join(ACTION, 'docs/ci.md'), 'utf8');
    const names = Object.keys(action.inputs);
    expect(names.filter((name) => !text.includes(`inputs.${name}`))).toEqual([]);
    expect(names.filter((name) => !told.includes(`| \`${name}\` |`))).toEqual([]);
  });
});
