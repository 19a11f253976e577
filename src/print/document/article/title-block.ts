/** Builds the title block of an article, below its title: subtitle, authors, abstract and keywords. */
import type { Element, ElementContent, Root } from 'hast';
import type { Book } from '../../../core/model/book.ts';
import { createTermNodes } from '../../../core/term-language.ts';
import { type ArticleFacts, listArticleFacts } from '../../../core/wording.ts';

const text = (value: string): ElementContent => ({ type: 'text', value });

const build = (tagName: string, className: string, children: readonly ElementContent[]): Element => ({
  type: 'element',
  tagName,
  properties: className === '' ? {} : { className: [className] },
  children: [...children],
});

/** Adds the title block of a publication with one chapter below its title; a chapter of a book has none of its own. */
export function addTitleBlock(book: Book, tree: Root | undefined): void {
  const { chapters, metadata } = book.publication;
  const title = tree?.children.findIndex((child) => child.type === 'element' && child.tagName === 'h1') ?? -1;
  if (chapters.length !== 1 || title < 0) return;
  const { subtitle } = metadata;
  const below = subtitle === undefined ? [] : [build('p', 'handout-subtitle', [text(subtitle)])];
  tree?.children.splice(title + 1, 0, ...below, ...buildArticleBlock(book));
}

function buildArticleBlock({ publication: { metadata }, terms }: Book): readonly Element[] {
  const article = listArticleFacts(metadata);
  if (article === undefined) return [];
  const { authors, abstract, keywords } = article;
  const label = (name: 'abstract' | 'keywords', word: string): readonly ElementContent[] => [
    build('strong', '', createTermNodes(terms, name, `${terms[name] ?? word}:`)),
    text(' '),
  ];
  const paragraphs = abstract.map((words, index) =>
    build('p', '', [...(index === 0 ? label('abstract', 'Abstract') : []), text(words)]),
  );
  return [
    build('div', 'title-block', [
      ...authors.map((author) => build('p', 'title-author', buildAuthor(author))),
      ...paragraphs,
      ...(keywords === '' ? [] : [build('p', '', [...label('keywords', 'Keywords'), text(keywords)])]),
    ]),
  ];
}

function buildAuthor({
  name,
  affiliations,
  orcid,
}: ArticleFacts['authors'][number]): readonly ElementContent[] {
  const more = affiliations === '' ? [] : [text(`, ${affiliations}`)];
  const link = orcid && build('a', '', [text(`orcid.org/${orcid}`)]);
  if (link) link.properties.href = `https://orcid.org/${orcid}`;
  return [build('strong', '', [text(name)]), ...more, ...(link ? [text(', '), link] : [])];
}
