/** Tests that projects of other programs are publications as they are: order, parts, nesting, titles. */
import { describe, expect, test } from 'vitest';
import type { NavigationNode } from '../../../src/core/model/book.ts';
import {
  type Files,
  formatDiagnostics,
  memoryHost,
  openWorkbench,
  readAndRenderAny,
} from '../../support/workbench.ts';

const outline = ({ title, level, children }: NavigationNode): readonly string[] =>
  level > 1 ? [] : [title, ...children.flatMap((child) => outline(child).map((line) => `  ${line}`))];

async function read(files: Files) {
  const { publication, book, diagnostics } = await readAndRenderAny(openWorkbench(memoryHost(files)));
  return {
    title: publication?.metadata.title,
    authors: publication?.metadata.authors.map(({ name }) => name),
    language: publication?.metadata.language,
    ids: publication?.chapters.map(({ id }) => id),
    contents: book?.navigation.flatMap((node) => outline(node)),
    diagnostics: formatDiagnostics(diagnostics.filter(({ code }) => code !== 'language-taken')),
    messages: diagnostics.map(({ message }) => message),
  };
}

const page = (title: string, front = ''): string =>
  `${front && `---\n${front}\n---\n\n`}# ${title}\n\nWords of the page.\n`;

/** Pages by their paths; the title is the path. */
const pages = (...paths: readonly string[]): Files =>
  Object.fromEntries(paths.map((path) => [path, page(path)]));

describe('Quarto', () => {
  const files = pages(
    'index.qmd',
    'intro.qmd',
    'a.qmd',
    'b.md',
    'c.qmd',
    'z.qmd',
    'guide/2.qmd',
    'guide/10.qmd',
  );

  test('a book has parts, chapters below a file, and appendices', async () => {
    const settings = `project: { type: book }
lang: de
book:
  title: Das Buch
  author: [A. Eins, { name: B. Zwei }]
  chapters:
    - index.qmd
    - part: Erster Teil
      chapters: [intro.qmd, text: Beiseite, file: b.md]
    - part: a.qmd
      chapters: [c.qmd, notebook.ipynb]
  appendices: [z.qmd]
`.replace('text: Beiseite, file: b.md', '{ text: Beiseite, file: b.md }');
    const found = await read({ ...files, '_quarto.yml': settings });
    expect(found).toMatchObject({
      title: 'Das Buch',
      authors: ['A. Eins', 'B. Zwei'],
      language: 'de',
      contents: ['index.qmd', 'Erster Teil', '  intro.qmd', '  Beiseite', 'a.qmd', '  c.qmd', 'z.qmd'],
      diagnostics: ['project-read _quarto.yml:1:1'],
    });
    expect(found.messages).toContain(
      'This was read as a project of Quarto, with 6 chapters. Left out: 1 that leads elsewhere.',
    );
  });

  test('a web site has the contents of its sidebar, with patterns', async () => {
    const settings = `website:
  title: Site
  sidebar:
    contents:
      - a.qmd
      - section: Guide
        contents: guide/*
      - href: https://example.org/
        text: Elsewhere
      - "---"
`;
    expect(await read({ ...files, '_quarto.yml': settings })).toMatchObject({
      title: 'Site',
      contents: ['a.qmd', 'Guide', '  guide/2.qmd', '  guide/10.qmd'],
    });
  });

  test('without a list all pages are read, the first one first', async () => {
    const { contents } = await read({ ...files, '_quarto.yml': 'project: { type: default }\n' });
    expect(contents?.slice(0, 3)).toEqual(['index.qmd', 'a.qmd', 'b.md']);
  });
});

describe('bookdown', () => {
  const files = {
    '02-b.Rmd': '# (PART) Second {-}\n\n# B\n\nWords.\n',
    '01-a.Rmd': page('A'),
    'index.Rmd': page('Welcome', 'title: The book\nauthor: A. Author'),
    '_bookdown.yml': 'delete_merged_file: true\n',
  };

  test('index.Rmd is first, the others follow by name, and parts are in the files', async () => {
    expect(await read(files)).toMatchObject({
      title: 'The book',
      authors: ['A. Author'],
      contents: ['Welcome', 'A', 'Second', '  B'],
      diagnostics: ['project-read _bookdown.yml:1:1'],
    });
  });

  test('rmd_files is the order, after index.Rmd', async () => {
    const { contents } = await read({
      ...files,
      '_bookdown.yml': 'rmd_files: [02-b.Rmd, 01-a.Rmd, index.Rmd]\n',
    });
    expect(contents).toEqual(['Welcome', 'Second', '  B', '  A']);
  });

  test('rmd_subdir names folders, and the file that bookdown joins is no chapter', async () => {
    const more = { ...files, 'more/c.Rmd': page('C'), 'other/d.Rmd': page('D'), 'main.Rmd': page('All') };
    const settings = 'book_filename: main\nrmd_subdir: [more]\n';
    const { contents } = await read({ ...more, '_bookdown.yml': settings });
    expect(contents).toEqual(['Welcome', 'A', 'Second', '  B', '  C']);
  });

  test('index.Rmd alone makes a book, and its front matter is that of the book', async () => {
    const front =
      'title: The book\nsubtitle: More\nauthor: [A. One, B. Two]\ndate: 2024-05-01\nlang: de\n' +
      'description: About it.\nsite: bookdown::bookdown_site\noutput: bookdown::gitbook\ndocumentclass: book\n' +
      "biblio-style: apalike\nlink-citations: yes\ncover-image: cover.svg\nurl: 'https\\://example.org/book'";
    const { publication, diagnostics } = await readAndRenderAny(
      openWorkbench(
        memoryHost({
          'index.Rmd': page('Welcome', front),
          '01-a.Rmd': page('A', 'knit: bookdown::preview_chapter'),
          'cover.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="2400"/>',
        }),
      ),
    );
    expect(formatDiagnostics(diagnostics)).toEqual(['project-read index.Rmd:1:1']);
    expect(publication).toMatchObject({
      metadata: {
        title: 'The book',
        subtitle: 'More',
        description: 'About it.',
        language: 'de',
        published: '2024-05-01',
        cover: 'cover.svg',
      },
      site: { address: 'https://example.org/book/' },
    });
    expect(publication?.chapters.map(({ metadata }) => metadata.title)).toEqual(['Welcome', 'A']);
  });

  test('a cover that is missing is a warning at its line, and a computed date is none', async () => {
    const front = 'title: The book\ndate: "`r Sys.Date()`"\ncover-image: gone.png';
    const { diagnostics } = await read({ ...files, 'index.Rmd': page('Welcome', front) });
    expect(diagnostics).toEqual(['project-read _bookdown.yml:1:1', 'image-missing index.Rmd:4:14']);
  });

  test('comments of code are no headings, and numbered chapters after (APPENDIX) are appendices', async () => {
    const { publication } = await readAndRenderAny(
      openWorkbench(
        memoryHost({
          ...files,
          '03-c.Rmd': '```{r}\n# A comment\nplot(x)\n```\n\n# (APPENDIX) Appendix {-}\n\n# C\n\nWords.\n',
          '04-d.Rmd': '# D\n\nWords.\n',
          '05-e.Rmd': '# E {-}\n\nWords.\n',
        }),
      ),
    );
    const parts = publication?.chapters.map(({ metadata }) => [metadata.title, metadata.part]);
    expect(parts?.slice(-3)).toEqual([
      ['C', 'appendix'],
      ['D', 'appendix'],
      ['E', undefined],
    ]);
  });
});

describe('MkDocs', () => {
  const files = pages(
    'docs/index.md',
    'docs/b.md',
    'docs/a/2-x.md',
    'docs/a/10-y.md',
    'docs/a/index.md',
    'README.md',
  );

  test('nav has titles, nesting, and folders; tags of Python and !ENV do no harm', async () => {
    const settings = `site_name: !ENV [NAME, "Docs"]
site_author: A. Author
markdown_extensions:
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
nav:
  - Home: index.md
  - Guide:
      - b.md
      - Deep:
          - a/10-y.md
  - More: a/
  - Elsewhere: https://example.org/
`;
    expect(
      await read({ ...files, 'mkdocs.yml': settings.replace('!ENV [NAME, "Docs"]', 'Docs') }),
    ).toMatchObject({
      title: 'Docs',
      authors: ['A. Author'],
      contents: [
        'Home',
        'Guide',
        '  docs/b.md',
        '  Deep',
        '    docs/a/10-y.md',
        'More',
        '  docs/a/index.md',
        '  docs/a/2-x.md',
      ],
      diagnostics: ['project-read mkdocs.yml:1:1'],
    });
    expect((await read({ ...files, 'mkdocs.yml': settings })).contents).toHaveLength(8);
  });

  test('without nav pages are in the order of their names', async () => {
    expect(await read({ ...files, 'mkdocs.yml': 'site_name: Docs\n' })).toMatchObject({
      ids: ['introduction', 'a', 'a-x', 'a-y', 'b'],
      contents: ['docs/index.md', 'docs/a/index.md', '  docs/a/2-x.md', '  docs/a/10-y.md', 'docs/b.md'],
    });
  });

  test('a folder of documents outside the project is not read', async () => {
    const secret = { 'other/secret.md': page('Secret') };
    const settings = 'site_name: Docs\ndocs_dir: ../other\nnav: [../other/secret.md, index.md]\n';
    const inFolder = Object.fromEntries(Object.entries(files).map(([path, text]) => [`p/${path}`, text]));
    const host = memoryHost({ ...secret, ...inFolder, 'p/mkdocs.yml': settings });
    const { publication } = await readAndRenderAny(openWorkbench(host), 'p');
    expect(JSON.stringify(publication?.chapters ?? [])).not.toContain('Secret');
  });
});

describe('MyST and Jupyter Book', () => {
  const files = pages('intro.md', 'a.md', 'b.md', 'c.md');

  test('_toc.yml has parts and sections, with _config.yml', async () => {
    const toc = `format: jb-book
root: intro
parts:
  - caption: One
    chapters:
      - file: a
        sections:
          - file: b
      - url: https://example.org/
  - chapters:
      - file: c
        title: Called so
`;
    expect(
      await read({ ...files, '_toc.yml': toc, '_config.yml': 'title: Book\nauthor: A. Author\n' }),
    ).toMatchObject({
      title: 'Book',
      authors: ['A. Author'],
      contents: ['intro.md', 'One', '  a.md', '    b.md', 'Called so'],
    });
  });

  test('myst.yml has a tree of files', async () => {
    const settings = `version: 1
project:
  title: Book
  authors: [{ name: A. Author }]
  toc:
    - file: intro.md
    - title: Part
      children: [{ file: b.md }, { file: a.md }]
`;
    expect(await read({ ...files, 'myst.yml': settings })).toMatchObject({
      title: 'Book',
      authors: ['A. Author'],
      contents: ['intro.md', 'Part', '  b.md', '  a.md'],
    });
  });
});

describe('Docusaurus', () => {
  const files = {
    'docusaurus.config.js': "module.exports = { title: 'Site', url: 'https://example.org' };\n",
    'docs/intro.md': page('Intro', 'sidebar_position: 1'),
    'docs/02-guide/_category_.json': '{ "label": "The guide", "position": 2 }',
    'docs/02-guide/01-b.md': page('B'),
    'docs/02-guide/02-a.md': page('A', 'sidebar_label: First letter'),
    'docs/z.md': page('Z', 'sidebar_position: 3'),
  };

  test('has pages by their positions and numbers', async () => {
    expect(await read(files)).toMatchObject({
      title: 'Site',
      ids: ['intro', 'part-1', 'guide-b', 'guide-a', 'z'],
      contents: ['Intro', 'The guide', '  B', '  First letter', 'Z'],
    });
  });

  test('a sidebar in JSON is the order', async () => {
    const items = [
      'z',
      { type: 'category', label: 'Group', items: ['guide/b', { type: 'link', href: 'https://e.org/' }] },
    ];
    const sidebars = JSON.stringify({ docs: items });
    expect((await read({ ...files, 'sidebars.json': sidebars })).contents).toEqual(['Z', 'Group', '  B']);
  });

  test.each(['sidebars.js', 'sidebars.cjs', 'sidebars.mjs', 'sidebars.ts', 'own-sidebars.js'])(
    'the sidebars of %s are the order, without being run',
    async (name) => {
      const script = `
/* The sidebars. */
const guide = ['guide/b', 'guide/a', 'guide/b'];
const sidebars = {
  first: [
    { type: 'doc', id: 'z', label: 'Last letter', customProps: { make: () => process.exit(1) } },
    { type: 'html', value: '<hr>' },
    { type: 'link', label: 'Web', href: 'https://e.org/' },
    { type: 'category', label: 'Group', link: { type: 'doc', id: 'intro' }, items: [{ Inner: [...guide] }] },
  ],
  // Sidebars are read one after the other.
  second: { Shorthand: [{ type: 'ref', id: 'y' }] },
};
`;
      const end = /[mt]s$/.test(name) ? 'export default sidebars' : 'module.exports = sidebars';
      const found = await read({
        ...files,
        'docs/y.md': page('Y'),
        'docusaurus.config.js': `module.exports = { docs: { sidebarPath: require.resolve('./${name}') } };`,
        [name]: `${script}${end}${name.endsWith('.ts') ? ' satisfies SidebarsConfig' : ''};\n`,
      });
      expect(found.contents).toEqual([
        'Last letter',
        'Group',
        '  Inner',
        '    B',
        '    A',
        'Shorthand',
        '  Y',
      ]);
      expect(found.messages).toContain(
        'This was read as a site of Docusaurus, with 5 chapters. Left out: 1 that leads elsewhere, 1 whose file is listed before.',
      );
    },
  );

  test('the pages of a folder are in its order where a sidebar says so', async () => {
    const script = `export default {
  docs: ['z', { type: 'category', label: 'Group', items: [{ type: 'autogenerated', dirName: '02-guide' }] }],
  all: [{ type: 'autogenerated', dirName: '.' }],
};`;
    const deep = { 'docs/02-guide/03-deep/c.md': page('C'), 'docs/02-guide/index.md': page('Start') };
    expect((await read({ ...files, ...deep, 'sidebars.js': script })).contents).toEqual([
      ...['Z', 'Group', '  Start', '  B', '  First letter', '  Deep', '    C'],
      ...['Intro'],
    ]);
  });

  test.each([
    ['a call', 'export default makeSidebars();', 'sidebars.js:1:16'],
    ['another file', "module.exports = {\n  docs: require('./docs.json'),\n};", 'sidebars.js:2:9'],
    ['a part of a list', "module.exports = { docs: ['z', ...make()] };", 'sidebars.js:1:35'],
    ['an item', "module.exports = { docs: ['z', make()] };", 'sidebars.js:1:32'],
    [
      'the items of a category',
      "module.exports = { docs: [{ type: 'category', label: 'A', items: make() }] };",
      'sidebars.js:1:66',
    ],
    ['a sidebar in keys', 'module.exports = { ...make() };', 'sidebars.js:1:23'],
  ])('pages are in the order of their folders where a program makes %s', async (_, script, place) => {
    const found = await read({ ...files, 'sidebars.js': script });
    expect(found.contents).toHaveLength(5);
    expect(found.diagnostics).toContain(`project-program ${place}`);
  });

  test('words that a program makes are those of the page', async () => {
    const script = "module.exports = { docs: [{ type: 'doc', id: 'z', label: translate('Z') }] };";
    const found = await read({ ...files, 'sidebars.js': script });
    expect(found.contents).toEqual(['Z']);
    expect(found.diagnostics.filter((each) => each.startsWith('project-program'))).toEqual([]);
  });

  test('sidebars that cannot be read, or that are outside, are left out', async () => {
    const broken = await read({ ...files, 'sidebars.js': 'module.exports = {' });
    expect(broken.contents).toHaveLength(5);
    expect(broken.diagnostics).toContain('project-settings-broken sidebars.js:1:1');
    expect((await read({ ...files, 'sidebars.js': 'process.exit(1)' })).contents).toHaveLength(5);
    for (const path of ['../sidebars.js', '.env', './.git/config.js', '/etc/sidebars.js']) {
      const config = `module.exports = { docs: { sidebarPath: '${path}' } };`;
      expect((await read({ ...files, 'docusaurus.config.js': config })).contents).toHaveLength(5);
    }
  });
});

test('VuePress and VitePress have the first page first, and numbers in names', async () => {
  const config = "export default { title: 'Site', lang: 'fr-FR' }\n";
  const files = {
    ...pages('README.md', '10.later.md', '2.early.md', 'guide/README.md'),
    '.vitepress/config.mts': config,
  };
  expect(await read(files)).toMatchObject({
    title: 'Site',
    language: 'fr-FR',
    contents: ['README.md', '2.early.md', '10.later.md', 'guide/README.md'],
  });
});

test('Leanpub names its files in Book.txt', async () => {
  const files = {
    ...pages('manuscript/b.md', 'manuscript/a.md'),
    'manuscript/Book.txt': 'frontmatter:\nb.md\n\n{mainmatter}\na.md\ncode.rb\n',
  };
  expect((await read(files)).contents).toEqual(['manuscript/b.md', 'manuscript/a.md']);
});

describe('Hugo', () => {
  const files = {
    'content/_index.md': '---\ntitle: Home\n---\n',
    'content/docs/_index.md': '+++\ntitle = "The docs"\nweight = 2\n+++\n',
    'content/docs/b.md': '+++\ntitle = "B"\nweight = 1\n+++\n\nWords of the page.\n',
    'content/docs/a.md': page('A', 'weight: 5'),
    'content/docs/draft.md': page('Draft', 'draft: true'),
    'content/about.md': page('About', 'weight: 1'),
  };

  test('has sections by weight, without drafts', async () => {
    const found = await read({
      ...files,
      'hugo.toml': 'title = "Site"\nlanguageCode = "en-us"\nbaseURL = "https://example.org/"\n',
    });
    expect(found).toMatchObject({
      title: 'Site',
      language: 'en-US',
      contents: ['About', 'The docs', '  B', '  A'],
    });
    expect(found.messages).toContain(
      'This was read as a site of Hugo, with 3 chapters. Left out: 1 without a file.',
    );
  });

  test('a rule of a comment does not end front matter', async () => {
    const files = {
      'hugo.toml': '',
      'content/a.md': page('A', 'weight: 2'),
      'content/b.md': page('B', '# ---\nweight: 1'),
    };
    expect((await read(files)).contents).toEqual(['B', 'A']);
  });

  test('a section alone is a publication', async () => {
    const { publication } = await readAndRenderAny(openWorkbench(memoryHost(files)), 'content/docs');
    expect(publication?.metadata.title).toBe('The docs');
    expect(publication?.chapters.map(({ id }) => id)).toEqual(['b', 'a']);
  });
});

test('Jekyll has pages by nav_order and parent, collections, and posts by date', async () => {
  const files = {
    '_config.yml':
      'title: Site\nauthor: { name: A. Author }\ncollections: { tales: {} }\nexclude: [drafts]\n',
    'index.md': page('Home', 'nav_order: 9'),
    'b.md': page('B', 'title: B\nnav_order: 1'),
    'a.md': page('A', 'title: A\nparent: B'),
    'README.md': '# No front matter\n\nNo page.\n',
    'drafts/x.md': page('X', 'title: X'),
    '_layouts/y.md': page('Y', 'title: Y'),
    '_tales/one.md': page('One', 'title: One'),
    '_posts/2026-02-01-late.md': page('Late', 'title: Late'),
    '_posts/2025-12-31-early.md': page('Early', 'title: Early'),
  };
  expect(await read(files)).toMatchObject({
    title: 'Site',
    authors: ['A. Author'],
    contents: ['Home', 'B', '  A', 'Tales', '  One', 'Early', 'Late'],
  });
});

test('a vault of Obsidian has its notes by name, and folders are groups', async () => {
  const files = {
    ...pages('v/b.md', 'v/2 Two.md', 'v/10 Ten.md', 'v/Folder/Note.md'),
    'v/.obsidian/app.json': '{}',
  };
  expect((await read(files)).contents).toEqual([
    'v/2 Two.md',
    'v/10 Ten.md',
    'v/b.md',
    'Folder',
    '  v/Folder/Note.md',
  ]);
});

describe('names of files', () => {
  test('are taken as they are, with signs that addresses have', async () => {
    const files = { ...pages('c#.md', 'why?.md', '50%.md'), 'Book.txt': 'c#.md\nwhy?.md\n50%.md\n' };
    expect((await read(files)).contents).toEqual(['c#.md', 'why?.md', '50%.md']);
    const { 'Book.txt': _, ...found } = files;
    expect((await read({ ...found, '_quarto.yml': 'book: { chapters: auto }\n' })).ids).toHaveLength(3);
  });

  test('may be no Unicode', async () => {
    const toc = 'format: jb-book\nroot: a\nchapters: [{ file: "\\ud800" }]\n';
    expect((await read({ ...pages('a.md'), '_toc.yml': toc })).contents).toEqual(['a.md']);
  });
});

describe('settings that cannot be read', () => {
  const files = pages('docs/b.md', 'docs/a.md');
  const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${[...'bcdefghi'].map((one, index) => `${one}: &${one} [${Array(9).fill(`*${'abcdefgh'[index]}`).join(',')}]`).join('\n')}\nnav: *i\n`;
  test.each([
    ['malformed', 'nav: [a.md\nsite_name: "x\n'],
    ['a bomb of aliases', bomb],
    ['nested without end', `nav: ${'['.repeat(5000)}`],
    ['nested deeply', `nav: ${'['.repeat(200)}x${']'.repeat(200)}`],
    ['huge', `site_name: x\n# ${'x'.repeat(1_000_001)}\n`],
    ['an alias of itself', 'nav: &a [*a]\n'],
  ])('%s: a warning, and the pages by name', async (_, settings) => {
    expect(await read({ ...files, 'mkdocs.yml': settings })).toMatchObject({
      contents: ['docs/a.md', 'docs/b.md'],
      diagnostics: ['project-read mkdocs.yml:1:1', 'project-settings-broken mkdocs.yml:1:1'],
    });
  });

  test.each(['[]', 'x', '- nav', 'nav: 5', 'nav: { a: { b: c } }', 'site_name: [a]', 'docs_dir: [x]', ''])(
    'of another kind: %s',
    async (settings) => {
      expect((await read({ ...files, 'mkdocs.yml': settings })).contents).toEqual(['docs/a.md', 'docs/b.md']);
    },
  );

  test('10,000 entries are read in time', async () => {
    const nav = Array.from(
      { length: 10_000 },
      (_, index) => `  - T${index}: https://example.org/${index}\n`,
    ).join('');
    const { messages } = await read({ ...files, 'mkdocs.yml': `nav:\n  - a.md\n${nav}` });
    expect(messages).toContain(
      'This was read as a project of MkDocs, with 1 chapter. Left out: 10000 that lead elsewhere.',
    );
  });
});

describe('a folder of numbered files', () => {
  const files = pages('p/2-b.md', 'p/10-c.md', 'p/Preface.md', 'p/README.md');
  const found = async (given: Files, input: string) => {
    const { discover } = await import('../../../src/read/read-publication.ts');
    return (await discover([input], openWorkbench(memoryHost(given)).context)).map(({ id }) => id);
  };

  test('is a book, if it is named', async () => {
    const { publication, diagnostics } = await readAndRenderAny(openWorkbench(memoryHost(files)), 'p');
    expect(publication?.chapters.map(({ id }) => id)).toEqual(['b', 'c', 'preface']);
    expect(publication?.editions.map(({ family }) => family)).toContain('handouts');
    expect(diagnostics.map(({ message }) => message)).toContain(
      'This was read as the chapters of one book, by their numbers, with 3 chapters.',
    );
    expect(await found(files, '.')).toEqual(['c', 'b', 'preface']);
  });

  test.each([
    ['other notes', { 'p/1-a.md': page('A'), 'p/2-b.md': page('B'), 'p/note.md': page('Note') }],
    ['dates', { 'p/2026-01-02-a.md': page('A'), 'p/2026-01-03-b.md': page('B') }],
    ['one file', { 'p/1-a.md': page('A') }],
    ['leaflets in content', { 'content/1-a.md': page('A'), 'content/2-b.md': page('B') }],
  ])('with %s is none', async (_, given) => {
    expect(await found(given, Object.keys(given)[0]?.split('/')[0] ?? '')).toHaveLength(
      Object.keys(given).length,
    );
  });
});

describe('links to the web site', () => {
  test('lead there where no chapter is meant', async () => {
    const files = {
      'mkdocs.yml': 'site_url: https://example.org/docs\n',
      'docs/index.md': page('Home'),
      'docs/guide/a.md': `${page('A')}\n[Home](/) [Prices](/prices?x=1#y) [File](files/f.pdf) [Page](missing.md) [Other](//host/x)\n`,
    };
    const { book, diagnostics } = await readAndRenderAny(openWorkbench(memoryHost(files)));
    const links = JSON.stringify(book?.sections.map(({ body }) => body)).match(/"href":"[^"]*"/g);
    expect(links).toEqual([
      '"href":"#introduction"',
      '"href":"https://example.org/docs/prices?x=1#y"',
      '"href":"https://example.org/docs/guide/files/f.pdf"',
    ]);
    expect(formatDiagnostics(diagnostics).filter((line) => line.startsWith('link'))).toEqual([
      'link-chapter-missing docs/guide/a.md:5:55',
      'link-outside docs/guide/a.md:5:74',
    ]);
  });

  test('follow `site` of a publication of ours', async () => {
    const files = {
      'p/publication.yaml': 'title: x\nlanguage: en\nsite: https://example.org\n',
      'p/a.md': `${page('A')}\n[Prices](/prices)\n`,
    };
    const { book } = await readAndRenderAny(openWorkbench(memoryHost(files)));
    expect(JSON.stringify(book?.sections[0]?.body)).toContain('https://example.org/prices');
  });
});

test('several books in one repository are found, also below its root', async () => {
  const files = {
    'docs/book.toml': '[book]\ntitle = "One"\n',
    'docs/src/SUMMARY.md': '- [A](a.md)\n',
    'docs/src/a.md': page('A'),
    'manual/mkdocs.yml': 'site_name: Two\n',
    'manual/docs/a.md': page('A'),
  };
  const { discover } = await import('../../../src/read/read-publication.ts');
  const { context } = openWorkbench(memoryHost(files));
  expect((await discover(['.'], context)).map(({ file }) => file)).toEqual([
    'docs/src/SUMMARY.md',
    'manual/mkdocs.yml',
  ]);
});
