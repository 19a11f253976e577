/** Builds the environment of a browser process, without secrets and without variables that change a page. */
import process from 'node:process';
import type { FoundBrowser } from './found-browser.ts';

/** Variables that a browser of the system can need: libraries, folders, fonts, language, display. */
const ALLOWED_VARIABLES =
  /^(?:PATH|HOME|USER|LOGNAME|SHELL|TMPDIR|TMP|TEMP|LD_LIBRARY_PATH|FONTCONFIG_(?:PATH|FILE)|LANG|LANGUAGE|LC_\w+|TZ|XDG_\w+|DBUS_SESSION_BUS_ADDRESS|DISPLAY|WAYLAND_DISPLAY|XAUTHORITY|SYSTEMROOT|SYSTEMDRIVE|WINDIR|APPDATA|LOCALAPPDATA|PROGRAMDATA|PROGRAMFILES(?:\(X86\))?|PROGRAMW6432|USERPROFILE|USERNAME|COMSPEC|PATHEXT|NUMBER_OF_PROCESSORS|CHROME_DEVEL_SANDBOX|SNAP|SNAP_NAME|SNAP_REVISION)$/i;

/**
 * Returns the environment. A browser from npm gets only its own variables, so that no font or setting of the
 * user affects a page.
 */
export function buildEnvironment({ environment }: FoundBrowser): NodeJS.ProcessEnv {
  if (environment !== undefined) return { ...environment };
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => ALLOWED_VARIABLES.test(name)));
}
