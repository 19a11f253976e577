/** Repairs front matter that is almost YAML, such as `title: Pain: what helps`. */

/** A key or an item of a list with its value in one line. */
const VALUE_LINE = /^([ \t]*(?:- +)*(?:[A-Za-z][\w -]*:[ \t]+|- +))(\S.*)$/;
/** A value that needs no quotation marks, or may have none: quoted, a list or a map, a text of several lines, an alias, a truth, a number. */
const STRUCTURED =
  /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|\[.*\]|\{.*\}|[|>][-+\d]*|[&*!#].*|true|false|[-\d.]+)$/;

/** Returns the text with each plain value of a line in quotation marks. */
export const quoteValues = (yaml: string): string =>
  yaml
    .split('\n')
    .map((line) => line.replace(/^\t+/, (tabs) => '  '.repeat(tabs.length)))
    .map((line) => {
      const [, key, value] = VALUE_LINE.exec(line.trimEnd()) ?? [];
      return key === undefined || value === undefined || STRUCTURED.test(value)
        ? line
        : key + JSON.stringify(value);
    })
    .join('\n');

/** Returns whether the text asks for strictness, or was meant to: then nothing may be repaired. */
export const asksForStrictness = (yaml: string): boolean => /^[ \t]*["']?(?:clinical|strict)\b/im.test(yaml);
