/**
 * The catalogue of all diagnostics, by subject: code, severity, domain, message and hint. A code names the
 * problem and is never renamed. `tests/diagnostics/<code>/` raises each.
 */

import { addressDiagnostics } from './catalogue/addresses.ts';
import { brandDiagnostics } from './catalogue/brand.ts';
import { environmentDiagnostics } from './catalogue/environment.ts';
import { fileDiagnostics } from './catalogue/files.ts';
import { formDiagnostics } from './catalogue/forms.ts';
import { includeDiagnostics } from './catalogue/includes.ts';
import { layoutDiagnostics } from './catalogue/layouts.ts';
import { lossDiagnostics } from './catalogue/losses.ts';
import { fleetDiagnostics } from './catalogue/machines/fleet.ts';
import { shardDiagnostics } from './catalogue/machines/shards.ts';
import { sharedCacheDiagnostics } from './catalogue/machines/shared-cache.ts';
import { markdownDiagnostics } from './catalogue/markdown.ts';
import { diagramDiagnostics } from './catalogue/pictures/diagrams.ts';
import { imageDiagnostics } from './catalogue/pictures/images.ts';
import { pluginDiagnostics } from './catalogue/plugins.ts';
import { printDiagnostics } from './catalogue/print.ts';
import { rawHtmlDiagnostics } from './catalogue/raw-html.ts';
import type { CatalogueEntry } from './catalogue/rule.ts';
import { selectionDiagnostics } from './catalogue/selection.ts';
import { settingsDiagnostics } from './catalogue/settings.ts';
import { styleDiagnostics } from './catalogue/styles.ts';
import { tableDiagnostics } from './catalogue/tables.ts';
import { usageDiagnostics } from './catalogue/usage.ts';
import { wordDiagnostics } from './catalogue/word.ts';
import type { Domain, Severity } from './severity.ts';

export const catalogue = {
  ...fileDiagnostics,
  ...includeDiagnostics,
  ...settingsDiagnostics,
  ...markdownDiagnostics,
  ...lossDiagnostics,
  ...tableDiagnostics,
  ...layoutDiagnostics,
  ...formDiagnostics,
  ...imageDiagnostics,
  ...diagramDiagnostics,
  ...rawHtmlDiagnostics,
  ...pluginDiagnostics,
  ...printDiagnostics,
  ...brandDiagnostics,
  ...styleDiagnostics,
  ...addressDiagnostics,
  ...wordDiagnostics,
  ...usageDiagnostics,
  ...selectionDiagnostics,
  ...shardDiagnostics,
  ...sharedCacheDiagnostics,
  ...environmentDiagnostics,
  ...fleetDiagnostics,
} satisfies Record<string, CatalogueEntry<never>>;

export type Code = keyof typeof catalogue;

/** The values that the message of a code contains; empty for a code with a fixed message. */
export type Facts<C extends Code> =
  (typeof catalogue)[C] extends CatalogueEntry<infer F>
    ? [F] extends [never]
      ? Record<never, never>
      : F
    : never;

/** All codes, in the order of the catalogue. */
export const codes = Object.keys(catalogue) as readonly Code[];

/** The severity of a code, before the rules of the project. */
export const severityOf = (code: Code): Severity => catalogue[code].severity;

/** The severity of a code in a publication that is taken generously. */
export const lenientSeverityOf = (code: Code): Severity => {
  const entry: CatalogueEntry<never> = catalogue[code];
  return entry.lenient ?? entry.severity;
};

/** The domain of a code. */
export const domainOf = (code: Code): Domain => catalogue[code].domain;
