/** What a file says must not be obeyed by the terminal or the system of CI that shows it. */
import { expect, test } from 'vitest';
import { fromXml } from 'xast-util-from-xml';
import { junitReport } from '../../../src/cli/report/junit.ts';
import { prettyDiagnostic } from '../../../src/cli/report/pretty.ts';
import { harmless } from '../../../src/cli/report/sanitize.ts';
import { diagnostic } from '../../../src/core/diagnostics/diagnostic.ts';
import { around, at, outcome } from './outcomes.ts';

const HOSTILE = 'a\u001b[31mb\u0007c\u202ed\u2066e\u0085f';
const problem = diagnostic('note-unused', { label: HOSTILE }, at(`content/${HOSTILE}.md`, 1, 1));

test('words, lines, accents and signs stay', () => {
  const text = 'Fièvre: 38 °C – “hot”\nالحمى 👩‍👩‍👧\n';
  expect(harmless(text)).toBe(text);
});

test('each of the others becomes a sign', () => {
  expect(harmless(HOSTILE)).toBe('a�[31mb�c�d�e�f');
  expect(harmless('\ud800\ufffe')).toBe('��');
});

test('a person reads it on a terminal', async () => {
  const told = await prettyDiagnostic(problem, { color: false, linesOf: async () => [HOSTILE] });
  // Its place, the message, the line, and the hint.
  expect(told.match(/a�\[31mb�c�d�e�f/g)).toHaveLength(4);
  expect(told).not.toMatch(/[^\P{Cc}\n]|\p{Bidi_Control}/u);
});

test('a reader of JUnit’s XML takes it', async () => {
  const xml = await junitReport(outcome({ diagnostics: [problem] }), around);
  expect(() => fromXml(xml)).not.toThrow();
  expect(xml).not.toMatch(/[^\P{Cc}\n]|\p{Bidi_Control}/u);
});
