/**
 * Visits the nodes of a tree. Types and order are those of unist-util-visit, which creates and names a
 * function for every node: a book has a hundred thousand nodes and is walked forty times.
 */
import type { Node, Parent } from 'unist';
import type { visit as Visit } from 'unist-util-visit';

/** Answers of a visitor, alone or before an index: do not enter the node; stop. */
export const SKIP = 'skip';
export const EXIT = false;

type Action = typeof SKIP | boolean | undefined;
/** A number is the index in the parent at which the walk goes on, after the node's own children. */
type Answer = Action | number | readonly [Action, number];
type Visitor = (node: Node, index: number | undefined, parent: Parent | undefined) => Answer;
/** A type, several types, or properties that the node has. */
type Test = string | readonly string[] | Readonly<Record<string, unknown>>;

/**
 * Calls the visitor for the tree itself and every node in it that passes the test, parents before their
 * children. Functions as tests, and a second visitor for the way back, are not supported.
 */
export const visit = ((tree: Node, ...given: readonly [Test, Visitor] | readonly [Visitor]): void => {
  const [test, visitor] = given.length === 2 ? given : [undefined, given[0]];
  const type = typeof test === 'string' ? test : undefined;
  const visitMatching = test === undefined || typeof test === 'string' ? visitor : filtered(test, visitor);
  const answer = isOfType(tree, type) ? visitMatching(tree, undefined, undefined) : undefined;
  const [action] = splitAnswer(answer);
  if (action !== SKIP && action !== EXIT && isParent(tree)) walk(tree, type, visitMatching);
}) as unknown as typeof Visit;

function filtered(test: Exclude<Test, string>, visitor: Visitor): Visitor {
  const matches = matcher(test);
  return (node, index, parent) => (matches(node) ? visitor(node, index, parent) : undefined);
}

function matcher(test: Exclude<Test, string>): (node: Node) => boolean {
  if (isList(test)) return ({ type }) => test.includes(type);
  const properties = Object.entries(test);
  return (node) => properties.every(([name, value]) => Reflect.get(node, name) === value);
}

const isList = (test: Exclude<Test, string>): test is readonly string[] => Array.isArray(test);

const isOfType = (node: Node, type: string | undefined): boolean => type === undefined || node.type === type;

const isParent = (node: Node): node is Parent => (node as Partial<Parent>).children !== undefined;

/** Text has nothing inside, and looking for its children would take half of the time of a walk. */
const skipText = ({ type }: Node): Action => (type === 'text' ? SKIP : undefined);

/** Most visitors answer nothing: no list is created for that. */
const NO_ANSWER: readonly [Action, number?] = [undefined];

/**
 * Visits the nodes inside a parent.
 * @param type of the nodes to visit; `undefined`: every node
 * @returns whether the visitor stopped the walk
 */
function walk(parent: Parent, type: string | undefined, visitor: Visitor): boolean {
  const { children } = parent;
  for (let index = 0; index < children.length; ) {
    const child = children[index];
    if (child === undefined) return false;
    const answer = isOfType(child, type) ? visitor(child, index, parent) : skipText(child);
    const [action, next = index + 1] = answer === undefined ? NO_ANSWER : splitAnswer(answer);
    if (action === EXIT) return true;
    if (action !== SKIP && isParent(child) && walk(child, type, visitor)) return true;
    index = next;
  }
  return false;
}

function splitAnswer(answer: Answer): readonly [Action, number?] {
  if (typeof answer === 'number') return [undefined, answer];
  return typeof answer === 'object' ? answer : [answer];
}
