import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { type Browser, launchPrinter } from '../../src/browser/browser.ts';
import { findBrowser } from '../../src/browser/find-browser.ts';
import { nodeHost } from '../../src/node.ts';
import { openPress, PressError } from '../../src/pdf/index.ts';
import { pressOf } from '../../src/pdf/press.ts';
import { printBench } from './workbench.ts';

/** A browser whose tabs do what the list says, print after print: give a page, fail, or take the browser with them. */
function fakeBrowsers(plan: ('prints' | 'fails' | 'dies')[]) {
  const seen = { starts: 0, tabs: 0, closedTabs: 0, closedBrowsers: 0, atOnce: 0, most: 0 };
  const start = async (): Promise<Browser> => {
    seen.starts += 1;
    let alive = true;
    return {
      isAlive: () => alive,
      openTab: async () => {
        seen.tabs += 1;
        return {
          print: async (html) => {
            seen.atOnce += 1;
            seen.most = Math.max(seen.most, seen.atOnce);
            await pause(1);
            seen.atOnce -= 1;
            const next = plan.shift() ?? 'prints';
            if (next === 'dies') alive = false;
            if (next !== 'prints') throw new Error(`it ${next}`);
            return new TextEncoder().encode(html);
          },
          close: async () => {
            seen.closedTabs += 1;
          },
        };
      },
      close: async () => {
        alive = false;
        seen.closedBrowsers += 1;
      },
    };
  };
  return { seen, start };
}

const never = new AbortController().signal;
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe('the press', () => {
  it('starts nothing before the first page, and closes what it started', async () => {
    const { seen, start } = fakeBrowsers([]);
    await pressOf(start, { jobs: 1 }, never).close();
    expect(seen.starts).toBe(0);
    const press = pressOf(start, { jobs: 1 }, never);
    expect(text(await press.print('a'))).toBe('a');
    await press.close();
    expect(seen).toMatchObject({ starts: 1, closedBrowsers: 1 });
  });

  it('prints any number of documents in as many tabs as there are jobs', async () => {
    const { seen, start } = fakeBrowsers([]);
    const press = pressOf(start, { jobs: 2 }, never);
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    expect((await Promise.all(names.map((name) => press.print(name)))).map(text)).toEqual(names);
    expect(seen).toMatchObject({ starts: 1, tabs: 2, most: 2 });
  });

  it('leaves a tab that has printed twenty, for it becomes slow', async () => {
    const { seen, start } = fakeBrowsers([]);
    const press = pressOf(start, { jobs: 1 }, never);
    for (let count = 0; count < 20; count += 1) await press.print('a');
    expect(seen).toMatchObject({ starts: 1, tabs: 1, closedTabs: 1 });
    await press.print('b');
    expect(seen).toMatchObject({ starts: 1, tabs: 2, closedTabs: 1 });
  });

  it('prints once more in a new tab when one fails', async () => {
    const { seen, start } = fakeBrowsers(['fails', 'prints']);
    expect(text(await pressOf(start, { jobs: 1 }, never).print('a'))).toBe('a');
    expect(seen).toMatchObject({ starts: 1, tabs: 2, closedTabs: 1 });
  });

  it('gives up on a document that fails twice, and goes on with the next', async () => {
    const { start } = fakeBrowsers(['fails', 'fails', 'prints']);
    const press = pressOf(start, { jobs: 1, browser: '/shell' }, never);
    await expect(press.print('a')).rejects.toMatchObject({
      diagnostic: { code: 'browser-failed', message: 'The browser `/shell` failed: it fails' },
    });
    expect(text(await press.print('b'))).toBe('b');
  });

  it('starts a browser that died once more, not for ever', async () => {
    const { seen, start } = fakeBrowsers(['dies', 'prints', 'dies', 'prints']);
    const press = pressOf(start, { jobs: 1 }, never);
    expect(text(await press.print('a'))).toBe('a');
    await expect(press.print('b')).rejects.toBeInstanceOf(PressError);
    expect(seen).toMatchObject({ starts: 2, closedBrowsers: 1 });
  });

  it('prints nothing once it is aborted or closed', async () => {
    const controller = new AbortController();
    const { seen, start } = fakeBrowsers([]);
    const press = pressOf(start, { jobs: 1 }, controller.signal);
    controller.abort(new Error('stop'));
    await expect(press.print('a')).rejects.toThrow('stop');
    expect(seen.starts).toBe(0);
    const closed = pressOf(start, { jobs: 1 }, never);
    await closed.print('a');
    await closed.close();
    await expect(closed.print('b')).rejects.toBeInstanceOf(PressError);
  });

  it('says which browser would not start', async () => {
    const press = openPress({ browser: '/bin/false', jobs: 1, debug: false }, printBench().context);
    await expect(press.print('a')).rejects.toMatchObject({
      diagnostic: { code: 'browser-failed', message: expect.stringContaining('/bin/false') },
    });
  });
});

interface Process {
  readonly number: string;
  readonly group: string;
}

/** The processes that run; what has ended and waits to be noticed is none. */
async function processes(): Promise<readonly Process[]> {
  const numbers = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const known = numbers.map(async (number) => {
    const status = await readFile(`/proc/${number}/stat`, 'latin1').catch(() => '');
    const [state, , group = ''] = status.slice(status.lastIndexOf(')') + 2).split(' ');
    return state === undefined || state === '' || state === 'Z' ? [] : [{ number, group }];
  });
  return (await Promise.all(known)).flat();
}

/** The group of the one process that has this text among its variables. */
async function groupWith(mark: string): Promise<string> {
  for (const { number, group } of await processes()) {
    const environment = await readFile(`/proc/${number}/environ`, 'latin1').catch(() => '');
    if (environment.includes(mark)) return group;
  }
  throw new Error('no such process');
}

describe.runIf(process.platform === 'linux')('the processes of the browser', () => {
  it.each(['closed', 'aborted'])('are gone when it is %s in the middle of its work', async (end) => {
    const mark = randomUUID();
    const controller = new AbortController();
    const found = await findBrowser(undefined, nodeHost);
    const environment = { ...found.environment, HANDPRESS_TEST: mark };
    const browser = await launchPrinter(
      { ...found, environment },
      { debug: false, signal: controller.signal },
    );
    const tab = await browser.openTab();
    await tab.print('<!doctype html><p>a', 30_000);
    const group = await groupWith(mark);
    const left = async () => (await processes()).filter((running) => running.group === group);
    expect((await left()).length).toBeGreaterThan(1);
    const printing = expect(
      tab.print(`<!doctype html>${'<p>word '.repeat(50_000)}`, 60_000),
    ).rejects.toThrow();
    if (end === 'closed') await browser.close();
    else controller.abort();
    await printing;
    await expect.poll(left, { timeout: 5000 }).toEqual([]);
    await browser.close();
  });
});
