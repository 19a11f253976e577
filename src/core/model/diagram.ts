/** The data of a diagram in a Markdown tree: a listing that a program draws. Plain JSON. */

export const DIAGRAM_KINDS = ['mermaid', 'graphviz', 'vega-lite'] as const;

/** The language of a diagram. */
export type DiagramKind = (typeof DIAGRAM_KINDS)[number];

export interface Diagram {
  readonly kind: DiagramKind;
  readonly id?: string;
  readonly caption?: string;
  /** Alternative text; empty for decoration. */
  readonly alt?: string;
  /** Whether a table of the data of a chart is below it, as written: `true`, `ebook`, `false`. */
  readonly dataTable?: string;
  /** As `width` of an image: `50%`, `8cm`. */
  readonly width?: string;
  /** Number of lines between the fence and the first line of the code. */
  readonly linesAbove: number;
}

/** The data of a chart, as the cells of a table. Plain data. */
export interface ChartTable {
  readonly heads: readonly string[];
  /** No more than a table may have, and one. */
  readonly rows: readonly (readonly string[])[];
  /** Number of all rows. */
  readonly count: number;
}

/** The name of a language for readers. */
export const DIAGRAM_NAMES: Readonly<Record<DiagramKind, string>> = {
  mermaid: 'Mermaid',
  graphviz: 'Graphviz',
  'vega-lite': 'Vega-Lite',
};

/** The packages of each engine. They are not installed with Handpress, because they are large and few publications need them. */
export const ENGINE_PACKAGES: Readonly<Record<DiagramKind, readonly string[]>> = {
  mermaid: ['mermaid'],
  graphviz: ['@viz-js/viz'],
  'vega-lite': ['vega', 'vega-lite', 'vega-interpreter'],
};

declare module 'mdast' {
  interface CodeData {
    diagram?: Diagram;
  }
}

/** Returns the path of a drawing that is made from its text. @param digest of the drawing */
export const diagramPath = (digest: string): string => `diagrams/${digest.slice(0, 16)}.svg`;

/** Returns whether a path is that of a drawing that is made from its text. */
export const isDiagramPath = (path: string): boolean => /^diagrams\/[\da-f]{16}\.svg$/.test(path);
