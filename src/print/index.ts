/** The printed page: a finished book in, PDF files out. */

export { DocumentError, PressError } from '../runtime/browser/browser-error.ts';
export { keepPrints } from './press/print-cache.ts';
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
export { shownLines } from './screen-text.ts';
