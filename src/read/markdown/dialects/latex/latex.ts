/**
 * Reads LaTeX in Markdown as pandoc does for PDF: https://pandoc.org/MANUAL.html#extension-raw_tex. Formulas, words in bold or
 * italics, notes, sources and pictures are read; what is for the page or the program is left out and reported.
 */
// cspell:ignore lstlisting eqnarray displaymath
import type { Code, Image, Paragraph, PhrasingContent, Root, RootContent } from 'mdast';
import { buildNarrative, buildNarratives, type CitedItem } from '../../../../core/citations/citation-node.ts';
import type { SourceFile } from '../../../../core/source-location.ts';
import type { ReferencedItem } from '../../../../core/tree/number-reference.ts';
import { visit } from '../../../../lib/html/visit.ts';
import { readAfterKey } from '../../citations/locators.ts';
import { MarkupFindings } from '../../markup-findings.ts';
import { replaceBrackets } from '../brackets.ts';
import type { DialectSyntax } from '../dialect.ts';
import { readMakeindex } from '../index-marks/index-entry.ts';
import { buildIndexMark } from '../index-marks/index-span.ts';
import { addNotes } from '../inline-notes.ts';
import { changeInlineContent, removeEmptyParagraphs, replaceInTexts, spanOf } from '../inline-texts.ts';
import { addRawBlocks, findRawLines, type RawBlock } from '../raw-blocks.ts';
import { buildReference } from '../references/number-references.ts';
import { buildInlineNote, liftSideNotes } from '../side-notes/side-notes.ts';
import {
  BRACES,
  CHARACTER,
  CHARACTER_COMMANDS,
  CITE,
  INDEX,
  LEFT_OUT,
  LISTINGS,
  MATH,
  NOTE_COMMANDS,
  PICTURE,
  REFERENCE,
  REFERENCE_FORMS,
  SIDE_NOTE_COMMANDS,
  WORD_COMMANDS,
} from './latex-commands.ts';
import { addLatexLinks } from './latex-links.ts';

const ENVIRONMENT = new RegExp(`^[ \\t>]*\\\\begin\\{((?:${MATH}|${LISTINGS})\\*?)\\}`);
const ENVIRONMENT_END = /\\end\{([^{}]*)\}[.,;]?\s*$/;
const IS_MATH = new RegExp(`^(?:${MATH})$`);

export const latex: DialectSyntax = {
  extend(source) {
    addRawBlocks(this, '\\', findRawLines(source.text, ENVIRONMENT, ENVIRONMENT_END));
    if (/\\(?:href|url)\{/.test(source.text)) addLatexLinks(this);
  },
  transform: (tree, source, report) => {
    const findings = new MarkupFindings(source);
    visit(tree, 'rawBlock', (block, index, parent) => {
      if (parent === undefined || index === undefined || !block.value.startsWith('\\')) return undefined;
      const built = buildBlock(block, findings);
      (parent.children as RootContent[]).splice(index, 1, ...built);
      return index + built.length;
    });
    readIndexMarks(tree, source);
    readWords(tree, source);
    liftSideNotes(tree, source, report);
    readCommands(tree, source, findings);
    findings.report('markup-left-out', report);
  },
};

function buildBlock({ value, position }: RawBlock, findings: MarkupFindings): readonly RootContent[] {
  const place = position ? { position } : {};
  const [begin = '', environment = ''] = ENVIRONMENT.exec(value) ?? [];
  const name = environment.replace('*', '');
  const content = value.slice(begin.length).replace(/\\end\{[^{}]*\}[ \t.,;]*$/, '');
  if (IS_MATH.test(name)) return [buildFormula(environment, content, place)];
  const isCode = /^(?:verbatim|lstlisting|minted)$/i.test(name);
  if (!isCode) findings.find('latex', begin, position?.start.offset ?? 0, name);
  if (name === 'comment') return [];
  const code: Code = {
    type: 'code',
    value: (isCode ? content.replace(/^(?:\[[^\]\n]*\]|\{[^}\n]*\}){0,2}/, '') : value).replace(
      /^\n+|\s+$/g,
      '',
    ),
    ...place,
  };
  return [code];
}

function buildFormula(environment: string, content: string, place: Pick<Paragraph, 'position'>): Paragraph {
  const tex = content.trim();
  const name = environment.replace(/^eqnarray\*?$/, 'align*');
  const isPlain = /^(?:displaymath|math)\*?$/.test(name);
  const value = isPlain ? tex : `\\begin{${name}}\n${tex}\n\\end{${name}}`;
  return { type: 'paragraph', children: [{ type: 'inlineMath', value, ...place }], ...place };
}

const OPENING = /\\[a-z]+\*?[[{]/;

/** Reads commands around words, inner ones first. */
function readWords(tree: Root, source: SourceFile): void {
  const notes = addNotes(tree);
  changeInlineContent(tree, source, (content) => {
    if (![...content.texts.values()].some(({ masked }) => OPENING.test(masked))) return undefined;
    return replaceBrackets(content, BRACES, (opening, words, closing) => {
      const [, name] = /^\\([a-z]+)/i.exec(opening.text.value) ?? [];
      const place = spanOf(opening.text, closing.text);
      if (name === undefined || !NOTE_COMMANDS.has(name))
        return name === undefined ? undefined : buildWords(name, words, place);
      // A link cannot contain the link to a note.
      return content.type === 'link' || words.length === 0 ? words : [notes.add(words, place)];
    });
  });
  notes.finish();
}

function buildWords(name: string, children: PhrasingContent[], place: Place): readonly PhrasingContent[] {
  if (SIDE_NOTE_COMMANDS.has(name)) return children.length === 0 ? [] : [buildInlineNote(children, place)];
  const hName = WORD_COMMANDS.get(name) ?? '';
  return hName === '' ? children : [{ type: 'emphasis', data: { hName }, children, ...place }];
}

/** Reads marks of the index before the commands in them. */
function readIndexMarks(tree: Root, source: SourceFile): void {
  replaceInTexts(tree, source, INDEX, ([, index, masked = ''], place, command) => {
    // Escaped signs, as in `\&`, are masked in the match.
    const written = command.slice(-masked.length - 1, -1);
    const entry = readMakeindex(written, index);
    return entry === undefined ? [] : [buildIndexMark([], [entry], place)];
  });
}

function readCommands(tree: Root, source: SourceFile, findings: MarkupFindings): void {
  replaceInTexts(tree, source, CHARACTER, ([, name = ''], place) => [
    { type: 'text', value: CHARACTER_COMMANDS.get(name) ?? '', ...place },
  ]);
  replaceInTexts(tree, source, new RegExp(PICTURE, 'g'), ([, options = '', url = ''], place) => [
    buildPicture(url, options, place),
  ]);
  replaceInTexts(tree, source, new RegExp(CITE, 'g'), ({ groups }, place) =>
    buildCitations(groups ?? {}, place),
  );
  replaceInTexts(tree, source, REFERENCE, ([written, space, command = '', labels = ''], place) => {
    const reference = buildReference(readReferences(command, labels), written.replace(/^~/, ''), place);
    return space === undefined ? [reference] : [{ type: 'text', value: '\u00A0', ...place }, reference];
  });
  replaceInTexts(tree, source, LEFT_OUT, ([written], { position }) => {
    const [, name = ''] = /^\\([A-Za-z]+)/.exec(written) ?? [];
    findings.find('latex', written, position?.start.offset ?? 0, name);
    return [];
  });
  removeBlankParagraphs(tree);
}

type Place = Pick<RootContent, 'position'>;

/** Reads the labels of a reference: `\\ref` prints the number alone, `\\autoref` its name, too. */
const readReferences = (command: string, labels: string): readonly ReferencedItem[] =>
  labels.split(',').map((label) => ({ label: label.trim(), form: REFERENCE_FORMS.get(command) ?? 'name' }));

function buildPicture(url: string, options: string, place: Place): Image {
  const [, part, length] =
    /\bwidth=(?:(\d*\.?\d*)\\(?:text|line|column)width|(\d*\.?\d+(?:cm|mm|in|pt)))/.exec(options) ?? [];
  const width = length ?? (part === undefined ? undefined : `${Math.round(100 * Number(part || '1'))}%`);
  return { type: 'image', url, alt: '', ...(width && { data: { hProperties: { width } } }), ...place };
}

/** @param groups of {@link CITE} */
function buildCitations(
  { name = '', first, second, keys: list = '' }: Readonly<Record<string, string | undefined>>,
  place: Place,
): readonly PhrasingContent[] {
  const offset = place.position?.start.offset ?? 0;
  const keys = list.split(',').map((key) => key.trim());
  const after = readAfterKey(` ${second ?? first ?? ''}`);
  const prefix = second === undefined ? '' : (first ?? '').trim();
  const isNarrative = /^(?:citet|textcite)$/i.test(name);
  if (isNarrative && keys.length > 1) return buildNarratives(keys, offset, place);
  const items = keys.map(
    (key, index): CitedItem => ({
      key,
      ...(index === 0 && prefix !== '' && { prefix }),
      ...(index === keys.length - 1 && after),
      ...(name === 'citeyearpar' && { suppressAuthor: true }),
      offset,
    }),
  );
  if (isNarrative) return [buildNarrative(`@${list}`, items, `@${list}`, place)];
  return [{ type: 'citation', items, ...place }];
}

/** Removes paragraphs that have only spaces left. */
function removeBlankParagraphs(tree: Root): void {
  visit(tree, 'paragraph', (paragraph) => {
    const isBlank = paragraph.children.every((child) => child.type === 'text' && child.value.trim() === '');
    if (isBlank) paragraph.children = [];
  });
  removeEmptyParagraphs(tree);
}
