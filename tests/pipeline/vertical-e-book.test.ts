/** An e-book with vertical lines: its styles, the order of its pages, and who has the setting. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterEach, expect, test } from 'vitest';
import { openProject, type Project } from './incremental/project.ts';

let project: Project | undefined;
afterEach(() => project?.remove());

const BOOK =
  'title: 雪の夜\nlanguage: ja\nidentifier: urn:x:snow\neditions: [epub, novel, epub-compatible]\nauthors: [{ name: 山田 }]\n';

async function open(editions: string): Promise<Project> {
  project = await openProject({
    'handpress.yaml': `editions:\n${editions}`,
    'content/snow/publication.yaml': BOOK,
    'content/snow/1.md': '# 第一章\n\nそれは昨日のことだった。\n',
  });
  return project;
}

async function readEntries({ root }: Project, file: string): Promise<(name: string) => string> {
  const entries = unzipSync(await readFile(join(root, 'dist', file)));
  return (name) => new TextDecoder().decode(entries[`OEBPS/${name}`]);
}

const VERTICAL =
  'html{-epub-writing-mode:vertical-rl;-webkit-writing-mode:vertical-rl;writing-mode:vertical-rl}';

test('lines are vertical, pages go from right to left, and the cover stays upright', async () => {
  const opened = await open('  epub: { writing-mode: vertical-rl }\n  novel: { extends: epub }\n');
  await opened.build();
  for (const file of ['snow/snow.epub', 'snow/snow-novel.epub']) {
    const read = await readEntries(opened, file);
    expect(read('style.css'), file).toContain(VERTICAL);
    expect(read('content.opf'), file).toContain('page-progression-direction="rtl"');
    expect(read('content.opf'), file).toContain('<meta name="primary-writing-mode" content="vertical-rl"/>');
    expect(read('cover.xhtml'), file).toMatch(/<body [^>]*class="upright"/);
    expect(read('1.xhtml'), file).not.toContain('upright');
  }
});

test('only the edition that asks has vertical lines; with vertical-lr pages go from left to right', async () => {
  const opened = await open('  novel: { extends: epub, writing-mode: vertical-lr }\n');
  await opened.build();
  const [novel, plain] = await Promise.all(
    ['snow/snow-novel.epub', 'snow/snow.epub'].map((file) => readEntries(opened, file)),
  );
  expect(novel?.('style.css')).toContain('writing-mode:vertical-lr');
  expect(novel?.('content.opf')).not.toContain('page-progression-direction');
  expect(plain?.('content.opf')).not.toContain('writing-mode');
  expect(plain?.('style.css')).not.toContain('html{-epub-writing-mode');
});

test.each([
  ['a printed edition', '  ward: { writing-mode: vertical-rl }\n  novel: { extends: epub }\n', 'key-unknown'],
  ['another direction', '  epub: { writing-mode: sideways }\n  novel: { extends: epub }\n', 'value-wrong'],
])('%s is an error', async (_what, editions, code) => {
  const { result } = await (await open(editions)).build();
  expect(result.diagnostics.map((problem) => problem.code)).toContain(code);
  expect(result.diagnostics.find((problem) => problem.code === code)?.place?.file).toBe('handpress.yaml');
});
