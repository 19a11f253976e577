/** `:::` containers of Markdown → what HTML elements they become: boxes, figures and tables with captions. */
import type { Link, Paragraph, Root, Text } from 'mdast';
import type { ContainerDirective } from 'mdast-util-directive';
import type {} from 'mdast-util-to-hast';
import { toString as textOf } from 'mdast-util-to-string';
import type { Report } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Terms } from '../../core/model/design.ts';
import type { Source } from '../../core/source-location.ts';
import { placeAt, placeOf } from '../../core/source-location.ts';
import { visit } from '../../lib/html/visit.ts';
import { near } from '../../lib/text/nearest.ts';

/** Boxes, in the order of how often a reader needs them. */
const boxNames = ['key-points', 'urgent', 'action', 'note', 'warning'] as const;
const CAPTIONED = ['figure', 'table'];
const GLOSSARY = 'glossary';
const KNOWN: readonly string[] = [...boxNames, ...CAPTIONED, GLOSSARY];

/** A base class of DPUB-ARIA 1.1 says that these must not be missed. */
const NOTICES: readonly string[] = ['urgent', 'warning'];

/** Diagnostics: `box-unknown`, `box-unclosed`, `box-line-broken`, `caption-alone`. */
export function shapeBoxes(tree: Root, source: Source, terms: Terms, report: Report): void {
  checkLines(tree, source, report);
  let count = 0;
  visit(tree, 'containerDirective', (node) => {
    checkBox(node, source, report);
    if (CAPTIONED.includes(node.name)) shapeCaptioned(node, source, terms, report);
    else if (node.name === GLOSSARY) shapeGlossary(node, terms);
    else if (KNOWN.includes(node.name)) {
      count += 1;
      shapeBox(node, node.attributes?.id ?? `box-${count}`, terms);
    }
  });
}

/** A line that begins with `:::` and is only text was meant for a box. */
function checkLines(tree: Root, source: Source, report: Report): void {
  visit(tree, 'paragraph', ({ position, data }) => {
    if (position?.start.offset === undefined || data !== undefined) return;
    const written = source.text.slice(position.start.offset, position.end.offset);
    for (const { 0: line, index } of written.matchAll(/(?<=^[ \t>]*):{3,}.*$/gm)) {
      const place = placeAt(source, position.start.offset + index);
      report(diagnostic('box-line-broken', { written: line.trim() }, place));
    }
  });
}

function checkBox(node: ContainerDirective, source: Source, report: Report): void {
  const { name } = node;
  const place = placeOf(source, node);
  if (!KNOWN.includes(name)) {
    report(diagnostic('box-unknown', { name, known: KNOWN, ...near(name, KNOWN) }, place));
  }
  const written = source.text.slice(node.position?.start.offset, node.position?.end.offset);
  const lastLine = written.trimEnd().split('\n').at(-1) ?? '';
  if (!/^[\s>]*:{3,}\s*$/.test(lastLine)) report(diagnostic('box-unclosed', { name }, place));
}

function shapeBox(node: ContainerDirective, id: string, terms: Terms): void {
  const { name } = node;
  const label = takeLabel(node);
  const titleId = `${id}-title`;
  const title: Paragraph = label ?? {
    type: 'paragraph',
    children: [{ type: 'text', value: terms[name] ?? name }],
  };
  title.data = { hName: 'p', hProperties: { className: ['box-title'], id: titleId } };
  node.children.unshift(title);
  node.data = {
    hName: 'section',
    hProperties: {
      id,
      className: ['box', `box-${name}`],
      ariaLabelledBy: [titleId],
      ...(NOTICES.includes(name) && { role: 'doc-notice' }),
    },
  };
}

/** Its entries become definitions in render/glossary.ts. */
function shapeGlossary(node: ContainerDirective, terms: Terms): void {
  const label = takeLabel(node);
  const id = node.attributes?.id;
  node.data = {
    hName: 'section',
    hProperties: {
      ...(id && { id }),
      className: [GLOSSARY],
      role: 'doc-glossary',
      ariaLabel: label === undefined ? (terms.glossary ?? '') : textOf(label),
    },
  };
}

/** A label of ours goes before the content; render/captions.ts makes the caption of it. */
function shapeCaptioned(node: ContainerDirective, source: Source, terms: Terms, report: Report): void {
  if (!hasWhatIsCaptioned(node)) {
    report(diagnostic('caption-alone', { name: node.name }, placeOf(source, node)));
  }
  const label = takeLabel(node);
  if (label) {
    label.data = { hName: 'p', hProperties: { className: ['caption'] } };
    node.children.unshift(label);
  }
  const { id, description } = node.attributes ?? {};
  if (node.name === 'figure' && description) node.children.push(linkToDescription(description, node, terms));
  node.data = { hName: 'div', hProperties: { className: [`captioned-${node.name}`], ...(id && { id }) } };
}

/** `{description="more.md#in-words"}`: the last line of the caption leads there. */
function linkToDescription(url: string, { position }: ContainerDirective, terms: Terms): Paragraph {
  const where = position && { position };
  const words: Text = { type: 'text', value: terms.figureDescription ?? '' };
  const link: Link = { type: 'link', url, children: [words], ...where };
  link.data = {
    hProperties: { className: ['figure-description'], id: `description-${position?.start.line ?? 0}` },
  };
  return { type: 'paragraph', children: [link], ...where };
}

/** HTML is looked into later, by those who read it. */
function hasWhatIsCaptioned({ name, children }: ContainerDirective): boolean {
  const lone = (block: (typeof children)[number]): boolean =>
    block.type === 'paragraph' &&
    block.children.length === 1 &&
    ['image', 'imageReference', 'html'].includes(block.children[0]?.type ?? '');
  return children.some(
    (block) => block.type === 'html' || (name === 'table' ? block.type === 'table' : lone(block)),
  );
}

/** Takes the `[label]` of `:::name[label]` out of the content. */
function takeLabel(node: ContainerDirective): Paragraph | undefined {
  const [first] = node.children;
  if (first?.type !== 'paragraph' || first.data === undefined || !('directiveLabel' in first.data))
    return undefined;
  node.children.shift();
  return { type: 'paragraph', children: first.children, ...(first.position && { position: first.position }) };
}
