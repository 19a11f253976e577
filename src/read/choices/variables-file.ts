/** Reads the variables of a publication: from its settings, from the file that they name, or from `_variables.yml`. */
import { join, posix } from 'node:path';
import * as v from 'valibot';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Context } from '../../core/model/context.ts';
import { suggestName } from '../../lib/text/nearest.ts';
import { listSiblingFiles, resolveInside } from '../../runtime/guard/path-guard.ts';
import { readText } from '../source/read-source.ts';
import { readYaml } from '../source/yaml.ts';
import type { OwnChoices } from './text-choices.ts';
import type { VariableData } from './variables.ts';

/** The files of Quarto, which no setting names. */
const USUAL_FILES = ['_variables.yml', '_variables.yaml'];

const fileSchema = v.record(v.string(), v.unknown(), 'names with values');

/** Diagnostics: `variables-missing`, `file-withheld`, those of {@link readText} and {@link readYaml} */
export async function readVariables(own: OwnChoices, context: Context): Promise<VariableData> {
  const given = new Map((context.variables ?? []).map(splitAssignment));
  const { variables } = own.data;
  const metadata = own.data;
  if (typeof variables === 'object') return { given, variables, metadata };
  const file =
    variables === undefined ? await findUsualFile(own, context) : await findFile(variables, own, context);
  return { given, variables: file === undefined ? {} : await readFile(file, context), metadata };
}

/** Divides `name=value`. */
function splitAssignment(written: string): readonly [name: string, value: string] {
  const at = written.indexOf('=');
  return [written.slice(0, at).trim(), written.slice(at + 1)];
}

async function findUsualFile({ folder }: OwnChoices, { root, host }: Context): Promise<string | undefined> {
  for (const name of USUAL_FILES) {
    if ((await host.kind(join(root, folder, name))) === 'file') return posix.join(folder, name);
  }
  return undefined;
}

/** Finds the file that the settings name, relative to the root. */
async function findFile(
  file: string,
  { folder, location }: OwnChoices,
  context: Context,
): Promise<string | undefined> {
  const found = await resolveInside(folder, file, context);
  if (found.kind === 'inside') return posix.join(folder, found.path);
  const place = location('variables');
  if (found.kind === 'withheld') {
    context.report(diagnostic('file-withheld', { path: file, reason: found.reason }, place));
    return undefined;
  }
  const known = (await listSiblingFiles(folder, file, context)).filter((name) => /\.ya?ml$/i.test(name));
  const facts = { file, isOutside: found.kind === 'outside', ...suggestName(file, known) };
  context.report(diagnostic('variables-missing', facts, place));
  return undefined;
}

async function readFile(path: string, context: Context): Promise<unknown> {
  const source = await readText(path, context);
  if (source === undefined) return {};
  const yaml = { file: source.path, text: source.text, linesAbove: 0 };
  return readYaml(yaml, fileSchema, context.report)?.data ?? {};
}
