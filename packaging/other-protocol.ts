/** Replaces Puppeteer's connection by WebDriver BiDi, which Handpress does not use. */
export function _connectToBiDiBrowser(): never {
  throw new Error('The bundle of Handpress has no WebDriver BiDi.');
}
