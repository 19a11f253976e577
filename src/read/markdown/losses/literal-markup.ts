/**
 * Reports markup of other programs that stays on the page as it is written, once for each kind, and removes
 * attributes after headings.
 */
import type {
  Code,
  Heading,
  Html,
  Image,
  Nodes,
  Paragraph,
  Parents,
  Root,
  RootContent,
  Table,
  Text,
  ThematicBreak,
} from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import type { Report } from '../../../core/diagnostics/diagnostic.ts';
import { locationOf, type SourceFile } from '../../../core/source-location.ts';
import { visit } from '../../../lib/html/visit.ts';
import { mapToSource } from '../../../lib/text/source-offsets.ts';
import { type Find, MarkupFindings } from '../markup-findings.ts';
import { checkClasses } from './class-places.ts';
import {
  ANY_MARK,
  DRAWN_LANGUAGES,
  HEADING_ATTRIBUTES,
  IMAGE_SIZE,
  INLINE_PATTERNS,
  MARKDOWN_IN_HTML,
  PAGE_BREAK_COMMENT,
  PARAGRAPH_PATTERNS,
  TABLE_DASHES,
  TRAILING_ATTRIBUTES,
} from './literal-patterns.ts';

/** Diagnostic: `markup-literal`. */
export function reportLiteralMarkup(tree: Root, source: SourceFile, report: Report): void {
  if (!ANY_MARK.test(source.text)) return;
  const findings = new MarkupFindings(source);
  const find: Find = (kind, written, ...rest) => {
    if (kind !== 'template' || !isReported(written, source)) findings.find(kind, written, ...rest);
  };
  visit(tree, (node, index, parent) => {
    if (node.type === 'heading') {
      const classes = removeAttributes(node);
      checkClasses(classes, 'heading', locationOf(source, node), report);
    } else if (node.type === 'text' && parent !== undefined)
      findInText(node, index ?? 0, parent, source, find);
    else findInNode(node, parent, source, find);
  });
  findings.report('markup-literal', report);
}

const VARIABLE = /^\{\{[<%]\s*(var|meta)\s+["']?([\w.-]+)/;

/** Returns whether a variable without a value is reported already, where it was looked for. */
function isReported(written: string, { values }: SourceFile): boolean {
  const [, kind = '', name = ''] = VARIABLE.exec(written) ?? [];
  return values?.has(`${kind} ${name}`) === true;
}

function findInNode(node: Nodes, parent: Parents | undefined, source: SourceFile, find: Find): void {
  if (node.type === 'paragraph') findInParagraph(node, source, find);
  else if (node.type === 'html') findInHtml(node, parent, find);
  else if (node.type === 'code') findInCode(node, find);
  else if (node.type === 'image') findSize(node, find);
  else if (node.type === 'table') findRules(node, find);
  else if (node.type === 'thematicBreak') findDashes(node, source, find);
}

const offsetOf = ({ position }: RootContent): number => position?.start.offset ?? 0;

function findInText(node: Text, index: number, parent: Parents, source: SourceFile, find: Find): void {
  if (parent.type === 'link' || !ANY_MARK.test(node.value)) return;
  const offsets = mapToSource(node, source.text);
  let rest = offsets.masked;
  const [attributes] = (index > 0 && TRAILING_ATTRIBUTES.exec(rest)) || [];
  if (attributes !== undefined && parent.children[index - 1]?.type !== 'break') {
    find('attributes', attributes, offsets.offset(0));
    rest = '\0'.repeat(attributes.length) + rest.slice(attributes.length);
  }
  for (const { kind, pattern } of INLINE_PATTERNS) {
    rest = rest.replace(pattern, (written: string, ...others: unknown[]) => {
      const at = Number(others.find((other) => typeof other === 'number'));
      find(kind, node.value.slice(at, at + written.length), offsets.offset(at));
      return '\0'.repeat(written.length);
    });
  }
}

function findInParagraph(node: Paragraph, source: SourceFile, find: Find): void {
  // One without a position was made of a box's title by `dialects/`.
  if (node.children[0]?.type !== 'text' || node.position === undefined) return;
  const start = offsetOf(node);
  const written = source.text.slice(start, node.position?.end.offset);
  const plain = written.replace(/\n[ \t>]+/g, '\n');
  const match = PARAGRAPH_PATTERNS.find(({ pattern }) => pattern.test(plain));
  if (match === undefined) return;
  const at = match.pattern.exec(plain)?.index ?? 0;
  const line = plain.slice(0, at + 1).split('\n').length - 1;
  const above = written.split('\n').slice(0, line).join('\n').length;
  find(match.kind, plain.slice(at), line === 0 ? start : start + above + 1);
}

/**
 * The classes of a heading that is not in the contents, and of one without a number, of pandoc and Quarto; of the heading of
 * a glossary, and of a section in which no terms of it are linked.
 */
const HEADING_CLASSES: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['unlisted', /(?<=[\s{])\.unlisted(?=[\s}])/],
  ['unnumbered', /(?<=[\s{])(?:\.unnumbered|-)(?=[\s}])/],
  ['glossary', /(?<=[\s{])\.glossary(?=[\s}])/],
  ['no-gloss', /(?<=[\s{])\.no-gloss(?=[\s}])/],
];

/**
 * Removes classes and the like, which mean nothing here, and leaves the id and the classes above.
 * @returns all classes
 */
function removeAttributes(heading: Heading): readonly string[] {
  const last = heading.children.at(-1);
  if (last?.type !== 'text') return [];
  const [attributes] = HEADING_ATTRIBUTES.exec(last.value) ?? [];
  if (attributes === undefined) return [];
  const [id] = /#[^\s{}]+/.exec(attributes) ?? [];
  const words = last.value.slice(0, -attributes.length).trimEnd();
  const className = HEADING_CLASSES.flatMap(([name, pattern]) => (pattern.test(attributes) ? [name] : []));
  if (className.length > 0) heading.data = { ...heading.data, hProperties: { className } };
  last.value = id === undefined ? words : `${words} {${id}}`;
  return [...attributes.matchAll(/(?<=[\s{])\.([\w-]+)(?=[\s}])/g)].map(([, name = '']) => name);
}

function findInHtml(node: Html, parent: Parents | undefined, find: Find): void {
  const { value } = node;
  if (PAGE_BREAK_COMMENT.test(value)) find('page-break', value, offsetOf(node));
  const isBlock = parent?.type !== 'paragraph' && !/^<(?:!|\?|pre|script|style|textarea)/i.test(value);
  const [markdown] = (isBlock && MARKDOWN_IN_HTML.exec(value)) || [];
  if (markdown !== undefined) find('html-markdown', markdown, offsetOf(node));
}

function findInCode(node: Code, find: Find): void {
  if (node.data?.diagram !== undefined) return;
  const kind = DRAWN_LANGUAGES.get(node.lang?.toLowerCase() ?? '');
  if (kind !== undefined && node.value.trim() !== '') find(kind, `\`\`\`${node.lang}`, offsetOf(node));
}

/** Finds a size at the end of an alternative text, as in Obsidian. */
function findSize(image: Image, find: Find): void {
  const [size] = IMAGE_SIZE.exec(image.alt ?? '') ?? [];
  if (size !== undefined) find('image-size', size, offsetOf(image));
}

function findDashes(node: ThematicBreak, source: SourceFile, find: Find): void {
  const written = source.text.slice(offsetOf(node), node.position?.end.offset);
  if (TABLE_DASHES.test(written)) find('table', written, offsetOf(node));
}

/** Finds rows of a table's body that are rules, as in kramdown and Org. */
function findRules(table: Table, find: Find): void {
  for (const row of table.children.slice(1)) {
    const cells = row.children.map((cell) => textOf(cell)).filter((words) => words !== '');
    if (cells.length > 0 && cells.every((words) => /^[-=:+]{3,}$/.test(words))) {
      find('table-rule', cells.join(' | '), offsetOf(row));
    }
  }
}
