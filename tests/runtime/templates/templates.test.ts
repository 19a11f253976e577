/** Templates, styles and terms, built-in and of a project. */
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { escapeMarkup } from '../../../src/runtime/templates/templates.ts';
import { contextIn, REPOSITORY } from '../../support/context.ts';

const designOf = (root: string) => contextIn(root, () => undefined, { designRoot: root }).design;

const TERMS = join(REPOSITORY, 'templates/terms');
const names = await readdir(TERMS);

test.each(names)('templates/terms/%s has the same terms as English, and names its language', async (name) => {
  const [english, terms] = await Promise.all(
    ['en.yaml', name].map(async (file) => parse(await readFile(join(TERMS, file), 'utf8'))),
  );
  // What only catalogues and shops show may be English: no page has it.
  const needed = Object.keys(english).filter((term) => !term.startsWith('accessibility'));
  const own = Object.keys(terms).filter(
    (term) => term !== 'termsReview' && !term.startsWith('accessibility'),
  );
  expect(own).toEqual(needed);
  expect(name.replace(/(?:-Han[st])?\.yaml$/, '')).toBe(terms.language);
  for (const term of needed) {
    expect(terms[term].match(/\{\w+\}/g), term).toEqual(english[term].match(/\{\w+\}/g));
  }
  for (const word of Object.values(terms)) expect(word).toBeTypeOf('string');
});

test('falls back from a regional to the primary language, and from an unknown language to English', async () => {
  const design = designOf('/nowhere');
  expect((await design.readTerms('de-AT')).contents).toBe('Inhalt');
  expect((await design.readTerms('tlh')).contents).toBe('Contents');
  expect((await design.readTerms('zh-TW')).contents).toBe('目錄');
  expect((await design.readTerms('zh')).contents).toBe('目录');
  expect((await design.readTerms('en-GB')).untranslated).toBeUndefined();
  expect((await design.readTerms('de')).untranslated).toBe('');
});

test('a project overrides templates, styles and terms file by file', async () => {
  const root = await mkdtemp(join(tmpdir(), 'handpress-design-'));
  try {
    await mkdir(join(root, 'templates/terms'), { recursive: true });
    await writeFile(join(root, 'templates/own.html'), '<p title="{{ text }}">{{ text }}</p>{{ html | raw }}');
    await writeFile(join(root, 'templates/terms/nl.yaml'), 'language: nl\ncontents: Inhoud\n');
    const design = designOf(root);
    const text = `<b a="1" b='2'>&\u0000\u000B\uD800\uFFFF]]>`;
    const filled = await design.fillTemplate('own.html', { text, html: '<i>kept</i>' });
    const escaped = '&lt;b a=&quot;1&quot; b=&#39;2&#39;&gt;&amp;]]&gt;';
    expect(filled).toBe(`<p title="${escaped}">${escaped}</p><i>kept</i>`);
    expect((await design.readTerms('nl')).contents).toBe('Inhoud');
    expect((await design.readTerms('nl')).sources).toBe('Bronnen');
    await writeFile(join(root, 'templates/terms/tlh.yaml'), 'contents: ghItlh\n');
    expect(await design.readTerms('tlh')).toMatchObject({
      language: 'tlh',
      contents: 'ghItlh',
      sources: 'Sources',
    });
    const { untranslated = '' } = await design.readTerms('tlh');
    expect(untranslated.split(' ')).toContain('sources');
    expect(untranslated.split(' ')).not.toContain('contents');
    await writeFile(join(root, 'templates/terms/en.yaml'), 'contents: What is in it\nsources: " "\n');
    const english = await designOf(root).readTerms('en');
    expect([english.contents, english.sources, english.about]).toEqual([
      'What is in it',
      'Sources',
      'About this publication',
    ]);
    expect(await design.readStyle('tokens.css')).toContain('{');
  } finally {
    await rm(root, { recursive: true, force: true });
  }
});

test('escapes text for HTML and XML, and keeps every character that both allow', () => {
  expect(escapeMarkup('a\tb\nc é 漢 🙂 \u{10FFFF}')).toBe('a\tb\nc é 漢 🙂 \u{10FFFF}');
  expect(escapeMarkup(undefined)).toBe('');
  expect(escapeMarkup(0)).toBe('0');
});

test('a template cannot include a file outside the templates', async () => {
  const root = await mkdtemp(join(tmpdir(), 'handpress-design-'));
  try {
    await mkdir(join(root, 'templates'));
    await writeFile(join(root, 'secret.txt'), 'secret');
    await writeFile(join(root, 'templates/up.html'), '{% include "../secret.txt" %}');
    await symlink(join(root, 'secret.txt'), join(root, 'templates/linked.html'));
    const design = designOf(root);
    await expect(design.fillTemplate('up.html', {})).rejects.toThrow();
    await expect(design.fillTemplate('linked.html', {})).rejects.toThrow('outside the project');
  } finally {
    await rm(root, { recursive: true, force: true });
  }
});
