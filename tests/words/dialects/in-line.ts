/** Translates marks within lines, and lines that are not for readers. */
import { nameToEmoji } from 'gemoji';
import type { Shelf } from './protect.ts';

/** Roles of MyST, raw parts for one format, and code with attributes, which all have backticks. Takes other code out of the text. */
export const translateCode = (text: string, shelf: Shelf): string =>
  text
    .replace(/\{([a-z][\w:-]*)\}`([^`\n]+)`/g, (_, role: string, inner: string) => roleOf(role, inner, shelf))
    .replace(/(?<!`)`([^`\n]+)`\{=(\w+)\}/g, (_, inner: string, format: string) =>
      format === 'html' ? shelf.put(inner) : '',
    )
    .replace(/(?<!`)(`+)(?!`)([^\n]*?[^`\n])\1(?!`)(?:\{[^{}\n=]*\})?/g, (_, ticks: string, inner: string) =>
      shelf.put(`${ticks}${inner}${ticks}`),
    );

function roleOf(role: string, inner: string, shelf: Shelf): string {
  if (role === 'math') return shelf.put(`$$${inner}$$`);
  if (role === 'abbr') return inner;
  if (role === 'cite')
    return `[${inner
      .split(',')
      .map((key) => `@${key.trim()}`)
      .join('; ')}]`;
  const [, words = inner, target] = /^(.*?) <(.*)>$/.exec(inner) ?? [];
  return target === undefined && !/^(?:doc|ref)$/.test(role) ? words : `[${words}](${target ?? inner})`;
}

/** Lines to write on, of which only the signs between them are words. */
export const translateFields = (text: string): string =>
  text.replace(/(?<![\w])_{2,}([/:]_{2,})*(?![\w])/g, (row) =>
    /____|[/:]/.test(row) ? row.replaceAll('_', '') : row,
  );

/** What is only for programs: comments, contents, labels, page breaks, ids of blocks. */
export const removeUnseen = (text: string): string =>
  text
    .replace(/^%%\n[\s\S]*?\n%%$/gm, '')
    .replace(/%%[^%\n]+%%/g, '')
    .replace(/^\[(?:TOC|\[_TOC_\])\]$/gim, '')
    .replace(/^(?:\d+\.|[-*]) .*\n\{:toc\}$/gm, '')
    .replace(/^\([\w:.-]+\)=$/gm, '')
    .replace(/^\{:[^{}\n]*\}$/gm, '')
    .replace(/^\\(?:newpage|pagebreak|clearpage)\{?\}?$/gm, '')
    .replace(/^\{\{< pagebreak >\}\}$/gm, '')
    .replace(/[ \t]\^[\w-]+$/gm, '');

/** Prints the meaning of each abbreviation once, after its first use, and removes the list of meanings. */
export function explainAbbreviations(text: string): string {
  const listed = [...text.matchAll(/^\*\[([^\]\n]+)\]: *(.*)$/gm)];
  const plain = text.replace(/^\*\[[^\]\n]+\]:.*$/gm, '');
  return listed.reduce(
    (explained, [, short = '', meaning = '']) =>
      explained.replace(new RegExp(`(?<!\\w)${short}(?!\\w)`), (word) => `${word} (${meaning})`),
    plain,
  );
}

/** Links and pictures of wikis. */
export const translateWiki = (text: string): string =>
  text.replace(
    /(?<!\\)(!?)\[\[([^[\]|\n]*)(?:\\?\|([^[\]\n]*))?\]\]/g,
    (_, image: string, target: string, words?: string) => {
      if (image !== '') return `![${words ?? target}](${target})`;
      return `[${words ?? target.replace(/^#/, '')}](${encodeURI(target)})`;
    },
  );

/** The mark of the number of a formula with a label. */
export const numberOf = (label: string | undefined): string => (label === undefined ? '' : '\n\n\uF8F2\n');

/** References by number: `@eq-square`, `[-@eq-square]`. */
export const translateReferences = (text: string): string =>
  text.replace(/\[-@(?:eq|fig|tbl)-\w+\]/g, '\uF8F3').replace(/(?<![\w@])@(?:eq|fig|tbl)-\w+/g, '\uF8F4');

/** Formulas between one dollar sign each, and those whose marks are at their words. */
export const translateDollars = (text: string, shelf: Shelf): string =>
  text
    .replace(
      /^\$\$(?:\n|[ ]*(?=[^\s$]))([^$]*?)\n?\$\$[ ]*(\{#[^}]*\})?$/gm,
      (_, tex: string, label?: string) => shelf.put(`$$\n${tex}\n$$`) + numberOf(label),
    )
    .replace(/(?<!\$)\$\$(?!\$)([^$\n]+)\$\$(?!\$)/g, (_, tex: string) => shelf.put(`$$${tex}$$`))
    .replace(/(?<![$\w\\])\$([^\s$](?:[^$\n]*[^\s$\\])?)\$(?![\d$\w])/g, (_, tex: string) =>
      shelf.put(`$$${tex}$$`),
    );

/** Attributes go; what they belong to stays. */
const translateAttributes = (text: string): string =>
  text
    .replace(/!\[([^[\]\n]*)\|[\dx]+\]\(/g, '![$1](')
    .replace(/(?<![!\]\\])\[([^[\]\n]+)\]\{[^{}\n]+\}/g, '$1')
    .replace(/(\]\([^()\n]*\))\{[^{}\n]+\}/g, '$1');

const translateMarks = (text: string): string =>
  text
    .replace(/==(?=[^\s=])([^=\n]+)==/g, '<mark>$1</mark>')
    .replace(/(?<=[\p{L}\p{N}])\^([^^\s[]{1,30})\^/gu, '<sup>$1</sup>')
    .replace(/(?<=[\p{L}\p{N}])~([^~\s]{1,30})~(?!~)/gu, '<sub>$1</sub>');

const translateEmoji = (text: string): string =>
  text.replace(
    /(?<![\p{L}\p{N}:]):([a-z\d+_-]+):(?![\p{L}\p{N}:])/gu,
    (whole, name: string) => nameToEmoji[name] ?? whole,
  );

/** Notes in the sentence become notes at the end. */
function translateNotes(text: string): string {
  const notes: string[] = [];
  const body = text.replace(/\^\[((?:[^[\]]|\[[^[\]]*\])+)\]/g, (_, words: string) => {
    notes.push(words);
    return `[^in-line-${notes.length}]`;
  });
  return [body, ...notes.map((words, index) => `[^in-line-${index + 1}]: ${words}`)].join('\n\n');
}

export const translateInLine = (text: string): string =>
  [translateAttributes, translateMarks, translateEmoji, translateNotes].reduce(
    (now, step) => step(now),
    text,
  );
