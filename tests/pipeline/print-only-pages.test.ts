/** The page list of an e-book that lacks chapters and passages of the printed book. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openProject, type Project } from './incremental/project.ts';

/** Sentences of which no two are alike. */
const prose = (subject: string, count: number): string =>
  Array.from({ length: count }, (_, index) => `The ${subject} number ${index * 7} is in row ${index}.`).join(
    '\n\n',
  );

const onlyIn = (format: string, text: string): string =>
  `::: {.content-visible when-format="${format}"}\n${text}\n:::\n`;

const CHAPTERS = {
  'a.md': `---\nwhen-format: pdf\n---\n\n# Paper\n\n${prose('sheet', 60)}\n`,
  'b.md': `# Both\n\n${prose('bean', 30)}\n\n${onlyIn('pdf', prose('cut', 70))}\n${prose('pea', 30)}\n`,
  'c.md': `---\nwhen-format: epub\n---\n\n# Screen\n\n${prose('pixel', 60)}\n`,
  'd.md': `# Last\n\n${onlyIn('pdf', 'Turn the page.')}\n${onlyIn('epub', 'Touch the screen.')}\n${prose('leek', 60)}\n`,
};

let project: Project;
beforeAll(async () => {
  project = await openProject({
    'content/garden/publication.yaml':
      'title: Garden\nlanguage: en\nidentifier: urn:x:garden\neditions: [book-a5, epub]\n',
    ...Object.fromEntries(
      Object.entries(CHAPTERS).map(([name, text]) => [`content/garden/${name}`, text] as const),
    ),
  });
});
afterAll(() => project.remove());

test('names the pages of what the e-book has, in order, and leaves out the others', async () => {
  const { result } = await project.build();
  expect(result.diagnostics.map(({ code }) => code)).toEqual([]);
  const entries = unzipSync(await readFile(join(project.root, 'dist/garden/garden.epub')));
  const read = (name: string): string => strFromU8(entries[`OEBPS/${name}`] ?? new Uint8Array());
  const list = /<nav epub:type="page-list".*?<\/nav>/s.exec(read('toc.xhtml'))?.[0] ?? '';
  const pages = [...list.matchAll(/href="([^"#]+)#[^"]+"[^>]*>(\d+)</g)].map(([, file, label]) => ({
    file,
    page: Number(label),
  }));
  const numbers = pages.map(({ page }) => page);
  expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  // The chapter of paper comes first, and each chapter begins on a right page.
  expect(numbers[0]).toBeGreaterThan(3);
  expect(new Set(pages.map(({ file }) => file))).toEqual(new Set(['b.xhtml', 'd.xhtml']));
  expect(read('c.xhtml')).not.toContain('doc-pagebreak');
  const inBoth = pages.filter(({ file }) => file === 'b.xhtml').map(({ page }) => page);
  const gaps = inBoth.slice(1).map((page, index) => page - (inBoth[index] ?? 0));
  expect(Math.max(...gaps)).toBeGreaterThan(1);
  expect(gaps.filter((gap) => gap > 1)).toHaveLength(1);
  // The page on which the passage ends is marked where the text that both have goes on.
  expect(read('b.xhtml')).toMatch(/role="doc-pagebreak"[^>]*><\/span>The pea number 0 is/);
});
