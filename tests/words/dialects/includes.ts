/** Puts files into a text where it includes them, in the forms of other programs. */

/** Returns a file of the publication, by its path from the folder of the chapter. */
export type ReadIncluded = (path: string) => string;

const code = (text: string): string => `\`\`\`\n${text.trimEnd()}\n\`\`\``;
const withoutHead = (text: string): string => text.replace(/^---\n[\s\S]*?\n---\n/, '').trim();
const picked = (text: string, from: number, to: number): string =>
  text
    .split('\n')
    .slice(from - 1, to)
    .join('\n');

/** Picks lines, `2:3`, or the part between two marks, `name`, of a file. */
function part(text: string, which: string | undefined): string {
  if (which === undefined) return withoutHead(text);
  const [, from, to] = /^(\d+):(\d+)$/.exec(which) ?? [];
  if (from !== undefined) return picked(text, Number(from), Number(to));
  const marked = new RegExp(
    `^.*(?:ANCHOR: ?|#region |--8<-- \\[start:)${which}\\b.*\\n([\\s\\S]*?)^.*(?:ANCHOR_END: ?|#endregion |--8<-- \\[end:)${which}\\b`,
    'm',
  );
  return (marked.exec(text)?.[1] ?? '').trimEnd();
}

const between = (text: string, start: string, end: string): string =>
  text.slice(text.indexOf(start) + start.length, text.indexOf(end));

/** Picks a heading with the text below it, up to the next heading. */
const section = (text: string, heading: string | undefined): string =>
  heading === undefined
    ? withoutHead(text)
    : (text.split(/^(?=#)/m).find((each) => each.replace(/^#+ /, '').startsWith(heading)) ?? '');

const deeper = (text: string, by: number): string =>
  text.replace(/^#+(?= )/gm, (signs) => signs + '#'.repeat(by));

export const include = (text: string, read: ReadIncluded): string =>
  text
    .replace(
      /^(:::table\[[^\]]*\])\{src=(\S+)\}\n:::$/gm,
      (_, opening: string, path: string) => `${opening}\n\`\`\`csv\n${read(path).trim()}\n\`\`\`\n:::`,
    )
    .replace(
      /(?<!\\)\{\{#(?:rustdoc_)?(?:include|playground) ([^\s:}]+)(?::([^\s}]+))?\}\}/g,
      (_, path: string, which?: string) => part(read(path), which),
    )
    .replace(/\\(?=\{\{#)/g, '')
    .replace(/^\{\{< include (\S+) >\}\}$/gm, (_, path: string) => part(read(path), undefined))
    .replace(/^```\{r,? child="([^"]+)"\}\n```$/gm, (_, path: string) => part(read(path), undefined))
    .replace(/^--8<--\n([\s\S]*?)\n--8<--$/gm, (_, paths: string) =>
      paths
        .split('\n')
        .map((path) => part(read(path), undefined))
        .join('\n\n'),
    )
    .replace(/^--8<-- "([^":]+)(?::([^"]+))?"$/gm, (_, path: string, which?: string) =>
      part(read(path), which),
    )
    .replace(
      /^\{% include-markdown "([^"]+)" start="([^"]+)" end="([^"]+)" heading-offset=(\d) %\}$/gm,
      (_, path: string, start: string, end: string, by: string) =>
        deeper(between(read(path), start, end), Number(by)).trim(),
    )
    .replace(/^!\[\[([\w-]*note)(?:#([^\]\n]+))?\]\]$/gm, (_, name: string, heading?: string) =>
      section(read(`parts/${name}.md`), heading),
    )
    .replace(/^```\{include\} (\S+)\n```$/gm, (_, path: string) => part(read(path), undefined))
    .replace(
      /^```\{literalinclude\} (\S+)\n:lines: (\d+)-(\d+)\n```$/gm,
      (_, path: string, from: string, to: string) => code(picked(read(path), Number(from), Number(to))),
    )
    .replace(
      /^<<(?:\[([^\]]*)\])?\(([^)]+)\)$/gm,
      (_, title: string | undefined, path: string) =>
        `${title === undefined ? '' : `${title}\n\n`}${code(read(path))}`,
    )
    .replace(/^<<\[([^\]]+)\]$|^\{\{([^{}\s#<%]+\.md)\}\}$/gm, (_, path?: string, other?: string) =>
      part(read(path ?? other ?? ''), undefined),
    )
    .replace(
      /^<!--@include: (\S+?)(?:\{(\d+),(\d+)\})?-->$/gm,
      (_, path: string, from?: string, to?: string) =>
        from === undefined ? part(read(path), undefined) : picked(read(path), Number(from), Number(to)),
    )
    .replace(/^<<< (\S+?)#(\S+)$/gm, (_, path: string, region: string) => code(part(read(path), region)))
    .replace(
      /^import (\w+) from '(\.[^']+\.mdx)';\n([\s\S]*?)^<\1 \/>$/gm,
      (_, _name: string, path: string, before: string) => `${before}${part(read(path), undefined)}`,
    );
