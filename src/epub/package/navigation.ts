/** Builds the table of contents and the landmarks, for EPUB 3's navigation document and for the older NCX. */

import { BOOK_PARTS, findPartType, isBodyPart } from '../../core/book-parts.ts';
import { isBodySection } from '../../core/front-sections.ts';
import { languageVariables } from '../../core/language.ts';
import type { Book, NavigationNode, Section } from '../../core/model/book.ts';
import type { Locate } from '../../core/screen/locate.ts';
import type { Plan, PlannedDocument } from '../plan.ts';

/**
 * An entry of the contents. `number` counts the entries from 1, and `order` their targets, as an NCX requires: a group has
 * the target of its first chapter.
 */
export interface NavigationPoint {
  readonly title: string;
  readonly href: string;
  readonly number: number;
  readonly order: number;
  /** BCP 47; present if it differs from the publication's language. */
  readonly language?: string;
  readonly direction?: 'ltr' | 'rtl';
  readonly children: readonly NavigationPoint[];
}

/**
 * A landmark. `type` is one value of the EPUB Structural Semantics Vocabulary, because some reading systems
 * skip links with two.
 */
export interface Landmark {
  readonly type: string;
  readonly title: string;
  readonly href: string;
}

export interface Navigation {
  readonly points: readonly NavigationPoint[];
  /** Levels of the contents, at least 1. */
  readonly depth: number;
  readonly landmarks: readonly Landmark[];
}

export function buildNavigation(book: Book, plan: Plan, locate: Locate): Navigation {
  const orders = new Map<string, number>();
  let number = 0;
  const point = ({ id, title, language, children }: NavigationNode): NavigationPoint[] => {
    const href = sectionFile(plan, id) ?? locate(id);
    // An entry without a target is left out, and its children move up.
    if (href === undefined) return children.flatMap(point);
    const order = orders.get(href) ?? orders.size + 1;
    orders.set(href, order);
    number += 1;
    return [
      { number, order, title, href, ...languageVariables(language), children: children.flatMap(point) },
    ];
  };
  const points = book.navigation.flatMap(point);
  const about = plan.documents.filter(({ part }) => part === 'about');
  for (const { title, file } of about)
    points.push({ number: ++number, order: orders.size + 1, title, href: file, children: [] });
  return { points, depth: computeDepth(points), landmarks: buildLandmarks(book, plan) };
}

/**
 * Returns a chapter's file without a fragment, because with one some reading systems skip the space above the
 * title.
 */
const sectionFile = (plan: Plan, id: string): string | undefined => plan.sectionFiles.get(id);

const computeDepth = (points: readonly NavigationPoint[]): number =>
  points.reduce((deepest, { children }) => Math.max(deepest, 1 + computeDepth(children)), 0);

function buildLandmarks({ terms }: Book, plan: Plan): Landmark[] {
  const landmark = (type: string, document: PlannedDocument | undefined, title?: string): Landmark[] =>
    document === undefined ? [] : [{ type, title: title ?? document.title, href: document.file }];
  const part = (name: PlannedDocument['part']) => plan.documents.find((document) => document.part === name);
  const first = (matches: (section: Section) => boolean) =>
    plan.documents.find(({ section }) => section !== undefined && matches(section));
  const around = BOOK_PARTS.filter((name) => !isBodyPart(name)).flatMap((name) => {
    const type = findPartType(name);
    return type === undefined
      ? []
      : landmark(
          type,
          first((section) => section.part === name),
        );
  });
  const sources = first(({ kind }) => kind === 'references');
  const order = (href: string) => plan.documents.findIndex(({ file }) => file === href);
  const found = [
    ...landmark('cover', part('cover')),
    ...landmark('titlepage', part('title-page')),
    ...landmark('toc', part('contents')),
    ...landmark('bodymatter', first(isBodySection), terms.startOfContent),
    ...around,
    ...landmark('bibliography', sources),
    // A colophon of the author is the colophon of the book.
    ...(first((section) => section.part === 'colophon') ? [] : landmark('colophon', part('about'))),
  ];
  return found.sort((one, other) => order(one.href) - order(other.href));
}
