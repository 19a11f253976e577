/** A copy of a Markdown or HTML tree, for a stage that changes it in place. Positions are shared: nobody changes them. */
import type { Node } from 'unist';

interface Branch extends Node {
  children?: Node[];
  properties?: object;
}

/** `structuredClone` does the same in five times the time. */
export function cloneTree<T extends Node>(tree: T): T {
  const copy: Branch = { ...tree };
  if (copy.children) copy.children = copy.children.map((child) => cloneTree(child));
  if (copy.properties) copy.properties = { ...copy.properties };
  return copy as T;
}
