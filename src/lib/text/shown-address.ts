/** Writes the addresses of links for readers who cannot follow them. */

/** Removes what a reader need not type from an address: of an e-mail and a short message, subject and text, too. */
export function shortenAddress(href: string): string {
  const message = /^(?:mailto|sms):(.+)/is.exec(href)?.[1];
  const address = message?.replace(/(?<=.)[?;].*$/s, '') ?? href.replace(/^(?:https?:\/\/|tel:)/i, '');
  return address.indexOf('/') === address.length - 1 ? address.slice(0, -1) : address;
}

/** Whether a link's text is its address or the end of it, like `doi:10.1000/1` for `doi.org/10.1000/1`. */
export function repeatsAddress(text: string, address: string): boolean {
  const bare = (words: string): string =>
    shortenAddress(words.trim())
      .replace(/^(?:www\.|doi:\s*)/i, '')
      .replace(/[\s()-]/g, '')
      .toLowerCase();
  const words = bare(text);
  return words === bare(address) || (words.length > 3 && bare(address).endsWith(words));
}
