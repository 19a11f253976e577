/**
 * Reads listings that are drawn: Mermaid, Graphviz and Vega-Lite, with the options of Quarto
 * (https://quarto.org/docs/authoring/diagrams.html), the attributes of pandoc, and the options of directives of MyST
 * (https://mystmd.org/guide/diagrams). Rendering draws them; what cannot be drawn stays a listing.
 */
// cspell:ignore vegalite
import type { Code, Root } from 'mdast';
import type { Diagram, DiagramKind } from '../../../../core/model/diagram.ts';
import { visit } from '../../../../lib/html/visit.ts';
import { readAttributes } from '../attribute-list.ts';
import type { DialectSyntax } from '../dialect.ts';

export const diagrams: DialectSyntax = {
  transform: (tree: Root) => {
    visit(tree, 'code', readDiagram);
  },
};

const KINDS: ReadonlyMap<string, DiagramKind> = new Map([
  ['mermaid', 'mermaid'],
  ['dot', 'graphviz'],
  ['graphviz', 'graphviz'],
  ['vega-lite', 'vega-lite'],
  ['vegalite', 'vega-lite'],
]);

/** Makes a diagram of a listing, if its language is one that is drawn. */
function readDiagram(code: Code): void {
  const info = [code.lang, code.meta].filter((part) => part).join(' ');
  const written = readInfo(info);
  const kind = written && KINDS.get(written.language.toLowerCase());
  if (written === undefined || kind === undefined) return;
  const { lines, options, count } = takeOptions(code.value, written.isBraced);
  if (lines.join('').trim() === '') return;
  const given = new Map([...written.options, ...options]);
  code.lang = written.language.toLowerCase();
  code.meta = null;
  code.value = lines.join('\n');
  const diagram: Diagram = { kind, ...pickOptions(given), linesAbove: count };
  code.data = { ...code.data, diagram };
}

interface Info {
  readonly language: string;
  readonly options: ReadonlyMap<string, string>;
  /** Whether the language is between braces, as that of a chunk or a directive. */
  readonly isBraced: boolean;
}

/** Reads `mermaid`, `mermaid title="x"`, `mermaid {#fig-x}`, `{mermaid}`, `{mermaid, fig.cap="x"}` and `{.mermaid #fig-x}`. */
function readInfo(info: string): Info | undefined {
  const [, braced] = /^\{{1,2}([^{}\n]*)\}{1,2}$/.exec(info) ?? [];
  const attributes = braced === undefined ? undefined : readAttributes(braced);
  const [first] = attributes?.classes ?? [];
  if (first !== undefined && attributes !== undefined) {
    const id = attributes.id === undefined ? [] : [['id', attributes.id] as const];
    return { language: first, options: new Map([...attributes.values, ...id]), isBraced: true };
  }
  const [, language, rest = ''] = /^[ \t]*([\w-]+)[ \t]*(.*)$/s.exec(braced ?? info) ?? [];
  if (language === undefined) return undefined;
  return { language, options: readPairs(rest), isBraced: braced !== undefined };
}

const PAIR = /(?:^|[\s,{])([\w.-]+)[ \t]*=[ \t]*("[^"]*"|'[^']*'|[^\s,{}"']+)|(?:^|[\s{])#([^\s{}#.="',]+)/g;

/** Reads `key=value` and `#id`. */
function readPairs(text: string): ReadonlyMap<string, string> {
  const pairs = [...text.matchAll(PAIR)].map(([, key, value = '', id]) =>
    key === undefined ? (['id', id ?? ''] as const) : ([key, unquote(value)] as const),
  );
  return new Map(pairs);
}

const unquote = (value: string): string => value.replace(/^(["'])(.*)\1$/s, '$2').trim();

/** A comment with an option, or with another line of its value. */
const COMMENT = /^[ \t]*(?:%%|\/\/|#)\|(?:[ \t]*([\w-]+):(?:[ \t]+(.*?))?|([ \t]{2,}.*?))[ \t]*$/;
const DIRECTIVE = /^:([\w-]+):[ \t]*(.*?)[ \t]*$/;

interface TakenOptions {
  readonly lines: readonly string[];
  readonly options: ReadonlyMap<string, string>;
  /** Number of lines that were taken. */
  readonly count: number;
}

/** Takes the options from the first lines of a diagram: `%%| fig-cap: Words`, or `:caption: Words`. */
function takeOptions(text: string, isBraced: boolean): TakenOptions {
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

function pickOptions(given: ReadonlyMap<string, string>): Omit<Diagram, 'kind' | 'linesAbove'> {
  const found = Object.entries(NAMES).flatMap(([option, names]) => {
    const value = names.map((name) => given.get(name)).find((each) => each !== undefined);
    // Empty words are no id and no caption; an empty alternative text says that there is nothing to see.
    return value === undefined || (value === '' && option !== 'alt') ? [] : [[option, value] as const];
  });
  return Object.fromEntries(found);
}
