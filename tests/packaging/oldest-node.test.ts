/** Every file names the same oldest Node, and it is one that all dependencies support. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import packageFile from '../../package.json' with { type: 'json' };

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const [, OLDEST = ''] = /^>=(\d+\.\d+)$/.exec(packageFile.engines.node) ?? [];
const [MAJOR = ''] = OLDEST.split('.');

const TEXT = /\.(?:md|ya?ml|ts|js|json)$|^(?:run|action|Dockerfile)$/;

function listTexts(folder: string): readonly string[] {
  const entries = readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && TEXT.test(entry.name));
  return files.map((entry) =>
    join(entry.parentPath, entry.name).slice(join(ROOT, folder).length - folder.length),
  );
}

const MENTIONING = [
  ...readdirSync(ROOT).filter((name) => TEXT.test(name) && !/^(?:package-lock|biome)/.test(name)),
  ...['.ci', '.github', 'docs', 'packaging', 'src'].flatMap(listTexts),
];

/** `22.18`, `[22, 18]`, `>=22.17.0`: versions of Node 22 with their minor number. No other version in these files has this form. */
const findVersions = (text: string): readonly string[] =>
  [...text.matchAll(new RegExp(`(?<![\\d.])${MAJOR}(?:\\.|, )(\\d+)(?!\\d)`, 'g'))].map(
    ([, minor]) => `${MAJOR}.${minor}`,
  );

test('every file that names the oldest Node names the same version', () => {
  expect(OLDEST).toBe('22.18');
  const named = MENTIONING.flatMap((name) => {
    const versions = findVersions(readFileSync(join(ROOT, name), 'utf8'));
    return versions.length > 0 ? [[name, [...new Set(versions)].join()]] : [];
  });
  const where = named.map(([name]) => name);
  expect(named).toEqual(where.map((name) => [name, OLDEST]));
  const expected = [
    'README.md',
    'CONTRIBUTING.md',
    'CHANGELOG.md',
    'action.yml',
    'docs/ci.md',
    'src/cli/main.ts',
    'package.json',
  ];
  expect(where).toEqual(expect.arrayContaining(expected));
});

test('README and CONTRIBUTING name Node 20 for a clone', () => {
  for (const name of ['README.md', 'CONTRIBUTING.md']) {
    expect(readFileSync(join(ROOT, name), 'utf8'), name).toContain('Node 20');
  }
});

test('finds versions of Node in every form', () => {
  expect(findVersions('Node 22.17, >=22.17.0 and [22, 17]; 122.5, 1.22.3, 22')).toEqual([
    '22.17',
    '22.17',
    '22.17',
  ]);
});
