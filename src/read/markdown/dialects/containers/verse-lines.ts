/** Divides the words of a paragraph into the lines in which they are written, as a poem or an address needs them. */
import type { Break, Emphasis, Paragraph, PhrasingContent, Text } from 'mdast';
import type { SourceFile } from '../../../../core/source-location.ts';
import { sliceText } from '../slice-text.ts';

/** Elements that may go on in the next line. Others, such as links, are not divided. */
const DIVIDED: ReadonlySet<string> = new Set(['emphasis', 'strong', 'delete']);

const BREAK: Break = { type: 'break' };

/** Replaces the content of a paragraph by one `span.line` a line, with breaks between them. */
export function keepLines(paragraph: Paragraph, source: SourceFile): Paragraph {
  const lines = divide(paragraph.children, source).filter((words) => words.length > 0);
  const children = lines.flatMap((words, index): readonly PhrasingContent[] => {
    const line: Emphasis = {
      type: 'emphasis',
      data: { hName: 'span', hProperties: { className: ['line'] } },
      children: indent([...words], source),
    };
    return index === 0 ? [line] : [BREAK, line];
  });
  return { ...paragraph, children };
}

/** Returns the words of each line. */
function divide(
  children: readonly PhrasingContent[],
  source: SourceFile,
): readonly (readonly PhrasingContent[])[] {
  const lines: PhrasingContent[][] = [[]];
  for (const child of children) {
    const [first = [], ...rest] = divideNode(child, source);
    lines.at(-1)?.push(...first);
    lines.push(...rest.map((words) => [...words]));
  }
  return lines;
}

function divideNode(node: PhrasingContent, source: SourceFile): readonly (readonly PhrasingContent[])[] {
  if (node.type === 'break') return [[], []];
  if (node.type === 'text') return divideText(node, source);
  if (!('children' in node) || !DIVIDED.has(node.type)) return [[node]];
  return divide(node.children, source).map((words) =>
    words.length === 0 ? [] : [{ ...node, children: words } as PhrasingContent],
  );
}

function divideText(text: Text, source: SourceFile): readonly (readonly Text[])[] {
  let at = 0;
  return text.value.split('\n').map((line) => {
    const from = at;
    at += line.length + 1;
    return line === '' ? [] : [sliceText(text, from, from + line.length, source)];
  });
}

/** Puts no-break spaces for the spaces that are before a line in the file, because Markdown drops them. */
function indent(words: PhrasingContent[], { text }: SourceFile): PhrasingContent[] {
  const start = words[0]?.position?.start.offset ?? 0;
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const [spaces = ''] = /(?<=^[ \t>]*)[ \t]+[*_~]*$/.exec(before) ?? [];
  const width = spaces.replace(/[*_~]/g, '').replaceAll('\t', '    ').length;
  return width === 0 ? words : [{ type: 'text', value: '\u00A0'.repeat(width) }, ...words];
}
