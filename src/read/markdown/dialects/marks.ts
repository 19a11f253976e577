/**
 * Reads `==marked==`, `x^2^` and `H~2~O`: https://pandoc.org/MANUAL.html#superscripts-and-subscripts,
 * https://help.obsidian.md/syntax. Only a sign after a letter, a digit or a bracket raises or lowers, so that
 * `~5 mg` and `2^10` stay.
 */
import type { Emphasis, PhrasingContent, Root, Text } from 'mdast';
import type { SourceFile } from '../../../core/source-location.ts';
import type { DialectSyntax } from './dialect.ts';
import { changeInlineContent, type InlineText, replaceInText, spanOf } from './inline-texts.ts';

/**
 * What is raised or lowered. Letters of scripts without spaces are not, because `10~20毫克~` is a range; of
 * `2^10^3` and `5~10~20` nothing is.
 */
const RAISED_OR_LOWERED =
  /(?<=[\p{L}\p{N}\p{M})\]}])(?:~[\p{Script=Latin}\p{Script=Greek}\p{Nd}+−–*′'.,()-]{1,30}~(?![~\d])|\^[\p{Script=Latin}\p{Script=Greek}\p{Nd}+−–*′'.,()-]{1,30}\^(?!\d))/gu;

/** A sum before a letter: `x^2+y^n`. */
const SUM = /[\p{L}\p{Nd})][+−*-][\p{L}\p{Nd}(]/u;
const LETTER = /^\p{L}/u;

const EQUAL_SIGNS = /(?<![=\0])==(?!=)/g;
/** What may be before and after marked words. A letter may not, so that `a==b` stays a comparison. */
const BEFORE = /^[^\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Nd})\]}=!<>]?$/u;
const AFTER = /^[^\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Nd}([{=]?$/u;

export const marks: DialectSyntax = {
  transform: (tree, source) => {
    raiseAndLower(tree, source);
    mark(tree, source);
  },
};

function raiseAndLower(tree: Root, source: SourceFile): void {
  changeInlineContent(tree, source, ({ children, texts }) => {
    const changed = children.flatMap((child) => {
      const text = texts.get(child);
      const parts = text && replaceInText(text, RAISED_OR_LOWERED, (match) => buildScript(match, text));
      return parts ?? [child];
    });
    return changed.length > children.length || changed.some((child, index) => child !== children[index])
      ? changed
      : undefined;
  });
}

function buildScript(match: RegExpExecArray, text: InlineText): readonly PhrasingContent[] | undefined {
  const [written] = match;
  const [start, end] = [match.index, match.index + written.length];
  if (LETTER.test(match.input.slice(end)) && SUM.test(written)) return undefined;
  const words = text.slice(start + 1, end - 1);
  const { position } = text.slice(start, end);
  return [build(written.startsWith('~') ? 'sub' : 'sup', [words], position && { position })];
}

const build = (
  hName: 'mark' | 'sub' | 'sup',
  children: PhrasingContent[],
  place: Pick<Emphasis, 'position'> = {},
): Emphasis => ({ type: 'emphasis', data: { hName }, children, ...place });

/** Two equal signs, and whether marked words may begin and end there. */
interface Signs {
  readonly type: 'signs';
  readonly text: Text;
  readonly opens: boolean;
  readonly closes: boolean;
}

function mark(tree: Root, source: SourceFile): void {
  changeInlineContent(tree, source, ({ children, texts }) => {
    const parts = children.flatMap((child) => {
      const text = texts.get(child);
      return text === undefined ? [child] : cutAtSigns(child, text);
    });
    const paired = pairSigns(parts);
    return paired.length < parts.length ? paired : undefined;
  });
}

function cutAtSigns(node: PhrasingContent, { masked, slice }: InlineText): (PhrasingContent | Signs)[] {
  const parts: (PhrasingContent | Signs)[] = [];
  let done = 0;
  for (const { index } of masked.matchAll(EQUAL_SIGNS)) {
    const [before, after] = [masked.slice(0, index).at(-1) ?? '', masked.charAt(index + 2)];
    const opens = BEFORE.test(before) && !/^\s/.test(after);
    const closes = AFTER.test(after) && !/\s$/.test(before);
    if (!opens && !closes) continue;
    if (index > done) parts.push(slice(done, index));
    done = index + 2;
    parts.push({ type: 'signs', text: slice(index, done), opens, closes });
  }
  if (done === 0) return [node];
  if (done < masked.length) parts.push(slice(done, masked.length));
  return parts;
}

/** Makes marked words of what is between two signs. A sign alone stays text. */
function pairSigns(parts: readonly (PhrasingContent | Signs)[]): PhrasingContent[] {
  const paired: PhrasingContent[] = [];
  let open: { readonly text: Text; readonly at: number } | undefined;
  for (const part of parts) {
    if (part.type !== 'signs') paired.push(part);
    else if (open !== undefined && part.closes && paired.length > open.at + 1) {
      const [first, ...words] = paired.splice(open.at);
      paired.push(build('mark', words, spanOf(first ?? open.text, part.text)));
      open = undefined;
    } else {
      if (part.opens) open = { text: part.text, at: paired.length };
      paired.push(part.text);
    }
  }
  return paired;
}
