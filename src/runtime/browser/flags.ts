/** The command-line flags of Chromium: without network, minimal, and deterministic on every machine. */

/** Blocks the network in several layers. Tests showed that each layer alone blocks all requests. */
const NO_NETWORK = [
  '--proxy-server=http://127.0.0.1:9',
  '--proxy-bypass-list=<-loopback>',
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Disables what differs between machines. Hinting, for example, moves glyphs by fractions of a point. */
const DETERMINISTIC = ['--font-render-hinting=none', '--force-color-profile=srgb', '--lang=en-US'];

/** Enables tags and bookmarks. */
const TAGGED_PDF = ['--export-tagged-pdf', '--generate-pdf-document-outline'];

/** Disables slowing down hidden pages, and ending pages that do not respond. */
const NO_THROTTLING = [
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--disable-hang-monitor',
  '--disable-ipc-flooding-protection',
];

/**
 * Composites in the layout thread, because two threads take a sixth longer to print. Screenshots are then
 * impossible: a request for one never returns.
 */
const SINGLE_THREAD = ['--disable-threaded-compositing'];

/** Disables user interface, keychain and crash reports. */
const MINIMAL = [
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
  /** Absolute path of the profile folder. */
  readonly profile: string;
  readonly isSandboxed: boolean;
  /** Whether it takes screenshots, and not only prints. */
  readonly takesScreenshots: boolean;
  /** Most memory of the scripts of a page, in MB; `undefined`: what Chromium gives them. */
  readonly memory: number | undefined;
}

/** Returns the flags and the start page. */
export const buildFlags = ({
  profile,
  isSandboxed,
  takesScreenshots,
  memory,
}: FlagOptions): readonly string[] => [
  ...[...NO_NETWORK, ...DETERMINISTIC, ...TAGGED_PDF, ...NO_THROTTLING, ...MINIMAL],
  ...(takesScreenshots ? [] : SINGLE_THREAD),
  ...(memory === undefined ? [] : [`--js-flags=--max-old-space-size=${memory}`]),
  ...(isSandboxed ? [] : ['--no-sandbox']),
  '--remote-debugging-pipe',
  `--user-data-dir=${profile}`,
  'about:blank',
];
