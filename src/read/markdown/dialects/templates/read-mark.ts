/** Reads the name and the arguments of a template's mark. */

/** What a mark is. */
export interface ReadMark {
  /** `shortcode` of Hugo and Quarto, `tag` of Liquid, a `value`, a `comment`, or text that shows a mark. */
  readonly kind: 'shortcode' | 'tag' | 'value' | 'comment' | 'shown';
  /** In lowercase; of an end its name, of a value the whole expression. */
  readonly name: string;
  readonly isEnd: boolean;
  /** Whether it is complete without an end. */
  readonly isClosed: boolean;
  /** Arguments without a name. */
  readonly list: readonly string[];
  readonly named: ReadonlyMap<string, string>;
}

const ARGUMENT = /(?:([\w-]+)\s*=\s*)?("(?:[^"\\]|\\.)*"|`[^`]*`|'[^']*'|[^\s"'=|]+)/g;

/** Reads a mark as it is written. */
export function readMark(written: string): ReadMark {
  const [, sign = ''] = /^\{([%{])/.exec(written) ?? [];
  const isShortcode = /^\{\{[<%]/.test(written);
  const inner = written
    .slice(isShortcode ? 3 : 2, isShortcode ? -3 : -2)
    .replace(/^-|-$/g, '')
    .trim();
  const none = { isEnd: false, isClosed: true, list: [], named: new Map<string, string>() };
  if (/^\/\*[\s\S]*\*\/$/.test(inner)) {
    const shown = `${written.slice(0, 3)} ${inner.slice(2, -2).trim()} ${written.slice(-3)}`;
    return { ...none, kind: isShortcode ? 'shown' : 'comment', name: shown };
  }
  if (!isShortcode && sign === '{') return { ...none, kind: 'value', name: inner };
  const [, slash, name = '', rest = ''] = /^(\/?)\s*([^\s/]*)([\s\S]*)$/.exec(inner) ?? [];
  const [, ended] = (!isShortcode && /^end[-_]?(.+)$/.exec(name)) || [];
  return {
    kind: isShortcode ? 'shortcode' : 'tag',
    name: (ended ?? name).toLowerCase(),
    isEnd: slash === '/' || ended !== undefined,
    isClosed: /\/\s*$/.test(rest),
    ...readArguments(rest.replace(/\/\s*$/, '')),
  };
}

function readArguments(written: string): Pick<ReadMark, 'list' | 'named'> {
  const list: string[] = [];
  const named = new Map<string, string>();
  for (const [, name, quoted = ''] of written.matchAll(ARGUMENT)) {
    const value = /^["'`]/.test(quoted) ? quoted.slice(1, -1).replace(/\\(["\\])/g, '$1') : quoted;
    if (name === undefined) list.push(value);
    else named.set(name.toLowerCase(), value);
  }
  return { list, named };
}
