/**
 * Computes the costly properties of an element from attributes, style sheets and its `style`. Every rule
 * counts that may apply to the element; the cascade is ignored.
 */
import type { Element } from 'xast';
import {
  type Compound,
  parseDeclarations,
  parseRules,
  type Rule,
  serializeCss,
  tokenizeCss,
} from '../css.ts';

/** Possible values of each property, most general first. */
export type ComputedStyle = ReadonlyMap<string, readonly string[]>;

const COSTLY_PROPERTIES: ReadonlySet<string> = new Set(
  'clip-path display fill filter font-size marker marker-end marker-mid marker-start mask mask-image stroke stroke-dasharray stroke-width transform'.split(
    ' ',
  ),
);

/** Computes and caches the styles of a drawing's elements. */
export class StyleResolver {
  /** Number of comparisons of an element with a rule so far. */
  comparisons = 0;
  readonly #cache = new Map<Element, ComputedStyle>();
  readonly #rules: RuleIndex;

  constructor(root: Element) {
    this.#rules = new RuleIndex(collectSheets(root).flatMap((sheet) => parseRules(tokenizeCss(sheet))));
  }

  /** Returns the costly properties of an element. */
  resolve(element: Element): ComputedStyle {
    const cached = this.#cache.get(element);
    if (cached !== undefined) return cached;
    const computed = this.#compute(element);
    this.#cache.set(element, computed);
    return computed;
  }

  #compute(element: Element): ComputedStyle {
    const computed = new Map<string, string[]>();
    const add = (property: string, value: string): void => {
      const values = computed.get(property);
      if (values === undefined) computed.set(property, [value]);
      else values.push(value);
    };
    for (const [name, value] of Object.entries(element.attributes)) {
      if (COSTLY_PROPERTIES.has(name)) add(name, value ?? '');
    }
    for (const rule of this.#rules.candidates(element)) {
      this.comparisons += 1;
      if (matches(rule.selector, element)) for (const [property, value] of rule.values) add(property, value);
    }
    const { style } = element.attributes;
    for (const { property, value } of style ? parseDeclarations(style) : []) {
      if (COSTLY_PROPERTIES.has(property)) add(property, serializeCss(value));
    }
    return computed;
  }
}

function collectSheets(element: Element): readonly string[] {
  const sheets: string[] = [];
  const walk = ({ name, children }: Element): void => {
    for (const child of children) {
      if (child.type === 'element') walk(child);
      else if (name === 'style' && child.type === 'text') sheets.push(child.value);
    }
  };
  walk(element);
  return sheets;
}

interface IndexedRule {
  readonly selector: Compound;
  readonly values: readonly (readonly [property: string, value: string])[];
}

/** Index of rules by a condition of their selector, so that an element is compared with few of them. */
class RuleIndex {
  readonly #byId = new Map<string, IndexedRule[]>();
  readonly #byClass = new Map<string, IndexedRule[]>();
  readonly #byElement = new Map<string, IndexedRule[]>();
  readonly #universal: IndexedRule[] = [];

  constructor(rules: readonly Rule[]) {
    for (const { selectors, declarations } of rules) {
      const values = declarations
        .map(({ property, value }) => [property.replace(/^-webkit-/, ''), value] as const)
        .filter(([property]) => COSTLY_PROPERTIES.has(property))
        .map(([property, value]) => [property, serializeCss(value)] as const);
      if (values.length > 0) for (const selector of selectors) this.#add({ selector, values });
    }
  }

  /** Returns the rules that may apply to an element, in no particular order. */
  candidates({ name, attributes }: Element): readonly IndexedRule[] {
    const classes = [...new Set((attributes.class ?? '').split(/\s+/))];
    return [
      ...this.#universal,
      ...(this.#byElement.get(name) ?? []),
      ...classes.flatMap((one) => this.#byClass.get(one) ?? []),
      ...(this.#byId.get(attributes.id ?? '') ?? []),
    ];
  }

  #add(rule: IndexedRule): void {
    const { id, element, classes } = rule.selector;
    const [first] = classes;
    if (id !== undefined) addToIndex(this.#byId, id, rule);
    else if (first !== undefined) addToIndex(this.#byClass, first, rule);
    else if (element !== undefined) addToIndex(this.#byElement, element, rule);
    else this.#universal.push(rule);
  }
}

function addToIndex(index: Map<string, IndexedRule[]>, key: string, rule: IndexedRule): void {
  const rules = index.get(key);
  if (rules === undefined) index.set(key, [rule]);
  else rules.push(rule);
}

function matches({ element, id, classes }: Compound, { name, attributes }: Element): boolean {
  if (element !== undefined && element !== name) return false;
  if (id !== undefined && id !== attributes.id) return false;
  const own = (attributes.class ?? '').split(/\s+/);
  return classes.every((one) => own.includes(one));
}

/** A reference as {@link serializeCss} writes it. */
const REFERENCE = /url\((?:#([\w.:-]+)|"#((?:[^"\\]|\\[\da-f]+ )*)")\)/g;

/** Returns the ids that values refer to. */
export function findReferencedIds(values: readonly string[] = []): readonly string[] {
  return values.flatMap((value) =>
    [...value.matchAll(REFERENCE)].map(([, plain, quoted = '']) => plain ?? unescapeId(quoted)),
  );
}

const unescapeId = (text: string): string =>
  text.replace(/\\([\da-f]+) /g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
