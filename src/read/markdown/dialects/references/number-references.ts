/**
 * Reads references by number: `@fig-gate`, `@Fig-gate`, `[Fig. @fig-gate]`, `[-@fig-gate]`, `[@fig-one; @fig-two]`
 * (https://quarto.org/docs/authoring/cross-references.html), with a colon as in pandoc-crossref, and `\@ref(fig:gate)`
 * (https://bookdown.org/yihui/bookdown/cross-references.html).
 */
import type { Link, Parents, PhrasingContent, RootContent, Text } from 'mdast';
import {
  LABEL_PATTERN,
  type NumberReference,
  type ReferencedItem,
} from '../../../../core/tree/number-reference.ts';
import { visit } from '../../../../lib/html/visit.ts';
import { decodeUrl } from '../../../../lib/text/url.ts';
import type { DialectSyntax } from '../dialect.ts';
import { replaceInTexts } from '../inline-texts.ts';

const AT = `@(?<label>${LABEL_PATTERN})`;

/** One reference in brackets, with words before it and after it. */
const ITEM = new RegExp(`^(?<words>[^@]*?)(?<sign>-?)${AT}(?<suffix>(?:,|\\s)[^@]*)?$`, 'iu');

/** References in brackets; a reference alone; that of bookdown, whose `@` is escaped. */
const REFERENCE = new RegExp(
  [
    `\\[(?=[^\\[\\]@\\n]{0,200}@${LABEL_PATTERN})(?<items>[^\\[\\]\\n]{1,1000})\\]`,
    `(?<![\\p{L}\\p{N}_@/.])@(?<alone>${LABEL_PATTERN})`,
    '\\0ref\\((?<target>[\\p{L}\\p{N}_][\\p{L}\\p{N}_.:-]*)\\)',
  ].join('|'),
  'giu',
);

export const numberReferences: DialectSyntax = {
  transform: (tree, source) => {
    replaceInTexts(tree, source, REFERENCE, (match, place) => {
      const items = readItems(match.groups ?? {});
      return items && [buildReference(items, match[0].replace('\0', '@'), place)];
    });
    visit(tree, 'link', fillLink);
  },
};

/** Makes a reference of a link without words to a place in this file: `[](#id)`. */
function fillLink(link: Link, index: number | undefined, parent: Parents | undefined): void {
  const [, label] = /^#(.+)$/.exec(link.url) ?? [];
  const isEmpty = link.children.every((child) => child.type === 'text' && child.value.trim() === '');
  if (!isEmpty || label === undefined || parent === undefined || index === undefined) return;
  const place = link.position && { position: link.position };
  const children: RootContent[] = parent.children;
  children[index] = buildReference([{ label: decodeUrl(label), form: 'title' }], `[](${link.url})`, {
    ...place,
  });
}

/** Builds the node of a reference. */
export const buildReference = (
  items: readonly ReferencedItem[],
  written: string,
  place: Pick<Text, 'position'>,
): PhrasingContent & NumberReference => ({ type: 'numberReference', items, written, ...place });

function readItems({
  items,
  alone,
  target,
}: Partial<Record<string, string>>): readonly ReferencedItem[] | undefined {
  if (alone !== undefined) return [{ label: withSmallLetter(alone), form: 'name' }];
  if (target !== undefined) return [{ label: target, form: 'number' }];
  const read = (items ?? '').split(';').map((item) => readItem(item.trim()));
  return read.every((item) => item !== undefined) ? read : undefined;
}

/** @returns `undefined` for what is not a reference, because then the whole bracket is text */
function readItem(item: string): ReferencedItem | undefined {
  const { words = '', sign, label, suffix = '' } = ITEM.exec(item)?.groups ?? {};
  if (label === undefined) return undefined;
  return {
    label: withSmallLetter(label),
    form: sign === '-' ? 'number' : 'name',
    ...(words.trim() !== '' && { words: words.trim() }),
    ...(suffix.trim() !== '' && { suffix: suffix.trimEnd() }),
  };
}

/** Returns the label: the capital of `@Fig-gate` is that of the word. */
const withSmallLetter = (label: string): string => label.charAt(0).toLowerCase() + label.slice(1);
