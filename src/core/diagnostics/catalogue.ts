/**
 * Every diagnostic there is, by subject: its permanent code, how grave it is, whom it concerns, its message and its hint.
 * A code names what is wrong; it is never renamed. `tests/diagnostics/<code>/` raises each.
 */

import { environmentProblems } from './catalogue/environment.ts';
import { filesProblems } from './catalogue/files.ts';
import { imagesProblems } from './catalogue/images.ts';
import { markdownProblems } from './catalogue/markdown.ts';
import { printProblems } from './catalogue/print.ts';
import { rawHtmlProblems } from './catalogue/raw-html.ts';
import type { Rule } from './catalogue/rule.ts';
import { selectionProblems } from './catalogue/selection.ts';
import { settingsProblems } from './catalogue/settings.ts';
import { shardsProblems } from './catalogue/shards.ts';
import { usageProblems } from './catalogue/usage.ts';
import type { Domain, Severity } from './severity.ts';

export const catalogue = {
  ...filesProblems,
  ...settingsProblems,
  ...markdownProblems,
  ...imagesProblems,
  ...rawHtmlProblems,
  ...printProblems,
  ...usageProblems,
  ...selectionProblems,
  ...shardsProblems,
  ...environmentProblems,
} satisfies Record<string, Rule<never>>;

export type Code = keyof typeof catalogue;

/** What the message of a code needs to know; nothing for a code that always says the same. */
export type Facts<C extends Code> =
  (typeof catalogue)[C] extends Rule<infer F> ? ([F] extends [never] ? Record<never, never> : F) : never;

/** Every code, in the order of the catalogue. */
export const codes = Object.keys(catalogue) as readonly Code[];

/** How grave a problem is where no project says otherwise. */
export const severityOf = (code: Code): Severity => catalogue[code].severity;

/** Whom a problem concerns. */
export const domainOf = (code: Code): Domain => catalogue[code].domain;
