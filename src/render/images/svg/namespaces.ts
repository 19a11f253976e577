/** Namespaces in XML: which a prefix stands for, where an element is. Namespaces in XML 1.0, 6. */
import type { XmlElement } from './parse.ts';
import { SVG, XLINK, XML } from './vocabulary.ts';

/** The namespaces that an element declares, and those around it: a copy for each element would take too long. */
export interface Namespaces {
  /** By prefix. */
  readonly own: ReadonlyMap<string, string>;
  readonly around?: Namespaces;
}

/** Some programs leave out what everybody knows. */
export const KNOWN: Namespaces = {
  own: new Map([
    ['', SVG],
    ['xlink', XLINK],
    ['xml', XML],
  ]),
};

/** Returns those of an element: its own, and those around it. */
export function namespacesOf({ attributes }: XmlElement, around: Namespaces): Namespaces {
  const declared = Object.entries(attributes).filter(([name]) => /^xmlns(?::|$)/.test(name));
  if (declared.length === 0) return around;
  return { own: new Map(declared.map(([name, address]) => [name.slice('xmlns:'.length), address])), around };
}

/** Returns the namespace of a prefix; nothing where none is declared. */
export function namespaceOf(prefix: string, namespaces: Namespaces): string | undefined {
  for (let scope: Namespaces | undefined = namespaces; scope !== undefined; scope = scope.around) {
    const namespace = scope.own.get(prefix);
    if (namespace !== undefined) return namespace;
  }
  return undefined;
}
