/**
 * Every way from the program to the disk: who calls the host, who calls Node's file system, and that all of it goes through the guard
 * (`src/runtime/guard/`), apart from the program's own files and those of its browser.
 */
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { GuardedHost, Host } from '../../src/core/host.ts';
import { build, check, mergeManifests } from '../../src/index.ts';
import { nodeHost } from '../../src/runtime/node-host.ts';
import { OWN } from '../support/context.ts';

const SRC = join(OWN, 'src');
const sources = new Map(
  readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => [name, readFileSync(join(SRC, name), 'utf8')] as const),
);

/** Files of `src/` that use Node's file system, and what for. Everything else asks a host. */
const DISK: Readonly<Record<string, string>> = {
  'runtime/guard/own-folder.ts': 'the guard itself: folders of the program’s own',
  'runtime/node-host.ts': 'the host that the guard stands before',
  'runtime/process/lock.ts': 'a part of that host',
  'runtime/guard/real-path.ts': 'a part of that host',
  'runtime/process/leftovers.ts': 'removes temporary files that the program itself has noted',
  'runtime/mkdirp.ts': 'a part of both',
  'runtime/user-cache.ts': 'makes the cache folder of the user',
  'runtime/cache/cache-location.ts': 'where a cache that somebody names really is; reads nothing',
  'runtime/git/checkout.ts': 'where a checkout begins; reads nothing',
  'pipeline/selection/changed-since.ts': 'where a checkout and its submodules are; reads nothing',
  'runtime/cache/program-identity.ts': 'the program’s own code',
  'runtime/install-path.ts': 'the program’s own package',
  'runtime/version.ts': 'the program’s own package',
  'runtime/fonts/packages.ts': 'fonts that are installed with the program',
  'proof/reading-system.ts': 'the program’s own packages',
  'runtime/browser/npm-browser.ts': 'unpacks the browser into the cache folder of the user',
  'runtime/browser/profile.ts': 'the folder of a running browser, among what is temporary',
  'runtime/browser/sandbox.ts': 'settings of the kernel',
};

/** Names under which a host is known; each is a {@link GuardedHost}, but for the one that the guard stands before. */
const HOSTS = /\b(?:host|#host|world|#world|given)\b/;
const CALL =
  /([\w.#]*(?:host|#host|world|#world|given))\s*\??\.(read|write|remove|list|kind|look|resolve|stamp|state|exclusively)\(/g;

describe('the source', () => {
  test('uses Node’s file system in the files that are known to', () => {
    const using = [...sources].filter(([, text]) =>
      /from 'node:fs(?:\/promises)?'|import\('node:fs/.test(text),
    );
    expect(using.map(([name]) => name).sort()).toEqual(Object.keys(DISK).sort());
  });

  test('opens a host of the disk only where the guard is put before it', () => {
    const opening = [...sources].filter(([, text]) => /\bnodeHost\b/.test(text)).map(([name]) => name);
    expect(opening.sort()).toEqual([
      'cli/main.ts',
      'pipeline/commands.ts',
      'pipeline/workspace.ts',
      'runtime/node-host.ts',
    ]);
    expect(sources.get('pipeline/workspace.ts')).toContain('guardHost(options.host ?? nodeHost, territory)');
    expect(sources.get('cli/main.ts')).toContain('guardHost(nodeHost, {');
    // There it is asked for variables of the environment alone.
    expect(sources.get('pipeline/commands.ts')?.match(/\bnodeHost\b/g)).toHaveLength(2);
    expect(sources.get('pipeline/commands.ts')).toContain('findCache(asked, resolve(root), nodeHost)');
  });

  test('calls a host in these files', () => {
    const calls = [...sources].flatMap(([name, text]) =>
      [...text.matchAll(CALL)].map(([, receiver = '', method]) => `${name} ${receiver}.${method}`),
    );
    expect(calls.length).toBeGreaterThan(50);
    const strange = calls.filter((call) => !HOSTS.test(call));
    expect(strange).toEqual([]);
    // Each is a call of a `GuardedHost`, as the compiler sees to, but for those of the guard itself.
    expect(byFile(calls)).toMatchInlineSnapshot(`
      {
        "cli/report/index.ts": "read",
        "cli/report/report-files.ts": "write",
        "pipeline/commands.ts": "write",
        "pipeline/incremental/output-state.ts": "read state",
        "pipeline/manifest/index.ts": "kind read",
        "pipeline/manifest/merge.ts": "kind read remove resolve write",
        "pipeline/manifest/shard-manifest.ts": "kind read",
        "pipeline/output.ts": "exclusively read remove state write",
        "pipeline/run-build.ts": "kind read",
        "pipeline/selection/affected.ts": "kind resolve",
        "pipeline/threads/work-size.ts": "kind list state",
        "read/discover.ts": "kind list resolve",
        "read/settings/open-diagnostic-rules.ts": "read",
        "read/settings/project.ts": "kind",
        "read/source/read-source.ts": "read resolve",
        "render/images/assets.ts": "read state",
        "runtime/browser/browser-identity.ts": "stamp",
        "runtime/browser/find-browser.ts": "kind list",
        "runtime/cache/host-queries.ts": "kind list read resolve stamp",
        "runtime/cache/recording-host.ts": "exclusively kind list read remove resolve stamp state write",
        "runtime/fonts/packages.ts": "kind read",
        "runtime/git/ignored.ts": "kind read",
        "runtime/guard/guard-host.ts": "exclusively kind list look read remove resolve stamp state write",
        "runtime/guard/path-guard.ts": "kind list resolve",
        "runtime/templates/template-files.ts": "read",
      }
    `);
  });

  test('takes nothing for a guarded host that the guard has not made', () => {
    // @ts-expect-error A host of the disk has no guard before it.
    const unguarded: GuardedHost = nodeHost;
    expect(unguarded).toBe(nodeHost);
    const casting = [...sources].filter(([, text]) => /as (?:unknown as )?GuardedHost/.test(text));
    expect(casting.map(([name]) => name)).toEqual(['runtime/guard/guard-host.ts']);
  });
});

function byFile(calls: readonly string[]): Readonly<Record<string, string>> {
  const methods = new Map<string, Set<string>>();
  for (const call of calls) {
    const [file = '', method = ''] = call.split(' ');
    methods.set(file, (methods.get(file) ?? new Set()).add(method.split('.').at(-1) ?? ''));
  }
  return Object.fromEntries([...methods].sort().map(([file, names]) => [file, [...names].sort().join(' ')]));
}

describe('a run', () => {
  let root = '';
  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'handpress-callers-')));
    writeFileSync(join(root, 'note.md'), '# Note\n\n![A cup](cup.svg)\n\nText in Ελληνικά.\n');
    writeFileSync(join(root, 'other.md'), '# Other\n\nText.\n');
    writeFileSync(
      join(root, 'cup.svg'),
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="4"/></svg>',
    );
    writeFileSync(join(root, 'handpress.yaml'), 'editions: {}\n');
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  test('asks the disk through the guard alone, whatever is made', async () => {
    const callers = new Map<string, Set<string>>();
    const host = spiedHost(nodeHost, callers);
    const what = ['note.md', 'other.md'];
    const using = { root, host, cache: join(root, 'cached') };
    const made = await build({ ...using, what, proof: true, trace: join(root, 'trace.json') });
    expect(made.diagnostics.filter(({ severity }) => severity !== 'note')).toEqual([]);
    await build({ ...using, what });
    await check({ root, host, what: ['.'] });
    for (const index of [1, 2]) {
      await build({ ...using, what, editions: ['epub'], out: `part-${index}`, shard: { index, count: 2 } });
    }
    const merged = await mergeManifests({ root, host, parts: ['part-1', 'part-2'], out: 'whole' });
    expect(merged.files.map(({ path }) => path)).toEqual(['note/note.epub', 'other/other.epub']);
    const asked = ['exclusively', 'list', 'look', 'read', 'resolve', 'state', 'write'];
    expect([...callers.keys()].sort()).toEqual(expect.arrayContaining(asked));
    const strange = [...callers].flatMap(([method, from]) =>
      [...from]
        .filter((file) => file !== 'src/runtime/guard/guard-host.ts')
        .map((file) => `${method} by ${file}`),
    );
    expect(strange).toEqual([]);
  });
});

/** A host that writes down which file of the source calls each of its methods. */
function spiedHost(world: Host, callers: Map<string, Set<string>>): Host {
  return new Proxy(world, {
    get(target, name: keyof Host) {
      const method = target[name];
      if (typeof method !== 'function' || name === 'variable' || name === 'today') return method;
      return (...given: never[]) => {
        const from = callerOf(new Error('a call').stack ?? '');
        callers.set(name, (callers.get(name) ?? new Set()).add(from));
        return (method as (...values: never[]) => unknown).apply(target, given);
      };
    },
  });
}

/** The first file of the source in a stack, from the root of the repository. */
const callerOf = (stack: string): string =>
  /\((?:file:\/\/)?[^()]*\/(src\/[^():]+):\d+:\d+\)|at async [^\n]*/.exec(stack)?.[1] ?? stack;
