/** Looks at web pages in Chromium: axe-core, the room that a page needs, what it asks for, and its draft mark. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AxeResults, RunOptions } from 'axe-core';
import pLimit from 'p-limit';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { findBrowser } from '../../src/runtime/browser/find-browser.ts';
import { nodeHost } from '../../src/runtime/node-host.ts';
import { readDraftMarks } from './draft-marks.ts';
import { notRun, type Outcome, outcomeOf } from './outcome.ts';

interface View {
  readonly width: number;
  readonly scheme: 'light' | 'dark';
}

/** A phone at 400 % (WCAG 2.2, 1.4.10), and a desktop. */
const VIEWS: readonly View[] = [
  { width: 1280, scheme: 'light' },
  { width: 320, scheme: 'light' },
  { width: 320, scheme: 'dark' },
  { width: 1280, scheme: 'dark' },
];

/** Elements with a fault that a message lists. */
const LISTED = 3;

/**
 * Fails on every violation of axe-core's rules of WCAG and of good practice, on text that is scrolled sideways, requests to
 * other origins, errors in the console, and drafts without a visible mark.
 * @param drafts the files of publications that are drafts
 */
export async function checkWebPages(
  files: readonly string[],
  drafts: ReadonlySet<string>,
): Promise<ReadonlyMap<string, Outcome>> {
  const found = await findBrowser(undefined, nodeHost).catch(() => undefined);
  if (found === undefined) return new Map(files.map((file) => [file, notRun('no browser')]));
  const { executable, environment } = found;
  const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  const marks = await readDraftMarks();
  const browser = await puppeteer.launch({
    executablePath: executable,
    ...(environment && { env: environment }),
    headless: 'shell',
    args: ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none'],
  });
  const limit = pLimit(availableParallelism());
  try {
    const checks = files.map((file) =>
      limit(async (): Promise<[string, Outcome]> => {
        const faults = await checkPage(file, browser, axe);
        return [
          file,
          outcomeOf([...faults, ...(drafts.has(file) ? await checkMark(file, browser, marks) : [])]),
        ];
      }),
    );
    return new Map(await Promise.all(checks));
  } finally {
    await browser.close();
  }
}

async function checkPage(file: string, browser: Browser, axe: string): Promise<readonly string[]> {
  const page = await browser.newPage();
  const faults: string[] = [];
  try {
    watch(page, faults);
    for (const view of VIEWS) await checkView(page, file, view, axe, faults);
    return faults;
  } finally {
    await page.close();
  }
}

/** Adds what the page reports by itself. */
function watch(page: Page, faults: string[]): void {
  page.on('request', (request) => {
    const url = request.url();
    if (!/^(?:file|data|blob|about):/.test(url)) faults.push(`asks for ${url}`);
  });
  page.on('requestfailed', (request) => faults.push(`cannot load ${request.url()}`));
  page.on('pageerror', (error) => faults.push(`has an error: ${error}`));
  page.on('console', (message) => {
    if (['error', 'warn'].includes(message.type()))
      faults.push(`has an error in the console: ${message.text()}`);
  });
}

async function checkView(page: Page, file: string, view: View, axe: string, faults: string[]): Promise<void> {
  const { width, scheme } = view;
  const name = `${width} px, ${scheme}`;
  await page.setViewport({ width, height: 800 });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  // Colors are all that differs in the dark, and the width changes nothing of what the page asks for.
  if (view === VIEWS[0]) {
    await page.goto(pathToFileURL(resolve(file)).href, { waitUntil: 'load' });
    await page.evaluate(axe);
  }
  const wide = await page.evaluate(findOverflow);
  if (wide !== undefined) faults.push(`${name}: ${wide}`);
  const violations = await page.evaluate(runAxe, axeOptions(view));
  for (const { id, help, nodes } of violations) {
    const listed = nodes.slice(0, LISTED).join('; ');
    faults.push(`${name}: ${id}: ${help} (${nodes.length}): ${listed}`);
  }
}

/** In the dark only colors are looked at, because the rest is as in the light. */
const axeOptions = ({ scheme }: View): RunOptions => ({
  resultTypes: ['violations'],
  iframes: false,
  // Axe would ask for the style sheets again, which a file may not.
  preload: false,
  ...(scheme === 'dark'
    ? { runOnly: ['color-contrast', 'link-in-text-block'] }
    : { rules: { 'target-size': { enabled: true } } }),
});

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly string[];
}

/** Runs in the page. */
async function runAxe(options: RunOptions): Promise<readonly Violation[]> {
  const { axe } = globalThis as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } };
  const { violations } = await axe.run(options);
  return violations.map(({ id, help, nodes }) => ({
    id,
    help,
    nodes: nodes.map(({ html, any }) => `${html.slice(0, 200)} ${any[0]?.message ?? ''}`.trim()),
  }));
}

/** Runs in the page. Returns what makes it wider than the window. */
function findOverflow(): string | undefined {
  const { scrollWidth } = document.documentElement;
  if (scrollWidth <= innerWidth) return undefined;
  const wide = [...document.body.querySelectorAll('*')].filter((element) => {
    const { left, right } = element.getBoundingClientRect();
    return right > innerWidth + 0.5 || left < -0.5;
  });
  const outer = wide.filter((element) => !wide.some((other) => other !== element && element.contains(other)));
  const named = outer.slice(0, 3).map((element) => element.outerHTML.slice(0, 120));
  return `is ${scrollWidth} px wide: ${named.join('; ')}`;
}

/** Looks for the mark in the text that is visible on the screen and on paper. */
async function checkMark(
  file: string,
  browser: Browser,
  marks: ReadonlySet<string>,
): Promise<readonly string[]> {
  const page = await browser.newPage();
  try {
    const faults: string[] = [];
    for (const media of ['screen', 'print']) {
      await page.emulateMediaType(media);
      await page.goto(pathToFileURL(resolve(file)).href, { waitUntil: 'load' });
      const text = (await page.evaluate(() => document.body.innerText)).toLowerCase();
      if (![...marks].some((mark) => text.includes(mark.toLowerCase())))
        faults.push(`${media}: it is a draft and shows no draft mark`);
    }
    return faults;
  } finally {
    await page.close();
  }
}
