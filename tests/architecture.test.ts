/**
 * Holds the structure of `src/`: rooms in one order, no cycle of files or folders at any depth (imports of types count), small folders,
 * and which files may use a process, a disk or a library.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SRC = join(ROOT, 'src');

/** Rooms from the top down. A room imports from rooms below it; rooms on one line do not import from each other. */
const ORDER = [
  ['cli'],
  ['index.ts'],
  ['pipeline'],
  ['import'],
  ['read', 'render', 'print', 'epub', 'web', 'proof'],
  ['runtime'],
  ['core'],
  ['lib'],
] as const;

const MOST_ROOMS = 13;
const MOST_FILES = 20;

/** Packages that few files may import: one, or one for each room that uses them. */
const ONLY_IMPORTER: Readonly<Record<string, readonly string[]>> = {
  'puppeteer-core': ['runtime/browser/browser.ts'],
  'epub-gen-memory': ['epub/package/zip.ts'],
  '@hyzyla/pdfium': ['proof/pdf-pages.ts'],
  'fast-png': ['proof/bitmap.ts'],
  harfbuzzjs: ['lib/raster/shape-text.ts'],
  'bidi-js': ['lib/raster/shape-text.ts'],
  franc: ['read/language/text-language.ts'],
  liquidjs: ['runtime/templates/engine.ts'],
  'css-tree': ['lib/css/css-tree.d.ts', 'lib/css/properties.ts', 'lib/css/syntax-tree.ts'],
  color: ['lib/color/contrast.ts'],
  '@citation-js/core': [
    ...['read/references/bibtex.ts', 'read/references/citation-js.d.ts'],
    ...['render/citations/bibliography.ts', 'render/citations/citation-js.d.ts'],
  ],
  '@citation-js/plugin-bibtex': ['read/references/bibtex.ts', 'read/references/citation-js.d.ts'],
  citeproc: ['render/citations/citeproc.d.ts', 'render/citations/csl-engine.ts'],
  '@citation-js/plugin-csl': ['render/citations/bibliography.ts', 'render/citations/citation-js.d.ts'],
  'highlight.js': ['render/code/grammars.ts', 'render/code/tokenize.ts'],
  temml: ['render/math/tex.ts'],
  '@viz-js/viz': ['render/diagrams/engines.d.ts', 'render/diagrams/graphviz.ts'],
  vega: ['render/diagrams/engines.d.ts', 'render/diagrams/vega.ts'],
  'vega-lite': ['render/diagrams/engines.d.ts', 'render/diagrams/vega.ts'],
  'vega-interpreter': ['render/diagrams/engines.d.ts', 'render/diagrams/vega.ts'],
  acorn: ['read/projects/script-value.ts'],
  mammoth: ['import/docx/convert.ts'],
  fflate: ['epub/package/deflate.ts', 'import/docx/open-docx.ts'],
  uqr: ['print/document/qr.ts'],
  bullmq: ['runtime/fleet/bullmq.ts'],
  ioredis: ['runtime/fleet/bullmq.ts'],
  '@bufbuild/protobuf': ['runtime/cache/shared/signed-result.ts'],
};

/** The only file that uses the network, and what uses it. */
const NETWORK_USER = 'runtime/cache/shared/http-transport.ts';
const NETWORK_MODULE = /^(?:node:)?(?:net|tls|http|https|http2|dgram|dns|undici)(?:\/|$)/;
const NETWORK_CALL = /\bfetch\(|\bnew (?:WebSocket|EventSource|XMLHttpRequest)\b/;

/** Modules of Node that reach the machine. */
const IMPURE =
  /^(?:node:)?(?:fs|child_process|net|http|https|os|worker_threads|process|cluster|dgram|dns)(?:\/|$)/;

interface Import {
  readonly from: string;
  readonly to: string;
}

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s[^'"`;]*?from\s*'([^']+)'|(?:^|\n)import\s*'([^']+)'|import\(\s*'([^']+)'\s*\)|declare module '([^']+)'/g;

const files = (await readdir(SRC, { recursive: true }))
  .map((name) => name.split('\\').join('/'))
  .filter((name) => name.endsWith('.ts'))
  .sort();

const texts = new Map(
  await Promise.all(files.map(async (name) => [name, await readFile(join(SRC, name), 'utf8')] as const)),
);

const imports: readonly Import[] = [...texts].flatMap(([from, text]) =>
  [...text.matchAll(IMPORT)].map((match) => {
    const to = match.slice(1).find((name) => name !== undefined) ?? '';
    return { from, to: to.startsWith('.') ? posix.join(posix.dirname(from), to) : to };
  }),
);
const own = imports.filter(({ to }) => texts.has(to));
const folders = [...new Set(files.flatMap(parentsOf))].sort();

/** `a/b/c.ts` → `''`, `a`, `a/b`. */
function parentsOf(file: string): readonly string[] {
  const names = file.split('/').slice(0, -1);
  return ['', ...names.map((_, index) => names.slice(0, index + 1).join('/'))];
}

/** The folder or file right below `folder` in which `file` lies. */
function childOf(folder: string, file: string): string | undefined {
  const start = folder === '' ? '' : `${folder}/`;
  return file.startsWith(start) ? file.slice(start.length).split('/')[0] : undefined;
}

/** The imports between the children of a folder. */
function arrowsIn(folder: string): ReadonlyMap<string, ReadonlyMap<string, Import>> {
  const arrows = new Map<string, Map<string, Import>>();
  for (const one of own) {
    const [from, to] = [childOf(folder, one.from), childOf(folder, one.to)];
    if (from === undefined || to === undefined || from === to) continue;
    arrows.set(from, (arrows.get(from) ?? new Map<string, Import>()).set(to, one));
  }
  return arrows;
}

/** Finds one cycle, as the imports it is made of. */
function findCycle(arrows: ReadonlyMap<string, ReadonlyMap<string, Import>>): readonly Import[] {
  const done = new Set<string>();
  const visit = (node: string, path: readonly string[], steps: readonly Import[]): readonly Import[] => {
    const start = path.indexOf(node);
    if (start !== -1) return steps.slice(start);
    if (done.has(node)) return [];
    for (const [next, step] of arrows.get(node) ?? []) {
      const cycle = visit(next, [...path, node], [...steps, step]);
      if (cycle.length > 0) return cycle;
    }
    done.add(node);
    return [];
  };
  for (const node of arrows.keys()) {
    const cycle = visit(node, [], []);
    if (cycle.length > 0) return cycle;
  }
  return [];
}

/** Returns a source without its comments and texts. */
const withoutTexts = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*|'[^'\n]*'|`[^`]*`/g, '');

const levelOf = (file: string): number =>
  ORDER.findIndex((rooms) => (rooms as readonly string[]).includes(file.split('/')[0] ?? ''));

describe('the structure of src', () => {
  test('the source was read', () => {
    expect(own.length).toBeGreaterThan(1000);
    expect(folders.length).toBeGreaterThan(20);
  });

  test('src has few rooms, each with a place in the order', () => {
    const rooms = [...new Set(files.map((file) => file.split('/')[0] ?? ''))].sort();
    expect(rooms).toEqual(ORDER.flat().toSorted());
    expect(rooms.length).toBeLessThanOrEqual(MOST_ROOMS);
  });

  test('every folder has few files', () => {
    const sizes = folders.map((folder) => {
      const here = files.filter((file) => posix.dirname(file) === (folder === '' ? '.' : folder));
      return { folder, count: here.length };
    });
    expect(sizes.filter(({ count }) => count > MOST_FILES)).toEqual([]);
  });

  test('a room imports only from rooms below, types included', () => {
    const wrong = own.filter(
      ({ from, to }) => from.split('/')[0] !== to.split('/')[0] && levelOf(from) >= levelOf(to),
    );
    expect(wrong.map(({ from, to }) => `src/${from} must not import src/${to}`)).toEqual([]);
  });

  test('no import leads out of src', () => {
    expect(imports.filter(({ to }) => to.startsWith('..'))).toEqual([]);
  });

  test.each(folders)('the files and folders of src/%s have no cycle', (folder) => {
    expect(findCycle(arrowsIn(folder))).toEqual([]);
  });

  test('a cycle is found', () => {
    const step = { from: 'a', to: 'b' };
    const arrows = new Map([
      ['a', new Map([['b', step]])],
      ['b', new Map([['a', step]])],
    ]);
    expect(findCycle(arrows)).toHaveLength(2);
  });

  test('index files only re-export', () => {
    const doors = [...texts].filter(([name]) => /\/index\.ts$/.test(name));
    const working = doors.filter(([, text]) =>
      /^(?:export )?(?:async )?(?:function|const|class|let) /m.test(text),
    );
    expect(working.map(([name]) => name)).toEqual([]);
  });
});

describe('packages and the machine', () => {
  test('each of these packages is imported only by the listed files', () => {
    for (const [name, known] of Object.entries(ONLY_IMPORTER)) {
      const users = imports.filter(({ to }) => to === name || to.startsWith(`${name}/`));
      expect([name, [...new Set(users.map(({ from }) => from))].sort()]).toEqual([name, known]);
    }
  });

  test('core and lib do not use the machine', () => {
    const wrong = imports.filter(({ from, to }) => /^(?:core|lib)\//.test(from) && IMPURE.test(to));
    expect(wrong).toEqual([]);
  });

  test('lib imports nothing of Handpress', () => {
    const wrong = own.filter(({ from, to }) => from.startsWith('lib/') && !to.startsWith('lib/'));
    expect(wrong).toEqual([]);
  });

  test('only the command line ends the process and uses its streams', () => {
    const using = files.filter((file) => {
      // A script in a template literal runs in a process of its own.
      const text = (texts.get(file) ?? '').replace(/`[^`]*`/g, '');
      return /\bprocess\.(?:argv|exit|exitCode|stdout|stderr|on|once|cwd)\b/.test(text);
    });
    // The thread of plugins sends what they print to the standard error.
    expect(using).toEqual(['cli/main.ts', 'runtime/plugins/plugin-worker.ts']);
  });

  test('only the transport of the shared cache uses the network', () => {
    const importing = imports.filter(({ to }) => NETWORK_MODULE.test(to)).map(({ from }) => from);
    const calling = files.filter((file) => NETWORK_CALL.test(withoutTexts(texts.get(file) ?? '')));
    expect({ importing: [...new Set(importing)], calling }).toEqual({
      importing: [NETWORK_USER],
      calling: [],
    });
  });

  test('nothing of the shared cache is loaded where none is named', () => {
    const eager = own.filter(
      ({ from, to }) =>
        to.startsWith('runtime/cache/shared/') &&
        !from.startsWith('runtime/cache/shared/') &&
        !new RegExp(
          `import type [^;]*from '[^']*${posix.basename(to)}'|import\\('[^']*${posix.basename(to)}'\\)`,
        ).test(texts.get(from) ?? ''),
    );
    expect(eager.map(({ from, to }) => `${from} ${to}`)).toEqual([
      // Run by a command of its own.
      'cli/keys.ts runtime/cache/shared/result-keys.ts',
      'pipeline/build-environment.ts runtime/cache/shared/address-variable.ts',
      ...['http-shared-store', 'shared-cache-settings', 'shared-steps'].map(
        (name) => `pipeline/fleet/start-worker.ts runtime/cache/shared/${name}.ts`,
      ),
    ]);
  });

  test('only these files import the process', () => {
    const using = imports.filter(({ to }) => to === 'node:process').map(({ from }) => from);
    expect([...new Set(using)].sort()).toMatchInlineSnapshot(`
      [
        "runtime/browser/browser-environment.ts",
        "runtime/browser/browser-process.ts",
        "runtime/browser/find-browser.ts",
        "runtime/browser/npm-browser.ts",
        "runtime/browser/profile.ts",
        "runtime/browser/sandbox.ts",
        "runtime/git/git.ts",
        "runtime/plugins/plugin-worker.ts",
        "runtime/process/owner.ts",
        "runtime/threads/start-thread.ts",
      ]
    `);
  });
});
