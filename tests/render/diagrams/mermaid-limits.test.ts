/** Tests that a Mermaid diagram that never ends, or that needs all memory, is stopped, and leaves no process. */
import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { type MermaidBrowser, openMermaidBrowser } from '../../../src/render/diagrams/mermaid.ts';
import { findEngine } from '../../../src/render/diagrams/packages.ts';
import { memoryHost, openWorkbench } from '../../support/workbench.ts';

/** Mermaid makes a cell for each of the spaces. */
const ENDLESS = 'block-beta\n  columns 1\n  space:400000000\n  gate';
const SHORT = 'flowchart LR\n  A[Gate] --> B[House]';

let folder = '';
beforeAll(async () => {
  const { installed } = await findEngine('mermaid');
  folder = installed[0]?.folder ?? '';
});

let browser: MermaidBrowser | undefined;
afterEach(() => browser?.close());

const open = (memory?: number): MermaidBrowser => {
  browser = openMermaidBrowser(folder, openWorkbench(memoryHost({})).context, memory);
  return browser;
};

const draw = (text: string, limit: number) => browser?.draw({ kind: 'mermaid', text, files: {} }, limit);

/** Lists the processes of browsers that this process has started, where the system shows them. */
function listBrowsers(): readonly string[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc').filter((id) => {
    try {
      const [, name = '', , parent] =
        /^\d+ \((.*)\) (\S) (\d+)/.exec(readFileSync(`/proc/${id}/stat`, 'utf8')) ?? [];
      return Number(parent) === process.pid && /chromium|chrome/i.test(name);
    } catch {
      return false;
    }
  });
}

test('one that never ends is stopped, and the next one is drawn', { timeout: 120_000 }, async () => {
  open();
  expect(await draw(ENDLESS, 3000)).toEqual({ fault: 'it took longer than 3 seconds' });
  expect(listBrowsers()).toEqual([]);
  expect(await draw(SHORT, 60_000)).toHaveProperty('svg');
  await browser?.close();
  expect(listBrowsers()).toEqual([]);
});

test('one that needs too much memory is stopped, and the next one is drawn', {
  timeout: 240_000,
}, async () => {
  open(64);
  expect(await draw(ENDLESS, 120_000)).toEqual({ fault: 'it needs more than 64 MB of memory' });
  expect(listBrowsers()).toEqual([]);
  expect(await draw(SHORT, 60_000)).toHaveProperty('svg');
});
