/** URLs that authors write, and those that readers accept. */
import { expect, test } from 'vitest';
import { normalizeUrl } from '../../../src/lib/text/url.ts';

test.each([
  ['https://example.org', 'https://example.org'],
  ['https://example.org/?a[]=1|2', 'https://example.org/?a%5B%5D=1%7C2'],
  ['https://ä.de/ö?ü#é', 'https://ä.de/ö?ü#é'],
  ['https://example.org/100%', 'https://example.org/100%25'],
  ['https://example.org/a%20b c', 'https://example.org/a%20b%20c'],
  ['https://example.org/#a#b', 'https://example.org/#a%23b'],
  ['https:\\\\example.org\\x', 'https://example.org/x'],
  ['https://u:p@example.org/', 'https://u:p@example.org/'],
  ['https://a@b@example.org/', 'https://a%40b@example.org/'],
  ['https://[::1]/', 'https://[::1]/'],
  ['mailto:a b@example.org', 'mailto:a%20b@example.org'],
  ['tel:+1 2', 'tel:+1%202'],
])('normalizeUrl changes %s to %s', (address, expected) => {
  expect(normalizeUrl(address)).toBe(expected);
});

test.each([
  'https://../',
  'https://',
  'https://a..b/',
  'https://a b/',
  'https://a:99999/',
  'https://[x]/',
  'mailto:',
  'tel:',
])('normalizeUrl rejects %s', (address) => {
  expect(normalizeUrl(address)).toBeUndefined();
});
