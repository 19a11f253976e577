import { expect, test } from 'vitest';
import { formatGitlab } from '../../../src/cli/report/gitlab.ts';
import { diagnostic } from '../../../src/core/diagnostics/diagnostic.ts';
import { around, at, KEPT, MISSING, NO_BROWSER, outcome, UNUSED } from './outcomes.ts';

interface Issue {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: string;
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

const issuesOf = async (...given: Parameters<typeof formatGitlab>): Promise<readonly Issue[]> =>
  JSON.parse(await formatGitlab(...given));

test('each issue has the properties that Code Quality requires', async () => {
  const issues = await issuesOf(outcome({ diagnostics: [MISSING, UNUSED, NO_BROWSER] }), around);
  expect(issues).toMatchObject([
    {
      check_name: 'image-missing',
      severity: 'critical',
      location: { path: 'content/100%, a: b/märz.md', lines: { begin: 3 } },
    },
    { check_name: 'note-unused', severity: 'minor' },
    { severity: 'critical', location: { path: 'handpress.yaml', lines: { begin: 1 } } },
  ]);
  expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(3);
  for (const { fingerprint, description } of issues) {
    expect(fingerprint).toMatch(/^[\da-f]{32}-1$/);
    expect(description).not.toBe('');
  }
});

test('a fingerprint stays when lines are added above, and changes with the line', async () => {
  const late = { ...UNUSED, place: { file: 'content/note.md', line: 7, column: 3 } };
  const moved = { ...around, textOf: async () => '# Note\n\nText.\n\nMore.\n\n  [^late]: A note.' };
  const other = { ...around, textOf: async () => '\n\n\n\n\n\n[^late]: Another note.' };
  const [before] = await issuesOf(outcome({ diagnostics: [UNUSED] }), around);
  const [after] = await issuesOf(outcome({ diagnostics: [late] }), moved);
  const [changed] = await issuesOf(outcome({ diagnostics: [late] }), other);
  expect(after?.fingerprint).toBe(before?.fingerprint);
  expect(changed?.fingerprint).not.toBe(before?.fingerprint);
});

test('two equal problems have different fingerprints', async () => {
  const issues = await issuesOf(outcome({ diagnostics: [UNUSED, UNUSED] }), around);
  expect(issues.map(({ fingerprint }) => fingerprint.slice(-2))).toEqual(['-1', '-2']);
});

test('does not read a file outside the project', async () => {
  const read: string[] = [];
  const textOf = async (file: string) => {
    read.push(file);
    return 'secret';
  };
  const outside = { ...UNUSED, code: 'file-outside' as const };
  await issuesOf(outcome({ diagnostics: [outside] }), { ...around, textOf });
  expect(read).toEqual([]);
});

test('allowed diagnostics are left out', async () => {
  const allowed = [{ diagnostic: UNUSED, reason: 'Known.' }];
  expect(await formatGitlab(outcome({ diagnostics: [], allowed }), around)).toBe('[]\n');
});

test('a note about a file is an issue, and a note about the run is not', async () => {
  const touched = diagnostic('publications-touched', { ref: 'main', affected: 1, publications: 3 });
  const placed = { ...KEPT, place: at('content/note.md', 1, 1) };
  const issues = await issuesOf(outcome({ diagnostics: [touched, KEPT, placed] }), around);
  expect(issues.map(({ location }) => location.path)).toEqual(['content/note.md']);
});
