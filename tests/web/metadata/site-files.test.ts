/** The files of a site besides its pages: sitemap, list of addresses, and texts for language models. */
import { describe, expect, test } from 'vitest';
import { fromXml } from 'xast-util-from-xml';
import type { Diagnostic } from '../../../src/core/diagnostics/diagnostic.ts';
import { builtInEditions } from '../../../src/core/editions.ts';
import type { WebEdition } from '../../../src/core/model/edition.ts';
import { findElements, getTextContent } from '../../../src/lib/xml/elements.ts';
import { writeWeb } from '../../../src/web/write-web.ts';
import {
  type Files,
  formatDiagnostics,
  memoryHost,
  openWorkbench,
  readAndRenderAny,
} from '../../support/workbench.ts';

const SITE: WebEdition = { id: 'web', family: 'web', form: 'site', styles: [] };

const SETTINGS = 'title: Fever\nlanguage: en\nidentifier: urn:x-test:fever\n';
const EXTRAS = 'web: { llms: true, markdown: true }\n';

interface Made {
  /** Texts by their names beside the first page. */
  readonly files: Readonly<Record<string, string>>;
  readonly types: Readonly<Record<string, string>>;
  readonly problems: readonly string[];
}

async function make(files: Files, form: WebEdition['form'] = 'site'): Promise<Made> {
  const { context, diagnostics } = openWorkbench(memoryHost(files));
  const shown = builtInEditions.find('web')[0];
  if (shown === undefined) throw new Error('no edition');
  const { book } = await readAndRenderAny({ context: { ...context, shownIn: shown }, diagnostics });
  if (book === undefined) throw new Error(formatDiagnostics(diagnostics).join('\n'));
  const problems: Diagnostic[] = [];
  const report = (problem: Diagnostic): void => void problems.push(problem);
  const artifacts = await writeWeb(book, { ...SITE, form }, { ...context, report });
  const name = (path: string): string => path.replace(/^[^/]*\/web\//, '');
  return {
    files: Object.fromEntries(
      artifacts.map(({ path, bytes }) => [name(path), new TextDecoder().decode(bytes)]),
    ),
    types: Object.fromEntries(artifacts.map(({ path, mediaType }) => [name(path), mediaType])),
    problems: problems.map(({ code, message, hint = '' }) => `${code} ${message} ${hint}`),
  };
}

const BOOK = {
  'p/publication.yaml': SETTINGS,
  'p/1-fever.md': '# Fever\n\nSee [the cold](2-cold.md#rest).\n',
  'p/2-cold.md': '# Cold\n\n## Rest\n\nSleep.\n',
} as const satisfies Files;

const withSettings = (more: string, files: Files = BOOK): Files => ({
  ...files,
  'p/publication.yaml': SETTINGS + more,
});

describe('the sitemap', () => {
  const site = 'site: https://example.org/für kids\n';

  test('lists every page, with the day of the last change', async () => {
    const { files, types } = await make(withSettings(`${site}reviewed: 2026-11-22\n`));
    const xml = fromXml(files['sitemap.xml'] ?? '');
    const texts = (name: string): readonly string[] => findElements(xml, name).map(getTextContent);
    expect(findElements(xml, 'urlset')[0]?.attributes.xmlns).toBe(
      'http://www.sitemaps.org/schemas/sitemap/0.9',
    );
    expect(texts('loc')).toEqual([
      'https://example.org/f%C3%BCr%20kids/',
      'https://example.org/f%C3%BCr%20kids/fever.html',
      'https://example.org/f%C3%BCr%20kids/cold.html',
    ]);
    expect(texts('lastmod')).toEqual(['2026-11-22', '2026-11-22', '2026-11-22']);
    expect(types['sitemap.xml']).toBe('application/xml');
  });

  test.each(['', 'published: 2026\n'])('has no day that is not known (%j)', async (dates) => {
    const { files } = await make(withSettings(site + dates));
    expect(files['sitemap.xml']).not.toContain('lastmod');
  });

  test('is not there without the address of the site', async () => {
    expect(Object.keys((await make(BOOK)).files)).not.toContain('sitemap.xml');
  });
});

describe('the list of addresses', () => {
  const list = async (files: Files): Promise<readonly string[]> =>
    JSON.parse((await make(files)).files['addresses.json'] ?? '');

  test('has pages, headings and what authors have named, in order, and no numbers of notes or figures', async () => {
    const text =
      '# Fever\n\nDrink[^1]. See @fig-gate.\n\n![A gate.](a.svg){#fig-gate}\n\n![A door.](a.svg)\n\n' +
      ':::table[Doses]{#tbl-doses}\n\n| A |\n|---|\n| 1 |\n\n:::\n\n## Für Kinder\n\n## Call {#call}\n\n[^1]: Water.\n';
    const drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9"/></svg>';
    expect(await list({ ...BOOK, 'p/1-fever.md': text, 'p/a.svg': drawing })).toEqual([
      'cold.html',
      'cold.html#cold',
      'cold.html#cold--rest',
      'fever.html',
      'fever.html#fever',
      'fever.html#fever--call',
      'fever.html#fever--fig-gate',
      'fever.html#fever--für-kinder',
      'fever.html#fever--tbl-doses',
      'index.html',
    ]);
  });

  test('has a line for each address, and the same bytes each time', async () => {
    const [one, other] = [await make(BOOK), await make(BOOK)];
    expect(one.files['addresses.json']).toBe(other.files['addresses.json']);
    expect(one.files['addresses.json']).toMatch(/^\[\n {2}"cold\.html",\n/);
    expect(one.types['addresses.json']).toBe('application/json');
  });

  test('numbers chapters whose names differ only by marks in the order of the book', async () => {
    const addresses = await list({
      'p/publication.yaml': SETTINGS,
      'p/1-pate.md': '# Pate\n\nText.\n',
      'p/2-pâté.md': '# Pâté\n\nText.\n',
    });
    expect(addresses.filter((address) => !address.includes('#'))).toEqual([
      'index.html',
      'pate-2.html',
      'pate.html',
    ]);
  });

  test('is not made for one file', async () => {
    expect(Object.keys((await make(withSettings(EXTRAS), 'file')).files)).toEqual(['p/p-web.html']);
  });
});

describe('a kept list of addresses', () => {
  const keep = async (list: unknown, files: Files = BOOK): Promise<readonly string[]> =>
    (await make({ ...files, 'p/addresses.json': typeof list === 'string' ? list : JSON.stringify(list) }))
      .problems;

  test('is compared, and nothing is reported while all addresses are there', async () => {
    const { files } = await make(BOOK);
    expect(await keep(files['addresses.json'] ?? '')).toEqual([]);
  });

  test('names a page that is gone with the page that has its places now', async () => {
    const renamed = {
      ...{ 'p/publication.yaml': SETTINGS, 'p/1-fever.md': '# Fever\n\nDrink.\n' },
      'p/3-catarrh.md': '# Catarrh\n\n## Rest\n\nSleep.\n',
    };
    const { files } = await make(BOOK);
    const [problem, ...others] = await keep(files['addresses.json'], renamed);
    expect(problem).toContain('`cold.html` and the 2 places in it');
    expect(problem).toContain('It may be `catarrh.html` now.');
    expect(others).toEqual([]);
  });

  test('names a place that is gone from a page', async () => {
    const [problem, ...others] = await keep(['cold.html', 'cold.html#cold--nap']);
    expect(problem).toContain('`cold.html#cold--nap`');
    expect(problem).toContain('`{#nap}`');
    expect(others).toEqual([]);
  });

  test.each(['', '{}', '[1]', '[[[', 'null'])('that is %j is reported', async (text) => {
    expect(await keep(text)).toEqual([expect.stringContaining('addresses-broken')]);
  });
});

describe('texts for language models', () => {
  test('are only where they are asked for', async () => {
    const { files } = await make(withSettings('site: https://example.org/\n'));
    const names = Object.keys(files).filter((name) => /\.(?:md|txt)$/.test(name));
    expect(names).toEqual([]);
    expect(files['fever.html']).not.toContain('text/markdown');
  });

  test('list the pages, with the addresses of the site', async () => {
    const files = {
      ...withSettings(`${EXTRAS}site: https://example.org/x\ndescription: What to do.\nauthors: [Ada]\n`),
      'p/1-fever.md': '---\ndescription: When it is hot.\n---\n# Fever\n\nDrink.\n',
    };
    const { files: made, types } = await make(files);
    expect(made['llms.txt']).toBe(
      `# Fever

> What to do.

- Written by: Ada

## Contents

- [Fever](https://example.org/x/fever.html.md): When it is hot.
- [Cold](https://example.org/x/cold.html.md)
`,
    );
    expect([types['llms.txt'], types['fever.html.md']]).toEqual(['text/plain', 'text/markdown']);
    expect(made['fever.html']).toContain('<link rel="alternate" type="text/markdown" href="fever.html.md">');
  });

  test('name the pages themselves where there is no Markdown, relative without a site', async () => {
    const { files } = await make(withSettings('web: { llms: true }\n'));
    expect(files['llms.txt']).toContain('- [Cold](cold.html)\n');
    expect(Object.keys(files)).not.toContain('cold.html.md');
  });

  test('begin with the mark of a draft and its explanation', async () => {
    const { files } = await make(withSettings(`${EXTRAS}clinical: true\n`));
    const lead = '> **Draft: not clinically reviewed**\n>\n> ';
    expect(files['llms.txt']).toMatch(new RegExp(`^# Fever\n\n${lead.replaceAll('*', '\\*')}\\S`));
    expect(files['index.html.md']).toContain(lead);
    for (const name of ['fever.html.md', 'cold.html.md']) expect(files[name]?.startsWith(lead)).toBe(true);
  });

  test('show titles as they are, whatever signs they have', async () => {
    const title = '1. </script> "quotes" [a](b) *c* 🌡️ مرحبا';
    const { files } = await make(
      withSettings(EXTRAS, {
        ...BOOK,
        'p/1-fever.md': `---\nid: a\ntitle: '${title}'\n---\n\nDrink.\n`,
      }),
    );
    expect(files['llms.txt']).toContain(
      '- [1\\. \\</script\\> “quotes” \\[a\\](b) \\*c\\* 🌡️ مرحبا](a.html.md)',
    );
  });
});

describe('the Markdown of a page', () => {
  const textOf = async (text: string, more: Files = {}, settings = EXTRAS): Promise<string> =>
    (await make({ ...withSettings(settings), 'p/1-fever.md': text, ...more })).files['fever.html.md'] ?? '';

  test('is what the author wrote, without front matter', async () => {
    const text =
      '# Fever\n\nDrink *enough*[^1], `%%x%%`.\n\n```html\n<!-- kept -->\n\n\n\nx\n```\n\n[^1]: Water.\n';
    expect(await textOf(`---\ndescription: Hot.\n---\n\n${text}`)).toBe(text);
  });

  test('has links to chapters and pictures beside it', async () => {
    const picture = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9"/></svg>';
    const text =
      '# Fever\n\n[Cold](2-cold.md#rest), [Cold][c], [web](https://example.org/2-cold.md).\n\n![A gate.](a.svg)\n\n[c]: ./2-cold.md\n';
    expect(await textOf(text, { 'p/a.svg': picture })).toBe(
      '# Fever\n\n[Cold](cold.html.md#rest), [Cold][c], [web](https://example.org/2-cold.md).\n\n![A gate.](images/a.svg)\n\n[c]: cold.html.md\n',
    );
  });

  test('has nothing that the page does not show', async () => {
    const text = [
      ...['# Fever', '', '<!-- a private note', '', 'of two parts -->', '', 'Drink <!-- why? -->enough.', ''],
      ...['%%another%%', '', '[//]: # (a third)', ''],
      ...['::: {.content-visible when-format="epub"}', 'In the e-book.', ':::', ''],
      ...['Call [us [now](https://example.org/)]{when-format=epub}.', ''],
    ].join('\n');
    const made = await textOf(text);
    expect(made).not.toMatch(/private|parts|why|another|third|e-book|\bus\b|now/);
    expect(made).toMatch(/^# Fever\n\nDrink enough\.\n+Call \.\n$/);
  });

  test('has the files that it includes, and the values of variables', async () => {
    const text = '# Fever\n\n{{< include _call.md >}}\n';
    const more = { 'p/_call.md': 'Call {{< var clinic.phone >}}.\n' };
    const settings = `${EXTRAS}variables: { clinic: { phone: 01 23 } }\n`;
    expect(await textOf(text, more, settings)).toBe('# Fever\n\nCall 01 23.\n');
  });

  test('has the title that only the front matter has', async () => {
    const made = await textOf('---\ntitle: Fever & you\n---\n\nDrink.\n');
    expect(made).toBe('# Fever & you\n\nDrink.\n');
  });

  test('is the whole file on the first page of a book in one file', async () => {
    const body = '# One\n\nText of one.\n\n# Two\n\nText of two.\n';
    const front = 'title: Both\nlanguage: en\nchapter-level: 1\nweb: { markdown: true }\n';
    const { files } = await make({ 'both.md': `---\n${front}---\n\n${body}` });
    const names = Object.keys(files).filter((name) => name.endsWith('.md'));
    expect(names).toEqual(['index.html.md']);
    expect(files['index.html.md']).toBe(body);
  });

  test('is that of a leaflet beside its page', async () => {
    const { files } = await make({
      'a.md': '---\nlanguage: en\nweb: { markdown: true, llms: true }\n---\n# A\n\nB.\n',
    });
    expect(files['index.html.md']).toBe('# A\n\nB.\n');
    expect(files['llms.txt']).toContain('- [A](index.html.md)');
  });
});
