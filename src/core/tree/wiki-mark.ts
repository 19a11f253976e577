/**
 * Names the attribute of links and images that a wiki names by a file's name, `[[page]]`, until they are resolved
 * among the files of the publication.
 */
export const WIKI_MARK = 'dataWiki';
