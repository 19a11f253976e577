/** Translates listings with options of other programs: code stays, options go, and some listings are no code. */
import { numberOf } from './in-line.ts';
import { box, container, LISTING, type Shelf, titled, withoutPrefix } from './protect.ts';

/** Takes each listing out of a text, as plain code or as the Markdown that it means. */
export function translateListings(text: string, shelf: Shelf, translate: (inner: string) => string): string {
  const deep = (inner: string): string => translate(translateListings(inner, shelf, translate));
  return labelNotes(text).replace(
    LISTING,
    (_, prefix: string, fence: string, info: string, content: string) => {
      const inner = withoutPrefix(content, prefix.replace(/[^ \t>]/g, ' '));
      const indent = prefix.replace(/[-*+\d.)]/g, ' ');
      return (
        prefix + listingOf(fence, info.trim(), inner, shelf, deep).trim().replaceAll('\n', `\n${indent}`)
      );
    },
  );
}

/** The numbers of notes to lines of code are words of the items below, which have no others. */
const labelNotes = (text: string): string =>
  text.replace(
    /(<\d>\n`{3}\n\n)((?:\d\. .*\n)+)/g,
    (_, listing: string, list: string) => listing + list.replace(/^(\d)\. (.*)$/gm, '$1 $2\n'),
  );

const ADMONITION = /^(?:note|tip|hint|warning|danger|error|caution|attention|important|seealso)$/;

function listingOf(
  fence: string,
  info: string,
  content: string,
  shelf: Shelf,
  translate: (inner: string) => string,
): string {
  const code = (lines: string): string => shelf.put(`${fence}\n${lines}${fence}`);
  const [, format] = /^\{=(\w+)\}/.exec(info) ?? [];
  if (format !== undefined) return format === 'html' ? shelf.put(content) : '';
  const [, drawn] = info === 'dot' ? (/^\/\/\| fig-cap: (.*)$/m.exec(content) ?? []) : [];
  if (drawn !== undefined) return shelf.put(`![A drawing.](leaf.svg "${drawn}")`);
  if (info === 'math') return shelf.put(`$$\n${content}$$`);
  const [, directive, argument = ''] = /^\{([a-z][\w:-]*)\}[ ]*(.*)$/.exec(info) ?? [];
  if (directive !== undefined && !/^(?:r|python|julia|bash)$/.test(directive)) {
    return directiveOf(directive, argument, content, { code, translate, shelf });
  }
  if (
    /\becho\s*=\s*F/.test(info) ||
    /\binclude\s*=\s*F/.test(info) ||
    /^#\| (?:echo|include): false/m.test(content)
  )
    return '';
  const title = /\b(?:title|filename)="([^"]*)"/.exec(info)?.[1];
  const shown = code(shownLines(info, content));
  return title === undefined ? shown : titled(title, shown);
}

/** Leaves out the options in comments, and what only the compiler of Rust sees. */
function shownLines(info: string, content: string): string {
  const lines = content
    .split('\n')
    .filter((line) => !/^#\| /.test(line) && !/^# highlight-next-line$/.test(line))
    .map((line) =>
      line.replace(/^(.*) \/\/ \[!code \+\+\]$/, '\uF8F0$1').replace(/[ ]+# <(\d)>$/, '\uF8F1$1'),
    );
  if (!/^\{?\.?rust\b/.test(info)) return lines.join('\n');
  return lines
    .filter((line) => !/^\s*#(?: |$)/.test(line))
    .map((line) => line.replace(/^(\s*)##/, '$1#'))
    .join('\n');
}

interface Tools {
  readonly code: (lines: string) => string;
  readonly translate: (inner: string) => string;
  readonly shelf: Shelf;
}

/** Splits the options `:key: value` from what a directive contains. */
export function splitOptions(content: string): { options: ReadonlyMap<string, string>; body: string } {
  const options = new Map<string, string>();
  const lines = content.split('\n');
  while (/^:[\w-]+:/.test(lines[0] ?? '')) {
    const [, key = '', value = ''] = /^:([\w-]+):[ ]*(.*)$/.exec(lines.shift() ?? '') ?? [];
    options.set(key, value);
  }
  return { options, body: lines.join('\n').replace(/^\n/, '') };
}

function directiveOf(
  name: string,
  argument: string,
  content: string,
  { code, translate, shelf }: Tools,
): string {
  const { options, body } = splitOptions(content);
  const caption = options.get('caption');
  switch (name) {
    case 'toctree':
      return '';
    case 'math':
      return shelf.put(`$$\n${body}$$`) + numberOf(options.get('label'));
    case 'code-block':
    case 'code':
      return caption === undefined ? code(body) : titled(caption, code(body));
    case 'table':
      return container('table', argument, body);
    case 'figure':
      return container('figure', body.trim(), `![${options.get('alt') ?? ''}](${argument})`);
    default:
      return containerOf(name, argument, translate(body));
  }
}

/** Writes the box, the tab or the plain content of a directive. */
export function containerOf(name: string, argument: string, body: string): string {
  if (name === 'toctree') return '';
  if (ADMONITION.test(name)) return box(name, argument || undefined, body);
  return argument === ''
    ? `\n${body}\n`
    : name === 'admonition'
      ? box(name, argument, body)
      : titled(argument, body);
}
