/** Finds front matter in YAML or TOML at the start of a text by its fences, without parsing it. */

/** Front matter with its fences. */
export interface FrontMatterBlock {
  readonly fence: '---' | '+++';
  /** The text between the fences. */
  readonly content: string;
  /** Offset of the text below it. */
  readonly end: number;
}

/** Returns the block; `undefined` for none, and for a text between two lines that is no settings. */
export function findFrontMatterBlock(text: string): FrontMatterBlock | undefined {
  const [opening = '', written] = /^(---|\+\+\+)[ \t]*\n/.exec(text) ?? [];
  if (written === undefined) return undefined;
  const closing = written === '---' ? /^(?:---|\.\.\.)[ \t]*$/gm : /^\+\+\+[ \t]*$/gm;
  closing.lastIndex = opening.length;
  const found = closing.exec(text);
  if (found === null) return undefined;
  const content = text.slice(opening.length, found.index);
  if (!hasKeys(content)) return undefined;
  const fence = written === '---' ? '---' : '+++';
  return { fence, content, end: Math.min(found.index + found[0].length + 1, text.length) };
}

/** A key of YAML or TOML with its sign, a table of TOML, or a map in braces. */
const KEY = /^(?:["']?[\w.-]+["']?[ \t]*(?:=|:(?:\s|$))|\[+[\w.-]+\]+[ \t]*$|\{)/;

/** Returns whether the first line is a key; blank lines and comments alone are settings, too. */
function hasKeys(content: string): boolean {
  const first = content.split('\n').find((line) => !/^\s*(?:#|$)/.test(line));
  return first === undefined || KEY.test(first);
}
