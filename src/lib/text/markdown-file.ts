/** Names the files that are Markdown, also of Quarto, R Markdown and MDX. */

/** Extensions without the dot, the most usual first. */
export const MARKDOWN_EXTENSIONS = ['md', 'markdown', 'mkd', 'qmd', 'Rmd', 'mdx', 'text'] as const;

const MARKDOWN = new RegExp(`\\.(?:${MARKDOWN_EXTENSIONS.join('|')})$`, 'i');

export const isMarkdownFile = (name: string): boolean => MARKDOWN.test(name);

/** Returns a name without the extension of a Markdown file. */
export const stripMarkdownExtension = (name: string): string => name.replace(MARKDOWN, '');

/**
 * Returns the names without those of Markdown files that have another one beside them: `a.Rmd` is left out beside the
 * `a.md` that was made from it.
 */
export function leaveOutSources<T extends { readonly name: string }>(files: readonly T[]): readonly T[] {
  const names = new Set(files.map(({ name }) => name));
  return files.filter(
    ({ name }) => !/\.(?:qmd|Rmd|mdx)$/i.test(name) || !names.has(name.replace(/[^.]+$/, 'md')),
  );
}
