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

/**
 * A page is put together in the thread that lays it out: two threads take a sixth longer to print. No picture of it can be had
 * then: whoever asks for one waits for ever.
 */
const ONE_THREAD = ['--disable-threaded-compositing'];

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

export interface FlagOptions {
  /** Absolute path of a folder of its own. */
  readonly profile: string;
  readonly sandboxed: boolean;
  /** What is shown is looked at, too, and not only printed. */
  readonly shows: boolean;
}

export const flagsFor = ({ profile, sandboxed, shows }: FlagOptions): readonly string[] => [
  ...[...NO_NETWORK, ...SAME_EVERYWHERE, ...WHOLE_PDF, ...STEADY, ...PLAIN],
  ...(shows ? [] : ONE_THREAD),
  ...(sandboxed ? [] : ['--no-sandbox']),
  '--remote-debugging-pipe',
  `--user-data-dir=${profile}`,
  'about:blank',
];
