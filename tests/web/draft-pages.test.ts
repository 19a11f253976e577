/** Web pages of a clinical draft say on each page that no one has reviewed it: whatever hides that, they are not published. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { build } from '../../src/index.ts';
import { TEMPLATES } from '../../src/web/draft-pages.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'handpress-web-marks-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function put(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** Builds a book of two chapters, and returns what was reported and how many pages were made. */
async function buildDraft(files: Readonly<Record<string, string>>, edition: string) {
  put('content/p/publication.yaml', 'title: Ketamine\nlanguage: en\nclinical: true\n');
  put('content/p/a.md', '# A\n\nIt is not for everyone.\n');
  put('content/p/b.md', '# B\n\nIt is not for everyone.\n');
  for (const [path, text] of Object.entries(files)) put(path, text);
  const { diagnostics, files: made } = await build({ root, editions: [edition], cache: false });
  const problems = diagnostics.filter(({ severity }) => severity !== 'note');
  return {
    codes: [...new Set(problems.map(({ code }) => code))],
    messages: problems.filter(({ code }) => code === 'draft-mark-missing').map(({ message }) => message),
    count: made.filter(({ path }) => path.endsWith('.html')).length,
  };
}

const PAGE = readFileSync(fileURLToPath(new URL('../../templates/web/page.html', import.meta.url)), 'utf8');
const DRAFT_MARK = '{{ draftMark | word }}';
const MARK = 'Draft: not clinically reviewed';

test('knows each template of web pages', () => {
  const files = readdirSync(fileURLToPath(new URL('../../templates/web', import.meta.url)));
  expect([...TEMPLATES].sort()).toEqual(files.map((name) => `web/${name}`).sort());
});

describe('drafts that are published', () => {
  test.each(['web', 'html'])('with the built-in design: %s', async (edition) => {
    const { codes, count } = await buildDraft({}, edition);
    expect(codes).toEqual([]);
    expect(count).toBe(edition === 'web' ? 3 : 1);
  });

  test('with a style of the project that shows the mark in other colors', async () => {
    const { codes, count } = await buildDraft(
      { 'styles/web.css': '.draft { background: #700; color: #fff }' },
      'web',
    );
    expect(codes).toEqual([]);
    expect(count).toBe(3);
  });
});

describe('drafts that are not published', () => {
  test('with a template without the mark', async () => {
    const template = PAGE.replace(DRAFT_MARK, '');
    expect(template).not.toBe(PAGE);
    const { messages, count } = await buildDraft({ 'templates/web/page.html': template }, 'web');
    expect(messages).toEqual(
      ['index', 'a', 'b'].map(
        (page) => `Page \`${page}.html\` of \`p/web/\` does not show “${MARK}”, which a draft must show.`,
      ),
    );
    expect(count).toBe(0);
  });

  test('with a template that has the mark in a comment', async () => {
    const template = PAGE.replace(DRAFT_MARK, `<!-- ${DRAFT_MARK} -->`);
    expect((await buildDraft({ 'templates/web/page.html': template }, 'html')).messages).toHaveLength(1);
  });

  test('with a template that has the mark on the first page alone', async () => {
    const template = PAGE.replace(DRAFT_MARK, `{% if isFirst %}${DRAFT_MARK}{% endif %}`);
    const { messages } = await buildDraft({ 'templates/web/page.html': template }, 'web');
    expect(messages.join('\n')).not.toContain('index.html');
    expect(messages).toHaveLength(2);
  });

  test.each([
    ['everywhere', '.draft { display: none }'],
    ['in the dark', '@media (prefers-color-scheme: dark) { .draft { display: none } }'],
    ['on paper', '@media print { .draft-mark { visibility: hidden } }'],
    ['by its color', '.draft { color: #fff; background: #fff } body { background: #fff }'],
  ])('with a style that hides the mark %s', async (_name, style) => {
    const { codes, messages, count } = await buildDraft({ 'styles/web.css': style }, 'html');
    expect(codes).toContain('draft-mark-missing');
    expect(messages[0]).toContain('`p/p.html`');
    expect(count).toBe(0);
  });
});
