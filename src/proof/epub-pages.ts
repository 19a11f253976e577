/** Renders screens of an e-book as a reading system shows them. */

import type { Context } from '../core/model/context.ts';
import { messageOf } from '../lib/text/error-message.ts';
import { launchBrowser, type ScreenBrowser } from '../runtime/browser/browser.ts';
import { findBrowser } from '../runtime/browser/find-browser.ts';
import type { Screen } from '../runtime/browser/screen.ts';
import { pixelsToPoints } from './arrange.ts';
import { decodePng } from './bitmap.ts';
import { chooseScreens, MAX_SURVEYED } from './choose-screens.ts';
import type { DocumentPages, PageReader } from './page-reader.ts';
import {
  findFeatures,
  goTo,
  openBook,
  SCREEN_SIZE,
  type ScreenPosition,
  serveBook,
} from './reading-system.ts';

export interface EpubReaderOptions {
  /** Path of the browser. The default is the first one found. */
  readonly browser?: string;
  /** Whether to show the browser's own messages. */
  readonly debug: boolean;
}

/** Starts a browser. Rejects if none is found or it does not start. */
export async function openEpubReader(
  { browser: asked, debug }: EpubReaderOptions,
  { host, signal }: Context,
): Promise<PageReader> {
  const browser = await launchBrowser(await findBrowser(asked, host), { debug, signal });
  return {
    open: (bytes) => renderScreens(browser, bytes, signal),
    close: () => browser.close(),
  };
}

async function renderScreens(
  browser: ScreenBrowser,
  bytes: Uint8Array,
  signal: AbortSignal,
): Promise<DocumentPages> {
  const screen = await browser.openScreen(serveBook(bytes), SCREEN_SIZE);
  try {
    const documents = await openBook(screen);
    if (documents === 0) throw new Error('the reading system finds nothing to read in it');
    const shots = chooseScreens(await findFeatures(screen, MAX_SURVEYED), documents);
    return toDocumentPages(await takeScreenshots(screen, shots, signal));
  } catch (error) {
    throw addComplaints(error, screen.errors());
  } finally {
    await screen.close().catch(() => undefined);
  }
}

interface Screenshot extends ScreenPosition {
  readonly png: Uint8Array;
}

/** Captures every chosen screen once, in reading order. */
async function takeScreenshots(
  screen: Screen,
  shots: ReturnType<typeof chooseScreens>,
  signal: AbortSignal,
): Promise<readonly Screenshot[]> {
  const taken = new Map<string, Screenshot>();
  for (const shot of shots) {
    signal.throwIfAborted();
    const seen = await goTo(screen, shot).catch((error) => {
      throw new Error(`document ${shot.index + 1} of its spine: ${firstLine(error)}`, { cause: error });
    });
    if (seen === undefined || taken.has(formatLabel(seen))) continue;
    taken.set(formatLabel(seen), { ...seen, png: await screen.takeScreenshot() });
  }
  return [...taken.values()].sort((one, other) => one.document - other.document || one.screen - other.screen);
}

const formatLabel = ({ document, screen }: ScreenPosition): string => `${document} – ${screen}`;

const toDocumentPages = (screenshots: readonly Screenshot[]): DocumentPages => ({
  sizes: screenshots.map(() => pixelsToPoints(SCREEN_SIZE)),
  labels: screenshots.map(formatLabel),
  render: async (page, size) => decodePng(screenshots[page - 1]?.png ?? new Uint8Array(), size),
  close: () => undefined,
});

/** Returns an error that includes the first two messages of the page. */
function addComplaints(error: unknown, complaints: readonly string[]): Error {
  const messages = [error, ...complaints.slice(0, 2)].map(firstLine);
  return new Error(`the reading system foliate-js says “${messages.join('; ')}”`, { cause: error });
}

/** Returns the first line of a message; the stack trace of foliate-js below it does not help an author. */
const firstLine = (error: unknown): string => messageOf(error).split('\n', 1)[0] ?? '';
