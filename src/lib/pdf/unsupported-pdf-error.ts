/** The error for a PDF that does not have the form which the PDF reader and the tagging expect. */

/**
 * Thrown for a PDF of another form than the supported browsers write: the browser, not the content, is the
 * likely cause.
 */
export class UnsupportedPdfError extends Error {
  override readonly name = 'UnsupportedPdfError';
}
