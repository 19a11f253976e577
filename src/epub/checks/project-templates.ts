/**
 * A project's own templates of the e-book: what they make must be XML, of the kind that the package needs, or the template is told of.
 * Ours are held by tests, and their documents are not read again.
 */
import type { Element, Root } from 'xast';
import { fromXml } from 'xast-util-from-xml';
import type { Design } from '../../core/model/design.ts';
import { placeAt } from '../../core/source-location.ts';
import { TemplateFault } from '../../runtime/templates/template-error.ts';
import type { Plan } from '../plan.ts';
import { InvalidBookError } from './check-epub.ts';

/** What each kind of document begins with. */
const ROOTS: Readonly<Record<string, readonly [name: string, namespace: string]>> = {
  xhtml: ['html', 'http://www.w3.org/1999/xhtml'],
  opf: ['package', 'http://www.idpf.org/2007/opf'],
  ncx: ['ncx', 'http://www.daisy.org/z3986/2005/ncx/'],
  svg: ['svg', 'http://www.w3.org/2000/svg'],
};

/** Fills a template of the e-book. Rejects with a {@link TemplateFault} where one of the project makes what is no such document. */
export async function fillXml(design: Design, name: string, data: object): Promise<string> {
  const text = await design.fill(name, data);
  const replaced = await design.replaced(name);
  const fault = replaced.size === 0 ? undefined : faultIn(text, name);
  if (fault === undefined) return text;
  throw faultAt(fault.reason, replaced, lineOf(text, fault.offset ?? 0));
}

interface XmlFault {
  readonly reason: string;
  /** Where in what was made. */
  readonly offset?: number | undefined;
}

function faultIn(text: string, name: string): XmlFault | undefined {
  let tree: Root;
  try {
    tree = fromXml(text);
  } catch (error) {
    return notXml(error);
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
  return undeclaredIn(root, new Set(['xml', 'xmlns']));
}

function notXml(error: unknown): XmlFault {
  const { cause, place } = error as { cause?: Error; place?: { offset?: number } };
  if (cause instanceof RangeError) return { reason: 'the elements that it makes lie too deep in each other' };
  const [why = ''] = (cause?.message ?? '').split(' (line ', 1);
  return { reason: `what it makes is no XML: ${why}`, offset: place?.offset };
}

/** A prefix that nothing declares: XML, but not XML with namespaces. */
function undeclaredIn(element: Element, outside: ReadonlySet<string>): XmlFault | undefined {
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
    const fault = child.type === 'element' ? undeclaredIn(child, known) : undefined;
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function lineOf(text: string, offset: number): string {
  const end = text.indexOf('\n', offset);
  return text.slice(text.lastIndexOf('\n', offset - 1) + 1, end === -1 ? undefined : end).trim();
}

/** @param line of what was made: where a template has the very same, the fault lies there */
function faultAt(reason: string, replaced: ReadonlyMap<string, string>, line: string): TemplateFault {
  for (const [name, text] of line === '' ? [] : replaced) {
    const offset = text.indexOf(line);
    if (offset !== -1) return new TemplateFault(reason, name, placeAt({ text, path: name }, offset));
  }
  const [name = ''] = replaced.keys();
  return new TemplateFault(reason, name);
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

/** Runs the check of a finished book. What is wrong with it is the fault of the project's own templates, where it has any; else ours. */
export async function checkingTemplates(
  check: () => void,
  { documents }: Plan,
  design: Design,
): Promise<void> {
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
      const replaced = template === undefined ? new Map<string, string>() : await design.replaced(template);
      if (replaced.size > 0) throw faultAt(`the e-book would be invalid, as in ${fault}`, replaced, '');
    }
    throw error;
  }
}
