/**
 * Renders one chapter: converts mdast to sanitized hast with captions, ids and typographic punctuation, and
 * reports its problems.
 */
import type { Element, Root } from 'hast';
import { raw } from 'hast-util-raw';
import { sanitize } from 'hast-util-sanitize';
import type { Root as MdastRoot } from 'mdast';
import { toHast } from 'mdast-util-to-hast';
import { VFile } from 'vfile';
import type { Citation } from '../core/citation-node.ts';
import type { Report } from '../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { Feature, Heading } from '../core/model/book.ts';
import type { Context } from '../core/model/context.ts';
import type { Terms } from '../core/model/design.ts';
import type { Chapter, Publication } from '../core/model/publication.ts';
import type { SourceFile } from '../core/source-location.ts';
import { locationAt } from '../core/source-location.ts';
import { hasClass } from '../lib/html/classes.ts';
import { cloneTree } from '../lib/html/clone.ts';
import { CODE_ELEMENTS } from '../lib/html/elements.ts';
import { visit } from '../lib/html/visit.ts';
import { transformBoxes } from './blocks/boxes.ts';
import { type CaptionCounters, transformCaptions } from './blocks/captions.ts';
import { noteHandlers, noteOptions, transformNotes } from './blocks/footnotes.ts';
import { transformGlossaries } from './blocks/glossary.ts';
import { markLead } from './blocks/lead-paragraph.ts';
import { transformChecklists, transformTables } from './blocks/lists.ts';
import { placePageBreaks } from './blocks/page-breaks.ts';
import { checkCitations } from './citations/check-citations.ts';
import { blockHandlers } from './html/block-handlers.ts';
import { nestHtmlHeadings } from './html/html-headings.ts';
import { unlinkAddresses } from './html/html-links.ts';
import { normalizeHtml } from './html/normalize.ts';
import { checkRawHtml } from './html/raw-html.ts';
import { correctPositions } from './html/raw-positions.ts';
import { sanitizeSchema, unwrapUnknownElements } from './html/sanitize-schema.ts';
import { hasColors, honorStyles, replaceElements } from './html/style-attribute.ts';
import { assignIds, listHeadings } from './ids.ts';
import type { Assets } from './images/assets.ts';
import { resolveImages } from './images/images.ts';
import { type Formulas, insertFormulas, typesetFormulas } from './math/formulas.ts';
import { setBlockDirections } from './typography/block-direction.ts';
import { isolateNumbers } from './typography/number-isolation.ts';
import { punctuateTree } from './typography/punctuation.ts';

/** Elements set in a monospaced face. */

/** A chapter rendered once. Both the book and the handout are assembled from it. */
export interface RenderedChapter {
  readonly chapter: Chapter;
  /** Citations are still `<span data-cite>`; links are not resolved yet. */
  readonly body: Root;
  readonly headings: readonly Heading[];
  readonly anchors: ReadonlyMap<string, string>;
  readonly features: ReadonlySet<Feature>;
  readonly hasAbbreviations: boolean;
}

/** State shared by all chapters of one publication. */
export interface RenderState {
  readonly publication: Publication;
  readonly terms: Terms;
  readonly assets: Assets;
  readonly counters: CaptionCounters;
  /** Every id assigned so far. */
  readonly ids: Set<string>;
}

/**
 * Renders a chapter. Adds to the ids and counters of `state`. Diagnostics: all those of a chapter's content.
 */
export async function renderChapter(
  chapter: Chapter,
  state: RenderState,
  context: Context,
): Promise<RenderedChapter> {
  const { publication, terms, assets, counters, ids } = state;
  const { source } = chapter;
  const features = new Set<Feature>();
  const addFeature = (feature: Feature, any: boolean): void => void (any && features.add(feature));

  const markdown = cloneTree(chapter.body);
  checkCitations(markdown, publication, source, context.report);
  checkUnusedNotes(markdown, chapter, context);
  transformBoxes(markdown, source, terms, context.report);
  const rawHtml = checkRawHtml(markdown, source, context.report);
  if (rawHtml === 'some') unlinkAddresses(markdown);
  const markdownAlts = findEmptyAlts(markdown);
  const formulas = await typesetFormulas(markdown, source, context.report);
  const hasRaw = rawHtml === 'some';
  const body = await toSafeHast(markdown, source, hasRaw, { terms, formulas, report: context.report });

  addFeature('math', insertFormulas(body, formulas));
  addFeature('note', transformNotes(body, terms));
  normalizeHtml(body);
  if (hasRaw) nestHtmlHeadings(body, markdown, source, context.report);
  const language = chapter.metadata.language ?? publication.metadata.language;
  transformCaptions(body, terms, counters, language);
  transformGlossaries(body, source, context.report);
  addFeature('table', transformTables(body));
  placePageBreaks(body);
  markLead(body);
  const isLenient = publication.isLenient === true;
  const images = { source, folder: publication.folder, markdownAlts, isLenient };
  addFeature('image', await resolveImages(body, images, assets, context));
  const anchors = assignIds(body, { chapterId: chapter.id, source, taken: ids }, context.report);
  punctuateTree(body, language);
  setBlockDirections(body, language);
  isolateNumbers(body, language);
  let hasAbbreviations = false;
  visit(body, 'element', (element) => {
    const { tagName, properties } = element;
    hasAbbreviations ||= tagName === 'abbr';
    addFeature('code', CODE_ELEMENTS.has(tagName));
    addFeature('citation', properties.dataCite !== undefined);
    addFeature('box', hasClass(element, 'box'));
  });
  return { chapter, body, headings: listHeadings(body), anchors, features, hasAbbreviations };
}

/** What the conversion to hast needs besides the chapter. */
interface ConversionInputs {
  readonly terms: Terms;
  readonly formulas: Formulas;
  readonly report: Report;
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
      citation: (_, node: Citation) => createCitation(node),
      ...blockHandlers,
      ...noteHandlers,
      ...inputs.formulas.handlers,
    },
  }) as Root;
  // Before sanitizing, because sanitizing removes form controls, and this replaces them.
  transformChecklists(tree, inputs.terms);
  if (!hasRaw) return sanitize(tree, sanitizeSchema) as Root;
  const whole = raw(tree, { file: new VFile(source.text) }) as Root;
  correctPositions(whole, markdown, source);
  if (hasColors(whole)) {
    const { honorColors } = await import('./html/colors.ts');
    honorColors(whole, source, inputs.report);
  }
  replaceElements(whole);
  honorStyles(whole);
  unwrapUnknownElements(whole);
  return sanitize(whole, sanitizeSchema) as Root;
}

/** Creates a placeholder for a citation, because its number depends on the book. */
function createCitation({ items }: Citation): Element {
  return {
    type: 'element',
    tagName: 'span',
    properties: {
      dataCite: items.map(({ key }) => key).join(' '),
      dataLocators: JSON.stringify(items.map(({ locator }) => locator ?? '')),
    },
    children: [],
  };
}

/** Diagnostic: `note-unused`. */
function checkUnusedNotes(tree: MdastRoot, { source }: Chapter, { report }: Context): void {
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
