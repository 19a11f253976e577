/** JUnit XML has no standard. These rules are those of Jenkins' schema, which every reader supports in part. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Element, Nodes } from 'xast';
import { fromXml } from 'xast-util-from-xml';
import { formatJunit } from '../../../src/cli/report/junit.ts';
import type { RunOutcome } from '../../../src/cli/report/outcome.ts';
import { around, MISSING, NO_BROWSER, outcome, UNUSED } from './outcomes.ts';

const CHILDREN: Readonly<Record<string, readonly string[]>> = {
  testsuites: ['testsuite'],
  testsuite: ['testcase'],
  testcase: ['failure', 'error', 'skipped', 'system-out'],
};
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  testsuites: ['name', 'tests', 'failures', 'errors'],
  testsuite: ['name', 'tests', 'failures', 'errors', 'skipped'],
  testcase: ['name', 'classname'],
  failure: ['message', 'type'],
  error: ['message', 'type'],
  skipped: ['message'],
};

const reportOf = async (changes: Partial<RunOutcome>): Promise<Element> => {
  const [, root] = fromXml(await formatJunit(outcome(changes), around)).children;
  if (root?.type !== 'element') throw new Error('There is no element.');
  expectValid(root);
  return root;
};

const elementsIn = (node: Nodes): readonly Element[] => {
  const children: readonly Nodes[] = 'children' in node ? node.children : [];
  return children.filter((child) => child.type === 'element');
};

const all = (node: Element, name: string): readonly Element[] => [
  ...(node.name === name ? [node] : []),
  ...elementsIn(node).flatMap((child) => all(child, name)),
];

function expectValid(node: Element): void {
  expect(Object.keys(node.attributes)).toEqual(expect.arrayContaining([...(REQUIRED[node.name] ?? [])]));
  for (const child of elementsIn(node)) {
    expect(CHILDREN[node.name] ?? []).toContain(child.name);
    expectValid(child);
  }
  if (!node.name.startsWith('testsuite')) return;
  for (const [count, name] of [
    ['tests', 'testcase'],
    ['failures', 'failure'],
    ['errors', 'error'],
  ] as const) {
    expect([count, node.attributes[count]]).toEqual([count, String(all(node, name).length)]);
  }
}

describe('a JUnit report', () => {
  test('has a suite for each file, a case for each problem, and a passed case for each file that was built', async () => {
    const files = [{ path: 'note/note.epub' }];
    const report = await reportOf({ diagnostics: [MISSING, UNUSED, NO_BROWSER], files });
    expect(all(report, 'testsuite').map(({ attributes }) => attributes.name)).toEqual([
      'content/100%, a: b/märz.md',
      'content/note.md',
      'handpress',
      'made',
    ]);
    const outcomes = all(report, 'testcase').map(({ attributes, children: [first] }) => [
      attributes.name,
      first?.type === 'element' ? first.name : 'passed',
    ]);
    expect(outcomes).toEqual([
      ['image-missing at 3:7', 'failure'],
      ['note-unused at 5:1', 'system-out'],
      ['browser-missing', 'error'],
      ['note/note.epub', 'passed'],
    ]);
  });

  test('of a check has a passed case for each publication without problems', async () => {
    const publications = ['content/fever.md', 'content/note.md', 'content/100%, a: b/publication.yaml'];
    const report = await reportOf({ diagnostics: [MISSING, UNUSED], publications });
    expect(all(report, 'testcase').map(({ attributes: { classname, name } }) => [classname, name])).toEqual([
      ['content/100%, a: b/märz.md', 'image-missing at 3:7'],
      ['content/note.md', 'note-unused at 5:1'],
      ['content/fever.md', 'no problems found'],
    ]);
  });

  test('of a run with --fail-on warning has warnings as failures', async () => {
    const report = await reportOf({ diagnostics: [UNUSED], failOn: 'warning' });
    expect(all(report, 'failure')[0]?.attributes).toMatchObject({ type: 'note-unused' });
  });

  test('has allowed diagnostics as skipped cases, with the reason', async () => {
    const report = await reportOf({ diagnostics: [], allowed: [{ diagnostic: UNUSED, reason: 'Known.' }] });
    expect(all(report, 'skipped')[0]?.attributes.message).toBe('Allowed: Known.');
    expect(all(report, 'testsuite')[0]?.attributes.skipped).toBe('1');
  });

  test('of an empty run has one passed case', async () => {
    const report = await reportOf({ diagnostics: [] });
    expect(all(report, 'testcase').map(({ attributes }) => attributes.name)).toEqual(['no problems found']);
  });

  test('is valid XML, whatever the author wrote', async () => {
    const unit = fc.constantFrom(
      '\0',
      '\u0008',
      '\u001B',
      '\uFFFE',
      '\uD800',
      '&',
      '<',
      ']]>',
      '"',
      '\n',
      'ä',
      '😀',
    );
    await fc.assert(
      fc.asyncProperty(fc.string({ unit }), async (message) => {
        const [failure] = all(await reportOf({ diagnostics: [{ ...MISSING, message }] }), 'failure');
        expect(failure?.attributes.message).toHaveLength(message.length);
      }),
      { numRuns: 50 },
    );
  });
});
