/** An example value of each key of the settings, in YAML; a test validates all of them. */

type Examples = Readonly<Record<string, string>>;

const publication: Examples = {
  title: 'Fever in children',
  id: 'fever',
  'title-file-as': 'Book of Fever, The',
  'short-title': 'Fever',
  subtitle: 'What parents can do',
  description: 'When to wait, and when to get help.',
  abstract: 'Most fevers pass. Few need a doctor.',
  language: 'en-GB',
  authors:
    '[{ name: Ada Byron, file-as: "Byron, Ada", affiliation: Example University, orcid: 0000-0002-1825-0097 }]',
  reviewers: '[{ name: Dr. Lee, role: Pediatrician, date: 2026-11-22 }]',
  contributors: '[{ name: Ben Cho, role: translator }]',
  publisher: 'Example Clinic',
  rights: '© 2026 Example Clinic. CC BY 4.0.',
  subjects: '[Fever, { term: Migraine, authority: MeSH, code: D008881 }]',
  series: '{ title: Leaflets, number: 2 }',
  isbn: '978-3-16-148410-0',
  'print-isbn': '978-3-16-148410-0',
  doi: '10.1000/182',
  'contents-depth': '2',
  'number-sections': 'true',
  'number-depth': '2',
  'number-by': 'book',
  'list-of-figures': 'true',
  'list-of-tables': 'false',
  'list-of-listings': 'true',
  'half-title': 'true',
  'title-page': 'true',
  'front-folios': 'roman',
  'list-of-abbreviations': 'true',
  solutions: 'end',
  glossary: '{ link: first-use }',
  'ebook-fonts': 'embedded',
  metadata: '{ source: https://example.org/first, "dcterms:audience": parents }',
  'metadata-prefixes': '{ calibre: https://calibre-ebook.com }',
  'accessibility-summary': 'The exercises were tried with two screen readers.',
  certified: '{ by: Name, conforms: EPUB Accessibility 1.1 - WCAG 2.2 Level AA }',
  status: 'draft',
  clinical: 'true',
  strict: 'true',
  markdown: '{ dollar-math: false }',
  variables: '{ clinic: { phone: 01 23 45 } }',
  highlight: 'false',
  paragraphs: 'indented',
  'drop-caps': 'true',
  'scene-break': 'asterism',
  version: '1.2',
  published: '2026-11-22',
  reviewed: '2026-11-22',
  'next-review': '2028-11-22',
  identifier: 'urn:isbn:9783161484100',
  site: 'https://example.org/fever/',
  web: '{ llms: true, markdown: true }',
  references: 'references.bib',
  'citation-style': 'apa',
  'references-per': 'chapter',
  bibliography: '[more.bib, standards.yaml]',
  nocite: '"@who2020, @moore2015"',
  editions: '[book-a4, handouts, epub]',
  'pages-from': 'a5',
  cover: 'cover.jpg',
  'reviewer-notes': '[Check the table of doses.]',
  chapters: '[what-is-fever.md, when-to-get-help.md]',
  sheets: '1',
};

const chapter: Examples = {
  id: 'when-to-get-help',
  title: 'When to get help',
  'short-title': 'Get help',
  description: 'Signs that need a doctor today.',
  language: 'fr',
  part: 'preface',
  sheets: '2',
  'when-format': 'epub',
  'unless-format': 'pdf',
  'when-edition': 'large-print',
  'unless-edition': 'booklet',
  'when-status': 'draft',
  'unless-status': 'published',
  'when-audience': 'staff',
  'unless-audience': 'patients',
  'when-profile': 'advanced',
  'unless-profile': 'basic',
  'when-meta': 'ward.open',
  'unless-meta': 'ward.closed',
};

const project: Examples = {
  brand: '{ colors: { primary: "#005eb8" } }',
  'brand.logo': '{ path: images/logo.svg, alt: Riverside Hospital }',
  'brand.colors': '{ primary: "#005eb8", background: "#fffaf0" }',
  'brand.colors.primary': '"#005eb8"',
  'brand.colors.text': '"#212b32"',
  'brand.colors.background': '"#fffaf0"',
  markdown: 'gfm',
  highlight: 'false',
  editions: '{ ward: { extends: a5, links: qr } }',
  'editions.<name>.extends': 'ink-saver',
  'editions.<name>.page': '{ width: 200, height: 270 }',
  'editions.<name>.sheet': 'a4',
  'editions.<name>.duplex': 'long',
  'editions.<name>.styles': '[ward.css]',
  'editions.<name>.highlight': 'false',
  'editions.<name>.links': 'qr',
  'editions.<name>.openers': 'recto',
  'editions.<name>.wide-tables': 'cards',
  'editions.<name>.sheets': 'any',
  'editions.<name>.margins': '{ inside: 25, outside: 20mm }',
  'editions.<name>.type': '{ size: 14, leading: 20pt }',
  'editions.<name>.typefaces': '{ text: Arimo, headings: sans }',
  'editions.<name>.template': 'ward.html',
  'editions.<name>.book': '{ margins: { inside: 30 } }',
  'editions.<name>.handouts': '{ type: { size: 12 } }',
  plugins: '{ remark: [./plugins/terms.js] }',
  'plugins.remark': '[remark-smartypants, { name: ./plugins/terms.js, options: { depth: 2 } }]',
  'plugins.rehype': '[rehype-unwrap-images]',
  'plugins.files': '[plugins/words.json]',
  diagnostics: '{ raise: [html-element-unknown] }',
  'diagnostics.raise': '[html-element-unknown]',
  'diagnostics.allow':
    '[{ code: note-unused, path: content/leaflets/**, reason: They belong to spring., until: 2027-03-31 }]',
};

export const SETTINGS_EXAMPLES = { publication, chapter, project } as const;

/**
 * Returns a YAML document with one example at its place.
 * @param path of the key; `<name>` becomes `ward`
 */
export const exampleDocument = (path: string, value: string): string =>
  path
    .replace('<name>', 'ward')
    .split('.')
    .map(
      (key, depth, keys) => `${'  '.repeat(depth)}${key}:${depth === keys.length - 1 ? ` ${value}` : ''}\n`,
    )
    .join('');
