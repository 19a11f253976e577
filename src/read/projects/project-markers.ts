/** Lists the files and folders by which the projects of other programs are known. */

interface ProjectMarkers {
  readonly kind: string;
  /** What is in the folder of the whole project. */
  readonly settings: readonly string[];
  /** What is in a folder of sources as well. */
  readonly lists?: readonly string[];
}

const yaml = (name: string): readonly string[] => [`${name}.yml`, `${name}.yaml`];

/** The most certain programs first. */
export const PROJECT_MARKERS = [
  { kind: 'summary', settings: ['book.toml', 'book.json', 'book.js'], lists: ['SUMMARY.md'] },
  { kind: 'quarto', settings: yaml('_quarto') },
  { kind: 'bookdown', settings: yaml('_bookdown') },
  { kind: 'myst', settings: [...yaml('myst'), ...yaml('_toc')] },
  { kind: 'mkdocs', settings: yaml('mkdocs') },
  {
    kind: 'docusaurus',
    settings: ['js', 'ts', 'mjs', 'mts', 'cjs', 'cts'].map((end) => `docusaurus.config.${end}`),
    lists: ['sidebars.json'],
  },
  { kind: 'vuepress', settings: ['.vuepress', '.vitepress'] },
  { kind: 'leanpub', settings: ['Book.txt'] },
  { kind: 'hugo', settings: ['hugo.toml', 'hugo.json', ...yaml('hugo')], lists: ['_index.md'] },
  { kind: 'jekyll', settings: yaml('_config') },
  { kind: 'obsidian', settings: ['.obsidian'] },
] as const satisfies readonly ProjectMarkers[];
