/**
 * The e-book's accessibility metadata, read off its content: nothing is claimed that is not so.
 * Vocabulary: https://www.w3.org/2021/a11y-discov-vocab/latest/
 */
import type { Element } from 'hast';
import type { Book, Heading } from '../../core/model/book.ts';
import type { Certification } from '../../core/model/metadata.ts';
import { visit } from '../../lib/html/visit.ts';

/** What of the e-book does not stand in its sections. */
export interface Surroundings {
  /** Whether an image of the package may be an animation. */
  readonly moves: boolean;
  /** Whether it has the page numbers of a printed book. */
  readonly hasPages: boolean;
}

/** What the content is like, counted. The cover does not count: it says nothing the title page does not. */
interface AccessibilityFacts extends Surroundings {
  /** Images in the text, inline SVG included, that are no decoration (`alt=""`). */
  readonly images: number;
  /** Those of which nothing says what they show. */
  readonly imagesWithoutAlternative: number;
  /** Those that lead to a longer description. */
  readonly descriptions: number;
  readonly formulas: number;
  readonly formulasInWords: number;
  readonly rubies: number;
  readonly indexes: number;
  /** Whether the levels of the headings are those of the text: none is skipped, and every chapter has one. */
  readonly hasOutline: boolean;
}

/** Properties of schema.org, in the order they are written; `certification` is somebody's word, and not ours. */
export interface AccessibilityMetadata {
  readonly accessModes: readonly string[];
  readonly sufficientAccessModes: readonly string[];
  readonly features: readonly string[];
  readonly hazards: readonly string[];
  readonly summary: string;
  readonly certification?: Certification;
}

/** EPUB Accessibility 1.1 asks for the modes, 1.2 for those that suffice: both are there for both. */
export function accessibilityMetadata(book: Book, surroundings: Surroundings): AccessibilityMetadata {
  const facts = accessibilityFacts(book, surroundings);
  const visual = facts.images > 0;
  const textSuffices = facts.imagesWithoutAlternative === 0;
  const { certification } = book.publication.metadata;
  return {
    accessModes: visual ? ['textual', 'visual'] : ['textual'],
    sufficientAccessModes: [...(textSuffices ? ['textual'] : []), ...(visual ? ['textual,visual'] : [])],
    features: featuresOf(facts),
    // There are neither sounds nor films in a book of ours: what moves can only be an image.
    hazards: [facts.moves ? 'unknown' : 'none'],
    summary: summaryOf(book, facts),
    ...(certification && { certification }),
  };
}

function accessibilityFacts(book: Book, surroundings: Surroundings): AccessibilityFacts {
  const all: Element[] = [];
  for (const { body } of book.sections) visit(body, 'element', (element) => void all.push(element));
  const named = (...names: string[]) => all.filter(({ tagName }) => names.includes(tagName));
  const images = named('img', 'svg').filter((image) => !isDecoration(image));
  const formulas = named('math');
  return {
    images: images.length,
    imagesWithoutAlternative: images.filter((image) => !hasAlternative(image)).length,
    descriptions: images.filter(({ properties }) => properties.ariaDetails !== undefined).length,
    formulas: formulas.length,
    formulasInWords: formulas.filter(({ properties }) => isSaid(properties.alttext)).length,
    rubies: named('ruby').length,
    indexes: all.filter(({ properties }) => properties.role === 'doc-index').length,
    hasOutline: hasOutline(book),
    ...surroundings,
  };
}

const isSaid = (text: unknown): boolean => typeof text === 'string' && text.trim() !== '';

const isDecoration = ({ properties }: Element): boolean =>
  properties.alt === '' || String(properties.ariaHidden) === 'true';

function hasAlternative({ tagName, properties }: Element): boolean {
  if (tagName === 'img') return isSaid(properties.alt);
  return isSaid(properties.ariaLabel) || properties.ariaLabelledBy !== undefined;
}

function hasOutline({ sections }: Book): boolean {
  const whole = sections.filter(({ partOf }) => partOf === undefined);
  const levels: readonly Heading['level'][] = sections.flatMap(({ headings }) =>
    headings.map(({ level }) => level),
  );
  return (
    whole.every(({ headings: [first] }) => first?.level === 1) &&
    levels.every((level, index) => level <= (levels[index - 1] ?? 0) + 1)
  );
}

function featuresOf(facts: AccessibilityFacts): string[] {
  const { images, imagesWithoutAlternative, descriptions, formulas, formulasInWords } = facts;
  const features: readonly (readonly [name: string, isSo: boolean])[] = [
    ['structuralNavigation', facts.hasOutline],
    ['tableOfContents', true],
    ['readingOrder', true],
    ['displayTransformability', true],
    ['ARIA', true],
    ['pageNavigation', facts.hasPages],
    ['pageBreakMarkers', facts.hasPages],
    ['index', facts.indexes > 0],
    ['alternativeText', images > 0 && imagesWithoutAlternative === 0],
    ['longDescription', descriptions > 0],
    ['MathML', formulas > 0],
    ['describedMath', formulas > 0 && formulasInWords === formulas],
    ['rubyAnnotations', facts.rubies > 0],
  ];
  return features.filter(([, isSo]) => isSo).map(([name]) => name);
}

function summaryOf({ terms, publication }: Book, facts: AccessibilityFacts): string {
  const { certification } = publication.metadata;
  const certified = (terms.accessibilityCertified ?? '')
    .replace('{by}', () => certification?.by ?? '')
    .replace('{standard}', () => certification?.conformsTo ?? '');
  const sentences: readonly (readonly [sentence: string | undefined, isSo: boolean])[] = [
    [terms.accessibilityText, facts.hasOutline],
    [terms.accessibilityTextAlone, !facts.hasOutline],
    [terms.accessibilityImages, facts.images > 0 && facts.imagesWithoutAlternative === 0],
    [terms.accessibilityImagesSome, facts.imagesWithoutAlternative > 0],
    [terms.accessibilityDescriptions, facts.descriptions > 0],
    [terms.accessibilityFormulas, facts.formulas > 0 && facts.formulasInWords === facts.formulas],
    [terms.accessibilityPages, facts.hasPages],
    [certification === undefined ? terms.accessibilityNotCertified : certified, true],
  ];
  return sentences.flatMap(([sentence, isSo]) => (isSo && sentence ? [sentence.trim()] : [])).join(' ');
}
