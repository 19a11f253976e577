/** Web pages of a sample book: their files, addresses, contents, pictures and links to other forms. */
import type { Element, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { visit } from 'unist-util-visit';
import { describe, expect, test } from 'vitest';
import { builtInEditions } from '../../src/core/editions.ts';
import { sampleBook, sampleSection } from '../support/sample-book.ts';
import { write } from './written.ts';

function elements(tree: Root, name: string): readonly Element[] {
  const found: Element[] = [];
  visit(tree, 'element', (element) => {
    if (element.tagName === name) found.push(element);
  });
  return found;
}

const hrefs = (tree: Root): readonly string[] =>
  elements(tree, 'a').map(({ properties }) => String(properties.href));

const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

const TWO = [
  sampleSection('<h1 id="a">Sow</h1><p>See <a href="#b--depth">how deep</a>.</p><h2 id="a--when">When</h2>'),
  sampleSection('<h1 id="b">Plant</h1><h2 id="b--depth">Depth</h2><p><a href="#a">Before</a></p>'),
];

describe('a site', () => {
  test('has a first page, a page for each section, the style and the pictures', async () => {
    const { paths } = await write(sampleBook());
    expect(paths).toContain('sample/web/index.html');
    expect(paths).toContain('sample/web/style.css');
    expect(paths.filter((path) => path.endsWith('.html')).length).toBe(1 + sampleBook().sections.length);
    expect(paths.filter((path) => path.includes('/images/')).length).toBe(sampleBook().assets.size);
    expect(new Set(paths).size).toBe(paths.length);
  });

  test('leads from one page to another, and to headings in it', async () => {
    const site = await write(sampleBook({ sections: TWO }));
    const first = hrefs(site.tree('sample/web/a.html'));
    expect(first).toContain('b.html#b--depth');
    expect(first).toContain('index.html');
    expect(first.at(first.indexOf('b.html'))).toBe('b.html');
    expect(hrefs(site.tree('sample/web/b.html'))).toContain('a.html#a');
  });

  test('has addresses that lead somewhere', async () => {
    const site = await write(sampleBook());
    const pages = site.paths.filter((path) => path.endsWith('.html'));
    const ids = new Map(
      pages.map((path) => {
        const found: string[] = [];
        visit(site.tree(path), 'element', ({ properties }) => void found.push(String(properties.id ?? '')));
        return [path.replace('sample/web/', ''), new Set(found)] as const;
      }),
    );
    for (const [page] of ids) {
      for (const href of hrefs(site.tree(`sample/web/${page}`)).filter((one) => !/^[a-z]+:/.test(one))) {
        const [file = '', id] = href.split('#');
        const target = ids.get(file || page);
        expect(target, `${page}: ${href}`).toBeDefined();
        if (id !== undefined) expect(target?.has(decodeURIComponent(id)), `${page}: ${href}`).toBe(true);
      }
    }
  });

  test('has one heading of the first level on each page', async () => {
    const site = await write(sampleBook());
    for (const path of site.paths.filter((one) => one.endsWith('.html'))) {
      expect(elements(site.tree(path), 'h1'), path).toHaveLength(1);
    }
  });

  test('marks the page that is shown in its contents', async () => {
    const site = await write(sampleBook({ sections: TWO }));
    const current = elements(site.tree('sample/web/b.html'), 'a').filter(
      ({ properties }) => properties.ariaCurrent,
    );
    expect(current.map((link) => textOf(link))).toEqual(['Plant']);
  });

  test('shows the draft mark on each page, and on none of a published book', async () => {
    const draft = await write(sampleBook({ draftMark: 'Draft' }));
    const published = await write(sampleBook({ draftMark: null }));
    for (const path of draft.paths.filter((one) => one.endsWith('.html'))) {
      expect(draft.text(path), path).toContain('draft-mark');
      expect(published.text(path), path).not.toContain('draft-mark');
    }
  });

  test('gives pictures their size', async () => {
    const site = await write(sampleBook());
    const images = site.paths
      .filter((path) => path.endsWith('.html'))
      .flatMap((path) => elements(site.tree(path), 'img'));
    expect(images.length).toBeGreaterThan(0);
    for (const { properties } of images) {
      expect(Number(properties.width)).toBeGreaterThan(0);
      expect(Number(properties.height)).toBeGreaterThan(0);
      expect(site.paths).toContain(`sample/web/${properties.src}`);
    }
  });

  test('has the same bytes each time', async () => {
    const [one, other] = [await write(sampleBook()), await write(sampleBook())];
    expect(one.artifacts.map(({ bytes }) => decode(bytes))).toEqual(
      other.artifacts.map(({ bytes }) => decode(bytes)),
    );
  });

  test('asks no other address for anything', async () => {
    const site = await write(sampleBook());
    for (const path of site.paths.filter((one) => /\.(?:html|css)$/.test(one))) {
      expect(site.text(path)).not.toMatch(/(?:src|srcset)="(?:https?:)?\/\//);
      expect(site.text(path)).not.toMatch(/url\(["']?(?:https?:)?\/\/|@import/);
    }
  });
});

describe('one file', () => {
  test('has all sections, the style and the pictures inside', async () => {
    const { paths, text, tree } = await write(sampleBook(), { id: 'html', form: 'file' });
    expect(paths).toEqual(['sample/sample.html']);
    const page = tree('sample/sample.html');
    for (const { id } of sampleBook().sections) expect(text('sample/sample.html')).toContain(`id="${id}"`);
    expect(elements(page, 'style')).toHaveLength(1);
    for (const { properties } of elements(page, 'img')) expect(properties.src).toMatch(/^data:image\//);
    expect(hrefs(page).filter((href) => /\.html/.test(href))).toEqual([]);
  });
});

describe('a leaflet', () => {
  const leaflet = sampleBook({ form: 'file', sections: [TWO[0] ?? sampleSection('')] });

  test('is one page, whose title is that of the text', async () => {
    const { paths, tree } = await write(leaflet);
    expect(paths.filter((path) => path.endsWith('.html'))).toEqual(['sample/web/index.html']);
    expect(elements(tree('sample/web/index.html'), 'h1').map((one) => textOf(one))).toEqual(['Sow']);
  });
});

describe('other forms', () => {
  const made = ['book-a4', 'handouts-a4', 'handouts-large-print-uk', 'epub'].flatMap((name) =>
    builtInEditions.find(name),
  );
  const formsOn = (tree: Root): readonly string[] =>
    hrefs(tree).filter((href) => /\.(?:pdf|epub)$/.test(href));

  test('are on the first page, and handouts on the page of their chapter', async () => {
    const book = sampleBook();
    const [chapter] = book.publication.chapters;
    if (chapter === undefined) throw new Error('the sample has no chapter');
    const site = await write(book, {}, made);
    expect(formsOn(site.tree('sample/web/index.html'))).toEqual(['../sample-book-a4.pdf', '../sample.epub']);
    expect(formsOn(site.tree(`sample/web/${chapter.id}.html`))).toEqual([
      `../handouts-a4/${chapter.id}.pdf`,
      `../handouts-large-print-uk/${chapter.id}.pdf`,
    ]);
  });

  test('are only those of the same build', async () => {
    const site = await write(sampleBook());
    expect(formsOn(site.tree('sample/web/index.html'))).toEqual([]);
  });
});
