/**
 * Draws diagrams of Mermaid, which needs a browser to measure words: each in a page of its own, in a browser of its own, which gets
 * nothing but Mermaid and our typeface.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Context } from '../../core/model/context.ts';
import { messageOf } from '../../lib/text/error-message.ts';
import { launchBrowser, type ScreenBrowser } from '../../runtime/browser/browser.ts';
import { findSharedBrowser } from '../../runtime/browser/browser-identity.ts';
import {
  PageCrashError,
  type ScreenFile,
  type ScreenFiles,
  TimeoutError,
} from '../../runtime/browser/screen.ts';
import { ARIMO } from '../../runtime/fonts/families.ts';
import { findFontPackage } from '../../runtime/fonts/packages.ts';
import { describeMemory, describeTimeout } from './draw-in-thread.ts';
import {
  DIAGRAM_FONT,
  DRAW_MEMORY,
  DRAW_TIMEOUT,
  type DrawRequest,
  type DrawResult,
  MAX_DIAGRAM_LENGTH,
} from './engine.ts';
import { chooseNarrower, isTooWide, turnDown } from './large-layout.ts';
import { drawInPage, type MermaidFault } from './mermaid-page.ts';

/** A browser that draws diagrams. It starts with the first one. */
export interface MermaidBrowser {
  /**
   * Draws a diagram. Rejects with a `BrowserError` if there is no browser.
   * @param limit time in ms
   */
  draw(request: DrawRequest, limit?: number): Promise<DrawResult>;
  close(): Promise<void>;
}

/**
 * @param folder of the package `mermaid`
 * @param memory for the scripts of a page, in MB
 */
export function openMermaidBrowser(folder: string, context: Context, memory = DRAW_MEMORY): MermaidBrowser {
  let browser: Promise<ScreenBrowser> | undefined;
  const close = async (): Promise<void> => {
    const open = browser;
    browser = undefined;
    await (await open?.catch(() => undefined))?.close();
  };
  return {
    draw: async (request, limit = DRAW_TIMEOUT) => {
      context.signal.throwIfAborted();
      browser ??= launch(context, memory);
      const started = await browser;
      try {
        const files = await collectFiles(folder, context);
        return await drawToFit(request, (text) => draw(started, files, { ...request, text }, limit));
      } catch (error) {
        // A page that does not answer cannot be closed.
        await close();
        context.signal.throwIfAborted();
        return { fault: describeFailure(error, limit, memory) };
      }
    },
    close,
  };
}

async function launch({ browserPath, host, signal }: Context, memory: number): Promise<ScreenBrowser> {
  return launchBrowser(await findSharedBrowser(browserPath, host), { debug: false, signal, memory });
}

function describeFailure(error: unknown, limit: number, memory: number): string {
  if (error instanceof TimeoutError) return describeTimeout(limit);
  return error instanceof PageCrashError ? describeMemory(memory) : messageOf(error);
}

/** Draws a diagram; one for large print that is too wide also down the page. */
async function drawToFit(
  { text, isLarge }: DrawRequest,
  drawText: (text: string) => Promise<DrawResult>,
): Promise<DrawResult> {
  const drawn = await drawText(text);
  if (isLarge !== true || !('svg' in drawn) || !isTooWide(drawn.svg)) return drawn;
  const turned = turnDown(text);
  const other = turned === undefined ? undefined : await drawText(turned);
  if (other === undefined || !('svg' in other)) return drawn;
  return { ...drawn, svg: chooseNarrower(drawn.svg, other.svg) };
}

async function draw(
  browser: ScreenBrowser,
  files: ScreenFiles,
  { text, isLarge }: DrawRequest,
  limit: number,
): Promise<DrawResult> {
  const screen = await browser.openScreen(files, { width: 800, height: 600 });
  const config = isLarge === true ? { ...CONFIG, ...LARGE } : CONFIG;
  const given = { text, config, font: DIAGRAM_FONT };
  const drawn = await screen.evaluate(limit, drawInPage, given);
  await screen.close();
  return 'svg' in drawn ? { svg: drawn.svg, warnings: [] } : describeFault(drawn);
}

/** Greys on which black words have a contrast of 7:1; neighbors differ, and the legend has the colors of the parts. */
const PIE = ['#e6e6e6', '#b0b0b0', '#cecece', '#9c9c9c', '#dadada', '#a6a6a6'];

/** Changes of the theme: lines have a contrast of 3:1 to white at least (WCAG 2.2, 1.4.11). */
const THEME_VARIABLES = {
  ...Object.fromEntries([...PIE, ...PIE].map((color, index) => [`pie${index + 1}`, color])),
  ...{ pieOpacity: '1', pieStrokeColor: '#333333', pieOuterStrokeColor: '#333333' },
  ...{ nodeBorder: '#666666', clusterBorder: '#666666', lineColor: '#333333' },
  ...{
    actorBorder: '#666666',
    actorLineColor: '#666666',
    noteBkgColor: '#ffffff',
    noteTextColor: '#000000',
    noteBorderColor: '#666666',
  },
};

/**
 * Less space between the parts, and shorter lines in them, than on a screen: a drawing that is wider than the page is printed smaller
 * with its words.
 */
const COMPACT = {
  flowchart: { nodeSpacing: 24, rankSpacing: 32, padding: 8, diagramPadding: 2, wrappingWidth: 110 },
  state: { nodeSpacing: 24, rankSpacing: 32, padding: 6 },
  class: { nodeSpacing: 24, rankSpacing: 32, padding: 6, diagramPadding: 2 },
  er: { nodeSpacing: 60, rankSpacing: 40, diagramPadding: 4 },
  sequence: {
    width: 90,
    actorMargin: 24,
    diagramMarginX: 4,
    diagramMarginY: 4,
    messageMargin: 28,
    wrapPadding: 6,
  },
  gantt: { useWidth: 500, fontSize: 14, sectionFontSize: 14, barHeight: 26, barGap: 6, leftPadding: 90 },
};

/** Plans have a width of their own: in large print, a smaller one. */
const LARGE = {
  gantt: {
    ...COMPACT.gantt,
    useWidth: 480,
    fontSize: 18,
    sectionFontSize: 18,
    barHeight: 32,
    leftPadding: 110,
  },
};

/** @see https://mermaid.js.org/config/schema-docs/config.html */
const CONFIG = {
  ...{ startOnLoad: false, suppressErrorRendering: true, maxTextSize: MAX_DIAGRAM_LENGTH },
  // No HTML and no scripts in the drawing, whatever the diagram asks for.
  ...{ securityLevel: 'strict', htmlLabels: false },
  secure: [
    'secure',
    'securityLevel',
    'startOnLoad',
    'maxTextSize',
    'suppressErrorRendering',
    'maxEdges',
    'htmlLabels',
  ],
  ...{ deterministicIds: true, deterministicIDSeed: 'diagram' },
  ...COMPACT,
  // Made for print without colors.
  ...{
    theme: 'neutral',
    themeVariables: THEME_VARIABLES,
    look: 'classic',
    fontFamily: DIAGRAM_FONT,
    arrowMarkerAbsolute: false,
  },
};

/** The first line of the message has the line; what was expected after it is a list of names of tokens. */
function describeFault({ message, line }: MermaidFault): DrawResult {
  const lines = message.split('\n').filter((each) => each.trim() !== '');
  const [head = 'Mermaid gives no reason', code, pointer] = lines;
  const isPointed = pointer !== undefined && /^-*\^$/.test(pointer.trim());
  const near =
    isPointed && code !== undefined
      ? code
          .slice(0, pointer.indexOf('^') + 1)
          .slice(-20)
          .trim()
      : '';
  const fault = near === '' ? head.slice(0, 200) : `it is not understood after \`${near}\``;
  return { fault, ...(line !== undefined && { line }) };
}

const PAGE_END = '</style><script src="/mermaid.js"></script></head><body></body></html>';

/** Collects what the page may ask for. */
async function collectFiles(folder: string, context: Context): Promise<ScreenFiles> {
  const fonts = new Map<string, () => Promise<string>>();
  const rules: string[] = [];
  const found = await findFontPackage(ARIMO.slug, context);
  for (const subset of found?.subsets ?? []) {
    const range = await subset.computeUnicodeRange();
    for (const face of found?.faces ?? []) {
      const path = `/${subset.name}-${face.weight}-${face.style}`;
      fonts.set(path, () => subset.readBase64(face));
      rules.push(
        `@font-face{font-family:${DIAGRAM_FONT};font-weight:${face.cssWeight};font-style:${face.style};` +
          `src:url(${path}) format("woff2");unicode-range:${range}}`,
      );
    }
  }
  const page = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Diagram</title><style>${rules.join('')}${PAGE_END}`;
  return async (path): Promise<ScreenFile | undefined> => {
    if (path === '/') return { bytes: new TextEncoder().encode(page), mediaType: 'text/html' };
    if (path === '/mermaid.js')
      return { bytes: await readFile(join(folder, 'dist/mermaid.min.js')), mediaType: 'text/javascript' };
    const font = await fonts.get(path)?.();
    return font === undefined ? undefined : { bytes: Buffer.from(font, 'base64'), mediaType: 'font/woff2' };
  };
}
