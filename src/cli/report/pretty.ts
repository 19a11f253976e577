/** Formats diagnostics for people: location, line of the file, message and hint. */
import { styleText } from 'node:util';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Severity } from '../../core/diagnostics/severity.ts';
import { replaceControlCharacters } from './sanitize.ts';

/** How a diagnostic is shown. */
export interface PrettyOptions {
  readonly color: boolean;
  /** Reads the lines of a file; `undefined` if it cannot be read. */
  readonly linesOf: (file: string) => Promise<readonly string[] | undefined>;
}

const COLORS = { error: 'red', warning: 'yellow', note: 'cyan' } as const satisfies Record<Severity, string>;

/** Characters after which a line is cut, because a paragraph of 10 MB is one line. */
const MAX_LINE_LENGTH = 100;

/** Formats a diagnostic in several lines. */
export async function formatDiagnostic(problem: Diagnostic, options: PrettyOptions): Promise<string> {
  const paint = painter(options.color);
  const { place, severity, code, message, hint } = problem;
  const where = place ? `${replaceControlCharacters(place.file)}:${place.line}:${place.column}` : 'handpress';
  const lines = [
    `${where}  ${paint(COLORS[severity], severity)}  ${code}`,
    `  ${replaceControlCharacters(message)}`,
  ];
  // Does not show content from outside the project.
  const shown = place && code !== 'file-outside' ? await options.linesOf(place.file) : undefined;
  const line = place && excerptLine(shown, place.line);
  if (line) lines.push(paint('dim', `  ${place.line} | ${line}`));
  if (hint) lines.push(`  hint: ${replaceControlCharacters(hint)}`);
  return `${lines.join('\n')}\n`;
}

type Paint = (format: 'red' | 'yellow' | 'cyan' | 'dim' | 'bold' | 'green', text: string) => string;

function painter(color: boolean): Paint {
  return (format, text) => (color ? styleText(format, text, { validateStream: false }) : text);
}

/** Splits a text into the lines that editors count. */
export const splitLines = (text: string): readonly string[] => text.split(/\r\n?|\n/);

function excerptLine(lines: readonly string[] | undefined, line: number): string | undefined {
  const row = lines?.[line - 1]?.trimEnd();
  if (!row) return undefined;
  const shown = replaceControlCharacters(row.slice(0, MAX_LINE_LENGTH).replaceAll('\t', ' '));
  return row.length > MAX_LINE_LENGTH ? `${shown}…` : shown;
}

/** Returns `2 errors, 1 warning, 3 allowed`, without zeros; empty if all are zero. */
export function formatTally(diagnostics: readonly Diagnostic[], allowed: number): string {
  const count = (severity: Severity): number => diagnostics.filter((one) => one.severity === severity).length;
  const parts = (['error', 'warning'] as const)
    .map((severity) => [count(severity), severity] as const)
    .filter(([number]) => number > 0)
    .map(([number, severity]) => `${number} ${severity}${number === 1 ? '' : 's'}`);
  return [...parts, ...(allowed > 0 ? [`${allowed} allowed`] : [])].join(', ');
}
