/**
 * The family that a project names: one that comes with Handpress, or any package of Fontsource that it has
 * installed.
 */
import { slug as slugOf } from 'github-slugger';
import type { FontFault } from '../../lib/opentype/cmap.ts';
import { near } from '../../lib/text/nearest.ts';
import { type Family, KNOWN_FAMILIES } from './families.ts';
import { type FontPlaces, findPackage } from './packages.ts';

export type NamedFamily =
  | { readonly family: Family }
  /** No such family: the nearest name, and the package in which it would be. */
  | { readonly unknown: { readonly near?: string; readonly slug: string } }
  | { readonly fault: FontFault; readonly slug: string };

/** @param name `serif`, `sans`, `Arimo`, `Noto Serif`, or the package's own `noto-serif` */
export async function familyNamed(name: string, places: FontPlaces): Promise<NamedFamily> {
  const slug = slugOf(name.replace(/^@fontsource\//, ''));
  const ours = [...KNOWN_FAMILIES].find(([known, family]) => slugOf(known) === slug || family.slug === slug);
  if (ours !== undefined) return { family: ours[1] };
  const found = slug === '' ? undefined : await findPackage(slug, places);
  if (found === undefined) return { unknown: { slug, ...near(name, KNOWN_FAMILIES) } };
  const fault = (await found.parts[0]?.fault()) ?? (found.parts.length === 0 ? 'damaged' : undefined);
  if (fault !== undefined) return { fault, slug };
  return { family: { name: found.family, slug, generic: genericOf(found.category) } };
}

function genericOf(category: string): Family['generic'] {
  return category === 'serif' || category === 'monospace' ? category : 'sans-serif';
}
