/** Maps the styles of a Word document to HTML, in the language of mammoth, and custom styles by their outline level. */
import type { Element } from 'xast';
import { findElements } from '../../lib/xml/elements.ts';
import { type Parts, parseXmlPart } from './open-docx.ts';
import { attributeOf, childNamed } from './word-elements.ts';

/** Headings below this level become headings of it. */
const DEEPEST = 6;

/** Word writes the names of its own styles in English, whatever language it has. */
const BUILT_IN: readonly string[] = [
  "p[style-name='Title'] => h1.title:fresh",
  "p[style-name='Subtitle'] => p.subtitle:fresh",
  "p[style-name='Author'] => p.author:fresh",
  ...[7, 8, 9].map((level) => `p[style-name='heading ${level}'] => h${DEEPEST}:fresh`),
  "p[style-name^='toc '] => !",
  "p[style-name='table of figures'] => !",
  "p[style-name^='index '] => !",
  ...['Quote', 'Intense Quote', 'Block Text', 'Quotations'].map(
    (name) => `p[style-name='${name}'] => blockquote > p:fresh`,
  ),
  ...['Source Code', 'HTML Preformatted', 'Preformatted Text'].map(
    (name) => `p[style-name='${name}'] => pre:separator('\\n')`,
  ),
  ...['Verbatim Char', 'HTML Code', 'Source Text'].map((name) => `r[style-name='${name}'] => code`),
  "r[style-name='Emphasis'] => em",
  "r[style-name='Intense Emphasis'] => strong > em",
  'u => u',
  'highlight => mark',
];

/** Returns the map for a document. @param main the name of the part with the text */
export function buildStyleMap(parts: Parts, main: string): readonly string[] {
  const styles = parseXmlPart(parts, main.replace(/[^/]+$/, 'styles.xml'));
  const all = styles ? findElements(styles, 'w:style') : [];
  const byId = new Map(all.map((style) => [style.attributes['w:styleId'] ?? '', style]));
  const own = [...byId].flatMap(([id, style]) => {
    const level = isBuiltIn(style) ? undefined : findLevel(style, byId);
    return level === undefined || !/^[\w-]+$/.test(id)
      ? []
      : [`p.${id} => h${Math.min(level + 1, DEEPEST)}:fresh`];
  });
  return [...own, ...BUILT_IN];
}

function readValue(style: Element, name: string): string | undefined {
  const value = childNamed(style, name);
  return value && attributeOf(value, 'w:val');
}

/** Whether mammoth or {@link BUILT_IN} knows the style by its name. */
const isBuiltIn = (style: Element): boolean =>
  style.attributes['w:type'] !== 'paragraph' ||
  /^(?:heading \d|title|subtitle|normal|toc .*)$/i.test(readValue(style, 'w:name') ?? '');

/** Finds the outline level of a style, its own or that of the styles that it is based on; from 0. */
function findLevel(style: Element, byId: ReadonlyMap<string, Element>): number | undefined {
  const seen = new Set<Element>();
  for (let one: Element | undefined = style; one !== undefined && !seen.has(one); ) {
    seen.add(one);
    const properties = childNamed(one, 'w:pPr');
    const level = properties && readValue(properties, 'w:outlineLvl');
    if (level !== undefined) return Number(level) < 9 ? Number(level) : undefined;
    one = byId.get(readValue(one, 'w:basedOn') ?? '');
  }
  return undefined;
}
