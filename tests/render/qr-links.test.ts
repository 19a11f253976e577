/** Tests links that ask for a QR code. */
import { expect, test } from 'vitest';
import { renderMarkdown } from '../support/workbench.ts';

test('a link keeps the class, and nothing else does', async () => {
  expect(await renderMarkdown('See [the *list*](https://example.org/a){.qr}, and `code`{.qr}.')).toContain(
    '<a href="https://example.org/a" class="qr">the <em>list</em></a>, and <code',
  );
  expect(await renderMarkdown('[words][a]{.qr}\n\n[a]: https://example.org/a')).toContain('class="qr"');
});
