/**
 * Reads boxes and divisions between lines of colons: https://pandoc.org/MANUAL.html#divs-and-spans,
 * https://quarto.org/docs/authoring/callouts.html, https://docusaurus.io/docs/markdown-features/admonitions,
 * https://vitepress.dev/guide/markdown#custom-containers. The content of other divisions is kept without a box.
 */
import type { Heading, PhrasingContent } from 'mdast';
import type { ContainerDirective } from 'mdast-util-directive';
import type { Report } from '../../../../core/diagnostics/diagnostic.ts';
import { locationOf, type SourceFile } from '../../../../core/source-location.ts';
import { checkClasses } from '../../losses/class-places.ts';
import type { Find } from '../../markup-findings.ts';
import { type Attributes, BRACES_AT_END, readAttributes, toProperties } from '../attribute-list.ts';
import { buildBox, isBoxName } from '../boxes.ts';
import type { DialectSyntax } from '../dialect.ts';
import { addFacts } from '../listings/listing-facts.ts';
import { buildSideNote, SIDE_NOTE_NAMES } from '../side-notes/side-notes.ts';
import { readContainers } from './container-syntax.ts';
import { buildReferenced } from './directive-figures.ts';
import { buildListTable } from './directive-tables.ts';
import { buildLayout } from './layouts.ts';
import { buildLiterature } from './literature.ts';
import { CONTAINER_NAMES } from './opening-lines.ts';
import {
  type Block,
  buildDetails,
  buildPlain,
  type Container,
  replaceContainers,
} from './replace-containers.ts';
import { buildTheorem } from './theorems.ts';
import { buildLines } from './writing-lines.ts';

export const fencedBoxes: DialectSyntax = {
  extend: readContainers('fence'),
  transform: (tree, source, report) => {
    replaceContainers(tree, source, report, 'fence', (container, find) =>
      build(container, find, { source, report }),
    );
  },
};

/** Our own containers, which src/render/ reads. */
const OWN_NAMES: ReadonlySet<string> = new Set(
  'key-points urgent action note warning figure table glossary'.split(' '),
);
/** What Quarto, Bootstrap and others write before the name of a box. */
const CLASS_PREFIX = /^(?:bs-)?(?:callout|alert|admonition|message|box)-/;

/** The file, and the receiver of its problems. */
interface Inputs {
  readonly source: SourceFile;
  readonly report: Report;
}

function build(container: Container, find: Find, inputs: Inputs): readonly Block[] {
  const { source, report } = inputs;
  const { opening, offset, written } = container;
  const { name, attributes } = opening;
  if (opening.end.kind === 'indent') {
    find('code-documentation', written, offset);
    return [];
  }
  if (OWN_NAMES.has(name)) return [buildOwn(container)];
  if (attributes.classes.includes('glossary'))
    return [buildOwn({ ...container, opening: { ...opening, name: 'glossary' } })];
  const known = buildNamed(container, source);
  if (known !== undefined) return known;
  if (!isVisible(attributes)) {
    find('hidden-part', written, offset);
    return [];
  }
  const built =
    buildLayout(container) ??
    buildLines(container, locationOf(source, container.node), report) ??
    buildReferenced(container) ??
    buildMarginal(container);
  if (built !== undefined) return built;
  if (!opening.mustClose && !CONTAINER_NAMES.has(name)) return [buildOwn(container)];
  checkClasses(attributes.classes, 'division', locationOf(source, container.node), report);
  return buildPlain(container);
}

/** Builds what a name or class means, visible or not. @returns `undefined` if it means nothing of this */
function buildNamed(container: Container, source: SourceFile): readonly Block[] | undefined {
  const { opening, children } = container;
  const { name, attributes } = opening;
  const special = buildTheorem(container) ?? buildLiterature(container, source);
  if (special !== undefined) return special;
  const box = findBox(name, attributes);
  if (box !== undefined) return [buildCallout(box, container)];
  if (name === 'details') return [buildDetails(container)];
  if (name === 'list-table' || attributes.classes.includes('list-table'))
    return [buildListTable(container, attributes.id, attributes.values)];
  if (name === 'code-group' || name === 'code-tabs') return children.flatMap(captionCode);
  if (OUTPUT.test([name, ...attributes.classes].join(' '))) return children.map(markOutput);
  return undefined;
}

/** Builds a side note. @returns `undefined` for another division */
function buildMarginal({ node, opening, title, children }: Container): readonly Block[] | undefined {
  const { name, attributes } = opening;
  if (![name, ...attributes.classes].some((each) => SIDE_NOTE_NAMES.has(each))) return undefined;
  const words: readonly Block[] = title?.length ? [{ type: 'paragraph', children: [...title] }] : [];
  const blocks = [...words, ...children];
  return blocks.length === 0 ? [] : [buildSideNote(blocks, node, toProperties(attributes))];
}

function findBox(name: string, { classes }: Attributes): string | undefined {
  const names = [name, ...classes].map((written) => written.replace(CLASS_PREFIX, ''));
  const found = names.find((written) => isBoxName(written));
  return found ?? ([name, ...classes].includes('callout') ? 'note' : undefined);
}

/** Builds one of our containers; also one of an unknown name, which is reported with the names that there are. */
function buildOwn({ node, opening, title, children }: Container): ContainerDirective {
  const { id, values, classes } = opening.attributes;
  const label = { type: 'paragraph' as const, data: { directiveLabel: true }, children: [...(title ?? [])] };
  return {
    type: 'containerDirective',
    name: opening.name,
    attributes: {
      ...Object.fromEntries(values),
      ...(id !== undefined && { id }),
      ...(classes.length > 0 && { class: classes.join(' ') }),
    },
    data: { isForeign: true },
    children: [...(label.children.length > 0 ? [label] : []), ...children],
    ...(node.position && { position: node.position }),
  };
}

/** Builds a box. Without a title, a heading at its start is one. */
function buildCallout(name: string, { node, opening, title, children }: Container): ContainerDirective {
  const { id } = opening.attributes;
  const [first, ...rest] = children;
  const heading = title === undefined && first?.type === 'heading' ? readHeading(first) : undefined;
  return buildBox({
    name,
    id: id ?? heading?.id,
    title: title?.length === 0 ? undefined : (title ?? heading?.words),
    children: heading === undefined ? children : rest,
    position: node.position,
  });
}

interface HeadingWords {
  readonly words: readonly PhrasingContent[];
  readonly id?: string | undefined;
}

/** Reads a heading, without the attributes at its end. */
function readHeading({ children }: Heading): HeadingWords {
  const last = children.at(-1);
  const [written, list = ''] = (last?.type === 'text' && BRACES_AT_END.exec(last.value)) || [];
  const attributes = written === undefined ? undefined : readAttributes(list);
  if (last?.type !== 'text' || written === undefined || attributes === undefined) return { words: children };
  const rest = { ...last, value: last.value.slice(0, -written.length) };
  return { words: [...children.slice(0, -1), rest], id: attributes.id };
}

/** What Quarto puts around the output of a cell. */
const OUTPUT = /(?:^| )cell-output(?:-std(?:out|err))?(?: |$)/;

function markOutput(block: Block): Block {
  if (block.type === 'code') addFacts(block, { isOutput: true });
  return block;
}

/** Takes the label of a listing, `js [config.js]`, for its title. */
function captionCode(block: Block): readonly Block[] {
  if (block.type !== 'code') return [block];
  const [, label] = /\[([^[\]]+)\]/.exec(`${block.lang ?? ''} ${block.meta ?? ''}`) ?? [];
  if (label !== undefined) addFacts(block, { title: label });
  return [block];
}

/** Formats of Quarto that a page or an e-book is. */
const OUR_FORMATS = /^(?:pdf|latex|typst|epub|docx|odt)/;

/**
 * Returns whether Quarto shows a part in print. What is for the web alone has a counterpart for print, or needs the
 * web. https://quarto.org/docs/authoring/conditional.html
 */
function isVisible({ classes, values }: Attributes): boolean {
  const matches = (key: string): boolean | undefined => {
    const format = values.get(key);
    return format === undefined ? undefined : OUR_FORMATS.test(format);
  };
  const isMet = matches('when-format') ?? !(matches('unless-format') ?? false);
  if (classes.includes('content-hidden')) return values.size > 0 && !isMet;
  return !classes.includes('content-visible') || isMet;
}
