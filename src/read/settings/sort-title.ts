/** Derives the title that catalogues sort by: moves a leading article to the end. */

/** Leading articles by language (ISO 639). No space follows an article that ends in an apostrophe. */
const ARTICLES: Readonly<Record<string, string>> = {
  de: 'der die das ein eine',
  en: 'the a an',
  es: 'el la los las lo un una unos unas',
  fr: "le la les un une des l'",
  it: "il lo la i gli le un uno una l' un'",
  nl: "de het een 't 'n",
};

/** “A is for Apple”, “A to Z”: a letter, not an article. */
const LETTER_TITLE = /^A\s+(?:is|to|and|or|as)\b/i;

/**
 * Derives `Book, The` from `The Book`.
 * @param language BCP 47
 * @returns `undefined` if the title is sorted unchanged, or if the articles of its language are not known
 */
export function deriveSortTitle(title: string, language: string): string | undefined {
  const [primary = ''] = language.toLowerCase().split('-');
  const articles = (Object.hasOwn(ARTICLES, primary) ? ARTICLES[primary] : undefined)?.split(' ') ?? [];
  const [, word = '', rest = ''] = /^(\S+?(?:(?<=\p{L}['’])(?=\S)|\s+))(\S.*)$/su.exec(title.trim()) ?? [];
  const article = word.trim();
  const isArticle = articles.includes(article.toLowerCase().replace('’', "'"));
  if (!isArticle || (primary === 'en' && LETTER_TITLE.test(title.trim()))) return undefined;
  return `${rest}, ${article}`;
}
