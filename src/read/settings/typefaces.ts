/** Validates the typefaces that a project names: each must be installed and allow embedding. */

import type { Report } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Context } from '../../core/model/context.ts';
import { findFamily } from '../../runtime/fonts/family-by-name.ts';
import type { LocatedData } from '../source/yaml.ts';
import type { LayoutData } from './project-schema.ts';

/**
 * Validates all typefaces. Diagnostics: `typeface-unknown`, `typeface-unsuitable`.
 * @returns whether all can be used
 */
export async function validateTypefaces(
  { data, location }: LocatedData<{ readonly editions: Readonly<Record<string, LayoutData>> }>,
  report: Report,
  context: Context,
): Promise<boolean> {
  let areUsable = true;
  for (const [keys, typeface] of collectTypefaces(data.editions)) {
    const named = await findFamily(typeface, context);
    if (named.kind === 'found') continue;
    areUsable = false;
    const at = location('editions', ...keys);
    if (named.kind === 'unsuitable')
      report(diagnostic('typeface-unsuitable', { typeface, fault: named.fault }, at));
    else report(diagnostic('typeface-unknown', { typeface, ...named }, at));
  }
  return areUsable;
}

type NamedTypeface = readonly [keys: readonly string[], typeface: string];

function collectTypefaces(editions: Readonly<Record<string, LayoutData>>): readonly NamedTypeface[] {
  return Object.entries(editions).flatMap(([name, layout]) => {
    const settings = [
      [[name], layout],
      [[name, 'book'], layout.book],
      [[name, 'handouts'], layout.handouts],
    ] as const;
    return settings.flatMap(([keys, setting]) =>
      (['text', 'headings'] as const).flatMap((key): readonly NamedTypeface[] => {
        const typeface = setting?.typefaces?.[key];
        return typeface === undefined ? [] : [[[...keys, 'typefaces', key], typeface]];
      }),
    );
  });
}
