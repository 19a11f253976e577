/** Converts the TOML of front matter to YAML, line by line, so that places stay right. */

/** The most lines of one value. */
const MAX_LINES = 200;

/** Returns YAML with as many lines. A table, and a value that cannot be read, has only its key. */
export function convertToml(lines: readonly string[]): string {
  const rows = lines.map(() => '');
  const taken = new Set<string>();
  const add = (index: number, key: string, value: unknown): void => {
    if (!taken.has(key)) rows[index] = `${JSON.stringify(key)}: ${JSON.stringify(value)}`;
    taken.add(key);
  };
  let isTop = true;
  for (let index = 0; index < lines.length; index += 1) {
    const [, table] = /^\s*\[+\s*"?([\w-]+)/.exec(lines[index] ?? '') ?? [];
    const [, key, start = ''] = /^\s*"?([A-Za-z][\w-]*)"?\s*=\s*(.+)$/.exec(lines[index] ?? '') ?? [];
    if (table !== undefined) {
      isTop = false;
      add(index, table, {});
    } else if (key !== undefined && isTop) {
      const length = countLines(lines, index, start);
      add(index, key, readValue([start, ...lines.slice(index + 1, index + length)]));
      index += length - 1;
    }
  }
  return rows.join('\n');
}

/** Returns how many lines a value has: a list or a long text goes on to its closing mark. */
function countLines(lines: readonly string[], index: number, start: string): number {
  const closing = /^(?:"""|''')/.exec(start)?.[0] ?? (start.startsWith('[') ? ']' : undefined);
  if (closing === undefined || start.slice(closing.length).includes(closing)) return 1;
  const end = lines.slice(index + 1, index + MAX_LINES).findIndex((line) => line.includes(closing));
  return end === -1 ? 1 : end + 2;
}

/** Returns a text, a list, a number, a truth or a date; for others an empty group of keys, which no setting is. */
function readValue(rows: readonly string[]): unknown {
  const whole = rows.join('\n');
  const [, long] = /^(?:"""\n?([\s\S]*?)"""|'''\n?([\s\S]*?)''')/.exec(whole) ?? [];
  if (long !== undefined) return long;
  const [, value = ''] =
    /^("(?:[^"\\]|\\.)*"|'[^']*'|\[[^\]]*\]|[^#\s]+(?: \d{2}:[^#\s]*)?)\s*(?:#.*)?$/.exec(whole) ?? [];
  if (/^\d{4}-/.test(value)) return value;
  if (value.startsWith("'")) return value.slice(1, -1);
  try {
    return JSON.parse(value.startsWith('[') ? convertList(value) : value);
  } catch {
    return {};
  }
}

/** Returns a list as JSON has it: without a comma at its end, and with texts in double quotation marks. */
const convertList = (list: string): string =>
  list
    .replace(
      /("(?:[^"\\]|\\.)*")|'([^']*)'|#.*$/gm,
      (_, double?: string, single?: string) => double ?? (single === undefined ? '' : JSON.stringify(single)),
    )
    .replace(/,\s*\]$/, ']');
