/** Drawings painted as PNG by a browser, from memory, in fonts of ours. */
import { type Browser, launchBrowser, type ScreenBrowser } from '../../browser/browser.ts';
import { findBrowser } from '../../browser/find-browser.ts';
import { PressError } from '../../browser/press-error.ts';
import type { ScreenFile } from '../../browser/screen.ts';
import { diagnostic } from '../../catalogue.ts';
import type { Context } from '../../model.ts';
import { type Drawing, paintedSize, withFonts } from './drawing.ts';

export interface DrawingBoard {
  /** @returns a PNG on white. Rejects with {@link PressError} where there is no browser, or it fails. */
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

async function painted(browser: ScreenBrowser, drawing: Drawing, context: Context): Promise<Uint8Array> {
  const shown: ScreenFile = await withFonts(drawing, context);
  const page: ScreenFile = { bytes: new TextEncoder().encode(PAGE), mediaType: 'text/html' };
  try {
    const files = async (path: string) => (path === '/' ? page : path === '/drawing' ? shown : undefined);
    const screen = await browser.openScreen(files, paintedSize(drawing));
    try {
      return await screen.picture();
    } finally {
      await screen.close();
    }
  } catch (error) {
    context.signal.throwIfAborted();
    throw failed('Chromium', error);
  }
}

function failed(browser: string, cause: unknown): PressError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new PressError(diagnostic('browser-failed', { browser, reason }), cause);
}
