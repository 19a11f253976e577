/** Finds the captions of a Word document, and takes the label and the number out of them, because pages number captions themselves. */
import type { Element } from 'xast';
import { SKIP, visit } from '../../lib/html/visit.ts';
import { findElements, getTextContent } from '../../lib/xml/elements.ts';
import { attributeOf, childNamed } from './word-elements.ts';

/** Names of styles for captions, those of pandoc among them. Word writes its own in English, whatever language it has. */
const CAPTION_STYLE = /^(?:caption|image caption|table caption)$/i;
/** A field that counts figures or tables (17.16.5.56), also with other fields before it. */
const SEQUENCE = /^\s*SEQ\s/i;
/** A label with its number: “Figure 2”, “Table 3-1”. */
const LABEL = /^\s*\p{L}[\p{L}\p{M}\p{N}\s.:–-]{0,40}$/u;
/** The same, typed by hand, with what follows it. */
const TYPED = /^\s*\p{L}[\p{L}\p{M}]{0,20}\.?\s+\p{N}+(?:[.-]\p{N}+)*\s*[.:–—-]\s+/u;
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
  const { texts, counted } = listTexts(paragraph);
  if (counted === 0 && !isStyled) return undefined;
  const written = texts.slice(0, counted).map(getTextContent).join('');
  if (counted === 0) return takeTyped(texts);
  if (!LABEL.test(written)) return isStyled ? '' : undefined;
  for (const text of texts.slice(0, counted)) text.children = [];
  const next = texts[counted];
  const separator = next && SEPARATOR.exec(getTextContent(next))?.[0];
  if (next && separator !== undefined) cutStart(next, separator.length);
  return written + (separator ?? '');
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

/** Lists the texts of a paragraph, and how many there are up to the end of the field that counts. */
function listTexts(paragraph: Element): { readonly texts: readonly Element[]; readonly counted: number } {
  const texts: Element[] = [];
  let counted = 0;
  let isCounting = false;
  visit(paragraph, 'element', (element) => {
    if (element.name === 'w:t') texts.push(element);
    if (element.name === 'w:fldSimple' && SEQUENCE.test(attributeOf(element, 'w:instr'))) {
      texts.push(...findElements(element, 'w:t'));
      counted ||= texts.length;
      return SKIP;
    }
    if (element.name === 'w:instrText') isCounting ||= SEQUENCE.test(getTextContent(element));
    if (isCounting && attributeOf(element, 'w:fldCharType') === 'end') {
      counted ||= texts.length;
      isCounting = false;
    }
    return undefined;
  });
  return { texts, counted };
}
