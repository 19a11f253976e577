/**
 * Fills the e-book's templates, and validates the output of a project's own templates: it must be XML of the
 * kind that the package needs. Tests cover the built-in templates, so their output is not parsed again.
 */
import type { Element, Root } from 'xast';
import { fromXml } from 'xast-util-from-xml';
import type { Context } from '../../core/model/context.ts';
import type { Design, Terms } from '../../core/model/design.ts';
import { locationAt } from '../../core/source-location.ts';
import { TemplateError } from '../../runtime/templates/template-error.ts';
import type { Plan } from '../plan.ts';
import { InvalidBookError } from './check-epub.ts';
import { findTemplateHtmlFault } from './template-html.ts';

/** The root element and namespace of each kind of document. */
const ROOTS: Readonly<Record<string, readonly [name: string, namespace: string]>> = {
  xhtml: ['html', 'http://www.w3.org/1999/xhtml'],
  opf: ['package', 'http://www.idpf.org/2007/opf'],
  ncx: ['ncx', 'http://www.daisy.org/z3986/2005/ncx/'],
  svg: ['svg', 'http://www.w3.org/2000/svg'],
};

/**
 * Fills a template of the e-book. Rejects with a {@link TemplateError} where one of the project makes what is
 * no such document.
 */
export async function fillXml(design: Design, name: string, data: object): Promise<string> {
  const text = await design.fillTemplate(name, data);
  const replaced = await design.findUsedOverrides(name);
  const fault = replaced.size === 0 ? undefined : findFault(text, name);
  if (fault === undefined) return text;
  const offset = fault.offset ?? 0;
  const tag = /^<[\w:-]+/.exec(text.slice(offset, offset + 40))?.[0] ?? '';
  throw createTemplateFault(fault.reason, replaced, [findLine(text, offset), tag]);
}

const DRAWN_COVER = 'epub/cover.svg';
const FILLED_TEMPLATES = [
  ...[
    'toc.ncx',
    'nav.xhtml',
    'package.opf',
    'cover.xhtml',
    'title-page.xhtml',
    'about.xhtml',
    'section.xhtml',
  ].map((name) => `epub/${name}`),
  DRAWN_COVER,
];

/**
 * Reports `template-value-unknown` for the templates of an e-book.
 * @param isCoverDrawn whether a cover is drawn from its template
 */
export async function reportUnknownValues(
  terms: Terms,
  isCoverDrawn: boolean,
  { design, report }: Pick<Context, 'design' | 'report'>,
): Promise<void> {
  for (const name of FILLED_TEMPLATES) {
    if (name === DRAWN_COVER && !isCoverDrawn) continue;
    for (const problem of await design.findUnknownValues(name, { like: name, terms })) report(problem);
  }
}

interface XmlFault {
  readonly reason: string;
  /** Offset in the output. */
  readonly offset?: number | undefined;
}

function findFault(text: string, name: string): XmlFault | undefined {
  let tree: Root;
  try {
    tree = fromXml(text);
  } catch (error) {
    return describeParseError(error);
  }
  const root = tree.children.find((node): node is Element => node.type === 'element');
  const [rootName = '', namespace = ''] = ROOTS[name.replace(/^.*\./s, '')] ?? [];
  if (root?.name !== rootName) return { reason: `the first element that it makes is not \`<${rootName}>\`` };
  if (root.attributes.xmlns !== namespace)
    return { reason: `its \`<${rootName}>\` has no \`xmlns="${namespace}"\`` };
  if (!/^(?:<\?xml version=(["'])1\.0\1(?: encoding=(["'])utf-8\2)?\s*\?>)?\s*(?:<!--|<[!a-z])/i.test(text)) {
    return { reason: 'what it makes does not begin as XML 1.0 in UTF-8' };
  }
  const doctype = /<!DOCTYPE[^>]*>/i.exec(text);
  if (doctype && (rootName !== 'html' || !/^<!DOCTYPE\s+html\s*>$/i.test(doctype[0]))) {
    return { reason: 'e-books have no document type but `<!DOCTYPE html>`', offset: doctype.index };
  }
  const undeclared = findUndeclaredPrefix(root, new Set(['xml', 'xmlns']));
  return undeclared ?? (rootName === 'html' ? findTemplateHtmlFault(root) : undefined);
}

function describeParseError(error: unknown): XmlFault {
  const { cause, place } = error as { cause?: Error; place?: { offset?: number } };
  if (cause instanceof RangeError) return { reason: 'the elements that it makes lie too deep in each other' };
  const [why = ''] = (cause?.message ?? '').split(' (line ', 1);
  return { reason: `what it makes is no XML: ${why}`, offset: place?.offset };
}

/** Finds an undeclared prefix, which is valid XML, but not valid XML with namespaces. */
function findUndeclaredPrefix(element: Element, outside: ReadonlySet<string>): XmlFault | undefined {
  const attributes = Object.keys(element.attributes);
  const declared = attributes.flatMap((name) => (name.startsWith('xmlns:') ? [name.slice(6)] : []));
  const known = declared.length === 0 ? outside : new Set([...outside, ...declared]);
  for (const name of [element.name, ...attributes]) {
    const [prefix = '', local] = name.split(':', 2);
    if (local !== undefined && !known.has(prefix)) {
      const offset = element.position?.start.offset;
      return { reason: `nothing that it makes says what the prefix \`${prefix}:\` means`, offset };
    }
  }
  for (const child of element.children) {
    const fault = child.type === 'element' ? findUndeclaredPrefix(child, known) : undefined;
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function findLine(text: string, offset: number): string {
  const end = text.indexOf('\n', offset);
  return text.slice(text.lastIndexOf('\n', offset - 1) + 1, end === -1 ? undefined : end).trim();
}

/**
 * Creates the fault.
 * @param parts pieces of the output, the longest first; the template that contains one of them is at fault
 */
function createTemplateFault(
  reason: string,
  replaced: ReadonlyMap<string, string>,
  parts: readonly string[],
): TemplateError {
  for (const part of parts) {
    for (const [name, text] of part === '' ? [] : replaced) {
      const offset = text.indexOf(part);
      if (offset !== -1) return new TemplateError(reason, name, locationAt({ text, path: name }, offset));
    }
  }
  const [name = ''] = replaced.keys();
  return new TemplateError(reason, name);
}

const TEMPLATES: Readonly<Record<string, string>> = {
  'content.opf': 'epub/package.opf',
  'toc.ncx': 'epub/toc.ncx',
  'toc.xhtml': 'epub/nav.xhtml',
};
const PAGE_TEMPLATES: Readonly<Partial<Record<string, string>>> = {
  cover: 'epub/cover.xhtml',
  'title-page': 'epub/title-page.xhtml',
  about: 'epub/about.xhtml',
};

/**
 * Runs the check of a finished book. Attributes its faults to the project's own templates, if it has any;
 * otherwise rethrows them, because then the program is at fault.
 */
export async function attributeFaults(check: () => void, { documents }: Plan, design: Design): Promise<void> {
  try {
    check();
  } catch (error) {
    if (!(error instanceof InvalidBookError)) throw error;
    const templateOf = (file: string): string => {
      const part = documents.find((document) => document.file === file)?.part ?? '';
      return TEMPLATES[file] ?? PAGE_TEMPLATES[part] ?? 'epub/section.xhtml';
    };
    const [fault = ''] = error.faults;
    const [file = ''] = fault.split(': ', 1);
    const others = [...Object.values(TEMPLATES), ...Object.values(PAGE_TEMPLATES), 'epub/section.xhtml'];
    for (const template of [templateOf(file), ...others]) {
      const replaced =
        template === undefined ? new Map<string, string>() : await design.findUsedOverrides(template);
      if (replaced.size > 0)
        throw createTemplateFault(`the e-book would be invalid, as in ${fault}`, replaced, []);
    }
    throw error;
  }
}
