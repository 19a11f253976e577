/** The typefaces that a project names: each must be there, and be one that can be embedded. */

import type { Report } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Context } from '../../core/model/context.ts';
import { familyNamed } from '../../runtime/fonts/family-by-name.ts';
import type { Located } from '../source/yaml.ts';
import type { LayoutData } from './project-schema.ts';

/**
 * Diagnostics: `typeface-unknown`, `typeface-unsuitable`.
 * @returns whether there was none
 */
export async function judgeTypefaces(
  { data, place }: Located<{ readonly editions: Readonly<Record<string, LayoutData>> }>,
  report: Report,
  context: Context,
): Promise<boolean> {
  let fine = true;
  for (const [keys, typeface] of typefacesIn(data.editions)) {
    const named = await familyNamed(typeface, context);
    if ('family' in named) continue;
    fine = false;
    const at = place('editions', ...keys);
    if ('unknown' in named) report(diagnostic('typeface-unknown', { typeface, ...named.unknown }, at));
    else report(diagnostic('typeface-unsuitable', { typeface, fault: named.fault }, at));
  }
  return fine;
}

type Named = readonly [keys: readonly string[], typeface: string];

function typefacesIn(editions: Readonly<Record<string, LayoutData>>): readonly Named[] {
  return Object.entries(editions).flatMap(([name, layout]) => {
    const settings = [
      [[name], layout],
      [[name, 'book'], layout.book],
      [[name, 'handouts'], layout.handouts],
    ] as const;
    return settings.flatMap(([keys, setting]) =>
      (['text', 'headings'] as const).flatMap((key): readonly Named[] => {
        const typeface = setting?.typefaces?.[key];
        return typeface === undefined ? [] : [[[...keys, 'typefaces', key], typeface]];
      }),
    );
  });
}
