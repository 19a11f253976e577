/** Stands for Puppeteer's connection by WebDriver BiDi, which Handpress never asks for. */
export function _connectToBiDiBrowser(): never {
  throw new Error('The bundle of Handpress has no WebDriver BiDi.');
}
