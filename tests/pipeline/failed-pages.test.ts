/** Tests that a book and the e-book that waits for its pages can both fail, each with its own message. */
import { afterEach, expect, test } from 'vitest';
import { openProject, type Project } from './incremental/project.ts';

let project: Project | undefined;
afterEach(() => project?.remove());

/** More steps than a template may have, so that it fails when it is filled. */
const ENDLESS = '{% for number in (1..99999999) %}{{ number }}{% endfor %}';

test.each([
  ['the e-book first', { 'templates/epub/cover.svg': ENDLESS, 'templates/book.html': ENDLESS }],
  ['the book alone', { 'templates/book.html': ENDLESS }],
])('%s', async (_, templates) => {
  project = await openProject({
    ...templates,
    'content/two/publication.yaml':
      'title: Two\nlanguage: en\nidentifier: urn:x:two\neditions: [book-a4, epub]\nauthors: [{ name: One }]\n',
    'content/two/1.md': '# One\n\nWords.\n',
  });
  // Vitest fails if a rejection is left unhandled.
  const { result } = await project.build();
  const { diagnostics } = result;
  const kept = diagnostics.filter(({ code }) => code === 'edition-kept').map(({ message }) => message);
  expect(kept).toHaveLength(2);
  expect(diagnostics.filter(({ code }) => code === 'template-broken')).toHaveLength(
    Object.keys(templates).length,
  );
});
