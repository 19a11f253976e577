/** Packages that stay as they were installed: they come with files, or are found and not imported. */
export const UNBUNDLED: readonly RegExp[] = [
  // Programs in WebAssembly, beside their JavaScript.
  /^@hyzyla\/pdfium$/,
  /^harfbuzzjs$/,
  // Styles of citations and their locales, read from the package.
  /^@citation-js\//,
  // Where browsers are installed; asked only where there is a folder of them.
  /^@puppeteer\/browsers$/,
];
