/** The printed page: a finished book in, PDF files out. */
export { openPress, type Press, type PressOptions } from './press.ts';
export { PressError } from './press-error.ts';
export { printBook } from './print-book.ts';
export { printHandout } from './print-handout.ts';
