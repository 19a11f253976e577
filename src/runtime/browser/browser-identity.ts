/** Which browser it is that prints, told without starting it. */
import { type Host, onceWith } from '../../core/host.ts';
import { findBrowser } from './find-browser.ts';
import type { FoundBrowser } from './found-browser.ts';

/** The browser that everyone prints with who shares something with this host: {@link findBrowser}, asked once. */
export function sharedBrowser(asked: string | undefined, host: Host): Promise<FoundBrowser> {
  return onceWith(host)(`browser ${asked ?? ''}`, (given) => findBrowser(asked, given));
}

/**
 * The same only for the same browser: of the copy from npm its version, of another its path, its size and when it changed.
 * @param asked path of the one that was asked for
 * @throws {PressError} (rejects) as {@link findBrowser} does
 */
export async function browserIdentity(asked: string | undefined, host: Host): Promise<string> {
  const { executable, version } = await sharedBrowser(asked, host);
  return version ?? `${executable}, ${await host.stamp(executable)}`;
}
