/** Takes code out of a text while its other marks are translated, and puts it back. */

const OPEN = '\uE000';
const CLOSE = '\uE001';
const HELD = /^([^\n\uE000]*)\uE000(\d+)\uE001/gm;

export class Shelf {
  readonly #held: string[] = [];

  /** Returns a mark that stays where it is until {@link restore}. */
  put(text: string): string {
    this.#held.push(text);
    return `${OPEN}${this.#held.length - 1}${CLOSE}`;
  }

  /** Puts everything back. Text of several lines gets the indentation or the `>` of the line of its mark. */
  restore(text: string): string {
    let restored = text;
    while (restored.includes(OPEN)) {
      restored = restored.replace(HELD, (_, before: string, number: string) => {
        const indent = (/^[ \t>]*(?:[-*+] )?/.exec(before)?.[0] ?? '').replace(/[-*+]/, ' ');
        return before + (this.#held[Number(number)] ?? '').replaceAll('\n', `\n${indent}`);
      });
    }
    return restored;
  }
}

/** A fenced listing: its prefix, fence, words after the fence, and content. */
export const LISTING =
  /^([ \t>]*(?:(?:[-*+]|\d+[.)])[ ]+)?)(`{3,}|~{3,})([^\n`]*)\n((?:(?!\1?[ \t>]*\2)[^\n]*\n)*?)[ \t>]*\2[`~]*[ \t]*$/gm;

/** Removes the prefix of the first line of a block from its other lines. */
export const withoutPrefix = (content: string, prefix: string): string => {
  const width = prefix.length;
  return content
    .split('\n')
    .map((line) => (/^[ \t>]*$/.test(line.slice(0, width)) ? line.slice(width) : line.trimStart()))
    .join('\n');
};

/** Writes a container of our own around a text, with more colons than any in it. */
export function container(name: string, label: string | undefined, body: string, attributes = ''): string {
  const longest = Math.max(
    2,
    ...[...body.matchAll(/^[ \t>]*(:{3,})/gm)].map(([, colons = '']) => colons.length),
  );
  const fence = ':'.repeat(longest + 1);
  const title = label === undefined ? '' : `[${label}]`;
  return `\n${fence}${name}${title}${attributes}\n\n${body.trim()}\n\n${fence}\n`;
}

const OWN_BOXES: ReadonlySet<string> = new Set(['note', 'warning', 'key-points', 'urgent', 'action']);

/** Writes a box of another program: with its title, or the English name of its kind; an empty title is none. */
export function box(kind: string, title: string | undefined, body: string): string {
  const name = kind.toLowerCase();
  if (title === '') return `\n${body}\n`;
  if (title === undefined && OWN_BOXES.has(name)) return container(name, undefined, body);
  return container('note', title ?? name.charAt(0).toUpperCase() + name.slice(1), body);
}

/** Writes a part below its title: a tab, a summary. */
export const titled = (title: string, body: string): string => `\n${title}\n\n${body.trim()}\n`;
