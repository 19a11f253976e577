/** What the search of a site finds: each heading with the text that its page shows. */
import { fromHtml } from 'hast-util-from-html';
import { describe, expect, test } from 'vitest';
import { builtInEditions } from '../../../src/core/editions.ts';
import type { Artifact } from '../../../src/core/model/artifact.ts';
import type { WebEdition } from '../../../src/core/model/edition.ts';
import type { SearchPage } from '../../../src/web/search/entries.ts';
import { readSearchLibrary } from '../../../src/web/search/library.ts';
import { collectText, joinText } from '../../../src/web/search/shown-text.ts';
import { writeWeb } from '../../../src/web/write-web.ts';
import { type Files, memoryHost, openWorkbench, readAndRender } from '../../support/workbench.ts';

function webEdition(id: string): WebEdition {
  const [edition] = builtInEditions.find(id);
  if (edition?.family !== 'web') throw new Error(`${id} is no web edition`);
  return edition;
}

async function writeSite(files: Files, edition = 'web'): Promise<readonly Artifact[]> {
  const { book } = await readAndRender(files);
  return writeWeb(book, webEdition(edition), openWorkbench(memoryHost(files)).context);
}

function textOf(artifacts: readonly Artifact[], end: string): string {
  const found = artifacts.find(({ path }) => path.endsWith(end));
  return new TextDecoder().decode(found?.bytes);
}

/** Reads the pages as the browser does. */
function pagesIn(artifacts: readonly Artifact[]): readonly SearchPage[] {
  const script = textOf(artifacts, 'search/entries.js');
  const data = /^globalThis\.handpressSearch = \{\n"pages": (\[[\s\S]*\])\};\n$/.exec(script)?.[1];
  return JSON.parse(data ?? '') as readonly SearchPage[];
}

const shownIn = (html: string): string => {
  const parts: string[] = [];
  collectText(fromHtml(html, { fragment: true }), (text) => parts.push(text));
  return joinText(parts);
};

const BOOK: Files = {
  'book/publication.yaml': 'title: A book\nlanguage: en\nstatus: published\nchapters: [one.md, two.md]\n',
  'book/one.md': [
    '# Water\n\nDrink *enough*.[^1]\n\n## How much?\n\nTwo liters.\n\n[^1]: In sips.\n',
    '## A sum of $x$\n\n| A | B |\n| - | - |\n| 1 | 2 |\n',
  ].join('\n'),
  'book/two.md': '---\nlanguage: ar\n---\n\n# الماء\n\nاشرب.\n',
};

describe('the entries of a site', () => {
  test('are the headings, with their addresses and the text up to the next one', async () => {
    const [water] = pagesIn(await writeSite(BOOK));
    expect(water).toEqual({
      title: 'Water',
      entries: [
        { href: 'one.html#one', title: 'Water', text: 'Drink enough.' },
        { href: 'one.html#one--how-much', title: 'How much?', text: 'Two liters.' },
        {
          href: expect.stringMatching(/^one\.html#one--a-sum/),
          title: 'A sum of x',
          text: expect.any(String),
        },
        ...(water?.entries.slice(3) ?? []),
      ],
    });
    expect(water?.entries[2]?.text).toMatch(/^A\nB\n1\n2/);
  });

  test('name another language than that of the publication', async () => {
    const [, arabic] = pagesIn(await writeSite(BOOK));
    expect(arabic).toEqual({
      ...{ title: 'الماء', language: 'ar', direction: 'rtl' },
      entries: [{ href: 'two.html#two', title: 'الماء', text: 'اشرب.' }],
    });
  });

  test('are the same bytes each time', async () => {
    const [first, second] = [await writeSite(BOOK), await writeSite(BOOK)];
    const scripts = first.filter(({ mediaType }) => mediaType === 'text/javascript');
    expect(scripts.map(({ path }) => path.split('/').at(-1))).toEqual([
      ...['search-field.js', 'search-finder.js', 'minisearch.js', 'entries.js'],
    ]);
    expect(second.filter(({ mediaType }) => mediaType === 'text/javascript')).toEqual(scripts);
  });

  test('are not made for an edition in one file, or for a leaflet', async () => {
    const leaflet = { 'note.md': '---\ntitle: A note\nlanguage: en\n---\n\n# A note\n\nDrink.\n' };
    for (const artifacts of [await writeSite(BOOK, 'html'), await writeSite(leaflet)]) {
      expect(artifacts.filter(({ mediaType }) => mediaType === 'text/javascript')).toEqual([]);
      expect(textOf(artifacts, '.html')).not.toMatch(/<script src|<form/);
    }
  });
});

describe('the text that a page shows', () => {
  test('has a picture as its alternative text, and a formula as its text form', () => {
    expect(shownIn('<p>See <img alt="a gate" src="x.svg">.</p>')).toBe('See a gate .');
    expect(shownIn('<p>It is <math alttext="a + b"><mi>a</mi></math>.</p>')).toBe('It is a + b.');
  });

  test('keeps words whole, and blocks apart', () => {
    expect(shownIn('<p>H<sub>2</sub>O is hyphen\u00ADated</p><ul><li>one</li> <li>two</li></ul>')).toBe(
      'H2O is hyphenated\none\ntwo',
    );
  });

  test('has no numbers of notes, which would be parts of words, and nothing hidden', () => {
    expect(
      shownIn('<p>Water<sup><a role="doc-noteref" href="#n">1</a></sup> falls<span hidden> up</span>.</p>'),
    ).toBe('Water falls.');
  });

  test('has the reading of a word after it', () => {
    expect(
      shownIn('<p><ruby>頭<rp>(</rp><rt>ず</rt><rp>)</rp>痛<rp>(</rp><rt>つう</rt><rp>)</rp></ruby>。</p>'),
    ).toBe('頭痛 (ず) (つう)。');
  });
});

test('the library is a classic script with its license', async () => {
  const script = await readSearchLibrary();
  expect(script).toMatch(
    /^\/\*!\nMiniSearch, .*\n\nCopyright \d+ Luca Ongaro\n\nPermission is hereby granted/,
  );
  expect(script).not.toContain('sourceMappingURL');
  expect(() => new Function(script)).not.toThrow();
});
