/**
 * foliate-js 1.0.1 measures a document once more when it changes its size, and says so when the next one has taken its place
 * meanwhile (`paginator.js`, `setStylesImportant`): now and then, on a busy machine, whatever the book.
 */
const OF_FOLIATE = /^Cannot destructure property 'style' of 'el' as it is null/;

/** Those that the book can do something about. */
export const complaintsOfBook = (complaints: readonly string[]): readonly string[] =>
  complaints.filter((complaint) => !OF_FOLIATE.test(complaint));
