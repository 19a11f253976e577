/** Building the manifest: additions, replaced files and removed ones. */
import { expect, test } from 'vitest';
import type { ManifestFile } from '../../../src/pipeline/manifest/manifest.ts';
import { ManifestBuilder } from '../../../src/pipeline/manifest/manifest-builder.ts';

const facts = (id: string) => ({ id, title: id, language: 'en', status: 'draft' }) as const;
const file = (path: string, edition = 'a4'): ManifestFile => {
  return { path, edition, mediaType: 'application/pdf', digest: '0'.repeat(64), size: 1 };
};
const whole = new Set(['a4']);

test('sorts publications by id and files by path, in any order of additions', () => {
  const builder = new ManifestBuilder({ handpress: '0', publications: [] });
  for (const id of ['c', 'a', 'b']) builder.add(facts(id), [file(`${id}/2.pdf`), file(`${id}/1.pdf`)], whole);
  const { publications } = builder.build();
  expect(publications.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  expect(publications[0]?.files.map(({ path }) => path)).toEqual(['a/1.pdf', 'a/2.pdf']);
});

test('keeps other editions of a publication, and returns the former files of an edition', () => {
  const former = [{ ...facts('a'), files: [file('a/1.pdf'), file('a/old.pdf'), file('a/b.epub', 'epub')] }];
  const builder = new ManifestBuilder({ handpress: '0', publications: former });
  expect(builder.add(facts('a'), [file('a/1.pdf')], whole)).toEqual(['a/old.pdf']);
  expect(builder.build().publications[0]?.files.map(({ path }) => path)).toEqual(['a/1.pdf', 'a/b.epub']);
  expect(builder.add(facts('a'), [file('a/1.pdf')], whole), 'returned once').toEqual([]);
});

test('the manifest of a part lists the files of this build, with the other editions that it had', () => {
  const files = [file('a/b.epub', 'epub')];
  const publications = ['a', 'b'].map((id) => ({ ...facts(id), files }));
  const part = { shard: '1/2', division: '0'.repeat(64) };
  const builder = new ManifestBuilder({ handpress: '0', publications }, part);
  builder.add(facts('a'), [file('a/1.pdf')], whole);
  const made = builder.build();
  expect(made).toMatchObject(part);
  expect(made.publications.map(({ id, files }) => [id, files.length])).toEqual([['a', 2]]);
});

test('rolls back an addition whose files could not be written', () => {
  const builder = new ManifestBuilder({
    handpress: '0',
    publications: [{ ...facts('a'), files: [file('a/1.pdf')] }],
  });
  const before = builder.build();
  for (const id of ['a', 'b']) {
    const former = builder.find(id);
    builder.add(facts(id), [file(`${id}/2.pdf`)], whole);
    builder.rollBack(id, former);
  }
  expect(builder.build()).toEqual({ ...before });
});

test('never returns a path outside the output folder for removal', () => {
  const paths = ['../x', '/etc/x', 'a/../../x', 'a\\..\\x', 'C:x', 'manifest.json', 'a//x', ''];
  const former = [{ ...facts('a'), files: paths.map((path) => file(path)) }];
  expect(new ManifestBuilder({ handpress: '0', publications: former }).add(facts('a'), [], whole)).toEqual(
    [],
  );
});
