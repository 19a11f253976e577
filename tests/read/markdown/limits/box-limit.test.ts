/** Boxes in each other: counted as the parser of directives counts them, refused before they take long, and below the limit read. */
import fc from 'fast-check';
import type { Root } from 'mdast';
import remarkDirective from 'remark-directive';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { describe, expect, test } from 'vitest';
import { findTooDeepBoxLine, MAX_BOX_DEPTH } from '../../../../src/read/markdown/limits/box-limit.ts';
import { skipOpenFormulas } from '../../../../src/read/markdown/open-formulas.ts';
import { parseMarkdown } from '../../../../src/read/markdown/parse.ts';
import { cpuTime } from '../../../support/cpu-time.ts';
import { collectDiagnostics } from '../../../support/workbench.ts';

const LINES =
  ':::note|::::note|:::::note[A title]|:::note{#id}|:::|::::|> :::note|- :::note|  :::note|    :::note|```|~~~|$$|<div>|<!--|-->|text|';

/** Boxes that lie in each other at most, in a tree that nothing has limited. */
function depthOf(text: string): number {
  const formulas = unified().use(remarkParse).use(remarkGfm).use(remarkMath).use(skipOpenFormulas, text);
  const parser = formulas.use(remarkDirective);
  const within = (node: Root | Root['children'][number]): number => {
    const inside =
      'children' in node ? Math.max(0, ...node.children.map((child) => within(child as never))) : 0;
    return inside + (node.type === 'containerDirective' ? 1 : 0);
  };
  return within(parser.parse(text));
}

const texts = fc
  .array(fc.oneof({ weight: 3, arbitrary: fc.constant(':::note') }, fc.constantFrom(...LINES.split('|'))), {
    minLength: 12,
    maxLength: 45,
  })
  .map((lines) => `# T\n\n${lines.join('\n')}\n`);

test('refuses before parsing exactly the boxes that are nested too deep, without features of other programs', () => {
  const met = new Set<boolean>();
  fc.assert(
    fc.property(texts, (text) => {
      const isTooDeep = depthOf(text) > MAX_BOX_DEPTH;
      met.add(isTooDeep);
      if (findTooDeepBoxLine(text) !== undefined) expect(isTooDeep).toBe(true);
      const codes: string[] = [];
      parseMarkdown({ path: 't.md', text }, ({ code }) => void codes.push(code));
      expect(codes.includes('nesting-too-deep')).toBe(isTooDeep);
    }),
    { numRuns: 300, seed: 13 },
  );
  expect(met.size).toBe(2);
});

describe('too deeply nested boxes', () => {
  const open = ':::note\n';
  test.each([
    ['with fences of one length', `# T\n\n${open.repeat(5000)}`, 'nesting-too-deep t.md:13:1'],
    [
      'with shorter and shorter fences',
      `# T\n\n${[...Array(200).keys()].map((n) => `${':'.repeat(210 - n)}note`).join('\n')}`,
      'nesting-too-deep t.md:13:1',
    ],
    [
      'in a quotation, which only the parser finds',
      `# T\n\n${`> ${open}`.repeat(1000)}`,
      'nesting-too-deep t.md:13:3',
    ],
    ['behind HTML', `# T\n\n<!-- a -->\n\n${open.repeat(20_000)}`, 'nesting-too-deep t.md:15:1'],
  ])('rejects boxes nested too deep: %s', async (_, text, place) => {
    const { value, milliseconds } = await cpuTime(() => collectDiagnostics({ 't.md': text }));
    expect(value).toEqual([place]);
    expect(milliseconds).toBeLessThan(2000);
  });
});

test.each([
  ['one after the other', `# T\n\n${':::note\nx\n:::\n\n'.repeat(300)}`],
  ['in code', `# T\n\n\`\`\`\n${':::note\n'.repeat(50)}\`\`\``],
  ['in a comment', `# T\n\n<!--\n\n${':::note\n'.repeat(50)}-->`],
  [
    'as deep as is allowed',
    `# T\n\n${[...Array(MAX_BOX_DEPTH).keys()].map((n) => `${':'.repeat(20 - n)}note`).join('\n')}\nx\n${[...Array(MAX_BOX_DEPTH).keys()].map((n) => ':'.repeat(20 - MAX_BOX_DEPTH + 1 + n)).join('\n')}`,
  ],
])('accepts boxes %s', async (_, text) => {
  expect(await collectDiagnostics({ 't.md': text })).toEqual([]);
});
