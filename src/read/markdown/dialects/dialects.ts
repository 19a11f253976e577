/** Lists the dialect features, in the order in which they change the parser and the tree. */
import { REFERENCE_MARK } from '../../../core/tree/number-reference.ts';
// cspell:ignore linenos linenostart
import type { Dialect, DialectSyntax } from './dialect.ts';

export const DIALECTS: readonly Dialect[] = [
  // First, because the content of cells may have all other features.
  {
    name: 'text-tables',
    origin: 'pandoc, reStructuredText',
    written:
      'tables drawn with `+---+---+` and `|`; columns shown by a line such as `----- -----` below the headings, or around rows of several lines',
    becomes: 'a table; cells of grids hold paragraphs, lists and code, and may span columns and rows',
    mark: /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?:\+(?:[-:=]+\+)+|-{2,}(?:[ ]+-{2,})+)[ \t\r]*$/m,
    load: async () => (await import('./tables/text-tables.ts')).textTables,
  },
  {
    name: 'table-captions',
    origin: 'pandoc, Quarto, bookdown, MultiMarkdown',
    written:
      '`Table: words` or `: words` in a paragraph above or below a table, also with `{#id}`; `[words]` in the line above or below it',
    becomes: 'the caption of the table, which gets a number',
    mark: /^[ \t>]*(?:(?:[Tt]able)?:[ \t]+\S|\[[^\]\n]+\][ \t\r]*$)/m,
    load: async () => (await import('./tables/table-captions.ts')).tableCaptions,
  },
  {
    name: 'alerts',
    origin: 'GitHub, Obsidian',
    written: '`> [!NOTE]`, `> [!tip]- Title` as the first line of a quotation',
    becomes: 'a box',
    mark: /^[ \t>]*>[ \t]*\[!\p{L}/mu,
    load: async () => (await import('./alerts.ts')).alerts,
  },
  {
    name: 'fenced-boxes',
    origin: 'pandoc, Quarto, Docusaurus, VuePress, VitePress',
    written:
      '`::: {.callout-note title="Title"}`, `::: warning`, `:::tip Title`, `::: details Summary` or `:::: {.columns}` above the content, and `:::` below it',
    becomes:
      'a box, or a part with a summary; `::: {#fig-one}` around images and `::: {#tbl-one}` around a table are a figure and a table, with the last paragraph as caption; `::: verse`, `epigraph`, `dialogue` and `letter` are [literature](#novels-poems-and-plays); other divisions are no boxes, and keep their content, their id, `lang` and `dir`',
    mark: /^[ \t>]*(?:(?:[-*+:]|\d{1,9}[.)])[ \t]+)?:{3,}(?:[ \t]+\S|\{|(?!(?:key-points|urgent|action|note|warning|figure|table|glossary)[ \t]*(?:$|\[|\{))[A-Za-z])|^[ \t>]*:{3,}[A-Za-z].*\n(?:(?![ \t>]*:{3,}[ \t]*$).*\n)*?[ \t>]*:{3,}[A-Za-z]/m,
    load: async () => (await import('./containers/fenced-boxes.ts')).fencedBoxes,
  },
  {
    name: 'admonitions',
    origin: 'Python-Markdown, Material for MkDocs',
    written:
      '`!!! note "Title"`, `??? tip` or `=== "Tab"` above content that is indented by four spaces; `!!! note ""` without a title',
    becomes: 'a box; each tab below its title',
    mark: /^[ \t>]*(?:(?:[-*+:]|\d{1,9}[.)])[ \t]+)?(?:!!!|\?\?\?\+?|===[+!]{0,2}[ \t])[ \t]*["'A-Za-z]/m,
    load: async () => (await import('./containers/admonitions.ts')).admonitions,
  },
  // Before the options of listings, which would take those of diagrams.
  {
    name: 'diagrams',
    origin: 'GitHub, GitLab, Obsidian, Quarto, MyST',
    written:
      'a listing of the language `mermaid`, `dot`, `graphviz` or `vega-lite`, also `{mermaid}` with lines `%%| fig-cap: Words`, and `{.dot #fig-one fig-alt="Words"}`',
    becomes: 'a drawing ([more](#diagrams-and-charts))',
    mark: /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?:`{3,}|~{3,})[^`\n]*\b(?:mermaid|dot|graphviz|vega-?lite)\b/im,
    load: async () => (await import('./listings/diagrams.ts')).diagrams,
  },
  {
    name: 'listing-options',
    origin: 'R Markdown, Quarto, mdBook, Docusaurus, VitePress, Hugo, MkDocs, pandoc',
    written:
      'a listing of `{r echo=FALSE}`, `{python}` with lines `#| label: x`, `{.python .numberLines startFrom="10"}`, `rust,ignore`, `js {1,4-6} title="x.js"`, `showLineNumbers`, `ts:line-numbers`, `linenums="1" hl_lines="2 3"`, `{linenos=true,hl_lines=[2,"4-6"],linenostart=10}`, `ins={1} del={2}`',
    becomes:
      'the code under the name of its language, with its title, numbers of lines, and marked, added and removed lines; code that is not to be shown is left out; a chunk that is only `knitr::include_graphics("plot.png")` is the picture, with `fig.cap`, `fig.alt`, `out.width` and its label',
    mark: /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(?:`{3,}|~{3,})[ \t]*(?:\{|[A-Za-z][\w+#.-]*[,{:]|[^`\n]*(?:[={]|line-?numbers|linenos|linenums))/im,
    load: async () => (await import('./listings/listing-options.ts')).listingOptions,
  },
  {
    name: 'directives',
    origin: 'MyST, Jupyter Book',
    written:
      '`:::{note}` or a listing of the language `{note}`, with options such as `:class: tip`, `:linenos:` and `:emphasize-lines: 2,4-5`; also `{figure}`, `{table}`, `{code-block}`, `{math}`, `{dropdown}`, `{tab-item}`',
    becomes:
      'a box, a figure, a table, a listing or a formula; of other directives, title and content; `{toctree}` is left out',
    mark: /^[ \t>]*(?:(?:[-*+:]|\d{1,9}[.)])[ \t]+)?(?:`{3,}|~{3,}|:{3,}[ \t]*)\{[A-Za-z][\w:+.-]*\}/m,
    load: async () => (await import('./containers/directives.ts')).directives,
  },
  {
    name: 'roles',
    origin: 'MyST, Jupyter Book, Sphinx',
    written:
      '``{sup}`x` ``, ``{math}`x` ``, ``{abbr}`A (its meaning)` ``, ``{doc}`words <page>` ``, ``{ref}`words <label>` ``, ``{term}`words <term>` ``, ``{cite}`key` ``, ``{cite:t}`key` ``; `(label)=` above a block',
    becomes:
      'raised letters, a formula, an abbreviation, a link, a link to a term of the [glossary](#glossary), a citation; the label is the id of the block',
    mark: /\{[A-Za-z][\w:+-]*\}`|^[ \t>]*\([\w:.-]+\)=[ \t]*$/m,
    load: async () => (await import('./roles.ts')).roles,
  },
  {
    name: 'tags',
    origin: 'GitBook, HonKit',
    written: '`{% hint style="warning" %}` … `{% endhint %}`, `{% tabs %}`, `{% tab title="Tab" %}`',
    becomes: 'a box; each tab below its title',
    mark: /\{%[ \t]*end(?:hint|tabs?|stepper|step|columns?|content-ref|code)[ \t]*%\}/,
    load: async () => (await import('./containers/tags.ts')).tags,
  },
  {
    name: 'marks',
    origin: 'pandoc, Obsidian, MultiMarkdown',
    written: '`==words==`, `x^2^`, `H~2~O`',
    becomes: 'marked words, raised and lowered letters',
    mark: /==[^=\s]|[\p{L}\p{N}\p{M})\]}](?:~[^~\s]{1,30}~|\^[^^\s]{1,30}\^)/u,
    load: async () => (await import('./marks.ts')).marks,
  },
  {
    name: 'inline-notes',
    origin: 'pandoc, Obsidian',
    written: '`^[words of the note]`',
    becomes: 'a note, numbered with the others',
    mark: /\^\[/,
    load: async () => (await import('./inline-notes.ts')).inlineNotes,
  },
  {
    name: 'dollar-math',
    origin: 'GitHub, pandoc, Jupyter, Obsidian',
    written: '`$x$`, where it looks like a formula; a listing of the language `math`',
    becomes: 'a formula; a price such as `$5` stays',
    mark: /(?<![$\w\\])\$[^\s$](?:[^$]{0,300}[^\s$])?\$(?![\d$\w{])|(?:```|~~~)[ \t]*math\b/i,
    load: async () => (await import('./formulas/dollar-math.ts')).dollarMath,
  },
  {
    name: 'whole-formulas',
    origin: 'pandoc, GitHub, Jupyter',
    written: '`$$a` in the first line of a formula and `b$$` in its last, also with words after it',
    becomes: 'a formula on lines of its own; in the line, with words after it',
    mark: /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?\$\$[ \t]*[^\s$][^$\n]*\n/m,
    load: async () => (await import('./formulas/whole-formulas.ts')).wholeFormulas,
  },
  {
    name: 'formula-labels',
    origin: 'Quarto, pandoc-crossref',
    written: '`$$ {#eq-one}` as the last line of a formula',
    becomes: 'the end of the formula, which gets a number and this label',
    mark: /\$\$[ \t]*\{#/,
    load: async () => (await import('./formulas/formula-labels.ts')).formulaLabels,
  },
  {
    name: 'comments',
    origin: 'Obsidian',
    written: '`%%words%%`, also over several blocks',
    becomes: 'nothing: it is a comment',
    mark: /%%/,
    load: async () => (await import('./comments.ts')).comments,
  },
  {
    name: 'contents-marks',
    origin: 'Python-Markdown, GitLab, kramdown',
    written: '`[TOC]`, `[[_TOC_]]` alone in a paragraph; `{:toc}` after an item',
    becomes: 'nothing: books have contents of their own',
    mark: /\[_?toc_?\]|\$\{toc\}|\{:[ \t]*toc/i,
    load: async () => (await import('./contents-marks.ts')).contentsMarks,
  },
  {
    name: 'templates',
    origin: 'Hugo, Quarto, Jekyll, Liquid',
    written:
      '`{{< figure src="gate.svg" caption="Words" >}}`, `{{% notice tip %}}` … `{{% /notice %}}`, `{% highlight ruby %}` … `{% endhighlight %}`, `{% raw %}`, `{{ page.title }}`, `[words]({{< ref "page.md" >}})`',
    becomes:
      'an image, a box, a listing, the marks as they are, a value of the front matter, a link; what no publication can show is left out and reported, content between two marks stays',
    mark: /\{%|(?<!\$)\{\{/,
    load: async () => (await import('./templates/templates.ts')).templates,
  },
  {
    name: 'mdx',
    origin: 'MDX, Docusaurus',
    written:
      '`import` and `export` lines, `<Tabs>`, `<TabItem label="npm">`, `<Note>` … `</Note>`, `className="x"`, `{/* words */}`; in a file `.mdx`, or with an import line',
    becomes: 'boxes and the content of components; code and comments are left out, `{expressions}` reported',
    mark: /^(?:import|export)\s|<\/?[A-Z]\w*[\s/>]|\{\/\*|className=|=\{|\{[A-Za-z_$][\w.]*[({}[]/m,
    load: async () => (await import('./mdx/mdx.ts')).mdx,
  },
  {
    name: 'wiki-links',
    origin: 'Obsidian, Foam, wikis of GitHub and GitLab',
    written:
      '`[[page]]`, `[[page#heading\\|words]]`, `![[picture.png\\|200]]`; `^mark` at the end of a block',
    becomes:
      'a link to the file of this name, wherever it is in the publication; the picture of this name in its folder; the mark is left out',
    mark: /\[\[|[ \t\n]\^[A-Za-z\d-]{2,}[ \t]*(?:\n|$)/,
    load: async () => (await import('./wiki/wiki-links.ts')).wikiLinks,
  },
  {
    name: 'number-references',
    origin: 'Quarto, pandoc-crossref, bookdown',
    written:
      '`@fig-gate`, `@Fig-gate`, `[Fig. @fig-gate]`, `[-@fig-gate]`, `[@fig-one; @tbl-two]`, also with a colon, `@fig:gate`; `\\@ref(fig:gate)`; `[](#id)`',
    becomes:
      'a link to the figure, table, formula, section … with this label: `Figure 1`, `1`, `Figure 1 and Table 2`; `[](#id)` becomes the title of a section, or the number of anything else',
    mark: REFERENCE_MARK,
    load: async () => (await import('./references/number-references.ts')).numberReferences,
  },
  {
    name: 'attributes',
    origin: 'pandoc, Quarto, kramdown, Obsidian',
    written:
      '`{#id .class key=value}` after an image, a link, code or `[words]`; `{:.class}`; `![words\\|200](picture.png)`',
    becomes:
      'the size of an image (`width=50%`, `height=3cm`), ids, `lang` and `dir`, and of classes `mark`, `underline`, `kbd`, `insertion`, `deletion` and `smallcaps`; the rest is left out',
    mark: /[\])`*_$]\s?\{[^{}\n]|\{:|!\[[^[\]\n]*\|/,
    load: async () => (await import('./attributes.ts')).attributes,
  },
  // After the attributes, whose brackets may be around a row of underscores.
  {
    name: 'fields',
    origin: 'forms in plain text',
    written:
      '`____` and more underscores in the text or in a cell, `__/__/____`; eight or more alone in a paragraph',
    becomes:
      'a line to write on, as long as the row; a line across the page ([more](#forms-to-fill-in-by-hand))',
    mark: /(?<![\p{L}\p{N}_])(?:_{4}|__[-–/.:,;]__)/u,
    load: async () => (await import('./forms/fields.ts')).fields,
  },
  {
    name: 'emoji-codes',
    origin: 'GitHub, GitLab, Slack',
    written: '`:smile:`, `:+1:`',
    becomes: 'the character; a code that GitHub does not have stays',
    mark: /(?<![\p{L}\p{N}:]):[a-z\d+_-]{1,50}:(?![\p{L}\p{N}:])/u,
    load: async () => (await import('./emoji-codes.ts')).emojiCodes,
  },
  {
    name: 'page-breaks',
    origin: 'pandoc, Quarto, Typora, VS Code, Word',
    written:
      '`\\newpage`, `\\pagebreak`, `\\clearpage`, `{{< pagebreak >}}`, `<!-- pagebreak -->` or `<div class="page-break"></div>` alone in a line; `style="page-break-before: always"` on an element',
    becomes: 'a new page, in print and in the e-book',
    mark: /\\(?:newpage|pagebreak|clear(?:double)?page)|page[-_ ]?break|new[-_ ]?page|<!--\s*pb\s|break-(?:before|after)|<w:br /i,
    load: async () => (await import('./page-breaks.ts')).pageBreaks,
  },
  {
    name: 'raw-formats',
    origin: 'pandoc, Quarto',
    written: '`` `<br>`{=html} ``; a listing of the language `{=html}`, `{=latex}` and so on',
    becomes: 'HTML; parts for other formats are left out and reported',
    mark: /\{=[a-z]/,
    load: async () => (await import('./latex/raw-formats.ts')).rawFormats,
  },
  {
    name: 'latex',
    origin: 'pandoc, R Markdown, bookdown',
    written:
      '`\\begin{align}` … `\\end{align}`, `\\textbf{words}`, `\\emph{words}`, `\\href{address}{words}`, `\\url{address}`, `\\footnote{words}`, `\\cite{key}`, `\\citet{key}`, `\\citep[see][p. 7]{key}`, `\\includegraphics{gate.png}`',
    becomes:
      'a formula, bold and emphasized words, a link, a note, a citation, an image; commands for the page, such as `\\vspace{1cm}`, are left out and reported',
    mark: /\\[A-Za-z]{2,30}\*?(?:\[[^[\]\n]{0,200}\]){0,2}\{|\\(?:TeX|LaTeX|[lq]?dots|quad|noindent|indent|(?:big|med|small)skip|[a-z]*matter|appendix|centering|ragged\w+|[hv]fill|maketitle|(?:table|list)of\w+|newline|linebreak|\w*size|large|Large|LARGE|huge|Huge|small|tiny|item|print\w+|\w+series|\w+shape|\w+spacing|\w+rule|hline|copyright|text\w+)(?![A-Za-z])/,
    load: async () => (await import('./latex/latex.ts')).latex,
  },
  {
    name: 'definition-lists',
    origin: 'pandoc, PHP Markdown Extra, mdBook, kramdown',
    written:
      'a term of one line, and below it `: its meaning`, once or more often; further paragraphs are indented',
    becomes: 'a definition list',
    mark: /^[ \t>]*:[ \t]+\S/m,
    load: async () => (await import('./lists/definition-lists.ts')).definitionLists,
  },
  {
    name: 'abbreviations',
    origin: 'PHP Markdown Extra, MultiMarkdown, kramdown',
    written: '`*[HTML]: Hypertext Markup Language` in a line of its own',
    becomes:
      'the meaning in brackets after the first `HTML`, unless the text says it anywhere, and as a title of each; the line itself is left out',
    mark: /^[ \t>]*\*\[[^[\]\n]{1,100}\]:[ \t]*\S/m,
    load: async () => (await import('./words/abbreviations.ts')).abbreviations,
  },
  {
    name: 'line-blocks',
    origin: 'pandoc',
    written: '`| line` for each line of a poem or an address; `|` alone between stanzas',
    becomes: 'lines that are kept, with the spaces at their start',
    mark: /^[ \t>]*\|[ \t][^\n]*\n[ \t>]*\|(?:[ \t]|\r?$)/m,
    load: async () => (await import('./lines/line-blocks.ts')).lineBlocks,
  },
  {
    name: 'fancy-lists',
    origin: 'pandoc, Quarto',
    written:
      '`a.`, `A)`, `iv.`, `(1)`, two or more in order, or `#.` before the items; `(@label)` for examples, and `(@label)` in a sentence',
    becomes:
      'an ordered list with these marks; examples are numbered through the file, and referred to by number',
    mark: /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?:\(?(?:[a-z]|[A-Z]|[ivxlcdm]{2,9}|[IVXLCDM]{2,9}|\d{1,9})\)|(?:[a-z]|[A-Z]|[ivxlcdm]{2,9}|[IVXLCDM]{2,9})\.|#[.)]|\(@[\w-]*\))[ \t]/m,
    load: async () => (await import('./lists/fancy-lists.ts')).fancyLists,
  },
  // After the containers, which make tables of other programs ours.
  {
    name: 'data-tables',
    origin: 'Handpress, MyST, Sphinx',
    written:
      '`:::table[Caption]{src=doses.csv}`, or with a listing of the language `csv` or `tsv` in it; ` ```{csv-table} Caption ` with its options',
    becomes: 'a table of the rows ([more](#tables))',
    mark: /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(?:`{3,}|~{3,})[ \t]*(?:csv|tsv)\b|\{csv-table\}/im,
    load: async () => (await import('./tables/data-tables.ts')).dataTables,
  },
  {
    name: 'list-tables',
    origin: 'MyST, Sphinx, pandoc',
    written:
      'a list of lists in `:::table[Caption]`, `::: {.list-table}` or ` ```{list-table} Caption `: each item is a row',
    becomes: 'a table whose cells hold paragraphs, lists and code',
    mark: /^[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]*(?:\n[ \t>]+)?(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)/m,
    load: async () => (await import('./tables/list-tables.ts')).listTables,
  },
  {
    name: 'dash-widths',
    origin: 'pandoc, Quarto',
    written:
      'dashes of unequal length, `|----|------------|`, below the headings of a GFM table with a line of more than 72 characters, unless they are drawn exactly below the headings',
    becomes: 'the widths of the columns, as shares',
    mark: /^(?=.{73})[^\n]*\|/m,
    load: async () => (await import('./tables/dash-widths.ts')).dashWidths,
  },
  // After all that looks at tables of GFM.
  {
    name: 'table-spans',
    origin: 'Obsidian, MultiMarkdown, remark',
    written:
      'in a table of GFM, `^` or `^^` alone in a cell, or `<`, or `>`; `\\^`, `\\<` and `\\>` are the signs themselves',
    becomes:
      'one cell over several rows or columns: with the cell above, the one before, or the one after ([more](#tables))',
    mark: /\|[ \t]*(?:\^\^?|[<>])[ \t]*(?:\||\r?$)|^[ \t>]*(?:\^\^?|[<>])[ \t]*\|/m,
    load: async () => (await import('./tables/table-spans.ts')).tableSpans,
  },
  {
    name: 'hidden-lines',
    origin: 'mdBook, rustdoc',
    written: '`# use std::fs;` in a listing of the language `rust`',
    becomes: 'nothing: the line is for the compiler alone; `##` is one `#`',
    mark: /(?:```|~~~)[ \t]*\{?\.?rust\b/i,
    load: async () => (await import('./listings/hidden-lines.ts')).hiddenLines,
  },
  // After the options, whose lines are counted without these comments.
  {
    name: 'line-marks',
    origin: 'Shiki, VitePress, Docusaurus',
    written:
      '`// [!code highlight]`, `// [!code ++]` and `// [!code --]` at the end of a line of code, or above it, also as `[!code ++:2]`; `# highlight-next-line`, `highlight-start` and `highlight-end`',
    becomes: 'marked, added and removed lines, without the comments',
    mark: /\[!code[ \t]|\bhighlight-(?:next-line|start|end)\b/,
    load: async () => (await import('./listings/line-marks.ts')).lineMarks,
  },
  {
    name: 'code-notes',
    origin: 'Quarto, Asciidoctor',
    written: '`# <1>` at the end of lines of code, and an ordered list right below the listing',
    becomes: 'numbers in circles at the lines and at the items; in an e-book, they lead to each other',
    mark: /<\d{1,2}>[ \t]*(?:\*\/\}?|-->)?[ \t\r]*$|<!--\d{1,2}-->/m,
    load: async () => (await import('./listings/code-notes.ts')).codeNotes,
  },
];

/** Loads the features that a text may contain. @param off the names of features that are not read */
export const loadDialects = (
  text: string,
  off: ReadonlySet<string> = new Set(),
): Promise<readonly DialectSyntax[]> =>
  Promise.all(
    DIALECTS.filter(({ name, mark }) => !off.has(name) && mark.test(text)).map(({ load }) => load()),
  );
