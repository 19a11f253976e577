/** Finds front matter in JSON: an object at the start of the file, or between `---json` or `;;;` and its end. */

interface JsonFrontMatter {
  /** Number of lines from the start of the file, with fences. */
  readonly lines: number;
  readonly yaml: string;
  readonly linesAbove: number;
}

/** The most lines that JSON at the start of a file may have. */
const MAX_LINES = 500;
/** The most UTF-16 code units that it may have, because each line with `}` may be its end. */
const MAX_LENGTH = 100_000;

/** Returns the JSON at the start of the lines, which is YAML, too; nothing for another text. */
export function findJson(lines: readonly string[]): JsonFrontMatter | undefined {
  const [first = ''] = lines;
  if (/^---[ \t]*json[ \t]*$/i.test(first)) return findFenced(lines, '---');
  if (/^;;;[ \t]*$/.test(first)) return findFenced(lines, ';;;');
  return first.startsWith('{') ? findBare(lines) : undefined;
}

function findFenced(lines: readonly string[], fence: string): JsonFrontMatter | undefined {
  const end = lines.findIndex((line, index) => index > 0 && line.trimEnd() === fence);
  if (end === -1) return undefined;
  const text = lines.slice(1, end).join('\n');
  // Hexo leaves out the braces.
  const object = text.trimStart().startsWith('{') ? text : `{${text}}`;
  return isObject(object) ? { lines: end + 1, linesAbove: 1, yaml: convert(object) } : undefined;
}

/** Finds the first line that ends an object which begins on the first line. */
function findBare(lines: readonly string[]): JsonFrontMatter | undefined {
  const limit = Math.min(lines.length, MAX_LINES);
  for (let end = 1; end <= limit; end += 1) {
    if (!lines[end - 1]?.trimEnd().endsWith('}')) continue;
    const text = lines.slice(0, end).join('\n');
    if (text.length > MAX_LENGTH) return undefined;
    if (isObject(text)) return { lines: end, linesAbove: 0, yaml: convert(text) };
  }
  return undefined;
}

function isObject(text: string): boolean {
  try {
    const data: unknown = JSON.parse(text);
    return typeof data === 'object' && data !== null && !Array.isArray(data) && Object.keys(data).length > 0;
  } catch {
    return false;
  }
}

/** Returns JSON as YAML reads it, which does not allow tabs at the start of lines. */
const convert = (json: string): string => json.replace(/\t/g, ' ');
