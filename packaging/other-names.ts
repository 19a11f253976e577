/**
 * Replaces the `slugify` and `diacritics` packages. epub-gen-memory makes names of files from titles with the first, although each
 * chapter has its own, and takes accents from the code of the language with the second; neither gets into the e-book.
 */
const nameNothing = (_title: string): string => '';
const keep = (language: string): string => language;

// biome-ignore lint/style/noDefaultExport: one of the packages has one
export { keep as remove, nameNothing as default };
