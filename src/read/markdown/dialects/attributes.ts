/**
 * Reads attributes in braces after images, links, code and `[words]`, and the size after an image's alternative
 * text: https://pandoc.org/MANUAL.html#images, https://kramdown.gettalong.org/syntax.html,
 * https://help.obsidian.md/embeds. What means nothing here is left out.
 */
import type { Emphasis, Image, ImageReference, InlineCode, PhrasingContent, Root, Text } from 'mdast';
import type { Report } from '../../../core/diagnostics/diagnostic.ts';
import { locationAt, locationOf, type SourceFile } from '../../../core/source-location.ts';
import type { ClassCarrier } from '../../../core/tree/class-places.ts';
import type {} from '../../../core/tree/formula-label.ts';
import { QR_CLASS } from '../../../core/tree/qr-class.ts';
import { visit } from '../../../lib/html/visit.ts';
import { checkClasses } from '../losses/class-places.ts';
import { type Attributes, BRACES, keptClasses, readAttributes, toProperties } from './attribute-list.ts';
import { replaceBrackets } from './brackets.ts';
import type { DialectSyntax } from './dialect.ts';
import { buildFormSpan, type FormSpan, findFormKind } from './forms/form-spans.ts';
import { buildIndexSpan, isIndexSpan } from './index-marks/index-span.ts';
import { changeInlineContent, type InlineText, removeFromTexts, spanOf } from './inline-texts.ts';
import { buildInlineNote, liftSideNotes, SIDE_NOTE_NAMES } from './side-notes/side-notes.ts';

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
  transform: (tree, source, report) => {
    visit(tree, 'image', readSize);
    readSpans(tree, source, report);
    liftSideNotes(tree, source, report);
    readTrailing(tree, source, report);
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

function readSpans(tree: Root, source: SourceFile, report: Report): void {
  changeInlineContent(tree, source, (content) => {
    if (![...content.texts.values()].some(({ masked }) => masked.includes(']{'))) return undefined;
    return replaceBrackets(content, BRACKETS, (opening, words, closing) => {
      const [, written] = BRACES.exec(closing.text.value.slice(1)) ?? [];
      const list = written === undefined ? undefined : readAttributes(written);
      if (written !== undefined && source.conditions?.get(written) === false) return [];
      if (list === undefined) return undefined;
      const place = spanOf(opening.text, closing.text);
      const location = locationAt(source, opening.text.position?.start.offset ?? 0);
      return buildAnySpan({ children: words, list, place, location, report });
    });
  });
}

/** Builds what the class of a span means: an entry of an index, what readers fill in, or an element. */
function buildAnySpan(span: FormSpan): readonly PhrasingContent[] {
  const { children, list, place } = span;
  checkClasses(list.classes, 'words', span.location, span.report);
  if (isIndexSpan(list)) return buildIndexSpan(children, list, place);
  if (list.classes.some((name) => SIDE_NOTE_NAMES.has(name)))
    return children.length === 0 ? [] : [buildInlineNote(children, place, toProperties(list))];
  const kind = findFormKind(list);
  return kind === undefined ? buildSpan(children, list, place) : buildFormSpan(kind, span);
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
function readTrailing(tree: Root, source: SourceFile, report: Report): void {
  changeInlineContent(tree, source, ({ type, children, texts }) => {
    let isChanged = false;
    const changed = children.flatMap((child, index) => {
      const text = texts.get(child);
      const before = children[index - 1];
      const rest =
        text &&
        before &&
        takeBraces(text, before, (classes) => {
          const carrier = CARRIERS.get(before.type);
          if (carrier !== undefined) checkClasses(classes, carrier, locationOf(source, before), report);
        });
      const isOfHeading = type === 'heading' && index === children.length - 1 && rest?.value.trim() === '';
      if (rest === undefined || isOfHeading) return [child];
      isChanged = true;
      return rest.value === '' ? [] : [rest];
    });
    return isChanged ? changed : undefined;
  });
}

/** Gives an image the size in the braces after it. @returns the text after the braces, if they are attributes */
function takeBraces(
  { masked, slice }: InlineText,
  before: PhrasingContent,
  check: (classes: readonly string[]) => void,
): Text | undefined {
  if (!CARRIERS.has(before.type)) return undefined;
  const space = before.type === 'inlineMath' ? masked.length - masked.trimStart().length : 0;
  const [braces = '', written] = BRACES.exec(masked.slice(space)) ?? [];
  const list = written === undefined ? undefined : readAttributes(written);
  if (list === undefined) return undefined;
  check(list.classes);
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

const CARRIERS: ReadonlyMap<string, ClassCarrier> = new Map([
  ['image', 'image'],
  ['imageReference', 'image'],
  ['link', 'link'],
  ['linkReference', 'link'],
  ['inlineCode', 'code'],
  ['inlineMath', 'formula'],
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
