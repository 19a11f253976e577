/**
 * Reads attributes in braces after images, links, code and `[words]`, and the size after an image's alternative
 * text: https://pandoc.org/MANUAL.html#images, https://kramdown.gettalong.org/syntax.html,
 * https://help.obsidian.md/embeds. What means nothing here is left out.
 */
import type { Emphasis, Image, ImageReference, InlineCode, PhrasingContent, Root, Text } from 'mdast';
import type { SourceFile } from '../../../core/source-location.ts';
import type {} from '../../../core/tree/formula-label.ts';
import { QR_CLASS } from '../../../core/tree/qr-class.ts';
import { visit } from '../../../lib/html/visit.ts';
import { type Attributes, BRACES, keptClasses, readAttributes, toProperties } from './attribute-list.ts';
import { replaceBrackets } from './brackets.ts';
import type { DialectSyntax } from './dialect.ts';
import { buildIndexSpan, isIndexSpan } from './index-marks/index-span.ts';
import { changeInlineContent, type InlineText, removeFromTexts, spanOf } from './inline-texts.ts';

/** Attributes of kramdown, on a line of their own or after a mark. */
const OF_KRAMDOWN =
  /^\{:[ \t]*[.#\w][^{}\n]{0,300}\}(?:[ \t]+$)?|\n[ \t]*\{:[ \t]*[.#\w][^{}\n]{0,300}\}[ \t]*(?=\n|$)/g;

/** Brackets, with the braces that follow. */
const BRACKETS = /\[|\](?:\{[^{}\n]{1,500}\})?/g;

const LENGTH = /^\d*\.?\d+(?:px|%|pt|cm|mm|in)?$/;
const SIZE = /[ \t]*\|[ \t]*(\d{1,4})(?:x(\d{1,4}))?[ \t]*$/;

/** Elements of words with a class, in pandoc and programs that follow it. */
const ELEMENTS: ReadonlyMap<string, string> = new Map([
  ['mark', 'mark'],
  ['underline', 'u'],
  ['ul', 'u'],
  ['kbd', 'kbd'],
  // Tracked changes of a Word document.
  ['insertion', 'ins'],
  ['deletion', 'del'],
  ['smallcaps', 'span'],
]);

export const attributes: DialectSyntax = {
  transform: (tree, source) => {
    visit(tree, 'image', readSize);
    readSpans(tree, source);
    readTrailing(tree, source);
    removeFromTexts(tree, source, OF_KRAMDOWN);
  },
};

/** Takes `|200` or `|200x100` from the end of an alternative text. */
function readSize(image: Image): void {
  const [written, width, height] = SIZE.exec(image.alt ?? '') ?? [];
  if (written === undefined) return;
  image.alt = (image.alt ?? '').slice(0, -written.length);
  setProperties(image, { ...(width !== undefined && { width }), ...(height !== undefined && { height }) });
}

type Properties = Readonly<Record<string, string>>;

function setProperties(node: Image | ImageReference, properties: Properties): void {
  if (Object.keys(properties).length === 0) return;
  node.data = { ...node.data, hProperties: { ...node.data?.hProperties, ...properties } };
}

function readSpans(tree: Root, source: SourceFile): void {
  changeInlineContent(tree, source, (content) => {
    if (![...content.texts.values()].some(({ masked }) => masked.includes(']{'))) return undefined;
    return replaceBrackets(content, BRACKETS, (opening, words, closing) => {
      const [, written] = BRACES.exec(closing.text.value.slice(1)) ?? [];
      const list = written === undefined ? undefined : readAttributes(written);
      if (written !== undefined && source.conditions?.get(written) === false) return [];
      if (list === undefined) return undefined;
      const place = spanOf(opening.text, closing.text);
      return isIndexSpan(list) ? buildIndexSpan(words, list, place) : buildSpan(words, list, place);
    });
  });
}

/** Builds an element if the attributes mean something; otherwise, the words remain. */
function buildSpan(
  children: readonly PhrasingContent[],
  list: Attributes,
  place: Pick<Emphasis, 'position'>,
): readonly PhrasingContent[] {
  // The comment of a Word document, as pandoc writes it with `--track-changes=all`.
  if (list.classes.includes('comment-start')) return [];
  const tag = list.classes.map((name) => ELEMENTS.get(name)).find((name) => name !== undefined);
  const isSmall = list.classes.includes('smallcaps');
  const className = [...(isSmall ? ['small-caps'] : []), ...keptClasses(list)];
  const properties = { ...toProperties(list), ...(className.length > 0 && { className }) };
  if (tag === undefined && Object.keys(properties).length === 0) return children;
  const data = { hName: tag ?? 'span', hProperties: properties };
  return [{ type: 'emphasis', data, children: [...children], ...place }];
}

/** Reads braces after an image, a link or code. Those at the end of a heading are its own. */
function readTrailing(tree: Root, source: SourceFile): void {
  changeInlineContent(tree, source, ({ type, children, texts }) => {
    let isChanged = false;
    const changed = children.flatMap((child, index) => {
      const text = texts.get(child);
      const before = children[index - 1];
      const rest = text && before && takeBraces(text, before);
      const isOfHeading = type === 'heading' && index === children.length - 1 && rest?.value.trim() === '';
      if (rest === undefined || isOfHeading) return [child];
      isChanged = true;
      return rest.value === '' ? [] : [rest];
    });
    return isChanged ? changed : undefined;
  });
}

/** Gives an image the size in the braces after it. @returns the text after the braces, if they are attributes */
function takeBraces({ masked, slice }: InlineText, before: PhrasingContent): Text | undefined {
  if (!CARRIERS.has(before.type)) return undefined;
  const space = before.type === 'inlineMath' ? masked.length - masked.trimStart().length : 0;
  const [braces = '', written] = BRACES.exec(masked.slice(space)) ?? [];
  const list = written === undefined ? undefined : readAttributes(written);
  if (list === undefined) return undefined;
  if (before.type === 'image' || before.type === 'imageReference') applySize(before, list);
  if (before.type === 'inlineMath' && list.id !== undefined) before.data = { ...before.data, label: list.id };
  if (before.type === 'inlineCode') nameLanguage(before, list);
  if (list.classes.includes(QR_CLASS)) askForCode(before);
  return slice(space + braces.length, masked.length);
}

/** Takes the caption and the alternative text of Quarto: with `fig-alt`, the words in brackets are the caption. */
function takeCaption(image: Image, values: Attributes['values']): void {
  const [caption, alt] = [values.get('fig-cap'), values.get('fig-alt')];
  image.title ??= caption ?? (alt === undefined ? null : image.alt);
  image.alt = alt ?? image.alt;
}

const CARRIERS: ReadonlySet<string> = new Set([
  'image',
  'imageReference',
  'link',
  'linkReference',
  'inlineCode',
  'inlineMath',
]);

/** Marks a link for which print has a QR code. */
function askForCode(link: PhrasingContent): void {
  if (link.type !== 'link' && link.type !== 'linkReference') return;
  link.data = { ...link.data, hProperties: { className: [QR_CLASS] } };
}

/** Gives code in the line the language that its first class names. */
function nameLanguage(code: InlineCode, { classes: [language] }: Attributes): void {
  if (language === undefined) return;
  code.data = { ...code.data, hProperties: { className: [`language-${language}`] } };
}

function applySize(image: Image | ImageReference, { id, values }: Attributes): void {
  if (image.type === 'image') takeCaption(image, values);
  const size = (name: string) => {
    const length = values.get(name);
    return length !== undefined && LENGTH.test(length) ? { [name]: length } : {};
  };
  setProperties(image, { ...(id !== undefined && { id }), ...size('width'), ...size('height') });
}
