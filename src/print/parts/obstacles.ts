/** Finds in a project's design what only a print in one piece can show. */
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { PaperEdition } from '../../core/model/edition.ts';
import { type CssNode, generate, parse, walk } from '../../lib/css/syntax-tree.ts';
import type { ProjectFiles } from '../document/project-files.ts';
import { readPrintStyle, type StyleContext } from '../document/stylesheet.ts';

/**
 * Returns the diagnostic `book-in-one-piece` for the first file of the project that prevents printing in parts;
 * `undefined` if there is none.
 */
export async function findObstacle(
  { id }: PaperEdition,
  { styles, templates }: ProjectFiles,
  context: StyleContext,
): Promise<Diagnostic | undefined> {
  const [template] = templates;
  if (template !== undefined) return diagnostic('book-in-one-piece', { edition: id, file: template });
  for (const { name, file } of styles) {
    const what = findPageRule(await readPrintStyle(name, context));
    if (what !== undefined) return diagnostic('book-in-one-piece', { edition: id, file, what });
  }
  return undefined;
}

/** Counters that count pages, see running-heads.ts and page-css.ts. */
const PAGE_COUNTERS = /^(?:pages?|front|section-\d+)$/;
/** Properties that change counters, which would begin again in each part. */
const COUNTER_PROPERTIES = /^counter-(?:increment|reset|set)$/i;

/**
 * Returns the rule, function or selector whose effect depends on the pages or sections before it; `undefined`: there is
 * none, and the parts look as in one piece.
 */
export function findPageRule(css: string): string | undefined {
  let found: string | undefined;
  walk(parse(css, { parseValue: true, parseCustomProperty: true }), (node) => {
    found ??= READERS[node.type]?.(node);
  });
  return found;
}

/** By the type of a node: returns its text if its effect depends on other parts of the book. */
const READERS: Readonly<Partial<Record<CssNode['type'], (node: CssNode) => string | undefined>>> = {
  Atrule: (node) => {
    if (node.type !== 'Atrule' || node.name.toLowerCase() !== 'page') return undefined;
    return node.prelude === null ? '@page' : `@page ${generate(node.prelude)}`;
  },
  Function: (node) => {
    if (node.type !== 'Function' || !/^counters?$/i.test(node.name)) return undefined;
    const name = node.children.first;
    return name?.type === 'Identifier' && PAGE_COUNTERS.test(name.name) ? generate(node) : undefined;
  },
  Declaration: (node) =>
    node.type === 'Declaration' && COUNTER_PROPERTIES.test(node.property) ? node.property : undefined,
  Rule: (node) => {
    if (node.type !== 'Rule' || node.prelude.type !== 'SelectorList') return undefined;
    return node.prelude.children
      .toArray()
      .map((selector) => generate(selector))
      .find(dependsOnSections);
  },
};

/** A compound of a selector that can be a section of the book, or anything: without a type and a class, or of these. */
const SECTION =
  /^(?:\*|(?:section|main|nav|div|body)?(?:#[\w-]+|\.(?:chapter|references|blank|close))*)(?=$|[:[])/;
/** Pseudo-classes that count siblings. */
const COUNTING = /:(?:first|last|nth|only)-/;

/** Whether a selector asks for the place of a section among the others. */
function dependsOnSections(selector: string): boolean {
  const plain = selector.replace(/"[^"]*"|'[^']*'/g, '""');
  const compounds = plain.split(/(?<=[^\\])([ >+~])(?![^([]*[)\]])/);
  return compounds.some((compound, index) => {
    if (index % 2 === 1 || !SECTION.test(compound)) return false;
    return COUNTING.test(compound) || /[+~]/.test(compounds[index - 1] ?? '');
  });
}
