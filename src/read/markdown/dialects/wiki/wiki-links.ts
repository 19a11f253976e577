/**
 * Reads links and pictures of wikis: `[[page#heading|words]]`, `![[picture.png|200]]`, and leaves out the marks of blocks,
 * `^mark`: https://help.obsidian.md/links, https://help.obsidian.md/embeds. Which file a name means is found
 * when all files are known.
 */
import type { Image, Link, Paragraph, PhrasingContent, Root, Text } from 'mdast';
import type { SourceFile } from '../../../../core/source-location.ts';
import { WIKI_MARK } from '../../../../core/tree/wiki-mark.ts';
import { visit } from '../../../../lib/html/visit.ts';
import { isMarkdownFile, stripMarkdownExtension } from '../../../../lib/text/markdown-file.ts';
import { encodePath } from '../../../../lib/text/url.ts';
import { MarkupFindings } from '../../markup-findings.ts';
import { replaceBrackets } from '../brackets.ts';
import type { DialectSyntax } from '../dialect.ts';
import { changeInlineContent, removeEmptyParagraphs, spanOf } from '../inline-texts.ts';
import { offsetsOf, sliceText } from '../slice-text.ts';

const BRACKETS = /!?\[\[|\]\]/g;

/** A name of a page or a file: no `[[1]]`, `[[ -f x ]]` or rows of numbers. */
const NAME = /^(?:[\p{L}\p{Extended_Pictographic}#]|\d{4}-\d\d|\d+[ ._-]+\p{L}|\.{0,2}\/)[^[\]{}<>"\n]*$/u;
/** A link that no one writes without a wiki. In a file without one, `[[x]]` is text. */
const CLEAR = /!?\[\[[^[\]\n]{0,300}[#|][^[\]\n]{0,300}\]\]|!\[\[|\[\[\p{L}[^[\]\n]{1,300}\]\]/u;

const PICTURE = /\.(?:png|jpe?g|gif|webp|svg|avif|bmp|tiff?)$/i;
const SIZE = /^(\d{1,4})(?:x(\d{1,4}))?$/;
const PLACEMENT = /^(?:left|right|center|inline|inl[lr])$/;

/** A mark at the end of a block; at least two characters, so that `x ^n` stays. */
const BLOCK_MARK = /(?:^|[ \t\n])\^([A-Za-z][\w-]+|(?=\d*[a-f])[\da-f]{6})$/;

export const wikiLinks: DialectSyntax = {
  transform: (tree, source, report) => {
    const findings = new MarkupFindings(source);
    const isClear = CLEAR.test(source.text);
    changeInlineContent(tree, source, (content) => {
      if (content.type === 'link' || content.type === 'linkReference') return undefined;
      if (![...content.texts.values()].some(({ masked }) => masked.includes('[['))) return undefined;
      return replaceBrackets(content, BRACKETS, (opening, words, closing) => {
        const name = readName(words, source);
        if (name === undefined || (name.target.length === 1 && !isClear)) return undefined;
        const place = spanOf(opening.text, closing.text);
        if (opening.text.value === '[[') return [buildLink(name, place)];
        if (PICTURE.test(name.target)) return [buildPicture(name, place)];
        findings.find('embed', `![[${name.target}]]`, place.position?.start.offset ?? 0);
        return isPage(name.target) ? [buildLink(name, place)] : name.words;
      });
    });
    nameBlocks(tree, source);
    findings.report('markup-left-out', report);
  },
};

/** What is between the brackets. */
interface WikiName {
  readonly target: string;
  readonly anchor: string;
  /** What is shown, without a label the name. */
  readonly words: readonly PhrasingContent[];
  readonly labels: readonly string[];
}

type Place = Pick<Text, 'position'>;

function readName(content: readonly PhrasingContent[], source: SourceFile): WikiName | undefined {
  const [first, ...rest] = content;
  if (first?.type !== 'text') return undefined;
  const bar = first.value.indexOf('|');
  const written = (bar === -1 ? first.value : first.value.slice(0, bar)).replace(/\\$/, '').trimEnd();
  if (!NAME.test(written) || (bar === -1 && rest.length > 0)) return undefined;
  const [target = '', ...headings] = written.split('#').map((part) => part.trim());
  const shown = [stripMarkdownExtension(target), ...headings.filter((part) => !part.startsWith('^'))];
  const value = shown.filter(Boolean).join(' › ') || (headings[0] ?? '').slice(1);
  const words: Text = { ...sliceText(first, 0, written.length, source), value };
  if (words.value === '') return undefined;
  const label = bar === -1 ? undefined : sliceText(first, bar + 1, first.value.length, source);
  const isLabelled = label !== undefined && (label.value.trim() !== '' || rest.length > 0);
  return {
    ...{ target, anchor: headings.at(-1) ?? '' },
    words: isLabelled ? [label, ...rest] : [words],
    labels: label?.value.split('|').map((part) => part.trim()) ?? [],
  };
}

const MARKED = { hProperties: { [WIKI_MARK]: 'true' } };

const isPage = (target: string): boolean =>
  target === '' || isMarkdownFile(target) || !/\.[a-z\d]{2,5}$/i.test(target);

const buildLink = ({ target, anchor, words }: WikiName, place: Place): Link => ({
  type: 'link',
  url: encodePath(target) + (anchor === '' ? '' : `#${encodeURIComponent(anchor)}`),
  data: MARKED,
  children: [...words],
  ...place,
});

function buildPicture({ target, labels }: WikiName, place: Place): Image {
  const sizes = labels.map((label) => SIZE.exec(label)).filter((size) => size !== null);
  const [, width, height] = sizes[0] ?? [];
  const words = labels.filter((label) => !SIZE.test(label) && !PLACEMENT.test(label));
  const hProperties = { ...MARKED.hProperties, ...(width && { width }), ...(height && { height }) };
  return { type: 'image', url: encodePath(target), alt: words.join(' '), data: { hProperties }, ...place };
}

/** Makes ids of the marks at the ends of blocks, so that links find them. */
function nameBlocks(tree: Root, source: SourceFile): void {
  const taken = new Set<string>();
  visit(tree, 'paragraph', (paragraph: Paragraph) => {
    const last = paragraph.children.at(-1);
    const [written, id] = (last?.type === 'text' && BLOCK_MARK.exec(offsetsOf(last, source).masked)) || [];
    if (last?.type !== 'text' || written === undefined || id === undefined) return;
    const rest = sliceText(last, 0, last.value.length - written.length, source);
    paragraph.children.splice(-1, 1, ...(rest.value === '' ? [] : [rest]));
    if (taken.has(id)) return;
    taken.add(id);
    paragraph.data = { ...paragraph.data, hProperties: { ...paragraph.data?.hProperties, id: `^${id}` } };
  });
  removeEmptyParagraphs(tree);
}
