/** Tests the press with fake browsers and with Chromium. */
import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { diagnostic } from '../../../src/core/diagnostics/diagnostic.ts';
import { BrowserError, openPress } from '../../../src/print/index.ts';
import { createPress } from '../../../src/print/press/print-queue.ts';
import { type Browser, launchPrintBrowser } from '../../../src/runtime/browser/browser.ts';
import { findBrowser } from '../../../src/runtime/browser/find-browser.ts';
import { nodeHost } from '../../../src/runtime/node-host.ts';
import { printBench } from '../workbench.ts';

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

/** A browser that dies of one document, with all that it prints at the time. */
function deadlyDocument(deadly: string) {
  const seen = { starts: 0 };
  const start = async (): Promise<Browser> => {
    seen.starts += 1;
    const death = Promise.withResolvers<never>();
    death.promise.catch(() => undefined);
    let alive = true;
    const print = async (html: string): Promise<Uint8Array> => {
      if (html === deadly) {
        await pause(2);
        alive = false;
        death.reject(new Error('Protocol error: Target closed'));
      }
      await Promise.race([pause(5), death.promise]);
      return new TextEncoder().encode(html);
    };
    return {
      isAlive: () => alive,
      openTab: async () => ({ print, close: async () => undefined }),
      close: async () => undefined,
    };
  };
  return { seen, start };
}

const never = new AbortController().signal;
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe('the press', () => {
  test('a start that fails while the former browser is closing rejects the print alone', async () => {
    let starts = 0;
    const dead: Browser = {
      isAlive: () => false,
      openTab: () => Promise.reject(new Error('it ended')),
      close: () => pause(20),
    };
    const start = async (): Promise<Browser> => {
      starts += 1;
      if (starts === 1) return dead;
      throw new BrowserError(diagnostic('browser-failed', { browser: '/shell', reason: 'it ended' }));
    };
    // Vitest fails if a rejection is left unhandled.
    await expect(createPress(start, { jobs: 1 }, never).print('a')).rejects.toThrow(BrowserError);
  });

  test('the press starts the browser with the first document, and closes it', async () => {
    const { seen, start } = fakeBrowsers([]);
    await createPress(start, { jobs: 1 }, never).close();
    expect(seen.starts).toBe(0);
    const press = createPress(start, { jobs: 1 }, never);
    expect(text(await press.print('a'))).toBe('a');
    await press.close();
    expect(seen).toMatchObject({ starts: 1, closedBrowsers: 1 });
  });

  test('the press prints any number of documents in as many tabs as there are jobs', async () => {
    const { seen, start } = fakeBrowsers([]);
    const press = createPress(start, { jobs: 2 }, never);
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    expect((await Promise.all(names.map((name) => press.print(name)))).map(text)).toEqual(names);
    expect(seen).toMatchObject({ starts: 1, tabs: 2, most: 2 });
  });

  test('the press closes a tab that has printed four hundred documents', async () => {
    const { seen, start } = fakeBrowsers([]);
    const press = createPress(start, { jobs: 1 }, never);
    for (let count = 0; count < 400; count += 1) await press.print('a');
    expect(seen).toMatchObject({ starts: 1, tabs: 1, closedTabs: 1 });
    await press.print('b');
    expect(seen).toMatchObject({ starts: 1, tabs: 2, closedTabs: 1 });
  });

  test('the press prints a document once more in a new tab if one fails', async () => {
    const { seen, start } = fakeBrowsers(['fails', 'prints']);
    expect(text(await createPress(start, { jobs: 1 }, never).print('a'))).toBe('a');
    expect(seen).toMatchObject({ starts: 1, tabs: 2, closedTabs: 1 });
  });

  test('the press rejects a document that fails twice if another can be printed, and continues', async () => {
    const { start, seen } = fakeBrowsers(['fails', 'fails', 'prints', 'prints']);
    const press = createPress(start, { jobs: 1, browser: '/shell' }, never);
    await expect(press.print('<title>Cup</title>')).rejects.toMatchObject({
      name: 'UnprintableError',
      ...{ title: 'Cup', reason: 'it fails' },
    });
    expect(text(await press.print('b'))).toBe('b');
    expect(seen.starts).toBe(1);
  });

  test('the press reports the browser if it cannot print any document', async () => {
    const { start } = fakeBrowsers(['fails', 'fails', 'fails', 'prints']);
    const press = createPress(start, { jobs: 1, browser: '/shell' }, never);
    await expect(press.print('a')).rejects.toMatchObject({
      diagnostic: { code: 'browser-failed', message: 'The browser `/shell` failed: it fails' },
    });
    expect(text(await press.print('b'))).toBe('b');
  });

  test('the press restarts a browser that died, even after many printed documents', async () => {
    const { seen, start } = fakeBrowsers(['dies', 'prints', 'dies', 'prints', 'dies', 'prints']);
    const press = createPress(start, { jobs: 1 }, never);
    for (const name of ['a', 'b', 'c']) expect(text(await press.print(name))).toBe(name);
    expect(seen).toMatchObject({ starts: 4, closedBrowsers: 3 });
  });

  test('the press stops restarting a browser that always dies', async () => {
    const { seen, start } = fakeBrowsers(['dies', 'dies', 'dies', 'dies', 'dies']);
    const press = createPress(start, { jobs: 1 }, never);
    await expect(press.print('a')).rejects.toBeInstanceOf(BrowserError);
    await expect(press.print('b')).rejects.toBeInstanceOf(BrowserError);
    expect(seen.starts).toBe(3);
  });

  test('the press finds the document that crashes the browser among documents printed at the same time', async () => {
    const { seen, start } = deadlyDocument('bad');
    const press = createPress(start, { jobs: 3 }, never);
    const names = ['a', 'bad', 'b', 'c', 'd', 'bad', 'e'];
    const results = await Promise.allSettled(names.map((name) => press.print(name)));
    expect(
      results.map((result) =>
        result.status === 'fulfilled' ? text(result.value) : (result.reason as Error).name,
      ),
    ).toEqual(['a', 'UnprintableError', 'b', 'c', 'd', 'UnprintableError', 'e']);
    expect(seen.starts).toBeLessThanOrEqual(5);
  });

  test('the press repeats a document that takes too long with half of its time limit', async () => {
    const seen: string[] = [];
    const start = async (): Promise<Browser> => ({
      isAlive: () => true,
      openTab: async () => ({
        print: async (html) => {
          seen.push(html.slice(0, 4));
          if (html === 'slow') await pause(1000);
          return new TextEncoder().encode(html);
        },
        close: async () => undefined,
      }),
      close: async () => undefined,
    });
    const limits = { print: () => 20, tab: 500 };
    const press = createPress(start, { jobs: 1 }, never, limits);
    await expect(press.print('slow')).rejects.toMatchObject({
      ...{ name: 'UnprintableError', reason: 'it took longer than 0.02 seconds' },
    });
    expect(seen).toEqual(['slow', 'slow', '<!do']);
    expect(text(await press.print('slow', { allowance: 2000 }))).toBe('slow');
  });

  test('a tab that fails and never closes holds up the next attempt for two seconds at most', async () => {
    let tabs = 0;
    const start = async (): Promise<Browser> => ({
      isAlive: () => true,
      openTab: async () => {
        tabs += 1;
        const isFirst = tabs === 1;
        return {
          print: (html) =>
            isFirst ? Promise.reject(new Error('it left')) : Promise.resolve(new TextEncoder().encode(html)),
          close: () => (isFirst ? new Promise(() => undefined) : Promise.resolve()),
        };
      },
      close: async () => undefined,
    });
    const press = createPress(start, { jobs: 1 }, never);
    const started = performance.now();
    expect(text(await press.print('a'))).toBe('a');
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  test('the press prints nothing after it is aborted or closed', async () => {
    const controller = new AbortController();
    const { seen, start } = fakeBrowsers([]);
    const press = createPress(start, { jobs: 1 }, controller.signal);
    controller.abort(new Error('stop'));
    await expect(press.print('a')).rejects.toThrow('stop');
    expect(seen.starts).toBe(0);
    const closed = createPress(start, { jobs: 1 }, never);
    await closed.print('a');
    await closed.close();
    await expect(closed.print('b')).rejects.toBeInstanceOf(BrowserError);
  });

  test('the press names the browser that did not start', async () => {
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
  test.each(['closed', 'aborted'])(
    'the browser leaves no process if the press is %s while it prints',
    async (end) => {
      const mark = randomUUID();
      const controller = new AbortController();
      const found = await findBrowser(undefined, nodeHost);
      const environment = { ...found.environment, HANDPRESS_TEST: mark };
      const browser = await launchPrintBrowser(
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
    },
  );
});
