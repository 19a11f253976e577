/** Proofs of e-books show the chosen screens with their content, and the book cannot access the network. */
import { decode } from 'fast-png';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Artifact } from '../../src/core/model/artifact.ts';
import { NUMBER_HEIGHT } from '../../src/proof/arrange.ts';
import { chooseScreens } from '../../src/proof/choose-screens.ts';
import { openProofPress, type ProofOptions } from '../../src/proof/proof-press.ts';
import { findFeatures, goTo, openBook, SCREEN_SIZE, serveBook } from '../../src/proof/reading-system.ts';
import { launchBrowser, type ScreenBrowser } from '../../src/runtime/browser/browser.ts';
import { findBrowser } from '../../src/runtime/browser/find-browser.ts';
import { nodeHost } from '../../src/runtime/node-host.ts';
import { pack } from '../epub/packed.ts';
import { printBench } from '../print/workbench.ts';
import { bookProblems } from '../readers/complaints.ts';
import { sampleBook } from '../support/sample-book.ts';
import { formatDiagnostics } from '../support/workbench.ts';

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
  const edition = { id: 'epub', family: 'epub', isCompatible: false, styles: [] } as const;
  const proofs = await press.createProofs({ edition, artifacts, direction: 'ltr' });
  await press.close();
  return { proofs, diagnostics };
}

/** Returns the book with some of its files changed. */
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
  test('the proof of an e-book is a sheet of screens, with the same bytes each time', {
    timeout: LONG,
  }, async () => {
    const one = await pull([epub('b/b.epub', sample)]);
    expect(one.diagnostics).toEqual([]);
    expect(one.proofs).toMatchObject([{ path: 'b/b.proof.png', edition: 'epub', mediaType: 'image/png' }]);
    const sheet = decode(one.proofs[0]?.bytes ?? new Uint8Array());
    expect((sheet.width - 28) % (SCREEN_SIZE.width + 28)).toBe(0);
    expect((sheet.height - 28) % (SCREEN_SIZE.height + NUMBER_HEIGHT + 28)).toBe(0);
    const two = await pull([epub('b/b.epub', sample)]);
    expect(Buffer.from(two.proofs[0]?.bytes ?? []).equals(one.proofs[0]?.bytes ?? new Uint8Array())).toBe(
      true,
    );
  });

  test('the proof of an e-book changes with the book', { timeout: LONG }, async () => {
    const bold = changed(sample, (_path, text) => text.replace('<body', '<body style="font-weight: bold"'));
    const [one, two] = [await pull([epub('b/b.epub', sample)]), await pull([epub('b/b.epub', bold)])];
    expect(two.diagnostics).toEqual([]);
    expect(Buffer.from(two.proofs[0]?.bytes ?? []).equals(one.proofs[0]?.bytes ?? new Uint8Array())).toBe(
      false,
    );
  });

  test('a book that cannot be opened gets a warning with the reason, and the next one its proof', {
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
    expect(formatDiagnostics(diagnostics)).toEqual(['proof-failed', 'proof-failed']);
    for (const [index, path] of ['b/one.epub', 'b/two.epub'].entries()) {
      expect(diagnostics[index]).toMatchObject({ severity: 'warning' });
      expect(diagnostics[index]?.message).toMatch(new RegExp(`no proof of \`${path}\`: \\S.{5,}`));
    }
  });

  test('without a browser only the proof is missing', async () => {
    const { proofs, diagnostics } = await pull([epub('b/b.epub', sample)], { browser: '/nonexistent' });
    expect(proofs).toEqual([]);
    expect(formatDiagnostics(diagnostics)).toEqual(['proof-failed']);
    expect(diagnostics[0]?.message).toContain('/nonexistent');
  });
});

test('createProofs rejects without a diagnostic after an abort', {
  timeout: LONG,
}, async () => {
  const controller = new AbortController();
  const { context, diagnostics } = printBench(controller.signal);
  const press = openProofPress(context);
  const edition = { id: 'epub', family: 'epub', isCompatible: false, styles: [] } as const;
  const pulling = press.createProofs({ edition, artifacts: [epub('b/b.epub', sample)], direction: 'ltr' });
  setTimeout(() => controller.abort(), 1000);
  await expect(pulling).rejects.toMatchObject({ name: 'AbortError' });
  await press.close();
  expect(diagnostics).toEqual([]);
});

describe('the reading system', () => {
  /** Shows a book with this HTML in its chapters. Returns what is visible from outside. */
  async function shown(body: string) {
    const screen = await browser.openScreen(serveBook(changed(sample, into(body))), SCREEN_SIZE);
    try {
      const documents = await openBook(screen);
      const seen = [];
      for (let index = 0; index < documents; index += 1) seen.push(await goTo(screen, { index }));
      const leaked = await screen.evaluate(LONG, async () => 'leaked' in globalThis, undefined);
      return { seen, leaked, complaints: bookProblems(screen.errors()) };
    } finally {
      await screen.close();
    }
  }

  test('the reading system shows the first screen of every document', async () => {
    const { seen, complaints } = await shown('');
    expect(seen).toEqual(seen.map((_, index) => ({ document: index + 1, screen: 1 })));
    expect(seen.length).toBeGreaterThan(4);
    expect(complaints).toEqual([]);
  });

  test('the reading system runs no script of the book', async () => {
    const { leaked, seen } = await shown(
      '<script>top.leaked = parent.leaked = true</script><p onmouseover="1"><img src="x:" alt="" onerror="top.leaked = true"/></p>',
    );
    expect(leaked).toBe(false);
    expect(seen.every(Boolean)).toBe(true);
  });

  test('the reading system sends no request to the network', async () => {
    const address = 'https://example.org/picture.png';
    const { complaints, seen } = await shown(
      `<p><img src="${address}" alt=""/></p><style>p { background: url(${address}) }</style>` +
        `<iframe src="https://example.org/"></iframe><link rel="stylesheet" href="https://example.org/x.css"/>`,
    );
    // The policy of the page blocks them, so that none reaches the browser.
    expect(complaints).toEqual([]);
    expect(seen.every(Boolean)).toBe(true);
  });

  test('a screen blocks and reports requests that the policy of a page allows', async () => {
    const page = '<!doctype html><title>A</title><img src="https://example.org/a.png">';
    const files = async (path: string) =>
      path === '/' ? { bytes: strToU8(page), mediaType: 'text/html' } : undefined;
    const screen = await browser.openScreen(files, SCREEN_SIZE);
    expect(screen.errors()).toEqual(['it asked for https://example.org/a.png']);
    await screen.close();
  });

  test('the reading system finds features in the documents and goes to them', async () => {
    const rows = Array.from({ length: 90 }, (_, index) => `<p>Line ${index}</p>`).join('');
    const bytes = changed(sample, into(`${rows}<table><tr><td>here</td></tr></table>`));
    const screen = await browser.openScreen(serveBook(bytes), SCREEN_SIZE);
    const documents = await openBook(screen);
    const kinds = await findFeatures(screen, documents);
    const index = kinds.findLastIndex((there) => there.includes('table'));
    expect(index).toBe(documents - 1);
    const far = await goTo(screen, { index, selector: 'table' });
    expect(far?.screen).toBeGreaterThan(2);
    expect(await goTo(screen, { index, turns: 1 })).toEqual({ document: index + 1, screen: 2 });
    expect(await goTo(screen, { index, turns: 400 })).toBeUndefined();
    await screen.close();
  });

  test('a script that takes too long is aborted', async () => {
    const screen = await browser.openScreen(serveBook(sample), SCREEN_SIZE);
    const never = screen.evaluate(50, () => new Promise<void>(() => undefined), undefined);
    await expect(never).rejects.toThrow('longer than 0.05 seconds');
    await screen.close();
  });
});

describe('chooseScreens', () => {
  const INDEXES = (shots: ReturnType<typeof chooseScreens>) => shots.map(({ index }) => index);

  test('chooseScreens shows every document of a short book, and second screens', () => {
    expect(chooseScreens([[], [], []], 3)).toEqual([
      { index: 0 },
      { index: 0, turns: 1 },
      { index: 1 },
      { index: 1, turns: 1 },
      { index: 2 },
      { index: 2, turns: 1 },
    ]);
  });

  test('chooseScreens shows the first and the last documents of a long book and two of each feature, at most one sheet', () => {
    const surveyed = Array.from({ length: 200 }, (_, index) =>
      index > 150 ? (['table', 'formula', 'note', 'code', 'box', 'figure', 'direction'] as const) : [],
    );
    const shots = chooseScreens(surveyed, 5000);
    expect(shots.filter(({ selector }) => selector === 'table')).toEqual([
      { index: 151, selector: 'table' },
      { index: 152, selector: 'table' },
    ]);
    expect(INDEXES(shots).at(-1)).toBe(4999);
    expect(INDEXES(shots)).toEqual(INDEXES(shots).toSorted((one, other) => one - other));
    expect(shots.length).toBeLessThan(40);
  });

  test('chooseScreens of an empty book is empty', () => {
    expect(chooseScreens([], 0)).toEqual([]);
  });
});
