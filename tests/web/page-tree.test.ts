/** The HTML of web pages follows the rules of HTML for browsers, and what is wide can be reached. */
import { describe, expect, test } from 'vitest';
import { makePage, makePages } from './made-pages.ts';

describe('boxes and theorems', () => {
  test('are no sections, because a section of HTML has a heading, and many landmarks hide the important ones', async () => {
    const html = await makePage('::: note\nWater.\n:::\n\n::: {.theorem #thm-a}\nAll is well.\n:::');
    expect(html).toMatch(/<div class="box box-note" aria-labelledby="[^"]+" id="[^"]+" role="group">/);
    expect(html).toContain('<div class="theorem" id="text--thm-a">');
    expect(html).not.toMatch(/<section[^>]+class="(?:box|theorem)/);
  });

  test('keep a role of their own', async () => {
    const html = await makePage('::: warning\nStop.\n:::');
    expect(html).toMatch(/<div class="box box-warning"[^>]* role="doc-notice"/);
  });
});

describe('tables', () => {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const table = (heads: readonly string[]): string =>
    [row(heads), row(heads.map(() => '---')), row(heads.map(() => 'x'))].join('\n');

  test('that become cards have no roles, which HTML forbids on parts of tables', async () => {
    const html = await makePage(table(['A', 'B', 'C', 'D']));
    expect(html).toContain('<table class="cards">');
    expect(html).toContain('data-label="B:"');
    expect(html).not.toMatch(/role="(?:table|row|cell|rowgroup|columnheader)"/);
  });

  test('can be scrolled with a keyboard if their words are wider than the text', async () => {
    const long = Array.from({ length: 6 }, (_, index) => `Measurement${index}`);
    expect(await makePage(table(long))).toContain(
      '<div class="holds-table" tabindex="0" role="group" aria-label="Table">',
    );
    expect(await makePage(table(['A', 'B', 'C', 'D']))).toContain('<div class="holds-table"><table');
    // Two columns stay columns on a phone.
    expect(await makePage(table(['Prochlorperazine', 'Metoclopramide']))).toContain('tabindex="0"');
    expect(await makePage(table(['Name', 'Dose']))).toContain('<div class="holds-table"><table');
  });
});

test('a row without cells is left out', async () => {
  expect(await makePage('<table><tr></tr><tr><td>x</td></tr></table>')).toContain(
    '<tbody><tr><td>x</td></tr></tbody>',
  );
});

test('a long formula can be scrolled with a keyboard, a short one needs no stop', async () => {
  const long = await makePage('$$\na + b + c + d + e + f + g + h + i + j + k + l = m + n\n$$');
  expect(long).toContain('<div class="formula" tabindex="0" role="group" aria-label="Equation">');
  expect(await makePage('$$\na = b\n$$')).toContain('<div class="formula"><math');
});

test('a chapter without a heading has one on its page, which is not shown', async () => {
  const pages = await makePages(
    {
      'p/publication.yaml': 'title: P\nlanguage: en\n',
      'p/a.md': '# A\n\nText.',
      'p/dedication.md': '---\npart: dedication\n---\n\nFor Ada.',
    },
    'site',
  );
  const dedication = [...pages].find(([, html]) => html.includes('For Ada.'))?.[1];
  expect(dedication).toContain('<h1 class="unseen">Dedication</h1>');
  expect(pages.get('a.html')).not.toContain('class="unseen"');
});

test('the notes of each chapter have a name of their own where chapters share a page', async () => {
  const note = 'Text[^1].\n\n[^1]: Note.\n';
  const files = {
    'p/publication.yaml': 'title: P\nlanguage: en\n',
    'p/a.md': `# A\n\n${note}`,
    'p/b.md': `# B\n\n${note}`,
  };
  const html = (await makePages(files, 'file')).get('p.html') ?? '';
  expect(html).toContain('aria-labelledby="a--notes a"');
  expect(html).toContain('aria-labelledby="b--notes b"');
  expect((await makePages(files, 'site')).get('a.html')).toContain('aria-labelledby="a--notes"');
});

test('the contents are once on each page', async () => {
  const files = {
    'p/publication.yaml': 'title: P\nlanguage: en\n',
    'p/a.md': '# A\n\nText.',
    'p/b.md': '# B\n\nText.',
  };
  for (const [name, html] of await makePages(files, 'site')) {
    if (name.endsWith('.html')) expect(html.split('<nav class="contents"')).toHaveLength(2);
  }
});
