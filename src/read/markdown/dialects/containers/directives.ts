/**
 * Reads directives of MyST: https://mystmd.org/guide/directives, https://myst-parser.readthedocs.io/en/latest/syntax/roles-and-directives.html.
 * Boxes, figures, tables, listings and formulas become ours; other parts keep their title and their content.
 */
import type { Code, PhrasingContent, Root } from 'mdast';
import type { Position } from 'unist';
import type { SourceFile } from '../../../../core/source-location.ts';
import { visit } from '../../../../lib/html/visit.ts';
import { type Find, MarkupFindings } from '../../markup-findings.ts';
import { buildBox, isBoxName } from '../boxes.ts';
import type { DialectSyntax } from '../dialect.ts';
import { buildFormula } from '../formulas/dollar-math.ts';
import { readSphinx } from '../index-marks/index-entry.ts';
import { buildIndexMark } from '../index-marks/index-span.ts';
import { addFacts, countLines, readOptions } from '../listings/listing-facts.ts';
import { buildSideNote, SIDE_NOTE_NAMES } from '../side-notes/side-notes.ts';
import { OPTION, type Opening } from './container-lines.ts';
import { readContainers } from './container-syntax.ts';
import { buildFigure, buildImage, buildTable } from './directive-figures.ts';
import { buildGlossary } from './directive-glossary.ts';
import { type DirectiveKind, findDirectiveKind } from './directive-names.ts';
import { buildDataTable, buildListTable } from './directive-tables.ts';
import {
  type Block,
  buildDetails,
  buildPlain,
  type Container,
  replaceContainers,
} from './replace-containers.ts';
import { buildStatement } from './theorems.ts';

export const directives: DialectSyntax = {
  extend: readContainers('directive'),
  transform: (tree, source, report) => {
    replaceContainers(tree, source, report, 'directive', (container, find) => build(container, source, find));
    const findings = new MarkupFindings(source);
    replaceListings(tree, source, findings.find);
    findings.report('markup-literal', report);
  },
};

function build(container: Container, source: SourceFile, find: Find): readonly Block[] {
  const { name } = container.opening;
  const kind = findDirectiveKind(name);
  if (kind === 'box') return [buildAdmonition(container)];
  if (kind === 'statement') return [buildNumbered(container) ?? buildStatementBox(container)];
  if (kind === 'part') return buildPart(container);
  if (kind === 'wordless') return [];
  if (kind === 'index')
    return buildIndex(
      `${readArgument(container)}\n${readContent(container, source)}`,
      container.node.position,
    );
  if (kind === 'data') return [buildData(container, source)];
  if (kind === 'listing' || kind === 'math' || kind === 'image') {
    const { node, opening } = container;
    const listing = { argument: readArgument(container), options: opening.options };
    return buildLiteral(
      kind,
      { ...listing, value: readContent(container, source), position: node.position },
      source,
    );
  }
  find('directive', container.written, container.offset);
  return buildPlain(container);
}

const idOf = ({ options, attributes }: Opening): string | undefined =>
  options.get('name') ?? options.get('label') ?? attributes.id;

/** Titles of boxes whose names are no words. */
const TITLES: ReadonlyMap<string, string> = new Map([
  ['seealso', 'See also'],
  ['versionadded', 'New in version'],
  ['versionchanged', 'Changed in version'],
  ['deprecated', 'Deprecated since version'],
]);

function buildAdmonition(container: Container): Block {
  const { node, opening, title, children } = container;
  const classes = (opening.options.get('class') ?? '').split(/[\s,]+/);
  const name = (opening.name === 'admonition' && classes.find((each) => isBoxName(each))) || opening.name;
  const word = TITLES.get(name);
  const words = word === undefined ? title : joinWords(word, ' ', title, '');
  const parts = {
    name: name === 'admonition' || word !== undefined ? 'note' : name,
    id: idOf(opening),
    position: node.position,
  };
  // What follows the name of a box that has nothing else is its content.
  const isContent =
    children.length === 0 && title !== undefined && opening.name !== 'admonition' && word === undefined;
  return isContent
    ? buildBox({ ...parts, children: [{ type: 'paragraph', children: [...title] }] })
    : buildBox({ ...parts, title: words, children });
}

/**
 * Builds an exercise, which has a number, or a solution, whose argument is the label of its exercise:
 * https://ebp-sphinx-exercise.readthedocs.io/en/latest/syntax.html
 * @returns `undefined` for another statement
 */
function buildNumbered(container: Container): Block | undefined {
  const { node, opening, title = [], children } = container;
  const { name: kind } = opening;
  if (kind !== 'exercise' && kind !== 'solution') return undefined;
  const argument = readArgument(container);
  const exercise = kind === 'solution' && /^\S+$/.test(argument) ? argument : undefined;
  const words = exercise === undefined ? title : [];
  const { position } = node;
  return buildStatement({ kind, id: idOf(opening), exercise, title: words, rest: children, position });
}

/** Builds a box of a theorem and the like, titled `Theorem (words)`. */
function buildStatementBox({ node, opening, title, children }: Container): Block {
  const name = opening.name.replace(/^prf:/, '');
  const word = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  return buildBox({
    name: 'note',
    id: idOf(opening),
    title: joinWords(word, ' (', title, ')'),
    children,
    position: node.position,
  });
}

function joinWords(
  word: string,
  before: string,
  title: readonly PhrasingContent[] | undefined,
  after: string,
): readonly PhrasingContent[] {
  if (!title?.length) return [{ type: 'text', value: word }];
  const end = after === '' ? [] : [{ type: 'text' as const, value: after }];
  return [{ type: 'text', value: `${word}${before}` }, ...title, ...end];
}

function buildPart(container: Container): readonly Block[] {
  const { opening } = container;
  const id = idOf(opening);
  const named = {
    ...container,
    opening: { ...opening, attributes: { ...opening.attributes, ...(id && { id }) } },
  };
  if (opening.name === 'figure') return buildFigure(named, readArgument(container));
  if (opening.name === 'list-table') return [buildListTable(container, id, opening.options)];
  if (opening.name === 'table') return buildTable(named);
  if (opening.name === 'glossary') return [buildGlossary(container, id)];
  if (opening.name === 'dropdown') return [buildDetails(named)];
  const plain = buildPlain(named);
  const isSideNote = SIDE_NOTE_NAMES.has(opening.name) && plain.length > 0;
  return isSideNote ? [buildSideNote([...plain], container.node)] : plain;
}

/** Builds the marks of an index; they belong to what follows. */
function buildIndex(written: string, position: Position | undefined): readonly Block[] {
  const entries = written.split('\n').flatMap((line) => (line.trim() === '' ? [] : readSphinx(line)));
  if (entries.length === 0) return [];
  const mark = buildIndexMark([], entries, { position });
  return [{ type: 'paragraph', children: [mark], ...(position && { position }) }];
}

/** Builds a table of the rows between two lines of colons, or of a file that is put there as a listing. */
function buildData(container: Container, source: SourceFile): Block {
  const { node, opening, title = [] } = container;
  const { options } = opening;
  const [listing] = container.children;
  const isFile = options.has('file') || options.has('url');
  const file = isFile && listing?.type === 'code' ? listing : undefined;
  const content = isFile ? (file?.value ?? '') : readContent(container, source);
  const directive = { title, id: idOf(opening), options, value: content };
  return buildDataTable({
    ...directive,
    linesAbove: file === undefined ? options.size : 0,
    position: file?.position ?? node.position,
  });
}

/** Returns the words after the name of a directive, as they are written. */
const readArgument = ({ written, opening }: Container): string =>
  written.slice(written.indexOf('}') + 1).trim() || (opening.options.get('lang') ?? '');

/** Returns the lines inside a directive as they are written, without the options at their start. */
function readContent({ node, opening }: Container, { text }: SourceFile): string {
  const indent = (node.position?.start.column ?? 1) - 1;
  const end = node.position?.end.offset ?? 0;
  const lines = text
    .slice(node.position?.start.offset ?? 0, end)
    .trimEnd()
    .split('\n')
    .slice(1);
  if (opening.isClosed) lines.pop();
  const plain = lines.map((line) => line.replace(new RegExp(`^[ \\t>]{0,${indent}}`), ''));
  return removeOptions(plain).lines.join('\n');
}

/** Takes the options from the start of a listing. */
function removeOptions(lines: readonly string[]): {
  lines: readonly string[];
  options: ReadonlyMap<string, string>;
} {
  const options = new Map<string, string>();
  let at = 0;
  for (const line of lines) {
    const [matched, key = '', value = ''] = OPTION.exec(line.trimEnd()) ?? [];
    if (matched === undefined) break;
    options.set(key, value);
    at += 1;
  }
  if (at > 0 && lines[at] === '') at += 1;
  return { lines: lines.slice(at), options };
}

/** A directive whose content is no Markdown. */
interface Literal {
  readonly argument: string;
  readonly options: ReadonlyMap<string, string>;
  readonly value: string;
  readonly position: Position | undefined;
}

function buildLiteral(
  kind: 'listing' | 'math' | 'image',
  literal: Literal,
  source: SourceFile,
): readonly Block[] {
  const { argument, options, value, position } = literal;
  const place = position && { position };
  if (kind === 'image') return [buildImage(argument, options, position)];
  if (kind === 'math')
    return value.trim() === '' ? [] : [buildFormula({ value, ...place }, source, options.get('label'))];
  const code: Code = { type: 'code', lang: argument || null, value, ...place };
  addFacts(code, readOptions(options, countLines(code)));
  return [code];
}

const LANGUAGE = /^\{([A-Za-z][\w+.:-]*)\}$/;

/** Replaces the listings that are directives. */
function replaceListings(tree: Root, source: SourceFile, find: Find): void {
  visit(tree, 'code', (node, index, parent) => {
    const [, name] = LANGUAGE.exec(node.lang ?? '') ?? [];
    const kind = name === undefined ? undefined : findDirectiveKind(name);
    if (kind === undefined || parent === undefined || index === undefined) return undefined;
    if (kind === 'unknown') find('directive', `\`\`\`${node.lang}`, node.position?.start.offset ?? 0);
    const built = buildListing(kind, node, source);
    if (built === undefined) return undefined;
    parent.children.splice(index, 1, ...built);
    return index + built.length;
  });
}

function buildListing(kind: DirectiveKind, node: Code, source: SourceFile): readonly Block[] | undefined {
  if (kind === 'wordless') return [];
  if (kind === 'index')
    return buildIndex(
      `${node.meta ?? ''}\n${removeOptions(node.value.split('\n')).lines.join('\n')}`,
      node.position,
    );
  if (kind !== 'listing' && kind !== 'math' && kind !== 'image' && kind !== 'data') return undefined;
  const written = node.value.split('\n');
  const { lines, options } = removeOptions(written);
  const argument = node.meta?.trim() ?? '';
  if (kind === 'data') {
    const id = options.get('name') ?? options.get('label');
    const data = {
      title: argument,
      id,
      options,
      value: lines.join('\n'),
      linesAbove: written.length - lines.length,
    };
    return [buildDataTable({ ...data, position: node.position })];
  }
  return buildLiteral(kind, { argument, options, value: lines.join('\n'), position: node.position }, source);
}
