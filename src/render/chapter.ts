/**
 * Renders one chapter: converts mdast to sanitized hast with captions, ids and typographic punctuation, and
 * reports its problems.
 */
import type { Root } from 'hast';
import { sanitize } from 'hast-util-sanitize';
import type { Root as MdastRoot } from 'mdast';
import { toHast } from 'mdast-util-to-hast';
import { VFile } from 'vfile';
import type { Citation } from '../core/citations/citation-node.ts';
import type { Report } from '../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { Feature, Heading } from '../core/model/book.ts';
import type { Terms } from '../core/model/design.ts';
import type { Metadata } from '../core/model/metadata.ts';
import type { Plugins } from '../core/model/plugins.ts';
import type { Chapter, CitationStyle, Publication } from '../core/model/publication.ts';
import type { SourceFile } from '../core/source-location.ts';
import { locationAt } from '../core/source-location.ts';
import type { IndexMark } from '../core/tree/index-mark.ts';
import type { NumberReference } from '../core/tree/number-reference.ts';
import { hasClass } from '../lib/html/classes.ts';
import { cloneTree } from '../lib/html/clone.ts';
import { CODE_ELEMENTS } from '../lib/html/elements.ts';
import { EXIT, visit } from '../lib/html/visit.ts';
import { transformBoxes } from './blocks/boxes.ts';
import { type CaptionCounters, transformCaptions } from './blocks/captions.ts';
import { alignDecimals } from './blocks/decimal-columns.ts';
import { noteHandlers, noteOptions, transformNotes } from './blocks/footnotes.ts';
import { GLOSSARY_LIST, transformGlossaries } from './blocks/glossary.ts';
import { setColumnWidths } from './blocks/layouts.ts';
import { markLead } from './blocks/lead-paragraph.ts';
import { transformChecklists, transformTables } from './blocks/lists.ts';
import { readNumbered } from './blocks/numbered-element.ts';
import { placePageBreaks } from './blocks/page-breaks.ts';
import { isNovel, markProse } from './blocks/prose.ts';
import { transformTheorems } from './blocks/theorems.ts';
import { createIndexMark, isIndexMark } from './book-index/mark.ts';
import { placeIndexMarks } from './book-index/place-marks.ts';
import { formatAuthors } from './citations/author-names.ts';
import { checkCitations } from './citations/check-citations.ts';
import { createCitation } from './citations/citation-element.ts';
import { moveCitationsToNotes } from './citations/note-citations.ts';
import { buildListings } from './code/listings.ts';
import { findNamedCode } from './code/named-code.ts';
import type { DiagramContext, DrawnImages } from './diagrams/place-diagrams.ts';
import { takeDiagrams } from './diagrams/take-diagrams.ts';
import { blockHandlers } from './html/block-handlers.ts';
import { nestHtmlHeadings } from './html/html-headings.ts';
import { unlinkAddresses } from './html/html-links.ts';
import { normalizeHtml } from './html/normalize.ts';
import { correctPositions } from './html/raw-positions.ts';
import { sanitizeSchema, unwrapUnknownElements } from './html/sanitize-schema.ts';
import { hasColors, honorStyles, replaceElements } from './html/style-attribute.ts';
import { assignIds, listHeadings } from './ids.ts';
import type { FindImage } from './images/find-image.ts';
import { resolveImages } from './images/images.ts';
import { isWordless } from './links.ts';
import { type Formulas, insertFormulas, typesetFormulas } from './math/formulas.ts';
import { moveTableNotes } from './notes/table-notes.ts';
import { linkWrittenNotes } from './notes/written-marks.ts';
import { applyRehype, applyRemark } from './plugins/apply-plugins.ts';
import { reportLeftOut } from './plugins/left-out.ts';
import { createReference, isReference } from './references/placeholder.ts';
import { setBlockDirections } from './typography/block-direction.ts';
import { isolateNumbers } from './typography/number-isolation.ts';
import { punctuateTree } from './typography/punctuation.ts';

/** The content of a chapter, rendered once. */
export interface RenderedContent {
  /** Citations are still `<span data-cite>`, references `<span data-reference>`; links are not resolved yet. */
  readonly body: Root;
  readonly headings: readonly Heading[];
  readonly anchors: ReadonlyMap<string, string>;
  /** The names among the anchors that are written as ids; others are made from the words of headings. */
  readonly writtenIds: readonly string[];
  readonly features: ReadonlySet<Feature>;
  readonly hasAbbreviations: boolean;
  /** The ids of what gets a number when a book is assembled. */
  readonly numbered: readonly string[];
  /** Whether it refers to anything by number or without words: `<span data-reference>`. */
  readonly hasReferences: boolean;
  /** Whether the index of a book lists any of its passages: `<span data-index>`. */
  readonly hasIndexMarks: boolean;
  /** Whether it has solutions of exercises: `<section data-solves>`. */
  readonly hasSolutions: boolean;
  /** Whether it has terms of a glossary: `<dl class="glossary-list">`. */
  readonly hasGlossary: boolean;
  /** Whether its author has marked links to terms: `<span data-term>`. */
  readonly hasTermLinks: boolean;
}

/** A chapter rendered once. Both the book and the handout are assembled from it. */
export interface RenderedChapter extends RenderedContent {
  readonly chapter: Chapter;
}

/**
 * What rendering reads of a publication. The key of a cached chapter contains all of it (`cache/chapter-key.ts`), so what is
 * added here is added there.
 */
export type PublicationFacts = Pick<
  Publication,
  'references' | 'hasUnreadReferences' | 'isLenient' | 'hasPlainCode' | 'hasLargeDiagrams' | 'prose'
> & {
  readonly citationStyle?: Pick<CitationStyle, 'format'>;
  readonly metadata: Pick<Metadata, 'language'>;
};

/** What rendering reads of a chapter, beside its tree. The key of a cached chapter contains all of it, too. */
export type ChapterFacts = Pick<Chapter, 'id' | 'source'> & {
  readonly metadata: Pick<Chapter['metadata'], 'language' | 'part'>;
};

/** State shared by all chapters of one publication. */
export interface RenderState {
  /** Absent: no plugin changes the chapters. */
  readonly plugins?: Plugins;
  readonly publication: PublicationFacts;
  readonly terms: Terms;
  readonly counters: CaptionCounters;
  /** Every id assigned so far. */
  readonly ids: Set<string>;
}

/** The tree of a chapter, its images, and the receiver of its problems. */
export interface ChapterInputs {
  readonly tree: MdastRoot;
  readonly findImage: FindImage;
  readonly report: Report;
}

/**
 * Renders a chapter. Adds to the ids and counters of `state`. Diagnostics: all those of a chapter's content.
 */
export async function renderChapter(
  chapter: ChapterFacts,
  state: RenderState,
  { tree, findImage, report }: ChapterInputs,
): Promise<RenderedContent> {
  const { publication, terms, counters, ids } = state;
  const { source } = chapter;
  const features = new Set<Feature>();
  const addFeature = (feature: Feature, any: boolean): void => void (any && features.add(feature));

  const markdown = await applyRemark(state.plugins, cloneTree(tree), source, report);
  checkCitations(markdown, publication, source, report);
  const language = chapter.metadata.language ?? publication.metadata.language;
  const findAuthor = (citation: Citation): string => findNarrativeAuthor(citation, publication, language);
  if (publication.citationStyle?.format === 'note') moveCitationsToNotes(markdown, language, findAuthor);
  checkUnusedNotes(markdown, source, report);
  transformBoxes(markdown, source, { terms, language }, report);
  const rawHtml = await findRawHtml(markdown, source, report);
  if (rawHtml === 'some') unlinkAddresses(markdown);
  placeIndexMarks(markdown);
  const markdownAlts = findEmptyAlts(markdown);
  const formulas = await typesetFormulas(markdown, source, report);
  const hasRaw = rawHtml === 'some';
  const conversion = { terms, formulas, findAuthor, report, plugins: state.plugins };
  const body = await toSafeHast(markdown, source, hasRaw, conversion);

  addFeature('math', insertFormulas(body, formulas));
  addFeature('note', placeNotes(body, source, terms, report));
  normalizeHtml(body);
  if (hasRaw) nestHtmlHeadings(body, markdown, source, report);
  const drawn = await draw(body, source, { find: findImage, words: { terms, language }, report });
  if (publication.hasPlainCode !== true) await highlight(body, source, report);
  buildListings(body);
  transformCaptions(body, counters, language);
  setColumnWidths(body);
  transformTheorems(body);
  transformGlossaries(body, { source, part: chapter.metadata.part }, report);
  addFeature('table', transformTables(body, source, report));
  placePageBreaks(body);
  markProse(body, publication.prose, source);
  if (!isNovel(publication.prose)) markLead(body);
  const isLenient = publication.isLenient === true;
  const images = { source, markdownAlts, isLenient, drawn };
  addFeature('image', await resolveImages(body, images, findImage, report));
  const { anchors, writtenIds } = assignIds(body, { chapterId: chapter.id, source, taken: ids }, report);
  punctuateTree(body, language);
  setBlockDirections(body, language);
  isolateNumbers(body, language);
  alignDecimals(body, language);
  const facts = collectFacts(body, addFeature);
  return { body, headings: listHeadings(body), anchors, writtenIds, features, ...facts };
}

/** Collects what a book needs to know of a chapter before it is assembled. */
function collectFacts(body: Root, addFeature: (feature: Feature, any: boolean) => void) {
  const numbered: string[] = [];
  let hasAbbreviations = false;
  let hasReferences = false;
  let hasIndexMarks = false;
  let hasSolutions = false;
  let hasGlossary = false;
  let hasTermLinks = false;
  visit(body, 'element', (element) => {
    const { tagName, properties } = element;
    hasAbbreviations ||= tagName === 'abbr';
    hasReferences ||= isReference(element) || (tagName === 'a' && isWordless(element));
    hasIndexMarks ||= isIndexMark(element);
    hasSolutions ||= properties.dataSolves !== undefined;
    hasGlossary ||= hasClass(element, GLOSSARY_LIST);
    hasTermLinks ||= properties.dataTerm !== undefined;
    if (readNumbered(element) !== undefined) numbered.push(String(properties.id));
    addFeature('code', CODE_ELEMENTS.has(tagName));
    addFeature('citation', properties.dataCite !== undefined);
    addFeature('box', hasClass(element, 'box'));
  });
  const facts = { hasAbbreviations, numbered, hasReferences, hasIndexMarks, hasSolutions };
  return { ...facts, hasGlossary, hasTermLinks };
}

/** Puts notes below their tables and at the end of the chapter. Returns whether there are notes. */
function placeNotes(body: Root, source: SourceFile, terms: Terms, report: Report): boolean {
  const hasTableNotes = moveTableNotes(body, terms);
  linkWrittenNotes(body, source, report);
  return transformNotes(body, terms) || hasTableNotes;
}

/** Highlights the code of a chapter. Few have any, and the list of languages is long. */
async function highlight(body: Root, source: SourceFile, report: Report): Promise<void> {
  const codes = findNamedCode(body);
  if (codes.length === 0) return;
  const { highlightCode } = await import('./code/highlight.ts');
  await highlightCode(codes, source, report);
}

/** Draws the diagrams of a chapter. Few have any. */
async function draw(body: Root, source: SourceFile, context: DiagramContext): Promise<DrawnImages> {
  const listings = takeDiagrams(body);
  if (listings.length === 0) return new Map();
  const { drawDiagrams } = await import('./diagrams/place-diagrams.ts');
  return drawDiagrams(listings, source, context);
}

/** What the conversion to hast needs besides the chapter. */
interface ConversionInputs {
  readonly terms: Terms;
  readonly formulas: Formulas;
  /** Returns the author whom a citation names in the sentence; else an empty text. */
  readonly findAuthor: (citation: Citation) => string;
  readonly plugins: Plugins | undefined;
  readonly report: Report;
}

/** Checks the raw HTML of a chapter. Most have none, and the parser of HTML is large. */
async function findRawHtml(
  markdown: MdastRoot,
  source: SourceFile,
  report: Report,
): Promise<'none' | 'some' | 'unparsable'> {
  let any = false;
  visit(markdown, 'html', () => {
    any = true;
    return EXIT;
  });
  if (!any) return 'none';
  const { checkRawHtml } = await import('./html/raw-html.ts');
  return checkRawHtml(markdown, source, report);
}

async function toSafeHast(
  markdown: MdastRoot,
  source: SourceFile,
  hasRaw: boolean,
  inputs: ConversionInputs,
): Promise<Root> {
  const tree = toHast(markdown, {
    allowDangerousHtml: true,
    ...noteOptions,
    handlers: {
      citation: (_, node: Citation) => createCitation(node, inputs.findAuthor(node)),
      numberReference: (_, node: NumberReference) => createReference(node),
      indexMark: (state, node: IndexMark) => createIndexMark(node, state.all(node)),
      ...blockHandlers,
      ...noteHandlers,
      ...inputs.formulas.handlers,
    },
  }) as Root;
  // Before sanitizing, because sanitizing removes form controls, and this replaces them.
  transformChecklists(tree, inputs.terms);
  const { plugins, report } = inputs;
  if (!hasRaw && plugins === undefined) return sanitize(tree, sanitizeSchema) as Root;
  let whole = tree;
  if (hasRaw) {
    whole = await parseRaw(tree, source);
    correctPositions(whole, markdown, source);
  }
  if (plugins !== undefined) whole = await changeByPlugins(whole, plugins, source, report);
  if (hasColors(whole)) {
    const { honorColors } = await import('./html/colors.ts');
    honorColors(whole, source, report);
  }
  replaceElements(whole);
  honorStyles(whole);
  if (plugins !== undefined) reportLeftOut(whole, source, report);
  unwrapUnknownElements(whole);
  return sanitize(whole, sanitizeSchema) as Root;
}

async function parseRaw(tree: Root, source: SourceFile): Promise<Root> {
  const { raw } = await import('./html/raw-html.ts');
  return raw(tree, { file: new VFile(source.text) }) as Root;
}

/** Has plugins change the HTML. What they add as text of HTML is parsed. */
async function changeByPlugins(
  tree: Root,
  plugins: Plugins,
  source: SourceFile,
  report: Report,
): Promise<Root> {
  const changed = await applyRehype(plugins, tree, source, report);
  let hasText = false;
  visit(changed, 'raw', () => {
    hasText = true;
    return EXIT;
  });
  return hasText ? parseRaw(changed, source) : changed;
}

function findNarrativeAuthor(
  { isNarrative, items: [first] }: Citation,
  { references }: PublicationFacts,
  language: string,
): string {
  const item = isNarrative && first ? references.get(first.key) : undefined;
  return item === undefined ? '' : formatAuthors(item, language);
}

/** Diagnostic: `note-unused`. */
function checkUnusedNotes(tree: MdastRoot, source: SourceFile, report: Report): void {
  const used = new Set<string>();
  visit(tree, 'footnoteReference', ({ identifier }) => void used.add(identifier));
  visit(tree, 'footnoteDefinition', (node) => {
    if (used.has(node.identifier)) return;
    const place = locationAt(source, node.position?.start.offset ?? 0);
    report(diagnostic('note-unused', { label: node.label ?? node.identifier }, place));
  });
}

/** Finds Markdown images without alternative text. Returns `line:column` of each. */
function findEmptyAlts(tree: MdastRoot): ReadonlySet<string> {
  const found = new Set<string>();
  visit(tree, (node) => {
    if ((node.type !== 'image' && node.type !== 'imageReference') || node.alt) return;
    const start = node.position?.start;
    found.add(`${start?.line}:${start?.column}`);
  });
  return found;
}
