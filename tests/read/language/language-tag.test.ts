/** Tests which language tags are accepted, in which form, and how others are repaired. */
import { expect, test } from 'vitest';
import { normalizeLanguageTag, repairLanguageTag } from '../../../src/read/language/language-tag.ts';
import { memoryHost, openWorkbench, readAndRenderAny } from '../../support/workbench.ts';

test.each([
  ['zh-Hant', 'zh-Hant'],
  ['zh-hans', 'zh-Hans'],
  ['sr-Latn', 'sr-Latn'],
  ['sa-Latn', 'sa-Latn'],
  ['EN-us', 'en-US'],
  ['de-CH-1996', 'de-CH-1996'],
  ['en-GB-oed', 'en-GB-oxendict'],
  ['nb', 'nb'],
  ['ger', 'de'],
  ['tlh', 'tlh'],
  ['aaa', 'aaa'],
])('%s is %s', (written, tag) => expect(normalizeLanguageTag(written)).toBe(tag));

test.each([
  ['german', 'de'],
  ['Deutsch', 'de'],
  ['english', 'en'],
  ['Français', 'fr'],
  ['العربية', 'ar'],
  ['jp', 'ja'],
  ['cn', 'zh'],
  ['gr', 'el'],
  ['us', 'en'],
  ['pt_BR', 'pt-BR'],
  ['en_US.UTF-8', 'en-US'],
  ['EN us', 'en-US'],
  ['jp_JP', 'ja-JP'],
  ['elvish', undefined],
  ['xx', undefined],
  ['-', undefined],
])('%s is no tag; it is repaired to %s', (written, tag) => {
  expect(normalizeLanguageTag(written)).toBeUndefined();
  expect(repairLanguageTag(written)).toBe(tag);
});

const build = async (files: Readonly<Record<string, string>>) => {
  const { publication, diagnostics } = await readAndRenderAny(openWorkbench(memoryHost(files)));
  const found = diagnostics.filter(({ code }) => code === 'language-unknown');
  return [
    publication?.metadata.language,
    ...found.map(({ severity, place }) => `${severity} ${place?.line}:${place?.column}`),
  ];
};

test('a wrong tag is a warning in a single file, and an error in a publication and its chapters', async () => {
  expect(await build({ 'note.md': '---\nlanguage: pt_BR\n---\n\n# T\n\nx\n' })).toEqual([
    'pt-BR',
    'warning 2:11',
  ]);
  expect(await build({ 'note.md': '---\nlanguage: xx\n---\n\n# T\n\nx\n' })).toEqual(['en', 'warning 2:11']);
  expect(await build({ 'b/publication.yaml': 'title: T\nlanguage: jp\n', 'b/a.md': '# T\n\nx\n' })).toEqual([
    'ja',
    'error 2:11',
  ]);
  expect(
    await build({ 'b/publication.yaml': 'title: T\n', 'b/a.md': '---\nlanguage: german\n---\n\n# T\n\nx\n' }),
  ).toEqual(['en', 'error 2:11']);
});
