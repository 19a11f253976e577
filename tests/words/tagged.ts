/**
 * Extracts the text of a PDF in the order of its tags, with the spaces that its content has and no others: an
 * extractor that does not guess spaces from positions finds this text. {@link printedText} guesses, as pdf.js does.
 */
import { decodeTextString, PdfString } from '../../src/lib/pdf/objects.ts';
import { collectPages } from '../../src/lib/pdf/page-tree.ts';
import { PdfFile } from '../../src/lib/pdf/pdf-file.ts';
import { type Kid, type MarkedContent, readStructure } from '../../src/lib/pdf/structure-tree.ts';
import { readPageTexts, textOfPiece } from '../../src/print/printed/page-text.ts';
import { Gatherer, type Letters } from './letters.ts';
import { IN_LINE } from './printed.ts';

export function taggedText(bytes: Uint8Array): Letters {
  const file = PdfFile.read(bytes);
  const top = readStructure(file);
  const texts = readPageTexts(file, [...markedIn(top)]);
  const gatherer = new Gatherer();
  const walk = (kid: Kid): void => {
    if (kid.kind === 'marked') gatherer.add(textOfPiece(texts, kid));
    if (kid.kind !== 'element') return;
    const isBlock = !IN_LINE.has(kid.tag);
    if (isBlock) gatherer.line();
    for (const inner of kid.kids) walk(inner);
    if (isBlock) gatherer.line();
  };
  walk(top);
  return gatherer.gathered();
}

function* markedIn(kid: Kid): Generator<MarkedContent> {
  if (kid.kind === 'marked') yield kid;
  if (kid.kind === 'element') for (const inner of kid.kids) yield* markedIn(inner);
}

/**
 * Returns the names of links that are neither in a text, word for word, nor that of a source.
 * @param sourceName as in the words of the publication: `Source {number}`
 */
export function unknownLinkNames(bytes: Uint8Array, text: Letters, sourceName: string): readonly string[] {
  const whole = spell(text);
  return readLinkNames(bytes).filter((name) => {
    if (name.replace(/\d+/, '{number}') === sourceName) return false;
    const gatherer = new Gatherer();
    gatherer.add(name);
    return !whole.includes(spell(gatherer.gathered()).trim());
  });
}

const spell = ({ letters, gaps }: Letters): string =>
  [...gaps].map((gap, index) => (gap === 'none' ? '' : ' ') + (letters[index] ?? '')).join('');

function readLinkNames(bytes: Uint8Array): readonly string[] {
  const file = PdfFile.read(bytes);
  const annotations = collectPages(file).flatMap((page) => file.list(file.dict(page).get('Annots')));
  return annotations.map((annotation) => {
    const contents = file.dict(annotation).get('Contents');
    return contents instanceof PdfString ? decodeTextString(contents) : '';
  });
}
