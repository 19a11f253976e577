/** Writes comparisons as a table for people: ratios first, times only beside those of the floor. */
import { type Comparison, ratiosOf, spreadOf, verdictOf } from './comparison.ts';

const HEAD = ['', 'ratio', 'least–most', 'target', '', 'median', 'floor'] as const;

export function tableOf(name: string, comparisons: readonly Comparison[]): string {
  const rows = [HEAD.map((cell, index) => (index === 0 ? name : cell)), ...comparisons.map(rowOf)];
  const widths = HEAD.map((_cell, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return `${lines.join('\n')}\n`;
}

function rowOf(comparison: Comparison): readonly string[] {
  const { subject, floor, pairs } = comparison;
  const verdict = verdictOf(comparison);
  if (pairs.length === 0) return [subject, '–', '', targetOf(comparison), verdict, '', floor];
  const { median, least, most } = ratiosOf(comparison);
  const spread = `${ratio(least)}–${ratio(most)} (${pairs.length})`;
  const times = [pairs.map((pair) => pair.subject), pairs.map((pair) => pair.floor)].map(spreadOf);
  const [mine, other] = times.map((time) => withUnit(time.median, comparison.unit));
  return [
    ...[subject, ratio(median), spread, targetOf(comparison), verdict],
    ...[mine ?? '', `${other}: ${floor}`],
  ];
}

function targetOf({ target, unit }: Comparison): string {
  if (target === undefined) return '';
  return 'ratio' in target ? `≤ ${target.ratio}` : `≤ ${withUnit(target.most, unit)}`;
}

const ratio = (value: number): string => value.toFixed(value < 0.1 ? 3 : 2);

const withUnit = (value: number, unit: Comparison['unit'] = 'ms'): string =>
  `${value.toFixed(value < 10 ? 1 : 0)} ${unit}`;
