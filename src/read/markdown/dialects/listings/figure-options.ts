/** Reads what is written of the figure that a listing becomes: its label, its caption, its alternative text and its width. */
import type { Diagram } from '../../../../core/model/diagram.ts';

/** What is written of a figure. */
export type FigureOptions = Omit<Diagram, 'kind' | 'linesAbove'>;

const PAIR = /(?:^|[\s,{])([\w.-]+)[ \t]*=[ \t]*("[^"]*"|'[^']*'|[^\s,{}"']+)|(?:^|[\s{])#([^\s{}#.="',]+)/g;

/** Reads `key=value` and `#id`. */
export function readPairs(text: string): ReadonlyMap<string, string> {
  const pairs = [...text.matchAll(PAIR)].map(([, key, value = '', id]) =>
    key === undefined ? (['id', id ?? ''] as const) : ([key, unquote(value)] as const),
  );
  return new Map(pairs);
}

const unquote = (value: string): string => value.replace(/^(["'])(.*)\1$/s, '$2').trim();

/** A comment with an option, or with another line of its value. */
const COMMENT = /^[ \t]*(?:%%|\/\/|#)\|(?:[ \t]*([\w.-]+):(?:[ \t]+(.*?))?|([ \t]{2,}.*?))[ \t]*$/;
const DIRECTIVE = /^:([\w-]+):[ \t]*(.*?)[ \t]*$/;

export interface TakenOptions {
  readonly lines: readonly string[];
  readonly options: ReadonlyMap<string, string>;
  /** Number of lines that were taken. */
  readonly count: number;
}

/** Takes the options from the first lines of a listing: `%%| fig-cap: Words`, or `:caption: Words`. */
export function takeOptions(text: string, isBraced: boolean): TakenOptions {
  const lines = text.split('\n');
  const options = new Map<string, string>();
  let [count, last] = [0, ''];
  for (const line of lines) {
    const [found, key, value = '', more] = COMMENT.exec(line) ?? ((isBraced && DIRECTIVE.exec(line)) || []);
    if (found === undefined) break;
    count += 1;
    if (key !== undefined) {
      last = key;
      // `>` and `|` begin a value of several lines.
      options.set(key, /^[>|][-+]?$/.test(value) ? '' : unquote(value));
    } else if (last !== '') options.set(last, `${options.get(last)} ${more?.trim()}`.trim());
  }
  return { lines: lines.slice(count), options, count };
}

/** The names of options, in the spellings of several programs. */
const NAMES: Readonly<Record<'id' | 'caption' | 'alt' | 'width' | 'dataTable', readonly string[]>> = {
  id: ['id', 'label', 'name'],
  caption: ['fig-cap', 'fig.cap', 'caption', 'title'],
  alt: ['fig-alt', 'fig.alt', 'alt'],
  width: ['width', 'out-width', 'out.width'],
  dataTable: ['data-table'],
};

/** Returns what the options say of the figure, under our names. */
export function pickOptions(given: ReadonlyMap<string, string>): FigureOptions {
  const found = Object.entries(NAMES).flatMap(([option, names]) => {
    const value = names.map((name) => given.get(name)).find((each) => each !== undefined);
    // Empty words are no id and no caption; an empty alternative text says that there is nothing to see.
    return value === undefined || (value === '' && option !== 'alt') ? [] : [[option, value] as const];
  });
  return Object.fromEntries(found);
}
