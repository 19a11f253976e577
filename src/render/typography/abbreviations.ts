/**
 * Prints the meaning of an abbreviation in brackets after its first use, because a title cannot be seen on paper, and most
 * reading systems do not show one. A text that says the meaning anywhere needs none.
 */
import type { Element, ElementContent, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { hasClass } from '../../lib/html/classes.ts';
import { punctuateText } from './punctuation.ts';

/** A use of an abbreviation. */
interface Use {
  readonly parent: Element | Root;
  readonly abbreviation: Element;
  readonly language: string;
  /** 0 in the text, 1 in a table or a caption, 2 in a heading, where a meaning is printed only if there is no other use. */
  readonly rank: number;
}

/** The text that is searched for meanings, and its language. */
export interface AbbreviatedText {
  readonly body: Root;
  readonly language: string;
}

/** Changes the trees of a book or a handout in place. They are in its order. */
export function expandAbbreviations(texts: readonly AbbreviatedText[]): void {
  const uses = new Map<string, Use>();
  for (const { body, language } of texts) collectUses(body, { language, rank: 0 }, uses);
  if (uses.size === 0) return;
  const written = wordsOf(texts.map(({ body }) => textOf(body)).join(' '));
  for (const use of uses.values()) {
    const meaning = wordsOf(titleOf(use.abbreviation));
    if (!written.includes(WITHOUT_SPACES.test(meaning) ? meaning.trim() : meaning)) insertMeaning(use);
  }
}

/** Scripts that have no spaces between words. */
const WITHOUT_SPACES =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

const LITERAL = /^(?:code|kbd|math|pre|samp|svg|var)$/;

/** Collects the best use of each abbreviation with each meaning: the first one of the lowest rank. */
function collectUses(
  parent: Element | Root,
  around: Pick<Use, 'language' | 'rank'>,
  uses: Map<string, Use>,
): void {
  for (const child of parent.children) {
    if (child.type !== 'element' || LITERAL.test(child.tagName)) continue;
    const rank = Math.max(around.rank, rankOf(child));
    const { lang } = child.properties;
    const language = typeof lang === 'string' && lang !== '' ? lang : around.language;
    if (child.tagName === 'abbr' && hasMeaning(child)) {
      const key = `${textOf(child)}\n${titleOf(child)}`;
      const known = uses.get(key);
      if (known === undefined || rank < known.rank)
        uses.set(key, { parent, abbreviation: child, language, rank });
    }
    collectUses(child, { language, rank }, uses);
  }
}

const IN_HEADING = /^(?:h[1-6]|summary)$/;
const IN_TABLE = /^(?:caption|dt|figcaption|table)$/;

function rankOf(element: Element): number {
  if (IN_HEADING.test(element.tagName) || hasClass(element, 'box-title')) return 2;
  return IN_TABLE.test(element.tagName) ? 1 : 0;
}

/** Returns the meaning of an abbreviation; an empty text if it has none. */
export const titleOf = ({ properties: { title } }: Element): string =>
  typeof title === 'string' ? title.trim() : '';

/** Returns whether the title has words that the abbreviation itself does not have. */
export const hasMeaning = (abbreviation: Element): boolean => {
  const words = wordsOf(titleOf(abbreviation));
  return words.trim() !== '' && words !== wordsOf(textOf(abbreviation));
};

/** Returns the words of a text in lowercase, each between two spaces. */
const wordsOf = (text: string): string =>
  ` ${
    text
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu)
      ?.join(' ') ?? ''
  } `;

/** Inserts the meaning; after a comma if the abbreviation is alone in brackets: `(WHO)`. */
function insertMeaning({ parent, abbreviation, language }: Use): void {
  const meaning = punctuateText(titleOf(abbreviation), language);
  const children: ElementContent[] = parent.children as ElementContent[];
  const index = children.indexOf(abbreviation);
  const [before, after] = [children[index - 1], children[index + 1]];
  const isInBrackets = endsWith(before, /[(（]$/u) && endsWith(after, /^[)）]/u);
  const isChinese = /^(?:zh|ja|yue)\b/i.test(language);
  const [open, close] = isInBrackets ? [isChinese ? '，' : ', ', ''] : isChinese ? ['（', '）'] : [' (', ')'];
  children.splice(index + 1, 0, { type: 'text', value: open + meaning + close });
}

const endsWith = (node: ElementContent | undefined, pattern: RegExp): boolean =>
  node?.type === 'text' && pattern.test(node.value);
