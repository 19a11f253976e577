/** `:::glossary` around a list → a list of definitions: the term that an entry begins with in bold, and what it means. */

import { slug } from 'github-slugger';
import type { Element, ElementContent, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import type { Report } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Source } from '../../core/source-location.ts';
import { placeOf } from '../../core/source-location.ts';
import { visit } from '../../lib/html/visit.ts';
import { hasClass } from '../html/classes.ts';

/**
 * Changes a chapter in place. A term's id is `term-` and its words, so that a text can lead to it: `[aura](#term-aura)`.
 * Diagnostic: `glossary-entry-broken`.
 */
export function shapeGlossaries(tree: Root, source: Source, report: Report): void {
  visit(tree, 'element', (glossary) => {
    if (!hasClass(glossary, 'glossary')) return;
    glossary.children = glossary.children.map((child) =>
      child.type === 'element' && (child.tagName === 'ul' || child.tagName === 'ol')
        ? definitions(child, source, report)
        : child,
    );
  });
}

function definitions(list: Element, source: Source, report: Report): Element {
  const entries = list.children.filter((child) => child.type === 'element' && child.tagName === 'li');
  return {
    ...list,
    tagName: 'dl',
    properties: {},
    children: entries.flatMap((entry) => (entry.type === 'element' ? definition(entry, source, report) : [])),
  };
}

function definition(entry: Element, source: Source, report: Report): readonly Element[] {
  const [lead, ...blocks] = blocksOf(entry);
  const term = lead?.children.find((child) => !isBlank(child));
  if (lead === undefined || term?.type !== 'element' || term.tagName !== 'strong') {
    report(diagnostic('glossary-entry-broken', {}, placeOf(source, entry)));
    return [element('dd', entry.children)];
  }
  const after = lead.children.slice(lead.children.indexOf(term) + 1);
  const words = after.map((word, index) => (index === 0 ? changed(word, withoutFirstColon) : word));
  const first = blocks.length === 0 ? words : [element('p', words)];
  const last = term.children.length - 1;
  const name = element(
    'dfn',
    term.children.map((word, index) => (index === last ? changed(word, withoutLastColon) : word)),
  );
  const id = `term-${slug(textOf(name).trim())}`;
  return [{ ...element('dt', [name]), properties: { id } }, element('dd', [...first, ...blocks])];
}

/** An entry as blocks: that of a tight list has no paragraph around its words. */
function blocksOf({ children }: Element): readonly Element[] {
  const blocks: Element[] = [];
  for (const child of children) {
    const isBlock =
      child.type === 'element' && /^(?:p|ul|ol|dl|pre|table|blockquote|figure|div)$/.test(child.tagName);
    if (isBlock) blocks.push(child);
    else if (!isBlank(child) || blocks.at(-1)?.tagName === LOOSE) {
      if (blocks.at(-1)?.tagName !== LOOSE) blocks.push(element(LOOSE, []));
      blocks.at(-1)?.children.push(child);
    }
  }
  return blocks.map((block) => (block.tagName === LOOSE ? { ...block, tagName: 'p' } : block));
}

/** Words that no block is around; never seen outside. */
const LOOSE = 'loose';

function changed(word: ElementContent, change: (text: string) => string): ElementContent {
  return word.type === 'text' ? { ...word, value: change(word.value) } : word;
}

const withoutFirstColon = (text: string): string => text.replace(/^\s*[:\uFF1A]?\s*/, '');

function withoutLastColon(text: string): string {
  const written = text.trimEnd();
  return /[:\uFF1A]$/.test(written) ? written.slice(0, -1).trimEnd() : text;
}

const isBlank = (node: ElementContent): boolean => node.type === 'text' && node.value.trim() === '';

const element = (tagName: string, children: ElementContent[]): Element => ({
  type: 'element',
  tagName,
  properties: {},
  children,
});
