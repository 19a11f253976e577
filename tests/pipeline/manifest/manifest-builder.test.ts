/** A manifest that grows costs what is added, not what is there. */
import { expect, test } from 'vitest';
import type { ManifestFile } from '../../../src/pipeline/manifest/manifest.ts';
import { ManifestDraft } from '../../../src/pipeline/manifest/manifest-builder.ts';

const facts = (id: string) => ({ id, title: id, language: 'en', status: 'draft' }) as const;
const file = (path: string, edition = 'a4'): ManifestFile => {
  return { path, edition, mediaType: 'application/pdf', digest: '0'.repeat(64), size: 1 };
};
const whole = new Set(['a4']);

test('publications by id and files by path, in whatever order they come', () => {
  const draft = new ManifestDraft({ handpress: '0', publications: [] });
  for (const id of ['c', 'a', 'b']) draft.add(facts(id), [file(`${id}/2.pdf`), file(`${id}/1.pdf`)], whole);
  const { publications } = draft.manifest();
  expect(publications.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  expect(publications[0]?.files.map(({ path }) => path)).toEqual(['a/1.pdf', 'a/2.pdf']);
});

test('other editions of a publication stay, and what an edition had is told', () => {
  const former = [{ ...facts('a'), files: [file('a/1.pdf'), file('a/old.pdf'), file('a/b.epub', 'epub')] }];
  const draft = new ManifestDraft({ handpress: '0', publications: former });
  expect(draft.add(facts('a'), [file('a/1.pdf')], whole)).toEqual(['a/old.pdf']);
  expect(draft.manifest().publications[0]?.files.map(({ path }) => path)).toEqual(['a/1.pdf', 'a/b.epub']);
  expect(draft.add(facts('a'), [file('a/1.pdf')], whole), 'told once').toEqual([]);
});

test('a part lists what is made now, with the other editions that it had', () => {
  const files = [file('a/b.epub', 'epub')];
  const publications = ['a', 'b'].map((id) => ({ ...facts(id), files }));
  const part = { shard: '1/2', division: '0'.repeat(64) };
  const draft = new ManifestDraft({ handpress: '0', publications }, part);
  draft.add(facts('a'), [file('a/1.pdf')], whole);
  const made = draft.manifest();
  expect(made).toMatchObject(part);
  expect(made.publications.map(({ id, files }) => [id, files.length])).toEqual([['a', 2]]);
});

test('what could not be written is not in it', () => {
  const draft = new ManifestDraft({
    handpress: '0',
    publications: [{ ...facts('a'), files: [file('a/1.pdf')] }],
  });
  const before = draft.manifest();
  for (const id of ['a', 'b']) {
    const former = draft.entry(id);
    draft.add(facts(id), [file(`${id}/2.pdf`)], whole);
    draft.restore(id, former);
  }
  expect(draft.manifest()).toEqual({ ...before });
});

test('never tells to remove what lies elsewhere', () => {
  const paths = ['../x', '/etc/x', 'a/../../x', 'a\\..\\x', 'C:x', 'manifest.json', 'a//x', ''];
  const former = [{ ...facts('a'), files: paths.map((path) => file(path)) }];
  expect(new ManifestDraft({ handpress: '0', publications: former }).add(facts('a'), [], whole)).toEqual([]);
});
