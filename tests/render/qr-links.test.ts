/** Tests links that ask for a QR code. */
import { expect, test } from 'vitest';
import { renderMarkdown } from '../support/workbench.ts';

test('a link keeps the class, and nothing else does', async () => {
  const markdown = 'See [the *list*](https://example.org/a){.qr}, and `code`{.qr}.';
  expect(await renderMarkdown(markdown, { expected: ['class-unfit text.md:3:51'] })).toContain(
    '<a href="https://example.org/a" class="qr">the <em>list</em></a>, and <code',
  );
  expect(await renderMarkdown('[words][a]{.qr}\n\n[a]: https://example.org/a')).toContain('class="qr"');
});
