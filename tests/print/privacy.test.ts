/** Tests that printing sends no network request. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildBookDocument } from '../../src/print/document/document.ts';
import { openPress, type Press } from '../../src/print/index.ts';
import { pageTexts } from '../conformance/pdf.ts';
import { sampleBook, sampleSection } from '../support/sample-book.ts';
import { BOOK, printBench } from './workbench.ts';

/** Everything in a page that asks for something from elsewhere. */
const lures = (address: string): string => `
<img src="${address}/img" alt="x"><img srcset="${address}/srcset 1x" alt="x"><iframe src="${address}/frame"></iframe>
<object data="${address}/object"></object><video src="${address}/video" poster="${address}/poster"></video>
<p style="background: url(${address}/style)">text</p><svg width="9" height="9"><image href="${address}/svg"/></svg>
<link rel="stylesheet" href="${address}/link"><link rel="prefetch" href="${address}/prefetch">
<style>@import "${address}/import"; @font-face { font-family: F; src: url(${address}/font) } p { font-family: F }</style>
<script>fetch("${address}/script"); new Image().src = "${address}/image"; document.title = "ran"</script>`;

describe('a page that is printed', () => {
  let server: Server;
  let press: Press;
  let address = '';
  let hits: string[] = [];
  const { context } = printBench();

  beforeAll(async () => {
    server = createServer((request, response) => {
      hits.push(request.url ?? '');
      response.end();
    });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    press = openPress({ jobs: 1, debug: false }, context);
  });
  afterAll(async () => {
    await press.close();
    server.close();
  });

  test('a server receives requests in this test (control)', async () => {
    hits = [];
    await fetch(`${address}/control`);
    expect(hits).toEqual(['/control']);
  });

  test('printing sends no request, whatever the content has', async () => {
    hits = [];
    const sections = [sampleSection(`<h1 id="a">A</h1>${lures(address)}`)];
    const { html } = await buildBookDocument(sampleBook({ sections }), BOOK, context);
    const pages = await pageTexts(await press.print(await html([], new Set())));
    expect(pages.at(-1)).toContain('text');
    expect(hits).toEqual([]);
  });

  test('printing sends no request even without the content security policy', async () => {
    hits = [];
    await press.print(`<!doctype html><title>A</title><body>${lures(address)}`);
    await press.print(`<!doctype html><meta http-equiv="refresh" content="0; url=${address}/refresh"><p>b`);
    expect(hits).toEqual([]);
  });
});
