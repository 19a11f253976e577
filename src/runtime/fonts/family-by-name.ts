/** Finds the font family of a name: one that comes with Handpress, or an installed package of Fontsource. */
import { slug as slugOf } from 'github-slugger';
import type { FontFault } from '../../lib/opentype/cmap.ts';
import { suggestName } from '../../lib/text/nearest.ts';
import { BUILT_IN_FAMILIES, type FontFamily } from './families.ts';
import { type FontContext, findFontPackage } from './packages.ts';

/** The result of looking up a family. */
export type FamilyLookup =
  | { readonly kind: 'found'; readonly family: FontFamily }
  /** There is no such family. `near`: the most similar name; `slug`: the name that its package would have. */
  | { readonly kind: 'unknown'; readonly near?: string; readonly slug: string }
  | { readonly kind: 'unsuitable'; readonly fault: FontFault; readonly slug: string };

/**
 * Finds a family.
 * @param name `serif`, `sans`, `Arimo`, `Noto Serif`, or the name of the package: `noto-serif`
 */
export async function findFamily(name: string, places: FontContext): Promise<FamilyLookup> {
  const slug = slugOf(name.replace(/^@fontsource\//, ''));
  const ours = [...BUILT_IN_FAMILIES].find(
    ([known, family]) => slugOf(known) === slug || family.slug === slug,
  );
  if (ours !== undefined) return { kind: 'found', family: ours[1] };
  const found = slug === '' ? undefined : await findFontPackage(slug, places);
  if (found === undefined) return { kind: 'unknown', slug, ...suggestName(name, BUILT_IN_FAMILIES) };
  const fault = (await found.subsets[0]?.findFault()) ?? (found.subsets.length === 0 ? 'damaged' : undefined);
  if (fault !== undefined) return { kind: 'unsuitable', fault, slug };
  return { kind: 'found', family: { name: found.family, slug, generic: toGeneric(found.category) } };
}

function toGeneric(category: string): FontFamily['generic'] {
  return category === 'serif' || category === 'monospace' ? category : 'sans-serif';
}
