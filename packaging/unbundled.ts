/** Lists the packages that are not bundled, because they need their own files, or are looked up and not imported. */
export const UNBUNDLED: readonly RegExp[] = [
  // WebAssembly files beside their JavaScript.
  /^@hyzyla\/pdfium$/,
  /^harfbuzzjs$/,
  // Styles of citations and their locales, read from the package.
  /^@citation-js\//,
  // Its license, CPAL-1.0 or AGPL, is not that of the bundle.
  /^citeproc$/,
  // Finds installed browsers; loaded only if there is a folder of them.
  /^@puppeteer\/browsers$/,
  // Draw diagrams; large, and installed only by those who have any.
  /^(?:@viz-js\/viz|mermaid|vega|vega-lite|vega-interpreter)$/,
];
