/** Diagnostics about diagrams and charts that are drawn from their texts. */
import { contentFault, contentWarning, formatCodeList } from '../rule.ts';

const ALTERNATIVES: Readonly<Record<'mermaid' | 'graphviz' | 'vega-lite', string>> = {
  mermaid:
    'Write what it shows in its first line, `%%| fig-alt: words`, or as `accDescr: words` in the diagram.',
  graphviz: 'Write what it shows in its first line: `//| fig-alt: words`.',
  'vega-lite': 'Write what it shows as `"description": "words"` in the chart.',
};

const DATA_PROBLEMS: Readonly<Record<'remote' | 'outside' | 'missing', string>> = {
  remote: 'are on another computer, and nothing is fetched',
  outside: 'are outside the folder of the publication',
  missing: 'are in no file of this name',
};

/** Why the data of a chart are in no table. */
export type ChartDataProblem = 'diagram' | 'value' | 'none' | 'rows';

export interface ChartDataFacts {
  readonly problem: ChartDataProblem;
  readonly value: string;
  readonly count: number;
  readonly limit: number;
}

const CHART_DATA: Readonly<
  Record<ChartDataProblem, (facts: ChartDataFacts) => { message: string; hint: string }>
> = {
  diagram: () => ({
    message: '`data-table` has no effect on this diagram, which has no data.',
    hint: 'Remove it. It is for charts of Vega-Lite.',
  }),
  value: ({ value }) => ({
    message: `\`data-table=${value}\` is unknown, so there is no table of the data of this chart.`,
    hint: 'Write `data-table=true` for a table in all editions, or `data-table=ebook`.',
  }),
  none: () => ({
    message: 'The data of this chart are no rows, so there is no table of them.',
    hint: 'Describe them in words, in the text or in the alternative text.',
  }),
  rows: ({ count, limit }) => ({
    message: `The data of this chart have ${count} rows, and a table of them has ${limit} at most. There is none.`,
    hint: 'Give the chart a file with fewer rows, such as sums, or describe the data in words.',
  }),
};

export const diagramDiagnostics = {
  'chart-data-unlisted': contentWarning<ChartDataFacts>((facts) => CHART_DATA[facts.problem](facts)),
  'diagram-package-missing': contentFault<{ kind: string; packages: readonly string[] }>(
    ({ kind, packages }) => ({
      message: `This ${kind} diagram is drawn by ${packages.length === 1 ? 'a package' : 'packages'} that ${packages.length === 1 ? 'is' : 'are'} not installed: ${formatCodeList(packages)}. Its text is printed as code.`,
      hint: `Install ${packages.length === 1 ? 'it' : 'them'} where Handpress is installed: \`npm install ${packages.join(' ')}\`.`,
    }),
  ),
  'diagram-broken': contentFault<{ kind: string; reason: string }>(({ kind, reason }) => ({
    message: `This ${kind} diagram cannot be drawn: ${reason}. Its text is printed as code.`,
    hint: 'Correct the text of the diagram.',
  })),
  'diagram-data-missing': contentFault<{ address: string; problem: 'remote' | 'outside' | 'missing' }>(
    ({ address, problem }) => ({
      message: `The data of this chart, \`${address}\`, ${DATA_PROBLEMS[problem]}. Its text is printed as code.`,
      hint: 'Put the file into the folder of the publication, and write its path from the chapter: `"data": {"url": "doses.csv"}`.',
    }),
  ),
  'diagram-alt-missing': contentFault<{ kind: string; language: keyof typeof ALTERNATIVES }>(
    ({ kind, language }) => ({
      message: `This ${kind} diagram has no alternative text for readers who do not see it.`,
      hint: ALTERNATIVES[language],
    }),
  ),
  'diagram-warning': contentWarning<{ kind: string; warning: string }>(({ kind, warning }) => ({
    message: `${kind} warns about this diagram: ${warning.replace(/[.\s]+$/, '')}.`,
    hint: 'See whether the drawing shows what you mean.',
  })),
};
