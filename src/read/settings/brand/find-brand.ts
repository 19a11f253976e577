/** Finds out whether a project has a brand. Loads what reads it only then. */
import { join } from 'node:path';
import type { Brand } from '../../../core/brand.ts';
import { memoizeWith } from '../../../core/host.ts';
import type { Context } from '../../../core/model/context.ts';
import { readText } from '../../source/read-source.ts';
import { PROJECT_FILE } from '../project-file.ts';
import { acceptedNames } from '../settings-file.ts';
import { BRAND_FILE, type BrandFiles } from './brand-files.ts';

/** Returns the brand of the project. Its problems are reported by {@link checkBrand}. */
export function findBrand(context: Context): Promise<Brand | undefined> {
  return memoizeWith(context.host)('brand', async (host) => {
    const own = { ...context, host, report: () => undefined };
    const files = await findFiles(own);
    if (files === undefined) return undefined;
    const { readBrand } = await import('./read-brand.ts');
    return (await readBrand(files, own)).brand;
  });
}

/** Lists the files that everything shows which the project publishes, relative to the root. */
export async function listBrandFiles(context: Context): Promise<readonly string[]> {
  const brand = await findBrand(context);
  return [BRAND_FILE, ...[brand?.logo?.path ?? []].flat()];
}

/** Reports what is wrong with the brand of the project. @returns whether it can be used */
export async function checkBrand(context: Context): Promise<boolean> {
  const files = await findFiles(context);
  if (files === undefined) return true;
  const { readBrand } = await import('./read-brand.ts');
  return !(await readBrand(files, context)).isBroken;
}

async function findFiles(context: Context): Promise<BrandFiles | undefined> {
  const own: string[] = [];
  for (const name of acceptedNames(BRAND_FILE)) {
    if ((await context.host.kind(join(context.root, name))) === 'file') own.push(name);
  }
  const isInProject = await hasBrandKey(context);
  return own.length > 0 || isInProject ? { own, isInProject } : undefined;
}

/** Does not report faults of the file, because `readEditions` reports them. */
async function hasBrandKey(context: Context): Promise<boolean> {
  if ((await context.host.kind(join(context.root, PROJECT_FILE))) !== 'file') return false;
  const source = await readText(PROJECT_FILE, { ...context, report: () => undefined });
  return source !== undefined && /^["']?brand\b/m.test(source.text);
}
