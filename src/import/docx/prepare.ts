/**
 * Prepares the main part of a Word document (ECMA-376 part 1, 17) for mammoth: marks what HTML has no element for, replaces
 * what mammoth does not read by what it reads, and counts what a publication does not show.
 */
import type { Element, ElementContent, Root, RootContent } from 'xast';
import { SKIP, visit } from '../../lib/html/visit.ts';
import { findElements, getTextContent } from '../../lib/xml/elements.ts';
import { takeCaptionLabel } from './caption-label.ts';
import { replaceAlternate, replaceDrawing, replacePicture } from './drawings.ts';
import { type Marks, removeMarkSigns } from './marks.ts';
import { convertFormula } from './omml.ts';
import type { Counts, DocumentFacts, Preparation } from './preparation.ts';
import { attributeOf, buildElement, buildRun, buildText, childNamed, isOff } from './word-elements.ts';

/** Replaces an element by others; `undefined`: it stays. */
type Replace = (element: Element, preparation: Preparation) => readonly ElementContent[] | undefined;

const keepChildren: Replace = ({ children }) => children;

const count =
  (name: keyof Counts): Replace =>
  (_element, { counts }) => {
    counts[name] += 1;
    return undefined;
  };

const REPLACEMENTS: Readonly<Record<string, Replace>> = {
  'mc:AlternateContent': replaceAlternate,
  'w:drawing': replaceDrawing,
  'w:pict': replacePicture,
  'm:oMathPara': replaceFormula,
  'm:oMath': replaceFormula,
  'w:br': replaceBreak,
  'w:cr': () => [{ type: 'element', name: 'w:br', attributes: {}, children: [] }],
  'w:p': prepareParagraph,
  'w:sdt': removeContents,
  'w:tbl': markTableHead,
  'w:ruby': replaceRuby,
  'w:altChunk': replaceChunk,
  'w:subDoc': replaceChunk,
  // Mammoth does not read these, and would lose the words in them.
  'w:fldSimple': keepChildren,
  'w:bdo': keepChildren,
  'w:dir': keepChildren,
  'w:ins': count('insertions'),
  'w:moveTo': count('insertions'),
  'w:del': count('deletions'),
  'w:moveFrom': count('deletions'),
  'w:txbxContent': count('textBoxes'),
  'w:color': countColor,
  'w:r': countSmallCaps,
};

/** Prepares the tree, in place. */
export function prepareDocument(tree: Root, marks: Marks, facts: DocumentFacts): Counts {
  const counts: Counts = { insertions: 0, deletions: 0, textBoxes: 0, colored: 0, smallCaps: 0, contents: 0 };
  const preparation = { marks, counts, dropCap: [], ...facts };
  visit(tree, 'text', (text) => {
    text.value = removeMarkSigns(text.value);
  });
  visit(tree, 'element', (node, index, parent) => {
    if (parent === undefined || index === undefined) return undefined;
    const replace = Object.hasOwn(REPLACEMENTS, node.name) ? REPLACEMENTS[node.name] : undefined;
    const given = replace?.(node, preparation);
    // What mammoth leaves out is not counted a second time.
    if (given === undefined) return node.name === 'w:del' || node.name === 'w:moveFrom' ? SKIP : undefined;
    parent.children.splice(index, 1, ...(given as RootContent[]));
    return [SKIP, index];
  });
  return counts;
}

function replaceFormula(element: Element, { marks }: Preparation): readonly ElementContent[] {
  const isBlock = element.name === 'm:oMathPara';
  const formulas = isBlock ? findElements(element, 'm:oMath') : [element];
  const converted = formulas.map((formula) => convertFormula(formula));
  const tex = joinFormulas(converted.map((formula) => formula.tex));
  if (tex !== '' && converted.every(({ isWhole }) => isWhole)) {
    return [buildRun(marks.add({ kind: 'formula', tex, isBlock }))];
  }
  const detail = getTextContent(element).trim();
  return [buildRun(marks.add({ kind: 'lost', part: 'equation', ...(detail && { detail }) }))];
}

/** Joins the formulas of one paragraph, each a line. */
function joinFormulas(formulas: readonly string[]): string {
  const lines = formulas.filter((tex) => tex !== '');
  return lines.length > 1 ? `\\begin{gathered}${lines.join(' \\\\ ')}\\end{gathered}` : lines.join('');
}

function replaceBreak(
  { attributes }: Element,
  { marks }: Preparation,
): readonly ElementContent[] | undefined {
  return attributes['w:type'] === 'page' ? [buildText(marks.add({ kind: 'page-break' }))] : undefined;
}

/** Inserts a mark at the start of a paragraph that begins a page, and drop caps that are before it. */
function prepareParagraph(element: Element, preparation: Preparation): readonly ElementContent[] | undefined {
  const { marks, dropCap } = preparation;
  const properties = childNamed(element, 'w:pPr');
  const frame = properties && childNamed(properties, 'w:framePr');
  if (/^(?:drop|margin)$/.test(attributeOf(frame, 'w:dropCap'))) {
    dropCap.push(...element.children.filter((child) => child !== properties));
    return [];
  }
  element.children.splice(properties === undefined ? 0 : 1, 0, ...dropCap.splice(0));
  const setting = properties && childNamed(properties, 'w:pageBreakBefore');
  const breaks = setting === undefined || isOff(setting) ? [] : [marks.add({ kind: 'page-break' })];
  const signs = [...breaks, ...markParagraph(element, properties, preparation)].map(buildRun);
  element.children.splice(properties === undefined ? 0 : 1, 0, ...signs);
  return undefined;
}

/** Returns the marks of an item of a numbered list, and of a caption. */
function markParagraph(
  paragraph: Element,
  properties: Element | undefined,
  { marks, numbering, captionStyles }: Preparation,
): readonly string[] {
  const number = numbering.next(properties);
  const label = takeCaptionLabel(paragraph, captionStyles);
  return [
    ...(number === undefined ? [] : [marks.add({ kind: 'number', value: number })]),
    ...(label === undefined ? [] : [marks.add({ kind: 'caption', label })]),
  ];
}

/** Styles of tables that show no head. */
const PLAIN_TABLE = /^(?:Table(?:Grid|Normal|auto)?|a\d*)?$/i;

/** Marks the first row of a table as its head if the style of the table shows one (17.4.55, 17.4.49). */
function markTableHead(table: Element): undefined {
  const properties = childNamed(table, 'w:tblPr');
  const look = properties && childNamed(properties, 'w:tblLook');
  const row = childNamed(table, 'w:tr');
  if (properties === undefined || look === undefined || row === undefined) return;
  const bits = Number.parseInt(attributeOf(look, 'w:val') || '0', 16);
  const hasHead = attributeOf(look, 'w:firstRow') === '1' || (bits & FIRST_ROW) !== 0;
  if (!hasHead || PLAIN_TABLE.test(attributeOf(childNamed(properties, 'w:tblStyle'), 'w:val'))) return;
  row.children.unshift(buildElement('w:trPr', [buildElement('w:tblHeader', [])]));
}

/** The bit of `w:tblLook` for the formatting of the first row. */
const FIRST_ROW = 0x20;

/** Removes a table of contents, which has a gallery of its own (17.5.2.11). */
function removeContents(element: Element, { counts }: Preparation): readonly ElementContent[] | undefined {
  const properties = childNamed(element, 'w:sdtPr');
  const [gallery] = properties ? findElements(properties, 'w:docPartGallery') : [];
  if (gallery?.attributes['w:val'] !== 'Table of Contents') return undefined;
  counts.contents += 1;
  return [];
}

function replaceRuby(element: Element, { marks }: Preparation): readonly ElementContent[] {
  const [base, above] = ['w:rubyBase', 'w:rt'].map((name) => {
    const part = childNamed(element, name);
    return part === undefined ? '' : getTextContent(part);
  });
  return [buildText(marks.add({ kind: 'ruby', base: base ?? '', above: above ?? '' }))];
}

/** Marks another document that is embedded: a chunk (17.17.2.1) is beside the paragraphs. */
function replaceChunk(_element: Element, { marks }: Preparation): readonly ElementContent[] {
  const run = buildRun(marks.add({ kind: 'lost', part: 'embedded-document' }));
  return [{ type: 'element', name: 'w:p', attributes: {}, children: [run] }];
}

function countSmallCaps(run: Element, { counts }: Preparation): undefined {
  const properties = childNamed(run, 'w:rPr');
  const setting = properties && childNamed(properties, 'w:smallCaps');
  if (setting && !isOff(setting) && childNamed(run, 'w:t')) counts.smallCaps += 1;
}

function countColor({ attributes }: Element, { counts }: Preparation): undefined {
  if (!/^(?:auto|0{6})$/.test(attributes['w:val'] ?? 'auto')) counts.colored += 1;
}
