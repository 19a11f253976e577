/** Reads the custom properties and the classes of the styles, with their meanings from the comments. */
import { COMMON_STYLES } from '../../src/print/document/stylesheet.ts';
import { listProjectFiles, readProjectFile } from './project-files.ts';

/** A custom property or a class of the styles. */
export interface StyleName {
  /** `--accent` or `.box` */
  readonly name: string;
  readonly meaning: string;
}

/** A declaration of a custom property. */
interface Declaration {
  readonly name: string;
  /** Path below `styles/`. */
  readonly file: string;
  readonly selector: string;
  readonly value: string;
}

const STYLES = 'styles/';

/** Classes that only templates and pages of the e-book have. Comments in `epub.css` would be a part of each e-book. */
const EBOOK_NAMES: readonly StyleName[] = [
  { name: '.title-page', meaning: 'title page' },
  { name: '.subtitle', meaning: 'subtitle on the title page' },
  { name: '.authors', meaning: 'authors on the title page' },
  { name: '.publisher', meaning: 'publisher on the title page' },
  { name: '.facts', meaning: 'list of facts about the publication' },
  { name: '.about', meaning: 'last page, with these facts' },
  { name: '.draft', meaning: 'frame of the draft mark and its explanation' },
  { name: '.align-left', meaning: 'cell of a left-aligned column' },
  { name: '.holds-table', meaning: 'container of a table, whose width decides whether the table is narrow' },
  { name: '[data-line]', meaning: 'line of a listing; the value is its number' },
  { name: '.wide', meaning: 'form with many columns' },
  {
    name: '[data-label]',
    meaning: 'cell of a table that can become cards; the value is the name of its column',
  },
];

/** Classes that the styles of Handpress leave alone. */
const UNSTYLED_NAMES: readonly StyleName[] = [
  { name: '.glossary', meaning: 'glossary' },
  { name: '.index-mark', meaning: 'passage that an index lists' },
  { name: '.index-term', meaning: 'words of an entry of an index' },
  { name: '.index-places', meaning: 'page numbers, or in the e-book sections, of an entry' },
  { name: '.index-place', meaning: 'each of these links' },
  { name: '.index-see', meaning: 'link from one entry to another' },
  { name: '.backlink', meaning: 'link from a note or a source back into the text' },
  { name: '.upright', meaning: 'cover page of an e-book with vertical lines' },
  { name: '.caption', meaning: 'text of a caption' },
  ...[1, 2, 3, 4, 5].map((step) => ({
    name: `.numbers-${step}`,
    meaning: 'an ordered list in the e-book whose numbers need more room; 5 has the most',
  })),
  { name: '.parens', meaning: 'an ordered list with numbers in brackets: `(a)`' },
  { name: '.paren', meaning: 'an ordered list with a bracket after the numbers: `a)`' },
  ...['decimal', 'lower-alpha', 'upper-alpha', 'lower-roman', 'upper-roman'].map((style) => ({
    name: `.${style}`,
    meaning: 'the kind of the numbers in brackets',
  })),
  {
    name: '.collapsed',
    meaning: 'a block whose white space Handpress has collapsed; its spaces are preserved',
  },
  { name: '.language-<name>', meaning: 'code in a programming language, such as `.language-js`' },
  { name: '.elsewhere', meaning: 'where to find the target of a link, in a chapter that is printed alone' },
  { name: '.figure-description', meaning: 'longer description of a figure' },
];

/** Returns the style files in the order in which a document has them; the e-book's are last. */
function styleFiles(): readonly string[] {
  const order = [...COMMON_STYLES, 'book.css', 'handout.css'].map((name) => `${STYLES}${name}`);
  const others = listProjectFiles('styles').filter((file) => file.endsWith('.css') && !order.includes(file));
  return [...order, ...others];
}

const collapse = (text: string): string => text.replace(/\s+/g, ' ').trim();

const removeComments = (css: string): string => css.replace(/\/\*[\s\S]*?\*\//g, '');

/** Removes comments and texts in quotation marks. */
const removeTexts = (css: string): string => removeComments(css).replace(/"[^"]*"/g, '""');

/** Returns the documented names, in the order of the files; rejects a name that has two meanings. */
export function documentedNames(): readonly StyleName[] {
  const inStyles = styleFiles().flatMap((file) =>
    [...readProjectFile(file).matchAll(/^ \* (--[\w-]+|\.[\w-]+): (.+)$/gm)].map(
      ([, name = '', meaning = '']) => ({ name, meaning }),
    ),
  );
  const names = [...inStyles, ...EBOOK_NAMES, ...UNSTYLED_NAMES];
  const twice = names.filter(({ name }, index) => names.findIndex((one) => one.name === name) !== index);
  if (twice.length > 0) throw new Error(`${twice.map(({ name }) => name)} has two meanings`);
  return names;
}

/** Returns the declarations of custom properties. */
export function customProperties(): readonly Declaration[] {
  return styleFiles().flatMap((file) =>
    [...removeComments(readProjectFile(file)).matchAll(/([^{};]+)\{([^{}]*)\}/g)].flatMap(
      ([, selector = '', rule = '']) =>
        [...rule.matchAll(/(--[a-z][\w-]*):\s*([^;]+);/g)].map(([, name = '', value = '']) => ({
          name,
          file: file.slice(STYLES.length),
          selector: collapse(selector),
          value: collapse(value),
        })),
    ),
  );
}

/** Returns every custom property that the styles declare or use. */
export const usedProperties = (): ReadonlySet<string> =>
  new Set(styleFiles().flatMap((file) => removeTexts(readProjectFile(file)).match(/--[a-z][\w-]*/g) ?? []));

/** Returns the files whose selectors name a class, by class; paths below `styles/`. */
export function classFiles(): ReadonlyMap<string, readonly string[]> {
  const files = new Map<string, string[]>();
  for (const file of styleFiles()) {
    const selectors = removeTexts(readProjectFile(file)).matchAll(/([^{};]+)\{/g);
    const text = [...selectors].map(([, selector = '']) => selector).join(' ');
    for (const name of new Set(text.match(/\.[a-z][\w-]*/g))) {
      files.set(name, [...(files.get(name) ?? []), file.slice(STYLES.length)]);
    }
  }
  return files;
}

/** Returns the classes that an HTML or XHTML text has, without the parts that a template fills. */
export function classesInHtml(html: string): readonly string[] {
  return [...html.matchAll(/\sclass="([^"]*)"/g)].flatMap(
    ([, value = '']) =>
      value
        .replace(/\{\{.*?\}\}|\{%.*?%\}/g, ' ')
        .match(/[a-z][\w-]*/g)
        ?.map((name) => `.${name}`) ?? [],
  );
}
