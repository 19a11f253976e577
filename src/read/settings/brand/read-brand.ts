/** Reads the brand of a project: `brand.yaml`, or `brand:` in `handpress.yaml`. */
import * as v from 'valibot';
import type { Brand } from '../../../core/brand.ts';
import { type Diagnostic, diagnostic, type Report } from '../../../core/diagnostics/diagnostic.ts';
import type { Context } from '../../../core/model/context.ts';
import type { SourceLocation } from '../../../core/source-location.ts';
import { readText } from '../../source/read-source.ts';
import { readYaml } from '../../source/yaml.ts';
import { PROJECT_FILE } from '../project-file.ts';
import { reportIfMisnamed } from '../settings-file.ts';
import { findBrandFile } from './brand-file.ts';
import { BRAND_FILE, type BrandFiles } from './brand-files.ts';
import { type BrandData, brandSchema } from './brand-schema.ts';
import { buildPalette } from './palette.ts';

/** The rest of `handpress.yaml` is read elsewhere. */
const projectSchema = v.looseObject({ brand: v.optional(brandSchema) });

/** The keys of a brand, and where they are. */
interface WrittenBrand {
  readonly data: BrandData;
  location(...path: readonly string[]): SourceLocation;
}

/** A brand, and whether something is wrong with it. */
export interface ReadBrand {
  readonly brand?: Brand;
  readonly isBroken: boolean;
}

/**
 * Reads the brand that was found. Diagnostics: those of {@link readYaml}, `settings-misnamed`, `brand-twice`, and those of
 * {@link buildPalette} and {@link findBrandFile}.
 */
export async function readBrand(files: BrandFiles, context: Context): Promise<ReadBrand> {
  let isBroken = false;
  const report: Report = (problem: Diagnostic) => {
    isBroken ||= problem.severity === 'error';
    context.report({ ...problem, domain: 'usage' });
  };
  const written = await readWritten(files, { ...context, report });
  if (written === undefined) return { isBroken };
  const location = (name: string): SourceLocation => written.location('colors', name);
  const palette = buildPalette({ colors: written.data.colors, location }, report);
  const logo = await findLogo(written, { ...context, report });
  return { brand: { palette, ...(logo && { logo }) }, isBroken };
}

async function findLogo({ data, location }: WrittenBrand, context: Context): Promise<Brand['logo']> {
  if (data.logo === undefined) return undefined;
  const place = location('logo', 'path');
  const path = await findBrandFile(data.logo.path, place, context);
  return path === undefined ? undefined : { path, alt: data.logo.alt, place };
}

async function readWritten(files: BrandFiles, context: Context): Promise<WrittenBrand | undefined> {
  const { report } = context;
  const [file] = files.own;
  if (file === undefined) return readFromProject(context);
  if (files.isInProject) {
    const inProject = await readFromProject({ ...context, report: () => undefined });
    const facts = { file, other: PROJECT_FILE };
    report(diagnostic('brand-twice', facts, inProject?.location()));
    return undefined;
  }
  if (reportIfMisnamed(file, BRAND_FILE, report)) return undefined;
  const source = await readText(file, context);
  if (source === undefined) return undefined;
  return readYaml({ file: source.path, text: source.text, linesAbove: 0 }, brandSchema, report);
}

async function readFromProject(context: Context): Promise<WrittenBrand | undefined> {
  const source = await readText(PROJECT_FILE, context);
  if (source === undefined) return undefined;
  const yaml = { file: source.path, text: source.text, linesAbove: 0 };
  const project = readYaml(yaml, projectSchema, context.report);
  const data = project?.data.brand;
  return project && data && { data, location: (...path) => project.location('brand', ...path) };
}
