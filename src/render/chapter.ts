/** One chapter: mdast → hast that is safe, captioned, identified and set. Whatever is wrong with it is reported here. */
import type { Element, Root } from 'hast';
import { raw } from 'hast-util-raw';
import { sanitize } from 'hast-util-sanitize';
import type { Root as MdastRoot } from 'mdast';
import { toHast } from 'mdast-util-to-hast';
import { VFile } from 'vfile';
import type { Citation } from '../core/citation-node.ts';
import { diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { Feature, Heading } from '../core/model/book.ts';
import type { Context } from '../core/model/context.ts';
import type { Terms } from '../core/model/design.ts';
import type { Chapter, Publication } from '../core/model/publication.ts';
import type { Source } from '../core/source-location.ts';
import { placeAt } from '../core/source-location.ts';
import { cloneTree } from '../lib/html/clone.ts';
import { visit } from '../lib/html/visit.ts';
import { near } from '../lib/text/nearest.ts';
import { shapeBoxes } from './blocks/boxes.ts';
import { type Counters, shapeCaptions } from './blocks/captions.ts';
import { noteHandlers, noteOptions, shapeNotes } from './blocks/footnotes.ts';
import { shapeGlossaries } from './blocks/glossary.ts';
import { markLead } from './blocks/lead.ts';
import { shapeChecklists, shapeTables } from './blocks/lists.ts';
import { blockHandlers } from './html/block-handlers.ts';
import { hasClass } from './html/classes.ts';
import { tidy } from './html/normalize.ts';
import { checkRawHtml } from './html/raw-html.ts';
import { correctPositions } from './html/raw-positions.ts';
import { safeSchema, unwrapUnknown } from './html/sanitize-schema.ts';
import { identify, listHeadings } from './ids.ts';
import type { Assets } from './images/assets.ts';
import { resolveImages } from './images/images.ts';
import { type Formulas, readFormulas, setFormulas } from './math/formulas.ts';
import { setPunctuation } from './typography/punctuation.ts';

/** Elements that are set in a typewriter face. */
const CODE = new Set(['code', 'kbd', 'pre', 'samp']);

/** A chapter rendered once, from which the book and the handout are both put together. */
export interface RenderedChapter {
  readonly chapter: Chapter;
  /** Citations are still `<span data-cite>`; links are not resolved yet. */
  readonly body: Root;
  readonly headings: readonly Heading[];
  readonly anchors: ReadonlyMap<string, string>;
  readonly features: ReadonlySet<Feature>;
}

/** What the chapters of one publication share. */
export interface Workshop {
  readonly publication: Publication;
  readonly terms: Terms;
  readonly assets: Assets;
  readonly counters: Counters;
  /** Every id so far. */
  readonly ids: Set<string>;
}

export async function renderChapter(
  chapter: Chapter,
  workshop: Workshop,
  context: Context,
): Promise<RenderedChapter> {
  const { publication, terms, assets, counters, ids } = workshop;
  const { source } = chapter;
  const features = new Set<Feature>();
  const found = (feature: Feature, any: boolean): void => void (any && features.add(feature));

  const markdown = cloneTree(chapter.body);
  checkCitations(markdown, workshop, chapter, context);
  noteUnused(markdown, chapter, context);
  shapeBoxes(markdown, source, terms, context.report);
  const rawHtml = checkRawHtml(markdown, source, context.report);
  const markdownAlts = emptyAlts(markdown);
  const formulas = await readFormulas(markdown, source, context.report);
  const body = toSafeHast(markdown, source, rawHtml === 'some', { terms, formulas });

  found('math', setFormulas(body, formulas));
  found('note', shapeNotes(body, terms));
  tidy(body);
  shapeCaptions(body, terms, counters);
  shapeGlossaries(body, source, context.report);
  found('table', shapeTables(body));
  markLead(body);
  const of = { source, folder: publication.folder, markdownAlts };
  found('image', await resolveImages(body, of, assets, context));
  const anchors = identify(body, { chapterId: chapter.id, source, taken: ids }, context.report);
  setPunctuation(body, chapter.metadata.language ?? publication.metadata.language);
  visit(body, 'element', (element) => {
    const { tagName, properties } = element;
    found('code', CODE.has(tagName));
    found('citation', properties.dataCite !== undefined);
    found('box', hasClass(element, 'box'));
  });
  return { chapter, body, headings: listHeadings(body), anchors, features };
}

interface Shaping {
  readonly terms: Terms;
  readonly formulas: Formulas;
}

function toSafeHast(markdown: MdastRoot, source: Source, hasRaw: boolean, shaping: Shaping): Root {
  const tree = toHast(markdown, {
    allowDangerousHtml: true,
    ...noteOptions,
    handlers: {
      citation: (_, node: Citation) => citationElement(node),
      ...blockHandlers,
      ...noteHandlers,
      ...shaping.formulas.handlers,
    },
  }) as Root;
  // Before anything unsafe is taken out: a form's control is, and this makes something else of it.
  shapeChecklists(tree, shaping.terms);
  if (!hasRaw) return sanitize(tree, safeSchema) as Root;
  const whole = raw(tree, { file: new VFile(source.text) }) as Root;
  correctPositions(whole, markdown, source);
  unwrapUnknown(whole);
  return sanitize(whole, safeSchema) as Root;
}

/** Until it is known which book it stands in, and so which number it has. */
function citationElement({ items }: Citation): Element {
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

/** Diagnostics: `citation-unknown`, `citation-empty`. */
function checkCitations(
  tree: MdastRoot,
  { publication }: Workshop,
  chapter: Chapter,
  context: Context,
): void {
  const { references } = publication;
  visit(tree, 'citation', (node) => {
    for (const { key, offset } of node.items) {
      const item = references.get(key);
      const place = placeAt(chapter.source, offset);
      if (item === undefined) {
        context.report(diagnostic('citation-unknown', { key, ...near(key, references) }, place));
      } else if (!item.title) context.report(diagnostic('citation-empty', { key }, place));
    }
  });
}

/** Diagnostic: `note-unused`. */
function noteUnused(tree: MdastRoot, { source }: Chapter, { report }: Context): void {
  const used = new Set<string>();
  visit(tree, 'footnoteReference', ({ identifier }) => void used.add(identifier));
  visit(tree, 'footnoteDefinition', (node) => {
    if (used.has(node.identifier)) return;
    const place = placeAt(source, node.position?.start.offset ?? 0);
    report(diagnostic('note-unused', { label: node.label ?? node.identifier }, place));
  });
}

/** Line and column of the Markdown images that say nothing. */
function emptyAlts(tree: MdastRoot): ReadonlySet<string> {
  const found = new Set<string>();
  visit(tree, (node) => {
    if ((node.type !== 'image' && node.type !== 'imageReference') || node.alt) return;
    const start = node.position?.start;
    found.add(`${start?.line}:${start?.column}`);
  });
  return found;
}
