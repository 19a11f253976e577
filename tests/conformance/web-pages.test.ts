/** The checks of web pages find what is wrong with a page, and nothing with a good one. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Outcome } from './outcome.ts';
import { vnu } from './vnu.ts';
import { checkWebPages } from './web-pages.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'web-pages-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const GOOD = '<main><h1>Rest</h1><p>Lie down in a dark room.</p></main>';

/** Writes a page with this body, and returns its path. */
async function writePage(name: string, body: string, head = ''): Promise<string> {
  const path = join(folder, name);
  const meta = '<meta charset="utf-8"><meta name="viewport" content="width=device-width">';
  await writeFile(
    path,
    `<!doctype html>\n<html lang="en"><head>${meta}<title>Rest</title>${head}</head>\n<body>${body}</body></html>\n`,
  );
  return path;
}

const faultsOf = (outcome: Outcome | undefined): string =>
  outcome?.state === 'failed' ? outcome.faults.join('\n') : (outcome?.state ?? 'no outcome');

describe('checkWebPages', () => {
  test('passes a good page, and a draft that shows its mark', async () => {
    const plain = await writePage('plain.html', GOOD);
    const draft = await writePage(
      'draft.html',
      GOOD.replace('<p>', '<p>Entwurf: nicht klinisch geprüft</p><p>'),
    );
    const outcomes = await checkWebPages([plain, draft], new Set([draft]));
    expect([...outcomes.values()].map(({ state }) => state)).toEqual(['passed', 'passed']);
  });

  test('finds pale text in the dark, a page without a heading, and what is wider than a phone', async () => {
    const style =
      '<style>@media (prefers-color-scheme: dark) { body { background: #000; color: #333 } }</style>';
    const file = await writePage('faults.html', `<main><p style="width: 500px">Rest</p></main>`, style);
    const faults = faultsOf((await checkWebPages([file], new Set())).get(file));
    expect(faults).toContain('320 px, dark: color-contrast');
    expect(faults).not.toContain('320 px, light: color-contrast');
    expect(faults).toContain('1280 px, light: page-has-heading-one');
    expect(faults).toMatch(/320 px, light: is \d+ px wide: <p style="width: 500px">/);
    expect(faults).not.toContain('1280 px, light: is');
  });

  test('finds requests, errors of scripts, and drafts whose mark is hidden on the screen or on paper', async () => {
    const script =
      '<script src="https://example.org/a.js"></script><script>throw new Error("oh no")</script>';
    const asking = await writePage('asking.html', GOOD, script);
    const hidden = await writePage(
      'hidden.html',
      GOOD.replace('<p>', '<p class="mark">Draft</p><p>'),
      '<style>@media print { .mark { display: none } }</style>',
    );
    const outcomes = await checkWebPages([asking, hidden], new Set([hidden]));
    expect(faultsOf(outcomes.get(asking))).toContain('asks for https://example.org/a.js');
    expect(faultsOf(outcomes.get(asking))).toContain('oh no');
    expect(faultsOf(outcomes.get(hidden))).toBe('print: it is a draft and shows no draft mark');
  });
});

describe('the Nu Html Checker', () => {
  test('passes a good page, and finds an id that is given twice, in a file of any name', async ({ skip }) => {
    const good = await writePage('good.html', GOOD);
    const bad = await writePage('Größe.html', `${GOOD}<p id="a">1</p><p id="a">2</p>`);
    const outcomes = await vnu([good, bad]);
    if (outcomes.get(good)?.state === 'not run') skip('not run: there is no Java');
    expect(faultsOf(outcomes.get(good))).toBe('passed');
    expect(faultsOf(outcomes.get(bad))).toContain('Duplicate ID “a”');
  });
});
