/** Transforms the lists of glossaries: those of bold terms become definition lists, and terms get ids. */
import { slug } from 'github-slugger';
import type { Element, ElementContent, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import type { Report } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { SourceFile } from '../../core/source-location.ts';
import { locationOf } from '../../core/source-location.ts';
import { hasClass } from '../../lib/html/classes.ts';
import { SKIP, visit } from '../../lib/html/visit.ts';

/** Class of the list of a glossary. */
export const GLOSSARY_LIST = 'glossary-list';

/** Transforms the glossaries of one chapter. */
class Glossaries {
  readonly #source: SourceFile;
  readonly #report: Report;
  /** Ids of the terms so far: a term that is defined again has none. */
  readonly #ids = new Set<string>();

  constructor(source: SourceFile, report: Report) {
    this.#source = source;
    this.#report = report;
  }

  /** Transforms the lists in a glossary. Diagnostic: `glossary-empty`. */
  transform(glossary: Element): void {
    let isEmpty = !glossary.children.some((child) => child.type === 'element' && hasClass(child, 'glossary'));
    glossary.children = glossary.children.map((child) => {
      if (child.type !== 'element' || !/^(?:ul|ol|dl)$/.test(child.tagName)) return child;
      isEmpty = false;
      return child.tagName === 'dl' ? this.mark(child) : this.mark(this.#convert(child));
    });
    if (isEmpty) this.#report(diagnostic('glossary-empty', {}, locationOf(this.#source, glossary)));
  }

  /** Gives the terms of a definition list their ids. Diagnostic: `glossary-definition-missing`. */
  mark(list: Element): Element {
    const parts = list.children.filter((child) => child.type === 'element');
    for (const [index, part] of parts.entries()) {
      if (part.tagName !== 'dt') continue;
      const [name] = part.children;
      const isMarked = name?.type === 'element' && name.tagName === 'dfn' && part.children.length === 1;
      if (!isMarked) part.children = [createElement('dfn', part.children)];
      this.#name(part);
      // Several terms may have one definition.
      const next = parts.slice(index + 1).find(({ tagName }) => tagName !== 'dt');
      if (next !== undefined && next.tagName === 'dd' && !isWordless(next)) continue;
      const term = textOf(part).trim();
      this.#report(
        diagnostic('glossary-definition-missing', { term }, locationOf(this.#source, findPlaced(part, list))),
      );
    }
    list.properties.className = [GLOSSARY_LIST];
    return list;
  }

  #name(term: Element): void {
    const id = `term-${slug(textOf(term).trim())}`;
    if (this.#ids.has(id)) return;
    this.#ids.add(id);
    term.properties.id ??= id;
  }

  /** Converts a list whose entries begin with their terms in bold. Diagnostic: `glossary-entry-broken`. */
  #convert(list: Element): Element {
    const entries = list.children.filter((child) => child.type === 'element' && child.tagName === 'li');
    return {
      ...list,
      tagName: 'dl',
      properties: {},
      children: entries.flatMap((entry) =>
        entry.type === 'element' ? createDefinitions(entry, this.#source, this.#report) : [],
      ),
    };
  }
}

/**
 * Transforms a chapter in place: the lists in `:::glossary`, and definition lists below a heading `{.glossary}` or in a chapter
 * that is a glossary. A term's id is `term-` and the slug of its text, so that a text can link to it: `[aura](#term-aura)`.
 * Diagnostics: `glossary-entry-broken`, `glossary-definition-missing`, `glossary-empty`.
 */
export function transformGlossaries(
  tree: Root,
  { source, part }: { readonly source: SourceFile; readonly part?: string | undefined },
  report: Report,
): void {
  const glossaries = new Glossaries(source, report);
  const place = new GlossaryPlace(part === 'glossary');
  visit(tree, 'element', (element, index, parent) => {
    if (/^h[1-6]$/.test(element.tagName)) place.enter(element);
    else if (/^(?:section|div)$/.test(element.tagName) && hasClass(element, 'glossary')) {
      glossaries.transform(element);
    } else if (element.tagName === 'dl' && place.isInside && !hasClass(element, GLOSSARY_LIST)) {
      const list = glossaries.mark(element);
      if (place.title !== undefined && parent !== undefined && index !== undefined)
        parent.children[index] = wrap(list, place.title);
      return SKIP;
    }
    return undefined;
  });
}

/** Follows the headings of a chapter: whether what follows is in a glossary. */
class GlossaryPlace {
  /** The level of the heading of the glossary; 0: the chapter is one. */
  #level: number;
  /** The words of that heading; a chapter that is a glossary has the role of one itself. */
  title: string | undefined;

  constructor(isWhole: boolean) {
    this.#level = isWhole ? 0 : Infinity;
  }

  get isInside(): boolean {
    return this.#level < Infinity;
  }

  enter(heading: Element): void {
    const level = Number(heading.tagName.slice(1));
    if (this.#level > 0 && level <= this.#level) this.#level = Infinity;
    if (this.isInside || !hasClass(heading, 'glossary')) return;
    this.#level = level;
    this.title = textOf(heading).trim();
  }
}

const wrap = (list: Element, title: string): Element => ({
  ...createElement('section', [list]),
  properties: { className: ['glossary'], role: 'doc-glossary', ariaLabel: title },
});

const isWordless = (element: Element): boolean =>
  element.children.every((child) =>
    child.type === 'text'
      ? child.value.trim() === ''
      : child.type !== 'element' || (!/^(?:img|math|pre|table)$/.test(child.tagName) && isWordless(child)),
  );

/** Returns what has a place in the file: a term, or else its list. */
const findPlaced = (term: Element, list: Element): Element => (term.position === undefined ? list : term);

function createDefinitions(entry: Element, source: SourceFile, report: Report): readonly Element[] {
  const [lead, ...blocks] = groupBlocks(entry);
  const term = lead?.children.find((child) => !isBlank(child));
  if (lead === undefined || term?.type !== 'element' || term.tagName !== 'strong') {
    report(diagnostic('glossary-entry-broken', {}, locationOf(source, entry)));
    return [createElement('dd', entry.children)];
  }
  const after = lead.children.slice(lead.children.indexOf(term) + 1);
  const words = after.map((word, index) => (index === 0 ? mapText(word, removeLeadingColon) : word));
  const first = blocks.length === 0 ? words : [createElement('p', words)];
  const last = term.children.length - 1;
  const name = createElement(
    'dfn',
    term.children.map((word, index) => (index === last ? mapText(word, removeTrailingColon) : word)),
  );
  const place = entry.position && { position: entry.position };
  return [{ ...createElement('dt', [name]), ...place }, createElement('dd', [...first, ...blocks])];
}

/** Groups the content of an entry into blocks. Text of a tight list, which has no paragraph, becomes one. */
function groupBlocks({ children }: Element): readonly Element[] {
  const blocks: Element[] = [];
  for (const child of children) {
    const isBlock =
      child.type === 'element' && /^(?:p|ul|ol|dl|pre|table|blockquote|figure|div)$/.test(child.tagName);
    if (isBlock) blocks.push(child);
    else if (!isBlank(child) || blocks.at(-1)?.tagName === LOOSE) {
      if (blocks.at(-1)?.tagName !== LOOSE) blocks.push(createElement(LOOSE, []));
      blocks.at(-1)?.children.push(child);
    }
  }
  return blocks.map((block) => (block.tagName === LOOSE ? { ...block, tagName: 'p' } : block));
}

/** Internal tag name for inline content outside a block. */
const LOOSE = 'loose';

function mapText(word: ElementContent, change: (text: string) => string): ElementContent {
  return word.type === 'text' ? { ...word, value: change(word.value) } : word;
}

const removeLeadingColon = (text: string): string => text.replace(/^\s*[:\uFF1A]?\s*/, '');

function removeTrailingColon(text: string): string {
  const written = text.trimEnd();
  return /[:\uFF1A]$/.test(written) ? written.slice(0, -1).trimEnd() : text;
}

const isBlank = (node: ElementContent): boolean => node.type === 'text' && node.value.trim() === '';

const createElement = (tagName: string, children: ElementContent[]): Element => ({
  type: 'element',
  tagName,
  properties: {},
  children,
});
