/** Links the words of a publication to the terms of its glossary. */
import type { Element, ElementContent, Root, Text } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { diagnostic, type Report } from '../../core/diagnostics/diagnostic.ts';
import { locationOf, type SourceFile, type SourceLocation } from '../../core/source-location.ts';
import { GLOSSARY_LINK } from '../../core/tree/glossary-link.ts';
import { NO_GLOSS_CLASS } from '../../core/tree/no-gloss-class.ts';
import { hasClass } from '../../lib/html/classes.ts';
import { visit } from '../../lib/html/visit.ts';
import { suggestName } from '../../lib/text/nearest.ts';
import { GLOSSARY_LIST } from '../blocks/glossary.ts';
import { foldTerm, mapPlurals, type Term, TermIndex } from './term-index.ts';

/** A chapter with terms or links to them. */
export interface GlossedText {
  readonly body: Root;
  readonly source: SourceFile;
  readonly language: string;
}

export interface GlossaryOptions {
  /** Whether each chapter links a term where it is used first. */
  readonly linksFirstUse: boolean;
  /** Level of the headings that begin chapters in a text. */
  readonly chapterLevel?: number | undefined;
}

/** Changes the bodies in place. Diagnostics: `glossary-term-duplicate`, `term-missing`. */
export function linkTerms(
  texts: readonly GlossedText[],
  { linksFirstUse, chapterLevel }: GlossaryOptions,
  report: Report,
): void {
  const terms = collectTerms(texts, report);
  const plurals = new Map(
    [...mapPlurals([...terms.values()])].map(
      ([plural, term]) => [foldTerm(plural, term.language), term] as const,
    ),
  );
  for (const text of texts) linkMarked(text, { terms, plurals }, report);
  if (!linksFirstUse || terms.size === 0) return;
  const index = new TermIndex([...terms.values()]);
  const ids = new Set([...terms.values()].map(({ id }) => id));
  for (const { body, language } of texts) {
    new FirstUses(index, ids, chapterLevel ?? 0).link(body, language);
  }
}

interface PlacedTerm extends Term {
  readonly place: SourceLocation;
}

/** Collects the terms by their folded names. Diagnostic: `glossary-term-duplicate`. */
function collectTerms(texts: readonly GlossedText[], report: Report): ReadonlyMap<string, Term> {
  const terms = new Map<string, PlacedTerm>();
  for (const term of texts.flatMap(listTerms)) {
    const key = foldTerm(term.name, term.language);
    const first = terms.get(key)?.place;
    if (first === undefined) terms.set(key, term);
    else {
      const facts = { term: term.name, first: `${first.file}:${first.line}` };
      report(diagnostic('glossary-term-duplicate', facts, term.place));
    }
  }
  return terms;
}

function listTerms({ body, source, language }: GlossedText): readonly PlacedTerm[] {
  const terms: PlacedTerm[] = [];
  visit(body, 'element', (list) => {
    if (!hasClass(list, GLOSSARY_LIST)) return;
    for (const part of list.children) {
      if (part.type !== 'element' || part.tagName !== 'dt') continue;
      const name = textOf(part).trim().replace(/\s+/gu, ' ');
      const place = locationOf(source, part.position === undefined ? list : part);
      if (name !== '') terms.push({ name, id: String(part.properties.id ?? ''), language, place });
    }
  });
  return terms;
}

/** The terms of a glossary by their folded names, and by their folded plurals. */
interface NamedTerms {
  readonly terms: ReadonlyMap<string, Term>;
  readonly plurals: ReadonlyMap<string, Term>;
}

/** Links the words that an author has marked. Diagnostic: `term-missing`. */
function linkMarked(
  { body, source, language }: GlossedText,
  { terms, plurals }: NamedTerms,
  report: Report,
): void {
  visit(body, 'element', (mark) => {
    const { dataTerm } = mark.properties;
    if (dataTerm === undefined) return;
    delete mark.properties.dataTerm;
    const name = String(dataTerm).replace(/\s+/gu, ' ').trim();
    const folded = foldTerm(name, language);
    const several = plurals.get(folded);
    const isEnglish = several !== undefined && isSameLanguage(several.language, language);
    const term = terms.get(folded) ?? (isEnglish ? several : undefined);
    if (term !== undefined) {
      mark.tagName = 'a';
      mark.properties = { ...mark.properties, href: `#${term.id}`, className: [GLOSSARY_LINK] };
      return;
    }
    const known = new Map([...terms.values()].map((one) => [one.name, true]));
    report(diagnostic('term-missing', { term: name, ...suggestName(name, known) }, locationOf(source, mark)));
  });
}

/** Where no term is linked: links, code, formulas, headings and captions, and terms of lists themselves. */
const CLOSED = /^(?:a|h[1-6]|code|pre|kbd|samp|var|math|svg|dfn|dt|caption|figcaption|summary|rt|rp)$/;

/** Links the terms of one text where they are used first. */
class FirstUses {
  readonly #index: TermIndex;
  readonly #ids: ReadonlySet<string>;
  readonly #chapterLevel: number;
  readonly #used = new Set<string>();
  /** The level of the section in which nothing is linked. */
  #closedLevel = Infinity;

  constructor(index: TermIndex, ids: ReadonlySet<string>, chapterLevel: number) {
    this.#index = index;
    this.#ids = ids;
    this.#chapterLevel = chapterLevel;
  }

  link(parent: Root | Element, language: string): void {
    const changed: ElementContent[] = [];
    let isChanged = false;
    for (const child of parent.children as ElementContent[]) {
      const pieces = child.type === 'text' ? this.#divide(child, language) : undefined;
      if (pieces === undefined) changed.push(child);
      else for (const piece of pieces) changed.push(piece);
      isChanged ||= pieces !== undefined;
      if (child.type === 'element') this.#enter(child, language);
    }
    if (isChanged) parent.children = changed;
  }

  #enter(element: Element, around: string): void {
    const { tagName, properties } = element;
    const level = Number(/^h([1-6])$/.exec(tagName)?.[1] ?? 0);
    if (level > 0) this.#startSection(level, element);
    const href = String(properties.href ?? '').slice(1);
    if (tagName === 'a' && this.#ids.has(href)) this.#used.add(href);
    if (isClosed(element)) return;
    const { lang } = properties;
    this.link(element, typeof lang === 'string' && lang !== '' ? lang : around);
  }

  #startSection(level: number, heading: Element): void {
    if (level <= this.#chapterLevel) this.#used.clear();
    if (level <= this.#closedLevel) this.#closedLevel = Infinity;
    if (hasClass(heading, NO_GLOSS_CLASS)) this.#closedLevel = Math.min(level, this.#closedLevel);
  }

  /** @returns the text with links in it; `undefined` if it has none */
  #divide(text: Text, language: string): readonly ElementContent[] | undefined {
    if (this.#closedLevel < Infinity) return undefined;
    const pieces: ElementContent[] = [];
    let done = 0;
    for (const { start, end, term } of this.#index.find(text.value, language)) {
      if (this.#used.has(term.id) || !isSameLanguage(term.language, language)) continue;
      this.#used.add(term.id);
      if (start > done) pieces.push({ ...text, value: text.value.slice(done, start) });
      pieces.push(createLink(term, { ...text, value: text.value.slice(start, end) }));
      done = end;
    }
    if (done === 0) return undefined;
    return done < text.value.length ? [...pieces, { ...text, value: text.value.slice(done) }] : pieces;
  }
}

function isClosed(element: Element): boolean {
  const { dataCite, dataReference, role } = element.properties;
  return (
    CLOSED.test(element.tagName) ||
    dataCite !== undefined ||
    dataReference !== undefined ||
    role === 'doc-glossary' ||
    ['box-title', 'glossary', GLOSSARY_LIST, NO_GLOSS_CLASS].some((name) => hasClass(element, name))
  );
}

/** Returns whether two languages differ by their region alone. */
const isSameLanguage = (one: string, other: string): boolean =>
  one.split('-')[0]?.toLowerCase() === other.split('-')[0]?.toLowerCase();

const createLink = ({ id }: Term, words: Text): Element => ({
  type: 'element',
  tagName: 'a',
  properties: { href: `#${id}`, className: [GLOSSARY_LINK] },
  children: [words],
  ...(words.position && { position: words.position }),
});
