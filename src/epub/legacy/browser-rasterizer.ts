/** Rasterizes drawings as PNG in a browser, from memory, with built-in fonts. */

import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Context } from '../../core/model/context.ts';
import { messageOf } from '../../lib/text/error-message.ts';
import { type Browser, launchBrowser, type ScreenBrowser } from '../../runtime/browser/browser.ts';
import { BrowserError, DocumentError } from '../../runtime/browser/browser-error.ts';
import { findBrowser } from '../../runtime/browser/find-browser.ts';
import type { ScreenFile } from '../../runtime/browser/screen.ts';
import { computePaintedSize, type Drawing, embedFonts } from './drawing.ts';

export interface BrowserRasterizer {
  /**
   * @returns a PNG on white. Rejects with {@link BrowserError} where there is no browser, or it fails, and
   * with {@link DocumentError} (`image-unprintable`) where it paints another drawing.
   */
  draw(drawing: Drawing): Promise<Uint8Array>;
  close(): Promise<void>;
}

export interface RasterizerOptions {
  /** Path of the browser; if absent, the first that is found. */
  readonly browser?: string;
  /** Shows the browser's own messages. */
  readonly debug: boolean;
}

const PAGE = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"/><title>Drawing</title>
<style>html, body { margin: 0; background: #ffffff } img { display: block; width: 100vw; height: 100vh }</style></head>
<body><img src="/drawing" alt=""/></body></html>`;

/** Opens a rasterizer. It starts the browser at the first drawing. */
export function openBrowserRasterizer(options: RasterizerOptions, context: Context): BrowserRasterizer {
  let browser: Promise<ScreenBrowser> | undefined;
  return {
    draw: async (drawing) => {
      context.signal.throwIfAborted();
      browser ??= launch(options, context);
      return paintDrawing(await browser, drawing, context);
    },
    close: async () => void (await browser?.catch((): Browser | undefined => undefined))?.close(),
  };
}

async function launch(
  { browser: asked, debug }: RasterizerOptions,
  { host, signal }: Context,
): Promise<ScreenBrowser> {
  const found = await findBrowser(asked, host);
  try {
    return await launchBrowser(found, { debug, signal });
  } catch (error) {
    throw createBrowserError(found.executable, error);
  }
}

/**
 * Paints a drawing. If that fails, paints a built-in one to find out whether the drawing or the browser is at
 * fault.
 */
export async function paintDrawing(
  browser: ScreenBrowser,
  drawing: Drawing,
  context: Context,
): Promise<Uint8Array> {
  try {
    return await takeScreenshot(browser, await embedFonts(drawing, context), drawing);
  } catch (error) {
    context.signal.throwIfAborted();
    const { path, places: [place] = [] } = drawing;
    if (path === undefined || !(await canPaint(browser))) throw createBrowserError('Chromium', error);
    const problem = diagnostic('image-unprintable', { path, reason: messageOf(error) }, place);
    throw new DocumentError(problem, { cause: error });
  }
}

async function takeScreenshot(
  browser: ScreenBrowser,
  shown: ScreenFile,
  drawing: Drawing,
): Promise<Uint8Array> {
  const page: ScreenFile = { bytes: new TextEncoder().encode(PAGE), mediaType: 'text/html' };
  const files = async (path: string) => (path === '/' ? page : path === '/drawing' ? shown : undefined);
  const screen = await browser.openScreen(files, computePaintedSize(drawing));
  try {
    return await screen.takeScreenshot();
  } finally {
    await screen.close();
  }
}

/** A drawing that every browser can paint. */
const PROBE: Drawing = {
  bytes: new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'),
  mediaType: 'image/svg+xml',
  ...{ width: 9, height: 9 },
};

const canPaint = (browser: ScreenBrowser): Promise<boolean> =>
  takeScreenshot(browser, PROBE, PROBE).then(
    () => true,
    () => false,
  );

function createBrowserError(browser: string, cause: unknown): BrowserError {
  return new BrowserError(diagnostic('browser-failed', { browser, reason: messageOf(cause) }), { cause });
}
