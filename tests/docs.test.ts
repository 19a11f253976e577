/** Checks the pages: each relative link leads to a file, and to a heading of it where it names one. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import GithubSlugger from 'github-slugger';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PAGES = [
  ...['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', 'src/README.md', 'tests/README.md'],
  ...readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** Returns the ids of the headings of a page, as GitHub makes them. */
function headingIds(path: string): readonly string[] {
  const slugger = new GithubSlugger();
  const text = readFileSync(path, 'utf8').replace(/^```[\s\S]*?^```/gm, '');
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    slugger.slug(heading.replaceAll('`', '')),
  );
}

/** Finds the relative links of a page. Examples of code have links that lead nowhere, so code is left out. */
const linksIn = (text: string): readonly string[] => {
  const prose = text
    .replace(/^```[\s\S]*?^```/gm, '')
    .replace(/(`+)[^`]+\1(?!\()/g, (code) => code.replace(/[[\]()"]/g, ''));
  return [...prose.matchAll(/\]\(([^)\s]+)\)|src="([^"]+)"/g)]
    .map(([, link, source]) => link ?? source ?? '')
    .filter((link) => !/^[a-z]+:/.test(link));
};

test.each(PAGES)('every link of %s leads somewhere', (page) => {
  const links = linksIn(readFileSync(join(ROOT, page), 'utf8'));
  const broken = links.filter((link) => {
    const [file = '', id] = link.split('#', 2);
    const path = file === '' ? join(ROOT, page) : join(ROOT, dirname(page), file);
    if (!existsSync(path)) return true;
    return id !== undefined && !headingIds(path).includes(id);
  });
  expect(broken).toEqual([]);
});

test('README links to every page of docs', () => {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
  const unnamed = PAGES.filter((page) => page.startsWith('docs/') && !readme.includes(`](${page}`));
  expect(unnamed).toEqual([]);
});

/** Paths of this repository, as pages for contributors name them in code. */
const PATH =
  /`((?:src|tests|docs|packaging|schemas)\/[\w./-]+|(?:cli|pipeline|read|render|print|epub|proof|runtime|core|lib)\/[\w/-]+(?:\.ts|\/))`/g;

test.each(['CONTRIBUTING.md', 'SECURITY.md', 'src/README.md', 'tests/README.md'])(
  'every path that %s names exists',
  (page) => {
    const paths = [...readFileSync(join(ROOT, page), 'utf8').matchAll(PATH)].map(([, path = '']) => path);
    const missing = paths.filter(
      (path) => ![ROOT, join(ROOT, 'src')].some((root) => existsSync(join(root, path))),
    );
    expect(missing).toEqual([]);
  },
);
