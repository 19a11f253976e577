/** Tests how Mermaid diagrams are laid out for large print. */
import { expect, test } from 'vitest';
import { chooseNarrower, isTooWide, turnDown } from '../../../src/render/diagrams/large-layout.ts';
import { memoryHost, openWorkbench, readAndRenderAny } from '../../support/workbench.ts';

test.each([
  ['flowchart LR\n  A --> B', 'flowchart TB\n  A --> B'],
  ['%%| fig-alt: x\ngraph RL; A --> B', '%%| fig-alt: x\ngraph TB; A --> B'],
  ['stateDiagram-v2\n  direction LR\n  A --> B', 'stateDiagram-v2\n  direction TB\n  A --> B'],
  ['flowchart TD\n  A[LR] --> B', undefined],
  ['sequenceDiagram\n  LR->>A: x', undefined],
])('%j runs down the page', (text, turned) => {
  expect(turnDown(text)).toBe(turned);
});

test('a drawing is too wide if its words would not be 18 pt on 6 inches', () => {
  const drawing = (width: number): string => `<svg viewBox="0 0 ${width} 100">`;
  expect(isTooWide(drawing(384))).toBe(false);
  expect(isTooWide(drawing(385))).toBe(true);
  expect(chooseNarrower(drawing(500), drawing(400))).toBe(drawing(400));
  expect(chooseNarrower(drawing(500), drawing(600))).toBe(drawing(500));
});

const FLOW = 'flowchart LR\n  A[Order arrives] --> B[Check the stock] --> C{Enough?} -->|yes| D[Send it]';

test('a wide chart is narrow in large print, and as it is written elsewhere', {
  timeout: 120_000,
}, async () => {
  const widths: number[] = [];
  for (const edition of ['large-print-uk', 'a4']) {
    const text = `---\neditions: [${edition}]\n---\n\n# T\n\n\`\`\`mermaid\n%%| fig-alt: x\n${FLOW}\n\`\`\`\n`;
    const { rendered } = await readAndRenderAny(openWorkbench(memoryHost({ 'a.md': text })));
    widths.push(...[...(rendered?.assets.loaded.values() ?? [])].map(({ width }) => width));
  }
  expect(widths).toHaveLength(2);
  expect(widths[0]).toBeLessThan(384);
  expect(widths[1]).toBeGreaterThan(384);
});
