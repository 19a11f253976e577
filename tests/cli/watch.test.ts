/** Building again on every save. */
import { type ChildProcess, spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { handpress } from './run.ts';

const CLI = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const PICTURE = fileURLToPath(new URL('../../docs/pictures/handout.png', import.meta.url));

let folder = '';
let running: ChildProcess | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'handpress-watch-'));
  await mkdir(join(folder, 'tmp'));
});
afterEach(async () => {
  running?.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

interface Watching {
  /** Waits until the output that was not returned yet matches, and returns it. */
  next(pattern: RegExp): Promise<string>;
  /** Sends SIGINT. Returns the exit code. */
  end(): Promise<number | null>;
}

/** Longest time in ms for a build on a busy machine. */
const PATIENCE = 60_000;

function watch(...args: readonly string[]): Watching {
  const child = spawn(process.execPath, [CLI, 'build', ...args, '--watch'], {
    cwd: folder,
    env: {
      ...process.env,
      ...{ NO_COLOR: '1', XDG_CACHE_HOME: join(folder, 'tmp/cache'), TMPDIR: join(folder, 'tmp') },
    },
  });
  running = child;
  let output = '';
  child.stderr.on('data', (bytes: Buffer) => (output += bytes));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return {
    async next(pattern) {
      const until = Date.now() + PATIENCE;
      while (!pattern.test(output)) {
        if (Date.now() > until) throw new Error(`${pattern} is not in: ${output}`);
        await sleep(20);
      }
      const seen = output;
      output = '';
      return seen;
    },
    end() {
      child.kill('SIGINT');
      return ended;
    },
  };
}

const write = (name: string, text: string): Promise<void> => writeFile(join(folder, name), text);

test('builds on each save, also where an editor replaces the file, and survives errors', {
  timeout: 120_000,
}, async () => {
  await write('note.md', '# Note\n\nWords.\n');
  const { next, end } = watch('note.md', '--epub');
  expect(await next(/watching \d+ folders?; Ctrl\+C ends it\n/)).toMatch(
    /^\d\d:\d\d:\d\d {2}1 made, 0 kept in \d+\.\d s\n/m,
  );
  await write('note.md', '# Note\n\nOther words.\n');
  expect(await next(/ s\n/)).toContain('1 made, 0 kept');
  await write('note.tmp', '# Note\n\nWords again.\n');
  await rename(join(folder, 'note.tmp'), join(folder, 'note.md'));
  await next(/1 made, 0 kept/);
  await write('note.md', '---\ntitle: Note\n---\n');
  expect(await next(/1 error\n/)).toContain('error  chapter-empty');
  await write('note.md', '# Note\n\nRight.\n');
  await next(/1 made, 0 kept/);
  expect(await end()).toBe(0);
});

test('notices pictures, settings and new files that it did not find before', {
  timeout: 120_000,
}, async () => {
  await mkdir(join(folder, 'content'));
  await write('content/note.md', '# Note\n\n![A leaflet](pictures/leaf.png)\n');
  const { next, end } = watch('--epub');
  expect(await next(/watching/)).toContain('image-missing');
  await mkdir(join(folder, 'content/pictures'));
  await cp(PICTURE, join(folder, 'content/pictures/leaf.png'));
  expect(await next(/made, .* s\n/)).not.toContain('image-missing');
  await write('content/other.md', '# Other\n\nWords.\n');
  await next(/1 made, 1 kept/);
  await write('handpress.yaml', 'editions: {nothing: }\n');
  await next(/1 error\n/);
  await write('handpress.yaml', '');
  await next(/ s\n/);
  // Neither what it writes nor packages are watched.
  await write('dist/x.md', '# X\n');
  await mkdir(join(folder, 'node_modules'));
  await write('node_modules/x.md', '# X\n');
  await write('content/note.md', '# Note\n\nWords.\n');
  await next(/1 made, 1 kept/);
  expect(await end()).toBe(0);
});

test('watches a text that is in the output folder', { timeout: 120_000 }, async () => {
  await write('note.md', '# Note\n\nWords.\n');
  const { next, end } = watch('note.md', '--epub', '--out', '.');
  await next(/watching [1-9]/);
  await write('note.md', '# Note\n\nOther words.\n');
  await next(/1 made, 0 kept/);
  expect(await end()).toBe(0);
});

test('ends with no browser left', { timeout: 120_000 }, async () => {
  await write('note.md', '# Note\n\nWords.\n');
  const { next, end } = watch('note.md', '-o', 'note.pdf');
  await next(/watching/);
  await write('note.md', '# Note\n\nOther words.\n');
  await next(/1 made, 0 kept/);
  expect((await readFile(join(folder, 'note.pdf'))).length).toBeGreaterThan(1000);
  expect(await end()).toBe(0);
  expect((await readdir(join(folder, 'tmp'))).filter((name) => name !== 'cache')).toEqual([]);
});

test.each(['--format json', '--shard 1/2', '--report json=x.json'])(
  'is not combined with %s',
  async (options) => {
    await write('note.md', '# Note\n\nWords.\n');
    const { code, stderr } = await handpress(['build', 'note.md', '--watch', ...options.split(' ')], {
      cwd: folder,
    });
    expect(code).toBe(2);
    expect(stderr).toContain('`--watch` needs a build of files on the disk with a report for people');
  },
);

test('reports folders that cannot be watched', async () => {
  await write('note.md', '# Note\n\nWords.\n');
  const full = `import fs from 'node:fs';
    import { syncBuiltinESMExports } from 'node:module';
    fs.watch = () => { throw new Error('the system has no more watchers'); };
    syncBuiltinESMExports();`;
  const options = {
    cwd: folder,
    env: { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(full)}` },
  };
  const { code, stderr } = await handpress(['build', 'note.md', '--epub', '--watch'], options);
  expect(code).toBe(3);
  expect(stderr).toContain(
    'watch-failed\n  The folders of the texts cannot be watched: the system has no more watchers.',
  );
});
