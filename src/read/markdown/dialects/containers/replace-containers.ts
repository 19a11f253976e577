/** Replaces the containers of a family by what they become, inner ones first. */
import type { BlockContent, DefinitionContent, Paragraph, PhrasingContent, Root } from 'mdast';
import type { Node, Parent } from 'unist';
import type { Diagnostic, Report } from '../../../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../../../core/diagnostics/diagnostic.ts';
import type { SourceFile } from '../../../../core/source-location.ts';
import { locationOf } from '../../../../core/source-location.ts';
import { type Find, MarkupFindings } from '../../markup-findings.ts';
import { keptClasses, toProperties } from '../attribute-list.ts';
import { containerLinesOf, type Opening } from './container-lines.ts';
import type { BoxContainer } from './container-syntax.ts';
import type { Family } from './opening-lines.ts';

export type Block = BlockContent | DefinitionContent;

/** A container and its title. */
export interface Container {
  readonly node: BoxContainer;
  readonly opening: Opening;
  /** Its title; empty if one without words is written. */
  readonly title: readonly PhrasingContent[] | undefined;
  readonly children: readonly Block[];
  /** Where it begins, as an offset in the file, and its first line. */
  readonly offset: number;
  readonly written: string;
}

/** Returns what a container becomes. */
export type BuildContainer = (container: Container, find: Find) => readonly Block[];

declare module 'mdast' {
  interface RootData {
    /** Problems that are errors or warnings by how the publication is taken. src/render/ reports them. */
    faults?: Diagnostic[];
  }
}

/** Diagnostics: `box-unclosed`, `box-line-broken` in the tree, and `markup-left-out` or `markup-literal` for what the builder has found. */
export function replaceContainers(
  tree: Root,
  source: SourceFile,
  report: Report,
  family: Family,
  build: BuildContainer,
): void {
  const lines = containerLinesOf(source);
  const findings = new MarkupFindings(source);
  const faults: Diagnostic[] = [];
  const become = (node: BoxContainer): readonly Node[] => {
    const line = lines.get(node.line);
    if (line?.opening === undefined) {
      faults.push(diagnostic('box-line-broken', { written: ':::' }, locationOf(source, node)));
      return node.children;
    }
    const { opening } = line;
    if (opening.family !== family) return [node];
    // The line closes a container that has ended before it.
    if (line.kind === 'closing') return node.children;
    if (!opening.isClosed && opening.end.kind !== 'indent') {
      faults.push(diagnostic('box-unclosed', { name: opening.name }, locationOf(source, node)));
    }
    return build(describe(node, opening, source), findings.find);
  };
  replaceIn(tree, become);
  if (faults.length > 0) tree.data = { ...tree.data, faults: [...(tree.data?.faults ?? []), ...faults] };
  findings.report(family === 'fence' ? 'markup-left-out' : 'markup-literal', report);
}

function replaceIn(parent: Parent, become: (node: BoxContainer) => readonly Node[]): void {
  let isChanged = false;
  const changed = parent.children.flatMap((child): readonly Node[] => {
    if ('children' in child) replaceIn(child as Parent, become);
    if (!isContainer(child)) return [child];
    isChanged = true;
    return become(child);
  });
  if (isChanged) parent.children = changed;
}

const isContainer = (node: Node): node is BoxContainer =>
  node.type === 'boxContainer' && node.data === undefined;

function describe(node: BoxContainer, opening: Opening, { text }: SourceFile): Container {
  const [first, ...rest] = node.children;
  const hasLabel = first?.type === 'paragraph' && first.data !== undefined && 'directiveLabel' in first.data;
  const title = hasLabel ? first.children : opening.title && [];
  const offset = node.position?.start.offset ?? 0;
  const end = text.indexOf('\n', offset);
  const written = text.slice(offset, end === -1 ? undefined : end);
  return { node, opening, title, children: hasLabel ? rest : node.children, offset, written };
}

/** Builds a title in bold above content that is in no box. */
export function buildCaption(title: readonly PhrasingContent[]): readonly Paragraph[] {
  if (title.length === 0) return [];
  const children = title.flatMap((node) => (node.type === 'strong' ? node.children : [node]));
  return [{ type: 'paragraph', children: [{ type: 'strong', children }] }];
}

/** Keeps the content without a box; in an element of its own if that has something to say. */
export function buildPlain({ node, opening, title, children }: Container): readonly Block[] {
  const className = [...keptClasses(opening.attributes)];
  const properties = { ...toProperties(opening.attributes), ...(className.length > 0 && { className }) };
  const content = [...buildCaption(title ?? []), ...children];
  // An empty one is the place of the list of sources or of another one: https://pandoc.org/MANUAL.html#placement-of-the-bibliography.
  const isPlace = /^(?:refs|solutions|abbreviations|index(?:-.+)?)$/.test(opening.attributes.id ?? '');
  if (Object.keys(properties).length === 0 || (content.length === 0 && !isPlace)) return content;
  return [{ ...node, data: { hName: 'div', hProperties: properties }, children: content }];
}

/** Builds a part that can be folded on a screen. */
export function buildDetails(container: Container): Block {
  const { node, title, children } = container;
  const words = title?.length ? title : [{ type: 'text' as const, value: 'Details' }];
  const summary: Block = { type: 'paragraph', data: { hName: 'summary' }, children: [...words] };
  const { id } = container.opening.attributes;
  const hProperties = id === undefined ? {} : { id };
  return { ...node, data: { hName: 'details', hProperties }, children: [summary, ...children] };
}
