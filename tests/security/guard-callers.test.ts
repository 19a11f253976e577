/**
 * Tests every access to the disk: which files call the host or Node's file system, and that all accesses go
 * through the guard (`src/runtime/guard/`), except those to files of the program and its browser.
 */
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { GuardedHost, Host } from '../../src/core/host.ts';
import { build, check, mergeManifests } from '../../src/index.ts';
import { nodeHost } from '../../src/runtime/node-host.ts';
import { REPOSITORY } from '../support/context.ts';

const SRC = join(REPOSITORY, 'src');
const sources = new Map(
  readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => [name, readFileSync(join(SRC, name), 'utf8')] as const),
);

/** Files of `src/` that use Node's file system, and their purpose. All others use a host. */
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
  'runtime/git/head.ts': 'which commit is checked out, in files that no commit can contain',
  'runtime/git/history.ts': 'where links lead; reads nothing',
  'runtime/git/repository-history.ts': 'the digest of a file that the build has read',
  'pipeline/selection/changed-since.ts': 'where a checkout and its submodules are; reads nothing',
  'runtime/cache/program-identity.ts': 'the program’s own code',
  'runtime/install-path.ts': 'the program’s own package',
  'runtime/version.ts': 'the program’s own package',
  'runtime/fonts/packages.ts': 'fonts that are installed with the program',
  'render/diagrams/packages.ts': 'programs that draw diagrams, installed with this one',
  'render/diagrams/mermaid.ts': 'the code of such a program',
  'proof/reading-system.ts': 'the program’s own packages',
  'web/search/library.ts': 'the program’s own package that finds words in browsers',
  'cli/doctor/disk-checks.ts': 'writes a file of its own into the cache folder of the user, and removes it',
  'cli/doctor/doctor.ts': 'whether the folder of the command line is there; reads nothing',
  'cli/keys.ts': 'writes a new pair of keys where the command line says; replaces nothing',
  'cli/init/starter.ts': 'the program’s own texts of a new publication',
  'runtime/temporary-folder.ts': 'makes and removes folders of the program among what is temporary',
  'runtime/cache/staging-folder.ts': 'folders of the program in the cache folder of the user',
  'runtime/folder-watch.ts': 'waits for changes in folders that the build has read; reads nothing',
  'runtime/browser/npm-browser.ts': 'unpacks the browser into the cache folder of the user',
  'runtime/browser/profile.ts': 'the folder of a running browser, among what is temporary',
  'runtime/browser/sandbox.ts': 'settings of the kernel',
};

/** Variables that hold a host. Each is a {@link GuardedHost}, except the host inside the guard. */
const HOSTS = /\b(?:host|#host|untrackedHost|given)\b/;
const CALL =
  /([\w.#]*(?:[hH]ost|#host|given))\s*\??\.(read|write|remove|list|kind|inspect|resolve|fingerprint|fileIdentity|withLock)\(/g;

describe('source', () => {
  test('only known files use Node’s file system', () => {
    const using = [...sources].filter(([, text]) =>
      /from 'node:fs(?:\/promises)?'|import\('node:fs/.test(text),
    );
    expect(using.map(([name]) => name).sort()).toEqual(Object.keys(DISK).sort());
  });

  test('a disk host is opened only behind the guard', () => {
    const opening = [...sources].filter(([, text]) => /\bnodeHost\b/.test(text)).map(([name]) => name);
    expect(opening.sort()).toEqual([
      ...['cli/doctor/browser-check.ts', 'cli/doctor/disk-checks.ts', 'cli/doctor/tool-checks.ts'],
      ...['cli/init/init.ts', 'cli/main.ts', 'cli/trust.ts', 'cli/watch.ts', 'import/run-import.ts'],
      ...['pipeline/build-environment.ts', 'pipeline/commands.ts'],
      ...['pipeline/fleet/run-worker.ts', 'pipeline/fleet/start-worker.ts'],
      'pipeline/in-memory/build-bytes.ts',
      'pipeline/single-file/one-file.ts',
      'runtime/node-host.ts',
    ]);
    for (const file of ['cli/doctor/tool-checks.ts', 'cli/init/init.ts', 'cli/trust.ts']) {
      expect(sources.get(file)).toContain('guardHost(nodeHost, {');
    }
    expect(sources.get('import/run-import.ts')).toContain('guardHost(given, {');
    // Finds the browser of the program, or the one that the command line names.
    for (const file of ['cli/doctor/browser-check.ts', 'cli/watch.ts']) {
      expect(sources.get(file)?.match(/\bnodeHost\b/g)).toHaveLength(2);
      expect(sources.get(file)).toContain('findBrowser(browser, nodeHost)');
    }
    // Finds the browser of a worker, which has no project.
    expect(sources.get('pipeline/fleet/run-worker.ts')?.match(/\bnodeHost\b/g)).toHaveLength(3);
    // Reads the environment, and the file of a key that it names.
    expect(sources.get('pipeline/fleet/start-worker.ts')?.match(/\bdisk\.read\(/g)).toHaveLength(1);
    // Reads only environment variables.
    expect(sources.get('cli/doctor/disk-checks.ts')?.match(/\bnodeHost\b/g)).toHaveLength(2);
    // Reads the files that the build has made, by the names in its result.
    expect(sources.get('pipeline/in-memory/build-bytes.ts')?.match(/\bhost\.read\(/g)).toHaveLength(1);
    // Copies to the file that the command line names, from a folder in the cache folder of the user.
    expect(sources.get('pipeline/single-file/one-file.ts')?.match(/\bnodeHost\b/g)).toHaveLength(2);
    const environment = sources.get('pipeline/build-environment.ts');
    expect(environment).toContain('const disk = options.host ?? connectHistory(openHistory);');
    expect(environment).toContain(
      'guardHost(observe === undefined ? disk : await observed(disk, observe), territory)',
    );
    // Reads the files of keys that the command line and the environment name.
    expect(environment?.match(/\bdisk\b/g)).toHaveLength(12);
    expect(environment?.match(/\bdisk\.read\(/g)).toHaveLength(1);
    expect(sources.get('cli/main.ts')).toContain('guardHost(nodeHost, {');
    // These calls read only environment variables.
    expect(sources.get('pipeline/commands.ts')?.match(/\bnodeHost\b/g)).toHaveLength(2);
    expect(sources.get('pipeline/commands.ts')).toContain('locateCache(folder, resolve(root), nodeHost)');
  });

  test('only known files call a host', () => {
    const calls = [...sources].flatMap(([name, text]) =>
      [...text.matchAll(CALL)].map(([, receiver = '', method]) => `${name} ${receiver}.${method}`),
    );
    expect(calls.length).toBeGreaterThan(50);
    const unexpected = calls.filter((call) => !HOSTS.test(call));
    expect(unexpected).toEqual([]);
    // The compiler ensures that each is a call of a `GuardedHost`, except those of the guard itself.
    expect(byFile(calls)).toMatchInlineSnapshot(`
      {
        "cli/init/init.ts": "kind write",
        "cli/report/report-files.ts": "write",
        "cli/report/report.ts": "read",
        "cli/trust.ts": "resolve",
        "import/import-word.ts": "fileIdentity kind read write",
        "import/run-import.ts": "kind",
        "pipeline/checking/check-content.ts": "kind",
        "pipeline/checking/unused-snippets.ts": "list",
        "pipeline/commands.ts": "write",
        "pipeline/design-checks.ts": "kind list",
        "pipeline/design-files.ts": "kind list",
        "pipeline/in-memory/build-bytes.ts": "read",
        "pipeline/incremental/output-state.ts": "fileIdentity read",
        "pipeline/manifest/known-files.ts": "kind read resolve",
        "pipeline/manifest/live-manifest.ts": "fileIdentity",
        "pipeline/manifest/manifest-file.ts": "kind read",
        "pipeline/manifest/merge.ts": "kind read remove resolve write",
        "pipeline/manifest/shard-manifest.ts": "kind read",
        "pipeline/manifest/write-records.ts": "kind list read remove write",
        "pipeline/output.ts": "read remove withLock write",
        "pipeline/plugins/find-plugins.ts": "kind read resolve",
        "pipeline/run-build.ts": "kind read",
        "pipeline/selection/affected.ts": "kind resolve",
        "pipeline/selection/reach.ts": "list read",
        "pipeline/single-file/one-file.ts": "read write",
        "pipeline/threads/work-size.ts": "fileIdentity kind list",
        "read/choices/variables-file.ts": "kind",
        "read/contents/list-chapters.ts": "kind",
        "read/discover.ts": "kind list resolve",
        "read/includes/include-file.ts": "fileIdentity fingerprint",
        "read/projects/find-file.ts": "kind",
        "read/projects/find-project.ts": "kind",
        "read/projects/programs/scanned.ts": "kind",
        "read/projects/project-folder.ts": "kind",
        "read/projects/scan-folder.ts": "list",
        "read/read-publication.ts": "kind",
        "read/settings/brand/brand-file.ts": "fileIdentity",
        "read/settings/brand/find-brand.ts": "kind",
        "read/settings/open-diagnostic-rules.ts": "read",
        "read/settings/project-defaults.ts": "kind",
        "read/settings/project-plugins.ts": "read",
        "read/settings/project.ts": "kind",
        "read/source/read-source.ts": "read resolve",
        "render/diagrams/draw-diagrams.ts": "read",
        "render/images/assets.ts": "fileIdentity read",
        "runtime/browser/browser-identity.ts": "fingerprint",
        "runtime/browser/find-browser.ts": "kind list",
        "runtime/cache/host-queries.ts": "fingerprint kind list read resolve",
        "runtime/cache/recording-host.ts": "fileIdentity fingerprint kind list read remove resolve withLock write",
        "runtime/cache/staging-folder.ts": "read write",
        "runtime/fonts/packages.ts": "kind read",
        "runtime/git/ignored.ts": "kind read",
        "runtime/guard/file-by-name.ts": "list",
        "runtime/guard/guard-host.ts": "fileIdentity fingerprint inspect kind list read remove resolve withLock write",
        "runtime/guard/path-guard.ts": "kind list resolve",
        "runtime/observing-host.ts": "kind list read",
        "runtime/place-text.ts": "kind",
        "runtime/plugins/plugin-code.ts": "kind list read resolve",
        "runtime/styles/style-files.ts": "read",
        "runtime/templates/template-files.ts": "read",
        "runtime/text-host.ts": "fileIdentity fingerprint kind list read resolve",
        "web/metadata/gone-addresses.ts": "kind read",
      }
    `);
  });

  test('only the guard creates guarded hosts', () => {
    // @ts-expect-error A disk host has no guard.
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

describe('runs', () => {
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

  test('all disk access goes through the guard', async () => {
    const callers = new Map<string, Set<string>>();
    const host = spiedHost(nodeHost, callers);
    const inputs = ['note.md', 'other.md'];
    const using = { root, host, cache: join(root, 'cached') };
    const made = await build({ ...using, inputs, proof: true, trace: join(root, 'trace.json') });
    expect(made.diagnostics.filter(({ severity }) => severity !== 'note')).toEqual([]);
    await build({ ...using, inputs });
    await check({ root, host, inputs: ['.'] });
    for (const index of [1, 2]) {
      await build({ ...using, inputs, editions: ['epub'], out: `part-${index}`, shard: { index, count: 2 } });
    }
    const merged = await mergeManifests({ root, host, parts: ['part-1', 'part-2'], out: 'whole' });
    expect(merged.files.map(({ path }) => path)).toEqual(['note/note.epub', 'other/other.epub']);
    const methods = ['fileIdentity', 'inspect', 'list', 'read', 'resolve', 'withLock', 'write'];
    expect([...callers.keys()].sort()).toEqual(expect.arrayContaining(methods));
    const unexpected = [...callers].flatMap(([method, from]) =>
      [...from]
        .filter((file) => file !== 'src/runtime/guard/guard-host.ts')
        .map((file) => `${method} by ${file}`),
    );
    expect(unexpected).toEqual([]);
  });
});

/** Returns a host that records which source file calls each of its methods. */
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

/** Returns the first source file in a stack trace, relative to the repository. */
const callerOf = (stack: string): string =>
  /\((?:file:\/\/)?[^()]*\/(src\/[^():]+):\d+:\d+\)|at async [^\n]*/.exec(stack)?.[1] ?? stack;
