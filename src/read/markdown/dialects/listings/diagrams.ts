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
import { pickOptions, readPairs, takeOptions } from './figure-options.ts';

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
