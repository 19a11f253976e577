/** What is kept of the MathML that a formula becomes: presentation without colors, events and links. */
import type { Element as XmlElement } from 'xast';

/** MathML Core, section 3 (https://www.w3.org/TR/mathml-core/), and `menclose` of MathML 3, which EPUB knows. */
export const MATHML_ELEMENTS: ReadonlySet<string> = new Set(
  (
    'menclose mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace msqrt mstyle msub ' +
    'msubsup msup mtable mtd mtext mtr munder munderover none'
  ).split(' '),
);

/** A formula has the color of the text around it, on paper and in night mode; and its sizes follow from the text's. */
const ATTRIBUTES: ReadonlySet<string> = new Set(
  (
    'accent accentunder columnspan depth fence form height largeop linethickness lspace ' +
    'mathsize mathvariant maxsize minsize movablelimits notation rowspan rspace separator stretchy ' +
    'symmetric voffset width'
  ).split(' '),
);

/** MathML 3, 3.1.6: the size of what is inside is for these elements to say; EPUB refuses it on others. */
const SIZES: Readonly<Record<string, readonly string[]>> = {
  mstyle: ['displaystyle', 'scriptlevel'],
  mtable: ['displaystyle'],
};

export const mayHave = (tagName: string, attribute: string): boolean =>
  ATTRIBUTES.has(attribute) || SIZES[tagName]?.includes(attribute) === true;

/** A row that says how large it is set, as Temml writes it for MathML Core, is `mstyle` in MathML 3. */
export function elementFor({ name, attributes }: Pick<XmlElement, 'name' | 'attributes'>): string {
  const sized = SIZES.mstyle?.some((attribute) => attributes[attribute] !== undefined);
  return name === 'mrow' && sized ? 'mstyle' : name;
}

/** Lengths and lines: nothing that loads, moves or covers. */
const STYLES: readonly (readonly [property: RegExp, value: RegExp])[] = [
  [/^padding(?:-(?:top|bottom|left|right))?$/, /^[\d.]+(?:em|pt|px)?(?: [\d.]+(?:em|pt|px)?){0,3}$/],
  [/^border(?:-(?:top|bottom|left|right))?$/, /^[\d.]+(?:em|pt|px) (?:solid|dashed)$/],
];

/** What Temml says with a class of its own style sheet. */
const CLASSES: Readonly<Record<string, string>> = {
  'tml-left': 'text-align: -webkit-left',
  'tml-right': 'text-align: -webkit-right',
};

/** The style of an element, as CSS; empty where it needs none. */
export function styleOf(name: string, attributes: Readonly<Record<string, unknown>>): string {
  const rules: string[] = [];
  for (const rule of String(attributes.style ?? '').split(';')) {
    const [property = '', value = ''] = rule.split(':').map((part) => part.trim());
    const known = STYLES.some(([named, says]) => named.test(property) && says.test(value));
    if (known) rules.push(`${property}: ${value}`);
  }
  for (const className of String(attributes.class ?? '').split(' ')) {
    const rule = name === 'mtd' ? CLASSES[className] : undefined;
    if (rule !== undefined) rules.push(rule);
  }
  return rules.join('; ');
}
