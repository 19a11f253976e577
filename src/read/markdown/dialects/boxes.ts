/** Builds our boxes from those of other programs. */
import type { BlockContent, DefinitionContent, Paragraph, PhrasingContent } from 'mdast';
import type { ContainerDirective } from 'mdast-util-directive';
import type { Position } from 'unist';

declare module 'mdast-util-directive' {
  interface ContainerDirectiveData {
    /** Whether it was written as a box of another program, which does not end with `:::`. */
    isForeign?: boolean;
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
  /** Without it, the box has its name as a title. */
  readonly title?: readonly PhrasingContent[];
  readonly children: readonly (BlockContent | DefinitionContent)[];
  readonly position?: Position | undefined;
}

/** Builds the box as `:::name[title]` gives it. */
export function buildBox({ name, title, children, position }: BoxParts): ContainerDirective {
  const box = findBoxName(name);
  // The title of our box is a word of the publication's language.
  const words =
    title ?? (box === name.toLowerCase() ? undefined : [{ type: 'text' as const, value: capitalize(name) }]);
  const label: Paragraph | undefined = words && {
    type: 'paragraph',
    data: { directiveLabel: true },
    children: [...words],
  };
  return {
    type: 'containerDirective',
    name: box,
    data: { isForeign: true },
    children: [...(label ? [label] : []), ...children],
    ...(position && { position }),
  };
}

const capitalize = (name: string): string =>
  `${name.slice(0, 1).toUpperCase()}${name.slice(1).toLowerCase()}`;
