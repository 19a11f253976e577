/** Checks a style of CSL before the processor gets it, which has no limits: https://docs.citationstyles.org/en/stable/specification.html */
import { parseXml, type XmlElement, XmlError } from '@rgrove/parse-xml';
import type { CitationStyle } from '../../core/model/publication.ts';

/** Greatest length of a style, in UTF-16 code units. The longest of CSL has 250,000. */
export const MAX_CITATION_STYLE_LENGTH = 1_000_000;
/**
 * Most elements that one citation can go through, with macros at each of their calls: macros that call others twice would
 * take forever. Chicago’s notes have 900,000.
 */
export const MAX_CITATION_STYLE_ELEMENTS = 20_000_000;

/** Most macros that call each other in a row. */
const MAX_MACRO_DEPTH = 200;

export type CheckedStyle =
  | { readonly kind: 'style'; readonly format: CitationStyle['format'] }
  | {
      readonly kind: 'broken';
      /** In words, as the end of a sentence. */
      readonly reason: string;
      /** The style that a dependent one points to. */
      readonly parent?: string;
    };

const broken = (reason: string): CheckedStyle => ({ kind: 'broken', reason });

/** Checks a style. */
export function checkStyle(xml: string): CheckedStyle {
  if (xml.length > MAX_CITATION_STYLE_LENGTH)
    return broken(`it has more than ${MAX_CITATION_STYLE_LENGTH} characters`);
  const root = parseStyle(xml);
  if (typeof root === 'string') return broken(root);
  if (root.name !== 'style') return broken('it is not a style of CSL');
  const children = listElements(root);
  const citation = children.find(({ name }) => name === 'citation');
  if (citation === undefined) return describeDependent(children);
  const fault = findMacroFault(children);
  if (fault !== undefined) return broken(fault);
  return { kind: 'style', format: readFormat(root, children) };
}

function parseStyle(xml: string): XmlElement | string {
  try {
    return parseXml(xml).root ?? 'it is empty';
  } catch (error) {
    if (error instanceof XmlError) return `it is not XML, in line ${error.line}`;
    return 'its elements are nested too deep';
  }
}

const listElements = (element: XmlElement): readonly XmlElement[] =>
  element.children.filter((child): child is XmlElement => child.type === 'element');

function describeDependent(children: readonly XmlElement[]): CheckedStyle {
  const info = children.find(({ name }) => name === 'info');
  const link = (info === undefined ? [] : listElements(info)).find(
    ({ attributes }) => attributes.rel === 'independent-parent',
  );
  const parent = link?.attributes.href?.replace(/^.*\//, '');
  if (parent === undefined) return broken('it has no `citation`');
  return { kind: 'broken', reason: `it only says that it is the same as \`${parent}\``, parent };
}

/** Returns how a style cites. Without a category, it is by its class. */
function readFormat(root: XmlElement, children: readonly XmlElement[]): CitationStyle['format'] {
  if (root.attributes.class === 'note') return 'note';
  const info = children.find(({ name }) => name === 'info');
  const category = (info === undefined ? [] : listElements(info)).find(
    ({ attributes }) => attributes['citation-format'] !== undefined,
  );
  return category?.attributes['citation-format'] === 'numeric' ? 'numeric' : 'author';
}

/** Finds macros that are missing, that call themselves, or that grow without measure. */
function findMacroFault(children: readonly XmlElement[]): string | undefined {
  const macros = new Map(
    children
      .filter(({ name }) => name === 'macro')
      .map((macro) => [macro.attributes.name ?? '', macro] as const),
  );
  const sizes = new Map<string, number>();
  const open = new Set<string>();
  let fault: string | undefined;
  const countMacro = (name: string): number => {
    const macro = macros.get(name);
    if (macro === undefined) fault ??= `it has no macro \`${name}\``;
    if (open.has(name)) fault ??= `its macro \`${name}\` calls itself`;
    if (open.size > MAX_MACRO_DEPTH) fault ??= 'its macros call each other too often';
    if (macro === undefined || fault !== undefined) return 0;
    open.add(name);
    const size = sizes.get(name) ?? countElements(macro, countMacro);
    open.delete(name);
    sizes.set(name, size);
    return size;
  };
  const parts = children.filter(({ name }) => name === 'citation' || name === 'bibliography');
  const size = parts.reduce((sum, part) => sum + countElements(part, countMacro), 0);
  return fault ?? (size > MAX_CITATION_STYLE_ELEMENTS ? 'its macros call each other too often' : undefined);
}

/** Counts the elements of a part, with those of the macros that it calls. */
function countElements(part: XmlElement, countMacro: (name: string) => number): number {
  let count = 0;
  const pending: XmlElement[] = [part];
  for (let element = pending.pop(); element !== undefined; element = pending.pop()) {
    count += 1;
    const { macro } = element.attributes;
    if (macro !== undefined && element.name !== 'macro') count += countMacro(macro);
    pending.push(...listElements(element));
  }
  return count;
}
