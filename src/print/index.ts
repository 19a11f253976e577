/** The public functions of `print/`, which turns a finished book into PDF files. */

export { BrowserError, DocumentError } from '../runtime/browser/browser-error.ts';
export { checkPaperDesign } from './document/design-checks.ts';
export type { StepTask } from './finishing/finish-step.ts';
export { checkGlyphs } from './glyph-check.ts';
export { cachedPrintJob, listPrintKeyParts, type PrintSettings } from './press/print-cache.ts';
export {
  openPress,
  type Press,
  type PressOptions,
  type PrintJob,
  UnprintableError,
} from './press/print-queue.ts';
export { printBook } from './print-book.ts';
export { printHandout } from './print-handout.ts';
export { readPrintedText } from './printed/printed-text.ts';
export { readRenderedLines } from './screen-text.ts';
