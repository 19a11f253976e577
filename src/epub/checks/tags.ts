/** The tags of a document that we have written: fast, as every document of every book is gone through. */

export interface Tag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
}

// Comments and CDATA first, so that nothing in them is taken for a tag.
const TAG =
  /<!--.*?-->|<!\[CDATA\[.*?\]\]>|<([A-Za-z][^\s/>]*)((?:\s+[^\s=/>]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*\/?>/gs;
const ATTRIBUTE = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** Start tags and empty elements, in document order. */
export function tagsOf(xml: string): readonly Tag[] {
  const tags: Tag[] = [];
  for (const [, name, written = ''] of xml.matchAll(TAG)) {
    if (name === undefined) continue;
    const attributes = new Map<string, string>();
    for (const [, key = '', double, single] of written.matchAll(ATTRIBUTE)) {
      attributes.set(key, unescaped(double ?? single ?? ''));
    }
    tags.push({ name, attributes });
  }
  return tags;
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const unescaped = (value: string): string =>
  value.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (all, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return NAMED[name] ?? all;
    return String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16));
  });
