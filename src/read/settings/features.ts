/** Decides which features of other programs' Markdown are read in a publication. */
import { diagnostic, type Report } from '../../core/diagnostics/diagnostic.ts';
import type { Context } from '../../core/model/context.ts';
import type { SourceLocation } from '../../core/source-location.ts';
import { suggestName } from '../../lib/text/nearest.ts';
import { INCLUDE_FORMS } from '../includes/forms.ts';
import { DIALECTS } from '../markdown/dialects/dialects.ts';
import type { LocatedData } from '../source/yaml.ts';
import { readProjectDefault } from './project-defaults.ts';
import type { FeatureSetting } from './publication-schema.ts';

/** The names of all features, in the order of the documentation. */
export const FEATURE_NAMES: readonly string[] = [...DIALECTS, ...INCLUDE_FORMS].map(({ name }) => name);

/** Returns the names that a setting turns off. @param off those that are off without it */
function applySetting(setting: FeatureSetting | undefined, off: ReadonlySet<string>): ReadonlySet<string> {
  if (setting === undefined) return off;
  if (typeof setting === 'string') return new Set(FEATURE_NAMES);
  const isOn = (name: string): boolean => (Object.hasOwn(setting, name) && setting[name]) || false;
  const isNamed = (name: string): boolean => Object.hasOwn(setting, name);
  return new Set(FEATURE_NAMES.filter((name) => (isNamed(name) ? !isOn(name) : off.has(name))));
}

/** Settings with the features of a publication or of a project. */
type Settings = Pick<LocatedData<{ readonly markdown?: FeatureSetting | undefined }>, 'data' | 'location'>;

/**
 * Returns the names of the features that are off: by the project, unless the publication says else.
 * Diagnostic: `feature-unknown`.
 */
export async function findFeaturesOff(
  { data, location }: Settings,
  context: Context,
): Promise<ReadonlySet<string>> {
  reportUnknown(data.markdown, (name) => location('markdown', name), context.report);
  return applySetting(data.markdown, await findProjectFeaturesOff(context));
}

/** Returns the names of the features that `handpress.yaml` turns off. */
export async function findProjectFeaturesOff(context: Context): Promise<ReadonlySet<string>> {
  return applySetting(await readProjectDefault('markdown', context), new Set());
}

/** Reports names that no feature has. */
export function reportUnknown(
  setting: FeatureSetting | undefined,
  locate: (name: string) => SourceLocation,
  report: Report,
): void {
  if (typeof setting !== 'object') return;
  for (const name of Object.keys(setting)) {
    if (FEATURE_NAMES.includes(name)) continue;
    const facts = { feature: name, known: FEATURE_NAMES, ...suggestName(name, FEATURE_NAMES) };
    report(diagnostic('feature-unknown', facts, locate(name)));
  }
}
