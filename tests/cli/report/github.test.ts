import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escapeWorkflowCommands, formatGithub } from '../../../src/cli/report/github.ts';
import type { Diagnostic } from '../../../src/core/diagnostics/diagnostic.ts';
import { around, KEPT, outcome, UNUSED } from './outcomes.ts';

const UNESCAPED: Readonly<Record<string, string>> = {
  '%0D': '\r',
  '%0A': '\n',
  '%25': '%',
  '%3A': ':',
  '%2C': ',',
};

/** Parses a command as the runner does: properties up to the second `::`, separated by commas. */
function readCommand(line: string) {
  const [, name = '', written = '', data = ''] = /^::(\w+) (.*?)::(.*)$/su.exec(line) ?? [];
  const pairs = written.split(',').map((pair): [string, string] => {
    const [key = '', value = ''] = pair.split(/=(.*)/su, 2);
    return [key, value.replace(/%(?:0D|0A|25|3A|2C)/g, (sign) => UNESCAPED[sign] ?? sign)];
  });
  const message = data.replace(/%(?:0D|0A|25)/g, (sign) => UNESCAPED[sign] ?? sign);
  return { name, properties: Object.fromEntries(pairs), message };
}

const commandsOf = async (diagnostics: readonly Diagnostic[]): Promise<readonly string[]> =>
  (await formatGithub(outcome({ diagnostics }), around)).split('\n').slice(0, -1);

describe('an annotation', () => {
  test('has the location, the code as its title, the message and the hint', async () => {
    const [line = ''] = await commandsOf([UNUSED]);
    expect(line).toBe(
      '::warning file=content/note.md,line=5,col=1,title=note-unused::' +
        'Nothing refers to the note `[^late]`, so it is not printed.%0APut `[^late]` where it belongs, or remove the note.',
    );
  });

  test('of a note is a notice, and has a location only if the note has one', async () => {
    const [line = ''] = await commandsOf([KEPT]);
    expect(line).toMatch(/^::notice title=edition-kept::`note`: /);
  });

  test('can be parsed back, whatever text it contains', async () => {
    const text = fc.string({ unit: fc.constantFrom(...'%:,=\r\n[] a25ADC0', '😀') });
    await fc.assert(
      fc.asyncProperty(text, text, text, async (file, message, hint) => {
        const place = { file, line: 1, column: 2 };
        const lines = await commandsOf([{ ...UNUSED, message, hint, place }]);
        expect(lines).toHaveLength(1);
        const { name, properties, message: read } = readCommand(lines[0] ?? '');
        expect([name, properties.file, read]).toEqual(['warning', file, `${message}\n${hint}`]);
      }),
    );
  });
});

test('allowed diagnostics have no annotation', async () => {
  const allowed = [{ diagnostic: UNUSED, reason: 'Known.' }];
  expect(await formatGithub(outcome({ diagnostics: [], allowed }), around)).toBe('');
});

test('text for people contains no command', () => {
  const text = fc.string({ unit: fc.constantFrom(':', '#', '[', ' ', '\t', '\n', '\r', '\u2028', 'a') });
  fc.assert(
    fc.property(text, (written) => {
      const shown = escapeWorkflowCommands(written);
      expect(shown).not.toMatch(/^\s*::/m);
      expect(shown).not.toContain('##[');
      expect(shown.replaceAll(' ', '')).toBe(written.replaceAll(' ', ''));
    }),
  );
});
