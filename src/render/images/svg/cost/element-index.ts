/** Finds the elements of a drawing by id, and follows the chains of its gradients and patterns. */
import type { Element } from 'xast';
import { parseFragment } from './paint.ts';
import type { ResourceCounter } from './resource-counter.ts';

/** Index of a drawing's elements by id. */
export class ElementIndex {
  readonly #byId = new Map<string, Element>();
  readonly #chains = new Map<string, readonly Element[]>();

  constructor(root: Element) {
    this.#add(root);
  }

  /** Returns the element with an id. The first one counts if the id is not unique. */
  find(id: string): Element | undefined {
    return this.#byId.get(id);
  }

  /**
   * Returns a gradient or pattern and those that it takes missing attributes from, and counts the steps.
   * Chromium searches the rest of the chain for each of them. Stops at an excess.
   */
  followChain(id: string, at: Element, counter: ResourceCounter): readonly Element[] {
    const cached = this.#chains.get(id);
    if (cached !== undefined) return cached;
    const chain = new Set<Element>();
    let next = this.#byId.get(id);
    while (next !== undefined && !chain.has(next) && counter.excess === undefined) {
      counter.add('chained', chain.size, at);
      chain.add(next);
      const { href = next.attributes['xlink:href'] } = next.attributes;
      next = href == null ? undefined : this.#byId.get(parseFragment(href));
    }
    this.#chains.set(id, [...chain]);
    return [...chain];
  }

  #add(element: Element): void {
    const { id } = element.attributes;
    if (typeof id === 'string' && !this.#byId.has(id)) this.#byId.set(id, element);
    for (const child of element.children) if (child.type === 'element') this.#add(child);
  }
}
