/** The printed page: a finished book in, PDF files out. */

export { DocumentError, PressError } from '../browser/press-error.ts';
export { keepPrints } from './kept-prints.ts';
export { openPress, type Press, type PressOptions, type PrintJob, UnprintableError } from './press.ts';
export { printBook } from './print-book.ts';
export { printHandout } from './print-handout.ts';
export { readPrintedText } from './printed-text.ts';
export { shownLines } from './shown-words.ts';
