/** Reads the editions of a project from `handpress.yaml`. */
import { join } from 'node:path';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import {
  buildEditionIndex,
  builtInEditions,
  type EditionIndex,
  isReservedName,
} from '../../core/editions.ts';
import { LAYOUTS, type Layout, type LayoutSetting, PAGE_SIZES } from '../../core/layouts.ts';
import type { Context } from '../../core/model/context.ts';
import type { Imposition, PageSize } from '../../core/model/edition.ts';
import type { SourceLocation } from '../../core/source-location.ts';
import { suggestName } from '../../lib/text/nearest.ts';
import { readText } from '../source/read-source.ts';
import { type LocatedData, readYaml } from '../source/yaml.ts';
import { checkBrand } from './brand/find-brand.ts';
import { resolveEbooks } from './ebook-editions.ts';
import { reportUnknown } from './features.ts';
import { omitUndefined } from './omit-undefined.ts';
import { PROJECT_FILE } from './project-file.ts';
import {
  type LayoutData,
  type PageData,
  type ProjectData,
  projectSchema,
  type SettingData,
} from './project-schema.ts';
import { acceptedNames, reportIfMisnamed } from './settings-file.ts';
import { validateTypefaces } from './typefaces.ts';

/** The smallest text block, in millimeters. */
const MIN_TEXT_BLOCK = { width: 50, height: 60 };

/** Millimeters by which two pages may exceed a sheet: two A5 pages are a millimeter narrower than A4. */
const TOLERANCE = 0.3;

type Project = LocatedData<Pick<ProjectData, 'editions' | 'markdown'>>;

/** An edition of the project that is being resolved. */
interface EditionDraft {
  readonly name: string;
  readonly data: LayoutData;
  location(...keys: readonly string[]): SourceLocation;
  report(problem: Diagnostic): void;
}

/**
 * Reads the editions of the project: the built-in ones, changed and extended by `handpress.yaml`.
 * @returns `undefined` after an error: `settings-misnamed`; those of {@link readYaml}; `edition-name-taken`,
 * `edition-unknown`, `ebook-setting-unused`, `page-unknown`, `page-too-small`, `sheet-too-small`; those of {@link checkBrand}, {@link validateTypefaces}
 * and {@link validateDesignFiles}
 */
export async function readEditions(context: Context): Promise<EditionIndex | undefined> {
  const file = await findProjectFile(context);
  if (file === undefined) return (await checkBrand(context)) ? builtInEditions : undefined;
  const report = (problem: Diagnostic) => context.report({ ...problem, domain: 'usage' });
  if (reportIfMisnamed(file, PROJECT_FILE, report)) return undefined;
  const source = await readText(file, { ...context, report });
  if (source === undefined) return undefined;
  const yaml = { file: source.path, text: source.text, linesAbove: 0 };
  const project = readYaml(yaml, projectSchema, report);
  if (project === undefined) return undefined;
  reportUnknown(project.data.markdown, (name) => project.location('markdown', name), report);
  const hasBrand = await checkBrand(context);
  const hasTypefaces = await validateTypefaces(project, report, context);
  const hasDesignFiles = await validateDesignFiles(project, report, context);
  const editions = resolveEditions(project, report);
  return hasBrand && hasTypefaces && hasDesignFiles ? editions : undefined;
}

async function findProjectFile({ root, host }: Context): Promise<string | undefined> {
  for (const name of acceptedNames(PROJECT_FILE)) {
    if ((await host.kind(join(root, name))) !== undefined) return name;
  }
  return undefined;
}

/** Reports `design-file-missing` for a style or template that neither the project nor Handpress has. */
async function validateDesignFiles(
  project: Project,
  report: EditionDraft['report'],
  { design }: Context,
): Promise<boolean> {
  let areComplete = true;
  for (const { folder, name, keys } of collectDesignFiles(project)) {
    if (await design.hasFile(folder, name)) continue;
    areComplete = false;
    report(
      diagnostic('design-file-missing', { file: `${folder}/${name}` }, project.location('editions', ...keys)),
    );
  }
  return areComplete;
}

interface DesignFile {
  readonly folder: 'templates' | 'styles';
  readonly name: string;
  /** Path of the setting that names it, below `editions`. */
  readonly keys: readonly string[];
}

function collectDesignFiles({ data: { editions } }: Project): readonly DesignFile[] {
  return Object.entries(editions).flatMap(([edition, data]) => [
    ...(data.styles ?? []).map((name, at) => styleFile(name, [edition, 'styles', String(at)])),
    ...templateFiles(data, [edition]),
    ...templateFiles(data.book, [edition, 'book']),
    ...templateFiles(data.handouts, [edition, 'handouts']),
  ]);
}

const styleFile = (name: string, keys: readonly string[]): DesignFile => ({ folder: 'styles', name, keys });

const templateFiles = (data: SettingData | undefined, keys: readonly string[]): readonly DesignFile[] =>
  data?.template === undefined
    ? []
    : [{ folder: 'templates', name: data.template, keys: [...keys, 'template'] }];

function resolveEditions(project: Project, report: EditionDraft['report']): EditionIndex | undefined {
  const layouts = new Map(LAYOUTS);
  let hasFailed = false;
  const reportFailure = (problem: Diagnostic): void => {
    hasFailed = true;
    report(problem);
  };
  const ebooks = resolveEbooks(project, reportFailure);
  // An edition may extend one that is defined further down.
  const resolve = (name: string, extendedBy: readonly string[]): Layout | undefined => {
    const data = Object.hasOwn(project.data.editions, name) ? project.data.editions[name] : undefined;
    const location: EditionDraft['location'] = (...keys) =>
      keys.length === 0 ? project.keyLocation('editions', name) : project.location('editions', name, ...keys);
    if (data === undefined || resolved.has(name)) return layouts.get(name);
    if (data['writing-mode'] !== undefined)
      reportFailure(
        diagnostic(
          'key-unknown',
          { key: 'writing-mode', below: 'editions: epub', known: [] },
          location('writing-mode'),
        ),
      );
    if (isReservedName(name)) reportFailure(diagnostic('edition-name-taken', { name }, location()));
    const base = findBaseName(name, data);
    const from =
      extendedBy.includes(base) || base === name ? LAYOUTS.get(base) : resolve(base, [...extendedBy, name]);
    if (from === undefined) {
      const known = [
        ...new Set([...LAYOUTS.keys(), ...ebooks.keys(), ...Object.keys(project.data.editions)]),
      ];
      const suggestion = suggestBase(
        base,
        known.filter((other) => other !== name),
      );
      reportFailure(
        diagnostic('edition-unknown', { edition: base, known, ...suggestion }, location('extends')),
      );
      return undefined;
    }
    resolved.add(name);
    const layout = buildLayout(from, { name, data, location, report: reportFailure });
    layouts.set(name, layout);
    return layout;
  };
  const resolved = new Set<string>();
  for (const name of project.keys('editions')) {
    if (ebooks.has(name)) continue;
    if (Object.hasOwn(project.data.editions, name)) resolve(name, []);
    else reportFailure(diagnostic('edition-name-taken', { name }, project.keyLocation('editions', name)));
  }
  return hasFailed ? undefined : buildEditionIndex(layouts, [...ebooks.values()]);
}

/** A built-in edition extends itself by default; a new one extends A4. */
const findBaseName = (name: string, data: LayoutData): string =>
  data.extends ?? (LAYOUTS.has(name) ? name : 'a4');

function buildLayout(base: Layout, draft: EditionDraft): Layout {
  const { data } = draft;
  const page = data.page === undefined ? base.page : (resolvePageSize(data.page, 'page', draft) ?? base.page);
  const imposition = buildImposition(base, page, draft);
  const layout: Layout = {
    page,
    styles: [...base.styles, ...(data.styles ?? [])],
    links: data.links ?? base.links,
    ...omitUndefined({ isHighlighted: data.highlight ?? base.isHighlighted }),
    openers: data.openers ?? base.openers,
    wideTables: data['wide-tables'] ?? base.wideTables,
    sheets: data.sheets ?? base.sheets,
    book: mergeSettings(base.book, data, data.book),
    handouts: mergeSettings(base.handouts, data, data.handouts),
    ...(imposition && { imposition }),
  };
  validateTextBlock(layout, draft);
  return layout;
}

function mergeSettings(base: LayoutSetting, ...changes: readonly (SettingData | undefined)[]): LayoutSetting {
  return changes.reduce<LayoutSetting>(
    (setting, change) => ({
      margins: { ...setting.margins, ...omitUndefined(change?.margins ?? {}) },
      type: { ...setting.type, ...omitUndefined(change?.type ?? {}) },
      typefaces: { ...setting.typefaces, ...omitUndefined(change?.typefaces ?? {}) },
      template: change?.template ?? setting.template,
    }),
    base,
  );
}

/** Suggests what an edition may extend: a layout, which has no family before its name. */
function suggestBase(name: string, known: readonly string[]): { near?: string } {
  const layout = name.replace(/^(?:book|handouts)-/, '');
  return known.includes(layout) ? { near: layout } : suggestName(name, known);
}

function resolvePageSize(
  data: PageData,
  key: string,
  { location, report }: EditionDraft,
): PageSize | undefined {
  if (typeof data !== 'string') return { name: `${data.width} × ${data.height} mm`, ...data };
  const known = Object.keys(PAGE_SIZES);
  const name = data.toLowerCase();
  if (Object.hasOwn(PAGE_SIZES, name)) return PAGE_SIZES[name as keyof typeof PAGE_SIZES];
  // Another size of a series is no slip: A4 is not meant by `a7`.
  const suggestion = /^[abc](?:\d|10)$/.test(name) ? {} : suggestName(name, known);
  report(diagnostic('page-unknown', { page: data, known, ...suggestion }, location(key)));
  return undefined;
}

function buildImposition(base: Layout, page: PageSize, draft: EditionDraft): Imposition | undefined {
  const { name, data, location, report } = draft;
  const sheet =
    data.sheet === undefined ? base.imposition?.sheet : resolvePageSize(data.sheet, 'sheet', draft);
  if (sheet === undefined) return undefined;
  const fits = page.width * 2 <= sheet.height + TOLERANCE && page.height <= sheet.width + TOLERANCE;
  if (!fits) {
    const key = data.sheet === undefined ? 'page' : 'sheet';
    report(
      diagnostic('sheet-too-small', { edition: name, sheet: sheet.name, page: page.name }, location(key)),
    );
  }
  return { sheet, duplex: data.duplex ?? base.imposition?.duplex ?? 'short' };
}

function validateTextBlock({ page, book, handouts }: Layout, { name, location, report }: EditionDraft): void {
  for (const { margins } of [book, handouts]) {
    const width = Math.round(page.width - margins.inside - margins.outside);
    const height = Math.round(page.height - margins.top - margins.bottom);
    if (width >= MIN_TEXT_BLOCK.width && height >= MIN_TEXT_BLOCK.height) continue;
    report(diagnostic('page-too-small', { edition: name, page: page.name, width, height }, location()));
    return;
  }
}
