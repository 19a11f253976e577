/** Pages for people: each relative link leads to a file, and to a heading of it where it names one. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import GithubSlugger from 'github-slugger';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PAGES = [
  ...['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', 'src/README.md'],
  ...readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** Ids of the headings of a page, as GitHub makes them. */
function headingIds(path: string): readonly string[] {
  const slugger = new GithubSlugger();
  const text = readFileSync(path, 'utf8').replace(/^```[\s\S]*?^```/gm, '');
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    slugger.slug(heading.replaceAll('`', '')),
  );
}

/** Examples of code hold links that lead nowhere. */
const linksIn = (text: string): readonly string[] => {
  const prose = text
    .replace(/^```[\s\S]*?^```/gm, '')
    .replace(/(`+)[^`]+\1(?!\()/g, (code) => code.replace(/[[\]()]/g, ''));
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

test('README names every page of docs', () => {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
  const unnamed = PAGES.filter((page) => page.startsWith('docs/') && !readme.includes(`](${page}`));
  expect(unnamed).toEqual([]);
});
