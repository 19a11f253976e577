/**
 * Builds what novels, poems and plays consist of: `::: verse`, `::: epigraph`, `::: dialogue`, `::: letter` with `::: address`
 * and `::: signature`, and `::: dropcap`. The attributes `author` and `source` are those of verses in AsciiDoc:
 * https://docs.asciidoctor.org/asciidoc/latest/blocks/verses/.
 */
import type { Blockquote, Paragraph, PhrasingContent } from 'mdast';
import type { SourceFile } from '../../../../core/source-location.ts';
import { type Attributes, toProperties } from '../attribute-list.ts';
import { type Block, buildCaption, type Container } from './replace-containers.ts';
import { keepLines } from './verse-lines.ts';

/** Kinds by the names of containers and of classes. */
const KINDS: ReadonlyMap<string, Kind> = new Map([
  ['verse', 'verse'],
  ['poem', 'verse'],
  ['epigraph', 'epigraph'],
  ['dialogue', 'dialogue'],
  ['letter', 'letter'],
  ['address', 'letter-address'],
  ['signature', 'letter-signature'],
  ['dropcap', 'drop-cap'],
  ['drop-cap', 'drop-cap'],
]);

type Kind = 'verse' | 'epigraph' | 'dialogue' | 'letter' | 'letter-address' | 'letter-signature' | 'drop-cap';

/** Kinds whose lines are kept as they are written. */
const WITH_LINES: ReadonlySet<Kind> = new Set<Kind>(['verse', 'letter-address', 'letter-signature']);

/** A paragraph that names who wrote the words above it. */
const ATTRIBUTION = /^(?:[\u2014\u2015\u2013]|-{2,3}(?!-))\s*/;

/** Builds a poem, an epigraph and the like. @returns `undefined` for another division */
export function buildLiterature(container: Container, source: SourceFile): readonly Block[] | undefined {
  const { node, opening, title, children } = container;
  const { name, attributes } = opening;
  const kinds = [name, ...attributes.classes].flatMap((each) => KINDS.get(each) ?? []);
  const [kind] = kinds;
  if (kind === undefined) return undefined;
  if (kind === 'drop-cap') return markDropCap(children);
  const hasLines = kinds.some((each) => WITH_LINES.has(each));
  const blocks = [
    ...buildCaption(title ?? []),
    ...markAttribution(children, kinds).map((block) => buildBlock(block, { kind, hasLines, source })),
    ...nameAuthor(attributes),
  ];
  const isQuoted = kinds.includes('epigraph');
  const quotation: Blockquote = {
    type: 'blockquote',
    data: {
      hName: isQuoted ? 'blockquote' : 'div',
      hProperties: {
        ...toProperties(attributes),
        ...(isQuoted && { role: 'doc-epigraph' }),
        className: [...new Set(kinds)],
      },
    },
    children: blocks,
    ...(node.position && { position: node.position }),
  };
  return blocks.length === 0 ? [] : [quotation];
}

interface BlockContext {
  readonly kind: Kind;
  readonly hasLines: boolean;
  readonly source: SourceFile;
}

function buildBlock(block: Block, { kind, hasLines, source }: BlockContext): Block {
  if (block.type !== 'paragraph' || block.data?.hProperties?.className !== undefined) return block;
  if (hasLines) return withClass(keepLines(block, source), kind === 'verse' ? 'stanza' : 'lines');
  return kind === 'dialogue' ? withClass(markSpeaker(block), 'speech') : block;
}

const withClass = (paragraph: Paragraph, name: string): Paragraph => ({
  ...paragraph,
  data: { ...paragraph.data, hProperties: { ...paragraph.data?.hProperties, className: [name] } },
});

/** Marks the last paragraph of a poem or an epigraph as the name of its author, if it begins with a dash. */
function markAttribution(children: readonly Block[], kinds: readonly Kind[]): readonly Block[] {
  const last = children.at(-1);
  const isNamed = kinds.includes('epigraph') || (kinds.includes('verse') && children.length > 1);
  if (!isNamed || last?.type !== 'paragraph') return children;
  const [first, ...rest] = last.children;
  if (first?.type !== 'text' || !ATTRIBUTION.test(first.value)) return children;
  const words: PhrasingContent = { ...first, value: first.value.replace(ATTRIBUTION, '— ') };
  return [...children.slice(0, -1), withClass({ ...last, children: [words, ...rest] }, 'attribution')];
}

/** Builds the line of the attributes `author` and `source`. */
function nameAuthor({ values }: Attributes): readonly Paragraph[] {
  const [author, source] = [values.get('author') ?? values.get('by'), values.get('source')];
  if (!author && !source) return [];
  const cite: PhrasingContent = {
    type: 'emphasis',
    data: { hName: 'cite' },
    children: [{ type: 'text', value: source ?? '' }],
  };
  const words = ['— ', author, author && source && ', '].filter(Boolean).join('');
  const children: PhrasingContent[] = [{ type: 'text', value: words }, ...(source ? [cite] : [])];
  return [withClass({ type: 'paragraph', children }, 'attribution')];
}

/** A name at the start of a speech: in capitals, or any short one with a colon. */
const SPEAKER = /^(?<name>\p{Lu}[^\n:.!?]{0,40}):(?=\s)/u;

/** Marks the name before the words of a speech. */
function markSpeaker(paragraph: Paragraph): Paragraph {
  const [first, ...rest] = paragraph.children;
  const data = { hProperties: { className: ['speaker'] } };
  if (first?.type === 'strong') return { ...paragraph, children: [{ ...first, data }, ...rest] };
  const [written = ''] = (first?.type === 'text' && SPEAKER.exec(first.value)) || [];
  if (first?.type !== 'text' || written === '') return paragraph;
  const words = { ...first, value: first.value.slice(written.length) };
  const speaker: PhrasingContent = { type: 'strong', data, children: [{ type: 'text', value: written }] };
  return { ...paragraph, children: [speaker, words, ...rest] };
}

/** Gives the first paragraph a drop capital. */
function markDropCap(children: readonly Block[]): readonly Block[] {
  const index = children.findIndex(({ type }) => type === 'paragraph');
  return children.map((block, at) =>
    at === index && block.type === 'paragraph' ? withClass(block, 'drop-cap') : block,
  );
}
