/** How Chromium is started: quiet, cut off, and the same on every machine. */

/** Several layers, each of which alone was measured to keep everything in: nothing may leave the machine. */
const NO_NETWORK = [
  '--proxy-server=http://127.0.0.1:9',
  '--proxy-bypass-list=<-loopback>',
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Hinting moves glyphs by fractions of a point, differently from machine to machine. */
const SAME_EVERYWHERE = ['--font-render-hinting=none', '--force-color-profile=srgb', '--lang=en-US'];

/** Tags and bookmarks. */
const WHOLE_PDF = ['--export-tagged-pdf', '--generate-pdf-document-outline'];

/** What is not seen or not answered for a while is no reason to work more slowly, or to give up. */
const STEADY = [
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--disable-hang-monitor',
  '--disable-ipc-flooding-protection',
];

/** Nothing of a browser that a person would use; no keys of the user's, no report of a crash. */
const PLAIN = [
  '--headless',
  '--hide-scrollbars',
  '--mute-audio',
  '--no-first-run',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-breakpad',
  '--disable-crash-reporter',
  '--disable-default-apps',
  '--disable-component-extensions-with-background-pages',
  '--disable-client-side-phishing-detection',
  '--disable-search-engine-choice-screen',
  '--disable-popup-blocking',
  '--disable-prompt-on-repost',
  '--disable-features=Translate,MediaRouter,OptimizationHints,AcceptCHFrame',
  '--metrics-recording-only',
  '--password-store=basic',
  '--use-mock-keychain',
  '--enable-automation',
];

/** @param profile a folder of its own */
export const flagsFor = (profile: string, sandboxed: boolean): readonly string[] => [
  ...[...NO_NETWORK, ...SAME_EVERYWHERE, ...WHOLE_PDF, ...STEADY, ...PLAIN],
  ...(sandboxed ? [] : ['--no-sandbox']),
  '--remote-debugging-pipe',
  `--user-data-dir=${profile}`,
  'about:blank',
];
