/** The installed form of Handpress, built as `npm pack` builds it. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  BROWSER_START_MODULES,
  BUILD_MODULES,
  EBOOK_MODULES,
  PACKING_MODULES,
  PART_MODULES,
  REWRITE_MODULES,
  STARTUP_MODULES,
  UP_TO_DATE_MODULES,
} from '../../packaging/startup-modules.ts';
import { ENGINE_PACKAGES } from '../../src/core/model/diagram.ts';
import { computeDigest } from '../../src/runtime/cache/digest.ts';
import { type Consumer, openConsumer } from './consumer.ts';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const LIB = join(ROOT, 'lib');

const LINKED = /^(?:import|export) .*?from "(\.[^"]+)";$/gm;
const LINKED_LATER = /(?:\bimport\(|^(?:import|export) .*?from )"(\.[^"]+)"/gm;

const TEXT = `---
title: A leaflet
---

# A leaflet

Drink *enough*,[^1] see [the web](https://example.org/), and count $x^2$.

:::urgent
Rest.
:::

| A | B |
| - | - |
| 1 | 2 |

[^1]: Water.
`;

let folder = '';
beforeAll(async () => {
  await run('npm', ['run', '--silent', 'prepack'], { cwd: ROOT });
  folder = await mkdtemp(join(tmpdir(), 'handpress-bundle-'));
  await mkdir(join(folder, 'content'));
  await writeFile(join(folder, 'content', 'leaflet.md'), TEXT);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Import statements, and import calls outside of comments. */
const IMPORTED =
  /^import (?:[^"]*? from )?"([^"./][^"]*)";$|^(?!\s*(?:\*|\/\/)).*\bimport\("([^"./][^"]*)"\)/gm;

async function importedPackages(): Promise<ReadonlySet<string>> {
  const names = (await readdir(LIB, { recursive: true })).filter((name) => name.endsWith('.js'));
  const texts = await Promise.all(names.map((name) => readFile(join(LIB, name), 'utf8')));
  const asked = texts.flatMap((text) =>
    [...text.matchAll(IMPORTED)].map(([, stated, called]) => stated ?? called ?? ''),
  );
  const foreign = asked.filter((name) => !name.startsWith('node:') && !builtinModules.includes(name));
  return new Set(foreign.map((name) => name.split('/', name.startsWith('@') ? 2 : 1).join('/')));
}

const PERMISSIVE = /^(?:MIT|ISC|BSD-[23]-Clause|0BSD|Apache-2\.0|Zlib|BlueOak-1\.0\.0|CC0-1\.0)$/;

/** `A OR B` allows either license; `A AND B` requires both. */
const isPermissive = (licence: string): boolean =>
  licence
    .replace(/^\((.*)\)$/, '$1')
    .split(/ or /i)
    .some((choice) => choice.split(/ and /i).every((one) => PERMISSIVE.test(one)));

describe('the bundle', () => {
  test('has the terms of English as they are after parsing', async () => {
    const digest = computeDigest(await readFile(join(ROOT, 'templates/terms/en.yaml'), 'utf8'));
    const chunks = await Promise.all(
      (await readdir(join(LIB, 'chunks'))).map((name) => readFile(join(LIB, 'chunks', name), 'utf8')),
    );
    expect(chunks.filter((text) => text.includes(digest))).toHaveLength(1);
  });

  test('makes the same bytes as its source', async () => {
    const digests = async (cli: string) => {
      const out = join(folder, cli.includes('lib') ? 'bundled' : 'source');
      const options = ['--root', folder, '--out', out, '--no-cache', '--edition', 'all'];
      await run(process.execPath, [join(ROOT, cli), 'build', ...options], { cwd: folder });
      return JSON.parse(await readFile(join(out, 'manifest.json'), 'utf8')) as unknown;
    };
    const bundled = await digests('lib/cli/main.js');
    expect(JSON.stringify(bundled).length).toBeGreaterThan(1000);
    expect(bundled).toEqual(await digests('src/cli/main.ts'));
  });

  test('has no file that only re-exports another', async () => {
    const folder = join(LIB, 'chunks');
    const texts = await Promise.all(
      (await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')),
    );
    expect(texts.length).toBeGreaterThan(20);
    expect(texts.filter((text) => /^export \{[^}]*\} from "[^"]*";\s*$/.test(text))).toEqual([]);
  });

  test('loads only the startup modules before the compile cache is enabled', async () => {
    const text = await readFile(join(LIB, 'cli/main.js'), 'utf8');
    const stated = [...text.matchAll(/^import .*? from "(\.[^"]+)";$/gm)].map(([, file]) => file);
    expect(stated).toEqual([expect.stringMatching(/^\.\.\/chunks\/startup-[\w-]+\.js$/)]);
  });

  test('loads for a thread only what that thread needs', async () => {
    for (const entry of ['print/tagging/rewrite/rewrite-worker', 'pipeline/threads/task-worker']) {
      const loaded = new Set<string>();
      const load = async (path: string): Promise<void> => {
        if (loaded.has(path)) return;
        loaded.add(path);
        const text = await readFile(path, 'utf8');
        // The thread itself loads the modules of a room when it has a task for them.
        const isEntry = loaded.size === 1;
        for (const [, file = ''] of text.matchAll(isEntry ? LINKED_LATER : LINKED))
          await load(join(path, '..', file));
      };
      await load(join(LIB, `${entry}.js`));
      expect(
        [...loaded].filter((path) => /\/chunks\/(?:build|e-book|up-to-date)-/.test(path)),
        entry,
      ).toEqual([]);
    }
  });

  test('loads what formats problems only if there are problems', async () => {
    const names = (await readdir(join(LIB, 'chunks'))).filter((name) => name.startsWith('up-to-date-'));
    expect(names).toHaveLength(1);
    const text = await readFile(join(LIB, 'chunks', names[0] ?? ''), 'utf8');
    expect(text).not.toContain('problems in all');
  });

  test('keeps modules together that exist', () => {
    const modules = [
      ...[...STARTUP_MODULES, ...UP_TO_DATE_MODULES, ...BROWSER_START_MODULES],
      ...[...BUILD_MODULES, ...EBOOK_MODULES, ...REWRITE_MODULES, ...PART_MODULES, ...PACKING_MODULES],
    ];
    expect(modules.filter((path) => !existsSync(join(ROOT, 'src', path)))).toEqual([]);
  });

  test('imports only packages that are installed with it, and those that draw diagrams if there are any', async () => {
    const { dependencies } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as {
      readonly dependencies: Readonly<Record<string, string>>;
    };
    const optional = Object.values(ENGINE_PACKAGES).flat();
    const packages = await importedPackages();
    expect(packages.size).toBeGreaterThan(2);
    const unknown = [...packages].filter((name) => !(name in dependencies) && !optional.includes(name));
    expect(unknown).toEqual([]);
  });

  test('contains the license of each bundled library, and each is permissive', async () => {
    const text = await readFile(join(LIB, 'third-party-licenses.txt'), 'utf8');
    const licences = [...text.matchAll(/^--- (\S+) \S+ \((.*)\)$/gm)];
    expect(licences.length).toBeGreaterThan(100);
    expect(licences.filter(([, , licence = '']) => !isPermissive(licence)).map(([line]) => line)).toEqual([]);
    // Each name is followed by the text of its license.
    expect(text).not.toMatch(/^--- .*\n+(?=---|$(?![\s\S]))/m);
  });
});

describe('the type declarations', () => {
  const PROGRAM = `import { build, check, clearCache, exitCode, HostError, mergeManifests } from 'handpress';
    import type { BuildOptions, Diagnostic, FileMade, FileIdentity, Host, Manifest, Progress } from 'handpress';
    const fileIdentity = async (path: string): Promise<FileIdentity> => ({ text: path, size: 1, isStable: true });
    const progress: Progress = ({ path, pages }: FileMade) => { const line: string = path + (pages ?? 0); void line; };
    export async function make(host: Host, manifest: Manifest): Promise<number> {
      const options: BuildOptions = { inputs: ['note.md'], editions: ['epub'], host: { ...host, fileIdentity }, onProgress: progress };
      const { ok, files, diagnostics } = await build(options);
      const problems: readonly Diagnostic[] = [...diagnostics, ...(await check({ root: '.' })).diagnostics];
      await mergeManifests({ parts: files.map(({ path }) => path) });
      await clearCache({ root: manifest.handpress });
      if (!ok) throw new HostError('other', '.', undefined);
      return exitCode(problems);
    }
    // @ts-expect-error: a wrong type is an error.
    void build({ editions: 'epub' });
  `;
  const MODERN = { module: 'nodenext', target: 'es2022' };

  let consumer: Consumer;
  beforeAll(async () => {
    consumer = await openConsumer(ROOT);
  });
  afterAll(() => consumer.remove());

  test.each([
    ['a module', 'program.mts', MODERN],
    ['a CommonJS program', 'program.cts', MODERN],
    ['a bundler', 'program.ts', { module: 'esnext', moduleResolution: 'bundler', target: 'es2022' }],
  ])('are whole for %s, without anything else installed', async (_what, name, options) => {
    expect(await consumer.compile({ [name]: PROGRAM }, options)).toBe('');
  });

  test('are complete with the types of Node, without those of browsers', async () => {
    await consumer.addNodeTypes(join(ROOT, 'node_modules'));
    const options = { ...MODERN, lib: ['es2023'], types: ['node'] };
    expect(await consumer.compile({ 'program.mts': PROGRAM }, options)).toBe('');
  });

  test('are checked: a missing type is an error', async () => {
    const program = `import type { Nothing } from 'handpress'; export type Wrong = Nothing;`;
    expect(await consumer.compile({ 'program.mts': program }, MODERN)).toContain("'Nothing'");
  });

  test('contain only declarations that a program can reach', async () => {
    const names = (await readdir(join(consumer.installed, 'types'), { recursive: true })).filter((name) =>
      name.endsWith('.ts'),
    );
    expect(names).toContain('index.d.ts');
    const texts = await Promise.all(
      names.map((name) => readFile(join(consumer.installed, 'types', name), 'utf8')),
    );
    const asked = texts.flatMap((text) =>
      [...text.matchAll(/(?:from |import\()['"]([^'"]+)['"]/g)].map(([, to = '']) => to),
    );
    const bases = new Set(asked.map((to) => to.split('/').at(-1)?.replace(/\.js$/, '.d.ts')));
    expect(asked.filter((to) => !to.startsWith('.'))).toEqual([]);
    expect(names.filter((name) => !bases.has(name.split('/').at(-1)) && name !== 'index.d.ts')).toEqual([]);
  });
});
