/**
 * Parses the marks of templates as nodes, so that Markdown reads nothing in them: `{{< figure src="a_b.png" >}}` of Hugo
 * and Quarto, `{% include x.html %}` and `{{ value }}` of Liquid.
 */
import type { Literal } from 'mdast';
import type { Processor } from 'unified';
import type { Position } from 'unist';
import type { Code, Construct, State } from '../../micromark-types.ts';

/** A mark as it is written. */
export interface TemplateMark extends Literal {
  type: 'templateMark';
  position?: Position;
}

declare module 'mdast' {
  interface RootContentMap {
    templateMark: TemplateMark;
  }
  interface PhrasingContentMap {
    templateMark: TemplateMark;
  }
}

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    templateMark: 'templateMark';
    templateMarkLine: 'templateMarkLine';
  }
}

const BRACE = '{'.charCodeAt(0);
const DOLLAR = '$'.charCodeAt(0);
const EQUAL_SIGN = '='.charCodeAt(0);

/** Longer marks are text. */
const MAX_LENGTH = 1000;

/** A whole mark: shortcodes, tags, and values of names, without functions. */
const MARK =
  /^(?:\{\{<(?!\s*>)[\s\S]*>\}\}|\{\{%(?!\s*%)[\s\S]*%\}\}|\{%-?\s*\w[\s\S]*%\}|\{\{-?\s*(?:[\w$"'.][\s\S]*?|\/\*[\s\S]*\*\/\s*-?)\}\})$/;

/** Marks that other features read, or that stand for a file. */
const FOREIGN =
  /^\{\{[<%]\s*(?:pagebreak|newpage|include|embed)\b|^\{%-?\s*(?:(?:end)?(?:hint|tabs?)|include-markdown)\b|^\{\{\s*[^\s"'{}|]+\.(?:md|markdown|mdx|txt|html|csv|py|rb|js|ts|rs|c|go)\s*\}\}$/i;

/** Tags of Liquid that need an end. In a file without one, they are text. */
const PAIRED = /^\{%-?\s*(if|unless|case|for|tablerow|capture|comment|raw|block)\b/;
const ENDS = /\{%-?\s*end(\w+)/g;

/** Adds the marks to the parser. */
export function addTemplateMarks(processor: Processor, text: string): void {
  const data = processor.data();
  const ended = new Set([...text.matchAll(ENDS)].map(([, name]) => name));
  const isMark = (written: string): boolean => {
    const [, paired] = PAIRED.exec(written) ?? [];
    return MARK.test(written) && !FOREIGN.test(written) && (paired === undefined || ended.has(paired));
  };
  data.micromarkExtensions = [
    ...(data.micromarkExtensions ?? []),
    { text: { [BRACE]: createConstruct(isMark) } },
  ];
  data.fromMarkdownExtensions = [
    ...(data.fromMarkdownExtensions ?? []),
    {
      enter: {
        templateMark(token) {
          this.enter({ type: 'templateMark', value: '' }, token);
          this.buffer();
        },
      },
      exit: {
        templateMark(token) {
          const value = this.resume();
          const node = this.stack.at(-1);
          if (node?.type === 'templateMark') node.value = value;
          this.exit(token);
        },
        templateMarkLine(token) {
          this.config.enter.data?.call(this, token);
          this.config.exit.data?.call(this, token);
        },
      },
    },
  ];
}

/** No mark follows a dollar sign, a brace, or the equal sign of JSX. */
const mayBegin = (previous: Code): boolean =>
  previous !== DOLLAR && previous !== BRACE && previous !== EQUAL_SIGN;

const createConstruct = (isMark: (written: string) => boolean): Construct => ({
  name: 'templateMark',
  previous: mayBegin,
  tokenize(effects, ok, nok) {
    let content = '';
    const { previous } = this;
    const begin: State = (code) => {
      if (!mayBegin(previous)) return nok(code);
      effects.enter('templateMark');
      return beginLine(code);
    };
    const beginLine: State = (code) => {
      if (code === null) return nok(code);
      if (code < -2) return endLine(code);
      effects.enter('templateMarkLine');
      return read(code);
    };
    const read: State = (code) => {
      if (code === null || content.length > MAX_LENGTH) return nok(code);
      if (code < -2) {
        effects.exit('templateMarkLine');
        return endLine(code);
      }
      content += characterOf(code);
      if (!isBeginning(content)) return nok(code);
      effects.consume(code);
      return isEnd(content) ? end : read;
    };
    const endLine: State = (code) => {
      content += '\n';
      effects.enter('lineEnding');
      effects.consume(code);
      effects.exit('lineEnding');
      return beginLine;
    };
    const end: State = (code) => {
      if (!isMark(content)) return nok(code);
      effects.exit('templateMarkLine');
      effects.exit('templateMark');
      return ok(code);
    };
    return begin;
  },
});

/** A tab and the columns that it takes have negative codes. */
const characterOf = (code: number): string => (code < 0 ? ' ' : String.fromCodePoint(code));

/** Returns whether the first two signs are those of a mark. */
const isBeginning = (content: string): boolean => content.length < 2 || /^\{[{%]/.test(content);

/** Returns whether a mark ends here: with the sign that it begins with. */
function isEnd(content: string): boolean {
  if (!content.endsWith('}') || content.length < 5) return false;
  if (content.startsWith('{%')) return content.endsWith('%}');
  const sign = content.charAt(2);
  return content.endsWith(sign === '<' ? '>}}' : sign === '%' ? '%}}' : '}}');
}
