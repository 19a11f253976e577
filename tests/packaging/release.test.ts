/** The checks of a release. `tests/ci/` checks its workflow with actionlint. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { findReleaseProblems, pickSamples, readNotes } from '../../packaging/release-facts.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CHANGELOG = `# Changelog

## Unreleased

## 1.10.0 (2026-12-01)

- Ten.

### Fixed

- More of ten.

## 1.1.0

- One.
`;

describe('a tag', () => {
  test('is released if package.json has its version and the changelog its notes', () => {
    expect(findReleaseProblems('v1.10.0', '1.10.0', CHANGELOG)).toEqual([]);
  });

  test.each([
    ['of another version', 'v1.1.0', '1.10.0', /package\.json says 1\.10\.0/],
    ['without its letter', '1.10.0', '1.10.0', /has to be v1\.10\.0/],
    ['of which the changelog has nothing', 'v1.2.0', '1.2.0', /nothing under "## 1\.2\.0"/],
    ['that begins as another does', 'v1.10', '1.10', /nothing under "## 1\.10"/],
  ])('%s is not', (_what, tag, version, problem) => {
    const problems = findReleaseProblems(tag, version, CHANGELOG);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(problem);
  });

  test('has the notes of its version only', () => {
    expect(readNotes('1.10.0', CHANGELOG)).toBe('- Ten.\n\n### Fixed\n\n- More of ten.');
    expect([readNotes('1.1.0', CHANGELOG), readNotes('Unreleased', CHANGELOG)]).toEqual(['- One.', '']);
  });
});

test('samples are one file of each edition, each with a unique name, and no proofs', () => {
  const file = (path: string, edition: string, mediaType = 'application/pdf') => ({
    path,
    edition,
    mediaType,
  });
  const files = [
    file('p/p-a4.pdf', 'book-a4'),
    file('p/p-a4.proof.png', 'book-a4', 'image/png'),
    file('p/handouts-a4/one.pdf', 'handouts-a4'),
    file('p/handouts-a4/two.pdf', 'handouts-a4'),
    file('p/handouts-a5/one.pdf', 'handouts-a5'),
    file('p/p.epub', 'epub', 'application/epub+zip'),
  ];
  expect(pickSamples({ id: 'p', files }).map(({ path, name }) => `${path} ${name}`)).toEqual([
    'p/p-a4.pdf p-a4.pdf',
    'p/handouts-a4/one.pdf handouts-a4-one.pdf',
    'p/handouts-a5/one.pdf handouts-a5-one.pdf',
    'p/p.epub p.epub',
  ]);
});

test('the workflow gives the permission to publish to one job, which runs no code of the repository', () => {
  const workflow = parse(readFileSync(join(ROOT, '.github/workflows/release.yml'), 'utf8')) as {
    readonly permissions: unknown;
    readonly jobs: Readonly<
      Record<string, { permissions?: unknown; steps: { uses?: string; run?: string }[] }>
    >;
  };
  expect(workflow.permissions).toEqual({ contents: 'read' });
  const able = Object.values(workflow.jobs).filter(({ permissions }) => permissions !== undefined);
  expect(able.map(({ permissions }) => permissions)).toEqual([{ contents: 'write', 'id-token': 'write' }]);
  const steps = able.flatMap((job) => job.steps);
  expect(steps.filter(({ uses }) => uses?.includes('checkout'))).toEqual([]);
  const commands = steps.flatMap(({ run }) => run ?? []).join('\n');
  expect(commands).toMatch(/npm publish .*--provenance.*--ignore-scripts/);
  expect(commands).not.toMatch(/\.ci\/|packaging\/|npm (?:ci|install|run)/);
});
