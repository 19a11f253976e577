/** Screens of an e-book as a reading system shows them. */

import type { Context } from '../core/model/context.ts';
import { launchBrowser, type ScreenBrowser } from '../runtime/browser/browser.ts';
import { findBrowser } from '../runtime/browser/find-browser.ts';
import type { Screen } from '../runtime/browser/screen.ts';
import { pointsFor } from './arrange.ts';
import { pixelsOf } from './bitmap.ts';
import { chooseShots, SURVEYED } from './choose-screens.ts';
import type { PageReader, Pages } from './page-reader.ts';
import { goTo, openBook, readingFiles, SCREEN, type Seen, survey } from './reading-system.ts';

export interface ScreenOptions {
  /** Path of the browser; absent: the first that is found. */
  readonly browser?: string;
  /** Shows the browser's own messages. */
  readonly debug: boolean;
}

/** Starts a browser. Rejects when there is none, or it does not start. */
export async function openScreenReader(
  { browser: asked, debug }: ScreenOptions,
  { host, signal }: Context,
): Promise<PageReader> {
  const browser = await launchBrowser(await findBrowser(asked, host), { debug, signal });
  return {
    open: (bytes) => screensOf(browser, bytes, signal),
    close: () => browser.close(),
  };
}

async function screensOf(browser: ScreenBrowser, bytes: Uint8Array, signal: AbortSignal): Promise<Pages> {
  const screen = await browser.openScreen(readingFiles(bytes), SCREEN);
  try {
    const documents = await openBook(screen);
    if (documents === 0) throw new Error('the reading system finds nothing to read in it');
    const shots = chooseShots(await survey(screen, SURVEYED), documents);
    return pagesOf(await photograph(screen, shots, signal));
  } catch (error) {
    throw withComplaints(error, screen.complaints());
  } finally {
    await screen.close().catch(() => undefined);
  }
}

interface Photograph extends Seen {
  readonly png: Uint8Array;
}

/** Every screen once, in reading order, however many reasons there were to show it. */
async function photograph(
  screen: Screen,
  shots: ReturnType<typeof chooseShots>,
  signal: AbortSignal,
): Promise<readonly Photograph[]> {
  const taken = new Map<string, Photograph>();
  for (const shot of shots) {
    signal.throwIfAborted();
    const seen = await goTo(screen, shot).catch((error) => {
      throw new Error(`document ${shot.index + 1} of its spine: ${firstLine(error)}`, { cause: error });
    });
    if (seen === undefined || taken.has(labelOf(seen))) continue;
    taken.set(labelOf(seen), { ...seen, png: await screen.picture() });
  }
  return [...taken.values()].sort((one, other) => one.document - other.document || one.screen - other.screen);
}

const labelOf = ({ document, screen }: Seen): string => `${document} – ${screen}`;

const pagesOf = (photographs: readonly Photograph[]): Pages => ({
  sizes: photographs.map(() => pointsFor(SCREEN)),
  labels: photographs.map(labelOf),
  paint: async (page, size) => pixelsOf(photographs[page - 1]?.png ?? new Uint8Array(), size),
  close: () => undefined,
});

/** @returns what went wrong and, where it says more, what the page complained about */
function withComplaints(error: unknown, complaints: readonly string[]): Error {
  const said = [error, ...complaints.slice(0, 2)].map(firstLine);
  return new Error(`the reading system foliate-js says “${said.join('; ')}”`, { cause: error });
}

/** Below it is where in foliate-js it happened, which says nothing to an author. */
const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
