/**
 * Goes through a tree as unist-util-visit does, which makes and names a function for every node: that took a twelfth of the
 * time of a build of many leaflets.
 */
import type { Node, Parent } from 'unist';
import type { visit as Visit } from 'unist-util-visit';

/** What a visitor may return, alone or before where to go on: not inside the node; nowhere any more. */
export const SKIP = 'skip';
export const EXIT = false;

type Action = typeof SKIP | boolean | undefined;
/** A number is where to go on in the parent. */
type Answer = Action | number | readonly [Action, number];
type Visitor = (node: Node, index: number | undefined, parent: Parent | undefined) => Answer;
/** A type, several, or a node of which it has all that is said. */
type Test = string | readonly string[] | Readonly<Record<string, unknown>>;

/** The types are those of unist-util-visit; of its tests it takes no functions, and no second visitor for the way back. */
export const visit = ((tree: Node, ...given: readonly [Test, Visitor] | readonly [Visitor]): void => {
  const [test, visitor] = given.length === 2 ? given : [undefined, given[0]];
  walk(tree, undefined, undefined, matcher(test), visitor);
}) as unknown as typeof Visit;

function matcher(test: Test | undefined): (node: Node) => boolean {
  if (test === undefined) return () => true;
  if (typeof test === 'string') return ({ type }) => type === test;
  if (isList(test)) return ({ type }) => test.includes(type);
  const facts = Object.entries(test);
  return (node) =>
    facts.every(([name, value]) => (node as unknown as Record<string, unknown>)[name] === value);
}

const isList = (test: Exclude<Test, string>): test is readonly string[] => Array.isArray(test);

/** @returns where to go on in the parent: `undefined` behind the node, `EXIT` nowhere */
function walk(
  node: Node,
  index: number | undefined,
  parent: Parent | undefined,
  matches: (node: Node) => boolean,
  visitor: Visitor,
): number | typeof EXIT | undefined {
  let onward: number | undefined;
  const answer = matches(node) ? visitor(node, index, parent) : undefined;
  // Nearly always there is none, and nothing is made for it: whole trees are gone through forty times.
  if (answer !== undefined) {
    const [action, next] = partsOf(answer);
    if (action === EXIT) return EXIT;
    if (action === SKIP) return next;
    onward = next;
  }
  const { children } = node as Partial<Parent>;
  if (children === undefined) return onward;
  for (let place = 0; place < children.length; ) {
    const child = children[place];
    const next = child && walk(child, place, node as Parent, matches, visitor);
    if (next === EXIT) return EXIT;
    place = next ?? place + 1;
  }
  return onward;
}

function partsOf(answer: Answer): readonly [Action, number?] {
  if (typeof answer === 'number') return [undefined, answer];
  return typeof answer === 'object' ? answer : [answer];
}
