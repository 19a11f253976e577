import { inflateSync } from 'node:zlib';
import type { PDFDocument } from '@cantoo/pdf-lib';
import { PDFArray, PDFDict, PDFName, PDFNumber, PDFRawStream } from '@cantoo/pdf-lib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fromXml } from 'xast-util-from-xml';
import { collectPages } from '../../../src/lib/pdf/page-tree.ts';
import { PdfFile } from '../../../src/lib/pdf/pdf-file.ts';
import { UnsupportedPdfError } from '../../../src/lib/pdf/unsupported-pdf-error.ts';
import { openPress, type Press } from '../../../src/print/index.ts';
import { readPageMap } from '../../../src/print/printed/page-map.ts';
import { type TagRequest, tagPdf } from '../../../src/print/tagging/tag-pdf.ts';
import { pageTexts } from '../../conformance/pdf.ts';
import { printBench } from '../workbench.ts';
import {
  allTags,
  contentsOf,
  load,
  nameIn,
  numbersIn,
  outlineOf,
  paintingsIn,
  type Tag,
  tagsNamed,
  tagsOf,
  textIn,
} from './reader.ts';
import { tortureHtml } from './torture.ts';

const REQUEST: TagRequest = {
  metadata: {
    authors: ['Ann Author', 'Bé Önd'],
    description: 'What it is <about>',
    rights: 'CC & others',
    subjects: ['tags'],
    modified: '2026-11-22T08:05:09Z',
    creator: 'Handpress 0',
  },
  pageLabels: [
    { firstPage: 1, style: 'roman', start: 1 },
    { firstPage: 2, style: 'decimal', start: 1 },
  ],
};

const catalogue = (pdf: PDFDocument, key: string) => pdf.catalog.lookup(PDFName.of(key));

describe('tagPdf', () => {
  let press: Press;
  let printed: Uint8Array;
  let finished: Uint8Array;
  let pdf: PDFDocument;
  let tags: Tag;

  beforeAll(async () => {
    press = openPress({ jobs: 1, debug: false }, printBench().context);
    printed = await press.print(tortureHtml());
    finished = await tagPdf(printed, REQUEST);
    pdf = await load(finished);
    tags = tagsOf(pdf);
  });
  afterAll(() => press.close());

  const first = (type: string): Tag => {
    const [found] = tagsNamed(tags, type);
    if (found === undefined) throw new Error(`no ${type}`);
    return found;
  };

  test('tagging gives the same bytes for the same print, and for another print of the same document', async () => {
    expect(Buffer.compare(await tagPdf(printed, REQUEST), finished)).toBe(0);
    await press.print('<!doctype html><title>x</title><table><tr><th>A<th>B<tr><td>1<td>2</table>');
    const again = await press.print(tortureHtml());
    expect(Buffer.compare(await tagPdf(again, REQUEST), finished)).toBe(0);
  });

  test('tagging does not change the printed bytes', async () => {
    const copy = Uint8Array.from(printed);
    await tagPdf(printed, REQUEST);
    expect(Buffer.compare(printed, copy)).toBe(0);
  });

  test('tagging keeps pages, destinations and the order of the text', async () => {
    const [before, after] = [PdfFile.read(printed), PdfFile.read(finished)];
    expect(collectPages(after)).toHaveLength(collectPages(before).length);
    expect([...readPageMap(after)]).toEqual([...readPageMap(before)]);
    expect(readPageMap(after).size).toBeGreaterThan(2);
    expect(await pageTexts(finished)).toEqual(await pageTexts(printed));
  });

  const xmpOf = (file: PDFDocument): string => {
    const stream = catalogue(file, 'Metadata');
    if (!(stream instanceof PDFRawStream)) throw new Error('no metadata');
    return inflateSync(stream.contents).toString('utf8');
  };

  test('a tagged file claims PDF/UA-1 and PDF/A-2a, unless a character has no glyph', async () => {
    const plain = '<!doctype html><html lang="en"><title>Plain</title><h1>Plain</h1><p>Text.</p></html>';
    const xmp = xmpOf(await load(await tagPdf(await press.print(plain), REQUEST)));
    expect(() => fromXml(xmp)).not.toThrow();
    expect(xmp).toContain('<pdfuaid:part>1</pdfuaid:part>');
    expect(xmp).toContain('<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>');
    // The torture document has characters that no font here has.
    expect(xmpOf(pdf)).not.toMatch(/pdfuaid:part|pdfaid:part/);
  });

  test('XMP and the document information dictionary have the same values', () => {
    const xmp = xmpOf(pdf);
    expect(() => fromXml(xmp)).not.toThrow();
    expect(xmp).toContain('<rdf:li>Ann Author</rdf:li><rdf:li>Bé Önd</rdf:li>');
    expect(xmp).toMatch(/<rdf:li xml:lang="x-default">Torture<\/rdf:li>/);
    expect(xmp).toContain('<xmp:ModifyDate>2026-11-22T08:05:09Z</xmp:ModifyDate>');
    expect([pdf.getTitle(), pdf.getAuthor(), pdf.getSubject()]).toEqual([
      'Torture',
      'Ann Author, Bé Önd',
      'What it is <about>',
    ]);
    expect(pdf.getModificationDate()?.toISOString()).toBe('2026-11-22T08:05:09.000Z');
    expect(pdf.getCreationDate()).toEqual(pdf.getModificationDate());
  });

  test('a tagged file has an output intent with a color profile', () => {
    const [intent] = (catalogue(pdf, 'OutputIntents') as PDFArray).asArray();
    if (!(intent instanceof PDFDict)) throw new Error('no intent');
    const profile = intent.lookup(PDFName.of('DestOutputProfile'));
    if (!(profile instanceof PDFRawStream)) throw new Error('no profile');
    const bytes = inflateSync(profile.contents);
    expect(bytes.toString('latin1', 36, 40)).toBe('acsp');
    expect(bytes.readUInt32BE(0)).toBe(bytes.length);
  });

  test('page labels are the printed page numbers', () => {
    const labels = (catalogue(pdf, 'PageLabels') as PDFDict).lookup(PDFName.of('Nums'), PDFArray);
    expect(labels.toString().replace(/\s+/g, ' ')).toBe('[ 0 << /S /r /St 1 >> 1 << /S /D /St 1 >> ]');
  });

  test('all painted content is in tags or artifacts', () => {
    const contents = contentsOf(pdf);
    expect(contents.length).toBeGreaterThan(pdf.getPageCount());
    for (const { text } of contents) {
      const outside = paintingsIn(text).filter(
        ({ operator, marks }) => operator !== 'Do' && marks.length === 0,
      );
      expect(outside).toEqual([]);
      expect(paintingsIn(text).filter(({ marks }) => marks.includes('Artifact') && marks.length > 1)).toEqual(
        [],
      );
    }
  });

  test('running heads, running feet, lines and decorative images are artifacts', () => {
    const [page] = contentsOf(pdf);
    expect(page?.text).toContain('/Artifact <</Type/Pagination/Subtype/Header/Attached[/Top]>>BDC');
    expect(page?.text).toContain('/Artifact <</Type/Pagination/Subtype/Footer/Attached[/Bottom]>>BDC');
    const shown = contentsOf(pdf).flatMap(({ text }) => paintingsIn(text));
    expect(shown.some(({ operator, marks }) => operator === 'f' && marks.includes('Artifact'))).toBe(true);
    expect(shown.some(({ operator, marks }) => operator === 'Do' && marks.includes('Artifact'))).toBe(true);
  });

  test('each marked-content sequence has one tag, and tags name no other sequences', () => {
    const named = allTags(tags).flatMap(({ marked }) => marked);
    const there = contentsOf(pdf).flatMap(({ owner, text }) =>
      [...text.matchAll(/MCID (\d+)/g)].map(([, id]) => `${owner} ${id}`),
    );
    expect(new Set(named).size).toBe(named.length);
    expect([...named].sort()).toEqual([...there].sort());
  });

  test('the parent tree leads from each sequence to its tag', () => {
    const root = catalogue(pdf, 'StructTreeRoot') as PDFDict;
    const nums = root.lookup(PDFName.of('ParentTree'), PDFDict).lookup(PDFName.of('Nums'), PDFArray);
    const rows = new Map<number, unknown>();
    for (let index = 0; index < nums.size(); index += 2) {
      rows.set((nums.get(index) as PDFNumber).asNumber(), nums.lookup(index + 1));
    }
    for (const page of pdf.getPages()) {
      const row = rows.get(page.node.lookup(PDFName.of('StructParents'), PDFNumber).asNumber());
      if (!(row instanceof PDFArray)) throw new Error('no row');
      row.asArray().forEach((_entry, id) => {
        const parent = row.lookup(id, PDFDict);
        const owner = allTags(tags).find(({ marked }) => marked.includes(`${page.ref} ${id}`));
        expect(parent).toBe(owner?.dict);
      });
    }
  });

  test('all structure types are types of PDF 1.7 or mapped to one', () => {
    const roles = (catalogue(pdf, 'StructTreeRoot') as PDFDict).lookup(PDFName.of('RoleMap'), PDFDict);
    const known =
      /^(?:Document|Sect|Div|BlockQuote|Caption|TOC|TOCI|P|H[1-6]|L|LI|Lbl|LBody|Table|TR|TH|TD|Span|Reference|Note|Code|Link|Figure|Formula)$/;
    const types = new Set(allTags(tags).map(({ type }) => type));
    for (const type of types) expect(known.test(type) ? type : nameIn(roles, type)).toMatch(known);
    expect(types).not.toContain('NonStruct');
  });

  test('lists have items with labels and bodies', () => {
    const lists = tagsNamed(tags, 'L');
    const outlines = lists.map(outlineOf);
    expect(outlines).toContain('L(LI(Lbl LBody(L(LI(Lbl LBody)))) LI(Lbl LBody(P)))');
    expect(outlines).toContain('L(LI(Lbl LBody(P)) LI(Lbl LBody(P)))');
    expect(outlines).toContain('L(LI(Lbl LBody(Note(P))) LI(Lbl LBody(Note(P))))');
    for (const item of tagsNamed(tags, 'LI')) {
      expect(item.kids.every(({ type }) => type === 'Lbl' || type === 'LBody')).toBe(true);
      expect(item.marked).toEqual([]);
    }
  });

  test('the entries of the table of contents are references', () => {
    expect(tagsNamed(tags, 'TOC').map(outlineOf)[0]).toBe(
      'TOC(TOCI(Lbl Reference(Link) TOC(TOCI(Lbl Reference(Link)))))',
    );
  });

  test('notes have unique ids, and references to them', () => {
    const ids = tagsNamed(tags, 'Note').map(({ dict }) => textIn(dict, 'ID'));
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(2);
    expect(ids).not.toContain('');
    expect(tagsNamed(tags, 'Reference').map(outlineOf)).toContain('Reference(Link)');
  });

  test('each link annotation has a description', () => {
    const contents = pdf
      .getPages()
      .flatMap((page) =>
        (page.node.Annots()?.asArray() ?? []).map((annotation) =>
          textIn(pdf.context.lookup(annotation, PDFDict), 'Contents'),
        ),
      );
    expect(contents).toEqual(['Lists', 'Table', 'address', '1', 'link']);
  });

  test('figures and formulas have an alternative text and a bounding box', () => {
    const drawn = [...tagsNamed(tags, 'Figure'), ...tagsNamed(tags, 'Formula')];
    expect(drawn.map(({ dict }) => textIn(dict, 'Alt'))).toEqual(['A circle', 'A red dot', 'a over b']);
    for (const { dict } of drawn) {
      const box = numbersIn(dict.lookup(PDFName.of('A'), PDFDict).lookup(PDFName.of('BBox'), PDFArray));
      const [left = 0, bottom = 0, right = 0, top = 0] = box;
      expect(0 < left && left < right && right < 148 * (72 / 25.4)).toBe(true);
      expect(0 < bottom && bottom < top && top < 210 * (72 / 25.4)).toBe(true);
    }
    // A circle with a radius of 15 in a drawing 40 wide, 120 pixels on the page.
    const circle = drawn[0]?.dict.lookup(PDFName.of('A'), PDFDict).lookup(PDFName.of('BBox'), PDFArray);
    const [left = 0, bottom = 0, right = 0, top = 0] = circle === undefined ? [] : numbersIn(circle);
    expect(right - left).toBeCloseTo((30 / 40) * 120 * 0.75, 0);
    expect(top - bottom).toBeCloseTo(right - left, 0);
  });

  test('the caption is beside the figure, not in it', () => {
    expect(tagsNamed(tags, 'Div').map(outlineOf)).toContain('Div(Figure Caption)');
  });

  test('phrases keep their language, and no structure hint is left', () => {
    const languages = allTags(tags)
      .map(({ type, dict }) => [type, textIn(dict, 'Lang')])
      .filter(([, language]) => language !== '');
    expect(languages).toEqual([
      ['Document', 'en'],
      ['Span', 'fr'],
      ['Em', 'de'],
    ]);
    expect(Buffer.from(finished).includes('-x-')).toBe(false);
  });

  test('a table header that is printed on several pages is tagged once, and no cell is missing', () => {
    const table = first('Table');
    const rows = table.kids.filter(({ type }) => type === 'TR');
    expect(rows).toHaveLength(42);
    expect(new Set(rows.map(({ kids }) => kids.length))).toEqual(new Set([3]));
    expect(rows[1]?.kids.map(({ type }) => type)).toEqual(['TH', 'TD', 'TD']);
    for (const head of tagsNamed(table, 'TH')) {
      expect(head.marked).toHaveLength(1);
      expect(nameIn(head.dict.lookup(PDFName.of('A'), PDFDict), 'Scope')).toMatch(/^(?:Column|Row)$/);
    }
    expect(pdf.getPageCount()).toBeGreaterThan(2);
  });

  test('the tab key follows the tags on every page', () => {
    for (const page of pdf.getPages()) expect(nameIn(page.node, 'Tabs')).toBe('S');
  });

  test('lists and tables are repaired without structure hints, too', async () => {
    const bytes = await tagPdf(await press.print(tortureHtml({ hints: false })), REQUEST);
    const found = tagsOf(await load(bytes));
    for (const item of tagsNamed(found, 'LI')) {
      expect(item.kids.every(({ type }) => type === 'Lbl' || type === 'LBody')).toBe(true);
    }
    // The cells that Chromium omits are added at the end of the row.
    const rows = tagsNamed(found, 'TR').map(({ kids }) => kids.length);
    expect(new Set(rows)).toEqual(new Set([3]));
  });

  test('a table has only rows and one caption, also where the caption is a formula', async () => {
    const html = `<!doctype html><html lang="en"><title>T</title><table>
      <caption>Table 1. <div><math alttext="x"><mi>x</mi></math></div></caption>
      <tr><th scope="col">A</th></tr><tr><td>b</td></tr></table>`;
    const found = tagsOf(await load(await tagPdf(await press.print(html), REQUEST)));
    const [table] = tagsNamed(found, 'Table');
    expect(table?.kids.map(({ type }) => type)).toEqual(['Caption', 'TR', 'TR']);
  });

  test.each([
    ['bytes that are no PDF', new Uint8Array(Buffer.from('no PDF'))],
    ['an empty file', new Uint8Array()],
  ])('rejects %s', async (_what, bytes) => {
    await expect(tagPdf(bytes, REQUEST)).rejects.toThrow('the PDF');
    await expect(tagPdf(bytes, REQUEST)).rejects.toBeInstanceOf(UnsupportedPdfError);
  });

  test('rejects a PDF without tags', async () => {
    const { PDFDocument } = await import('@cantoo/pdf-lib');
    const plain = await PDFDocument.create();
    plain.addPage();
    const bytes = await plain.save({ useObjectStreams: false });
    await expect(tagPdf(bytes, REQUEST)).rejects.toThrow('not tagged');
  });

  test('rejects a truncated PDF', async () => {
    await expect(tagPdf(printed.slice(0, printed.length / 2), REQUEST)).rejects.toThrow(
      'the PDF has no cross-reference table',
    );
  });
});
