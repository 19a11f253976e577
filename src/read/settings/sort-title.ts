/** Where catalogues file a title: the article at its head goes to its end. */

/** The articles that titles begin with, by language (ISO 639); those that end in an apostrophe have no space behind them. */
const ARTICLES: Readonly<Record<string, string>> = {
  de: 'der die das ein eine',
  en: 'the a an',
  es: 'el la los las lo un una unos unas',
  fr: "le la les un une des l'",
  it: "il lo la i gli le un uno una l' un'",
  nl: "de het een 't 'n",
};

/** “A is for Apple”, “A to Z”: a letter, and no article. */
const LETTER = /^A\s+(?:is|to|and|or|as)\b/i;

/**
 * `Book, The` for `The Book`.
 * @param language BCP 47
 * @returns `undefined` where the title is filed as it stands, or where the articles of its language are not known
 */
export function filedTitle(title: string, language: string): string | undefined {
  const [primary = ''] = language.toLowerCase().split('-');
  const articles = (Object.hasOwn(ARTICLES, primary) ? ARTICLES[primary] : undefined)?.split(' ') ?? [];
  const [, word = '', rest = ''] = /^(\S+?(?:(?<=\p{L}['’])(?=\S)|\s+))(\S.*)$/su.exec(title.trim()) ?? [];
  const article = word.trim();
  const isArticle = articles.includes(article.toLowerCase().replace('’', "'"));
  if (!isArticle || (primary === 'en' && LETTER.test(title.trim()))) return undefined;
  return `${rest}, ${article}`;
}
