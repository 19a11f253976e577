/** Applies the variables and conditions of a publication to a text, before it is parsed. */
import type { Context } from '../../core/model/context.ts';
import type { SourceFile } from '../../core/source-location.ts';
import { applyConditions } from './conditions.ts';
import type { OwnChoices } from './text-choices.ts';
import { findValues, type VariableData } from './variables.ts';
import { readVariables } from './variables-file.ts';

/** What was read once for all texts of a publication. */
const known = new WeakMap<OwnChoices, Promise<VariableData>>();

/**
 * Returns the text without what is not shown, and with the values of the variables that it uses. Diagnostics:
 * `condition-unknown`, those of {@link readVariables}
 */
export async function applyChoices(
  source: SourceFile,
  own: OwnChoices,
  context: Context,
): Promise<SourceFile> {
  const data = known.get(own) ?? readVariables(own, context);
  known.set(own, data);
  const shown = applyConditions(source, own, await data, context.report);
  const values = findValues(shown.text, await data);
  return values.size === 0 ? shown : { ...shown, values };
}
