import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { githubReport, withoutCommands } from '../../../src/cli/report/github.ts';
import type { Diagnostic } from '../../../src/core/diagnostics/diagnostic.ts';
import { around, KEPT, outcome, UNUSED } from './outcomes.ts';

const UNESCAPED: Readonly<Record<string, string>> = {
  '%0D': '\r',
  '%0A': '\n',
  '%25': '%',
  '%3A': ':',
  '%2C': ',',
};

/** As the runner reads a command: properties up to the second `::`, divided at commas. */
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
  (await githubReport(outcome({ diagnostics }), around)).split('\n').slice(0, -1);

describe('an annotation', () => {
  test('has its place, its code as the title, the message and the hint', async () => {
    const [line = ''] = await commandsOf([UNUSED]);
    expect(line).toBe(
      '::warning file=content/note.md,line=5,col=1,title=note-unused::' +
        'Nothing refers to the note `[^late]`, so it is not printed.%0APut `[^late]` where it belongs, or remove the note.',
    );
  });

  test('of a note is a notice; without a place it has none', async () => {
    const [line = ''] = await commandsOf([KEPT]);
    expect(line).toMatch(/^::notice title=edition-kept::`note`: /);
  });

  test('is read again as it was, whatever is in it', async () => {
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

test('what is allowed is not told', async () => {
  const allowed = [{ diagnostic: UNUSED, reason: 'Known.' }];
  expect(await githubReport(outcome({ diagnostics: [], allowed }), around)).toBe('');
});

test('nothing that is shown to people is a command', () => {
  const text = fc.string({ unit: fc.constantFrom(':', '#', '[', ' ', '\t', '\n', '\r', '\u2028', 'a') });
  fc.assert(
    fc.property(text, (written) => {
      const shown = withoutCommands(written);
      expect(shown).not.toMatch(/^\s*::/m);
      expect(shown).not.toContain('##[');
      expect(shown.replaceAll(' ', '')).toBe(written.replaceAll(' ', ''));
    }),
  );
});
