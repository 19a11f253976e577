/** Prints a document with Chromium without tags and without an outline. */
import { launch } from 'puppeteer-core';
import { findBrowser } from '../../../src/runtime/browser/find-browser.ts';
import { isSandboxAvailable } from '../../../src/runtime/browser/sandbox.ts';
import { nodeHost } from '../../../src/runtime/node-host.ts';

const LIMIT = 300_000;

export interface PlainPress {
  print(html: string): Promise<Uint8Array>;
  close(): Promise<void>;
}

export async function openPlainPress(): Promise<PlainPress> {
  const { executable, environment } = await findBrowser(undefined, nodeHost);
  const browser = await launch({
    executablePath: executable,
    ...(environment && { env: { ...environment } }),
    headless: 'shell',
    pipe: true,
    args: ['--font-render-hinting=none', ...((await isSandboxAvailable()) ? [] : ['--no-sandbox'])],
    protocolTimeout: LIMIT,
  });
  return {
    print: async (html) => {
      const page = await browser.newPage();
      await page.setJavaScriptEnabled(false);
      await page.setContent(html, { waitUntil: 'load', timeout: LIMIT });
      const layout = { preferCSSPageSize: true, printBackground: true, timeout: LIMIT } as const;
      const bytes = await page.pdf({ ...layout, tagged: false, outline: false });
      await page.close();
      return bytes;
    },
    close: () => browser.close(),
  };
}
