/** Proofs of e-books: what is shown, that it is what stands there, and that nothing of the book gets out. */
import { decode } from 'fast-png';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Artifact } from '../../src/core/model/artifact.ts';
import { NUMBER_HEIGHT } from '../../src/proof/arrange.ts';
import { chooseShots } from '../../src/proof/choose-screens.ts';
import { openProofPress, type ProofOptions } from '../../src/proof/proof-press.ts';
import { goTo, openBook, readingFiles, SCREEN, survey } from '../../src/proof/reading-system.ts';
import { launchBrowser, type ScreenBrowser } from '../../src/runtime/browser/browser.ts';
import { findBrowser } from '../../src/runtime/browser/find-browser.ts';
import { nodeHost } from '../../src/runtime/node-host.ts';
import { pack } from '../epub/packed.ts';
import { printBench } from '../print/workbench.ts';
import { complaintsOfBook } from '../readers/complaints.ts';
import { sampleBook } from '../support/sample-book.ts';
import { told } from '../support/workbench.ts';

const LONG = 60_000;

const epub = (path: string, bytes: Uint8Array): Artifact => ({
  path,
  edition: 'epub',
  mediaType: 'application/epub+zip',
  bytes,
});

async function pull(artifacts: readonly Artifact[], options: ProofOptions = {}) {
  const { context, diagnostics } = printBench();
  const press = openProofPress(context, options);
  const edition = { id: 'epub', family: 'epub' } as const;
  const proofs = await press.pull({ edition, artifacts, direction: 'ltr' });
  await press.close();
  return { proofs, diagnostics };
}

/** The same book with some of its files written anew. */
function changed(bytes: Uint8Array, change: (path: string, text: string) => string): Uint8Array {
  const entries = Object.entries(unzipSync(bytes)).map(([path, held]) => {
    const text = /\.(?:xhtml|opf)$/.test(path);
    return [path, text ? strToU8(change(path, new TextDecoder().decode(held))) : held] as const;
  });
  return zipSync(Object.fromEntries(entries));
}

const into = (body: string) => (path: string, text: string) =>
  /toc|cover|\.opf$/.test(path) ? text : text.replace('</body>', `${body}</body>`);

let sample = new Uint8Array();
let browser: ScreenBrowser;
beforeAll(async () => {
  sample = Uint8Array.from((await pack(sampleBook())).bytes);
  const { signal } = new AbortController();
  browser = await launchBrowser(await findBrowser(undefined, nodeHost), { debug: false, signal });
});
afterAll(() => browser?.close());

describe('the proof of an e-book', () => {
  test('is a sheet of screens, the same each time', { timeout: LONG }, async () => {
    const one = await pull([epub('b/b.epub', sample)]);
    expect(one.diagnostics).toEqual([]);
    expect(one.proofs).toMatchObject([{ path: 'b/b.proof.png', edition: 'epub', mediaType: 'image/png' }]);
    const sheet = decode(one.proofs[0]?.bytes ?? new Uint8Array());
    expect((sheet.width - 28) % (SCREEN.width + 28)).toBe(0);
    expect((sheet.height - 28) % (SCREEN.height + NUMBER_HEIGHT + 28)).toBe(0);
    const two = await pull([epub('b/b.epub', sample)]);
    expect(Buffer.from(two.proofs[0]?.bytes ?? []).equals(one.proofs[0]?.bytes ?? new Uint8Array())).toBe(
      true,
    );
  });

  test('changes when the book does', { timeout: LONG }, async () => {
    const bold = changed(sample, (_path, text) => text.replace('<body', '<body style="font-weight: bold"'));
    const [one, two] = [await pull([epub('b/b.epub', sample)]), await pull([epub('b/b.epub', bold)])];
    expect(two.diagnostics).toEqual([]);
    expect(Buffer.from(two.proofs[0]?.bytes ?? []).equals(one.proofs[0]?.bytes ?? new Uint8Array())).toBe(
      false,
    );
  });

  test('a book that cannot be opened: a warning names it and says why, and the next one has its proof', {
    timeout: LONG,
  }, async () => {
    const broken = changed(sample, (path, text) => (path.endsWith('.opf') ? '<package><' : text));
    const artifacts = [
      epub('b/one.epub', sample.slice(0, 2000)),
      epub('b/two.epub', broken),
      epub('b/three.epub', sample),
    ];
    const { proofs, diagnostics } = await pull(artifacts);
    expect(proofs.map(({ path }) => path)).toEqual(['b/three.proof.png']);
    expect(told(diagnostics)).toEqual(['proof-failed', 'proof-failed']);
    for (const [index, path] of ['b/one.epub', 'b/two.epub'].entries()) {
      expect(diagnostics[index]).toMatchObject({ severity: 'warning' });
      expect(diagnostics[index]?.message).toMatch(new RegExp(`no proof of \`${path}\`: \\S.{5,}`));
    }
  });

  test('where there is no browser, only the proof is missing', async () => {
    const { proofs, diagnostics } = await pull([epub('b/b.epub', sample)], { browser: '/nonexistent' });
    expect(proofs).toEqual([]);
    expect(told(diagnostics)).toEqual(['proof-failed']);
    expect(diagnostics[0]?.message).toContain('/nonexistent');
  });
});

test('a build that was interrupted: it rejects, and reports nothing of its own', {
  timeout: LONG,
}, async () => {
  const controller = new AbortController();
  const { context, diagnostics } = printBench(controller.signal);
  const press = openProofPress(context);
  const edition = { id: 'epub', family: 'epub' } as const;
  const pulling = press.pull({ edition, artifacts: [epub('b/b.epub', sample)], direction: 'ltr' });
  setTimeout(() => controller.abort(), 1000);
  await expect(pulling).rejects.toMatchObject({ name: 'AbortError' });
  await press.close();
  expect(diagnostics).toEqual([]);
});

describe('the reading system', () => {
  /** What of a book with this in its chapters can be told from outside after all was shown. */
  async function shown(body: string) {
    const screen = await browser.openScreen(readingFiles(changed(sample, into(body))), SCREEN);
    try {
      const documents = await openBook(screen);
      const seen = [];
      for (let index = 0; index < documents; index += 1) seen.push(await goTo(screen, { index }));
      const leaked = await screen.run(LONG, async () => 'leaked' in globalThis, undefined);
      return { seen, leaked, complaints: complaintsOfBook(screen.complaints()) };
    } finally {
      await screen.close();
    }
  }

  test('shows every document from its beginning', async () => {
    const { seen, complaints } = await shown('');
    expect(seen).toEqual(seen.map((_, index) => ({ document: index + 1, screen: 1 })));
    expect(seen.length).toBeGreaterThan(4);
    expect(complaints).toEqual([]);
  });

  test('runs no script of the book', async () => {
    const { leaked, seen } = await shown(
      '<script>top.leaked = parent.leaked = true</script><p onmouseover="1"><img src="x:" alt="" onerror="top.leaked = true"/></p>',
    );
    expect(leaked).toBe(false);
    expect(seen.every(Boolean)).toBe(true);
  });

  test('asks nobody outside for anything', async () => {
    const address = 'https://example.org/picture.png';
    const { complaints, seen } = await shown(
      `<p><img src="${address}" alt=""/></p><style>p { background: url(${address}) }</style>` +
        `<iframe src="https://example.org/"></iframe><link rel="stylesheet" href="https://example.org/x.css"/>`,
    );
    // The policy of the page stops them; none comes so far that the browser would have to be refused.
    expect(complaints).toEqual([]);
    expect(seen.every(Boolean)).toBe(true);
  });

  test('a screen refuses what the policy of a page lets through, and says so', async () => {
    const page = '<!doctype html><title>A</title><img src="https://example.org/a.png">';
    const files = async (path: string) =>
      path === '/' ? { bytes: strToU8(page), mediaType: 'text/html' } : undefined;
    const screen = await browser.openScreen(files, SCREEN);
    expect(screen.complaints()).toEqual(['it asked for https://example.org/a.png']);
    await screen.close();
  });

  test('finds what stands in the documents, and goes there', async () => {
    const rows = Array.from({ length: 90 }, (_, index) => `<p>Line ${index}</p>`).join('');
    const bytes = changed(sample, into(`${rows}<table><tr><td>here</td></tr></table>`));
    const screen = await browser.openScreen(readingFiles(bytes), SCREEN);
    const documents = await openBook(screen);
    const kinds = await survey(screen, documents);
    const index = kinds.findLastIndex((there) => there.includes('table'));
    expect(index).toBe(documents - 1);
    const far = await goTo(screen, { index, selector: 'table' });
    expect(far?.screen).toBeGreaterThan(2);
    expect(await goTo(screen, { index, turns: 1 })).toEqual({ document: index + 1, screen: 2 });
    expect(await goTo(screen, { index, turns: 400 })).toBeUndefined();
    await screen.close();
  });

  test('a script that takes too long is given up', async () => {
    const screen = await browser.openScreen(readingFiles(sample), SCREEN);
    const never = screen.run(50, () => new Promise<void>(() => undefined), undefined);
    await expect(never).rejects.toThrow('longer than 0.05 seconds');
    await screen.close();
  });
});

describe('the places that are shown', () => {
  const INDEXES = (shots: ReturnType<typeof chooseShots>) => shots.map(({ index }) => index);

  test('of a short book: every document, and what follows', () => {
    expect(chooseShots([[], [], []], 3)).toEqual([
      { index: 0 },
      { index: 0, turns: 1 },
      { index: 1 },
      { index: 1, turns: 1 },
      { index: 2 },
      { index: 2, turns: 1 },
    ]);
  });

  test('of a long one: some, the last, and two of each kind wherever they are; never more than fit on a sheet', () => {
    const surveyed = Array.from({ length: 200 }, (_, index) =>
      index > 150 ? (['table', 'formula', 'note', 'code', 'box', 'figure', 'direction'] as const) : [],
    );
    const shots = chooseShots(surveyed, 5000);
    expect(shots.filter(({ selector }) => selector === 'table')).toEqual([
      { index: 151, selector: 'table' },
      { index: 152, selector: 'table' },
    ]);
    expect(INDEXES(shots).at(-1)).toBe(4999);
    expect(INDEXES(shots)).toEqual(INDEXES(shots).toSorted((one, other) => one - other));
    expect(shots.length).toBeLessThan(40);
  });

  test('of none: none', () => {
    expect(chooseShots([], 0)).toEqual([]);
  });
});
