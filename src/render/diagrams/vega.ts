/**
 * Draws charts of Vega-Lite: without a browser, with the interpreter of expressions in the place of `eval`, and with a
 * loader that knows only the texts that it is given. Runs in a thread of its own.
 */
import { readChartTables } from './chart-data.ts';
import { DIAGRAM_FONT, type DrawRequest, type DrawResult } from './engine.ts';

/**
 * Colors from dark to light and back, so that neighbors differ on a printer without colors, too. Each has a contrast of 3:1 to white
 * (WCAG 2.2, 1.4.11).
 */
const COLORS = ['#1f4e79', '#d4772a', '#3a3a3a', '#4a9a6f', '#8c2d5a', '#8a8a8a', '#5b3f8c', '#a5801f'];

const CONFIG = {
  font: DIAGRAM_FONT,
  background: null,
  range: {
    category: COLORS,
    ordinal: { scheme: 'greys' },
    ramp: { scheme: 'greys' },
    heatmap: { scheme: 'greys' },
  },
  mark: { color: COLORS[0] },
  axis: {
    labelFontSize: 12,
    titleFontSize: 13,
    labelColor: '#000',
    titleColor: '#000',
    titleFontWeight: 'normal',
  },
  header: { labelFontSize: 12, titleFontSize: 13 },
  legend: { labelFontSize: 12, titleFontSize: 13, titleFontWeight: 'normal' },
  title: { fontSize: 14 },
  text: { fontSize: 12 },
};

/** Draws a specification in JSON. */
export async function drawVegaLite({ text, files, readsData = false }: DrawRequest): Promise<DrawResult> {
  const spec = parseSpec(text);
  if ('fault' in spec) return spec;
  const [vega, { compile }, { expressionInterpreter }] = await Promise.all([
    import('vega'),
    import('vega-lite'),
    import('vega-interpreter'),
  ]);
  const warnings: string[] = [];
  const logger = vega.logger(vega.Warn, 'warn', (_: unknown, __: unknown, messages: unknown[]) => {
    warnings.push(messages.map(String).join(' '));
  });
  const loader = {
    load: async (address: string) => {
      const held = files[address];
      if (held === undefined) throw new Error(`${address} cannot be read`);
      return held;
    },
    sanitize: async (address: string) => {
      throw new Error(`${address} is not loaded`);
    },
  };
  try {
    const compiled = compile(spec, { config: CONFIG, logger });
    const dataflow = vega.parse(compiled.spec, undefined, { ast: true });
    const view = new vega.View(dataflow, {
      renderer: 'none',
      expr: expressionInterpreter,
      ...{ logger, loader },
    });
    const svg = await view.toSVG();
    view.finalize();
    return { svg, warnings, ...(readsData && { tables: readChartTables(spec, files, vega.read) }) };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

function parseSpec(text: string): object | { readonly fault: string; readonly line?: number } {
  try {
    const spec: unknown = JSON.parse(text);
    return typeof spec === 'object' && spec !== null && !Array.isArray(spec)
      ? spec
      : { fault: 'a chart is one JSON object, between braces' };
  } catch (error) {
    const fault = error instanceof Error ? error.message : String(error);
    const position = Number(/\bposition (\d+)/.exec(fault)?.[1]);
    const line = Number.isNaN(position) ? undefined : text.slice(0, position).split('\n').length;
    return { fault, ...(line !== undefined && { line }) };
  }
}
