/** Names the markup of other programs that stays on the page as it is written, and how to write it here. */

/** What the markup is, and the advice. */
interface LiteralMarkup {
  readonly name: string;
  /** The programs that read it, for the documentation. */
  readonly origin: string;
  readonly advice: string;
}

export const LITERAL_MARKUP = {
  abbreviation: {
    name: 'The definition of an abbreviation',
    origin: 'PHP Markdown Extra',
    advice: 'Write `<abbr title="its meaning">ABC</abbr>`, or a `:::glossary`.',
  },
  admonition: {
    name: 'The box of another program',
    origin: 'Python-Markdown, MkDocs',
    advice:
      'Write `:::note[Title]` on a line of its own, and `:::` after its content. The title of `!!! note "Title"` needs both of its quotation marks.',
  },
  alert: {
    name: 'An alert',
    origin: 'GitHub, Obsidian',
    advice: 'Write `:::note` or `:::warning` on a line of its own instead, and `:::` after the text.',
  },
  attributes: {
    name: 'An attribute in braces',
    origin: 'pandoc, Quarto, kramdown',
    advice:
      'Remove it: only `{#id}` after a heading is read. For the size of an image, write `<img src="file" alt="what it shows" width="300">`.',
  },
  'code-documentation': {
    name: 'A place for documentation that a program takes from code',
    origin: 'mkdocstrings, Sphinx',
    advice: 'Write the text itself, or print the files that the program has made.',
  },
  comment: {
    name: 'A comment that readers will see',
    origin: 'HTML, Obsidian, CriticMarkup',
    advice: 'Write `<!-- words -->` for a comment, with both of its ends.',
  },
  component: {
    name: 'A component of MDX',
    origin: 'MDX',
    advice: 'What is inside it stays. Write Markdown or HTML in its place.',
  },
  contents: {
    name: 'A mark for the contents',
    origin: 'Python-Markdown, GitLab',
    advice: 'Remove it: books have contents of their own.',
  },
  'cross-reference': {
    name: 'A reference by number',
    origin: 'Quarto, bookdown, pandoc-crossref',
    advice: 'Write one label after an `@`, or several between brackets: `[@fig-one; @tbl-two]`.',
  },
  'definition-list': {
    name: 'A definition',
    origin: 'pandoc, PHP Markdown Extra',
    advice:
      'Write the term in a line of its own above it, and an empty line above the term. A term has no full stop at its end.',
  },
  diagram: {
    name: 'The code of a diagram',
    origin: 'GitHub, GitLab, Obsidian',
    advice:
      'Mermaid, Graphviz and Vega-Lite are drawn unless `markdown: { diagrams: false }` says otherwise. Draw others with their program, and include the SVG file: `![What it shows.](file.svg)`.',
  },
  embed: {
    name: 'The embedding of another file',
    origin: 'Obsidian',
    advice:
      'A link to the file, or its name, is in its place. The text of a note is put in if the mark is alone in its line, and the note is in the folder of the project.',
  },
  directive: {
    name: 'A directive or role of another program',
    origin: 'MyST',
    advice: 'Its content is kept. Write in Markdown what it does, or put the text into a box: `:::note`.',
  },
  emoji: {
    name: 'The code of an emoji',
    origin: 'GitHub, GitLab, Slack',
    advice: 'Write a word, or the character itself.',
  },
  expression: {
    name: 'An expression of MDX',
    origin: 'MDX',
    advice: 'Write its value: no code runs in a publication.',
  },
  formula: {
    name: 'A formula',
    origin: 'TeX, pandoc',
    advice: 'Write it between two dollar signs on each side: `$$x^2$$`.',
  },
  heading: {
    name: 'A heading without its space',
    origin: 'CommonMark: the space is required',
    advice: 'Put a space after the `#` signs, six at most; write `\\#` for a plain sign.',
  },
  'hidden-code': {
    name: 'Code that is not to be shown',
    origin: 'R Markdown, Quarto',
    advice: 'Nothing runs here: put what the code would make into the text, such as `![Words](plot.png)`.',
  },
  'hidden-part': {
    name: 'A part that is not for print',
    origin: 'Quarto',
    advice: 'Remove its condition to print it.',
  },
  'html-markdown': {
    name: 'Markdown inside an HTML element',
    origin: 'PHP Markdown Extra',
    advice: 'Put an empty line after the opening tag, and another before the closing tag.',
  },
  'image-size': {
    name: 'The size of an image',
    origin: 'Obsidian',
    advice: 'Write `<img src="file" alt="what it shows" width="300">`.',
  },
  include: {
    name: 'An include',
    origin: 'mdBook, Quarto, MkDocs',
    advice: 'Write the path and the end of the mark: `{{#include file.md}}`, `--8<-- "file.md"`.',
  },
  'inline-note': {
    name: 'A note in the line',
    origin: 'pandoc, Obsidian',
    advice: 'Write `[^1]` here, and `[^1]: text` on a line of its own.',
  },
  latex: {
    name: 'A command of LaTeX',
    origin: 'pandoc, R Markdown',
    advice: 'Write Markdown; formulas, between `$$` or in `align`, are TeX.',
  },
  'line-block': {
    name: 'A line block',
    origin: 'pandoc',
    advice: 'End each line but the last with a backslash, and remove the bars.',
  },
  link: {
    name: 'A broken link',
    origin: 'Markdown',
    advice: 'Write `[words](<address>)` if the address has spaces; no link can be inside another.',
  },
  mark: { name: 'Marked text', origin: 'Obsidian, pandoc', advice: 'Write `<mark>words</mark>`.' },
  module: {
    name: 'A line of program code',
    origin: 'MDX',
    advice: 'Remove it: no code runs in a publication.',
  },
  'page-break': {
    name: 'A page break in a line of text',
    origin: 'pandoc, Word',
    advice: 'Write `\\newpage` alone in a line, with an empty line before and after it.',
  },
  'raw-format': {
    name: 'A part for another format',
    origin: 'pandoc, Quarto',
    advice: 'Write it in Markdown or HTML: only `{=html}` is read.',
  },
  strong: {
    name: 'Emphasis with a space inside its marks',
    origin: 'Markdown',
    advice: 'Remove the space between the asterisks and the words: `**words**`.',
  },
  subscript: { name: 'A subscript', origin: 'pandoc', advice: 'Write `<sub>2</sub>`.' },
  superscript: { name: 'A superscript', origin: 'pandoc', advice: 'Write `<sup>2</sup>`.' },
  table: {
    name: 'A table that is none',
    origin: 'GFM, pandoc',
    advice:
      'Put a row such as `| --- | --- |` below the headings, with as many cells as they have. In a grid of `+---+` all lines are equally long; words do not cross columns.',
  },
  'table-rule': {
    name: 'A rule inside a table',
    origin: 'kramdown, Org',
    advice: 'Remove the line: a table has only one, below its headings.',
  },
  template: {
    name: 'A mark of a template',
    origin: 'Hugo, Quarto, Jekyll, Liquid',
    advice: 'Run the program that replaces it first, or write the text itself.',
  },
  'wiki-link': { name: 'A link of a wiki', origin: 'Obsidian, wikis', advice: 'Write `[words](file.md)`.' },
} satisfies Record<string, LiteralMarkup>;

export type LiteralKind = keyof typeof LITERAL_MARKUP;
