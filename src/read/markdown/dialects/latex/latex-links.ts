/**
 * Reads the links of LaTeX: `\href{address}{words}` and `\url{address}`, https://ctan.org/pkg/hyperref. The parser reads them,
 * because it would otherwise take the braces for a part of the address.
 */
import type { Processor } from 'unified';
import type { Point } from 'unist';
import type { Code, Construct, Effects, State } from '../../micromark-types.ts';
import { isLineEnd, isSpace } from '../character-codes.ts';

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    latexLink: 'latexLink';
    latexLinkMark: 'latexLinkMark';
    /** The address of a link with words. */
    latexLinkAddress: 'latexLinkAddress';
    /** The address of a link that shows it. */
    latexLinkUrl: 'latexLinkUrl';
  }
}

const BACKSLASH = '\\'.charCodeAt(0);
const OPEN = '{'.charCodeAt(0);
const CLOSE = '}'.charCodeAt(0);

/** A command begins after no letter, so that `C:\url` is a path. */
const IS_PART_OF_PATH = /[\w:.\\]/;
const NAME = /^\\(?:href|url)$/;
/** Characters of the longest address, and of the longest words. */
const MAX_LENGTH = 1000;
/** Another command of this kind, before whose end the one around it cannot end. */
const INNER = /\\(?:href|url)$/;

export function addLatexLinks(processor: Processor): void {
  const data = processor.data();
  data.micromarkExtensions = [...(data.micromarkExtensions ?? []), { text: { [BACKSLASH]: construct } }];
  data.fromMarkdownExtensions = [
    ...(data.fromMarkdownExtensions ?? []),
    {
      canContainEols: ['link'],
      enter: {
        latexLink(token) {
          this.enter({ type: 'link', url: '', children: [] }, token);
        },
        latexLinkUrl(token) {
          this.config.enter.data?.call(this, token);
        },
      },
      exit: {
        latexLinkAddress(token) {
          const link = this.stack.at(-1);
          if (link?.type === 'link') link.url = completeAddress(readAddress(this.sliceSerialize(token)));
        },
        latexLinkUrl(token) {
          const text = this.stack.pop();
          const link = this.stack.at(-1);
          if (text?.type !== 'text' || link?.type !== 'link') return;
          const { end, start } = token;
          text.value = readAddress(this.sliceSerialize(token));
          text.position = { start: pointOf(start), end: pointOf(end) };
          link.url = completeAddress(text.value);
        },
        latexLink(token) {
          this.exit(token);
        },
      },
    },
  ];
}

const pointOf = ({ line, column, offset }: Required<Point>): Point => ({ line, column, offset });

/** Removes the backslashes of signs that LaTeX would not print as they are. */
const readAddress = (written: string): string => written.replace(/\\([%#&_~{}$])/g, '$1').trim();

/** Adds the scheme that browsers add to the name of a server. */
const completeAddress = (address: string): string =>
  /^www\./i.test(address) ? `http://${address}` : address;

const construct: Construct = {
  name: 'latexLink',
  tokenize(effects, ok, nok) {
    const { previous } = this;
    let name = '';
    const begin: State = (code) => {
      if (previous !== null && previous > 0 && IS_PART_OF_PATH.test(String.fromCharCode(previous)))
        return nok(code);
      effects.enter('latexLink');
      effects.enter('latexLinkMark');
      return readName(code);
    };
    const readName: State = (code) => {
      if (code === OPEN && NAME.test(name)) {
        effects.consume(code);
        effects.exit('latexLinkMark');
        return readAddressToken(
          effects,
          name === '\\url' ? 'latexLinkUrl' : 'latexLinkAddress',
          afterAddress,
          nok,
        );
      }
      if (code === null || code < 0 || name.length > 4) return nok(code);
      name += String.fromCharCode(code);
      effects.consume(code);
      return readName;
    };
    const afterAddress: State = (code) => {
      effects.enter('latexLinkMark');
      effects.consume(code);
      return name === '\\url' ? end : betweenBraces;
    };
    const betweenBraces: State = (code) => {
      if (code === OPEN) {
        effects.consume(code);
        effects.exit('latexLinkMark');
        return readWords(effects, afterWords, nok);
      }
      if (!isSpace(code)) return nok(code);
      effects.consume(code);
      return betweenBraces;
    };
    const afterWords: State = (code) => {
      effects.enter('latexLinkMark');
      effects.consume(code);
      return end;
    };
    const end: State = (code) => {
      effects.exit('latexLinkMark');
      effects.exit('latexLink');
      return ok(code);
    };
    return begin;
  },
};

/** Reads an address up to its closing brace, which it does not consume. It is in one line. */
function readAddressToken(
  effects: Effects,
  type: 'latexLinkUrl' | 'latexLinkAddress',
  next: State,
  nok: State,
): State {
  let length = 0;
  let isEscaped = false;
  const read: State = (code) => {
    if (isLineEnd(code) || length > MAX_LENGTH) return nok(code);
    if (!isEscaped && code === CLOSE) {
      if (length === 0) return nok(code);
      effects.exit(type);
      return next(code);
    }
    if (!isEscaped && code === OPEN) return nok(code);
    isEscaped = !isEscaped && code === BACKSLASH;
    length += 1;
    effects.consume(code);
    return read;
  };
  return (code) => {
    effects.enter(type);
    return read(code);
  };
}

/** Reads words up to their closing brace, which it does not consume. They are Markdown, and may have lines. */
function readWords(effects: Effects, next: State, nok: State): State {
  let written = '';
  let depth = 0;
  let isEscaped = false;
  let last: ReturnType<Effects['enter']> | undefined;
  const isEnd = (code: Code): boolean => code === CLOSE && !isEscaped && depth === 0;
  const end: State = (code) => (written.trim() === '' ? nok(code) : next(code));
  const beginLine: State = (code) => {
    if (code === null) return nok(code);
    if (isEnd(code)) return end(code);
    const token = effects.enter('chunkText', { contentType: 'text', ...(last && { previous: last }) });
    if (last !== undefined) last.next = token;
    last = token;
    return read(code);
  };
  const read: State = (code) => {
    if (code === null || written.length > MAX_LENGTH || INNER.test(written.slice(-5))) return nok(code);
    if (isEnd(code)) {
      effects.exit('chunkText');
      return end(code);
    }
    if (!isEscaped) depth += depthOf(code);
    isEscaped = !isEscaped && code === BACKSLASH;
    written += code < 0 ? ' ' : String.fromCharCode(code);
    effects.consume(code);
    if (!isLineEnd(code)) return read;
    effects.exit('chunkText');
    return beginLine;
  };
  return beginLine;
}

const depthOf = (code: Code): number => (code === OPEN ? 1 : code === CLOSE ? -1 : 0);
