/**
 * Reads chunks of R whose code only shows pictures of the project: `knitr::include_graphics("plot.png")`
 * (https://bookdown.org/yihui/rmarkdown-cookbook/include-graphics.html). The code is read, and does not run.
 */
import type { Code, Image, Paragraph } from 'mdast';
import { pickOptions, readPairs, takeOptions } from './figure-options.ts';

/** Whether a chunk is not evaluated, or its result not shown. */
const IS_OFF = /(?:^|[\s,])(?:eval|include)[ \t]*=[ \t]*(?:FALSE|F|false)\b/;
const IS_OFF_IN_COMMENT = /^[ \t]*#\|[ \t]*(?:eval|include):[ \t]*(?:false|no)\b/im;

const TEXT = `(?:"[^"\\\\\\n]+"|'[^'\\\\\\n]+')`;
/** A call with the text of a path, or with `c(…)` of several, and with other arguments. */
const CALL = new RegExp(
  `^(?:knitr::)?include_graphics\\(\\s*(?:path\\s*=\\s*)?(${TEXT}|c\\(\\s*${TEXT}(?:\\s*,\\s*${TEXT})*\\s*\\))\\s*(?:,[^()]*)?\\);?$`,
);
const LENGTH = /^\d*\.?\d+(?:px|%|pt|cm|mm|in)?$/;

/**
 * Returns the pictures of a chunk, each alone in a paragraph; the last one has the caption. Without a caption, a label is no number.
 * @param options what follows the language
 * @param toWords returns the words of a caption in Markdown
 * @returns nothing if the code does anything else
 */
export function readPictures(
  { value, position }: Code,
  options: string,
  toWords: (caption: string) => string,
): readonly Paragraph[] {
  if (!value.includes('include_graphics') || IS_OFF.test(options) || IS_OFF_IN_COMMENT.test(value)) return [];
  const code = value.replace(/^[ \t]*#.*$/gm, '').trim();
  const [, written = ''] = CALL.exec(code) ?? [];
  const urls = [...written.matchAll(/"([^"]+)"|'([^']+)'/g)].map(
    ([, double, single]) => double ?? single ?? '',
  );
  if (urls.length === 0) return [];
  const { id, caption, alt, width } = readOptions(value, options);
  const words = caption === undefined ? undefined : toWords(caption.replace(/\s+/g, ' '));
  return urls.map((url, index) => {
    const isFigure = words !== undefined && index === urls.length - 1;
    const size = width !== undefined && LENGTH.test(width) ? { width } : {};
    const properties = { ...size, ...(isFigure && id !== undefined && { id }) };
    const image: Image = {
      ...{ type: 'image', url, alt: alt ?? words ?? '' },
      ...(isFigure && { title: words }),
      data: { hProperties: properties },
      ...(position && { position }),
    };
    return { type: 'paragraph', children: [image], ...(position && { position }) };
  });
}

/** Reads the options after the language, and those of comments. The first may be a label alone. */
function readOptions(value: string, options: string): ReturnType<typeof pickOptions> {
  const [, label] = /^[ \t,]*([\w:./-]+)[ \t]*(?:,|$)/.exec(options) ?? [];
  const pairs = [...readPairs(options)].filter(
    // Other captions are made by R.
    ([key]) =>
      !/cap$|alt$/.test(key) || new RegExp(`${key.replace('.', '\\.')}[ \\t]*=[ \\t]*["']`).test(options),
  );
  const comments = [...takeOptions(value, false).options].filter(([, text]) => !text.startsWith('!'));
  const picked = pickOptions(new Map([...(label ? [['label', label] as const] : []), ...pairs, ...comments]));
  const { id } = picked;
  return id === undefined || /^fig[-:]/.test(id) ? picked : { ...picked, id: `fig:${id}` };
}
