/**
 * Reads the tags of a generated document with a regular expression, which is fast enough to check every
 * document.
 */

export interface Tag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
}

// Matches comments and CDATA first, so that their content is not read as tags.
const TAG =
  /<!--.*?-->|<!\[CDATA\[.*?\]\]>|<([A-Za-z][^\s/>]*)((?:\s+[^\s=/>]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*\/?>/gs;
const ATTRIBUTE = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** Reads start tags and empty-element tags, in document order. */
export function readTags(xml: string): readonly Tag[] {
  const tags: Tag[] = [];
  for (const [, name, written = ''] of xml.matchAll(TAG)) {
    if (name === undefined) continue;
    const attributes = new Map<string, string>();
    for (const [, key = '', double, single] of written.matchAll(ATTRIBUTE)) {
      attributes.set(key, decodeEntities(double ?? single ?? ''));
    }
    tags.push({ name, attributes });
  }
  return tags;
}

const NAMED_ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const decodeEntities = (value: string): string =>
  value.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (all, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return NAMED_ENTITIES[name] ?? all;
    return String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16));
  });
