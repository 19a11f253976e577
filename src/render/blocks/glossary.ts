/** Transforms the list in `:::glossary` to a definition list. Each entry starts with its term in bold. */
import { slug } from 'github-slugger';
import type { Element, ElementContent, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import type { Report } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { SourceFile } from '../../core/source-location.ts';
import { locationOf } from '../../core/source-location.ts';
import { hasClass } from '../../lib/html/classes.ts';
import { visit } from '../../lib/html/visit.ts';

/**
 * Transforms a chapter in place. A term's id is `term-` and the slug of its text, so that a text can link to
 * it: `[aura](#term-aura)`. Diagnostic: `glossary-entry-broken`.
 */
export function transformGlossaries(tree: Root, source: SourceFile, report: Report): void {
  visit(tree, 'element', (glossary) => {
    if (!hasClass(glossary, 'glossary')) return;
    glossary.children = glossary.children.map((child) =>
      child.type === 'element' && (child.tagName === 'ul' || child.tagName === 'ol')
        ? createDefinitionList(child, source, report)
        : child,
    );
  });
}

function createDefinitionList(list: Element, source: SourceFile, report: Report): Element {
  const entries = list.children.filter((child) => child.type === 'element' && child.tagName === 'li');
  return {
    ...list,
    tagName: 'dl',
    properties: {},
    children: entries.flatMap((entry) =>
      entry.type === 'element' ? createDefinitions(entry, source, report) : [],
    ),
  };
}

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
  const id = `term-${slug(textOf(name).trim())}`;
  return [{ ...createElement('dt', [name]), properties: { id } }, createElement('dd', [...first, ...blocks])];
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
