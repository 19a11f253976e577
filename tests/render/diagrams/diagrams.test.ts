/** Tests the drawings of diagrams, and what a wrong or hostile diagram becomes: code, with a message at its line. */
import { describe, expect, test } from 'vitest';
import { drawInThread } from '../../../src/render/diagrams/draw-in-thread.ts';
import { MAX_DIAGRAM_LENGTH } from '../../../src/render/diagrams/engine.ts';
import { findOwnAlternative } from '../../../src/render/diagrams/own-alternative.ts';
import {
  collectDiagnostics,
  type Files,
  formatDiagnostics,
  memoryHost,
  openWorkbench,
  readAndRender,
  readAndRenderAny,
  sectionHtml,
} from '../../support/workbench.ts';

const fence = (language: string, text: string): string => `# T\n\n\`\`\`${language}\n${text}\n\`\`\`\n`;

/** Renders a publication, and returns the drawings in it. */
async function readDrawings(files: Files): Promise<readonly string[]> {
  const { rendered } = await readAndRender(files);
  const drawings = [...rendered.assets.loaded.values()];
  return Promise.all(drawings.map(async (drawing) => new TextDecoder().decode(await drawing.readBytes())));
}

const FLOW = '%%| fig-alt: Words.\nflowchart LR\n  A[Gate é] -->|open| B(House)';

describe('drawings', () => {
  test('Mermaid: words stay words, in the same bytes each time', { timeout: 60_000 }, async () => {
    const [first = ''] = await readDrawings({ 'a.md': fence('mermaid', FLOW) });
    const [second] = await readDrawings({ 'a.md': fence('mermaid', FLOW) });
    expect(first).toMatch(/<tspan[^>]*>Gate<\/tspan><tspan[^>]*> é</);
    expect(second).toBe(first);
    expect(first).not.toMatch(/foreignObject|<script|https?:\/\/(?!www\.w3\.org)/i);
  });

  test('Graphviz: the same bytes each time', async () => {
    const text = fence('dot', '//| fig-alt: Words.\ndigraph { gate -> house }');
    const [first = ''] = await readDrawings({ 'a.md': text });
    expect(first).toMatch(/<text[^>]*font-family="Arimo"[^>]*>gate</);
    expect(await readDrawings({ 'a.md': text })).toEqual([first]);
  });

  test('Vega-Lite: the data come from a file beside the chapter', async () => {
    const spec = { description: 'Words.', data: { url: 'b.csv' }, mark: 'bar' };
    const encoding = { x: { field: 'day' }, y: { field: 'n', type: 'quantitative' } };
    const chart = fence('vega-lite', JSON.stringify({ ...spec, encoding }));
    const [drawing] = await readDrawings({ 'a.md': chart, 'b.csv': 'day,n\nMonday,3\n' });
    expect(drawing).toContain('>Monday<');
  });
});

test.each([
  ['mermaid', 'flowchart LR\n  accDescr: A gate.\n  A --> B', 'A gate.'],
  ['mermaid', 'pie\n  accDescr {\n    A\n    gate.\n  }', 'A gate.'],
  ['mermaid', 'flowchart LR\n  A --> B', undefined],
  ['vega-lite', '{ "description": "A gate." }', 'A gate.'],
  ['vega-lite', '{', undefined],
  ['graphviz', 'graph {}', undefined],
] as const)('the alternative text that a diagram of %s has in itself: %j', (kind, text, words) => {
  expect(findOwnAlternative(kind, text)).toBe(words);
});

describe('a wrong diagram is printed as code', () => {
  test.each([
    ['wrong DOT', 'dot', '//| fig-alt: x\ndigraph {\n  a ->\n}', ['diagram-broken a.md:7:1']],
    [
      'wrong JSON',
      'vega-lite',
      '{ "description": "x", }',
      ['diagram-alt-missing a.md:3:1', 'diagram-broken a.md:4:1'],
    ],
    ['no chart', 'vega-lite', '[]', ['diagram-alt-missing a.md:3:1', 'diagram-broken a.md:3:1']],
    ['a chart without a mark', 'vega-lite', '{ "description": "x" }', ['diagram-broken a.md:3:1']],
    [
      'data of another computer',
      'vega-lite',
      '{ "description": "x", "data": { "url": "https://example.org/x.csv" }, "mark": "bar" }',
      ['diagram-data-missing a.md:3:1'],
    ],
    [
      'data outside the folder',
      'vega-lite',
      '{ "description": "x", "layer": [{ "data": { "url": "../../x.csv" }, "mark": "bar" }] }',
      ['diagram-data-missing a.md:3:1'],
    ],
    [
      'too many characters',
      'dot',
      `//| fig-alt: x\n${'#\n'.repeat(MAX_DIAGRAM_LENGTH)}`,
      ['diagram-broken a.md:3:1'],
    ],
  ])('%s', async (_, language, text, expected) => {
    const files = { 'a.md': fence(language, text) };
    expect(await collectDiagnostics(files)).toEqual(expected);
    const { book } = await readAndRenderAny(openWorkbench(memoryHost(files)));
    expect(book && sectionHtml(book)).toContain('<pre>');
  });

  test('wrong Mermaid', { timeout: 60_000 }, async () => {
    const text = '%%| fig-alt: x\nflowchart LR\n  A --> B\n  C -->';
    expect(await collectDiagnostics({ 'a.md': fence('mermaid', text) })).toEqual(['diagram-broken a.md:7:1']);
  });
});

test('Mermaid cannot run or load anything, whatever the diagram asks for', { timeout: 60_000 }, async () => {
  const text = [
    '%%| fig-alt: x',
    '%%{init: {"securityLevel": "loose", "htmlLabels": true, "flowchart": {"htmlLabels": true}}}%%',
    'flowchart LR',
    '  A["<img src=https://example.org/x.png onerror=alert(1)> Gate"] --> B',
    '  click B "javascript:alert(1)"',
  ].join('\n');
  const { rendered, diagnostics } = await readAndRenderAny(
    openWorkbench(memoryHost({ 'a.md': fence('mermaid', text) })),
  );
  const drawings = [...(rendered?.assets.loaded.values() ?? [])];
  const texts = await Promise.all(
    drawings.map(async (each) => Buffer.from(await each.readBytes()).toString()),
  );
  expect(texts.join('')).not.toMatch(/javascript:|<[^<>]*\s(?:[\w:]*href|src|on\w+)=|<img|foreignObject/i);
  // It is drawn, or there is a message.
  expect(texts.length + formatDiagnostics(diagnostics).length).toBeGreaterThan(0);
});

test('a diagram that takes too long is stopped', async () => {
  const points = Array.from({ length: 3000 }, (_, index) => `a${index} -> a${(index * 7919) % 3000}`);
  const request = { kind: 'graphviz', text: `digraph { ${points.join(';')} }`, files: {} } as const;
  const result = await drawInThread(request, new AbortController().signal, 500);
  expect(result).toEqual({ fault: 'it took longer than 1 seconds' });
});
