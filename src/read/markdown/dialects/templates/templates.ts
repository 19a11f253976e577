/**
 * Reads shortcodes of Hugo and Quarto, and tags of Liquid (Jekyll): https://gohugo.io/content-management/shortcodes/,
 * https://quarto.org/docs/extensions/shortcodes.html, https://jekyllrb.com/docs/liquid/. What no publication can show is left out
 * and reported by its name; the content between two marks stays.
 */
import type { Code, PhrasingContent, RootContent, Text } from 'mdast';
import { createOffsetMap } from '../../../../core/raw-offsets.ts';
import type { SourceFile } from '../../../../core/source-location.ts';
import { visit } from '../../../../lib/html/visit.ts';
import { MarkupFindings } from '../../markup-findings.ts';
import { joinTexts } from '../brackets.ts';
import type { DialectSyntax } from '../dialect.ts';
import { removeEmptyParagraphs } from '../inline-texts.ts';
import { addFacts, countLines, readInfo } from '../listings/listing-facts.ts';
import { addRawBlocks, findRawLines, type RawBlock } from '../raw-blocks.ts';
import { type ReadMark, readMark } from './read-mark.ts';
import { showMark } from './show-mark.ts';
import { pairMarks } from './template-blocks.ts';
import { removeComments } from './template-comments.ts';
import { joinLinks } from './template-links.ts';
import { addTemplateMarks, type TemplateMark } from './template-marks.ts';
import { type FindValue, findValues } from './template-values.ts';

/** A listing: `{% highlight ruby %}`, `{{< highlight go >}}`. */
const LISTING = /^[ \t>]*(?:\{%-?\s*(?=highlight)|\{\{[<%]\s*)(highlight|code)\b/;
const LISTING_END = /\{(?:%-?\s*end(?=highlight)|\{[<%]\s*\/\s*)(highlight|code)\b/;
const LISTING_LANGUAGE = /^\{(?:%-?|\{[<%])\s*(?:highlight|code)\s+(?:(?:lang|language)=)?["']?([\w+#-]+)?/;

export const templates: DialectSyntax = {
  extend(source) {
    addTemplateMarks(this, source.text);
    addRawBlocks(this, '{', findRawLines(source.text, LISTING, LISTING_END));
  },
  transform: (tree, source, report) => {
    visit(tree, 'rawBlock', (block, index, parent) => {
      if (parent === undefined || index === undefined || !block.value.startsWith('{')) return;
      parent.children[index] = buildListing(block);
    });
    const findings = new MarkupFindings(source);
    const shown = { source, findings, findValue: findValues(tree, source, report), isRaw: false };
    visit(tree, (node) => {
      if (node.type === 'html') node.value = blankMarks(node.value, createOffsetMap(node, source), findings);
      if (!('children' in node)) return;
      const children = node.children as RootContent[];
      if (!children.some(hasMarks)) return;
      replaceAll(children, pairMarks(removeComments(children)));
      if (children.some(({ type }) => type === 'templateMark')) {
        replaceAll(children, showMarks(children as PhrasingContent[], shown));
      }
    });
    removeEmptyParagraphs(tree);
    findings.report('markup-left-out', report);
  },
};

function buildListing({ value, position }: RawBlock): Code {
  const [first = '', ...lines] = value.split('\n');
  const [, lang] = LISTING_LANGUAGE.exec(first) ?? [];
  const code = [first.replace(/^\{[%{].*?[%}]\}/, ''), ...lines]
    .join('\n')
    .replace(/\{(?:%-?|\{[<%])\s*(?:end|\/).*$/, '');
  const listing: Code = {
    type: 'code',
    ...(lang && { lang }),
    value: code.replace(/^\n+|\s+$/g, ''),
    ...(position && { position }),
  };
  const [, options = ''] = /^\{[%{](.*?)[%}]\}/.exec(first) ?? [];
  addFacts(listing, readInfo(unquote(options), countLines(listing)));
  return listing;
}

/** Writes the options of a listing, `"hl_lines=1 3-4,style=x"`, as after a fence. */
const unquote = (options: string): string =>
  options.replace(/["']/g, ' ').replace(/=(\d[\d -]*\d)/g, '="$1"');

const hasMarks = (node: RootContent): boolean =>
  node.type === 'templateMark' ||
  (node.type === 'paragraph' && node.children.some(({ type }) => type === 'templateMark'));

function replaceAll(children: RootContent[], by: readonly RootContent[]): void {
  children.length = 0;
  for (const child of by) children.push(child);
}

/** What marks are shown with. */
interface Shown {
  readonly source: SourceFile;
  readonly findings: MarkupFindings;
  readonly findValue: FindValue;
  /** Whether the marks here are shown as they are written: `{% raw %}`. */
  isRaw: boolean;
}

function showMarks(children: readonly PhrasingContent[], shown: Shown): readonly PhrasingContent[] {
  const kept: PhrasingContent[] = [];
  let comment: { readonly mark: TemplateMark; readonly at: number } | undefined;
  for (const child of joinLinks(children, shown.source, shown.findValue)) {
    const mark = child.type === 'templateMark' ? readMark(child.value) : undefined;
    if (child.type !== 'templateMark' || mark === undefined) kept.push(child);
    else if (shown.isRaw || mark.name !== 'comment') kept.push(...showOne(child, mark, shown));
    else if (!mark.isEnd) comment ??= { mark: child, at: kept.length };
    else {
      kept.splice(comment?.at ?? kept.length);
      comment = undefined;
    }
  }
  if (comment !== undefined) findTemplate(comment.mark, 'comment', shown.findings);
  return joinTexts(kept);
}

function showOne(node: TemplateMark, mark: ReadMark, shown: Shown): readonly PhrasingContent[] {
  const place = node.position ? { position: node.position } : {};
  if (mark.kind === 'tag' && mark.name === 'raw') {
    shown.isRaw = !mark.isEnd;
    return [];
  }
  if (shown.isRaw) return [toText(node)];
  if (mark.kind === 'comment') return [];
  if (mark.kind === 'shown') return [{ type: 'text', value: mark.name, ...place }];
  const value = shown.findValue(mark, node.position?.start.offset ?? 0);
  if (value !== undefined) return [{ type: 'text', value, ...place }];
  return mark.kind === 'value' || isUnknownValue(mark) ? [toText(node)] : showKnown(node, mark, shown);
}

function showKnown(node: TemplateMark, mark: ReadMark, { findings }: Shown): readonly PhrasingContent[] {
  const { nodes, isWhole } = showMark(mark, node.position ? { position: node.position } : {});
  if (!isWhole) findTemplate(node, mark.name, findings);
  return nodes;
}

const findTemplate = ({ value, position }: TemplateMark, name: string, { find }: MarkupFindings): void =>
  find('template', value, position?.start.offset ?? 0, name);

/** A value in the middle of a sentence: without it, the sentence would say something else. */
const isUnknownValue = ({ kind, name }: ReadMark): boolean =>
  kind === 'shortcode' && /^(?:var|meta|env|param)$/.test(name);

const toText = ({ value, position }: TemplateMark): Text => ({
  type: 'text',
  value,
  ...(position && { position }),
});

const IN_HTML = /\{\{[<%][^{}]{1,300}[>%]\}\}|\{%[^{}%]{1,300}%\}|(?<![$=])\{\{[^{}]{1,300}\}\}/g;

/** Replaces marks in HTML by as many spaces, so that positions stay the same. Code and comments stay. */
function blankMarks(html: string, offsetAt: (index: number) => number, findings: MarkupFindings): string {
  if (/^<(?:!|pre|code|script|style|textarea)/i.test(html)) return html;
  return html.replace(IN_HTML, (written, at: number) => {
    findings.find('template', written, offsetAt(at), readMark(written).name);
    return written.replace(/[^\n]/g, ' ');
  });
}
