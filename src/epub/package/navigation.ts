/** The table of contents and the landmarks, once for EPUB 3's navigation document and for the older NCX. */

import { isInTheText, PARTS } from '../../core/book-parts.ts';
import { otherLanguage } from '../../core/language.ts';
import type { Book, NavigationNode, Section } from '../../core/model/book.ts';
import type { Locate } from '../content/links.ts';
import type { Plan, PlannedDocument } from '../plan.ts';
import { isText } from './partition.ts';

/** An entry of the contents. `order` numbers all entries from 1, as an NCX needs it. */
export interface NavigationPoint {
  readonly title: string;
  readonly href: string;
  readonly order: number;
  /** BCP 47, where it is not that of the publication. */
  readonly language?: string;
  readonly direction?: 'ltr' | 'rtl';
  readonly children: readonly NavigationPoint[];
}

/** `type` is one value of the EPUB Structural Semantics Vocabulary: some reading systems skip links with two. */
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

export function navigationOf(book: Book, plan: Plan, locate: Locate): Navigation {
  let order = 0;
  const point = ({ id, title, language, children }: NavigationNode): NavigationPoint[] => {
    const href = fileOfSection(plan, id) ?? locate(id);
    // An entry that leads nowhere is left out; those below it move up.
    if (href === undefined) return children.flatMap(point);
    order += 1;
    return [{ order, title, href, ...otherLanguage(language), children: children.flatMap(point) }];
  };
  const points = book.navigation.flatMap(point);
  const about = plan.documents.filter(({ part }) => part === 'about');
  for (const { title, file } of about) points.push({ order: ++order, title, href: file, children: [] });
  return { points, depth: depthOf(points), landmarks: landmarksOf(book, plan) };
}

/** A chapter is entered at its head, without a fragment: some reading systems else skip the space above its title. */
const fileOfSection = (plan: Plan, id: string): string | undefined => plan.sectionFiles.get(id);

const depthOf = (points: readonly NavigationPoint[]): number =>
  points.reduce((deepest, { children }) => Math.max(deepest, 1 + depthOf(children)), 0);

function landmarksOf({ terms }: Book, plan: Plan): Landmark[] {
  const landmark = (type: string, document: PlannedDocument | undefined, title?: string): Landmark[] =>
    document === undefined ? [] : [{ type, title: title ?? document.title, href: document.file }];
  const part = (name: PlannedDocument['part']) => plan.documents.find((document) => document.part === name);
  const first = (isIt: (section: Section) => boolean) =>
    plan.documents.find(({ section }) => section !== undefined && isIt(section));
  const around = PARTS.filter((name) => !isInTheText(name)).flatMap((name) => {
    const document = first((section) => section.part === name);
    return landmark(name, document);
  });
  const sources = first(({ kind }) => kind === 'references');
  const order = (href: string) => plan.documents.findIndex(({ file }) => file === href);
  const found = [
    ...landmark('cover', part('cover')),
    ...landmark('titlepage', part('title-page')),
    ...landmark('toc', part('contents')),
    ...landmark('bodymatter', first(isText), terms.startOfContent),
    ...around,
    ...landmark('bibliography', sources),
    ...landmark('colophon', part('about')),
  ];
  return found.sort((one, other) => order(one.href) - order(other.href));
}
