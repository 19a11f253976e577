import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import ajvPackage from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import type { RunOutcome } from '../../../src/cli/report/outcome.ts';
import { formatSarif } from '../../../src/cli/report/sarif.ts';
import { codes } from '../../../src/core/diagnostics/catalogue.ts';
import { around, KEPT, MISSING, NO_BROWSER, outcome, UNUSED } from './outcomes.ts';

const require = createRequire(import.meta.url);

const SCHEMA = '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json';

function schemaPath(): string | undefined {
  try {
    return require.resolve(SCHEMA);
  } catch {
    return undefined;
  }
}

const path = schemaPath();

async function schemaCheck(file: string): Promise<(log: unknown) => readonly string[]> {
  // The schema names a draft that Ajv does not support; nothing else in it needs that draft.
  const { $schema: _, id: __, ...schema } = JSON.parse(await readFile(file, 'utf8'));
  // One of its patterns is not a Unicode regular expression.
  const options = { strict: false, allErrors: true, unicodeRegExp: false };
  const ajv = new ajvPackage.default(options);
  addFormats.default(ajv);
  const validate = ajv.compile(schema);
  return (log) =>
    validate(log) ? [] : (validate.errors ?? []).map((one) => `${one.schemaPath} ${one.message}`);
}

const logOf = async (changes: Partial<RunOutcome>) => JSON.parse(await formatSarif(outcome(changes), around));

describe('a SARIF log', () => {
  const allowed = [{ diagnostic: UNUSED, reason: 'Known.' }];

  test('is valid against the schema of SARIF 2.1.0', async (context) => {
    if (path === undefined) return context.skip(`not run: ${SCHEMA} is not installed`);
    const faultsOf = await schemaCheck(path);
    for (const diagnostics of [[MISSING, KEPT, NO_BROWSER], []]) {
      const log = await logOf({ diagnostics, allowed });
      expect(faultsOf(log)).toEqual([]);
      expect(faultsOf({ ...log, version: '2.2' })).not.toEqual([]);
    }
  });

  test('has a rule for each code, and each result refers to its rule', async () => {
    const [run] = (await logOf({ allowed })).runs;
    expect(run.tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(codes);
    expect(run.results).toHaveLength(4);
    for (const { ruleId, ruleIndex } of run.results) expect(codes[ruleIndex]).toBe(ruleId);
  });

  test('has locations in UTF-16 code units, and files as URIs', async () => {
    const [run] = (await logOf({ diagnostics: [MISSING] })).runs;
    expect(run.columnKind).toBe('utf16CodeUnits');
    const { artifactLocation, region } = run.results[0].locations[0].physicalLocation;
    expect(artifactLocation.uri).toBe('content/100%25%2C%20a%3A%20b/m%C3%A4rz.md');
    expect(region).toEqual({ startLine: 3, startColumn: 7 });
  });

  test('has messages without placeholders or links', async () => {
    const [run] = (await logOf({ diagnostics: [MISSING] })).runs;
    expect(run.results[0].message.text).toBe(
      'The image `a{{0}}.png` does not exist. Did you mean `\\[b](1).png`?',
    );
  });

  test('has allowed diagnostics as suppressed results, with the reason', async () => {
    const [run] = (await logOf({ diagnostics: [UNUSED], allowed })).runs;
    const [reported, suppressed] = run.results;
    expect(reported.suppressions).toBeUndefined();
    expect(suppressed.suppressions).toEqual([
      { kind: 'external', status: 'accepted', justification: 'Known.' },
    ]);
    expect(reported.partialFingerprints).not.toEqual(suppressed.partialFingerprints);
  });

  test('states whether the run completed', async () => {
    const [content] = (await logOf({ diagnostics: [MISSING], exitCode: 1 })).runs;
    expect(content.invocations).toEqual([{ executionSuccessful: true, exitCode: 1 }]);
    const [machine] = (await logOf({ diagnostics: [NO_BROWSER], exitCode: 3 })).runs;
    expect(machine.invocations).toEqual([{ executionSuccessful: false, exitCode: 3 }]);
  });
});
