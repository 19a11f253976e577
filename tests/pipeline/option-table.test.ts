/** The table of options agrees with the types and doc comments of the programming interface. */
import { readFileSync } from 'node:fs';
import { expect, expectTypeOf, test } from 'vitest';
import {
  type ApiOptions,
  type CommandName,
  listApiOptions,
  listOptions,
} from '../../src/pipeline/option-table.ts';
import type {
  BuildOptions,
  CheckOptions,
  ClearOptions,
  ImportOptions,
  MergeOptions,
} from '../../src/pipeline/options.ts';

type Current<Options> = Required<Omit<Options, 'what'>>;

test('the types of the options are those of the table', () => {
  expectTypeOf<Current<BuildOptions>>().toEqualTypeOf<ApiOptions<'build'>>();
  expectTypeOf<Current<CheckOptions>>().toEqualTypeOf<ApiOptions<'check'>>();
  expectTypeOf<Current<ImportOptions>>().toEqualTypeOf<ApiOptions<'import'>>();
  expectTypeOf<Current<MergeOptions>>().toEqualTypeOf<ApiOptions<'manifest merge'>>();
  expectTypeOf<Current<ClearOptions>>().toEqualTypeOf<ApiOptions<'cache clear'>>();
});

interface Declared {
  readonly name: string;
  readonly isRequired: boolean;
  readonly type: string;
  readonly comment: string;
}

/** The properties of the interfaces whose names end in `Options`. */
function declaredOptions(): readonly Declared[] {
  const source = readFileSync(new URL('../../src/pipeline/options.ts', import.meta.url), 'utf8');
  const bodies = [...source.matchAll(/interface \w+Options[^{]*\{\n([\s\S]*?)^\}/gm)].map(
    ([, body = '']) => body,
  );
  const properties = bodies.flatMap((body) => [
    ...body.matchAll(/\/\*\*([\s\S]*?)\*\/\s*readonly (\w+)(\??): (.*);/g),
  ]);
  return properties.map(([, comment = '', name = '', optional, type = '']) => ({
    ...{ name, type, isRequired: optional === '' },
    comment: comment
      .replace(/^[ \t]*\*/gm, '')
      .replace(/\s+/g, ' ')
      .trim(),
  }));
}

const declared = declaredOptions().filter(({ name }) => name !== 'what');
const options = new Map(
  (['build', 'check', 'import', 'manifest merge'] satisfies CommandName[]).flatMap((command) => [
    ...listApiOptions(command),
  ]),
);

test('every option of a program is declared with a doc comment', () => {
  expect(new Set(declared.map(({ name }) => name))).toEqual(new Set(options.keys()));
});

test.each(declared)('the declaration of `$name` has the type and the text of the table', (property) => {
  const option = options.get(property.name);
  expect(property.type).toBe(option?.kind.type);
  expect(property.isRequired).toBe(option?.isRequired === true);
  const ending = option?.docDefault === undefined ? '' : ` Default: ${option.docDefault}.`;
  expect(property.comment).toBe(`${option?.doc}${ending}`);
});

const table = listOptions().map(([name, option]) => ({ name, option }));

test.each(table)('`$name` is explained where it can be given', ({ option }) => {
  const { flag, help, doc } = option;
  expect(flag ?? doc).toBeDefined();
  if (flag !== undefined) expect(help).toMatch(/^[^`]+[^.`]$/);
  if (doc !== undefined) expect(doc).toMatch(/^[A-Z].*\.$/);
});

test('no two options have the same name on the command line', () => {
  const flags = listOptions().flatMap(([, { flag, short }]) =>
    [flag, short].filter((one) => one !== undefined),
  );
  expect(new Set(flags).size).toBe(flags.length);
});
