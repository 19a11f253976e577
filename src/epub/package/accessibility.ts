/**
 * Derives the e-book's accessibility metadata from its content, so that every claim is true.
 * Vocabulary: https://www.w3.org/2021/a11y-discov-vocab/latest/
 */
import type { Element } from 'hast';
import type { Book, Heading } from '../../core/model/book.ts';
import type { Certification } from '../../core/model/metadata.ts';
import { visit } from '../../lib/html/visit.ts';

/** Facts about the e-book that its sections do not contain. */
export interface PackageFeatures {
  /** Whether an image of the package may be an animation. */
  readonly mayHaveAnimation: boolean;
  /** Whether it has the page numbers of a printed book. */
  readonly hasPageList: boolean;
}

/** Counts of the content. The cover is not counted, because the title page contains all of its text. */
interface AccessibilityFacts extends PackageFeatures {
  /** Images in the text, including inline SVG, except decoration (`alt=""`). */
  readonly images: number;
  /** Images without alternative text. */
  readonly imagesWithoutAlternative: number;
  /** Images with a link to a longer description. */
  readonly descriptions: number;
  readonly formulas: number;
  readonly describedFormulas: number;
  readonly rubies: number;
  readonly indexes: number;
  /**
   * Whether the heading levels are complete: no level is skipped, and every chapter begins with a level-one
   * heading.
   */
  readonly hasOutline: boolean;
}

/** Properties of schema.org, in output order. `certification` is the statement of a third party. */
export interface AccessibilityMetadata {
  readonly accessModes: readonly string[];
  readonly sufficientAccessModes: readonly string[];
  readonly features: readonly string[];
  readonly hazards: readonly string[];
  readonly summary: string;
  readonly certification?: Certification;
}

/**
 * Builds the metadata. EPUB Accessibility 1.1 requires the access modes, 1.2 the sufficient ones; both are
 * included.
 */
export function buildAccessibilityMetadata(book: Book, features: PackageFeatures): AccessibilityMetadata {
  const facts = collectFacts(book, features);
  const visual = facts.images > 0;
  const textSuffices = facts.imagesWithoutAlternative === 0;
  const { certification } = book.publication.metadata;
  return {
    accessModes: visual ? ['textual', 'visual'] : ['textual'],
    sufficientAccessModes: [...(textSuffices ? ['textual'] : []), ...(visual ? ['textual,visual'] : [])],
    features: listFeatures(facts),
    // The books contain no audio or video, so only an image can be animated.
    hazards: [facts.mayHaveAnimation ? 'unknown' : 'none'],
    summary: buildSummary(book, facts),
    ...(certification && { certification }),
  };
}

function collectFacts(book: Book, features: PackageFeatures): AccessibilityFacts {
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
    describedFormulas: formulas.filter(({ properties }) => hasText(properties.alttext)).length,
    rubies: named('ruby').length,
    indexes: all.filter(({ properties }) => properties.role === 'doc-index').length,
    hasOutline: hasOutline(book),
    ...features,
  };
}

const hasText = (text: unknown): boolean => typeof text === 'string' && text.trim() !== '';

const isDecoration = ({ properties }: Element): boolean =>
  properties.alt === '' || String(properties.ariaHidden) === 'true';

function hasAlternative({ tagName, properties }: Element): boolean {
  if (tagName === 'img') return hasText(properties.alt);
  return hasText(properties.ariaLabel) || properties.ariaLabelledBy !== undefined;
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

function listFeatures(facts: AccessibilityFacts): string[] {
  const { images, imagesWithoutAlternative, descriptions, formulas, describedFormulas } = facts;
  const features: readonly (readonly [name: string, isSo: boolean])[] = [
    ['structuralNavigation', facts.hasOutline],
    ['tableOfContents', true],
    ['readingOrder', true],
    ['displayTransformability', true],
    ['ARIA', true],
    ['pageNavigation', facts.hasPageList],
    ['pageBreakMarkers', facts.hasPageList],
    ['index', facts.indexes > 0],
    ['alternativeText', images > 0 && imagesWithoutAlternative === 0],
    ['longDescription', descriptions > 0],
    ['MathML', formulas > 0],
    ['describedMath', formulas > 0 && describedFormulas === formulas],
    ['rubyAnnotations', facts.rubies > 0],
  ];
  return features.filter(([, isSo]) => isSo).map(([name]) => name);
}

function buildSummary({ terms, publication }: Book, facts: AccessibilityFacts): string {
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
    [terms.accessibilityFormulas, facts.formulas > 0 && facts.describedFormulas === facts.formulas],
    [terms.accessibilityPages, facts.hasPageList],
    [certification === undefined ? terms.accessibilityNotCertified : certified, true],
  ];
  return sentences.flatMap(([sentence, isSo]) => (isSo && sentence ? [sentence.trim()] : [])).join(' ');
}
