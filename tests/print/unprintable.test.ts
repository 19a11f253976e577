/** A document that the browser cannot print: what of it is told to be at fault, with its place, while the other documents are made. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Design } from '../../src/core/model/design.ts';
import { build } from '../../src/index.ts';
import { UnprintableError } from '../../src/print/press/print-queue.ts';
import { findingFault, type Printing } from '../../src/print/unprintable.ts';
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
    changedFiles: async (folder, names) =>
      names.map((name) => `${folder}/${name}`).filter((file) => changed.includes(file)),
  };
  const printing: Printing = {
    ...{ book, edition: HANDOUTS, context: { ...context, design }, sheets: ['handout.css'], place: PLACE },
    job: {
      print: async (html) => {
        asked.push(html);
        if (!isPrinted(html)) throw new UnprintableError(html, new Error('it ended'));
        return new Uint8Array();
      },
    },
  };
  const fault = new UnprintableError('<title>Cup</title>', new Error('Protocol error: Target closed'));
  const thrown = await findingFault(printing, () => Promise.reject(fault)).catch((error: unknown) => error);
  if (!(thrown instanceof DocumentError)) throw thrown;
  const { code, message, place } = thrown.diagnostic;
  return { code, message, place, prints: asked.length };
}

describe('at fault is', () => {
  test('the image that cannot be printed alone, where it is named', async () => {
    const fault = await faultOf((html) => !html.includes('image/png'));
    expect(fault).toMatchObject({
      code: 'image-unprintable',
      message: 'The browser cannot print the image `dot.png`: it ended. Other documents it prints.',
      place: { file: 'note.md', line: 1 },
    });
  });

  test('of several images that can be printed alone, the costliest', async () => {
    const fault = await faultOf((html) => !(html.includes('image/png') && html.includes('<path')));
    expect(fault).toMatchObject({ code: 'image-unprintable', prints: 3 });
  });

  test('else a style or a template of the project', async () => {
    const fault = await faultOf(() => true, ['styles/print.css', 'templates/print/head.html']);
    expect(fault).toMatchObject({
      code: 'design-unprintable',
      message:
        'The browser cannot print “Cup” in the project’s own design (`styles/print.css`, `templates/print/head.html`): it ended. Other documents it prints.',
      place: { file: 'styles/print.css', line: 1, column: 1 },
      prints: 1,
    });
  });

  test('else the text', async () => {
    expect(await faultOf(() => true)).toMatchObject({
      code: 'text-unprintable',
      message: 'The browser cannot print “Cup”: it ended. Other documents it prints.',
      place: PLACE,
    });
  });
});

test('what is no fault of the document stays what it is', async () => {
  const { context } = printBench();
  const printing: Printing = {
    ...{ book, edition: HANDOUTS, context, sheets: [], place: PLACE },
    job: { print: async () => new Uint8Array() },
  };
  for (const error of [new Error('the PDF is not tagged'), new TypeError('x is undefined')]) {
    await expect(findingFault(printing, () => Promise.reject(error))).rejects.toBe(error);
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
    const told = diagnostics.filter(({ severity }) => severity === 'error');
    return {
      told: told.map(({ code, domain, place }) => `${domain} ${code} ${place?.file}:${place?.line}`),
      files: files.map(({ path }) => path),
    };
  };

  test('with a style that no browser can print ends in time, and the other edition is made', {
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

  test('with a style that shows nothing, and the other edition is made', async () => {
    put('styles/own.css', '* { display: none }');
    put('handpress.yaml', 'editions:\n  a4:\n    styles: [own.css]\n');
    expect(await made()).toEqual({
      told: ['content design-unprintable styles/own.css:1'],
      files: ['note/note-letter.pdf'],
    });
  });

  test.each([
    ['that is empty', ''],
    [
      'of bytes',
      Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * 7919 + (at >> 3)) % 256)).toString('latin1'),
    ],
    [
      'without a title',
      '<!doctype html><html lang="en"><body>{{ sections[0].body | raw }}<p>x</p></body></html>',
    ],
    [
      'that leads elsewhere',
      '<!doctype html><html lang="en"><head><title>x</title><meta http-equiv="refresh" content="0;url=about:blank"></head><body><p>x</p></body></html>',
    ],
  ])('with a template %s', async (_, template) => {
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
