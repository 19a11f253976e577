/** Replaces words in brackets, with all that is between the brackets. */
import type { PhrasingContent, Text } from 'mdast';
import { type InlineContent, type InlineText, spanOf } from './inline-texts.ts';

/** A bracket, with the marks of it. */
export interface Bracket {
  readonly type: 'bracket';
  readonly text: Text;
  /** Whether it follows a word or another sign. */
  readonly isAttached: boolean;
}
type Part = PhrasingContent | Bracket;

/** Builds what words in brackets become; `undefined` to leave them as they are. */
export type BuildWords = (
  opening: Bracket,
  words: PhrasingContent[],
  closing: Bracket,
) => readonly PhrasingContent[] | undefined;

/**
 * Pairs the brackets, inner ones first.
 * @param pattern matches every bracket, with its marks
 * @returns `undefined` if nothing was replaced
 */
export function replaceBrackets(
  { children, texts }: InlineContent,
  pattern: RegExp,
  build: BuildWords,
): PhrasingContent[] | undefined {
  const parts = children.flatMap((child, index) => {
    const text = texts.get(child);
    return text === undefined ? [child] : cutAtBrackets(text, pattern, index === 0);
  });
  const built: PhrasingContent[] = [];
  const open: { readonly bracket: Bracket; readonly at: number }[] = [];
  let isReplaced = false;
  for (const part of parts) {
    built.push(part.type === 'bracket' ? part.text : part);
    if (part.type !== 'bracket') continue;
    if (!/^[\]}]/.test(part.text.value)) open.push({ bracket: part, at: built.length - 1 });
    else {
      const { bracket, at = 0 } = open.pop() ?? {};
      const nodes = bracket && build(bracket, joinTexts(built.slice(at + 1, -1)), part);
      if (nodes === undefined) continue;
      built.splice(at, built.length - at, ...nodes);
      isReplaced = true;
    }
  }
  return isReplaced ? joinTexts(built) : undefined;
}

function cutAtBrackets({ masked, slice }: InlineText, pattern: RegExp, isFirst: boolean): Part[] {
  const parts: Part[] = [];
  let done = 0;
  for (const { 0: written, index } of masked.matchAll(pattern)) {
    if (index > done) parts.push(slice(done, index));
    done = index + written.length;
    const isAttached = index === 0 ? !isFirst : /\S/.test(masked.charAt(index - 1));
    parts.push({ type: 'bracket', text: slice(index, done), isAttached });
  }
  if (done < masked.length) parts.push(slice(done, masked.length));
  return parts;
}

/** Joins texts that were cut at brackets, where nothing was left out between them. */
export function joinTexts(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  const joined: PhrasingContent[] = [];
  for (const node of nodes) {
    const last = joined.at(-1);
    if (node.type !== 'text' || last?.type !== 'text' || !isAdjacent(last, node)) joined.push(node);
    else joined[joined.length - 1] = { type: 'text', value: last.value + node.value, ...spanOf(last, node) };
  }
  return joined;
}

const isAdjacent = (first: Text, second: Text): boolean =>
  first.position?.end.offset === second.position?.start.offset;
