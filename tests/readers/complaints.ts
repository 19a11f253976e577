/**
 * Filters the messages of reading systems. foliate-js 1.0.1 measures a document again when its size changes, and fails when the next document
 * has taken its place meanwhile (`paginator.js`, `setStylesImportant`): sometimes, on a busy machine, with any book.
 */
const OF_FOLIATE = /^Cannot destructure property 'style' of 'el' as it is null/;

/** Returns the messages that the book causes. */
export const bookProblems = (complaints: readonly string[]): readonly string[] =>
  complaints.filter((complaint) => !OF_FOLIATE.test(complaint));
