/** Tests which part of an unprintable document is reported, and that other documents are made. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Design } from '../../src/core/model/design.ts';
import { build } from '../../src/index.ts';
import { UnprintableError } from '../../src/print/press/print-queue.ts';
import { type PrintTask, withFaultDiagnosis } from '../../src/print/unprintable.ts';
import { DocumentError } from '../../src/runtime/browser/browser-error.ts';
import { sampleAsset, sampleBook, samplePng, sampleSection } from '../support/sample-book.ts';
import { HANDOUTS, printBench } from './workbench.ts';

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 120"><path d="M0 0h9"/></svg>';
const PLACE = { file: 'text.md', line: 1, column: 1 };
const book = sampleBook({
  sections: [sampleSection('<p>Words.</p><img src="cup.svg" alt=""><img src="dot.png" alt="">')],
  assets: new Map([
    ['cup.svg', sampleAsset('cup.svg', 'image/svg+xml', new TextEncoder().encode(SVG))],
    ['dot.png', sampleAsset('dot.png', 'image/png', samplePng(9))],
  ]),
});

/** @param isPrinted whether the browser prints a document @param changed what of the design is the project's */
async function faultOf(isPrinted: (html: string) => boolean, changed: readonly string[] = []) {
  const asked: string[] = [];
  const { context } = printBench();
  const design: Design = {
    ...context.design,
    findOverrides: async (folder, names) =>
      names.map((name) => `${folder}/${name}`).filter((file) => changed.includes(file)),
  };
  const printing: PrintTask = {
    ...{
      book,
      edition: HANDOUTS,
      context: { ...context, design },
      styleFiles: ['handout.css'],
      place: PLACE,
    },
    job: {
      print: async (html) => {
        asked.push(html);
        if (!isPrinted(html)) throw new UnprintableError(html, new Error('it ended'));
        return new Uint8Array();
      },
    },
  };
  const fault = new UnprintableError('<title>Cup</title>', new Error('Protocol error: Target closed'));
  const thrown = await withFaultDiagnosis(printing, () => Promise.reject(fault)).catch(
    (error: unknown) => error,
  );
  if (!(thrown instanceof DocumentError)) throw thrown;
  const { code, message, place } = thrown.diagnostic;
  return { code, message, place, prints: asked.length };
}

describe('the fault in an unprintable document', () => {
  test('an image that cannot be printed alone is reported where it is used', async () => {
    const fault = await faultOf((html) => !html.includes('image/png'));
    expect(fault).toMatchObject({
      code: 'image-unprintable',
      message: 'The browser cannot print the image `dot.png`: it ended. It prints other documents.',
      place: { file: 'note.md', line: 1 },
    });
  });

  test('if each image can be printed alone, the most expensive one is reported', async () => {
    const fault = await faultOf((html) => !(html.includes('image/png') && html.includes('<path')));
    expect(fault).toMatchObject({ code: 'image-unprintable', prints: 3 });
  });

  test('if no image is at fault, a style or template of the project is reported', async () => {
    const fault = await faultOf(() => true, ['styles/print.css', 'templates/print/head.html']);
    expect(fault).toMatchObject({
      code: 'design-unprintable',
      message:
        'The browser cannot print “Cup” in the project’s own design (`styles/print.css`, `templates/print/head.html`): it ended. It prints other documents.',
      place: { file: 'styles/print.css', line: 1, column: 1 },
      prints: 1,
    });
  });

  test('if nothing else is at fault, the text is reported', async () => {
    expect(await faultOf(() => true)).toMatchObject({
      code: 'text-unprintable',
      message: 'The browser cannot print “Cup”: it ended. It prints other documents.',
      place: PLACE,
    });
  });
});

test('an error that is not caused by the document is passed on', async () => {
  const { context } = printBench();
  const printing: PrintTask = {
    ...{ book, edition: HANDOUTS, context, styleFiles: [], place: PLACE },
    job: { print: async () => new Uint8Array() },
  };
  for (const error of [new Error('the PDF is not tagged'), new TypeError('x is undefined')]) {
    await expect(withFaultDiagnosis(printing, () => Promise.reject(error))).rejects.toBe(error);
  }
});

describe('a build', () => {
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'handpress-unprintable-'));
    put('content/note.md', '# Note\n\nDrink enough.\n');
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  function put(path: string, bytes: string | Uint8Array): void {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), bytes);
  }

  const made = async () => {
    const { diagnostics, files } = await build({
      ...{ root, cache: false, editions: ['handouts-a4', 'handouts-letter'] },
    });
    // A template without our styles is set in a font of the system.
    const told = diagnostics.filter(({ severity, code }) => severity === 'error' && code !== 'font-foreign');
    return {
      told: told.map(({ code, domain, place }) => `${domain} ${code} ${place?.file}:${place?.line}`),
      files: files.map(({ path }) => path),
    };
  };

  test('a build with an unprintable style ends in time and makes the other edition', {
    timeout: 60_000,
  }, async () => {
    put('styles/own.css', 'p{padding:1e9px}');
    put('handpress.yaml', 'editions:\n  a4:\n    styles: [own.css]\n');
    const begin = performance.now();
    expect(await made()).toEqual({
      told: ['content design-unprintable styles/own.css:1'],
      files: ['note/note-letter.pdf'],
    });
    expect(performance.now() - begin).toBeLessThan(40_000);
  });

  test('a build with a style that hides everything makes the other edition', async () => {
    put('styles/own.css', '* { display: none }');
    put('handpress.yaml', 'editions:\n  a4:\n    styles: [own.css]\n');
    expect(await made()).toEqual({
      told: ['content design-unprintable styles/own.css:1'],
      files: ['note/note-letter.pdf'],
    });
  });

  test.each([
    ['without content', ''],
    [
      'with random bytes',
      Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * 7919 + (at >> 3)) % 256)).toString('latin1'),
    ],
    [
      'without a title',
      '<!doctype html><html lang="en"><body>{{ sections[0].body | raw }}<p>x</p></body></html>',
    ],
    [
      'with a redirect',
      '<!doctype html><html lang="en"><head><title>x</title><meta http-equiv="refresh" content="0;url=about:blank"></head><body><p>x</p></body></html>',
    ],
  ])('a build reports a template %s', async (_, template) => {
    put(
      'templates/w.html',
      template.replaceAll(/[{}]{2}|\{%/g, (mark) => (template.startsWith('<') ? mark : '')),
    );
    put('handpress.yaml', 'editions:\n  a4:\n    template: w.html\n');
    const { told, files } = await made();
    // What leads elsewhere may be gone while it is printed, or be printed as nothing.
    expect(told).toEqual([
      expect.stringMatching(/^(?:usage template|content design)-unprintable templates\/w\.html:1$/),
    ]);
    expect(files).toEqual(['note/note-letter.pdf']);
  });
});
