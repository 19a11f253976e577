/** `handpress.yaml`, the settings of a whole project → the editions there are. */
import { join } from 'node:path';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { builtInEditions, type Editions, editionsOf, isReserved } from '../../core/editions.ts';
import { LAYOUTS, type Layout, PAGES, type Setting } from '../../core/layouts.ts';
import type { Context } from '../../core/model/context.ts';
import type { Imposition, PageSize } from '../../core/model/edition.ts';
import type { Place } from '../../core/source-location.ts';
import { near } from '../../lib/text/nearest.ts';
import { readText } from '../source/read-source.ts';
import { type Located, readYaml } from '../source/yaml.ts';
import { PROJECT_FILE } from './project-file.ts';
import { type LayoutData, type PageData, projectSchema, type SettingData } from './project-schema.ts';
import { isMisnamed, namesFor } from './settings-file.ts';
import { judgeTypefaces } from './typefaces.ts';

/** Millimetres: less is no text block. */
const LEAST = { width: 50, height: 60 };

/** Two pages of A5 are a millimetre narrower than A4; a third of that may be missing. */
const TOLERANCE = 0.3;

type Project = Located<{ readonly editions: Readonly<Record<string, LayoutData>> }>;

/** An edition of the project that is being settled. */
interface Workpiece {
  readonly name: string;
  readonly data: LayoutData;
  at(...keys: readonly string[]): Place;
  report(problem: Diagnostic): void;
}

/**
 * The editions of the project: the built-in ones, with what `handpress.yaml` says of them.
 * @returns `undefined` after an error: `settings-misnamed`; those of YAML, `edition-name-taken`, `edition-unknown`, `page-unknown`,
 * `page-too-small`, `sheet-too-small`; those of {@link judgeTypefaces} and {@link judgeDesignFiles}
 */
export async function readEditions(context: Context): Promise<Editions | undefined> {
  const file = await projectFile(context);
  if (file === undefined) return builtInEditions;
  const report = (problem: Diagnostic) => context.report({ ...problem, domain: 'usage' });
  if (isMisnamed(file, PROJECT_FILE, report)) return undefined;
  const source = await readText(file, { ...context, report });
  if (source === undefined) return undefined;
  const yaml = { file: source.path, text: source.text, linesAbove: 0 };
  const project = readYaml(yaml, projectSchema, report);
  if (project === undefined) return undefined;
  const embeddable = await judgeTypefaces(project, report, context);
  const complete = await judgeDesignFiles(project, report, context);
  const editions = settleEditions(project, report);
  return embeddable && complete ? editions : undefined;
}

async function projectFile({ root, host }: Context): Promise<string | undefined> {
  for (const name of namesFor(PROJECT_FILE)) {
    if ((await host.kind(join(root, name))) !== undefined) return name;
  }
  return undefined;
}

/** Reports `design-file-missing` for a style or template that neither the project nor Handpress has. */
async function judgeDesignFiles(
  project: Project,
  report: Workpiece['report'],
  { design }: Context,
): Promise<boolean> {
  let complete = true;
  for (const { folder, name, keys } of designFiles(project)) {
    if (await design.has(folder, name)) continue;
    complete = false;
    report(
      diagnostic('design-file-missing', { file: `${folder}/${name}` }, project.place('editions', ...keys)),
    );
  }
  return complete;
}

interface DesignFile {
  readonly folder: 'templates' | 'styles';
  readonly name: string;
  /** Where it is named, below `editions`. */
  readonly keys: readonly string[];
}

function designFiles({ data: { editions } }: Project): readonly DesignFile[] {
  return Object.entries(editions).flatMap(([edition, data]) => [
    ...(data.styles ?? []).map((name, at) => style(name, [edition, 'styles', String(at)])),
    ...template(data, [edition]),
    ...template(data.book, [edition, 'book']),
    ...template(data.handouts, [edition, 'handouts']),
  ]);
}

const style = (name: string, keys: readonly string[]): DesignFile => ({ folder: 'styles', name, keys });

const template = (data: SettingData | undefined, keys: readonly string[]): readonly DesignFile[] =>
  data?.template === undefined
    ? []
    : [{ folder: 'templates', name: data.template, keys: [...keys, 'template'] }];

function settleEditions(project: Project, report: Workpiece['report']): Editions | undefined {
  const layouts = new Map(LAYOUTS);
  let failed = false;
  const fail = (problem: Diagnostic): void => {
    failed = true;
    report(problem);
  };
  // An edition may extend one that stands further down.
  const settle = (name: string, extending: readonly string[]): Layout | undefined => {
    const data = Object.hasOwn(project.data.editions, name) ? project.data.editions[name] : undefined;
    const at: Workpiece['at'] = (...keys) =>
      keys.length === 0 ? project.keyPlace('editions', name) : project.place('editions', name, ...keys);
    if (data === undefined || settled.has(name)) return layouts.get(name);
    if (isReserved(name)) fail(diagnostic('edition-name-taken', { name }, at()));
    const base = baseOf(name, data);
    const from =
      extending.includes(base) || base === name ? LAYOUTS.get(base) : settle(base, [...extending, name]);
    if (from === undefined) {
      const known = [...new Set([...LAYOUTS.keys(), ...Object.keys(project.data.editions)])];
      const facts = {
        edition: base,
        known,
        ...near(
          base,
          known.filter((other) => other !== name),
        ),
      };
      fail(diagnostic('edition-unknown', facts, at('extends')));
      return undefined;
    }
    settled.add(name);
    const layout = layoutFrom(from, { name, data, at, report: fail });
    layouts.set(name, layout);
    return layout;
  };
  const settled = new Set<string>();
  for (const name of project.keys('editions')) {
    if (Object.hasOwn(project.data.editions, name)) settle(name, []);
    else fail(diagnostic('edition-name-taken', { name }, project.keyPlace('editions', name)));
  }
  return failed ? undefined : editionsOf(layouts);
}

/** One that is already there changes itself; a new one is like A4 unless it says otherwise. */
const baseOf = (name: string, data: LayoutData): string => data.extends ?? (LAYOUTS.has(name) ? name : 'a4');

function layoutFrom(base: Layout, work: Workpiece): Layout {
  const { data } = work;
  const page = data.page === undefined ? base.page : (pageOf(data.page, 'page', work) ?? base.page);
  const imposition = impositionOf(base, page, work);
  const layout: Layout = {
    page,
    styles: [...base.styles, ...(data.styles ?? [])],
    links: data.links ?? base.links,
    openers: data.openers ?? base.openers,
    wideTables: data['wide-tables'] ?? base.wideTables,
    sheets: data.sheets ?? base.sheets,
    book: settingFrom(base.book, data, data.book),
    handouts: settingFrom(base.handouts, data, data.handouts),
    ...(imposition && { imposition }),
  };
  judgeTextBlock(layout, work);
  return layout;
}

function settingFrom(base: Setting, ...changes: readonly (SettingData | undefined)[]): Setting {
  return changes.reduce<Setting>(
    (setting, change) => ({
      margins: { ...setting.margins, ...written(change?.margins) },
      type: { ...setting.type, ...written(change?.type) },
      typefaces: { ...setting.typefaces, ...written(change?.typefaces) },
      template: change?.template ?? setting.template,
    }),
    base,
  );
}

type Written<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function written<T extends object>(values: T | undefined): Written<T> {
  return Object.fromEntries(
    Object.entries(values ?? {}).filter(([, value]) => value !== undefined),
  ) as Written<T>;
}

function pageOf(data: PageData, key: string, { at, report }: Workpiece): PageSize | undefined {
  if (typeof data !== 'string') return { name: `${data.width} × ${data.height} mm`, ...data };
  const known = Object.keys(PAGES);
  const name = data.toLowerCase();
  if (Object.hasOwn(PAGES, name)) return PAGES[name as keyof typeof PAGES];
  report(diagnostic('page-unknown', { page: data, known, ...near(name, known) }, at(key)));
  return undefined;
}

function impositionOf(base: Layout, page: PageSize, work: Workpiece): Imposition | undefined {
  const { name, data, at, report } = work;
  const sheet = data.sheet === undefined ? base.imposition?.sheet : pageOf(data.sheet, 'sheet', work);
  if (sheet === undefined) return undefined;
  const fits = page.width * 2 <= sheet.height + TOLERANCE && page.height <= sheet.width + TOLERANCE;
  if (!fits) {
    const key = data.sheet === undefined ? 'page' : 'sheet';
    report(diagnostic('sheet-too-small', { edition: name, sheet: sheet.name, page: page.name }, at(key)));
  }
  return { sheet, duplex: data.duplex ?? base.imposition?.duplex ?? 'short' };
}

function judgeTextBlock({ page, book, handouts }: Layout, { name, at, report }: Workpiece): void {
  for (const { margins } of [book, handouts]) {
    const width = Math.round(page.width - margins.inside - margins.outside);
    const height = Math.round(page.height - margins.top - margins.bottom);
    if (width >= LEAST.width && height >= LEAST.height) continue;
    report(diagnostic('page-too-small', { edition: name, page: page.name, width, height }, at()));
    return;
  }
}
