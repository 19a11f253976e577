/**
 * The e-book's accessibility metadata, read off its content: nothing is claimed that is not so.
 * Vocabulary: https://www.w3.org/community/reports/a11y-discov-vocab/CG-FINAL-vocabulary-20240422/
 */
import type { Element } from 'hast';
import { visit } from 'unist-util-visit';
import type { Book } from '../model.ts';

/** What the content is like, counted. The cover does not count: it says nothing the title page does not. */
interface AccessibilityFacts {
  /** Images in the text, inline SVG included. */
  readonly images: number;
  /** Images without an `alt` attribute; `alt=""` is one, and says that the image is decoration. */
  readonly imagesWithoutAlternative: number;
  readonly formulas: number;
  readonly rubies: number;
}

/** Properties of schema.org, in the order they are written. */
export interface AccessibilityMetadata {
  readonly accessModes: readonly string[];
  readonly sufficientAccessModes: readonly string[];
  readonly features: readonly string[];
  readonly hazards: readonly string[];
  readonly summary: string;
}

function accessibilityFacts(book: Book): AccessibilityFacts {
  const facts = { images: 0, imagesWithoutAlternative: 0, formulas: 0, rubies: 0 };
  for (const { body } of book.sections) {
    visit(body, 'element', (element) => {
      if (element.tagName === 'math') facts.formulas += 1;
      if (element.tagName === 'ruby') facts.rubies += 1;
      if (element.tagName !== 'img' && element.tagName !== 'svg') return;
      facts.images += 1;
      if (!hasAlternative(element)) facts.imagesWithoutAlternative += 1;
    });
  }
  return facts;
}

function hasAlternative({ tagName, properties }: Element): boolean {
  if (tagName === 'img') return typeof properties.alt === 'string';
  const hidden = String(properties.ariaHidden) === 'true';
  return hidden || properties.ariaLabel !== undefined || properties.ariaLabelledBy !== undefined;
}

/** @param moves whether an image may be an animation */
export function accessibilityMetadata(book: Book, moves: boolean): AccessibilityMetadata {
  const facts = accessibilityFacts(book);
  const visual = facts.images > 0;
  const textSuffices = facts.imagesWithoutAlternative === 0;
  return {
    accessModes: visual ? ['textual', 'visual'] : ['textual'],
    sufficientAccessModes: [...(textSuffices ? ['textual'] : []), ...(visual ? ['textual,visual'] : [])],
    features: featuresOf(facts),
    hazards: [moves ? 'unknown' : 'none'],
    summary: summaryOf(book, facts),
  };
}

function featuresOf(facts: AccessibilityFacts): string[] {
  const described = facts.images > 0 && facts.imagesWithoutAlternative === 0;
  return [
    'structuralNavigation',
    'tableOfContents',
    'readingOrder',
    'displayTransformability',
    ...(described ? ['alternativeText'] : []),
    ...(facts.formulas > 0 ? ['MathML'] : []),
    ...(facts.rubies > 0 ? ['rubyAnnotations'] : []),
  ];
}

function summaryOf({ terms }: Book, { images, imagesWithoutAlternative }: AccessibilityFacts): string {
  const ofImages = imagesWithoutAlternative > 0 ? terms.accessibilityImagesSome : terms.accessibilityImages;
  const sentences = [
    terms.accessibilityText,
    images > 0 ? ofImages : undefined,
    terms.accessibilityNotCertified,
  ];
  return sentences.filter((sentence) => sentence !== undefined).join(' ');
}
