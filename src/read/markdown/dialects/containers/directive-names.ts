/** Lists the directives of MyST, Jupyter Book and Sphinx by what they hold: https://mystmd.org/guide/directives. */

const listOf = (names: string): ReadonlySet<string> => new Set(names.split(' '));

/** Boxes. Their argument is a title. */
const BOXES = listOf(
  'admonition note tip hint important warning caution attention danger error seealso todo ' +
    'versionadded versionchanged deprecated',
);
/** Parts of an argument in mathematics and of a course, with and without the domain of Sphinx. */
const STATEMENTS =
  /^(?:(?:prf:)?(?:proof|theorem|lemma|definition|example|remark|corollary|algorithm|axiom|conjecture|criterion|observation|property|proposition|assumption)|exercise|solution)$/;
/** Parts with Markdown that are no boxes. Their argument is a title, a caption or an address. */
const PARTS = listOf(
  'dropdown card card-carousel grid grid-item grid-item-card tab-set tab-item tabbed panels margin sidebar aside topic ' +
    'epigraph pull-quote highlights compound container div rubric centered figure table list-table glossary',
);
/** What has no words for a reader of a book, which has contents of its own. */
const WORDLESS = listOf('toctree tableofcontents contents toc genindex bibliography footbibliography');
const LISTINGS = listOf('code code-block code-cell sourcecode highlight');
/** Languages that run, in R Markdown and Quarto, and directives that others read. */
const FOREIGN = listOf(
  'r python julia bash sh zsh sql ojs js javascript css scss sass mermaid dot stata rcpp c fortran cat asis comment ' +
    'block include literalinclude octave scala node perl ruby go awk haskell embed verbatim',
);

export type DirectiveKind =
  | 'box'
  | 'statement'
  | 'part'
  | 'wordless'
  | 'listing'
  | 'data'
  | 'index'
  | 'image'
  | 'math'
  | 'unknown';

/** Returns what a directive holds; `undefined` for the languages of other programs' listings. */
export function findDirectiveKind(name: string): DirectiveKind | undefined {
  if (BOXES.has(name)) return 'box';
  if (STATEMENTS.test(name)) return 'statement';
  if (PARTS.has(name)) return 'part';
  if (WORDLESS.has(name)) return 'wordless';
  if (LISTINGS.has(name)) return 'listing';
  if (name === 'index') return 'index';
  if (name === 'csv-table') return 'data';
  if (name === 'image' || name === 'math') return name;
  return FOREIGN.has(name.toLowerCase()) ? undefined : 'unknown';
}

/** Returns whether the content of a directive is Markdown, also between backticks. */
export const hasMarkdown = (name: string): boolean =>
  BOXES.has(name) || STATEMENTS.test(name) || PARTS.has(name);

/** Returns whether a word in braces after colons is a directive: any word may be one. */
export const isDirective = (name: string): boolean => /^[A-Za-z][\w+.:-]*$/.test(name);
