/**
 * Validates the options that programs give, because JavaScript has no types and a misspelled option would have no effect.
 * It takes microseconds.
 */

import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../core/diagnostics/diagnostic.ts';
import { suggestName } from '../lib/text/nearest.ts';
import { isRecord } from './option-kinds.ts';
import { type CommandName, listApiOptions, type Option } from './option-table.ts';

/**
 * Returns `option-wrong` and `option-unknown`: first the given options in their order, then missing ones. An option that is
 * `undefined` counts as not given.
 */
export function findOptionProblems(options: unknown, command: CommandName): readonly Diagnostic[] {
  if (!isRecord(options)) return [wrong('options', 'an object', options)];
  const known = listApiOptions(command);
  const formerNames = findFormerNames(known);
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  const problems = given.flatMap(([name, value]) => {
    const current = formerNames.get(name);
    if (current !== undefined && options[current] !== undefined) {
      return wrong(name, `to be left out beside \`${current}\`, which is its new name`, value);
    }
    return findProblem(name, value, known.get(current ?? name), known) ?? [];
  });
  const missing = [...known].filter(([name, { isRequired }]) => isRequired && options[name] === undefined);
  return [...problems, ...missing.map(([name, { kind }]) => wrong(name, kind.expected, undefined))];
}

/** Returns the options under their current names. Call it only if {@link findOptionProblems} returns no problem. */
export function renameFormerOptions<T extends object>(options: T, command: CommandName): T {
  const formerNames = findFormerNames(listApiOptions(command));
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [formerNames.get(name) ?? name, value])) as T;
}

type OptionsByName = ReadonlyMap<string, Option>;

/** Former names → current names. */
const findFormerNames = (known: OptionsByName): ReadonlyMap<string, string> =>
  new Map([...known].flatMap(([name, { formerName }]) => (formerName ? [[formerName, name] as const] : [])));

function findProblem(
  name: string,
  value: unknown,
  option: Option | undefined,
  known: OptionsByName,
): Diagnostic | undefined {
  if (option === undefined) {
    return diagnostic('option-unknown', { option: name, see: SEE, ...suggestName(name, [...known.keys()]) });
  }
  return option.kind.isValid(value) ? undefined : wrong(name, option.kind.expected, value);
}

const wrong = (option: string, expected: string, value: unknown): Diagnostic =>
  diagnostic('option-wrong', { option, expected, found: describeValue(value), see: SEE });

const SEE = 'the types of `handpress`';

/** Describes a value in a few characters: `"epub"`, `5`, `[1, 2]`, `a function`. */
function describeValue(value: unknown): string {
  if (value === undefined) return 'none';
  if (typeof value === 'function') return 'a function';
  if (isRecord(value)) return 'an object';
  if (Array.isArray(value))
    return `[${value.slice(0, 3).map(describeValue).join(', ')}${value.length > 3 ? ', …' : ''}]`;
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return `\`${text.length > 60 ? `${text.slice(0, 60)}…` : text}\``;
}
