/** Each imported package is declared in the right package.json, and an incomplete installation is detected. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import packageFile from '../../package.json' with { type: 'json' };
import { findMissingPackages } from '../../packaging/installed-packages.ts';
import { ENGINE_PACKAGES } from '../../src/core/model/diagram.ts';
import ofTests from '../../tests/package.json' with { type: 'json' };

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const IMPORT =
  /(?:^|\n)(?:import|export)\s[^;'"]*?from\s*'([^'.][^']*)'|(?:\bimport|\b(?:meta|require)\.resolve)\(\s*'([^'.][^']*)'\s*\)/g;

/** Packages by name; packages with types only (`hast`) as `@types/hast`. */
function findPackages(folder: string): ReadonlySet<string> {
  const names = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' });
  const sources = names.filter((name) => name.endsWith('.ts') && !name.includes('node_modules'));
  const asked = sources.flatMap((name) => {
    const text = readFileSync(join(ROOT, folder, name), 'utf8');
    return [...text.matchAll(IMPORT)].map(([, stated, called]) => stated ?? called ?? '');
  });
  const packages = asked.map((name) => name.split('/', name.startsWith('@') ? 2 : 1).join('/'));
  return new Set(packages.filter((name) => !isBuiltin(name)));
}

const typed = (name: string): readonly string[] => [name, `@types/${name}`];
const ofSource: object = { ...packageFile.dependencies, ...packageFile.devDependencies };

describe('each imported package is declared', () => {
  test('in package.json, which `npm ci` installs, for the source and the bundler; those that draw diagrams are optional', () => {
    const optional = Object.values(ENGINE_PACKAGES).flat();
    const packages = [...findPackages('src'), ...findPackages('packaging')].filter(
      (name) => !optional.includes(name),
    );
    expect(packages.length).toBeGreaterThan(40);
    expect(packages.filter((name) => !typed(name).some((known) => known in ofSource))).toEqual([]);
  });

  test('there or in tests/package.json, which `npm test` installs, for the tests, and none in both', () => {
    const known: object = { ...ofSource, ...ofTests.devDependencies };
    const packages = [...findPackages('tests')];
    expect(packages).toContain('vitest');
    const unnamed = packages.filter((name) => !typed(name).some((one) => one in known));
    // `jszip` is the copy that epub.js imports; a program that uses Handpress imports `handpress`.
    expect(unnamed.filter((name) => !['handpress', 'jszip'].includes(name))).toEqual([]);
    expect(Object.keys(ofTests.devDependencies).filter((name) => name in ofSource)).toEqual([]);
  });
});

describe('an installation', () => {
  const locked = {
    '': {
      dependencies: { a: '1.0.0' },
      devDependencies: { tool: 'file:tool' },
      optionalDependencies: { other: '1.0.0' },
    },
    tests: { dependencies: { b: '2.0.0' } },
    tool: { dependencies: { c: '1.0.0' } },
    'node_modules/a': {
      version: '1.0.0',
      dependencies: { b: '1.0.0' },
      peerDependencies: { d: '1', e: '1' },
      peerDependenciesMeta: { e: { optional: true } },
    },
    'node_modules/a/node_modules/b': { version: '1.0.0' },
    'node_modules/b': { version: '2.0.0' },
    'node_modules/c': { version: '1.0.0' },
    'node_modules/d': { version: '1.0.0' },
    'node_modules/e': { version: '1.0.0' },
    'node_modules/other': { version: '1.0.0', optional: true },
    'node_modules/tool': { resolved: 'tool', link: true },
  } as const;
  const NEEDED = [
    'node_modules/a',
    'node_modules/a/node_modules/b',
    'node_modules/c',
    'node_modules/d',
    'node_modules/tool',
  ];

  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'handpress-installed-'));
    mkdirSync(join(folder, 'node_modules'));
    write('package-lock.json', locked);
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const write = (name: string, packages: object): void =>
    writeFileSync(join(folder, name), JSON.stringify({ packages }));
  const install = (packages: object): void => write('node_modules/.package-lock.json', packages);
  const pick = (...names: readonly string[]): object =>
    Object.fromEntries(Object.entries(locked).filter(([name]) => names.includes(name)));

  test('without npm’s list is incomplete, whatever folders exist, because npm writes the list last', () => {
    for (const name of NEEDED) mkdirSync(join(folder, name), { recursive: true });
    expect([...findMissingPackages(folder, '')].sort()).toEqual(NEEDED);
  });

  test('of all required packages is complete, without optional ones and those for tests', () => {
    install(pick(...NEEDED));
    expect(findMissingPackages(folder, '')).toEqual([]);
    expect(findMissingPackages(folder, 'tests')).toEqual(['node_modules/b']);
  });

  test('with another version of a package, or without it, is incomplete', () => {
    install({ ...pick(...NEEDED), 'node_modules/c': { version: '0.9.0' } });
    expect(findMissingPackages(folder, '')).toEqual(['node_modules/c']);
    install(pick(...NEEDED.filter((name) => !name.endsWith('/b'))));
    expect(findMissingPackages(folder, '')).toEqual(['node_modules/a/node_modules/b']);
  });

  test('of this checkout is complete', () => {
    expect(findMissingPackages(ROOT, '')).toEqual([]);
    expect(findMissingPackages(ROOT, 'tests')).toEqual([]);
  });
});
