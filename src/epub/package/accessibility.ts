/**
 * Derives the e-book's accessibility metadata from its content, so that every claim is true.
 * Vocabulary: https://www.w3.org/2021/a11y-discov-vocab/latest/
 */
import type { Element, Root } from 'hast';
import type { Book, Heading } from '../../core/model/book.ts';
import type { Terms } from '../../core/model/design.ts';
import type { Certification } from '../../core/model/metadata.ts';
import { findTermLanguage } from '../../core/term-language.ts';
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
  /** Language of the summary, only if it differs from the publication's. */
  readonly summaryLanguage: 'en' | undefined;
  /** What the author says, in the language of the publication; absent if it is at the end of the summary. */
  readonly ownSummary?: string;
  readonly certification?: Certification;
}

/**
 * Builds the metadata. EPUB Accessibility 1.1 requires the access modes, 1.2 the sufficient ones; both are
 * included.
 * @param english the terms in English, for sentences that the language of the book does not have
 */
export function buildAccessibilityMetadata(
  book: Book,
  features: PackageFeatures,
  english: Terms,
): AccessibilityMetadata {
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
    ...buildSummary(book, facts, english),
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
    // The title page shows the logo.
    images: images.length + (book.logo === undefined ? 0 : 1),
    imagesWithoutAlternative: images.filter((image) => !hasAlternative(image)).length,
    descriptions: images.filter(({ properties }) => properties.ariaDetails !== undefined).length,
    formulas: formulas.length,
    describedFormulas: formulas.filter(({ properties }) => hasText(properties.alttext)).length,
    rubies: named('ruby').length,
    indexes: countIndexes(book, all),
    hasOutline: hasOutline(book),
    ...features,
  };
}

/** Counts the chapters and the parts of them that are an index. An index without links leads nowhere in an e-book. */
function countIndexes({ sections }: Book, all: readonly Element[]): number {
  const inChapters = all.filter(({ properties }) => properties.role === 'doc-index');
  const chapters = sections.filter(({ part, body }) => part === 'index' && hasInnerLink(body));
  return inChapters.length + chapters.length;
}

/** Whether a text leads to another place of the book. A web page is none. */
function hasInnerLink(body: Root): boolean {
  let isFound = false;
  visit(body, 'element', ({ tagName, properties }) => {
    isFound ||= tagName === 'a' && String(properties.href ?? '').startsWith('#');
  });
  return isFound;
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

/** Builds the summary. If one of its sentences is missing in the language of the book, the whole summary is English. */
function buildSummary(
  { terms, publication }: Book,
  facts: AccessibilityFacts,
  english: Terms,
): Pick<AccessibilityMetadata, 'summary' | 'summaryLanguage' | 'ownSummary'> {
  const { certification, accessibilitySummary: own } = publication.metadata;
  const keys = chooseSentences(facts, certification);
  const summaryLanguage = keys.some((key) => findTermLanguage(terms, key) === 'en') ? 'en' : undefined;
  const sentences = keys.map((key) =>
    ((summaryLanguage === 'en' ? english : terms)[key] ?? '')
      .replace('{by}', () => certification?.by ?? '')
      .replace('{standard}', () => certification?.conformsTo ?? '')
      .trim(),
  );
  const isSame = summaryLanguage === undefined;
  const all = isSame && own !== undefined ? [...sentences, own] : sentences;
  const summary = all.filter((sentence) => sentence !== '').join(' ');
  return { summary, summaryLanguage, ...(!isSame && own !== undefined && { ownSummary: own }) };
}

/** Returns the keys of the sentences that are true. */
function chooseSentences(
  facts: AccessibilityFacts,
  certification: Certification | undefined,
): readonly string[] {
  const sentences: readonly (readonly [key: string, isSo: boolean])[] = [
    ['accessibilityText', facts.hasOutline],
    ['accessibilityTextAlone', !facts.hasOutline],
    ['accessibilityImages', facts.images > 0 && facts.imagesWithoutAlternative === 0],
    ['accessibilityImagesSome', facts.imagesWithoutAlternative > 0],
    ['accessibilityDescriptions', facts.descriptions > 0],
    ['accessibilityFormulas', facts.formulas > 0 && facts.describedFormulas === facts.formulas],
    ['accessibilityPages', facts.hasPageList],
    ['accessibilityNotCertified', certification === undefined],
    ['accessibilityCertified', certification !== undefined],
  ];
  return sentences.filter(([, isSo]) => isSo).map(([key]) => key);
}
