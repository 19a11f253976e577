/** Drawings painted as PNG by a browser, from memory, in fonts of ours. */

import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Context } from '../../core/model/context.ts';
import { type Browser, launchBrowser, type ScreenBrowser } from '../../runtime/browser/browser.ts';
import { DocumentError, PressError } from '../../runtime/browser/browser-error.ts';
import { findBrowser } from '../../runtime/browser/find-browser.ts';
import type { ScreenFile } from '../../runtime/browser/screen.ts';
import { type Drawing, paintedSize, withFonts } from './drawing.ts';

export interface DrawingBoard {
  /**
   * @returns a PNG on white. Rejects with {@link PressError} where there is no browser, or it fails, and with {@link DocumentError}
   * (`image-unprintable`) where it paints another drawing.
   */
  draw(drawing: Drawing): Promise<Uint8Array>;
  close(): Promise<void>;
}

export interface BoardOptions {
  /** Path of the browser; absent: the first that is found. */
  readonly browser?: string;
  /** Shows the browser's own messages. */
  readonly debug: boolean;
}

const PAGE = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"/><title>Drawing</title>
<style>html, body { margin: 0; background: #ffffff } img { display: block; width: 100vw; height: 100vh }</style></head>
<body><img src="/drawing" alt=""/></body></html>`;

/** No browser is started until the first drawing. */
export function openDrawingBoard(options: BoardOptions, context: Context): DrawingBoard {
  let browser: Promise<ScreenBrowser> | undefined;
  return {
    draw: async (drawing) => {
      context.signal.throwIfAborted();
      browser ??= launched(options, context);
      return painted(await browser, drawing, context);
    },
    close: async () => void (await browser?.catch((): Browser | undefined => undefined))?.close(),
  };
}

async function launched(
  { browser: asked, debug }: BoardOptions,
  { host, signal }: Context,
): Promise<ScreenBrowser> {
  const found = await findBrowser(asked, host);
  try {
    return await launchBrowser(found, { debug, signal });
  } catch (error) {
    throw failed(found.executable, error);
  }
}

/** Paints a drawing, and where that fails, one of ours, to see whose fault it is. */
export async function painted(
  browser: ScreenBrowser,
  drawing: Drawing,
  context: Context,
): Promise<Uint8Array> {
  try {
    return await pictureOf(browser, await withFonts(drawing, context), drawing);
  } catch (error) {
    context.signal.throwIfAborted();
    const { path, places: [place] = [] } = drawing;
    if (path === undefined || !(await works(browser))) throw failed('Chromium', error);
    const problem = diagnostic('image-unprintable', { path, reason: reasonOf(error) }, place);
    throw new DocumentError(problem, error);
  }
}

async function pictureOf(browser: ScreenBrowser, shown: ScreenFile, drawing: Drawing): Promise<Uint8Array> {
  const page: ScreenFile = { bytes: new TextEncoder().encode(PAGE), mediaType: 'text/html' };
  const files = async (path: string) => (path === '/' ? page : path === '/drawing' ? shown : undefined);
  const screen = await browser.openScreen(files, paintedSize(drawing));
  try {
    return await screen.picture();
  } finally {
    await screen.close();
  }
}

/** What every browser can paint. */
const PROBE: Drawing = {
  bytes: new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'),
  mediaType: 'image/svg+xml',
  ...{ width: 9, height: 9 },
};

const works = (browser: ScreenBrowser): Promise<boolean> =>
  pictureOf(browser, PROBE, PROBE).then(
    () => true,
    () => false,
  );

const reasonOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

function failed(browser: string, cause: unknown): PressError {
  return new PressError(diagnostic('browser-failed', { browser, reason: reasonOf(cause) }), cause);
}
