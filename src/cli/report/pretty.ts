/** Diagnostics for a person: the place, the line of the file, what is wrong and what to do. */
import { styleText } from 'node:util';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Severity } from '../../core/diagnostics/severity.ts';
import { harmless } from './sanitize.ts';

export interface PrettyOptions {
  readonly color: boolean;
  /** The lines of a file, to show one; `undefined` when they cannot be had. */
  readonly linesOf: (file: string) => Promise<readonly string[] | undefined>;
}

const COLORS = { error: 'red', warning: 'yellow', note: 'cyan' } as const satisfies Record<Severity, string>;

/** Lines are cut here; a 10 MB paragraph is one line. Characters. */
const LONGEST_LINE = 100;

export async function prettyDiagnostic(problem: Diagnostic, options: PrettyOptions): Promise<string> {
  const paint = painter(options.color);
  const { place, severity, code, message, hint } = problem;
  const where = place ? `${harmless(place.file)}:${place.line}:${place.column}` : 'handpress';
  const lines = [`${where}  ${paint(COLORS[severity], severity)}  ${code}`, `  ${harmless(message)}`];
  // What lies outside the project is not shown, either.
  const shown = place && code !== 'file-outside' ? await options.linesOf(place.file) : undefined;
  const line = place && lineAt(shown, place.line);
  if (line) lines.push(paint('dim', `  ${place.line} | ${line}`));
  if (hint) lines.push(`  hint: ${harmless(hint)}`);
  return `${lines.join('\n')}\n`;
}

type Paint = (format: 'red' | 'yellow' | 'cyan' | 'dim' | 'bold' | 'green', text: string) => string;

function painter(color: boolean): Paint {
  return (format, text) => (color ? styleText(format, text, { validateStream: false }) : text);
}

/** The lines of a text, as editors count them. */
export const linesIn = (text: string): readonly string[] => text.split(/\r\n?|\n/);

function lineAt(lines: readonly string[] | undefined, line: number): string | undefined {
  const row = lines?.[line - 1]?.trimEnd();
  if (!row) return undefined;
  const shown = harmless(row.slice(0, LONGEST_LINE).replaceAll('\t', ' '));
  return row.length > LONGEST_LINE ? `${shown}…` : shown;
}

/** `2 errors, 1 warning, 3 allowed`; empty when there is none of these. */
export function tally(diagnostics: readonly Diagnostic[], allowed: number): string {
  const count = (severity: Severity): number => diagnostics.filter((one) => one.severity === severity).length;
  const parts = (['error', 'warning'] as const)
    .map((severity) => [count(severity), severity] as const)
    .filter(([number]) => number > 0)
    .map(([number, severity]) => `${number} ${severity}${number === 1 ? '' : 's'}`);
  return [...parts, ...(allowed > 0 ? [`${allowed} allowed`] : [])].join(', ');
}
