/** The environment of a browser: what it needs to run, and nothing that is secret or changes a page. */
import process from 'node:process';
import type { FoundBrowser } from './found-browser.ts';

/**
 * Variables of the environment that a browser of the system may need to start: its libraries and folders, its fonts, its language and, where it
 * shows windows, its display.
 */
const NEEDED =
  /^(?:PATH|HOME|USER|LOGNAME|SHELL|TMPDIR|TMP|TEMP|LD_LIBRARY_PATH|FONTCONFIG_(?:PATH|FILE)|LANG|LANGUAGE|LC_\w+|TZ|XDG_\w+|DBUS_SESSION_BUS_ADDRESS|DISPLAY|WAYLAND_DISPLAY|XAUTHORITY|SYSTEMROOT|SYSTEMDRIVE|WINDIR|APPDATA|LOCALAPPDATA|PROGRAMDATA|PROGRAMFILES(?:\(X86\))?|PROGRAMW6432|USERPROFILE|USERNAME|COMSPEC|PATHEXT|NUMBER_OF_PROCESSORS|CHROME_DEVEL_SANDBOX|SNAP|SNAP_NAME|SNAP_REVISION)$/i;

/** A browser that comes in a package has all it needs, so that no font or setting of the user's gets into a page. */
export function environmentFor({ environment }: FoundBrowser): NodeJS.ProcessEnv {
  if (environment !== undefined) return { ...environment };
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => NEEDED.test(name)));
}
