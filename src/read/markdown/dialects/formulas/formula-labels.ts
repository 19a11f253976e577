/**
 * Reads the labels of formulas on lines of their own, `$$ {#eq-one}`, as in Quarto. The parser does not see them: with one, the
 * line would not end the formula. https://quarto.org/docs/authoring/cross-references.html#equations
 */
import type {} from '../../../../core/tree/formula-label.ts';
import { visit } from '../../../../lib/html/visit.ts';
import { type BlockEndTest, openLiteralBlock } from '../../limits/literal-blocks.ts';
import { findOpenFormulas } from '../../limits/open-formulas.ts';
import type { DialectSyntax } from '../dialect.ts';

const LABEL = /^([ \t>]*\${2,})([ \t]*\{#[^{}\n]{1,200}\}[ \t]*)$/;

export const formulaLabels: DialectSyntax = {
  hide: (text) => {
    let open: { readonly isEnd: BlockEndTest; readonly isFormula: boolean } | undefined;
    const openFormulas = findOpenFormulas(text);
    const lines = text.split('\n').map((line, index) => {
      if (open?.isEnd(line)) {
        const { isFormula } = open;
        open = undefined;
        return isFormula
          ? line.replace(LABEL, (_, signs: string, label: string) => signs + ' '.repeat(label.length))
          : line;
      }
      const isEnd = open === undefined ? openLiteralBlock(line, openFormulas.has(index + 1)) : undefined;
      if (isEnd !== undefined) open = { isEnd, isFormula: /^[ \t>]*\$\$/.test(line) };
      return line;
    });
    return lines.join('\n');
  },
  transform: (tree, { text }) => {
    visit(tree, 'math', (formula) => {
      const { start, end } = formula.position ?? {};
      const raw = text.slice(start?.offset ?? 0, end?.offset ?? 0);
      const [, label] = /\$\$[ \t]*\{#([^\s{}]{1,200})[^{}\n]*\}[ \t]*$/.exec(raw) ?? [];
      if (label !== undefined) formula.data = { ...formula.data, label };
    });
  },
};
