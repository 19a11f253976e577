/** Drawings painted for older readers: what cannot be painted is told of at its place, and the browser is blamed only where it paints nothing else. */
import { expect, test } from 'vitest';
import { paintDrawing } from '../../../src/epub/legacy/browser-rasterizer.ts';
import type { ScreenBrowser } from '../../../src/runtime/browser/browser.ts';
import type { Screen } from '../../../src/runtime/browser/screen.ts';
import { context } from '../packed.ts';

const PNG = new Uint8Array([1]);
const place = { file: 'note.md', line: 3, column: 1 };
const drawing = (path?: string) => ({
  ...{ bytes: new TextEncoder().encode('bad'), mediaType: 'image/webp', width: 9, height: 9 },
  ...(path !== undefined && { path, places: [place] }),
});

/** @param paints whether it paints what it is shown */
function browserThat(paints: (shown: string) => boolean): ScreenBrowser {
  const never = () => Promise.reject(new Error('not asked for'));
  return {
    ...{ isAlive: () => true, openTab: never, close: async () => undefined },
    openScreen: async (files): Promise<Screen> => ({
      ...{ evaluate: never, errors: () => [], close: async () => undefined },
      takeScreenshot: async () => {
        const { bytes } = (await files('/drawing')) ?? {};
        if (!paints(new TextDecoder().decode(bytes))) throw new Error('it took longer than 60 seconds');
        return PNG;
      },
    }),
  };
}

test('paints a drawing', async () => {
  expect(
    await paintDrawing(
      browserThat(() => true),
      drawing('d.webp'),
      context,
    ),
  ).toBe(PNG);
});

test('reports a drawing that cannot be painted if others can', async () => {
  const browser = browserThat((shown) => shown !== 'bad');
  await expect(paintDrawing(browser, drawing('d.webp'), context)).rejects.toMatchObject({
    name: 'DocumentError',
    diagnostic: { code: 'image-unprintable', place },
  });
  await expect(paintDrawing(browser, drawing(), context)).rejects.toMatchObject({
    diagnostic: { code: 'browser-failed' },
  });
});

test('reports a browser that paints nothing', async () => {
  const browser = browserThat(() => false);
  await expect(paintDrawing(browser, drawing('d.webp'), context)).rejects.toMatchObject({
    name: 'BrowserError',
    diagnostic: { code: 'browser-failed' },
  });
});
