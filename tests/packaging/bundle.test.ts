/** What is installed of Handpress, made as `npm pack` makes it. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const LIB = join(ROOT, 'lib');

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

/** Statements of their own, and calls that are in no comment. */
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

/** `A OR B` is ours to choose; `A AND B` is both. */
const isPermissive = (licence: string): boolean =>
  licence
    .replace(/^\((.*)\)$/, '$1')
    .split(/ or /i)
    .some((choice) => choice.split(/ and /i).every((one) => PERMISSIVE.test(one)));

describe('the bundle', () => {
  test('makes the bytes that its source makes', async () => {
    const digests = async (cli: string) => {
      const out = join(folder, cli.includes('lib') ? 'bundled' : 'source');
      const options = ['--root', folder, '--out', out, '--no-cache', '--edition', 'all'];
      await run(process.execPath, [join(ROOT, cli), 'build', ...options], { cwd: folder });
      return JSON.parse(await readFile(join(out, 'manifest.json'), 'utf8')) as unknown;
    };
    const bundled = await digests('lib/cli.js');
    expect(JSON.stringify(bundled).length).toBeGreaterThan(1000);
    expect(bundled).toEqual(await digests('src/cli.ts'));
  });

  test('has no file that only passes on what another has', async () => {
    const folder = join(LIB, 'chunks');
    const texts = await Promise.all(
      (await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')),
    );
    expect(texts.length).toBeGreaterThan(20);
    expect(texts.filter((text) => /^export \{[^}]*\} from "[^"]*";\s*$/.test(text))).toEqual([]);
  });

  test('loads next to nothing before there is somewhere to keep what was compiled', async () => {
    const text = await readFile(join(LIB, 'cli.js'), 'utf8');
    const stated = [...text.matchAll(/^import .*? from "(\.[^"]+)";$/gm)].map(([, file]) => file);
    expect(stated).toEqual([expect.stringMatching(/^\.\/chunks\/first-[\w-]+\.js$/)]);
  });

  test('asks for nothing that is not installed with it', async () => {
    const { dependencies } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as {
      readonly dependencies: Readonly<Record<string, string>>;
    };
    const packages = await importedPackages();
    expect(packages.size).toBeGreaterThan(2);
    expect([...packages].filter((name) => !(name in dependencies))).toEqual([]);
  });

  test('hands on the licence of each library that it contains, and each is permissive', async () => {
    const text = await readFile(join(LIB, 'third-party-licences.txt'), 'utf8');
    const licences = [...text.matchAll(/^--- (\S+) \S+ \((.*)\)$/gm)];
    expect(licences.length).toBeGreaterThan(100);
    expect(licences.filter(([, , licence = '']) => !isPermissive(licence)).map(([line]) => line)).toEqual([]);
    // Each has its own text behind its name.
    expect(text).not.toMatch(/^--- .*\n+(?=---|$(?![\s\S]))/m);
  });
});
