/**
 * Reads the codes of emoji that GitHub has, `:smile:`, as the characters:
 * https://docs.github.com/get-started/writing-on-github. A code that GitHub does not have stays.
 */
import { nameToEmoji } from 'gemoji';
import Slugger from 'github-slugger';
import type { Heading, Root } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { visit } from '../../../lib/html/visit.ts';
import { splitHeadingId } from '../../../lib/text/heading-id.ts';
import type { DialectSyntax } from './dialect.ts';
import { replaceInTexts } from './inline-texts.ts';

/** A code between spaces or signs, so that `10:30:45` and `a:b:c` stay. */
const CODE = /(?<![\p{L}\p{N}:]):([a-z\d+_-]{1,50}):(?![\p{L}\p{N}:])/gu;

export const emojiCodes: DialectSyntax = {
  transform: (tree, source) => {
    keepHeadingIds(tree);
    replaceInTexts(tree, source, CODE, ([, name = ''], place) => {
      const value = Object.hasOwn(nameToEmoji, name) ? nameToEmoji[name] : undefined;
      return value === undefined ? undefined : [{ type: 'text', value, ...place }];
    });
  },
};

/** Names the headings as GitHub does, where the name has the code: links in the text lead there. */
function keepHeadingIds(tree: Root): void {
  const slugger = new Slugger();
  visit(tree, 'heading', (heading: Heading) => {
    const words = textOf(heading);
    if (words.search(CODE) === -1 || splitHeadingId(words).id !== undefined) return;
    const id = slugger.slug(words);
    heading.data = { ...heading.data, hProperties: { ...heading.data?.hProperties, id } };
  });
}
