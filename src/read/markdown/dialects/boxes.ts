/** Builds our boxes from those of other programs. */
import type { BlockContent, DefinitionContent, Paragraph, PhrasingContent } from 'mdast';
import type { ContainerDirective } from 'mdast-util-directive';
import type { Position } from 'unist';

declare module 'mdast-util-directive' {
  interface ContainerDirectiveData {
    /** Whether it was written as a box of another program, which does not end with `:::`. */
    isForeign?: boolean;
    /** Whether it has no title, not even that of its kind. */
    isUntitled?: boolean;
  }
}

declare module 'mdast' {
  interface ParagraphData {
    /** Whether the title of a box is its English name in another program. */
    isBoxName?: boolean;
  }
}

/** Names of boxes in other programs, in lower case, and ours. */
const BOX_NAMES: ReadonlyMap<string, string> = new Map([
  ...['note', 'info', 'abstract', 'quote', 'cite', 'see-also'].map((name) => [name, 'note'] as const),
  ...['question', 'help', 'faq', 'example', 'bug', 'definition'].map((name) => [name, 'note'] as const),
  ...['tip', 'hint', 'success', 'check', 'done', 'todo'].map((name) => [name, 'note'] as const),
  ...['summary', 'tldr', 'important'].map((name) => [name, 'note'] as const),
  ...['warning', 'caution', 'attention', 'failure', 'fail', 'missing'].map(
    (name) => [name, 'warning'] as const,
  ),
  ...['danger', 'error'].map((name) => [name, 'warning'] as const),
  ...['key-points', 'urgent', 'action'].map((name) => [name, name] as const),
]);

/** Returns the name of our box; `note` for a name that no program has. */
export const findBoxName = (name: string): string => BOX_NAMES.get(name.toLowerCase()) ?? 'note';

/** Returns whether a program has boxes of this name. */
export const isBoxName = (name: string): boolean => BOX_NAMES.has(name.toLowerCase());

/** What a box consists of. */
export interface BoxParts {
  readonly name: string;
  readonly id?: string | undefined;
  /** Without it, the box has its name as a title; with an empty one, none. */
  readonly title?: readonly PhrasingContent[] | undefined;
  readonly children: readonly (BlockContent | DefinitionContent)[];
  readonly position?: Position | undefined;
}

/** Builds the box as `:::name[title]` gives it. */
export function buildBox({ name, id, title, children, position }: BoxParts): ContainerDirective {
  const box = findBoxName(name);
  const isNamed = title === undefined && box !== name.toLowerCase();
  const words = isNamed ? [{ type: 'text' as const, value: capitalize(name) }] : (title ?? []);
  const label: Paragraph = {
    type: 'paragraph',
    data: { directiveLabel: true, ...(isNamed && { isBoxName: true }) },
    children: [...words],
  };
  return {
    type: 'containerDirective',
    name: box,
    ...(id !== undefined && { attributes: { id } }),
    data: { isForeign: true, ...(title?.length === 0 && { isUntitled: true }) },
    children: [...(words.length > 0 ? [label] : []), ...children],
    ...(position && { position }),
  };
}

const capitalize = (name: string): string =>
  `${name.slice(0, 1).toUpperCase()}${name.slice(1).toLowerCase()}`;
