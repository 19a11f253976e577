import fc from 'fast-check';
import type { Node } from 'unist';
import { visit as theirs } from 'unist-util-visit';
import { expect, test } from 'vitest';
import { visit } from '../../../src/lib/html/visit.ts';

interface Tree extends Node {
  readonly answer: number;
  readonly children?: readonly Tree[];
}

const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.record(
    {
      type: fc.constantFrom('a', 'b', 'c'),
      answer: fc.nat(9),
      children: fc.array(tie('tree'), { maxLength: 4 }),
    },
    { requiredKeys: ['type', 'answer'] },
  ),
}));

/** Returns the answer of a visitor. An index is after the node, so that the walk ends. */
function answerOf({ answer }: Tree, index = 0) {
  const answers = [
    undefined,
    true,
    false,
    'skip',
    index + 2,
    ['skip', index + 1],
    [true, index + 3],
  ] as const;
  return answers[answer];
}

const TESTS = [undefined, 'a', ['a', 'c'], { type: 'b' }, { type: 'a', answer: 1 }] as const;

type Visit = (tree: Tree, test: unknown, visitor?: unknown) => void;

function recordVisits(visit: Visit, given: Tree, what: unknown): readonly unknown[] {
  const seen: unknown[] = [];
  const visitor = (node: Tree, index: number | undefined, parent: Tree | undefined) => {
    seen.push([node, index, parent]);
    return answerOf(node, index);
  };
  if (what === undefined) visit(given, visitor);
  else visit(given, what, visitor);
  return seen;
}

test('visit calls the visitor for the same nodes in the same order as unist-util-visit', () => {
  fc.assert(
    fc.property(tree, fc.constantFrom(...TESTS), (given, what) => {
      const [mine, others] = [visit, theirs].map((one) => recordVisits(one as unknown as Visit, given, what));
      expect(mine).toEqual(others);
    }),
    { numRuns: 2000 },
  );
});

test('visit continues among replaced children', () => {
  const numbers = (visit_: Visit): readonly unknown[] => {
    const given = {
      type: 'root',
      answer: 0,
      children: [
        { type: 'a', answer: 1 },
        { type: 'a', answer: 2 },
      ],
    };
    const seen: unknown[] = [];
    visit_(given, 'a', (node: Tree, index: number, parent: { children: Tree[] }) => {
      seen.push(node.answer);
      if (node.answer < 3) parent.children.splice(index, 1, { type: 'a', answer: node.answer + 2 });
      return node.answer < 3 ? index : undefined;
    });
    return seen;
  };
  expect(numbers(visit as unknown as Visit)).toEqual(numbers(theirs as unknown as Visit));
});
