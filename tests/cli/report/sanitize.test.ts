/** The content of a file must not control the terminal or the CI system that shows it. */
import { expect, test } from 'vitest';
import { fromXml } from 'xast-util-from-xml';
import { formatJunit } from '../../../src/cli/report/junit.ts';
import { formatDiagnostic } from '../../../src/cli/report/pretty.ts';
import { replaceControlCharacters } from '../../../src/cli/report/sanitize.ts';
import { diagnostic } from '../../../src/core/diagnostics/diagnostic.ts';
import { around, at, outcome } from './outcomes.ts';

const HOSTILE = 'a\u001b[31mb\u0007c\u202ed\u2066e\u0085f';
const problem = diagnostic('note-unused', { label: HOSTILE }, at(`content/${HOSTILE}.md`, 1, 1));

test('keeps words, line ends, accents and symbols', () => {
  const text = 'Fièvre: 38 °C – “hot”\nالحمى 👩‍👩‍👧\n';
  expect(replaceControlCharacters(text)).toBe(text);
});

test('replaces each control character', () => {
  expect(replaceControlCharacters(HOSTILE)).toBe('a�[31mb�c�d�e�f');
  expect(replaceControlCharacters('\ud800\ufffe')).toBe('��');
});

test('replaces control characters in text for a terminal', async () => {
  const text = await formatDiagnostic(problem, { color: false, linesOf: async () => [HOSTILE] });
  // The location, the message, the line and the hint.
  expect(text.match(/a�\[31mb�c�d�e�f/g)).toHaveLength(4);
  expect(text).not.toMatch(/[^\P{Cc}\n]|\p{Bidi_Control}/u);
});

test('replaces control characters in a JUnit report', async () => {
  const xml = await formatJunit(outcome({ diagnostics: [problem] }), around);
  expect(() => fromXml(xml)).not.toThrow();
  expect(xml).not.toMatch(/[^\P{Cc}\n]|\p{Bidi_Control}/u);
});
