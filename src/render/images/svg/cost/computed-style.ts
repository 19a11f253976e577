/**
 * What of an element's style costs something: attributes, style sheets and its own `style` together. Of a sheet every rule
 * counts that may hold for the element; which of them wins, nobody asks.
 */
import type { Element } from 'xast';
import { type Compound, cssText, declarationsOf, type Rule, rulesOf, tokensOf } from '../css.ts';

/** The values that a property may have, most general first. */
export type Look = ReadonlyMap<string, readonly string[]>;

const COSTLY: ReadonlySet<string> = new Set(
  'clip-path display fill filter font-size marker marker-end marker-mid marker-start mask mask-image stroke stroke-dasharray stroke-width transform'.split(
    ' ',
  ),
);

/** The looks of a drawing's elements. */
export class Looks {
  /** Comparisons of an element with a rule so far. */
  comparisons = 0;
  readonly #known = new Map<Element, Look>();
  readonly #rules: RuleIndex;

  constructor(root: Element) {
    this.#rules = new RuleIndex(sheetsIn(root).flatMap((sheet) => rulesOf(tokensOf(sheet))));
  }

  of(element: Element): Look {
    const known = this.#known.get(element);
    if (known !== undefined) return known;
    const look = this.#make(element);
    this.#known.set(element, look);
    return look;
  }

  #make(element: Element): Look {
    const look = new Map<string, string[]>();
    const add = (property: string, value: string): void => {
      const values = look.get(property);
      if (values === undefined) look.set(property, [value]);
      else values.push(value);
    };
    for (const [name, value] of Object.entries(element.attributes)) {
      if (COSTLY.has(name)) add(name, value ?? '');
    }
    for (const rule of this.#rules.candidates(element)) {
      this.comparisons += 1;
      if (fits(rule.selector, element)) for (const [property, value] of rule.values) add(property, value);
    }
    const { style } = element.attributes;
    for (const { property, value } of style ? declarationsOf(style) : []) {
      if (COSTLY.has(property)) add(property, cssText(value));
    }
    return look;
  }
}

function sheetsIn(element: Element): readonly string[] {
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

/** Rules by what they need, so that not each element is compared with each. */
class RuleIndex {
  readonly #byId = new Map<string, IndexedRule[]>();
  readonly #byClass = new Map<string, IndexedRule[]>();
  readonly #byElement = new Map<string, IndexedRule[]>();
  readonly #forEvery: IndexedRule[] = [];

  constructor(rules: readonly Rule[]) {
    for (const { selectors, declarations } of rules) {
      const values = declarations
        .map(({ property, value }) => [property.replace(/^-webkit-/, ''), value] as const)
        .filter(([property]) => COSTLY.has(property))
        .map(([property, value]) => [property, cssText(value)] as const);
      if (values.length > 0) for (const selector of selectors) this.#add({ selector, values });
    }
  }

  /** In no order. */
  candidates({ name, attributes }: Element): readonly IndexedRule[] {
    const classes = [...new Set((attributes.class ?? '').split(/\s+/))];
    return [
      ...this.#forEvery,
      ...(this.#byElement.get(name) ?? []),
      ...classes.flatMap((one) => this.#byClass.get(one) ?? []),
      ...(this.#byId.get(attributes.id ?? '') ?? []),
    ];
  }

  #add(rule: IndexedRule): void {
    const { id, element, classes } = rule.selector;
    const [first] = classes;
    if (id !== undefined) put(this.#byId, id, rule);
    else if (first !== undefined) put(this.#byClass, first, rule);
    else if (element !== undefined) put(this.#byElement, element, rule);
    else this.#forEvery.push(rule);
  }
}

function put(index: Map<string, IndexedRule[]>, key: string, rule: IndexedRule): void {
  const rules = index.get(key);
  if (rules === undefined) index.set(key, [rule]);
  else rules.push(rule);
}

function fits({ element, id, classes }: Compound, { name, attributes }: Element): boolean {
  if (element !== undefined && element !== name) return false;
  if (id !== undefined && id !== attributes.id) return false;
  const own = (attributes.class ?? '').split(/\s+/);
  return classes.every((one) => own.includes(one));
}

const NAMED = /url\((?:#([\w.:-]+)|"#((?:[^"\\]|\\[\da-f]+ )*)")\)/g;

/** The ids that values name, as `cssText` writes them. */
export function namedIn(values: readonly string[] = []): readonly string[] {
  return values.flatMap((value) =>
    [...value.matchAll(NAMED)].map(([, plain, quoted = '']) => plain ?? unescaped(quoted)),
  );
}

const unescaped = (text: string): string =>
  text.replace(/\\([\da-f]+) /g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
