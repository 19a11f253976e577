/**
 * Builds side notes: `[words]{.aside}` and `\marginpar{words}` within a paragraph become a block after it, which print sets beside
 * it where the page is wide enough. https://quarto.org/docs/authoring/article-layout.html#asides
 */
import type { Blockquote, Emphasis, Paragraph, PhrasingContent, Root, RootContent } from 'mdast';
import type { Position } from 'unist';
import { diagnostic, type Report } from '../../../../core/diagnostics/diagnostic.ts';
import { locationOf, type SourceFile } from '../../../../core/source-location.ts';
import { SIDE_NOTE_CLASS } from '../../../../core/tree/side-note-class.ts';
import { visit } from '../../../../lib/html/visit.ts';

/** Classes and names of containers in Quarto, Tufte's styles and MyST. */
export const SIDE_NOTE_NAMES: ReadonlySet<string> = new Set(
  'column-margin aside margin marginnote margin-note sidenote side-note sidebar'.split(' '),
);

interface Place {
  readonly position?: Position | undefined;
}
type Properties = Readonly<Record<string, string>>;

/** Builds a side note of blocks. */
export function buildSideNote(
  children: Blockquote['children'],
  { position }: Place,
  properties: Properties = {},
): Blockquote {
  return {
    type: 'blockquote',
    data: { hName: 'aside', hProperties: { ...properties, role: 'note', className: [SIDE_NOTE_CLASS] } },
    children,
    ...(position && { position }),
  };
}

/** Builds a side note within a paragraph, until {@link liftSideNotes} moves it. */
export function buildInlineNote(
  children: readonly PhrasingContent[],
  { position }: Place,
  properties: Properties = {},
): Emphasis {
  const data = { hName: SIDE_NOTE_CLASS, hProperties: { ...properties } };
  return { type: 'emphasis', data, children: [...children], ...(position && { position }) };
}

const isInlineNote = (node: RootContent): node is Emphasis =>
  node.type === 'emphasis' && node.data?.hName === SIDE_NOTE_CLASS;

/**
 * Moves the side notes in paragraphs behind these. In a heading, a cell or another place without a margin, their words stay where
 * they are. Diagnostic: `side-note-unfit`.
 */
export function liftSideNotes(tree: Root, source: SourceFile, report: Report): void {
  visit(tree, 'paragraph', (paragraph, index, parent) => {
    const notes = paragraph.children.filter(isInlineNote);
    if (notes.length === 0 || index === undefined || parent === undefined) return undefined;
    paragraph.children = joinSpaces(paragraph.children.filter((child) => !isInlineNote(child)));
    const siblings: RootContent[] = parent.children;
    const isAlone = paragraph.children.every((child) => child.type === 'text' && child.value.trim() === '');
    const lifted = notes.map(buildLifted);
    siblings.splice(index, 1, ...(isAlone ? lifted : [paragraph, ...lifted]));
    // Goes on with the notes, which may have notes of their own.
    return index + (isAlone ? 0 : 1);
  });
  visit(tree, 'emphasis', (node) => {
    if (!isInlineNote(node)) return;
    report(diagnostic('side-note-unfit', {}, locationOf(source, node)));
    node.data = { hName: 'span', hProperties: node.data?.hProperties ?? {} };
  });
}

function buildLifted({ data, children, position }: Emphasis): Blockquote {
  const paragraph: Paragraph = { type: 'paragraph', children, ...(position && { position }) };
  const properties = (data?.hProperties ?? {}) as Properties;
  return buildSideNote([paragraph], { position }, properties);
}

/** Removes the second of two spaces, between which a note was. */
function joinSpaces(children: readonly PhrasingContent[]): PhrasingContent[] {
  return children.map((child, index) => {
    const before = children[index - 1];
    const isDoubled = child.type === 'text' && before?.type === 'text' && /\s$/.test(before.value);
    return isDoubled ? { ...child, value: child.value.replace(/^[ \t]+/, '') } : child;
  });
}
