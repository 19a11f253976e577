/** Finds the captions of a Word document, and takes the label and the number out of them, because pages number captions themselves. */
import type { Element } from 'xast';
import { SKIP, visit } from '../../lib/html/visit.ts';
import { findElements, getTextContent } from '../../lib/xml/elements.ts';
import { attributeOf, childNamed } from './word-elements.ts';

/** Names of styles for captions, those of pandoc among them. Word writes its own in English, whatever language it has. */
const CAPTION_STYLE = /^(?:caption|image caption|table caption)$/i;
/** A field that counts figures or tables (17.16.5.56), also with other fields before it. */
const SEQUENCE = /^\s*SEQ\s+(?:"([^"]+)"|(\S+))/i;
/** A label with its number: “Figure 2”, “Table 3-1”. */
const LABEL = /^\s*\p{L}[\p{L}\p{M}\p{N}\s.:–-]{0,40}$/u;
/** The same, typed by hand, with what follows it. Only these words are those of a label: “Berlin 1945: The city” has none. */
const TYPED =
  // cspell:disable-next-line
  /^\s*(?:fig(?:ure|ura|uur|ur)?|tab(?:le|elle|leau|la|ela|ella|ell|el|lo)?|abb(?:ildung)?|afbeelding|rysunek|rys|şekil|рис(?:унок)?|табл(?:ица|иця)?|图|圖|図|表|그림|표|شکل|الشكل|جدول|الجدول|איור|טבלה|चित्र|तालिका)\.?\s*\p{N}{1,3}(?:[.-]\p{N}{1,3})*\s*[.:：–—-]\s+/iu;
const SEPARATOR = /^[\s.:–—-]+/;

/** Returns the ids of the styles for captions. @param styles root of `styles.xml`, if there is one */
export const listCaptionStyles = (
  styles: Parameters<typeof findElements>[0] | undefined,
): ReadonlySet<string> =>
  new Set(
    (styles ? findElements(styles, 'w:style') : [])
      .filter((style) => CAPTION_STYLE.test(attributeOf(childNamed(style, 'w:name'), 'w:val')))
      .map((style) => attributeOf(style, 'w:styleId')),
  );

/**
 * Takes the label with its number out of a caption, in place. Returns what was taken, which can be empty; `undefined` for a
 * paragraph that is no caption.
 */
export function takeCaptionLabel(paragraph: Element, styles: ReadonlySet<string>): string | undefined {
  const properties = childNamed(paragraph, 'w:pPr');
  const style = attributeOf(properties && childNamed(properties, 'w:pStyle'), 'w:val');
  const isStyled = styles.has(style);
  const { texts, counted, counter } = listTexts(paragraph);
  if (counted === 0 && !isStyled) return undefined;
  const written = texts.slice(0, counted).map(getTextContent).join('');
  if (counted === 0) return takeTyped(texts);
  const isLabel = LABEL.test(written) && (isStyled || isNameOf(counter, written));
  if (!isLabel) return isStyled ? '' : undefined;
  for (const text of texts.slice(0, counted)) text.children = [];
  const next = texts[counted];
  const separator = next && SEPARATOR.exec(getTextContent(next))?.[0];
  if (next && separator !== undefined) cutStart(next, separator.length);
  return written + (separator ?? '');
}

/** Whether a label begins with the name of what is counted, as Word writes it. Other words with a number are a sentence. */
function isNameOf(counter: string, label: string): boolean {
  const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{M}]/gu, '');
  return plain(label) === plain(counter);
}

/** Takes a label that was typed, if it is whole in the first text. */
function takeTyped([first]: readonly Element[]): string {
  const label = first && TYPED.exec(getTextContent(first))?.[0];
  if (first === undefined || label === undefined) return '';
  cutStart(first, label.length);
  return label;
}

function cutStart(text: Element, length: number): void {
  text.children = [{ type: 'text', value: getTextContent(text).slice(length) }];
}

interface Texts {
  readonly texts: readonly Element[];
  /** How many there are up to the end of the field that counts; 0 without such a field. */
  readonly counted: number;
  /** The name of what it counts. */
  readonly counter: string;
}

/** Lists the texts of a paragraph. */
function listTexts(paragraph: Element): Texts {
  const texts: Element[] = [];
  let counter = '';
  const isCounter = (instruction: string): boolean => {
    const found = SEQUENCE.exec(instruction);
    if (found && counter === '') counter = found[1] ?? found[2] ?? '';
    return found !== null;
  };
  let counted = 0;
  let isCounting = false;
  visit(paragraph, 'element', (element) => {
    if (element.name === 'w:t') texts.push(element);
    if (element.name === 'w:fldSimple' && isCounter(attributeOf(element, 'w:instr'))) {
      texts.push(...findElements(element, 'w:t'));
      counted ||= texts.length;
      return SKIP;
    }
    if (element.name === 'w:instrText' && isCounter(getTextContent(element))) isCounting = true;
    if (isCounting && attributeOf(element, 'w:fldCharType') === 'end') {
      counted ||= texts.length;
      isCounting = false;
    }
    return undefined;
  });
  return { texts, counted, counter };
}
