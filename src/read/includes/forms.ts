/** Lists the forms in which other programs include files. */
import type { FindMarks, IncludeForm } from './include-mark.ts';

export const INCLUDE_FORMS: readonly IncludeForm[] = [
  {
    name: 'mdbook-includes',
    origin: 'mdBook',
    written:
      '`{{#include file.md}}`, `{{#include main.rs:2:10}}`, `{{#include main.rs:anchor}}`, `{{#rustdoc_include …}}`, `{{#playground main.rs}}`, also in a listing; `\\{{#include …}}` is not one',
    becomes: 'the file, or the lines; paths in it begin at the chapter',
    mark: /\{\{\s*#[a-z_]+\s/,
    load: async () => (await import('./forms/mdbook.ts')).findMdbookMarks,
  },
  {
    name: 'quarto-includes',
    origin: 'Quarto, R Markdown',
    written: '`{{< include _file.qmd >}}` alone in a line; a chunk ` ```{r, child="file.Rmd"} `',
    becomes: 'the file; all paths begin at the chapter, or with `/` at the project’s folder',
    mark: /\{\{<\s*include\s|\{r[^{}\n]*\bchild\s*=/,
    load: async () => (await import('./forms/quarto.ts')).findQuartoMarks,
  },
  {
    name: 'snippets',
    origin: 'PyMdown Extensions, MkDocs',
    written:
      '`--8<-- "file.md"`, `--8<-- "file.md:2:10"`, `--8<-- "file.md:section"`, also in a listing; file names between two lines of `--8<--`',
    becomes: 'the file, or the lines, indented as the mark; the path begins at the project’s folder',
    mark: /-8<-/,
    load: async () => (await import('./forms/snippets.ts')).findSnippetMarks,
  },
  {
    name: 'include-markdown',
    origin: 'MkDocs',
    written: '`{% include-markdown "file.md" start="<!--a-->" end="<!--b-->" heading-offset=1 %}`',
    becomes: 'the file, or the part; links and images in it are relative to it',
    mark: /\{%-?\s*include-markdown\s/,
    load: async () => (await import('./forms/include-markdown.ts')).findIncludeMarkdownMarks,
  },
  {
    name: 'myst-includes',
    origin: 'MyST, Sphinx',
    written:
      '` ```{include} file.md `, ` ```{literalinclude} main.py ` with `:lines: 1-5`, `:start-after: text` and so on',
    becomes: 'the file, or a listing of it',
    mark: /(?:`{3}|~{3}|:{3})\{(?:include|literalinclude)\}/,
    load: async () => (await import('./forms/myst.ts')).findMystMarks,
  },
  {
    name: 'data-files',
    origin: 'Handpress, MyST, Sphinx',
    written: '`:::table[Caption]{src=doses.csv}`; `:file: doses.csv` below ` ```{csv-table} Caption `',
    becomes: 'the rows of the table ([more](#tables))',
    mark: /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?:{3,}[ \t]*table\b[^\n]*\bsrc=|\{csv-table\}/m,
    load: async () => (await import('./forms/data-files.ts')).findDataFiles,
  },
  {
    name: 'file-marks',
    origin: 'Leanpub, Marked, MultiMarkdown',
    written: '`<<(main.rb)`, `<<[Title](main.rb)`, `<<[file.md]`, `{{file.md}}` alone in a line',
    becomes: 'the file if it is Markdown, otherwise a listing of it',
    mark: /^[ \t]*(?:<<[[({]|\{\{[^{}\n]+\.\w+\}\}[ \t]*$)/m,
    load: async () => (await import('./forms/file-marks.ts')).findFileMarks,
  },
  {
    name: 'vitepress-includes',
    origin: 'VitePress, VuePress',
    written: '`<!--@include: ./file.md{3,8}-->`, `<<< ./main.js#region` alone in a line',
    becomes: 'the file, or the lines; a listing of it',
    mark: /^[ \t]*(?:<<<[ \t]|<!--[ \t]*@include:)/m,
    load: async () => (await import('./forms/vitepress.ts')).findVitepressMarks,
  },
  {
    name: 'partials',
    origin: 'Docusaurus, MDX',
    written: "`import Part from './_part.mdx';` and `<Part />`, each alone in a line",
    becomes: 'the file; links and images in it are relative to it',
    mark: /^import\s+\w+\s+from\s+['"][^'"\n]+\.mdx?['"]/m,
    load: async () => (await import('./forms/partials.ts')).findPartialMarks,
  },
  {
    name: 'wiki-embeds',
    origin: 'Obsidian',
    written: '`![[note]]`, `![[note#heading]]`, `![[note#^mark]]` alone in a line',
    becomes:
      'the note of this name, wherever it is in the project’s folder, its section or its block, with headings below those of the text; where there is no such note, a link',
    mark: /^[ \t>]*!\[\[/m,
    load: async () => (await import('./forms/wiki-embeds.ts')).findWikiEmbeds,
  },
];

/** Returns the forms that a text may contain. @param off the names of forms that are not read */
export const findIncludeForms = (
  text: string,
  off: ReadonlySet<string> = new Set(),
): readonly IncludeForm[] => INCLUDE_FORMS.filter(({ name, mark }) => !off.has(name) && mark.test(text));

/** Loads these forms. */
export const loadIncludeForms = (text: string, off?: ReadonlySet<string>): Promise<readonly FindMarks[]> =>
  Promise.all(findIncludeForms(text, off).map(({ load }) => load()));
