/**
 * Reads the data of a chart of Vega-Lite as tables, for readers who do not see it: the columns that its encodings name
 * (https://vega.github.io/vega-lite/docs/encoding.html), with their titles. Runs in the thread that draws the chart.
 */
import type { ChartTable } from '../../core/model/diagram.ts';

/** Most rows of a table of data: more are no description. */
export const MAX_CHART_ROWS = 200;
/** Most columns of data whose fields no encoding names. */
const MAX_UNNAMED_COLUMNS = 12;

type Json = Readonly<Record<string, unknown>>;
type Row = Json;

/** Reads rows from a text or from values, as `vega.read` does. */
export type ReadData = (
  data: unknown,
  schema: { readonly type: string; readonly property?: string },
) => unknown;

/** The data that views share, and the fields that they show, with their titles. */
interface Source {
  readonly data: Json;
  readonly fields: Map<string, string>;
}

/** Reads the tables of a specification. Data that cannot be read as rows, such as maps, have none. */
export function readChartTables(
  spec: object,
  files: Readonly<Record<string, string>>,
  read: ReadData,
): readonly ChartTable[] {
  const { datasets } = spec as Json;
  return listSources(spec as Json).flatMap(({ data, fields }) => {
    try {
      const rows = toRows(readRows(data, { files, datasets: isJson(datasets) ? datasets : {}, read }));
      const table = buildTable(rows, fields);
      return table === undefined ? [] : [table];
    } catch {
      // What is wrong with the data is the drawing's fault to report.
      return [];
    }
  });
}

const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Lists the data of all views, each once. */
function listSources(spec: Json): readonly Source[] {
  const sources = new Map<string, Source>();
  const walk = (view: Json, inherited: Json | undefined): void => {
    const data = isJson(view.data) ? view.data : inherited;
    if (data !== undefined) {
      const key = JSON.stringify(data);
      const source = sources.get(key) ?? { data, fields: new Map<string, string>() };
      sources.set(key, source);
      addFields(view.encoding, source.fields);
    }
    const { layer, concat, hconcat, vconcat } = view;
    for (const inner of [layer, concat, hconcat, vconcat, [view.spec]].flat()) {
      if (isJson(inner)) walk(inner, data);
    }
  };
  walk(spec, undefined);
  return [...sources.values()];
}

/** Adds the fields of an encoding, with the title of the first that names each. */
function addFields(encoding: unknown, fields: Map<string, string>): void {
  for (const channel of Object.values(isJson(encoding) ? encoding : {}).flat()) {
    if (!isJson(channel) || typeof channel.field !== 'string') continue;
    const titles = [channel, channel.axis, channel.legend, channel.header].map((each) =>
      isJson(each) ? each.title : undefined,
    );
    const title = titles.find((each) => typeof each === 'string' && each.trim() !== '');
    const known = fields.get(channel.field);
    if (known === undefined || known === channel.field) {
      fields.set(channel.field, typeof title === 'string' ? title : channel.field);
    }
  }
}

interface Reading {
  readonly files: Readonly<Record<string, string>>;
  readonly datasets: Json;
  readonly read: ReadData;
}

function readRows(data: Json, { files, datasets, read }: Reading): unknown {
  const format = isJson(data.format) ? data.format : {};
  const { url, name } = data;
  const values = data.values ?? (typeof name === 'string' ? datasets[name] : undefined);
  const content = values ?? (typeof url === 'string' ? files[url] : undefined);
  const extension = values === undefined ? /\.(csv|tsv)$/i.exec(String(url))?.[1]?.toLowerCase() : undefined;
  const type = typeof format.type === 'string' ? format.type : (extension ?? 'json');
  const property = typeof format.property === 'string' ? { property: format.property } : {};
  return content === undefined ? [] : read(content, { type, ...property });
}

/** Values without fields have the field `data`, as Vega-Lite names it. */
const toRows = (read: unknown): readonly Row[] =>
  (Array.isArray(read) ? read : []).map((row: unknown) => (isJson(row) ? row : { data: row }));

function buildTable(rows: readonly Row[], fields: ReadonlyMap<string, string>): ChartTable | undefined {
  const present = new Set(rows.flatMap((row) => Object.keys(row)));
  const named = [...fields].filter(([field]) => present.has(field));
  const all = [...present].slice(0, MAX_UNNAMED_COLUMNS).map((field) => [field, field] as const);
  const columns = (named.length > 0 ? named : all).filter(
    ([field]) => !rows.some((row) => isNested(row[field])),
  );
  if (columns.length === 0) return undefined;
  const cells = rows
    .slice(0, MAX_CHART_ROWS + 1)
    .map((row) => columns.map(([field]) => writeValue(row[field])));
  return { heads: columns.map(([, title]) => title), rows: cells, count: rows.length };
}

const isNested = (value: unknown): boolean => typeof value === 'object' && value !== null;

const writeValue = (value: unknown): string => (value === undefined || value === null ? '' : String(value));
