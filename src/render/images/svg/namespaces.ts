/** Resolves namespace prefixes: Namespaces in XML 1.0, 6. */
import type { XmlElement } from './parse.ts';
import { SVG, XLINK, XML } from './vocabulary.ts';

/**
 * The namespaces that an element declares, linked to those of outer elements, because copies for each element
 * would be slow.
 */
export interface Namespaces {
  /** Namespaces by prefix. */
  readonly own: ReadonlyMap<string, string>;
  readonly outer?: Namespaces;
}

/** Namespaces of undeclared common prefixes, because some programs do not declare them. */
export const DEFAULT_NAMESPACES: Namespaces = {
  own: new Map([
    ['', SVG],
    ['xlink', XLINK],
    ['xml', XML],
  ]),
};

/** Returns the namespaces of an element: its own, linked to the outer ones. */
export function readNamespaces({ attributes }: XmlElement, outer: Namespaces): Namespaces {
  const declared = Object.entries(attributes).filter(([name]) => /^xmlns(?::|$)/.test(name));
  if (declared.length === 0) return outer;
  return { own: new Map(declared.map(([name, address]) => [name.slice('xmlns:'.length), address])), outer };
}

/** Returns the namespace of a prefix; `undefined` if none is declared. */
export function resolveNamespace(prefix: string, namespaces: Namespaces): string | undefined {
  for (let scope: Namespaces | undefined = namespaces; scope !== undefined; scope = scope.outer) {
    const namespace = scope.own.get(prefix);
    if (namespace !== undefined) return namespace;
  }
  return undefined;
}
