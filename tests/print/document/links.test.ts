/** Tests the printed addresses of links. */
import { fromHtml } from 'hast-util-from-html';
import { toHtml } from 'hast-util-to-html';
import { describe, expect, test } from 'vitest';
import type { PaperEdition } from '../../../src/core/model/edition.ts';
import { addAddresses } from '../../../src/print/document/links.ts';

const terms = { qrCode: 'QR code for {address}' };

function withAddresses(html: string, links: PaperEdition['links'] = 'address'): string {
  const tree = fromHtml(html, { fragment: true });
  addAddresses(tree, { links, terms });
  return toHtml(tree);
}

/** What is printed, with a word for each code. */
const withCodes = (html: string): string =>
  withAddresses(html, 'qr').replace(/<svg[^>]*aria-label="([^"]*)"[^>]*>.*?<\/svg>/g, '[$1]');

describe('addAddresses', () => {
  test.each([
    ['<a href="https://example.org/help">our page</a>.', 'example.org/help'],
    ['<a href="https://example.org/">us</a>', 'example.org'],
    ['<a href="mailto:a@example.org">write</a>', 'a@example.org'],
    ['<a href="mailto:a@example.org?subject=Hello%20there&#x26;body=x">write</a>', 'a@example.org'],
    ['<a href="tel:+1-555-0100">call</a>', '+1-555-0100'],
    ['<a href="sms:741741">text us</a>', '741741'],
    ['<a href="sms:741741?body=HOME">text us</a>', '741741'],
  ])('addAddresses prints the address after %s', (html, address) => {
    expect(withAddresses(html)).toBe(html.replace('</a>', `</a> <span class="address">(${address})</span>`));
  });

  test.each([
    '<a href="https://www.example.org/">example.org</a>',
    '<a href="https://example.org/a">https://example.org/a</a>',
    '<a href="https://doi.org/10.1000/182">doi:10.1000/182</a>',
    '<a href="mailto:a@example.org">a@example.org</a>',
    '<a href="tel:+15550100">555-0100</a>',
    '<a href="tel:111">111</a>',
    '<a href="sms:85258">85258</a>',
    '<a href="#inside">inside</a>',
  ])('addAddresses prints nothing after %s, which shows the address', (html) => {
    expect(withAddresses(html)).toBe(html);
  });

  test('an edition without printed links gets no addresses', () => {
    const html = '<p><a href="https://example.org/help">our page</a></p>';
    expect(withAddresses(html, 'none')).toBe(html);
  });
});

describe('addresses as QR codes', () => {
  const code = (address: string) =>
    `<div class="qr-code">[QR code for ${address}]<p class="qr-address">${address}</p></div>`;

  test('QR codes follow the block with the links, each address once', () => {
    const paragraph =
      '<p><a href="https://example.org/a">one</a> <a href="https://example.org/b">example.org/b</a></p>';
    const again = '<p><a href="https://example.org/a">the same</a></p>';
    expect(withCodes(paragraph + again)).toBe(
      `${paragraph}<div class="qr-codes">${code('example.org/a')}${code('example.org/b')}</div>${again}`,
    );
  });

  test.each(['address', 'none'] as const)('a link of the class has a code where links are “%s”', (links) => {
    const html =
      '<p><a href="https://example.org/a" class="qr">a</a> <a href="https://example.org/b">b</a></p><p>x</p>';
    const printed = withAddresses(html, links).replace(/<svg[^>]*>.*?<\/svg>/g, '[code]');
    const address = links === 'address' ? ' <span class="address">(example.org/b)</span>' : '';
    expect(printed).toBe(
      html.replace(
        '</p>',
        `${address}</p><div class="qr-codes"><div class="qr-code">[code]<p class="qr-address">example.org/a</p></div></div>`,
      ),
    );
  });

  test('a link of the class whose code would be unreadable gets its address', () => {
    const long = `https://example.org/${'a'.repeat(2400)}`;
    const printed = withAddresses(`<p><a href="${long}" class="qr">a</a></p>`);
    expect(printed).toContain('class="address"');
    expect(printed).not.toContain('<svg');
  });

  test('QR codes of a heading follow the next block', () => {
    const blocks = '<h2><a href="https://example.org/">us</a></h2>\n<ul><li>Text</li></ul>';
    expect(withCodes(`${blocks}<p>More</p>`)).toBe(
      `${blocks}<div class="qr-codes">${code('example.org')}</div><p>More</p>`,
    );
    const last = '<h2><a href="https://example.org/">us</a></h2>';
    expect(withCodes(last)).toBe(`${last}<div class="qr-codes">${code('example.org')}</div>`);
  });

  test.each(['references', 'notes'])('links in %s get an address instead of a QR code', (list) => {
    const html = `<ol class="${list}"><li><a href="https://example.org/a">it</a></li></ol>`;
    const printed = html.replace('</a>', '</a> <span class="address">(example.org/a)</span>');
    expect(withCodes(html)).toBe(printed);
    expect(withCodes(`<section>${html}</section>`)).toBe(`<section>${printed}</section>`);
  });

  test('a link whose QR code would be unreadable gets its address', () => {
    for (const length of [400, 3000]) {
      const address = `example.org/${'x'.repeat(length)}`;
      expect(withCodes(`<p><a href="https://${address}">it</a></p>`)).toBe(
        `<p><a href="https://${address}">it</a> <span class="address">(${address})</span></p>`,
      );
    }
  });

  test('links within the book get no QR code', () => {
    expect(withCodes('<p><a href="#inside">inside</a></p>')).toBe('<p><a href="#inside">inside</a></p>');
  });
});
