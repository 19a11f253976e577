/** Finds the browser, starts it and prints a page, as a build does. */
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { DiagnosticError } from '../../core/diagnostics/diagnostic-error.ts';
import { messageOf } from '../../lib/text/error-message.ts';
import { launchPrintBrowser } from '../../runtime/browser/browser.ts';
import { findBrowser } from '../../runtime/browser/find-browser.ts';
import { findSandboxObstacle } from '../../runtime/browser/sandbox.ts';
import { nodeHost } from '../../runtime/node-host.ts';
import { type DoctorPlaces, describeProblem, type Finding } from './finding.ts';

const PAGE = '<!doctype html><html lang="en"><title>Doctor</title><p>Words.</p></html>';
/** Time limit in ms for the page. */
const PRINT_LIMIT = 30_000;

/** Returns whether a page can be printed. */
export async function checkBrowser({ browser, signal }: DoctorPlaces): Promise<Finding> {
  const part = { name: 'browser', neededFor: ['pdf'] } as const;
  try {
    const found = await findBrowser(browser, nodeHost);
    const name = found.version ?? found.executable;
    try {
      const started = performance.now();
      const running = await launchPrintBrowser(found, { debug: false, signal });
      try {
        const bytes = await (await running.openTab()).print(PAGE, PRINT_LIMIT);
        const seconds = ((performance.now() - started) / 1000).toFixed(1);
        const isPdf = Buffer.from(bytes.subarray(0, 5)).toString() === '%PDF-';
        if (isPdf) return { ...part, state: 'ok', found: `${name} starts and prints a page in ${seconds} s` };
        throw new Error('what it printed is no PDF');
      } finally {
        await running.close();
      }
    } catch (error) {
      throw new DiagnosticError(diagnostic('browser-failed', { browser: name, reason: messageOf(error) }));
    }
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    return { ...part, state: 'missing', ...describeProblem(error.diagnostic) };
  }
}

/** Returns whether the browser has its sandbox. Without it, files are made, too. */
export async function checkSandbox(): Promise<Finding> {
  const part = { name: 'sandbox', neededFor: [] } as const;
  const obstacle = await findSandboxObstacle();
  if (obstacle === undefined) return { ...part, state: 'ok', found: 'the browser has its sandbox' };
  const { found, repair } = describeProblem(diagnostic('sandbox-off', { obstacle }));
  return {
    ...part,
    state: 'note',
    found: `the browser is started with --no-sandbox. ${found}`,
    ...(repair && { repair }),
  };
}
