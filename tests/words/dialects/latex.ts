/** Translates commands of LaTeX. */
import type { Shelf } from './protect.ts';

const FORMULA = /\\begin\{(align|equation|gather|eqnarray|multline)(\*?)\}\n([\s\S]*?)\\end\{\1\2\}/g;

export const translateLatex = (text: string, shelf: Shelf): string =>
  text
    .replace(/\\begin\{verbatim\}\n([\s\S]*?)\\end\{verbatim\}/g, (_, code: string) =>
      shelf.put(`\`\`\`\n${code}\`\`\``),
    )
    .replace(FORMULA, (whole, name: string, _star: string, tex: string) =>
      shelf.put(`$$\n${name === 'equation' ? tex.trim() : whole}\n$$`),
    )
    .replace(/\\footnote\{((?:[^{}]|\{[^{}]*\})*)\}/g, '^[$1]')
    .replace(/\\cite(?:\[([^\]]*)\])?\{([^{}]*)\}/g, (_, locator: string | undefined, keys: string) => {
      const list = keys
        .split(',')
        .map((key) => `@${key.trim()}`)
        .join('; ');
      return `[${list}${locator === undefined ? '' : `, ${locator}`}]`;
    })
    .replace(/\\(?:textbf|textit|texttt|emph|underline)\{([^{}]*)\}/g, '$1')
    .replace(/\\(LaTeX|TeX)(?:\{\})?/g, '$1')
    .replace(/\\l?dots(?:\{\})?/g, '…')
    .replace(/^\\(?:begin|end)\{(?:center|flushleft|flushright|quote)\}$/gm, '');
