/** Copies objects from one PDF into another. */
import { expect, test } from 'vitest';
import { ObjectCopier } from '../../../src/lib/pdf/copy-objects.ts';
import { dict, PdfString, Reference, Stream, type Value } from '../../../src/lib/pdf/objects.ts';
import { PdfFile } from '../../../src/lib/pdf/pdf-file.ts';
import { writePdf } from '../../../src/lib/pdf/writer.ts';

/** A file with nothing but a catalog. */
function emptyFile(): PdfFile {
  const body = '%PDF-1.4\n1 0 obj\n<</Type /Catalog>>\nendobj\n';
  const table = 'xref\n0 2\n0000000000 65535 f \n0000000009 00000 n \ntrailer\n<</Size 2 /Root 1 0 R>>\n';
  const text = `${body}${table}startxref\n${body.length}\n%%EOF\n`;
  return PdfFile.read(Buffer.from(text, 'latin1'));
}

test('what refers to each other, or to itself, is copied once', () => {
  const [from, to] = [emptyFile(), emptyFile()];
  const one = from.add(null);
  const two = from.add(dict({ Back: one, Text: new PdfString('x') }));
  from.set(one, dict({ Next: two, Self: one, List: [two, 1, dict({ Deep: two })] }));
  const copier = new ObjectCopier(from, to);
  const copy = copier.copyReference(one);
  const next = to.dict(copy).get('Next');
  expect(to.dict(copy).get('Self')).toEqual(copy);
  expect(next).toBeInstanceOf(Reference);
  expect(to.dict(next).get('Back')).toEqual(copy);
  expect(to.list(to.dict(copy).get('List'))[0]).toEqual(next);
  expect(copier.copyReference(two)).toEqual(next);
});

test('a list of a hundred thousand objects, each in the one before, is copied', () => {
  const [from, to] = [emptyFile(), emptyFile()];
  let last: Value = null;
  for (let count = 0; count < 100_000; count += 1) last = from.add(dict({ Next: last }));
  let [node, length] = [new ObjectCopier(from, to).copy(last), 0];
  for (; node instanceof Reference; length += 1) node = to.dict(node).get('Next') ?? null;
  expect(length).toBe(100_000);
});

test('an object of the new file can replace one of the old file', async () => {
  const [from, to] = [emptyFile(), emptyFile()];
  const font = from.add(dict({ Type: '/Font' }));
  const stream = new Stream(dict({ Length: 1, F: font, ID: new PdfString('7') }), Buffer.from('x'));
  const page = from.add(stream);
  const kept = to.add(dict({ Type: '/Font', Kept: true }));
  const copier = new ObjectCopier(from, to);
  copier.replace(font, kept);
  const copy = copier.copyReference(page);
  expect(to.dict(copy).get('F')).toEqual(kept);
  to.catalog.set('X', copy);
  const written = PdfFile.read(await writePdf(to));
  expect(written.stream(written.catalog.get('X')).dict.get('ID')).toEqual(new PdfString('7'));
});

test('a reference to an object that is missing becomes null', () => {
  const [from, to] = [emptyFile(), emptyFile()];
  expect(to.get(new ObjectCopier(from, to).copyReference(new Reference(99)))).toBeNull();
});
