/** The search of a site in a browser, opened from the disk and used with the keyboard alone. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, launch, type Page, type SerializedAXNode } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { builtInEditions } from '../../../src/core/editions.ts';
import { findBrowser } from '../../../src/runtime/browser/find-browser.ts';
import { isSandboxAvailable } from '../../../src/runtime/browser/sandbox.ts';
import { nodeHost } from '../../../src/runtime/node-host.ts';
import { writeWeb } from '../../../src/web/write-web.ts';
import { type Files, memoryHost, openWorkbench, readAndRender } from '../../support/workbench.ts';

const LONG = 120_000;

const ENGLISH: Files = {
  'garden/publication.yaml':
    'title: A garden\nlanguage: en\nstatus: draft\nchapters: [water.md, words.md, far.md]\n',
  'garden/water.md':
    '# Water\n\nPlants drink in the morning.\n\n## The café\n\nA garden with a café is a *pleasure*.\n\n## Hyphens\n\nReinforcement of a wall.\n',
  'garden/words.md': '# Words\n\nĐường, Straße, smørrebrød, İstanbul.\n\nThis is no markup: `<b>bold</b>`.\n',
  'garden/far.md':
    '# Far away\n\n## Japan\n\n偏頭痛の薬。庭にはいろいろな花があります。\n\n## Korea\n\n정원에는 꽃이 많이 있습니다.\n\n## India\n\nबगीचे में फूल हैं।\n\n## Thailand\n\nฉันปวดหัวมาก\n',
};

const ARABIC: Files = {
  'book/publication.yaml': 'title: كتاب\nlanguage: ar\nstatus: published\nchapters: [one.md, two.md]\n',
  'book/one.md': '# الحديقة\n\nنسقي الحَديقَة في الصباح.\n',
  'book/two.md': '# الصداع\n\nالصداع مؤلم.\n',
};

const folders: string[] = [];
let browser: Browser;
beforeAll(async () => {
  const { executable, environment } = await findBrowser(undefined, nodeHost);
  browser = await launch({
    executablePath: executable,
    ...(environment && { env: { ...environment } }),
    ...{ headless: 'shell', pipe: true },
    args: (await isSandboxAvailable()) ? [] : ['--no-sandbox'],
  });
}, LONG);
afterAll(async () => {
  await browser.close();
  for (const folder of folders) await rm(folder, { recursive: true });
});

/** Writes a site to the disk. Returns the address of its first page. */
async function writeSite(files: Files, id: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'handpress-search-'));
  folders.push(folder);
  const { book } = await readAndRender(files);
  const edition = builtInEditions.find('web')[0];
  if (edition?.family !== 'web') throw new Error('there is no web edition');
  for (const { path, bytes } of await writeWeb(book, edition, openWorkbench(memoryHost(files)).context)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
  return pathToFileURL(join(folder, id, 'web', 'index.html')).href;
}

interface OpenedPage {
  readonly page: Page;
  readonly requests: readonly string[];
  readonly errors: readonly string[];
}

async function open(address: string): Promise<OpenedPage> {
  const page = await browser.newPage();
  const [requests, errors]: [string[], string[]] = [[], []];
  page.on('request', (request) => requests.push(request.url()));
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto(address);
  return { page, requests, errors };
}

/** Moves to the search field with the Tab key. */
async function goToField(page: Page): Promise<void> {
  for (let keys = 0; keys < 5; keys += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(`document.activeElement.matches('form.search input')`)) return;
  }
  throw new Error('the field cannot be reached');
}

interface Results {
  readonly status: string;
  readonly items: readonly {
    readonly href: string;
    readonly title: string;
    readonly words: readonly string[];
    readonly text: string;
    readonly direction: string;
  }[];
}

/** Types words and returns the results. The field must have the focus. */
async function find(page: Page, words: string): Promise<Results> {
  await page.keyboard.press('Escape');
  await page.keyboard.type(words);
  await page.waitForFunction(`document.querySelector('.search-status').textContent !== ''`);
  return (await page.evaluate(`({
    status: document.querySelector('.search-status').textContent,
    items: [...document.querySelectorAll('.search-results > li')].map((item) => ({
      href: item.querySelector('a').getAttribute('href').split('/').at(-1),
      title: item.querySelector('a').textContent,
      words: [...item.querySelectorAll('p mark')].map((mark) => mark.textContent),
      text: item.querySelector('p')?.textContent ?? '',
      direction: getComputedStyle(item).direction,
    })),
  })`)) as Results;
}

const titlesFor = async (page: Page, words: string): Promise<readonly string[]> =>
  (await find(page, words)).items.map(({ title }) => title);

const focused = (page: Page): Promise<unknown> => page.evaluate('document.activeElement.tagName');

/** Returns the roles and names of what a screen reader finds. */
const listNames = (node: SerializedAXNode | undefined): readonly string[] =>
  node === undefined ? [] : [`${node.role}: ${node.name ?? ''}`, ...(node.children ?? []).flatMap(listNames)];

describe('an English site from the disk', () => {
  let address = '';
  let opened: OpenedPage;
  beforeAll(async () => {
    address = await writeSite(ENGLISH, 'garden');
    opened = await open(address);
    await goToField(opened.page);
  }, LONG);
  afterAll(() => opened.page.close());

  test('has a field with a name in a landmark, and results with their number', {
    timeout: LONG,
  }, async () => {
    const { page } = opened;
    const found = await find(page, 'plea');
    expect(found).toEqual({
      status: 'Results: 1',
      items: [
        {
          ...{
            href: 'water.html#water--the-caf%C3%A9',
            title: 'The café',
            words: ['pleasure'],
            direction: 'ltr',
          },
          text: 'A garden with a café is a pleasure.',
        },
      ],
    });
    const tree = await page.accessibility.snapshot({ interestingOnly: false });
    const named = listNames(tree ?? undefined);
    expect(named).toContain('search: ');
    expect(named).toContain('searchbox: Search');
    expect(named).toContain('status: ');
    expect(named).toContain('link: The café');
  });

  test('finds words without their accents, and with them', { timeout: LONG }, async () => {
    const { page } = opened;
    for (const words of ['cafe', 'CAFÉ', 'cafe\u0301'])
      expect(await titlesFor(page, words)).toEqual(['The café']);
    for (const words of ['duong', 'strasse', 'smorrebrod', 'istanbul'])
      expect(await titlesFor(page, words)).toEqual(['Words']);
  });

  test('finds misspelled words, if no word is spelled so', { timeout: LONG }, async () => {
    const { page } = opened;
    for (const words of ['reinforcment', 'reinforecment', 'plesure garden'])
      expect(await titlesFor(page, words)).toHaveLength(1);
  });

  test('finds text in scripts without spaces between words, and others', { timeout: LONG }, async () => {
    const { page } = opened;
    for (const words of ['頭痛', '薬', '偏頭痛の薬', 'いろいろ'])
      expect(await titlesFor(page, words)).toEqual(['Japan']);
    expect(await titlesFor(page, '頭薬')).toEqual([]);
    expect((await find(page, '頭痛')).items[0]?.words).toEqual(['頭痛']);
    expect(await titlesFor(page, '정원')).toEqual(['Korea']);
    expect(await titlesFor(page, 'बगीचे')).toEqual(['India']);
    expect(await titlesFor(page, 'ปวดหัว')).toEqual(['Thailand']);
  });

  test('states when nothing is found, and shows text as text', { timeout: LONG }, async () => {
    const { page } = opened;
    expect(await find(page, 'xylophone')).toEqual({ status: 'Nothing found', items: [] });
    const [markup] = (await find(page, 'bold')).items;
    expect(markup?.text).toContain('<b>bold</b>');
  });

  test('closes the results with Escape', { timeout: LONG }, async () => {
    const { page } = opened;
    await find(page, 'garden');
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('A');
    await page.keyboard.press('Escape');
    expect(await focused(page)).toBe('INPUT');
    expect(
      await page.evaluate(
        `document.querySelector('form.search').innerText.trim() + document.querySelector('form.search input').value`,
      ),
    ).toBe('Search');
  });

  test('asks for files beside it only, and for the texts on first use', { timeout: LONG }, async () => {
    const fresh = await open(address);
    expect(fresh.requests.filter((url) => /entries|finder|minisearch/.test(url))).toEqual([]);
    await goToField(fresh.page);
    await find(fresh.page, 'garden');
    expect(fresh.requests.filter((url) => /entries|finder|minisearch/.test(url))).toHaveLength(3);
    expect(fresh.requests.filter((url) => !url.startsWith('file:'))).toEqual([]);
    expect([...fresh.errors, ...opened.errors]).toEqual([]);
    await fresh.page.close();
  });

  test('leads to a result by Enter', { timeout: LONG }, async () => {
    const { page } = opened;
    await find(page, 'wall');
    await page.keyboard.press('Enter');
    await page.waitForFunction(`document.activeElement.tagName === 'A'`);
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
    expect(page.url()).toMatch(/\/garden\/web\/water\.html#water--hyphens$/);
    expect(await page.evaluate(`document.querySelector(':target').textContent`)).toBe('Hyphens');
    expect(await page.evaluate(`document.querySelector('.draft-mark').textContent`)).toMatch(/^Draft/);
  });

  test('closes the results that lead to the same page', { timeout: LONG }, async () => {
    const { page } = await open(new URL('water.html', address).href);
    await goToField(page);
    await find(page, 'wall');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForFunction(`location.hash !== ''`);
    expect(await page.evaluate(`document.querySelectorAll('.search-results > li').length`)).toBe(0);
    expect(
      await page.evaluate(`document.querySelector(':target').getBoundingClientRect().top < innerHeight`),
    ).toBe(true);
    await page.close();
  });

  test('shows no field without scripts', { timeout: LONG }, async () => {
    const page = await browser.newPage();
    await page.setJavaScriptEnabled(false);
    await page.goto(address);
    expect(await page.$eval('form.search', (form) => form.checkVisibility())).toBe(false);
    await page.close();
  });
});

test('a site that is read from right to left has its results so', { timeout: LONG }, async () => {
  const { page, errors } = await open(await writeSite(ARABIC, 'book'));
  await goToField(page);
  const found = await find(page, 'حديقه');
  expect(found.items).toMatchObject([
    { title: 'الحديقة', words: ['الحَديقَة'], direction: 'rtl', href: expect.stringMatching(/^one\.html#/) },
  ]);
  expect(found.status).toContain('1');
  expect(await titlesFor(page, 'صداع')).toEqual(['الصداع']);
  expect(errors).toEqual([]);
  await page.close();
});
