/**
 * Maps `:::` containers of Markdown to HTML elements: boxes, glossaries, and figures and tables with
 * captions.
 */
import type { Link, Paragraph, ParagraphData, Root, Text } from 'mdast';
import type { ContainerDirective } from 'mdast-util-directive';
import type {} from 'mdast-util-to-hast';
import { toString as textOf } from 'mdast-util-to-string';
import type { Report } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Terms } from '../../core/model/design.ts';
import type { SourceFile } from '../../core/source-location.ts';
import { locationAt, locationOf } from '../../core/source-location.ts';
import { termAttributes } from '../../core/term-language.ts';
import { isLabel } from '../../core/tree/number-reference.ts';
import { visit } from '../../lib/html/visit.ts';
import { suggestName } from '../../lib/text/nearest.ts';
import { checkCaptionOptions } from './caption-options.ts';
import { LAYOUT_NAMES, transformLayout } from './layouts.ts';
import { readTableProperties } from './table-settings.ts';
import { formatValues } from './table-values.ts';

/** The class of a box whose author gave it a label, until it is numbered. */
export const NUMBERED_BOX = 'numbered-box';

/** Names of boxes. */
const BOX_NAMES = ['key-points', 'urgent', 'action', 'note', 'warning'] as const;
const CAPTIONED_NAMES = ['figure', 'table'];
/** Nodes that are tables: of GFM, and of other programs. */
const TABLES: ReadonlySet<string> = new Set(['table', 'tablePart']);
const IMAGES: ReadonlySet<string> = new Set(['image', 'imageReference']);
const GLOSSARY_NAME = 'glossary';
const KNOWN_NAMES: readonly string[] = [...BOX_NAMES, ...CAPTIONED_NAMES, GLOSSARY_NAME, ...LAYOUT_NAMES];

/** Boxes with the role `doc-notice` of DPUB-ARIA 1.1, because readers must not miss them. */
const NOTICES: readonly string[] = ['urgent', 'warning'];

/** Words of the publication, and the language of the chapter (BCP 47). */
export interface BoxWords {
  readonly terms: Terms;
  readonly language: string;
}

/**
 * Transforms the containers of a chapter in place. Diagnostics: `box-unknown`, `box-unclosed`,
 * `box-line-broken`, `caption-alone`, `table-option-wrong`, `table-value-unformatted`, `layout-unfit`,
 * `layout-option-wrong`.
 */
export function transformBoxes(tree: Root, source: SourceFile, words: BoxWords, report: Report): void {
  const { terms } = words;
  for (const fault of tree.data?.faults ?? []) report(fault);
  checkBrokenBoxLines(tree, source, report);
  let count = 0;
  const landmarks = new LandmarkNames();
  visit(tree, 'containerDirective', (node, _, parent) => {
    checkBox(node, source, report);
    if (CAPTIONED_NAMES.includes(node.name)) transformCaptioned(node, source, words, report);
    else if (node.name === GLOSSARY_NAME) transformGlossary(node, terms, landmarks);
    else if (LAYOUT_NAMES.includes(node.name)) transformLayout(node, parent, source, report);
    else if (KNOWN_NAMES.includes(node.name)) {
      count += 1;
      transformBox(node, node.attributes?.id ?? `box-${count}`, terms, landmarks);
    }
  });
}

/**
 * Counts the names of landmarks. A section with a name is one, and a screen reader lists them by their names, so that no
 * two may have the same (rule `landmark-unique` of axe, for which a section with a name is one whatever its role is).
 */
class LandmarkNames {
  readonly #counts = new Map<string, number>();

  /** Returns how often the name has been given, this time included. */
  count(kind: 'box' | 'notice' | 'glossary', name: string): number {
    const key = `${kind} ${name.trim()}`;
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, count);
    return count;
  }
}

/** Reports lines of text that begin with `:::`, because their author intended a box. */
function checkBrokenBoxLines(tree: Root, source: SourceFile, report: Report): void {
  visit(tree, 'paragraph', ({ position, data }) => {
    if (position?.start.offset === undefined || data !== undefined) return;
    const written = source.text.slice(position.start.offset, position.end.offset);
    for (const { 0: line, index } of written.matchAll(/(?<=^[ \t>]*):{3,}.*$/gm)) {
      const location = locationAt(source, position.start.offset + index);
      report(diagnostic('box-line-broken', { written: line.trim() }, location));
    }
  });
}

function checkBox(node: ContainerDirective, source: SourceFile, report: Report): void {
  const { name } = node;
  const location = locationOf(source, node);
  if (!KNOWN_NAMES.includes(name)) {
    report(
      diagnostic('box-unknown', { name, known: KNOWN_NAMES, ...suggestName(name, KNOWN_NAMES) }, location),
    );
  }
  if (node.data?.isForeign) return;
  const written = source.text.slice(node.position?.start.offset, node.position?.end.offset);
  const lastLine = written.trimEnd().split('\n').at(-1) ?? '';
  if (!/^[\s>]*:{3,}\s*$/.test(lastLine)) report(diagnostic('box-unclosed', { name }, location));
}

function transformBox(node: ContainerDirective, id: string, terms: Terms, landmarks: LandmarkNames): void {
  const { name } = node;
  const title = node.data?.isUntitled ? undefined : createTitle(node, `${id}-title`, terms);
  const isNumbered = title !== undefined && isLabel(node.attributes?.id ?? '');
  const isNotice = NOTICES.includes(name);
  // A box with the title of an earlier one is no landmark; its title is read all the same.
  const kind = isNotice ? 'notice' : 'box';
  const isNamed = title !== undefined && landmarks.count(kind, textOf(title)) === 1;
  if (title !== undefined) node.children.unshift(title);
  node.data = {
    hName: 'section',
    hProperties: {
      id,
      className: ['box', `box-${name}`, ...(isNumbered ? [NUMBERED_BOX] : [])],
      ...(isNamed && { ariaLabelledBy: [`${id}-title`] }),
      ...(isNotice && { role: 'doc-notice' }),
    },
  };
}

/** Creates the title of a box: its label, or the word of the publication's language for its kind. */
function createTitle(node: ContainerDirective, id: string, terms: Terms): Paragraph {
  const { name } = node;
  const isEnglish = terms.language === 'en';
  const label = extractLabel(node, ({ isBoxName }) => isBoxName !== true || isEnglish);
  const title: Paragraph = label ?? {
    type: 'paragraph',
    children: [{ type: 'text', value: terms[name] ?? name }],
  };
  const language = label === undefined ? termAttributes(terms, name) : {};
  title.data = { hName: 'p', hProperties: { className: ['box-title'], id, ...language } };
  return title;
}

/** Transforms the container of a glossary; glossary.ts transforms its entries. */
function transformGlossary(node: ContainerDirective, terms: Terms, landmarks: LandmarkNames): void {
  const label = extractLabel(node);
  const name = label === undefined ? (terms.glossary ?? '') : textOf(label);
  const count = landmarks.count('glossary', name);
  const id = node.attributes?.id;
  node.data = {
    hName: 'section',
    hProperties: {
      ...(id && { id }),
      className: [GLOSSARY_NAME],
      role: 'doc-glossary',
      ariaLabel: count === 1 ? name : `${name} ${count}`,
    },
  };
}

/**
 * Transforms a container with a caption. Puts the label before the content; captions.ts turns it into the
 * caption.
 */
function transformCaptioned(
  node: ContainerDirective,
  source: SourceFile,
  { terms, language }: BoxWords,
  report: Report,
): void {
  const place = locationOf(source, node);
  const isTable = node.name === 'table';
  const { id, description, 'short-caption': short, src } = node.attributes ?? {};
  // What is wrong with data is reported where they are read.
  if (!hasCaptionedContent(node) && !(isTable && (src || node.data?.isReported))) {
    report(diagnostic('caption-alone', { name: node.name }, place));
  }
  checkCaptionOptions(node, report, place);
  if (isTable) formatValues(node, language, source, report);
  const label = extractLabel(node);
  if (label) {
    label.data = { hName: 'p', hProperties: { className: ['caption'] } };
    node.children.unshift(label);
  }
  if (node.name === 'figure' && description)
    node.children.push(createDescriptionLink(description, node, terms));
  node.data = {
    hName: 'div',
    hProperties: {
      className: [`captioned-${node.name}`],
      ...(id && { id }),
      ...(short && { dataShortCaption: short }),
      ...(isTable && readTableProperties(node, report, place)),
    },
  };
}

/** Creates the last line of a caption, which links to `{description="more.md#in-words"}`. */
function createDescriptionLink(url: string, { position }: ContainerDirective, terms: Terms): Paragraph {
  const where = position && { position };
  const words: Text = { type: 'text', value: terms.figureDescription ?? '' };
  const link: Link = { type: 'link', url, children: [words], ...where };
  link.data = {
    hProperties: {
      className: ['figure-description'],
      id: `description-${position?.start.line ?? 0}`,
      ...termAttributes(terms, 'figureDescription'),
    },
  };
  return { type: 'paragraph', children: [link], ...where };
}

/**
 * Returns whether a container has an image or table. Raw HTML counts as one, because it is not parsed yet.
 */
function hasCaptionedContent({ name, children }: ContainerDirective): boolean {
  const isImages = (block: (typeof children)[number]): boolean => {
    // Code can be what a figure shows, as that of a diagram.
    if (block.type === 'code') return true;
    if (block.type !== 'paragraph') return false;
    const parts = block.children.filter((child) => !(child.type === 'text' && child.value.trim() === ''));
    const isHtml = parts.length === 1 && parts[0]?.type === 'html';
    return isHtml || (parts.length > 0 && parts.every(({ type }) => IMAGES.has(type)));
  };
  return children.some(
    (block) => block.type === 'html' || (name === 'table' ? TABLES.has(block.type) : isImages(block)),
  );
}

/**
 * Removes the `[label]` of `:::name[label]` from the content and returns it.
 * @param isWanted returns whether a label is more than its box's name in another language
 */
function extractLabel(
  node: ContainerDirective,
  isWanted: (data: ParagraphData) => boolean = () => true,
): Paragraph | undefined {
  const [first] = node.children;
  if (first?.type !== 'paragraph' || first.data === undefined || !('directiveLabel' in first.data))
    return undefined;
  node.children.shift();
  if (!isWanted(first.data)) return undefined;
  return { type: 'paragraph', children: first.children, ...(first.position && { position: first.position }) };
}
