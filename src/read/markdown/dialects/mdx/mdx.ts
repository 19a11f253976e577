/**
 * Reads MDX as Markdown: lines of code are left out, the content of components stays, `<Note>` and the like are boxes:
 * https://mdxjs.com/docs/what-is-mdx/, https://docusaurus.io/docs/markdown-features. Only in a file that is MDX.
 */
import type { Html, Paragraph, PhrasingContent, Root, RootContent, Text } from 'mdast';
import { createOffsetMap } from '../../../../core/raw-offsets.ts';
import type { SourceFile } from '../../../../core/source-location.ts';
import { pointAt } from '../../../../core/source-location.ts';
import { visit } from '../../../../lib/html/visit.ts';
import { MarkupFindings } from '../../markup-findings.ts';
import type { DialectSyntax } from '../dialect.ts';
import { changeInlineContent, removeEmptyParagraphs, removeFromTexts } from '../inline-texts.ts';
import { sliceText } from '../slice-text.ts';
import { pairMarks } from '../templates/template-blocks.ts';
import { COMPONENT, readComponent } from './components.ts';

/** A paragraph of code: imports and exports. */
const MODULE =
  /^(?:import\s+(?:[\w*{][^;'"]*\sfrom\s+)?['"][^'"\n]+|export\s+(?:(?:default|const|let|var|function|async|class)\s|[{*]))[\s\S]*['"`;})\],]$/;
const COMMENT = /^\{\/\*[\s\S]*\*\/\}$/;
const EXPRESSION = /(?<![{$])\{[A-Za-z_$][^{}\n]{0,200}\}(?!\})/g;
const JSX_ATTRIBUTE = /\s[\w:-]+=\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}/g;

export const mdx: DialectSyntax = {
  transform: (tree, source, report) => {
    if (!isMdx(tree, source)) return;
    const leftOut = new MarkupFindings(source);
    const literal = new MarkupFindings(source);
    removeCode(tree, source, leftOut);
    removeFromTexts(tree, source, /\{\/\*[\s\S]*?\*\/\}/g);
    visit(tree, (node) => {
      if (!('children' in node) || node.type === 'paragraph') return;
      const children = node.children as RootContent[];
      if (!children.some(hasHtml)) return;
      const paired = pairMarks(children.flatMap((child) => readBlock(child, source, leftOut))).filter(
        isNoMark,
      );
      children.length = 0;
      for (const child of paired) children.push(child);
    });
    findExpressions(tree, source, literal);
    removeEmptyParagraphs(tree);
    leftOut.report('markup-left-out', report);
    literal.report('markup-literal', report);
  },
};

const isMdx = (tree: Root, source: SourceFile): boolean =>
  /\.mdx$/i.test(source.path) ||
  tree.children.some(
    (node) =>
      node.type === 'paragraph' &&
      /^import\s+[\w*{][^;'"]*\sfrom\s+['"][^'"\n]+['"]/.test(readSource(node, source)),
  );

const readSource = ({ position }: RootContent, { text }: SourceFile): string =>
  text.slice(position?.start.offset ?? 0, position?.end.offset ?? 0).trim();

function removeCode(tree: Root, source: SourceFile, findings: MarkupFindings): void {
  tree.children = tree.children.filter((node) => {
    if (node.type !== 'paragraph') return true;
    const written = readSource(node, source);
    const isModule = MODULE.test(written);
    if (isModule) findings.find('module', written, node.position?.start.offset ?? 0);
    return !isModule && !COMMENT.test(written);
  });
}

const hasHtml = (node: RootContent): boolean =>
  node.type === 'html' ||
  (node.type === 'paragraph' && node.children.some(({ type }) => type === 'html' || type === 'text'));

/** A mark without a partner is left out. */
const isNoMark = (node: RootContent): boolean =>
  node.type !== 'paragraph' || node.children[0]?.type !== 'templateMark';

function readBlock(node: RootContent, source: SourceFile, findings: MarkupFindings): readonly RootContent[] {
  if (node.type === 'html')
    return cutAtTags(node, source, findings).map((part) =>
      part.type === 'templateMark' ? paragraphOf(part) : part,
    );
  if (node.type !== 'paragraph') return [node];
  const children = node.children.flatMap((child) =>
    child.type === 'html' || (child.type === 'text' && child.value.includes('<'))
      ? cutAtTags(child, source, findings)
      : [child],
  );
  const [first, ...rest] = children;
  const last = rest.at(-1);
  const isWhole = first?.type === 'templateMark' && last?.type === 'templateMark';
  if (!isWhole) return [{ ...node, children: children.filter(({ type }) => type !== 'templateMark') }];
  const inner = rest.slice(0, -1).filter(({ type }) => type !== 'templateMark');
  return [paragraphOf(first), { ...node, children: inner }, paragraphOf(last)];
}

const paragraphOf = (child: PhrasingContent): Paragraph => ({
  type: 'paragraph',
  children: [child],
  ...(child.position && { position: child.position }),
});

/** Cuts HTML or a text at the tags of components. What is between them stays as it is. */
function cutAtTags(
  node: Html | Text,
  source: SourceFile,
  findings: MarkupFindings,
): readonly PhrasingContent[] {
  const parts: PhrasingContent[] = [];
  const slice = node.type === 'html' ? createHtmlSlicer(node, source) : createTextSlicer(node, source);
  let done = 0;
  const add = (to: number): void => {
    const value = node.value.slice(done, to);
    if (value.trim() !== '' || (node.type === 'text' && value !== '')) parts.push(slice(done, to));
  };
  for (const match of node.value.matchAll(COMPONENT)) {
    add(match.index);
    done = match.index + match[0].length;
    const { name, isEnd, isPlain, mark } = readComponent(match);
    const { position } = slice(match.index, done);
    if (mark !== undefined) parts.push({ ...mark, ...(position && { position }) });
    if (!isEnd && !isPlain) findings.find('component', match[0], position?.start.offset ?? 0, name);
  }
  add(node.value.length);
  return parts;
}

/** Returns a part of a node, with its position. */
type Slicer = (from: number, to: number) => Html | Text;

const createTextSlicer =
  (node: Text, source: SourceFile): Slicer =>
  (from, to) =>
    sliceText(node, from, to, source);

function createHtmlSlicer(node: Html, source: SourceFile): Slicer {
  const offsetAt = createOffsetMap(node, source);
  const locate = (index: number) => pointAt(source, offsetAt(index));
  return (from, to) => ({
    ...node,
    value: blankExpressions(node.value.slice(from, to)),
    ...(node.position && { position: { start: locate(from), end: locate(to) } }),
  });
}

/** Replaces what only a program could read in HTML by as many spaces. */
const blankExpressions = (html: string): string =>
  html
    .replace(JSX_ATTRIBUTE, (written) => written.replace(/[^\n]/g, ' '))
    .replace(/\sclassName=/g, '     class=');

function findExpressions(tree: Root, source: SourceFile, findings: MarkupFindings): void {
  changeInlineContent(tree, source, ({ texts }) => {
    for (const { masked, slice } of texts.values()) {
      for (const { 0: written, index } of masked.matchAll(EXPRESSION)) {
        findings.find('expression', written, slice(index, index + 1).position?.start.offset ?? 0);
      }
    }
    return undefined;
  });
}
