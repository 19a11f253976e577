/** Lists the allowed MathML of typeset formulas: presentation elements without colors, events and links. */
import type { Element as XmlElement } from 'xast';

/**
 * Elements of MathML Core, section 3 (https://www.w3.org/TR/mathml-core/), and `menclose` of MathML 3, which
 * EPUB allows.
 */
export const MATHML_ELEMENTS: ReadonlySet<string> = new Set(
  (
    'menclose mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace msqrt mstyle msub ' +
    'msubsup msup mtable mtd mtext mtr munder munderover none'
  ).split(' '),
);

/**
 * Attributes without colors and absolute sizes, because a formula takes color and size from the text around
 * it.
 */
const ATTRIBUTES: ReadonlySet<string> = new Set(
  (
    'accent accentunder columnspan depth fence form height largeop linethickness lspace ' +
    'mathsize mathvariant maxsize minsize movablelimits notation rowspan rspace separator stretchy ' +
    'symmetric voffset width'
  ).split(' '),
);

/**
 * Attributes that set the size of the content, by element: MathML 3, 3.1.6. EPUB forbids them on other
 * elements.
 */
const SIZE_ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  mstyle: ['displaystyle', 'scriptlevel'],
  mtable: ['displaystyle'],
};

/** Returns whether an element may have an attribute. */
export const isAllowedAttribute = (tagName: string, attribute: string): boolean =>
  ATTRIBUTES.has(attribute) || SIZE_ATTRIBUTES[tagName]?.includes(attribute) === true;

/**
 * Returns the element name in MathML 3. Temml sets a size on `mrow`, as MathML Core allows; MathML 3 needs
 * `mstyle` for it.
 */
export function chooseElementName({ name, attributes }: Pick<XmlElement, 'name' | 'attributes'>): string {
  const sized = SIZE_ATTRIBUTES.mstyle?.some((attribute) => attributes[attribute] !== undefined);
  return name === 'mrow' && sized ? 'mstyle' : name;
}

/** Allowed CSS: lengths and borders, nothing that loads, moves or covers content. */
const ALLOWED_STYLES: readonly (readonly [property: RegExp, value: RegExp])[] = [
  [/^padding(?:-(?:top|bottom|left|right))?$/, /^[\d.]+(?:em|pt|px)?(?: [\d.]+(?:em|pt|px)?){0,3}$/],
  [/^border(?:-(?:top|bottom|left|right))?$/, /^[\d.]+(?:em|pt|px) (?:solid|dashed)$/],
];

/** CSS for the classes of Temml's own style sheet. */
const CLASS_STYLES: Readonly<Record<string, string>> = {
  'tml-left': 'text-align: -webkit-left',
  'tml-right': 'text-align: -webkit-right',
};

/** Returns the allowed CSS of an element; an empty string if it has none. */
export function readAllowedStyle(name: string, attributes: Readonly<Record<string, unknown>>): string {
  const rules: string[] = [];
  for (const rule of String(attributes.style ?? '').split(';')) {
    const [property = '', value = ''] = rule.split(':').map((part) => part.trim());
    const isAllowed = ALLOWED_STYLES.some(([named, allowed]) => named.test(property) && allowed.test(value));
    if (isAllowed) rules.push(`${property}: ${value}`);
  }
  for (const className of String(attributes.class ?? '').split(' ')) {
    const rule = name === 'mtd' ? CLASS_STYLES[className] : undefined;
    if (rule !== undefined) rules.push(rule);
  }
  return rules.join('; ');
}
